/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many sources were active in each bar. Every event in view is looked at, so beyond some thousand of them a worker
 * does it; until it is done the strip shows what was counted for the same bars before, or nothing, and no number is told. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-timeline-view"

#include <math.h>

#include "ibar-timeline-view-private.h"

#define CHECK_EVERY 4096 /* [rows] */

typedef struct
{
  IbarResult *result; /* (owned) */
  IbarBinUnit unit;
  IbarDay     first;
  guint       n_bins;
  double      end; /* of what is looked at [days] */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ibar_result_unref (job->result);
  g_free (job);
}

static GArray *
new_counts (guint n)
{
  GArray *counts = g_array_new (FALSE, TRUE, sizeof (guint32));

  g_array_set_size (counts, n);
  return counts;
}

/* How many of a row's sources are new in a bar. */
static guint
mark_sources (IbarColumns *columns, guint32 row, GArray *seen_in, guint32 bin)
{
  guint n_sources = 0, n_new = 0;
  guint32 buffer;
  const guint32 *sources = ibar_columns_get_row_values (columns, IBAR_FACET_SOURCE, row, &buffer, &n_sources);

  for (guint i = 0; i < n_sources; i++)
    {
      guint32 *seen = &g_array_index (seen_in, guint32, sources[i]);

      n_new += *seen != bin + 1;
      *seen = bin + 1;
    }
  return n_new;
}

/* Different sources that report an event that begins in a bar: the list is sorted by day, so bars follow one another, and it
 * is enough to remember in which one a source was seen last. NULL when cancelled. */
static GArray *
count (const Job *job, GCancellable *cancellable)
{
  IbarColumns *columns = ibar_result_get_columns (job->result);
  g_autoptr (GArray) seen_in = new_counts (ibar_columns_get_n_values (columns, IBAR_FACET_SOURCE));
  g_autoptr (GArray) counts = new_counts (job->n_bins);
  guint n = ibar_result_get_n_passing (job->result), bin = 0;
  IbarDay bin_end = ibar_bin_next (job->unit, job->first, 1);

  for (guint position = ibar_result_find_day (job->result, job->first); position < n; position++)
    {
      guint32 index = ibar_result_get_row (job->result, IBAR_SORT_DATE, FALSE, position);
      IbarRow row;

      if (position % CHECK_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
        return NULL;
      ibar_columns_get_row (columns, index, &row);
      if (row.start == IBAR_DAY_NONE || row.start >= job->end)
        break;
      for (; row.start >= bin_end && bin + 1 < job->n_bins; bin++)
        bin_end = ibar_bin_next (job->unit, bin_end, 1);
      g_array_index (counts, guint32, bin) += mark_sources (columns, index, seen_in, bin);
    }
  return g_steal_pointer (&counts);
}

static void
count_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, count (data, cancellable), (GDestroyNotify) g_array_unref);
}

static void
take_counts (IbarTimelineView *self, GArray *counts)
{
  g_array_set_size (self->sources, 0);
  g_array_append_vals (self->sources, counts->data, counts->len);
  self->data.sources = (const guint32 *) (void *) self->sources->data;
  self->data.sources_pending = FALSE;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IbarTimelineView) self = IBAR_TIMELINE_VIEW (user_data);
  g_autoptr (GArray) counts = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->counting)
    return; /* a newer one is under way, or nobody wants to know */
  g_clear_object (&self->counting);
  if (counts == NULL || !self->show_sources || counts->len != self->data.n_bins)
    return;
  take_counts (self, counts);
  ibar_timeline_view_redraw (self);
}

/**
 * ibar_timeline_view_forget_sources:
 * @self: a timeline
 *
 * What is being counted is no longer wanted.
 */
void
ibar_timeline_view_forget_sources (IbarTimelineView *self)
{
  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

/* What was counted before is shown on if it was for the same bars. */
static void
keep_or_empty (IbarTimelineView *self)
{
  gboolean same = self->sources_unit == self->data.unit && self->sources_first == self->data.first
                  && self->sources->len == self->data.n_bins;

  if (!same)
    {
      g_array_set_size (self->sources, 0);
      g_array_set_size (self->sources, self->data.n_bins);
      memset (self->sources->data, 0, self->data.n_bins * sizeof (guint32));
    }
  self->data.sources_pending = TRUE;
}

/**
 * ibar_timeline_view_count_sources:
 * @self: a timeline, its bins known
 * @result: what is shown
 *
 * Counts the sources of what is looked at, now or soon.
 */
void
ibar_timeline_view_count_sources (IbarTimelineView *self, IbarResult *result)
{
  Job *job = g_new (Job, 1);
  guint n_rows = ibar_result_find_day (result, (IbarDay) CLAMP (ceil (self->end), IBAR_DAY_MIN, IBAR_DAY_MAX))
                 - ibar_result_find_day (result, self->data.first);

  *job = (Job){ ibar_result_ref (result), self->data.unit, self->data.first, self->data.n_bins, self->end };
  ibar_timeline_view_forget_sources (self);
  if (n_rows <= self->most_here)
    {
      g_autoptr (GArray) counts = count (job, NULL);

      take_counts (self, counts);
      job_free (job);
    }
  else
    {
      g_autoptr (GTask) task = NULL;

      keep_or_empty (self);
      self->counting = g_cancellable_new ();
      /* The view goes along with the callback, not the task: a worker must not be the last to hold it. */
      task = g_task_new (NULL, self->counting, counted_cb, g_object_ref (self));
      g_task_set_check_cancellable (task, FALSE);
      g_task_set_task_data (task, job, job_free);
      g_task_run_in_thread (task, count_in_worker);
    }
  self->sources_unit = self->data.unit;
  self->sources_first = self->data.first;
}
