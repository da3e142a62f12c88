/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person's base map in a figure: which tiles at which resolution, the same picture in pieces or
 * whole, in colour or grey; what the figure says of it, and what it keeps to itself. */

#include "config.h"

#include <gdal.h>
#include <glib/gstdio.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-evidence.h"
#include "ibar-figure-output.h"
#include "ibar-foreign-map.h"
#include "ibar-preflight.h"
#include "ibar-test-collection.h"
#include "ibar-test-pixels.h"
#include "ibar-test-vector-tiles.h"
#include "ibar-tile-url.h"

#define SIDE 300

static char *folder;
static IbarRegion *region;

static const IbarBasemapOptions *
get_options (void)
{
  static IbarBasemapOptions options = { .boundaries = TRUE };

  options.style = ibar_style_get (IBAR_STYLE_LIGHT);
  return &options;
}

/* Points of paper: a frame of 100 units. */
static void
init_frame (IbarFrame *frame, double zoom, double side)
{
  *frame = (IbarFrame){ .zoom = zoom, .scale = 0.75, .world = 256 * exp2 (zoom), .width = side, .height = side };
  frame->x0 = ibar_mercator_x (21) - side / 2 / frame->world;
  frame->y0 = ibar_mercator_y (43) - side / 2 / frame->world;
}

/* A colour that is the tile's own. */
static void
get_color (const IbarForeignTile *tile, guint8 rgb[3])
{
  rgb[0] = (guint8) (40 + tile->x * 37 % 160);
  rgb[1] = (guint8) (60 + tile->y * 53 % 160);
  rgb[2] = (guint8) (80 + tile->zoom * 8);
}

static void
hold (IbarForeignMap *map, const GArray *tiles)
{
  for (guint i = 0; i < tiles->len; i++)
    {
      const IbarForeignTile *tile = &g_array_index (tiles, IbarForeignTile, i);
      cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 256, 256);
      cairo_t *cr = cairo_create (picture);
      guint8 rgb[3];

      get_color (tile, rgb);
      cairo_set_source_rgb (cr, rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0);
      cairo_paint (cr);
      cairo_destroy (cr);
      ibar_foreign_map_hold (map, tile, picture);
      cairo_surface_destroy (picture);
    }
}

