/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Vector tiles: what their layers become, and what becomes of tiles that are none. */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-test-vector-tiles.h"
#include "ibar-tile-file.h"
#include "ibar-vector-file.h"

static char *folder;

typedef struct
{
  char *path;
  IbarVectorFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->path = ibar_test_vector_tiles_make (folder);
  fixture->file = ibar_vector_file_open (fixture->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ibar_vector_file_free (fixture->file);
  g_unlink (fixture->path);
  g_free (fixture->path);
}

/* The tile that holds a point. */
static IbarRegion *
read_at (IbarVectorFile *file, int zoom, double longitude, double latitude)
{
  g_autoptr (GError) error = NULL;
  gboolean empty;
  IbarRegion *region
      = ibar_vector_file_read_tile (file, zoom, (int) (ibar_mercator_x (longitude) * exp2 (zoom)),
                                    (int) (ibar_mercator_y (latitude) * exp2 (zoom)), &empty, &error);

  g_assert_no_error (error);
  g_assert_false (empty);
  g_assert_nonnull (region);
  return region;
}

static guint
count_kind (IbarRegion *region, IbarLayer layer, const char *kind)
{
  guint n = 0;

  for (guint i = 0; i < ibar_region_get_n_features (region, layer); i++)
    if (g_strcmp0 (ibar_region_get_feature (region, layer, i)->kind, kind) == 0)
      n++;
  return n;
}

static const IbarRegionPlace *
find_place (IbarRegion *region, const char *english)
{
  for (guint i = 0; i < ibar_region_get_n_places (region); i++)
    {
      const IbarRegionPlace *place = ibar_region_get_place (region, i);

      if (g_str_equal (ibar_names_get (&place->names, IBAR_NAME_EN), english))
        return place;
    }
  return NULL;
}

/* What the file says of itself; the levels are those that have tiles. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *title = NULL;
  g_autofree char *credit = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ibar_vector_file_is_one (fixture->path));
  g_assert_cmpint (ibar_vector_file_get_least_zoom (fixture->file), ==, 6);
  g_assert_cmpint (ibar_vector_file_get_most_zoom (fixture->file), ==, 10);
  g_assert_true (ibar_tile_file_describe (fixture->path, &title, &credit, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (title, ==, "Burrows");
  g_assert_null (credit);
}

/* Both vocabularies, in one tile of level 6 that has everything. */
static void
test_layers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarRegion) region = read_at (fixture->file, 6, 21, 43);
  const IbarFeature *water;

  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_NEIGHBOUR), ==, 1);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_WATER), ==, 1);
  water = ibar_region_get_feature (region, IBAR_LAYER_WATER, 0);
  g_assert_cmpfloat_with_epsilon (water->min_x, ibar_mercator_x (20.6), 1e-5);
  g_assert_cmpfloat_with_epsilon (water->max_y, ibar_mercator_y (42.6), 1e-5);

  g_assert_cmpuint (count_kind (region, IBAR_LAYER_ROAD, "motorway"), ==, 1);
  g_assert_cmpuint (count_kind (region, IBAR_LAYER_ROAD, "primary"), ==, 1);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ROAD), ==, 2);
  g_assert_cmpuint (count_kind (region, IBAR_LAYER_RAILWAY, "rail"), ==, 1);
  g_assert_cmpuint (count_kind (region, IBAR_LAYER_BOUNDARY, "outline"), ==, 1);
  g_assert_cmpuint (count_kind (region, IBAR_LAYER_BOUNDARY, "municipal"), ==, 1);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarRegion) region = read_at (fixture->file, 6, 21, 43);
  const IbarRegionPlace *city = find_place (region, "Place"), *town;

  g_assert_nonnull (city);
  g_assert_cmpstr (city->kind, ==, "city");
  g_assert_cmpstr (ibar_names_get (&city->names, IBAR_NAME_SR_CYRL), ==, "Место");
  g_assert_cmpfloat_with_epsilon (city->point.longitude, 21.05, 0.01);
  g_assert_cmpfloat_with_epsilon (city->point.latitude, 43.05, 0.01);
  town = find_place (region, "Qytet");
  g_assert_nonnull (town);
  g_assert_cmpstr (ibar_names_get (&town->names, IBAR_NAME_SQ), ==, "Qyteti");
  g_assert_cmpint (town->rank, ==, 1);
  g_assert_null (find_place (region, "7"));
}

/* A layer nobody has told us of: an area with its outline, a line, a point with its name. */
static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarRegion) region = read_at (fixture->file, 6, 21, 43);

  g_assert_cmpuint (count_kind (region, IBAR_LAYER_LANDCOVER, "plain"), ==, 1);
  g_assert_cmpuint (count_kind (region, IBAR_LAYER_BOUNDARY, "plain"), ==, 2);
  g_assert_nonnull (find_place (region, "Hole"));
}

/* No tile there is no trouble. */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean empty = FALSE;

  g_assert_null (ibar_vector_file_read_tile (fixture->file, 10, 3, 3, &empty, &error));
  g_assert_no_error (error);
  g_assert_true (empty);
}

