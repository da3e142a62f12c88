/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Times the map: loading a region, tiles at every zoom, the first whole view, labels, an animated zoom.
 *
 *   bench-map [--quick] [--json] [--no-peers] [--region FILE.gpkg] [--vector FILE.mbtiles --at LON,LAT]
 *
 * Tiles are 512 px, around the middle of the start view. The second region is synthetic: 10,000
 * roads with 1,000,000 vertices. Mapnik draws the same layers of the shipped region to the same
 * tiles in the same run (bench/peers/mapnik_tiles.py). Times of a tile are of one thread; the
 * band's first preparation stands in its own line. With --vector, tiles around a point are drawn from a
 * file of vector tiles, too: read, decoded and drawn, and drawn again. */

#include "config.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#ifdef WITH_INTERFACE
#include "bench-map-zoom.h"
#include "ibar-basemap-tiles.h"
#endif
#include "bench-report.h"
#include "ibar-basemap.h"
#include "ibar-labels.h"
#include "ibar-paths.h"
#include "ibar-region-writer.h"
#include "ibar-vector-map.h"

#define TILE 512
#define FIRST_ZOOM 7
#define LAST_ZOOM 17
#define N_ROADS 10000
#define ROAD_POINTS 100

static gboolean quick, json, no_peers;
static char *region_path, *vector_path, *vector_at;

static const GOptionEntry options[] = {
  { "quick", 0, 0, G_OPTION_ARG_NONE, &quick, "Fewer repetitions", NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object a line", NULL },
  { "no-peers", 0, 0, G_OPTION_ARG_NONE, &no_peers, "Time Ibar only", NULL },
  { "region", 0, 0, G_OPTION_ARG_FILENAME, &region_path, "Another region than the shipped one",
    "FILE" },
  { "vector", 0, 0, G_OPTION_ARG_FILENAME, &vector_path, "Also draw vector tiles", "FILE" },
  { "at", 0, 0, G_OPTION_ARG_STRING, &vector_at, "Around this point [degrees]", "LON,LAT" },
  { NULL },
};

typedef struct
{
  BenchReport report;
  const char *path;
  IbarRegion *region;
  IbarBasemap *basemap;
} Bench;

static double
draw_tile (IbarBasemap *basemap, guint zoom, guint x, guint y)
{
  IbarBasemapOptions drawn = { ibar_style_get (IBAR_STYLE_LIGHT), NULL, TRUE, TRUE };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, TILE, TILE);
  cairo_t *cr = cairo_create (surface);
  double start = bench_now (), ms;
  IbarFrame frame;

  ibar_frame_init_tile (&frame, x, y, zoom, TILE);
  ibar_basemap_draw (basemap, cr, &frame, &drawn);
  cairo_surface_flush (surface);
  ms = bench_now () - start;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return ms;
}

static IbarPoint
get_middle (IbarRegion *region)
{
  const IbarExtent *home = ibar_region_get_home (region);

  return (IbarPoint){ (home->west + home->east) / 2, (home->south + home->north) / 2 };
}

/* 5 × 5 tiles around the middle, each drawn a few times. */
static void
time_tiles (Bench *bench, IbarRegion *region, IbarBasemap *basemap, const char *label, guint n)
{
  IbarPoint middle = get_middle (region);

  for (guint zoom = FIRST_ZOOM; zoom <= LAST_ZOOM; zoom++)
    {
      int column = (int) (ibar_mercator_x (middle.longitude) * exp2 (zoom));
      int row = (int) (ibar_mercator_y (middle.latitude) * exp2 (zoom));
      g_autofree char *name = g_strdup_printf ("%s/z%u", label, zoom);
      BenchTimes times;

      draw_tile (basemap, zoom, (guint) column, (guint) row); /* prepares the band */
      bench_times_init (&times);
      for (int i = 0; i < 25 * (quick ? 1 : 4); i++)
        bench_times_add (&times, draw_tile (basemap, zoom, (guint) (column - 2 + i % 5),
                                            (guint) (row - 2 + i / 5 % 5)));
      bench_report_times (&bench->report, name, n, &times);
      bench_times_clear (&times);
    }
}