static GArray *
find_missing (IbarForeignMap *map, const IbarFrame *frame, double density)
{
  GArray *missing = g_array_new (FALSE, FALSE, sizeof (IbarForeignTile));
  g_autoptr (GError) error = NULL;
  guint n, n_empty;

  g_assert_true (ibar_foreign_map_check (map, frame, density, &n, &n_empty, missing, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (missing->len, <=, n);
  return missing;
}

/* left, top: [px] of a part of the picture. */
static cairo_surface_t *
draw (IbarForeignMap *map, const IbarFrame *frame, double density, gboolean grey, int left, int top, int side)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GError) error = NULL;

  cairo_translate (cr, -left, -top);
  cairo_scale (cr, density, density);
  g_assert_true (ibar_foreign_map_draw (map, cr, frame, get_options (), density, grey, &error));
  g_assert_no_error (error);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* The level whose pixels are nearest to the paper's; each pixel is its tile's; pieces are the whole. */
static void
test_held (void)
{
  g_autoptr (IbarForeignMap) map = ibar_foreign_map_new_held (19);
  g_autoptr (GArray) missing = NULL, after = NULL;
  cairo_surface_t *whole, *piece;
  IbarFrame frame;

  init_frame (&frame, 10, 100);
  missing = find_missing (map, &frame, 3);
  g_assert_cmpuint (missing->len, >=, 1);
  g_assert_cmpint (g_array_index (missing, IbarForeignTile, 0).zoom, ==, 12); /* 3 is nearer to 4 than to 2 */
  hold (map, missing);
  after = find_missing (map, &frame, 3);
  g_assert_cmpuint (after->len, ==, 0);
  whole = draw (map, &frame, 3, FALSE, 0, 0, SIDE);
  for (int y = 5; y < SIDE; y += 10)
    for (int x = 5; x < SIDE; x += 10)
      {
        double n = exp2 (12), side = frame.world / n * 3;
        IbarForeignTile tile = { 12, (int) floor ((frame.x0 + x / 3.0 / frame.world) * n),
                                 (int) floor ((frame.y0 + y / 3.0 / frame.world) * n) };
        const guint8 *pixel = ibar_test_get_pixel (whole, x, y);
        guint8 rgb[3];

        g_assert_cmpfloat (side, >, 100);
        get_color (&tile, rgb);
        g_assert_cmpint (abs (pixel[2] - rgb[0]) + abs (pixel[1] - rgb[1]) + abs (pixel[0] - rgb[2]), <=, 3);
      }
  piece = draw (map, &frame, 3, FALSE, 100, 150, 120);
  for (int y = 0; y < 120; y++)
    g_assert_cmpmem (ibar_test_get_pixel (piece, 0, y), 4 * 120, ibar_test_get_pixel (whole, 100, 150 + y), 4 * 120);
  cairo_surface_destroy (piece);
  cairo_surface_destroy (whole);
  whole = draw (map, &frame, 3, TRUE, 0, 0, SIDE);
  for (int i = 5; i < SIDE; i += 10)
    {
      const guint8 *pixel = ibar_test_get_pixel (whole, i, i);

      g_assert_cmpint (abs (pixel[0] - pixel[1]) + abs (pixel[1] - pixel[2]), <=, 2);
    }
  cairo_surface_destroy (whole);
}

/* However fine the paper and however large the map: a server is asked for so many tiles and no more. */
static void
test_bounds (void)
{
  g_autoptr (IbarForeignMap) map = ibar_foreign_map_new_held (19);
  g_autoptr (GArray) tiles = NULL, none = NULL;
  IbarFrame frame;

  init_frame (&frame, 14, 1700); /* A2 */
  tiles = find_missing (map, &frame, 600 / 72.0);
  g_assert_cmpuint (tiles->len, >, 60);
  g_assert_cmpuint (tiles->len, <=, 256);
  init_frame (&frame, 0, 100);
  none = find_missing (map, &frame, 1);
  g_assert_cmpuint (none->len, ==, 1);
}

/* Over the antimeridian a figure is made of the tiles of the world's other edge. */
static void
test_antimeridian (void)
{
  g_autoptr (IbarForeignMap) map = ibar_foreign_map_new_held (19);
  g_autoptr (GArray) tiles = NULL;
  IbarFrame frame;
  cairo_surface_t *surface;
  guint8 rgb[3];

  init_frame (&frame, 9, 400);
  frame.x0 = 1 - 200 / frame.world;
  tiles = find_missing (map, &frame, 1);
  g_assert_cmpuint (tiles->len, >=, 4);
  for (guint i = 0; i < tiles->len; i++)
    {
      const IbarForeignTile *tile = &g_array_index (tiles, IbarForeignTile, i);

      g_assert_true (tile->x == 0 || tile->x == (1 << tile->zoom) - 1);
    }
  hold (map, tiles);
  surface = draw (map, &frame, 1, FALSE, 0, 0, 400);
  for (int side = 0; side < 2; side++)
    {
      const IbarForeignTile *first = &g_array_index (tiles, IbarForeignTile, 0);
      IbarForeignTile tile = { first->zoom, side == 0 ? (1 << first->zoom) - 1 : 0, first->y };
      const guint8 *pixel = ibar_test_get_pixel (surface, side == 0 ? 195 : 205, 2);

      get_color (&tile, rgb);
      g_assert_cmpint (pixel[2], ==, rgb[0]);
      g_assert_cmpint (pixel[1], ==, rgb[1]);
      g_assert_cmpint (pixel[0], ==, rgb[2]);
    }
  cairo_surface_destroy (surface);
}

/* Beside the program's other ways of writing: a picture of one colour over 20–22.5° E, 42–44° N. */
static char *
make_raster (void)
{
  const double box[] = { 2226389, 5160979, 2504688, 5465442 };
  double transform[6] = { box[0], (box[2] - box[0]) / 64, 0, box[3], 0, (box[1] - box[3]) / 64 };
  char *path = g_build_filename (folder, "pictures.mbtiles", NULL);
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);
  GDALDatasetH picture, copy;

  GDALAllRegister ();
  OSRImportFromEPSG (srs, 3857);
  picture = GDALCreate (GDALGetDriverByName ("MEM"), "", 64, 64, 3, GDT_Byte, NULL);
  GDALSetGeoTransform (picture, transform);
  GDALSetSpatialRef (picture, srs);
  for (int band = 1; band <= 3; band++)
    GDALFillRaster (GDALGetRasterBand (picture, band), 70.0 * band, 0);
  copy = GDALCreateCopy (GDALGetDriverByName ("MBTiles"), path, picture, FALSE, NULL, NULL, NULL);
  g_assert_nonnull (copy);
  GDALClose (copy);
  GDALClose (picture);
  OSRDestroySpatialReference (srs);
  return path;
}

