/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns: what is loaded from a collection is what SQL says, and what is impossible is counted. */

#include "config.h"

#include "ibar-error.h"
#include "ibar-predicate.h"
#include "ibar-test-collection.h"
#include "ibar-test-synthetic.h"

#include <math.h>

typedef struct
{
  char           *dir, *path;
  IbarCollection *collection;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = ibar_test_make_dir ();
  fixture->path = ibar_test_make_fixture (fixture->dir);
  fixture->collection = ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ibar_collection_unref (fixture->collection);
  ibar_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static IbarColumns *
load (IbarCollection *collection)
{
  g_autoptr (GError) error = NULL;
  IbarColumns *columns = ibar_columns_load (collection, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return columns;
}

static void
get (IbarColumns *columns, gint64 fid, IbarRow *row)
{
  guint32 index = ibar_columns_find_fid (columns, fid);

  g_assert_cmpuint (index, !=, IBAR_ROW_NONE);
  ibar_columns_get_row (columns, index, row);
  g_assert_cmpint (row->fid, ==, fid);
}

static void
test_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarColumns) columns = load (fixture->collection);
  IbarRow row;
  IbarDay first, last;

  g_assert_cmpuint (ibar_columns_get_n_rows (columns), ==, 8);
  get (columns, 1, &row);
  g_assert_cmpint (row.start, ==, ibar_day_from_ymd (2023, 5, 29));
  g_assert_cmpint (row.end, ==, row.start);
  g_assert_cmpint (row.confidence, ==, IBAR_CONFIDENCE_HIGH);
  g_assert_cmpint (row.place_precision, ==, IBAR_PLACE_TOWN);
  g_assert_cmpuint (row.n_sources, ==, 2);
  g_assert_cmpuint (row.casualties, ==, 53);
  g_assert_cmpint (row.municipality, >=, 0);
  get (columns, 3, &row);
  g_assert_cmpint (row.date_precision, ==, IBAR_DATE_MONTH);
  g_assert_cmpint (row.end - row.start, ==, 30);
  g_assert_cmpint (row.municipality, ==, -1);
  get (columns, 5, &row);
  g_assert_cmpint (row.start, ==, IBAR_DAY_NONE);
  g_assert_cmpint (row.date_precision, ==, IBAR_DATE_UNKNOWN);
  get (columns, 6, &row);
  g_assert_false (ibar_point_is_placed (row.point));
  g_assert_cmpint (row.place_precision, ==, IBAR_PLACE_UNPLACED);
  g_assert_cmpint (row.place, ==, -1);
  g_assert_cmpuint (ibar_columns_find_fid (columns, 99), ==, IBAR_ROW_NONE);
  g_assert_true (ibar_columns_get_days (columns, &first, &last));
  g_assert_cmpint (first, ==, ibar_day_from_ymd (1999, 6, 12));
  g_assert_cmpint (last, ==, ibar_day_from_ymd (2025, 12, 31));
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_bad_dates, ==, 0);
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_bad_points, ==, 0);
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_dangling, ==, 0);
}

/* A contingent's events are KFOR's events. */
static void
test_closure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarColumns) columns = load (fixture->collection);
  guint n_kfor = 0;

  for (guint value = 0; value < ibar_columns_get_n_values (columns, IBAR_FACET_ACTOR); value++)
    if (g_str_equal (ibar_columns_get_value_id (columns, IBAR_FACET_ACTOR, value), "kfor"))
      n_kfor = columns->totals[IBAR_FACET_ACTOR][value];
  g_assert_cmpuint (n_kfor, ==, 4); /* FX-1 by a contingent, FX-2 once, FX-3, FX-8 */
}

static void
test_bad_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarColumns) columns = NULL;
  IbarRow row;

  ibar_test_exec (fixture->collection,
                  "PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0;"
                  "UPDATE event SET date_start = '10000-01-01', date_end = NULL WHERE fid = 1;"
                  "UPDATE event SET date_start = '2023-05-29', date_end = '2023-05-26' WHERE fid = 2;"
                  "UPDATE event SET date_start = '2023-02-31', date_end = '0000-01-01' WHERE fid = 3;"
                  "UPDATE event SET geom = x'00010203' WHERE fid = 4;"
                  "UPDATE event SET type_fid = 77, place_fid = 78, dataset_fid = 79 WHERE fid = 8;"
                  "INSERT INTO event_actor (event_fid, actor_fid, role) VALUES (8, 80, 'ghost'), (99, 1, 'ghost');");
  columns = load (fixture->collection);
  g_assert_cmpuint (ibar_columns_get_n_rows (columns), ==, 8);
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_bad_dates, ==, 2);
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_reversed, ==, 1);
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_bad_points, ==, 1);
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_dangling, ==, 5);
  get (columns, 2, &row);
  g_assert_cmpint (row.end - row.start, ==, 3);
  get (columns, 1, &row);
  g_assert_cmpint (row.start, ==, IBAR_DAY_NONE);
  get (columns, 8, &row);
  g_assert_cmpint (row.type, ==, -1);
  g_assert_cmpint (row.place, ==, -1);
  g_assert_cmpint (row.family, ==, IBAR_FAMILY_OTHER);
}

