/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Base maps of the user's: from a server on loopback in every mood, and from files. */

#include "config.h"

#include <adwaita.h>
#include <gdal.h>
#include <glib/gstdio.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "ibar-base-maps-dialog.h"
#include "ibar-file-tiles.h"
#include "ibar-map-view-private.h"
#include "ibar-server-tiles.h"
#include "ibar-test-tile-server.h"
#include "ibar-test-vector-tiles.h"
#include "ibar-test-view.h"
#include "ibar-test-window.h"

#define CREDIT "© The makers of these tiles"

typedef struct
{
  IbarSession *session;
  IbarMapView *view;
  GtkWidget *window;
  IbarBaseMaps *maps;
  IbarTestTileServer *server;
} Fixture;

static gboolean
is_ready (gpointer user_data)
{
  Fixture *fixture = user_data;

  return gtk_widget_get_width (GTK_WIDGET (fixture->view)) > 0 && fixture->view->view_placed
         && ibar_map_view_is_ready (fixture->view);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = ibar_test_tile_server_new ();
  fixture->maps = ibar_base_maps_new (NULL);
  fixture->session = ibar_test_open_session ();
  fixture->view = IBAR_MAP_VIEW (g_object_ref_sink (ibar_map_view_new ()));
  ibar_map_view_set_session (fixture->view, fixture->session);
  ibar_map_view_set_base_maps (fixture->view, fixture->maps);
  fixture->window = ibar_test_window_new (GTK_WIDGET (fixture->view), 700, 500);
  ibar_test_wait (is_ready, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ibar_test_settle ();
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->maps);
  ibar_test_tile_server_free (fixture->server);
}

/* Adds the server's map, and chooses it. */
static void
choose_server (Fixture *fixture)
{
  g_autoptr (IbarBaseMap) map = ibar_base_map_new (
      "Loopback", ibar_test_tile_server_get_pattern (fixture->server), CREDIT, 18, FALSE);

  ibar_base_maps_add (fixture->maps, map);
  ibar_base_maps_choose (fixture->maps, map);
}

static guint
count_painted (Fixture *fixture)
{
  IbarTileStats stats;

  ibar_basemap_layer_get_stats (fixture->view->basemap_layer, &stats);
  return stats.painted;
}

static gboolean
has_trouble (gpointer user_data)
{
  Fixture *fixture = user_data;

  return gtk_widget_get_visible (fixture->view->trouble);
}

static gboolean
is_asked (gpointer user_data)
{
  Fixture *fixture = user_data;

  return ibar_test_tile_server_get_n_asked (fixture->server) > 0;
}

/* The label of a text on the map: what a frame has placed. */
static const IbarLabel *
find_label (Fixture *fixture, const char *text)
{
  guint n;
  const IbarLabel *labels = ibar_labels_layer_get_labels (fixture->view->labels_layer, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (labels[i].text, text) == 0)
      return &labels[i];
  return NULL;
}

static void
activate (Fixture *fixture, const char *name)
{
  g_action_group_activate_action (ibar_map_view_get_actions (fixture->view), name, NULL);
}

/* The server */

/* Nothing is fetched before the map is chosen; then Ibar says who asks, and the credit stands on
 * the map. */
static void
test_chosen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarBaseMap) map = ibar_base_map_new (
      "Loopback", ibar_test_tile_server_get_pattern (fixture->server), CREDIT, 18, FALSE);
  guint painted = count_painted (fixture);

  ibar_base_maps_add (fixture->maps, map);
  ibar_test_settle ();
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, 0);

  ibar_base_maps_choose (fixture->maps, map);
  ibar_test_wait (is_ready, fixture);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), >, 0);
  g_assert_cmpuint (count_painted (fixture), >, painted);
  g_assert_cmpstr (ibar_test_tile_server_get_agent (fixture->server), ==, "Ibar/" IBAR_VERSION);
  g_assert_false (has_trouble (fixture));
  g_assert_true (ibar_test_shows_text (fixture->view->credits, CREDIT));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->view->labels_layer)));

  ibar_base_maps_choose (fixture->maps, NULL);
  ibar_test_wait (is_ready, fixture);
  g_assert_false (ibar_test_shows_text (fixture->view->credits, CREDIT));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->view->labels_layer)));
}

