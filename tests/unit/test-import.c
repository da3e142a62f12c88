/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing whole files: the data sets people have, and tables whose columns nobody has named for us. */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-preview.h"
#include "ibar-test-import.h"

static void
test_ucdp (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = ibar_test_import_fixture (self, "ucdp-full.csv");

  g_assert_cmpstr (result->profile, ==, "ucdp-ged");
  g_assert_cmpint (result->n_imported, ==, 2);
  g_assert_cmpint (result->n_rejected, ==, 1);
  g_assert_true (result->redistributable);
  ibar_test_import_assert (self, IBAR_TEST_IMPORT_DATES, "9001 2012-05-03 2012-05-03 day; 9002 2012-06-01 2012-06-30 month");
  ibar_test_import_assert (self, IBAR_TEST_IMPORT_ACTORS,
                           "9001 Government of Testia=side a; 9001 Group B=side b; 9002 Group B=side a; 9002 Civilians=side b");
  ibar_test_import_assert (
      self, IBAR_TEST_IMPORT_CLAIMS,
      "9001 killed all groups 5/6/8; 9001 killed Government of Testia /2/; 9001 killed Group B /3/; "
      "9001 killed civilians /1/; 9001 killed unknown /0/; 9002 killed all groups 4/4/4; "
      "9002 killed Group B /0/; 9002 killed Civilians /0/; 9002 killed civilians /4/; 9002 killed unknown /0/");
  ibar_test_import_assert (self, IBAR_TEST_IMPORT_SOURCES,
                           "9001 Example Herald|Clash in Test Town|2012-05-04|; 9001 Example Post|Second report|2012-05-05|; "
                           "9002 |Single article text||");
  ibar_test_import_assert (self, "SELECT row ->> '$.where_description' FROM raw_row WHERE event_fid = 1",
                "near the bridge,\non the north bank");
  ibar_test_import_assert (self, "SELECT row ->> '$.source_article' FROM raw_row WHERE event_fid = 1",
                "\"Example Herald,2012-05-04,Clash, \"quoted\" headline\";\"Example Post,2012-05-05,Second report\"");
  ibar_test_import_assert (self, "SELECT group_concat (name || ' ' || precision, '; ') FROM place",
                           "Test Town exact; North Province region");
}

static void
test_acled (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = ibar_test_import_fixture (self, "acled-2023.csv");
  g_autoptr (IbarImportResult) old = NULL;

  g_assert_cmpstr (result->profile, ==, "acled");
  g_assert_false (result->redistributable);
  g_assert_cmpint (result->n_imported, ==, 3);
  g_assert_cmpint (result->n_rejected, ==, 1);
  g_assert_nonnull (strstr (((IbarImportNote *) result->notes->pdata[0])->reason, "91.5"));
  g_assert_cmpint (((IbarImportNote *) result->notes->pdata[0])->line, ==, 5);
  ibar_test_import_assert (self, IBAR_TEST_IMPORT_DATES,
                           "TST1 2023-05-29 2023-05-29 day; TST2 2023-05-26 2023-06-01 range; TST3 2015-01-01 2015-01-31 month");
  ibar_test_import_assert (self, IBAR_TEST_IMPORT_ACTORS,
                           "TST1 Group A=actor 1; TST1 Group C=associated with actor 1; TST1 Group D=associated with actor 1; "
                           "TST1 Group B=actor 2; TST2 Protesters A=actor 1; TST3 Police A=actor 1; TST3 Group B=actor 2");
  ibar_test_import_assert (self, "SELECT group_concat (t.id) FROM event e JOIN event_type t ON t.fid = e.type_fid",
                           "armed_clash,protest,arrest");
  old = ibar_test_import_fixture (self, "acled-old.csv");
  g_assert_cmpstr (old->profile, ==, "acled");
  g_assert_cmpint (old->n_imported, ==, 2);
  /* The data set holds fewer now: what it had before is marked, not gone. */
  g_assert_cmpint (old->n_vanished, ==, 3);
  ibar_test_import_assert (self, "SELECT group_concat (date_start) FROM event WHERE external_id LIKE 'OLD%'",
                           "2015-01-01,2014-12-31");
}

