/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outline of an area as a filter can hold it: one ring of not too many points. */

#define G_LOG_DOMAIN "ibar-area-outline"

#include "config.h"

#include "ibar-area-outline.h"

#include <math.h>

#include "ibar-generalise.h"

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

/* Returns: how many points are kept. */
static guint
simplify (const double *points, guint n, double tolerance, guint8 *kept, GArray *stack)
{
  guint n_kept = 0;

  ibar_generalise_points (points, n, TRUE, tolerance, kept, stack);
  for (guint i = 0; i < n; i++)
    n_kept += kept[i];
  return n_kept;
}

/**
 * ibar_area_get_outline:
 * @area: an area with a part
 * @most: how many points are wanted at most, 8 or more
 *
 * Returns: (transfer full) (element-type IbarPoint): the ring around the largest part [deg], the last point not repeated
 */
GArray *
ibar_area_get_outline (const IbarFeature *area, guint most)
{
  guint part = find_largest_part (area);
  const double *points = area->points + 2 * (gsize) area->starts[part];
  guint n = area->starts[part + 1] - area->starts[part];
  g_autofree guint8 *kept = g_new (guint8, n);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *ring = g_array_new (FALSE, FALSE, sizeof (IbarPoint));
  double tolerance = 0;

  while (simplify (points, n, tolerance, kept, stack) > most)
    tolerance = tolerance > 0 ? tolerance * 2 : FINEST;
  for (guint i = 0; i + 1 < n; i++)
    {
      const IbarPoint point
          = { ibar_mercator_longitude (points[2 * i]), ibar_mercator_latitude (points[2 * i + 1]) };

      if (kept[i])
        g_array_append_val (ring, point);
    }
  return ring;
}
