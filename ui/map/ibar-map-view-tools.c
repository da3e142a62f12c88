/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measuring, and choosing an area to filter by. Both draw a path: by clicks, by the keyboard's
 * crosshair, or, for an area, by dragging a box. Lengths and areas are geodesic on WGS 84; the bar
 * below the map says them. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ibar-coordinates.h"
#include "ibar-map-view-private.h"

#define CLOSE_PX 10.0 /* a click this near to the first corner closes the path */

static char *
format_length (double metres)
{
  if (metres < 1000)
    /* Translators: metres */
    return g_strdup_printf (_ ("%.0f m"), metres);
  /* Translators: kilometres and metres of the same distance */
  return g_strdup_printf (_ ("%.2f km (%'.0f m)"), metres / 1000, metres);
}

static char *
format_area (double square_metres)
{
  if (square_metres < 1e5)
    /* Translators: square metres */
    return g_strdup_printf (_ ("%'.0f m²"), square_metres);
  /* Translators: square kilometres */
  return g_strdup_printf (_ ("%.2f km²"), square_metres / 1e6);
}

/* The path with the corner that would come next. */
static GArray *
dup_path (IbarMapView *self, IbarPoint next)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (IbarPoint));

  if (self->path->len > 0)
    g_array_append_vals (points, self->path->data, self->path->len);
  if (!self->path_closed && ibar_point_is_placed (next))
    g_array_append_val (points, next);
  return points;
}

static char *
describe_measure (IbarMapView *self, IbarPoint next)
{
  g_autoptr (GArray) points = dup_path (self, next);
  const IbarPoint *ring = (const IbarPoint *) (void *) points->data;
  g_autofree char *length = NULL;
  g_autofree char *area = NULL;
  double metres, square_metres;

  if (self->path->len == 0)
    return g_strdup (
        _ ("Click on the map, or move the crosshair with the arrow keys and press Enter"));
  metres = ibar_geodesic_length (ring, points->len);
  if (self->path_closed)
    metres += ibar_geodesic_distance (ring[points->len - 1], ring[0]);
  length = format_length (metres);
  square_metres = fabs (ibar_geodesic_area (ring, points->len));
  /* The pointer is on the last point still: of two points there is no inside. */
  if (points->len < 3 || (!self->path_closed && square_metres < 1))
    return g_strdup_printf (_ ("Distance: %s"), length);
  area = format_area (square_metres);
  if (self->path_closed)
    return g_strdup_printf (_ ("Perimeter: %s · Area: %s"), length, area);
  return g_strdup_printf (_ ("Distance: %s · Area inside: %s"), length, area);
}

static char *
describe_tool (IbarMapView *self, IbarPoint next)
{
  if (self->tool == IBAR_MAP_TOOL_MEASURE)
    return describe_measure (self, next);
  if (self->path->len == 0)
    return g_strdup (_ ("Drag a box, or click the corners of an area; a double click closes it"));
  return g_strdup_printf (ngettext ("%u corner; a double click or C closes the area",
                                    "%u corners; a double click or C closes the area",
                                    self->path->len),
                          self->path->len);
}

/* Where the next corner would go: the crosshair, else the pointer. */
static IbarPoint
get_next (IbarMapView *self)
{
  IbarProjection projection;
  IbarView view;

  if (ibar_point_is_placed (self->cross))
    return self->cross;
  if (!isfinite (self->pointer_x))
    return (IbarPoint){ NAN, NAN };
  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  return ibar_projection_to_point (&projection, self->pointer_x, self->pointer_y);
}

/**
 * ibar_map_view_show_path:
 * @self: a map view
 *
 * Shows the tool's path and says what it measures.
 */
void
ibar_map_view_show_path (IbarMapView *self)
{
  IbarPoint next = self->tool != IBAR_MAP_TOOL_NONE ? get_next (self) : (IbarPoint){ NAN, NAN };
  g_autofree char *text = NULL;

  ibar_tool_layer_set_path (self->tool_layer, (const IbarPoint *) (void *) self->path->data,
                            self->path->len, self->path_closed);
  ibar_tool_layer_set_next (self->tool_layer, next,
                            self->tool != IBAR_MAP_TOOL_NONE && ibar_point_is_placed (self->cross));
  gtk_widget_set_visible (self->tool_bar, self->tool != IBAR_MAP_TOOL_NONE);
  if (self->tool == IBAR_MAP_TOOL_NONE)
    return;
  text = describe_tool (self, next);
  gtk_label_set_label (self->tool_label, text);
}

static void
set_action_state (IbarMapView *self, const char *name, gboolean state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (state));
}

