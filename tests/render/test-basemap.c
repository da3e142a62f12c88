/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The base map: tiles are the whole map in pieces, drawing is deterministic in any thread, and bad
 * regions are drawn as far as they go. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "ibar-basemap-private.h"
#include "ibar-compile-region.h"
#include "ibar-region-writer.h"
#include "ibar-test-pixels.h"

static IbarBasemap *shipped;
static char *folder;

static IbarRegion *
load_shipped (void)
{
  g_autofree char *source
      = g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "data", "region", NULL);
  g_autofree char *path = g_build_filename (folder, "shipped.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  IbarRegion *region;

  g_assert_true (ibar_compile_region (source, path, &error));
  g_assert_no_error (error);
  region = ibar_region_load (path, NULL, &error);
  g_assert_no_error (error);
  g_remove (path);
  return region;
}

static cairo_surface_t *
draw_frame (IbarBasemap *basemap, const IbarFrame *frame, IbarStyleKind kind, const char *profile)
{
  IbarBasemapOptions options
      = { ibar_style_get (kind),
          ibar_region_find_profile (ibar_basemap_get_region (basemap), profile), TRUE, TRUE };
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) frame->width, (int) frame->height);
  cairo_t *cr = cairo_create (surface);

  ibar_basemap_draw (basemap, cr, frame, &options);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* The largest difference of a channel between a picture and a part of another, and at how many
 * pixels it is greater than two levels. */
static int
compare (cairo_surface_t *part, cairo_surface_t *whole, int left, int top, guint *n_above)
{
  int worst = 0;

  for (int y = 0; y < cairo_image_surface_get_height (part); y++)
    for (int x = 0; x < cairo_image_surface_get_width (part); x++)
      {
        const guchar *a = ibar_test_get_pixel (part, x, y);
        const guchar *b = ibar_test_get_pixel (whole, left + x, top + y);
        int here = 0;

        for (int channel = 0; channel < 3; channel++)
          here = MAX (here, abs (a[channel] - b[channel]));
        worst = MAX (worst, here);
        if (n_above != NULL && here > 2)
          (*n_above)++;
      }
  return worst;
}

static void
get_tile (double zoom, double longitude, double latitude, guint *x, guint *y)
{
  *x = (guint) (ibar_mercator_x (longitude) * exp2 (zoom));
  *y = (guint) (ibar_mercator_y (latitude) * exp2 (zoom));
}

/* Nine tiles against one picture of the same nine: two levels at most, but for one pixel in a
 * thousand. Cairo's rasteriser takes a row of pixels in one step or in fifteen depending on what
 * else ends in that row, far to the side too, and the two differ by up to 5 % of an edge's
 * contrast. */
static void
assert_seamless (guint zoom, IbarStyleKind kind, const char *profile)
{
  const int side = 256;
  cairo_surface_t *whole;
  IbarFrame frame;
  guint x, y, n_above = 0;

  get_tile (zoom, 20.82, 42.93, &x, &y);
  ibar_frame_init_tile (&frame, x - 1, y - 1, zoom, side);
  frame.width = frame.height = 3 * side;
  whole = draw_frame (shipped, &frame, kind, profile);
  for (guint i = 0; i < 9; i++)
    {
      cairo_surface_t *tile;
      int worst;

      ibar_frame_init_tile (&frame, x - 1 + i % 3, y - 1 + i / 3, zoom, side);
      tile = draw_frame (shipped, &frame, kind, profile);
      worst = compare (tile, whole, (int) (i % 3) * side, (int) (i / 3) * side, &n_above);
      if (worst > 16)
        g_error ("zoom %u, tile %u differs from the whole by %d levels", zoom, i, worst);
      cairo_surface_destroy (tile);
    }
  g_assert_cmpuint (n_above, <, 9 * side * side / 1000);
  cairo_surface_destroy (whole);
}

static void
test_seamless (void)
{
  for (guint zoom = 7; zoom <= 17; zoom++)
    assert_seamless (zoom, IBAR_STYLE_LIGHT, "neutral");
  for (guint zoom = 8; zoom <= 14; zoom += 2)
    {
      assert_seamless (zoom, IBAR_STYLE_DARK, "dashed");
      assert_seamless (zoom, IBAR_STYLE_PRINT, "country");
    }
}

/* The view of a screen of any density, made of pieces as the window cuts it: a grid of 512 device pixels, at the very
 * zoom of the view, against the whole view in one. */