typedef struct
{
  IbarCollection *collection;
  IbarFigureContent *content;
  IbarFigureLayout *layout;
  GPtrArray *findings;
} Made;

/* extent: "auto", or as a figure takes it. */
static Made
make_at (const char *base_map, const char *credit, const char *extent)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "data", "northern-kosovo.gpkg", NULL);
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autoptr (IbarForeignMap) foreign = NULL;
  g_autoptr (GError) error = NULL;
  Made made;

  g_assert_true (ibar_figure_set (figure, "page.size", "a5", &error));
  g_assert_true (ibar_figure_set (figure, "page.dpi", "96", &error));
  g_assert_true (ibar_figure_set (figure, "map.extent", extent, &error));
  g_assert_true (ibar_figure_set (figure, "map.base-map", base_map, &error));
  g_assert_true (credit == NULL || ibar_figure_set (figure, "map.base-map-credit", credit, &error));
  if (g_file_test (base_map, G_FILE_TEST_EXISTS))
    foreign = ibar_foreign_map_open (base_map, &error);
  g_assert_no_error (error);
  made.collection = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, &error);
  made.content = ibar_figure_content_new (figure, made.collection, region, foreign, NULL, &error);
  g_assert_no_error (error);
  made.layout = ibar_figure_layout_new (made.content, &error);
  g_assert_no_error (error);
  made.findings = ibar_preflight_run (made.layout);
  return made;
}

static Made
make (const char *base_map, const char *credit)
{
  return make_at (base_map, credit, "auto");
}

static void
unmake (Made *made)
{
  g_ptr_array_unref (made->findings);
  ibar_figure_layout_free (made->layout);
  ibar_figure_content_free (made->content);
  ibar_collection_unref (made->collection);
}

static gboolean
has_finding (const Made *made, const char *rule)
{
  for (guint i = 0; i < made->findings->len; i++)
    if (g_str_equal (((IbarPreflightItem *) made->findings->pdata[i])->rule, rule))
      return TRUE;
  return FALSE;
}

/* Drawn below the marks, credited, and no more said of the file than its name. */
static void
test_figure (void)
{
  g_autofree char *path = make_raster ();
  g_autofree char *png = g_build_filename (folder, "figure.png", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GKeyFile) evidence = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  Made made = make (path, "© The makers");
  cairo_surface_t *picture;
  guint n_base = 0;

  g_assert_false (has_finding (&made, "base-map-credit"));
  g_assert_false (has_finding (&made, "base-map-gone"));
  g_assert_false (has_finding (&made, "base-map-damaged"));
  g_assert_nonnull (strstr (made.content->credits, "© The makers"));
  g_assert_true (ibar_figure_layout_write (made.layout, png, IBAR_OUTPUT_PNG, files, NULL, &error));
  g_assert_no_error (error);
  picture = cairo_image_surface_create_from_png (files->pdata[0]);
  for (int y = 0; y < cairo_image_surface_get_height (picture); y++)
    for (int x = 0; x < cairo_image_surface_get_width (picture); x++)
      {
        const guint8 *pixel = ibar_test_get_pixel (picture, x, y);

        n_base += abs (pixel[2] - 70) < 8 && abs (pixel[1] - 140) < 8 && abs (pixel[0] - 210) < 8;
      }
  g_assert_cmpuint (n_base, >, 20000);
  cairo_surface_destroy (picture);
  evidence = ibar_evidence_read (files->pdata[0], &error);
  g_assert_no_error (error);
  said = g_key_file_get_string (evidence, "map", "base-map", NULL);
  g_assert_cmpstr (said, ==, "pictures.mbtiles");
  for (guint i = 0; i < files->len; i++)
    g_unlink (files->pdata[i]);
  g_unlink (path);
  unmake (&made);
}

