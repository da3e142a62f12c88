/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is exported comes back: the same events with their places, actors, claims and sources. */

#include "config.h"

#include <locale.h>

#include "ibar-export.h"
#include "ibar-import.h"
#include "ibar-test-collection.h"

/* Words that would break a notation that does not expect them. */
static const char awkward[]
    = "UPDATE casualty SET note = 'of them {3}; [two] › one' WHERE fid % 3 = 0;"
      "UPDATE casualty SET low = 1, best = NULL, high = NULL WHERE fid % 7 = 1;"
      "UPDATE casualty SET low = 2, best = 2, high = 2 WHERE fid % 7 = 2;"
      "UPDATE casualty SET low = NULL, best = NULL, high = 9 WHERE fid % 7 = 3;"
      "UPDATE casualty SET low = 1, best = 5, high = NULL WHERE fid % 7 = 4;"
      "UPDATE casualty SET group_name = 'the \"others\" 12 [x]', actor_fid = NULL WHERE fid % 7 = 5;"
      "UPDATE source SET title = 'A \"quoted\" title, 2023 <b> | {x} [y]' WHERE fid % 5 = 0;"
      "UPDATE source SET publisher = 'News, 24 | \"Daily\": one' WHERE fid % 5 = 1;"
      "UPDATE source SET publisher = 'News, Views: all' WHERE fid % 5 = 2;"
      "UPDATE source SET note = 'a } and a >', url = 'https://example.org/a>b' WHERE fid % 5 = 3;"
      "UPDATE event_actor SET role = 'one (of two); other' WHERE fid % 11 = 0;"
      "INSERT INTO place_name (place_fid, form, name) SELECT fid, 'de', 'Ein \"Name\", sq; [x] = y < z' FROM place WHERE fid % 2 "
      "= 0;"
      "INSERT INTO place_name (place_fid, form, name) SELECT fid, 'sq', 'Emri i dytë ' || fid FROM place WHERE fid % 3 = 0;"
      "INSERT INTO actor_name (actor_fid, form, name) SELECT fid, 'fr', 'L''acteur; \"' || fid || '\" = 1' FROM actor;"
      "UPDATE actor SET kind = 'army [of one]' WHERE fid % 4 = 0;"
      "UPDATE event SET title = '=1+1; \"x\"', summary = 'line one' || char(10) || 'line two' WHERE fid % 9 = 0;";

