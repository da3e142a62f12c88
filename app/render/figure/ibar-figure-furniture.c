/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands on a map beside the map: graticule, north arrow, locator.
 *
 * Web Mercator keeps north up everywhere, so the arrow never turns; it stands for readers who
 * expect it. The locator shows the region in its neighbours, with the frame of the map on it. */

#define G_LOG_DOMAIN "ibar-figure-furniture"

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-figure-map.h"

/* Steps of a graticule [deg]: degrees, then whole minutes. */
static const double steps[]
    = { 30, 20, 10, 5, 2, 1, 1 / 2.0, 1 / 3.0, 1 / 4.0, 1 / 6.0, 1 / 12.0, 1 / 30.0, 1 / 60.0 };

static double
choose_step (double span)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (span / steps[i] >= 3)
        return steps[i];
    }
  return steps[G_N_ELEMENTS (steps) - 1];
}

/* "20°50′ E": whole minutes, which all steps are. */
static char *
format_degrees (double degrees, const char *positive, const char *negative)
{
  int minutes = (int) round (fabs (degrees) * 60);
  const char *side = degrees < -1e-9 ? negative : degrees > 1e-9 ? positive : "";

  if (minutes % 60 == 0)
    return g_strdup_printf ("%d°\u202f%s", minutes / 60, side);
  return g_strdup_printf ("%d°%02d′\u202f%s", minutes / 60, minutes % 60, side);
}

static void
draw_line (IbarCanvas *canvas, double x0, double y0, double x1, double y1, const IbarStyle *style)
{
  IbarColor color = style->text_muted;

  color.alpha = 0.55;
  cairo_move_to (canvas->cr, x0, y0);
  cairo_line_to (canvas->cr, x1, y1);
  ibar_style_set_source (canvas->cr, &color);
  cairo_set_line_width (canvas->cr, 0.35);
  cairo_stroke (canvas->cr);
}

static gboolean
touches (const IbarBox *a, const IbarBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

/* The locator covers what stands in its corner. */
static gboolean
is_covered (const IbarFigureMap *map, double x, double y, const IbarText *text)
{
  const IbarBox label = { x, y, text->width + 3, text->height };

  return touches (&map->reserved, &label);
}

static void
draw_degrees (const IbarFigureMap *map,
              IbarTypesetter *typesetter,
              IbarCanvas *canvas,
              const char *label,
              double x,
              double y,
              const IbarStyle *style)
{
  g_autoptr (IbarText) text = ibar_typesetter_set (typesetter, IBAR_TEXT_SMALL, label, -1, 1);

  if (is_covered (map, x, y, text))
    return;
  cairo_rectangle (canvas->cr, x, y, text->width + 3, text->height);
  ibar_style_set_source (canvas->cr, &style->label_halo);
  cairo_fill (canvas->cr);
  ibar_text_draw (text, canvas, x + 1.5, y, &style->label_muted);
}

/**
 * ibar_figure_draw_graticule:
 * @self: a map
 * @content: what it shows
 * @typesetter: for the degrees
 * @canvas: where, with the map's corner at the origin
 * @box: of the map
 *
 * Draws meridians and parallels at whole degrees or minutes, named at the left and upper edges.
 */
void
ibar_figure_draw_graticule (IbarFigureMap *self,
                            IbarFigureContent *content,
                            IbarTypesetter *typesetter,
                            IbarCanvas *canvas,
                            const IbarBox *box)
{
  const IbarFrame *f = &self->frame;
  double west = self->extent.west;
  double span_x = MIN (360, 360 * f->width / f->world);
  double step_x = choose_step (span_x),
         step_y = choose_step (self->extent.north - self->extent.south);
  /* As short as they stand beside degrees; the context keeps N from the number of a --help text. */
  const char *north = C_ ("compass", "N"), *south = C_ ("compass", "S"), *east = C_ ("compass", "E"),
             *west_letter = C_ ("compass", "W");

  ibar_canvas_begin (canvas, NULL, "graticule", NULL, NULL);
  for (double d = ceil (west / step_x) * step_x; d < west + span_x; d += step_x)
    {
      double x = ((d - west) / 360) * f->world;
      double named = d > 180 ? d - 360 : d;
      g_autofree char *label = format_degrees (named, east, west_letter);

      draw_line (canvas, x, 0, x, box->height, &content->style);
      if (x > 30 && x < box->width - 60)
        draw_degrees (self, typesetter, canvas, label, x + 1, 1, &content->style);
    }
  for (double d = ceil (self->extent.south / step_y) * step_y; d < self->extent.north; d += step_y)
    {
      double y = (ibar_mercator_y (d) - f->y0) * f->world;
      g_autofree char *label = format_degrees (d, north, south);

      draw_line (canvas, 0, y, box->width, y, &content->style);
      if (y > 20 && y < box->height - 30)
        draw_degrees (self, typesetter, canvas, label, 1, y + 1, &content->style);
    }
  ibar_canvas_end (canvas, NULL);
}

/**
 * ibar_figure_draw_north_arrow:
 * @content: whose colours
 * @typesetter: for the letter
 * @canvas: where
 * @x: middle [pt]
 * @y: top [pt]
 * @size: height of the needle [pt]
 */
void
ibar_figure_draw_north_arrow (IbarFigureContent *content,
                              IbarTypesetter *typesetter,
                              IbarCanvas *canvas,
                              double x,
                              double y,
                              double size)
{
  g_autoptr (IbarText) letter = ibar_typesetter_set (typesetter, IBAR_TEXT_NUMBER, C_ ("compass", "N"), -1, 1);
  const IbarStyle *style = &content->style;
  cairo_t *cr = canvas->cr;

  ibar_canvas_begin (canvas, NULL, "north-arrow", _ ("North is up"), NULL);
  ibar_text_draw (letter, canvas, x - letter->width / 2, y, &style->label);
  y += letter->height;
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + size * 0.3, y + size);
  cairo_line_to (cr, x, y + size * 0.76);
  cairo_line_to (cr, x - size * 0.3, y + size);
  cairo_close_path (cr);
  ibar_style_set_source (cr, &style->label_halo);
  cairo_fill_preserve (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_set_line_width (cr, 0.6);
  ibar_style_set_source (cr, &style->label);
  cairo_stroke (cr);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x - size * 0.3, y + size);
  cairo_line_to (cr, x, y + size * 0.76);
  cairo_close_path (cr);
  cairo_fill (cr);
  ibar_canvas_end (canvas, NULL);
}

