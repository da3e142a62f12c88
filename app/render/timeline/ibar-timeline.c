/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The timeline as a picture, for the window and for figures.
 *
 * From top to bottom: the histogram, stacked by family, with everything that the filter leaves out
 * quietly behind it; the strip of single events, when there are any to show; the strip of active
 * sources, when asked for; the axis. Counts share one linear scale from zero, so that heights
 * compare; a count that is not zero is at least LEAST_BAR px high, so that one event among
 * thousands is not lost. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-timeline"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "ibar-counts.h"
#include "ibar-timeline-axis.h"
#include "ibar-timeline.h"

#define LEAST_BIN 7.0 /* [px] narrower bins go to the next unit */
#define LEAST_BAR 2.0 /* [px] */
#define TOP 15.0      /* [px] room for the largest count */
#define AXIS 17.0     /* [px] */
#define LANE 5.0      /* [px] of the strip of events, with its gap */
#define MOST_LANES 3
#define SOURCES 14.0 /* [px] */
#define VAGUE_ALPHA 0.38
#define LEGEND_SWATCH 8.0 /* [px] */
#define LEGEND_GAP 12.0   /* [px] */
#define HANDLE 5.0 /* [px] half a handle's width */
#define POINTER 5.0 /* [px] half its width, and its height */

/* Geometry
 * ---------------------------------------------------------------------------------------------- */

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

/* Bands from top to bottom [px]. */
typedef struct
{
  double top, base;        /* of the histogram */
  double strip, strip_end; /* of the events */
  double sources, sources_end;
  double axis;
} Bands;

static void
init_bands (Bands *bands, const IbarTimelineData *data, const IbarTimelineFrame *frame)
{
  bands->axis = frame->height - AXIS * frame->font_scale;
  bands->sources_end = bands->axis - 1;
  bands->sources = bands->sources_end - (data->sources != NULL ? SOURCES : 0);
  bands->strip_end = bands->sources;
  bands->strip = bands->strip_end - (data->n_bars > 0 ? LANE * MOST_LANES + 4 : 0);
  bands->base = bands->strip;
  bands->top = TOP * frame->font_scale;
}

/* The colour of a part of a bin. */
static const IbarColor *
get_color (const IbarTimelineData *data, const IbarStyle *style, guint part)
{
  return data->groups != NULL ? &style->group[part] : &style->family[part];
}

/* Histogram
 * ------------------------------------------------------------------------------------------------
 */

static guint32
count_bin (const IbarTimelineData *data, guint bin)
{
  guint32 count = 0;

  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    count += data->families[bin * IBAR_N_FAMILIES + f];
  return count;
}

static guint32
find_largest (const IbarTimelineData *data)
{
  guint32 largest = 0;

  for (guint i = 0; i < data->n_bins; i++)
    {
      guint32 count = count_bin (data, i);

      largest = MAX (largest, count);
      if (data->all != NULL)
        largest = MAX (largest, data->all[i]);
    }
  return largest;
}

/* The bin's box on whole pixels, with one pixel of air to its right. */
static void
get_bin_span (const IbarTimelineData *data,
              const IbarTimelineFrame *frame,
              guint bin,
              double *x,
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
get_height (guint32 count, guint32 largest, const Bands *bands)
{
  double height;

  if (count == 0 || largest == 0)
    return 0;
  height = (double) count / largest * (bands->base - bands->top);
  return MAX (round (height), LEAST_BAR);
}

static void
draw_stack (const IbarTimelineData *data,
            guint bin,
            double x,
            double width,
            guint32 largest,
            const Bands *bands,
            cairo_t *cr,
            const IbarStyle *style)
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
      ibar_style_set_source (cr, get_color (data, style, (guint) f));
      cairo_rectangle (cr, x, top, width, y - top);
      cairo_fill (cr);
      y = top;
    }
}

