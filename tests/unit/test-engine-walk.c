/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A filter reached by any order of changes gives what a fresh engine gives, and what a plain loop over the events does. */

#include "config.h"

#include "ibar-engine-private.h"
#include "ibar-test-collection.h"
#include "ibar-test-oracle.h"
#include "ibar-test-random.h"

#include <string.h>

static void
assert_same_days (const IbarColumns *columns, const IbarDayCounts *a, const IbarDayCounts *b)
{
  gsize size = columns->has_day_counts ? (gsize) columns->n_days * IBAR_FAMILY_STRIDE * sizeof (guint32) : 0;

  if (a->single != NULL)
    g_assert_cmpmem (a->single, size, b->single, size);
  g_assert_cmpmem (a->starts, size, b->starts, size);
  g_assert_cmpmem (a->ends, size, b->ends, size);
}

/* Everything a result holds, whatever way led to it. */
static void
assert_same_result (IbarResult *a, IbarResult *b)
{
  const IbarColumns *columns = a->columns;
  gsize words = columns->n_words * sizeof (guint64);
  gsize blocks = (columns->n_words / IBAR_BLOCK_WORDS + 1) * sizeof (IbarBlockSums);

  g_assert_cmpuint (a->n_passing, ==, b->n_passing);
  g_assert_cmpmem (a->passing, words, b->passing, words);
  g_assert_cmpmem (a->blocks, blocks, b->blocks, blocks);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      gsize size = ibar_columns_get_n_values (a->columns, facet) * sizeof (guint32);

      g_assert_cmpmem (a->counts[facet], size, b->counts[facet], size);
    }
  assert_same_days (columns, &a->open, &b->open);
}

static void
walk (guint n_rows, SyntheticShape shape, guint n_steps, guint compare_every, guint check_every, GRand *random)
{
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  IbarStacking stacking = IBAR_STACK_FAMILY;
  Synthetic data;
  IbarEngine *engine;

  synthetic_init (&data, n_rows, shape, g_rand_int (random), check_every > 0);
  engine = ibar_engine_new (NULL, data.columns);
  for (guint step = 0; step < n_steps; step++)
    {
      g_autoptr (IbarResult) result = NULL;

      if (g_rand_int_range (random, 0, 60) == 0)
        {
          ibar_filter_free (filter);
          filter = synthetic_filter (&data, random);
        }
      else
        synthetic_change_filter (&data, filter, random);
      if (g_rand_int_range (random, 0, 20) == 0)
        stacking = g_rand_boolean (random) ? IBAR_STACK_FAMILY : IBAR_STACK_ACTOR_KIND;
      ibar_engine_set_stacking (engine, stacking);
      result = ibar_engine_run (engine, filter, NULL, NULL);
      if (step % compare_every == 0)
        {
          IbarEngine *fresh = ibar_engine_new (NULL, data.columns);
          g_autoptr (IbarResult) expected = NULL;

          ibar_engine_set_stacking (fresh, stacking);
          expected = ibar_engine_run (fresh, filter, NULL, NULL);
          assert_same_result (result, expected);
          ibar_engine_free (fresh);
        }
      if (check_every > 0 && step % check_every == 0)
        oracle_check_result (&data, result, filter, random);
    }
  ibar_engine_free (engine);
  synthetic_clear (&data);
}

static void
test_walk (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();

  walk (900, SYNTHETIC_WORLD, 10000, 10, 500, random);
}

/* The same on every shape, few rows and far edges: often nothing or everything passes. */
static void
test_walk_shapes (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();
  static const guint sizes[] = { 0, 1, 65, 257 };

  for (guint shape = 0; shape < N_SYNTHETIC_SHAPES; shape++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      walk (sizes[i], shape, 400, 5, 40, random);
}

/* Words, too, which only a file can be asked for. */
static void
change_text_filter (IbarFilter *filter, GRand *random)
{
  static const char *const texts[] = { "kfor", "mitrovica", "zvecan grenade", "nothinglikethis", NULL };
  static const char *const actors[] = { "kfor", "nato", "eulex" };
  static const IbarPoint ring[] = { { 20.6, 42.85 }, { 20.95, 42.85 }, { 20.95, 43.1 }, { 20.7, 43.2 } };
  int year = g_rand_int_range (random, 1999, 2026);

  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
    case 1:
      ibar_filter_set_text (filter, texts[g_rand_int_range (random, 0, G_N_ELEMENTS (texts))]);
      break;
    case 2:
      ibar_filter_set_dates (filter, g_rand_boolean (random) ? ibar_day_from_ymd (year, 1, 1) : IBAR_DAY_NONE, IBAR_DAY_NONE);
      break;
    case 3:
      ibar_filter_set_area (filter, ring, g_rand_boolean (random) ? G_N_ELEMENTS (ring) : 0);
      break;
    default:
      ibar_filter_set_term (filter, IBAR_FACET_ACTOR, actors[g_rand_int_range (random, 0, G_N_ELEMENTS (actors))],
                            g_rand_int_range (random, -1, 2));
      break;
    }
}

static void
test_walk_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) random = ibar_test_rand_new ();
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  g_autofree char *path = ibar_test_get_bundled ();
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, &error);
  g_autoptr (IbarColumns) columns = NULL;
  g_autoptr (IbarEngine) engine = NULL;
  guint n_shown = 0;

  g_assert_no_error (error);
  columns = ibar_columns_load (collection, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  engine = ibar_engine_new (collection, columns);
  for (guint step = 0; step < 2000; step++)
    {
      g_autoptr (IbarEngine) fresh = ibar_engine_new (collection, columns);
      g_autoptr (IbarResult) result = NULL;
      g_autoptr (IbarResult) expected = NULL;

      change_text_filter (filter, random);
      result = ibar_engine_run (engine, filter, NULL, &error);
      g_assert_no_error (error);
      expected = ibar_engine_run (fresh, filter, NULL, &error);
      g_assert_no_error (error);
      assert_same_result (result, expected);
      n_shown += filter->text != NULL && ibar_result_get_n_passing (result) > 0;
    }
  g_assert_cmpuint (n_shown, >, 0);
}

/* Enough rows for two threads, and for sets of actors and sources to be counted one by one. */
static void
test_walk_large (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();

  walk (210000, SYNTHETIC_TOWNS, 40, 4, 0, random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine-walk/world", test_walk);
  g_test_add_func ("/engine-walk/shapes", test_walk_shapes);
  g_test_add_func ("/engine-walk/text", test_walk_text);
  g_test_add_func ("/engine-walk/large", test_walk_large);
  return g_test_run ();
}
