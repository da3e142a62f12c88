/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-columns-private.h"
#include "ibar-engine.h"

G_BEGIN_DECLS

/* The filter's dimensions: the facets, then these. Bit d of a row's mask: dimension d hides it. */
#define IBAR_DIMENSION_TIME ((guint) IBAR_N_FACETS)
#define IBAR_DIMENSION_TEXT ((guint) IBAR_N_FACETS + 1)
#define IBAR_DIMENSION_AREA ((guint) IBAR_N_FACETS + 2)
#define IBAR_N_DIMENSIONS ((guint) IBAR_N_FACETS + 3)

/**
 * IbarPredicate:
 *
 * One dimension of a filter resolved against the columns: which rows it hides. Immutable, shared between
 * the engine and its results by reference. No predicate (%NULL) hides nothing.
 */
typedef struct
{
  gatomicrefcount ref_count;
  const IbarPackedKeys *keys; /* (nullable) not owned */
  IbarColumnKey   key;       /* which of them */
  guint8         *fail;      /* [n_keys] by key: 1 hides */
  const IbarShortSpan *short_span; /* (nullable) not owned */
  const IbarSpan *span;      /* (nullable) not owned */
  guint32         low, high; /* days: passes when start < high and end >= low; indices of days */
  guint64        *bits;      /* (nullable) [n_words] by row: 1 passes */
} IbarPredicate;

IbarPredicate *ibar_predicate_new_terms (IbarColumns           *columns,
                                         IbarFacet              facet,
                                         const IbarFilterTerms *terms);
IbarPredicate *ibar_predicate_new_days  (IbarColumns           *columns,
                                         IbarDay                from,
                                         IbarDay                to);
IbarPredicate *ibar_predicate_new_area  (IbarColumns           *columns,
                                         const GArray          *ring);
IbarPredicate *ibar_predicate_new_text  (IbarColumns           *columns,
                                         IbarCollection        *collection,
                                         const char            *text,
                                         GCancellable          *cancellable,
                                         GError               **error);
IbarPredicate *ibar_predicate_new_bits  (guint64               *bits);
IbarPredicate *ibar_predicate_ref       (IbarPredicate         *self);
void           ibar_predicate_unref     (IbarPredicate         *self);
gsize          ibar_predicate_get_size  (const IbarPredicate   *self,
                                         const IbarColumns     *columns);

static inline gboolean
ibar_predicate_hides (const IbarPredicate *self, guint32 row)
{
  if (self == NULL)
    return FALSE;
  if (self->keys != NULL)
    return self->fail[ibar_packed_keys_get_one (self->keys, row, self->key)];
  if (self->bits != NULL)
    return !(self->bits[row / 64] >> row % 64 & 1);
  if (self->short_span != NULL) /* IBAR_SHORT_NONE is below no edge */
    return !(self->short_span[row].start < self->high && self->short_span[row].end >= self->low);
  return !(self->span[row].start < self->high && self->span[row].end >= self->low);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarPredicate, ibar_predicate_unref)

G_END_DECLS