/* From the file to the first whole view: load, prepare, draw 1280 × 800. */
static void
time_start (Bench *bench)
{
  BenchTimes loads, views;

  bench_times_init (&loads);
  bench_times_init (&views);
  for (int i = 0; i < (quick ? 3 : 10); i++)
    {
      IbarBasemapOptions drawn = { ibar_style_get (IBAR_STYLE_LIGHT), NULL, TRUE, TRUE };
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1280, 800);
      cairo_t *cr = cairo_create (surface);
      double start = bench_now ();
      g_autoptr (IbarRegion) region = ibar_region_load (bench->path, NULL, NULL);
      g_autoptr (IbarBasemap) basemap = NULL;
      IbarView view = { get_middle (region), 9.7, 0, 1280, 800 };
      IbarFrame frame;

      bench_times_add (&loads, bench_now () - start);
      start = bench_now ();
      basemap = ibar_basemap_new (region);
      ibar_frame_init_view (&frame, &view, 1);
      ibar_basemap_draw (basemap, cr, &frame, &drawn);
      bench_times_add (&views, bench_now () - start);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
  bench_report_times (&bench->report, "region-load", 0, &loads);
  bench_report_times (&bench->report, "first-view-1280x800", 0, &views);
  bench_times_clear (&loads);
  bench_times_clear (&views);
}

/* Placing anew at a zoom that differs a little each time, texts measured; then moving at one zoom;
 * then drawing. */
static void
time_labels (Bench *bench)
{
  IbarLabeller *labeller = ibar_labeller_new (bench->region);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1280, 800);
  cairo_t *cr = cairo_create (surface);
  BenchTimes placing, moving, drawing;
  guint n;

  bench_times_init (&placing);
  bench_times_init (&moving);
  bench_times_init (&drawing);
  for (int i = 0; i < (quick ? 30 : 200); i++)
    {
      IbarView view = { get_middle (bench->region), 13.7 + i * 1e-4, 0, 1280, 800 };
      double start = bench_now ();

      ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
      if (i > 0)
        bench_times_add (&placing, bench_now () - start);
      view.center.longitude += 0.01;
      start = bench_now ();
      ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
      bench_times_add (&moving, bench_now () - start);
    }
  for (int i = 0; i < (quick ? 30 : 200); i++)
    {
      IbarView view = { get_middle (bench->region), 11.8, 0, 1280, 800 };
      double start;

      ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
      start = bench_now ();
      ibar_labeller_draw (labeller, cr, ibar_style_get (IBAR_STYLE_LIGHT));
      if (i > 0)
        bench_times_add (&drawing, bench_now () - start);
    }
  bench_report_times (&bench->report, "labels-place", ibar_region_get_n_places (bench->region),
                      &placing);
  bench_report_times (&bench->report, "labels-move", ibar_region_get_n_places (bench->region),
                      &moving);
  bench_report_times (&bench->report, "labels-draw-z11.8", n, &drawing);
  bench_times_clear (&placing);
  bench_times_clear (&moving);
  bench_times_clear (&drawing);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  ibar_labeller_free (labeller);
}

/* ---- Vector tiles -------------------------------------------------------------------------- */

static double
draw_vector_tile (IbarVectorMap *map, guint zoom, guint x, guint y)
{
  IbarBasemapOptions drawn = { ibar_style_get (IBAR_STYLE_LIGHT), NULL, FALSE, TRUE };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, TILE, TILE);
  cairo_t *cr = cairo_create (surface);
  double start = bench_now (), ms;
  g_autoptr (GError) error = NULL;
  gboolean empty;
  IbarFrame frame;

  ibar_frame_init_tile (&frame, x, y, zoom, TILE);
  if (!ibar_vector_map_draw (map, cr, &frame, &drawn, &empty, &error))
    g_error ("%s", error->message);
  ms = bench_now () - start;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return ms;
}

