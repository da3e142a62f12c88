/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outline of an area as a filter can hold it: one ring of not too many points. */

#define G_LOG_DOMAIN "ibar-area-outline"

#include "config.h"

#include "ibar-area-outline.h"

#include <math.h>

#define FINEST 1e-8 /* [Web Mercator] 0.4 m */

/* The part that has most room around it. */
static guint
find_largest_part (const IbarFeature *area)
{
  guint largest = 0;
  double most = -1;

  for (guint part = 0; part < area->n_parts; part++)
    {
      double sum = 0;

      for (guint32 i = area->starts[part], j = area->starts[part + 1] - 1; i < area->starts[part + 1]; j = i++)
        sum += area->points[2 * j] * area->points[2 * i + 1] - area->points[2 * i] * area->points[2 * j + 1];
      if (fabs (sum) > most)
        {
          most = fabs (sum);
          largest = part;
        }
    }
  return largest;
}

static double
get_distance (const double *p, const double *a, const double *b)
{
  double dx = b[0] - a[0], dy = b[1] - a[1];
  double length = hypot (dx, dy);

  if (length < 1e-15)
    return hypot (p[0] - a[0], p[1] - a[1]);
  return fabs ((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) / length;
}

/* Douglas and Peucker's: keeps the points that lie further than the tolerance from the line without them. */
static void
mark_points (const double *points, guint first, guint last, double tolerance, gboolean *kept)
{
  double most = tolerance;
  guint furthest = first;

  for (guint i = first + 1; i < last; i++)
    {
      double away = get_distance (points + 2 * i, points + 2 * first, points + 2 * last);

      if (away > most)
        {
          most = away;
          furthest = i;
        }
    }
  if (furthest == first)
    return;
  kept[furthest] = TRUE;
  mark_points (points, first, furthest, tolerance, kept);
  mark_points (points, furthest, last, tolerance, kept);
}

static guint
simplify (const double *points, guint n, double tolerance, gboolean *kept)
{
  guint n_kept = 0;

  for (guint i = 0; i < n; i++)
    kept[i] = i == 0 || i == n / 2 || i == n - 1 || tolerance <= 0;
  if (tolerance > 0)
    {
      mark_points (points, 0, n / 2, tolerance, kept);
      mark_points (points, n / 2, n - 1, tolerance, kept);
    }
  for (guint i = 0; i < n; i++)
    n_kept += kept[i] ? 1 : 0;
  return n_kept;
}

/**
 * ibar_area_get_outline:
 * @area: an area with a part
 * @most: how many points are wanted at most, 8 or more
 * @simplified: (out): whether the outline has fewer points than the area, or leaves parts out
 *
 * Returns: (transfer full) (element-type IbarPoint): the ring around the largest part [deg], the last point not repeated
 */
GArray *
ibar_area_get_outline (const IbarFeature *area, guint most, gboolean *simplified)
{
  guint part = find_largest_part (area);
  const double *points = area->points + 2 * (gsize) area->starts[part];
  guint n = area->starts[part + 1] - area->starts[part];
  g_autofree gboolean *kept = g_new (gboolean, n);
  GArray *ring = g_array_new (FALSE, FALSE, sizeof (IbarPoint));
  double tolerance = 0;

  while (simplify (points, n, tolerance, kept) > most)
    tolerance = tolerance > 0 ? tolerance * 2 : FINEST;
  for (guint i = 0; i + 1 < n; i++)
    {
      const IbarPoint point
          = { ibar_mercator_longitude (points[2 * i]), ibar_mercator_latitude (points[2 * i + 1]) };

      if (kept[i])
        g_array_append_val (ring, point);
    }
  *simplified = tolerance > 0 || area->n_parts > 1;
  return ring;
}
