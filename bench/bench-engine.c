/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's times, beside what others use for the same work.
 *
 *   bench-engine [--quick] [--json] [--smallest N] [--largest N] [--shape SHAPE] [--no-peers]
 *                [--file FILE.gpkg [--repeat N]]
 *
 * Everything a window does when the filter changes is in each time: mask, counts of all facets, the histogram, the
 * length of the list and the clusters of a view of 1280 × 800 that holds all events. The peers get the same events
 * and the same operations in the same run: crossfilter2 and supercluster by bench/peers/engine.mjs, SQLite's
 * R*Tree with GROUP BY here. Data: made up; and a file's events where one is named, repeated to N events with the
 * places, dates and actors they have ("ibar import" makes a file of UCDP GED's table). */

#include "config.h"

#include "bench-report.h"
#include "ibar-engine-private.h"
#include "ibar-synth.h"
#include "ibar-test-synthetic.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#define CELL 64.0
#define FIRST_DAY 10957 /* 2000-01-01 */
#define N_DAYS (25 * 365)
#define LARGEST_FOR_PEERS 1000000

static gboolean quick, json, no_peers;
static int smallest = 10000, largest = 10000000, repeat;
static char *only;
static char *file;

static const GOptionEntry options[] = {
  { "quick", 0, 0, G_OPTION_ARG_NONE, &quick, "Up to 100,000 events, fewer times", NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object a line", NULL },
  { "largest", 0, 0, G_OPTION_ARG_INT, &largest, "Stop at so many events", "N" },
  { "smallest", 0, 0, G_OPTION_ARG_INT, &smallest, "Begin with so many events", "N" },
  { "shape", 0, 0, G_OPTION_ARG_STRING, &only, "Only towns, uniform or one-point", "SHAPE" },
  { "no-peers", 0, 0, G_OPTION_ARG_NONE, &no_peers, "Time the engine only", NULL },
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, "Time a collection's events, too", "FILE.gpkg" },
  { "repeat", 0, 0, G_OPTION_ARG_INT, &repeat, "Repeat the file's events until there are so many", "N" },
  { NULL },
};

typedef enum
{
  OP_STEP,
  OP_JUMP,
  OP_CHANGE,
  N_OPS,
} OpKind;

static const char *const op_names[N_OPS] = { "brush-step", "brush-jump", "filter-change" };

/* One change of the filter: of the days, or of one facet to one value or none. */
typedef struct
{
  OpKind    kind;
  gboolean  days;
  IbarDay   from, to;
  IbarFacet facet;
  int       value; /* -1 = none */
} Op;

typedef struct
{
  BenchReport report;
  const char *name;  /* of the data */
  guint       n;
  IbarColumns *columns;
  IbarEngine *engine;
  IbarFilter *filter;
  IbarView    view;
  GArray     *ops; /* of Op */
} Bench;

static char *
line_name (const Bench *bench, const char *what)
{
  return g_strdup_printf ("%s/%s", what, bench->name);
}

static void
report_times (Bench *bench, const char *what, BenchTimes *times)
{
  g_autofree char *name = line_name (bench, what);

  bench_report_times (&bench->report, name, bench->n, times);
}

/* The view that just holds everything. */
static void
fit_view (Bench *bench)
{
  IbarExtent extent;
  double x0, x1, y0, y1;

  ibar_columns_get_extent (bench->columns, &extent);
  x0 = ibar_mercator_x (extent.west);
  x1 = ibar_mercator_x (extent.east < extent.west ? extent.east + 360.0 : extent.east);
  y0 = ibar_mercator_y (extent.north);
  y1 = ibar_mercator_y (extent.south);
  bench->view = (IbarView){ .center = { ibar_mercator_longitude ((x0 + x1) / 2), ibar_mercator_latitude ((y0 + y1) / 2) },
                            .width = 1280,
                            .height = 800 };
  bench->view.zoom = MIN (log2 (1280 / 256.0 / MAX (x1 - x0, 1e-6)), log2 (800 / 256.0 / MAX (y1 - y0, 1e-6)));
}

/* What the window does once the filter has changed. */
static void
run_all (Bench *bench)
{
  static guint32 bins[300 * IBAR_N_FAMILIES], all[300];
  g_autoptr (IbarResult) result = ibar_engine_run (bench->engine, bench->filter, NULL, NULL);
  g_autoptr (GArray) clusters = NULL;

  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    ibar_result_get_facet_counts (result, facet, NULL);
  ibar_result_histogram (result, IBAR_BIN_MONTH, FIRST_DAY, 300, FALSE, bins, all); /* of what passes the rest */
  clusters = ibar_result_cluster (result, &bench->view, CELL);
  ibar_result_get_n_passing (result);
}

static void
apply (Bench *bench, const Op *op)
{
  gboolean all = bench->filter->terms[op->facet].all;

  if (op->days)
    {
      ibar_filter_set_dates (bench->filter, op->from, op->to);
      return;
    }
  ibar_filter_clear_facet (bench->filter, op->facet);
  ibar_filter_set_all (bench->filter, op->facet, all);
  if (op->value >= 0)
    ibar_filter_set_term (bench->filter, op->facet, ibar_columns_get_value_id (bench->columns, op->facet, op->value), 1);
}

static void
add_days (GArray *ops, OpKind kind, IbarDay from, IbarDay to)
{
  Op op = { .kind = kind, .days = TRUE, .from = from, .to = to };

  g_array_append_val (ops, op);
}

/* The same operations for the same number of events: a window of a year moved by a month and back, windows
 * anywhere, and one of eight dimensions set to one value, or to none every third time. */
static GArray *
make_ops (Bench *bench, guint n_each)
{
  static const IbarFacet facets[] = { IBAR_FACET_TYPE,       IBAR_FACET_ACTOR,  IBAR_FACET_PLACE, IBAR_FACET_MUNICIPALITY,
                                      IBAR_FACET_CONFIDENCE, IBAR_FACET_SOURCE, IBAR_FACET_DATASET };
  g_autoptr (GRand) random = g_rand_new_with_seed (20230529);
  GArray *ops = g_array_new (FALSE, FALSE, sizeof (Op));

  for (guint i = 0; i < n_each; i++)
    {
      IbarDay from = FIRST_DAY + 2000 + 30 * (IbarDay) (i % 40 < 20 ? i % 20 : 20 - i % 20);

      add_days (ops, OP_STEP, from, from + 364);
    }
  for (guint i = 0; i < n_each; i++)
    {
      IbarDay from = FIRST_DAY + g_rand_int_range (random, 0, N_DAYS - 10);

      add_days (ops, OP_JUMP, from, from + g_rand_int_range (random, 10, N_DAYS));
    }
  add_days (ops, OP_JUMP, IBAR_DAY_NONE, IBAR_DAY_NONE);
  for (guint i = 0; i < n_each; i++)
    {
      guint dimension = g_rand_int_range (random, 0, G_N_ELEMENTS (facets) + 1);
      IbarDay from = FIRST_DAY + g_rand_int_range (random, 0, N_DAYS / 2);
      Op op = { .kind = OP_CHANGE };

      if (dimension == G_N_ELEMENTS (facets))
        {
          op.days = TRUE;
          op.from = i % 3 == 0 ? IBAR_DAY_NONE : from;
          op.to = i % 3 == 0 ? IBAR_DAY_NONE : from + g_rand_int_range (random, 365, N_DAYS / 2);
        }
      else
        {
          guint n_values = ibar_columns_get_n_values (bench->columns, facets[dimension]);
          double u = g_rand_double (random);

          op.facet = facets[dimension];
          op.value = i % 3 == 0 || n_values == 0 ? -1 : (int) (u * u * n_values);
        }
      g_array_append_val (ops, op);
    }
  return ops;
}

static void
time_ops (Bench *bench)
{
  BenchTimes times[N_OPS];

  for (guint kind = 0; kind < N_OPS; kind++)
    bench_times_init (&times[kind]);
  for (guint i = 0; i < bench->ops->len; i++)
    {
      const Op *op = &g_array_index (bench->ops, Op, i);
      double start;

      apply (bench, op);
      start = bench_now ();
      run_all (bench);
      /* The first step opens the window: that is a jump. */
      if (i > 0)
        bench_times_add (&times[op->kind], bench_now () - start);
    }
  for (guint kind = 0; kind < N_OPS; kind++)
    {
      report_times (bench, op_names[kind], &times[kind]);
      bench_times_clear (&times[kind]);
    }
}

/* A ring of twelve corners somewhere, set and dropped. */
static void
time_areas (Bench *bench, guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  BenchTimes times;

  bench_times_init (&times);
  for (guint i = 0; i < n; i++)
    {
      IbarPoint ring[12];
      double radius = g_rand_double_range (random, 0.1, 3.0);
      double x = bench->view.center.longitude + g_rand_double_range (random, -4, 4);
      double y = bench->view.center.latitude + g_rand_double_range (random, -3, 3);
      double start;

      for (guint k = 0; k < 12; k++)
        ring[k] = (IbarPoint){ x + radius * cos (k * G_PI / 6), y + radius * sin (k * G_PI / 6) };
      start = bench_now ();
      ibar_filter_set_area (bench->filter, ring, i % 2 == 0 ? 12 : 0);
      run_all (bench);
      bench_times_add (&times, bench_now () - start);
    }
  ibar_filter_set_area (bench->filter, NULL, 0);
  report_times (bench, "area-change", &times);
  bench_times_clear (&times);
}

/* What supercluster rebuilds its index for: all but one type pass, and the clusters are wanted. */
static void
time_cluster_after_filter (Bench *bench, guint n)
{
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  BenchTimes times;

  bench_times_init (&times);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("type%u", i % 12);
      g_autoptr (IbarResult) result = NULL;
      g_autoptr (GArray) clusters = NULL;
      double start = bench_now ();

      ibar_filter_clear_facet (filter, IBAR_FACET_TYPE);
      ibar_filter_set_term (filter, IBAR_FACET_TYPE, id, -1);
      result = ibar_engine_run (bench->engine, filter, NULL, NULL);
      clusters = ibar_result_cluster (result, &bench->view, CELL);
      bench_times_add (&times, bench_now () - start);
    }
  report_times (bench, "cluster-after-filter", &times);
  bench_times_clear (&times);
}

