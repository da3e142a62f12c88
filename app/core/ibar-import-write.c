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
#include "ibar-gpkg.h"
#include "ibar-import-json.h"

const char *const ibar_import_run_tables[IBAR_N_RUNS]
    = { "event", "actor", "place", "source", "event_type", "event_actor", "event_source", "casualty" };

static const char *const statements[N_INSERTS] = {
  [INSERT_EVENT] = "INSERT INTO event (fid, geom, id, dataset_fid, external_id, title, summary, contested_note, "
                   "date_start, date_end, date_precision, type_fid, place_fid, confidence, changed_at) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
  [INSERT_RAW] = "INSERT INTO raw_row (event_fid, line, row, row_hash) VALUES (?1, ?2, ?3, ?4)",
  [INSERT_ACTOR] = "INSERT INTO actor (fid, id, dataset_fid, name) VALUES (?1, ?2, ?3, ?4)",
  [INSERT_PLACE] = "INSERT INTO place (fid, geom, id, dataset_fid, name, municipality, precision, coordinate_source) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  [INSERT_SOURCE] = "INSERT INTO source (fid, id, dataset_fid, publisher, title, date, url) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
  [INSERT_TYPE] = "INSERT INTO event_type (fid, id, label, definition, family, acled_event_type, "
                  "acled_sub_event_type, cameo_code) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  [INSERT_EVENT_ACTOR] = "INSERT INTO event_actor (fid, event_fid, actor_fid, role) VALUES (?1, ?2, ?3, ?4)",
  [INSERT_EVENT_SOURCE] = "INSERT INTO event_source (fid, event_fid, source_fid, rank) VALUES (?1, ?2, ?3, ?4)",
  [INSERT_CASUALTY] = "INSERT INTO casualty (fid, event_fid, kind, actor_fid, group_name, parent_group, low, best, high) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
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

static const char *const precisions[] = { "exact", "town", "municipality", "region", "unplaced" };
static const char *const families[]
    = { "armed", "unrest", "protest", "security", "politics", "diplomacy", "other" };
static const char *const confidences[] = { "high", "medium", "low", "general knowledge", "unstated" };

/* Text that nothing is known of is NULL in the file. */
static void
bind_text (sqlite3_stmt *stmt, int index, const char *text)
{
  if (text == NULL || *text == '\0')
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_text (stmt, index, text, -1, SQLITE_STATIC);
}

static gboolean
run (IbarImportWriter *self, IbarImportStatement which, GError **error)
{
  sqlite3_stmt *stmt = self->statements[which];
  int rc = sqlite3_step (stmt);

  if (rc != SQLITE_DONE)
    ibar_sqlite_set_error (error, self->db, sqlite3_extended_errcode (self->db), self->path);
  sqlite3_reset (stmt);
  return rc == SQLITE_DONE;
}

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
add_known_actor (IbarImportWriter *self, sqlite3_stmt *stmt)
{
  gint64 *fid = g_new (gint64, 1);

  *fid = sqlite3_column_int64 (stmt, 0);
  g_hash_table_insert (self->actors, g_strdup (column_text (stmt, 2)), fid);
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
  bind_text (stmt, 1, self->dataset);
  if (!ibar_sqlite_step (stmt, self->path, &row, error))
    return FALSE;
  self->dataset_is_new = !row;
  self->dataset_fid = row ? sqlite3_column_int64 (stmt, 0) : 0;
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
  return find_dataset (self, error) && start_runs (self, error)
         && (self->dataset_is_new || load_known (self, error))
         && load (self, "SELECT id FROM actor WHERE ?1 = ?1", add_actor_id, error);
}

static gboolean
prepare (IbarImportWriter *self, GError **error)
{
  for (int s = 0; s < N_INSERTS; s++)
    {
      const char *sql = s == READ_STATE        ? ibar_import_state_sql
                        : s == READ_DIFFERENCE ? ibar_import_difference_sql
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
  ibar_known_clear (&self->events);
  ibar_known_clear (&self->places);
  ibar_known_clear (&self->sources);
  g_clear_pointer (&self->collection, ibar_collection_unref);
  g_clear_pointer (&self->dataset, g_free);
  g_clear_pointer (&self->now, g_free);
}

/* Actors, places, sources, types ----------------------------------------------------------------- */

/* data set:name, with a number where two names have the same letters. */
static char *
make_actor_id (IbarImportWriter *self, const char *name)
{
  g_autofree char *slug = ibar_import_normalise_name (name);
  g_autofree char *base = g_strdup_printf ("%s:%.80s", self->dataset, *slug != '\0' ? slug : "actor");
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  char *id = g_strdup (valid);

  for (int n = 2; g_hash_table_contains (self->actor_ids, id); n++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%d", valid, n);
    }
  g_hash_table_add (self->actor_ids, g_strdup (id));
  return id;
}

/* 0: failed. */
static gint64
get_actor (IbarImportWriter *self, const char *name, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_ACTOR];
  gint64 *fid = g_hash_table_lookup (self->actors, name);
  g_autofree char *id = NULL;

  if (fid != NULL)
    return *fid;
  id = make_actor_id (self, name);
  fid = g_new (gint64, 1);
  *fid = self->next[IBAR_RUN_ACTOR]++;
  g_hash_table_insert (self->actors, g_strdup (name), fid);
  sqlite3_bind_int64 (stmt, 1, *fid);
  bind_text (stmt, 2, id);
  sqlite3_bind_int64 (stmt, 3, self->dataset_fid);
  sqlite3_bind_text (stmt, 4, name, -1, SQLITE_STATIC);
  return run (self, INSERT_ACTOR, error) ? *fid : 0;
}

/* A stable id from what a thing says: the same next time. */
static char *
make_digest_id (IbarImportWriter *self, const char *kind, const char *text)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);

  return g_strdup_printf ("%s:%s-%.16s", self->dataset, kind, sum);
}

