/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made-up collections, and through them the packed R*Tree: SQLite itself says whether it is one. */

#include "config.h"

#include <locale.h>

#include "ibar-collection.h"
#include "ibar-error.h"
#include "ibar-synth.h"
#include "ibar-test-collection.h"

static const IbarSynthOptions defaults = { 500, 7, IBAR_SYNTH_TOWNS, { 20, 42.5, 21.5, 43.5 } };

static IbarCollection *
make (const char *dir, const char *name, const IbarSynthOptions *options)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  IbarCollection *collection;

  g_assert_true (ibar_synth_write (path, options, &error));
  g_assert_no_error (error);
  collection = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  return collection;
}

static void
assert_tree_is_sound (IbarCollection *collection)
{
  g_assert_cmpint (ibar_test_query (collection, "SELECT rtreecheck ('rtree_event_geom') = 'ok'"),
                   ==, 1);
  g_assert_cmpint (
      ibar_test_query (collection,
                       "SELECT count (*) FROM event e LEFT JOIN rtree_event_geom r ON r.id = e.fid "
                       "WHERE (e.geom IS NULL) != (r.id IS NULL) OR r.minx > ST_MinX (e.geom) "
                       "OR r.maxx < ST_MaxX (e.geom) OR r.miny > ST_MinY (e.geom) "
                       "OR r.maxy < ST_MaxY (e.geom)"),
      ==, 0);
}

/* Sizes around the number of cells in a node and in a node of nodes. */
static void
test_tree_sizes (void)
{
  static const guint sizes[] = { 0, 1, 2, 40, 45, 46, 50, 51, 100, 2100, 2200, 5000 };
  g_autofree char *dir = ibar_test_make_dir ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      IbarSynthOptions options = defaults;
      g_autofree char *name = g_strdup_printf ("%u.gpkg", sizes[i]);
      g_autoptr (IbarCollection) collection = NULL;

      options.n_events = sizes[i];
      collection = make (dir, name, &options);
      g_assert_cmpint (ibar_test_query (collection, "SELECT count (*) FROM event"), ==, sizes[i]);
      assert_tree_is_sound (collection);
    }
  ibar_test_remove_dir (dir);
}

/* Rows added, moved and removed one by one afterwards keep it sound: the node size is right. */
static void
test_tree_goes_on (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.gpkg", NULL);
  g_autoptr (IbarCollection) collection = NULL;

  g_assert_true (ibar_synth_write (path, &defaults, NULL));
  collection = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, NULL);
  ibar_test_exec (collection, "INSERT INTO event (title, geom) SELECT title, geom FROM event;"
                              "UPDATE event SET geom = (SELECT geom FROM event LIMIT 1) "
                              "WHERE fid % 3 = 0;"
                              "UPDATE event SET geom = NULL WHERE fid % 5 = 0;"
                              "DELETE FROM event WHERE fid % 7 = 0");
  assert_tree_is_sound (collection);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

static void
test_same_seed (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  IbarSynthOptions other = defaults;
  char *hashes[3];

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d.gpkg", i);
      g_autoptr (IbarCollection) collection = NULL;
      sqlite3_stmt *stmt = NULL;
      g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

      other.seed = i == 2 ? 8 : 7;
      collection = make (dir, name, &other);
      sqlite3_prepare_v2 (ibar_collection_get_db (collection),
                          "SELECT hex (geom), title, date_start, type_fid FROM event ORDER BY fid",
                          -1, &stmt, NULL);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        {
          for (int c = 0; c < 4; c++)
            {
              const char *value = (const char *) sqlite3_column_text (stmt, c);

              g_checksum_update (sum, (const guchar *) (value != NULL ? value : "-"), -1);
            }
        }
      sqlite3_finalize (stmt);
      hashes[i] = g_strdup (g_checksum_get_string (sum));
    }
  g_assert_cmpstr (hashes[0], ==, hashes[1]);
  g_assert_cmpstr (hashes[0], !=, hashes[2]);
  for (int i = 0; i < 3; i++)
    g_free (hashes[i]);
  ibar_test_remove_dir (dir);
}

/* What every other suite counts on: all kinds of dates, some not placed, contingents, claims, text.
 */
static void
test_mixture (void)
{
  static const IbarSynthShape shapes[] = { IBAR_SYNTH_TOWNS, IBAR_SYNTH_UNIFORM, IBAR_SYNTH_POINT };
  g_autofree char *dir = ibar_test_make_dir ();

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      IbarSynthOptions options = defaults;
      g_autofree char *name = g_strdup_printf ("%u.gpkg", i);
      g_autoptr (IbarCollection) collection = NULL;
      g_autoptr (GArray) found = NULL;
      gint64 positions;

      options.n_events = 3000;
      options.shape = shapes[i];
      collection = make (dir, name, &options);
      g_assert_cmpint (
          ibar_test_query (collection, "SELECT count (DISTINCT date_precision) FROM event"), ==, 6);
      g_assert_cmpint (
          ibar_test_query (collection, "SELECT count (*) FROM event WHERE geom IS NULL"), >, 0);
      g_assert_cmpint (ibar_test_query (collection, "SELECT count (*) FROM casualty"), >, 100);
      g_assert_cmpint (ibar_test_query (collection, "SELECT count (parent_fid) FROM actor"), ==,
                       24);
      positions = ibar_test_query (collection, "SELECT count (DISTINCT geom) FROM event");
      g_assert_cmpint (positions, >=, shapes[i] == IBAR_SYNTH_POINT ? 1 : 1000);
      if (shapes[i] == IBAR_SYNTH_POINT)
        g_assert_cmpint (positions, ==, 1);
      found = ibar_collection_search (collection, "zerdan zito", NULL, NULL);
      g_assert_cmpuint (found->len, ==, 0);
      g_clear_pointer (&found, g_array_unref);
      found = ibar_collection_search (collection, "DERDAN", NULL, NULL);
      g_assert_cmpuint (found->len, >, 100);
    }
  ibar_test_remove_dir (dir);
}

static void
test_refuses (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autofree char *before = ibar_test_hash_file (path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ibar_synth_write (path, &defaults, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_FAILED);
  after = ibar_test_hash_file (path);
  g_assert_cmpstr (before, ==, after);
  ibar_test_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/synth/tree-sizes", test_tree_sizes);
  g_test_add_func ("/synth/tree-goes-on", test_tree_goes_on);
  g_test_add_func ("/synth/same-seed", test_same_seed);
  g_test_add_func ("/synth/mixture", test_mixture);
  g_test_add_func ("/synth/refuses", test_refuses);
  return g_test_run ();
}
