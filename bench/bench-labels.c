/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the layout of a report page takes, and the numbers beside 200 marks that crowd on a map:
 * one JSON object, for bench-figure. */

#include "config.h"

#include "ibar-figure-layout.h"
#include "ibar-paths.h"

#define N_LABELS 200
#define N_RUNS 11
/* The map [pt]: marks nearer than their signs are wide would become one. */
#define WIDTH 1500
#define HEIGHT 1200

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double da = *(const double *) a, db = *(const double *) b;
  return da < db ? -1 : da > db;
}

/* 200 marks that crowd on a map of A4: every one an event of its own. */
static void
crowd (IbarFigureContent *content, IbarExtent extent)
{
  while (content->events->len < N_LABELS)
    {
      IbarFigureEvent event = g_array_index (content->events, IbarFigureEvent, 0);
      event.record = NULL;
      g_array_append_val (content->events, event);
    }
  for (guint i = 0; i < content->events->len; i++)
    {
      IbarFigureEvent *event = &g_array_index (content->events, IbarFigureEvent, i);
      double u = (i % 20 + 0.5) / 20, v = (i / 20 % 10 + 0.5 + (i % 2) * 0.2) / 10.5;

      event->at.point.longitude = extent.west + u * (extent.east - extent.west);
      event->at.point.latitude = extent.south + v * (extent.north - extent.south);
      event->number = i + 1;
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (IbarRegion) region = NULL;
  g_autoptr (IbarFigureContent) content = NULL;
  g_autoptr (IbarFigureLayout) layout = NULL;
  g_autofree char *path = ibar_paths_get_bundled ();
  g_autofree char *region_path = ibar_paths_get_data_file ("region.gpkg");
  double pages[N_RUNS], labels[N_RUNS];
  guint n_marks = 0;

  collection = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, &error);
  region = collection != NULL ? ibar_region_load (region_path, NULL, &error) : NULL;
  content
      = region != NULL ? ibar_figure_content_new (figure, collection, region, NULL, NULL, &error) : NULL;
  if (content == NULL)
    g_error ("bench-labels: %s", error->message);
  for (int run = 0; run < N_RUNS; run++)
    {
      gint64 begin = g_get_monotonic_time ();

      g_clear_pointer (&layout, ibar_figure_layout_free);
      layout = ibar_figure_layout_new (content, &error);
      pages[run] = (double) (g_get_monotonic_time () - begin) / 1000;
    }
  content->figure->extent = layout->map->extent;
  crowd (content, layout->map->extent);
  for (int run = 0; run < N_RUNS; run++)
    {
      g_autoptr (IbarFigureMap) map = NULL;
      gint64 begin;

      map = ibar_figure_map_new (content, layout->typesetter, WIDTH, HEIGHT, &error);
      for (guint i = 0; i < map->marks->len; i++)
        g_clear_pointer (&((IbarFigureMark *) map->marks->pdata[i])->label, ibar_text_free);
      begin = g_get_monotonic_time ();
      ibar_figure_map_place_labels (map, content, layout->typesetter);
      labels[run] = (double) (g_get_monotonic_time () - begin) / 1000;
      n_marks = map->marks->len;
    }
  qsort (pages, N_RUNS, sizeof *pages, compare_doubles);
  qsort (labels, N_RUNS, sizeof *labels, compare_doubles);
  g_print ("{\"layout_ms\": %.1f, \"labels\": %u, \"labels_ms\": %.1f, \"goal_labels_ms\": 50}\n",
           pages[N_RUNS / 2], n_marks, labels[N_RUNS / 2]);
  return 0;
}
