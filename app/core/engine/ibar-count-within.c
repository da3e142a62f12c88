/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many events a box holds, of all or of those that pass: down the quadtree that the Morton order is, whole cells by
 * rank. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-result"

#include "ibar-engine-private.h"

#include <math.h>

typedef struct
{
  const IbarColumns *columns;
  const IbarResult  *result;     /* (nullable) all events count */
  guint64            west, east; /* [2⁻³² of the world], east may run past the world's edge */
  guint32            north, south;
} BoxCount;

static gboolean
row_in_box (const BoxCount *box, guint32 row)
{
  guint64 x = box->columns->position[row].x;
  guint32 y = box->columns->position[row].y;

  if (box->result != NULL && (box->result->passing[row / 64] >> row % 64 & 1) == 0)
    return FALSE;
  if (y < box->north || y > box->south)
    return FALSE;
  return (x >= box->west && x <= box->east) || x + (G_GUINT64_CONSTANT (1) << 32) <= box->east;
}

static guint32
count_run (const BoxCount *box, guint32 first, guint32 end)
{
  return box->result != NULL ? ibar_result_count_run (box->result, first, end) : end - first;
}

/* Rows of the cell's run that count and lie in the box: whole cells by rank, down where an edge passes. */
static guint32
count_in_box (const BoxCount *box, guint32 first, guint32 end, guint32 level)
{
  const IbarColumns *columns = box->columns;
  guint64 west, east, turn = G_GUINT64_CONSTANT (1) << 32;
  guint32 north, south, half, a, b;

  if (count_run (box, first, end) == 0)
    return 0;
  if (end - first <= 16 || level == 0)
    {
      guint32 count = 0;

      for (guint32 row = first; row < end; row++)
        count += row_in_box (box, row);
      return count;
    }
  west = level == 32 ? 0 : (guint64) (columns->position[first].x >> level) << level;
  north = level == 32 ? 0 : columns->position[first].y >> level << level;
  east = west + (turn >> (32 - level)) - 1;
  south = north + (guint32) ((turn >> (32 - level)) - 1);
  if (south < box->north || north > box->south
      || ((east < box->west || west > box->east) && west + turn > box->east))
    return 0;
  if (north >= box->north && south <= box->south
      && ((west >= box->west && east <= box->east) || east + turn <= box->east))
    return count_run (box, first, end);
  level--;
  half = ibar_columns_split_run (columns, 1, level, first, end);
  a = ibar_columns_split_run (columns, 0, level, first, half);
  b = ibar_columns_split_run (columns, 0, level, half, end);
  return count_in_box (box, first, a, level) + count_in_box (box, a, half, level)
         + count_in_box (box, half, b, level) + count_in_box (box, b, end, level);
}

static guint
count_within (BoxCount *box, const IbarExtent *extent)
{
  double width = extent->east - extent->west;

  if (ibar_extent_is_empty (extent))
    return 0;
  if (width < 0.0)
    width += 360.0;
  /* Rounded as positions are, so that what lies on an edge is inside. */
  box->west = (guint32) (gint64) floor (ibar_mercator_x (extent->west) * 4294967296.0 + 0.5);
  box->east = box->west + (guint64) floor (MIN (width, 360.0) / 360.0 * 4294967296.0 + 0.5);
  box->north = MIN (floor (ibar_mercator_y (extent->north) * 4294967296.0 + 0.5), 4294967295.0);
  box->south = MIN (floor (ibar_mercator_y (extent->south) * 4294967296.0 + 0.5), 4294967295.0);
  return count_in_box (box, 0, box->columns->n_placed, 32);
}

/**
 * ibar_columns_get_n_within:
 * @self: columns
 * @extent: a box [deg]
 *
 * Returns: how many events have a position in the box
 *
 * **Cost:** O(cells along the box's edges), independent of the number of events
 */
guint
ibar_columns_get_n_within (IbarColumns *self, const IbarExtent *extent)
{
  g_return_val_if_fail (self != NULL && extent != NULL, 0);

  return count_within (&(BoxCount){ .columns = self }, extent);
}

/**
 * ibar_result_get_n_outside:
 * @self: a result
 * @extent: a box [deg]
 *
 * Returns: how many passing events have a position that is not in the box
 *
 * **Cost:** O(cells along the box's edges), independent of the number of events
 */
guint
ibar_result_get_n_outside (IbarResult *self, const IbarExtent *extent)
{
  g_return_val_if_fail (self != NULL && extent != NULL, 0);

  return ibar_result_count_run (self, 0, self->columns->n_placed)
         - count_within (&(BoxCount){ .columns = self->columns, .result = self }, extent);
}
