/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands below a figure's map: the timeline, and the scale bar with the scale in figures.
 *
 * The timeline is the window's own painter; here it is only told what to count, over the days the
 * filter asks for, or else those of the events. */

#define G_LOG_DOMAIN "ibar-figure-strips"

#include "config.h"

#include "ibar-figure-strips.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-timeline.h"

#define UNIT 0.75    /* [pt] a pixel of the timeline, at BODY */
#define BODY 8.0     /* [pt] */
#define MOST_BARS 60 /* events drawn one by one */
#define KM_PER_MILE 1.609344

static GArray *
collect_bars (IbarFigureContent *content)
{
  GArray *bars = g_array_new (FALSE, TRUE, sizeof (IbarTimelineBar));

  for (guint i = 0; i < content->events->len && content->events->len <= MOST_BARS; i++)
    {
      const IbarRow *row = &g_array_index (content->events, IbarFigureEvent, i).at;
      IbarTimelineBar bar = { row->start, row->end, row->date_precision, row->family, FALSE };

      if (row->start != IBAR_DAY_NONE)
        g_array_append_val (bars, bar);
    }
  return bars;
}

static char *
write_alternative (IbarFigureContent *content, IbarDay first, IbarDay last)
{
  g_autofree char *from = ibar_day_format_iso (first);
  g_autofree char *to = ibar_day_format_iso (last);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Timeline: %u event from %s to %s.",
                                       "Timeline: %u events from %s to %s.", content->events->len),
                          content->events->len, from, to);
}

/**
 * ibar_figure_draw_timeline:
 * @content: what the figure says
 * @canvas: where
 * @box: on the page
 * @from: the first of the days that are marked, or %IBAR_DAY_NONE for none
 * @to: the last
 *
 * Draws how many events happened when, by kind.
 */
void
ibar_figure_draw_timeline (IbarFigureContent *content,
                           IbarCanvas *canvas,
                           const IbarBox *box,
                           IbarDay from,
                           IbarDay to)
{
  double unit = UNIT * MAX (content->figure->text_size, IBAR_LEAST_TEXT) / BODY;
  IbarTimelineFrame frame = { .width = floor (box->width / unit), /* no half line at the end */
                              .height = box->height / unit,
                              .from = from,
                              .to = to,
                              .hovered_bin = -1,
                              .font_scale = 1,
                              .font = content->figure->font };
  IbarTimelineData data = { 0 };
  g_autoptr (GArray) bars = collect_bars (content);
  g_autofree guint32 *counts = NULL;
  g_autofree char *alternative = NULL;
  IbarDay first, last;

  if (!ibar_figure_content_get_days (content, &first, &last))
    return;
  data.unit = ibar_timeline_pick_unit (frame.width, MAX (last - first + 1, 7));
  data.first = ibar_bin_start (data.unit, first);
  for (IbarDay day = data.first; day <= last; day = ibar_bin_next (data.unit, day, 1))
    data.n_bins++;
  counts = g_new0 (guint32, (gsize) data.n_bins * IBAR_N_FAMILIES);
  ibar_result_histogram (content->result, data.unit, data.first, data.n_bins, TRUE, counts, NULL);
  data.families = counts;
  data.bars = (const IbarTimelineBar *) (gconstpointer) bars->data;
  data.n_bars = bars->len;
  frame.start = data.first;
  frame.end = ibar_bin_next (data.unit, data.first, (int) data.n_bins);
  alternative = write_alternative (content, first, last);
  ibar_canvas_begin (canvas, "Figure", "timeline", _ ("Timeline"), alternative);
  cairo_save (canvas->cr);
  cairo_translate (canvas->cr, box->x, box->y);
  cairo_rectangle (canvas->cr, -2, 0, box->width + 4, box->height);
  cairo_clip (canvas->cr);
  cairo_scale (canvas->cr, unit, unit);
  ibar_timeline_draw (&data, &frame, canvas->cr, &content->style);
  cairo_restore (canvas->cr);
  ibar_canvas_end (canvas, "Figure");
}

