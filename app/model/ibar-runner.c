/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs the engine for the session, here or in a worker.
 *
 * A small collection answers within a fraction of a frame, so its runs happen on the spot. A large one
 * gets a connection of its own for the text search, because a worker must not share the main thread's.
 * A run also sorts the list, which is the one thing that reading a result would otherwise wait for. */

#define G_LOG_DOMAIN "ibar-runner"

#include "config.h"

#include "ibar-runner.h"

/* [rows] from here on the engine runs in a worker: a search that finds as many words takes some 4 ms */
#define THREADED_FROM 10000

struct _IbarRunner
{
  IbarCollection *collection; /* (owned) the engine's own connection where threaded */
  IbarColumns    *columns;    /* (owned) */
  IbarEngine     *engine;     /* (owned) */
  IbarResult     *last;       /* (owned) (nullable) of the run before */
  gboolean        threaded;
};

gboolean
ibar_filter_has_dimension (const IbarFilter *filter, guint dimension)
{
  switch (dimension)
    {
    case IBAR_DIMENSION_TIME:
      return filter->from != IBAR_DAY_NONE || filter->to != IBAR_DAY_NONE;
    case IBAR_DIMENSION_TEXT:
      return filter->text != NULL;
    case IBAR_DIMENSION_AREA:
      return filter->area != NULL;
    default:
      return filter->terms[dimension].include->len > 0 || filter->terms[dimension].exclude->len > 0;
    }
}

void
ibar_filter_clear_dimension (IbarFilter *filter, guint dimension)
{
  switch (dimension)
    {
    case IBAR_DIMENSION_TIME:
      ibar_filter_set_dates (filter, IBAR_DAY_NONE, IBAR_DAY_NONE);
      break;
    case IBAR_DIMENSION_TEXT:
      ibar_filter_set_text (filter, NULL);
      break;
    case IBAR_DIMENSION_AREA:
      ibar_filter_set_area (filter, NULL, 0);
      break;
    default:
      ibar_filter_clear_facet (filter, (IbarFacet) dimension);
      break;
    }
}

static void
runner_clear (gpointer data)
{
  IbarRunner *self = data;

  g_clear_pointer (&self->last, ibar_result_unref);
  g_clear_pointer (&self->engine, ibar_engine_free);
  g_clear_pointer (&self->columns, ibar_columns_unref);
  g_clear_pointer (&self->collection, ibar_collection_unref);
}

/* Tries the filter without each of its dimensions; the engine is left at the filter itself. */
static gboolean
measure_gains (IbarRunner *self,
               const IbarFilter *filter,
               guint *gains,
               GCancellable *cancellable,
               GError **error)
{
  for (guint d = 0; d < IBAR_N_DIMENSIONS; d++)
    {
      g_autoptr (IbarFilter) loosened = NULL;
      g_autoptr (IbarResult) result = NULL;

      if (!ibar_filter_has_dimension (filter, d))
        continue;
      loosened = ibar_filter_copy (filter);
      ibar_filter_clear_dimension (loosened, d);
      result = ibar_engine_run (self->engine, loosened, cancellable, error);
      if (result == NULL)
        return FALSE;
      gains[d] = ibar_result_get_n_passing (result);
    }
  return TRUE;
}

/**
 * ibar_runner_new:
 * @collection: the collection, its vocabulary read
 * @columns: its columns
 * @bundled: whether the file may be taken as immutable
 * @error: return location
 *
 * Makes the engine, with a second connection to the file where the collection is large.
 *
 * Returns: (transfer full): the runner, or NULL with @error set
 *
 * Thread: any, as long as nobody else uses @collection meanwhile.
 */
IbarRunner *
ibar_runner_new (IbarCollection *collection, IbarColumns *columns, gboolean bundled, GError **error)
{
  IbarRunner *self = g_atomic_rc_box_new0 (IbarRunner);

  self->threaded = ibar_columns_get_n_rows (columns) >= THREADED_FROM;
  self->columns = ibar_columns_ref (columns);
  if (self->threaded)
    self->collection
        = ibar_collection_open (ibar_collection_get_path (collection),
                                bundled ? IBAR_COLLECTION_IMMUTABLE : IBAR_COLLECTION_READ_ONLY,
                                error);
  else
    self->collection = ibar_collection_ref (collection);
  if (self->collection == NULL)
    {
      ibar_runner_unref (self);
      return NULL;
    }
  self->engine = ibar_engine_new (self->collection, columns);
  return self;
}

IbarRunner *
ibar_runner_ref (IbarRunner *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
ibar_runner_unref (IbarRunner *self)
{
  g_atomic_rc_box_release_full (self, runner_clear);
}

gboolean
ibar_runner_is_threaded (IbarRunner *self)
{
  return self->threaded;
}

/* Filters, unless the filter is that of the run before: then only the order of the list is new. */
static IbarResult *
run_engine (IbarRunner *self, const IbarFilter *filter, IbarStacking stacking, GCancellable *cancellable, GError **error)
{
  IbarResult *result;

  ibar_engine_set_stacking (self->engine, stacking);
  if (self->last != NULL && ibar_result_get_stacking (self->last) == stacking
      && ibar_filter_equal (filter, ibar_result_get_filter (self->last)))
    return ibar_result_ref (self->last);
  result = ibar_engine_run (self->engine, filter, cancellable, error);
  if (result == NULL)
    return NULL;
  g_clear_pointer (&self->last, ibar_result_unref);
  self->last = ibar_result_ref (result);
  return result;
}

/**
 * ibar_runner_run:
 * @self: a runner
 * @filter: what is asked
 * @sort_key: what the list is sorted by
 * @stacking: what the histogram's bars are made of
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Runs the engine, sorts the list (and that by date, which the timeline reads) and, where nothing passes,
 * measures what each dimension's clearing would give.
 *
 * Returns: (transfer full): the outcome, or NULL with @error set
 *
 * Thread: one at a time.
 */
IbarOutcome *
ibar_runner_run (IbarRunner *self, const IbarFilter *filter, IbarSortKey sort_key, IbarStacking stacking,
                 GCancellable *cancellable, GError **error)
{
  g_autoptr (IbarOutcome) outcome = g_new0 (IbarOutcome, 1);

  outcome->sort_key = sort_key;
  outcome->result = run_engine (self, filter, stacking, cancellable, error);
  if (outcome->result == NULL)
    return NULL;
  ibar_result_prepare_list (outcome->result, sort_key);
  ibar_result_prepare_list (outcome->result, IBAR_SORT_DATE);
  if (ibar_result_get_n_passing (outcome->result) == 0 && !ibar_filter_is_empty (filter)
      && !measure_gains (self, filter, outcome->gains, cancellable, error))
    return NULL;
  return g_steal_pointer (&outcome);
}

void
ibar_outcome_free (IbarOutcome *outcome)
{
  g_clear_pointer (&outcome->result, ibar_result_unref);
  g_free (outcome);
}
