/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map without a mouse.
 *
 * Arrows move the map, + and − zoom, Home shows all, N turns north up. Tab walks the marks in view
 * in reading order (rows of ROW_PX from top to bottom, in a row from left to right) and leaves the
 * map after the last one, Enter opens, Escape lets go. With a tool, the arrows move a crosshair and
 * Enter sets a point. The mark the keyboard is on becomes the map's accessible description, so a
 * screen reader says it. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ibar-counts.h"
#include "ibar-map-view-private.h"

#define ROW_PX 40.0
#define PAN_SHARE 0.2   /* of the view, an arrow's step */
#define CROSS_STEP 10.0 /* [px] */
#define EDGE_PX 24.0    /* the map follows the crosshair beyond */

/* Reading order
 * ------------------------------------------------------------------------------------------- */

typedef struct
{
  int index;
  int row;
  double x;
} Stop;

static int
compare_stops (gconstpointer a, gconstpointer b)
{
  const Stop *p = a, *q = b;

  if (p->row != q->row)
    return p->row - q->row;
  return (p->x > q->x) - (p->x < q->x);
}

static void
sort_marks (IbarMapView *self)
{
  GArray *clusters = ibar_marks_layer_get_clusters (self->marks_layer);
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  IbarProjection projection;
  IbarView view;

  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  for (guint i = 0; i < clusters->len; i++)
    {
      Stop stop = { .index = (int) i };
      double y;

      ibar_projection_from_point (&projection, g_array_index (clusters, IbarCluster, i).point,
                                  &stop.x, &y);
      stop.row = (int) floor (y / ROW_PX);
      if (stop.x >= 0 && y >= 0 && stop.x <= view.width && y <= view.height)
        g_array_append_val (stops, stop);
    }
  g_array_sort (stops, compare_stops);
  g_array_set_size (self->focus_order, 0);
  for (guint i = 0; i < stops->len; i++)
    g_array_append_val (self->focus_order, g_array_index (stops, Stop, i).index);
}

static int
find_stop (IbarMapView *self)
{
  for (guint i = 0; i < self->focus_order->len; i++)
    if (g_array_index (self->focus_order, int, i) == self->focus)
      return (int) i;
  return -1;
}