/* Trouble is told on the map, a server in trouble is left alone, and trying again works. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  guint asked;

  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_BROKEN);
  choose_server (fixture);
  ibar_test_wait (has_trouble, fixture);
  ibar_test_wait (is_ready, fixture);
  g_assert_nonnull (strstr (gtk_label_get_label (fixture->view->trouble_text), "503"));
  asked = ibar_test_tile_server_get_n_asked (fixture->server);
  g_assert_cmpuint (asked, <, 10);
  gtk_widget_queue_draw (GTK_WIDGET (fixture->view->basemap_layer));
  ibar_test_settle ();
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, asked);

  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_WELL);
  activate (fixture, "retry-base");
  g_assert_false (has_trouble (fixture));
  ibar_test_wait (is_ready, fixture);
  g_assert_false (has_trouble (fixture));
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), >, asked);
}

static void
test_way_back (Fixture *fixture, gconstpointer data)
{
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_BROKEN);
  choose_server (fixture);
  ibar_test_wait (has_trouble, fixture);
  activate (fixture, "own-base");
  g_assert_null (ibar_base_maps_get_chosen (fixture->maps));
  g_assert_false (has_trouble (fixture));
  ibar_test_wait (is_ready, fixture);
}

/* Where a server has no tile, that is no trouble. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_MISSING);
  choose_server (fixture);
  ibar_test_wait (is_ready, fixture);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), >, 0);
  g_assert_false (has_trouble (fixture));
}

static void
test_no_picture (Fixture *fixture, gconstpointer data)
{
  ibar_test_tile_server_set_mood (fixture->server, (IbarTestServerMood) GPOINTER_TO_INT (data));
  choose_server (fixture);
  ibar_test_wait (has_trouble, fixture);
  ibar_test_wait (is_ready, fixture);
}

/* What is no longer in view is given up: an answer that comes then is not waited for. */
static void
test_stalled (Fixture *fixture, gconstpointer data)
{
  IbarView view = { .center = { -60, -20 }, .zoom = 5 };

  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_STALLED);
  choose_server (fixture);
  ibar_test_wait (is_asked, fixture);
  g_assert_false (ibar_map_view_is_ready (fixture->view));
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_WELL);
  ibar_map_view_move_to (fixture->view, &view, FALSE);
  ibar_test_wait (is_ready, fixture);
  g_assert_false (has_trouble (fixture));
  ibar_test_tile_server_release (fixture->server);
  ibar_test_settle ();
  g_assert_false (has_trouble (fixture));
}

/* A zoom over many levels while the server lets wait: of a level that is passed by no more is asked than
 * what was on its way, and nothing of it is shown. */
static void
test_passed_by (Fixture *fixture, gconstpointer data)
{
  const guint first = 6, last = 16, at_once = 4;
  const guint level = 4 * 4; /* tiles of one level in 700 × 500 px, at the most */
  guint painted, asked;

  choose_server (fixture);
  ibar_test_wait (is_ready, fixture);
  /* The coarse tiles behind the first view may still be on their way. */
  painted = count_painted (fixture) + level;
  asked = ibar_test_tile_server_get_n_asked (fixture->server) + level;
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_STALLED);
  for (guint zoom = first; zoom <= last; zoom++)
    {
      IbarView view = { .center = { 5, 45 }, .zoom = zoom };

      ibar_map_view_move_to (fixture->view, &view, FALSE);
      ibar_test_settle ();
    }
  g_assert_cmpuint (count_painted (fixture), <=, painted);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), <=,
                    asked + at_once * (last - first + 1));
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_WELL);
  ibar_test_tile_server_release (fixture->server);
  ibar_test_wait (is_ready, fixture);
  g_assert_cmpuint (count_painted (fixture), <=, painted + 2 * level);
  g_assert_false (has_trouble (fixture));
}

/* What a picture is packed in and called does not matter. */
static void
test_gzipped (Fixture *fixture, gconstpointer data)
{
  guint painted = count_painted (fixture);

  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_GZIPPED);
  choose_server (fixture);
  ibar_test_wait (is_ready, fixture);
  g_assert_false (has_trouble (fixture));
  g_assert_cmpuint (count_painted (fixture), >, painted);
}

/* Between two of the server's levels tiles are scaled, and their edges lie between pixels: what is behind does not shine
 * through. The server's tiles are all of one colour. */
