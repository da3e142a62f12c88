/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Regions: what the build compiles, and every kind of file that is no region or a bad one. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "ibar-box-index.h"
#include "ibar-compile-region.h"
#include "ibar-error.h"
#include "ibar-region-writer.h"
#include "ibar-region.h"

typedef struct
{
  char *folder;
  char *path; /* of the region being made */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("ibar-region-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "region.gpkg", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GDir *dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_dir_close (dir);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static char *
get_source (const char *name)
{
  return g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "data", "region", name, NULL);
}

static IbarRegion *
load_good (const char *path)
{
  g_autoptr (GError) error = NULL;
  IbarRegion *region = ibar_region_load (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (region);
  return region;
}

static void
assert_refused (const char *path, IbarError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarRegion) region = ibar_region_load (path, NULL, &error);

  g_assert_null (region);
  g_assert_error (error, IBAR_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
}

/* ---- The shipped region -------------------------------------------------------------------- */

static void
test_shipped (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = get_source (NULL);
  g_autoptr (IbarRegion) region = NULL;
  g_autoptr (GError) error = NULL;
  const IbarFeature *area;
  guint n_schematic = 0;
  int number;

  g_assert_true (ibar_compile_region (folder, fixture->path, &error));
  g_assert_no_error (error);
  region = load_good (fixture->path);
  g_assert_cmpstr (ibar_region_get_report (region), ==, "");
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA), ==, 38);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_BOUNDARY), ==, 119);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_NEIGHBOUR), ==, 4);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_WATER), ==, 0);
  g_assert_cmpuint (ibar_region_get_n_places (region), ==, 827);
  g_assert_false (ibar_region_has_local_names (region));
  g_assert_nonnull (ibar_region_get_elevation (region));

  number = ibar_region_find_admin_area (region, (IbarPoint){ 20.8403, 42.909 });
  g_assert_cmpint (number, ==, ibar_region_find_admin_name (region, "zvecan"));
  g_assert_cmpint (number, ==, ibar_region_find_admin_name (region, "Звечан"));
  area = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, (guint) number);
  g_assert_true (area->highlight);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint){ 0, 0 }), ==, -1);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint){ NAN, NAN }), ==, -1);

  for (guint i = 0; i < ibar_region_get_n_features (region, IBAR_LAYER_WATERWAY); i++)
    n_schematic += ibar_region_get_feature (region, IBAR_LAYER_WATERWAY, i)->schematic;
  g_assert_cmpuint (n_schematic, ==, 4);
  g_assert_nonnull (strstr (ibar_region_get_credits (region), "OpenStreetMap"));
  g_assert_nonnull (strstr (ibar_region_get_credits (region), "schematic"));
}

/* Exactly four areas stand out; the start view is theirs, inside what the map covers. */
static void
test_home (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = get_source (NULL);
  g_autoptr (IbarRegion) region = NULL;
  const IbarExtent *home, *extent;
  guint n = 0;

  g_assert_true (ibar_compile_region (folder, fixture->path, NULL));
  region = load_good (fixture->path);
  for (guint i = 0; i < ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA); i++)
    n += ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i)->highlight;
  g_assert_cmpuint (n, ==, 4);
  home = ibar_region_get_home (region);
  extent = ibar_region_get_extent (region);
  g_assert_cmpfloat (home->west, >, extent->west);
  g_assert_cmpfloat (home->east, <, extent->east);
  g_assert_cmpfloat (home->south, >, extent->south);
  g_assert_cmpfloat (home->north, <, extent->north);
}

static void
test_profiles (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "neutral", "country", "dashed" };
  g_autofree char *folder = get_source (NULL);
  g_autoptr (IbarRegion) region = NULL;

  g_assert_true (ibar_compile_region (folder, fixture->path, NULL));
  region = load_good (fixture->path);
  g_assert_cmpuint (ibar_region_get_n_profiles (region), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const IbarBoundaryProfile *profile = ibar_region_find_profile (region, ids[i]);

      g_assert_cmpstr (profile->id, ==, ids[i]);
      g_assert_cmpuint (strlen (profile->note), >, 40);
      for (int form = 0; form < IBAR_N_LANGUAGE_FORMS; form++)
        g_assert_cmpstr (profile->label.form[form], !=, NULL);
    }
  g_assert_true (ibar_region_find_profile (region, "no such")
                 == ibar_region_get_profile (region, 0));
  g_assert_true (ibar_region_find_profile (region, NULL) == ibar_region_get_profile (region, 0));
}

