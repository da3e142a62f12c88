/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's times, beside what others use for the same work.
 *
 *   bench-engine [--quick] [--json] [--smallest N] [--largest N] [--largest-load N] [--shape SHAPE] [--no-peers]
 *                [--file FILE [--repeat N]]
 *
 * Everything a window does when the filter changes is in each time: mask, counts of all facets, the histogram, the
 * length of the list and the clusters of a view of 1280 × 800 that holds all events. The peers get the same events
 * and the same operations in the same run: crossfilter2 and supercluster by bench/peers/engine.mjs, SQLite's
 * R*Tree with GROUP BY here. Data: made up; and a file's events where one is named, repeated to N events with the
 * places, dates and actors they have. A table, such as UCDP GED's, is imported by the program into a file that is
 * removed afterwards; it may be compressed by gzip. */

#include "config.h"

#include "bench-engine.h"
#include "ibar-synth.h"
#include "ibar-test-synthetic.h"

#include <glib/gstdio.h>
#include <locale.h>

#define LARGEST_FOR_PEERS 1000000

static gboolean quick, json, no_peers;
static int smallest = 10000, largest = 10000000, largest_load = 1000000, repeat;
static char *only;
static char *file;

static const GOptionEntry options[] = {
  { "quick", 0, 0, G_OPTION_ARG_NONE, &quick, "Up to 100,000 events, fewer times", NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object a line", NULL },
  { "largest", 0, 0, G_OPTION_ARG_INT, &largest, "Stop at so many events", "N" },
  { "smallest", 0, 0, G_OPTION_ARG_INT, &smallest, "Begin with so many events", "N" },
  { "largest-load", 0, 0, G_OPTION_ARG_INT, &largest_load, "Write and load a file of at most so many events", "N" },
  { "shape", 0, 0, G_OPTION_ARG_STRING, &only, "Only towns, uniform, one-point or many-actors", "SHAPE" },
  { "no-peers", 0, 0, G_OPTION_ARG_NONE, &no_peers, "Time the engine only", NULL },
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, "Time the events of a collection or of a table, too", "FILE" },
  { "repeat", 0, 0, G_OPTION_ARG_INT, &repeat, "Repeat the file's events until there are so many", "N" },
  { NULL },
};

static void
time_load (Bench *bench, const char *path, guint n_times)
{
  BenchTimes times;

  bench_times_init (&times);
  for (guint i = 0; i < n_times; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
      g_autoptr (IbarColumns) columns = NULL;
      double start = bench_now ();

      if (collection != NULL)
        columns = ibar_columns_load (collection, NULL, NULL, NULL, &error);
      if (columns == NULL)
        g_error ("%s", error->message);
      bench_times_add (&times, bench_now () - start);
    }
  bench_report_ops (bench, "load", &times);
  bench_times_clear (&times);
}

static void
run_shape (Bench *bench, guint n, SyntheticShape shape, const char *directory)
{
  gboolean peers = !no_peers && n <= LARGEST_FOR_PEERS;
  guint n_each = quick ? 40 : n > 1000000 ? 60 : 200;
  Synthetic data;

  synthetic_init (&data, n, shape, 1999, FALSE);
  bench_time_columns (bench, data.columns, synthetic_shape_names[shape], n_each);
  if (peers)
    {
      bench_run_node (bench, directory);
      if (shape == SYNTHETIC_TOWNS)
        bench_run_sqlite (bench, n > 100000 ? 12 : 24);
    }
  if (shape == SYNTHETIC_TOWNS && n <= (guint) largest_load)
    {
      IbarSynthOptions synth = { n, 1999, IBAR_SYNTH_TOWNS, { 14.0, 38.0, 26.0, 47.0 } };
      g_autofree char *path = g_build_filename (directory, "load.gpkg", NULL);
      g_autoptr (GError) error = NULL;

      if (!ibar_synth_write (path, &synth, &error))
        g_error ("%s", error->message);
      time_load (bench, path, n > 100000 ? 5 : 9);
      g_unlink (path);
    }
  bench_end_columns (bench);
  synthetic_clear (&data);
}

/* The table again where there are as many actors as in news. Without peers: they know one actor an event. */
static void
run_actors (Bench *bench, guint n, guint n_actors)
{
  g_autofree char *name = g_strdup_printf ("towns-%u-actors", n_actors);
  Synthetic data;

  synthetic_init_with_actors (&data, n, n_actors, SYNTHETIC_TOWNS, 1999, FALSE);
  bench_time_columns (bench, data.columns, name, quick ? 40 : 200);
  bench_end_columns (bench);
  synthetic_clear (&data);
}

