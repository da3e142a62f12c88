/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the histogram's bars are made of: families of types, or kinds of actors. The counts by day are kept for one of the
 * two, incrementally as ever; changing over counts them anew, once. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-engine"

#include "ibar-engine-private.h"

#include <string.h>

static void
make_kind_totals (IbarEngine *self)
{
  ibar_day_counts_init (&self->kind_totals, self->key_sizes[IBAR_KEY_SINGLE]);
  for (guint32 row = 0; row < self->columns->n_rows; row++)
    ibar_day_counts_add (&self->kind_totals, self->columns, IBAR_STACK_ACTOR_KIND, row);
}

/**
 * ibar_engine_get_day_totals:
 * @self: an engine
 *
 * Returns: (transfer none): counts by day of all rows, stacked as the engine stacks
 */
const IbarDayCounts *
ibar_engine_get_day_totals (IbarEngine *self)
{
  return self->stacking == IBAR_STACK_ACTOR_KIND ? &self->kind_totals : &self->columns->day_totals;
}

/**
 * ibar_engine_set_stacking:
 * @self: an engine
 * @stacking: what the bars of the next results' histograms are made of
 *
 * **Thread:** the one the engine belongs to
 * **Cost:** O(n) if it is another than before
 */
void
ibar_engine_set_stacking (IbarEngine *self, IbarStacking stacking)
{
  const guint16 time = 1u << IBAR_DIMENSION_TIME;
  gsize size;

  g_return_if_fail (self != NULL);

  if (stacking == self->stacking)
    return;
  self->stacking = stacking;
  if (!self->columns->has_day_counts)
    return;
  if (stacking == IBAR_STACK_ACTOR_KIND && self->kind_totals.single == NULL)
    make_kind_totals (self);
  size = self->key_sizes[IBAR_KEY_SINGLE] * sizeof (guint32);
  memset (self->open.single, 0, size);
  memset (self->open.starts, 0, size);
  memset (self->open.ends, 0, size);
  for (guint32 row = 0; row < self->columns->n_rows; row++)
    if ((self->mask[row] & (guint16) ~time) == 0)
      ibar_day_counts_add (&self->open, self->columns, stacking, row);
  self->open_dirty = TRUE;
}

/**
 * ibar_result_get_stacking:
 * @self: a result
 *
 * Returns: what the bars of its histogram are made of
 */
IbarStacking
ibar_result_get_stacking (IbarResult *self)
{
  g_return_val_if_fail (self != NULL, IBAR_STACK_FAMILY);

  return self->stacking;
}

/**
 * ibar_result_get_group:
 * @self: a result
 * @row: a row
 *
 * Returns: which part of a bar of its histogram the row is counted in, less than %IBAR_N_FAMILIES
 */
guint
ibar_result_get_group (IbarResult *self, guint32 row)
{
  g_return_val_if_fail (self != NULL && row < self->columns->n_rows, 0);

  return ibar_columns_get_group (self->columns, self->stacking, row);
}
