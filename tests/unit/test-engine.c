/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine against a plain loop over the events as they were made; its walks are in test-engine-walk.c. */

#include "config.h"

#include "ibar-engine-private.h"
#include "ibar-test-oracle.h"
#include "ibar-test-random.h"

/* Events of a kind, once for each actor of it. */
static guint
count_kind (const Synthetic *data, const char *kind)
{
  const IbarVocabulary *vocabulary = ibar_columns_get_vocabulary (data->columns);
  guint count = 0;

  for (guint value = 0; value < vocabulary->actors->len; value++)
    {
      const IbarActor *actor = g_ptr_array_index (vocabulary->actors, value);

      if (g_strcmp0 (actor->kind, kind) == 0)
        count += data->columns->totals[IBAR_FACET_ACTOR][value];
    }
  return count;
}

/* The kinds that have parts of their own are those of most events. */
static void
test_kinds (void)
{
  Synthetic data;
  guint least = G_MAXUINT;

  synthetic_init (&data, 900, SYNTHETIC_TOWNS, 5, FALSE);
  for (guint group = 0; group < IBAR_GROUP_SEVERAL_KINDS; group++)
    {
      guint count = count_kind (&data, ibar_columns_get_group_kind (data.columns, group));

      g_assert_cmpuint (count, <=, least);
      least = count;
    }
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *kind = g_strdup_printf ("kind%d", i);
      gboolean shown = FALSE;

      for (guint group = 0; group < IBAR_GROUP_SEVERAL_KINDS; group++)
        shown = shown || g_str_equal (ibar_columns_get_group_kind (data.columns, group), kind);
      g_assert_true (shown || count_kind (&data, kind) <= least);
    }
  synthetic_clear (&data);
}

static void
test_oracle (gconstpointer shape)
{
  static const guint sizes[] = { 0, 1, 2, 63, 64, 255, 256, 257, 700 };
  g_autoptr (GRand) random = ibar_test_rand_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Synthetic data;
      IbarEngine *engine;

      synthetic_init (&data, sizes[i], GPOINTER_TO_UINT (shape), g_rand_int (random), TRUE);
      engine = ibar_engine_new (NULL, data.columns);
      for (int round = 0; round < 6; round++)
        {
          g_autoptr (IbarFilter) filter = synthetic_filter (&data, random);
          g_autoptr (IbarResult) result = NULL;

          ibar_engine_set_stacking (engine, g_rand_boolean (random) ? IBAR_STACK_FAMILY : IBAR_STACK_ACTOR_KIND);
          result = ibar_engine_run (engine, filter, NULL, NULL);
          oracle_check_result (&data, result, filter, random);
        }
      ibar_engine_free (engine);
      synthetic_clear (&data);
    }
}

/* An earlier result stays what it was while the engine goes on. */
static void
test_immutable (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();
  g_autoptr (IbarFilter) first = ibar_filter_new ();
  g_autoptr (IbarResult) kept = NULL;
  Synthetic data;
  IbarEngine *engine;

  synthetic_init (&data, 500, SYNTHETIC_WORLD, g_rand_int (random), TRUE);
  engine = ibar_engine_new (NULL, data.columns);
  ibar_filter_set_dates (first, 12000, 13000);
  kept = ibar_engine_run (engine, first, NULL, NULL);
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (IbarFilter) filter = synthetic_filter (&data, random);

      ibar_result_unref (ibar_engine_run (engine, filter, NULL, NULL));
    }
  ibar_engine_free (engine);
  oracle_check_result (&data, kept, first, random);
  synthetic_clear (&data);
}

/* Days from here on, each of them an event's, and a longer event for every tenth. */
#define FIRST_OF_MANY (-60000)

static IbarColumns *
make_many_days (const Synthetic *vocabulary, guint n_days)
{
  IbarColumnsBuilder *builder = ibar_columns_builder_new (vocabulary->columns->vocabulary, NULL, NULL, n_days);

  for (guint i = 0; i < n_days; i++)
    {
      IbarDay day = FIRST_OF_MANY + (IbarDay) i;
      IbarBuilderRow row = { .fid = i + 1, .point = { 20.0, 43.0 }, .type = (int) (i % 5), .place = -1, .dataset = -1 };

      row.start = day;
      row.end = i % 10 == 0 ? MIN (day + 45, FIRST_OF_MANY + (IbarDay) n_days - 1) : day;
      ibar_columns_builder_add (builder, &row);
    }
  return ibar_columns_builder_finish (builder);
}

static void
check_many_days (IbarColumns *columns, IbarResult *result, IbarDay from, IbarDay to, GRand *random)
{
  IbarDay first = FIRST_OF_MANY + g_rand_int_range (random, -400, (int) columns->n_rows);
  guint n = 30, n_passing = 0;
  g_autofree guint32 *out = g_new (guint32, n * IBAR_N_FAMILIES);
  g_autofree guint32 *expected = g_new0 (guint32, n * IBAR_N_FAMILIES);
  IbarBinUnit unit = g_rand_int_range (random, 0, 4);

  ibar_result_histogram (result, unit, first, n, TRUE, out, NULL);
  for (guint32 row = 0; row < columns->n_rows; row++)
    {
      gboolean passes;
      IbarRow value;

      ibar_columns_get_row (columns, row, &value);
      passes = value.start <= to && value.end >= from;
      g_assert_true (ibar_result_contains (result, row) == passes);
      n_passing += passes;
      for (guint bin = 0; passes && bin < n; bin++)
        {
          IbarDay start = ibar_bin_next (unit, ibar_bin_start (unit, first), (int) bin);

          if (value.end >= start && value.start < ibar_bin_next (unit, start, 1))
            expected[bin * IBAR_N_FAMILIES + value.family]++;
        }
    }
  g_assert_cmpuint (ibar_result_get_n_passing (result), ==, n_passing);
  g_assert_cmpmem (out, n * IBAR_N_FAMILIES * sizeof *out, expected, n * IBAR_N_FAMILIES * sizeof *expected);
}

