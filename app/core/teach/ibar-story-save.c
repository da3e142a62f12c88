/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tours into a collection: written whole and deleted, each change in one transaction.
 *
 * A picture too large to be shown was never read: saving leaves those columns as they are. */

#define G_LOG_DOMAIN "ibar-story-save"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-story.h"

static void
bind_day (sqlite3_stmt *stmt, int index, IbarDay day)
{
  g_autofree char *text = day != IBAR_DAY_NONE ? ibar_day_format_iso (day) : NULL;

  ibar_sqlite_bind_text (stmt, index, text);
}

static gboolean
write_story (IbarStory *self, IbarCollection *collection, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      collection->db, collection->path,
      self->fid > 0
          ? "UPDATE story SET id = ?1, title = ?2, description = ?3, language = ?4, read_only = ?5 "
            "WHERE fid = ?6"
          : "INSERT INTO story (id, title, description, language, read_only, position) VALUES "
            "(?1, ?2, ?3, ?4, ?5, (SELECT ifnull (max (position), -1) + 1 FROM story))",
      error);

  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, self->id);
  ibar_sqlite_bind_text (stmt, 2, self->title);
  ibar_sqlite_bind_text (stmt, 3, self->description);
  ibar_sqlite_bind_text (stmt, 4, self->language);
  sqlite3_bind_int (stmt, 5, self->read_only);
  if (self->fid > 0)
    sqlite3_bind_int64 (stmt, 6, self->fid);
  if (!ibar_sqlite_run (stmt, collection->path, error))
    return FALSE;
  if (self->fid <= 0)
    self->fid = sqlite3_last_insert_rowid (collection->db);
  return TRUE;
}

/* The rows that are steps no longer go; the others step aside, as two never share a position. */
static gboolean
clear_steps (const IbarStory *self, IbarCollection *collection, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "DELETE FROM story_step WHERE story_fid = %" G_GINT64_FORMAT
                          " AND fid NOT IN (0",
                          self->fid);
  for (guint i = 0; i < self->steps->len; i++)
    g_string_append_printf (sql, ", %" G_GINT64_FORMAT,
                            ((const IbarStoryStep *) self->steps->pdata[i])->fid);
  g_string_append_printf (
      sql, "); UPDATE story_step SET position = -1 - fid WHERE story_fid = %" G_GINT64_FORMAT,
      self->fid);
  return ibar_sqlite_exec (collection->db, collection->path, sql->str, error);
}

/* Whether the step's row is still there: another program may have taken it away. */
static gboolean
has_row (const IbarStory *story,
         const IbarStoryStep *step,
         IbarCollection *collection,
         gboolean *there,
         GError **error)
{
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (collection->db, collection->path,
                             "SELECT 1 FROM story_step WHERE fid = ?1 AND story_fid = ?2", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, step->fid);
  sqlite3_bind_int64 (stmt, 2, story->fid);
  return ibar_sqlite_step (stmt, collection->path, there, error);
}

static void
bind_step (sqlite3_stmt *stmt, const IbarStoryStep *step)
{
  const double view[]
      = { step->center.longitude, step->center.latitude, step->zoom, step->rotation };

  ibar_sqlite_bind_text (stmt, 3, step->title);
  ibar_sqlite_bind_text (stmt, 4, step->body);
  ibar_sqlite_bind_text (stmt, 5, step->notes);
  ibar_sqlite_bind_text (stmt, 6, step->filter);
  ibar_sqlite_bind_text (stmt, 7, step->selection);
  ibar_sqlite_bind_text (stmt, 8, step->names);
  for (int i = 0; step->has_view && i < 4; i++)
    sqlite3_bind_double (stmt, 9 + i, view[i]);
  bind_day (stmt, 13, step->from);
  bind_day (stmt, 14, step->to);
  ibar_sqlite_bind_text (stmt, 15, step->picture_credit);
}

static gboolean
write_picture (const IbarStoryStep *step, IbarCollection *collection, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (step->picture == NULL && step->picture_problem != NULL)
    return TRUE; /* what is there is more than we could read */
  stmt
      = ibar_sqlite_prepare (collection->db, collection->path,
                             "UPDATE story_step SET picture = ?2, picture_type = ?3 WHERE fid = ?1",
                             error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, step->fid);
  if (step->picture != NULL)
    {
      gsize size;
      gconstpointer data = g_bytes_get_data (step->picture, &size);

      sqlite3_bind_blob64 (stmt, 2, data, size, SQLITE_STATIC);
      ibar_sqlite_bind_text (stmt, 3, step->picture_type);
    }
  return ibar_sqlite_run (stmt, collection->path, error);
}

