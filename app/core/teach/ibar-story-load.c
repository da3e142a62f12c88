/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tours in a collection: listed, and read whole.
 *
 * A picture too large to be shown is never read into memory: its step says why it is not there. */

#define G_LOG_DOMAIN "ibar-story-load"

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-story.h"

static const char story_columns[] = "fid, id, title, description, language, read_only";

static IbarStory *
read_story (sqlite3_stmt *row)
{
  g_autofree char *id = ibar_sqlite_dup_text_or_empty (row, 1);
  g_autofree char *title = ibar_sqlite_dup_text_or_empty (row, 2);
  IbarStory *story = ibar_story_new (id, title);

  story->fid = sqlite3_column_int64 (row, 0);
  story->description = ibar_sqlite_dup_text (row, 3);
  story->language = ibar_sqlite_dup_text (row, 4);
  story->read_only = sqlite3_column_int (row, 5) != 0;
  return story;
}

/**
 * ibar_story_list:
 * @collection: a collection
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type IbarStory): its tours in their order, without
 * their steps but with how many these are; NULL with @error set
 *
 * Thread: the collection's.
 */
GPtrArray *
ibar_story_list (IbarCollection *collection, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT %s, (SELECT count (*) FROM story_step WHERE story_fid = story.fid) FROM story "
      "ORDER BY position, fid",
      story_columns);
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (collection->db, collection->path, sql, error);
  g_autoptr (GPtrArray) stories = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_story_free);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  while (row)
    {
      IbarStory *story;

      if (!ibar_sqlite_step (stmt, collection->path, &row, error))
        return NULL;
      if (!row)
        break;
      story = read_story (stmt);
      story->n_steps = (guint) sqlite3_column_int64 (stmt, 6);
      g_ptr_array_add (stories, story);
    }
  return g_steal_pointer (&stories);
}

static IbarDay
column_day (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);
  IbarDay day;

  return text != NULL && ibar_day_parse (text, &day, NULL, NULL, NULL) ? day : IBAR_DAY_NONE;
}

static void
read_view (sqlite3_stmt *row, IbarStoryStep *step)
{
  step->center = (IbarPoint){ sqlite3_column_double (row, 7), sqlite3_column_double (row, 8) };
  step->zoom = sqlite3_column_double (row, 9);
  step->rotation = sqlite3_column_double (row, 10);
  step->has_view
      = sqlite3_column_type (row, 7) != SQLITE_NULL && sqlite3_column_type (row, 8) != SQLITE_NULL
        && sqlite3_column_type (row, 9) != SQLITE_NULL && fabs (step->center.longitude) <= 180
        && fabs (step->center.latitude) <= 90 && step->zoom >= 0 && step->zoom <= 30;
}

/* The size comes from the file's own tables: a blob of 200 MB is not touched. */
static void
read_picture (sqlite3_stmt *row, IbarStoryStep *step)
{
  gint64 size = sqlite3_column_int64 (row, 14);
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;
  const char *type;

  if (size == 0)
    return;
  if (size > IBAR_STORY_MOST_PICTURE_BYTES)
    {
      g_autofree char *found = g_format_size ((guint64) size);
      g_autofree char *most = g_format_size (IBAR_STORY_MOST_PICTURE_BYTES);

      step->picture_problem
          = g_strdup_printf (_ ("the picture has %s; at most %s are shown"), found, most);
      return;
    }
  picture = g_bytes_new (sqlite3_column_blob (row, 15), (gsize) sqlite3_column_bytes (row, 15));
  if (ibar_story_picture_check (picture, step->title, &type, &error))
    {
      step->picture = g_steal_pointer (&picture);
      g_free (step->picture_type);
      step->picture_type = g_strdup (type);
    }
  else
    step->picture_problem = g_strdup (error->message);
}

static IbarStoryStep *
read_step (sqlite3_stmt *row)
{
  g_autofree char *title = ibar_sqlite_dup_text_or_empty (row, 1);
  IbarStoryStep *step = ibar_story_step_new (title);

  step->fid = sqlite3_column_int64 (row, 0);
  g_free (step->body);
  step->body = ibar_sqlite_dup_text_or_empty (row, 2);
  step->notes = ibar_sqlite_dup_text (row, 3);
  g_free (step->filter);
  step->filter = ibar_sqlite_dup_text_or_empty (row, 4);
  step->selection = ibar_sqlite_dup_text (row, 5);
  step->names = ibar_sqlite_dup_text (row, 6);
  read_view (row, step);
  step->from = column_day (row, 11);
  step->to = column_day (row, 12);
  step->picture_credit = ibar_sqlite_dup_text (row, 13);
  read_picture (row, step);
  return step;
}

static gboolean
read_steps (IbarStory *story, IbarCollection *collection, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT fid, title, body, notes, filter, selection, names, longitude, "
                         "latitude, zoom, rotation, "
                         "date_from, date_to, picture_credit, ifnull (length (picture), 0), "
                         "CASE WHEN length (picture) <= %d THEN picture END "
                         "FROM story_step WHERE story_fid = ?1 ORDER BY position, fid",
                         IBAR_STORY_MOST_PICTURE_BYTES);
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (collection->db, collection->path, sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, story->fid);
  while (row)
    {
      if (!ibar_sqlite_step (stmt, collection->path, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (story->steps, read_step (stmt));
    }
  story->n_steps = story->steps->len;
  return TRUE;
}

/**
 * ibar_story_load:
 * @collection: a collection
 * @id: a tour
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the tour with its steps, or NULL with @error set
 *
 * Errors: %IBAR_ERROR_NOT_FOUND, and those of reading.
 *
 * Thread: the collection's.
 */
IbarStory *
ibar_story_load (IbarCollection *collection, const char *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM story WHERE id = ?1", story_columns);
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (collection->db, collection->path, sql, error);
  g_autoptr (IbarStory) story = NULL;
  gboolean row;

  if (stmt == NULL)
    return NULL;
  ibar_sqlite_bind_text (stmt, 1, id);
  if (!ibar_sqlite_step (stmt, collection->path, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("“%s” has no tour “%s”"),
                   collection->path, id);
      return NULL;
    }
  story = read_story (stmt);
  return read_steps (story, collection, error) ? g_steal_pointer (&story) : NULL;
}