/* Adds all rows of other columns to a builder, under fids from base on. */
static void
add_again (IbarColumnsBuilder *builder, IbarColumns *columns, gint64 base, guint n)
{
  for (guint32 row = 0; row < n; row++)
    {
      IbarBuilderRow again = { .fid = base + row };
      guint32 buffer;
      guint n_actors, n_sources;
      const guint32 *actors = ibar_columns_get_values (columns, IBAR_FACET_ACTOR, row, &buffer, &n_actors);
      const guint32 *sources = ibar_columns_get_values (columns, IBAR_FACET_SOURCE, row, &buffer, &n_sources);
      IbarRow value;

      ibar_columns_get_row (columns, row, &value);
      again.point = value.point;
      again.start = value.start;
      again.end = value.end;
      again.date_precision = value.date_precision;
      again.confidence = value.confidence;
      again.type = value.type;
      again.place = value.place;
      again.dataset = value.dataset;
      again.casualties = value.casualties;
      again.actor_set = ibar_columns_builder_actors (builder, (const int *) actors, n_actors);
      again.source_set = ibar_columns_builder_sources (builder, (const int *) sources, n_sources);
      ibar_columns_builder_add (builder, &again);
    }
}

static IbarColumns *
repeat_columns (IbarColumns *columns, guint n)
{
  guint n_rows = ibar_columns_get_n_rows (columns);
  IbarColumnsBuilder *builder = ibar_columns_builder_new (ibar_columns_get_vocabulary (columns), ibar_columns_ref (columns),
                                                          (GDestroyNotify) ibar_columns_unref, n);

  for (guint done = 0; done < n && n_rows > 0; done += n_rows)
    add_again (builder, columns, done, MIN (n_rows, n - done));
  return ibar_columns_builder_finish (builder);
}

static gboolean
run_program (const char *const *argv, GError **error)
{
  int status;

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                       &status, error)
         && g_spawn_check_wait_status (status, error);
}

/* A table's events in a collection in a directory; here: where this program lies, beside app/ibar. */
static char *
import_table (const char *here, const char *directory, GError **error)
{
  g_autofree char *program = g_build_filename (here, "..", "app", "ibar", NULL);
  g_autofree char *table = g_build_filename (directory, "table.csv", NULL);
  g_autofree char *collection = g_build_filename (directory, "table.gpkg", NULL);
  const char *unpack[] = { "sh", "-c", "gzip -dc \"$1\" > \"$2\"", "sh", file, table, NULL };
  const char *import[] = { program, "import", table, "--into", collection, NULL };
  gboolean ok = TRUE;

  if (g_str_has_suffix (file, ".gz"))
    ok = run_program (unpack, error);
  else
    import[2] = file;
  ok = ok && run_program (import, error);
  g_unlink (table);
  return ok ? g_steal_pointer (&collection) : NULL;
}

static void
time_file (Bench *bench, const char *path, const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  g_autoptr (IbarColumns) columns = NULL;
  g_autoptr (IbarColumns) repeated = NULL;

  if (collection != NULL)
    columns = ibar_columns_load (collection, NULL, NULL, NULL, &error);
  if (columns == NULL)
    {
      g_printerr ("%s\n", error->message);
      return;
    }
  if (repeat > 0)
    repeated = repeat_columns (columns, repeat);
  for (guint i = 0; i < (repeated != NULL ? 2 : 1); i++)
    {
      bench_time_columns (bench, i == 0 ? columns : repeated, i == 0 ? "file" : "file-repeated", quick ? 40 : 200);
      if (i == 0)
        time_load (bench, path, 5);
      if (!no_peers)
        bench_run_node (bench, directory);
      bench_end_columns (bench);
    }
}

static void
run_file (Bench *bench, const char *here, const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *imported = NULL;

  if (!g_str_has_suffix (file, ".gpkg"))
    {
      imported = import_table (here, directory, &error);
      if (imported == NULL)
        {
          g_printerr ("%s: %s\n", file, error->message);
          return;
        }
    }
  time_file (bench, imported != NULL ? imported : file, directory);
  if (imported != NULL)
    g_unlink (imported);
}

int
main (int argc, char **argv)
{
  static const SyntheticShape shapes[] = { SYNTHETIC_TOWNS, SYNTHETIC_UNIFORM, SYNTHETIC_ONE_POINT };
  g_autoptr (GOptionContext) context = g_option_context_new ("- time the engine");
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = NULL;
  g_autofree char *here = g_path_get_dirname (argv[0]);
  g_autofree char *plot = g_build_filename (here, "scaling.svg", NULL);
  Bench bench = { 0 };

  setlocale (LC_CTYPE, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  directory = g_dir_make_tmp ("ibar-bench-XXXXXX", &error);
  if (directory == NULL)
    g_error ("%s", error->message);
  if (quick)
    largest = MIN (largest, MAX (smallest, 100000));
  bench_report_init (&bench.report, json);
  for (gint64 n = smallest; n <= largest; n *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
      if ((n <= 1000000 || shapes[i] == SYNTHETIC_TOWNS)
          && (only == NULL || g_str_equal (only, synthetic_shape_names[shapes[i]])))
        run_shape (&bench, n, shapes[i], directory);
  for (guint n_actors = 10000; n_actors <= 100000; n_actors *= 10)
    if (largest >= 1000000 && (only == NULL || g_str_equal (only, "many-actors")))
      run_actors (&bench, 1000000, n_actors);
  if (file != NULL)
    run_file (&bench, here, directory);
  bench_report_print (&bench.report);
  if (!bench_report_plot (&bench.report, plot, &error))
    g_printerr ("%s\n", error->message);
  bench_report_clear (&bench.report);
  g_rmdir (directory);
  return 0;
}