static void
describe_focus (IbarMapView *self)
{
  g_autofree char *detail = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (self->focus >= 0)
    title = ibar_map_view_describe (self, (IbarMapHit){ IBAR_MAP_HIT_MARK, self->focus }, &detail);
  if (title != NULL)
    text = g_strdup_printf ("%s. %s", title, detail != NULL ? detail : "");
  else
    text
        = ibar_dup_counts (ngettext ("%u mark in view", "%u marks in view", self->focus_order->len),
                           self->focus_order->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
set_focus (IbarMapView *self, int index)
{
  self->focus = index;
  ibar_marks_layer_set_focused (self->marks_layer, index);
  describe_focus (self);
}

/* FALSE when the walk is over and the focus should leave the map. */
static gboolean
walk (IbarMapView *self, int step)
{
  int stop;

  sort_marks (self);
  stop = find_stop (self);
  stop = stop < 0 ? (step > 0 ? 0 : (int) self->focus_order->len - 1) : stop + step;
  if (stop < 0 || stop >= (int) self->focus_order->len)
    {
      set_focus (self, IBAR_MARK_NONE);
      return FALSE;
    }
  set_focus (self, g_array_index (self->focus_order, int, stop));
  return TRUE;
}

/**
 * ibar_map_view_update_focus:
 * @self: a map view
 * @kept: (nullable): the mark the keyboard was on before the marks changed
 *
 * Finds the mark again, if it is still there.
 */
void
ibar_map_view_update_focus (IbarMapView *self, const IbarCluster *kept)
{
  GArray *clusters = ibar_marks_layer_get_clusters (self->marks_layer);
  int found = IBAR_MARK_NONE;

  for (guint i = 0; i < clusters->len && kept != NULL && found < 0; i++)
    if (g_array_index (clusters, IbarCluster, i).row == kept->row)
      found = (int) i;
  sort_marks (self);
  set_focus (self, found);
}

/* The crosshair
 * ------------------------------------------------------------------------------------------- */

static void
move_cross (IbarMapView *self, double dx, double dy)
{
  IbarProjection projection;
  IbarView view;
  double x, y;

  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  if (ibar_point_is_placed (self->cross))
    ibar_projection_from_point (&projection, self->cross, &x, &y);
  else
    {
      x = view.width / 2.0;
      y = view.height / 2.0;
    }
  x += dx;
  y += dy;
  self->cross = ibar_projection_to_point (&projection, x, y);
  if (x < EDGE_PX || y < EDGE_PX || x > view.width - EDGE_PX || y > view.height - EDGE_PX)
    ibar_map_view_pan (self, dx * 8, dy * 8);
  ibar_map_view_set_pointer (self, self->cross);
  ibar_map_view_show_path (self);
}

static gboolean
use_tool (IbarMapView *self, guint key, gboolean fine)
{
  double step = fine ? 1.0 : CROSS_STEP;

  switch (key)
    {
    case GDK_KEY_Left:
      move_cross (self, -step, 0);
      return TRUE;
    case GDK_KEY_Right:
      move_cross (self, step, 0);
      return TRUE;
    case GDK_KEY_Up:
      move_cross (self, 0, -step);
      return TRUE;
    case GDK_KEY_Down:
      move_cross (self, 0, step);
      return TRUE;
    case GDK_KEY_space:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!ibar_point_is_placed (self->cross))
        move_cross (self, 0, 0);
      ibar_map_view_add_corner (self, self->cross);
      return TRUE;
    case GDK_KEY_BackSpace:
      ibar_map_view_undo_corner (self);
      return TRUE;
    case GDK_KEY_c:
      ibar_map_view_finish_path (self);
      return TRUE;
    case GDK_KEY_Escape:
      ibar_map_view_set_tool (self, IBAR_MAP_TOOL_NONE);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Keys
 * --------------------------------------------------------------------------------------------------
 */

static gboolean
move_map (IbarMapView *self, guint key)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->map));
  double height = gtk_widget_get_height (GTK_WIDGET (self->map));

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      ibar_map_view_pan (self, -width * PAN_SHARE, 0);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      ibar_map_view_pan (self, width * PAN_SHARE, 0);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      ibar_map_view_pan (self, 0, -height * PAN_SHARE);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      ibar_map_view_pan (self, 0, height * PAN_SHARE);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      ibar_map_view_zoom_at (self, 1.0, width / 2, height / 2, TRUE);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      ibar_map_view_zoom_at (self, -1.0, width / 2, height / 2, TRUE);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      if (self->session != NULL)
        ibar_session_go_home (self->session);
      return TRUE;
    case GDK_KEY_n:
      ibar_map_view_turn_north (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
popup_context (IbarMapView *self)
{
  GArray *clusters = ibar_marks_layer_get_clusters (self->marks_layer);
  IbarProjection projection;
  IbarView view;
  double x, y;

  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  self->context_point = view.center;
  if (self->focus >= 0)
    self->context_point = g_array_index (clusters, IbarCluster, self->focus).point;
  ibar_projection_from_point (&projection, self->context_point, &x, &y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu),
                               &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (self->tool != IBAR_MAP_TOOL_NONE && use_tool (self, key, (state & GDK_SHIFT_MASK) != 0))
    return TRUE;
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      popup_context (self);
      return TRUE;
    }
  if (key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab)
    return walk (self, key == GDK_KEY_Tab ? 1 : -1);
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)
      && self->focus >= 0)
    {
      ibar_map_view_open_hit (self, (IbarMapHit){ IBAR_MAP_HIT_MARK, self->focus });
      return TRUE;
    }
  if (key == GDK_KEY_Escape && (self->focus >= 0 || self->session != NULL))
    {
      set_focus (self, IBAR_MARK_NONE);
      ibar_map_view_open_hit (self, (IbarMapHit){ IBAR_MAP_HIT_NOTHING, -1 });
      return TRUE;
    }
  return move_map (self, key);
}

static void
leave_cb (GtkEventControllerFocus *controller, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  if (self->focus >= 0)
    set_focus (self, IBAR_MARK_NONE);
}

/**
 * ibar_map_view_init_keyboard:
 * @self: a map view
 *
 * Listens to the keys while the map has the focus.
 */
void
ibar_map_view_init_keyboard (IbarMapView *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->focus = IBAR_MARK_NONE;
  self->focus_order = g_array_new (FALSE, FALSE, sizeof (int));
  self->cross = (IbarPoint){ NAN, NAN };
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->map), key);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->map), focus);
}
