/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing whole files: every shape that the formats come in, sums that add up, update, undo, refusal. */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-preview.h"

typedef struct
{
  char *folder;
  char *into;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("ibar-import-XXXXXX", NULL);
  self->into = g_build_filename (self->folder, "collection.gpkg", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      /* Nothing is left beside the collection: no journal, no half-made file. */
      g_assert_false (g_str_has_suffix (name, "-journal"));
      g_assert_false (g_str_has_suffix (name, ".importing"));
      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->into);
}

static char *
fixture_path (const char *name)
{
  return g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "tests", "fixtures", "import", name, NULL);
}

static char *
write_input (Fixture *self, const char *name, const char *text, gssize length)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return path;
}

static IbarImportResult *
import (Fixture *self, const char *input, const char *dataset, GError **error)
{
  const char *inputs[] = { input, NULL };
  IbarImportOptions options
      = { .inputs = inputs, .into = self->into, .dataset = dataset, .exchanged = -1, .find_duplicates = TRUE };
  IbarImportResult *result = ibar_import_run (&options, NULL, NULL, NULL, error);

  if (result != NULL)
    g_assert_cmpint (result->n_read, ==,
                     result->n_imported + result->n_updated + result->n_unchanged + result->n_rejected);
  return result;
}

static IbarImportResult *
import_fixture (Fixture *self, const char *name)
{
  g_autofree char *path = fixture_path (name);
  g_autoptr (GError) error = NULL;
  IbarImportResult *result = import (self, path, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* One value of a query over the collection, as text; NULL for NULL. */
static char *
query (Fixture *self, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *stmt;
  char *value;

  g_assert_cmpint (sqlite3_open_v2 (self->into, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return value;
}

static void
assert_query (Fixture *self, const char *sql, const char *expected)
{
  g_autofree char *value = query (self, sql);

  g_assert_cmpstr (value, ==, expected);
}

#define DATES "SELECT group_concat (external_id || ' ' || ifnull (date_start, '') || ' ' || ifnull (date_end, '') || ' ' || " \
              "date_precision, '; ') FROM (SELECT * FROM event ORDER BY fid)"
#define ACTORS "SELECT group_concat (t, '; ') FROM (SELECT e.external_id || ' ' || a.name || '=' || x.role AS t FROM event e JOIN " \
               "event_actor x ON x.event_fid = e.fid JOIN actor a ON a.fid = x.actor_fid ORDER BY e.fid, x.fid)"
#define CLAIMS "SELECT group_concat (t, '; ') FROM (SELECT e.external_id || ' ' || c.kind || ' ' || c.group_name || ' ' || ifnull (low, '') || " \
               "'/' || ifnull (best, '') || '/' || ifnull (high, '') AS t FROM event e JOIN casualty c ON c.event_fid = e.fid ORDER BY c.fid)"
#define SOURCES "SELECT group_concat (t, '; ') FROM (SELECT e.external_id || ' ' || ifnull (publisher, '') || '|' || ifnull (s.title, '') || '|' || " \
                "ifnull (s.date, '') || '|' || ifnull (url, '') AS t FROM event e JOIN event_source x ON x.event_fid = e.fid JOIN source s " \
                "ON s.fid = x.source_fid ORDER BY e.fid, x.rank)"

static void
test_ucdp (Fixture *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = import_fixture (self, "ucdp-full.csv");

  g_assert_cmpstr (result->profile, ==, "ucdp-ged");
  g_assert_cmpint (result->n_imported, ==, 2);
  g_assert_cmpint (result->n_rejected, ==, 1);
  g_assert_true (result->redistributable);
  assert_query (self, DATES, "9001 2012-05-03 2012-05-03 day; 9002 2012-06-01 2012-06-30 month");
  assert_query (self, ACTORS, "9001 Government of Testia=side a; 9001 Group B=side b; 9002 Group B=side a; 9002 Civilians=side b");
  assert_query (self, CLAIMS, "9001 killed all groups 5/6/8; 9001 killed Government of Testia /2/; 9001 killed Group B /3/; "
                              "9001 killed civilians /1/; 9001 killed unknown /0/; 9002 killed all groups 4/4/4; "
                              "9002 killed Group B /0/; 9002 killed Civilians /0/; 9002 killed civilians /4/; 9002 killed unknown /0/");
  assert_query (self, SOURCES, "9001 Example Herald|Clash in Test Town|2012-05-04|; 9001 Example Post|Second report|2012-05-05|; "
                               "9002 |Single article text||");
  assert_query (self, "SELECT row ->> '$.where_description' FROM raw_row WHERE event_fid = 1",
                "near the bridge,\non the north bank");
  assert_query (self, "SELECT row ->> '$.source_article' FROM raw_row WHERE event_fid = 1",
                "\"Example Herald,2012-05-04,Clash, \"quoted\" headline\";\"Example Post,2012-05-05,Second report\"");
  assert_query (self, "SELECT group_concat (name || ' ' || precision, '; ') FROM place", "Test Town exact; North Province region");
}

static void
test_acled (Fixture *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = import_fixture (self, "acled-2023.csv");
  g_autoptr (IbarImportResult) old = NULL;

  g_assert_cmpstr (result->profile, ==, "acled");
  g_assert_false (result->redistributable);
  g_assert_cmpint (result->n_imported, ==, 3);
  g_assert_cmpint (result->n_rejected, ==, 1);
  g_assert_nonnull (strstr (((IbarImportNote *) result->notes->pdata[0])->reason, "91.5"));
  g_assert_cmpint (((IbarImportNote *) result->notes->pdata[0])->line, ==, 5);
  assert_query (self, DATES, "TST1 2023-05-29 2023-05-29 day; TST2 2023-05-26 2023-06-01 range; TST3 2015-01-01 2015-01-31 month");
  assert_query (self, ACTORS, "TST1 Group A=actor 1; TST1 Group C=associated with actor 1; TST1 Group D=associated with actor 1; "
                              "TST1 Group B=actor 2; TST2 Protesters A=actor 1; TST3 Police A=actor 1; TST3 Group B=actor 2");
  assert_query (self, "SELECT group_concat (t.id) FROM event e JOIN event_type t ON t.fid = e.type_fid", "armed_clash,protest,arrest");
  old = import_fixture (self, "acled-old.csv");
  g_assert_cmpstr (old->profile, ==, "acled");
  g_assert_cmpint (old->n_imported, ==, 2);
  /* The data set holds fewer now: what it had before is marked, not gone. */
  g_assert_cmpint (old->n_vanished, ==, 3);
  assert_query (self, "SELECT group_concat (date_start) FROM event WHERE external_id LIKE 'OLD%'", "2015-01-01,2014-12-31");
}

static void
test_gdelt (Fixture *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) first = import_fixture (self, "gdelt1-58.csv");
  g_autoptr (IbarImportResult) second = NULL;

  g_assert_cmpstr (first->profile, ==, "gdelt");
  g_assert_cmpint (first->n_imported, ==, 2);
  g_assert_cmpint (first->n_not_placed, ==, 1);
  g_assert_cmpint (first->n_rejected, ==, 1);
  assert_query (self, SOURCES, "100000001 |||http://example.org/100000001; 100000002 |||http://example.org/100000002");
  second = import_fixture (self, "gdelt-reexport.csv");
  g_assert_cmpint (second->n_imported, ==, 2);
  /* Each file is a slice of the data set: nothing has vanished. */
  g_assert_cmpint (second->n_vanished, ==, 0);
  assert_query (self, "SELECT count(*) FROM raw_row WHERE row LIKE '%\"column 1\"%'", "2");
}

static void
test_gtd (Fixture *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = import_fixture (self, "gtd-latin1.csv");

  g_assert_cmpstr (result->profile, ==, "gtd");
  g_assert_cmpint (result->n_imported, ==, 3);
  g_assert_cmpint (result->n_rejected, ==, 1);
  g_assert_cmpint (result->n_notes, ==, 1);
  assert_query (self, DATES, "197000000001 1970-07-02 1970-07-02 day; 197000000002 1970-01-01 1970-12-31 year; "
                             "197000000004 1970-08-01 1970-08-31 month");
  assert_query (self, "SELECT summary FROM event WHERE fid = 1", "Made up: façade damaged.");
  assert_query (self, "SELECT name FROM place WHERE fid = 1", "Città Prova");
  assert_query (self, CLAIMS, "197000000001 killed all groups /1/; 197000000001 killed perpetrators /0/; 197000000001 injured all groups /2/; "
                              "197000000001 injured perpetrators /0/; 197000000002 injured all groups /0/");
  assert_query (self, "SELECT row ->> '$.nkill' FROM raw_row WHERE event_fid = 3", "abc");
}

static void
test_timemap (Fixture *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = import_fixture (self, "timemap.json");
  g_autoptr (IbarImportResult) sheet = NULL;

  g_assert_cmpstr (result->profile, ==, "timemap");
  g_assert_cmpint (result->n_imported, ==, 3);
  g_assert_cmpint (result->n_not_dated, ==, 1);
  g_assert_cmpint (result->n_rejected, ==, 1);
  g_assert_cmpint (result->date_order, ==, IBAR_DATE_ORDER_MONTH_FIRST);
  assert_query (self, DATES, "T1 2022-03-17 2022-03-17 day; T2 2022-03-07 2022-03-07 day; T4   unknown");
  assert_query (self, SOURCES, "T1 |First||https://example.org/1; T1 |||https://example.org/2");
  assert_query (self, "SELECT summary FROM event WHERE fid = 1", "Made up: a \"test\" č 😀");
  assert_query (self, "SELECT row ->> '$.\"filters.value\"' FROM raw_row WHERE event_fid = 1", "[\"Building\",\"School\"]");
  assert_query (self, "SELECT row ->> '$.\"extra.a\"' FROM raw_row WHERE event_fid = 3", "1");
  sheet = import_fixture (self, "timemap-sheet.csv");
  g_assert_cmpstr (sheet->profile, ==, "timemap-sheet");
  g_assert_cmpint (sheet->n_imported, ==, 2);
}

static void
test_text_shapes (Fixture *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) ushahidi = import_fixture (self, "ushahidi-cr.csv");
  g_autoptr (IbarImportResult) utf16 = import_fixture (self, "utf16le.csv");
  g_autoptr (IbarImportResult) exchanged = import_fixture (self, "exchanged.csv");
  g_autoptr (IbarImportResult) days = import_fixture (self, "days-first.csv");
  g_autoptr (IbarImportResult) unix_times = import_fixture (self, "unix.csv");
  g_autoptr (IbarImportResult) nul = import_fixture (self, "nul-utf8.csv");

  g_assert_cmpstr (ushahidi->profile, ==, "ushahidi");
  g_assert_cmpint (ushahidi->n_imported, ==, 2);
  assert_query (self, "SELECT summary FROM event WHERE external_id = '1'", "First, with a comma");
  g_assert_cmpint (utf16->n_imported, ==, 1);
  g_assert_cmpint (utf16->n_rejected, ==, 1);
  assert_query (self, "SELECT title || date_start || ST FROM (SELECT title, date_start, (SELECT name FROM place p WHERE p.fid = e.place_fid) "
                      "AS ST FROM event e WHERE dataset_fid = 2)", "Provera č2023-05-29Тест");
  g_assert_true (exchanged->exchanged);
  assert_query (self, "SELECT count(*) FROM event WHERE dataset_fid = 3 AND geom NOT NULL", "19");
  g_assert_cmpint (days->date_order, ==, IBAR_DATE_ORDER_DAY_FIRST);
  g_assert_cmpint (days->n_rejected, ==, 1);
  assert_query (self, "SELECT group_concat (DISTINCT date_start) FROM event WHERE dataset_fid = 5", "2023-05-29");
  g_assert_cmpint (unix_times->n_imported, ==, 2);
  g_assert_cmpint (nul->n_imported, ==, 3);
  g_assert_cmpint (nul->n_notes, ==, 2);
  assert_query (self, "SELECT group_concat (title) FROM event WHERE dataset_fid = 6", "A\xef\xbf\xbd" "B,café,br\xef\xbf\xbd(ken");
}

static void
test_broken (Fixture *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = import_fixture (self, "broken.csv");

  g_assert_cmpint (result->n_read, ==, 11);
  g_assert_cmpint (result->n_imported, ==, 8);
  g_assert_cmpint (result->n_rejected, ==, 3);
  g_assert_cmpint (result->n_not_placed, ==, 1);
  g_assert_cmpint (result->n_not_dated, ==, 1);
  assert_query (self, "SELECT group_concat (title, '|') FROM event WHERE fid > 5",
                "=cmd|'/c calc'!A1|<b>bold</b> & <span foreground=\"red\">|Robert'); DROP TABLE event;--");
  assert_query (self, "SELECT count(*) FROM event", "8");
}

static void
test_geodata (Fixture *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) kml = import_fixture (self, "places.kml");
  g_autoptr (IbarImportResult) gpx = import_fixture (self, "track.gpx");
  g_autofree char *entity = fixture_path ("entity.kml");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (kml->n_imported, ==, 2);
  assert_query (self, "SELECT precision FROM place WHERE fid = (SELECT place_fid FROM event WHERE title = 'Area')", "region");
  assert_query (self, "SELECT row ->> '$.geometry' LIKE 'POLYGON%' FROM raw_row WHERE event_fid = 2", "1");
  g_assert_cmpint (gpx->n_imported, ==, 2);
  assert_query (self, "SELECT count(*) FROM rtree_event_geom", "4");
  g_assert_null (import (self, entity, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
}

static const char first_version[] = "id,date,title,lat,lon,killed,source,actor\n1,2020-01-01,One,42.9,20.7,1,Herald,Group A\n"
                                    "2,2020-01-02,Two,42.9,20.7,2,Herald,Group A\n3,2020-01-03,Three,42.9,20.7,3,Post,Group B\n";
static const char second_version[] = "id,date,title,lat,lon,killed,source,actor\n1,2020-01-01,One,42.9,20.7,1,Herald,Group A\n"
                                     "2,2020-01-02,Two changed,42.9,20.7,5,Herald,Group C\n4,2020-01-04,Four,42.9,20.7,,,\n"
                                     "4,2020-01-05,Four again,42.9,20.7,,,\n";

#define EVERYTHING                                                                                                     \
  "SELECT (SELECT group_concat (e.fid || e.id || title || ifnull (date_start, '') || hex (geom) || vanished || ifnull (place_fid, '') || changed_at) FROM event e) || " \
  "(SELECT group_concat (event_fid || line || row || row_hash) FROM raw_row) || (SELECT group_concat (fid || event_fid || actor_fid || role) FROM event_actor) || " \
  "(SELECT group_concat (fid || event_fid || source_fid) FROM event_source) || (SELECT group_concat (fid || event_fid || ifnull (best, '')) FROM casualty) || " \
  "(SELECT group_concat (fid || id || name) FROM actor) || (SELECT group_concat (fid || id) FROM source) || (SELECT count(*) FROM event_text WHERE event_text MATCH 'changed')"

static void
test_update_and_undo (Fixture *self, gconstpointer data)
{
  g_autofree char *input = write_input (self, "table.csv", first_version, -1);
  g_autoptr (IbarImportResult) first = import (self, input, NULL, NULL), second = NULL, third = NULL;
  g_autofree char *before = query (self, EVERYTHING), *after = NULL, *said = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (first->n_imported, ==, 3);
  third = import (self, input, NULL, NULL);
  g_assert_cmpint (third->n_unchanged, ==, 3);
  g_free (write_input (self, "table.csv", second_version, -1));
  second = import (self, input, NULL, NULL);
  g_assert_cmpint (second->n_imported, ==, 1);
  g_assert_cmpint (second->n_updated, ==, 1);
  g_assert_cmpint (second->n_unchanged, ==, 1);
  g_assert_cmpint (second->n_rejected, ==, 1);
  g_assert_cmpint (second->n_vanished, ==, 1);
  g_assert_cmpuint (second->changes->len, ==, 1);
  g_assert_cmpstr (second->changes->pdata[0], ==, "table:2: title, actors, claims");
  assert_query (self, "SELECT title || vanished FROM event WHERE external_id = '3'", "Three1");
  assert_query (self, "SELECT fid || title FROM event WHERE external_id = '2'", "2Two changed");
  assert_query (self, "SELECT count(*) FROM event_text WHERE event_text MATCH 'changed'", "1");

  said = ibar_import_undo (self->into, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (said);
  after = query (self, EVERYTHING);
  g_assert_cmpstr (after, ==, before);
  assert_query (self, "PRAGMA integrity_check", "ok");
}

/* Headers in other languages, and a table whose names tell nothing: dates with points are dates. */
static void
test_other_languages (Fixture *self, gconstpointer data)
{
  static const char *const tables[] = {
    "ID;Datum;Titel;Breite;Länge;Tote;Ort\n1;03.04.2020;Übung;42,9;20,8;2;Mitrovicë\n",
    "identifiant;date;titre;latitude;longitude;morts;lieu\n1;03/04/2020;Événement;42,9;20,8;2;Mitrovicë\n",
    "id,datum,naslov,širina,dužina,poginuli,mesto\n1,3.4.2020.,Događaj,42.9,20.8,2,Mitrovicë\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *input = write_input (self, "table.csv", tables[i], -1);
      g_autoptr (IbarImportResult) result = NULL;

      g_unlink (self->into);
      result = import (self, input, NULL, NULL);
      g_assert_cmpint (result->n_imported, ==, 1);
      assert_query (self, "SELECT date_start || ' ' || (SELECT name FROM place) || ' ' || (SELECT best FROM casualty) FROM event "
                          "WHERE geom NOT NULL AND length (title) > 4", "2020-04-03 Mitrovicë 2");
      assert_query (self, "SELECT row FROM raw_row", "{}");
    }
  {
    g_autofree char *input = write_input (self, "unnamed.csv", "nr;wann;worum es ging\n1;03.04.2020;Eine lange Sache\n"
                                                              "2;24.04.2020;Noch eine\n", -1);
    g_autoptr (IbarImportResult) result = NULL;

    g_unlink (self->into);
    result = import (self, input, NULL, NULL);
    g_assert_cmpint (result->n_imported, ==, 2);
    assert_query (self, "SELECT title || ' ' || date_start FROM event LIMIT 1", "Eine lange Sache 2020-04-03");
  }
}

/* A table in a gzip stream; one that is cut off is an error, and no short table. */
static void
test_packed (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) table = g_string_new ("id,date,title\n");
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autofree char *packed = NULL;
  gsize n_read, n_packed;
  g_autoptr (IbarImportResult) result = NULL, cut = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  for (int i = 0; i < 20000; i++)
    g_string_append_printf (table, "%d,2020-01-%02d,Title %d %d\n", i, 1 + i % 28, i, i * 7919 % 10007);
  packed = g_malloc (table->len);
  g_assert_cmpint (g_converter_convert (packer, table->str, table->len, packed, table->len, G_CONVERTER_INPUT_AT_END, &n_read,
                                        &n_packed, &error), ==, G_CONVERTER_FINISHED);
  path = write_input (self, "table.csv.gz", packed, (gssize) n_packed);
  result = import (self, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_imported, ==, 20000);
  g_free (path);
  path = write_input (self, "cut.csv.gz", packed, (gssize) n_packed / 2);
  cut = import (self, path, NULL, &error);
  g_assert_null (cut);
  g_assert_nonnull (error);
}

/* A workbook's second sheet is told of. */
static void
test_two_tables (Fixture *self, gconstpointer data)
{
  static const char script[] = "CREATE TABLE %s (fid INTEGER PRIMARY KEY, date TEXT, title TEXT, lat REAL, lon REAL);"
                               "INSERT INTO %s (date, title, lat, lon) VALUES ('2020-01-01', 'x', 42.9, 20.7);"
                               "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('%s', 'attributes', '%s')";
  g_autofree char *path = g_build_filename (self->folder, "two.gpkg", NULL);
  g_autofree char *one = g_strdup_printf (script, "first", "first", "first", "first");
  g_autofree char *two = g_strdup_printf (script, "second", "second", "second", "second");
  g_autofree char *named = g_strconcat (path, "#second", NULL);
  g_autoptr (IbarCollection) collection = ibar_collection_create (path, NULL);
  g_autoptr (IbarImportResult) both = NULL, second = NULL;
  g_autofree char *text = NULL;
  sqlite3 *db = ibar_collection_get_db (collection);

  /* A GeoPackage of strangers: without the tables of a collection. */
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA foreign_keys = OFF; DELETE FROM gpkg_geometry_columns; DELETE FROM gpkg_extensions; "
                                     "DELETE FROM gpkg_contents; DROP TABLE event_actor; DROP TABLE ibar_info", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, one, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, two, NULL, NULL, NULL), ==, SQLITE_OK);
  g_clear_pointer (&collection, ibar_collection_unref);
  both = import (self, path, NULL, NULL);
  g_assert_cmpint (both->n_imported, ==, 1);
  g_assert_cmpstr (both->left_out, ==, "second");
  text = ibar_import_result_to_text (both, TRUE);
  g_assert_nonnull (strstr (text, "second"));
  second = import (self, named, NULL, NULL);
  g_assert_null (second->left_out);
  g_unlink (path);
}

/* The very file of the last import needs no reading; but only if it is that, and all that it brought is still there. */
static void
test_same_file (Fixture *self, gconstpointer data)
{
  g_autofree char *input = write_input (self, "table.csv", first_version, -1);
  g_autoptr (IbarImportResult) first = import (self, input, NULL, NULL), same = import (self, input, NULL, NULL), gone = NULL,
                               back = NULL, undone = NULL;

  g_assert_cmpint (first->n_imported, ==, 3);
  g_assert_cmpint (same->n_unchanged, ==, 3);
  {
    g_autoptr (IbarCollection) collection = ibar_collection_open (self->into, IBAR_COLLECTION_READ_WRITE, NULL);

    g_assert_cmpint (sqlite3_exec (ibar_collection_get_db (collection), "DELETE FROM event WHERE external_id = '2'", NULL, NULL, NULL),
                     ==, SQLITE_OK);
  }
  gone = import (self, input, NULL, NULL);
  g_assert_cmpint (gone->n_unchanged, ==, 2);
  g_assert_cmpint (gone->n_imported, ==, 1);
  g_free (write_input (self, "table.csv", second_version, -1));
  g_clear_pointer (&same, ibar_import_result_free);
  same = import (self, input, NULL, NULL);
  g_assert_cmpint (same->n_updated, ==, 1);
  g_free (ibar_import_undo (self->into, NULL, NULL));
  undone = import (self, input, NULL, NULL);
  g_assert_cmpint (undone->n_updated, ==, 1);
  g_assert_cmpint (undone->n_rejected, ==, 1);
  /* A row that is rejected is reported each time. */
  back = import (self, input, NULL, NULL);
  g_assert_cmpint (back->n_rejected, ==, 1);
  g_assert_cmpint (back->n_unchanged, ==, 3);
}

/* Read otherwise, the same row is another event. */
static void
test_other_reading (Fixture *self, gconstpointer data)
{
  g_autofree char *input = write_input (self, "table.csv", "id,date,title,lat,lon\n1,03/04/2020,One,42.9,20.7\n", -1);
  const char *inputs[] = { input, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .exchanged = -1 };
  g_autoptr (IbarImportResult) first = ibar_import_run (&options, NULL, NULL, NULL, NULL), second = NULL, third = NULL;

  assert_query (self, "SELECT date_start FROM event", "2020-04-03");
  options.date_order = IBAR_DATE_ORDER_MONTH_FIRST;
  second = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_assert_cmpint (second->n_updated, ==, 1);
  assert_query (self, "SELECT date_start FROM event", "2020-03-04");
  third = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_assert_cmpint (third->n_unchanged, ==, 1);
}

static void
test_undo_first (Fixture *self, gconstpointer data)
{
  g_autofree char *input = write_input (self, "table.csv", first_version, -1);
  g_autoptr (IbarImportResult) first = import (self, input, NULL, NULL);
  g_autofree char *said = ibar_import_undo (self->into, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (said);
  assert_query (self, "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM actor) + (SELECT count(*) FROM source) + "
                      "(SELECT count(*) FROM dataset) + (SELECT count(*) FROM event_type) + (SELECT count(*) FROM rtree_event_geom)", "0");
  g_assert_null (ibar_import_undo (self->into, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
}

static void
test_duplicates (Fixture *self, gconstpointer data)
{
  g_autofree char *one = write_input (self, "one.csv", "id,date,title,lat,lon,actor,url\n1,2020-01-01,A,42.90,20.70,Gröup A,\n"
                                                       "2,2020-01-01,B,42.90,20.70,Group B,\n3,2020-05-01,C,10,10,Group D,http://example.org/x\n", -1);
  g_autofree char *two = write_input (self, "two.csv", "id,date,title,lat,lon,actor,url\n1,2020-01-03,A,42.93,20.70,group a,\n"
                                                       "2,2020-01-03,B,42.95,20.70,Group B,\n3,2021-05-01,C,20,10,Group E,http://example.org/x\n", -1);
  g_autoptr (IbarImportResult) first = import (self, one, NULL, NULL), second = import (self, two, NULL, NULL);

  g_assert_cmpint (first->n_duplicates, ==, 0);
  /* 3.3 km, two days and the same actor; the next pair is 5.6 km apart; the third has the same address. */
  g_assert_cmpint (second->n_duplicates, ==, 2);
  g_assert_cmpstr (((IbarImportDuplicate *) second->duplicates->pdata[0])->event_id, ==, "two:1");
  g_assert_cmpstr (((IbarImportDuplicate *) second->duplicates->pdata[0])->other_id, ==, "one:1");
  g_assert_cmpstr (((IbarImportDuplicate *) second->duplicates->pdata[1])->event_id, ==, "two:3");
}

/* A thousand take part in one event, some named twice; and one takes part with another, and in a second event. */
static void
test_many_actors (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("id,date,title,lat,lon,actor\n1,2020-01-01,A,42.90,20.70,\"");
  g_autofree char *input = NULL;
  g_autoptr (IbarImportResult) result = NULL;

  for (guint i = 0; i < 1200; i++)
    g_string_append_printf (text, "%sActor %u", i > 0 ? "; " : "", i % 1000);
  g_string_append (text, "\"\n2,2020-01-02,B,42.90,20.70,Actor 999; Actor 1000\n");
  input = write_input (self, "many.csv", text->str, -1);
  result = import (self, input, NULL, NULL);
  g_assert_nonnull (result);
  assert_query (self, "SELECT count(*) FROM actor", "1001");
  assert_query (self, "SELECT group_concat (n) FROM (SELECT count(*) AS n FROM event_actor GROUP BY event_fid ORDER BY event_fid)",
                "1000,2");
}

/* All that a cell names, up to a bound; what is beyond it is told, and kept. */
static void
test_many_sources (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("event_id_cnty,event_date,event_type,sub_event_type,actor1,latitude,longitude,"
                                           "geo_precision,time_precision,source,fatalities\n"
                                           "A,2020-01-01,Protests,Peaceful protest,Group A,42.90,20.70,1,1,\"");
  g_autofree char *input = NULL;
  g_autoptr (IbarImportResult) result = NULL;
  const IbarImportNote *note;

  for (guint i = 0; i < 2500; i++)
    g_string_append_printf (text, "%sPaper %u", i > 0 ? "; " : "", i % 2000);
  g_string_append (text, "\",0\nB,2020-01-02,Protests,Peaceful protest,Group A,42.90,20.70,1,1,\"");
  for (guint i = 0; i <= 10000; i++)
    g_string_append_printf (text, "%sPaper %u", i > 0 ? "; " : "", i);
  g_string_append (text, "\",0\n");
  input = write_input (self, "many.csv", text->str, -1);
  result = import (self, input, NULL, NULL);
  g_assert_nonnull (result);
  g_assert_cmpstr (result->profile, ==, "acled");
  assert_query (self, "SELECT group_concat (n || ' ' || last) FROM (SELECT count(*) AS n, max (rank) AS last FROM event_source "
                      "GROUP BY event_fid ORDER BY event_fid)", "2000 2000,10000 10000");
  g_assert_cmpint (result->n_notes, ==, 1);
  note = result->notes->pdata[0];
  g_assert_cmpint (note->line, ==, 3);
  g_assert_cmpstr (note->column, ==, "source");
  g_assert_nonnull (strstr (note->reason, "10000"));
  assert_query (self, "SELECT group_concat (row ->> '$.source' LIKE '%Paper 10000') FROM raw_row WHERE row ->> '$.source' NOT NULL", "1");
}

/* A row that the wrong delimiter would cut into more cells than a table has columns. */
static void
test_long_list (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("id,date,title,lat,lon,note\n1,2020-01-01,A,42.90,20.70,");
  g_autofree char *input = NULL;
  g_autoptr (IbarImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "%u;", i);
  g_string_append (text, "\n2,2020-01-02,B,42.90,20.70,\n");
  input = write_input (self, "long.csv", text->str, -1);
  result = import (self, input, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_imported, ==, 2);
}

/* Without a byte order mark, in scripts that are not ASCII's. */
static void
test_unmarked_utf16 (Fixture *self, gconstpointer data)
{
  static const char *const titles[] = { "Окупљање грађана испред општине", "Διαδήλωση στην πλατεία", "一二三市民聚集" };
  static const char *const encodings[] = { "UTF-16LE", "UTF-16BE" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (encodings); k++)
      {
        g_autofree char *table = g_strdup_printf ("title,date,latitude,longitude\n%s,2020-03-04,42.9,20.8\n%s,2020-03-05,42.9,20.8\n",
                                                  titles[i], titles[i]);
        g_autofree char *name = g_strdup_printf ("t%zu%zu.csv", i, k), *input = NULL, *bytes = NULL, *found = NULL;
        g_autoptr (IbarImportResult) result = NULL;
        gsize n;

        bytes = g_convert (table, -1, encodings[k], "UTF-8", NULL, &n, NULL);
        g_assert_nonnull (bytes);
        input = write_input (self, name, bytes, (gssize) n);
        result = import (self, input, NULL, NULL);
        g_assert_nonnull (result);
        g_assert_cmpint (result->n_imported, ==, 2);
        found = query (self, "SELECT title FROM event ORDER BY fid DESC LIMIT 1");
        g_assert_cmpstr (found, ==, titles[i]);
      }
}

static void
test_old_encodings (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *encoding, *title;
  } cases[] = { { "WINDOWS-1251", "Окупљање испред општине, ђак и љубав" }, { "WINDOWS-1251", "Їжак і ґанок" },
                { "WINDOWS-1252", "Bürger in Köln: façade, naïve, Düsseldorf" }, { "WINDOWS-1252", "Një protestë në Mitrovicë" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *table = g_strdup_printf ("title;date;latitude;longitude\n%s;2020-03-04;42.9;20.8\n", cases[i].title);
      g_autofree char *name = g_strdup_printf ("old%zu.csv", i), *input = NULL, *bytes = NULL, *found = NULL;
      g_autoptr (IbarImportResult) result = NULL;
      gsize n;

      bytes = g_convert (table, -1, cases[i].encoding, "UTF-8", NULL, &n, NULL);
      g_assert_nonnull (bytes);
      input = write_input (self, name, bytes, (gssize) n);
      result = import (self, input, NULL, NULL);
      g_assert_nonnull (result);
      found = query (self, "SELECT title FROM event ORDER BY fid DESC LIMIT 1");
      g_assert_cmpstr (found, ==, cases[i].title);
    }
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  static const char *const bad[] = { "/vsicurl/http://example.org/x.csv", "/vsizip//tmp/x.zip/x.csv" };
  g_autofree char *vrt = write_input (self, "x.vrt", "<OGRVRTDataSource><OGRVRTLayer name=\"x\"/></OGRVRTDataSource>", -1);
  g_autofree char *empty = write_input (self, "empty.csv", "", 0);
  g_autofree char *hopeless = write_input (self, "hopeless.csv", "a,b\n1,2\n", -1);
  g_autofree char *missing = g_build_filename (self->folder, "missing.csv", NULL);
  struct
  {
    const char *input;
    int         code;
  } cases[] = { { bad[0], IBAR_ERROR_PERMISSION }, { bad[1], IBAR_ERROR_PERMISSION }, { vrt, IBAR_ERROR_DATA },
                { empty, IBAR_ERROR_DATA }, { hopeless, IBAR_ERROR_DATA }, { missing, IBAR_ERROR_NOT_FOUND },
                { self->folder, IBAR_ERROR_NOT_A_FILE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (import (self, cases[i].input, NULL, &error));
      g_assert_error (error, IBAR_ERROR, cases[i].code);
      g_assert_false (g_file_test (self->into, G_FILE_TEST_EXISTS));
    }
}

/* What no table is, is said so; a message quotes nothing that cannot be shown. */
static void
test_not_a_table (Fixture *self, gconstpointer data)
{
  GString *noise = g_string_new (NULL), *wide = g_string_new ("first\x02" "column");
  g_autofree char *binary = NULL, *table = NULL;
  g_autoptr (GError) error = NULL;

  /* Every byte equally often, as in anything that is compressed. */
  for (int i = 0; i < 5000; i++)
    g_string_append_c (noise, (char) (i * 167 % 256));
  for (int i = 0; i < 400; i++)
    g_string_append_printf (wide, ",čćžšđ %d", i);
  binary = write_input (self, "noise.bin", noise->str, (gssize) noise->len);
  table = write_input (self, "wide.csv", wide->str, -1);
  g_assert_null (import (self, binary, NULL, &error));
  g_assert_nonnull (strstr (error->message, "not a kind of file"));
  g_clear_error (&error);
  g_assert_null (import (self, table, NULL, &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_nonnull (strstr (error->message, "first\xef\xbf\xbd" "column"));
  g_assert_cmpuint (strlen (error->message), <, 1500);
  g_string_free (noise, TRUE);
  g_string_free (wide, TRUE);
}

static void
test_dry_run_and_cancel (Fixture *self, gconstpointer data)
{
  g_autofree char *input = write_input (self, "table.csv", first_version, -1);
  const char *inputs[] = { input, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .exchanged = -1, .dry_run = TRUE };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (IbarImportResult) dry = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (dry->n_imported, ==, 3);
  g_assert_false (g_file_test (self->into, G_FILE_TEST_EXISTS));
  options.dry_run = FALSE;
  g_cancellable_cancel (cancellable);
  g_assert_null (ibar_import_run (&options, NULL, NULL, cancellable, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_CANCELLED);
  g_assert_false (g_file_test (self->into, G_FILE_TEST_EXISTS));
}

static void
test_mapping (Fixture *self, gconstpointer data)
{
  g_autofree char *input = write_input (self, "odd.csv", "Q1,Q2,Q3,Q4\n1.2.2020,Odd,\"42,9\",\"20,7\"\n", -1);
  const char *inputs[] = { input, NULL }, *maps[] = { "date=Q1", "title=q2", "latitude=Q3", "longitude=Q4", NULL };
  const char *wrong[] = { "dote=Q1", NULL }, *absent[] = { "date=Q9", NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .exchanged = -1, .maps = wrong };
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarImportResult) result = NULL;
  g_autoptr (IbarImportResult) again = NULL;

  g_assert_null (ibar_import_run (&options, NULL, NULL, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  options.maps = absent;
  g_assert_null (ibar_import_run (&options, NULL, NULL, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "Q1, Q2, Q3, Q4"));
  options.maps = maps;
  options.save_profile = "odd-tables";
  result = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_assert_cmpint (result->n_imported, ==, 1);
  assert_query (self, "SELECT title || date_start FROM event", "Odd2020-02-01");

  /* A mapping that was kept is recognised by itself. */
  options.maps = NULL;
  options.save_profile = NULL;
  again = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (again->profile, ==, "odd-tables");
  g_assert_cmpint (again->n_unchanged, ==, 1);
}

/* A title, a remark and blank lines above the header: no rows, and not lost. */
static void
test_titles (Fixture *self, gconstpointer data)
{
  static const char *const tables[]
      = { "Log of incidents,,,,,\r\n,,,,,\r\nNo,Date,Place,Lat,Lon,Title\r\n1,2023-05-29,Zvečan,42.9,20.8,Made-up crowd\r\n",
          "Log of incidents; north\n\nNo;Datum;Ort;Breite;Länge;Title\n1;29.05.2023;Zvečan;42,9;20,8;Made-up crowd\n",
          "# Log of incidents\nNo\tDate\tPlace\tLat\tLon\tTitle\n1\t2023-05-29\tZvečan\t42.9\t20.8\tMade-up crowd\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *input = write_input (self, "titled.csv", tables[i], -1);
      g_autoptr (IbarImportResult) result = import (self, input, NULL, NULL);

      g_assert_cmpint (result->n_read, ==, 1);
      g_assert_cmpint (result->n_imported + result->n_updated, ==, 1);
      g_assert_cmpint (result->n_notes, ==, 1);
      g_assert_nonnull (strstr (((IbarImportNote *) result->notes->pdata[0])->value, "Log of incidents"));
      assert_query (self, "SELECT external_id || date_start || title FROM event", "12023-05-29Made-up crowd");
    }
}

static void
test_titled_sheet (Fixture *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = import_fixture (self, "titled.xlsx");

  g_assert_cmpint (result->n_imported, ==, 2);
  g_assert_cmpint (result->n_rejected, ==, 0);
  assert_query (self, "SELECT group_concat (e, '|') FROM (SELECT external_id || date_start || title AS e FROM event ORDER BY date_start)",
                "12023-05-29Made-up crowd|22023-05-30Made-up stone");
  assert_query (self, "SELECT best FROM casualty", "3");
}

/* The first row may be short and be the header nevertheless. */
static void
test_no_titles (Fixture *self, gconstpointer data)
{
  g_autofree char *input
      = write_input (self, "short.csv", "date,lat,lon,,,,,\n2023-05-01,42.9,20.8,a,b,c,d,e\n2023-05-02,42.9,20.8,f,g,h,i,j\n", -1);
  g_autoptr (IbarImportResult) result = import (self, input, NULL, NULL);

  g_assert_cmpint (result->n_imported, ==, 2);
  g_assert_cmpint (result->n_notes, ==, 0);
}

/* A map of uMap: rows in several layers, some without any. */
static void
test_layers (Fixture *self, gconstpointer data)
{
  g_autofree char *nested = write_input (self, "nested.json", "{\"layers\":[{\"layers\":[{\"features\":[{\"date\":\"2023-01-01\"}]}]}]}", -1);
  g_autoptr (IbarImportResult) result = import_fixture (self, "layers.umap"), other = import (self, nested, NULL, NULL);

  g_assert_cmpint (result->n_imported, ==, 3);
  g_assert_cmpint (result->n_rejected, ==, 0);
  assert_query (self, "SELECT group_concat (e, '|') FROM (SELECT title || date_start AS e FROM event WHERE dataset_fid = 1 ORDER BY date_start)",
                "One2023-05-29|Two2023-05-30|Three2023-05-31");
}

/* Names that tell nothing: the columns are known by what they hold. */
static void
test_guess (Fixture *self, gconstpointer data)
{
  g_autofree char *input = write_input (self, "odd.csv", "A1,B1,C1,D1\n7,Something that happened,42.91,20.71\n8,Something else,42.92,20.72\n", -1);
  g_autofree char *dated = write_input (self, "dated.csv", "A1,B1,C1,D1\n13/2/2020,Something that happened,20.71,142.91\n14/2/2020,Else,20.72,142.92\n", -1);
  g_autoptr (IbarImportResult) first = import (self, input, NULL, NULL), second = import (self, dated, NULL, NULL);
  const char *inputs[] = { dated, NULL };
  IbarImportOptions options = { .inputs = inputs, .exchanged = -1 };
  g_autoptr (IbarImportPreview) preview = ibar_import_preview_new (&options, 10, NULL, NULL);

  g_assert_cmpint (first->n_not_dated, ==, 2);
  assert_query (self, "SELECT title || ST_Y FROM (SELECT title, (SELECT maxy FROM rtree_event_geom r WHERE r.id = e.fid) > 42 AS ST_Y FROM event e "
                      "WHERE fid = 1)", "Something that happened1");
  g_assert_cmpint (second->n_imported, ==, 2);
  assert_query (self, "SELECT min (date_start) || max (date_start) FROM event WHERE dataset_fid = 2", "2020-02-132020-02-14");
  g_assert_cmpuint (preview->rows->len, ==, 2);
  g_assert_cmpstr (((IbarImportPreviewRow *) preview->rows->pdata[0])->title, ==, "Something that happened");
  for (guint i = 0; i < preview->fields->len; i++)
    {
      const IbarImportField *field = preview->fields->pdata[i];

      if (g_str_equal (field->field, "date"))
        g_assert_cmpstr (field->reason, ==, "2 of its first 2 cells are dates");
    }
}

/* A line of 100 MB, a file of one open quote: rejected, in bounded memory, and the rest is read. */
static void
test_huge_line (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "huge.csv", NULL);
  g_autofree char *block = g_strnfill (1 << 20, 'x');
  FILE *file = fopen (path, "wb");
  g_autoptr (IbarImportResult) result = NULL;

  fputs ("date,title,lat,lon\n2020-01-01,First,42.9,20.7\n2020-01-02,", file);
  for (int i = 0; i < 100; i++)
    fwrite (block, 1, 1 << 20, file);
  fputs (",42.9,20.7\n2020-01-03,Third,42.9,20.7\n2020-01-04,\"Open,42.9,20.7\n", file);
  for (int i = 0; i < 1000; i++)
    fprintf (file, "2020-01-05,After %d,42.9,20.7\n", i);
  fclose (file);
  result = import (self, path, NULL, NULL);
  g_assert_cmpint (result->n_imported, ==, 1002);
  g_assert_cmpint (result->n_rejected, ==, 2);
}

/* The file grows while it is read: nothing of either version is taken. */
static void
append_cb (double fraction, gpointer user_data)
{
  FILE *file = fopen (user_data, "ab");

  fputs ("2020-02-01,Late,42.9,20.7\n", file);
  fclose (file);
}

static void
test_changing_file (Fixture *self, gconstpointer data)
{
  g_autofree char *input = write_input (self, "growing.csv", "date,title,lat,lon\n2020-01-01,A,42.9,20.7\n", -1);
  const char *inputs[] = { input, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .exchanged = -1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (ibar_import_run (&options, append_cb, input, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
  g_assert_false (g_file_test (self->into, G_FILE_TEST_EXISTS));
}

static void
test_report (Fixture *self, gconstpointer data)
{
  g_autofree char *input = fixture_path ("broken.csv"), *report = g_build_filename (self->folder, "rejects.csv", NULL);
  const char *inputs[] = { input, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .exchanged = -1, .report = report };
  g_autoptr (IbarImportResult) result = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_nonnull (result);
  g_assert_true (g_file_get_contents (report, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_cmpstr (lines[2], ==, "\"broken.csv\",\"6\",\"\",\"\",\"neither a date nor a position\",\"yes\"");
}

#define ADD(path, func) g_test_add ("/import/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("ucdp", test_ucdp);
  ADD ("acled", test_acled);
  ADD ("gdelt", test_gdelt);
  ADD ("gtd", test_gtd);
  ADD ("timemap", test_timemap);
  ADD ("text-shapes", test_text_shapes);
  ADD ("broken", test_broken);
  ADD ("geodata", test_geodata);
  ADD ("update-and-undo", test_update_and_undo);
  ADD ("undo-first", test_undo_first);
  ADD ("same-file", test_same_file);
  ADD ("other-languages", test_other_languages);
  ADD ("two-tables", test_two_tables);
  ADD ("packed", test_packed);
  ADD ("other-reading", test_other_reading);
  ADD ("duplicates", test_duplicates);
  ADD ("many-actors", test_many_actors);
  ADD ("many-sources", test_many_sources);
  ADD ("long-list", test_long_list);
  ADD ("unmarked-utf16", test_unmarked_utf16);
  ADD ("old-encodings", test_old_encodings);
  ADD ("refused", test_refused);
  ADD ("not-a-table", test_not_a_table);
  ADD ("dry-run-and-cancel", test_dry_run_and_cancel);
  ADD ("mapping", test_mapping);
  ADD ("titles", test_titles);
  ADD ("titled-sheet", test_titled_sheet);
  ADD ("no-titles", test_no_titles);
  ADD ("layers", test_layers);
  ADD ("guess", test_guess);
  ADD ("huge-line", test_huge_line);
  ADD ("changing-file", test_changing_file);
  ADD ("report", test_report);
  return g_test_run ();
}
