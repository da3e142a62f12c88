/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What base maps are read from: files of pictures and of vector tiles, and what is kept of a server's. */

#include "config.h"

#include <adwaita.h>
#include <gdal.h>
#include <glib/gstdio.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "ibar-file-tiles.h"
#include "ibar-server-tiles.h"
#include "ibar-test-base-maps.h"
#include "ibar-test-vector-tiles.h"

/* The label of a text on the map: what a frame has placed. */
static const IbarLabel *
find_label (IbarTestBaseMaps *fixture, const char *text)
{
  guint n;
  const IbarLabel *labels = ibar_labels_layer_get_labels (fixture->map.view->labels_layer, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (labels[i].text, text) == 0)
      return &labels[i];
  return NULL;
}

/* The cache, supplier by supplier */

static void
supplied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = ibar_tile_supplier_supply_finish (IBAR_TILE_SUPPLIER (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (texture);
  *(gboolean *) user_data = TRUE;
}

/* Takes the supplier. */
static void
supply (IbarTileSupplier *supplier, int zoom, int x, int y)
{
  IbarTileKey key = { 1, 1000 * zoom, x, y };
  gboolean done = FALSE;

  ibar_tile_supplier_supply_async (supplier, &key, NULL, supplied_cb, &done);
  ibar_test_wait (ibar_test_is_true, &done);
  g_object_unref (supplier);
}

static void
fetch (IbarTestTileServer *server, int x)
{
  supply (ibar_server_tiles_new (ibar_test_tile_server_get_pattern (server), 18), 3, x, 2);
  ibar_server_tiles_write_cache ();
}

/* A tile is kept as long as the server says, by the next supplier too, and not longer. */
static void
test_cache (void)
{
  IbarTestTileServer *server = ibar_test_tile_server_new ();

  ibar_test_tile_server_set_cache (server, "max-age=3600");
  fetch (server, 1);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (server), ==, 1);
  fetch (server, 1);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (server), ==, 1);
  /* Over the antimeridian, eight columns on, it is the same tile. */
  fetch (server, 1 + 8);
  fetch (server, 1 - 8);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (server), ==, 1);
  ibar_test_tile_server_set_cache (server, "no-store");
  fetch (server, 2);
  fetch (server, 2);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (server), ==, 3);
  ibar_test_tile_server_free (server);
}

/* Files */

/* A picture of 64 × 64 px over a box, as MBTiles or GeoPackage. */
static char *
make_file (const char *name, const char *driver, int epsg, const double *box)
{
  char *path = g_build_filename (g_get_user_cache_dir (), name, NULL);
  GDALDatasetH picture, copy;
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);
  double transform[6] = { box[0], (box[2] - box[0]) / 64, 0, box[3], 0, (box[1] - box[3]) / 64 };

  GDALAllRegister ();
  OSRImportFromEPSG (srs, epsg);
  OSRSetAxisMappingStrategy (srs, OAMS_TRADITIONAL_GIS_ORDER);
  picture = GDALCreate (GDALGetDriverByName ("MEM"), "", 64, 64, 3, GDT_Byte, NULL);
  GDALSetGeoTransform (picture, transform);
  GDALSetSpatialRef (picture, srs);
  for (int band = 1; band <= 3; band++)
    GDALFillRaster (GDALGetRasterBand (picture, band), 80.0 * band, 0);
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_unlink (path);
  copy = GDALCreateCopy (GDALGetDriverByName (driver), path, picture, FALSE, NULL, NULL, NULL);
  g_assert_nonnull (copy);
  GDALClose (copy);
  GDALClose (picture);
  OSRDestroySpatialReference (srs);
  return path;
}

static const double mercator[] = { 2226389, 5160979, 2504688, 5465442 }; /* 20–22.5° E, 42–44° N */
static const double degrees[] = { 20, 42, 22.5, 44 };

/* The tile of level 7 that holds 21° E, 43° N shows the picture; one elsewhere is empty. */
static void
check_tiles (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarRasterFile) file = ibar_raster_file_open (path, &error);
  g_autofree guint8 *rgba = g_malloc (4 * IBAR_RASTER_SIDE * IBAR_RASTER_SIDE);
  gboolean empty;
  guint n_shown = 0;

  g_assert_no_error (error);
  g_assert_true (ibar_raster_file_read_tile (file, 7, 71, 46, rgba, &empty, &error));
  g_assert_no_error (error);
  g_assert_false (empty);
  for (gsize i = 0; i < IBAR_RASTER_SIDE * IBAR_RASTER_SIDE; i++)
    if (rgba[4 * i + 3] == 255)
      {
        g_assert_cmpint (ABS (rgba[4 * i] - 80), <, 12);
        g_assert_cmpint (ABS (rgba[4 * i + 1] - 160), <, 12);
        n_shown++;
      }
  g_assert_cmpuint (n_shown, >, 20000);
  g_assert_true (ibar_raster_file_read_tile (file, 7, 3, 3, rgba, &empty, &error));
  g_assert_true (empty);
}

static void
test_files (void)
{
  g_autofree char *mbtiles = make_file ("tiles.mbtiles", "MBTiles", 3857, mercator);
  g_autofree char *gpkg = make_file ("tiles.gpkg", "GPKG", 3857, mercator);
  g_autofree char *plate = make_file ("plate.gpkg", "GPKG", 4326, degrees);

  supply (ibar_file_tiles_new (ibar_raster_file_open (mbtiles, NULL)), 7, 71 + 128, 46);
  check_tiles (mbtiles);
  check_tiles (gpkg);
  check_tiles (plate);
}

