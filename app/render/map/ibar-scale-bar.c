/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scale bar: a round distance, as long as it is at the middle of the view.
 *
 * In Web Mercator scale changes with latitude; the bar is right along the view's middle parallel.
 * Kilometres, or metres below one kilometre. */

#define G_LOG_DOMAIN "ibar-scale-bar"

#include "config.h"

#include "ibar-scale-bar.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#define BAR_HEIGHT 4.0 /* [px] */
#define TEXT_SIZE 10.5 /* [px] */
#define TEXT_HEIGHT 17.0 /* [px] */

/**
 * ibar_scale_bar_init:
 * @bar: (out): what the bar says
 * @view: what is looked at
 * @max_width: the greatest length [px]
 *
 * Finds the longest round distance that fits.
 */
void
ibar_scale_bar_init (IbarScaleBar *bar, const IbarView *view, double max_width)
{
  static const struct
  {
    double digit;
    int n_parts;
  } steps[] = { { 5, 5 }, { 2, 2 }, { 1, 2 } };
  double metres_per_px = ibar_mercator_metres_per_unit (view->center.latitude, view->zoom);
  double most = MAX (max_width * metres_per_px, 1e-3);
  double decade = pow (10, floor (log10 (most)));

  bar->metres = decade;
  bar->n_parts = 2;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (steps[i].digit * decade > most)
        continue;
      bar->metres = steps[i].digit * decade;
      bar->n_parts = steps[i].n_parts;
      break;
    }
  bar->width = bar->metres / metres_per_px;
  if (bar->metres >= 1000)
    /* Translators: a distance in kilometres, on the scale bar */
    g_snprintf (bar->label, sizeof bar->label, _ ("%.0f km"), bar->metres / 1000);
  else
    /* Translators: a distance in metres, on the scale bar */
    g_snprintf (bar->label, sizeof bar->label, _ ("%g m"), bar->metres);
}

static void
draw_label (cairo_t *cr, const IbarStyle *style, const IbarScaleBar *bar, double text_scale)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, TEXT_SIZE * text_scale * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, bar->label, -1);
  cairo_move_to (cr, 0, 0);
  pango_cairo_layout_path (cr, layout);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 3);
  ibar_style_set_source (cr, &style->label_halo);
  cairo_stroke (cr);
  cairo_move_to (cr, 0, 0);
  ibar_style_set_source (cr, &style->label);
  pango_cairo_show_layout (cr, layout);
}

/**
 * ibar_scale_bar_get_height:
 * @text_scale: the reader's text size as a factor
 *
 * Returns: the height of the bar with the distance above it [px]
 */
double
ibar_scale_bar_get_height (double text_scale)
{
  return ceil (TEXT_HEIGHT * text_scale) + BAR_HEIGHT + 1;
}

/**
 * ibar_scale_bar_draw:
 * @cr: where to draw; the top left corner is at the origin, and it is ibar_scale_bar_get_height() high
 * @style: the palette
 * @view: what is looked at
 * @max_width: the greatest length [px]
 * @text_scale: the reader's text size as a factor
 *
 * Draws the bar, in parts of dark and light, with the distance above it.
 */
void
ibar_scale_bar_draw (cairo_t *cr, const IbarStyle *style, const IbarView *view, double max_width, double text_scale)
{
  IbarScaleBar bar;
  double y = ibar_scale_bar_get_height (text_scale) - BAR_HEIGHT - 1;

  g_return_if_fail (cr != NULL && style != NULL && view != NULL);

  ibar_scale_bar_init (&bar, view, max_width);
  draw_label (cr, style, &bar, text_scale);
  cairo_rectangle (cr, -1.25, y - 1.25, bar.width + 2.5, BAR_HEIGHT + 2.5);
  ibar_style_set_source (cr, &style->label_halo);
  cairo_fill (cr);
  for (int i = 0; i < bar.n_parts; i++)
    {
      cairo_rectangle (cr, i * bar.width / bar.n_parts, y, bar.width / bar.n_parts, BAR_HEIGHT);
      ibar_style_set_source (cr, i % 2 == 0 ? &style->label : &style->label_halo);
      cairo_fill (cr);
    }
  cairo_rectangle (cr, 0, y, bar.width, BAR_HEIGHT);
  ibar_style_set_source (cr, &style->label);
  cairo_set_line_width (cr, 0.75);
  cairo_stroke (cr);
}