/* Views anywhere at any zoom, and a view moved by some pixels: the filter as it is. */
static void
time_views (Bench *bench, guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  g_autoptr (IbarResult) result = NULL;
  BenchTimes times;
  IbarView view = bench->view;

  bench_times_init (&times);
  ibar_filter_set_term (filter, IBAR_FACET_TYPE, "type3", -1);
  result = ibar_engine_run (bench->engine, filter, NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) clusters = NULL;
      guint32 row = g_rand_int_range (random, 0, MAX (bench->columns->n_placed, 1));
      double start;

      view.zoom = bench->view.zoom + i % 12;
      view.center = i % 12 == 0 ? bench->view.center : ibar_columns_get_point (bench->columns, row);
      start = bench_now ();
      clusters = ibar_result_cluster (result, &view, CELL);
      bench_times_add (&times, bench_now () - start);
    }
  report_times (bench, "clusters", &times);
  view = bench->view;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) clusters = NULL;
      double start;

      view.center.longitude += 0.02;
      view.zoom = bench->view.zoom + (i % 60) * 0.05;
      start = bench_now ();
      clusters = ibar_result_cluster (result, &view, CELL);
      bench_times_add (&times, bench_now () - start);
    }
  report_times (bench, "frame", &times);
  for (guint i = 0; i < MIN (n, 20); i++)
    {
      g_autoptr (IbarResult) fresh = NULL;
      double start;

      ibar_filter_set_dates (filter, FIRST_DAY + i, FIRST_DAY + N_DAYS / 2);
      fresh = ibar_engine_run (bench->engine, filter, NULL, NULL);
      start = bench_now ();
      ibar_result_get_row (fresh, IBAR_SORT_DATE, TRUE, ibar_result_get_n_passing (fresh) / 2);
      bench_times_add (&times, bench_now () - start);
    }
  report_times (bench, "list-first-row", &times);
  bench_times_clear (&times);
}

