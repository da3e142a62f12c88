/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking back the last import.
 *
 * change_log holds one row for the import itself, with the run of numbers its new rows have in each table and the events
 * whose mark of having vanished it set or took off, and one row for each event it changed, with the whole state
 * before. So what was new is deleted by range and what was changed is put back; one transaction.
 */
#define G_LOG_DOMAIN "ibar-import-undo"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-import-write.h"

/* In this order: what refers to others goes first. ?1 is the import's row in change_log. */
/* New actors that nothing names any more; again for those they belonged to. */
#define DELETE_ACTORS_STEP \
  "DELETE FROM actor WHERE fid >= (SELECT after ->> '$.actor[0]' FROM change_log WHERE fid = ?1) " \
  "AND fid < (SELECT after ->> '$.actor[1]' FROM change_log WHERE fid = ?1) " \
  "AND fid NOT IN (SELECT actor_fid FROM event_actor) AND fid NOT IN (SELECT actor_fid FROM casualty WHERE actor_fid NOTNULL) " \
  "AND fid NOT IN (SELECT parent_fid FROM actor WHERE parent_fid NOTNULL)"

static const char *const steps[] = {
  /* States before, newest first, back onto their events. */
  "CREATE TEMP TABLE undo AS SELECT l.before AS s, e.fid AS fid FROM change_log l JOIN event e ON e.id = l.event_id "
  "WHERE l.action = 'import-update' AND l.fid > (SELECT ifnull (max (fid), 0) FROM change_log WHERE action IN "
  "('import', 'undo-import') AND fid < ?1) AND l.fid < ?1",
  "UPDATE event SET geom = CASE WHEN s ->> '$.placed' THEN ibar_unhex (s ->> '$.geom') END, title = s ->> '$.title', "
  "summary = s ->> '$.summary', contested_note = s ->> '$.contested_note', date_start = s ->> '$.date_start', "
  "date_end = s ->> '$.date_end', date_precision = s ->> '$.date_precision', type_fid = s ->> '$.type_fid', "
  "place_fid = s ->> '$.place_fid', confidence = s ->> '$.confidence', vanished = s ->> '$.vanished', "
  "changed_at = s ->> '$.changed_at' FROM temp.undo u WHERE u.fid = event.fid",
  "DELETE FROM raw_row WHERE event_fid IN (SELECT fid FROM temp.undo)",
  "DELETE FROM event_actor WHERE event_fid IN (SELECT fid FROM temp.undo)",
  "DELETE FROM event_source WHERE event_fid IN (SELECT fid FROM temp.undo)",
  "DELETE FROM casualty WHERE event_fid IN (SELECT fid FROM temp.undo)",
  "INSERT INTO raw_row (event_fid, line, row, row_hash) SELECT fid, s ->> '$.line', s ->> '$.row', s ->> '$.row_hash' "
  "FROM temp.undo WHERE s ->> '$.row' IS NOT NULL",
  "INSERT INTO event_actor (fid, event_fid, actor_fid, role) SELECT v.value ->> 0, u.fid, v.value ->> 1, v.value ->> 2 "
  "FROM temp.undo u, json_each (u.s, '$.actors') v",
  "INSERT INTO event_source (fid, event_fid, source_fid, rank, used_for_numbers) SELECT v.value ->> 0, u.fid, v.value ->> 1, "
  "v.value ->> 2, v.value ->> 3 FROM temp.undo u, json_each (u.s, '$.sources') v",
  "INSERT INTO casualty (fid, event_fid, kind, actor_fid, group_name, parent_group, low, best, high, note) "
  "SELECT v.value ->> 0, u.fid, v.value ->> 1, v.value ->> 2, v.value ->> 3, v.value ->> 4, v.value ->> 5, v.value ->> 6, "
  "v.value ->> 7, v.value ->> 8 FROM temp.undo u, json_each (u.s, '$.claims') v",
  "INSERT INTO casualty_source (fid, casualty_fid, source_fid) SELECT v.value ->> 0, v.value ->> 1, v.value ->> 2 "
  "FROM temp.undo u, json_each (u.s, '$.claim_sources') v",
  "DROP TABLE temp.undo",
  "DELETE FROM change_log WHERE action = 'import-update' AND fid > (SELECT ifnull (max (fid), 0) FROM change_log WHERE "
  "action IN ('import', 'undo-import') AND fid < ?1) AND fid < ?1",
  /* What was new. */
  "DELETE FROM event WHERE fid >= (SELECT after ->> '$.event[0]' FROM change_log WHERE fid = ?1) "
  "AND fid < (SELECT after ->> '$.event[1]' FROM change_log WHERE fid = ?1)",
  DELETE_ACTORS_STEP,
  DELETE_ACTORS_STEP,
  DELETE_ACTORS_STEP,
  "DELETE FROM place WHERE fid >= (SELECT after ->> '$.place[0]' FROM change_log WHERE fid = ?1) "
  "AND fid < (SELECT after ->> '$.place[1]' FROM change_log WHERE fid = ?1) "
  "AND fid NOT IN (SELECT place_fid FROM event WHERE place_fid NOTNULL)",
  "DELETE FROM source WHERE fid >= (SELECT after ->> '$.source[0]' FROM change_log WHERE fid = ?1) "
  "AND fid < (SELECT after ->> '$.source[1]' FROM change_log WHERE fid = ?1) "
  "AND fid NOT IN (SELECT source_fid FROM event_source) AND fid NOT IN (SELECT source_fid FROM casualty_source)",
  "DELETE FROM event_type WHERE fid >= (SELECT after ->> '$.event_type[0]' FROM change_log WHERE fid = ?1) "
  "AND fid < (SELECT after ->> '$.event_type[1]' FROM change_log WHERE fid = ?1) "
  "AND fid NOT IN (SELECT type_fid FROM event WHERE type_fid NOTNULL)",
  "UPDATE event SET vanished = 0 WHERE fid IN (SELECT value FROM json_each ((SELECT after FROM change_log WHERE fid = ?1), "
  "'$.gone'))",
  "UPDATE event SET vanished = 1 WHERE fid IN (SELECT value FROM json_each ((SELECT after FROM change_log WHERE fid = ?1), "
  "'$.back'))",
  "DELETE FROM dataset WHERE fid = (SELECT dataset_fid FROM change_log WHERE fid = ?1 AND after ->> '$.new_dataset') "
  "AND fid NOT IN (SELECT dataset_fid FROM event WHERE dataset_fid NOTNULL) "
  "AND fid NOT IN (SELECT dataset_fid FROM actor WHERE dataset_fid NOTNULL) "
  "AND fid NOT IN (SELECT dataset_fid FROM place WHERE dataset_fid NOTNULL) "
  "AND fid NOT IN (SELECT dataset_fid FROM source WHERE dataset_fid NOTNULL)",
  "UPDATE change_log SET action = 'undo-import', at = strftime ('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE fid = ?1",
};

