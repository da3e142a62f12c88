/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where areas and rivers are named, in map space.
 *
 * An area is named at the point farthest from its edges, found on a grid and refined by halving
 * steps: a centroid may lie outside of a crescent. A river is named along a stretch that is long
 * enough for its name and nearly straight. */

#define G_LOG_DOMAIN "ibar-label-anchors"

#include "config.h"

#include "ibar-label-anchors.h"

#include <math.h>

#define GRID 24
#define REFINEMENTS 6
#define WINDOW 1.1 /* lengths of a name that are looked at for a straight stretch */
#define MOST_IN_A_ROW 200 /* stretches along one straight line */

/* The distance to the nearest edge, negative outside or where it is not above least: most points of a grid are given up at
 * the first edge that is too near. */
static double
get_depth (const IbarFeature *area, const double box[4], double x, double y, double least)
{
  double nearest = MIN (MIN (x - box[0], box[2] - x), MIN (y - box[1], box[3] - y));
  gboolean inside = FALSE;

  nearest *= fabs (nearest); /* compared as squares below; outside of the box stays negative */
  least *= least;
  if (nearest <= least)
    return -1;
  for (guint part = 0; part < area->n_parts; part++)
    {
      guint32 first = area->starts[part], last = area->starts[part + 1];

      for (guint32 i = first, j = last - 1; i < last; j = i++)
        {
          const double *a = area->points + 2 * (gsize) j;
          const double *b = area->points + 2 * (gsize) i;
          double dx = b[0] - a[0], dy = b[1] - a[1];
          double length = dx * dx + dy * dy;
          double t = length > 0 ? ((x - a[0]) * dx + (y - a[1]) * dy) / length : 0;
          double ex, ey;

          t = CLAMP (t, 0.0, 1.0);
          ex = x - a[0] - t * dx;
          ey = y - a[1] - t * dy;
          nearest = MIN (nearest, ex * ex + ey * ey);
          if (nearest <= least)
            return -1;
          if ((b[1] > y) != (a[1] > y) && x < (a[0] - b[0]) * (y - b[1]) / (a[1] - b[1]) + b[0])
            inside = !inside;
        }
    }
  return inside ? sqrt (nearest) : -1;
}

static void
try_point (const IbarFeature *area, const double box[4], double x, double y, IbarAnchor *best)
{
  double depth = get_depth (area, box, x, y, best->radius);

  if (depth > best->radius)
    *best = (IbarAnchor){ TRUE, x, y, depth };
}

/* The pole of inaccessibility of the part of an area that lies within an extent. */
IbarAnchor
ibar_find_area_anchor (const IbarFeature *area, const IbarExtent *within)
{
  static const IbarExtent everywhere = { -180, -85, 540, 85 }; /* over the antimeridian longitudes run on */
  IbarAnchor best = { 0 };
  const IbarExtent *limit = within != NULL ? within : &everywhere;
  double box[4] = { MAX (area->min_x, ibar_mercator_x (limit->west)),
                    MAX (area->min_y, ibar_mercator_y (limit->north)),
                    MIN (area->max_x, ibar_mercator_x (limit->east)),
                    MIN (area->max_y, ibar_mercator_y (limit->south)) };
  double step_x = (box[2] - box[0]) / GRID, step_y = (box[3] - box[1]) / GRID;

  if (step_x <= 0 || step_y <= 0)
    return best;
  for (int j = 0; j < GRID; j++)
    for (int i = 0; i < GRID; i++)
      {
        int row = (j + GRID / 2) % GRID; /* the middle is a good first guess, and ends the others early */

        try_point (area, box, box[0] + (i + 0.5) * step_x, box[1] + (row + 0.5) * step_y, &best);
      }
  for (int r = 0; best.found && r < REFINEMENTS; r++)
    {
      IbarAnchor centre = best;

      step_x /= 2;
      step_y /= 2;
      for (int i = -1; i <= 1; i++)
        for (int j = -1; j <= 1; j++)
          try_point (area, box, centre.x + i * step_x, centre.y + j * step_y, &best);
    }
  return best;
}

static double
get_step (const double *points, guint32 from)
{
  const double *p = points + 2 * (gsize) from;
  double dx = p[2] - p[0], dy = p[3] - p[1];

  return sqrt (dx * dx + dy * dy);
}

/* Whether the points between two lie as near to the straight line between them. */
static gboolean
is_straight (const double *points, guint32 from, guint32 to, double length, double deviation)
{
  const double *a = points + 2 * (gsize) from;
  const double *b = points + 2 * (gsize) to;
  double dx = b[0] - a[0], dy = b[1] - a[1];

  for (guint32 i = from + 1; i < to; i++)
    {
      const double *p = points + 2 * (gsize) i;

      if (fabs ((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) > deviation * length)
        return FALSE;
    }
  return TRUE;
}

/* From one point straight to another: in the middle, or evenly along it where that is far. */
static void
append_stretches (const double *a, const double *b, double apart, GArray *out)
{
  double dx = b[0] - a[0], dy = b[1] - a[1];
  int n = (int) CLAMP (hypot (dx, dy) / apart, 1, MOST_IN_A_ROW);

  for (int i = 0; i < n; i++)
    {
      double t = (i + 0.5) / n;
      IbarStretch stretch = { a[0] + t * dx, a[1] + t * dy, atan2 (dy, dx) };

      g_array_append_val (out, stretch);
    }
}

/* Appends the stretches of one line that hold a name. length, deviation, apart: [Web Mercator].
 *
 * A window a little longer than the name slides along the line, so each point is looked at a few times. */
void
ibar_find_stretches (IbarRegion *region,
                     IbarLayer layer,
                     guint feature,
                     double length,
                     double deviation,
                     double apart,
                     GArray *out)
{
  const IbarFeature *line = ibar_region_get_feature (region, layer, feature);
  const double *points = line->points;

  for (guint part = 0; part < line->n_parts; part++)
    {
      guint32 from = line->starts[part], last = line->starts[part + 1] - 1;
      double travelled = apart / 3; /* since the last name; the first one does not wait long */
      double window = 0;            /* along the line */

      for (guint32 to = from + 1; to <= last; to++)
        {
          const double *a, *b = points + 2 * (gsize) to;
          double step = get_step (points, to - 1), chord;

          travelled += step;
          window += step;
          while (from + 1 < to && window - get_step (points, from) >= WINDOW * length)
            window -= get_step (points, from++);
          if (window < length || travelled < apart / 2)
            continue;
          a = points + 2 * (gsize) from;
          chord = hypot (b[0] - a[0], b[1] - a[1]);
          if (chord < length || !is_straight (points, from, to, chord, deviation))
            continue;
          append_stretches (a, b, MAX (apart, length), out);
          travelled = window = 0;
          from = to;
        }
    }
}