static void
update_tool_actions (IbarMapView *self)
{
  GAction *undo = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "undo-point");

  set_action_state (self, "measure", self->tool == IBAR_MAP_TOOL_MEASURE);
  set_action_state (self, "select-area", self->tool == IBAR_MAP_TOOL_AREA);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (undo), self->path->len > 0);
}

/**
 * ibar_map_view_set_tool:
 * @self: a map view
 * @tool: which tool, or none
 *
 * Takes up a tool with an empty path, or lays it down.
 */
void
ibar_map_view_set_tool (IbarMapView *self, IbarMapTool tool)
{
  self->tool = tool;
  self->path_closed = FALSE;
  self->cross = (IbarPoint){ NAN, NAN };
  g_array_set_size (self->path, 0);
  update_tool_actions (self);
  ibar_map_view_show_path (self);
  ibar_map_view_update_hover (self);
  if (tool != IBAR_MAP_TOOL_NONE)
    gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static gboolean
is_near_first (IbarMapView *self, IbarPoint point)
{
  IbarProjection projection;
  IbarView view;
  double x0, y0, x1, y1;

  if (self->path->len < 3)
    return FALSE;
  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  ibar_projection_from_point (&projection, g_array_index (self->path, IbarPoint, 0), &x0, &y0);
  ibar_projection_from_point (&projection, point, &x1, &y1);
  return hypot (x1 - x0, y1 - y0) <= CLOSE_PX;
}

/**
 * ibar_map_view_add_corner:
 * @self: a map view
 * @point: a position [deg, WGS 84]
 *
 * Adds a corner to the path. On the first one it closes the path; on a closed one it starts anew.
 */
void
ibar_map_view_add_corner (IbarMapView *self, IbarPoint point)
{
  if (self->path_closed)
    {
      self->path_closed = FALSE;
      g_array_set_size (self->path, 0);
    }
  if (is_near_first (self, point))
    {
      ibar_map_view_finish_path (self);
      return;
    }
  g_array_append_val (self->path, point);
  update_tool_actions (self);
  ibar_map_view_show_path (self);
}

/**
 * ibar_map_view_undo_corner:
 * @self: a map view
 *
 * Takes the last corner away, or opens a closed path.
 */
void
ibar_map_view_undo_corner (IbarMapView *self)
{
  if (self->path_closed)
    self->path_closed = FALSE;
  else if (self->path->len > 0)
    g_array_set_size (self->path, self->path->len - 1);
  update_tool_actions (self);
  ibar_map_view_show_path (self);
}

/**
 * ibar_map_view_finish_path:
 * @self: a map view
 *
 * Closes the path: the area inside is measured, or becomes the filter's.
 */
void
ibar_map_view_finish_path (IbarMapView *self)
{
  if (self->path->len < 3)
    return;
  if (self->tool == IBAR_MAP_TOOL_AREA && self->session != NULL)
    {
      ibar_ring_unwrap ((IbarPoint *) (void *) self->path->data, self->path->len);
      ibar_session_set_area (self->session, (const IbarPoint *) (void *) self->path->data,
                             self->path->len);
      ibar_map_view_set_tool (self, IBAR_MAP_TOOL_NONE);
      return;
    }
  self->path_closed = TRUE;
  ibar_map_view_show_path (self);
}

/**
 * ibar_map_view_set_box:
 * @self: a map view
 * @x: the corner opposite to where the drag began [px]
 * @y: the corner opposite to where the drag began [px]
 * @done: whether the drag has ended
 *
 * Draws the box of a drag; at its end it becomes the filter's area. The box is straight on screen,
 * so on a rotated map it is a rotated ring.
 */
void
ibar_map_view_set_box (IbarMapView *self, double x, double y, gboolean done)
{
  IbarProjection projection;
  IbarPoint ring[4];
  IbarView view;

  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  ring[0] = ibar_projection_to_corner (&projection, self->box_x, self->box_y);
  ring[1] = ibar_projection_to_corner (&projection, x, self->box_y);
  ring[2] = ibar_projection_to_corner (&projection, x, y);
  ring[3] = ibar_projection_to_corner (&projection, self->box_x, y);
  if (!done)
    {
      ibar_tool_layer_set_path (self->tool_layer, ring, G_N_ELEMENTS (ring), TRUE);
      return;
    }
  if (self->session != NULL)
    ibar_session_set_area (self->session, ring, G_N_ELEMENTS (ring));
  if (self->tool == IBAR_MAP_TOOL_AREA)
    ibar_map_view_set_tool (self, IBAR_MAP_TOOL_NONE);
  else
    ibar_map_view_show_path (self);
}