static void
bind_point (sqlite3_stmt *stmt, int index, IbarPoint point, guint8 *blob)
{
  if (isnan (point.latitude))
    {
      sqlite3_bind_null (stmt, index);
      return;
    }
  ibar_gpkg_encode_point (point, blob);
  sqlite3_bind_blob (stmt, index, blob, IBAR_GPKG_POINT_SIZE, SQLITE_STATIC);
}

/* 0: the event has no place; -1: failed. */
static gint64
get_place (IbarImportWriter *self, const IbarImportEvent *event, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_PLACE];
  IbarPlacePrecision precision = isnan (event->point.latitude) ? IBAR_PLACE_UNPLACED : event->precision;
  g_autofree char *text = NULL, *id = NULL;
  const char *name = event->place;
  guint8 blob[IBAR_GPKG_POINT_SIZE];
  IbarKnown *known;
  gboolean found;

  if (*name == '\0' && event->precision == IBAR_PLACE_EXACT)
    return 0;
  if (*name == '\0')
    name = *event->municipality != '\0' ? event->municipality : _ ("unnamed place");
  text = g_strdup_printf ("%s|%s|%.7f|%.7f|%d", name, event->municipality, event->point.longitude,
                          event->point.latitude, precision);
  id = make_digest_id (self, "place", text);
  known = ibar_known_find (&self->places, ibar_known_hash (self->seed, id), &found);
  if (found)
    return known->fid;
  known->fid = self->next[IBAR_RUN_PLACE]++;
  sqlite3_bind_int64 (stmt, 1, known->fid);
  bind_point (stmt, 2, event->point, blob);
  bind_text (stmt, 3, id);
  sqlite3_bind_int64 (stmt, 4, self->dataset_fid);
  bind_text (stmt, 5, name);
  bind_text (stmt, 6, event->municipality);
  bind_text (stmt, 7, precisions[precision]);
  bind_text (stmt, 8, isnan (event->point.latitude) ? NULL : self->dataset);
  return run (self, INSERT_PLACE, error) ? known->fid : -1;
}

/* Dates of sources are kept as they were stated; a day in a known form becomes ISO. */
static char *
make_source_date (const char *text)
{
  IbarImportDate date;

  if (*text != '\0' && ibar_import_parse_date (text, IBAR_DATE_ORDER_UNDECIDED, &date, NULL)
      && date.precision == IBAR_DATE_DAY && strchr (text, '/') == NULL)
    return ibar_day_format_iso (date.start);
  return g_strdup (text);
}

