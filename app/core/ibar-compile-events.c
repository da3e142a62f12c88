/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The compiler of curated events: a folder of CSV tables becomes a collection.
 *
 * The tables are read in the order in which they refer to each other, every reference is looked up
 * and every value checked, and rows go straight into a new file. Problems do not stop the reading;
 * any problem stops the file from being kept. The same input gives the same bytes: rows are
 * numbered in their order, and the only time in the file is the date that collection.ini states (or
 * SOURCE_DATE_EPOCH). The words in the file are data: nothing here knows what region it is about.
 */

#define G_LOG_DOMAIN "ibar-compile-events"

#include "config.h"

#include "ibar-compile-events.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-collection-private.h"
#include "ibar-compile-table.h"
#include "ibar-error.h"
#include "ibar-gpkg.h"

#define GENERAL_KNOWLEDGE "general knowledge"

/* What is known of an event while its links are read. */
typedef struct
{
  gint64 fid;
  guint line;
  gboolean general_knowledge;
  gboolean has_source;
} Event;

typedef struct
{
  IbarCollection *collection;
  IbarProblems problems;
  GChecksum *hash;
  GHashTable *types, *actors, *places, *sources; /* (owned) id → fid, as a pointer */
  GHashTable *points;                            /* (owned) place id → geometry blob (GBytes) */
  GHashTable *events;                            /* (owned) id → Event */
  GPtrArray *event_ids;                          /* (owned) in the order of the file */
  GHashTable *links; /* (owned) set of "kind event other": what must not be there twice */
  gint64 n_casualties;
  GError *error; /* (owned) (nullable) the first error of writing; nothing is written after it */
} Compiler;

typedef void (*RowFunc) (Compiler *self, const IbarTableRow *row);

/* Small checks ----------------------------------------------------------------------------------
 */

static const char *
or_null (const char *text)
{
  return text[0] != '\0' ? text : NULL;
}

static gboolean
is_one_of (const IbarTableRow *row, const char *column, const char *text, const char *const *values)
{
  g_autofree char *list = NULL;

  if (g_strv_contains (values, text))
    return TRUE;
  list = g_strjoinv (", ", (char **) values);
  ibar_table_row_problem (row, _ ("%s: “%s” is unknown; expected one of %s"), column, text, list);
  return FALSE;
}

/* Ids are cited, stand in filter texts and on command lines: no blanks, no commas, no quotes. */
static gboolean
check_id (const IbarTableRow *row, const char *column, const char *id)
{
  if (id[0] == '\0')
    {
      ibar_table_row_problem (row, _ ("%s is empty"), column);
      return FALSE;
    }
  for (const char *p = id; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
        {
          ibar_table_row_problem (
              row, _ ("%s: “%s” has other characters than letters, digits, - _ ."), column, id);
          return FALSE;
        }
    }
  return TRUE;
}

/* A new id of a table; its row number is how many there were before. */
static gint64
add_id (const IbarTableRow *row, const char *column, GHashTable *ids)
{
  gint64 fid = (gint64) g_hash_table_size (ids) + 1;

  if (!check_id (row, column, row->fields[0]))
    return 0;
  if (!g_hash_table_insert (ids, g_strdup (row->fields[0]), GINT_TO_POINTER ((int) fid)))
    {
      ibar_table_row_problem (row, _ ("%s: “%s” is there twice"), column, row->fields[0]);
      return 0;
    }
  return fid;
}

static gint64
find_id (const IbarTableRow *row, const char *column, GHashTable *ids, const char *id)
{
  gint64 fid = GPOINTER_TO_INT (g_hash_table_lookup (ids, id));

  if (fid == 0)
    ibar_table_row_problem (row, _ ("%s: there is no “%s”"), column, id);
  return fid;
}

static Event *
find_event (Compiler *self, const IbarTableRow *row)
{
  Event *event = g_hash_table_lookup (self->events, row->fields[0]);

  if (event == NULL)
    ibar_table_row_problem (row, _ ("event_id: there is no “%s”"), row->fields[0]);
  return event;
}

