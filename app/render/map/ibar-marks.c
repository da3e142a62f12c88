/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks of events on map and figure.
 *
 * One event, or several of one family, is the family's shape; a mixture is a ring of shares with
 * the number inside. Every mark is built from the inside out: colour, a light casing, a dark edge.
 * One of the two always contrasts with what lies below, whatever the relief, the tint or the theme.
 * Sizes are pixels of the context, so a magnified context gives magnified marks and a PDF stays
 * vector. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-marks"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "ibar-mark-shapes.h"
#include "ibar-marks.h"

#define SIZE_LARGEST 56.0
#define SIZE_STEP 3.6      /* [px] per unit of the square root */
#define STEP_HOVERED 1.08
#define CASING 1.5              /* [px] */
#define ACCENT_WIDTH 3.0        /* [px] */
#define RING_HOLE 0.62          /* inner radius of a ring of shares */
#define LEAST_SHARE (G_PI / 15) /* [rad] a rare kind stays visible: 12 degrees */

/* Drawn size
 * ---------------------------------------------------------------------------------------- */

static double
get_drawn_size (const IbarMark *mark)
{
  double size = mark->size > 0 ? mark->size : ibar_mark_size (mark->count);

  if (mark->selected)
    return size * IBAR_MARK_STEP;
  return mark->hovered ? size * STEP_HOVERED : size;
}

/**
 * ibar_mark_size:
 * @count: number of events the mark stands for
 *
 * The size grows with the square root, so that area, which is what the eye compares, grows with the
 * count. A mark with a number in it starts larger than a bare symbol.
 *
 * Returns: the diameter [px], from 22 to 56
 */
double
ibar_mark_size (guint32 count)
{
  double size = IBAR_MARK_SIZE;

  if (count > 1)
    size += 2.0 + SIZE_STEP * (sqrt (count) - 1.0);
  return MIN (size, SIZE_LARGEST);
}

/**
 * ibar_mark_get_extent:
 * @mark: a mark
 *
 * Returns: how far the mark reaches from its centre [px]: casing, edge and accent ring included,
 * the ring of uncertainty not
 */
double
ibar_mark_get_extent (const IbarMark *mark)
{
  g_return_val_if_fail (mark != NULL, 0);

  return get_drawn_size (mark) / 2.0 * 1.08 + CASING + IBAR_MARK_EDGE
         + (mark->selected ? ACCENT_WIDTH + 1.0 : 0.0) + 1.0;
}

/* Text
 * ------------------------------------------------------------------------------------------------
 */

/* What fits into a mark: 999, 1234, 12k, 340k, 1.2M. */
static char *
format_count (guint32 count)
{
  if (count < 10000)
    return g_strdup_printf ("%u", count);
  if (count < 1000000)
    /* Translators: thousands, as short as possible, inside a mark on the map */
    return g_strdup_printf (_ ("%uk"), count / 1000);
  if (count < 10000000)
    /* Translators: millions, as short as possible, inside a mark on the map */
    return g_strdup_printf (_ ("%.1fM"), floor (count / 100000.0) / 10.0);
  return g_strdup_printf (_ ("%uM"), count / 1000000);
}

static void
draw_text (cairo_t *cr,
           const char *text,
           double x,
           double y,
           double room,
           double tallest,
           const IbarColor *color)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans Bold");
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoRectangle ink;
  double em = tallest;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_set_absolute_size (font, em * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  if (ink.width > room)
    {
      em *= room / ink.width;
      pango_font_description_set_absolute_size (font, em * PANGO_SCALE);
      pango_layout_set_font_description (layout, font);
    }
  pango_layout_get_extents (layout, &ink, NULL);
  cairo_move_to (cr, x - (ink.x + ink.width / 2.0) / PANGO_SCALE,
                 y - (ink.y + ink.height / 2.0) / PANGO_SCALE);
  ibar_style_set_source (cr, color);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_count (cairo_t *cr, const IbarMark *mark, double drop, double room, const IbarColor *color)
{
  g_autofree char *text = format_count (mark->count);
  double size = get_drawn_size (mark);

  draw_text (cr, text, mark->x, mark->y + drop, room, CLAMP (size * 0.40, 10.5, 16.0), color);
}

/* One family
 * ---------------------------------------------------------------------------------------------- */

/* Outline, casing and fill of a closed path that is left unchanged. */
static void
paint_cased (cairo_t *cr, const IbarColor *fill, double casing, const IbarStyle *style)
{
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 2 * (casing + IBAR_MARK_EDGE));
  ibar_style_set_source (cr, &style->mark_edge);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, 2 * casing);
  ibar_style_set_source (cr, &style->mark_casing);
  cairo_stroke_preserve (cr);
  ibar_style_set_source (cr, fill);
  cairo_fill_preserve (cr);
  cairo_restore (cr);
}