static void
test_deterministic (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = get_source (NULL);
  g_autofree char *again = g_build_filename (fixture->folder, "again.gpkg", NULL);
  g_autofree char *first = NULL, *second = NULL;
  gsize first_size, second_size;

  g_assert_true (ibar_compile_region (folder, fixture->path, NULL));
  g_assert_true (ibar_compile_region (folder, again, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &first, &first_size, NULL));
  g_assert_true (g_file_get_contents (again, &second, &second_size, NULL));
  g_assert_cmpmem (first, first_size, second, second_size);
}

/* ---- Compiling nonsense -------------------------------------------------------------------- */

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
write_minimal (Fixture *fixture, const char *coordinates, const char *places)
{
  g_autofree char *areas = g_strdup_printf (
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
      "{\"id\":\"a\",\"name\":\"A\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[%s]}}]}",
      coordinates);

  write_file (fixture, "region.ini",
              "[region]\ntitle=T\n[profiles]\nfile=p.ini\n[places]\nfile=p.csv\n"
              "[layer 1]\ntable=admin_area\nfile=a.geojson\nid=id\nname_en=name\n");
  write_file (fixture, "p.ini", "[one]\ntitle=T\nnote=N\noutline_style=solid\n");
  write_file (fixture, "a.geojson", areas);
  write_file (fixture, "p.csv", places);
}

#define SQUARE "[[10,10],[11,10],[11,11],[10,11],[10,10]]"
#define HEADER                                                                                     \
  "name_en,name_sq,name_sr,name_sr_cyrl,kind,lat,lon,uncertainty_m,population,verified,source\n"

static void
test_compile_minimal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarRegion) region = NULL;
  g_autoptr (GError) error = NULL;

  write_minimal (fixture, SQUARE, HEADER "\"P, and Q\",,,,village,10.5,10.5,100,,yes,s\n");
  g_assert_true (ibar_compile_region (fixture->folder, fixture->path, &error));
  g_assert_no_error (error);
  region = load_good (fixture->path);
  g_assert_null (ibar_region_get_elevation (region));
  g_assert_cmpstr (ibar_region_get_place (region, 0)->names.form[IBAR_NAME_EN], ==, "P, and Q");
  g_assert_cmpint (ibar_region_get_place (region, 0)->admin_area, ==, 0);
  g_assert_cmpint (ibar_region_get_place (region, 0)->population, ==, -1);
}

static void
assert_compile_fails (Fixture *fixture, const char *where)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ibar_compile_region (fixture->folder, fixture->path, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, where) == NULL)
    g_error ("“%s” does not say %s", error->message, where);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_compile_impossible (Fixture *fixture, gconstpointer data)
{
  write_minimal (fixture, SQUARE,
                 HEADER "A,,,,village,10,10,1,,yes,s\nB,,,,village,95,10,1,,yes,s\n");
  assert_compile_fails (fixture, "p.csv:3:");
  write_minimal (fixture, SQUARE, HEADER "A,,,,village,ten,10,1,,yes,s\n");
  assert_compile_fails (fixture, "p.csv:2:");
  write_minimal (fixture, SQUARE, HEADER "A,,,,village,10,10,-1,,yes,s\n");
  assert_compile_fails (fixture, "p.csv:2:");
  write_minimal (fixture, SQUARE, HEADER "A,,,,village,10,10,1,,maybe,s\n");
  assert_compile_fails (fixture, "p.csv:2:");
  write_minimal (fixture, "[[10,10],[200,10],[11,11],[10,10]]", HEADER);
  assert_compile_fails (fixture, "feature 1");
  write_minimal (fixture, "[[10,10],[10,11],[10,10]]", HEADER);
  assert_compile_fails (fixture, "feature 1");
  write_minimal (fixture, "this is no JSON", HEADER);
  assert_compile_fails (fixture, "a.geojson");
  write_minimal (fixture, SQUARE, HEADER);
  write_file (fixture, "p.ini", "[one]\ntitle=T\nnote=N\noutline_style=wavy\n");
  assert_compile_fails (fixture, "p.ini");
}

/* ---- Files that are no regions ------------------------------------------------------------- */

