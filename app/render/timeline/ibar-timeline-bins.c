/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bins: counts of events, stacked by their parts, and the strip of active sources.
 *
 * Counts share one linear scale from zero, so that heights compare; a count that is not zero is at least LEAST_BAR px
 * high, so that one event among thousands is not lost. */

#define G_LOG_DOMAIN "ibar-timeline"

#include "config.h"

#include "ibar-timeline-private.h"

#include <math.h>

#define LEAST_BAR 2.0 /* [px] */

/* The colour of a part of a bin. */
const IbarColor *
ibar_timeline_get_color (const IbarTimelineData *data, const IbarStyle *style, guint part)
{
  return data->groups != NULL ? &style->group[part] : &style->family[part];
}

guint32
ibar_timeline_count_bin (const IbarTimelineData *data, guint bin)
{
  guint32 count = 0;

  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    count += data->families[bin * IBAR_N_FAMILIES + f];
  return count;
}

guint32
ibar_timeline_find_largest (const IbarTimelineData *data)
{
  guint32 largest = 0;

  for (guint i = 0; i < data->n_bins; i++)
    {
      guint32 count = ibar_timeline_count_bin (data, i);

      largest = MAX (largest, count);
      if (data->all != NULL)
        largest = MAX (largest, data->all[i]);
    }
  return largest;
}

/* The bin's box on whole pixels, with one pixel of air to its right. */
static void
get_bin_span (const IbarTimelineData *data, const IbarTimelineFrame *frame, guint bin, double *x,
              double *width)
{
  IbarDay start = ibar_bin_next (data->unit, data->first, (int) bin);
  IbarDay end = ibar_bin_next (data->unit, data->first, (int) bin + 1);
  double left = round (ibar_timeline_day_to_x (frame, start));
  double right = round (ibar_timeline_day_to_x (frame, end));

  *x = left;
  *width = MAX (right - left - 1, 1);
}

static double
get_height (guint32 count, guint32 largest, const IbarTimelineBands *bands)
{
  double height;

  if (count == 0 || largest == 0)
    return 0;
  height = (double) count / largest * (bands->base - bands->top);
  return MAX (round (height), LEAST_BAR);
}

static void
draw_stack (const IbarTimelineData *data, guint bin, double x, double width, guint32 largest,
            const IbarTimelineBands *bands, cairo_t *cr, const IbarStyle *style)
{
  guint32 below = 0;
  double y = bands->base;

  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    {
      guint32 count = data->families[bin * IBAR_N_FAMILIES + f];
      double top;

      if (count == 0)
        continue;
      below += count;
      top = bands->base - get_height (below, largest, bands);
      ibar_style_set_source (cr, ibar_timeline_get_color (data, style, (guint) f));
      cairo_rectangle (cr, x, top, width, y - top);
      cairo_fill (cr);
      y = top;
    }
}

void
ibar_timeline_draw_histogram (const IbarTimelineData *data, const IbarTimelineFrame *frame,
                              const IbarTimelineBands *bands, cairo_t *cr, const IbarStyle *style)
{
  guint32 largest = ibar_timeline_find_largest (data);

  for (guint i = 0; i < data->n_bins; i++)
    {
      double x, width;

      get_bin_span (data, frame, i, &x, &width);
      if (x + width < 0 || x > frame->width)
        continue;
      if (data->all != NULL && data->all[i] > 0)
        {
          double height = get_height (data->all[i], largest, bands);

          ibar_style_set_source (cr, &style->histogram_all);
          cairo_rectangle (cr, x, bands->base - height, width, height);
          cairo_fill (cr);
        }
      if ((int) i == frame->hovered_bin)
        {
          IbarColor tint = style->text;

          tint.alpha = 0.10;
          ibar_style_set_source (cr, &tint);
          cairo_rectangle (cr, x, bands->top, width, bands->base - bands->top);
          cairo_fill (cr);
        }
      draw_stack (data, i, x, width, largest, bands, cr, style);
    }
  ibar_style_set_source (cr, &style->grid);
  cairo_rectangle (cr, 0, bands->base, frame->width, 1);
  cairo_fill (cr);
}

void
ibar_timeline_draw_sources (const IbarTimelineData *data, const IbarTimelineFrame *frame,
                            const IbarTimelineBands *bands, cairo_t *cr, const IbarStyle *style)
{
  guint32 largest = 0;

  for (guint i = 0; i < data->n_bins; i++)
    largest = MAX (largest, data->sources[i]);
  for (guint i = 0; i < data->n_bins && largest > 0; i++)
    {
      IbarColor color = style->text_muted;
      double x, width, height = (double) data->sources[i] / largest * (IBAR_TIMELINE_SOURCES - 4);

      get_bin_span (data, frame, i, &x, &width);
      color.alpha = 0.7;
      ibar_style_set_source (cr, &color);
      cairo_rectangle (cr, x, bands->sources_end - height, width, height);
      cairo_fill (cr);
    }
}