/* Nine tiles of each zoom: once as they come from the file, once more from what is kept. */
static void
time_vector (Bench *bench)
{
  g_auto (GStrv) at = g_strsplit (vector_at != NULL ? vector_at : "0,0", ",", 2);
  g_autoptr (GError) error = NULL;
  IbarVectorFile *file = ibar_vector_file_open (vector_path, &error);
  g_autoptr (IbarVectorMap) map = NULL;
  double longitude = g_ascii_strtod (at[0], NULL);
  double latitude = at[1] != NULL ? g_ascii_strtod (at[1], NULL) : 0;

  if (file == NULL)
    g_error ("%s", error->message);
  map = ibar_vector_map_new (file);
  for (guint zoom = FIRST_ZOOM; zoom <= LAST_ZOOM; zoom++)
    for (int again = 0; again < 2; again++)
      {
        guint x = (guint) (ibar_mercator_x (longitude) * exp2 (zoom));
        guint y = (guint) (ibar_mercator_y (latitude) * exp2 (zoom));
        g_autofree char *name
            = g_strdup_printf ("vector-%s-z%u", again ? "kept" : "read", zoom);
        BenchTimes times;

        bench_times_init (&times);
        for (guint i = 0; i < 9; i++)
          bench_times_add (&times, draw_vector_tile (map, zoom, x - 1 + i % 3, y - 1 + i / 3));
        bench_report_times (&bench->report, name, 0, &times);
        bench_times_clear (&times);
      }
#ifdef WITH_INTERFACE
  {
    const IbarBasemapOptions drawn = { ibar_style_get (IBAR_STYLE_LIGHT), NULL, FALSE, TRUE };
    g_autoptr (IbarTileSupplier) supplier = ibar_basemap_tiles_new_vector (map, &drawn, 1);

    bench_map_zoom (&bench->report, "zoom-vector-z9-z13", supplier, (IbarPoint){ longitude, latitude });
  }
#endif
}

#ifdef WITH_INTERFACE
static void
time_zoom (Bench *bench)
{
  const IbarBasemapOptions drawn = { ibar_style_get (IBAR_STYLE_LIGHT), NULL, TRUE, TRUE };
  g_autoptr (IbarTileSupplier) one = ibar_basemap_tiles_new (bench->basemap, &drawn, 1);
  g_autoptr (IbarTileSupplier) two = ibar_basemap_tiles_new (bench->basemap, &drawn, 2);

  bench_map_zoom (&bench->report, "zoom-z9-z13", one, get_middle (bench->region));
  bench_map_zoom (&bench->report, "zoom-z9-z13-at-scale-2", two, get_middle (bench->region));
}
#endif

/* ---- The synthetic region ------------------------------------------------------------------ */

static OGRGeometryH
make_road (GRand *random)
{
  OGRGeometryH line = OGR_G_CreateGeometry (wkbLineString);
  double longitude = 20 + g_rand_double (random), latitude = 42.5 + g_rand_double (random);
  double heading = g_rand_double (random) * 2 * G_PI;

  for (int i = 0; i < ROAD_POINTS; i++)
    {
      OGR_G_AddPoint_2D (line, longitude, latitude);
      heading += (g_rand_double (random) - 0.5) * 0.6;
      longitude += cos (heading) * 0.0006;
      latitude += sin (heading) * 0.0004;
    }
  return line;
}

