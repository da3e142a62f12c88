/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The mouse on the timeline: drag beside the window makes a new one, its edges and its middle move
 * it, a click takes a bar, a double click shows all dates again; the wheel zooms about the pointer
 * and, sideways or with Shift, moves along; two fingers zoom about what lies between them. The brush snaps to the bars: nobody
 * can aim at a day where a bar is a month. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-timeline-view"

#include <math.h>

#include "ibar-timeline-view-private.h"

#define GRIP_PX 7.0 /* beside an edge still takes it */
#define CLICK_PX 4.0
#define LEAST_DAYS 10.0
#define WHEEL_FACTOR 0.8
#define WHEEL_SHARE 0.1 /* of what is looked at, a notch sideways */

/* Finding
 * -----------------------------------------------------------------------------------------------
 */

static int
find_bin (IbarTimelineView *self, double x)
{
  IbarTimelineFrame frame;
  IbarDay day, start;

  ibar_timeline_view_get_frame (self, &frame);
  if (!isfinite (x) || self->data.n_bins == 0)
    return -1;
  day = (IbarDay) floor (ibar_timeline_x_to_day (&frame, x));
  start = ibar_bin_start (self->data.unit, CLAMP (day, IBAR_DAY_MIN, IBAR_DAY_MAX));
  for (guint i = 0; i < self->data.n_bins; i++)
    if (ibar_bin_next (self->data.unit, self->data.first, (int) i) == start)
      return (int) i;
  return -1;
}

static IbarBrushPart
find_part (IbarTimelineView *self, double x)
{
  IbarTimelineFrame frame;
  double left, right;

  ibar_timeline_view_get_frame (self, &frame);
  if (frame.from == IBAR_DAY_NONE && frame.to == IBAR_DAY_NONE)
    return IBAR_BRUSH_CREATE;
  left = frame.from != IBAR_DAY_NONE ? ibar_timeline_day_to_x (&frame, frame.from) : -G_MAXDOUBLE;
  right = frame.to != IBAR_DAY_NONE ? ibar_timeline_day_to_x (&frame, frame.to + 1.0) : G_MAXDOUBLE;
  if (fabs (x - right) <= GRIP_PX && fabs (x - right) <= fabs (x - left))
    return IBAR_BRUSH_TO;
  if (fabs (x - left) <= GRIP_PX)
    return IBAR_BRUSH_FROM;
  if (x > left && x < right && frame.from != IBAR_DAY_NONE && frame.to != IBAR_DAY_NONE)
    return IBAR_BRUSH_MOVE;
  return IBAR_BRUSH_CREATE;
}

static IbarDay
snap_down (IbarTimelineView *self, double day)
{
  return ibar_bin_start (self->data.unit,
                         (IbarDay) CLAMP (floor (day), IBAR_DAY_MIN, IBAR_DAY_MAX));
}

/* The last day of the bin that holds a day. */
static IbarDay
snap_up (IbarTimelineView *self, double day)
{
  return ibar_bin_next (self->data.unit, snap_down (self, day), 1) - 1;
}

/* Pointer
 * -------------------------------------------------------------------------------------------------
 */

static void
update_pointer (IbarTimelineView *self)
{
  int bin = find_bin (self, self->pointer_x);
  IbarBrushPart part
      = isfinite (self->pointer_x) ? find_part (self, self->pointer_x) : IBAR_BRUSH_NONE;

  gtk_widget_set_cursor_from_name (self->canvas, part == IBAR_BRUSH_FROM || part == IBAR_BRUSH_TO
                                                     ? "ew-resize"
                                                 : part == IBAR_BRUSH_MOVE ? "grab"
                                                                           : NULL);
  if (bin == self->hovered_bin)
    return;
  self->hovered_bin = bin;
  ibar_timeline_view_redraw (self);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  self->pointer_x = x;
  update_pointer (self);
}

static void
leave_cb (GtkEventControllerMotion *controller, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  self->pointer_x = NAN;
  update_pointer (self);
}

