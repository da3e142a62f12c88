/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of the session leaves it: the events that pass, or those that are selected. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

static void
add_row (IbarSession *self, guint32 row, GArray *fids)
{
  IbarRow values;

  ibar_columns_get_row (self->columns, row, &values);
  g_array_append_val (fids, values.fid);
}

static void
add_passing (IbarSession *self, GArray *fids)
{
  guint n = self->result != NULL ? ibar_result_get_n_passing (self->result) : 0;

  for (guint i = 0; i < n; i++)
    add_row (self, ibar_result_get_row (self->result, self->sort_key, self->sort_descending, i), fids);
}

static void
add_cluster (IbarSession *self, GArray *fids)
{
  guint n = ibar_event_list_get_n_items (self->cluster_events);

  for (guint i = 0; i < n; i++)
    add_row (self, ibar_event_list_get_row (self->cluster_events, i), fids);
}

/**
 * ibar_session_dup_fids:
 * @self: a session
 * @scope: which events
 *
 * Returns: (transfer full): of gint64: the events' rows in the file, in the order of their list
 */
GArray *
ibar_session_dup_fids (IbarSession *self, IbarExportScope scope)
{
  GArray *fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  IbarSelectionKind kind;

  g_return_val_if_fail (IBAR_IS_SESSION (self), fids);

  if (self->collection == NULL)
    return fids;
  ibar_session_flush (self);
  kind = ibar_session_get_selection (self, NULL);
  if (scope == IBAR_EXPORT_PASSING)
    add_passing (self, fids);
  else if (kind == IBAR_SELECTION_EVENT && self->selected_row != IBAR_ROW_NONE)
    add_row (self, self->selected_row, fids);
  else if (kind == IBAR_SELECTION_CLUSTER)
    add_cluster (self, fids);
  return fids;
}

/**
 * ibar_session_dup_export:
 * @self: a session with a collection
 * @fids: of gint64: which events
 * @format: a format of text
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the events in a format, for the clipboard
 *
 * **Errors:** those of ibar_export_to_text()
 */
char *
ibar_session_dup_export (IbarSession *self, GArray *fids, IbarExportFormat format, GError **error)
{
  IbarExport export = { self->collection, (const gint64 *) (gpointer) fids->data, fids->len, self->names, self->filter_text,
                        0,                NULL };

  g_return_val_if_fail (IBAR_IS_SESSION (self) && self->collection != NULL, NULL);

  return ibar_export_to_text (&export, format, error);
}
