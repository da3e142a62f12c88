/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events on their way into a collection.
 *
 * A data set's events are known by external id: a new one is inserted, one whose row has the hash of last time is
 * left alone without a look at the file, any other is an update (ibar-import-update.c). Actors, places and sources
 * belong to their data set and are made once for each name; never are they merged with those of another data set,
 * since a name in two tables need not mean the same.
 *
 * All rows get their numbers here, in runs, so that undoing an import is a matter of a few ranges.
 */
#define G_LOG_DOMAIN "ibar-import-write"

#include "config.h"

#include "ibar-import-write.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-direct.h"
#include "ibar-json.h"

/* How many rows the file ?2 has, where it was the last that was imported into data set ?1, all rows became events and all of
 * those are there: reading it again would find each of them unchanged. (An undone import is no import any more.) */
#define SAME_FILE                                                                                               \
  "SELECT l.after ->> '$.read' FROM change_log l WHERE l.fid = "                                                \
  "(SELECT fid FROM change_log WHERE dataset_fid = ?1 ORDER BY fid DESC LIMIT 1) AND l.action = 'import' "      \
  "AND l.after ->> '$.hash' = ?2 AND l.after ->> '$.rejected' = 0 AND l.after ->> '$.notes' = 0 "              \
  "AND l.after ->> '$.read' = (SELECT count(*) FROM event WHERE dataset_fid = ?1) "                             \
  "AND l.after ->> '$.reading' = ?4 AND (SELECT import_profile FROM dataset WHERE fid = ?1) = ?3"

/* What the ids of this data set must not be. ?1: its row */
#define TAKEN_IDS                                                                              \
  "SELECT 'e' || id FROM event WHERE dataset_fid IS NOT ?1 UNION ALL SELECT 'p' || id FROM place " \
  "WHERE dataset_fid IS NOT ?1 UNION ALL SELECT 's' || id FROM source WHERE dataset_fid IS NOT ?1"

const char *const ibar_import_run_tables[IBAR_N_RUNS]
    = { "event", "actor", "place", "source", "event_type", "event_actor", "event_source", "casualty",
        "casualty_source", "place_name", "actor_name" };

const IbarImportTable ibar_import_tables[INSERT_ACTOR_NAME + 1] = {
  [INSERT_EVENT] = { "event", "fid, geom, id, dataset_fid, external_id, title, summary, contested_note, date_start, date_end, "
                              "date_precision, type_fid, place_fid, confidence, vanished, changed_at" },
  [INSERT_RAW] = { "raw_row", "event_fid, line, row, row_hash" },
  [INSERT_ACTOR] = { "actor", "fid, id, dataset_fid, parent_fid, name, kind" },
  [INSERT_PLACE] = { "place", "fid, geom, id, dataset_fid, name, kind, municipality, precision, uncertainty_m, "
                              "coordinate_source" },
  [INSERT_SOURCE] = { "source", "fid, id, dataset_fid, publisher, title, date, url, language, note" },
  [INSERT_TYPE] = { "event_type", "fid, id, label, definition, family, acled_event_type, acled_sub_event_type, cameo_code" },
  [INSERT_EVENT_ACTOR] = { "event_actor", "fid, event_fid, actor_fid, role" },
  [INSERT_EVENT_SOURCE] = { "event_source", "fid, event_fid, source_fid, rank, used_for_numbers" },
  [INSERT_CASUALTY] = { "casualty", "fid, event_fid, kind, actor_fid, group_name, parent_group, low, best, high, note" },
  [INSERT_CASUALTY_SOURCE] = { "casualty_source", "fid, casualty_fid, source_fid" },
  [INSERT_PLACE_NAME] = { "place_name", "fid, place_fid, form, name" },
  [INSERT_ACTOR_NAME] = { "actor_name", "fid, actor_fid, form, name" },
};

static const char *const statements[N_INSERTS] = {
  [FIND_TYPE] = "SELECT fid FROM event_type WHERE id = ?1",
  [LOG_UPDATE] = "INSERT INTO change_log (at, action, dataset_fid, event_id, before, after) "
                 "VALUES (?1, 'import-update', ?2, ?3, ?4, ?5)",
  [KEEP_ID] = "UPDATE event SET id = ?2 WHERE fid = ?1 AND id IS NOT ?2",
  [DELETE_EVENT] = "DELETE FROM event WHERE fid = ?1",
  [DELETE_RAW] = "DELETE FROM raw_row WHERE event_fid = ?1",
  [DELETE_ACTORS] = "DELETE FROM event_actor WHERE event_fid = ?1",
  [DELETE_SOURCES] = "DELETE FROM event_source WHERE event_fid = ?1",
  [DELETE_CLAIMS] = "DELETE FROM casualty WHERE event_fid = ?1",
};

