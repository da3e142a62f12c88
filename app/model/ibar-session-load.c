/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening a collection and a region, in worker threads.
 *
 * The worker does all that takes time: it opens the file, reads the vocabulary and the columns, makes the
 * engine and counts everything once without a filter. The main thread only swaps pointers. What was shown
 * before stays until then, and stays for good if the file cannot be opened. The worker's task does not hold
 * the session, which belongs to the main thread alone: the caller's task does. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-session-private.h"

#include <string.h>
#ifdef __linux__
#include <sys/resource.h>
#endif

#define LARGE_FILE (32 << 20) /* [bytes], some 50,000 events */
#define STEP_BACK 5           /* [nice]: a third of the time of a thread that has not */

typedef struct
{
  char           *path;
  gboolean        bundled;
  IbarSortKey     sort_key;
  IbarStacking    stacking;
  GWeakRef        session;   /* for the progress */
  int             percent;   /* told last */
  /* What the worker makes */
  IbarCollection *collection;
  IbarColumns    *columns;
  IbarRunner     *runner;
  IbarOutcome    *outcome;   /* of no filter */
} OpenJob;

typedef struct
{
  GWeakRef session;
  double   fraction;
} Progress;

static void
open_job_free (gpointer data)
{
  OpenJob *job = data;

  g_weak_ref_clear (&job->session);
  g_clear_pointer (&job->outcome, ibar_outcome_free);
  g_clear_pointer (&job->runner, ibar_runner_unref);
  g_clear_pointer (&job->columns, ibar_columns_unref);
  g_clear_pointer (&job->collection, ibar_collection_unref);
  g_free (job->path);
  g_free (job);
}

static void
progress_free (gpointer data)
{
  Progress *progress = data;

  g_weak_ref_clear (&progress->session);
  g_free (progress);
}

static gboolean
progress_cb (gpointer data)
{
  Progress *progress = data;
  g_autoptr (IbarSession) self = g_weak_ref_get (&progress->session);

  if (self != NULL && self->n_loading > 0)
    {
      self->progress = CLAMP (progress->fraction, 0, 1);
      ibar_session_notify (self, PROP_PROGRESS);
    }
  return G_SOURCE_REMOVE;
}

/* Called by the worker; tells the main thread of every full percent. */
static void
columns_progress (double fraction, gpointer data)
{
  OpenJob *job = data;
  g_autoptr (IbarSession) self = NULL;
  Progress *progress;

  if ((int) (fraction * 100) == job->percent)
    return;
  job->percent = (int) (fraction * 100);
  progress = g_new0 (Progress, 1);
  self = g_weak_ref_get (&job->session);
  g_weak_ref_init (&progress->session, self);
  progress->fraction = fraction;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, progress_cb, progress, progress_free);
}

static gboolean
open_all (OpenJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (IbarFilter) nothing = ibar_filter_new ();

  job->collection
      = ibar_collection_open (job->path,
                              job->bundled ? IBAR_COLLECTION_IMMUTABLE : IBAR_COLLECTION_READ_ONLY,
                              error);
  if (job->collection == NULL || ibar_collection_get_vocabulary (job->collection, error) == NULL)
    return FALSE;
  job->columns = ibar_columns_load (job->collection, columns_progress, job, cancellable, error);
  if (job->columns == NULL)
    return FALSE;
  job->runner = ibar_runner_new (job->collection, job->columns, job->bundled, error);
  if (job->runner == NULL)
    return FALSE;
  job->outcome = ibar_runner_run (job->runner, nothing, job->sort_key, job->stacking, cancellable, error);
  return job->outcome != NULL;
}

/* Reading a large file takes two processors for seconds, while the window is made and used: they are its own whenever
 * it wants them. */
static void
step_back (const char *path)
{
#ifdef __linux__
  GStatBuf info;

  /* Linux's, not POSIX's: 0 is the calling thread, and those it makes are as it is. */
  if (g_stat (path, &info) == 0 && info.st_size >= LARGE_FILE)
    (void) setpriority (PRIO_PROCESS, 0, STEP_BACK);
#endif
}

/* A thread that has stepped back cannot come forward again, so this one ends with the file, and no pool gets it. */
static gpointer
open_in_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  OpenJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  step_back (job->path);
  if (open_all (job, g_task_get_cancellable (task), &error))
    {
      g_autoptr (IbarCollection) collection = ibar_collection_ref (job->collection);

      g_task_return_boolean (task, TRUE);
      ibar_filter_prepare_names (ibar_collection_get_vocabulary (collection, NULL));
    }
  else
    g_task_return_error (task, error);
  return NULL;
}

static void
set_loading (IbarSession *self, int change)
{
  gboolean before = self->n_loading > 0;

  self->n_loading = (guint) ((int) self->n_loading + change);
  if (change > 0)
    self->progress = 0;
  if (before != (self->n_loading > 0))
    ibar_session_notify (self, PROP_LOADING);
  ibar_session_mark_dirty (self, IBAR_CHANGED_STATE);
}

static void
take_totals (IbarSession *self, IbarResult *result)
{
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      guint n_values;
      const guint32 *counts = ibar_result_get_facet_counts (result, (IbarFacet) facet, &n_values);

      g_free (self->totals[facet]);
      self->totals[facet] = g_new (guint32, n_values + 1);
      memcpy (self->totals[facet], counts, n_values * sizeof (guint32));
    }
}