/* Brush
 * ---------------------------------------------------------------------------------------------------
 */

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);
  IbarTimelineFrame frame;

  if (!self->has_days)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  ibar_timeline_view_stop (self);
  ibar_timeline_view_get_frame (self, &frame);
  self->part = find_part (self, x);
  self->drag_day = ibar_timeline_x_to_day (&frame, x);
  self->drag_from = frame.from;
  self->drag_to = frame.to;
  self->dragged = FALSE;
}

/* From the bar of one day to the bar of another; negative backwards. */
static int
count_bars (IbarTimelineView *self, IbarDay from, IbarDay to)
{
  IbarBinUnit unit = self->data.unit;
  IbarDay days = ibar_bin_start (unit, to) - ibar_bin_start (unit, from);
  int year, month, day, to_year, to_month;

  if (unit == IBAR_BIN_DAY || unit == IBAR_BIN_WEEK)
    return unit == IBAR_BIN_WEEK ? days / 7 : days;
  ibar_day_to_ymd (from, &year, &month, &day);
  ibar_day_to_ymd (to, &to_year, &to_month, &day);
  return unit == IBAR_BIN_YEAR ? to_year - year : (to_year - year) * 12 + to_month - month;
}

/**
 * ibar_timeline_view_drag_window:
 * @self: a timeline
 * @from: the first day of a window when it was taken
 * @to: its last day then
 * @days: how far it was dragged since
 *
 * Moves the window by whole bars, to the first or the last day there is and no further: beyond it nothing would be seen.
 */
void
ibar_timeline_view_drag_window (IbarTimelineView *self, IbarDay from, IbarDay to, double days)
{
  IbarDay start = snap_down (self, from);
  double half = (ibar_bin_next (self->data.unit, start, 1) - start) / 2.0;
  int least = MIN (count_bars (self, from, self->first_day), 0);
  int most = MAX (count_bars (self, to, self->last_day), 0);
  int steps = CLAMP (count_bars (self, start, snap_down (self, start + days + half)), least, most);

  ibar_timeline_view_shift (self, &from, &to, steps);
  ibar_timeline_view_set_brush (self, from, to);
}

static void
move_brush (IbarTimelineView *self, double day)
{
  IbarDay from;

  switch (self->part)
    {
    case IBAR_BRUSH_CREATE:
      ibar_timeline_view_set_brush (self, snap_down (self, MIN (day, self->drag_day)),
                                    snap_up (self, MAX (day, self->drag_day)));
      break;
    case IBAR_BRUSH_FROM:
      from = snap_down (self, day);
      ibar_timeline_view_set_brush (
          self, self->drag_to != IBAR_DAY_NONE ? MIN (from, self->drag_to) : from, self->drag_to);
      break;
    case IBAR_BRUSH_TO:
      from = snap_up (self, day);
      ibar_timeline_view_set_brush (self, self->drag_from,
                                    self->drag_from != IBAR_DAY_NONE ? MAX (from, self->drag_from)
                                                                     : from);
      break;
    case IBAR_BRUSH_MOVE:
      ibar_timeline_view_drag_window (self, self->drag_from, self->drag_to, day - self->drag_day);
      break;
    case IBAR_BRUSH_NONE:
    default:
      break;
    }
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);
  IbarTimelineFrame frame;
  double x, y;

  if (!self->dragged && fabs (dx) < CLICK_PX)
    return;
  self->dragged = TRUE;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  ibar_timeline_view_get_frame (self, &frame);
  move_brush (self, ibar_timeline_x_to_day (&frame, x + dx));
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  self->part = IBAR_BRUSH_NONE;
  ibar_timeline_view_redraw (self);
}

static void
release_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);
  IbarTimelineFrame frame;
  double day;

  if (self->dragged || !self->has_days)
    return;
  if (n_press == 2)
    {
      ibar_timeline_view_set_brush (self, IBAR_DAY_NONE, IBAR_DAY_NONE);
      return;
    }
  ibar_timeline_view_get_frame (self, &frame);
  day = ibar_timeline_x_to_day (&frame, x);
  if (n_press == 1 && find_part (self, x) == IBAR_BRUSH_CREATE)
    ibar_timeline_view_set_brush (self, snap_down (self, day), snap_up (self, day));
}