static void
test_gdelt (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) first = ibar_test_import_fixture (self, "gdelt1-58.csv");
  g_autoptr (IbarImportResult) second = NULL;

  g_assert_cmpstr (first->profile, ==, "gdelt");
  g_assert_cmpint (first->n_imported, ==, 2);
  g_assert_cmpint (first->n_not_placed, ==, 1);
  g_assert_cmpint (first->n_rejected, ==, 1);
  ibar_test_import_assert (self, IBAR_TEST_IMPORT_SOURCES,
                           "100000001 |||http://example.org/100000001; 100000002 |||http://example.org/100000002");
  second = ibar_test_import_fixture (self, "gdelt-reexport.csv");
  g_assert_cmpint (second->n_imported, ==, 2);
  /* Each file is a slice of the data set: nothing has vanished. */
  g_assert_cmpint (second->n_vanished, ==, 0);
  ibar_test_import_assert (self, "SELECT count(*) FROM raw_row WHERE row LIKE '%\"column 1\"%'", "2");
}

static void
test_gtd (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = ibar_test_import_fixture (self, "gtd-latin1.csv");

  g_assert_cmpstr (result->profile, ==, "gtd");
  g_assert_cmpint (result->n_imported, ==, 3);
  g_assert_cmpint (result->n_rejected, ==, 1);
  g_assert_cmpint (result->n_notes, ==, 1);
  ibar_test_import_assert (self, IBAR_TEST_IMPORT_DATES,
                           "197000000001 1970-07-02 1970-07-02 day; 197000000002 1970-01-01 1970-12-31 year; "
                           "197000000004 1970-08-01 1970-08-31 month");
  ibar_test_import_assert (self, "SELECT summary FROM event WHERE fid = 1", "Made up: façade damaged.");
  ibar_test_import_assert (self, "SELECT name FROM place WHERE fid = 1", "Città Prova");
  ibar_test_import_assert (
      self, IBAR_TEST_IMPORT_CLAIMS,
      "197000000001 killed all groups /1/; 197000000001 killed perpetrators /0/; 197000000001 injured all groups /2/; "
      "197000000001 injured perpetrators /0/; 197000000002 injured all groups /0/");
  ibar_test_import_assert (self, "SELECT row ->> '$.nkill' FROM raw_row WHERE event_fid = 3", "abc");
}

static void
test_timemap (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = ibar_test_import_fixture (self, "timemap.json");
  g_autoptr (IbarImportResult) sheet = NULL;

  g_assert_cmpstr (result->profile, ==, "timemap");
  g_assert_cmpint (result->n_imported, ==, 3);
  g_assert_cmpint (result->n_not_dated, ==, 1);
  g_assert_cmpint (result->n_rejected, ==, 1);
  g_assert_cmpint (result->date_order, ==, IBAR_DATE_ORDER_MONTH_FIRST);
  ibar_test_import_assert (self, IBAR_TEST_IMPORT_DATES,
                           "T1 2022-03-17 2022-03-17 day; T2 2022-03-07 2022-03-07 day; T4   unknown");
  ibar_test_import_assert (self, IBAR_TEST_IMPORT_SOURCES, "T1 |First||https://example.org/1; T1 |||https://example.org/2");
  ibar_test_import_assert (self, "SELECT summary FROM event WHERE fid = 1", "Made up: a \"test\" č 😀");
  ibar_test_import_assert (self, "SELECT row ->> '$.\"filters.value\"' FROM raw_row WHERE event_fid = 1",
                           "[\"Building\",\"School\"]");
  ibar_test_import_assert (self, "SELECT row ->> '$.\"extra.a\"' FROM raw_row WHERE event_fid = 3", "1");
  sheet = ibar_test_import_fixture (self, "timemap-sheet.csv");
  g_assert_cmpstr (sheet->profile, ==, "timemap-sheet");
  g_assert_cmpint (sheet->n_imported, ==, 2);
}

