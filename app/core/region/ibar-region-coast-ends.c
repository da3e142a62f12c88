/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Closes coastlines that end within the box.
 *
 * An extract ends somewhere, and where a coastline is cut is seldom quite the edge of the box that somebody typed. An end
 * that lies near the edge is led there straight; where a piece is missing between two lines, a gap that is as short is
 * closed, from the end of one to the beginning of the other, never against the direction in which they are drawn. What is
 * further away stays open: nobody can say where that coast goes on. */

#define G_LOG_DOMAIN "ibar-region-coast-ends"

#include "config.h"

#include "ibar-region-coast-ends.h"

#include <math.h>

#include "ibar-osm-tags.h"

#define NEAR 0.05 /* of the box's shorter side */

/* An end of a line within the box at which no other line goes on. */
typedef struct
{
  double x, y;
  gboolean is_start;
  gboolean closed;
} End;

/* How many more lines begin than end there: lines that meet cancel out. */
static void
count_end (GHashTable *balance, double x, double y, int step)
{
  guint64 key = ibar_osm_get_node_key (x, y);
  int *count = g_hash_table_lookup (balance, &key);

  if (count == NULL)
    {
      count = g_new0 (int, 1);
      g_hash_table_insert (balance, g_memdup2 (&key, sizeof key), count);
    }
  *count += step;
}

static void
add_end (GArray *ends, GHashTable *balance, const IbarExtent *box, double x, double y, gboolean is_start)
{
  const End end = { x, y, is_start, FALSE };
  guint64 key = ibar_osm_get_node_key (x, y);
  int *count = g_hash_table_lookup (balance, &key);

  if (count == NULL || *count == 0 || (*count > 0) != is_start || x <= box->west || x >= box->east || y <= box->south
      || y >= box->north)
    return;
  *count -= is_start ? 1 : -1;
  g_array_append_val (ends, end);
}

static GArray *
find_ends (OGRGeometryH lines, const IbarExtent *box)
{
  g_autoptr (GHashTable) balance = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (End));

  for (int pass = 0; pass < 2; pass++)
    for (int i = 0; i < OGR_G_GetGeometryCount (lines); i++)
      {
        OGRGeometryH line = OGR_G_GetGeometryRef (lines, i);
        int last = OGR_G_GetPointCount (line) - 1;
        double x0, y0, x1, y1;

        if (last < 1)
          continue;
        x0 = OGR_G_GetX (line, 0), y0 = OGR_G_GetY (line, 0);
        x1 = OGR_G_GetX (line, last), y1 = OGR_G_GetY (line, last);
        if (pass == 0)
          {
            count_end (balance, x0, y0, +1);
            count_end (balance, x1, y1, -1);
            continue;
          }
        add_end (ends, balance, box, x0, y0, TRUE);
        add_end (ends, balance, box, x1, y1, FALSE);
      }
  return ends;
}

static void
add_line (OGRGeometryH lines, double x0, double y0, double x1, double y1)
{
  OGRGeometryH line = OGR_G_CreateGeometry (wkbLineString);

  OGR_G_AddPoint_2D (line, x0, y0);
  OGR_G_AddPoint_2D (line, x1, y1);
  OGR_G_AddGeometryDirectly (lines, line);
}

/* The nearest point of the edge, a little beyond it so that the lines cross. */
static double
find_edge (const End *end, const IbarExtent *box, double *x, double *y)
{
  const double away[] = { end->x - box->west, box->east - end->x, end->y - box->south, box->north - end->y };
  const double past = 1e-6;
  int nearest = 0;

  for (int i = 1; i < 4; i++)
    nearest = away[i] < away[nearest] ? i : nearest;
  *x = nearest == 0 ? box->west - past : nearest == 1 ? box->east + past : end->x;
  *y = nearest == 2 ? box->south - past : nearest == 3 ? box->north + past : end->y;
  return away[nearest];
}

/* The nearest beginning of another line, for the end of one; NULL if none is within reach. */
static End *
find_partner (GArray *ends, const End *end, double reach)
{
  End *nearest = NULL;

  for (guint i = 0; i < ends->len; i++)
    {
      End *other = &g_array_index (ends, End, i);
      double away = hypot (other->x - end->x, other->y - end->y);

      if (!other->is_start || other->closed || away > reach)
        continue;
      nearest = other;
      reach = away;
    }
  return nearest;
}

guint
ibar_region_close_coasts (OGRGeometryH lines, const IbarRegionBox *box)
{
  const IbarExtent *extent = &box->extent;
  double reach = NEAR * MIN (extent->east - extent->west, extent->north - extent->south);
  g_autoptr (GArray) ends = find_ends (lines, extent);
  guint n_open = 0;
  double x, y;

  for (guint i = 0; i < ends->len; i++)
    {
      End *end = &g_array_index (ends, End, i);
      End *partner = end->is_start || end->closed
                         ? NULL
                         : find_partner (ends, end, MIN (reach, find_edge (end, extent, &x, &y)));

      if (partner == NULL)
        continue;
      add_line (lines, end->x, end->y, partner->x, partner->y);
      end->closed = partner->closed = TRUE;
    }
  for (guint i = 0; i < ends->len; i++)
    {
      End *end = &g_array_index (ends, End, i);

      if (end->closed)
        continue;
      if (find_edge (end, extent, &x, &y) > reach)
        n_open++;
      else if (end->is_start)
        add_line (lines, x, y, end->x, end->y);
      else
        add_line (lines, end->x, end->y, x, y);
    }
  return n_open;
}