static gint64
get_source (IbarImportWriter *self, const IbarImportSource *source, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_SOURCE];
  g_autofree char *text
      = g_strjoin ("\x1f", source->publisher, source->title, source->date, source->url, NULL);
  g_autofree char *id = make_digest_id (self, "source", text);
  g_autofree char *date = NULL;
  gboolean found;
  IbarKnown *known = ibar_known_find (&self->sources, ibar_known_hash (self->seed, id), &found);

  if (found)
    return known->fid;
  date = make_source_date (source->date);
  known->fid = self->next[IBAR_RUN_SOURCE]++;
  sqlite3_bind_int64 (stmt, 1, known->fid);
  bind_text (stmt, 2, id);
  sqlite3_bind_int64 (stmt, 3, self->dataset_fid);
  bind_text (stmt, 4, source->publisher);
  bind_text (stmt, 5, source->title);
  bind_text (stmt, 6, date);
  bind_text (stmt, 7, source->url);
  return run (self, INSERT_SOURCE, error) ? known->fid : 0;
}

/* A type of the same id is the same type: profiles use the vocabulary's ids where they mean the same. */
static gint64
get_type (IbarImportWriter *self, IbarImportType *type, GError **error)
{
  sqlite3_stmt *stmt = self->statements[FIND_TYPE];

  if (type->fid != 0)
    return type->fid;
  bind_text (stmt, 1, type->id);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    type->fid = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);
  if (type->fid != 0)
    return type->fid;
  type->fid = self->next[IBAR_RUN_TYPE]++;
  stmt = self->statements[INSERT_TYPE];
  sqlite3_bind_int64 (stmt, 1, type->fid);
  bind_text (stmt, 2, type->id);
  bind_text (stmt, 3, type->label);
  sqlite3_bind_text (stmt, 4, type->definition, -1, SQLITE_STATIC);
  bind_text (stmt, 5, families[type->family]);
  bind_text (stmt, 6, type->acled_event_type);
  bind_text (stmt, 7, type->acled_sub_event_type);
  bind_text (stmt, 8, type->cameo_code);
  return run (self, INSERT_TYPE, error) ? type->fid : 0;
}

/* One event --------------------------------------------------------------------------------------- */

static gboolean
write_actors (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_EVENT_ACTOR];

  for (guint i = 0; i < event->n_actors; i++)
    {
      gint64 actor = get_actor (self, event->actors[i].name, error);

      if (actor == 0)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, self->next[IBAR_RUN_EVENT_ACTOR]++);
      sqlite3_bind_int64 (stmt, 2, fid);
      sqlite3_bind_int64 (stmt, 3, actor);
      sqlite3_bind_text (stmt, 4, event->actors[i].role, -1, SQLITE_STATIC);
      if (!run (self, INSERT_EVENT_ACTOR, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_sources (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_EVENT_SOURCE];
  gint64 written[100];
  guint n = 0;

  for (guint i = 0; i < event->n_sources && n < G_N_ELEMENTS (written); i++)
    {
      gint64 source = get_source (self, &event->sources[i], error);
      gboolean again = FALSE;

      if (source == 0)
        return FALSE;
      for (guint k = 0; k < n; k++)
        again = again || written[k] == source;
      if (again)
        continue;
      written[n++] = source;
      sqlite3_bind_int64 (stmt, 1, self->next[IBAR_RUN_EVENT_SOURCE]++);
      sqlite3_bind_int64 (stmt, 2, fid);
      sqlite3_bind_int64 (stmt, 3, source);
      sqlite3_bind_int64 (stmt, 4, n);
      if (!run (self, INSERT_EVENT_SOURCE, error))
        return FALSE;
    }
  return TRUE;
}

static void
bind_figure (sqlite3_stmt *stmt, int index, gint64 figure)
{
  if (figure < 0)
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_int64 (stmt, index, figure);
}

static gboolean
write_claims (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_CASUALTY];

  for (guint i = 0; i < event->n_claims; i++)
    {
      const IbarImportClaim *claim = &event->claims[i];
      gint64 actor = claim->actor != NULL ? get_actor (self, claim->actor, error) : 0;

      if (claim->actor != NULL && actor == 0)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, self->next[IBAR_RUN_CASUALTY]++);
      sqlite3_bind_int64 (stmt, 2, fid);
      bind_text (stmt, 3, claim->kind);
      bind_figure (stmt, 4, actor != 0 ? actor : -1);
      sqlite3_bind_text (stmt, 5, claim->actor != NULL ? claim->actor : claim->group, -1, SQLITE_STATIC);
      bind_text (stmt, 6, claim->parent);
      bind_figure (stmt, 7, claim->low);
      bind_figure (stmt, 8, claim->best);
      bind_figure (stmt, 9, claim->high);
      if (!run (self, INSERT_CASUALTY, error))
        return FALSE;
    }
  return TRUE;
}

