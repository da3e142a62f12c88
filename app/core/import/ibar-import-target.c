/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The collection an import writes into: opened or made, one transaction, and whole or as it was at the end.
 *
 * One that does not exist is made beside its place and moved there when it is whole: until then there is nothing, and it
 * needs neither a journal nor SQLite for most of its rows (ibar-import-direct.c). Into one that exists, all goes in one
 * transaction; whoever is killed in between leaves a journal that the next opening rolls back.
 */
#define G_LOG_DOMAIN "ibar-import-target"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ibar-error.h"
#include "ibar-gpkg.h"
#include "ibar-import-direct.h"
#include "ibar-import-work.h"

#define BULK_FROM 5000 /* rows; below, keeping the indexes up to date is cheaper than building them */
#define MAX_RESERVED 1000000 /* events: what an estimate may cost in memory that is not needed */

/* A file nobody else can see needs no journal: it is thrown away where the import fails. */
static gboolean
set_unsafe (IbarImportWork *self, GError **error)
{
  return ibar_sqlite_exec (self->writer.db, self->target,
                           "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE", error);
}

/* Opens the collection, or makes a new one beside its place. */
gboolean
ibar_import_target_open (IbarImportWork *self, GError **error)
{
  const char *into = self->options->into;
  gboolean exists = g_file_test (into, G_FILE_TEST_EXISTS);

  self->is_new = !exists;
  self->target = g_strdup (into);
  if (!exists && self->options->dry_run)
    return TRUE;
  if (!exists)
    {
      g_autofree char *folder = g_path_get_dirname (into), *name = g_path_get_basename (into);
      g_autofree char *hidden = g_strdup_printf (".%s.importing", name);

      g_free (self->target);
      self->target = g_build_filename (folder, hidden, NULL);
      g_unlink (self->target);
      self->writer.collection = ibar_collection_create (self->target, error);
    }
  else
    self->writer.collection = ibar_collection_open (
        into, (self->options->dry_run ? IBAR_COLLECTION_READ_ONLY : IBAR_COLLECTION_READ_WRITE) | IBAR_COLLECTION_UNLOCKED,
        error);
  if (self->writer.collection == NULL)
    return FALSE;
  self->writer.db = ibar_collection_get_db (self->writer.collection);
  return !self->is_new || set_unsafe (self, error);
}

static gint64
count_events (IbarImportWork *self)
{
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (self->writer.db, self->target, "SELECT count(*) FROM event", NULL);

  return stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
}

/* Roughly: a row has about 120 bytes. */
static gint64
estimate_rows (IbarImportWork *self)
{
  gint64 size = 0;

  for (const char *const *input = self->options->inputs; *input != NULL; input++)
    {
      GStatBuf status;

      if (g_stat (*input, &status) == 0)
        size += status.st_size;
      else
        size += BULK_FROM * 120;
    }
  return size / 120;
}

static gboolean
begin (IbarImportWork *self, GError **error)
{
  gint64 rows = estimate_rows (self), events;

  if (self->options->dry_run || self->is_new)
    return TRUE;
  if (!ibar_sqlite_exec (self->writer.db, self->target, "PRAGMA cache_size = -32768; PRAGMA temp_store = FILE", error))
    return FALSE;
  events = count_events (self);
  self->in_bulk = self->writer.dataset_is_new && rows > BULK_FROM && rows * 2 > events;
  if (!self->in_bulk)
    return ibar_sqlite_exec (self->writer.db, self->target, "BEGIN IMMEDIATE", error);
  return ibar_sqlite_exec (self->writer.db, self->target,
                           "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON", error)
         && ibar_collection_begin_bulk (self->writer.collection, error);
}

void
ibar_import_finish_hashing (IbarImportWork *self)
{
  const char *hash = ibar_import_hash_get (&self->hash);

  /* Of a part that a filter lets through nobody can tell whether it is the same. */
  if (self->filter == NULL && self->options->where == NULL)
    self->writer.file_hash = hash;
}

static gboolean
write_hash (IbarImportWork *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->writer.db, self->target,
                                                       "UPDATE dataset SET file_hash = ?2 WHERE fid = ?1", error);

  if (stmt == NULL)
    return FALSE;
  ibar_import_finish_hashing (self);
  sqlite3_bind_int64 (stmt, 1, self->writer.dataset_fid);
  ibar_sqlite_bind_text (stmt, 2, ibar_import_hash_get (&self->hash));
  return ibar_sqlite_run (stmt, self->target, error);
}

