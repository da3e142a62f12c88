/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which of the marks on the map is selected, what each is called and what opening it does. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ibar-counts.h"
#include "ibar-event-list.h"
#include "ibar-map-source.h"
#include "ibar-map-view-private.h"
#include "ibar-marks.h"
#include "ibar-place-facts.h"

#define SEAT_REACH 6.0  /* [px] */
#define MOST_LISTED 5000 /* events of a mark that never splits */

/* Seats
 * ---------------------------------------------------------------------------------------------- */

/* Names make room for the marks, and for the seats, which are shown whether there is room for their
 * names or not. */
static void
update_obstacles (IbarMapView *self)
{
  GArray *clusters = ibar_marks_layer_get_clusters (self->marks_layer);
  GArray *seats = ibar_marks_layer_get_seats (self->marks_layer);
  int selected = ibar_marks_layer_get_selected (self->marks_layer);
  g_autoptr (GArray) obstacles = g_array_new (FALSE, FALSE, sizeof (IbarObstacle));

  for (guint i = 0; i < clusters->len; i++)
    {
      const IbarCluster *cluster = &g_array_index (clusters, IbarCluster, i);
      IbarMark mark = { .count = cluster->count, .selected = (int) i == selected };
      IbarObstacle obstacle = { cluster->point, ibar_mark_get_extent (&mark) };

      g_array_append_val (obstacles, obstacle);
    }
  for (guint i = 0; i < seats->len; i++)
    {
      IbarObstacle obstacle = { g_array_index (seats, IbarSeat, i).point, SEAT_REACH };

      g_array_append_val (obstacles, obstacle);
    }
  ibar_labels_layer_set_obstacles (self->labels_layer,
                                   (const IbarObstacle *) (void *) obstacles->data, obstacles->len);
}

/**
 * ibar_map_view_update_seats:
 * @self: a map view
 *
 * Takes the municipalities' seats from the region.
 */
void
ibar_map_view_update_seats (IbarMapView *self)
{
  GArray *seats = g_array_new (FALSE, FALSE, sizeof (IbarSeat));
  guint n = self->region != NULL ? ibar_region_get_n_places (self->region) : 0;

  if (!ibar_map_view_has_own_names (self))
    n = 0; /* a sign without its name on somebody else's map would be a riddle */
  for (guint i = 0; i < n; i++)
    {
      const IbarRegionPlace *place = ibar_region_get_place (self->region, i);
      IbarSeat seat = { place->point, (int) i };

      if (g_strcmp0 (place->kind, "municipal_seat") == 0)
        g_array_append_val (seats, seat);
    }
  ibar_marks_layer_set_seats (self->marks_layer, seats);
  update_obstacles (self);
}

/* Selection
 * --------------------------------------------------------------------------------------------- */

/* The mark that stands for a row: nearest first, and only those that could. */
static int
find_row (IbarMapView *self, guint32 row)
{
  GArray *clusters = ibar_marks_layer_get_clusters (self->marks_layer);
  IbarProjection projection;
  double x, y;
  IbarRow data;

  if (row == IBAR_ROW_NONE || self->result == NULL || !ibar_result_contains (self->result, row))
    return IBAR_MARK_NONE;
  ibar_columns_get_row (ibar_result_get_columns (self->result), row, &data);
  if (!ibar_point_is_placed (data.point))
    return IBAR_MARK_NONE;
  ibar_projection_init (&projection, &self->cluster_view);
  ibar_projection_from_point (&projection, data.point, &x, &y);
  for (double reach = 8; reach < 8 * IBAR_MAP_CELL; reach *= 4)
    for (guint i = 0; i < clusters->len; i++)
      {
        const IbarCluster *cluster = &g_array_index (clusters, IbarCluster, i);
        double cx, cy, distance;

        ibar_projection_from_point (&projection, cluster->point, &cx, &cy);
        distance = hypot (cx - x, cy - y);
        if (distance <= reach && distance > (reach > 8 ? reach / 4 : -1)
            && ibar_result_cluster_holds (self->result, &self->cluster_view, IBAR_MAP_CELL, cluster, row))
          return (int) i;
      }
  return IBAR_MARK_NONE;
}

static int
find_seat (IbarMapView *self, int place)
{
  GArray *seats = ibar_marks_layer_get_seats (self->marks_layer);

  for (guint i = 0; i < seats->len; i++)
    if (g_array_index (seats, IbarSeat, i).place == place)
      return (int) i;
  return IBAR_MARK_NONE;
}

