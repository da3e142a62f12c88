/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ibar-test-collection.h"

#include <glib/gstdio.h>

/* Positions: Zvečan 20.8403 42.909, North Mitrovica 20.86576 42.89633, Oslo 10.7522 59.9139. */
#define ZVECAN "x'47500001e610000001010000002cd49ae61dd734403108ac1c5a744540'"
#define MITROVICA "x'47500001e610000001010000005a2f8672a2dd34403b3602f1ba724540'"
#define OSLO "x'47500001e61000000101000000371ac05b208125403ee8d9acfaf44d40'"

#define FIXTURE                                                                                      \
  "INSERT INTO dataset (fid, id, name, licence, redistributable) VALUES "                            \
  "(1, 'fixture', 'The fixture', 'CC0 1.0', 1), (2, 'import', 'An import', NULL, 0);"                \
  "INSERT INTO event_type (fid, id, label, family) VALUES (1, 'riot', 'Riot', 'unrest'), "           \
  "(2, 'agreement', 'Agreement', 'diplomacy'), (3, 'explosion', 'Explosion', 'armed');"              \
  "INSERT INTO actor (fid, id, parent_fid, name) VALUES (1, 'kfor', NULL, 'KFOR'), "                 \
  "(2, 'kfor_hungary', 1, 'Hungarian contingent'), (3, 'kfor_italy', 1, 'Italian contingent'), "     \
  "(4, 'protesters', NULL, 'Protesters');"                                                           \
  "INSERT INTO actor_name (actor_fid, form, name) VALUES (1, 'en', 'KFOR'), "                        \
  "(1, 'sr-Cyrl', 'КФОР'), (2, 'en', 'Hungarian contingent'), (3, 'en', 'Italian contingent'), " \
  "(4, 'en', 'Protesters'), (4, 'sq', 'Protestuesit');"                                              \
  "INSERT INTO place (fid, geom, id, name, municipality, precision, uncertainty_m) VALUES "          \
  "(1, " ZVECAN ", 'zvecan', 'Zvečan', 'Zvečan', 'town', 800), "                                   \
  "(2, " MITROVICA ", 'mitrovica_n', 'North Mitrovica', 'North Mitrovica', 'town', 800), "           \
  "(3, " OSLO ", 'oslo', 'Oslo', NULL, 'town', 1500), "                                              \
  "(4, NULL, 'nowhere', 'Nowhere', NULL, 'unplaced', NULL);"                                         \
  "INSERT INTO place_name (place_fid, form, name) VALUES (1, 'sq', 'Zveçan'), "                     \
  "(1, 'sr-Latn', 'Zvečan'), (1, 'sr-Cyrl', 'Звечан'), (2, 'en', 'North Mitrovica'), "        \
  "(2, 'sq', 'Mitrovicë e Veriut'), (3, 'en', 'Oslo'), (4, 'en', 'Nowhere');"                       \
  "INSERT INTO source (fid, id, publisher, title, date, url, language) VALUES "                      \
  "(1, 's1', 'First Agency', 'Thirty hurt', '2023-05-30', 'https://example.org/1', 'en'), "          \
  "(2, 's2', 'Second Paper', NULL, '2023-05', NULL, 'de'), (3, 's3', 'Third', NULL, NULL, NULL, "    \
  "NULL);"                                                                                           \
  "INSERT INTO event (fid, geom, id, dataset_fid, external_id, title, summary, contested_note, "     \
  "date_start, date_end, date_precision, type_fid, place_fid, confidence) VALUES "                   \
  "(1, " ZVECAN ", 'FX-1', 1, 'FX-1', 'Clash at the town hall', 'Tear gas was used.', "              \
  "'52 or 53 protesters hurt', '2023-05-29', '2023-05-29', 'day', 1, 1, 'high'), "                   \
  "(2, " ZVECAN ", 'FX-2', 1, 'FX-2', 'Four days of unrest', NULL, NULL, '2023-05-26', "             \
  "'2023-05-29', 'day', 1, 1, 'high'), "                                                             \
  "(3, " OSLO ", 'FX-3', 1, 'FX-3', 'Agreement, signed', 'With \"quotes\" and, commas', NULL, "      \
  "'2024-01-01', '2024-01-31', 'month', 2, 3, 'medium'), "                                           \
  "(4, " MITROVICA ", 'FX-4', 1, 'FX-4', 'Grenade', 'Nobody was hurt', NULL, '2025-01-01', "         \
  "'2025-12-31', 'year', 3, 2, 'low'), "                                                             \
  "(5, " MITROVICA ", 'FX-5', 1, 'FX-5', 'Explosion without a date', NULL, NULL, NULL, NULL, "       \
  "'unknown', 3, 2, 'medium'), "                                                                     \
  "(6, NULL, 'FX-6', 1, 'FX-6', 'Talks somewhere', NULL, NULL, '2017-01-14', '2017-01-14', "         \
  "'day-inferred', 2, NULL, 'high'), "                                                               \
  "(7, " MITROVICA                                                                                   \
  ", 'FX-7', 2, '7', 'Đurić at a rally', NULL, NULL, '2016-12-20', '2017-01-10', "                 \
  "'range', 1, 2, 'unstated'), "                                                                     \
  "(8, " OSLO                                                                                        \
  ", 'FX-8', 1, 'FX-8', 'Known to everybody', NULL, NULL, '1999-06-12', '1999-06-12', "              \
  "'day', 2, 3, 'general knowledge');"                                                               \
  "INSERT INTO event_actor (event_fid, actor_fid, role) VALUES (1, 2, 'security'), "                 \
  "(1, 4, 'protester'), (2, 1, 'security'), (2, 3, 'security'), (3, 1, 'party'), "                   \
  "(5, 4, 'victim'), (7, 4, 'protester'), (8, 1, 'initiator');"                                      \
  "INSERT INTO event_source (event_fid, source_fid, rank, used_for_numbers) VALUES (1, 1, 1, 1), "   \
  "(1, 2, 2, 1), (2, 1, 1, 0), (3, 2, 1, 0), (4, 2, 1, 0), (5, 2, 1, 0), (6, 2, 1, 0), "             \
  "(7, 2, 1, 0);"                                                                                    \
  "INSERT INTO casualty (fid, event_fid, kind, actor_fid, group_name, parent_group, low, best, "     \
  "high, note) VALUES "                                                                              \
  "(1, 1, 'injured', 4, 'protesters', NULL, NULL, 52, NULL, NULL), "                                 \
  "(2, 1, 'injured', 2, 'by gunfire', 'kfor_hungary', NULL, 3, NULL, NULL), "                        \
  "(3, 1, 'injured', 2, 'kfor_hungary', NULL, NULL, 19, NULL, NULL), "                               \
  "(4, 1, 'injured', 1, 'kfor', NULL, 30, 30, NULL, 'at least'), "                                   \
  "(5, 1, 'injured', 4, 'protesters', NULL, NULL, 53, NULL, NULL), "                                 \
  "(6, 1, 'killed', NULL, 'everybody', NULL, 0, 0, 0, NULL);"                                        \
  "INSERT INTO casualty_source (casualty_fid, source_fid) VALUES (1, 1), (2, 2), (3, 1), (3, 2), "   \
  "(4, 1), (5, 2), (6, 1);"                                                                          \
  "INSERT INTO raw_row (event_fid, line, row) VALUES (7, 8, '{\"colour\":\"blue\"}');"               \
  "INSERT INTO ibar_info VALUES ('name', 'The fixture'), ('home', '20.4858 42.8092 21.0063 "         \
  "43.2675');"

