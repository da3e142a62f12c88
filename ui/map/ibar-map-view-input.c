/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The mouse and the fingers. Dragging and pinching are libshumate's, turning is its and set right after
 * it; the wheel, clicks and boxes are ours, taken before libshumate sees them. Layers let clicks fall through, so hits are
 * found from here. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <math.h>

#include "ibar-map-view-private.h"
#include "ibar-marks.h"

#define WHEEL_LEVELS 0.5     /* zoom levels a notch */
#define SURFACE_LEVELS 0.008 /* zoom levels a pixel of a touch-pad */
#define CLICK_PX 6.0         /* further is a drag */
#define NORTH_REACH 0.25     /* [rad] a map turned by less is held with north up */

/**
 * ibar_map_view_hit:
 * @self: a map view
 * @x: [px]
 * @y: [px]
 *
 * What lies at a point of the map: marks before seats before names before areas.
 *
 * Returns: what is there
 */
IbarMapHit
ibar_map_view_hit (IbarMapView *self, double x, double y)
{
  int index = ibar_marks_layer_hit (self->marks_layer, x, y);
  const IbarLabel *label;
  IbarProjection projection;
  IbarView view;

  if (index != IBAR_MARK_NONE)
    return (IbarMapHit){ IBAR_MAP_HIT_MARK, index };
  index = ibar_marks_layer_hit_seat (self->marks_layer, x, y);
  if (index != IBAR_MARK_NONE)
    return (IbarMapHit){ IBAR_MAP_HIT_SEAT, index };
  /* Names from vector tiles are of places the region does not know. */
  label = self->vector_state == 0 ? ibar_labels_layer_hit (self->labels_layer, x, y) : NULL;
  if (label != NULL && label->kind == IBAR_LABEL_PLACE)
    return (IbarMapHit){ IBAR_MAP_HIT_PLACE, label->feature };
  if (label != NULL && label->kind == IBAR_LABEL_AREA)
    return (IbarMapHit){ IBAR_MAP_HIT_AREA, label->feature };
  if (self->region == NULL)
    return (IbarMapHit){ IBAR_MAP_HIT_NOTHING, -1 };
  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  index = ibar_region_find_admin_area (self->region, ibar_projection_to_point (&projection, x, y));
  return (IbarMapHit){ index >= 0 ? IBAR_MAP_HIT_AREA : IBAR_MAP_HIT_NOTHING, index };
}

/* Wheel
 * ---------------------------------------------------------------------------------------------------
 */

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  gboolean fingers = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;
  double x = isfinite (self->pointer_x) ? self->pointer_x
                                        : gtk_widget_get_width (GTK_WIDGET (self->map)) / 2.0;
  double y = isfinite (self->pointer_y) ? self->pointer_y
                                        : gtk_widget_get_height (GTK_WIDGET (self->map)) / 2.0;

  if (dy != 0)
    ibar_map_view_zoom_at (self, -dy * (fingers ? SURFACE_LEVELS : WHEEL_LEVELS), x, y, !fingers);
  return TRUE;
}

/* Clicks
 * --------------------------------------------------------------------------------------------------
 */

/* An area fills the map, so a click on it waits whether it is the first half of a double click. */
static gboolean
area_waited_cb (gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  self->area_source = 0;
  ibar_map_view_open_hit (self, (IbarMapHit){ self->area_pending >= 0 ? IBAR_MAP_HIT_AREA
                                                                      : IBAR_MAP_HIT_NOTHING,
                                              self->area_pending });
  return G_SOURCE_REMOVE;
}

static void
open_later (IbarMapView *self, IbarMapHit hit)
{
  int wait = 400;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &wait, NULL);
  self->area_pending = hit.kind == IBAR_MAP_HIT_AREA ? hit.index : -1;
  g_clear_handle_id (&self->area_source, g_source_remove);
  self->area_source = g_timeout_add ((guint) wait, area_waited_cb, self);
}

static void
press_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  self->press_x = x;
  self->press_y = y;
  ibar_map_view_stop (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static void
click_with_tool (IbarMapView *self, int n_press, double x, double y)
{
  IbarProjection projection;
  IbarView view;

  if (n_press > 1)
    {
      ibar_map_view_finish_path (self);
      return;
    }
  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  ibar_map_view_add_corner (self, ibar_projection_to_point (&projection, x, y));
}

static void
release_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  IbarMapHit hit;

  if (hypot (x - self->press_x, y - self->press_y) > CLICK_PX || self->dragging_box)
    return;
  if (self->tool != IBAR_MAP_TOOL_NONE)
    {
      click_with_tool (self, n_press, x, y);
      return;
    }
  if (n_press > 1)
    {
      g_clear_handle_id (&self->area_source, g_source_remove);
      if (n_press == 2)
        ibar_map_view_zoom_at (self, 1.0, x, y, TRUE);
      return;
    }
  hit = ibar_map_view_hit (self, x, y);
  if (hit.kind == IBAR_MAP_HIT_AREA || hit.kind == IBAR_MAP_HIT_NOTHING)
    open_later (self, hit);
  else
    ibar_map_view_open_hit (self, hit);
}

