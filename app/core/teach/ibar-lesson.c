/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A lesson: one collection file with tours, the settings of quizzes and worksheets, and the data
 * they need and no other: every event that a step shows, selects or names, with its place, actors,
 * sources and claims. A tour exported alone is a lesson of one tour.
 *
 * It is a collection like any other, so it needs no reader of its own. The program and its base map
 * are on the other machine already; a region of one's own goes along (ibar-lesson-map.c). */

#define G_LOG_DOMAIN "ibar-lesson"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-collection-private.h"
#include "ibar-columns.h"
#include "ibar-engine.h"
#include "ibar-error.h"
#include "ibar-export.h"
#include "ibar-lesson.h"
#include "ibar-output.h"
#include "ibar-story-markup.h"

typedef struct
{
  const IbarLesson *lesson;
  const IbarVocabulary *words;
  IbarColumns *columns; /* (owned) */
  IbarEngine *engine;   /* (owned) */
  GHashTable *fids;     /* (owned) set of gint64 */
  GPtrArray *stories;   /* (owned) of IbarStory */
} Gatherer;

/* The events --------------------------------------------------------------------------------------
 */

static void
take (Gatherer *self, gint64 fid)
{
  g_hash_table_add (self->fids, g_memdup2 (&fid, sizeof fid));
}

static gboolean
take_passing (Gatherer *self, const IbarFilter *filter, GError **error)
{
  IbarResult *result = ibar_engine_run (self->engine, filter, self->lesson->cancellable, error);

  if (result == NULL)
    return FALSE;
  for (guint i = 0; i < ibar_result_get_n_passing (result); i++)
    {
      IbarRow row;

      ibar_columns_get_row (self->columns, ibar_result_get_row (result, IBAR_SORT_DATE, FALSE, i),
                            &row);
      take (self, row.fid);
    }
  ibar_result_unref (result);
  return TRUE;
}

/* What comes with an event only comes with one: the first that has this place, or this source. */
static gboolean
take_referring (Gatherer *self, const char *sql, const char *id, GError **error)
{
  IbarCollection *collection = self->lesson->collection;
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (collection->db, collection->path, sql, error);
  gboolean row = FALSE;

  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, id);
  if (!ibar_sqlite_step (stmt, collection->path, &row, error))
    return FALSE;
  if (row)
    take (self, sqlite3_column_int64 (stmt, 0));
  return TRUE;
}

static gboolean
take_named (Gatherer *self, IbarStoryLinkKind kind, const char *id, GError **error)
{
  static const char *const queries[IBAR_N_STORY_LINKS] = {
    "SELECT fid FROM event WHERE id = ?1",
    "SELECT e.fid FROM event e JOIN place p ON e.place_fid = p.fid WHERE p.id = ?1 "
    "ORDER BY e.fid LIMIT 1",
    "SELECT l.event_fid FROM event_source l JOIN source s ON l.source_fid = s.fid WHERE s.id = ?1 "
    "ORDER BY l.event_fid LIMIT 1",
  };

  return take_referring (self, queries[kind], id, error);
}

/* A step that cannot be read or names what is gone takes what it can: the rest is not lost for it.
 */