static void
test_seams (Fixture *fixture, gconstpointer data)
{
  static const double zooms[] = { 8.25, 8.5, 8.75 };
  GtkWidget *layer = GTK_WIDGET (fixture->view->basemap_layer);
  int width = gtk_widget_get_width (layer), height = gtk_widget_get_height (layer);

  choose_server (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
      cairo_t *cr = cairo_create (surface);
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      GskRenderNode *node;
      IbarView view;

      ibar_map_view_get_view (fixture->view, &view);
      view.zoom = zooms[i];
      ibar_map_view_move_to (fixture->view, &view, FALSE);
      ibar_test_settle ();
      ibar_test_wait (is_ready, fixture);
      GTK_WIDGET_GET_CLASS (layer)->snapshot (layer, snapshot);
      node = gtk_snapshot_free_to_node (snapshot);
      gsk_render_node_draw (node, cr);
      gsk_render_node_unref (node);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          {
            const guchar *pixel
                = cairo_image_surface_get_data (surface) + (gssize) y * cairo_image_surface_get_stride (surface) + 4 * (gssize) x;

            /* ff00ff, but for what two smoothed edges leave: 0x7c without a lap. */
            g_assert_cmpint (pixel[0], >, 0xef);
            g_assert_cmpint (pixel[1], <, 0x10);
            g_assert_cmpint (pixel[2], >, 0xef);
          }
      cairo_surface_destroy (surface);
    }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarBaseMap) map
      = ibar_base_map_new ("Nobody", "http://127.0.0.1:9/{z}/{x}/{y}.png", CREDIT, 18, TRUE);

  ibar_base_maps_add (fixture->maps, map);
  ibar_base_maps_choose (fixture->maps, map);
  ibar_test_wait (has_trouble, fixture);
  g_assert_nonnull (strstr (gtk_label_get_label (fixture->view->trouble_text), "Nobody"));
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
test_file_on_map (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file ("shown.mbtiles", "MBTiles", 3857, mercator);
  g_autoptr (IbarBaseMap) map = ibar_base_map_new ("File", path, CREDIT, 18, TRUE);
  guint painted = count_painted (fixture);

  ibar_base_maps_add (fixture->maps, map);
  ibar_base_maps_choose (fixture->maps, map);
  ibar_test_wait (is_ready, fixture);
  g_assert_false (has_trouble (fixture));
  g_assert_cmpuint (count_painted (fixture), >, painted);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->view->labels_layer)));

  /* Gone at the next start: told on the map, and found again. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  ibar_base_maps_choose (fixture->maps, NULL);
  ibar_base_maps_choose (fixture->maps, map);
  g_assert_true (has_trouble (fixture));
  g_free (make_file ("shown.mbtiles", "MBTiles", 3857, mercator));
  activate (fixture, "retry-base");
  g_assert_false (has_trouble (fixture));
}

/* Vector tiles are painted in the program's style; their names follow the reader's setting, and are
 * no places of the region. A damaged tile is told on the map. */
static void
test_vector (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = ibar_test_vector_tiles_make (g_get_user_cache_dir ());
  g_autoptr (IbarBaseMap) map = ibar_base_map_new ("Vectors", path, CREDIT, 18, FALSE);
  g_autoptr (GBytes) noise = g_bytes_new_static ("noise", 5);
  const IbarView near = { .center = { 21.05, 43.05 }, .zoom = 9.4 };
  guint painted = count_painted (fixture);
  IbarNameSetting cyrillic = { IBAR_NAME_SR_CYRL, IBAR_N_NAME_FORMS };

  ibar_base_maps_add (fixture->maps, map);
  ibar_base_maps_choose (fixture->maps, map);
  ibar_map_view_move_to (fixture->view, &near, FALSE);
  ibar_test_wait (is_ready, fixture);
  g_assert_false (has_trouble (fixture));
  g_assert_cmpuint (count_painted (fixture), >, painted);
  g_assert_true (ibar_test_shows_text (fixture->view->credits, CREDIT));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->view->labels_layer)));
  g_assert_nonnull (find_label (fixture, "Place"));
  ibar_session_set_names (fixture->session, &cyrillic);
  ibar_test_settle ();
  g_assert_nonnull (find_label (fixture, "Место"));

  ibar_base_maps_choose (fixture->maps, NULL);
  ibar_test_wait (is_ready, fixture);
  g_assert_null (find_label (fixture, "Место"));

  ibar_test_vector_tiles_spoil (path, 8, noise);
  ibar_base_maps_choose (fixture->maps, map);
  ibar_test_wait (has_trouble, fixture);
  g_assert_nonnull (strstr (gtk_label_get_label (fixture->view->trouble_text), "damaged"));
  activate (fixture, "own-base");
  g_unlink (path);
}

/* The dialog and the settings */

static IbarBaseMapsDialog *
make_dialog (Fixture *fixture)
{
  GtkWidget *dialog = ibar_base_maps_dialog_new (GTK_WINDOW (fixture->window), fixture->maps);

  gtk_window_present (GTK_WINDOW (dialog));
  return IBAR_BASE_MAPS_DIALOG (dialog);
}

/* The entry rows stand in the order of the form: name, location, credit. */
static void
collect_entries (GtkWidget *widget, GPtrArray *entries)
{
  if (ADW_IS_ENTRY_ROW (widget))
    g_ptr_array_add (entries, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_entries (child, entries);
}

static void
fill_form (IbarBaseMapsDialog *dialog, const char *name, const char *location, const char *credit)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  const char *const texts[] = { name, location, credit };

  collect_entries (GTK_WIDGET (dialog), entries);
  g_assert_cmpuint (entries->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (entries, i)), texts[i]);
}