static void
draw_histogram (const IbarTimelineData *data,
                const IbarTimelineFrame *frame,
                const Bands *bands,
                cairo_t *cr,
                const IbarStyle *style)
{
  guint32 largest = find_largest (data);

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

/* Events one by one
 * ----------------------------------------------------------------------------------------- */

static gboolean
is_vague (IbarDatePrecision precision)
{
  return precision == IBAR_DATE_MONTH || precision == IBAR_DATE_YEAR
         || precision == IBAR_DATE_RANGE;
}

/* The first lane that is free at x, or -1. */
static int
take_lane (double lanes[MOST_LANES], double x, double end)
{
  for (int lane = 0; lane < MOST_LANES; lane++)
    if (lanes[lane] <= x)
      {
        lanes[lane] = end + 2;
        return lane;
      }
  return -1;
}

static void
draw_bar (const IbarTimelineData *data,
          const IbarTimelineBar *bar,
          double x,
          double y,
          double width,
          cairo_t *cr,
          const IbarStyle *style)
{
  IbarColor color = *get_color (data, style, bar->part);

  if (is_vague (bar->precision))
    color.alpha = VAGUE_ALPHA;
  ibar_style_set_source (cr, &color);
  cairo_rectangle (cr, x, y, width, LANE - 1);
  cairo_fill (cr);
  if (is_vague (bar->precision)) /* its ends are limits, not days on which something happened */
    {
      color.alpha = 0.9;
      ibar_style_set_source (cr, &color);
      cairo_rectangle (cr, x, y, 1, LANE - 1);
      cairo_rectangle (cr, x + width - 1, y, 1, LANE - 1);
      cairo_fill (cr);
    }
  if (bar->selected)
    {
      ibar_style_set_source (cr, &style->accent);
      cairo_set_line_width (cr, 1.5);
      cairo_rectangle (cr, x - 0.75, y - 0.75, width + 1.5, LANE + 0.5);
      cairo_stroke (cr);
    }
}

static void
draw_strip (const IbarTimelineData *data,
            const IbarTimelineFrame *frame,
            const Bands *bands,
            cairo_t *cr,
            const IbarStyle *style)
{
  double lanes[MOST_LANES];

  for (int lane = 0; lane < MOST_LANES; lane++)
    lanes[lane] = -G_MAXDOUBLE;
  for (guint i = 0; i < data->n_bars; i++)
    {
      const IbarTimelineBar *bar = &data->bars[i];
      double x = ibar_timeline_day_to_x (frame, bar->start);
      double end = ibar_timeline_day_to_x (frame, bar->end + 1.0) - 1;
      int lane;

      if (bar->start == IBAR_DAY_NONE || end < 0 || x > frame->width)
        continue;
      end = MAX (end, x + 3);
      lane = take_lane (lanes, x, end);
      if (lane >= 0)
        draw_bar (data, bar, x, bands->strip + 3 + lane * LANE, end - x, cr, style);
    }
}

static void
draw_sources (const IbarTimelineData *data,
              const IbarTimelineFrame *frame,
              const Bands *bands,
              cairo_t *cr,
              const IbarStyle *style)
{
  guint32 largest = 0;

  for (guint i = 0; i < data->n_bins; i++)
    largest = MAX (largest, data->sources[i]);
  for (guint i = 0; i < data->n_bins && largest > 0; i++)
    {
      IbarColor color = style->text_muted;
      double x, width, height = (double) data->sources[i] / largest * (SOURCES - 4);

      get_bin_span (data, frame, i, &x, &width);
      color.alpha = 0.7;
      ibar_style_set_source (cr, &color);
      cairo_rectangle (cr, x, bands->sources_end - height, width, height);
      cairo_fill (cr);
    }
}

/* The brush
 * -------------------------------------------------------------------------------------------------
 */

static void
draw_handle (double x,
             double y,
             double height,
             gboolean focused,
             cairo_t *cr,
             const IbarStyle *style)
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
static void
draw_brush (const IbarTimelineFrame *frame, const Bands *bands, cairo_t *cr, const IbarStyle *style)
{
  double left
      = frame->from != IBAR_DAY_NONE ? ibar_timeline_day_to_x (frame, frame->from) : -HANDLE;
  double right = frame->to != IBAR_DAY_NONE ? ibar_timeline_day_to_x (frame, frame->to + 1.0)
                                            : frame->width + HANDLE;
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
static void
draw_selected (const IbarTimelineFrame *frame, const Bands *bands, cairo_t *cr, const IbarStyle *style)
{
  double left = ibar_timeline_day_to_x (frame, frame->selected_from);
  double right = ibar_timeline_day_to_x (frame, frame->selected_to + 1.0);
  double middle = (left + right) / 2;
  double tip = bands->top + POINTER + 3; /* below the words */
  IbarColor line = style->accent;

  if (right < 0 || left > frame->width)
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

/* Words
 * ---------------------------------------------------------------------------------------------------
 */

static char *
describe (const IbarTimelineData *data, const IbarTimelineFrame *frame)
{
  guint32 count, all;
  g_autofree char *bin = NULL;
  g_autofree char *numbers = NULL;

  if (frame->hovered_bin < 0 || frame->hovered_bin >= (int) data->n_bins)
    {
      guint32 largest = find_largest (data);

      /* Translators: the height of the tallest bar */
      return largest > 0 ? ibar_dup_counts (_ ("up to %u"), largest)
                         : g_strdup (_ ("No dated event here"));
    }
  count = count_bin (data, (guint) frame->hovered_bin);
  all = data->all != NULL ? data->all[frame->hovered_bin] : count;
  bin = ibar_timeline_format_bin (data->unit,
                                  ibar_bin_next (data->unit, data->first, frame->hovered_bin));
  if (all == count)
    numbers = ibar_dup_counts (ngettext ("%u event", "%u events", count), count);
  else
    numbers = ibar_dup_counts (ngettext ("%u of %u event", "%u of %u events", all), count, all);
  if (data->sources == NULL || data->sources_pending)
    return g_strdup_printf ("%s: %s", bin, numbers);
  /* Translators: period, number of events, number of sources */
  return ibar_dup_counts (_ ("%s: %s, %u sources"), bin, numbers,
                          data->sources[frame->hovered_bin]);
}

/* Events of a part: of the bar below the pointer, else of all bars. */
static guint
count_part (const IbarTimelineData *data, const IbarTimelineFrame *frame, guint part)
{
  gboolean hovered = frame->hovered_bin >= 0 && frame->hovered_bin < (int) data->n_bins;
  guint first = hovered ? (guint) frame->hovered_bin : 0;
  guint count = 0;

  for (guint i = first; i < (hovered ? first + 1 : data->n_bins); i++)
    count += data->families[i * IBAR_N_FAMILIES + part];
  return count;
}

/* What the colours mean, from x on as far as there is room; of the bar below the pointer with its numbers. */
static void
draw_legend (const IbarTimelineData *data,
             const IbarTimelineFrame *frame,
             double x,
             cairo_t *cr,
             const IbarStyle *style)
{
  for (guint part = 0; part < IBAR_N_FAMILIES; part++)
    {
      guint count = count_part (data, frame, part);
      g_autofree char *text = NULL;

      if (count == 0 || data->groups[part] == NULL)
        continue;
      text = frame->hovered_bin >= 0 ? ibar_dup_counts ("%s %u", data->groups[part], count)
                                     : g_strdup (data->groups[part]);
      if (x + LEGEND_SWATCH + 3 + ibar_timeline_measure_text (cr, text, frame) > frame->width)
        {
          ibar_timeline_show_text (cr, "…", x, 0, frame, FALSE, &style->text_muted);
          return;
        }
      ibar_style_set_source (cr, &style->group[part]);
      cairo_rectangle (cr, x, 4 * frame->font_scale, LEGEND_SWATCH, LEGEND_SWATCH);
      cairo_fill (cr);
      x += LEGEND_SWATCH + 3;
      x += ibar_timeline_show_text (cr, text, x, 0, frame, FALSE, &style->text) + LEGEND_GAP;
    }
}

static void
draw_words (const IbarTimelineData *data,
            const IbarTimelineFrame *frame,
            cairo_t *cr,
            const IbarStyle *style)
{
  g_autofree char *text = describe (data, frame);
  double width = ibar_timeline_show_text (cr, text, 4, 0, frame, frame->hovered_bin >= 0,
                                          frame->hovered_bin >= 0 ? &style->text : &style->text_muted);

  if (data->groups != NULL)
    draw_legend (data, frame, 4 + width + LEGEND_GAP, cr, style);
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
ibar_timeline_draw (const IbarTimelineData *data,
                    const IbarTimelineFrame *frame,
                    cairo_t *cr,
                    const IbarStyle *style)
{
  Bands bands;

  g_return_if_fail (data != NULL && (data->families != NULL || data->n_bins == 0));
  g_return_if_fail (frame != NULL && frame->end > frame->start && frame->width > 0);
  g_return_if_fail (cr != NULL && style != NULL);

  init_bands (&bands, data, frame);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, frame->width, frame->height);
  cairo_clip (cr);
  ibar_timeline_draw_axis (frame, bands.top, bands.axis, cr, style);
  draw_histogram (data, frame, &bands, cr, style);
  if (data->n_bars > 0)
    draw_strip (data, frame, &bands, cr, style);
  if (data->sources != NULL)
    draw_sources (data, frame, &bands, cr, style);
  draw_brush (frame, &bands, cr, style);
  if (frame->has_selected)
    draw_selected (frame, &bands, cr, style);
  draw_words (data, frame, cr, style);
  cairo_restore (cr);
}
