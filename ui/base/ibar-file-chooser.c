/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asking for a file on this computer. */

#define G_LOG_DOMAIN "ibar-file-chooser"

#include "config.h"

#include "ibar-file-chooser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-parts.h"

#define ASKED "ibar-file-chooser" /* the chooser of a window, as its data: it goes with it */

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns, gsize n)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; i < n && patterns[i] != NULL; i++)
    if (strchr (patterns[i], '/') != NULL)
      gtk_file_filter_add_mime_type (filter, patterns[i]);
    else
      gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
response_cb (GtkNativeDialog *chooser, int response, GtkWidget *window)
{
  IbarFileFunc func = (IbarFileFunc) g_object_get_data (G_OBJECT (chooser), "ibar-func");
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_object_set_data (G_OBJECT (window), ASKED, NULL);
  if (path != NULL)
    func (window, path);
  else if (file != NULL)
    ibar_part_tell (GTK_WINDOW (window), _ ("Only files on this computer can be used"), NULL);
}

static void
let_go (gpointer chooser)
{
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

/**
 * ibar_file_chooser_ask:
 * @window: asks; while it does, it takes no other input
 * @question: for what
 * @func: called with what was chosen; not where nothing was, or where @window closes
 *
 * A file that has no path is told of, and not handed on.
 */
void
ibar_file_chooser_ask (GtkWindow *window, const IbarFileQuestion *question, IbarFileFunc func)
{
  static const char *const all[] = { "*" };
  GtkFileChooserNative *native = gtk_file_chooser_native_new (
      question->title, window, question->name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
      question->accept, NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);

  if (question->name != NULL)
    gtk_file_chooser_set_current_name (chooser, question->name);
  if (question->kind != NULL)
    add_filter (chooser, question->kind, question->patterns, G_N_ELEMENTS (question->patterns));
  if (question->others)
    add_filter (chooser, _ ("All files"), all, G_N_ELEMENTS (all));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_object_set_data (G_OBJECT (native), "ibar-func", func);
  g_object_set_data_full (G_OBJECT (window), ASKED, native, let_go);
  g_signal_connect_object (native, "response", G_CALLBACK (response_cb), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}
