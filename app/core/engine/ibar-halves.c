/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Work for two threads: the caller's own, and one that helps if it gets a processor in time. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-engine"

#include "ibar-engine-private.h"

typedef enum
{
  JOB_WAITING,
  JOB_TAKEN,
  JOB_DONE, /* or withdrawn before anybody took it */
} JobState;

typedef struct
{
  IbarHalfFunc func;
  gpointer     data;
  int          state; /* atomic, a JobState */
  GMutex       mutex;
  GCond        cond;
} Job;

static void
clear_job (gpointer data)
{
  Job *job = data;

  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->cond);
}

static void
help_with_job (gpointer data, gpointer unused)
{
  Job *job = data;

  if (g_atomic_int_compare_and_exchange (&job->state, JOB_WAITING, JOB_TAKEN))
    {
      job->func (job->data, 1);
      g_mutex_lock (&job->mutex);
      g_atomic_int_set (&job->state, JOB_DONE);
      g_cond_signal (&job->cond);
      g_mutex_unlock (&job->mutex);
    }
  g_atomic_rc_box_release_full (job, clear_job);
}

/* Until the helper is done, or at once if it has not even begun. */
static void
end_job (Job *job)
{
  if (g_atomic_int_compare_and_exchange (&job->state, JOB_WAITING, JOB_DONE))
    return;
  for (guint i = 0; i < 4000 && g_atomic_int_get (&job->state) != JOB_DONE; i++)
    ; /* the rest of its last stretch is shorter than falling asleep */
  g_mutex_lock (&job->mutex);
  while (g_atomic_int_get (&job->state) != JOB_DONE)
    g_cond_wait (&job->cond, &job->mutex);
  g_mutex_unlock (&job->mutex);
}

/**
 * ibar_run_halves:
 * @func: called with 0, and perhaps in another thread with 1; both take stretches of the work until none is
 *   left
 * @data: given to it
 * @both: whether the work is worth a second thread
 *
 * Returns when all is done. A helper that gets no processor in time is not waited for.
 */
void
ibar_run_halves (IbarHalfFunc func, gpointer data, gboolean both)
{
  static GThreadPool *pool = NULL;
  Job *job;

  if (!both)
    {
      func (data, 0);
      return;
    }
  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, g_thread_pool_new (help_with_job, NULL, IBAR_N_THREADS, FALSE, NULL));
  job = g_atomic_rc_box_new0 (Job);
  job->func = func;
  job->data = data;
  g_mutex_init (&job->mutex);
  g_cond_init (&job->cond);
  g_thread_pool_push (pool, g_atomic_rc_box_acquire (job), NULL);
  func (data, 0);
  end_job (job);
  g_atomic_rc_box_release_full (job, clear_job);
}