static gboolean
add_link (Compiler *self, const IbarTableRow *row, const char *kind, const char *a, const char *b)
{
  char *key = g_strjoin ("\n", kind, row->fields[0], a, b, NULL);

  if (g_hash_table_add (self->links, key))
    return TRUE;
  ibar_table_row_problem (row, _ ("the same link is there twice"));
  return FALSE;
}

static gboolean
parse_double (const IbarTableRow *row,
              const char *column,
              const char *text,
              double least,
              double most,
              double *value)
{
  char *end = NULL;

  *value = g_ascii_strtod (text, &end);
  if (text[0] == '\0' || *end != '\0' || !isfinite (*value))
    ibar_table_row_problem (row, _ ("%s: “%s” is not a number"), column, text);
  else if (*value < least || *value > most)
    ibar_table_row_problem (row, _ ("%s: %s is out of range; expected %g to %g"), column, text,
                            least, most);
  else
    return TRUE;
  return FALSE;
}

/* A whole number, or nothing; -1 stands for nothing and for what is wrong. */
static gint64
parse_count (const IbarTableRow *row, const char *column, const char *text)
{
  gint64 value;
  g_autoptr (GError) error = NULL;

  if (text[0] == '\0')
    return -1;
  if (g_ascii_string_to_signed (text, 10, 0, 10 * 1000 * 1000, &value, &error))
    return value;
  ibar_table_row_problem (row, _ ("%s: “%s” is not a number of persons"), column, text);
  return -1;
}

/* Writing ---------------------------------------------------------------------------------------
 */

static sqlite3_stmt *
statement (Compiler *self, const char *sql)
{
  /* The SQL is its own name: it is a literal, and there are a dozen. */
  return ibar_collection_get_statement (self->collection, sql, sql,
                                        self->error == NULL ? &self->error : NULL);
}

static void
run (Compiler *self, sqlite3_stmt *stmt)
{
  if (self->error == NULL && stmt != NULL)
    ibar_sqlite_run (stmt, ibar_collection_get_path (self->collection), &self->error);
}

static void
bind_fid (sqlite3_stmt *stmt, int index, gint64 fid)
{
  if (fid > 0)
    sqlite3_bind_int64 (stmt, index, fid);
}

static void
bind_figure (sqlite3_stmt *stmt, int index, gint64 figure)
{
  if (figure >= 0)
    sqlite3_bind_int64 (stmt, index, figure);
}

static void
insert_name (Compiler *self, const char *sql, gint64 owner, const char *form, const char *name)
{
  sqlite3_stmt *stmt = statement (self, sql);

  if (stmt == NULL || name[0] == '\0')
    return;
  sqlite3_bind_int64 (stmt, 1, owner);
  ibar_sqlite_bind_text (stmt, 2, form);
  ibar_sqlite_bind_text (stmt, 3, name);
  run (self, stmt);
}

/* The tables, in the order they are read
 * ----------------------------------------------------------- */

static const char *const type_columns[]
    = { "event_type",           "label_en",   "definition", "family", "acled_event_type",
        "acled_sub_event_type", "cameo_code", NULL };

