/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signs that stand for no event: a family's in legends and lists, with its name, and the seat of a municipality. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-signs"

#include <glib/gi18n-lib.h>

#include "ibar-mark-shapes.h"
#include "ibar-marks.h"

/**
 * ibar_family_draw:
 * @family: a family of event types
 * @cr: where to draw
 * @x: centre [px]
 * @y: centre [px]
 * @size: diameter [px]
 * @style: colours
 *
 * Draws the bare symbol of a family, for legends and lists. Casing and edge get finer with the
 * size.
 */
void
ibar_family_draw (IbarFamily family,
                  cairo_t *cr,
                  double x,
                  double y,
                  double size,
                  const IbarStyle *style)
{
  double fine = CLAMP (size / IBAR_MARK_SIZE, 0.4, 1.0);

  g_return_if_fail (cr != NULL);
  g_return_if_fail (style != NULL);
  g_return_if_fail ((guint) family < IBAR_N_FAMILIES);

  cairo_save (cr);
  cairo_new_path (cr);
  ibar_family_path (family, cr, x, y, size / 2.0 - fine * IBAR_MARK_EDGE);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 2 * fine * IBAR_MARK_EDGE);
  ibar_style_set_source (cr, &style->mark_edge);
  cairo_stroke_preserve (cr);
  ibar_style_set_source (cr, &style->family[family]);
  cairo_fill (cr);
  cairo_restore (cr);
}

/**
 * ibar_seat_draw:
 * @cr: where to draw
 * @x: centre [px]
 * @y: centre [px]
 * @size: diameter [px], 11 on a screen
 * @selected: with an accent ring
 * @hovered: a little larger
 * @style: colours
 *
 * Draws the seat of a municipality: a ring with a dot, the atlas's sign for an administrative
 * centre.
 */
void
ibar_seat_draw (cairo_t *cr,
                double x,
                double y,
                double size,
                gboolean selected,
                gboolean hovered,
                const IbarStyle *style)
{
  double radius = size / 2.0 * (selected || hovered ? IBAR_MARK_STEP : 1.0);

  g_return_if_fail (cr != NULL);
  g_return_if_fail (style != NULL);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius + 1.0, 0, 2 * G_PI);
  ibar_style_set_source (cr, selected ? &style->accent : &style->place_dot);
  cairo_set_line_width (cr, selected ? 4.0 : 1.5);
  cairo_stroke_preserve (cr);
  cairo_fill (cr);
  cairo_arc (cr, x, y, radius - 0.75, 0, 2 * G_PI);
  ibar_style_set_source (cr, &style->place_dot);
  cairo_fill_preserve (cr);
  ibar_style_set_source (cr, &style->place_dot_edge);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_arc (cr, x, y, radius * 0.38, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
}

/**
 * ibar_family_get_label:
 * @family: a family of event types
 *
 * Returns: its translated name, for legends, tooltips and screen readers
 */
const char *
ibar_family_get_label (IbarFamily family)
{
  switch (family)
    {
    case IBAR_FAMILY_ARMED:
      return _ ("Armed violence");
    case IBAR_FAMILY_UNREST:
      return _ ("Unrest and destruction");
    case IBAR_FAMILY_PROTEST:
      return _ ("Protest and blockade");
    case IBAR_FAMILY_SECURITY:
      return _ ("Security and military");
    case IBAR_FAMILY_POLITICS:
      return _ ("Politics and law");
    case IBAR_FAMILY_DIPLOMACY:
      return _ ("Diplomacy");
    case IBAR_FAMILY_OTHER:
    case IBAR_N_FAMILIES:
    default:
      return _ ("Other");
    }
}