/* The data set's row is written first, since everything refers to it. */
static gboolean
write_dataset (IbarImportWork *self, GError **error)
{
  IbarImportWriter *writer = &self->writer;
  IbarImportResult *result = self->result;
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (self->options->dry_run)
    return TRUE;
  stmt = ibar_sqlite_prepare (
      writer->db, self->target,
      writer->dataset_is_new
          ? "INSERT INTO dataset (id, name, licence, citation, redistributable, import_profile, imported_at) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
          : "UPDATE dataset SET licence = ifnull(?3, licence), citation = ifnull(?4, citation), "
            "import_profile = ?6, imported_at = ?7 WHERE id = ?1",
      error);
  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, result->dataset);
  ibar_sqlite_bind_text (stmt, 2, result->dataset);
  ibar_sqlite_bind_text (stmt, 3, result->licence);
  ibar_sqlite_bind_text (stmt, 4, result->citation);
  sqlite3_bind_int (stmt, 5, result->redistributable);
  ibar_sqlite_bind_text (stmt, 6, result->profile);
  ibar_sqlite_bind_text (stmt, 7, writer->now);
  if (!ibar_sqlite_run (stmt, self->target, error))
    return FALSE;
  if (writer->dataset_is_new)
    writer->dataset_fid = sqlite3_last_insert_rowid (writer->db);
  return TRUE;
}

static char *
read_text_sql (IbarImportWork *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->writer.db, self->target,
                                                       "SELECT sql FROM sqlite_schema WHERE name = 'event_text'", error);
  gboolean row;

  return stmt != NULL && ibar_sqlite_step (stmt, self->target, &row, error) && row ? ibar_sqlite_dup_text (stmt, 0) : NULL;
}

/* From here on the file is ours alone, until finish_direct(). */
static gboolean
start_direct (IbarImportWork *self, GError **error)
{
  IbarImportWriter *writer = &self->writer;
  g_autofree char *sql = NULL;

  if (!self->is_new || self->options->dry_run)
    return TRUE;
  ibar_known_reserve (&writer->events, (gsize) MIN (estimate_rows (self), MAX_RESERVED));
  sql = read_text_sql (self, error);
  if (sql == NULL)
    return FALSE;
  writer->direct = ibar_import_direct_new (writer, error);
  if (writer->direct == NULL)
    return FALSE;
  g_clear_pointer (&writer->collection, ibar_collection_unref);
  writer->db = NULL;
  self->text = ibar_import_text_index_new (sql);
  return ibar_import_direct_start (writer->direct, error);
}

/* The writer is ready: opens the transaction and writes the data set's row. */
gboolean
ibar_import_target_begin (IbarImportWork *self, GError **error)
{
  return begin (self, error) && write_dataset (self, error) && start_direct (self, error);
}

static gboolean
finish_direct (IbarImportWork *self, GError **error)
{
  IbarImportWriter *writer = &self->writer;

  if (!ibar_import_direct_finish (writer->direct, self->cancellable, error))
    return FALSE;
  writer->collection = ibar_collection_open (
      self->target, IBAR_COLLECTION_READ_WRITE | IBAR_COLLECTION_UNLOCKED | IBAR_COLLECTION_UNFINISHED, error);
  if (writer->collection == NULL)
    return FALSE;
  writer->db = ibar_collection_get_db (writer->collection);
  return set_unsafe (self, error)
         && ibar_sqlite_exec (writer->db, self->target, "PRAGMA cache_size = -32768; BEGIN", error)
         && ibar_import_direct_complete (writer->direct, writer->collection, self->cancellable, error)
         && ibar_import_text_index_copy (self->text, writer->db, self->target, error);
}

static gboolean
update_extents (IbarImportWork *self, GError **error)
{
  return ibar_gpkg_update_extent (self->writer.db, self->target, "event", error)
         && ibar_gpkg_update_extent (self->writer.db, self->target, "place", error);
}

/* Where no event is new or changed, the extents are what they were; those of a new collection are written with its pages. */
static gboolean
must_measure (IbarImportWork *self)
{
  return self->writer.direct == NULL && self->result->n_imported + self->result->n_updated > 0;
}

/* A new collection shows first where its events lie. */
static gboolean
write_home (IbarImportWork *self, GError **error)
{
  return ibar_sqlite_exec (
      self->writer.db, self->target,
      "INSERT OR IGNORE INTO ibar_info (key, value) SELECT 'home', printf ('%.4f %.4f %.4f %.4f', max (-180, min_x - 0.02), "
      "max (-85, min_y - 0.02), min (180, max_x + 0.02), min (85, max_y + 0.02)) FROM gpkg_contents "
      "WHERE table_name = 'event' AND min_x NOT NULL",
      error);
}