/* Starting --------------------------------------------------------------------------------------- */

static gboolean
start_runs (IbarImportWriter *self, GError **error)
{
  for (int r = 0; r < IBAR_N_RUNS; r++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT ifnull(max(fid), 0) + 1 FROM %s", ibar_import_run_tables[r]);
      g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->path, sql, error);
      gboolean row;

      if (stmt == NULL || !ibar_sqlite_step (stmt, self->path, &row, error))
        return FALSE;
      self->first[r] = self->next[r] = sqlite3_column_int64 (stmt, 0);
    }
  return TRUE;
}

/* Runs a query over what the data set holds and hands each row to func. */
static gboolean
load (IbarImportWriter *self, const char *sql, void (*func) (IbarImportWriter *, sqlite3_stmt *), GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->path, sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->dataset_fid);
  while (row)
    {
      if (!ibar_sqlite_step (stmt, self->path, &row, error))
        return FALSE;
      if (row)
        func (self, stmt);
      /* A text that found no memory reads as NULL. */
      if (sqlite3_errcode (self->db) == SQLITE_NOMEM)
        {
          ibar_sqlite_set_error (error, self->db, SQLITE_NOMEM, self->path);
          return FALSE;
        }
    }
  return TRUE;
}

static const char *
column_text (sqlite3_stmt *stmt, int column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);

  return text != NULL ? text : "";
}

static void
add_known_event (IbarImportWriter *self, sqlite3_stmt *stmt)
{
  gboolean found;
  IbarKnown *known
      = ibar_known_find (&self->events, ibar_known_hash (self->seed, column_text (stmt, 1)), &found);

  known->fid = sqlite3_column_int64 (stmt, 0);
  known->vanished = sqlite3_column_int (stmt, 2) != 0;
  known->hashed = sqlite3_column_type (stmt, 3) != SQLITE_NULL;
  known->row_hash = (guint64) sqlite3_column_int64 (stmt, 3);
}

static void
add_actor_key (IbarImportWriter *self, const char *key, gint64 fid)
{
  gint64 *value = g_new (gint64, 1);

  *value = fid;
  g_hash_table_insert (self->actors, g_strdup (key), value);
}

static void
add_known_actor (IbarImportWriter *self, sqlite3_stmt *stmt)
{
  const char *id = column_text (stmt, 1);
  gsize n = strlen (self->dataset);

  add_actor_key (self, column_text (stmt, 2), sqlite3_column_int64 (stmt, 0));
  if (!self->keep_ids)
    return;
  /* The id as the table has it, whether it could be kept or not. */
  if (strncmp (id, self->dataset, n) == 0 && id[n] == ':')
    id += n + 1;
  add_actor_key (self, id, sqlite3_column_int64 (stmt, 0));
}

static void
add_taken (IbarImportWriter *self, sqlite3_stmt *stmt)
{
  g_hash_table_add (self->taken, g_strdup (column_text (stmt, 0)));
}

static void
add_actor_id (IbarImportWriter *self, sqlite3_stmt *stmt)
{
  g_hash_table_add (self->actor_ids, g_strdup (column_text (stmt, 0)));
}

/* Places and sources are known by their ids, which are made from what they say. */
static void
add_known_place (IbarImportWriter *self, sqlite3_stmt *stmt)
{
  gboolean found;

  ibar_known_find (&self->places, ibar_known_hash (self->seed, column_text (stmt, 1)), &found)->fid
      = sqlite3_column_int64 (stmt, 0);
}

static void
add_known_source (IbarImportWriter *self, sqlite3_stmt *stmt)
{
  gboolean found;

  ibar_known_find (&self->sources, ibar_known_hash (self->seed, column_text (stmt, 1)), &found)->fid
      = sqlite3_column_int64 (stmt, 0);
}

