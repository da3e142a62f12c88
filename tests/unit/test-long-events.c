/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which events of several days meet a stretch of time, against a plain loop. */

#include "config.h"

#include "ibar-engine-private.h"
#include "ibar-test-random.h"
#include "ibar-test-synthetic.h"

#include <math.h>

static void
check (IbarColumns *columns, IbarResult *result, IbarDay from, IbarDay to, IbarDay least)
{
  guint most = columns->n_rows, n, n_expected = 0;
  g_autofree guint32 *rows = g_new (guint32, most + 1);
  g_autofree gboolean *found = g_new0 (gboolean, most + 1);

  n = ibar_result_find_long (result, from, to, least, rows, most);
  for (guint i = 0; i < n; i++)
    {
      g_assert_false (found[rows[i]]);
      found[rows[i]] = TRUE;
    }
  for (guint32 row = 0; row < columns->n_rows; row++)
    {
      gboolean expected;
      IbarRow value;

      ibar_columns_get_row (columns, row, &value);
      expected = value.start != IBAR_DAY_NONE && value.start < value.end && value.end - value.start + 1 >= least
                 && value.start <= to && value.end >= from && ibar_result_contains (result, row);
      g_assert_true (found[row] == expected);
      n_expected += expected;
    }
  g_assert_cmpuint (n, ==, n_expected);
  if (n > 3)
    g_assert_cmpuint (ibar_result_find_long (result, from, to, least, rows, 3), ==, 4);
}

/* Under filters, with lengths from two days to fifty years. */
static void
test_random (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();
  Synthetic vocabulary;

  synthetic_init (&vocabulary, 0, SYNTHETIC_UNIFORM, 1, FALSE);
  for (guint i = 0; i < 12; i++)
    {
      IbarColumnsBuilder *builder
          = ibar_columns_builder_new (ibar_columns_get_vocabulary (vocabulary.columns), NULL, NULL, 2000);
      g_autoptr (IbarColumns) columns = NULL;
      g_autoptr (IbarEngine) engine = NULL;
      g_autoptr (IbarFilter) filter = ibar_filter_new ();
      guint n_rows = i == 0 ? 0 : (guint) g_rand_int_range (random, 1, 4000);
      int longest = i % 3 == 0 ? 20000 : i % 3 == 1 ? 30 : 2;

      for (guint n = 0; n < n_rows; n++)
        {
          IbarBuilderRow row = { .fid = n + 1, .point = { NAN, NAN }, .type = (int) (n % 5), .place = -1, .dataset = -1 };

          row.start = n % 50 == 0 ? IBAR_DAY_NONE : g_rand_int_range (random, -300000, 300000);
          row.end = row.start == IBAR_DAY_NONE ? IBAR_DAY_NONE : row.start + g_rand_int_range (random, 0, longest);
          ibar_columns_builder_add (builder, &row);
        }
      columns = ibar_columns_builder_finish (builder);
      engine = ibar_engine_new (NULL, columns);
      for (guint step = 0; step < 40; step++)
        {
          IbarDay from = g_rand_int_range (random, -320000, 320000);
          IbarDay to = step == 0 ? IBAR_DAY_MAX : from + g_rand_int_range (random, 0, step % 2 == 0 ? 400 : 100000);
          g_autoptr (IbarResult) result = NULL;

          ibar_filter_set_dates (filter, step % 3 == 0 ? IBAR_DAY_NONE : from - 5000, IBAR_DAY_NONE);
          result = ibar_engine_run (engine, filter, NULL, NULL);
          check (columns, result, step == 1 ? IBAR_DAY_MIN : from, to,
                      step % 4 == 0 ? 0 : g_rand_int_range (random, 2, 3 * longest / 2));
        }
    }
  synthetic_clear (&vocabulary);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/long-events/random", test_random);
  return g_test_run ();
}