static void
test_many_links (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarColumns) columns = NULL;
  guint32 buffer;
  guint n_values;

  ibar_test_exec (fixture->collection,
                  "BEGIN;"
                  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                  " INSERT INTO actor (fid, id, name) SELECT 1000 + i, 'many' || i, 'Many ' || i FROM n;"
                  "INSERT INTO event_actor (event_fid, actor_fid, role) SELECT 1, fid, 'x' FROM actor WHERE fid > 1000;"
                  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                  " INSERT INTO event (fid, id, dataset_fid, external_id, title, date_precision, type_fid, confidence)"
                  " SELECT 1000 + i, 'e' || i, 1, 'e' || i, 't', 'unknown', 1, 'high' FROM n;"
                  "INSERT INTO event_actor (event_fid, actor_fid, role) SELECT fid, 1, 'x' FROM event WHERE fid > 1000;"
                  "COMMIT;");
  columns = load (fixture->collection);
  g_assert_cmpuint (ibar_columns_get_n_rows (columns), ==, 100008);
  ibar_columns_get_values (columns, IBAR_FACET_ACTOR, ibar_columns_find_fid (columns, 1), &buffer, &n_values);
  g_assert_cmpuint (n_values, ==, 1003);
  g_assert_cmpuint (columns->totals[IBAR_FACET_ACTOR][0], ==, 100004);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarColumns) columns = NULL;
  IbarExtent extent;

  ibar_test_exec (fixture->collection, "PRAGMA foreign_keys = 0; DELETE FROM event_actor; DELETE FROM event_source;"
                                       "DELETE FROM casualty_source; DELETE FROM casualty; DELETE FROM event;");
  columns = load (fixture->collection);
  g_assert_cmpuint (ibar_columns_get_n_rows (columns), ==, 0);
  g_assert_false (ibar_columns_get_days (columns, NULL, NULL));
  ibar_columns_get_extent (columns, &extent);
  g_assert_true (ibar_extent_is_empty (&extent));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ibar_columns_load (fixture->collection, NULL, NULL, cancellable, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_CANCELLED);
}

/* The bundled events: totals by SQL. */
static void
test_bundled (void)
{
  g_autofree char *path = ibar_test_get_bundled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, &error);
  g_autoptr (IbarColumns) columns = NULL;

  g_assert_no_error (error);
  columns = load (collection);
  g_assert_cmpint (ibar_columns_get_n_rows (columns), ==, ibar_test_query (collection, "SELECT count(*) FROM event"));
  for (guint value = 0; value < ibar_columns_get_n_values (columns, IBAR_FACET_TYPE); value++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT count(*) FROM event JOIN event_type t ON t.fid = type_fid WHERE t.id = '%s'",
          ibar_columns_get_value_id (columns, IBAR_FACET_TYPE, value));

      g_assert_cmpint (columns->totals[IBAR_FACET_TYPE][value], ==, ibar_test_query (collection, sql));
    }
  for (guint value = 0; value < ibar_columns_get_n_values (columns, IBAR_FACET_ACTOR); value++)
    {
      g_autofree char *sql = g_strdup_printf (
          "WITH RECURSIVE inside (fid) AS (SELECT fid FROM actor WHERE id = '%s' UNION"
          " SELECT a.fid FROM actor a JOIN inside i ON a.parent_fid = i.fid)"
          " SELECT count(DISTINCT event_fid) FROM event_actor WHERE actor_fid IN inside",
          ibar_columns_get_value_id (columns, IBAR_FACET_ACTOR, value));

      g_assert_cmpint (columns->totals[IBAR_FACET_ACTOR][value], ==, ibar_test_query (collection, sql));
    }
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_dangling, ==, 0);
}

