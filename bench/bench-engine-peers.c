/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What others use for the same work, on the same events and with the same operations: crossfilter2 and supercluster in a
 * process of their own (bench/peers/engine.mjs), and SQLite's R*Tree with GROUP BY here. */

#include "config.h"

#include "bench-engine.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>

static void
write_value (GString *out, gconstpointer value, gsize size)
{
  g_string_append_len (out, value, size);
}

/* The value of a facet, the first of several; -1: none. */
static gint16
first_value (const IbarColumns *columns, IbarFacet facet, guint32 row)
{
  guint32 buffer;
  guint n_values;
  const guint32 *values = ibar_columns_get_values (columns, facet, row, &buffer, &n_values);

  return n_values > 0 ? (gint16) values[0] : -1;
}

/* What the peers read: 32 bytes an event, one value of each kind (they know no sets). */
static gboolean
write_events (const Bench *bench, const char *path, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (32 * (gsize) bench->n);

  for (guint32 row = 0; row < bench->n; row++)
    {
      IbarRow event;
      gint16 values[8] = { 0 };
      gint32 days[2];
      float place[2];

      ibar_columns_get_row (bench->columns, row, &event);
      values[0] = event.type;
      values[1] = event.place;
      values[2] = first_value (bench->columns, IBAR_FACET_MUNICIPALITY, row);
      values[3] = event.confidence;
      values[4] = event.dataset;
      values[5] = first_value (bench->columns, IBAR_FACET_ACTOR, row);
      values[6] = first_value (bench->columns, IBAR_FACET_SOURCE, row);
      days[0] = event.start;
      days[1] = event.end;
      place[0] = event.point.longitude;
      place[1] = event.point.latitude;
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
      const BenchOp *op = &g_array_index (bench->ops, BenchOp, i);

      if (!op->days)
        g_string_append_printf (out, "%s facet %u %d\n", bench_op_names[op->kind], op->facet, op->value);
      else if (op->from == IBAR_DAY_NONE)
        g_string_append_printf (out, "%s days none\n", bench_op_names[op->kind]);
      else
        g_string_append_printf (out, "%s days %d %d\n", bench_op_names[op->kind], op->from, op->to);
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
      name = bench_line_name (bench, words[0]);
      bench_report_peer (&bench->report, name, bench->n, words[1], g_ascii_strtod (words[2], NULL),
                         g_ascii_strtod (words[3], NULL));
    }
}

/**
 * bench_run_node:
 * @bench: what was timed
 * @directory: for what the peers read
 *
 * Times crossfilter2 and supercluster, and puts them beside.
 */
void
bench_run_node (Bench *bench, const char *directory)
{
  g_autofree char *events = g_build_filename (directory, "events.bin", NULL);
  g_autofree char *ops = g_build_filename (directory, "ops.txt", NULL);
  const char *root = g_getenv ("IBAR_SOURCE_ROOT") != NULL ? g_getenv ("IBAR_SOURCE_ROOT") : ".";
  g_autofree char *script = g_build_filename (root, "bench", "peers", "engine.mjs", NULL);
  const char *argv[] = { "node", "--max-old-space-size=8192", script, events, ops, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!write_events (bench, events, &error) || !write_ops (bench, ops, &error)
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
fill_rtree (sqlite3 *db, IbarColumns *columns)
{
  sqlite3_stmt *event, *box;

  exec (db, "CREATE TABLE event (fid INTEGER PRIMARY KEY, type INTEGER, x REAL, y REAL);"
            "CREATE VIRTUAL TABLE box USING rtree (fid, x0, x1, y0, y1); BEGIN");
  sqlite3_prepare_v2 (db, "INSERT INTO event VALUES (?1, ?2, ?3, ?4)", -1, &event, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO box VALUES (?1, ?2, ?2, ?3, ?3)", -1, &box, NULL);
  for (guint32 i = 0; i < ibar_columns_get_n_rows (columns); i++)
    {
      double x, y;
      IbarRow row;

      ibar_columns_get_row (columns, i, &row);
      if (!ibar_point_is_placed (row.point))
        continue;
      x = ibar_mercator_x (row.point.longitude);
      y = ibar_mercator_y (row.point.latitude);
      sqlite3_bind_int64 (event, 1, row.fid);
      sqlite3_bind_int (event, 2, row.type);
      sqlite3_bind_double (event, 3, x);
      sqlite3_bind_double (event, 4, y);
      sqlite3_bind_int64 (box, 1, row.fid);
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

/**
 * bench_run_sqlite:
 * @bench: what was timed
 * @n: how many views
 *
 * Counts and means of the cells of a view, by SQLite: every event in the box is visited.
 */
void
bench_run_sqlite (Bench *bench, guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autofree char *name = bench_line_name (bench, "clusters");
  BenchTimes times;
  sqlite3 *db;
  sqlite3_stmt *stmt;

  bench_times_init (&times);
  sqlite3_open (":memory:", &db);
  fill_rtree (db, bench->columns);
  sqlite3_prepare_v2 (db,
                      "SELECT count(*), avg(x), avg(y) FROM box JOIN event USING (fid)"
                      " WHERE x0 >= ?1 AND x1 <= ?2 AND y0 >= ?3 AND y1 <= ?4 AND type != 0"
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
