/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What five thousand marks cost a frame, and before it each slice of the painting of their pictures. Told is the layer's
 * own work, which makes the nodes of the frame; and for comparison the painting of the nodes by the toolkit's renderer
 * without a graphics card. Run by bench-marks, on a screen of its own. */

#include "config.h"

#include "bench-report.h"
#include "ibar-marks-layer.h"
#include "ibar-test-synthetic.h"

#include <adwaita.h>
#include <shumate/shumate.h>

#define WIDTH 1280
#define HEIGHT 800
#define N_MARKS 5000
#define N_FRAMES 200
#define SLICE_US 2000

typedef struct
{
  GMainLoop *loop;
  IbarMarksLayer *layer;
  ShumateViewport *viewport;
  GtkWidget *window;
  gboolean json;
} Bench;

/* Clusters of a million events, in cells so small that there are as many as wanted. */
static GArray *
make_clusters (double zoom)
{
  IbarView view = { .center = { 20.9, 42.95 }, .zoom = zoom, .width = WIDTH, .height = HEIGHT };
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  g_autoptr (IbarResult) result = NULL;
  g_autoptr (IbarEngine) engine = NULL;
  GArray *clusters = NULL;
  IbarExtent extent;
  Synthetic data;

  synthetic_init (&data, 1000000, SYNTHETIC_UNIFORM, 1999, FALSE);
  ibar_columns_get_extent (data.columns, &extent);
  view.center = (IbarPoint){ (extent.west + extent.east) / 2, (extent.south + extent.north) / 2 };
  engine = ibar_engine_new (NULL, data.columns);
  result = ibar_engine_run (engine, filter, NULL, NULL);
  for (double cell = 32.0; cell > 1.0 && (clusters == NULL || clusters->len < N_MARKS); cell /= 2)
    {
      g_clear_pointer (&clusters, g_array_unref);
      clusters = ibar_result_cluster (result, &view, cell);
    }
  g_array_set_size (clusters, MIN (clusters->len, N_MARKS));
  synthetic_clear (&data);
  return clusters;
}

static void
draw (Bench *bench, BenchTimes *nodes, BenchTimes *pixels)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gsk_cairo_renderer_new ();
  GskRenderNode *node;
  double start = bench_now ();

  GTK_WIDGET_GET_CLASS (bench->layer)->snapshot (GTK_WIDGET (bench->layer), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  bench_times_add (nodes, bench_now () - start);
  gsk_renderer_realize (renderer, NULL, NULL);
  start = bench_now ();
  if (node != NULL && pixels != NULL)
    {
      g_autoptr (GdkTexture) texture
          = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));

      bench_times_add (pixels, bench_now () - start);
      g_assert (texture != NULL);
    }
  gsk_renderer_unrealize (renderer);
  g_object_unref (renderer);
  g_clear_pointer (&node, gsk_render_node_unref);
}

/* As the map does before it shows them. */
static void
prepare (Bench *bench, GArray *clusters, BenchTimes *slices)
{
  gboolean done = FALSE;
  guint next = 0;

  while (!done)
    {
      double start = bench_now ();

      done = ibar_marks_layer_prepare (bench->layer, clusters, &next, SLICE_US);
      bench_times_add (slices, bench_now () - start);
    }
}

static gboolean
measure_cb (gpointer data)
{
  Bench *bench = data;
  GArray *clusters = make_clusters (8.0);
  BenchTimes slices, known, pixels;
  BenchReport report;

  bench_report_init (&report, bench->json);
  bench_times_init (&slices);
  bench_times_init (&known);
  bench_times_init (&pixels);
  prepare (bench, clusters, &slices);
  ibar_marks_layer_set_clusters (bench->layer, g_array_ref (clusters), IBAR_MARKS_AT_ONCE);
  for (guint i = 0; i < N_FRAMES; i++)
    draw (bench, &known, i % 20 == 0 ? &pixels : NULL);
  bench_report_times (&report, "marks/painted-in-slices", clusters->len, &slices);
  bench_report_times (&report, "marks/frame", clusters->len, &known);
  bench_report_times (&report, "marks/pixels-by-cairo", clusters->len, &pixels);
  bench_report_print (&report);
  bench_report_clear (&report);
  bench_times_clear (&slices);
  bench_times_clear (&known);
  bench_times_clear (&pixels);
  g_array_unref (clusters);
  g_main_loop_quit (bench->loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  Bench bench = { .json = argc > 1 && g_str_equal (argv[1], "--json") };
  ShumateSimpleMap *map;

  gtk_init ();
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.window = gtk_window_new ();
  map = shumate_simple_map_new ();
  bench.viewport = shumate_simple_map_get_viewport (map);
  bench.layer = ibar_marks_layer_new (bench.viewport);
  shumate_map_add_layer (shumate_simple_map_get_map (map), SHUMATE_LAYER (bench.layer));
  gtk_window_set_default_size (GTK_WINDOW (bench.window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (bench.window), GTK_WIDGET (map));
  gtk_window_present (GTK_WINDOW (bench.window));
  g_timeout_add (500, measure_cb, &bench);
  g_main_loop_run (bench.loop);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_main_loop_unref (bench.loop);
  return 0;
}
