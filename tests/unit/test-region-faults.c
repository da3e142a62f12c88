/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Region files that strangers could hand us: no region, half a one, damaged ones, and bad features in good ones. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <sqlite3.h>

#include "ibar-compile-region.h"
#include "ibar-test-region.h"

/* (transfer full): the bytes of a good region, to be harmed; its file stands where theirs goes. */
static char *
compile_bytes (IbarTestRegion *fixture, gsize *n_bytes)
{
  g_autofree char *folder = ibar_test_region_get_source (NULL);
  char *bytes;

  g_assert_true (ibar_compile_region (folder, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, n_bytes, NULL));
  return bytes;
}

/* ---- Files that are no regions ------------------------------------------------------------- */

static void
test_no_region (IbarTestRegion *fixture, gconstpointer data)
{
  g_autofree char *sqlite = g_build_filename (fixture->folder, "other.db", NULL);
  sqlite3 *db;

  ibar_test_region_assert_refused (fixture->path, IBAR_ERROR_NOT_FOUND);
  ibar_test_region_assert_refused (fixture->folder, IBAR_ERROR_NOT_A_FILE);
  ibar_test_region_write (fixture, "region.gpkg", "not a database at all, just some words about a map");
  ibar_test_region_assert_refused (fixture->path, IBAR_ERROR_NOT_A_DATABASE);
  g_assert_cmpint (sqlite3_open (sqlite, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE t (x)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  ibar_test_region_assert_refused (sqlite, IBAR_ERROR_NOT_A_COLLECTION);
}

/* A file cut anywhere is refused or read with losses reported; it never crashes or hangs. */
static void
test_truncated (IbarTestRegion *fixture, gconstpointer data)
{
  gsize size;
  g_autofree char *bytes = compile_bytes (fixture, &size);

  for (guint i = 1; i < 12; i++)
    {
      g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) (size * i / 12), NULL));
      ibar_test_region_assert_refused (fixture->path, IBAR_ERROR_CORRUPT);
    }
}

/* Bytes changed at random: any answer but a crash. */
static void
test_damaged (IbarTestRegion *fixture, gconstpointer data)
{
  gsize size;
  g_autofree char *bytes = compile_bytes (fixture, &size);

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *damaged = g_memdup2 (bytes, size);
      g_autoptr (IbarRegion) region = NULL;
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 200; j++)
        damaged[g_test_rand_int_range (100, (gint32) size)] = (char) g_test_rand_int ();
      g_assert_true (g_file_set_contents (fixture->path, damaged, (gssize) size, NULL));
      region = ibar_region_load (fixture->path, NULL, &error);
      g_assert_true ((region == NULL) == (error != NULL));
    }
}

/* ---- Regions with bad features ------------------------------------------------------------- */

static void
test_bad_features (IbarTestRegion *fixture, gconstpointer data)
{
  const double good[] = { 20, 42, 20.5, 42, 20.5, 42.5, 20, 42.5, 20, 42 };
  const double bow[] = { 20, 42, 20.5, 42.5, 20.5, 42, 20, 42.5, 20, 42 };
  const double nan_ring[] = { 20, 42, NAN, 42, 20.5, NAN, 20, 42.5, 20, 42 };
  const double swapped[] = { 42, 20, 42, 20.5, 42.5, 20.5, 42.5, 20, 42, 20 };
  const double off[] = { 20, 42, 500, 42, 20.5, 42.5, 20, 42 };
  const double two[] = { 20, 42, 20.5, 42 };
  IbarRegionWriter *writer = ibar_test_region_start (fixture);
  g_autoptr (IbarRegion) region = NULL;
  const char *report;

  ibar_test_region_add_area (writer, ibar_test_region_make_ring (good, 5), "good");
  ibar_test_region_add_area (writer, ibar_test_region_make_ring (bow, 5), "self-crossing");
  ibar_test_region_add_area (writer, ibar_test_region_make_ring (nan_ring, 5), "NaN");
  ibar_test_region_add_area (writer, ibar_test_region_make_ring (swapped, 5), "inverted");
  ibar_test_region_add_area (writer, ibar_test_region_make_ring (off, 4), "off the globe");
  ibar_test_region_add_area (writer, ibar_test_region_make_ring (two, 2), "two points");
  ibar_test_region_add_area (writer, OGR_G_CreateGeometry (wkbPolygon), "empty");
  region = ibar_test_region_finish (fixture, writer);

  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA), ==, 2);
  report = ibar_region_get_report (region);
  g_assert_nonnull (strstr (report, "admin_area: 2 features with a damaged"));
  g_assert_nonnull (strstr (report, "admin_area: 1 feature off the globe"));
  g_assert_nonnull (strstr (report, "admin_area: 1 feature far outside"));
  g_assert_nonnull (strstr (report, "admin_area: 1 feature with too few points"));
  for (guint i = 1; i < IBAR_N_LAYERS; i++)
    if (i != IBAR_LAYER_ADMIN_AREA)
      g_assert_cmpuint (ibar_region_get_n_features (region, (IbarLayer) i), ==, 0);
}