static void
report_memory (Bench *bench)
{
  g_autofree char *name = line_name (bench, "memory");
  gsize size = ibar_columns_get_size (bench->columns) + ibar_engine_get_size (bench->engine);

  bench_report_value (&bench->report, name, bench->n, (double) size / MAX (bench->n, 1), "bytes/event");
}

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
  report_times (bench, "load", &times);
  bench_times_clear (&times);
}

static void
write_value (GString *out, gconstpointer value, gsize size)
{
  g_string_append_len (out, value, size);
}

/* What the peers read: 32 bytes an event, one value of each kind (they know no sets). */
static gboolean
write_events (const Synthetic *data, const char *path, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (32 * (gsize) data->events->len);

  for (guint i = 0; i < data->events->len; i++)
    {
      const SyntheticEvent *event = &g_array_index (data->events, SyntheticEvent, i);
      const IbarBuilderRow *row = &event->row;
      guint32 municipality = data->columns->place_municipality[row->place >= 0 ? (guint32) row->place : data->columns->n_places];
      gint16 values[] = { row->type, row->place, municipality < data->columns->n_municipalities ? (gint16) municipality : -1,
                          row->confidence, row->dataset, event->n_actors > 0 ? event->actors[0] : -1,
                          event->n_sources > 0 ? event->sources[0] : -1, 0 };
      gint32 days[] = { row->start, row->end };
      float place[] = { row->point.longitude, row->point.latitude };

      write_value (out, place, sizeof place);
      write_value (out, days, sizeof days);
      write_value (out, values, sizeof values);
    }
  return g_file_set_contents (path, out->str, out->len, error);
}

