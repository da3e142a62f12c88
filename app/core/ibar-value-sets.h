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
  guint32 *starts; /* [n_sets + 1] into values */
  guint32 *values; /* ascending within a set */
  guint32  n_sets; /* at least 1: set 0 is the empty one */
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
                                         guint32       *rows,
                                         gsize          stride,
                                         guint          n_rows);
gsize          ibar_value_sets_get_size (IbarValueSets *self);

static inline const guint32 *
ibar_value_sets_get (const IbarValueSets *self, guint32 set, guint *n_values)
{
  *n_values = self->starts[set + 1] - self->starts[set];
  return self->values + self->starts[set];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarValueSets, ibar_value_sets_free)

G_END_DECLS
