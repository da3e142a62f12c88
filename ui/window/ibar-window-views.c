/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saved views in the window: the menu that lists them, the question for a name, the dialog that manages
 * them. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"
#include "ibar-toasts.h"
#include "ibar-views-dialog.h"
#include "ibar-window-private.h"

/* More would make the menu longer than the window; all of them are in the dialog. */
#define MENU_LENGTH 12

static void
enable_actions (IbarWindow *self)
{
  gboolean open = ibar_session_get_collection (self->session) != NULL;

  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "save-view")), open);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "manage-views")), open);
}

/* An underscore in a view's name is one, and no mnemonic. */
static char *
dup_label (const char *name)
{
  g_autoptr (GString) label = g_string_new (name);

  g_string_replace (label, "_", "__", 0);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

/* Makes the menu list what is saved now. */
void
ibar_window_update_views (IbarWindow *self)
{
  IbarCollection *collection = ibar_session_get_collection (self->session);
  g_autoptr (GPtrArray) views = NULL;
  g_autoptr (GError) error = NULL;

  g_menu_remove_all (self->views_model);
  enable_actions (self);
  if (collection == NULL)
    return;
  views = ibar_saved_views_list (collection, &error);
  if (views == NULL)
    g_message ("%s", error->message);
  for (guint i = 0; views != NULL && i < MIN (views->len, MENU_LENGTH); i++)
    {
      const IbarSavedView *view = views->pdata[i];
      g_autofree char *label = dup_label (view->name);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "win.saved-view", "s", view->name);
      g_menu_append_item (self->views_model, item);
    }
}

/* Shows a view, or says why not in a dialog, and returns that; its note is told, as there is no other place for it. */
gboolean
ibar_window_show_saved_view (IbarWindow *self, const char *name, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (IbarSavedView) view = NULL;

  if (ibar_session_get_collection (self->session) == NULL)
    return TRUE;
  view = ibar_saved_views_find (ibar_session_get_collection (self->session), name, &local);
  if (view == NULL || !ibar_session_show_view (self->session, view, &local))
    {
      ibar_window_show_error (self, _ ("The view cannot be shown"), local->message);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (view->note != NULL)
    ibar_toasts_say (self->toasts, view->note);
  return TRUE;
}

static GtkEditable *
get_field (GtkWidget *dialog, const char *key)
{
  return GTK_EDITABLE (g_object_get_data (G_OBJECT (dialog), key));
}

static char *
dup_name (GtkWidget *dialog)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (get_field (dialog, "name"))));
}

static void
save_response_cb (GtkWidget *dialog, const char *response, IbarWindow *self)
{
  g_autofree char *name = dup_name (dialog);
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "save") || name[0] == '\0')
    return;
  if (ibar_session_save_view (self->session, name, gtk_editable_get_text (get_field (dialog, "note")), &error))
    {
      g_autofree char *text = g_strdup_printf (_ ("View “%s” saved"), name);

      ibar_toasts_say (self->toasts, text);
    }
  else
    ibar_window_show_error (self, _ ("The view cannot be saved"), error->message);
  ibar_window_update_views (self);
}

static void
name_changed_cb (GtkEditable *entry, GtkWidget *dialog)
{
  IbarWindow *self = IBAR_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  g_autofree char *name = dup_name (dialog);
  g_autoptr (IbarSavedView) other
      = ibar_saved_views_find (ibar_session_get_collection (self->session), name, NULL);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save", name[0] != '\0');
  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (dialog), "save",
                                         other != NULL ? _ ("_Replace") : _ ("_Save"));
}

static GtkWidget *
add_field (GtkWidget *dialog, GtkWidget *list, const char *key, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_object_set_data (G_OBJECT (dialog), key, row);
  return row;
}

/* Asks for a name and a note, and keeps what the window shows. */
void
ibar_window_save_view (IbarWindow *self)
{
  g_autofree char *filter = ibar_filter_to_text (ibar_session_get_filter (self->session));
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *dialog
      = ibar_part_dialog (GTK_WINDOW (self), _ ("Save This View"),
                          filter[0] != '\0' ? filter : _ ("All events, and this part of the map"), list);
  GtkWidget *name = add_field (dialog, list, "name", _ ("Name"));

  add_field (dialog, list, "note", _ ("Note"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save", FALSE);
  g_signal_connect (name, "changed", G_CALLBACK (name_changed_cb), dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (save_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (name);
}

void
ibar_window_manage_views (IbarWindow *self)
{
  gtk_window_present (ibar_views_dialog_new (GTK_WINDOW (self), self->session,
                                             G_CALLBACK (ibar_window_update_views), self));
}
