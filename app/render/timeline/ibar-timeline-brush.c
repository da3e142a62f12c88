/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is chosen: the brush over all bands, and where the selected event stands. */

#define G_LOG_DOMAIN "ibar-timeline"

#include "config.h"

#include "ibar-timeline-private.h"

#include <math.h>

#define HANDLE 5.0   /* [px] half a handle's width */
#define POINTER 5.0  /* [px] half its width, and its height */
#define OUTSIDE 20.0 /* [px] beyond an edge nothing of them is seen */

/* Where a day begins. What is a thousand years away is more pixels away than cairo can count. */
static double
get_x (const IbarTimelineFrame *frame, double day)
{
  return CLAMP (ibar_timeline_day_to_x (frame, day), -OUTSIDE, frame->width + OUTSIDE);
}

static void
draw_handle (double x, double y, double height, gboolean focused, cairo_t *cr, const IbarStyle *style)
{
  double middle = y + height / 2;

  ibar_style_set_source (cr, &style->accent);
  cairo_rectangle (cr, round (x) - 1, y, 2, height);
  cairo_fill (cr);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, middle - 6, HANDLE, G_PI, 2 * G_PI);
  cairo_arc (cr, x, middle + 6, HANDLE, 0, G_PI);
  cairo_close_path (cr);
  cairo_fill_preserve (cr);
  ibar_style_set_source (cr, &style->panel);
  cairo_set_line_width (cr, focused ? 2 : 1);
  cairo_stroke (cr);
  cairo_rectangle (cr, x - 1.5, middle - 4, 1, 8);
  cairo_rectangle (cr, x + 0.5, middle - 4, 1, 8);
  cairo_fill (cr);
}

/* What is outside recedes; an open end has no handle because nothing ends there. */
void
ibar_timeline_draw_brush (const IbarTimelineFrame *frame, const IbarTimelineBands *bands, cairo_t *cr, const IbarStyle *style)
{
  double left = frame->from != IBAR_DAY_NONE ? get_x (frame, frame->from) : -OUTSIDE;
  double right = frame->to != IBAR_DAY_NONE ? get_x (frame, frame->to + 1.0) : frame->width + OUTSIDE;
  IbarColor veil = style->panel;
  double top = bands->top - 4;
  IbarColor tint = style->accent;

  if (frame->from == IBAR_DAY_NONE && frame->to == IBAR_DAY_NONE)
    return;
  veil.alpha = 0.68;
  ibar_style_set_source (cr, &veil);
  cairo_rectangle (cr, 0, top, CLAMP (left, 0, frame->width), bands->axis - top);
  cairo_rectangle (cr, CLAMP (right, 0, frame->width), top,
                   frame->width - CLAMP (right, 0, frame->width), bands->axis - top);
  cairo_fill (cr);
  tint.alpha = 0.10;
  ibar_style_set_source (cr, &tint);
  cairo_rectangle (cr, left, bands->top - 4, right - left, bands->axis - bands->top + 4);
  cairo_fill (cr);
  if (frame->from != IBAR_DAY_NONE)
    draw_handle (left, bands->top - 4, bands->axis - bands->top + 4, frame->focused, cr, style);
  if (frame->to != IBAR_DAY_NONE)
    draw_handle (right, bands->top - 4, bands->axis - bands->top + 4, frame->focused, cr, style);
}

/* When the selected event was: a pointer above the bars, and below it the days that its date may mean. */
void
ibar_timeline_draw_selected (const IbarTimelineFrame *frame, const IbarTimelineBands *bands, cairo_t *cr, const IbarStyle *style)
{
  double left = get_x (frame, frame->selected_from);
  double right = get_x (frame, frame->selected_to + 1.0);
  double middle = (left + right) / 2; /* of what is in view */
  double tip = bands->top + POINTER + 3; /* below the words */
  IbarColor line = style->accent;

  if (right <= 0 || left >= frame->width)
    return;
  line.alpha = 0.6;
  ibar_style_set_source (cr, &line);
  cairo_rectangle (cr, round (middle) - 1, tip, 2, bands->axis - tip);
  cairo_fill (cr);
  ibar_style_set_source (cr, &style->accent);
  if (right - left > 2 * POINTER)
    {
      cairo_rectangle (cr, left, tip - 1, right - left, 2);
      cairo_fill (cr);
    }
  cairo_move_to (cr, middle - POINTER, tip - POINTER - 2);
  cairo_line_to (cr, middle + POINTER, tip - POINTER - 2);
  cairo_line_to (cr, middle, tip);
  cairo_close_path (cr);
  cairo_fill_preserve (cr);
  ibar_style_set_source (cr, &style->panel);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}
