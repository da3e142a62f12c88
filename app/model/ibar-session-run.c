/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's part of the pass: run the filter, bring lists and counts up to date, say it in a sentence.
 *
 * Where the runner is threaded at most one run is under way. A newer request cancels it; when it comes back,
 * whatever it brings, the newest filter is run. The result shown before stays until then. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-error.h"
#include "ibar-session-private.h"

#include <string.h>

typedef struct
{
  IbarRunner *runner;
  IbarFilter *filter;
  IbarSortKey sort_key;
  IbarStacking stacking;
} RunJob;

static void
run_job_free (gpointer data)
{
  RunJob *job = data;

  ibar_runner_unref (job->runner);
  ibar_filter_free (job->filter);
  g_free (job);
}

static void
run_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RunJob *job = data;
  GError *error = NULL;
  IbarOutcome *outcome = ibar_runner_run (job->runner, job->filter, job->sort_key, job->stacking, cancellable, &error);

  if (outcome != NULL)
    g_task_return_pointer (task, outcome, (GDestroyNotify) ibar_outcome_free);
  else
    g_task_return_error (task, error);
}

static void
take_outcome (IbarSession *self, IbarOutcome *outcome)
{
  guint changed = 0;

  if (outcome->result != self->result)
    changed |= IBAR_CHANGED_RESULT;
  if (outcome->sort_key != self->listed_by)
    changed |= IBAR_CHANGED_SORT;
  g_clear_pointer (&self->result, ibar_result_unref);
  self->result = g_steal_pointer (&outcome->result);
  self->listed_by = outcome->sort_key;
  /* Another order was wanted meanwhile. */
  self->needs_run = self->needs_run || self->sort_key != self->listed_by;
  memcpy (self->gains, outcome->gains, sizeof self->gains);
  g_clear_pointer (&self->run_error, g_free);
  ibar_outcome_free (outcome);
  ibar_session_mark_dirty (self, changed);
}

static void
take_error (IbarSession *self, GError *error)
{
  if (!ibar_error_is_stop (error))
    {
      g_free (self->run_error);
      self->run_error = g_strdup (error->message);
      ibar_session_mark_dirty (self, IBAR_CHANGED_STATE);
    }
  g_error_free (error);
}

static void
run_finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarSession) self = IBAR_SESSION (data);
  RunJob *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  IbarOutcome *outcome = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_object (&self->run_cancellable);
  /* Of another collection meanwhile: nobody wants to know. */
  if (job->runner != self->runner)
    {
      g_clear_pointer (&outcome, ibar_outcome_free);
      g_clear_error (&error);
    }
  else if (outcome != NULL)
    take_outcome (self, outcome);
  else
    take_error (self, error);
  if (self->needs_run)
    ibar_session_mark_dirty (self, 0);
}

static void
start_worker (IbarSession *self)
{
  g_autoptr (GTask) task = NULL;
  RunJob *job = g_new0 (RunJob, 1);

  job->runner = ibar_runner_ref (self->runner);
  job->filter = ibar_filter_copy (self->filter);
  job->sort_key = self->sort_key;
  job->stacking = self->stacking;
  self->run_cancellable = g_cancellable_new ();
  /* The session goes along with the callback, not the task: a worker must not be the last to hold it. */
  task = g_task_new (NULL, self->run_cancellable, run_finished_cb, g_object_ref (self));
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, run_job_free);
  g_task_run_in_thread (task, run_in_worker);
}

/* Runs the wanted filter, or sees to it that it is run. */
void
ibar_session_run (IbarSession *self)
{
  GError *error = NULL;
  IbarOutcome *outcome;

  if (self->runner == NULL)
    {
      self->needs_run = FALSE;
      return;
    }
  if (self->run_cancellable != NULL)
    {
      g_cancellable_cancel (self->run_cancellable); /* needs_run stays: its end starts the next one */
      return;
    }
  self->needs_run = FALSE;
  if (ibar_runner_is_threaded (self->runner))
    {
      start_worker (self);
      return;
    }
  outcome = ibar_runner_run (self->runner, self->filter, self->sort_key, self->stacking, NULL, &error);
  if (outcome != NULL)
    take_outcome (self, outcome);
  else
    take_error (self, error);
  /* The pass that called tells of it at once: no second one is needed. */
  g_clear_handle_id (&self->idle_id, g_source_remove);
}

/* Brings the lists up to date with what changed. */
void
ibar_session_update_lists (IbarSession *self, guint flags)
{
  const guint recount = IBAR_CHANGED_RESULT | IBAR_CHANGED_COLLECTION;
  const guint rename = IBAR_CHANGED_NAMES | IBAR_CHANGED_REGION;
  gboolean many = self->runner != NULL && ibar_runner_is_threaded (self->runner);

  if ((flags & IBAR_CHANGED_COLLECTION) != 0 || (many && (flags & rename) != 0))
    ibar_session_rebuild_facets (self);
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      if ((self->empty_facets >> facet & 1) != 0)
        continue;
      if (!many && (flags & IBAR_CHANGED_COLLECTION) == 0 && (flags & rename) != 0)
        ibar_facet_list_update_names (self->facets[facet]);
      if ((flags & recount) != 0)
        ibar_facet_list_update_counts (self->facets[facet]);
      if ((flags & (recount | IBAR_CHANGED_FILTER)) != 0)
        ibar_facet_list_update_states (self->facets[facet]);
    }
  if ((flags & (recount | IBAR_CHANGED_SORT)) != 0)
    ibar_event_list_reset (self->events, self->listed_by);
  else if ((flags & rename) != 0)
    {
      ibar_event_list_update_names (self->events);
      ibar_event_list_update_names (self->cluster_events);
    }
}

static void
append_part (GString *text, char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

static char *
dup_status (IbarSession *self)
{
  GString *text = g_string_new (NULL);
  guint total, passing, unplaced, n_problems = ibar_session_get_n_problems (self);
  IbarExtent extent;

  if (self->run_error != NULL)
    append_part (text, g_strdup (self->run_error));
  if (self->result == NULL)
    return g_string_free (text, FALSE);
  total = ibar_session_get_n_total (self);
  passing = ibar_session_get_n_passing (self);
  unplaced = ibar_result_get_n_unplaced (self->result);
  append_part (text, ibar_dup_counts (ngettext ("%1$u of %2$u event", "%1$u of %2$u events", total),
                                      passing, total));
  if (ibar_session_get_view_extent (self, &extent))
    append_part (text, ibar_dup_counts (_ ("%u outside the map"),
                                        ibar_result_get_n_outside (self->result, &extent)));
  if (unplaced > 0)
    append_part (text, ibar_dup_counts (_ ("%u without a place"), unplaced));
  append_part (text, ibar_dup_counts (_ ("%u without a day"),
                                      ibar_result_get_n_vague_dates (self->result)
                                          + ibar_result_get_n_undated (self->result)));
  /* Translators: faults of the file that is open; "About This Collection" lists them. */
  if (n_problems > 0)
    append_part (text, ibar_dup_counts (ngettext ("%u value not readable", "%u values not readable", n_problems), n_problems));
  return g_string_free (text, FALSE);
}

void
ibar_session_update_status (IbarSession *self)
{
  g_autofree char *status = dup_status (self);

  self->needs_status = FALSE;
  if (g_str_equal (status, self->status))
    return;
  g_free (self->status);
  self->status = g_steal_pointer (&status);
  ibar_session_notify (self, PROP_STATUS);
}