static void
write_synthetic (const char *path)
{
  static const char *const kinds[]
      = { "motorway", "primary", "secondary", "tertiary", "unclassified", "residential" };
  IbarRegionWriter *writer = ibar_region_writer_new (path, NULL, NULL, NULL);
  GRand *random = g_rand_new_with_seed (7);
  const IbarExtent extent = { 20, 42.5, 21, 43.5 };

  for (int i = 0; i < N_ROADS; i++)
    {
      IbarRegionRecord record = { .kind = kinds[(int) (6 * pow (g_rand_double (random), 0.4))] };
      OGRGeometryH line = make_road (random);

      record.rank = ibar_region_rank_line (IBAR_LAYER_ROAD, record.kind);
      ibar_region_writer_add_feature (writer, IBAR_LAYER_ROAD, line, &record, NULL);
      OGR_G_DestroyGeometry (line);
    }
  ibar_region_writer_set_extent (writer, "extent", &extent, NULL);
  ibar_region_writer_finish (writer, NULL);
  ibar_region_writer_free (writer);
  g_rand_free (random);
}

static void
time_synthetic (Bench *bench)
{
  g_autofree char *folder = g_dir_make_tmp ("ibar-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "synthetic.gpkg", NULL);
  g_autoptr (IbarRegion) region = NULL;
  g_autoptr (IbarBasemap) basemap = NULL;
  double start;

  write_synthetic (path);
  start = bench_now ();
  region = ibar_region_load (path, NULL, NULL);
  bench_report_value (&bench->report, "synthetic-load", N_ROADS * ROAD_POINTS, bench_now () - start,
                      "ms");
  basemap = ibar_basemap_new (region);
  time_tiles (bench, region, basemap, "synthetic-tile", N_ROADS * ROAD_POINTS);
  g_remove (path);
  g_rmdir (folder);
}

/* ---- The peer ------------------------------------------------------------------------------ */

/* "z9 12.3 18.0": zoom, median and greatest time [ms]. */
static void
take_peer_lines (Bench *bench, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      g_autofree char *name = NULL;

      if (g_strv_length (words) != 3 || words[0][0] != 'z')
        continue;
      name = g_strdup_printf ("tile/%s", words[0]);
      bench_report_peer (&bench->report, name, 0, "mapnik", g_ascii_strtod (words[1], NULL),
                         g_ascii_strtod (words[2], NULL));
    }
}

static void
run_peer (Bench *bench)
{
  const char *root = g_getenv ("IBAR_SOURCE_ROOT") != NULL ? g_getenv ("IBAR_SOURCE_ROOT") : ".";
  g_autofree char *script = g_build_filename (root, "bench", "peers", "mapnik_tiles.py", NULL);
  IbarPoint middle = get_middle (bench->region);
  g_autofree char *longitude = g_strdup_printf ("%.6f", middle.longitude);
  g_autofree char *latitude = g_strdup_printf ("%.6f", middle.latitude);
  const char *const argv[]
      = { "/usr/bin/python3", script, bench->path, longitude, latitude, quick ? "1" : "4", NULL };
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status,
                     &error)
      || !g_spawn_check_wait_status (status, &error))
    {
      g_printerr ("peer left out: %s (needs python3-mapnik)\n", error->message);
      return;
    }
  take_peer_lines (bench, out);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- time the map");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench = { 0 };

  setlocale (LC_CTYPE, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  path = region_path != NULL ? g_strdup (region_path) : ibar_paths_get_data_file ("region.gpkg");
  bench.path = path;
  bench.region = ibar_region_load (path, NULL, &error);
  if (bench.region == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  bench_report_init (&bench.report, json);
  bench.basemap = ibar_basemap_new (bench.region);
  time_start (&bench);
  time_tiles (&bench, bench.region, bench.basemap, "tile", 0);
  time_labels (&bench);
  if (vector_path != NULL)
    time_vector (&bench);
#ifdef WITH_INTERFACE
  time_zoom (&bench);
#endif
  time_synthetic (&bench);
  if (!no_peers)
    run_peer (&bench);
  bench_report_print (&bench.report);
  bench_report_clear (&bench.report);
  ibar_basemap_unref (bench.basemap);
  ibar_region_unref (bench.region);
  return 0;
}