static gboolean
take_step (Gatherer *self, const IbarStoryStep *step, GError **error)
{
  g_autoptr (IbarFilter) filter = ibar_story_step_dup_filter (step, self->words, NULL);
  g_autoptr (IbarStoryMarkup) markup = ibar_story_markup_parse (step->body, NULL);
  gboolean is_place;
  const char *id;

  if (filter != NULL && !take_passing (self, filter, error))
    return FALSE;
  if (ibar_story_step_get_selection (step, &is_place, &id)
      && !take_named (self, is_place ? IBAR_STORY_LINK_PLACE : IBAR_STORY_LINK_EVENT, id, error))
    return FALSE;
  for (guint i = 0; markup != NULL && i < markup->links->len; i++)
    {
      const IbarStoryLink *link = markup->links->pdata[i];

      if (!take_named (self, link->kind, link->id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_story (Gatherer *self, const char *id, GError **error)
{
  IbarStory *story = g_cancellable_set_error_if_cancelled (self->lesson->cancellable, error)
                         ? NULL
                         : ibar_story_load (self->lesson->collection, id, error);

  if (story == NULL)
    return FALSE;
  g_ptr_array_add (self->stories, story);
  for (guint i = 0; i < story->steps->len; i++)
    if (!take_step (self, story->steps->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
gather (Gatherer *self, GError **error)
{
  const IbarLesson *lesson = self->lesson;
  g_autoptr (IbarFilter) filter = NULL;
  gsize position;

  self->words = ibar_collection_get_vocabulary (lesson->collection, error);
  if (self->words == NULL)
    return FALSE;
  self->columns = ibar_columns_load (lesson->collection, NULL, NULL, lesson->cancellable, error);
  if (self->columns == NULL)
    return FALSE;
  self->engine = ibar_engine_new (lesson->collection, self->columns);
  for (guint i = 0; lesson->stories != NULL && lesson->stories[i] != NULL; i++)
    if (!take_story (self, lesson->stories[i], error))
      return FALSE;
  if (lesson->filter == NULL)
    return TRUE;
  filter = ibar_filter_parse (lesson->filter, self->words, &position, error);
  return filter != NULL && take_passing (self, filter, error);
}

static void
gatherer_clear (Gatherer *self)
{
  g_clear_pointer (&self->engine, ibar_engine_free);
  g_clear_pointer (&self->columns, ibar_columns_unref);
  g_clear_pointer (&self->fids, g_hash_table_unref);
  g_clear_pointer (&self->stories, g_ptr_array_unref);
}

/* The file ----------------------------------------------------------------------------------------
 */

static int
compare_fids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static GArray *
sort_fids (GHashTable *set)
{
  GArray *fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer fid;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &fid, NULL))
    g_array_append_vals (fids, fid, 1);
  g_array_sort (fids, compare_fids);
  return fids;
}

static gboolean
write_events (Gatherer *self, const char *path, GError **error)
{
  g_autoptr (GArray) fids = sort_fids (self->fids);
  IbarExport export = { .collection = self->lesson->collection,
                        .fids = (const gint64 *) (gconstpointer) fids->data,
                        .n_fids = fids->len,
                        .names = IBAR_NAME_SETTING_DEFAULT,
                        .cancellable = self->lesson->cancellable };
  g_autoptr (GError) local = NULL;
  g_autofree char *restricted = NULL;

  if (!self->lesson->restricted)
    restricted = ibar_export_dup_restricted (&export, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (restricted != NULL)
    {
      g_set_error (
          error, IBAR_ERROR, IBAR_ERROR_PERMISSION,
          _ ("The terms of these data sets do not allow passing them on, or are not known: "
             "%s"),
          restricted);
      return FALSE;
    }
  return ibar_export_write (&export, IBAR_EXPORT_GPKG, path, error);
}

/* The rows of the other file are not rows of this one. */
static void
forget_rows (IbarStory *story)
{
  story->fid = 0;
  for (guint i = 0; i < story->steps->len; i++)
    ((IbarStoryStep *) story->steps->pdata[i])->fid = 0;
}

static gboolean
write_settings (IbarCollection *file, const char *kind, const char *const *lines, GError **error)
{
  g_autofree char *key = g_strconcat ("lesson_", kind, NULL);
  g_autofree char *text = NULL;

  if (lines == NULL || lines[0] == NULL)
    return TRUE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      IbarLessonTask task;

      if (!ibar_lesson_task_parse (lines[i], &task, error))
        return FALSE;
    }
  text = g_strjoinv ("\n", (char **) lines);
  return ibar_collection_set_info (file, key, text, error);
}

static gboolean
write_rest (Gatherer *self, IbarCollection *file, GError **error)
{
  const IbarLesson *lesson = self->lesson;
  const IbarStory *first = self->stories->len > 0 ? self->stories->pdata[0] : NULL;
  const char *title = lesson->title != NULL ? lesson->title : first != NULL ? first->title : NULL;

  for (guint i = 0; i < self->stories->len; i++)
    {
      forget_rows (self->stories->pdata[i]);
      if (g_cancellable_set_error_if_cancelled (lesson->cancellable, error)
          || !ibar_story_save (self->stories->pdata[i], file, error))
        return FALSE;
    }
  return (title == NULL || ibar_collection_set_info (file, "name", title, error))
         && write_settings (file, "quiz", lesson->quizzes, error)
         && write_settings (file, "worksheet", lesson->worksheets, error)
         && (lesson->map == NULL || ibar_lesson_put_map (file, lesson->map, lesson->cancellable, error))
         && ibar_collection_set_info (file, "read_only", lesson->read_only ? "yes" : NULL, error);
}

static gboolean
write_file (Gatherer *self, const char *path, GError **error)
{
  g_autoptr (IbarCollection) file = NULL;

  if (!write_events (self, path, error))
    return FALSE;
  file = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, error);
  /* The original's wish is not the lesson's. */
  return file != NULL && write_rest (self, file, error);
}

/**
 * ibar_lesson_write:
 * @lesson: what goes into it
 * @path: the file; replaced only when everything is well
 * @error: return location
 *
 * Writes a lesson.
 *
 * Returns: FALSE with @error set if it could not be written
 *
 * Errors: %IBAR_ERROR_NOT_FOUND for a tour that is not there, %IBAR_ERROR_PERMISSION for data whose
 * terms do not allow it, %IBAR_ERROR_PARSE for settings that are none, those of the filter and of
 * writing; if it was stopped, see ibar_error_is_stop().
 *
 * Thread: the collection's.
 *
 * Cost: O(events); 0.2 s for 131 events.
 */
gboolean
ibar_lesson_write (const IbarLesson *lesson, const char *path, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.part-%u", path, g_random_int ());
  Gatherer self = { .lesson = lesson };
  gboolean ok;

  self.fids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self.stories = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_story_free);
  ok = gather (&self, error) && write_file (&self, part, error);
  gatherer_clear (&self);
  return ibar_output_replace (part, path, ok, error);
}

/**
 * ibar_lesson_dup_settings:
 * @collection: a collection
 * @kind: "quiz" or "worksheet"
 *
 * Returns: (transfer full): the lines of settings in the file, ended by NULL
 *
 * Thread: the collection's.
 */
char **
ibar_lesson_dup_settings (IbarCollection *collection, const char *kind)
{
  g_autofree char *key = g_strconcat ("lesson_", kind, NULL);
  g_autofree char *text = ibar_collection_dup_info (collection, key);

  return g_strsplit (text != NULL ? text : "", "\n", -1);
}

static GPtrArray *
import_all (IbarCollection *from, IbarCollection *to, const GPtrArray *found, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < found->len; i++)
    {
      const IbarStory *listed = found->pdata[i];
      g_autoptr (IbarStory) story = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      story = ibar_story_load (from, listed->id, error);
      if (story == NULL)
        return NULL;
      forget_rows (story);
      g_free (story->id);
      story->id = ibar_story_make_id (to, listed->id);
      if (!ibar_story_save (story, to, error))
        return NULL;
      g_ptr_array_add (ids, g_strdup (story->id));
    }
  return g_steal_pointer (&ids);
}

/**
 * ibar_lesson_import:
 * @from: a file with tours
 * @to: a collection opened for writing
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Copies tours, all or none. Each keeps its id unless another tour has it. Events stay where they
 * are: what of them @to lacks, ibar_story_check() says.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids in @to, or NULL with @error set
 *
 * Errors: %IBAR_ERROR_NOT_FOUND if @from has no tours, %G_IO_ERROR_CANCELLED, and those of reading
 * and writing.
 *
 * Thread: that of both.
 */
GPtrArray *
ibar_lesson_import (IbarCollection *from, IbarCollection *to, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = ibar_story_list (from, error);
  g_autoptr (GPtrArray) ids = NULL;

  if (found == NULL)
    return NULL;
  if (found->len == 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("“%s” has no tours"), from->path);
      return NULL;
    }
  if (!ibar_sqlite_exec (to->db, to->path, "SAVEPOINT lesson", error))
    return NULL;
  ids = import_all (from, to, found, cancellable, error);
  if (ids != NULL && ibar_sqlite_exec (to->db, to->path, "RELEASE lesson", error))
    return g_steal_pointer (&ids);
  sqlite3_exec (to->db, "ROLLBACK TO lesson; RELEASE lesson", NULL, NULL, NULL);
  return NULL;
}