static void
test_no_region (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sqlite = g_build_filename (fixture->folder, "other.db", NULL);
  sqlite3 *db;

  assert_refused (fixture->path, IBAR_ERROR_NOT_FOUND);
  assert_refused (fixture->folder, IBAR_ERROR_NOT_A_FILE);
  write_file (fixture, "region.gpkg", "not a database at all, just some words about a map");
  assert_refused (fixture->path, IBAR_ERROR_NOT_A_DATABASE);
  g_assert_cmpint (sqlite3_open (sqlite, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE t (x)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_refused (sqlite, IBAR_ERROR_NOT_A_COLLECTION);
}

/* A file cut anywhere is refused or read with losses reported; it never crashes or hangs. */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = get_source (NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (ibar_compile_region (folder, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  for (guint i = 1; i < 12; i++)
    {
      g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) (size * i / 12), NULL));
      assert_refused (fixture->path, IBAR_ERROR_CORRUPT);
    }
}

/* Bytes changed at random: any answer but a crash. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = get_source (NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (ibar_compile_region (folder, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
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

static OGRGeometryH
make_ring (const double *xy, guint n)
{
  OGRGeometryH ring = OGR_G_CreateGeometry (wkbLinearRing);
  OGRGeometryH polygon = OGR_G_CreateGeometry (wkbPolygon);

  for (guint i = 0; i < n; i++)
    OGR_G_AddPoint_2D (ring, xy[2 * i], xy[2 * i + 1]);
  OGR_G_AddGeometryDirectly (polygon, ring);
  return polygon;
}

static void
add_area (IbarRegionWriter *writer, OGRGeometryH geometry, const char *name)
{
  IbarRegionRecord record = { .id = "x", .names = { { NULL, NULL, NULL, (char *) name } } };
  g_autoptr (GError) error = NULL;

  ibar_region_writer_add_feature (writer, IBAR_LAYER_ADMIN_AREA, geometry, &record, &error);
  g_assert_no_error (error);
  OGR_G_DestroyGeometry (geometry);
}

static IbarRegionWriter *
start_region (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  IbarRegionWriter *writer = ibar_region_writer_new (fixture->path, NULL, NULL, &error);
  const IbarExtent extent = { 20, 42, 21, 43 };

  g_assert_no_error (error);
  g_assert_true (ibar_region_writer_set_extent (writer, "extent", &extent, NULL));
  return writer;
}

static IbarRegion *
finish_region (Fixture *fixture, IbarRegionWriter *writer)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ibar_region_writer_finish (writer, &error));
  g_assert_no_error (error);
  ibar_region_writer_free (writer);
  return load_good (fixture->path);
}

static void
test_bad_features (Fixture *fixture, gconstpointer data)
{
  const double good[] = { 20, 42, 20.5, 42, 20.5, 42.5, 20, 42.5, 20, 42 };
  const double bow[] = { 20, 42, 20.5, 42.5, 20.5, 42, 20, 42.5, 20, 42 };
  const double nan_ring[] = { 20, 42, NAN, 42, 20.5, NAN, 20, 42.5, 20, 42 };
  const double swapped[] = { 42, 20, 42, 20.5, 42.5, 20.5, 42.5, 20, 42, 20 };
  const double off[] = { 20, 42, 500, 42, 20.5, 42.5, 20, 42 };
  const double two[] = { 20, 42, 20.5, 42 };
  IbarRegionWriter *writer = start_region (fixture);
  g_autoptr (IbarRegion) region = NULL;
  const char *report;

  add_area (writer, make_ring (good, 5), "good");
  add_area (writer, make_ring (bow, 5), "self-crossing");
  add_area (writer, make_ring (nan_ring, 5), "NaN");
  add_area (writer, make_ring (swapped, 5), "inverted");
  add_area (writer, make_ring (off, 4), "off the globe");
  add_area (writer, make_ring (two, 2), "two points");
  add_area (writer, OGR_G_CreateGeometry (wkbPolygon), "empty");
  region = finish_region (fixture, writer);

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
test_bad_elevation (Fixture *fixture, gconstpointer data)
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
  g_autofree char *folder = get_source (NULL);
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  g_assert_true (ibar_compile_region (folder, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &n_bytes, NULL));
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
      region = load_good (fixture->path);
      g_assert_null (ibar_region_get_elevation (region));
      g_assert_nonnull (strstr (ibar_region_get_report (region), "The elevation was left out"));
    }
}

static void
test_many_rings (Fixture *fixture, gconstpointer data)
{
  OGRGeometryH many = OGR_G_CreateGeometry (wkbMultiPolygon);
  IbarRegionWriter *writer = start_region (fixture);
  g_autoptr (IbarRegion) region = NULL;

  for (int i = 0; i < 10000; i++)
    {
      double x = 20 + i % 100 * 0.01, y = 42 + i / 100 * 0.01;
      const double ring[] = { x, y, x + 0.005, y, x + 0.005, y + 0.005, x, y };

      OGR_G_AddGeometryDirectly (many, make_ring (ring, 4));
    }
  add_area (writer, many, "many");
  region = finish_region (fixture, writer);
  g_assert_cmpuint (ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, 0)->n_parts, ==, 10000);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint){ 20.504, 42.502 }), ==, 0);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint){ 20.508, 42.508 }), ==, -1);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  const double ring[] = { 20, 42, 20.5, 42, 20.5, 42.5, 20, 42.5, 20, 42 };
  g_autofree char *endless = g_strnfill (10240, 'x');
  g_autoptr (GString) wide = g_string_new (NULL);
  IbarRegionWriter *writer = start_region (fixture);
  g_autoptr (IbarRegion) region = NULL;

  for (int i = 0; i < 4000; i++)
    g_string_append (wide, "ш");
  add_area (writer, make_ring (ring, 5), endless);
  add_area (writer, make_ring (ring, 5), wide->str);
  add_area (writer, make_ring (ring, 5), "القدس ירושלים");
  add_area (writer, make_ring (ring, 5), "two\nlines\tand a tab");
  region = finish_region (fixture, writer);

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
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarRegion) region = finish_region (fixture, start_region (fixture));
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
test_other_system (Fixture *fixture, gconstpointer data)
{
  const double ring[] = { 20, 42, 20.5, 42, 20.5, 42.5, 20, 42.5, 20, 42 };
  IbarRegionWriter *writer = start_region (fixture);
  sqlite3 *db;

  add_area (writer, make_ring (ring, 5), "good");
  ibar_region_unref (finish_region (fixture, writer));
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "INSERT OR IGNORE INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, "
                                 "organization_coordsys_id, definition) VALUES ('UTM', 32634, 'EPSG', 32634, 'undefined'); "
                                 "UPDATE gpkg_geometry_columns SET srs_id = 32634 WHERE table_name = 'admin_area'",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  assert_refused (fixture->path, IBAR_ERROR_DATA);
}

static void
test_unfinished (Fixture *fixture, gconstpointer data)
{
  IbarRegionWriter *writer;
  g_autofree char *after = NULL;

  write_file (fixture, "region.gpkg", "what stood here before");
  writer = start_region (fixture);
  ibar_region_writer_free (writer);
  g_assert_true (g_file_get_contents (fixture->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "what stood here before");
}

/* ---- The box index ------------------------------------------------------------------------- */

/* Against a plain loop, for none, one, many and all on one point. */
static void
test_box_index (void)
{
  static const guint sizes[] = { 0, 1, 2, 16, 17, 300, 4000 };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (int same = 0; same < 2; same++)
      {
        guint n = sizes[s];
        g_autofree IbarBox *boxes = g_new (IbarBox, n + 1);
        g_autoptr (IbarBoxIndex) index = NULL;

        for (guint i = 0; i < n; i++)
          {
            double x = same ? 0.5 : g_test_rand_double (), y = same ? 0.5 : g_test_rand_double ();
            double side = g_test_rand_double () * 0.05;

            boxes[i] = (IbarBox){ x, y, x + side, y + side };
          }
        index = ibar_box_index_new (boxes, n);
        for (guint q = 0; q < 50; q++)
          {
            double x = g_test_rand_double (), y = g_test_rand_double ();
            IbarBox box = { x, y, x + g_test_rand_double () * 0.3, y + 0.1 };
            g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
            guint at = 0;

            ibar_box_index_query (index, &box, found);
            for (guint i = 0; i < n; i++)
              if (ibar_box_overlaps (&boxes[i], &box))
                {
                  g_assert_cmpuint (at, <, found->len);
                  g_assert_cmpuint (g_array_index (found, guint, at), ==, i);
                  at++;
                }
            g_assert_cmpuint (at, ==, found->len);
          }
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/region/shipped", test_shipped);
  ADD ("/region/home", test_home);
  ADD ("/region/profiles", test_profiles);
  ADD ("/region/deterministic", test_deterministic);
  ADD ("/region/compile/minimal", test_compile_minimal);
  ADD ("/region/compile/impossible", test_compile_impossible);
  ADD ("/region/bad/no-region", test_no_region);
  ADD ("/region/bad/truncated", test_truncated);
  ADD ("/region/bad/damaged", test_damaged);
  ADD ("/region/bad/features", test_bad_features);
  ADD ("/region/bad/elevation", test_bad_elevation);
  ADD ("/region/bad/many-rings", test_many_rings);
  ADD ("/region/bad/names", test_names);
  ADD ("/region/bad/empty", test_empty);
  ADD ("/region/bad/other-system", test_other_system);
  ADD ("/region/unfinished", test_unfinished);
  g_test_add_func ("/region/box-index", test_box_index);
  return g_test_run ();
}
