/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The grids behind shaded relief and hypsometric tint.
 *
 * Heights and shading are kept as two float grids, in a pyramid of halves so that a small scale
 * does not shimmer. Light comes from the north-west; two weaker lights beside it keep slopes that
 * run along the light from vanishing. */

#define G_LOG_DOMAIN "ibar-relief"

#include "config.h"

#include "ibar-relief-private.h"

#include <math.h>

#define LEAST_SIDE 8       /* [cells] of the coarsest level */
#define EXAGGERATION 2.2   /* heights against distances */

static float
get_cell (const IbarReliefLevel *level, int x, int y)
{
  x = CLAMP (x, 0, level->width - 1);
  y = CLAMP (y, 0, level->height - 1);
  return level->height_m[(gsize) y * (gsize) level->width + (gsize) x];
}

/* Light on a slope, against the light on flat ground. gx, gy: rise towards east and south. */
static double
get_light (double gx, double gy, double azimuth, double altitude)
{
  double nx = -gx, ny = -gy; /* the normal before it is made one long; x east, y south */
  double length = sqrt (nx * nx + ny * ny + 1);
  double lx = sin (azimuth) * cos (altitude);
  double ly = -cos (azimuth) * cos (altitude);

  return (nx * lx + ny * ly + sin (altitude)) / length - sin (altitude);
}

/* Source: Horn 1981, "Hill shading and the reflectance map". */
static void
shade_level (IbarReliefLevel *level, const IbarExtent *extent)
{
  double degrees = (extent->east - extent->west) / level->width;
  double dy = (extent->north - extent->south) / level->height * 111320.0;

  for (int y = 0; y < level->height; y++)
    {
      double latitude = extent->north - (y + 0.5) * (extent->north - extent->south) / level->height;
      double dx = MAX (degrees * 111320.0 * cos (latitude * G_PI / 180), 1.0);

      for (int x = 0; x < level->width; x++)
        {
          double a = get_cell (level, x - 1, y - 1), b = get_cell (level, x, y - 1);
          double c = get_cell (level, x + 1, y - 1), d = get_cell (level, x - 1, y);
          double f = get_cell (level, x + 1, y), g = get_cell (level, x - 1, y + 1);
          double h = get_cell (level, x, y + 1), i = get_cell (level, x + 1, y + 1);
          double gx = EXAGGERATION * ((c + 2 * f + i) - (a + 2 * d + g)) / (8 * dx);
          double gy = EXAGGERATION * ((g + 2 * h + i) - (a + 2 * b + c)) / (8 * dy);
          double light = 0.7 * get_light (gx, gy, 315 * G_PI / 180, 45 * G_PI / 180)
                         + 0.15 * get_light (gx, gy, 270 * G_PI / 180, 50 * G_PI / 180)
                         + 0.15 * get_light (gx, gy, 0, 50 * G_PI / 180);

          /* Steep slopes level off, so that high mountains keep their drawing. */
          level->shade[(gsize) y * (gsize) level->width + (gsize) x] = (float) tanh (light * 3.2);
        }
    }
}

static void
alloc_level (IbarReliefLevel *level, int width, int height)
{
  level->width = width;
  level->height = height;
  level->height_m = g_new (float, (gsize) width *(gsize) height);
  level->shade = g_new (float, (gsize) width *(gsize) height);
}

static void
halve_level (const IbarReliefLevel *from, IbarReliefLevel *to)
{
  alloc_level (to, (from->width + 1) / 2, (from->height + 1) / 2);
  for (int y = 0; y < to->height; y++)
    for (int x = 0; x < to->width; x++)
      to->height_m[(gsize) y * (gsize) to->width + (gsize) x]
          = (get_cell (from, 2 * x, 2 * y) + get_cell (from, 2 * x + 1, 2 * y)
             + get_cell (from, 2 * x, 2 * y + 1) + get_cell (from, 2 * x + 1, 2 * y + 1))
            / 4;
}

static int
compare_floats (gconstpointer a, gconstpointer b)
{
  float first = *(const float *) a, second = *(const float *) b;

  return first < second ? -1 : first > second;
}

/* The tint's ends are where 2 % and 98 % of the land lie below: a single peak does not stretch it.
 */
static void
measure_heights (IbarRelief *self)
{
  const IbarReliefLevel *level = &self->levels[self->n_levels - 1];
  gsize n;
  g_autofree float *sorted = NULL;

  for (int i = 0; i < self->n_levels; i++)
    {
      level = &self->levels[i];
      if ((gsize) level->width * (gsize) level->height < 65536)
        break;
    }
  n = (gsize) level->width * (gsize) level->height;
  sorted = g_memdup2 (level->height_m, n * sizeof (float));
  qsort (sorted, n, sizeof (float), compare_floats);
  self->lowest = sorted[n / 50];
  self->highest = MAX (sorted[n - 1 - n / 50], self->lowest + 1);
}

/**
 * ibar_relief_new:
 * @elevation: the heights; not needed afterwards
 *
 * Returns: (transfer full): the relief, ready to be drawn at any zoom
 *
 * **Cost:** about 50 ns a cell.
 */
IbarRelief *
ibar_relief_new (const IbarElevation *elevation)
{
  IbarRelief *self = g_new0 (IbarRelief, 1);
  gsize n = (gsize) elevation->width * (gsize) elevation->height;
  IbarReliefLevel *level = &self->levels[0];

  self->extent = elevation->extent;
  alloc_level (level, elevation->width, elevation->height);
  /* What is not known is drawn as sea level: flat, low and quiet. */
  for (gsize i = 0; i < n; i++)
    level->height_m[i] = elevation->metres[i] == G_MININT16 ? 0.0f : (float) elevation->metres[i];
  for (self->n_levels = 1; self->n_levels < MAX_LEVELS; self->n_levels++)
    {
      level = &self->levels[self->n_levels - 1];
      if (MIN (level->width, level->height) < 2 * LEAST_SIDE)
        break;
      halve_level (level, &self->levels[self->n_levels]);
    }
  for (int i = 0; i < self->n_levels; i++)
    shade_level (&self->levels[i], &self->extent);
  measure_heights (self);
  return self;
}

/**
 * ibar_relief_free:
 * @self: (nullable): a relief
 */
void
ibar_relief_free (IbarRelief *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < self->n_levels; i++)
    {
      g_free (self->levels[i].height_m);
      g_free (self->levels[i].shade);
    }
  g_free (self);
}