/* The mark of a cluster that is selected: any of its events says which. */
static int
find_selected_cluster (IbarMapView *self)
{
  IbarEventList *events = IBAR_EVENT_LIST (ibar_session_get_cluster_events (self->session));

  return ibar_event_list_get_n_items (events) > 0 ? find_row (self, ibar_event_list_get_row (events, 0)) : IBAR_MARK_NONE;
}

/**
 * ibar_map_view_update_selected:
 * @self: a map view
 *
 * Shows what the session has selected: a ring around a mark or a seat, an outline around an area.
 */
void
ibar_map_view_update_selected (IbarMapView *self)
{
  const char *id = NULL;
  IbarSelectionKind kind = self->session != NULL ? ibar_session_get_selection (self->session, &id)
                                                 : IBAR_SELECTION_NONE;
  const IbarFeature *feature = NULL;
  int cluster = IBAR_MARK_NONE, seat = IBAR_MARK_NONE, area = -1;

  switch (kind)
    {
    case IBAR_SELECTION_EVENT:
      cluster = find_row (self, ibar_session_get_selected_row (self->session));
      break;
    case IBAR_SELECTION_CLUSTER:
      cluster = find_selected_cluster (self);
      break;
    case IBAR_SELECTION_REGION_PLACE:
      seat = id != NULL ? find_seat (self, (int) g_ascii_strtoll (id, NULL, 10)) : IBAR_MARK_NONE;
      break;
    case IBAR_SELECTION_AREA:
      area = ibar_session_find_area (self->session, id);
      break;
    case IBAR_SELECTION_PLACE:
    case IBAR_SELECTION_NONE:
    default:
      break;
    }
  ibar_marks_layer_set_selected (self->marks_layer, cluster, seat);
  update_obstacles (self);
  if (area >= 0 && self->region == ibar_session_get_region (self->session))
    feature = ibar_region_get_feature (self->region, IBAR_LAYER_ADMIN_AREA, (guint) area);
  ibar_tool_layer_set_feature (self->tool_layer, feature);
}

/* Opening
 * ------------------------------------------------------------------------------------------------
 */

static void
open_mark (IbarMapView *self, const IbarCluster *cluster)
{
  double split = cluster->count > 1 ? ibar_result_split_zoom (self->result, &self->cluster_view,
                                                              IBAR_MAP_CELL, cluster)
                                    : NAN;
  g_autoptr (GArray) rows = NULL;

  if (isfinite (split) && split <= IBAR_MAP_MOST_ZOOM)
    {
      IbarView view;

      ibar_map_view_get_view (self, &view);
      view.center = cluster->point;
      view.zoom = MAX (ceil (split * 2.0) / 2.0, view.zoom + 0.5);
      ibar_map_view_move_to (self, &view, TRUE);
      return;
    }
  rows = ibar_result_cluster_rows (self->result, &self->cluster_view, IBAR_MAP_CELL, cluster, MOST_LISTED);
  if (rows->len > 0)
    ibar_session_select_rows (self->session, (const guint32 *) (const void *) rows->data, rows->len);
}

static void
open_place (IbarMapView *self, int place)
{
  g_autofree char *id = g_strdup_printf ("%d", place);

  ibar_session_select (self->session, IBAR_SELECTION_REGION_PLACE, id);
}

/* A second click on the same area lets it go. */
static void
open_area (IbarMapView *self, int area)
{
  const IbarFeature *feature
      = ibar_region_get_feature (self->region, IBAR_LAYER_ADMIN_AREA, (guint) area);
  const char *id = NULL;

  if (feature->id == NULL)
    return;
  if (ibar_session_get_selection (self->session, &id) == IBAR_SELECTION_AREA
      && g_strcmp0 (id, feature->id) == 0)
    ibar_session_select (self->session, IBAR_SELECTION_NONE, NULL);
  else
    ibar_session_select (self->session, IBAR_SELECTION_AREA, feature->id);
}

/**
 * ibar_map_view_open_hit:
 * @self: a map view
 * @hit: what to open
 *
 * What a click or Enter does: an event opens its page; a mark of several comes apart, or opens as a
 * list where it never does; a place or an area opens its page; nothing lets go of what is selected.
 */