static void
assert_seamless_view (double zoom, double scale, IbarStyleKind kind, const char *profile)
{
  const int side = 512, n_across = 3, n_down = 2;
  const IbarView view = { .center = { 20.82, 42.93 }, .zoom = zoom, .width = 700, .height = 450 };
  cairo_surface_t *whole;
  IbarFrame frame;
  double left, top;
  guint n_above = 0;

  ibar_frame_init_view (&frame, &view, scale);
  left = floor (frame.x0 * frame.world / side);
  top = floor (frame.y0 * frame.world / side);
  frame.x0 = left * side / frame.world;
  frame.y0 = top * side / frame.world;
  frame.width = n_across * side;
  frame.height = n_down * side;
  whole = draw_frame (shipped, &frame, kind, profile);
  frame.width = frame.height = side;
  for (int i = 0; i < n_across * n_down; i++)
    {
      int column = i % n_across, row = i / n_across, worst;
      cairo_surface_t *tile;

      frame.x0 = (left + column) * side / frame.world;
      frame.y0 = (top + row) * side / frame.world;
      tile = draw_frame (shipped, &frame, kind, profile);
      worst = compare (tile, whole, column * side, row * side, &n_above);
      if (worst > 16)
        g_error ("zoom %g at scale %g, piece %d differs from the whole by %d levels", zoom, scale, i, worst);
      cairo_surface_destroy (tile);
    }
  g_assert_cmpuint (n_above, <, n_across * n_down * side * side / 1000);
  cairo_surface_destroy (whole);
}

static void
test_seamless_dense (void)
{
  for (double zoom = 7; zoom <= 17; zoom += 1.25)
    assert_seamless_view (zoom, 2, IBAR_STYLE_LIGHT, "neutral");
  assert_seamless_view (9.5, 2, IBAR_STYLE_DARK, "dashed");
  assert_seamless_view (12.3, 2, IBAR_STYLE_PRINT, "country");
  assert_seamless_view (10.7, 3, IBAR_STYLE_LIGHT, "dashed");
}

static void
test_deterministic (void)
{
  g_autoptr (IbarRegion) region = load_shipped ();
  g_autoptr (IbarBasemap) again = ibar_basemap_new (region);

  for (guint zoom = 8; zoom <= 14; zoom += 3)
    {
      cairo_surface_t *first, *second;
      IbarFrame frame;
      guint x, y;

      get_tile (zoom, 20.82, 42.93, &x, &y);
      ibar_frame_init_tile (&frame, x, y, zoom, 512);
      first = draw_frame (shipped, &frame, IBAR_STYLE_LIGHT, NULL);
      second = draw_frame (again, &frame, IBAR_STYLE_LIGHT, NULL);
      g_assert_cmpint (compare (first, second, 0, 0, NULL), ==, 0);
      cairo_surface_destroy (first);
      cairo_surface_destroy (second);
    }
}

/* Four threads start together on a base map that has prepared nothing yet. */
static gpointer
draw_many (gpointer data)
{
  for (guint zoom = 7; zoom <= 15; zoom++)
    {
      IbarFrame frame;
      guint x, y;

      get_tile (zoom, 20.82, 42.93, &x, &y);
      ibar_frame_init_tile (&frame, x, y, zoom, 256);
      cairo_surface_destroy (draw_frame (data, &frame, IBAR_STYLE_LIGHT, NULL));
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (IbarRegion) region = load_shipped ();
  g_autoptr (IbarBasemap) basemap = ibar_basemap_new (region);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("tiles", draw_many, basemap);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* Areas that share a vertex wear different tints. */
static void
test_tints (void)
{
  IbarRegion *region = ibar_basemap_get_region (shipped);
  guint n = ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA);
  guint n_pairs = 0;

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        const IbarFeature *a = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i);
        const IbarFeature *b = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, j);
        gboolean touch = FALSE;

        if (a->max_x < b->min_x || b->max_x < a->min_x || a->max_y < b->min_y
            || b->max_y < a->min_y)
          continue;
        for (guint32 p = 0; p < a->starts[a->n_parts] && !touch; p++)
          for (guint32 q = 0; q < b->starts[b->n_parts] && !touch; q++)
            touch = memcmp (a->points + 2 * p, b->points + 2 * q, 2 * sizeof (double)) == 0;
        if (!touch)
          continue;
        n_pairs++;
        g_assert_cmpint (shipped->tints[i], !=, shipped->tints[j]);
      }
  g_assert_cmpuint (n_pairs, >, 60);
}

/* The river carries more at its end than where it begins, and the joining river adds to it. */
static void
test_flows (void)
{
  IbarRegion *region = ibar_basemap_get_region (shipped);
  const float *flow = shipped->flows;
  float at_end[8] = { 0 };

  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_WATERWAY), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const IbarFeature *river = ibar_region_get_feature (region, IBAR_LAYER_WATERWAY, i);
      guint32 n = river->starts[river->n_parts];

      for (guint32 p = 1; p < n; p++)
        g_assert_cmpfloat (flow[p], >=, flow[p - 1]);
      at_end[i] = flow[n - 1];
      flow += n;
    }
  g_assert_cmpfloat (at_end[1], >, at_end[0]);
  g_assert_cmpfloat (at_end[2], >, at_end[1] + 30);
  g_assert_cmpfloat (at_end[2], >, at_end[1] + at_end[3] / 2);
}