/* The region with a quarter of its size around it. */
static void
init_inset_frame (IbarRegion *region, const IbarBox *box, IbarFrame *frame)
{
  const IbarExtent *extent = ibar_region_get_extent (region);
  double x0 = ibar_mercator_x (extent->west), x1 = ibar_mercator_x (extent->east);
  double y0 = ibar_mercator_y (extent->north), y1 = ibar_mercator_y (extent->south);

  if (x1 < x0)
    x1 += 1;
  frame->width = box->width;
  frame->height = box->height;
  frame->world = MIN (box->width / (x1 - x0), box->height / (y1 - y0)) / 1.1;
  frame->x0 = (x0 + x1) / 2 - box->width / 2 / frame->world;
  frame->y0 = (y0 + y1) / 2 - box->height / 2 / frame->world;
  frame->scale = 0.4; /* thinner lines than the map's: it is a tenth of its size */
  frame->zoom = log2 (frame->world / (IBAR_TILE_UNITS * frame->scale));
}

/* Whether the map shows so small a part of the region that a reader may ask where it is. */
static gboolean
inset_is_useful (IbarFigureMap *self, IbarFigureContent *content)
{
  IbarBox unit = { 0, 0, 100, 100 };
  IbarFrame frame;

  if (content->basemap == NULL || !content->figure->inset)
    return FALSE;
  init_inset_frame (content->region, &unit, &frame);
  return self->frame.width / self->frame.world < 0.75 * frame.width / frame.world
         && self->frame.height / self->frame.world < 0.75 * frame.height / frame.world;
}

/* Whether any mark, or the numbers beside it, would be covered. */
static gboolean
covers_marks (const IbarFigureMap *map, const IbarBox *box)
{
  for (guint i = 0; i < map->marks->len; i++)
    {
      const IbarFigureMark *mark = map->marks->pdata[i];
      double dx = MAX (MAX (box->x - mark->x, mark->x - box->x - box->width), 0);
      double dy = MAX (MAX (box->y - mark->y, mark->y - box->y - box->height), 0);

      if (hypot (dx, dy) < mark->radius + 2
          || (mark->label != NULL && touches (&mark->label_box, box)))
        return TRUE;
    }
  return FALSE;
}

/**
 * ibar_figure_inset_find_corner:
 * @self: a map with its numbers placed
 * @content: what it shows
 * @pad: from the map's edges [pt]
 * @box: (out): where the locator may stand [pt from the map's corner]
 *
 * Returns: whether a locator tells anything here, and some corner has no events
 */
gboolean
ibar_figure_inset_find_corner (IbarFigureMap *self,
                               IbarFigureContent *content,
                               double pad,
                               IbarBox *box)
{
  double w = self->frame.width, h = self->frame.height;
  double side = CLAMP (MIN (w, h) * 0.24, 48, 140);
  const double corners[][2] = { { w - side - pad, h - side - pad },
                                { pad, h - side - pad },
                                { w - side - pad, pad },
                                { pad, pad } };

  if (!inset_is_useful (self, content) || side * 2.2 > w || side * 1.6 > h)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      *box = (IbarBox){ corners[i][0], corners[i][1], side, side };
      if (!covers_marks (self, box))
        return TRUE;
    }
  return FALSE;
}

/**
 * ibar_figure_draw_inset:
 * @self: a map
 * @content: what it shows
 * @canvas: where
 * @box: on the page
 *
 * Draws the locator: the region among its neighbours, and what the map shows of it.
 */
void
ibar_figure_draw_inset (IbarFigureMap *self,
                        IbarFigureContent *content,
                        IbarCanvas *canvas,
                        const IbarBox *box)
{
  IbarBasemapOptions options = { &content->style, content->profile, FALSE, TRUE };
  cairo_t *cr = canvas->cr;
  IbarFrame frame = { 0 };
  double k;

  init_inset_frame (content->region, box, &frame);
  ibar_canvas_begin (canvas, "Figure", "locator", _ ("Where the map lies"), NULL);
  cairo_save (cr);
  cairo_translate (cr, box->x, box->y);
  cairo_rectangle (cr, 0, 0, box->width, box->height);
  cairo_clip (cr);
  ibar_style_set_source (cr, &content->style.neighbour_land);
  cairo_paint (cr);
  ibar_basemap_draw (content->basemap, cr, &frame, &options);
  k = frame.world;
  cairo_rectangle (cr, (self->frame.x0 - frame.x0) * k, (self->frame.y0 - frame.y0) * k,
                   self->frame.width / self->frame.world * k,
                   self->frame.height / self->frame.world * k);
  ibar_style_set_source (cr, &content->style.label_halo);
  cairo_set_line_width (cr, 2);
  cairo_stroke_preserve (cr);
  ibar_style_set_source (cr, &content->style.family[IBAR_FAMILY_ARMED]);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  ibar_style_set_source (cr, &content->style.text_muted);
  cairo_set_line_width (cr, 0.6);
  cairo_stroke (cr);
  ibar_canvas_end (canvas, "Figure");
}