static void
read_type (Compiler *self, const IbarTableRow *row)
{
  static const char *const families[]
      = { "armed", "unrest", "protest", "security", "politics", "diplomacy", "other", NULL };
  gint64 fid = add_id (row, "event_type", self->types);
  sqlite3_stmt *stmt;

  if (row->fields[1][0] == '\0')
    ibar_table_row_problem (row, _ ("label_en is empty"));
  if (!is_one_of (row, "family", row->fields[3], families) || fid == 0)
    return;
  stmt = statement (self,
                    "INSERT INTO event_type (fid, id, label, definition, family, acled_event_type, "
                    "acled_sub_event_type, cameo_code) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  if (stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, fid);
  for (int i = 0; i < 4; i++)
    ibar_sqlite_bind_text (stmt, 2 + i, row->fields[i]);
  for (int i = 4; i < 7; i++)
    ibar_sqlite_bind_text (stmt, 2 + i, or_null (row->fields[i]));
  run (self, stmt);
}

static const char *const actor_columns[]
    = { "actor_id", "parent_id", "name_en", "name_sr", "name_sr_cyrl", "name_sq", "kind", NULL };

static void
read_actor (Compiler *self, const IbarTableRow *row)
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
  fid = add_id (row, "actor_id", self->actors);
  if (row->fields[2][0] == '\0')
    ibar_table_row_problem (row, _ ("name_en is empty"));
  stmt = statement (self, "INSERT INTO actor (fid, id, dataset_fid, parent_fid, name, kind) "
                          "VALUES (?1, ?2, 1, ?3, ?4, ?5)");
  if (fid == 0 || stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, fid);
  ibar_sqlite_bind_text (stmt, 2, row->fields[0]);
  bind_fid (stmt, 3, parent);
  ibar_sqlite_bind_text (stmt, 4, row->fields[2]);
  ibar_sqlite_bind_text (stmt, 5, or_null (row->fields[6]));
  run (self, stmt);
  insert_name (self, name_sql, fid, "sq", row->fields[5]);
  insert_name (self, name_sql, fid, "sr-Latn", row->fields[3]);
  insert_name (self, name_sql, fid, "sr-Cyrl", row->fields[4]);
  insert_name (self, name_sql, fid, "en", row->fields[2]);
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
  latitude = parse_double (row, "lat", row->fields[6], -90, 90, &point.latitude);
  longitude = parse_double (row, "lon", row->fields[7], -180, 180, &point.longitude);
  if (!latitude || !longitude)
    return NULL;
  ibar_gpkg_encode_point (point, blob);
  return g_bytes_new (blob, sizeof blob);
}

