/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IbarValueSets:
 *
 * A dictionary of sets of small integers: which actors an event has, which sources. The same few sets recur
 * a thousandfold, so a row holds the number of its set, a filter is decided once a set and not once a row,
 * and counts are taken by set and spread over the members at the end.
 */
typedef struct
{
  guint32 *starts; /* [n_sets - n_singles + 1] into values */
  guint32 *values; /* ascending within a set */
  guint32  n_sets; /* at least 1: the empty one is 0 at first, n_singles in the end */
  guint32  n_singles; /* below it, a set is its number alone and stored nowhere */
  guint32  n_allocated_sets;
  gsize    n_values;
  gsize    n_allocated_values;
  guint32 *table;  /* (nullable) open addressing, set number + 1, 0 = free; gone after freezing */
  guint32  table_mask;
} IbarValueSets;

IbarValueSets *ibar_value_sets_new      (void);
void           ibar_value_sets_free     (IbarValueSets *self);
guint32        ibar_value_sets_intern   (IbarValueSets *self,
                                         guint32       *values,
                                         guint          n_values);
void           ibar_value_sets_freeze   (IbarValueSets *self);
void           ibar_value_sets_renumber (IbarValueSets *self,
                                         guint32        n_singles,
                                         guint32       *rows,
                                         gsize          stride,
                                         guint          n_rows);
gsize          ibar_value_sets_get_size (IbarValueSets *self);

/* The members of a set; of one that is its number alone that number is the member, where it stands. */
static inline const guint32 *
ibar_value_sets_get (const IbarValueSets *self, const guint32 *set, guint *n_values)
{
  const guint32 *start;

  if (*set < self->n_singles)
    {
      *n_values = 1;
      return set;
    }
  start = self->starts + (*set - self->n_singles);
  *n_values = start[1] - start[0];
  return self->values + start[0];
}

/* Adds to a counter a value. */
static inline void
ibar_value_sets_count (const IbarValueSets *self, guint32 set, gint32 *counts, gint32 sign)
{
  if (set < self->n_singles)
    counts[set] += sign;
  else
    for (guint32 i = self->starts[set - self->n_singles]; i < self->starts[set - self->n_singles + 1]; i++)
      counts[self->values[i]] += sign;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarValueSets, ibar_value_sets_free)

G_END_DECLS
