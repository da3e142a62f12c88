/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text index of many new events, beside the thread that writes them.
 *
 * Cutting text into words and sorting them is a third of the work of an import, and SQLite does it in the connection's
 * thread. So a database of its own, which SQLite keeps in memory and in a temporary file, gets an index made by the very
 * statement that made the collection's, and the finished blocks are copied over: some thousand rows.
 *
 * Batches come after their events are written (they have numbers then) and go home when they have been read.
 */
#define G_LOG_DOMAIN "ibar-import-text-index"

#include "config.h"

#include "ibar-import-text-index.h"

#include <string.h>

/* The segments stay few: words are gathered in 4 MB before they are written, and all becomes one in the end. */
#define SETTINGS                                                                       \
  "INSERT INTO event_text (event_text, rank) VALUES ('automerge', 0);"                 \
  "INSERT INTO event_text (event_text, rank) VALUES ('hashsize', 4194304);"

#define TEMPORARY_NAME g_get_tmp_dir () /* for messages: where there is no room, say */
#define TEMPORARY "" /* SQLite's name for a database that is gone when it is closed */

struct _IbarImportTextIndex
{
  GAsyncQueue  *queue; /* of IbarImportBatch; the index itself: the end */
  GThread      *thread;
  sqlite3      *db;
  sqlite3_stmt *insert;
  GString      *folded[2];
  GError       *error; /* (nullable) the thread's first */
};

/* đ has no diacritic to lose: it becomes d, as in the triggers of data/schema.sql. */
static const char *
fold (const char *text, GString *folded)
{
  const char *at = strchr (text, '\xc4');

  while (at != NULL && at[1] != '\x91' && at[1] != '\x90')
    at = strchr (at + 1, '\xc4');
  if (at == NULL)
    return text;
  g_string_truncate (folded, 0);
  for (at = text; *at != '\0'; at++)
    if (*at == '\xc4' && (at[1] == '\x91' || at[1] == '\x90'))
      g_string_append_c (folded, *++at == '\x91' ? 'd' : 'D');
    else
      g_string_append_c (folded, *at);
  return folded->str;
}

