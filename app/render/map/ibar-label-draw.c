/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws placed labels and the dots they belong to. */

#define G_LOG_DOMAIN "ibar-label-draw"

#include "config.h"

#include "ibar-labels-private.h"

#define HALO 1.5 /* [px] */

static void
draw_symbol (const IbarCandidate *candidate,
             cairo_t *cr,
             double x,
             double y,
             const IbarStyle *style)
{
  double r = candidate->radius;

  if (candidate->symbol == IBAR_SYMBOL_NONE)
    return;
  cairo_new_path (cr);
  if (candidate->symbol == IBAR_SYMBOL_PEAK)
    {
      cairo_move_to (cr, x, y - r * 1.25);
      cairo_line_to (cr, x + r * 1.2, y + r * 0.85);
      cairo_line_to (cr, x - r * 1.2, y + r * 0.85);
      cairo_close_path (cr);
    }
  else if (candidate->symbol == IBAR_SYMBOL_CROSSING)
    cairo_rectangle (cr, x - r, y - r, 2 * r, 2 * r);
  else
    cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  /* What is not verified stays hollow. */
  ibar_style_set_source (cr, candidate->symbol == IBAR_SYMBOL_PEAK && candidate->verified
                                 ? &style->place_dot_edge
                                 : &style->place_dot);
  cairo_fill_preserve (cr);
  if (!candidate->verified)
    cairo_set_dash (cr, (double[]){ 1.6, 1.2 }, 2, 0);
  cairo_set_line_width (cr, candidate->symbol == IBAR_SYMBOL_SEAT ? 1.4 : 1.0);
  ibar_style_set_source (cr, &style->place_dot_edge);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  if (candidate->symbol == IBAR_SYMBOL_SEAT)
    {
      cairo_arc (cr, x, y, r * 0.45, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static const IbarColor *
choose_color (const IbarCandidate *candidate, const IbarStyle *style)
{
  if (candidate->type == IBAR_TYPE_WATER)
    return &style->water_label;
  if (candidate->type == IBAR_TYPE_AREA)
    return &style->area_label;
  if (candidate->type == IBAR_TYPE_STREET)
    return &style->label;
  if (candidate->type == IBAR_TYPE_NEIGHBOUR || candidate->type == IBAR_TYPE_REGION)
    return &style->label_muted;
  return candidate->verified && candidate->rank < 6 ? &style->label : &style->label_muted;
}

static void
draw_placed (IbarLabeller *self, const IbarPlacedLabel *placed, cairo_t *cr, const IbarStyle *style)
{
  const IbarCandidate *candidate = placed->candidate;
  IbarLabelText *text = candidate->text;
  IbarColor color = *choose_color (candidate, style);

  cairo_save (cr);
  cairo_translate (cr, placed->text_x + self->off_x, placed->text_y + self->off_y);
  if (ibar_candidate_is_slanted (candidate))
    {
      cairo_rotate (cr, placed->angle);
      cairo_translate (cr, -text->width / 2, -text->height / 2);
    }
  cairo_move_to (cr, 0, 0);
  ibar_label_text_draw (text, cr, &color, &style->label_halo, HALO, placed->alignment);
  cairo_restore (cr);
}

/**
 * ibar_labeller_draw_part:
 * @self: a labeller
 * @cr: where to draw, in pixels of the view
 * @style: the palette
 * @chosen: (nullable): which of the labels last placed, shape [n_labels]; %NULL: all
 * @value: those of @chosen that are this
 *
 * Draws labels last placed, and the dots they belong to.
 */
void
ibar_labeller_draw_part (IbarLabeller *self,
                         cairo_t *cr,
                         const IbarStyle *style,
                         const guint8 *chosen,
                         guint8 value)
{
  g_return_if_fail (self != NULL && cr != NULL && style != NULL);

  /* All dots first, then text from the least important up: no name is struck by another's halo. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = self->shown->len; i-- > 0;)
      {
        guint number = g_array_index (self->shown, guint, i);
        const IbarPlacedLabel *placed = &g_array_index (self->placed, IbarPlacedLabel, number);

        if (chosen != NULL && chosen[i] != value)
          continue;
        if (pass == 0)
          draw_symbol (placed->candidate, cr, placed->x + self->off_x, placed->y + self->off_y, style);
        else
          draw_placed (self, placed, cr, style);
      }
}

/**
 * ibar_labeller_draw:
 * @self: a labeller
 * @cr: where to draw, in pixels of the view
 * @style: the palette
 *
 * Draws all labels last placed.
 */
void
ibar_labeller_draw (IbarLabeller *self, cairo_t *cr, const IbarStyle *style)
{
  ibar_labeller_draw_part (self, cr, style, NULL, 0);
}