/* A profile changes the line it is meant for, and only pictures with that line. */
static void
test_profiles (void)
{
  cairo_surface_t *solid, *dashed;
  IbarFrame frame;
  guint x, y;

  get_tile (10, 20.65, 43.25, &x, &y);
  ibar_frame_init_tile (&frame, x, y, 10, 256);
  solid = draw_frame (shipped, &frame, IBAR_STYLE_LIGHT, "country");
  dashed = draw_frame (shipped, &frame, IBAR_STYLE_LIGHT, "dashed");
  g_assert_cmpint (compare (solid, dashed, 0, 0, NULL), >, 20);
  cairo_surface_destroy (solid);
  cairo_surface_destroy (dashed);

  get_tile (12, 20.8, 42.95, &x, &y);
  ibar_frame_init_tile (&frame, x, y, 12, 256);
  solid = draw_frame (shipped, &frame, IBAR_STYLE_LIGHT, "country");
  dashed = draw_frame (shipped, &frame, IBAR_STYLE_LIGHT, "dashed");
  g_assert_cmpint (compare (solid, dashed, 0, 0, NULL), ==, 0);
  cairo_surface_destroy (solid);
  cairo_surface_destroy (dashed);
}

/* The blind map has no boundaries. */
static void
test_blind (void)
{
  IbarFrame frame;
  cairo_surface_t *with, *without;
  IbarBasemapOptions options = { ibar_style_get (IBAR_STYLE_LIGHT), NULL, TRUE, FALSE };
  cairo_t *cr;
  guint x, y;

  get_tile (10, 20.65, 43.25, &x, &y);
  ibar_frame_init_tile (&frame, x, y, 10, 256);
  with = draw_frame (shipped, &frame, IBAR_STYLE_LIGHT, NULL);
  without = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 256, 256);
  cr = cairo_create (without);
  ibar_basemap_draw (shipped, cr, &frame, &options);
  cairo_destroy (cr);
  cairo_surface_flush (without);
  g_assert_cmpint (compare (without, with, 0, 0, NULL), >, 20);
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
}

/* A map nobody can draw well is drawn as far as it goes, and in time. */
static void
test_bad_region (void)
{
  g_autofree char *path = g_build_filename (folder, "bad.gpkg", NULL);
  IbarRegionWriter *writer = ibar_region_writer_new (path, NULL, NULL, NULL);
  IbarRegionRecord record = { .kind = "primary", .names = { { NULL } } };
  OGRGeometryH polygon = OGR_G_CreateGeometry (wkbPolygon);
  OGRGeometryH ring = OGR_G_CreateGeometry (wkbLinearRing);
  OGRGeometryH line = OGR_G_CreateGeometry (wkbLineString);
  g_autoptr (IbarRegion) region = NULL;
  g_autoptr (IbarBasemap) basemap = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 5000; i++)
    {
      OGR_G_AddPoint_2D (ring, 20 + g_test_rand_double (), 42 + g_test_rand_double ());
      OGR_G_AddPoint_2D (line, 20.5, 42.5); /* all on one point */
    }
  OGR_G_CloseRings (ring);
  OGR_G_AddGeometryDirectly (polygon, ring);
  for (int layer = 0; layer < IBAR_N_LAYERS; layer++)
    g_assert_true (ibar_region_writer_add_feature (
        writer, (IbarLayer) layer, ibar_layer_is_area ((IbarLayer) layer) ? polygon : line, &record,
        &error));
  record.schematic = TRUE;
  for (int layer = IBAR_LAYER_WATERWAY; layer <= IBAR_LAYER_ROAD; layer++)
    g_assert_true (
        ibar_region_writer_add_feature (writer, (IbarLayer) layer, line, &record, &error));
  OGR_G_DestroyGeometry (polygon);
  OGR_G_DestroyGeometry (line);
  g_assert_true (ibar_region_writer_finish (writer, &error));
  ibar_region_writer_free (writer);
  region = ibar_region_load (path, NULL, &error);
  g_assert_no_error (error);
  basemap = ibar_basemap_new (region);
  for (guint zoom = 0; zoom <= 18; zoom += 3)
    {
      IbarFrame frame;
      guint x, y;

      get_tile (zoom, 20.5, 42.5, &x, &y);
      ibar_frame_init_tile (&frame, x, y, zoom, 256);
      cairo_surface_destroy (draw_frame (basemap, &frame, IBAR_STYLE_LIGHT, NULL));
    }
  g_remove (path);
}

int
main (int argc, char **argv)
{
  IbarRegion *region;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("ibar-basemap-XXXXXX", NULL);
  region = load_shipped ();
  shipped = ibar_basemap_new (region);
  ibar_region_unref (region);
  g_test_add_func ("/basemap/seamless", test_seamless);
  g_test_add_func ("/basemap/seamless-dense", test_seamless_dense);
  g_test_add_func ("/basemap/deterministic", test_deterministic);
  g_test_add_func ("/basemap/threads", test_threads);
  g_test_add_func ("/basemap/tints", test_tints);
  g_test_add_func ("/basemap/flows", test_flows);
  g_test_add_func ("/basemap/profiles", test_profiles);
  g_test_add_func ("/basemap/blind", test_blind);
  g_test_add_func ("/basemap/bad-region", test_bad_region);
  result = g_test_run ();
  ibar_basemap_unref (shipped);
  g_rmdir (folder);
  g_free (folder);
  return result;
}
