/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Other programs' writing: an event added with QGIS or ogr2ogr while the window is open is shown.
 *
 * The folder is watched, since a database is several files that come and go. A burst of changes is one: the file is
 * looked at when it has been quiet for a moment. Whether anything was committed says the database itself; then the
 * collection is opened again, with filter, selection and view as they are. Where it cannot be opened just now, what
 * is shown stays, and the next change is another chance. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

#define QUIET_MS 300
#define BUSY_MS 1000 /* when it could not be opened: somebody may be writing still */

static gboolean look_cb (gpointer data);

static void
look_later (IbarSession *self, guint delay_ms)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  self->look_id = g_timeout_add (delay_ms, look_cb, self);
}

static void
reopened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IbarSession *self = IBAR_SESSION (source);
  g_autoptr (GError) error = NULL;

  self->reopening = FALSE;
  if (ibar_session_open_finish (self, result, &error))
    return;
  g_message ("%s", error->message);
  self->look_again = TRUE;
  if (self->monitor != NULL)
    look_later (self, BUSY_MS);
}

static gboolean
look_cb (gpointer data)
{
  IbarSession *self = data;
  g_autofree char *path = NULL;

  self->look_id = 0;
  if (self->collection == NULL || self->n_loading > 0)
    {
      look_later (self, BUSY_MS);
      return G_SOURCE_REMOVE;
    }
  if (!ibar_collection_has_changed (self->collection) && !self->look_again)
    return G_SOURCE_REMOVE;
  self->look_again = FALSE;
  path = g_strdup (ibar_collection_get_path (self->collection));
  self->reopening = TRUE;
  ibar_session_open_async (self, path, FALSE, NULL, reopened_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, IbarSession *self)
{
  g_autofree char *changed = g_file_get_path (file);
  g_autofree char *renamed = other != NULL ? g_file_get_path (other) : NULL;
  const char *path = self->collection != NULL ? ibar_collection_get_path (self->collection) : NULL;

  if (path != NULL
      && ((changed != NULL && g_str_has_prefix (changed, path)) || g_strcmp0 (renamed, path) == 0))
    look_later (self, QUIET_MS);
}

/* Watches the collection that is open now, unless it is one that nothing changes. */
void
ibar_session_watch (IbarSession *self, gboolean bundled)
{
  g_autofree char *folder = NULL;
  g_autoptr (GFile) file = NULL;

  ibar_session_unwatch (self);
  if (bundled)
    return;
  folder = g_path_get_dirname (ibar_collection_get_path (self->collection));
  file = g_file_new_for_path (folder);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitor, QUIET_MS);
  g_signal_connect (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self);
  look_later (self, QUIET_MS); /* it may have been exchanged for another while it was read */
}

void
ibar_session_unwatch (IbarSession *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  self->look_again = FALSE;
  if (self->monitor == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
}