static gboolean
write_step (const IbarStory *story,
            IbarStoryStep *step,
            guint position,
            IbarCollection *collection,
            GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  gboolean there;

  if (!has_row (story, step, collection, &there, error))
    return FALSE;
  stmt = ibar_sqlite_prepare (
      collection->db, collection->path,
      there
          ? "UPDATE story_step SET story_fid = ?1, position = ?2, title = ?3, body = ?4, notes = "
            "?5, "
            "filter = ?6, selection = ?7, names = ?8, longitude = ?9, latitude = ?10, zoom = ?11, "
            "rotation = ?12, date_from = ?13, date_to = ?14, picture_credit = ?15 WHERE fid = ?16"
          : "INSERT INTO story_step (story_fid, position, title, body, notes, filter, selection, "
            "names, longitude, latitude, zoom, rotation, date_from, date_to, picture_credit) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
      error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, story->fid);
  sqlite3_bind_int (stmt, 2, (int) position);
  bind_step (stmt, step);
  if (there)
    sqlite3_bind_int64 (stmt, 16, step->fid);
  if (!ibar_sqlite_run (stmt, collection->path, error))
    return FALSE;
  if (!there)
    step->fid = sqlite3_last_insert_rowid (collection->db);
  return write_picture (step, collection, error);
}

static gboolean
write_all (IbarStory *self, IbarCollection *collection, GError **error)
{
  if (!write_story (self, collection, error) || !clear_steps (self, collection, error))
    return FALSE;
  for (guint i = 0; i < self->steps->len; i++)
    if (!write_step (self, self->steps->pdata[i], i, collection, error))
      return FALSE;
  return TRUE;
}

/* A savepoint is a transaction where none is open, and a part of one where it is (the compiler's).
 */
static gboolean
end_savepoint (IbarCollection *collection, gboolean ok, GError **error)
{
  if (ok && ibar_sqlite_exec (collection->db, collection->path, "RELEASE story", error))
    return TRUE;
  sqlite3_exec (collection->db, "ROLLBACK TO story; RELEASE story", NULL, NULL, NULL);
  return FALSE;
}

/**
 * ibar_story_save:
 * @self: a tour; a new one, and its new steps, get their rows' numbers
 * @collection: a collection opened for writing
 * @error: return location
 *
 * Writes a tour with its steps in their order, all or nothing. A step that came from the file keeps
 * its row.
 *
 * Returns: FALSE with @error set if it could not be written
 *
 * Errors: %IBAR_ERROR_DATA if the id is another tour's; %IBAR_ERROR_READ_ONLY, %IBAR_ERROR_BUSY,
 * %IBAR_ERROR_FULL.
 *
 * Thread: the collection's.
 */
gboolean
ibar_story_save (IbarStory *self, IbarCollection *collection, GError **error)
{
  g_autoptr (IbarStory) before = ibar_story_copy (self);

  if (!ibar_sqlite_exec (collection->db, collection->path, "SAVEPOINT story", error))
    return FALSE;
  if (end_savepoint (collection, write_all (self, collection, error), error))
    return TRUE;
  /* What was not written has no row. */
  self->fid = before->fid;
  for (guint i = 0; i < self->steps->len; i++)
    ((IbarStoryStep *) self->steps->pdata[i])->fid
        = ((const IbarStoryStep *) before->steps->pdata[i])->fid;
  return FALSE;
}

/* The pictures of a tour that goes, in a table of the connection's own, which goes with it. */
static gboolean
put_pictures_aside (IbarCollection *collection, const char *id, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (!ibar_sqlite_exec (collection->db, collection->path,
                         "CREATE TEMP TABLE IF NOT EXISTS story_aside (position INTEGER, picture BLOB, "
                         "picture_type TEXT); DELETE FROM temp.story_aside",
                         error))
    return FALSE;
  stmt = ibar_sqlite_prepare (collection->db, collection->path,
                              "INSERT INTO temp.story_aside SELECT row_number () OVER (ORDER BY step.position, step.fid) - 1, "
                              "step.picture, step.picture_type FROM story_step AS step "
                              "JOIN story ON story.fid = step.story_fid WHERE story.id = ?1",
                              error);
  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, id);
  return ibar_sqlite_run (stmt, collection->path, error);
}