static void
read_place (Compiler *self, const IbarTableRow *row)
{
  static const char *const precisions[]
      = { "site", "town", "municipality", "region", "unplaced", NULL };
  static const char *const name_sql
      = "INSERT INTO place_name (place_fid, form, name) VALUES (?1, ?2, ?3)";
  gint64 fid = add_id (row, "place_id", self->places);
  g_autoptr (GBytes) point = read_point (row);
  const char *precision = row->fields[8];
  double uncertainty = 0;
  sqlite3_stmt *stmt;

  if (row->fields[1][0] == '\0')
    ibar_table_row_problem (row, _ ("name_en is empty"));
  if (row->fields[9][0] != '\0')
    parse_double (row, "uncertainty_m", row->fields[9], 0, 1e6, &uncertainty);
  if (!is_one_of (row, "precision", precision, precisions) || fid == 0)
    return;
  if ((point == NULL) != (strcmp (precision, "unplaced") == 0) && row->fields[6][0] == '\0')
    ibar_table_row_problem (row, _ ("a place without coordinates has the precision “unplaced”"));
  stmt = statement (self, "INSERT INTO place (fid, geom, id, dataset_fid, name, municipality, "
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
  ibar_sqlite_bind_text (stmt, 5, or_null (row->fields[5]));
  ibar_sqlite_bind_text (stmt, 6, strcmp (precision, "site") == 0 ? "exact" : precision);
  if (row->fields[9][0] != '\0')
    sqlite3_bind_double (stmt, 7, uncertainty);
  ibar_sqlite_bind_text (stmt, 8, or_null (row->fields[10]));
  run (self, stmt);
  insert_name (self, name_sql, fid, "sq", row->fields[4]);
  insert_name (self, name_sql, fid, "sr-Latn", row->fields[2]);
  insert_name (self, name_sql, fid, "sr-Cyrl", row->fields[3]);
  insert_name (self, name_sql, fid, "en", row->fields[1]);
  if (point != NULL)
    g_hash_table_insert (self->points, g_strdup (row->fields[0]), g_steal_pointer (&point));
}

static const char *const source_columns[]
    = { "source_id", "publisher", "title", "date", "url", "language", "note", NULL };

static void
read_source (Compiler *self, const IbarTableRow *row)
{
  gint64 fid = add_id (row, "source_id", self->sources);
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
  stmt = statement (self, "INSERT INTO source (fid, id, dataset_fid, publisher, title, date, url, "
                          "language, note) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8)");
  if (fid == 0 || stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, fid);
  for (int i = 0; i < 7; i++)
    ibar_sqlite_bind_text (stmt, i == 0 ? 2 : 2 + i, or_null (row->fields[i]));
  run (self, stmt);
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

  if (!is_one_of (row, "date_precision", row->fields[3], precisions))
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
read_event (Compiler *self, const IbarTableRow *row)
{
  static const char *const confidences[] = { "high", "medium", "low", GENERAL_KNOWLEDGE, NULL };
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  gboolean ok = check_id (row, "event_id", row->fields[0]);
  gint64 type = find_id (row, "event_type", self->types, row->fields[5]);
  gint64 place = 0;
  GBytes *point;
  Event *event;
  sqlite3_stmt *stmt;

  if (row->fields[6][0] != '\0')
    place = find_id (row, "place_id", self->places, row->fields[6]);
  if (row->fields[4][0] == '\0')
    ibar_table_row_problem (row, _ ("title is empty"));
  ok = is_one_of (row, "confidence", row->fields[8], confidences) && ok;
  ok = read_dates (row, &start, &end) && ok;
  if (g_hash_table_contains (self->events, row->fields[0]))
    {
      ibar_table_row_problem (row, _ ("event_id: “%s” is there twice"), row->fields[0]);
      return;
    }
  event = g_new0 (Event, 1);
  event->fid = (gint64) self->event_ids->len + 1;
  event->line = row->line;
  event->general_knowledge = strcmp (row->fields[8], GENERAL_KNOWLEDGE) == 0;
  g_ptr_array_add (self->event_ids, g_strdup (row->fields[0]));
  g_hash_table_insert (self->events, g_strdup (row->fields[0]), event);

  stmt = statement (
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
  ibar_sqlite_bind_text (stmt, 5, or_null (row->fields[7]));
  ibar_sqlite_bind_text (stmt, 6, or_null (row->fields[9]));
  ibar_sqlite_bind_text (stmt, 7, start);
  ibar_sqlite_bind_text (stmt, 8, end);
  ibar_sqlite_bind_text (stmt, 9, row->fields[3]);
  sqlite3_bind_int64 (stmt, 10, type);
  bind_fid (stmt, 11, place);
  ibar_sqlite_bind_text (stmt, 12, row->fields[8]);
  run (self, stmt);
}

static const char *const event_actor_columns[] = { "event_id", "actor_id", "role", NULL };

static void
read_event_actor (Compiler *self, const IbarTableRow *row)
{
  Event *event = find_event (self, row);
  gint64 actor = find_id (row, "actor_id", self->actors, row->fields[1]);
  sqlite3_stmt *stmt;

  if (!add_link (self, row, "actor", row->fields[1], row->fields[2]) || event == NULL || actor == 0)
    return;
  stmt = statement (self,
                    "INSERT INTO event_actor (event_fid, actor_fid, role) VALUES (?1, ?2, ?3)");
  if (stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, event->fid);
  sqlite3_bind_int64 (stmt, 2, actor);
  ibar_sqlite_bind_text (stmt, 3, row->fields[2]);
  run (self, stmt);
}

static const char *const event_source_columns[]
    = { "event_id", "source_id", "rank", "used_for_numbers", NULL };

static void
read_event_source (Compiler *self, const IbarTableRow *row)
{
  static const char *const answers[] = { "no", "yes", NULL };
  Event *event = find_event (self, row);
  gint64 source = find_id (row, "source_id", self->sources, row->fields[1]);
  double rank = 1;
  sqlite3_stmt *stmt;

  parse_double (row, "rank", row->fields[2], 1, 1000, &rank);
  is_one_of (row, "used_for_numbers", row->fields[3], answers);
  if (!add_link (self, row, "source", row->fields[1], "") || event == NULL || source == 0)
    return;
  event->has_source = TRUE;
  stmt
      = statement (self, "INSERT INTO event_source (event_fid, source_fid, rank, used_for_numbers) "
                         "VALUES (?1, ?2, ?3, ?4)");
  if (stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, event->fid);
  sqlite3_bind_int64 (stmt, 2, source);
  sqlite3_bind_int64 (stmt, 3, (gint64) rank);
  sqlite3_bind_int (stmt, 4, strcmp (row->fields[3], "yes") == 0);
  run (self, stmt);
}

static const char *const casualty_columns[] = { "event_id", "kind", "group", "parent_group", "low",
                                                "best",     "high", "note",  "source_ids",   NULL };

/* The figures, low to high; FALSE if there is none or they contradict each other. */
static gboolean
read_figures (const IbarTableRow *row, gint64 figures[3])
{
  gint64 before = -1;

  figures[0] = parse_count (row, "low", row->fields[4]);
  figures[1] = parse_count (row, "best", row->fields[5]);
  figures[2] = parse_count (row, "high", row->fields[6]);
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
link_claim_sources (Compiler *self, const IbarTableRow *row, gint64 claim)
{
  g_auto (GStrv) ids = g_strsplit (row->fields[8], " ", -1);

  if (row->fields[8][0] == '\0')
    ibar_table_row_problem (row, _ ("source_ids is empty: a claim is somebody's"));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      gint64 source = find_id (row, "source_ids", self->sources, ids[i]);
      g_autofree char *key = g_strjoin ("\n", "source", row->fields[0], ids[i], "", NULL);
      sqlite3_stmt *stmt;

      if (source == 0)
        continue;
      if (!g_hash_table_contains (self->links, key))
        ibar_table_row_problem (row, _ ("source_ids: “%s” is not among the event's sources"),
                                ids[i]);
      stmt = statement (self, "INSERT OR IGNORE INTO casualty_source (casualty_fid, source_fid) "
                              "VALUES (?1, ?2)");
      if (stmt == NULL)
        return;
      sqlite3_bind_int64 (stmt, 1, claim);
      sqlite3_bind_int64 (stmt, 2, source);
      run (self, stmt);
    }
}

static void
read_casualty (Compiler *self, const IbarTableRow *row)
{
  static const char *const kinds[] = { "killed", "injured", NULL };
  Event *event = find_event (self, row);
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
      gint64 around = find_id (row, "parent_group", self->actors, parent);

      if (actor == 0)
        actor = around;
    }
  if (!is_one_of (row, "kind", row->fields[1], kinds) || !ok || event == NULL)
    return;
  stmt = statement (self, "INSERT INTO casualty (fid, event_fid, kind, actor_fid, group_name, "
                          "parent_group, low, best, high, note) "
                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
  if (stmt == NULL)
    return;
  sqlite3_bind_int64 (stmt, 1, ++self->n_casualties);
  sqlite3_bind_int64 (stmt, 2, event->fid);
  ibar_sqlite_bind_text (stmt, 3, row->fields[1]);
  bind_fid (stmt, 4, actor);
  ibar_sqlite_bind_text (stmt, 5, group);
  ibar_sqlite_bind_text (stmt, 6, or_null (parent));
  for (int i = 0; i < 3; i++)
    bind_figure (stmt, 7 + i, figures[i]);
  ibar_sqlite_bind_text (stmt, 10, or_null (row->fields[7]));
  run (self, stmt);
  link_claim_sources (self, row, self->n_casualties);
}

static const struct
{
  const char *file;
  const char *const *columns;
  RowFunc read;
} tables[] = {
  { "event_types.csv", type_columns, read_type },
  { "actors.csv", actor_columns, read_actor },
  { "places.csv", place_columns, read_place },
  { "sources.csv", source_columns, read_source },
  { "events.csv", event_columns, read_event },
  { "event_actors.csv", event_actor_columns, read_event_actor },
  { "event_sources.csv", event_source_columns, read_event_source },
  { "casualties.csv", casualty_columns, read_casualty },
};

typedef struct
{
  Compiler *self;
  RowFunc read;
} Call;

static void
read_row_cb (const IbarTableRow *row, gpointer user_data)
{
  Call *call = user_data;

  call->read (call->self, row);
}

static void
check_sources (Compiler *self)
{
  for (guint i = 0; i < self->event_ids->len; i++)
    {
      const char *id = g_ptr_array_index (self->event_ids, i);
      const Event *event = g_hash_table_lookup (self->events, id);

      if (!event->has_source && !event->general_knowledge)
        ibar_problems_add (&self->problems, "events.csv", event->line,
                           _ ("“%s” has no source; expected one in event_sources.csv, or the "
                              "confidence “general knowledge”"),
                           id);
    }
}

/* collection.ini: what the collection is called, its terms, its date, what to show first
 * ------------ */

static char *
get_required (GKeyFile *ini, const char *key, GError **error)
{
  char *value = g_key_file_get_string (ini, "collection", key, error);

  if (value == NULL)
    g_prefix_error (error, "collection.ini: ");
  return value;
}

static gboolean
check_home (const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  double edges[4] = { 0 };
  gboolean ok = g_strv_length (parts) == 4;

  for (int i = 0; ok && i < 4; i++)
    {
      char *end = NULL;

      edges[i] = g_ascii_strtod (parts[i], &end);
      ok = end != parts[i] && *end == '\0' && fabs (edges[i]) <= (i % 2 ? 90 : 180);
    }
  if (ok && edges[1] < edges[3])
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
               _ ("collection.ini: home: “%s” is not a box; expected west south east north [deg]"),
               text);
  return FALSE;
}

static gboolean
write_dataset (Compiler *self, GKeyFile *ini, const char *date, GError **error)
{
  sqlite3_stmt *stmt
      = statement (self,
                   "INSERT INTO dataset (fid, id, name, version, licence, citation, "
                   "redistributable, imported_at, note) VALUES (1, ?1, ?2, ?3, ?4, ?5, 1, ?6, "
                   "?7)");
  g_autofree char *id = get_required (ini, "id", error);
  g_autofree char *name = id != NULL ? get_required (ini, "name", error) : NULL;
  g_autofree char *licence = name != NULL ? get_required (ini, "licence", error) : NULL;
  g_autofree char *citation = g_key_file_get_string (ini, "collection", "citation", NULL);
  g_autofree char *note = g_key_file_get_string (ini, "collection", "note", NULL);
  g_autofree char *version = g_key_file_get_string (ini, "collection", "version", NULL);

  if (licence == NULL || stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, id);
  ibar_sqlite_bind_text (stmt, 2, name);
  ibar_sqlite_bind_text (stmt, 3, version);
  ibar_sqlite_bind_text (stmt, 4, licence);
  ibar_sqlite_bind_text (stmt, 5, citation);
  ibar_sqlite_bind_text (stmt, 6, date);
  ibar_sqlite_bind_text (stmt, 7, note);
  run (self, stmt);
  return TRUE;
}

static gboolean
read_ini (Compiler *self, const char *dir, char **date, GError **error)
{
  static const char *const info_keys[] = { "name", "description", "licence", "citation", "home" };
  g_autofree char *path = g_build_filename (dir, "collection.ini", NULL);
  g_autofree char *data = NULL;
  g_autofree char *home = NULL;
  g_autoptr (GKeyFile) ini = g_key_file_new ();
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  gsize size;

  if (!g_file_get_contents (path, &data, &size, error)
      || !g_key_file_load_from_data (ini, data, size, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, "collection.ini: ");
      return FALSE;
    }
  g_checksum_update (self->hash, (const guchar *) data, (gssize) size);
  *date = get_required (ini, "date", error);
  home = *date != NULL ? get_required (ini, "home", error) : NULL;
  if (home == NULL || !check_home (home, error))
    return FALSE;
  if (!ibar_day_parse (*date, NULL, NULL, NULL, error))
    {
      g_prefix_error (error, "collection.ini: date: ");
      return FALSE;
    }
  if (epoch != NULL && epoch[0] != '\0')
    {
      g_autoptr (GDateTime) time
          = g_date_time_new_from_unix_utc (g_ascii_strtoll (epoch, NULL, 10));

      g_free (*date);
      *date = g_date_time_format (time, "%Y-%m-%d");
    }
  for (guint i = 0; i < G_N_ELEMENTS (info_keys); i++)
    {
      g_autofree char *value = g_key_file_get_string (ini, "collection", info_keys[i], NULL);

      if (value != NULL && !ibar_collection_set_info (self->collection, info_keys[i], value, error))
        return FALSE;
    }
  return write_dataset (self, ini, *date, error);
}

/* The whole
 * ---------------------------------------------------------------------------------------- */

static void
compiler_init (Compiler *self)
{
  memset (self, 0, sizeof *self);
  ibar_problems_init (&self->problems);
  self->hash = g_checksum_new (G_CHECKSUM_SHA256);
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->actors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->points
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->events = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->event_ids = g_ptr_array_new_with_free_func (g_free);
  self->links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
compiler_clear (Compiler *self)
{
  g_clear_pointer (&self->collection, ibar_collection_unref);
  ibar_problems_clear (&self->problems);
  g_checksum_free (self->hash);
  g_hash_table_unref (self->types);
  g_hash_table_unref (self->actors);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->points);
  g_hash_table_unref (self->events);
  g_ptr_array_unref (self->event_ids);
  g_hash_table_unref (self->links);
  g_clear_error (&self->error);
}

static gboolean
read_tables (Compiler *self, const char *dir, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      Call call = { self, tables[i].read };

      if (!ibar_table_read (dir, tables[i].file, tables[i].columns, self->hash, &self->problems,
                            read_row_cb, &call, error))
        return FALSE;
      if (self->error != NULL && self->problems.n == 0)
        {
          g_propagate_error (error, g_steal_pointer (&self->error));
          return FALSE;
        }
    }
  check_sources (self);
  return TRUE;
}

/* The last words: hash, dates of change, and no page that is empty. */
static gboolean
finish_file (Compiler *self, const char *date, GError **error)
{
  const char *path = ibar_collection_get_path (self->collection);
  char *stamp = sqlite3_mprintf ("UPDATE gpkg_contents SET last_change = '%qT00:00:00.000Z'", date);
  gboolean ok
      = ibar_collection_end_bulk (self->collection, NULL, error)
        && ibar_collection_set_info (self->collection, "content_hash",
                                     g_checksum_get_string (self->hash), error)
        && ibar_sqlite_exec (ibar_collection_get_db (self->collection), path, stamp, error)
        && ibar_sqlite_exec (ibar_collection_get_db (self->collection), path, "VACUUM", error);

  sqlite3_free (stamp);
  return ok;
}

static gboolean
compile (Compiler *self, const char *dir, const char *path, GError **error)
{
  g_autofree char *date = NULL;

  self->collection = ibar_collection_create (path, error);
  if (self->collection == NULL || !ibar_collection_begin_bulk (self->collection, error)
      || !read_ini (self, dir, &date, error) || !read_tables (self, dir, error))
    return FALSE;
  if (self->problems.n > 0)
    {
      guint n = self->problems.n;

      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                   g_dngettext (GETTEXT_PACKAGE, "%u problem in “%s”", "%u problems in “%s”", n), n,
                   dir);
      return FALSE;
    }
  return finish_file (self, date, error);
}

