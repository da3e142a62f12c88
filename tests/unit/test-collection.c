/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a collection, words about it, and loading many rows at once. */

#include "config.h"

#include <locale.h>

#include <glib/gstdio.h>

#include "ibar-collection.h"
#include "ibar-error.h"

static char *
make_path (const char *name)
{
  g_autofree char *dir = g_dir_make_tmp ("ibar-XXXXXX", NULL);

  return g_build_filename (dir, name, NULL);
}

static void
remove_path (const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0); /* nothing was left beside it */
}

static void
exec (IbarCollection *collection, const char *sql)
{
  char *message = NULL;

  sqlite3_exec (ibar_collection_get_db (collection), sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

static gint64
query (IbarCollection *collection, const char *sql)
{
  sqlite3_stmt *stmt = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (ibar_collection_get_db (collection), sql, -1, &stmt, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return value;
}

static void
test_create (void)
{
  g_autofree char *path = make_path ("a name with % and ü?.gpkg");
  g_autoptr (GError) error = NULL;
  IbarCollection *collection = ibar_collection_create (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ibar_collection_get_path (collection), ==, path);
  g_assert_cmpint (query (collection, "SELECT count (*) FROM event"), ==, 0);
  g_assert_cmpint (query (collection, "PRAGMA application_id"), ==, 0x47504B47);
  g_assert_null (ibar_collection_create (path, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "exists already"));
  ibar_collection_unref (collection);
  remove_path (path);
}

static void
test_create_nowhere (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ibar_collection_create ("/nowhere/at/all.gpkg", &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
}

static void
test_info (void)
{
  g_autofree char *path = make_path ("info.gpkg");
  g_autoptr (IbarCollection) collection = ibar_collection_create (path, NULL);
  g_autoptr (IbarCollection) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *version = ibar_collection_dup_info (collection, "schema_version");
  g_autofree char *before = ibar_collection_dup_info (collection, "name");
  g_autofree char *after = NULL;

  g_assert_cmpstr (version, ==, "1");
  g_assert_null (before);
  g_assert_true (ibar_collection_set_info (collection, "name", "Two\nlines", &error));
  g_assert_true (ibar_collection_set_info (collection, "name", "Ibër/Ibar", &error));
  after = ibar_collection_dup_info (collection, "name");
  g_assert_cmpstr (after, ==, "Ibër/Ibar");
  g_assert_true (ibar_collection_set_info (collection, "name", NULL, &error));
  g_assert_null (ibar_collection_dup_info (collection, "name"));

  reader = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (ibar_collection_set_info (reader, "name", "no", &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY);
  g_clear_pointer (&reader, ibar_collection_unref);
  g_clear_pointer (&collection, ibar_collection_unref);
  remove_path (path);
}

static void
test_has_changed (void)
{
  g_autofree char *path = make_path ("changed.gpkg");
  g_autoptr (IbarCollection) writer = ibar_collection_create (path, NULL);
  g_autoptr (IbarCollection) reader = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, NULL);

  g_assert_false (ibar_collection_has_changed (reader));
  g_assert_false (ibar_collection_has_changed (writer));
  exec (writer, "INSERT INTO event (title) VALUES ('new')");
  g_assert_false (ibar_collection_has_changed (writer));
  g_assert_true (ibar_collection_has_changed (reader));
  g_assert_false (ibar_collection_has_changed (reader));
  g_clear_pointer (&reader, ibar_collection_unref);
  g_clear_pointer (&writer, ibar_collection_unref);
  remove_path (path);
}

static GArray *
search (IbarCollection *collection, const char *text)
{
  g_autoptr (GError) error = NULL;
  GArray *found = ibar_collection_search (collection, text, NULL, &error);

  g_assert_no_error (error);
  return found;
}

static void
assert_found (IbarCollection *collection, const char *text, gint64 expected)
{
  g_autoptr (GArray) found = search (collection, text);

  if (expected < 0)
    {
      g_assert_cmpuint (found->len, ==, 0);
      return;
    }
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (g_array_index (found, gint64, 0), ==, expected);
}

#define ROWS                                                                                       \
  "INSERT INTO place (fid, id, name) VALUES (5, 'z', 'Zvečan');"                                  \
  "INSERT INTO place_name (place_fid, form, name) VALUES (5, 'sq', 'Zveçan'), "                   \
  "(5, 'sr-Cyrl', 'Звечан');"                                                                \
  "INSERT INTO actor (fid, id, name) VALUES (3, 'k', 'KFOR');"                                     \
  "INSERT INTO actor_name (actor_fid, form, name) VALUES (3, 'sr-Cyrl', 'КФОР');"              \
  "INSERT INTO event (fid, id, title, summary, place_fid) VALUES "                                 \
  "(10, 'a', 'Ordinary day', 'Tear gas in Đakovica', NULL), "                                     \
  "(11, 'b', 'Clash', NULL, 5), (12, 'c', 'Talks \"in\" the town', 'gas prices; tear it', NULL);"  \
  "INSERT INTO event_actor (event_fid, actor_fid, role) VALUES (11, 3, 'x'), (11, 3, 'y');"

static void
assert_rows_found (IbarCollection *collection)
{
  assert_found (collection, "zvecan", 11);
  assert_found (collection, "Zveçan", 11);
  assert_found (collection, "ЗВЕЧАН", 11);
  assert_found (collection, "zve kfor clash", 11);
  assert_found (collection, "кфор", 11);
  assert_found (collection, "kfor gas", -1);
  assert_found (collection, "dakovica", 10);
  assert_found (collection, "đakovica", 10);
  assert_found (collection, "\"tear gas\"", 10);
  assert_found (collection, "\"tear ga", 10);
  assert_found (collection, "\"gas tear\"", -1);
  assert_found (collection, "talks \"in\"", 12);
  assert_found (collection, "title:clash", -1);
  assert_found (collection, "clash OR talks", -1);
  assert_found (collection, "%&\"\"*(", -1);
  assert_found (collection, "", -1);
  {
    g_autoptr (GArray) both = search (collection, "tear gas");

    g_assert_cmpuint (both->len, ==, 2);
    g_assert_cmpint (g_array_index (both, gint64, 0), ==, 10);
    g_assert_cmpint (g_array_index (both, gint64, 1), ==, 12);
  }
  exec (collection, "INSERT INTO event_text (event_text, rank) VALUES ('integrity-check', 1)");
  exec (collection, "INSERT INTO name_text (name_text) VALUES ('integrity-check')");
}

static void
test_search (void)
{
  g_autofree char *path = make_path ("search.gpkg");
  g_autoptr (IbarCollection) collection = ibar_collection_create (path, NULL);

  exec (collection, ROWS);
  assert_rows_found (collection);

  /* Every kind of change is followed. */
  exec (collection, "UPDATE event SET title = 'Meeting' WHERE fid = 11");
  assert_found (collection, "clash", -1);
  assert_found (collection, "meeting", 11);
  exec (collection, "UPDATE place SET name = 'Banjska' WHERE fid = 5; DELETE FROM place_name");
  assert_found (collection, "zvecan", -1);
  assert_found (collection, "banjska", 11);
  exec (collection, "DELETE FROM event_actor");
  assert_found (collection, "kfor", -1);
  exec (collection, "UPDATE event SET fid = 20 WHERE fid = 10");
  assert_found (collection, "dakovica", 20);
  exec (collection, "DELETE FROM event WHERE fid = 20");
  assert_found (collection, "dakovica", -1);
  exec (collection, "INSERT INTO event_text (event_text, rank) VALUES ('integrity-check', 1)");
  g_clear_pointer (&collection, ibar_collection_unref);
  remove_path (path);
}

static void
test_bulk (void)
{
  g_autofree char *path = make_path ("bulk.gpkg");
  g_autoptr (IbarCollection) collection = ibar_collection_create (path, NULL);
  g_autoptr (GError) error = NULL;
  gint64 objects = query (collection, "SELECT count (*) FROM sqlite_schema");

  g_assert_true (ibar_collection_begin_bulk (collection, &error));
  g_assert_no_error (error);
  g_assert_cmpint (query (collection, "SELECT count (*) FROM sqlite_schema"), <, objects);
  exec (collection, ROWS);
  exec (collection, "INSERT INTO event (id, geom) VALUES ('p', "
                    "x'47500001e61000000101000000000000000000344000000000000045C0')");
  g_assert_true (ibar_collection_end_bulk (collection, NULL, &error));
  g_assert_no_error (error);
  assert_rows_found (collection);
  g_assert_cmpint (query (collection, "SELECT count (*) FROM sqlite_schema"), ==, objects);
  g_assert_cmpint (query (collection, "SELECT id FROM rtree_event_geom"), ==, 13);
  g_assert_cmpint (query (collection, "SELECT min_x FROM gpkg_contents WHERE table_name = 'event'"),
                   ==, 20);
  g_assert_cmpint (query (collection, "SELECT max_y FROM gpkg_contents WHERE table_name = 'event'"),
                   ==, -42);

  /* Two rows of one id: nothing of the load stays. */
  g_assert_true (ibar_collection_begin_bulk (collection, &error));
  exec (collection, "INSERT INTO event (id) VALUES ('d'), ('a')");
  g_assert_false (ibar_collection_end_bulk (collection, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
  g_clear_error (&error);
  g_assert_cmpint (query (collection, "SELECT count (*) FROM event"), ==, 4);
  g_assert_cmpint (query (collection, "SELECT count (*) FROM sqlite_schema"), ==, objects);

  g_assert_true (ibar_collection_begin_bulk (collection, &error));
  exec (collection, "DELETE FROM event");
  ibar_collection_abort_bulk (collection);
  assert_rows_found (collection);
  g_clear_pointer (&collection, ibar_collection_unref);
  remove_path (path);
}

/* QGIS's editing API writes NULL for what it leaves out: it becomes the default. */
static void
test_foreign_nulls (void)
{
  g_autofree char *path = make_path ("nulls.gpkg");
  g_autoptr (IbarCollection) collection = ibar_collection_create (path, NULL);

  exec (collection, "INSERT INTO event (title, date_precision, confidence, vanished) VALUES ('QGIS', NULL, NULL, NULL);"
                    "INSERT INTO place (name, precision) VALUES (NULL, NULL);"
                    "INSERT INTO actor (name) VALUES (NULL)");
  g_assert_cmpint (query (collection, "SELECT count (*) FROM event WHERE date_precision = 'day' AND confidence = 'unstated' "
                                      "AND vanished = 0 AND id NOT NULL"), ==, 1);
  g_assert_cmpint (query (collection, "SELECT count (*) FROM place WHERE name = '' AND precision = 'exact'"), ==, 1);
  exec (collection, "UPDATE event SET confidence = NULL");
  g_assert_cmpint (query (collection, "SELECT count (*) FROM event WHERE confidence = 'unstated'"), ==, 1);
  g_clear_pointer (&collection, ibar_collection_unref);
  remove_path (path);
}

static void
test_cancel (void)
{
  g_autofree char *path = make_path ("cancel.gpkg");
  g_autoptr (IbarCollection) collection = ibar_collection_create (path, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  exec (collection,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
        "INSERT INTO event (id, title) SELECT i, 'word' || i FROM n");
  g_cancellable_cancel (cancellable);
  g_assert_null (ibar_collection_search (collection, "word", cancellable, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_CANCELLED);
  {
    g_autoptr (GArray) found = search (collection, "word");
    g_assert_cmpuint (found->len, ==, 5000);
  }
  g_clear_pointer (&collection, ibar_collection_unref);
  remove_path (path);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/collection/create", test_create);
  g_test_add_func ("/collection/create-nowhere", test_create_nowhere);
  g_test_add_func ("/collection/info", test_info);
  g_test_add_func ("/collection/has-changed", test_has_changed);
  g_test_add_func ("/collection/search", test_search);
  g_test_add_func ("/collection/bulk", test_bulk);
  g_test_add_func ("/collection/foreign-nulls", test_foreign_nulls);
  g_test_add_func ("/collection/cancel", test_cancel);
  return g_test_run ();
}