static void
assert_refused (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ibar_raster_file_open (path, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, path));
}

/* A file that is none, a half one, vector tiles without a tile, and a GeoPackage of heights are
 * refused, by name. */
static void
test_bad_files (void)
{
  g_autofree char *mbtiles = make_file ("whole.mbtiles", "MBTiles", 3857, mercator);
  g_autofree char *half = g_build_filename (g_get_user_cache_dir (), "half.mbtiles", NULL);
  g_autofree char *vector = g_build_filename (g_get_user_cache_dir (), "vector.mbtiles", NULL);
  g_autofree char *heights
      = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "data", "region.gpkg", NULL);
  g_autofree char *content = NULL;
  GDALDatasetH dataset;
  gsize size;

  assert_refused ("/nowhere/at-all.mbtiles");
  g_assert_true (g_file_get_contents (mbtiles, &content, &size, NULL));
  g_assert_true (g_file_set_contents (half, content, 3000, NULL));
  assert_refused (half);
  g_assert_true (g_file_set_contents (half, "no tiles", -1, NULL));
  assert_refused (half);
  dataset = GDALCreate (GDALGetDriverByName ("MBTiles"), vector, 0, 0, 0, GDT_Unknown, NULL);
  GDALDatasetCreateLayer (dataset, "lines", NULL, wkbLineString, NULL);
  GDALClose (dataset);
  assert_refused (vector);
  assert_refused (heights);
}

static void
test_file_on_map (IbarTestBaseMaps *fixture, gconstpointer data)
{
  g_autofree char *path = make_file ("shown.mbtiles", "MBTiles", 3857, mercator);
  g_autoptr (IbarBaseMap) map = ibar_base_map_new ("File", path, IBAR_TEST_CREDIT, 18, TRUE);
  guint painted = ibar_test_base_maps_count_painted (fixture);

  ibar_base_maps_add (fixture->maps, map);
  ibar_base_maps_choose (fixture->maps, map);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
  g_assert_cmpuint (ibar_test_base_maps_count_painted (fixture), >, painted);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->map.view->labels_layer)));

  /* Gone at the next start: told on the map, and found again. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  ibar_base_maps_choose (fixture->maps, NULL);
  ibar_base_maps_choose (fixture->maps, map);
  g_assert_true (ibar_test_base_maps_has_trouble (fixture));
  g_free (make_file ("shown.mbtiles", "MBTiles", 3857, mercator));
  ibar_test_map_activate (&fixture->map, "retry-base");
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
}

/* Vector tiles are painted in the program's style; their names follow the reader's setting, and are
 * no places of the region. A damaged tile is told on the map. */
static void
test_vector (IbarTestBaseMaps *fixture, gconstpointer data)
{
  g_autofree char *path = ibar_test_vector_tiles_make (g_get_user_cache_dir ());
  g_autoptr (IbarBaseMap) map = ibar_base_map_new ("Vectors", path, IBAR_TEST_CREDIT, 18, FALSE);
  g_autoptr (GBytes) noise = g_bytes_new_static ("noise", 5);
  const IbarView near = { .center = { 21.05, 43.05 }, .zoom = 9.4 };
  guint painted = ibar_test_base_maps_count_painted (fixture);
  IbarNameSetting cyrillic = { IBAR_NAME_SR_CYRL, IBAR_N_NAME_FORMS };

  ibar_base_maps_add (fixture->maps, map);
  ibar_base_maps_choose (fixture->maps, map);
  ibar_map_view_move_to (fixture->map.view, &near, FALSE);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
  g_assert_cmpuint (ibar_test_base_maps_count_painted (fixture), >, painted);
  g_assert_true (ibar_test_shows_text (fixture->map.view->credits, IBAR_TEST_CREDIT));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->map.view->labels_layer)));
  g_assert_nonnull (find_label (fixture, "Place"));
  ibar_session_set_names (fixture->map.session, &cyrillic);
  ibar_test_settle ();
  g_assert_nonnull (find_label (fixture, "Место"));

  ibar_base_maps_choose (fixture->maps, NULL);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_null (find_label (fixture, "Место"));

  ibar_test_vector_tiles_spoil (path, 8, noise);
  ibar_base_maps_choose (fixture->maps, map);
  ibar_test_wait (ibar_test_base_maps_has_trouble, fixture);
  g_assert_nonnull (strstr (gtk_label_get_label (fixture->map.view->trouble_text), "damaged"));
  ibar_test_map_activate (&fixture->map, "own-base");
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_unsetenv ("http_proxy");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, function) \
  g_test_add (path, IbarTestBaseMaps, NULL, ibar_test_base_maps_begin, function, ibar_test_base_maps_end)
  ADD ("/base-map-files/file-on-map", test_file_on_map);
  ADD ("/base-map-files/vector", test_vector);
#undef ADD
  g_test_add_func ("/base-map-files/cache", test_cache);
  g_test_add_func ("/base-map-files/files", test_files);
  g_test_add_func ("/base-map-files/bad-files", test_bad_files);
  return g_test_run ();
}
