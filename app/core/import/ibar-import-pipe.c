/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From rows to batches of events, in a thread of its own.
 *
 * A batch has an arena for its strings; eight go round between the thread that reads and the one that writes (and one that
 * indexes their text, ibar-import-text-index.c), so memory does not grow with the input, and whichever is slower waits for
 * nothing but its own work.
 */
#define G_LOG_DOMAIN "ibar-import-pipe"

#include "config.h"

#include "ibar-import-filter.h"
#include "ibar-import-pipe.h"

#define BATCH_NOTES 1024
#define N_BATCHES 8

typedef IbarImportBatch Batch;

/* What the two threads share. */
typedef struct
{
  IbarImportReader *reader;
  IbarImportPlan   *plan;
  const IbarFilter *filter;       /* (nullable) */
  const char       *dataset;
  GAsyncQueue      *full, *empty; /* of Batch */
  int               stop;         /* atomic */
} Pipe;

static void
reset_batch (Batch *batch)
{
  ibar_import_arena_clear (&batch->arena);
  batch->n_events = 0;
  batch->n_read = batch->n_received = 0;
  g_ptr_array_set_size (batch->notes, 0);
  g_clear_error (&batch->error);
}

static void
note_reject (Pipe *pipe, Batch *batch, const IbarImportRow *row, const GError *error)
{
  IbarImportNote *note = g_new0 (IbarImportNote, 1);

  note->input = g_path_get_basename (ibar_import_reader_get_input (pipe->reader));
  note->line = row->line;
  note->reason = g_strdup (error->message);
  note->rejected = TRUE;
  g_ptr_array_add (batch->notes, note);
}

/* Fills one batch. */
static void
read_batch (Pipe *pipe, Batch *batch, gint64 *n_rows)
{
  while (batch->n_events < IBAR_IMPORT_BATCH_ROWS && batch->notes->len < BATCH_NOTES && !g_atomic_int_get (&pipe->stop))
    {
      IbarImportRow row;
      g_autoptr (GError) error = NULL;
      IbarImportStep step = ibar_import_reader_next (pipe->reader, &row, &error);

      if (step == IBAR_IMPORT_STEP_END || step == IBAR_IMPORT_STEP_FAILED)
        {
          batch->last = TRUE;
          batch->error = g_steal_pointer (&error);
          break;
        }
      if (step == IBAR_IMPORT_STEP_ROW && ibar_import_plan_is_heading (pipe->plan, &row, *n_rows))
        continue;
      batch->n_read++;
      batch->n_received++;
      (*n_rows)++;
      if (step == IBAR_IMPORT_STEP_REJECT)
        note_reject (pipe, batch, &row, error);
      else if (ibar_import_plan_read_row (pipe->plan, &row, &batch->arena, &batch->events[batch->n_events],
                                          batch->notes))
        {
          if (pipe->filter == NULL || ibar_import_filter_passes (pipe->filter, pipe->dataset, &batch->events[batch->n_events]))
            batch->n_events++;
          else
            batch->n_read--; /* as if it were not there */
        }
    }
  batch->fraction = ibar_import_reader_get_fraction (pipe->reader);
}

static gpointer
read_thread (gpointer data)
{
  Pipe *pipe = data;
  gint64 n_rows = 0;
  gboolean last = FALSE;

  /* Stopped or not, the last batch is handed over: the other thread waits for it. */
  while (!last)
    {
      Batch *batch = g_async_queue_pop (pipe->empty);

      reset_batch (batch);
      read_batch (pipe, batch, &n_rows);
      last = batch->last = batch->last || g_atomic_int_get (&pipe->stop);
      g_async_queue_push (pipe->full, batch);
    }
  return NULL;
}

static void
free_batch (gpointer data)
{
  Batch *batch = data;

  reset_batch (batch);
  g_ptr_array_unref (batch->notes);
  g_free (batch);
}

static void
free_note_or_null (gpointer data)
{
  g_clear_pointer ((IbarImportNote **) &data, ibar_import_note_free);
}

static Batch *
new_batch (GAsyncQueue *home)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->home = home;
  batch->notes = g_ptr_array_new_with_free_func (free_note_or_null);
  return batch;
}

/* Takes batches until the last. */
static gboolean
consume (Pipe *pipe, const char *input, IbarImportBatchFunc func, gpointer user_data, GCancellable *cancellable,
         GError **error)
{
  gboolean good = TRUE, last = FALSE;

  while (!last)
    {
      Batch *batch = g_async_queue_pop (pipe->full);
      gboolean lent = FALSE;

      last = batch->last;
      if (good && batch->error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&batch->error));
          good = FALSE;
        }
      good = good && !g_cancellable_set_error_if_cancelled (cancellable, error) && func (batch, input, &lent, user_data, error);
      if (!good)
        g_atomic_int_set (&pipe->stop, TRUE);
      if (!lent)
        g_async_queue_push (pipe->empty, batch);
    }
  return good;
}

/**
 * ibar_import_pump:
 * @reader: a table before its first row
 * @plan: what its columns mean
 * @filter: (nullable): only events that pass it
 * @dataset: id of the data set they will belong to
 * @func: takes each batch in order, in this thread
 * @user_data: for @func
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Reads all rows in a thread of its own.
 *
 * Returns: FALSE with @error set where the input, @func or the user ended it, or the input changed meanwhile
 *
 * **Thread:** any; reader and plan belong to the other thread until it returns.
 */
gboolean
ibar_import_pump (IbarImportReader *reader, IbarImportPlan *plan, const IbarFilter *filter, const char *dataset,
                  IbarImportBatchFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  /* Batches that are lent out come home later than this; whoever lets go of the queue last frees them. */
  Pipe pipe = { reader, plan, filter, dataset, g_async_queue_new_full (free_batch), g_async_queue_new_full (free_batch), FALSE };
  g_autofree char *input = g_path_get_basename (ibar_import_reader_get_input (reader));
  GThread *thread;
  gboolean good;

  for (int i = 0; i < N_BATCHES; i++)
    g_async_queue_push (pipe.empty, new_batch (pipe.empty));
  thread = g_thread_new ("ibar-import-read", read_thread, &pipe);
  good = consume (&pipe, input, func, user_data, cancellable, error);
  g_thread_join (thread);
  g_async_queue_unref (pipe.full);
  g_async_queue_unref (pipe.empty);
  return good && ibar_import_reader_check_unchanged (reader, error);
}