static gboolean
find_dataset (IbarImportWriter *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (self->db, self->path, "SELECT fid FROM dataset WHERE id = ?1", error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  ibar_import_bind_text (stmt, 1, self->dataset);
  if (!ibar_sqlite_step (stmt, self->path, &row, error))
    return FALSE;
  self->dataset_is_new = !row;
  self->dataset_fid = row ? sqlite3_column_int64 (stmt, 0) : 0;
  return TRUE;
}

static gboolean
find_same_file (IbarImportWriter *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (self->dataset_is_new || self->file_hash == NULL)
    return TRUE;
  stmt = ibar_sqlite_prepare (self->db, self->path, SAME_FILE, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->dataset_fid);
  ibar_import_bind_text (stmt, 2, self->file_hash);
  ibar_import_bind_text (stmt, 3, self->result->profile);
  sqlite3_bind_int64 (stmt, 4, (gint64) self->reading);
  if (!ibar_sqlite_step (stmt, self->path, &self->same_file, error))
    return FALSE;
  self->n_same = self->same_file ? sqlite3_column_int64 (stmt, 0) : 0;
  return TRUE;
}

static gboolean
load_known (IbarImportWriter *self, GError **error)
{
  return load (self, "SELECT e.fid, e.external_id, e.vanished, r.row_hash FROM event e "
                     "LEFT JOIN raw_row r ON r.event_fid = e.fid WHERE e.dataset_fid = ?1",
               add_known_event, error)
         && load (self, "SELECT fid, id, name FROM actor WHERE dataset_fid = ?1", add_known_actor, error)
         && load (self, "SELECT fid, id FROM place WHERE dataset_fid = ?1", add_known_place, error)
         && load (self, "SELECT fid, id FROM source WHERE dataset_fid = ?1", add_known_source, error);
}

/**
 * ibar_import_writer_start:
 * @self: with collection, dataset, now, dry_run and result set
 *
 * Finds out what the collection knows of the data set, before the transaction that writes begins.
 */
gboolean
ibar_import_writer_start (IbarImportWriter *self, GError **error)
{
  self->seed = (guint64) g_random_int () << 32 | g_random_int ();
  self->actors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->actor_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->dataset_is_new = TRUE;
  if (self->db == NULL)
    return TRUE;
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!find_dataset (self, error) || !start_runs (self, error) || !find_same_file (self, error))
    return FALSE;
  if (self->same_file)
    return TRUE;
  return (!self->keep_ids || load (self, TAKEN_IDS, add_taken, error))
         && (self->dataset_is_new || load_known (self, error))
         && load (self, "SELECT id FROM actor WHERE ?1 = ?1", add_actor_id, error);
}

static char *
make_insert (const IbarImportTable *table)
{
  g_autoptr (GString) values = g_string_new ("?");

  for (const char *p = table->columns; *p != '\0'; p++)
    if (*p == ',')
      g_string_append (values, ", ?");
  return g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", table->name, table->columns, values->str);
}

static gboolean
prepare (IbarImportWriter *self, GError **error)
{
  for (int s = 0; s < N_INSERTS; s++)
    {
      g_autofree char *insert = s <= INSERT_ACTOR_NAME ? make_insert (&ibar_import_tables[s]) : NULL;
      const char *sql = s == READ_STATE        ? ibar_import_state_sql
                        : s == READ_DIFFERENCE ? ibar_import_difference_sql
                        : insert != NULL       ? insert
                                               : statements[s];

      self->statements[s] = ibar_sqlite_prepare (self->db, self->path, sql, error);
      if (self->statements[s] == NULL)
        return FALSE;
    }
  return TRUE;
}

