/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-session.h"

G_BEGIN_DECLS

/* The engine of one collection with all it needs, so that a run that is under way in a worker outlives
 * the session's interest in it. Counted by atomic references; run by one thread at a time. */
typedef struct _IbarRunner IbarRunner;

/* What a run gives: the result with its list sorted, and where nothing passes the way out. */
typedef struct
{
  IbarResult *result;                   /* (owned) (nullable) */
  IbarSortKey sort_key;                 /* looking at the list in this order costs nothing any more */
  guint       gains[IBAR_N_DIMENSIONS]; /* where nothing passes: what clearing a dimension would show */
} IbarOutcome;

IbarRunner  *ibar_runner_new         (IbarCollection    *collection,
                                      IbarColumns       *columns,
                                      gboolean           bundled,
                                      GError           **error);
IbarRunner  *ibar_runner_ref         (IbarRunner        *self);
void         ibar_runner_unref       (IbarRunner        *self);
gboolean     ibar_runner_is_threaded (IbarRunner        *self);
IbarOutcome *ibar_runner_run         (IbarRunner        *self,
                                      const IbarFilter  *filter,
                                      IbarSortKey        sort_key,
                                      IbarStacking       stacking,
                                      GCancellable      *cancellable,
                                      GError           **error);
void         ibar_outcome_free       (IbarOutcome       *outcome);

/* The filter's dimensions, see IBAR_N_DIMENSIONS. */
gboolean     ibar_filter_has_dimension   (const IbarFilter *filter,
                                          guint             dimension);
void         ibar_filter_clear_dimension (IbarFilter       *filter,
                                          guint             dimension);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarRunner, ibar_runner_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarOutcome, ibar_outcome_free)

G_END_DECLS
