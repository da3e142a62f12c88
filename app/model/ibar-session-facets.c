/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the facets get their values.
 *
 * Of a small collection at once. Of a large one a worker names and sorts them, one facet after the other; what was
 * there stays until then, so that nothing jumps when a file is read again. Types are made at once: they are few, and
 * rows look theirs up. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

#include <string.h>

typedef struct
{
  guint           round;
  IbarFacet       facet;
  IbarValueLabels labels;
  IbarCollection *collection; /* (owned) the vocabulary's */
  IbarRegion     *region;     /* (owned) (nullable) */
  IbarColumns    *columns;    /* (owned) */
  guint32        *totals;     /* shape [n_values] */
} FillJob;

static void fill_next (IbarSession *self);

static void
fill_job_free (gpointer data)
{
  FillJob *job = data;

  ibar_columns_unref (job->columns);
  ibar_region_unref (job->region);
  ibar_collection_unref (job->collection);
  g_free (job->totals);
  g_free (job);
}

static void
fill_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FillJob *job = data;
  IbarFacetTree *tree = ibar_facet_tree_new (&job->labels, job->columns, job->facet, job->totals);

  ibar_facet_tree_fold (tree);
  g_task_return_pointer (task, tree, (GDestroyNotify) ibar_facet_tree_free);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarSession) self = IBAR_SESSION (data);
  FillJob *job = g_task_get_task_data (G_TASK (result));
  IbarFacetTree *tree = g_task_propagate_pointer (G_TASK (result), NULL);

  self->filling = FALSE;
  if (job->round == self->fill_round)
    {
      self->empty_facets &= ~(1u << job->facet);
      ibar_facet_list_take (self->facets[job->facet], tree);
    }
  else
    ibar_facet_tree_free (tree);
  fill_next (self);
}

static void
fill_next (IbarSession *self)
{
  g_autoptr (GTask) task = NULL;
  FillJob *job;
  guint n_values;

  if (self->filling || self->empty_facets == 0)
    return;
  job = g_new0 (FillJob, 1);
  job->round = self->fill_round;
  job->facet = (IbarFacet) g_bit_nth_lsf (self->empty_facets, -1);
  job->labels = ibar_session_get_value_labels (self);
  job->collection = ibar_collection_ref (self->collection);
  job->region = self->region != NULL ? ibar_region_ref (self->region) : NULL;
  job->columns = ibar_columns_ref (self->columns);
  n_values = ibar_columns_get_n_values (self->columns, job->facet);
  job->totals = g_memdup2 (self->totals[job->facet], n_values * sizeof (guint32));
  self->filling = TRUE;
  /* The session goes along with the callback: a worker must not be the last to hold it. */
  task = g_task_new (NULL, NULL, filled_cb, g_object_ref (self));
  g_task_set_task_data (task, job, fill_job_free);
  g_task_run_in_thread (task, fill_in_worker);
}

static void
fill_at_once (IbarSession *self, IbarFacet facet)
{
  IbarValueLabels labels = ibar_session_get_value_labels (self);

  ibar_facet_list_take (self->facets[facet],
                        ibar_facet_tree_new (&labels, self->columns, facet,
                                             self->columns != NULL ? self->totals[facet] : NULL));
}

/* For another collection, or other names of its values. */
void
ibar_session_rebuild_facets (IbarSession *self)
{
  gboolean at_once = self->runner == NULL || !ibar_runner_is_threaded (self->runner);

  self->fill_round++;
  self->empty_facets = at_once ? 0 : ((1u << IBAR_N_FACETS) - 1) & ~(1u << IBAR_FACET_TYPE);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    if ((self->empty_facets >> facet & 1) == 0)
      fill_at_once (self, (IbarFacet) facet);
  fill_next (self);
}