/**
 * ibar_test_make_dir:
 *
 * Returns: (transfer full): a new empty folder; end with ibar_test_remove_dir()
 */
char *
ibar_test_make_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("ibar-test-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
ibar_test_remove_dir (const char *dir)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        ibar_test_remove_dir (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

void
ibar_test_assert_dir (const char *dir, const char *names)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *joined = NULL;
  const char *name;

  g_assert_nonnull (entries);
  while ((name = g_dir_read_name (entries)) != NULL)
    g_ptr_array_add (found, (gpointer) name);
  g_ptr_array_sort (found, compare_names);
  g_ptr_array_add (found, NULL);
  joined = g_strjoinv (" ", (char **) found->pdata);
  g_assert_cmpstr (joined, ==, names);
}

/**
 * ibar_test_make_fixture:
 * @dir: a folder
 *
 * Returns: (transfer full): the path of a new collection with the eight events above
 */
char *
ibar_test_make_fixture (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "fixture.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_create (path, &error);

  g_assert_no_error (error);
  ibar_test_exec (collection, FIXTURE);
  return g_steal_pointer (&path);
}

char *
ibar_test_get_bundled (void)
{
  const char *root = g_getenv ("IBAR_BUILD_ROOT");

  g_assert_nonnull (root); /* set by tests/meson.build */
  return g_build_filename (root, "data", "northern-kosovo.gpkg", NULL);
}

char *
ibar_test_hash_file (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, size);
}

void
ibar_test_exec (IbarCollection *collection, const char *sql)
{
  char *message = NULL;

  sqlite3_exec (ibar_collection_get_db (collection), sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

gint64
ibar_test_query (IbarCollection *collection, const char *sql)
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
