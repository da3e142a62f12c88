/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Updates of events that are there already, and what has vanished from its data set.
 *
 * Before an event changes, all of it goes into change_log as one JSON object, afterwards once more: what changed can be
 * read off the two, and undoing the import puts the first back (ibar-import-undo.c knows the same keys).
 * The event keeps its row number, so links from saved selections and stories stay good.
 */
#define G_LOG_DOMAIN "ibar-import-update"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-write.h"

#define STATE                                                                                                       \
  "SELECT json_object ('geom', hex (e.geom), 'placed', e.geom IS NOT NULL, 'title', title, 'summary', summary, "   \
  "'contested_note', contested_note, 'date_start', date_start, 'date_end', date_end, 'date_precision', "           \
  "date_precision, 'type_fid', type_fid, 'place_fid', place_fid, 'confidence', confidence, 'vanished', vanished, "  \
  "'changed_at', changed_at, 'line', r.line, 'row', r.row, 'row_hash', r.row_hash, "                               \
  "'actors', (SELECT json_group_array (json_array (fid, actor_fid, role)) FROM event_actor WHERE event_fid = e.fid), "     \
  "'sources', (SELECT json_group_array (json_array (fid, source_fid, rank, used_for_numbers)) FROM event_source "  \
  "WHERE event_fid = e.fid), "                                                                                     \
  "'claims', (SELECT json_group_array (json_array (fid, kind, actor_fid, group_name, parent_group, low, best, high, note)) " \
  "FROM casualty WHERE event_fid = e.fid), "                                                                       \
  "'claim_sources', (SELECT json_group_array (json_array (s.fid, s.casualty_fid, s.source_fid)) FROM casualty_source s "  \
  "JOIN casualty c ON c.fid = s.casualty_fid WHERE c.event_fid = e.fid)), e.id "                                  \
  "FROM event e LEFT JOIN raw_row r ON r.event_fid = e.fid WHERE e.fid = ?1"

/* Which parts differ between two states, as a list of words. */
#define DIFFERENCE                                                                                                               \
  "SELECT group_concat (b.key, ', ') FROM json_each (?1) a JOIN json_each (?2) b ON b.key = a.key "                              \
  "WHERE a.value IS NOT b.value AND b.key NOT IN "                                                                               \
  "('changed_at', 'line', 'row_hash', 'actors', 'sources', 'claims', 'claim_sources') "                                          \
  "UNION ALL SELECT 'actors' WHERE "                                                                                             \
  "(SELECT group_concat (json_extract (value, '$[1]') || json_extract (value, '$[2]')) FROM json_each (?1, '$.actors')) IS NOT " \
  "(SELECT group_concat (json_extract (value, '$[1]') || json_extract (value, '$[2]')) FROM json_each (?2, '$.actors')) "        \
  "UNION ALL SELECT 'sources' WHERE "                                                                                            \
  "(SELECT group_concat (json_extract (value, '$[1]')) FROM json_each (?1, '$.sources')) IS NOT "                                \
  "(SELECT group_concat (json_extract (value, '$[1]')) FROM json_each (?2, '$.sources')) "                                       \
  "UNION ALL SELECT 'claims' WHERE "                                                                                             \
  "(SELECT group_concat (json_remove (value, '$[0]')) FROM json_each (?1, '$.claims')) IS NOT "                                  \
  "(SELECT group_concat (json_remove (value, '$[0]')) FROM json_each (?2, '$.claims'))"

const char *const ibar_import_state_sql = STATE;
const char *const ibar_import_difference_sql = DIFFERENCE;

static char *
read_state (IbarImportWriter *self, gint64 fid, char **event_id, GError **error)
{
  sqlite3_stmt *stmt = self->statements[READ_STATE];
  char *state;
  gboolean row;

  sqlite3_bind_int64 (stmt, 1, fid);
  if (!ibar_sqlite_step (stmt, self->path, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT, _ ("“%s”: event %" PRId64 " is gone"), self->path,
                   fid);
      return NULL;
    }
  if (event_id != NULL)
    *event_id = g_strdup ((const char *) sqlite3_column_text (stmt, 1));
  state = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  if (state == NULL || (event_id != NULL && *event_id == NULL))
    {
      ibar_sqlite_set_error (error, self->db, SQLITE_NOMEM, self->path);
      g_clear_pointer (&state, g_free);
    }
  sqlite3_reset (stmt);
  return state;
}

