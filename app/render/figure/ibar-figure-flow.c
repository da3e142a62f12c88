/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Blocks through columns: fill, balance, and page by page.
 *
 * A block is never broken, and one that belongs to the next (a heading) never ends a column. A
 * block taller than a whole column stands in it alone: better to run over than to vanish. A section
 * is what stands under a heading; its heading goes over all columns, which begin on one line below
 * it and end at about the same height, and the next section begins below that. */

#define G_LOG_DOMAIN "ibar-figure-flow"

#include "config.h"

#include "ibar-figure-flow.h"

#include <math.h>

/* A section is not begun on what is left of a page, if that is less than this share of it. */
#define LEAST_BEGIN 0.12

/* What must stand together from a block on: it, and as long as a block clings to the next, that. */
static double
get_height_with_next (GPtrArray *blocks, guint first, guint end, gboolean at_top)
{
  double height = 0;

  for (guint i = first; i < end; i++)
    {
      const IbarBlock *block = blocks->pdata[i];

      height += block->height + (i == first && at_top ? 0 : block->before);
      if (!block->keep_with_next)
        break;
    }
  return height;
}

static void
place (GArray *placed, guint page, const IbarBlock *block, double x, double y)
{
  IbarPlacedBlock at = { page, block, x, y };

  if (placed != NULL)
    g_array_append_val (placed, at);
}

/* Where a table goes on in another column, its head is repeated. Returns the height of that. */
static double
place_head (const IbarBlock *block, const IbarColumnSet *set, guint page, double x, GArray *placed)
{
  if (block->head == NULL)
    return 0;
  place (placed, page, block->head, x, set->y);
  return block->head->height;
}

/**
 * ibar_flow_fill:
 * @blocks: (element-type IbarBlock): in reading order
 * @next: (inout): the first block to place; afterwards the first that found no room
 * @end: the first block that does not belong to them
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
                guint end,
                const IbarColumnSet *set,
                guint page,
                GArray *placed)
{
  double fullest = 0;

  for (guint c = 0; c < set->n && *next < end; c++)
    {
      double x = set->x + c * (set->column + set->gap), y = 0;

      while (*next < end)
        {
          const IbarBlock *block = blocks->pdata[*next];
          double head = y == 0 && block->head != NULL ? block->head->height : 0;
          gboolean top = y == 0 && head == 0;

          if ((y > 0 || !set->whole_page)
              && y + head + get_height_with_next (blocks, *next, end, top) > set->height + 0.01)
            break;
          if (y == 0)
            y += place_head (block, set, page, x, placed);
          y += y > 0 ? block->before : 0;
          place (placed, page, block, x, set->y + y);
          y += block->height;
          (*next)++;
        }
      fullest = MAX (fullest, y);
    }
  return fullest;
}

static gboolean
fits (GPtrArray *blocks, guint first, guint end, const IbarColumnSet *set, double height)
{
  IbarColumnSet tried = *set;
  guint next = first;

  tried.height = height;
  tried.whole_page = FALSE;
  return ibar_flow_fill (blocks, &next, end, &tried, 0, NULL) <= height + 0.01 && next == end;
}

/**
 * ibar_flow_balance:
 * @blocks: (element-type IbarBlock): in reading order
 * @first: the first block to place
 * @end: the first block that does not belong to them
 * @set: the columns; their height is not looked at
 * @most: the height there is [pt]
 *
 * Finds how low the columns can be made so that all end at about the same height.
 *
 * Returns: a height [pt], or INFINITY where even @most is too low
 */
double
ibar_flow_balance (GPtrArray *blocks,
                   guint first,
                   guint end,
                   const IbarColumnSet *set,
                   double most)
{
  double low = 0, high = most;

  if (!fits (blocks, first, end, set, most))
    return INFINITY;
  while (high - low > 1)
    {
      double middle = (low + high) / 2;

      if (fits (blocks, first, end, set, middle))
        high = middle;
      else
        low = middle;
    }
  return high;
}

/* The block after a section: the next that goes over all columns, behind those it begins with. */
static guint
find_section_end (GPtrArray *blocks, guint first)
{
  guint i = first;

  while (i < blocks->len && ((IbarBlock *) blocks->pdata[i])->spans)
    i++;
  while (i < blocks->len && !((IbarBlock *) blocks->pdata[i])->spans)
    i++;
  return i;
}

/* The blocks at a section's begin that go over all columns. Returns their height. */
static double
place_spanning (GPtrArray *blocks,
                guint *next,
                guint end,
                const IbarColumnSet *set,
                guint page,
                gboolean at_top,
                GArray *placed)
{
  double y = 0;

  for (; *next < end && ((IbarBlock *) blocks->pdata[*next])->spans; (*next)++)
    {
      const IbarBlock *block = blocks->pdata[*next];

      y += y > 0 || !at_top ? block->before : 0;
      place (placed, page, block, set->x, set->y + y);
      y += block->height;
    }
  return y;
}

/* As much of one section as the columns hold. Returns the height taken, 0 where nothing fits. */
static double
place_section (GPtrArray *blocks,
               guint *next,
               guint end,
               const IbarColumnSet *set,
               guint page,
               gboolean at_top,
               GArray *placed)
{
  IbarColumnSet below = *set;
  guint n_before = placed != NULL ? placed->len : 0, first = *next;
  double heading = place_spanning (blocks, next, end, set, page, at_top, placed);
  double height = 0;
  guint body = *next;

  below.y += heading;
  below.height -= heading;
  if (below.height > 0)
    below.height = MIN (below.height,
                        ibar_flow_balance (blocks, body, end, &below, below.height));
  if (below.height > 0 || set->whole_page)
    height = ibar_flow_fill (blocks, next, end, &below, page, placed);
  if (*next > body || body == end)
    return heading + height;
  *next = first; /* a heading alone is none */
  if (placed != NULL)
    g_array_set_size (placed, n_before);
  return 0;
}

/**
 * ibar_flow_page:
 * @blocks: (element-type IbarBlock): in reading order
 * @next: (inout): the first block to place; afterwards the first that found no room
 * @set: the columns
 * @page: of the columns
 * @placed: (nullable): where they stand is appended here
 *
 * Places section below section, as many as fit.
 *
 * Returns: how far the last reaches [pt]
 */
double
ibar_flow_page (GPtrArray *blocks,
                guint *next,
                const IbarColumnSet *set,
                guint page,
                GArray *placed)
{
  double y = 0;

  while (*next < blocks->len)
    {
      guint end = find_section_end (blocks, *next);
      IbarColumnSet rest = *set;
      double taken;

      rest.y += y;
      rest.height -= y;
      rest.whole_page = set->whole_page && y == 0;
      if (y > 0 && rest.height < set->height * LEAST_BEGIN)
        break;
      taken = place_section (blocks, next, end, &rest, page, y == 0, placed);
      y += taken;
      if (taken <= 0 || *next < end)
        break;
    }
  return y;
}

/**
 * ibar_flow_measure:
 * @blocks: (element-type IbarBlock): in reading order
 * @set: the columns; their height is not looked at
 * @most: the height there is [pt]
 *
 * Returns: the height that all blocks take [pt], or INFINITY where @most is too low
 */
double
ibar_flow_measure (GPtrArray *blocks, const IbarColumnSet *set, double most)
{
  IbarColumnSet tried = *set;
  guint next = 0;
  double height;

  tried.height = most;
  tried.whole_page = FALSE;
  height = ibar_flow_page (blocks, &next, &tried, 0, NULL);
  return next == blocks->len ? height : INFINITY;
}