static void
test_geodata (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) kml = ibar_test_import_fixture (self, "places.kml");
  g_autoptr (IbarImportResult) gpx = ibar_test_import_fixture (self, "track.gpx");
  g_autofree char *entity = ibar_test_import_path ("entity.kml");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (kml->n_imported, ==, 2);
  ibar_test_import_assert (self, "SELECT precision FROM place WHERE fid = (SELECT place_fid FROM event WHERE title = 'Area')",
                           "region");
  ibar_test_import_assert (self, "SELECT row ->> '$.geometry' LIKE 'POLYGON%' FROM raw_row WHERE event_fid = 2", "1");
  g_assert_cmpint (gpx->n_imported, ==, 2);
  ibar_test_import_assert (self, "SELECT count(*) FROM rtree_event_geom", "4");
  g_assert_null (ibar_test_import_run (self, entity, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
}

/* A workbook's second sheet is told of. Blanks around a column's name are none of it. */
static void
test_two_tables (IbarTestImport *self, gconstpointer data)
{
  static const char script[] = "CREATE TABLE %s (fid INTEGER PRIMARY KEY, \" date \" TEXT, title TEXT, lat REAL, lon REAL);"
                               "INSERT INTO %s (\" date \", title, lat, lon) VALUES ('2020-01-01', 'x', 42.9, 20.7);"
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
  both = ibar_test_import_run (self, path, NULL, NULL);
  g_assert_cmpint (both->n_imported, ==, 1);
  g_assert_cmpstr (both->left_out, ==, "second");
  ibar_test_import_assert (self, "SELECT date_start FROM event", "2020-01-01");
  text = ibar_import_result_to_text (both, TRUE);
  g_assert_nonnull (strstr (text, "second"));
  second = ibar_test_import_run (self, named, NULL, NULL);
  g_assert_null (second->left_out);
  g_unlink (path);
}

/* A thousand take part in one event, some named twice; and one takes part with another, and in a second event. */
static void
test_many_actors (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("id,date,title,lat,lon,actor\n1,2020-01-01,A,42.90,20.70,\"");
  g_autofree char *input = NULL;
  g_autoptr (IbarImportResult) result = NULL;

  for (guint i = 0; i < 1200; i++)
    g_string_append_printf (text, "%sActor %u", i > 0 ? "; " : "", i % 1000);
  g_string_append (text, "\"\n2,2020-01-02,B,42.90,20.70,Actor 999; Actor 1000\n");
  input = ibar_test_import_write (self, "many.csv", text->str, -1);
  result = ibar_test_import_run (self, input, NULL, NULL);
  g_assert_nonnull (result);
  ibar_test_import_assert (self, "SELECT count(*) FROM actor", "1001");
  ibar_test_import_assert (
      self, "SELECT group_concat (n) FROM (SELECT count(*) AS n FROM event_actor GROUP BY event_fid ORDER BY event_fid)",
      "1000,2");
}

/* All that a cell names, up to a bound; what is beyond it is told, and kept. */
static void
test_many_sources (IbarTestImport *self, gconstpointer data)
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
  input = ibar_test_import_write (self, "many.csv", text->str, -1);
  result = ibar_test_import_run (self, input, NULL, NULL);
  g_assert_nonnull (result);
  g_assert_cmpstr (result->profile, ==, "acled");
  ibar_test_import_assert (
      self,
      "SELECT group_concat (n || ' ' || last) FROM (SELECT count(*) AS n, max (rank) AS last FROM event_source "
      "GROUP BY event_fid ORDER BY event_fid)",
      "2000 2000,10000 10000");
  g_assert_cmpint (result->n_notes, ==, 1);
  note = result->notes->pdata[0];
  g_assert_cmpint (note->line, ==, 3);
  g_assert_cmpstr (note->column, ==, "source");
  g_assert_nonnull (strstr (note->reason, "10000"));
  ibar_test_import_assert (
      self, "SELECT group_concat (row ->> '$.source' LIKE '%Paper 10000') FROM raw_row WHERE row ->> '$.source' NOT NULL", "1");
}