/* No credit, no file, a damaged tile: the person hears of each before the figure goes out. */
static void
test_findings (void)
{
  g_autofree char *path = make_raster ();
  g_autofree char *tiles = NULL;
  g_autoptr (GBytes) noise = g_bytes_new_static ("noise", 5);
  Made made = make (path, NULL);

  g_assert_true (has_finding (&made, "base-map-credit"));
  g_assert_nonnull (strstr (made.content->credits, "not credited"));
  unmake (&made);
  g_unlink (path);
  made = make (path, "© The makers");
  g_assert_true (has_finding (&made, "base-map-gone"));
  g_assert_null (strstr (made.content->credits, "© The makers"));
  unmake (&made);
  tiles = ibar_test_vector_tiles_make (folder);
  for (int zoom = 6; zoom <= 10; zoom++)
    ibar_test_vector_tiles_spoil (tiles, zoom, noise);
  made = make (tiles, "© The makers");
  g_assert_true (has_finding (&made, "base-map-damaged"));
  unmake (&made);
  g_unlink (tiles);
}

/* A map that shows more than there is. */
static void
test_beyond (void)
{
  g_autofree char *pictures = make_raster ();
  g_autofree char *tiles = ibar_test_vector_tiles_make (folder);
  const char *const paths[] = { pictures, tiles };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      Made within = make_at (paths[i], "© The makers", "20.9,42.8,21.1,43.1");
      Made beyond = make_at (paths[i], "© The makers", "15,38,27,48");

      g_assert_false (has_finding (&within, "outside-region"));
      g_assert_true (has_finding (&beyond, "outside-region"));
      unmake (&within);
      unmake (&beyond);
      g_unlink (paths[i]);
    }
}

/* Vector tiles are drawn and named in the reader's form; the region's places are not there. */
static void
test_vector_figure (void)
{
  g_autofree char *tiles = ibar_test_vector_tiles_make (folder);
  Made made = make (tiles, "© The makers");
  const IbarFigureMap *map = made.layout->map;
  IbarVectorMap *vector = ibar_foreign_map_get_vector (made.content->foreign);
  guint state = 0;
  g_autoptr (IbarRegion) names = NULL;

  g_assert_nonnull (vector);
  names = ibar_vector_map_get_names (vector, &map->frame, &state);
  g_assert_cmpuint (ibar_region_get_n_places (names), >, 0);
  g_assert_nonnull (map->labeller);
  g_assert_false (has_finding (&made, "base-map-damaged"));
  unmake (&made);
  g_unlink (tiles);
}

/* What a figure may say of where its base map is. */
static void
test_public (void)
{
  static const char *const cases[][2] = {
    { "/srv/somebody/town.mbtiles", "town.mbtiles" },
    { "https://tiles.example/{z}/{x}/{y}.png?key=SECRET", "https://tiles.example/{z}/{x}/{y}.png" },
    { "https://me:word@tiles.example/{z}/{x}/{y}.png#a", "https://tiles.example/{z}/{x}/{y}.png" },
    { "https://tiles.example/@2x/{z}/{x}/{y}", "https://tiles.example/@2x/{z}/{x}/{y}" },
    { "https://tiles.example?key=a/b@c", "https://tiles.example" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *public = ibar_tile_url_dup_public (cases[i][0]);

      g_assert_cmpstr (public, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *path
      = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "data", "region.gpkg", NULL);
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("ibar-foreign-XXXXXX", NULL);
  region = ibar_region_load (path, NULL, NULL);
  g_assert_nonnull (region);
  g_test_add_func ("/foreign-map/held", test_held);
  g_test_add_func ("/foreign-map/bounds", test_bounds);
  g_test_add_func ("/foreign-map/antimeridian", test_antimeridian);
  g_test_add_func ("/foreign-map/figure", test_figure);
  g_test_add_func ("/foreign-map/findings", test_findings);
  g_test_add_func ("/foreign-map/beyond", test_beyond);
  g_test_add_func ("/foreign-map/vector-figure", test_vector_figure);
  g_test_add_func ("/foreign-map/public", test_public);
  result = g_test_run ();
  ibar_region_unref (region);
  g_rmdir (folder);
  g_free (folder);
  return result;
}