/* Spoils level 8 and reads it. */
static void
assert_damaged (Fixture *fixture, GBytes *bytes, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarRegion) region = NULL;
  gboolean empty;
  int x = (int) (ibar_mercator_x (21) * 256), y = (int) (ibar_mercator_y (43) * 256);
  g_autofree char *name = g_strdup_printf ("8/%d/%d", x, y);

  ibar_vector_file_free (fixture->file);
  ibar_test_vector_tiles_spoil (fixture->path, 8, bytes);
  fixture->file = ibar_vector_file_open (fixture->path, &error);
  g_assert_no_error (error);
  region = ibar_vector_file_read_tile (fixture->file, 8, x, y, &empty, &error);
  g_assert_null (region);
  g_assert_error (error, IBAR_ERROR, code);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, name));
}

static GBytes *
pack (const guint8 *data, gsize size)
{
  g_autoptr (GConverter) converter
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, converter);

  g_assert_true (g_output_stream_write_all (stream, data, size, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "<html>Not found</html>";
  /* A layer that says it is longer than the tile. */
  static const guint8 cut[] = { 0x1a, 0x7f, 0x0a, 0x05, 'w', 'a', 't', 'e', 'r' };
  g_autoptr (GBytes) html = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GBytes) short_layer = g_bytes_new_static (cut, sizeof cut);
  g_autoptr (GBytes) whole = pack (cut, sizeof cut);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);

  assert_damaged (fixture, html, IBAR_ERROR_CORRUPT);
  assert_damaged (fixture, short_layer, IBAR_ERROR_CORRUPT);
  assert_damaged (fixture, half, IBAR_ERROR_CORRUPT);
}

/* A tile of 5 MB, and one of 40 kB that would be 40 MB. */
static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *zeros = g_malloc0 (40 * 1024 * 1024);
  g_autoptr (GBytes) large = g_bytes_new_static (zeros, 5 * 1024 * 1024);
  g_autoptr (GBytes) bomb = pack (zeros, 40 * 1024 * 1024);

  g_assert_cmpuint (g_bytes_get_size (bomb), <, 100 * 1024);
  assert_damaged (fixture, large, IBAR_ERROR_TOO_LARGE);
  assert_damaged (fixture, bomb, IBAR_ERROR_TOO_LARGE);
}

/* Any byte of a tile may be any other: an answer or an error, never a crash. */
static void
test_noise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  int x = (int) (ibar_mercator_x (21) * 64), y = (int) (ibar_mercator_y (43) * 64);
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  g_autofree guint8 *tile = NULL;
  gsize size;

  ibar_vector_file_free (g_steal_pointer (&fixture->file));
  sqlite3_open (fixture->path, &db);
  sqlite3_prepare_v2 (db, "SELECT tile_data FROM tiles WHERE zoom_level = 6 LIMIT 1", -1, &stmt, NULL);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  {
    g_autoptr (GInputStream) packed = g_memory_input_stream_new_from_data (
        sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0), NULL);
    g_autoptr (GConverter) converter
        = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
    g_autoptr (GInputStream) stream = g_converter_input_stream_new (packed, converter);

    tile = g_malloc (64 * 1024);
    g_assert_true (g_input_stream_read_all (stream, tile, 64 * 1024, &size, NULL, NULL));
  }
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  for (int round = 0; round < 200; round++)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (IbarRegion) region = NULL;
      g_autofree guint8 *copy = g_memdup2 (tile, size);
      IbarVectorFile *file;
      gboolean empty;

      for (int i = 0; i < 1 + round % 5; i++)
        copy[g_rand_int_range (random, 0, (int) size)] = (guint8) g_rand_int_range (random, 0, 256);
      bytes = g_bytes_new (copy, round % 3 == 0 ? size / 2 : size);
      ibar_test_vector_tiles_spoil (fixture->path, 6, bytes);
      file = ibar_vector_file_open (fixture->path, NULL);
      region = ibar_vector_file_read_tile (file, 6, x, y, &empty, NULL);
      ibar_vector_file_free (file);
    }
}

/* Without a tile, without the table, and cut in the middle: refused when it is opened. */
static void
test_no_tiles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize size;

  ibar_vector_file_free (g_steal_pointer (&fixture->file));
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  for (int zoom = 6; zoom <= 10; zoom++)
    ibar_test_vector_tiles_spoil (fixture->path, zoom, NULL);
  g_assert_null (ibar_vector_file_open (fixture->path, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) size / 3, NULL));
  g_assert_false (ibar_tile_file_describe (fixture->path, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("ibar-vector-XXXXXX", NULL);
#define ADD(name, function) g_test_add ("/vector-tiles/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("file", test_file);
  ADD ("layers", test_layers);
  ADD ("names", test_names);
  ADD ("unknown", test_unknown);
  ADD ("elsewhere", test_elsewhere);
  ADD ("damaged", test_damaged);
  ADD ("too-large", test_too_large);
  ADD ("noise", test_noise);
  ADD ("no-tiles", test_no_tiles);
  result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
