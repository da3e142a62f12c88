/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How tables come into the window: the menu, a file dropped on it, a file it was started with. And how the last one
 * goes again. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-evidence.h"
#include "ibar-file-chooser.h"
#include "ibar-import-dialog.h"
#include "ibar-import.h"
#include "ibar-parts.h"
#include "ibar-window-private.h"

static void
imported_cb (IbarImportDialog *dialog, const char *path, IbarWindow *self)
{
  ibar_window_open (self, path, IBAR_OPEN_CHOSEN);
}

/* Asks how a file is to be imported. */
void
ibar_window_import (IbarWindow *self, const char *path)
{
  GtkWidget *dialog = ibar_import_dialog_new (GTK_WINDOW (self), self->session, path);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
import_chosen (GtkWidget *window, const char *path)
{
  ibar_window_import (IBAR_WINDOW (window), path);
}

void
ibar_window_choose_import (IbarWindow *self)
{
  ibar_file_chooser_ask (GTK_WINDOW (self),
                         &(IbarFileQuestion){ .title = _ ("Import a Table"), .accept = _ ("_Import") }, import_chosen);
}

static void
undo_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  char *what = ibar_import_undo (path, cancellable, &error);

  if (what != NULL)
    g_task_return_pointer (task, what, g_free);
  else
    g_task_return_error (task, error);
}

/* The window sees for itself that the file is another. */
static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarWindow) self = IBAR_WINDOW (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *what = g_task_propagate_pointer (G_TASK (result), &error);

  if (what != NULL)
    ibar_part_tell (GTK_WINDOW (self), _ ("The import was taken back"), what);
  else
    ibar_window_show_error (self, _ ("The import cannot be taken back"), error->message);
}

static void
undo_answered_cb (AdwMessageDialog *dialog, const char *response, IbarWindow *self)
{
  IbarCollection *collection = ibar_session_get_collection (self->session);
  g_autoptr (GTask) task = NULL;

  if (!g_str_equal (response, "undo") || collection == NULL)
    return;
  /* The window goes along with the callback: a worker must not be the last to hold it. */
  task = g_task_new (NULL, NULL, undone_cb, g_object_ref (self));
  g_task_set_task_data (task, g_strdup (ibar_collection_get_path (collection)), g_free);
  g_task_run_in_thread (task, undo_thread);
}

/* Asks whether the last import into the collection that is shown is to be taken back. */
void
ibar_window_undo_import (IbarWindow *self)
{
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (ibar_session_get_collection (self->session) == NULL)
    return;
  body = g_strdup_printf (_ ("What it brought into “%s” is removed, and what it changed is as it was before."),
                          ibar_session_get_collection_name (self->session));
  dialog = ibar_part_dialog (GTK_WINDOW (self), _ ("Take Back the Last Import?"), body, NULL);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "undo", _ ("_Take Back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "undo", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (undo_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A collection is opened, a figure shown, what is for the map goes to the map, anything else is a table
 * to be imported. */
static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, IbarWindow *self)
{
  g_autofree char *path = NULL;

  if (!G_VALUE_HOLDS (value, G_TYPE_FILE))
    return FALSE;
  path = g_file_get_path (g_value_get_object (value));
  if (path == NULL)
    return FALSE;
  if (ibar_window_take_map_file (self, path))
    return TRUE;
  if (g_str_has_suffix (path, ".gpkg") || ibar_evidence_is_path (path))
    ibar_window_open (self, path, IBAR_OPEN_CHOSEN);
  else
    ibar_window_import (self, path);
  return TRUE;
}

void
ibar_window_accept_drops (IbarWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