static gboolean
write_ops (const Bench *bench, const char *path, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "view %.9f %.9f %.6f\n", bench->view.center.longitude, bench->view.center.latitude,
                          bench->view.zoom);
  for (guint i = 0; i < bench->ops->len; i++)
    {
      const Op *op = &g_array_index (bench->ops, Op, i);

      if (!op->days)
        g_string_append_printf (out, "%s facet %u %d\n", op_names[op->kind], op->facet, op->value);
      else if (op->from == IBAR_DAY_NONE)
        g_string_append_printf (out, "%s days none\n", op_names[op->kind]);
      else
        g_string_append_printf (out, "%s days %d %d\n", op_names[op->kind], op->from, op->to);
    }
  return g_file_set_contents (path, out->str, out->len, error);
}

/* Lines "what peer median max". */
static void
read_peer_lines (Bench *bench, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      g_autofree char *name = NULL;

      if (g_strv_length (words) != 4)
        continue;
      name = line_name (bench, words[0]);
      bench_report_peer (&bench->report, name, bench->n, words[1], g_ascii_strtod (words[2], NULL),
                         g_ascii_strtod (words[3], NULL));
    }
}

static void
run_node (Bench *bench, const Synthetic *data, const char *directory)
{
  g_autofree char *events = g_build_filename (directory, "events.bin", NULL);
  g_autofree char *ops = g_build_filename (directory, "ops.txt", NULL);
  const char *root = g_getenv ("IBAR_SOURCE_ROOT") != NULL ? g_getenv ("IBAR_SOURCE_ROOT") : ".";
  g_autofree char *script = g_build_filename (root, "bench", "peers", "engine.mjs", NULL);
  const char *argv[] = { "node", "--max-old-space-size=8192", script, events, ops, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!write_events (data, events, &error) || !write_ops (bench, ops, &error)
      || !g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    g_printerr ("peers left out: %s (npm ci --prefix bench/peers)\n", error->message);
  else
    read_peer_lines (bench, output);
  g_unlink (events);
  g_unlink (ops);
}

static void
exec (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

static void
fill_rtree (sqlite3 *db, const Synthetic *data)
{
  sqlite3_stmt *event, *box;

  exec (db, "CREATE TABLE event (fid INTEGER PRIMARY KEY, type INTEGER, x REAL, y REAL);"
            "CREATE VIRTUAL TABLE box USING rtree (fid, x0, x1, y0, y1); BEGIN");
  sqlite3_prepare_v2 (db, "INSERT INTO event VALUES (?1, ?2, ?3, ?4)", -1, &event, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO box VALUES (?1, ?2, ?2, ?3, ?3)", -1, &box, NULL);
  for (guint i = 0; i < data->events->len; i++)
    {
      const IbarBuilderRow *row = &g_array_index (data->events, SyntheticEvent, i).row;
      double x = ibar_mercator_x (row->point.longitude), y = ibar_mercator_y (row->point.latitude);

      sqlite3_bind_int64 (event, 1, row->fid);
      sqlite3_bind_int (event, 2, row->type);
      sqlite3_bind_double (event, 3, x);
      sqlite3_bind_double (event, 4, y);
      sqlite3_bind_int64 (box, 1, row->fid);
      sqlite3_bind_double (box, 2, x);
      sqlite3_bind_double (box, 3, y);
      if (sqlite3_step (event) != SQLITE_DONE || sqlite3_step (box) != SQLITE_DONE)
        g_error ("%s", sqlite3_errmsg (db));
      sqlite3_reset (event);
      sqlite3_reset (box);
    }
  sqlite3_finalize (event);
  sqlite3_finalize (box);
  exec (db, "COMMIT");
}

/* Counts and means of the cells of a view, by SQLite: every event in the box is visited. */
static void
run_sqlite (Bench *bench, const Synthetic *data, guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autofree char *name = line_name (bench, "clusters");
  BenchTimes times;
  sqlite3 *db;
  sqlite3_stmt *stmt;

  bench_times_init (&times);
  sqlite3_open (":memory:", &db);
  fill_rtree (db, data);
  sqlite3_prepare_v2 (db,
                      "SELECT count(*), avg(x), avg(y) FROM box JOIN event USING (fid)"
                      " WHERE x0 >= ?1 AND x1 <= ?2 AND y0 >= ?3 AND y1 <= ?4 AND type != 3"
                      " GROUP BY CAST(x * ?5 AS INTEGER), CAST(y * ?5 AS INTEGER)",
                      -1, &stmt, NULL);
  for (guint i = 0; i < n; i++)
    {
      guint32 row = g_rand_int_range (random, 0, MAX (bench->columns->n_placed, 1));
      double zoom = bench->view.zoom + i % 12, unit = 1.0 / (256.0 * exp2 (zoom)), start;
      IbarPoint center = i % 12 == 0 ? bench->view.center : ibar_columns_get_point (bench->columns, row);
      double x = ibar_mercator_x (center.longitude), y = ibar_mercator_y (center.latitude);

      start = bench_now ();
      sqlite3_bind_double (stmt, 1, x - 640 * unit);
      sqlite3_bind_double (stmt, 2, x + 640 * unit);
      sqlite3_bind_double (stmt, 3, y - 400 * unit);
      sqlite3_bind_double (stmt, 4, y + 400 * unit);
      sqlite3_bind_double (stmt, 5, exp2 (floor (zoom + 2.5)));
      while (sqlite3_step (stmt) == SQLITE_ROW)
        ;
      sqlite3_reset (stmt);
      bench_times_add (&times, bench_now () - start);
    }
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  {
    BenchReport scratch;

    bench_report_init (&scratch, FALSE);
    bench_report_times (&scratch, "x", 0, &times);
    bench_report_peer (&bench->report, name, bench->n, "sqlite-rtree",
                       ((BenchLine *) g_ptr_array_index (scratch.lines, 0))->median_ms,
                       ((BenchLine *) g_ptr_array_index (scratch.lines, 0))->max_ms);
    bench_report_clear (&scratch);
  }
  bench_times_clear (&times);
}

static void
time_columns (Bench *bench, IbarColumns *columns, const char *name, guint n_each)
{
  bench->name = name;
  bench->columns = columns;
  bench->n = ibar_columns_get_n_rows (columns);
  bench->engine = ibar_engine_new (NULL, columns);
  bench->filter = ibar_filter_new ();
  fit_view (bench);
  bench->ops = make_ops (bench, n_each);
  report_memory (bench);
  time_ops (bench);
  time_areas (bench, n_each);
  time_cluster_after_filter (bench, n_each / 2);
  time_views (bench, n_each);
}

static void
end_columns (Bench *bench)
{
  g_clear_pointer (&bench->ops, g_array_unref);
  g_clear_pointer (&bench->filter, ibar_filter_free);
  g_clear_pointer (&bench->engine, ibar_engine_free);
}

static void
run_shape (Bench *bench, guint n, SyntheticShape shape, const char *directory)
{
  gboolean peers = !no_peers && n <= LARGEST_FOR_PEERS && shape != SYNTHETIC_ONE_POINT;
  guint n_each = quick ? 40 : n > 1000000 ? 60 : 200;
  Synthetic data;

  synthetic_init (&data, n, shape, 1999, peers);
  time_columns (bench, data.columns, synthetic_shape_names[shape], n_each);
  if (peers)
    {
      run_node (bench, &data, directory);
      if (shape == SYNTHETIC_TOWNS)
        run_sqlite (bench, &data, n > 100000 ? 12 : 24);
    }
  if (shape == SYNTHETIC_TOWNS && n <= 1000000 && only == NULL)
    {
      IbarSynthOptions synth = { n, 1999, IBAR_SYNTH_TOWNS, { 14.0, 38.0, 26.0, 47.0 } };
      g_autofree char *path = g_build_filename (directory, "load.gpkg", NULL);
      g_autoptr (GError) error = NULL;

      if (!ibar_synth_write (path, &synth, &error))
        g_error ("%s", error->message);
      time_load (bench, path, n > 100000 ? 5 : 9);
      g_unlink (path);
    }
  end_columns (bench);
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

static void
run_file (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (file, IBAR_COLLECTION_READ_ONLY, &error);
  g_autoptr (IbarColumns) columns = NULL;

  if (collection != NULL)
    columns = ibar_columns_load (collection, NULL, NULL, NULL, &error);
  if (columns == NULL)
    {
      g_printerr ("%s\n", error->message);
      return;
    }
  if (repeat > 0)
    {
      g_autoptr (IbarColumns) repeated = repeat_columns (columns, repeat);

      time_columns (bench, repeated, "file-repeated", quick ? 40 : 200);
      end_columns (bench);
    }
  time_columns (bench, columns, "file", quick ? 40 : 200);
  time_load (bench, file, 5);
  end_columns (bench);
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
  if (file != NULL)
    run_file (&bench);
  bench_report_print (&bench.report);
  if (!bench_report_plot (&bench.report, plot, &error))
    g_printerr ("%s\n", error->message);
  bench_report_clear (&bench.report);
  g_rmdir (directory);
  return 0;
}