static gboolean
bring_picture_back (const IbarStoryStep *step, guint position, IbarCollection *collection, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (collection->db, collection->path,
                             "UPDATE story_step SET (picture, picture_type) = (SELECT picture, picture_type "
                             "FROM temp.story_aside WHERE position = ?2) WHERE fid = ?1",
                             error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, step->fid);
  sqlite3_bind_int64 (stmt, 2, position);
  return ibar_sqlite_run (stmt, collection->path, error);
}

static gboolean
write_again (IbarStory *self, IbarCollection *collection, GError **error)
{
  self->fid = 0;
  for (guint i = 0; i < self->steps->len; i++)
    ((IbarStoryStep *) self->steps->pdata[i])->fid = 0;
  if (!ibar_story_save (self, collection, error))
    return FALSE;
  for (guint i = 0; i < self->steps->len; i++)
    {
      const IbarStoryStep *step = self->steps->pdata[i];

      if (step->picture == NULL && step->picture_problem != NULL
          && !bring_picture_back (step, i, collection, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ibar_story_undelete:
 * @self: a tour as it was loaded just before ibar_story_delete(); it gets new rows' numbers
 * @collection: the very collection it was deleted through, and nothing else since
 * @error: return location
 *
 * Writes a deleted tour again, all or nothing, with the pictures that are too large to be read.
 *
 * Returns: FALSE with @error set if it could not be written
 *
 * Errors: as ibar_story_save().
 *
 * Thread: the collection's.
 */
gboolean
ibar_story_undelete (IbarStory *self, IbarCollection *collection, GError **error)
{
  if (!ibar_sqlite_exec (collection->db, collection->path, "SAVEPOINT story_again", error))
    return FALSE;
  if (write_again (self, collection, error)
      && ibar_sqlite_exec (collection->db, collection->path, "RELEASE story_again", error))
    return TRUE;
  sqlite3_exec (collection->db, "ROLLBACK TO story_again; RELEASE story_again", NULL, NULL, NULL);
  return FALSE;
}

/**
 * ibar_story_delete:
 * @collection: a collection opened for writing
 * @id: a tour
 * @error: return location
 *
 * Deletes a tour; ibar_story_undelete() writes it again as long as the collection stays open.
 *
 * Returns: FALSE with @error set if it could not be deleted
 *
 * Errors: %IBAR_ERROR_NOT_FOUND; %IBAR_ERROR_READ_ONLY, %IBAR_ERROR_BUSY.
 *
 * Thread: the collection's.
 */
gboolean
ibar_story_delete (IbarCollection *collection, const char *id, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (collection->db, collection->path,
                                                       "DELETE FROM story WHERE id = ?1", error);

  if (stmt == NULL || !put_pictures_aside (collection, id, error))
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, id);
  if (!ibar_sqlite_run (stmt, collection->path, error))
    return FALSE;
  if (sqlite3_changes (collection->db) > 0)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("“%s” has no tour “%s”"),
               collection->path, id);
  return FALSE;
}

/**
 * ibar_story_make_id:
 * @collection: a collection
 * @wanted: a title or an id
 *
 * Returns: (transfer full): letters, digits and hyphens that no tour of the collection has for its
 * id
 *
 * Thread: the collection's.
 */
char *
ibar_story_make_id (IbarCollection *collection, const char *wanted)
{
  g_autofree char *folded = ibar_fold (wanted);
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (collection->db, collection->path,
                                                       "SELECT 1 FROM story WHERE id = ?1", NULL);
  GString *id = g_string_new (NULL);
  gsize length;

  for (const char *p = folded; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (id, *p);
      else if (id->len > 0 && id->str[id->len - 1] != '-')
        g_string_append_c (id, '-');
    }
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  if (id->len == 0)
    g_string_append (id, "tour");
  length = id->len;
  for (guint n = 2; stmt != NULL; n++)
    {
      gboolean row = FALSE;

      sqlite3_reset (stmt);
      ibar_sqlite_bind_text (stmt, 1, id->str);
      if (!ibar_sqlite_step (stmt, collection->path, &row, NULL) || !row)
        break;
      g_string_truncate (id, length);
      g_string_append_printf (id, "-%u", n);
    }
  return g_string_free (id, FALSE);
}