/* Zoom
 * ----------------------------------------------------------------------------------------------------
 */

/**
 * ibar_timeline_view_zoom:
 * @self: a timeline
 * @factor: what is looked at becomes this much of what it was
 * @day: the day that stays where it is
 */
void
ibar_timeline_view_zoom (IbarTimelineView *self, double factor, double day)
{
  double days = self->end - self->start;

  if (days * factor < LEAST_DAYS)
    factor = LEAST_DAYS / days;
  ibar_timeline_view_look_at (self, day + (self->start - day) * factor,
                              day + (self->end - day) * factor);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean fingers = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;
  double notches = fingers ? 0.02 : 1.0;
  IbarTimelineFrame frame;
  double sideways = dx;

  if (!self->has_days)
    return FALSE;
  ibar_timeline_view_get_frame (self, &frame);
  if ((state & GDK_SHIFT_MASK) != 0)
    {
      sideways += dy;
      dy = 0;
    }
  if (sideways != 0)
    {
      double step = sideways * notches * WHEEL_SHARE * (self->end - self->start);

      ibar_timeline_view_look_at (self, self->start + step, self->end + step);
    }
  if (dy != 0)
    ibar_timeline_view_zoom (self, pow (WHEEL_FACTOR, -dy * notches),
                             isfinite (self->pointer_x)
                                 ? ibar_timeline_x_to_day (&frame, self->pointer_x)
                                 : (self->start + self->end) / 2);
  return TRUE;
}

/**
 * ibar_timeline_view_begin_pinch:
 * @self: a timeline
 * @x: between the two fingers that came down [px]
 */
void
ibar_timeline_view_begin_pinch (IbarTimelineView *self, double x)
{
  IbarTimelineFrame frame;

  ibar_timeline_view_get_frame (self, &frame);
  self->pinch_days = self->end - self->start;
  self->pinch_day = ibar_timeline_x_to_day (&frame, x);
}

/**
 * ibar_timeline_view_pinch:
 * @self: a timeline
 * @scale: how far apart the fingers are against how they came down
 * @x: between them [px]
 *
 * The day that lay between the fingers stays between them: apart they zoom, together they move along.
 */
void
ibar_timeline_view_pinch (IbarTimelineView *self, double scale, double x)
{
  IbarTimelineFrame frame;
  double days = MAX (self->pinch_days / MAX (scale, 0.01), LEAST_DAYS);
  double left;

  if (!self->has_days)
    return;
  ibar_timeline_view_get_frame (self, &frame);
  left = self->pinch_day - x / frame.width * days;
  ibar_timeline_view_look_at (self, left, left + days);
}

/* Between the fingers; the middle where there are none. */
static double
find_center (IbarTimelineView *self, GtkGesture *gesture)
{
  double x, y;

  if (gtk_gesture_is_active (gesture) && gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return x;
  return gtk_widget_get_width (self->canvas) / 2.0;
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  ibar_timeline_view_begin_pinch (self, find_center (self, gesture));
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  ibar_timeline_view_pinch (self, scale, find_center (self, GTK_GESTURE (gesture)));
}

/**
 * ibar_timeline_view_init_input:
 * @self: a timeline
 *
 * Listens to the pointer.
 */
void
ibar_timeline_view_init_input (IbarTimelineView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  self->pointer_x = NAN;
  self->hovered_bin = -1;
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_widget_add_controller (self->canvas, motion);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, 0);
  gtk_widget_add_controller (self->canvas, scroll);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, 0);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, 0);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (click, "released", G_CALLBACK (release_cb), self, 0);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (pinch, "begin", G_CALLBACK (pinch_begin_cb), self, 0);
  g_signal_connect_object (pinch, "scale-changed", G_CALLBACK (pinch_cb), self, 0);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (pinch));
}