/* What is wrong with the elevation costs the elevation only, and is told. */
static void
test_bad_elevation (IbarTestRegion *fixture, gconstpointer data)
{
  static const char *const harms[] = {
    "UPDATE elevation SET tile_data = x''",
    "UPDATE elevation SET tile_data = substr (tile_data, 1, length (tile_data) / 2)",
    "UPDATE elevation SET tile_data = x'89504e470d0a1a0a0000000d49484452'",
    "UPDATE gpkg_tile_matrix SET tile_width = 1000000000 WHERE zoom_level = 1",
    "UPDATE gpkg_tile_matrix SET tile_width = 128, matrix_width = 4 WHERE zoom_level = 1",
    "UPDATE gpkg_tile_matrix SET pixel_x_size = 1e-300 WHERE zoom_level = 1",
    "UPDATE gpkg_tile_matrix SET pixel_y_size = 9e99 WHERE zoom_level = 1",
    "UPDATE gpkg_contents SET max_x = 1e300 WHERE table_name = 'elevation'",
    "UPDATE gpkg_contents SET min_x = max_x WHERE table_name = 'elevation'",
    "UPDATE gpkg_contents SET min_x = NULL WHERE table_name = 'elevation'",
    "UPDATE gpkg_tile_matrix_set SET min_x = -1e300 WHERE table_name = 'elevation'",
    "UPDATE gpkg_2d_gridded_coverage_ancillary SET datatype = 'float'",
    "DELETE FROM gpkg_tile_matrix WHERE table_name = 'elevation'",
    "DROP TABLE gpkg_2d_gridded_tile_ancillary",
  };
  gsize n_bytes;
  g_autofree char *bytes = compile_bytes (fixture, &n_bytes);

  for (guint i = 0; i < G_N_ELEMENTS (harms); i++)
    {
      g_autoptr (IbarRegion) region = NULL;
      sqlite3 *db;

      g_test_message ("%s", harms[i]);
      g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) n_bytes, NULL));
      g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
      sqlite3_exec (db, "PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0", NULL, NULL, NULL);
      g_assert_cmpint (sqlite3_exec (db, harms[i], NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (db);
      region = ibar_test_region_load (fixture->path);
      g_assert_null (ibar_region_get_elevation (region));
      g_assert_nonnull (strstr (ibar_region_get_report (region), "The elevation was left out"));
    }
}

static void
test_many_rings (IbarTestRegion *fixture, gconstpointer data)
{
  OGRGeometryH many = OGR_G_CreateGeometry (wkbMultiPolygon);
  IbarRegionWriter *writer = ibar_test_region_start (fixture);
  g_autoptr (IbarRegion) region = NULL;

  for (int i = 0; i < 10000; i++)
    {
      double x = 20 + i % 100 * 0.01, y = 42 + i / 100 * 0.01;
      const double ring[] = { x, y, x + 0.005, y, x + 0.005, y + 0.005, x, y };

      OGR_G_AddGeometryDirectly (many, ibar_test_region_make_ring (ring, 4));
    }
  ibar_test_region_add_area (writer, many, "many");
  region = ibar_test_region_finish (fixture, writer);
  g_assert_cmpuint (ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, 0)->n_parts, ==, 10000);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint){ 20.504, 42.502 }), ==, 0);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint){ 20.508, 42.508 }), ==, -1);
}