/* The file is whole: it gets its name, and both are on the disk before anybody hears of it. */
static gboolean
move_into_place (IbarImportWork *self, GError **error)
{
  const char *into = self->options->into;
  int fd;

  g_clear_pointer (&self->writer.collection, ibar_collection_unref);
  self->writer.db = NULL;
  fd = g_open (self->target, O_RDWR | O_CLOEXEC, 0);
  if (fd < 0 || fsync (fd) != 0 || g_rename (self->target, into) != 0)
    {
      g_set_error (error, IBAR_ERROR, errno == ENOSPC ? IBAR_ERROR_FULL : IBAR_ERROR_FAILED, "%s: %s", into,
                   g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return FALSE;
    }
  close (fd);
  return TRUE;
}

static void
clear_known (IbarImportWork *self)
{
  ibar_known_clear (&self->writer.events);
  ibar_known_clear (&self->writer.places);
  ibar_known_clear (&self->writer.sources);
}

/* The events are in the collection by now: a search that is stopped, or fails, is no failure of the import. */
static void
find_duplicates (IbarImportWork *self)
{
  IbarImportWriter *writer = &self->writer;
  g_autoptr (GError) error = NULL;

  if (!ibar_import_find_duplicates (writer->collection, writer->first[IBAR_RUN_EVENT], writer->next[IBAR_RUN_EVENT],
                                    self->cancellable, self->result, &error)
      && !ibar_error_is_stop (error))
    g_message ("%s", error->message);
}

/* All is written: from here on the collection holds it. */
gboolean
ibar_import_target_commit (IbarImportWork *self, GError **error)
{
  IbarImportWriter *writer = &self->writer;
  g_autofree char *inputs = g_strjoinv (", ", (char **) self->options->inputs);

  if (writer->direct != NULL)
    {
      /* Nothing is looked up any more, and the indexes want the memory. */
      clear_known (self);
      if (!finish_direct (self, error))
        return FALSE;
    }
  if (!self->options->dry_run && !write_hash (self, error))
    return FALSE;
  if (!ibar_import_writer_finish (
          writer, g_str_has_prefix (inputs, "PG:") || g_str_has_prefix (inputs, "MYSQL:") ? "server" : inputs, error))
    return FALSE;
  if (self->options->dry_run)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  for (int s = 0; s < N_INSERTS; s++)
    g_clear_pointer (&writer->statements[s], sqlite3_finalize);
  clear_known (self);
  if (self->in_bulk)
    {
      if (!ibar_collection_end_bulk (writer->collection, self->cancellable, error))
        return FALSE;
      self->in_bulk = FALSE;
      ibar_sqlite_exec (writer->db, self->target, "PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF", NULL);
    }
  else if ((must_measure (self) && !update_extents (self, error))
           || !ibar_sqlite_exec (writer->db, self->target, "COMMIT", error))
    return FALSE;
  if (self->is_new && !write_home (self, error))
    return FALSE;
  if (self->options->find_duplicates && !self->is_new)
    find_duplicates (self);
  return !self->is_new || move_into_place (self, error);
}

/* The collection is as it was. */
void
ibar_import_target_roll_back (IbarImportWork *self)
{
  for (int s = 0; s < N_INSERTS; s++)
    g_clear_pointer (&self->writer.statements[s], sqlite3_finalize);
  g_clear_pointer (&self->text, ibar_import_text_index_free);
  g_clear_pointer (&self->writer.direct, ibar_import_direct_free);
  if (self->writer.db != NULL && !sqlite3_get_autocommit (self->writer.db))
    {
      if (self->in_bulk)
        ibar_collection_abort_bulk (self->writer.collection);
      else
        sqlite3_exec (self->writer.db, "ROLLBACK", NULL, NULL, NULL);
    }
  g_clear_pointer (&self->writer.collection, ibar_collection_unref);
  self->writer.db = NULL;
  if (self->is_new && self->target != NULL && !self->options->dry_run)
    g_unlink (self->target);
}

/* The name a new file has while it is made tells nobody anything. */
void
ibar_import_target_name (IbarImportWork *self, GError *error)
{
  GString *message;

  if (!self->is_new || self->target == NULL)
    return;
  message = g_string_new (error->message);
  g_string_replace (message, self->target, self->options->into, 0);
  g_free (error->message);
  error->message = g_string_free (message, FALSE);
}