/**
 * ibar_compile_events:
 * @dir: a folder with collection.ini and the tables
 * @output: the collection to write; replaced only when everything is well
 * @problems: (out) (optional) (transfer full) (element-type utf8): what is wrong in the tables,
 *   "file:line: message" each, at most %IBAR_MAX_PROBLEMS; empty if nothing is
 * @error: return location
 *
 * Compiles curated events. The same input gives the same bytes.
 *
 * Returns: FALSE with @error set, and @output untouched, if it could not be done
 *
 * Errors: %IBAR_ERROR_DATA where @problems says what is wrong; those of reading and writing files.
 *
 * Cost: O(rows); 60 ms for 131 events and 237 sources.
 */
gboolean
ibar_compile_events (const char *dir, const char *output, GPtrArray **problems, GError **error)
{
  g_autofree char *part = NULL;
  Compiler self;
  gboolean ok;

  g_return_val_if_fail (dir != NULL && output != NULL, FALSE);

  part = g_strconcat (output, ".part", NULL);
  g_unlink (part); /* of a run that was killed */
  compiler_init (&self);
  ok = compile (&self, dir, part, error);
  g_clear_pointer (&self.collection, ibar_collection_unref);
  if (ok && g_rename (part, output) != 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("“%s” cannot be written: %s"), output,
                   g_strerror (errno));
      ok = FALSE;
    }
  if (!ok)
    g_unlink (part);
  if (problems != NULL)
    *problems = g_ptr_array_ref (self.problems.lines);
  compiler_clear (&self);
  return ok;
}