/* White or dark, whichever reads better on a family's colour. */
static const IbarColor *
pick_text_color (const IbarColor *fill)
{
  static const IbarColor light = { 1, 1, 1, 1 };
  static const IbarColor dark = { 0.09, 0.09, 0.10, 1 };

  return ibar_color_contrast (&light, fill) >= ibar_color_contrast (&dark, fill) ? &light : &dark;
}

static void
draw_single_family (const IbarMark *mark, IbarFamily family, cairo_t *cr, const IbarStyle *style)
{
  double radius = get_drawn_size (mark) / 2.0;

  /* A dot with a number in it must be large enough to hold it. */
  if (family == IBAR_FAMILY_OTHER && mark->count > 1)
    radius *= 1.4;

  cairo_new_path (cr);
  ibar_family_path (family, cr, mark->x, mark->y, radius);
  paint_cased (cr, &style->family[family], mark->hovered ? CASING + 0.75 : CASING, style);
  cairo_new_path (cr);
  if (mark->count > 1)
    draw_count (cr, mark, ibar_family_text_drop (family) * radius,
                ibar_family_text_width (family) * radius, pick_text_color (&style->family[family]));
}

/* A mixture
 * --------------------------------------------------------------------------------------------- */

/* Angles of the shares [rad]; a share below LEAST_SHARE is raised to it at the cost of the larger
 * ones. */
static void
compute_sweeps (const IbarMark *mark, double sweeps[IBAR_N_FAMILIES])
{
  double total = 0, raised = 0, free_total = 0;

  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    total += mark->families[f];
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    {
      sweeps[f] = total > 0 ? mark->families[f] / total * 2 * G_PI : 0;
      if (mark->families[f] > 0 && sweeps[f] < LEAST_SHARE)
        raised += sweeps[f] = LEAST_SHARE;
      else
        free_total += sweeps[f];
    }
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    if (sweeps[f] > LEAST_SHARE)
      sweeps[f] *= (2 * G_PI - raised) / free_total;
}

static void
draw_share (cairo_t *cr,
            const IbarMark *mark,
            double radius,
            double from,
            double to,
            const IbarColor *color)
{
  cairo_new_path (cr);
  cairo_arc (cr, mark->x, mark->y, radius, from, to);
  cairo_arc_negative (cr, mark->x, mark->y, radius * RING_HOLE, to, from);
  cairo_close_path (cr);
  ibar_style_set_source (cr, color);
  cairo_fill (cr);
}

/* A gap in the casing's colour between two shares: neighbours in colour stay apart in greyscale. */
static void
draw_gap (cairo_t *cr, const IbarMark *mark, double radius, double angle, const IbarStyle *style)
{
  cairo_new_path (cr);
  cairo_move_to (cr, mark->x + cos (angle) * radius * RING_HOLE,
                 mark->y + sin (angle) * radius * RING_HOLE);
  cairo_line_to (cr, mark->x + cos (angle) * radius, mark->y + sin (angle) * radius);
  cairo_set_line_width (cr, 1.25);
  ibar_style_set_source (cr, &style->mark_casing);
  cairo_stroke (cr);
}

static void
draw_mixture (const IbarMark *mark, cairo_t *cr, const IbarStyle *style)
{
  double radius = get_drawn_size (mark) / 2.0;
  double sweeps[IBAR_N_FAMILIES];
  double angle = -G_PI / 2;

  compute_sweeps (mark, sweeps);
  cairo_new_path (cr);
  cairo_arc (cr, mark->x, mark->y, radius, 0, 2 * G_PI);
  paint_cased (cr, &style->mark_casing, mark->hovered ? CASING + 0.75 : CASING, style);
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    if (sweeps[f] > 0)
      {
        draw_share (cr, mark, radius, angle, angle + sweeps[f], &style->family[f]);
        angle += sweeps[f];
      }
  angle = -G_PI / 2;
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    if (sweeps[f] > 0)
      {
        draw_gap (cr, mark, radius, angle, style);
        angle += sweeps[f];
      }
  cairo_new_path (cr);
  draw_count (cr, mark, 0, radius * RING_HOLE * 1.62, &style->mark_text);
}