/* The longest of 1, 2, 5 × 10^n that is not over a length. */
static double
round_down (double length)
{
  double power = pow (10, floor (log10 (length)));

  return (length >= 5 * power ? 5 : length >= 2 * power ? 2 : 1) * power;
}

static void
draw_half_bar (IbarFigureContent *content,
               IbarTypesetter *typesetter,
               IbarCanvas *canvas,
               double x,
               double y,
               double points,
               const char *label,
               gboolean above)
{
  const IbarStyle *style = &content->style;
  g_autoptr (IbarText) text = ibar_typesetter_set (typesetter, IBAR_TEXT_SMALL, label, -1, 1);
  double tick = above ? -2.5 : 2.5;

  ibar_style_set_source (canvas->cr, &style->text);
  cairo_set_line_width (canvas->cr, 0.7);
  for (int i = 0; i <= 2; i++)
    {
      cairo_move_to (canvas->cr, x + points * i / 2, y);
      cairo_line_to (canvas->cr, x + points * i / 2, y + (i == 1 ? tick * 0.6 : tick));
      cairo_stroke (canvas->cr);
    }
  ibar_text_draw (text, canvas, x + points - text->width / 2,
                  above ? y + tick - text->height : y + tick, &style->text);
}

/* "5 km": whole where it is, else as many digits as it needs. */
static char *
format_length (double length, const char *unit)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("%s\u00a0%s", g_ascii_formatd (number, sizeof number, "%.10g", length),
                          unit);
}

/**
 * ibar_figure_draw_scale:
 * @content: what the figure says
 * @map: its map
 * @typesetter: for the figures
 * @canvas: where
 * @box: on the page; all of it stands at its right
 *
 * Draws north arrow, scale bar in kilometres and miles, and the scale, as far as the figure wants
 * them.
 */
void
ibar_figure_draw_scale (IbarFigureContent *content,
                        IbarFigureMap *map,
                        IbarTypesetter *typesetter,
                        IbarCanvas *canvas,
                        const IbarBox *box)
{
  double body = ibar_typesetter_get_size (typesetter, IBAR_TEXT_BODY);
  double arrow = content->figure->north_arrow ? body * 2.2 : 0;
  double label = body * 1.6;                /* half a label stands out */
  double room = box->width - arrow - label; /* for the bar */
  double km_per_point = map->denominator * 0.0254 / IBAR_POINTS_PER_INCH / 1000;
  double x = box->x + arrow, y;
  g_autofree char *scale = ibar_figure_format_scale (map->denominator);

  if (content->figure->north_arrow)
    ibar_figure_draw_north_arrow (content, typesetter, canvas, box->x + body * 0.7, box->y,
                                  body * 2.2);
  if (!content->figure->scale_bar || room < 20)
    return;
  ibar_canvas_begin (canvas, "P", "scale", NULL, NULL);
  {
    g_autoptr (IbarText) text
        = ibar_typesetter_set (typesetter, IBAR_TEXT_BODY, scale, box->width - arrow, 1);
    double km = round_down (room * km_per_point);
    double miles = round_down (room * km_per_point / KM_PER_MILE);
    g_autofree char *km_label
        = km >= 1 ? format_length (km, _ ("km")) : format_length (round (km * 1000), _ ("m"));
    g_autofree char *mile_label = format_length (miles, _ ("mi"));
    double km_points = km / km_per_point, mile_points = miles * KM_PER_MILE / km_per_point;

    ibar_text_draw (text, canvas, x, box->y, &content->style.text);
    y = box->y + text->height + ibar_typesetter_get_size (typesetter, IBAR_TEXT_SMALL) * 1.3 + 3.5;
    ibar_style_set_source (canvas->cr, &content->style.text);
    cairo_set_line_width (canvas->cr, 1);
    cairo_move_to (canvas->cr, x, y);
    cairo_line_to (canvas->cr, x + MAX (km_points, mile_points), y);
    cairo_stroke (canvas->cr);
    draw_half_bar (content, typesetter, canvas, x, y, km_points, km_label, TRUE);
    draw_half_bar (content, typesetter, canvas, x, y, mile_points, mile_label, FALSE);
  }
  ibar_canvas_end (canvas, "P");
}
