/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a composed figure goes: a file, the clipboard, paper. */

#define G_LOG_DOMAIN "ibar-composer-output"

#include "config.h"

#include "ibar-composer-output.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-figure-book.h"

/* Files
 * -----------------------------------------------------------------------------------------------
 */

typedef struct
{
  IbarPathFunc chosen;
  gpointer user_data;
  GtkWindow *parent; /* weak: gone with its window */
} Choice;

/* Who chooses another kind of file below the name has not typed another ending: it follows. */
static char *
follow_kind (GtkFileChooser *chooser, char *path)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_chooser_get_filter (chooser);
  g_autoptr (GListModel) filters = gtk_file_chooser_get_filters (chooser);
  g_autoptr (GtkFileFilter) first = g_list_model_get_item (filters, 0);
  const char *suffix = filter != NULL ? gtk_file_filter_get_name (filter) + 1 : "";
  const char *usual = first != NULL ? gtk_file_filter_get_name (first) + 1 : "";
  g_autofree char *given = path;

  if (filter == first || g_str_has_suffix (path, suffix))
    return g_steal_pointer (&given);
  if (g_str_has_suffix (path, usual))
    given[strlen (given) - strlen (usual)] = '\0';
  return g_strconcat (given, suffix, NULL);
}

static void
file_chosen_cb (GtkNativeDialog *chooser, int response, Choice *choice)
{
  if (response == GTK_RESPONSE_ACCEPT && choice->parent != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

      if (path != NULL
          && gtk_file_chooser_get_action (GTK_FILE_CHOOSER (chooser))
                 == GTK_FILE_CHOOSER_ACTION_SAVE)
        path = follow_kind (GTK_FILE_CHOOSER (chooser), g_steal_pointer (&path));
      if (path != NULL)
        choice->chosen (path, choice->user_data);
    }
  g_clear_weak_pointer (&choice->parent);
  g_free (choice);
  g_object_unref (chooser);
}

/**
 * ibar_composer_choose_file:
 * @parent: the window
 * @title: of the dialog
 * @name: (nullable): proposed
 * @patterns: what to offer, NULL-terminated
 * @save: whether something is written
 * @chosen: called with the path
 * @user_data: for @chosen; it must live as long as @parent
 */
void
ibar_composer_choose_file (GtkWindow *parent,
                           const char *title,
                           const char *name,
                           const char *const *patterns,
                           gboolean save,
                           IbarPathFunc chosen,
                           gpointer user_data)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, parent, save ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
      save ? _ ("_Save") : _ ("_Open"), NULL);
  Choice *choice = g_new0 (Choice, 1);

  for (gsize i = 0; patterns[i] != NULL; i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, patterns[i]);
      gtk_file_filter_add_pattern (filter, patterns[i]);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
    }
  if (save && name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  choice->chosen = chosen;
  choice->user_data = user_data;
  g_set_weak_pointer (&choice->parent, parent);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (file_chosen_cb), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* The clipboard
 * --------------------------------------------------------------------------------------- */

/**
 * ibar_composer_copy:
 * @widget: whose display's clipboard gets it
 * @made: a composition with PNG and SVG
 *
 * Offers the figure as PNG, as SVG, and what its map shows as text.
 */
void
ibar_composer_copy (GtkWidget *widget, const IbarComposition *made)
{
  g_autoptr (GBytes) text = g_bytes_new (made->alternative, strlen (made->alternative));
  GdkContentProvider *providers[]
      = { gdk_content_provider_new_for_bytes ("image/png", made->png),
          gdk_content_provider_new_for_bytes ("image/svg+xml", made->svg),
          gdk_content_provider_new_for_bytes ("text/plain;charset=utf-8", text) };
  g_autoptr (GdkContentProvider) all
      = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));

  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), all);
}
