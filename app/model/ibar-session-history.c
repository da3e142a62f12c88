/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is looked at, from where, and what was looked at before.
 *
 * The history is a list of selections; the entry one stands on takes the map's view with it when one leaves,
 * so going back shows the same thing in the same place. Selecting cuts off what lay ahead. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

#include <math.h>
#include <string.h>

#define SHARE_OF_VIEW 0.9 /* an extent that is gone to fills so much of the map */
#define ROOM_BELOW 60.0   /* [px] for scale and credits, and for half of a mark above them */
#define CLOSEST_FIT 14.0  /* [zoom] a point is no reason to go closer */

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

/* Centre and zoom that show an extent on a map of the view's size. It lies in the middle, or higher where it would reach
 * below what stands along the lower edge. */
static void
fit_extent (IbarSession *self, const IbarExtent *extent)
{
  double x0 = ibar_mercator_x (extent->west);
  double x1 = ibar_mercator_x (extent->east) + (extent->west > extent->east ? 1 : 0);
  double y0 = ibar_mercator_y (extent->north), y1 = ibar_mercator_y (extent->south);
  double width = MAX (x1 - x0, 1e-9), height = MAX (y1 - y0, 1e-9);
  double above = self->view.height * (1 - SHARE_OF_VIEW) / 2;
  double below = MAX (above, MIN (self->view.height / 6.0, ROOM_BELOW));
  double zoom_x = log2 (self->view.width * SHARE_OF_VIEW / (IBAR_TILE_UNITS * width));
  double zoom_y = log2 ((self->view.height - above - below) / (IBAR_TILE_UNITS * height));
  double zoom = CLAMP (MIN (zoom_x, zoom_y), 0, CLOSEST_FIT);
  double world = IBAR_TILE_UNITS * exp2 (zoom); /* [px] */
  double least_y = y1 + (below - self->view.height / 2.0) / world;

  self->view.center.longitude = ibar_mercator_longitude (fmod ((x0 + x1) / 2, 1));
  self->view.center.latitude = ibar_mercator_latitude (MAX ((y0 + y1) / 2, least_y));
  self->view.zoom = zoom;
  self->view.rotation = 0;
}

/**
 * ibar_session_view_moved:
 * @self: a session
 * @view: where the map is, and its size
 *
 * The map tells. If it was not yet known how large the map is, it is sent to what it should show.
 */
void
ibar_session_view_moved (IbarSession *self, const IbarView *view)
{
  g_return_if_fail (IBAR_IS_SESSION (self) && view != NULL);

  if (!self->has_view)
    {
      /* Nothing is open yet, and where the map happens to be means nothing: only its size counts. */
      self->view.width = view->width;
      self->view.height = view->height;
      return;
    }
  if (self->view.width == 0)
    {
      self->view.width = view->width;
      self->view.height = view->height;
      if (!ibar_extent_is_empty (&self->waiting_extent))
        fit_extent (self, &self->waiting_extent);
      ibar_extent_init_empty (&self->waiting_extent);
      ibar_session_mark_dirty (self, IBAR_CHANGED_VIEW);
      return;
    }
  /* Told where to go, the map has not heard it yet: where it comes by on its way from before is no news. */
  if ((self->dirty & IBAR_CHANGED_VIEW) != 0)
    {
      self->view.width = view->width;
      self->view.height = view->height;
      return;
    }
  self->view = *view;
  self->needs_status = TRUE;
  ibar_session_mark_dirty (self, 0);
}

/**
 * ibar_session_go_to:
 * @self: a session
 * @center: the point to be in the middle of the map
 * @zoom: zoom level; NAN keeps it
 */
void
ibar_session_go_to (IbarSession *self, IbarPoint center, double zoom)
{
  g_return_if_fail (IBAR_IS_SESSION (self));

  if (!ibar_point_is_placed (center))
    return;
  self->view.center = center;
  if (isfinite (zoom))
    self->view.zoom = zoom;
  self->has_view = TRUE;
  ibar_extent_init_empty (&self->waiting_extent);
  ibar_session_mark_dirty (self, IBAR_CHANGED_VIEW);
}

/**
 * ibar_session_turn_to:
 * @self: a session
 * @rotation: how far the map is turned [rad], clockwise
 *
 * Turns the map about its middle. Together with ibar_session_go_to() it is one move.
 */
