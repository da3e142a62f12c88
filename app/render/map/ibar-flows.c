/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much water has come together at each point of the rivers, so that they widen downstream.
 *
 * Without discharges in the data, the length of all courses above a point stands for them: a line
 * runs downstream (OpenStreetMap's rule too), and where its end lies on another line, its length is
 * added there. Lines that are schematic meet less exactly and are allowed more room. */

#define G_LOG_DOMAIN "ibar-flows"

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-basemap-private.h"

#define EARTH_KM 40075.0
#define ROOM 1e-6 /* 40 m at the equator [Web Mercator] */
#define ROOM_SCHEMATIC 1.2e-5
#define MAX_DEPTH 64    /* courses joining courses; a circle in the data ends here */
#define BUDGET 20000000 /* vertices looked at for junctions */

/* A course that ends on this one. */
typedef struct
{
  guint child;
  guint32 vertex;
} Junction;

typedef struct
{
  IbarRegion *region;
  guint n;
  GArray **junctions; /* [n] (nullable) of Junction */
  float *totals;      /* [n] km at the end, -1: not yet known */
  gsize looked_at;
} Network;

static double
get_step_km (const double *a, const double *b)
{
  double latitude = ibar_mercator_latitude ((a[1] + b[1]) / 2);

  return hypot (b[0] - a[0], b[1] - a[1]) * EARTH_KM * cos (latitude * G_PI / 180);
}

static gboolean
find_vertex (Network *network,
             const IbarFeature *course,
             const double *end,
             double room,
             guint32 *vertex)
{
  double nearest = room;
  gboolean found = FALSE;

  for (guint32 i = 0; i < course->starts[course->n_parts]; i++)
    {
      const double *xy = course->points + 2 * (gsize) i;
      double distance = hypot (xy[0] - end[0], xy[1] - end[1]);

      if (distance <= nearest)
        {
          nearest = distance;
          *vertex = i;
          found = TRUE;
        }
    }
  network->looked_at += course->starts[course->n_parts];
  return found;
}

/* Finds the one course that the end of a course lies on. A start on which it lies comes first in
 * vertex order and therefore gets all of it. */
static void
join_course (Network *network, guint child, GArray *found)
{
  const IbarFeature *course = ibar_region_get_feature (network->region, IBAR_LAYER_WATERWAY, child);
  const double *end = course->points + 2 * (gsize) (course->starts[course->n_parts] - 1);

  g_array_set_size (found, 0);
  ibar_region_query (network->region, IBAR_LAYER_WATERWAY, end[0] - ROOM_SCHEMATIC,
                     end[1] - ROOM_SCHEMATIC, end[0] + ROOM_SCHEMATIC, end[1] + ROOM_SCHEMATIC,
                     found);
  for (guint i = 0; i < found->len && network->looked_at < BUDGET; i++)
    {
      guint number = g_array_index (found, guint, i);
      const IbarFeature *other;
      Junction junction = { .child = child };
      double room;

      if (number == child)
        continue;
      other = ibar_region_get_feature (network->region, IBAR_LAYER_WATERWAY, number);
      room = course->schematic || other->schematic ? ROOM_SCHEMATIC : ROOM;
      if (!find_vertex (network, other, end, room, &junction.vertex)
          || junction.vertex == other->starts[other->n_parts] - 1)
        continue;
      if (network->junctions[number] == NULL)
        network->junctions[number] = g_array_new (FALSE, FALSE, sizeof (Junction));
      g_array_append_val (network->junctions[number], junction);
      return;
    }
}

static float
get_total (Network *network, guint number, int depth)
{
  const IbarFeature *course;
  double total = 0;

  if (network->totals[number] >= 0 || depth > MAX_DEPTH)
    return MAX (network->totals[number], 0);
  network->totals[number] = 0; /* a course that comes back to itself adds nothing */
  course = ibar_region_get_feature (network->region, IBAR_LAYER_WATERWAY, number);
  for (guint part = 0; part < course->n_parts; part++)
    for (guint32 i = course->starts[part] + 1; i < course->starts[part + 1]; i++)
      total += get_step_km (course->points + 2 * (gsize) (i - 1), course->points + 2 * (gsize) i);
  for (guint i = 0; network->junctions[number] != NULL && i < network->junctions[number]->len; i++)
    total += get_total (network, g_array_index (network->junctions[number], Junction, i).child,
                        depth + 1);
  network->totals[number] = (float) total;
  return network->totals[number];
}

static void
write_flows (Network *network, guint number, float *flows)
{
  const IbarFeature *course
      = ibar_region_get_feature (network->region, IBAR_LAYER_WATERWAY, number);
  const GArray *junctions = network->junctions[number];
  guint32 n = course->starts[course->n_parts];
  double flow = 0;
  guint part = 0;

  memset (flows, 0, n * sizeof (float));
  for (guint i = 0; junctions != NULL && i < junctions->len; i++)
    {
      const Junction *junction = &g_array_index (junctions, Junction, i);

      flows[junction->vertex] += network->totals[junction->child];
    }
  for (guint32 i = 0; i < n; i++)
    {
      while (i >= course->starts[part + 1])
        part++;
      if (i > course->starts[part])
        flow += get_step_km (course->points + 2 * (gsize) (i - 1), course->points + 2 * (gsize) i);
      flow += flows[i];
      flows[i] = (float) flow;
    }
}

/* km of water that has come together at each point of the layer waterway, in the order of its
 * features; NULL if there is none. */
float *
ibar_collect_flows (IbarRegion *region)
{
  guint n = ibar_region_get_n_features (region, IBAR_LAYER_WATERWAY);
  Network network = { region, n, NULL, NULL, 0 };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  gsize n_points = 0, offset = 0;
  float *flows;

  if (n == 0)
    return NULL;
  network.junctions = g_new0 (GArray *, n);
  network.totals = g_new (float, n);
  for (guint i = 0; i < n; i++)
    {
      const IbarFeature *course = ibar_region_get_feature (region, IBAR_LAYER_WATERWAY, i);

      network.totals[i] = -1;
      n_points += course->starts[course->n_parts];
      join_course (&network, i, found);
    }
  flows = g_new (float, MAX (n_points, 1));
  for (guint i = 0; i < n; i++)
    get_total (&network, i, 0);
  for (guint i = 0; i < n; i++)
    {
      const IbarFeature *course = ibar_region_get_feature (region, IBAR_LAYER_WATERWAY, i);

      write_flows (&network, i, flows + offset);
      offset += course->starts[course->n_parts];
      g_clear_pointer (&network.junctions[i], g_array_unref);
    }
  g_free (network.junctions);
  g_free (network.totals);
  return flows;
}