/* The whole mark
 * ------------------------------------------------------------------------------------------- */

/* The only family with members, or IBAR_N_FAMILIES for a mixture. Nothing counted is "other". */
static IbarFamily
find_only_family (const IbarMark *mark)
{
  int found = -1;

  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    if (mark->families[f] > 0)
      {
        if (found >= 0)
          return IBAR_N_FAMILIES;
        found = f;
      }
  return found >= 0 ? (IbarFamily) found : IBAR_FAMILY_OTHER;
}

static void
draw_accent (const IbarMark *mark, cairo_t *cr, const IbarStyle *style)
{
  double radius = ibar_mark_get_extent (mark) - ACCENT_WIDTH / 2.0 - 1.0;

  cairo_new_path (cr);
  cairo_arc (cr, mark->x, mark->y, radius, 0, 2 * G_PI);
  ibar_style_set_source (cr, &style->mark_casing);
  cairo_set_line_width (cr, ACCENT_WIDTH + 2.0);
  cairo_stroke_preserve (cr);
  ibar_style_set_source (cr, &style->accent);
  cairo_set_line_width (cr, ACCENT_WIDTH);
  cairo_stroke (cr);
}

/**
 * ibar_mark_draw_ring:
 * @mark: a mark
 * @cr: where to draw
 * @style: colours
 *
 * Draws the ring of a vague place: "somewhere in here". Nothing where the ring would hide below the
 * mark.
 */
void
ibar_mark_draw_ring (const IbarMark *mark, cairo_t *cr, const IbarStyle *style)
{
  static const double dashes[] = { 5.0, 4.0 };
  IbarColor tint;

  g_return_if_fail (mark != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (style != NULL);

  if (!(mark->uncertainty > get_drawn_size (mark) / 2.0 + CASING))
    return;

  tint = style->uncertainty;
  tint.alpha *= mark->selected || mark->hovered ? 0.16 : 0.08;
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, mark->x, mark->y, mark->uncertainty, 0, 2 * G_PI);
  ibar_style_set_source (cr, &tint);
  cairo_fill_preserve (cr);
  tint.alpha = style->uncertainty.alpha * (mark->selected || mark->hovered ? 0.9 : 0.55);
  ibar_style_set_source (cr, &tint);
  cairo_set_line_width (cr, mark->selected || mark->hovered ? 1.5 : 1.0);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * ibar_mark_draw:
 * @mark: a mark: its place and size [px], count and families
 * @cr: where to draw
 * @style: colours
 *
 * Draws a mark with its ring of uncertainty.
 *
 * **Thread:** any, one at a time for one context.
 * **Cost:** about 60 µs; a map caches the picture of each kind it meets.
 */
void
ibar_mark_draw (const IbarMark *mark, cairo_t *cr, const IbarStyle *style)
{
  IbarFamily family;

  g_return_if_fail (mark != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (style != NULL);

  ibar_mark_draw_ring (mark, cr, style);
  cairo_save (cr);
  if (mark->selected)
    draw_accent (mark, cr, style);
  family = find_only_family (mark);
  if (family != IBAR_N_FAMILIES)
    draw_single_family (mark, family, cr, style);
  else
    draw_mixture (mark, cr, style);
  cairo_restore (cr);
}

/**
 * ibar_marks_hit:
 * @marks: marks in drawing order, shape [n_marks]
 * @n_marks: how many
 * @x: where [px]
 * @y: where [px]
 * @slack: how far beside a mark still counts [px]
 *
 * Finds the topmost mark below a point; where none is, the nearest within the slack.
 *
 * Returns: an index, or -1
 */
int
ibar_marks_hit (const IbarMark *marks, gsize n_marks, double x, double y, double slack)
{
  double nearest = slack;
  int found = -1;

  g_return_val_if_fail (marks != NULL || n_marks == 0, -1);

  for (gsize i = n_marks; i-- > 0;)
    {
      double beside = hypot (marks[i].x - x, marks[i].y - y) - get_drawn_size (&marks[i]) / 2.0;

      if (beside <= 0)
        return (int) i;
      if (beside <= nearest)
        {
          nearest = beside;
          found = (int) i;
        }
    }
  return found;
}