/* Rows lie along the Morton curve, positions come back to a centimetre, poles exactly. */
static void
test_positions (void)
{
  guint32 seed = g_test_rand_int ();
  Synthetic data;
  IbarColumns *columns;
  guint n_bad = 0;

  g_test_message ("seed %u", seed);
  synthetic_init (&data, 4000, SYNTHETIC_WORLD, seed, TRUE);
  columns = data.columns;
  for (guint32 row = 0; row < columns->n_rows; row++)
    {
      const SyntheticEvent *event
          = &g_array_index (data.events, SyntheticEvent, ibar_columns_get_fid (columns, row) - 1);
      IbarRow value;
      gboolean possible = fabs (event->row.point.longitude) <= 180.0 && fabs (event->row.point.latitude) <= 90.0;

      ibar_columns_get_row (columns, row, &value);
      g_assert_cmpint (ibar_point_is_placed (value.point), ==, possible);
      g_assert_cmpint (row < columns->n_placed, ==, possible);
      n_bad += !possible && !(isnan (event->row.point.longitude) && isnan (event->row.point.latitude));
      if (possible)
        {
          g_assert_cmpfloat_with_epsilon (
              remainder (value.point.longitude - event->row.point.longitude, 360.0), 0.0, 1e-7);
          g_assert_cmpfloat_with_epsilon (value.point.latitude, event->row.point.latitude, 1e-7);
          g_assert_true (ibar_extent_contains (&columns->extent, value.point));
        }
      g_assert_cmpuint (ibar_columns_find_fid (columns, value.fid), ==, row);
    }
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_bad_points, ==, n_bad);
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_bad_dates, >, 0);
  g_assert_cmpuint (ibar_columns_get_report (columns)->n_reversed, >, 0);
  synthetic_clear (&data);
}

/* Row numbers that do not fit in 32 bits. */
static void
test_wide_fids (void)
{
  Synthetic vocabulary;
  IbarColumnsBuilder *builder;
  g_autoptr (IbarColumns) columns = NULL;
  static const gint64 fids[] = { G_MININT64, -5, 0, 7, G_GINT64_CONSTANT (5000000000), G_MAXINT64 };

  synthetic_init (&vocabulary, 0, SYNTHETIC_UNIFORM, 1, FALSE);
  builder = ibar_columns_builder_new (vocabulary.columns->vocabulary, NULL, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (fids); i++)
    {
      IbarBuilderRow row = { .fid = fids[i], .point = { 10.0 * i, 5.0 }, .start = i, .end = i };

      ibar_columns_builder_add (builder, &row);
    }
  columns = ibar_columns_builder_finish (builder);
  for (guint i = 0; i < G_N_ELEMENTS (fids); i++)
    {
      IbarRow row;

      get (columns, fids[i], &row);
      g_assert_cmpint (row.start, ==, i);
    }
  g_assert_cmpuint (ibar_columns_find_fid (columns, 6), ==, IBAR_ROW_NONE);
  g_clear_pointer (&columns, ibar_columns_unref);
  synthetic_clear (&vocabulary);
}

/* So many that rows are not sorted by fid for the first that is looked for; and after they are. */
static void
test_many_fids (void)
{
  static const gint64 absent[] = { 0, -1, 150001, G_MININT64, G_MAXINT64, G_GINT64_CONSTANT (4294967296) + 7 };
  Synthetic data;

  synthetic_init (&data, 150000, SYNTHETIC_TOWNS, 3, FALSE);
  for (guint turn = 0; turn < 2; turn++)
    {
      for (guint i = 0; i < 200; i++)
        {
          guint32 row = i == 0 ? 0 : i == 1 ? 149999 : (guint32) g_test_rand_int_range (0, 150000);

          g_assert_cmpuint (ibar_columns_find_fid (data.columns, ibar_columns_get_fid (data.columns, row)), ==, row);
        }
      for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
        g_assert_cmpuint (ibar_columns_find_fid (data.columns, absent[i]), ==, IBAR_ROW_NONE);
      if (turn == 0)
        for (guint32 row = 1; row < 150000; row++)
          g_assert_cmpint (ibar_columns_get_fid (data.columns, ibar_columns_get_by_fid (data.columns)[row]), ==, row + 1);
    }
  synthetic_clear (&data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/columns/load", Fixture, NULL, set_up, test_load, tear_down);
  g_test_add ("/columns/closure", Fixture, NULL, set_up, test_closure, tear_down);
  g_test_add ("/columns/bad-rows", Fixture, NULL, set_up, test_bad_rows, tear_down);
  g_test_add ("/columns/many-links", Fixture, NULL, set_up, test_many_links, tear_down);
  g_test_add ("/columns/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/columns/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add_func ("/columns/bundled", test_bundled);
  g_test_add_func ("/columns/positions", test_positions);
  g_test_add_func ("/columns/wide-fids", test_wide_fids);
  g_test_add_func ("/columns/many-fids", test_many_fids);
  return g_test_run ();
}