void
ibar_map_view_open_hit (IbarMapView *self, IbarMapHit hit)
{
  GArray *clusters = ibar_marks_layer_get_clusters (self->marks_layer);
  GArray *seats = ibar_marks_layer_get_seats (self->marks_layer);

  if (self->session == NULL)
    return;
  switch (hit.kind)
    {
    case IBAR_MAP_HIT_MARK:
      if (self->result != NULL && hit.index < (int) clusters->len)
        {
          IbarCluster cluster = g_array_index (clusters, IbarCluster, hit.index);

          open_mark (self, &cluster);
        }
      break;
    case IBAR_MAP_HIT_SEAT:
      if (hit.index < (int) seats->len)
        open_place (self, g_array_index (seats, IbarSeat, hit.index).place);
      break;
    case IBAR_MAP_HIT_PLACE:
      open_place (self, hit.index);
      break;
    case IBAR_MAP_HIT_AREA:
      open_area (self, hit.index);
      break;
    case IBAR_MAP_HIT_NOTHING:
    default:
      ibar_session_select (self->session, IBAR_SELECTION_NONE, NULL);
      break;
    }
}

/* Describing
 * -------------------------------------------------------------------------------------------- */

static char *
describe_event (IbarMapView *self, guint32 row, char **detail)
{
  IbarCollection *collection = ibar_session_get_collection (self->session);
  g_autofree char *date = NULL;
  g_autofree char *place = NULL;
  char *title = NULL;
  IbarRow data;

  ibar_columns_get_row (ibar_result_get_columns (self->result), row, &data);
  if (collection == NULL || !ibar_collection_load_titles (collection, &data.fid, 1, &title, NULL))
    title = g_strdup ("");
  date = ibar_date_format (data.start, data.end, data.date_precision);
  place = data.place >= 0 ? ibar_session_dup_place_name (self->session, data.place) : NULL;
  *detail = place != NULL ? g_strdup_printf ("%s · %s", date, place) : g_steal_pointer (&date);
  return title;
}

static char *
describe_several (IbarMapView *self, const IbarCluster *cluster, char **detail)
{
  GString *kinds = g_string_new (NULL);
  g_autofree char *count
      = ibar_dup_counts (ngettext ("%u event", "%u events", cluster->count), cluster->count);
  g_autofree char *place = NULL;
  IbarRow data;

  ibar_columns_get_row (ibar_result_get_columns (self->result), cluster->row, &data);
  if (cluster->one_point && data.place >= 0)
    place = ibar_session_dup_place_name (self->session, data.place);
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    if (cluster->families[f] > 0)
      {
        g_autofree char *number = ibar_dup_counts ("%u", cluster->families[f]);

        g_string_append_printf (kinds, "%s%s\xE2\x80\x82%s", kinds->len > 0 ? "\n" : "", number,
                                ibar_family_get_label ((IbarFamily) f));
      }
  *detail = g_string_free (kinds, FALSE);
  return place != NULL ? g_strdup_printf ("%s · %s", place, count) : g_steal_pointer (&count);
}

static char *
describe_place (IbarMapView *self, int index, char **detail)
{
  const IbarRegionPlace *place = ibar_region_get_place (self->region, (guint) index);

  *detail = ibar_place_kind_dup_words (place->kind);
  return ibar_names_format (&place->names, ibar_session_get_names (self->session));
}

/**
 * ibar_map_view_describe:
 * @self: a map view
 * @hit: something on the map; of an area only its name in the map tells
 * @detail: (out) (nullable): a second line or several, free with g_free()
 *
 * Returns: (transfer full) (nullable): what it is called, or %NULL for nothing
 */
char *
ibar_map_view_describe (IbarMapView *self, IbarMapHit hit, char **detail)
{
  GArray *clusters = ibar_marks_layer_get_clusters (self->marks_layer);
  GArray *seats = ibar_marks_layer_get_seats (self->marks_layer);

  *detail = NULL;
  if (self->session == NULL)
    return NULL;
  if (hit.kind == IBAR_MAP_HIT_MARK && self->result != NULL && hit.index < (int) clusters->len)
    {
      const IbarCluster *cluster = &g_array_index (clusters, IbarCluster, hit.index);

      return cluster->count == 1 ? describe_event (self, cluster->row, detail)
                                 : describe_several (self, cluster, detail);
    }
  if (self->region == NULL)
    return NULL;
  if (hit.kind == IBAR_MAP_HIT_SEAT && hit.index < (int) seats->len)
    return describe_place (self, g_array_index (seats, IbarSeat, hit.index).place, detail);
  if (hit.kind == IBAR_MAP_HIT_PLACE)
    return describe_place (self, hit.index, detail);
  return NULL;
}