void
ibar_session_turn_to (IbarSession *self, double rotation)
{
  g_return_if_fail (IBAR_IS_SESSION (self) && isfinite (rotation));

  self->view.rotation = rotation;
  ibar_session_mark_dirty (self, IBAR_CHANGED_VIEW);
}

/**
 * ibar_session_go_to_extent:
 * @self: a session
 * @extent: what the map should show, as large as it fits; an empty one changes nothing
 */
void
ibar_session_go_to_extent (IbarSession *self, const IbarExtent *extent)
{
  g_return_if_fail (IBAR_IS_SESSION (self) && extent != NULL);

  if (ibar_extent_is_empty (extent))
    return;
  self->has_view = TRUE;
  self->waiting_extent = *extent;
  if (self->view.width > 0)
    {
      fit_extent (self, extent);
      ibar_extent_init_empty (&self->waiting_extent);
    }
  ibar_session_mark_dirty (self, IBAR_CHANGED_VIEW);
}

/* ibar_info's home: west, south, east, north. */
static gboolean
get_collection_home (IbarSession *self, IbarExtent *extent)
{
  g_autofree char *home = ibar_collection_dup_info (self->collection, "home");

  return ibar_extent_parse (home, extent) && !ibar_extent_is_empty (extent);
}

/* Whether a home was measured without regard to the antimeridian: from 180° W to 180° E, where all events lie together on
 * the other side of the world. */
static gboolean
goes_round (IbarSession *self, const IbarExtent *home)
{
  IbarExtent events;

  if (self->columns == NULL || home->east - home->west <= 180)
    return FALSE;
  ibar_columns_get_extent (self->columns, &events);
  return !ibar_extent_is_empty (&events) && events.west > events.east;
}

/**
 * ibar_session_go_home:
 * @self: a session
 *
 * Shows what the collection calls its home, else the region's own areas where events lie in them, else
 * all events, else the region.
 */
void
ibar_session_go_home (IbarSession *self)
{
  IbarExtent extent;

  g_return_if_fail (IBAR_IS_SESSION (self));

  ibar_extent_init_empty (&extent);
  if (self->collection != NULL && get_collection_home (self, &extent) && !goes_round (self, &extent))
    {
      ibar_session_go_to_extent (self, &extent);
      return;
    }
  ibar_extent_init_empty (&extent);
  if (self->columns != NULL)
    ibar_columns_get_extent (self->columns, &extent);
  /* Not where their box overlaps it: that of events in Oslo and Crete takes in all between. */
  if (self->region != NULL
      && (ibar_extent_is_empty (&extent)
          || ibar_columns_get_n_within (self->columns, ibar_region_get_home (self->region)) > 0))
    extent = *ibar_region_get_home (self->region);
  ibar_session_go_to_extent (self, &extent);
}

const IbarView *
ibar_session_get_view (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return &self->view;
}

/**
 * ibar_session_get_view_extent:
 * @self: a session
 * @extent: (out): the smallest box that holds the view
 *
 * Returns: whether a map has told where it is
 */
gboolean
ibar_session_get_view_extent (IbarSession *self, IbarExtent *extent)
{
  const IbarView *view;
  double world, x, y, half_x, half_y, cosine, sine;

  g_return_val_if_fail (IBAR_IS_SESSION (self) && extent != NULL, FALSE);

  view = &self->view;
  if (view->width <= 0 || !ibar_point_is_placed (view->center))
    return FALSE;
  world = IBAR_TILE_UNITS * exp2 (view->zoom);
  cosine = fabs (cos (view->rotation));
  sine = fabs (sin (view->rotation));
  half_x = (view->width * cosine + view->height * sine) / 2 / world;
  half_y = (view->width * sine + view->height * cosine) / 2 / world;
  x = ibar_mercator_x (view->center.longitude);
  y = ibar_mercator_y (view->center.latitude);
  extent->north = ibar_mercator_latitude (CLAMP (y - half_y, 0, 1));
  extent->south = ibar_mercator_latitude (CLAMP (y + half_y, 0, 1));
  extent->west = half_x >= 0.5 ? -180 : ibar_mercator_longitude (x - half_x);
  extent->east = half_x >= 0.5 ? 180 : ibar_mercator_longitude (x + half_x);
  if (extent->west < -180)
    extent->west += 360;
  if (extent->east > 180)
    extent->east -= 360;
  return TRUE;
}
