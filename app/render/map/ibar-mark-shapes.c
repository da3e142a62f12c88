/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The seven symbols, shape first: each is told from the others without colour, at 11 px and in
 * print.
 *
 * Coordinates are shares of the radius around the symbol's centre, y down. The symbols differ in
 * area as drawn on one circle, so each is scaled to look equally heavy: a square of full radius
 * would shout. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-mark-shapes"

#include <math.h>

#include "ibar-mark-shapes.h"

#define BURST_POINTS 8

static void
add_polygon (cairo_t *cr, double x, double y, double radius, const double *vertices, int n_vertices)
{
  for (int i = 0; i < n_vertices; i++)
    cairo_line_to (cr, x + vertices[2 * i] * radius, y + vertices[2 * i + 1] * radius);
  cairo_close_path (cr);
}

/* A star whose inner radius leaves room for a number and whose points stay apart at 11 px. */
static void
add_burst (cairo_t *cr, double x, double y, double radius)
{
  for (int i = 0; i < 2 * BURST_POINTS; i++)
    {
      double angle = i * G_PI / BURST_POINTS - G_PI / 2;
      double reach = radius * (i % 2 == 0 ? 1.04 : 0.64);

      cairo_line_to (cr, x + cos (angle) * reach, y + sin (angle) * reach);
    }
  cairo_close_path (cr);
}

static void
add_shield (cairo_t *cr, double x, double y, double r)
{
  cairo_move_to (cr, x, y - 0.98 * r);
  cairo_curve_to (cr, x + 0.25 * r, y - 0.80 * r, x + 0.55 * r, y - 0.72 * r, x + 0.82 * r,
                  y - 0.72 * r);
  cairo_line_to (cr, x + 0.82 * r, y + 0.02 * r);
  cairo_curve_to (cr, x + 0.82 * r, y + 0.55 * r, x + 0.40 * r, y + 0.85 * r, x, y + 1.02 * r);
  cairo_curve_to (cr, x - 0.40 * r, y + 0.85 * r, x - 0.82 * r, y + 0.55 * r, x - 0.82 * r,
                  y + 0.02 * r);
  cairo_line_to (cr, x - 0.82 * r, y - 0.72 * r);
  cairo_curve_to (cr, x - 0.55 * r, y - 0.72 * r, x - 0.25 * r, y - 0.80 * r, x, y - 0.98 * r);
  cairo_close_path (cr);
}

static void
add_circle (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_close_path (cr);
}

/**
 * ibar_family_path:
 * @family: a family of event types
 * @cr: a context; its current path is extended
 * @x: centre [px]
 * @y: centre [px]
 * @radius: half the symbol's size [px]
 *
 * Adds the closed outline of a family's symbol to the path.
 *
 * **Thread:** any, one at a time for one context.
 */
void
ibar_family_path (IbarFamily family, cairo_t *cr, double x, double y, double radius)
{
  static const double triangle[] = { 0, -1.0, 1.06, 0.82, -1.06, 0.82 };
  static const double square[] = { -0.80, -0.80, 0.80, -0.80, 0.80, 0.80, -0.80, 0.80 };
  static const double hexagon[]
      = { -0.5, -0.87, 0.5, -0.87, 1.0, 0, 0.5, 0.87, -0.5, 0.87, -1.0, 0 };

  g_return_if_fail (cr != NULL);

  cairo_new_sub_path (cr);
  switch (family)
    {
    case IBAR_FAMILY_ARMED:
      add_burst (cr, x, y, radius);
      break;
    case IBAR_FAMILY_UNREST:
      add_polygon (cr, x, y, radius, triangle, 3);
      break;
    case IBAR_FAMILY_PROTEST:
      add_polygon (cr, x, y, radius, square, 4);
      break;
    case IBAR_FAMILY_SECURITY:
      add_shield (cr, x, y, radius);
      break;
    case IBAR_FAMILY_POLITICS:
      add_circle (cr, x, y, 0.88 * radius);
      break;
    case IBAR_FAMILY_DIPLOMACY:
      add_polygon (cr, x, y, radius, hexagon, 6);
      break;
    case IBAR_FAMILY_OTHER:
    case IBAR_N_FAMILIES:
    default:
      add_circle (cr, x, y, 0.58 * radius);
      break;
    }
}

/**
 * ibar_family_text_drop:
 * @family: a family of event types
 *
 * Where a number looks centred in a symbol: the visual centre of a triangle lies below the middle
 * of its box.
 *
 * Returns: distance below the centre as a share of the radius
 */
double
ibar_family_text_drop (IbarFamily family)
{
  switch (family)
    {
    case IBAR_FAMILY_UNREST:
      return 0.24;
    case IBAR_FAMILY_SECURITY:
      return -0.06;
    case IBAR_FAMILY_ARMED:
    case IBAR_FAMILY_PROTEST:
    case IBAR_FAMILY_POLITICS:
    case IBAR_FAMILY_DIPLOMACY:
    case IBAR_FAMILY_OTHER:
    case IBAR_N_FAMILIES:
    default:
      return 0;
    }
}

/**
 * ibar_family_text_width:
 * @family: a family of event types
 *
 * Returns: the width a number may take inside the symbol as a share of the radius
 */
double
ibar_family_text_width (IbarFamily family)
{
  switch (family)
    {
    case IBAR_FAMILY_UNREST:
      return 1.05;
    case IBAR_FAMILY_OTHER:
      return 0.95;
    case IBAR_FAMILY_ARMED:
      return 1.20;
    case IBAR_FAMILY_PROTEST:
    case IBAR_FAMILY_SECURITY:
    case IBAR_FAMILY_POLITICS:
    case IBAR_FAMILY_DIPLOMACY:
    case IBAR_N_FAMILIES:
    default:
      return 1.40;
    }
}
