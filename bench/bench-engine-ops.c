/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window asks of the engine, timed. Everything that is done when the filter changes is in each time: mask, counts of
 * all facets, the histogram, the length of the list and the clusters of a view of 1280 × 800 that holds all events. */

#include "config.h"

#include "bench-engine.h"

#include <math.h>

const char *const bench_op_names[BENCH_N_OPS] = { "brush-step", "brush-jump", "filter-change" };

/**
 * bench_line_name:
 * @bench: of which data
 * @what: what was timed
 *
 * Returns: (transfer full): "brush-step/towns"
 */
char *
bench_line_name (const Bench *bench, const char *what)
{
  return g_strdup_printf ("%s/%s", what, bench->name);
}

/**
 * bench_report_ops:
 * @bench: of which data
 * @what: what was timed
 * @times: how long it took
 */
void
bench_report_ops (Bench *bench, const char *what, BenchTimes *times)
{
  g_autofree char *name = bench_line_name (bench, what);

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
  ibar_result_histogram (result, IBAR_BIN_MONTH, bench->first_day, 300, FALSE, bins, all); /* of what passes the rest */
  clusters = ibar_result_cluster (result, &bench->view, BENCH_CELL);
  ibar_result_get_n_passing (result);
}

static void
apply (Bench *bench, const BenchOp *op)
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
add_days (GArray *ops, BenchOpKind kind, IbarDay from, IbarDay to)
{
  BenchOp op = { .kind = kind, .days = TRUE, .from = from, .to = to };

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
  GArray *ops = g_array_new (FALSE, FALSE, sizeof (BenchOp));

  for (guint i = 0; i < n_each; i++)
    {
      IbarDay from = bench->first_day + 2000 + 30 * (IbarDay) (i % 40 < 20 ? i % 20 : 20 - i % 20);

      add_days (ops, BENCH_OP_STEP, from, from + 364);
    }
  for (guint i = 0; i < n_each; i++)
    {
      IbarDay from = bench->first_day + g_rand_int_range (random, 0, bench->n_days - 10);

      add_days (ops, BENCH_OP_JUMP, from, from + g_rand_int_range (random, 10, bench->n_days));
    }
  add_days (ops, BENCH_OP_JUMP, IBAR_DAY_NONE, IBAR_DAY_NONE);
  for (guint i = 0; i < n_each; i++)
    {
      guint dimension = g_rand_int_range (random, 0, G_N_ELEMENTS (facets) + 1);
      IbarDay from = bench->first_day + g_rand_int_range (random, 0, bench->n_days / 2);
      BenchOp op = { .kind = BENCH_OP_CHANGE };

      if (dimension == G_N_ELEMENTS (facets))
        {
          op.days = TRUE;
          op.from = i % 3 == 0 ? IBAR_DAY_NONE : from;
          op.to = i % 3 == 0 ? IBAR_DAY_NONE : from + g_rand_int_range (random, 365, bench->n_days / 2);
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
  BenchTimes times[BENCH_N_OPS];

  for (guint kind = 0; kind < BENCH_N_OPS; kind++)
    bench_times_init (&times[kind]);
  for (guint i = 0; i < bench->ops->len; i++)
    {
      const BenchOp *op = &g_array_index (bench->ops, BenchOp, i);
      double start;

      apply (bench, op);
      start = bench_now ();
      run_all (bench);
      /* The first step opens the window: that is a jump. */
      if (i > 0)
        bench_times_add (&times[op->kind], bench_now () - start);
    }
  for (guint kind = 0; kind < BENCH_N_OPS; kind++)
    {
      bench_report_ops (bench, bench_op_names[kind], &times[kind]);
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
  bench_report_ops (bench, "area-change", &times);
  bench_times_clear (&times);
}

/* What supercluster rebuilds its index for: all but one type pass, and the clusters are wanted. */
static void
time_cluster_after_filter (Bench *bench, guint n)
{
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  guint n_types = MIN (ibar_columns_get_n_values (bench->columns, IBAR_FACET_TYPE), 12);
  BenchTimes times;

  bench_times_init (&times);
  for (guint i = 0; i < n; i++)
    {
      const char *id = ibar_columns_get_value_id (bench->columns, IBAR_FACET_TYPE, i % n_types);
      g_autoptr (IbarResult) result = NULL;
      g_autoptr (GArray) clusters = NULL;
      double start = bench_now ();

      ibar_filter_clear_facet (filter, IBAR_FACET_TYPE);
      ibar_filter_set_term (filter, IBAR_FACET_TYPE, id, -1);
      result = ibar_engine_run (bench->engine, filter, NULL, NULL);
      clusters = ibar_result_cluster (result, &bench->view, BENCH_CELL);
      bench_times_add (&times, bench_now () - start);
    }
  bench_report_ops (bench, "cluster-after-filter", &times);
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
  ibar_filter_set_term (filter, IBAR_FACET_TYPE, ibar_columns_get_value_id (bench->columns, IBAR_FACET_TYPE, 0), -1);
  result = ibar_engine_run (bench->engine, filter, NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) clusters = NULL;
      guint32 row = g_rand_int_range (random, 0, MAX (bench->columns->n_placed, 1));
      double start;

      view.zoom = bench->view.zoom + i % 12;
      view.center = i % 12 == 0 ? bench->view.center : ibar_columns_get_point (bench->columns, row);
      start = bench_now ();
      clusters = ibar_result_cluster (result, &view, BENCH_CELL);
      bench_times_add (&times, bench_now () - start);
    }
  bench_report_ops (bench, "clusters", &times);
  view = bench->view;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) clusters = NULL;
      double start;

      view.center.longitude += 0.02;
      view.zoom = bench->view.zoom + (i % 60) * 0.05;
      start = bench_now ();
      clusters = ibar_result_cluster (result, &view, BENCH_CELL);
      bench_times_add (&times, bench_now () - start);
    }
  bench_report_ops (bench, "frame", &times);
  for (guint i = 0; i < MIN (n, 20); i++)
    {
      g_autoptr (IbarResult) fresh = NULL;
      double start;

      ibar_filter_set_dates (filter, bench->first_day + i, bench->first_day + bench->n_days / 2);
      fresh = ibar_engine_run (bench->engine, filter, NULL, NULL);
      start = bench_now ();
      ibar_result_get_row (fresh, IBAR_SORT_DATE, TRUE, ibar_result_get_n_passing (fresh) / 2);
      bench_times_add (&times, bench_now () - start);
    }
  bench_report_ops (bench, "list-first-row", &times);
  bench_times_clear (&times);
}