/* A row that the wrong delimiter would cut into more cells than a table has columns. */
static void
test_long_list (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("id,date,title,lat,lon,note\n1,2020-01-01,A,42.90,20.70,");
  g_autofree char *input = NULL;
  g_autoptr (IbarImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "%u;", i);
  g_string_append (text, "\n2,2020-01-02,B,42.90,20.70,\n");
  input = ibar_test_import_write (self, "long.csv", text->str, -1);
  result = ibar_test_import_run (self, input, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_imported, ==, 2);
}

static void
test_mapping (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *input = ibar_test_import_write (self, "odd.csv", "Q1,Q2,Q3,Q4\n1.2.2020,Odd,\"42,9\",\"20,7\"\n", -1);
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
  ibar_test_import_assert (self, "SELECT title || date_start FROM event", "Odd2020-02-01");

  /* A mapping that was kept is recognised by itself. */
  options.maps = NULL;
  options.save_profile = NULL;
  again = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (again->profile, ==, "odd-tables");
  g_assert_cmpint (again->n_unchanged, ==, 1);
}

/* Names that tell nothing: the columns are known by what they hold. */
static void
test_guess (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *input = ibar_test_import_write (
      self, "odd.csv", "A1,B1,C1,D1\n7,Something that happened,42.91,20.71\n8,Something else,42.92,20.72\n", -1);
  g_autofree char *dated = ibar_test_import_write (
      self, "dated.csv", "A1,B1,C1,D1\n13/2/2020,Something that happened,20.71,142.91\n14/2/2020,Else,20.72,142.92\n", -1);
  g_autoptr (IbarImportResult) first = ibar_test_import_run (self, input, NULL, NULL),
                               second = ibar_test_import_run (self, dated, NULL, NULL);
  const char *inputs[] = { dated, NULL };
  IbarImportOptions options = { .inputs = inputs, .exchanged = -1 };
  g_autoptr (IbarImportPreview) preview = ibar_import_preview_new (&options, 10, NULL, NULL);

  g_assert_cmpint (first->n_not_dated, ==, 2);
  ibar_test_import_assert (self,
                           "SELECT title || ST_Y FROM (SELECT title, (SELECT maxy FROM rtree_event_geom r WHERE r.id = e.fid) > "
                           "42 AS ST_Y FROM event e "
                           "WHERE fid = 1)",
                           "Something that happened1");
  g_assert_cmpint (second->n_imported, ==, 2);
  ibar_test_import_assert (self, "SELECT min (date_start) || max (date_start) FROM event WHERE dataset_fid = 2",
                           "2020-02-132020-02-14");
  g_assert_cmpuint (preview->rows->len, ==, 2);
  g_assert_cmpstr (((IbarImportPreviewRow *) preview->rows->pdata[0])->title, ==, "Something that happened");
  for (guint i = 0; i < preview->fields->len; i++)
    {
      const IbarImportField *field = preview->fields->pdata[i];

      if (g_str_equal (field->field, "date"))
        g_assert_cmpstr (field->reason, ==, "2 of its first 2 cells are dates");
    }
}

#define ADD(path, func) g_test_add ("/import/" path, IbarTestImport, NULL, ibar_test_import_begin, func, ibar_test_import_end)

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
  ADD ("geodata", test_geodata);
  ADD ("mapping", test_mapping);
  ADD ("guess", test_guess);
  ADD ("many-actors", test_many_actors);
  ADD ("many-sources", test_many_sources);
  ADD ("long-list", test_long_list);
  ADD ("two-tables", test_two_tables);
  return g_test_run ();
}
