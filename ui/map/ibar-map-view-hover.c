/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Naming what is below the pointer, at once and beside it. Areas are named by their labels and need
 * no tip. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <math.h>

#include "ibar-map-view-private.h"

#define BESIDE 14 /* [px] between the pointer and the tip */
#define AIR 6     /* [px] between the tip and the view's edge */
#define TOUCH_MS 700 /* after a finger's event, what the pointer does is the finger's doing */

static gboolean
is_same_hit (IbarMapHit a, IbarMapHit b)
{
  return a.kind == b.kind && (a.kind == IBAR_MAP_HIT_NOTHING || a.index == b.index);
}

static void
show_tip (IbarMapView *self, IbarMapHit hit)
{
  g_autofree char *detail = NULL;
  g_autofree char *title = NULL;

  if (hit.kind != IBAR_MAP_HIT_AREA && hit.kind != IBAR_MAP_HIT_NOTHING)
    title = ibar_map_view_describe (self, hit, &detail);
  gtk_widget_set_visible (self->tip, title != NULL && *title != '\0');
  if (title == NULL)
    return;
  gtk_label_set_label (self->tip_title, title);
  gtk_label_set_label (self->tip_detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->tip_detail), detail != NULL && *detail != '\0');
  gtk_widget_queue_resize (self->tip);
}

static void
set_hovered (IbarMapView *self, IbarMapHit hit)
{
  if (is_same_hit (hit, self->hovered))
    return;
  self->hovered = hit;
  ibar_marks_layer_set_hovered (self->marks_layer,
                                hit.kind == IBAR_MAP_HIT_MARK ? hit.index : IBAR_MARK_NONE,
                                hit.kind == IBAR_MAP_HIT_SEAT ? hit.index : IBAR_MARK_NONE);
  show_tip (self, hit);
}

/**
 * ibar_map_view_update_hover:
 * @self: a map view
 *
 * Looks again what is below the pointer: the map may have moved below it.
 */
void
ibar_map_view_update_hover (IbarMapView *self)
{
  IbarMapHit hit = { IBAR_MAP_HIT_NOTHING, -1 };
  IbarProjection projection;
  IbarView view;

  if (isfinite (self->pointer_x) && self->tool == IBAR_MAP_TOOL_NONE
      && ibar_map_view_is_still (self))
    hit = ibar_map_view_hit (self, self->pointer_x, self->pointer_y);
  set_hovered (self, hit);
  gtk_widget_set_cursor_from_name (
      GTK_WIDGET (self->map), self->tool != IBAR_MAP_TOOL_NONE ? "crosshair"
                              : hit.kind == IBAR_MAP_HIT_NOTHING || hit.kind == IBAR_MAP_HIT_AREA
                                  ? "default"
                                  : "pointer");
  if (!isfinite (self->pointer_x))
    return;
  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  ibar_map_view_set_pointer (self, ibar_projection_to_point (&projection, self->pointer_x,
                                                             self->pointer_y));
}

static void
forget_pointer (IbarMapView *self)
{
  self->pointer_x = self->pointer_y = NAN;
  ibar_map_view_update_hover (self);
  ibar_map_view_set_pointer (self, (IbarPoint){ NAN, NAN });
}

/* A finger drags the system's pointer along and leaves it where it was lifted; it hovers over nothing. */
static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_TOUCH_BEGIN || type == GDK_TOUCH_UPDATE || type == GDK_TOUCH_END)
    {
      self->touch_time = MAX (gdk_event_get_time (event), 1);
      if (isfinite (self->pointer_x))
        forget_pointer (self);
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
is_of_finger (IbarMapView *self, GtkEventController *controller)
{
  guint32 time = gtk_event_controller_get_current_event_time (controller);

  return self->touch_time != 0 && (time == 0 || time - self->touch_time < TOUCH_MS);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  if (is_of_finger (self, GTK_EVENT_CONTROLLER (controller)))
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  ibar_map_view_update_hover (self);
  if (gtk_widget_get_visible (self->tip))
    gtk_widget_queue_allocate (self->overlay);
  if (self->tool != IBAR_MAP_TOOL_NONE && !isfinite (self->cross.longitude))
    ibar_map_view_show_path (self);
}

static void
leave_cb (GtkEventControllerMotion *controller, gpointer user_data)
{
  forget_pointer (IBAR_MAP_VIEW (user_data));
}

/* Right of and below the pointer, or on the other side where there is no room. */
static gboolean
place_tip_cb (GtkOverlay *overlay, GtkWidget *child, GdkRectangle *allocation, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  GtkRequisition size;
  int width = gtk_widget_get_width (GTK_WIDGET (overlay));
  int height = gtk_widget_get_height (GTK_WIDGET (overlay));
  double x, y;

  if (child != self->tip || !isfinite (self->pointer_x))
    return FALSE;
  gtk_widget_get_preferred_size (child, NULL, &size);
  x = self->pointer_x + BESIDE;
  y = self->pointer_y + BESIDE;
  if (x + size.width + AIR > width)
    x = self->pointer_x - BESIDE - size.width;
  if (y + size.height + AIR > height)
    y = self->pointer_y - BESIDE - size.height;
  *allocation = (GdkRectangle){ (int) MAX (x, AIR), (int) MAX (y, AIR), size.width, size.height };
  return TRUE;
}

/**
 * ibar_map_view_init_hover:
 * @self: a map view
 *
 * Follows the pointer.
 */
void
ibar_map_view_init_hover (IbarMapView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *any = gtk_event_controller_legacy_new ();

  self->pointer_x = self->pointer_y = NAN;
  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->map), motion);

  gtk_event_controller_set_propagation_phase (any, GTK_PHASE_CAPTURE);
  g_signal_connect_object (any, "event", G_CALLBACK (event_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->map), any);
  g_signal_connect_object (self->overlay, "get-child-position", G_CALLBACK (place_tip_cb), self, 0);
}