static void
take_name (IbarSession *self)
{
  g_free (self->collection_name);
  self->collection_name = ibar_collection_dup_info (self->collection, "name");
  if (self->collection_name == NULL || self->collection_name[0] == '\0')
    {
      g_free (self->collection_name);
      self->collection_name = g_path_get_basename (ibar_collection_get_path (self->collection));
    }
  ibar_session_notify (self, PROP_COLLECTION_NAME);
}

static void
clear_wishes (IbarSession *self)
{
  g_clear_pointer (&self->filter, ibar_filter_free);
  self->filter = ibar_filter_new ();
  g_free (self->filter_text);
  self->filter_text = g_strdup ("");
  memset (self->gains, 0, sizeof self->gains);
  ibar_session_notify (self, PROP_FILTER_TEXT);
}

/* Puts what the worker made in the place of what was open before. */
static void
take_collection (IbarSession *self, OpenJob *job)
{
  if (self->run_cancellable != NULL)
    g_cancellable_cancel (self->run_cancellable);
  if (self->reopening && self->collection != NULL
      && g_str_equal (ibar_collection_get_path (self->collection), ibar_collection_get_path (job->collection)))
    ibar_session_restore_later (self, ibar_session_save_state (self));
  clear_wishes (self);
  g_clear_pointer (&self->result, ibar_result_unref);
  g_clear_pointer (&self->runner, ibar_runner_unref);
  g_clear_pointer (&self->columns, ibar_columns_unref);
  g_clear_pointer (&self->event, ibar_event_record_free);
  g_clear_pointer (&self->collection, ibar_collection_unref);
  self->collection = g_steal_pointer (&job->collection);
  self->vocabulary = ibar_collection_get_vocabulary (self->collection, NULL);
  self->columns = g_steal_pointer (&job->columns);
  self->runner = g_steal_pointer (&job->runner);
  self->result = g_steal_pointer (&job->outcome->result);
  self->listed_by = job->outcome->sort_key;
  self->needs_run
      = self->sort_key != self->listed_by || self->stacking != ibar_result_get_stacking (self->result);
  g_clear_pointer (&self->run_error, g_free);
  take_totals (self, self->result);
  take_name (self);
  ibar_session_watch (self, job->bundled);
  ibar_session_reset_history (self);
  if (self->waiting_state == NULL || !ibar_session_apply_waiting_state (self))
    ibar_session_go_home (self);
  ibar_session_mark_dirty (self, IBAR_CHANGED_COLLECTION | IBAR_CHANGED_RESULT | IBAR_CHANGED_FILTER);
}

static void
open_finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  IbarSession *self = g_task_get_source_object (task);
  OpenJob *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    take_collection (self, job);
  set_loading (self, -1);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * ibar_session_open_async:
 * @self: a session
 * @path: a collection file
 * @bundled: whether nothing will change the file while it is open
 * @cancellable: (nullable): stops it
 * @callback: called when the collection is there, or cannot be opened
 * @user_data: for @callback
 *
 * Opens a collection in the background. The filter and the history of the one before are given up when
 * the new one is there.
 */
void
ibar_session_open_async (IbarSession *self,
                         const char *path,
                         gboolean bundled,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) worker = NULL;
  OpenJob *job;

  g_return_if_fail (IBAR_IS_SESSION (self) && path != NULL);

  job = g_new0 (OpenJob, 1);
  job->path = g_strdup (path);
  job->bundled = bundled;
  job->sort_key = self->sort_key;
  job->stacking = self->stacking;
  g_weak_ref_init (&job->session, self);
  worker = g_task_new (NULL, cancellable, open_finished_cb,
                       g_task_new (self, cancellable, callback, user_data));
  g_task_set_task_data (worker, job, open_job_free);
  set_loading (self, +1);
  g_thread_unref (g_thread_new ("ibar-open", open_in_thread, g_steal_pointer (&worker)));
}

/**
 * ibar_session_open_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the collection is open; if not, what was open before still is
 *
 * Errors: those of ibar_collection_open() and ibar_columns_load().
 */
gboolean
ibar_session_open_finish (IbarSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
load_region_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  IbarRegion *region = ibar_region_load (data, cancellable, &error);

  if (region != NULL)
    g_task_return_pointer (task, region, (GDestroyNotify) ibar_region_unref);
  else
    g_task_return_error (task, error);
}

static void
region_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  IbarSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  IbarRegion *region = g_task_propagate_pointer (G_TASK (result), &error);

  set_loading (self, -1);
  if (region == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->region, ibar_region_unref);
  self->region = region;
  if (!self->has_view)
    ibar_session_go_home (self);
  ibar_session_notify (self, PROP_PROFILE);
  ibar_session_mark_dirty (self, IBAR_CHANGED_REGION | IBAR_CHANGED_PROFILE);
  g_task_return_boolean (task, TRUE);
}

/**
 * ibar_session_load_region_async:
 * @self: a session
 * @path: a region file
 * @cancellable: (nullable): stops it
 * @callback: called when the base map is there, or cannot be read
 * @user_data: for @callback
 *
 * Reads the base map in the background.
 */
void
ibar_session_load_region_async (IbarSession *self,
                                const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) worker = NULL;

  g_return_if_fail (IBAR_IS_SESSION (self) && path != NULL);

  worker = g_task_new (NULL, cancellable, region_loaded_cb,
                       g_task_new (self, cancellable, callback, user_data));
  g_task_set_task_data (worker, g_strdup (path), g_free);
  set_loading (self, +1);
  g_task_run_in_thread (worker, load_region_in_worker);
}

/**
 * ibar_session_load_region_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the region is there; if not, the one before still is
 *
 * Errors: those of ibar_region_load().
 */
gboolean
ibar_session_load_region_finish (IbarSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
