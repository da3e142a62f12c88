/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is looked at, and what was looked at before.
 *
 * The history is a list of selections; the entry one stands on takes the map's view with it when one leaves,
 * so going back shows the same thing in the same place. Selecting cuts off what lay ahead. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

static void
history_entry_free (gpointer data)
{
  IbarHistoryEntry *entry = data;

  g_free (entry->id);
  g_free (entry);
}

static IbarHistoryEntry *
history_entry_new (IbarSelectionKind kind, const char *id)
{
  IbarHistoryEntry *entry = g_new0 (IbarHistoryEntry, 1);

  entry->kind = kind;
  entry->id = g_strdup (kind == IBAR_SELECTION_NONE ? "" : id);
  return entry;
}

static IbarHistoryEntry *
get_entry (IbarSession *self)
{
  return g_ptr_array_index (self->history, self->history_position);
}

void
ibar_session_init_history (IbarSession *self)
{
  self->history = g_ptr_array_new_with_free_func (history_entry_free);
  g_ptr_array_add (self->history, history_entry_new (IBAR_SELECTION_NONE, ""));
  self->selected_row = IBAR_ROW_NONE;
}

/* Another collection: what was looked at is no more. */
void
ibar_session_reset_history (IbarSession *self)
{
  g_ptr_array_set_size (self->history, 0);
  g_ptr_array_add (self->history, history_entry_new (IBAR_SELECTION_NONE, ""));
  self->history_position = 0;
  ibar_session_resolve_selection (self);
  ibar_session_notify (self, PROP_CAN_GO_BACK);
  ibar_session_notify (self, PROP_CAN_GO_FORWARD);
  ibar_session_mark_dirty (self, IBAR_CHANGED_SELECTION);
}

static guint32
find_row (IbarSession *self, const char *event_id)
{
  gint64 fid;

  if (self->columns == NULL)
    return IBAR_ROW_NONE;
  fid = ibar_collection_find_event (self->collection, event_id);
  return fid > 0 ? ibar_columns_find_fid (self->columns, fid) : IBAR_ROW_NONE;
}

static void
list_cluster (IbarSession *self, const char *ids)
{
  g_auto (GStrv) parts = g_strsplit (ids, IBAR_CLUSTER_MARK, -1);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gsize i = 0; parts[i] != NULL && rows->len < IBAR_CLUSTER_LIST_LENGTH; i++)
    {
      guint32 row = find_row (self, parts[i]);

      if (row != IBAR_ROW_NONE)
        g_array_append_val (rows, row);
    }
  ibar_event_list_set_rows (self->cluster_events, (const guint32 *) (gpointer) rows->data, rows->len);
}

/* Finds what the selection's ids stand for in the collection as it is now. */
void
ibar_session_resolve_selection (IbarSession *self)
{
  const IbarHistoryEntry *entry = get_entry (self);
  guint32 before = self->selected_row;

  self->selected_row = entry->kind == IBAR_SELECTION_EVENT ? find_row (self, entry->id) : IBAR_ROW_NONE;
  if (self->event != NULL
      && (self->selected_row != before || !g_str_equal (self->event->id, entry->id)))
    g_clear_pointer (&self->event, ibar_event_record_free);
  if (entry->kind == IBAR_SELECTION_CLUSTER)
    list_cluster (self, entry->id);
  else if (ibar_event_list_get_n_items (self->cluster_events) > 0)
    ibar_event_list_set_rows (self->cluster_events, NULL, 0);
}

static void
announce (IbarSession *self)
{
  ibar_session_resolve_selection (self);
  ibar_session_notify (self, PROP_CAN_GO_BACK);
  ibar_session_notify (self, PROP_CAN_GO_FORWARD);
  ibar_session_mark_dirty (self, IBAR_CHANGED_SELECTION);
}

IbarSelectionKind
ibar_session_get_selection (IbarSession *self, const char **id)
{
  const IbarHistoryEntry *entry;

  g_return_val_if_fail (IBAR_IS_SESSION (self), IBAR_SELECTION_NONE);
  entry = get_entry (self);
  if (id != NULL)
    *id = entry->id;
  return entry->kind;
}

/**
 * ibar_session_select:
 * @self: a session
 * @kind: what sort of thing
 * @id: (nullable): which, see #IbarSelectionKind; NULL with %IBAR_SELECTION_NONE
 *
 * Looks at something: adds it to the history, unless it is looked at already.
 */