/* SQLite has unhex() from 3.41 on. */
static void
unhex (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  int length = sqlite3_value_bytes (values[0]) / 2;
  guint8 *bytes;

  if (text == NULL)
    return;
  bytes = sqlite3_malloc (length + 1);
  if (bytes == NULL)
    {
      sqlite3_result_error_nomem (context);
      return;
    }
  for (int i = 0; i < length; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  sqlite3_result_blob (context, bytes, length, sqlite3_free);
}

static gboolean
find_last (sqlite3 *db, const char *path, gint64 *fid, char **what, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      db, path,
      "SELECT l.fid, ifnull (d.id, '?'), l.at, l.after ->> '$.imported', l.after ->> '$.updated' FROM change_log l "
      "LEFT JOIN dataset d ON d.fid = l.dataset_fid WHERE l.action = 'import' ORDER BY l.fid DESC LIMIT 1",
      error);
  gboolean row;

  if (stmt == NULL || !ibar_sqlite_step (stmt, path, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("“%s” has no import that could be taken back"), path);
      return FALSE;
    }
  *fid = sqlite3_column_int64 (stmt, 0);
  *what = g_strdup_printf (_ ("The import of “%s” from %s was taken back: %s new events removed, %s changed events restored"),
                           sqlite3_column_text (stmt, 1), sqlite3_column_text (stmt, 2), sqlite3_column_text (stmt, 3),
                           sqlite3_column_text (stmt, 4));
  return TRUE;
}

static gboolean
run_steps (sqlite3 *db, const char *path, gint64 fid, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (db, path, steps[i], error);

      if (stmt == NULL)
        return FALSE;
      if (sqlite3_bind_parameter_count (stmt) > 0)
        sqlite3_bind_int64 (stmt, 1, fid);
      if (!ibar_sqlite_run (stmt, path, error))
        return FALSE;
    }
  return ibar_sqlite_exec (db, path, "COMMIT", error);
}

/**
 * ibar_import_undo:
 * @path: a collection
 * @cancellable: (nullable): stops it; nothing is changed then
 *
 * Takes back the last import: its new events go, the changed ones are as they were, the vanished ones lose the mark.
 *
 * Returns: (transfer full) (nullable): what was done, translated
 *
 * **Errors:** IBAR_ERROR_NOT_FOUND if there is no import to take back.
 */
char *
ibar_import_undo (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, error);
  sqlite3 *db;
  gint64 fid;
  g_autofree char *what = NULL;
  gboolean good;

  if (collection == NULL)
    return NULL;
  db = ibar_collection_get_db (collection);
  sqlite3_create_function (db, "ibar_unhex", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, unhex, NULL, NULL);
  if (!ibar_sqlite_exec (db, path, "BEGIN IMMEDIATE", error))
    return NULL;
  ibar_sqlite_set_cancellable (db, cancellable);
  good = find_last (db, path, &fid, &what, error) && run_steps (db, path, fid, error);
  ibar_sqlite_set_cancellable (db, NULL);
  if (!good)
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return good ? g_steal_pointer (&what) : NULL;
}
