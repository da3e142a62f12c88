/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the areas and lines of a region lie to each other and to a point.
 *
 * Whether areas are neighbours is read off their vertices: a boundary that two areas share has the
 * same vertices in both, for it was cut from one line. That they are not is only said where no
 * piece of one comes near the other, as generalised lines and missing vertices leave room for doubt
 * in between. */

#define G_LOG_DOMAIN "ibar-region-areas"

#include "config.h"

#include <math.h>

#include "ibar-region-areas.h"

#define VERTEX_GRID                                                                                \
  1e7                  /* vertices are the same where they agree to this share of the world: 4 m   \
                        */
#define CLOSE_GRID 6e4 /* cells of about 670 m at the equator, 490 m at 43° north */

/* Which areas have a vertex in a cell; the areas in the order of their numbers. */
typedef struct
{
  GHashTable *cells; /* of guint64 → GArray of guint */
  double grid;
} Cells;

static guint64
cell_key (gint64 x, gint64 y)
{
  return ((guint64) (guint32) x << 32) | (guint32) y;
}

static GArray *
find_cell (Cells *cells, gint64 x, gint64 y, gboolean make)
{
  guint64 key = cell_key (x, y);
  GArray *areas = g_hash_table_lookup (cells->cells, &key);

  if (areas == NULL && make)
    {
      areas = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (cells->cells, g_memdup2 (&key, sizeof key), areas);
    }
  return areas;
}

static void
cells_add (Cells *cells, guint area, double mx, double my)
{
  GArray *areas = find_cell (cells, llround (mx * cells->grid), llround (my * cells->grid), TRUE);

  if (areas->len == 0 || g_array_index (areas, guint, areas->len - 1) != area)
    g_array_append_val (areas, area);
}

static void
cells_init (Cells *cells, double grid)
{
  cells->grid = grid;
  cells->cells
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
}

/* Every piece of a boundary, no step longer than half a cell. */
static void
add_boundary (Cells *cells, guint number, const IbarFeature *area)
{
  for (guint part = 0; part < area->n_parts; part++)
    for (guint32 i = area->starts[part] + 1; i < area->starts[part + 1]; i++)
      {
        const double *a = area->points + 2 * (i - 1), *b = a + 2;
        guint n = 1 + (guint) (2 * cells->grid * hypot (b[0] - a[0], b[1] - a[1]));

        for (guint step = 0; step < n; step++)
          cells_add (cells, number, a[0] + (b[0] - a[0]) * step / n,
                     a[1] + (b[1] - a[1]) * step / n);
      }
}

static void
mark (guint8 *relations, guint n, guint a, guint b, IbarAreaRelation relation)
{
  relations[a * n + b] = MAX (relations[a * n + b], (guint8) relation);
  relations[b * n + a] = MAX (relations[b * n + a], (guint8) relation);
}

/* Areas whose boundaries pass through cells that touch; of each pair of cells one looks at the
 * other. */
static void
mark_close (Cells *cells, guint8 *relations, guint n)
{
  static const int sides[][2] = { { 0, 0 }, { 1, 0 }, { -1, 1 }, { 0, 1 }, { 1, 1 } };
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, cells->cells);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      gint32 x = (gint32) (*(guint64 *) key >> 32), y = (gint32) (*(guint64 *) key & G_MAXUINT32);
      GArray *here = value;

      for (gsize side = 0; side < G_N_ELEMENTS (sides); side++)
        {
          GArray *there = find_cell (cells, x + sides[side][0], y + sides[side][1], FALSE);

          for (guint i = 0; there != NULL && i < here->len; i++)
            for (guint j = 0; j < there->len; j++)
              mark (relations, n, g_array_index (here, guint, i), g_array_index (there, guint, j),
                    IBAR_AREAS_CLOSE);
        }
    }
}

/* Two shared vertices are a piece of boundary, one is a point. */
static void
mark_neighbours (Cells *cells, guint8 *relations, guint n)
{
  g_autofree guint *shared = g_new0 (guint, (gsize) n * n);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cells->cells);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GArray *here = value;

      for (guint i = 0; i < here->len; i++)
        for (guint j = i + 1; j < here->len; j++)
          {
            guint a = g_array_index (here, guint, i), b = g_array_index (here, guint, j);

            if (a != b && ++shared[MIN (a, b) * n + MAX (a, b)] == 2)
              mark (relations, n, a, b, IBAR_AREAS_NEIGHBOURS);
          }
    }
}

/**
 * ibar_region_relate_areas:
 * @region: a region
 *
 * Which admin areas are neighbours, and which clearly are not.
 *
 * Returns: (transfer full): shape [n * n], n admin areas: #IbarAreaRelation of area a and b at
 *   [a * n + b], symmetric
 *
 * **Thread:** any. **Cost:** O(n² + length of all boundaries).
 */
