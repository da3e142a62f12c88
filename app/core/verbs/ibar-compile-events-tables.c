/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The curated tables: the columns of each, and how a record of it is checked and written. */

#define G_LOG_DOMAIN "ibar-compile-events-tables"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-compile-events-private.h"
#include "ibar-gpkg.h"

/* The tables, in the order they are read
 * ----------------------------------------------------------- */

static const char *const type_columns[]
    = { "event_type",           "label_en",   "definition", "family", "acled_event_type",
        "acled_sub_event_type", "cameo_code", NULL };

static void
read_type (IbarCompiler *self, const IbarTableRow *row)
{
  static const char *const families[]
      = { "armed", "unrest", "protest", "security", "politics", "diplomacy", "other", NULL };
  gint64 fid = ibar_compile_add_id (row, "event_type", self->types);
  sqlite3_stmt *stmt;

  if (row->fields[1][0] == '\0')
    ibar_table_row_problem (row, _ ("label_en is empty"));
  if (!ibar_compile_is_one_of (row, "family", row->fields[3], families) || fid == 0)
    return;
  stmt = ibar_compile_statement (
      self, "INSERT INTO event_type (fid, id, label, definition, family, acled_event_type, "
            "acled_sub_event_type, cameo_code) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  if (stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, fid);
  for (int i = 0; i < 4; i++)
    ibar_sqlite_bind_text (stmt, 2 + i, row->fields[i]);
  for (int i = 4; i < 7; i++)
    ibar_sqlite_bind_text (stmt, 2 + i, ibar_compile_or_null (row->fields[i]));
  ibar_compile_run (self, stmt);
}

static const char *const actor_columns[]
    = { "actor_id", "parent_id", "name_en", "name_sr", "name_sr_cyrl", "name_sq", "kind", NULL };

static void
read_actor (IbarCompiler *self, const IbarTableRow *row)
{
  static const char *const name_sql
      = "INSERT INTO actor_name (actor_fid, form, name) VALUES (?1, ?2, ?3)";
  gint64 parent = 0;
  gint64 fid;
  sqlite3_stmt *stmt;

  /* Looked up before the actor itself is known: an actor inside itself dangles, too. */
  if (row->fields[1][0] != '\0')
    {
      parent = GPOINTER_TO_INT (g_hash_table_lookup (self->actors, row->fields[1]));
      if (parent == 0)
        ibar_table_row_problem (row, _ ("parent_id: there is no actor “%s” above this line"),
                                row->fields[1]);
    }
  fid = ibar_compile_add_id (row, "actor_id", self->actors);
  if (row->fields[2][0] == '\0')
    ibar_table_row_problem (row, _ ("name_en is empty"));
  stmt = ibar_compile_statement (self,
                                 "INSERT INTO actor (fid, id, dataset_fid, parent_fid, name, kind) "
                                 "VALUES (?1, ?2, 1, ?3, ?4, ?5)");
  if (fid == 0 || stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, fid);
  ibar_sqlite_bind_text (stmt, 2, row->fields[0]);
  ibar_compile_bind_fid (stmt, 3, parent);
  ibar_sqlite_bind_text (stmt, 4, row->fields[2]);
  ibar_sqlite_bind_text (stmt, 5, ibar_compile_or_null (row->fields[6]));
  ibar_compile_run (self, stmt);
  ibar_compile_insert_name (self, name_sql, fid, "sq", row->fields[5]);
  ibar_compile_insert_name (self, name_sql, fid, "sr-Latn", row->fields[3]);
  ibar_compile_insert_name (self, name_sql, fid, "sr-Cyrl", row->fields[4]);
  ibar_compile_insert_name (self, name_sql, fid, "en", row->fields[2]);
}

static const char *const place_columns[]
    = { "place_id", "name_en", "name_sr",   "name_sr_cyrl",  "name_sq",           "municipality",
        "lat",      "lon",     "precision", "uncertainty_m", "coordinate_source", NULL };

/* The place's point as a blob; NULL if it has none, or a wrong one. */
static GBytes *
read_point (const IbarTableRow *row)
{
  IbarPoint point;
  guint8 blob[IBAR_GPKG_POINT_SIZE];
  gboolean latitude, longitude;

  if (row->fields[6][0] == '\0' && row->fields[7][0] == '\0')
    return NULL;
  latitude = ibar_compile_parse_double (row, "lat", row->fields[6], -90, 90, &point.latitude);
  longitude = ibar_compile_parse_double (row, "lon", row->fields[7], -180, 180, &point.longitude);
  if (!latitude || !longitude)
    return NULL;
  ibar_gpkg_encode_point (point, blob);
  return g_bytes_new (blob, sizeof blob);
}

static void
read_place (IbarCompiler *self, const IbarTableRow *row)
{
  static const char *const precisions[]
      = { "site", "town", "municipality", "region", "unplaced", NULL };
  static const char *const name_sql
      = "INSERT INTO place_name (place_fid, form, name) VALUES (?1, ?2, ?3)";
  gint64 fid = ibar_compile_add_id (row, "place_id", self->places);
  g_autoptr (GBytes) point = read_point (row);
  const char *precision = row->fields[8];
  double uncertainty = 0;
  sqlite3_stmt *stmt;

  if (row->fields[1][0] == '\0')
    ibar_table_row_problem (row, _ ("name_en is empty"));
  if (row->fields[9][0] != '\0')
    ibar_compile_parse_double (row, "uncertainty_m", row->fields[9], 0, 1e6, &uncertainty);
  if (!ibar_compile_is_one_of (row, "precision", precision, precisions) || fid == 0)
    return;
  if ((point == NULL) != (strcmp (precision, "unplaced") == 0) && row->fields[6][0] == '\0')
    ibar_table_row_problem (row, _ ("a place without coordinates has the precision “unplaced”"));
  stmt = ibar_compile_statement (
      self, "INSERT INTO place (fid, geom, id, dataset_fid, name, municipality, "
            "precision, uncertainty_m, coordinate_source) "
            "VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8)");
  if (stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, fid);
  if (point != NULL)
    sqlite3_bind_blob (stmt, 2, g_bytes_get_data (point, NULL), (int) g_bytes_get_size (point),
                       SQLITE_TRANSIENT);
  ibar_sqlite_bind_text (stmt, 3, row->fields[0]);
  ibar_sqlite_bind_text (stmt, 4, row->fields[1]);
  ibar_sqlite_bind_text (stmt, 5, ibar_compile_or_null (row->fields[5]));
  ibar_sqlite_bind_text (stmt, 6, strcmp (precision, "site") == 0 ? "exact" : precision);
  if (row->fields[9][0] != '\0')
    sqlite3_bind_double (stmt, 7, uncertainty);
  ibar_sqlite_bind_text (stmt, 8, ibar_compile_or_null (row->fields[10]));
  ibar_compile_run (self, stmt);
  ibar_compile_insert_name (self, name_sql, fid, "sq", row->fields[4]);
  ibar_compile_insert_name (self, name_sql, fid, "sr-Latn", row->fields[2]);
  ibar_compile_insert_name (self, name_sql, fid, "sr-Cyrl", row->fields[3]);
  ibar_compile_insert_name (self, name_sql, fid, "en", row->fields[1]);
  if (point != NULL)
    g_hash_table_insert (self->points, g_strdup (row->fields[0]), g_steal_pointer (&point));
}

static const char *const source_columns[]
    = { "source_id", "publisher", "title", "date", "url", "language", "note", NULL };

static void
read_source (IbarCompiler *self, const IbarTableRow *row)
{
  gint64 fid = ibar_compile_add_id (row, "source_id", self->sources);
  const char *url = row->fields[4];
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *stmt;

  if (row->fields[1][0] == '\0')
    ibar_table_row_problem (row, _ ("publisher is empty"));
  if (row->fields[3][0] != '\0' && !ibar_day_parse (row->fields[3], NULL, NULL, NULL, &error))
    ibar_table_row_problem (row, _ ("date: %s"), error->message);
  if (url[0] != '\0' && !g_str_has_prefix (url, "https://") && !g_str_has_prefix (url, "http://"))
    ibar_table_row_problem (row, _ ("url: “%s” begins with neither http:// nor https://"), url);
  else if (url[0] != '\0' && !g_uri_is_valid (url, G_URI_FLAGS_ENCODED, NULL))
    ibar_table_row_problem (row, _ ("url: “%s” is not an address"), url);
  stmt = ibar_compile_statement (
      self, "INSERT INTO source (fid, id, dataset_fid, publisher, title, date, url, "
            "language, note) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8)");
  if (fid == 0 || stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, fid);
  for (int i = 0; i < 7; i++)
    ibar_sqlite_bind_text (stmt, i == 0 ? 2 : 2 + i, ibar_compile_or_null (row->fields[i]));
  ibar_compile_run (self, stmt);
}

static const char *const event_columns[]
    = { "event_id", "date_start", "date_end",   "date_precision", "title", "event_type",
        "place_id", "summary",    "confidence", "contested_note", NULL };

/* The days an event may have been on. The text of a date must be as precise as the row says:
 * "2024-01" for a month, so that no day stands there that nobody stated. */
static gboolean
read_dates (const IbarTableRow *row, char **start, char **end)
{
  static const char *const precisions[]
      = { "day", "day-inferred", "month", "year", "range", "unknown", NULL };
  IbarDatePrecision stated = IBAR_DATE_DAY, found = IBAR_DATE_DAY, found_end;
  IbarDay first, last, until;
  g_autoptr (GError) error = NULL;

  if (!ibar_compile_is_one_of (row, "date_precision", row->fields[3], precisions))
    return FALSE;
  ibar_date_precision_from_string (row->fields[3], &stated);
  if (stated == IBAR_DATE_UNKNOWN)
    {
      if (row->fields[1][0] != '\0' || row->fields[2][0] != '\0')
        ibar_table_row_problem (row, _ ("a date is there, but date_precision says unknown"));
      return TRUE;
    }
  if (!ibar_day_parse (row->fields[1], &first, &last, &found, &error))
    {
      ibar_table_row_problem (row, _ ("date_start: %s"), error->message);
      return FALSE;
    }
  if (found != (stated == IBAR_DATE_MONTH || stated == IBAR_DATE_YEAR ? stated : IBAR_DATE_DAY))
    ibar_table_row_problem (row,
                            _ ("date_start: “%s” is not as precise as date_precision says (%s)"),
                            row->fields[1], row->fields[3]);
  if (row->fields[2][0] != '\0')
    {
      if (!ibar_day_parse (row->fields[2], &until, &last, &found_end, &error))
        {
          ibar_table_row_problem (row, _ ("date_end: %s"), error->message);
          return FALSE;
        }
      if (until < first || found_end != found)
        ibar_table_row_problem (row,
                                _ ("date_end: %s ends before it begins, or is less precise: %s"),
                                row->fields[1], row->fields[2]);
    }
  *start = ibar_day_format_iso (first);
  *end = ibar_day_format_iso (last);
  return TRUE;
}

static void
read_event (IbarCompiler *self, const IbarTableRow *row)
{
  static const char *const confidences[]
      = { "high", "medium", "low", IBAR_GENERAL_KNOWLEDGE, NULL };
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  gboolean ok = ibar_compile_check_id (row, "event_id", row->fields[0]);
  gint64 type = ibar_compile_find_id (row, "event_type", self->types, row->fields[5]);
  gint64 place = 0;
  GBytes *point;
  IbarCompiledEvent *event;
  sqlite3_stmt *stmt;

  if (row->fields[6][0] != '\0')
    place = ibar_compile_find_id (row, "place_id", self->places, row->fields[6]);
  if (row->fields[4][0] == '\0')
    ibar_table_row_problem (row, _ ("title is empty"));
  ok = ibar_compile_is_one_of (row, "confidence", row->fields[8], confidences) && ok;
  ok = read_dates (row, &start, &end) && ok;
  if (g_hash_table_contains (self->events, row->fields[0]))
    {
      ibar_table_row_problem (row, _ ("event_id: “%s” is there twice"), row->fields[0]);
      return;
    }
  event = g_new0 (IbarCompiledEvent, 1);
  event->fid = (gint64) self->event_ids->len + 1;
  event->line = row->line;
  event->general_knowledge = strcmp (row->fields[8], IBAR_GENERAL_KNOWLEDGE) == 0;
  g_ptr_array_add (self->event_ids, g_strdup (row->fields[0]));
  g_hash_table_insert (self->events, g_strdup (row->fields[0]), event);

  stmt = ibar_compile_statement (
      self,
      "INSERT INTO event (fid, geom, id, dataset_fid, external_id, title, summary, "
      "contested_note, date_start, date_end, date_precision, type_fid, place_fid, confidence) "
      "VALUES (?1, ?2, ?3, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
  if (!ok || type == 0 || stmt == NULL)
    return;
  point = g_hash_table_lookup (self->points, row->fields[6]);
  sqlite3_bind_int64 (stmt, 1, event->fid);
  if (point != NULL)
    sqlite3_bind_blob (stmt, 2, g_bytes_get_data (point, NULL), (int) g_bytes_get_size (point),
                       SQLITE_TRANSIENT);
  ibar_sqlite_bind_text (stmt, 3, row->fields[0]);
  ibar_sqlite_bind_text (stmt, 4, row->fields[4]);
  ibar_sqlite_bind_text (stmt, 5, ibar_compile_or_null (row->fields[7]));
  ibar_sqlite_bind_text (stmt, 6, ibar_compile_or_null (row->fields[9]));
  ibar_sqlite_bind_text (stmt, 7, start);
  ibar_sqlite_bind_text (stmt, 8, end);
  ibar_sqlite_bind_text (stmt, 9, row->fields[3]);
  sqlite3_bind_int64 (stmt, 10, type);
  ibar_compile_bind_fid (stmt, 11, place);
  ibar_sqlite_bind_text (stmt, 12, row->fields[8]);
  ibar_compile_run (self, stmt);
}

static const char *const event_actor_columns[] = { "event_id", "actor_id", "role", NULL };

static void
read_event_actor (IbarCompiler *self, const IbarTableRow *row)
{
  IbarCompiledEvent *event = ibar_compile_find_event (self, row);
  gint64 actor = ibar_compile_find_id (row, "actor_id", self->actors, row->fields[1]);
  sqlite3_stmt *stmt;

  if (!ibar_compile_add_link (self, row, "actor", row->fields[1], row->fields[2]) || event == NULL
      || actor == 0)
    return;
  stmt = ibar_compile_statement (
      self, "INSERT INTO event_actor (event_fid, actor_fid, role) VALUES (?1, ?2, ?3)");
  if (stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, event->fid);
  sqlite3_bind_int64 (stmt, 2, actor);
  ibar_sqlite_bind_text (stmt, 3, row->fields[2]);
  ibar_compile_run (self, stmt);
}

static const char *const event_source_columns[]
    = { "event_id", "source_id", "rank", "used_for_numbers", NULL };

static void
read_event_source (IbarCompiler *self, const IbarTableRow *row)
{
  static const char *const answers[] = { "no", "yes", NULL };
  IbarCompiledEvent *event = ibar_compile_find_event (self, row);
  gint64 source = ibar_compile_find_id (row, "source_id", self->sources, row->fields[1]);
  double rank = 1;
  sqlite3_stmt *stmt;

  ibar_compile_parse_double (row, "rank", row->fields[2], 1, 1000, &rank);
  ibar_compile_is_one_of (row, "used_for_numbers", row->fields[3], answers);
  if (!ibar_compile_add_link (self, row, "source", row->fields[1], "") || event == NULL
      || source == 0)
    return;
  event->has_source = TRUE;
  stmt = ibar_compile_statement (
      self, "INSERT INTO event_source (event_fid, source_fid, rank, used_for_numbers) "
            "VALUES (?1, ?2, ?3, ?4)");
  if (stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, event->fid);
  sqlite3_bind_int64 (stmt, 2, source);
  sqlite3_bind_int64 (stmt, 3, (gint64) rank);
  sqlite3_bind_int (stmt, 4, strcmp (row->fields[3], "yes") == 0);
  ibar_compile_run (self, stmt);
}

static const char *const casualty_columns[] = { "event_id", "kind", "group", "parent_group", "low",
                                                "best",     "high", "note",  "source_ids",   NULL };

/* The figures, low to high; FALSE if there is none or they contradict each other. */
static gboolean
read_figures (const IbarTableRow *row, gint64 figures[3])
{
  gint64 before = -1;

  figures[0] = ibar_compile_parse_count (row, "low", row->fields[4]);
  figures[1] = ibar_compile_parse_count (row, "best", row->fields[5]);
  figures[2] = ibar_compile_parse_count (row, "high", row->fields[6]);
  if (figures[0] < 0 && figures[1] < 0 && figures[2] < 0)
    {
      ibar_table_row_problem (row, _ ("low, best, high: a claim needs a figure"));
      return FALSE;
    }
  for (int i = 0; i < 3; i++)
    {
      if (figures[i] < 0)
        continue;
      if (figures[i] < before)
        {
          ibar_table_row_problem (row, _ ("low, best, high: the figures are not in this order"));
          return FALSE;
        }
      before = figures[i];
    }
  return TRUE;
}

/* Who says so: each must be a source of the event. */
static void
link_claim_sources (IbarCompiler *self, const IbarTableRow *row, gint64 claim)
{
  g_auto (GStrv) ids = g_strsplit (row->fields[8], " ", -1);

  if (row->fields[8][0] == '\0')
    ibar_table_row_problem (row, _ ("source_ids is empty: a claim is somebody's"));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      gint64 source = ibar_compile_find_id (row, "source_ids", self->sources, ids[i]);
      g_autofree char *key = g_strjoin ("\n", "source", row->fields[0], ids[i], "", NULL);
      sqlite3_stmt *stmt;

      if (source == 0)
        continue;
      if (!g_hash_table_contains (self->links, key))
        ibar_table_row_problem (row, _ ("source_ids: “%s” is not among the event's sources"),
                                ids[i]);
      stmt = ibar_compile_statement (
          self, "INSERT OR IGNORE INTO casualty_source (casualty_fid, source_fid) "
                "VALUES (?1, ?2)");
      if (stmt == NULL)
        return;
      sqlite3_bind_int64 (stmt, 1, claim);
      sqlite3_bind_int64 (stmt, 2, source);
      ibar_compile_run (self, stmt);
    }
}

static void
read_casualty (IbarCompiler *self, const IbarTableRow *row)
{
  static const char *const kinds[] = { "killed", "injured", NULL };
  IbarCompiledEvent *event = ibar_compile_find_event (self, row);
  const char *group = row->fields[2];
  const char *parent = row->fields[3];
  gint64 figures[3];
  gboolean ok = read_figures (row, figures);
  gint64 actor = GPOINTER_TO_INT (g_hash_table_lookup (self->actors, group));
  sqlite3_stmt *stmt;

  if (group[0] == '\0')
    ibar_table_row_problem (row, _ ("group is empty"));
  if (parent[0] != '\0')
    {
      gint64 around = ibar_compile_find_id (row, "parent_group", self->actors, parent);

      if (actor == 0)
        actor = around;
    }
  if (!ibar_compile_is_one_of (row, "kind", row->fields[1], kinds) || !ok || event == NULL)
    return;
  stmt = ibar_compile_statement (
      self, "INSERT INTO casualty (fid, event_fid, kind, actor_fid, group_name, "
            "parent_group, low, best, high, note) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
  if (stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, ++self->n_casualties);
  sqlite3_bind_int64 (stmt, 2, event->fid);
  ibar_sqlite_bind_text (stmt, 3, row->fields[1]);
  ibar_compile_bind_fid (stmt, 4, actor);
  ibar_sqlite_bind_text (stmt, 5, group);
  ibar_sqlite_bind_text (stmt, 6, ibar_compile_or_null (parent));
  for (int i = 0; i < 3; i++)
    ibar_compile_bind_figure (stmt, 7 + i, figures[i]);
  ibar_sqlite_bind_text (stmt, 10, ibar_compile_or_null (row->fields[7]));
  ibar_compile_run (self, stmt);
  link_claim_sources (self, row, self->n_casualties);
}

static const IbarCompilerTable tables[] = {
  { "event_types.csv", type_columns, read_type },
  { "actors.csv", actor_columns, read_actor },
  { "places.csv", place_columns, read_place },
  { "sources.csv", source_columns, read_source },
  { "events.csv", event_columns, read_event },
  { "event_actors.csv", event_actor_columns, read_event_actor },
  { "event_sources.csv", event_source_columns, read_event_source },
  { "casualties.csv", casualty_columns, read_casualty },
};

const IbarCompilerTable *
ibar_compile_get_tables (guint *n_tables)
{
  *n_tables = G_N_ELEMENTS (tables);
  return tables;
}