static void
open_context_menu (IbarMapView *self, double x, double y)
{
  IbarProjection projection;
  IbarView view;

  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  self->context_point = ibar_projection_to_point (&projection, x, y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu),
                               &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

static void
context_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  open_context_menu (IBAR_MAP_VIEW (user_data), x, y);
}

/* A finger has no second button. Claimed, so that lifting it is no click. */
static void
long_press_cb (GtkGestureLongPress *gesture, double x, double y, gpointer user_data)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_context_menu (IBAR_MAP_VIEW (user_data), x, y);
}

/* Boxes
 * ---------------------------------------------------------------------------------------------------
 */

/* With Shift, or while an area is being selected, a drag draws a box instead of moving the map. */
static void
box_begin_cb (GtkGestureDrag *gesture, double x, double y, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  self->dragging_box = FALSE;
  if ((state & GDK_SHIFT_MASK) == 0 && (self->tool != IBAR_MAP_TOOL_AREA || self->path->len > 0))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->box_x = x;
  self->box_y = y;
}

static void
box_update_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  if (!self->dragging_box && hypot (dx, dy) <= CLICK_PX)
    return;
  self->dragging_box = TRUE;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  ibar_map_view_set_box (self, self->box_x + dx, self->box_y + dy, FALSE);
}

static void
box_end_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  if (!self->dragging_box)
    return;
  self->dragging_box = FALSE;
  ibar_map_view_set_box (self, self->box_x + dx, self->box_y + dy, TRUE);
}

/* Turning
 * --------------------------------------------------------------------------------------------------
 */

static void
turn_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  self->turn_begin = shumate_viewport_get_rotation (self->viewport);
}

/* libshumate takes −0.25 … 0.75 rad for north, so that one way round a turn of 40° is none, and misses a turn by less
 * that GTK gives as nearly a whole one. What is below the fingers stays there. */
static void
turn_update_cb (GtkGesture *gesture, GdkEventSequence *sequence, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  double rotation
      = remainder (self->turn_begin + gtk_gesture_rotate_get_angle_delta (GTK_GESTURE_ROTATE (gesture)), 2 * G_PI);
  double x, y;

  if (gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    ibar_map_view_turn_at (self, fabs (rotation) < NORTH_REACH ? 0.0 : rotation, x, y);
}

/* After libshumate's own gesture, which is found among the map's. */
static void
watch_turning (IbarMapView *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->map));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_GESTURE_ROTATE (controller))
        continue;
      g_signal_connect_object (controller, "begin", G_CALLBACK (turn_begin_cb), self, 0);
      g_signal_connect_object (controller, "update", G_CALLBACK (turn_update_cb), self, G_CONNECT_AFTER);
    }
}

static void
add_click (IbarMapView *self, guint button, GCallback pressed, GCallback released)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", pressed, self, 0);
  if (released != NULL)
    g_signal_connect_object (click, "released", released, self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (click));
}

/**
 * ibar_map_view_init_input:
 * @self: a map view
 *
 * Listens to wheel, clicks, boxes, and fingers that stay or turn.
 */
void
ibar_map_view_init_input (IbarMapView *self)
{
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *box = gtk_gesture_drag_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->map), scroll);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (box), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (box), GTK_PHASE_CAPTURE);
  g_signal_connect_object (box, "drag-begin", G_CALLBACK (box_begin_cb), self, 0);
  g_signal_connect_object (box, "drag-update", G_CALLBACK (box_update_cb), self, 0);
  g_signal_connect_object (box, "drag-end", G_CALLBACK (box_end_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (box));

  add_click (self, GDK_BUTTON_PRIMARY, G_CALLBACK (press_cb), G_CALLBACK (release_cb));
  add_click (self, GDK_BUTTON_SECONDARY, G_CALLBACK (context_cb), NULL);

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (hold), GTK_PHASE_CAPTURE);
  g_signal_connect_object (hold, "pressed", G_CALLBACK (long_press_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (hold));
  watch_turning (self);
}
