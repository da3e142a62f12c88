/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Importing: from any input to events of a collection.
 *
 * One thread reads rows and makes events of them (ibar-import-pipe.c); the calling thread writes them in one
 * transaction, or, where the collection is new, as pages of its file while a third thread indexes their text. What stays in memory for the whole import is 32 bytes an event (ibar-import-known.h) and the names of actors.
 *
 * A collection that does not exist is made beside its place and moved there when it is whole: until then there
 * is nothing, and it needs neither a journal nor SQLite for most of its rows (ibar-import-direct.c). Into one that exists, all goes in one transaction; whoever is killed in between
 * leaves a journal that the next opening rolls back.
 */
#define G_LOG_DOMAIN "ibar-import"

#include "config.h"

#include "ibar-import.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ibar-error.h"
#include "ibar-gpkg.h"
#include "ibar-import-direct.h"
#include "ibar-import-filter.h"
#include "ibar-import-hash.h"
#include "ibar-import-pipe.h"
#include "ibar-import-private.h"
#include "ibar-import-report.h"
#include "ibar-import-text-index.h"
#include "ibar-import-write.h"

#define BULK_FROM 5000 /* rows; below, keeping the indexes up to date is cheaper than building them */

IbarImportResult *ibar_import_result_new (void);

typedef struct
{
  const IbarImportOptions *options;
  IbarImportWriter         writer;
  IbarImportReport         report;
  IbarImportResult        *result;
  char                    *target;   /* the file that is written */
  gboolean                 is_new;
  gboolean                 in_bulk;
  IbarExtent               home;
  IbarFilter              *filter;   /* (nullable) */
  IbarImportHash           hash;     /* of the input, where it is one file */
  IbarImportTextIndex     *text;     /* (owned) (nullable) of a new collection */
  IbarProgressFunc         progress;
  gpointer                 user_data;
  GCancellable            *cancellable;
} Import;

/* Writing ------------------------------------------------------------------------------------------ */

static gboolean
add_notes (Import *self, IbarImportBatch *batch, GError **error)
{
  gboolean good = TRUE;

  for (guint i = 0; i < batch->notes->len; i++)
    {
      IbarImportNote *note = g_steal_pointer (&g_ptr_array_index (batch->notes, i));

      good = ibar_import_report_add (&self->report, note, good ? error : NULL) && good;
    }
  g_ptr_array_set_size (batch->notes, 0);
  return good;
}