/* Children first: the event's own deletion would look for each of them. */
static gboolean
delete_event (IbarImportWriter *self, gint64 fid, GError **error)
{
  static const IbarImportStatement order[] = { DELETE_RAW, DELETE_ACTORS, DELETE_SOURCES, DELETE_CLAIMS, DELETE_EVENT };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      sqlite3_bind_int64 (self->statements[order[i]], 1, fid);
      if (!ibar_sqlite_run (self->statements[order[i]], self->path, error))
        return FALSE;
    }
  return TRUE;
}

/* Stable and citable: whoever gave the event its id, it stays. */
static gboolean
keep_id (IbarImportWriter *self, gint64 fid, const char *event_id, GError **error)
{
  sqlite3_bind_int64 (self->statements[KEEP_ID], 1, fid);
  ibar_sqlite_bind_text (self->statements[KEEP_ID], 2, event_id);
  return ibar_sqlite_run (self->statements[KEEP_ID], self->path, error);
}

static gboolean
log_update (IbarImportWriter *self, const char *event_id, const char *before, const char *after, GError **error)
{
  sqlite3_stmt *stmt = self->statements[LOG_UPDATE];

  ibar_sqlite_bind_text (stmt, 1, self->now);
  sqlite3_bind_int64 (stmt, 2, self->dataset_fid);
  ibar_sqlite_bind_text (stmt, 3, event_id);
  ibar_sqlite_bind_text (stmt, 4, before);
  ibar_sqlite_bind_text (stmt, 5, after);
  return ibar_sqlite_run (stmt, self->path, error);
}

static gboolean
keep_change (IbarImportWriter *self, const char *event_id, const char *before, const char *after, GError **error)
{
  sqlite3_stmt *stmt = self->statements[READ_DIFFERENCE];
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean row = TRUE;

  if (self->result->changes->len >= IBAR_IMPORT_MAX_KEPT)
    return TRUE;
  ibar_sqlite_bind_text (stmt, 1, before);
  ibar_sqlite_bind_text (stmt, 2, after);
  while (row)
    {
      if (!ibar_sqlite_step (stmt, self->path, &row, error))
        return FALSE;
      if (row && sqlite3_column_type (stmt, 0) != SQLITE_NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", sqlite3_column_text (stmt, 0));
    }
  g_ptr_array_add (self->result->changes, g_strdup_printf ("%s: %s", event_id, text->str));
  return TRUE;
}

/**
 * ibar_import_update_event:
 * @self: a writer
 * @event: what the row says now
 * @fid: the event's row in the file
 * @external_id: its id in the data set
 *
 * Replaces what the file says of an event, and logs both states.
 */
gboolean
ibar_import_update_event (IbarImportWriter *self, IbarImportEvent *event, gint64 fid, const char *external_id,
                          GError **error)
{
  g_autofree char *event_id = NULL, *before = read_state (self, fid, &event_id, error), *after = NULL;

  /* Written as a new row with the old one's number: one way to write an event. */
  if (before == NULL || !delete_event (self, fid, error)
      || !ibar_import_write_event (self, event, fid, external_id, error) || !keep_id (self, fid, event_id, error))
    return FALSE;
  after = read_state (self, fid, NULL, error);
  return after != NULL && log_update (self, event_id, before, after, error)
         && keep_change (self, event_id, before, after, error);
}

static gboolean
set_vanished (IbarImportWriter *self, const char *fids, gboolean vanished, GError **error)
{
  g_autofree char *sql = NULL;

  if (*fids == '\0' || self->dry_run)
    return TRUE;
  sql = g_strdup_printf ("UPDATE event SET vanished = %d WHERE fid IN (%s)", vanished, fids);
  return ibar_sqlite_exec (self->db, self->path, sql, error);
}

/**
 * ibar_import_mark_vanished:
 * @self: a writer after its last event
 * @gone: (out): the rows that are newly marked, separated by commas
 * @back: (out): the rows whose mark is taken off
 *
 * Marks the events of the data set that the table did not hold any more. They are kept.
 */
gboolean
ibar_import_mark_vanished (IbarImportWriter *self, GString *gone, GString *back, GError **error)
{
  for (gsize i = 0; i < self->events.size; i++)
    {
      const IbarKnown *known = &self->events.entries[i];
      GString *list = NULL;

      if (known->key == 0)
        continue;
      if (!known->seen && !known->vanished && self->vanishes)
        list = gone;
      else if (known->seen && known->vanished)
        list = back;
      if (list == NULL)
        continue;
      self->result->n_vanished += list == gone;
      g_string_append_printf (list, "%s%" G_GINT64_FORMAT, list->len > 0 ? "," : "", known->fid);
    }
  return set_vanished (self, gone->str, TRUE, error) && set_vanished (self, back->str, FALSE, error);
}