static gboolean
index_event (IbarImportTextIndex *self, const IbarImportEvent *event)
{
  sqlite3_bind_int64 (self->insert, 1, event->fid);
  sqlite3_bind_text (self->insert, 2, fold (event->title, self->folded[0]), -1, SQLITE_STATIC);
  if (*event->summary != '\0')
    sqlite3_bind_text (self->insert, 3, fold (event->summary, self->folded[1]), -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (self->insert, 3);
  return ibar_sqlite_run (self->insert, TEMPORARY_NAME, &self->error);
}

static void
index_batch (IbarImportTextIndex *self, IbarImportBatch *batch)
{
  for (guint i = 0; i < batch->n_events && self->error == NULL; i++)
    if (batch->events[i].fid != 0 && !index_event (self, &batch->events[i]))
      return;
}

static gboolean
start (IbarImportTextIndex *self, const char *sql)
{
  const char *path = TEMPORARY_NAME;
  int rc = sqlite3_open_v2 (TEMPORARY, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

  if (rc != SQLITE_OK)
    {
      ibar_sqlite_set_error (&self->error, self->db, rc, path);
      return FALSE;
    }
  if (!ibar_sqlite_exec (self->db, path, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN", &self->error)
      || !ibar_sqlite_exec (self->db, path, sql, &self->error) || !ibar_sqlite_exec (self->db, path, SETTINGS, &self->error))
    return FALSE;
  self->insert = ibar_sqlite_prepare (self->db, path, "INSERT INTO event_text (rowid, title, summary) VALUES (?1, ?2, ?3)",
                                      &self->error);
  return self->insert != NULL;
}

static gpointer
index_thread (gpointer data)
{
  IbarImportTextIndex *self = data;
  gpointer item;

  while ((item = g_async_queue_pop (self->queue)) != self)
    {
      IbarImportBatch *batch = item;
      GAsyncQueue *home = batch->home;

      if (self->error == NULL)
        index_batch (self, batch);
      g_async_queue_push (home, batch);
      g_async_queue_unref (home);
    }
  if (self->error == NULL)
    ibar_sqlite_exec (self->db, TEMPORARY_NAME, "COMMIT", &self->error);
  return NULL;
}

/**
 * ibar_import_text_index_new:
 * @sql: the statement that made the collection's index
 *
 * Returns: (transfer full): an index whose thread waits for batches
 */
IbarImportTextIndex *
ibar_import_text_index_new (const char *sql)
{
  IbarImportTextIndex *self = g_new0 (IbarImportTextIndex, 1);

  self->folded[0] = g_string_new (NULL);
  self->folded[1] = g_string_new (NULL);
  self->queue = g_async_queue_new ();
  start (self, sql);
  self->thread = g_thread_new ("ibar-import-text", index_thread, self);
  return self;
}

/**
 * ibar_import_text_index_feed:
 * @self: an index
 * @batch: (transfer full): a batch whose events have their numbers; goes home by itself
 *
 * **Thread:** the writer's.
 */
void
ibar_import_text_index_feed (IbarImportTextIndex *self, IbarImportBatch *batch)
{
  g_async_queue_ref (batch->home);
  g_async_queue_push (self->queue, batch);
}

static void
join (IbarImportTextIndex *self)
{
  if (self->thread == NULL)
    return;
  g_async_queue_push (self->queue, self);
  g_thread_join (g_steal_pointer (&self->thread));
}

static gboolean
copy_rows (IbarImportTextIndex *self, sqlite3 *db, const char *path, const char *select, const char *insert, GError **error)
{
  g_autoptr (sqlite3_stmt) from = ibar_sqlite_prepare (self->db, TEMPORARY_NAME, select, error);
  g_autoptr (sqlite3_stmt) to = from != NULL ? ibar_sqlite_prepare (db, path, insert, error) : NULL;
  gboolean row = TRUE;

  if (to == NULL)
    return FALSE;
  while (row)
    {
      if (!ibar_sqlite_step (from, TEMPORARY_NAME, &row, error))
        return FALSE;
      for (int i = 0; row && i < sqlite3_column_count (from); i++)
        if (sqlite3_bind_value (to, i + 1, sqlite3_column_value (from, i)) != SQLITE_OK)
          {
            ibar_sqlite_set_error (error, db, SQLITE_NOMEM, path);
            return FALSE;
          }
      if (row && !ibar_sqlite_run (to, path, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ibar_import_text_index_copy:
 * @self: an index that has been fed all
 * @db: a connection to the collection, in a transaction; its index is empty and has not been asked yet
 * @path: the file's name, for messages
 * @error: return location
 *
 * Waits for the thread, and puts its index in the place of the collection's.
 *
 * **Cost:** O(size of the index), 10 ms for 5 MB.
 */
gboolean
ibar_import_text_index_copy (IbarImportTextIndex *self, sqlite3 *db, const char *path, GError **error)
{
  join (self);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  return ibar_sqlite_exec (db, path, "DELETE FROM event_text_data; DELETE FROM event_text_idx", error)
         && copy_rows (self, db, path, "SELECT id, block FROM event_text_data ORDER BY id",
                       "INSERT INTO event_text_data (id, block) VALUES (?1, ?2)", error)
         && copy_rows (self, db, path, "SELECT segid, term, pgno FROM event_text_idx ORDER BY segid, term",
                       "INSERT INTO event_text_idx (segid, term, pgno) VALUES (?1, ?2, ?3)", error);
}

void
ibar_import_text_index_free (IbarImportTextIndex *self)
{
  join (self);
  sqlite3_finalize (self->insert);
  sqlite3_close (self->db);
  g_async_queue_unref (self->queue);
  g_string_free (self->folded[0], TRUE);
  g_string_free (self->folded[1], TRUE);
  g_clear_error (&self->error);
  g_free (self);
}
