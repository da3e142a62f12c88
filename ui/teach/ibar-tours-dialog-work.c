/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the list of tours does to files: tours taken in, given away, deleted and brought back, a copy of the collection,
 * the map of a lesson. A tour may have a dozen pictures of 10 MB and a map half a gigabyte, so a worker does it. A
 * connection belongs to one thread at a time: the worker opens its own, or is handed one that nobody else uses. */

#define G_LOG_DOMAIN "ibar-tours-dialog"

#include "config.h"

#include "ibar-tours-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "ibar-lesson.h"
#include "ibar-toasts.h"

typedef struct
{
  IbarCollection *to;         /* (owned) (nullable) the session's file, to be changed */
  IbarStory      *story;      /* (owned) (nullable) one that is deleted */
  char           *collection; /* the session's file */
  char           *path;       /* (nullable) the other file */
  char           *id;         /* (nullable) of a tour */
  guint           n;          /* of tours taken in */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->to, ibar_collection_unref);
  g_clear_pointer (&job->story, ibar_story_free);
  g_free (job->collection);
  g_free (job->path);
  g_free (job->id);
  g_free (job);
}

static Job *
job_new (IbarToursDialog *self, const char *path, const char *id)
{
  Job *job = g_new0 (Job, 1);

  job->collection = g_strdup (ibar_collection_get_path (ibar_session_get_collection (self->session)));
  job->path = g_strdup (path);
  job->id = g_strdup (id);
  return job;
}

/* With the session's file opened for writing; NULL, and told, if it may only be read. */
static Job *
job_new_writing (IbarToursDialog *self, const char *path, const char *id)
{
  g_autoptr (GError) error = NULL;
  IbarCollection *to = ibar_tours_open_writable (self->session, &error);
  Job *job;

  if (to == NULL)
    {
      ibar_tours_dialog_say (self, error->message);
      return NULL;
    }
  job = job_new (self, path, id);
  job->to = to;
  return job;
}

/* job: (nullable): none, where it was told why */
static void
begin (IbarToursDialog *self, GTaskThreadFunc func, Job *job, IbarWorkFunc done)
{
  if (job != NULL)
    ibar_work_begin (IBAR_WORK (self->work), func, job, job_free, done);
}

static void
answer (GTask *task, gboolean good, GError *error)
{
  if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Whether it was done; otherwise it is told why not. */
static gboolean
is_done (IbarToursDialog *self, GTask *task)
{
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (task, &error))
    return TRUE;
  ibar_tours_dialog_say (self, ibar_work_explain (error));
  return FALSE;
}

/* Tours in and out --------------------------------------------------------------------------------------- */

static void
import_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (IbarCollection) from = ibar_collection_open (job->path, IBAR_COLLECTION_READ_ONLY, &error);
  g_autoptr (GPtrArray) ids = from != NULL ? ibar_lesson_import (from, job->to, cancellable, &error) : NULL;

  job->n = ids != NULL ? ids->len : 0;
  answer (task, ids != NULL, error);
}

static void
imported (gpointer window, GTask *task)
{
  IbarToursDialog *self = IBAR_TOURS_DIALOG (window);
  guint n = ((const Job *) g_task_get_task_data (task))->n;
  g_autofree char *text = g_strdup_printf (ngettext ("%u tour imported", "%u tours imported", n), n);

  if (is_done (self, task))
    ibar_tours_dialog_say (self, text);
  ibar_tours_dialog_update (self);
}

void
ibar_tours_dialog_import (IbarToursDialog *self, const char *path)
{
  begin (self, import_in_thread, job_new_writing (self, path, NULL), imported);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  const char *const ids[] = { job->id, NULL };
  GError *error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (job->collection, IBAR_COLLECTION_READ_ONLY, &error);
  IbarLesson lesson = { .collection = collection, .stories = ids, .cancellable = cancellable };

  answer (task, collection != NULL && ibar_lesson_write (&lesson, job->path, &error), error);
}

static void
exported (gpointer window, GTask *task)
{
  if (is_done (window, task))
    ibar_tours_dialog_say (window, _ ("Tour exported with its events"));
}

void
ibar_tours_dialog_export (IbarToursDialog *self, const char *id, const char *path)
{
  begin (self, export_in_thread, job_new (self, path, id), exported);
}

/* Deleting, and undoing it -------------------------------------------------------------------------------- */

static void
undelete_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  answer (task, ibar_story_undelete (job->story, job->to, &error), error);
}

static void
undeleted (gpointer window, GTask *task)
{
  is_done (window, task);
  ibar_tours_dialog_update (window);
}

static void
undo_delete_cb (AdwToast *toast, IbarToursDialog *self)
{
  Job *job;

  if (self->deleted == NULL)
    return;
  job = job_new (self, NULL, NULL);
  job->story = g_steal_pointer (&self->deleted);
  job->to = g_steal_pointer (&self->deleted_file);
  begin (self, undelete_in_thread, job, undeleted);
}

static void
delete_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  job->story = ibar_story_load (job->to, job->id, &error);
  answer (task, job->story != NULL && ibar_story_delete (job->to, job->id, &error), error);
}

static void
deleted (gpointer window, GTask *task)
{
  IbarToursDialog *self = IBAR_TOURS_DIALOG (window);
  Job *job = g_task_get_task_data (task);
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (!is_done (self, task))
    return;
  text = g_strdup_printf (_ ("“%s” deleted"), job->story->title);
  g_clear_pointer (&self->deleted, ibar_story_free);
  self->deleted = g_steal_pointer (&job->story);
  g_clear_pointer (&self->deleted_file, ibar_collection_unref);
  self->deleted_file = g_steal_pointer (&job->to);
  toast = ibar_toasts_offer (self->toasts, text, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_delete_cb), self, 0);
  ibar_tours_dialog_update (self);
}

void
ibar_tours_dialog_delete (IbarToursDialog *self, const char *id)
{
  begin (self, delete_in_thread, job_new_writing (self, NULL, id), deleted);
}

/* The whole collection, and the map in it ------------------------------------------------------------------ */

static void
copy_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (job->collection, IBAR_COLLECTION_READ_ONLY, &error);

  answer (task, collection != NULL && ibar_collection_save_copy (collection, job->path, cancellable, &error), error);
}

static void
copied (gpointer window, GTask *task)
{
  if (is_done (window, task))
    g_signal_emit_by_name (window, "open-copy", ((const Job *) g_task_get_task_data (task))->path);
}

void
ibar_tours_dialog_save_copy (IbarToursDialog *self, const char *path)
{
  begin (self, copy_in_thread, job_new (self, path, NULL), copied);
}

static void
take_map_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (job->collection, IBAR_COLLECTION_READ_ONLY, &error);

  job->path = collection != NULL ? ibar_lesson_take_map (collection, cancellable, &error) : NULL;
  answer (task, job->path != NULL, error);
}

static void
map_taken (gpointer window, GTask *task)
{
  if (!is_done (window, task))
    return;
  g_signal_emit_by_name (window, "use-map", ((const Job *) g_task_get_task_data (task))->path);
  gtk_window_close (GTK_WINDOW (window));
}

void
ibar_tours_dialog_take_map (IbarToursDialog *self)
{
  begin (self, take_map_in_thread, job_new (self, NULL, NULL), map_taken);
}