static void
report_memory (Bench *bench, const char *what)
{
  g_autofree char *name = bench_line_name (bench, what);
  gsize size = ibar_columns_get_size (bench->columns) + ibar_engine_get_size (bench->engine);

  bench_report_value (&bench->report, name, bench->n, (double) size / MAX (bench->n, 1), "bytes/event");
}

/**
 * bench_time_columns:
 * @bench: takes the times
 * @columns: (transfer none): events
 * @name: what they are called in the report
 * @n_each: how often each is done
 *
 * Times everything that a window asks of the engine.
 */
void
bench_time_columns (Bench *bench, IbarColumns *columns, const char *name, guint n_each)
{
  bench->name = name;
  bench->columns = columns;
  bench->n = ibar_columns_get_n_rows (columns);
  bench->engine = ibar_engine_new (NULL, columns);
  bench->filter = ibar_filter_new ();
  bench->first_day = columns->n_days > 0 ? columns->days[0] : 0;
  bench->n_days = MAX (columns->n_days > 0 ? columns->days[columns->n_days - 1] - bench->first_day + 1 : 0, 4000);
  fit_view (bench);
  bench->ops = make_ops (bench, n_each);
  report_memory (bench, "memory");
  time_ops (bench);
  time_areas (bench, n_each);
  time_cluster_after_filter (bench, n_each / 2);
  time_views (bench, n_each);
  report_memory (bench, "memory-used");
}

/**
 * bench_end_columns:
 * @bench: gives up what the last bench_time_columns() made; the times stay
 */
void
bench_end_columns (Bench *bench)
{
  g_clear_pointer (&bench->ops, g_array_unref);
  g_clear_pointer (&bench->filter, ibar_filter_free);
  g_clear_pointer (&bench->engine, ibar_engine_free);
}