/* No map without a credit line; an address must be one; adding fetches nothing. */
static void
test_dialog (Fixture *fixture, gconstpointer data)
{
  IbarBaseMapsDialog *dialog = make_dialog (fixture);
  GtkWidget *add = ibar_test_find_button (GTK_WIDGET (dialog), "_Add");
  const char *pattern = ibar_test_tile_server_get_pattern (fixture->server);
  g_autoptr (IbarBaseMap) map = NULL;

  g_assert_nonnull (ibar_test_find_button (GTK_WIDGET (dialog), "Choose a file"));
  fill_form (dialog, "Mine", pattern, "");
  g_assert_false (gtk_widget_get_sensitive (add));
  fill_form (dialog, "Mine", "http://127.0.0.1/{z}/{x}.png", CREDIT);
  g_assert_true (gtk_widget_get_sensitive (add));
  g_signal_emit_by_name (add, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->maps)), ==, 0);
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (dialog), "{y}"));

  fill_form (dialog, "Mine", pattern, CREDIT);
  g_signal_emit_by_name (add, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->maps)), ==, 1);
  g_assert_null (ibar_base_maps_get_chosen (fixture->maps));
  ibar_test_settle ();
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, 0);

  map = g_list_model_get_item (G_LIST_MODEL (fixture->maps), 0);
  ibar_base_maps_choose (fixture->maps, map);
  g_signal_emit_by_name (ibar_test_find_button (GTK_WIDGET (dialog), "Remove “Mine”"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->maps)), ==, 0);
  g_assert_null (ibar_base_maps_get_chosen (fixture->maps));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What was added and chosen comes back; what has no credit does not. */
static void
test_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new (IBAR_APP_ID);
  g_autoptr (IbarBaseMaps) maps = ibar_base_maps_new (settings);
  g_autoptr (IbarBaseMap) first = ibar_base_map_new ("One", "/one.mbtiles", CREDIT, 12, FALSE);
  g_autoptr (IbarBaseMap) second = ibar_base_map_new ("Two", "/two.mbtiles", "", 12, TRUE);
  g_autoptr (IbarBaseMaps) again = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (maps)), ==, 0);
  ibar_base_maps_add (maps, first);
  ibar_base_maps_add (maps, second);
  ibar_base_maps_choose (maps, first);
  again = ibar_base_maps_new (settings);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 1);
  g_assert_nonnull (ibar_base_maps_get_chosen (again));
  g_assert_cmpstr (ibar_base_map_get_name (ibar_base_maps_get_chosen (again)), ==, "One");
  g_assert_cmpint (ibar_base_map_get_most_zoom (ibar_base_maps_get_chosen (again)), ==, 12);
  g_assert_false (ibar_base_map_get_with_names (ibar_base_maps_get_chosen (again)));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    IbarTestServerMood mood;
  } moods[] = {
    { "/base-maps/garbage", IBAR_TEST_SERVER_GARBAGE },
    { "/base-maps/cut", IBAR_TEST_SERVER_CUT },
    { "/base-maps/huge", IBAR_TEST_SERVER_HUGE },
    { "/base-maps/looping", IBAR_TEST_SERVER_LOOPING },
    { "/base-maps/endless", IBAR_TEST_SERVER_ENDLESS },
    { "/base-maps/bomb", IBAR_TEST_SERVER_BOMB },
    { "/base-maps/page", IBAR_TEST_SERVER_PAGE },
  };

  g_unsetenv ("http_proxy");
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/base-maps/seams", test_seams);
  ADD ("/base-maps/chosen", test_chosen);
  ADD ("/base-maps/broken", test_broken);
  ADD ("/base-maps/way-back", test_way_back);
  ADD ("/base-maps/missing", test_missing);
  ADD ("/base-maps/stalled", test_stalled);
  ADD ("/base-maps/passed-by", test_passed_by);
  ADD ("/base-maps/gzipped", test_gzipped);
  ADD ("/base-maps/refused", test_refused);
  ADD ("/base-maps/file-on-map", test_file_on_map);
  ADD ("/base-maps/vector", test_vector);
  ADD ("/base-maps/dialog", test_dialog);
#undef ADD
  for (guint i = 0; i < G_N_ELEMENTS (moods); i++)
    g_test_add (moods[i].name, Fixture, GINT_TO_POINTER (moods[i].mood), set_up, test_no_picture,
                tear_down);
  g_test_add_func ("/base-maps/cache", test_cache);
  g_test_add_func ("/base-maps/files", test_files);
  g_test_add_func ("/base-maps/bad-files", test_bad_files);
  g_test_add_func ("/base-maps/settings", test_settings);
  return g_test_run ();
}
