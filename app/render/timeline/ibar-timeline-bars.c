/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events one by one: a bar for the days of each, a faded one where the date says only "sometime in". Where the
 * lanes do not suffice a line below them says that there are more. */

#define G_LOG_DOMAIN "ibar-timeline"

#include "config.h"

#include "ibar-timeline-private.h"

#define VAGUE_ALPHA 0.38
#define OUTSIDE 8.0 /* [px] beyond an edge nothing is seen */

static gboolean
is_vague (IbarDatePrecision precision)
{
  return precision == IBAR_DATE_MONTH || precision == IBAR_DATE_YEAR
         || precision == IBAR_DATE_RANGE;
}

/* The first lane that is free at x, or -1. */
static int
take_lane (double lanes[IBAR_TIMELINE_N_LANES], double x, double end)
{
  for (int lane = 0; lane < IBAR_TIMELINE_N_LANES; lane++)
    if (lanes[lane] <= x)
      {
        lanes[lane] = end + 2;
        return lane;
      }
  return -1;
}

static void
draw_bar (const IbarTimelineData *data, const IbarTimelineBar *bar, double x, double y, double width,
          cairo_t *cr, const IbarStyle *style)
{
  IbarColor color = *ibar_timeline_get_color (data, style, bar->part);

  if (is_vague (bar->precision))
    color.alpha = VAGUE_ALPHA;
  ibar_style_set_source (cr, &color);
  cairo_rectangle (cr, x, y, width, IBAR_TIMELINE_LANE - 1);
  cairo_fill (cr);
  if (is_vague (bar->precision)) /* its ends are limits, not days on which something happened */
    {
      color.alpha = 0.9;
      ibar_style_set_source (cr, &color);
      cairo_rectangle (cr, x, y, 1, IBAR_TIMELINE_LANE - 1);
      cairo_rectangle (cr, x + width - 1, y, 1, IBAR_TIMELINE_LANE - 1);
      cairo_fill (cr);
    }
  if (bar->selected)
    {
      ibar_style_set_source (cr, &style->accent);
      cairo_set_line_width (cr, 1.5);
      cairo_rectangle (cr, x - 0.75, y - 0.75, width + 1.5, IBAR_TIMELINE_LANE + 0.5);
      cairo_stroke (cr);
    }
}

/* More events than lanes. */
static void
draw_more (double x, double width, const IbarTimelineBands *bands, cairo_t *cr, const IbarStyle *style)
{
  ibar_style_set_source (cr, &style->text_muted);
  cairo_rectangle (cr, x, bands->strip_end - 1, width, 1);
  cairo_fill (cr);
}

typedef struct
{
  double free_from[IBAR_TIMELINE_N_LANES]; /* [px] */
} Lanes;

static void
init_lanes (Lanes *lanes)
{
  for (int lane = 0; lane < IBAR_TIMELINE_N_LANES; lane++)
    lanes->free_from[lane] = -G_MAXDOUBLE;
}

/* From where to where a bar goes, and in which lane; FALSE if it is not in view. */
static gboolean
place_bar (const IbarTimelineBar *bar, const IbarTimelineFrame *frame, Lanes *lanes, double *x, double *end, int *lane)
{
  *x = ibar_timeline_day_to_x (frame, bar->start);
  *end = ibar_timeline_day_to_x (frame, bar->end + 1.0) - 1;
  if (bar->start == IBAR_DAY_NONE || *end < 0 || *x > frame->width)
    return FALSE;
  /* What began a thousand years ago is more pixels away than cairo can count. */
  *x = MAX (*x, -OUTSIDE);
  *end = CLAMP (*end, *x + 3, frame->width + OUTSIDE);
  *lane = take_lane (lanes->free_from, *x, *end);
  return TRUE;
}

/* How many lanes the bars in view need, of those there are. */
guint
ibar_timeline_count_lanes (const IbarTimelineData *data, const IbarTimelineFrame *frame)
{
  guint n_lanes = 0;
  Lanes lanes;

  init_lanes (&lanes);
  for (guint i = 0; i < data->n_bars && n_lanes < IBAR_TIMELINE_N_LANES; i++)
    {
      double x, end;
      int lane;

      if (place_bar (&data->bars[i], frame, &lanes, &x, &end, &lane))
        n_lanes = MAX (n_lanes, (guint) (lane + 1));
    }
  return n_lanes;
}

void
ibar_timeline_draw_bars (const IbarTimelineData *data, const IbarTimelineFrame *frame, const IbarTimelineBands *bands,
                         cairo_t *cr, const IbarStyle *style)
{
  Lanes lanes;

  init_lanes (&lanes);
  for (guint i = 0; i < data->n_bars; i++)
    {
      const IbarTimelineBar *bar = &data->bars[i];
      double x, end;
      int lane;

      if (!place_bar (bar, frame, &lanes, &x, &end, &lane))
        continue;
      if (lane >= 0)
        draw_bar (data, bar, x, bands->strip + 3 + lane * IBAR_TIMELINE_LANE, end - x, cr, style);
      else
        draw_more (x, end - x, bands, cr, style);
    }
}