static void
format_day (IbarDay day, char *buffer)
{
  int year, month, mday;

  ibar_day_to_ymd (day, &year, &month, &mday);
  buffer[0] = (char) ('0' + year / 1000);
  buffer[1] = (char) ('0' + year / 100 % 10);
  buffer[2] = (char) ('0' + year / 10 % 10);
  buffer[3] = (char) ('0' + year % 10);
  buffer[4] = buffer[7] = '-';
  buffer[5] = (char) ('0' + month / 10);
  buffer[6] = (char) ('0' + month % 10);
  buffer[8] = (char) ('0' + mday / 10);
  buffer[9] = (char) ('0' + mday % 10);
  buffer[10] = '\0';
}

static gboolean
write_row (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, const char *external_id,
           gint64 type, gint64 place, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_EVENT];
  char id[512], start[11], end[11];
  guint8 blob[IBAR_GPKG_POINT_SIZE];
  g_autofree char *long_id = NULL;
  gboolean dated = event->date.start != IBAR_DAY_NONE;

  if (strlen (self->dataset) + strlen (external_id) + 2 > sizeof id)
    long_id = g_strconcat (self->dataset, ":", external_id, NULL);
  else
    g_stpcpy (g_stpcpy (g_stpcpy (id, self->dataset), ":"), external_id);
  sqlite3_bind_int64 (stmt, 1, fid);
  bind_point (stmt, 2, event->point, blob);
  bind_text (stmt, 3, long_id != NULL ? long_id : id);
  sqlite3_bind_int64 (stmt, 4, self->dataset_fid);
  bind_text (stmt, 5, external_id);
  sqlite3_bind_text (stmt, 6, event->title, -1, SQLITE_STATIC);
  bind_text (stmt, 7, event->summary);
  bind_text (stmt, 8, event->contested);
  if (dated)
    {
      format_day (event->date.start, start);
      format_day (event->date.end, end);
    }
  bind_text (stmt, 9, dated ? start : NULL);
  bind_text (stmt, 10, dated ? end : NULL);
  bind_text (stmt, 11, ibar_date_precision_to_string (dated ? event->date.precision : IBAR_DATE_UNKNOWN));
  sqlite3_bind_int64 (stmt, 12, type);
  bind_figure (stmt, 13, place > 0 ? place : -1);
  bind_text (stmt, 14, confidences[event->confidence]);
  bind_text (stmt, 15, self->now);
  return run (self, INSERT_EVENT, error);
}

static gboolean
write_raw (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_RAW];

  sqlite3_bind_int64 (stmt, 1, fid);
  sqlite3_bind_int64 (stmt, 2, event->line);
  sqlite3_bind_text (stmt, 3, event->raw, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (stmt, 4, (gint64) event->hash);
  return run (self, INSERT_RAW, error);
}

/* Inserts an event and everything that hangs on it. */
gboolean
ibar_import_write_event (IbarImportWriter *self, IbarImportEvent *event, gint64 fid, const char *external_id,
                         GError **error)
{
  gint64 type = get_type (self, event->type, error), place;

  if (type == 0)
    return FALSE;
  place = get_place (self, event, error);
  return place >= 0 && write_row (self, event, fid, external_id, type, place, error)
         && write_raw (self, event, fid, error) && write_actors (self, event, fid, error)
         && write_sources (self, event, fid, error) && write_claims (self, event, fid, error);
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
  if (known->fid != 0 && known->hashed && known->row_hash == event->hash)
    {
      self->result->n_unchanged++;
      return TRUE;
    }
  count_gaps (self, event);
  if (!self->dry_run && self->statements[0] == NULL && !prepare (self, error))
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
  g_string_append_printf (json,
                          ",\"read\":%" G_GINT64_FORMAT ",\"imported\":%" G_GINT64_FORMAT
                          ",\"updated\":%" G_GINT64_FORMAT ",\"unchanged\":%" G_GINT64_FORMAT
                          ",\"rejected\":%" G_GINT64_FORMAT ",\"new_dataset\":%s,\"gone\":[%s],\"back\":[%s]",
                          self->result->n_read, self->result->n_imported, self->result->n_updated,
                          self->result->n_unchanged, self->result->n_rejected,
                          self->dataset_is_new ? "true" : "false", gone, back);
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
  bind_text (stmt, 1, self->now);
  sqlite3_bind_int64 (stmt, 2, self->dataset_fid);
  bind_text (stmt, 3, after);
  return ibar_sqlite_run (stmt, self->path, error);
}
