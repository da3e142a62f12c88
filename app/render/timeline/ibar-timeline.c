/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The timeline as a picture, for the window and for figures.
 *
 * From top to bottom: the histogram, stacked by family, with everything that the filter leaves out
 * quietly behind it; the strip of single events, when there are any to show; the strip of active
 * sources, when asked for; the axis. */

#define G_LOG_DOMAIN "ibar-timeline"

#include "config.h"

#include "ibar-timeline-axis.h"
#include "ibar-timeline-private.h"

#define LEAST_BIN 7.0 /* [px] narrower bins go to the next unit */
#define TOP 15.0      /* [px] room for the largest count */
#define AXIS 17.0     /* [px] */

/**
 * ibar_timeline_day_to_x:
 * @frame: how it is looked at
 * @day: a day, or a part of one [days since 1970-01-01]
 *
 * Returns: where the day begins [px]
 */
double
ibar_timeline_day_to_x (const IbarTimelineFrame *frame, double day)
{
  g_return_val_if_fail (frame != NULL, 0);

  return (day - frame->start) / (frame->end - frame->start) * frame->width;
}

/**
 * ibar_timeline_x_to_day:
 * @frame: how it is looked at
 * @x: [px]
 *
 * Returns: the day there and the part of it that has passed [days since 1970-01-01]
 */
double
ibar_timeline_x_to_day (const IbarTimelineFrame *frame, double x)
{
  g_return_val_if_fail (frame != NULL, 0);

  return frame->start + x / frame->width * (frame->end - frame->start);
}

/**
 * ibar_timeline_pick_unit:
 * @width: [px]
 * @days: how many days it shows
 *
 * Returns: the finest unit whose bins are at least 7 px wide
 */
IbarBinUnit
ibar_timeline_pick_unit (double width, double days)
{
  double px = width / MAX (days, 1.0);

  if (px >= LEAST_BIN)
    return IBAR_BIN_DAY;
  if (px * 7 >= LEAST_BIN)
    return IBAR_BIN_WEEK;
  if (px * 30.44 >= LEAST_BIN)
    return IBAR_BIN_MONTH;
  return IBAR_BIN_YEAR;
}

static void
init_bands (IbarTimelineBands *bands, const IbarTimelineData *data, const IbarTimelineFrame *frame)
{
  guint n_lanes = ibar_timeline_count_lanes (data, frame);

  bands->axis = frame->height - AXIS * frame->font_scale;
  bands->sources_end = bands->axis - 1;
  bands->sources = bands->sources_end - (data->sources != NULL ? IBAR_TIMELINE_SOURCES : 0);
  bands->strip_end = bands->sources;
  bands->strip = bands->strip_end - (n_lanes > 0 ? IBAR_TIMELINE_LANE * n_lanes + 4 : 0);
  bands->base = bands->strip;
  bands->top = TOP * frame->font_scale;
}

/**
 * ibar_timeline_draw:
 * @data: what is counted
 * @frame: how it is looked at
 * @cr: where to draw; the picture covers (0, 0) to the frame's size
 * @style: colours
 *
 * Draws the timeline. Nothing is painted behind it.
 *
 * **Thread:** any, one at a time for one context.
 * **Cost:** O(bins + bars), below 1 ms for what fits on a screen.
 */
void
ibar_timeline_draw (const IbarTimelineData *data, const IbarTimelineFrame *frame, cairo_t *cr,
                    const IbarStyle *style)
{
  IbarTimelineBands bands;

  g_return_if_fail (data != NULL && (data->families != NULL || data->n_bins == 0));
  g_return_if_fail (frame != NULL && frame->end > frame->start && frame->width > 0);
  g_return_if_fail (cr != NULL && style != NULL);

  init_bands (&bands, data, frame);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, frame->width, frame->height);
  cairo_clip (cr);
  if (data->n_bins > 0)
    ibar_timeline_draw_axis (frame, bands.top, bands.axis, cr, style);
  ibar_timeline_draw_histogram (data, frame, &bands, cr, style);
  if (data->n_bars > 0)
    ibar_timeline_draw_bars (data, frame, &bands, cr, style);
  if (data->sources != NULL)
    ibar_timeline_draw_sources (data, frame, &bands, cr, style);
  ibar_timeline_draw_brush (frame, &bands, cr, style);
  if (frame->has_selected)
    ibar_timeline_draw_selected (frame, &bands, cr, style);
  ibar_timeline_draw_words (data, frame, cr, style);
  cairo_restore (cr);
}