void
ibar_import_writer_clear (IbarImportWriter *self)
{
  for (int s = 0; s < N_INSERTS; s++)
    g_clear_pointer (&self->statements[s], sqlite3_finalize);
  g_clear_pointer (&self->actors, g_hash_table_unref);
  g_clear_pointer (&self->actor_ids, g_hash_table_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  ibar_known_clear (&self->events);
  ibar_known_clear (&self->places);
  ibar_known_clear (&self->sources);
  g_clear_pointer (&self->direct, ibar_import_direct_free);
  g_clear_pointer (&self->collection, ibar_collection_unref);
  g_clear_pointer (&self->dataset, g_free);
  g_clear_pointer (&self->now, g_free);
}

/* Adding ------------------------------------------------------------------------------------------- */

static IbarImportNote *
reject_again (const IbarImportEvent *event, const IbarKnown *known)
{
  IbarImportNote *note = g_new0 (IbarImportNote, 1);

  note->line = event->line;
  note->column = g_strdup ("id");
  note->value = g_strdup (event->external_id);
  note->reason = g_strdup_printf (_ ("the same id stands in line %u already"), known->line);
  note->rejected = TRUE;
  return note;
}

/* A table without ids: the row's own content names it, with a number where rows repeat. */
static IbarKnown *
find_unnamed (IbarImportWriter *self, const IbarImportEvent *event, char *id, gsize size)
{
  gboolean found;
  IbarKnown *known;

  g_snprintf (id, size, "row-%016" G_GINT64_MODIFIER "x", event->hash);
  known = ibar_known_find (&self->events, ibar_known_hash (self->seed, id), &found);
  for (int n = 2; found && known->seen; n++)
    {
      g_snprintf (id, size, "row-%016" G_GINT64_MODIFIER "x-%d", event->hash, n);
      known = ibar_known_find (&self->events, ibar_known_hash (self->seed, id), &found);
    }
  return known;
}

static void
count_gaps (IbarImportWriter *self, const IbarImportEvent *event)
{
  self->result->n_not_placed += isnan (event->point.latitude);
  self->result->n_not_dated += event->date.start == IBAR_DAY_NONE;
}

/**
 * ibar_import_writer_add:
 * @self: a writer
 * @event: an event
 * @rejected: (out): why it was rejected: its id came before
 *
 * Inserts, updates or leaves alone, and counts.
 */
gboolean
ibar_import_writer_add (IbarImportWriter *self, IbarImportEvent *event, IbarImportNote **rejected, GError **error)
{
  char unnamed[64];
  const char *id = *event->external_id != '\0' ? event->external_id : unnamed;
  gboolean found;
  IbarKnown *known;

  *rejected = NULL;
  if (id == unnamed)
    known = find_unnamed (self, event, unnamed, sizeof unnamed);
  else
    known = ibar_known_find (&self->events, ibar_known_hash (self->seed, id), &found);
  if (known->seen)
    {
      *rejected = reject_again (event, known);
      return TRUE;
    }
  known->seen = TRUE;
  known->line = (guint32) event->line;
  if (known->fid != 0 && known->hashed && known->row_hash == (event->hash ^ event->reading))
    {
      self->result->n_unchanged++;
      return TRUE;
    }
  count_gaps (self, event);
  if (!self->dry_run && self->direct == NULL && self->statements[0] == NULL && !prepare (self, error))
    return FALSE;
  if (known->fid != 0)
    {
      self->result->n_updated++;
      return self->dry_run || ibar_import_update_event (self, event, known->fid, id, error);
    }
  self->result->n_imported++;
  event->fid = known->fid = self->next[IBAR_RUN_EVENT]++;
  return self->dry_run || ibar_import_write_event (self, event, event->fid, id, error);
}

/* The end ------------------------------------------------------------------------------------------ */

static char *
describe (IbarImportWriter *self, const char *inputs, const char *gone, const char *back)
{
  g_autoptr (GString) json = g_string_new ("{\"inputs\":");

  ibar_json_append_string (json, inputs);
  if (self->file_hash != NULL)
    g_string_append_printf (json, ",\"hash\":\"%s\",\"reading\":%" G_GINT64_FORMAT, self->file_hash, (gint64) self->reading);
  g_string_append_printf (json,
                          ",\"read\":%" G_GINT64_FORMAT ",\"imported\":%" G_GINT64_FORMAT ",\"updated\":%" G_GINT64_FORMAT
                          ",\"unchanged\":%" G_GINT64_FORMAT ",\"rejected\":%" G_GINT64_FORMAT ",\"notes\":%" G_GINT64_FORMAT
                          ",\"new_dataset\":%s,\"gone\":[%s],\"back\":[%s]",
                          self->result->n_read, self->result->n_imported, self->result->n_updated, self->result->n_unchanged,
                          self->result->n_rejected, self->result->n_notes, self->dataset_is_new ? "true" : "false", gone, back);
  for (int r = 0; r < IBAR_N_RUNS; r++)
    g_string_append_printf (json, ",\"%s\":[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]",
                            ibar_import_run_tables[r], self->first[r], self->next[r]);
  g_string_append_c (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

/**
 * ibar_import_writer_finish:
 * @self: a writer after its last event
 * @inputs: what was read, for the log
 *
 * Marks what has vanished and what is back, and logs the import so that it can be undone.
 */
gboolean
ibar_import_writer_finish (IbarImportWriter *self, const char *inputs, GError **error)
{
  g_autoptr (GString) gone = g_string_new (NULL), back = g_string_new (NULL);
  g_autofree char *after = NULL;
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (!ibar_import_mark_vanished (self, gone, back, error))
    return FALSE;
  if (self->dry_run)
    return TRUE;
  stmt = ibar_sqlite_prepare (self->db, self->path,
                              "INSERT INTO change_log (at, action, dataset_fid, after) VALUES (?1, 'import', ?2, ?3)",
                              error);
  if (stmt == NULL)
    return FALSE;
  after = describe (self, inputs, gone->str, back->str);
  ibar_import_bind_text (stmt, 1, self->now);
  sqlite3_bind_int64 (stmt, 2, self->dataset_fid);
  ibar_import_bind_text (stmt, 3, after);
  return ibar_sqlite_run (stmt, self->path, error);
}