typedef struct
{
  char *dir, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bundled = ibar_test_get_bundled ();
  g_autofree char *contents = NULL;
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  fixture->dir = ibar_test_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "all.gpkg", NULL);
  g_file_get_contents (bundled, &contents, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (fixture->path, contents, (gssize) length, &error);
  g_assert_no_error (error);
  collection = ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  ibar_test_exec (collection, awkward);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ibar_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

/* Everything of a collection in one format; its name in *file. */
static char *
export_all (const char *path, const char *dir, const char *name, IbarExportFormat format, char **file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  g_autoptr (GArray) fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *stmt = NULL;
  IbarExport export = { 0 };
  char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_prepare_v2 (ibar_collection_get_db (collection), "SELECT fid FROM event ORDER BY id", -1, &stmt, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      gint64 fid = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (fids, fid);
    }
  sqlite3_finalize (stmt);
  *file = g_build_filename (dir, name, NULL);
  export.collection = collection;
  export.fids = (const gint64 *) (gpointer) fids->data;
  export.n_fids = fids->len;
  export.names = (IbarNameSetting) IBAR_NAME_SETTING_DEFAULT;
  g_assert_true (ibar_export_write (&export, format, *file, &error));
  g_assert_no_error (error);
  g_file_get_contents (*file, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
import_into (const char *file, const char *into, const char *dataset, gint64 unchanged, const char *profile)
{
  const char *const inputs[] = { file, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = into, .dataset = dataset, .exchanged = -1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarImportResult) result = ibar_import_run (&options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (result->profile, ==, profile);
  g_assert_cmpint (result->n_rejected, ==, 0);
  g_assert_cmpint (result->n_unchanged, ==, unchanged);
}

/* All names of what events name, and what belongs to what. */
static char *
dump_names (const char *path)
{
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, NULL);
  sqlite3_stmt *stmt = NULL;
  GString *text = g_string_new (NULL);

  g_assert_cmpint (
      sqlite3_prepare_v2 (
          ibar_collection_get_db (collection),
          "SELECT * FROM (SELECT 'place', p.id, p.name, p.kind, n.form, n.name AS spelling FROM place p "
          "LEFT JOIN place_name n ON n.place_fid = p.fid WHERE p.fid IN (SELECT place_fid FROM event) UNION ALL "
          "SELECT 'actor', a.id, a.name, ifnull (a.kind, '') || ' ' || ifnull (b.id, ''), n.form, n.name FROM actor a "
          "LEFT JOIN actor b ON b.fid = a.parent_fid LEFT JOIN actor_name n ON n.actor_fid = a.fid "
          "WHERE a.fid IN (SELECT actor_fid FROM event_actor UNION SELECT actor_fid FROM casualty)) ORDER BY 1, 2, 5, 6",
          -1, &stmt, NULL),
      ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (stmt); i++)
      g_string_append_printf (text, "%s%c", (const char *) sqlite3_column_text (stmt, i), i == 5 ? '\n' : '|');
  sqlite3_finalize (stmt);
  return g_string_free (text, FALSE);
}

static const struct
{
  IbarExportFormat format;
  const char *file, *profile;
} formats[] = { { IBAR_EXPORT_CSV, "all.csv", "ibar" },
                { IBAR_EXPORT_JSON, "all.json", "ibar-json" },
                { IBAR_EXPORT_GEOJSON, "all.geojson", "ibar-json" },
                { IBAR_EXPORT_GPKG, "all-copy.gpkg", "ibar" },
                { IBAR_EXPORT_KML, "all.kml", "ibar" },
                { IBAR_EXPORT_FGB, "all.fgb", "ibar" },
                { IBAR_EXPORT_XLSX, "all.xlsx", "ibar" } };

static void
test_same (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *into = g_strdup_printf ("%s/%u.gpkg", fixture->dir, i);
      g_autofree char *file = NULL, *csv_file = NULL, *again_file = NULL;
      g_autofree char *text = export_all (fixture->path, fixture->dir, formats[i].file, formats[i].format, &file);
      g_autofree char *csv = export_all (fixture->path, fixture->dir, "before.csv", IBAR_EXPORT_CSV, &csv_file);
      g_autofree char *again = NULL, *names = dump_names (fixture->path), *names_again = NULL;

      import_into (file, into, "northern-kosovo", 0, formats[i].profile);
      again = export_all (into, fixture->dir, "after.csv", IBAR_EXPORT_CSV, &again_file);
      g_assert_cmpstr (again, ==, csv);
      names_again = dump_names (into);
      g_assert_cmpstr (names_again, ==, names);
      /* A second time nothing is new. */
      import_into (file, into, "northern-kosovo", 131, formats[i].profile);
    }
}

/* Into a collection that has the same ids already: nothing of it is touched, the ids get the data set's before them. */
static void
test_beside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autofree char *text = export_all (fixture->path, fixture->dir, "all.csv", IBAR_EXPORT_CSV, &file);
  g_autoptr (IbarCollection) collection = NULL;

  import_into (file, fixture->path, "copy", 0, "ibar");
  collection = ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_ONLY, NULL);
  g_assert_cmpint (ibar_test_query (collection, "SELECT count(*) FROM event"), ==, 262);
  g_assert_cmpint (ibar_test_query (collection, "SELECT count(*) FROM event WHERE id LIKE 'copy:%'"), ==, 131);
  g_assert_cmpint (ibar_test_query (collection, "SELECT count(*) FROM source WHERE id NOT LIKE 'copy:%'"), ==, 237);
  g_assert_cmpint (ibar_test_query (collection, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"),
                   ==, 1);
}

/* A cell in another notation costs nothing: it is kept as it was. */
static void
test_foreign_cell (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL, *into = g_build_filename (fixture->dir, "x.gpkg", NULL);
  g_autofree char *text = export_all (fixture->path, fixture->dir, "all.csv", IBAR_EXPORT_CSV, &file);
  g_autoptr (GString) changed = g_string_new (text);
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (changed, "serb_protesters ", "about forty people ", 1), ==, 1);
  g_file_set_contents (file, changed->str, -1, &error);
  g_assert_no_error (error);
  import_into (file, into, "x", 0, "ibar");
  collection = ibar_collection_open (into, IBAR_COLLECTION_READ_ONLY, NULL);
  g_assert_cmpint (ibar_test_query (collection, "SELECT count(*) FROM event"), ==, 131);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/round-trip/same", Fixture, NULL, set_up, test_same, tear_down);
  g_test_add ("/round-trip/beside", Fixture, NULL, set_up, test_beside, tear_down);
  g_test_add ("/round-trip/foreign-cell", Fixture, NULL, set_up, test_foreign_cell, tear_down);
  return g_test_run ();
}
