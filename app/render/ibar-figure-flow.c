/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Blocks through columns: fill, and balance.
 *
 * A block is never broken, and one that belongs to the next (a heading) never ends a column. A
 * block taller than a whole column stands in it alone: better to run over than to vanish. */

#define G_LOG_DOMAIN "ibar-figure-flow"

#include "config.h"

#include "ibar-figure-flow.h"

#include <math.h>

/* What must stand together from a block on: it, and as long as a block clings to the next, that. */
static double
get_height_with_next (GPtrArray *blocks, guint first, gboolean at_top)
{
  double height = 0;

  for (guint i = first; i < blocks->len; i++)
    {
      const IbarBlock *block = blocks->pdata[i];

      height += block->height + (i == first && at_top ? 0 : block->before);
      if (!block->keep_with_next)
        break;
    }
  return height;
}

/**
 * ibar_flow_fill:
 * @blocks: (element-type IbarBlock): in reading order
 * @next: (inout): the first block to place; afterwards the first that found no room
 * @set: the columns
 * @page: of the columns
 * @placed: (nullable): where they stand is appended here
 *
 * Fills the columns one after the other.
 *
 * Returns: how far the fullest column reaches [pt]
 */
double
ibar_flow_fill (GPtrArray *blocks,
                guint *next,
                const IbarColumnSet *set,
                guint page,
                GArray *placed)
{
  double fullest = 0;

  for (guint c = 0; c < set->n && *next < blocks->len; c++)
    {
      double y = 0;

      while (*next < blocks->len)
        {
          const IbarBlock *block = blocks->pdata[*next];
          IbarPlacedBlock at = { page, block, set->x + c * (set->column + set->gap), 0 };

          if ((y > 0 || !set->whole_page)
              && y + get_height_with_next (blocks, *next, y == 0) > set->height + 0.01)
            break;
          y += y > 0 ? block->before : 0;
          at.y = set->y + y;
          if (placed != NULL)
            g_array_append_val (placed, at);
          y += block->height;
          (*next)++;
        }
      fullest = MAX (fullest, y);
    }
  return fullest;
}

static gboolean
fits (GPtrArray *blocks, guint first, const IbarColumnSet *set, double height)
{
  IbarColumnSet tried = *set;
  guint next = first;

  tried.height = height;
  tried.whole_page = FALSE;
  return ibar_flow_fill (blocks, &next, &tried, 0, NULL) <= height + 0.01 && next == blocks->len;
}

/**
 * ibar_flow_balance:
 * @blocks: (element-type IbarBlock): in reading order
 * @first: the first block to place
 * @set: the columns; their height is not looked at
 * @most: the height there is [pt]
 *
 * Finds how low the columns can be made so that all end at about the same height.
 *
 * Returns: a height [pt], or INFINITY where even @most is too low
 */
double
ibar_flow_balance (GPtrArray *blocks, guint first, const IbarColumnSet *set, double most)
{
  double low = 0, high = most;

  if (!fits (blocks, first, set, most))
    return INFINITY;
  while (high - low > 1)
    {
      double middle = (low + high) / 2;

      if (fits (blocks, first, set, middle))
        high = middle;
      else
        low = middle;
    }
  return high;
}