guint8 *
ibar_region_relate_areas (IbarRegion *region)
{
  guint n = ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA);
  guint8 *relations = g_new0 (guint8, (gsize) n * n + 1);
  Cells boundaries, vertices;

  cells_init (&boundaries, CLOSE_GRID);
  cells_init (&vertices, VERTEX_GRID);
  for (guint i = 0; i < n; i++)
    {
      const IbarFeature *area = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i);

      add_boundary (&boundaries, i, area);
      for (guint32 point = 0; point < area->starts[area->n_parts]; point++)
        cells_add (&vertices, i, area->points[2 * point], area->points[2 * point + 1]);
    }
  mark_close (&boundaries, relations, n);
  mark_neighbours (&vertices, relations, n);
  g_hash_table_unref (boundaries.cells);
  g_hash_table_unref (vertices.cells);
  return relations;
}

/* Twice a ring's signed area and its centroid, in Mercator. */
static double
measure_ring (const double *points, guint n, double *x, double *y)
{
  double sum = 0, sx = 0, sy = 0;

  for (guint i = 0, j = n - 1; i < n; j = i++)
    {
      /* From the first point on: coordinates of the whole world would cost digits. */
      double ax = points[2 * j] - points[0], ay = points[2 * j + 1] - points[1];
      double bx = points[2 * i] - points[0], by = points[2 * i + 1] - points[1];
      double cross = ax * by - bx * ay;

      sum += cross;
      sx += (ax + bx) * cross;
      sy += (ay + by) * cross;
    }
  *x = points[0] + (sum != 0 ? sx / (3 * sum) : 0);
  *y = points[1] + (sum != 0 ? sy / (3 * sum) : 0);
  return fabs (sum);
}

/**
 * ibar_feature_get_middle:
 * @area: an area
 *
 * Returns: the centroid of its largest ring [deg]; in a bent area it may lie outside
 */
IbarPoint
ibar_feature_get_middle (const IbarFeature *area)
{
  double largest = -1, mx = (area->min_x + area->max_x) / 2, my = (area->min_y + area->max_y) / 2;

  for (guint part = 0; part < area->n_parts; part++)
    {
      guint n = area->starts[part + 1] - area->starts[part];
      double x, y, size;

      if (n < 3)
        continue;
      size = measure_ring (area->points + 2 * (gsize) area->starts[part], n, &x, &y);
      if (size > largest)
        {
          largest = size;
          mx = x;
          my = y;
        }
    }
  return (IbarPoint){ ibar_mercator_longitude (mx), ibar_mercator_latitude (my) };
}

/**
 * ibar_feature_contains:
 * @area: an area
 * @point: [deg]
 *
 * Even-odd over all rings: holes and islands come out right without knowing which is which.
 *
 * Returns: whether the point lies in it
 */
gboolean
ibar_feature_contains (const IbarFeature *area, IbarPoint point)
{
  double x = ibar_mercator_x (point.longitude), y = ibar_mercator_y (point.latitude);
  gboolean inside = FALSE;

  if (!(x >= area->min_x && x <= area->max_x && y >= area->min_y && y <= area->max_y))
    return FALSE;
  for (guint part = 0; part < area->n_parts; part++)
    {
      guint n = area->starts[part + 1] - area->starts[part];
      const double *ring = area->points + 2 * (gsize) area->starts[part];

      for (guint i = 0, j = n - 1; i < n; j = i++)
        {
          double xi = ring[2 * i], yi = ring[2 * i + 1];
          double xj = ring[2 * j], yj = ring[2 * j + 1];

          if ((yi > y) != (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi)
            inside = !inside;
        }
    }
  return inside;
}

/**
 * ibar_feature_get_edge_distance:
 * @feature: an area or a line
 * @point: [deg]
 * @nearest: (out) (optional): the nearest point of its edges [deg]
 *
 * How far a point is from an edge. Which edge is nearest is found in Web Mercator, where a small
 * neighbourhood keeps its shape; the distance to it is geodesic.
 *
 * Returns: [m]
 *
 * **Cost:** O(vertices).
 */
double
ibar_feature_get_edge_distance (const IbarFeature *feature, IbarPoint point, IbarPoint *nearest)
{
  double x = ibar_mercator_x (point.longitude), y = ibar_mercator_y (point.latitude);
  double least = INFINITY, best_x = NAN, best_y = NAN;
  IbarPoint found;

  for (guint part = 0; part < feature->n_parts; part++)
    for (guint32 i = feature->starts[part]; i < feature->starts[part + 1]; i++)
      {
        const double *b = feature->points + 2 * i;
        const double *a = i > feature->starts[part] ? b - 2 : b;
        double dx = b[0] - a[0], dy = b[1] - a[1], length = dx * dx + dy * dy;
        double t = length > 0 ? CLAMP (((x - a[0]) * dx + (y - a[1]) * dy) / length, 0, 1) : 0;
        double px = a[0] + t * dx, py = a[1] + t * dy;
        double distance = (px - x) * (px - x) + (py - y) * (py - y);

        if (distance < least)
          {
            least = distance;
            best_x = px;
            best_y = py;
          }
      }
  found = (IbarPoint){ ibar_mercator_longitude (best_x), ibar_mercator_latitude (best_y) };
  if (nearest != NULL)
    *nearest = found;
  return ibar_geodesic_distance (point, found);
}
