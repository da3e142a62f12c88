/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reduces a layer to what a band of zooms can show.
 *
 * Points closer to the line than the tolerance go (Douglas and Peucker 1973), rings smaller than it
 * go altogether. Schematic lines are smoothed first: their straight pieces would claim a precision
 * they lack. Lines are cut into runs of RUN_POINTS, so that a tile strokes the stretch it shows and
 * not a river's whole course; the distance from the source of a line is kept, so that its dashes
 * meet at the edges of tiles. */

#define G_LOG_DOMAIN "ibar-generalise"

#include "config.h"

#include "ibar-generalise.h"

#include <math.h>
#include <string.h>

#include "ibar-region-writer.h"

#define RUN_POINTS 48
#define SMOOTH_STEPS 8 /* points for each straight piece of a schematic line */

/* The points of one part, and what goes with them. */
typedef struct
{
  GArray *points;  /* of double, 2 a point */
  GArray *weights; /* of float */
  GArray *keep;    /* of guint8 */
  GArray *stack;   /* of guint32, pairs */
} Scratch;

static double
distance_to_segment (const double *p, const double *a, const double *b)
{
  double dx = b[0] - a[0], dy = b[1] - a[1];
  double length = dx * dx + dy * dy;
  double t = length > 0 ? ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length : 0;

  t = CLAMP (t, 0.0, 1.0);
  return hypot (p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

/* Marks the points to keep between two that are kept. stack: of guint32, pairs. */
static void
mark_between (const double *points, guint32 first, guint32 last, double tolerance, guint8 *keep, GArray *stack)
{
  guint32 pair[2] = { first, last };

  g_array_set_size (stack, 0);
  g_array_append_vals (stack, pair, 2);
  while (stack->len > 0)
    {
      guint32 farthest = 0;
      double distance = tolerance;

      memcpy (pair, &g_array_index (stack, guint32, stack->len - 2), sizeof pair);
      g_array_set_size (stack, stack->len - 2);
      for (guint32 i = pair[0] + 1; i < pair[1]; i++)
        {
          double d = distance_to_segment (points + 2 * (gsize) i, points + 2 * (gsize) pair[0],
                                          points + 2 * (gsize) pair[1]);

          if (d > distance)
            {
              distance = d;
              farthest = i;
            }
        }
      if (farthest == 0)
        continue;
      keep[farthest] = 1;
      g_array_append_vals (stack, (guint32[]){ pair[0], farthest }, 2);
      g_array_append_vals (stack, (guint32[]){ farthest, pair[1] }, 2);
    }
}

/**
 * ibar_generalise_points:
 * @points: a line, or a ring that ends where it begins [Web Mercator], shape [n, 2]
 * @n: how many points
 * @ring: whether it is a ring: it is cut at its point farthest from the first, so that it stays one
 * @tolerance: how far the line may move [Web Mercator]; 0 keeps every point
 * @keep: (out caller-allocates): 1 for the points that stay, shape [n]
 * @stack: of guint32, scratch
 *
 * **Thread:** any. **Cost:** n log n for most lines.
 *
 * **Source:** Douglas and Peucker 1973, "Algorithms for the reduction of the number of points".
 */
void
ibar_generalise_points (const double *points, guint32 n, gboolean ring, double tolerance, guint8 *keep, GArray *stack)
{
  guint32 middle = 0;
  double farthest = -1;

  memset (keep, tolerance <= 0, n);
  if (tolerance <= 0 || n < 3)
    {
      memset (keep, 1, n);
      return;
    }
  keep[0] = keep[n - 1] = 1;
  for (guint32 i = 1; ring && i < n - 1; i++)
    {
      double d = hypot (points[2 * i] - points[0], points[2 * i + 1] - points[1]);

      if (d > farthest)
        {
          farthest = d;
          middle = i;
        }
    }
  if (middle > 0)
    {
      keep[middle] = 1;
      mark_between (points, 0, middle, tolerance, keep, stack);
    }
  mark_between (points, middle, n - 1, tolerance, keep, stack);
}

/* A point of the centripetal Catmull-Rom spline between p1 and p2, knots by the square root of the
 * distance: it passes through the points and never loops. Source: Barry and Goldman 1988; Yuksel,
 * Schaefer and Keyser 2011. */
static void
get_spline_point (const double *p0,
                  const double *p1,
                  const double *p2,
                  const double *p3,
                  double u,
                  double out[2])
{
  double t1 = sqrt (MAX (hypot (p1[0] - p0[0], p1[1] - p0[1]), 1e-12));
  double t2 = t1 + sqrt (MAX (hypot (p2[0] - p1[0], p2[1] - p1[1]), 1e-12));
  double t3 = t2 + sqrt (MAX (hypot (p3[0] - p2[0], p3[1] - p2[1]), 1e-12));
  double t = t1 + u * (t2 - t1);

  for (int i = 0; i < 2; i++)
    {
      double a1 = (t1 - t) / t1 * p0[i] + t / t1 * p1[i];
      double a2 = (t2 - t) / (t2 - t1) * p1[i] + (t - t1) / (t2 - t1) * p2[i];
      double a3 = (t3 - t) / (t3 - t2) * p2[i] + (t - t2) / (t3 - t2) * p3[i];
      double b1 = (t2 - t) / t2 * a1 + t / t2 * a2;
      double b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3;

      out[i] = (t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2;
    }
}

static void
take_smoothed (Scratch *scratch, const double *points, const float *weights, guint32 n)
{
  for (guint32 i = 0; i + 1 < n; i++)
    {
      const double *p1 = points + 2 * (gsize) i;
      const double *p2 = p1 + 2;
      double before[2] = { 2 * p1[0] - p2[0], 2 * p1[1] - p2[1] };
      double after[2] = { 2 * p2[0] - p1[0], 2 * p2[1] - p1[1] };
      const double *p0 = i > 0 ? p1 - 2 : before;
      const double *p3 = i + 2 < n ? p2 + 2 : after;

      for (int step = 0; step < SMOOTH_STEPS; step++)
        {
          double u = step / (double) SMOOTH_STEPS;
          double xy[2];
          float weight
              = weights != NULL ? weights[i] + (float) u * (weights[i + 1] - weights[i]) : 0;

          get_spline_point (p0, p1, p2, p3, u, xy);
          g_array_append_vals (scratch->points, xy, 2);
          g_array_append_val (scratch->weights, weight);
        }
    }
  g_array_append_vals (scratch->points, points + 2 * (gsize) (n - 1), 2);
  g_array_append_vals (scratch->weights, weights != NULL ? &weights[n - 1] : &(float){ 0 }, 1);
}

static void
take_part (Scratch *scratch, const double *points, const float *weights, guint32 n, gboolean smooth)
{
  g_array_set_size (scratch->points, 0);
  g_array_set_size (scratch->weights, 0);
  if (smooth && n > 2)
    {
      take_smoothed (scratch, points, weights, n);
      return;
    }
  g_array_append_vals (scratch->points, points, 2 * n);
  if (weights != NULL)
    g_array_append_vals (scratch->weights, weights, n);
  else
    g_array_set_size (scratch->weights, n);
}

static void
end_run (IbarGeneralised *self, IbarRun *run)
{
  const double *points = (const double *) (gpointer) self->points->data;
  guint32 end = self->points->len / 2;

  run->n_points = end - run->first;
  ibar_box_init_empty (&run->box);
  for (guint32 i = run->first; i < end; i++)
    ibar_box_add (&run->box, points[2 * (gsize) i], points[2 * (gsize) i + 1]);
  g_array_append_vals (self->runs, run, 1);
}

static void
append_point (IbarGeneralised *self, const double *xy, float weight)
{
  g_array_append_vals (self->points, xy, 2);
  if (self->weights != NULL)
    g_array_append_val (self->weights, weight);
}

/* Copies the kept points, as one run for a ring and as many as it takes for a line. */
static void
append_part (IbarGeneralised *self, Scratch *scratch, guint32 feature, guint32 part, gboolean ring)
{
  const double *points = (const double *) (gpointer) scratch->points->data;
  const float *weights = (const float *) (gpointer) scratch->weights->data;
  const guint8 *keep = (const guint8 *) scratch->keep->data;
  guint32 n = scratch->points->len / 2;
  IbarRun run = { .feature = feature, .part = part, .first = self->points->len / 2 };
  const double *last = points;
  double distance = 0;

  for (guint32 i = 0; i < n; i++)
    {
      const double *xy = points + 2 * (gsize) i;
      guint32 length = self->points->len / 2 - run.first;

      if (!keep[i])
        continue;
      distance += hypot (xy[0] - last[0], xy[1] - last[1]);
      last = xy;
      append_point (self, xy, weights[i]);
      if (!ring && length + 1 >= RUN_POINTS && i + 1 < n)
        {
          end_run (self, &run);
          run.first = self->points->len / 2;
          run.distance = distance;
          append_point (self, xy, weights[i]);
        }
    }
  end_run (self, &run);
}

static gboolean
is_tiny (const double *points, guint32 n, double tolerance)
{
  IbarBox box;

  ibar_box_init_empty (&box);
  for (guint32 i = 0; i < n; i++)
    ibar_box_add (&box, points[2 * (gsize) i], points[2 * (gsize) i + 1]);
  return box.max_x - box.min_x < tolerance && box.max_y - box.min_y < tolerance;
}

static void
build_index (IbarGeneralised *self)
{
  g_autofree IbarBox *boxes = g_new (IbarBox, MAX (self->runs->len, 1));

  for (guint i = 0; i < self->runs->len; i++)
    boxes[i] = g_array_index (self->runs, IbarRun, i).box;
  self->index = ibar_box_index_new (boxes, self->runs->len);
}

/**
 * ibar_generalise_layer:
 * @region: the data
 * @layer: which layer
 * @tolerance: how far a line may move [Web Mercator]; 0 keeps every point
 * @weights: (nullable): a number for each point of the layer, in the order of its features, that is
 *   carried along; rivers carry the length of all water that has come together
 *
 * Returns: (transfer full): the reduced layer
 *
 * **Thread:** any. **Cost:** n log n over the layer's points for most lines.
 *
 * **Source:** Douglas and Peucker 1973, "Algorithms for the reduction of the number of points".
 */
IbarGeneralised *
ibar_generalise_layer (IbarRegion *region, IbarLayer layer, double tolerance, const float *weights)
{
  IbarGeneralised *self = g_new0 (IbarGeneralised, 1);
  gboolean ring = ibar_layer_is_area (layer);
  Scratch scratch
      = { g_array_new (FALSE, FALSE, sizeof (double)), g_array_new (FALSE, TRUE, sizeof (float)),
          g_array_new (FALSE, FALSE, 1), g_array_new (FALSE, FALSE, sizeof (guint32)) };
  gsize offset = 0;
  guint32 n_parts = 0;

  self->points = g_array_new (FALSE, FALSE, sizeof (double));
  self->weights = weights != NULL ? g_array_new (FALSE, FALSE, sizeof (float)) : NULL;
  self->runs = g_array_new (FALSE, FALSE, sizeof (IbarRun));
  for (guint i = 0; i < ibar_region_get_n_features (region, layer); i++)
    {
      const IbarFeature *feature = ibar_region_get_feature (region, layer, i);

      for (guint part = 0; part < feature->n_parts; part++)
        {
          guint32 first = feature->starts[part];
          guint32 n = feature->starts[part + 1] - first;
          const double *points = feature->points + 2 * (gsize) first;

          n_parts++;
          if (ring && is_tiny (points, n, tolerance * 2))
            continue;
          take_part (&scratch, points, weights != NULL ? weights + offset + first : NULL, n,
                     feature->schematic && !ring);
          g_array_set_size (scratch.keep, scratch.points->len / 2);
          ibar_generalise_points ((const double *) (gpointer) scratch.points->data, scratch.keep->len, ring, tolerance,
                                  (guint8 *) scratch.keep->data, scratch.stack);
          append_part (self, &scratch, i, n_parts, ring);
        }
      offset += feature->starts[feature->n_parts];
    }
  build_index (self);
  g_array_unref (scratch.points);
  g_array_unref (scratch.weights);
  g_array_unref (scratch.keep);
  g_array_unref (scratch.stack);
  return self;
}

/**
 * ibar_generalised_free:
 * @self: (nullable): a generalised layer
 */
void
ibar_generalised_free (IbarGeneralised *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->points);
  g_clear_pointer (&self->weights, g_array_unref);
  g_array_unref (self->runs);
  ibar_box_index_free (self->index);
  g_free (self);
}