void
ibar_session_select (IbarSession *self, IbarSelectionKind kind, const char *id)
{
  IbarHistoryEntry *entry;

  g_return_if_fail (IBAR_IS_SESSION (self));
  g_return_if_fail (kind == IBAR_SELECTION_NONE || id != NULL);

  entry = get_entry (self);
  if (entry->kind == kind && (kind == IBAR_SELECTION_NONE || g_str_equal (entry->id, id)))
    return;
  entry->view = self->view;
  g_ptr_array_set_size (self->history, (int) self->history_position + 1);
  g_ptr_array_add (self->history, history_entry_new (kind, id));
  if (self->history->len > IBAR_HISTORY_LENGTH)
    g_ptr_array_remove_index (self->history, 0);
  self->history_position = self->history->len - 1;
  announce (self);
}

/**
 * ibar_session_select_rows:
 * @self: a session with a collection
 * @rows: rows, shape [n_rows]
 * @n_rows: one selects that event, more a cluster, none clears the selection
 */
void
ibar_session_select_rows (IbarSession *self, const guint32 *rows, gsize n_rows)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  guint n_ids = 0;

  g_return_if_fail (IBAR_IS_SESSION (self));

  for (gsize i = 0; i < MIN (n_rows, IBAR_CLUSTER_LIST_LENGTH); i++)
    {
      g_autofree char *id = ibar_session_dup_event_id (self, rows[i]);

      if (id != NULL)
        g_string_append_printf (ids, "%s%s", n_ids++ > 0 ? IBAR_CLUSTER_MARK : "", id);
    }
  ibar_session_select (self, n_ids == 0 ? IBAR_SELECTION_NONE : n_ids == 1 ? IBAR_SELECTION_EVENT : IBAR_SELECTION_CLUSTER,
                       ids->str);
}

/**
 * ibar_session_select_step:
 * @self: a session
 * @step: -1 or +1
 *
 * Selects the event before or after the selected one in the list; without one the first or last.
 */
void
ibar_session_select_step (IbarSession *self, int step)
{
  guint n_items, position;
  guint32 row;

  g_return_if_fail (IBAR_IS_SESSION (self));

  n_items = ibar_event_list_get_n_items (self->events);
  if (n_items == 0)
    return;
  position = ibar_event_list_find_row (self->events, self->selected_row);
  if (position == G_MAXUINT)
    position = step > 0 ? 0 : n_items - 1;
  else if ((step < 0 && position == 0) || (step > 0 && position + 1 == n_items))
    return;
  else
    position = step < 0 ? position - 1 : position + 1;
  row = ibar_event_list_get_row (self->events, position);
  ibar_session_select_rows (self, &row, 1);
}

guint32
ibar_session_get_selected_row (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), IBAR_ROW_NONE);
  return self->selected_row;
}

/**
 * ibar_session_dup_event_id:
 * @self: a session with a collection
 * @row: a row of its columns
 *
 * Returns: (transfer full) (nullable): the event's stable id, NULL if the file has no such row any more
 */
char *
ibar_session_dup_event_id (IbarSession *self, guint32 row)
{
  IbarRow values;

  g_return_val_if_fail (IBAR_IS_SESSION (self) && self->columns != NULL, NULL);

  if (row >= ibar_columns_get_n_rows (self->columns))
    return NULL;
  ibar_columns_get_row (self->columns, row, &values);
  return ibar_collection_dup_event_id (self->collection, values.fid);
}

/**
 * ibar_session_get_event:
 * @self: a session
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the selected event's page; NULL without @error if none is selected
 */
const IbarEventRecord *
ibar_session_get_event (IbarSession *self, GError **error)
{
  IbarRow values;

  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);

  if (self->event == NULL && self->selected_row != IBAR_ROW_NONE)
    {
      ibar_columns_get_row (self->columns, self->selected_row, &values);
      self->event = ibar_collection_load_event (self->collection, values.fid, error);
    }
  return self->event;
}

gboolean
ibar_session_can_go_back (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), FALSE);
  return self->history_position > 0;
}

gboolean
ibar_session_can_go_forward (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), FALSE);
  return self->history_position + 1 < self->history->len;
}

static void
go_to_position (IbarSession *self, guint position)
{
  IbarHistoryEntry *entry = get_entry (self);

  entry->view = self->view;
  self->history_position = position;
  entry = get_entry (self);
  if (entry->view.width > 0)
    {
      entry->view.width = self->view.width;
      entry->view.height = self->view.height;
      self->view = entry->view;
      ibar_extent_init_empty (&self->waiting_extent);
      ibar_session_mark_dirty (self, IBAR_CHANGED_VIEW);
    }
  announce (self);
}

void
ibar_session_go_back (IbarSession *self)
{
  if (ibar_session_can_go_back (self))
    go_to_position (self, self->history_position - 1);
}

void
ibar_session_go_forward (IbarSession *self)
{
  if (ibar_session_can_go_forward (self))
    go_to_position (self, self->history_position + 1);
}