static gboolean
write_batch (Import *self, IbarImportBatch *batch, const char *input, GError **error)
{
  self->result->n_read += batch->n_read;
  self->result->n_received += batch->n_received;
  if (!add_notes (self, batch, error))
    return FALSE;
  for (guint i = 0; i < batch->n_events; i++)
    {
      IbarImportNote *rejected;

      if (!ibar_import_writer_add (&self->writer, &batch->events[i], &rejected, error))
        return FALSE;
      if (rejected == NULL)
        continue;
      rejected->input = g_strdup (input);
      if (!ibar_import_report_add (&self->report, rejected, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_batch (IbarImportBatch *batch, const char *input, gboolean *lent, gpointer user_data, GError **error)
{
  Import *self = user_data;

  if (!write_batch (self, batch, input, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (batch->fraction, self->user_data);
  *lent = self->text != NULL;
  if (self->text != NULL)
    ibar_import_text_index_feed (self->text, batch);
  return TRUE;
}

/* Terms -------------------------------------------------------------------------------------------- */

/* The data set is that of the first input. */
static void
name_dataset (Import *self, const IbarImportProfile *profile)
{
  IbarImportResult *result = self->result;

  if (result->dataset == NULL)
    result->dataset = self->options->dataset != NULL ? g_strdup (self->options->dataset)
                                                     : ibar_import_profile_dup (profile, "profile", "dataset");
  if (result->dataset == NULL)
    result->dataset = ibar_import_make_dataset_id (self->options->inputs[0]);
}

static void
set_terms (Import *self, const IbarImportProfile *profile, IbarImportPlan *plan)
{
  IbarImportResult *result = self->result;

  if (result->profile != NULL)
    return;
  result->profile = g_strdup (profile->name);
  result->licence = self->options->licence != NULL ? g_strdup (self->options->licence)
                                                   : ibar_import_profile_dup (profile, "profile", "licence");
  if (result->licence == NULL)
    result->licence = g_strdup (ibar_import_plan_get_licence (plan));
  result->citation = self->options->citation != NULL ? g_strdup (self->options->citation)
                                                     : ibar_import_profile_dup (profile, "profile", "citation");
  result->redistributable = self->options->may_be_passed_on
                            || ibar_import_profile_get_flag (profile, "redistributable", FALSE);
  self->writer.keep_ids = ibar_import_profile_get_flag (profile, "keep-ids", FALSE);
  /* Of a part nobody can tell what has vanished from the whole. */
  self->writer.vanishes = !ibar_import_profile_get_flag (profile, "slices", FALSE) && self->filter == NULL
                          && self->options->where == NULL;
}

/* The collection ----------------------------------------------------------------------------------- */

static void
read_home (Import *self)
{
  g_autofree char *home = self->writer.collection != NULL ? ibar_collection_dup_info (self->writer.collection, "home") : NULL;
  double v[4];
  char *p = home;

  ibar_extent_init_empty (&self->home);
  for (int i = 0; p != NULL && i < 4; i++)
    {
      char *end;

      v[i] = g_ascii_strtod (p, &end);
      if (end == p)
        return;
      p = end + (*end == ',');
    }
  if (p != NULL)
    self->home = (IbarExtent){ v[0], v[1], v[2], v[3] };
}

/* A file nobody else can see needs no journal: it is thrown away where the import fails. */
static gboolean
set_unsafe (Import *self, GError **error)
{
  return ibar_sqlite_exec (self->writer.db, self->target,
                           "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE", error);
}

static gboolean
open_collection (Import *self, GError **error)
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
        into, (self->options->dry_run ? IBAR_COLLECTION_READ_ONLY : IBAR_COLLECTION_READ_WRITE) | IBAR_COLLECTION_UNLOCKED, error);
  if (self->writer.collection == NULL)
    return FALSE;
  self->writer.db = ibar_collection_get_db (self->writer.collection);
  return !self->is_new || set_unsafe (self, error);
}

static gint64
count_events (Import *self)
{
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (self->writer.db, self->target, "SELECT count(*) FROM event", NULL);

  return stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
}

/* Roughly: a row has about 120 bytes. */
static gint64
estimate_rows (Import *self)
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
begin (Import *self, GError **error)
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

static void
finish_hashing (Import *self)
{
  const char *hash = ibar_import_hash_get (&self->hash);

  /* Of a part that a filter lets through nobody can tell whether it is the same. */
  if (self->filter == NULL && self->options->where == NULL)
    self->writer.file_hash = hash;
}

static gboolean
write_hash (Import *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->writer.db, self->target,
                                                       "UPDATE dataset SET file_hash = ?2 WHERE fid = ?1", error);

  if (stmt == NULL)
    return FALSE;
  finish_hashing (self);
  sqlite3_bind_int64 (stmt, 1, self->writer.dataset_fid);
  ibar_sqlite_bind_text (stmt, 2, ibar_import_hash_get (&self->hash));
  return ibar_sqlite_run (stmt, self->target, error);
}

/* The data set's row is written first, since everything refers to it. */
static gboolean
write_dataset (Import *self, GError **error)
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
read_text_sql (Import *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->writer.db, self->target,
                                                       "SELECT sql FROM sqlite_schema WHERE name = 'event_text'", error);
  gboolean row;

  return stmt != NULL && ibar_sqlite_step (stmt, self->target, &row, error) && row ? ibar_sqlite_dup_text (stmt, 0) : NULL;
}

/* From here on the file is ours alone, until finish_direct(). */
#define MAX_RESERVED 1000000 /* events: what an estimate may cost in memory that is not needed */

static gboolean
start_direct (Import *self, GError **error)
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

static gboolean
finish_direct (Import *self, GError **error)
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
update_extents (Import *self, GError **error)
{
  if (ibar_gpkg_update_extent (self->writer.db, "event") == SQLITE_OK
      && ibar_gpkg_update_extent (self->writer.db, "place") == SQLITE_OK)
    return TRUE;
  ibar_sqlite_set_error (error, self->writer.db, sqlite3_extended_errcode (self->writer.db), self->target);
  return FALSE;
}

/* Where no event is new or changed, the extents are what they were; those of a new collection are written with its pages. */
static gboolean
must_measure (Import *self)
{
  return self->writer.direct == NULL && self->result->n_imported + self->result->n_updated > 0;
}

/* A new collection shows first where its events lie. */
static gboolean
write_home (Import *self, GError **error)
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
move_into_place (Import *self, GError **error)
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
clear_known (Import *self)
{
  ibar_known_clear (&self->writer.events);
  ibar_known_clear (&self->writer.places);
  ibar_known_clear (&self->writer.sources);
}

static gboolean
commit (Import *self, GError **error)
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
  if (!ibar_import_writer_finish (writer, g_str_has_prefix (inputs, "PG:") || g_str_has_prefix (inputs, "MYSQL:") ? "server" : inputs, error))
    return FALSE;
  if (self->options->dry_run)
    return TRUE;
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
  else if ((must_measure (self) && !update_extents (self, error)) || !ibar_sqlite_exec (writer->db, self->target, "COMMIT", error))
    return FALSE;
  if (self->is_new && !write_home (self, error))
    return FALSE;
  if (self->options->find_duplicates && !self->is_new && !writer->dry_run
      && !ibar_import_find_duplicates (writer->collection, writer->first[IBAR_RUN_EVENT],
                                       writer->next[IBAR_RUN_EVENT], self->cancellable, self->result, error))
    return FALSE;
  return !self->is_new || move_into_place (self, error);
}

static void
roll_back (Import *self)
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
static void
name_target (Import *self, GError *error)
{
  GString *message;

  if (!self->is_new || self->target == NULL)
    return;
  message = g_string_new (error->message);
  g_string_replace (message, self->target, self->options->into, 0);
  g_free (error->message);
  error->message = g_string_free (message, FALSE);
}

/* The whole ---------------------------------------------------------------------------------------- */

static gboolean
start_writing (Import *self, const IbarImportProfile *profile, IbarImportPlan *plan, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  if (self->writer.actors != NULL)
    return TRUE;
  set_terms (self, profile, plan);
  self->writer.dataset = g_strdup (self->result->dataset);
  self->writer.now = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  self->writer.path = self->target;
  self->writer.dry_run = self->options->dry_run;
  self->writer.result = self->result;
  self->writer.reading = ibar_import_plan_get_reading (plan);
  if (!self->is_new)
    finish_hashing (self);
  return ibar_import_writer_start (&self->writer, error) && begin (self, error) && write_dataset (self, error)
         && start_direct (self, error);
}

#define SERVER_SURVEY_ROWS 10000

/* How dates and coordinates are to be read is told by all rows, not by those that a filter lets through; of a server's not
 * all of them are fetched for it. */
static gboolean
survey (Import *self, IbarImportPlan *plan, IbarImportReader *reader, GError **error)
{
  gboolean part = self->filter != NULL && ibar_import_reader_is_server (reader);

  return (self->options->where == NULL || ibar_import_reader_push (reader, self->options->where, NULL, error))
         && ibar_import_plan_survey (plan, reader, &self->home, part ? SERVER_SURVEY_ROWS : G_MAXINT64, self->cancellable, error);
}

/* Titles above the header are no rows; what they say is not lost. */
static gboolean
report_above (Import *self, IbarImportReader *reader, GError **error)
{
  const char *above = ibar_import_reader_get_above (reader);
  IbarImportNote *note;

  if (above == NULL)
    return TRUE;
  note = g_new0 (IbarImportNote, 1);
  note->input = g_path_get_basename (ibar_import_reader_get_input (reader));
  note->line = 1;
  note->value = g_strdup (above);
  note->reason = g_strdup (_ ("stands above the header and is no part of the table"));
  return ibar_import_report_add (&self->report, note, error);
}

static gboolean
import_input (Import *self, const char *input, GError **error)
{
  g_autoptr (IbarImportReader) reader = ibar_import_reader_open (input, error);
  g_autoptr (IbarImportProfile) profile = NULL;
  g_autoptr (IbarImportPlan) plan = NULL;

  if (reader == NULL)
    return FALSE;
  profile = ibar_import_choose_profile (self->options, reader, error);
  if (profile == NULL)
    return FALSE;
  plan = ibar_import_open_plan (self->options, profile, reader, error);
  if (plan == NULL)
    return FALSE;
  name_dataset (self, profile);
  if (!survey (self, plan, reader, error)
      || !ibar_import_filter_push (self->filter, profile, self->result->dataset, reader, self->options->where, error))
    return FALSE;
  g_free (self->result->left_out);
  self->result->left_out = g_strdup (ibar_import_reader_get_left_out (reader));
  g_free (self->result->date_evidence);
  g_free (self->result->coordinate_evidence);
  self->result->date_order = ibar_import_plan_get_date_order (plan, &self->result->date_evidence);
  self->result->ambiguous = ibar_import_plan_is_ambiguous (plan);
  self->result->exchanged = ibar_import_plan_get_exchanged (plan, &self->result->coordinate_evidence);
  if (!start_writing (self, profile, plan, error))
    return FALSE;
  if (self->writer.same_file)
    {
      self->result->n_received = self->result->n_read = self->result->n_unchanged = self->writer.n_same;
      return TRUE;
    }
  if (!report_above (self, reader, error))
    return FALSE;
  return ibar_import_pump (reader, plan, self->filter, self->result->dataset, take_batch, self, self->cancellable, error);
}

static gboolean
run (Import *self, GError **error)
{
  if (self->options->filter != NULL)
    {
      self->filter = ibar_filter_parse (self->options->filter, NULL, NULL, error);
      if (self->filter == NULL)
        return FALSE;
    }
  if (self->options->inputs[1] == NULL)
    ibar_import_hash_start (&self->hash, self->options->inputs[0]);
  if (!open_collection (self, error)
      || !ibar_import_report_open (&self->report, self->options->report, error))
    return FALSE;
  read_home (self);
  for (const char *const *input = self->options->inputs; *input != NULL; input++)
    if (!import_input (self, *input, error))
      return FALSE;
  return commit (self, error);
}

/**
 * ibar_import_run:
 * @options: what and how
 * @progress: (nullable): called in this thread after every thousand rows
 * @cancellable: (nullable): stops the import; nothing is changed then
 *
 * Imports all inputs as one data set in one transaction.
 *
 * Returns: (nullable): what was done; read = imported + updated + unchanged + rejected
 *
 * **Errors:** those of IbarError; the collection is as it was before.
 * **Thread:** any; it starts one more.
 * **Cost:** O(rows log rows); `./dev bench import`.
 */
IbarImportResult *
ibar_import_run (const IbarImportOptions *options, IbarProgressFunc progress, gpointer user_data,
                 GCancellable *cancellable, GError **error)
{
  Import self = { .options = options, .progress = progress, .user_data = user_data, .cancellable = cancellable };
  g_autoptr (IbarImportResult) result = ibar_import_result_new ();
  GError *local = NULL;
  gboolean good;

  self.result = self.report.result = result;
  good = run (&self, &local);
  good = ibar_import_report_close (&self.report, good ? &local : NULL) && good;
  if (!good)
    {
      roll_back (&self);
      name_target (&self, local);
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_clear_error (&local);
          g_set_error (&local, IBAR_ERROR, IBAR_ERROR_CANCELLED, _ ("The import was stopped; nothing was changed"));
        }
      g_propagate_error (error, local);
    }
  g_clear_pointer (&self.text, ibar_import_text_index_free);
  ibar_import_hash_clear (&self.hash);
  ibar_import_writer_clear (&self.writer);
  g_clear_pointer (&self.filter, ibar_filter_free);
  g_free (self.target);
  return good ? g_steal_pointer (&result) : NULL;
}
