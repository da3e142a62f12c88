/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which rows lie in a ring: down the quadtree that the Morton order is.
 *
 * A cell that no edge enters lies in the ring as a whole or not at all, and its rows are one run: so the cost
 * follows the length of the ring, not the number of rows. Edges are straight in longitude and latitude
 * (ibar_ring_contains()); a cell is a rectangle in those too.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-predicate"

#include "ibar-predicate.h"

#include <math.h>

/* Runs of fewer rows are tested one by one. */
#define FEW_ROWS 16

typedef struct
{
  IbarColumns  *columns;
  const GArray *ring;
  guint64      *bits;
} AreaWalk;

static void
set_run (guint64 *bits, guint32 first, guint32 end)
{
  for (guint32 row = first; row < end;)
    {
      if (row % 64 == 0 && end - row >= 64)
        {
          bits[row / 64] = G_MAXUINT64;
          row += 64;
          continue;
        }
      bits[row / 64] |= G_GUINT64_CONSTANT (1) << row % 64;
      row++;
    }
}

static gboolean
segment_meets_box (IbarPoint a, IbarPoint b, double turn, const IbarExtent *box)
{
  const double from[2] = { a.longitude + turn, a.latitude }, to[2] = { b.longitude + turn, b.latitude };
  const double low[2] = { box->west, box->south }, high[2] = { box->east, box->north };
  double enter, leave;

  return ibar_segment_clip (from, to, low, high, &enter, &leave);
}

static gboolean
ring_enters_box (const GArray *ring, const IbarExtent *box)
{
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    for (int turn = -1; turn <= 1; turn++)
      if (segment_meets_box (g_array_index (ring, IbarPoint, j), g_array_index (ring, IbarPoint, i), 360.0 * turn,
                             box))
        return TRUE;
  return FALSE;
}

static gboolean
ring_contains_row (const AreaWalk *walk, guint32 row)
{
  return ibar_ring_contains ((const IbarPoint *) (const void *) walk->ring->data, walk->ring->len,
                             ibar_columns_get_point (walk->columns, row));
}

/* In Morton order what lies between two equal positions is equal to them. Beyond the latitudes that the projection
 * holds, equal positions may still be different points. */
static gboolean
is_one_position (const IbarColumns *columns, guint32 first, guint32 end)
{
  const IbarPosition *a = &columns->position[first], *b = &columns->position[end - 1];

  return columns->polar == NULL && a->x == b->x && a->y == b->y;
}

static void
test_rows (const AreaWalk *walk, guint32 first, guint32 end)
{
  for (guint32 row = first; row < end; row++)
    if (ring_contains_row (walk, row))
      walk->bits[row / 64] |= G_GUINT64_CONSTANT (1) << row % 64;
}

/* level: 32 is the world, 0 a single position. The box is a hair wider than the cell, for the rounding of
 * positions. */
static void
walk_cell (const AreaWalk *walk, guint32 first, guint32 end, guint32 level)
{
  const IbarColumns *columns = walk->columns;
  double west, north, size = exp2 ((int) level - 32), slack = 1e-9;
  IbarExtent box;
  guint32 split, half;

  if (first == end)
    return;
  if (end - first <= FEW_ROWS || (level == 0 && columns->polar != NULL))
    {
      test_rows (walk, first, end);
      return;
    }
  if (is_one_position (columns, first, end)) /* a town that a hundred thousand events name */
    {
      if (ring_contains_row (walk, first))
        set_run (walk->bits, first, end);
      return;
    }
  west = level == 32 ? 0.0 : (columns->position[first].x >> level) * size;
  north = level == 32 ? 0.0 : (columns->position[first].y >> level) * size;
  box.west = ibar_mercator_longitude (west - slack);
  box.east = ibar_mercator_longitude (west + size + slack);
  box.north = north <= 0.0 ? 90.0 : ibar_mercator_latitude (north - slack);
  box.south = north + size >= 1.0 ? -90.0 : ibar_mercator_latitude (north + size + slack);
  if (!ring_enters_box (walk->ring, &box))
    {
      if (ring_contains_row (walk, first))
        set_run (walk->bits, first, end);
      return;
    }
  level--;
  half = ibar_columns_split_run (columns, 1, level, first, end);
  split = ibar_columns_split_run (columns, 0, level, first, half);
  walk_cell (walk, first, split, level);
  walk_cell (walk, split, half, level);
  split = ibar_columns_split_run (columns, 0, level, half, end);
  walk_cell (walk, half, split, level);
  walk_cell (walk, split, end, level);
}

/**
 * ibar_predicate_new_area:
 * @columns: the columns
 * @ring: (nullable): of #IbarPoint, see ibar_ring_contains()
 *
 * Passes what lies in the ring; what is not placed does not pass.
 *
 * Returns: (transfer full) (nullable): the predicate, %NULL without a ring
 *
 * **Cost:** O(p · e + k) for p cells along the ring, e edges and k rows in it
 */
IbarPredicate *
ibar_predicate_new_area (IbarColumns *columns, const GArray *ring)
{
  AreaWalk walk = { columns, ring, NULL };

  if (ring == NULL)
    return NULL;
  walk.bits = g_new0 (guint64, MAX (columns->n_words, 1));
  walk_cell (&walk, 0, columns->n_placed, 32);
  return ibar_predicate_new_bits (walk.bits);
}