/* About the number of days from which on spans take 32 bits, and beyond that up to which days are counted. */
static void
test_many_days (void)
{
  static const guint n_days[] = { IBAR_SHORT_NONE - 1, IBAR_SHORT_NONE, IBAR_SHORT_NONE + 1, IBAR_MAX_COUNTED_DAYS + 10 };
  g_autoptr (GRand) random = ibar_test_rand_new ();
  Synthetic vocabulary;

  synthetic_init (&vocabulary, 0, SYNTHETIC_UNIFORM, 1, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (n_days); i++)
    {
      g_autoptr (IbarColumns) columns = make_many_days (&vocabulary, n_days[i]);
      g_autoptr (IbarEngine) engine = ibar_engine_new (NULL, columns);
      g_autoptr (IbarFilter) filter = ibar_filter_new ();

      g_assert_cmpuint (columns->n_days, ==, n_days[i]);
      for (guint step = 0; step < 40; step++)
        {
          IbarDay from = FIRST_OF_MANY + g_rand_int_range (random, -100, (int) n_days[i] + 100);
          /* Small moves now and then, and the last day of all. */
          IbarDay to = step % 4 == 0 ? from + 1 : step % 7 == 0 ? IBAR_DAY_MAX : from + g_rand_int_range (random, 0, 9000);
          g_autoptr (IbarResult) result = NULL;

          ibar_filter_set_dates (filter, from, to);
          result = ibar_engine_run (engine, filter, NULL, NULL);
          check_many_days (columns, result, from, to, random);
        }
    }
  synthetic_clear (&vocabulary);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  g_autoptr (IbarResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Synthetic data;
  IbarEngine *engine;

  synthetic_init (&data, 300, SYNTHETIC_TOWNS, 1, FALSE);
  engine = ibar_engine_new (NULL, data.columns);
  ibar_filter_set_dates (filter, 12000, 12100);
  g_cancellable_cancel (cancellable);
  g_assert_null (ibar_engine_run (engine, filter, cancellable, &error));
  g_assert_nonnull (error);
  result = ibar_engine_run (engine, filter, NULL, NULL);
  g_assert_cmpuint (ibar_result_get_n_passing (result), <, 300);
  ibar_engine_free (engine);
  synthetic_clear (&data);
}

static void
test_bins (void)
{
  g_assert_cmpint (ibar_bin_start (IBAR_BIN_WEEK, 0), ==, -3); /* Monday, 29 December 1969 */
  g_assert_cmpint (ibar_bin_start (IBAR_BIN_WEEK, -3), ==, -3);
  g_assert_cmpint (ibar_bin_start (IBAR_BIN_WEEK, -4), ==, -10);
  g_assert_cmpint (ibar_bin_start (IBAR_BIN_MONTH, 40), ==, 31);
  g_assert_cmpint (ibar_bin_start (IBAR_BIN_YEAR, 364), ==, 0);
  g_assert_cmpint (ibar_bin_next (IBAR_BIN_MONTH, 31, 1), ==, 59);
  g_assert_cmpint (ibar_bin_next (IBAR_BIN_MONTH, 0, -1), ==, -31);
  g_assert_cmpint (ibar_bin_next (IBAR_BIN_YEAR, 0, 2), ==, 730);
  g_assert_cmpint (ibar_bin_next (IBAR_BIN_YEAR, ibar_day_from_ymd (9999, 1, 1), 1), ==, IBAR_DAY_MAX + 1);
  g_assert_cmpint (ibar_bin_next (IBAR_BIN_YEAR, IBAR_DAY_MAX + 1, 3), ==, IBAR_DAY_MAX + 1);
  g_assert_cmpint (ibar_bin_next (IBAR_BIN_YEAR, IBAR_DAY_MAX + 1, -1), ==, ibar_day_from_ymd (9999, 1, 1));
  g_assert_cmpint (ibar_bin_next (IBAR_BIN_MONTH, 0, -100000), ==, IBAR_DAY_MIN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint shape = 0; shape < N_SYNTHETIC_SHAPES; shape++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/oracle/%s", synthetic_shape_names[shape]);

      g_test_add_data_func (path, GUINT_TO_POINTER (shape), test_oracle);
    }
  g_test_add_func ("/engine/immutable", test_immutable);
  g_test_add_func ("/engine/kinds", test_kinds);
  g_test_add_func ("/engine/many-days", test_many_days);
  g_test_add_func ("/engine/cancelled", test_cancelled);
  g_test_add_func ("/engine/bins", test_bins);
  return g_test_run ();
}