static void
test_names (IbarTestRegion *fixture, gconstpointer data)
{
  const double ring[] = { 20, 42, 20.5, 42, 20.5, 42.5, 20, 42.5, 20, 42 };
  g_autofree char *endless = g_strnfill (10240, 'x');
  g_autoptr (GString) wide = g_string_new (NULL);
  IbarRegionWriter *writer = ibar_test_region_start (fixture);
  g_autoptr (IbarRegion) region = NULL;

  for (int i = 0; i < 4000; i++)
    g_string_append (wide, "ш");
  ibar_test_region_add_area (writer, ibar_test_region_make_ring (ring, 5), endless);
  ibar_test_region_add_area (writer, ibar_test_region_make_ring (ring, 5), wide->str);
  ibar_test_region_add_area (writer, ibar_test_region_make_ring (ring, 5), "القدس ירושלים");
  ibar_test_region_add_area (writer, ibar_test_region_make_ring (ring, 5), "two\nlines\tand a tab");
  region = ibar_test_region_finish (fixture, writer);

  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const char *name
          = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i)->names.form[IBAR_NAME_EN];

      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_assert_cmpuint (strlen (name), <=, 512);
      g_assert_null (strchr (name, '\n'));
    }
  g_assert_cmpstr (
      ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, 2)->names.form[IBAR_NAME_EN], ==,
      "القدس ירושלים");
  /* The columns name and name_en both hold each long name. */
  g_assert_nonnull (strstr (ibar_region_get_report (region), "names were cut"));
}

static void
test_empty (IbarTestRegion *fixture, gconstpointer data)
{
  g_autoptr (IbarRegion) region = ibar_test_region_finish (fixture, ibar_test_region_start (fixture));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  g_assert_cmpuint (ibar_region_get_n_places (region), ==, 0);
  g_assert_cmpuint (ibar_region_get_n_profiles (region), ==, 0);
  g_assert_null (ibar_region_find_profile (region, "any"));
  ibar_region_query (region, IBAR_LAYER_ROAD, 0, 0, 1, 1, found);
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_cmpfloat (ibar_region_get_extent (region)->west, ==, 20);
}

/* Numbers of another system would be drawn where nothing of it lies. */
static void
test_other_system (IbarTestRegion *fixture, gconstpointer data)
{
  const double ring[] = { 20, 42, 20.5, 42, 20.5, 42.5, 20, 42.5, 20, 42 };
  IbarRegionWriter *writer = ibar_test_region_start (fixture);
  sqlite3 *db;

  ibar_test_region_add_area (writer, ibar_test_region_make_ring (ring, 5), "good");
  ibar_region_unref (ibar_test_region_finish (fixture, writer));
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "INSERT OR IGNORE INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, "
                                 "organization_coordsys_id, definition) VALUES ('UTM', 32634, 'EPSG', 32634, 'undefined'); "
                                 "UPDATE gpkg_geometry_columns SET srs_id = 32634 WHERE table_name = 'admin_area'",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  ibar_test_region_assert_refused (fixture->path, IBAR_ERROR_DATA);
}

#define ADD(path, func) g_test_add (path, IbarTestRegion, NULL, ibar_test_region_begin, func, ibar_test_region_end)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/region/bad/no-region", test_no_region);
  ADD ("/region/bad/truncated", test_truncated);
  ADD ("/region/bad/damaged", test_damaged);
  ADD ("/region/bad/features", test_bad_features);
  ADD ("/region/bad/elevation", test_bad_elevation);
  ADD ("/region/bad/many-rings", test_many_rings);
  ADD ("/region/bad/names", test_names);
  ADD ("/region/bad/empty", test_empty);
  ADD ("/region/bad/other-system", test_other_system);
  return g_test_run ();
}
