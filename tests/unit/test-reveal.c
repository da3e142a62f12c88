/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The smallest change of a filter that shows an event: that it does show it, that it touches nothing else, and that a
 * search through all changes, fewest first, finds no smaller one. */

#include "config.h"

#include "ibar-engine-private.h"
#include "ibar-test-random.h"
#include "ibar-test-synthetic.h"

#include <string.h>

#define N_EVENTS 400
#define N_FILTERS 600
#define MOST_STEPS 4 /* of a dimension */

/* Whether an event that has these values passes a facet's terms. */
static gboolean
passes (const IbarFilterTerms *terms, GHashTable *has)
{
  guint n_hits = 0;

  for (guint i = 0; i < terms->exclude->len; i++)
    if (g_hash_table_contains (has, g_ptr_array_index (terms->exclude, i)))
      return FALSE;
  for (guint i = 0; i < terms->include->len; i++)
    n_hits += g_hash_table_contains (has, g_ptr_array_index (terms->include, i));
  return terms->include->len == 0 || (terms->all ? n_hits == terms->include->len : n_hits > 0);
}

/* Fewest steps in a facet until the event passes, tried out one after the other; @most + 1: more than that. */
static guint
count_least (const IbarFilter *filter, IbarFacet facet, GHashTable *has, guint most)
{
  const IbarFilterTerms *terms = &filter->terms[facet];
  guint best = most + 1;
  GHashTableIter iter;
  gpointer id;

  if (passes (terms, has))
    return 0;
  if (most == 0)
    return 1;
  for (guint i = 0; i < terms->include->len + terms->exclude->len; i++)
    {
      g_autoptr (IbarFilter) next = ibar_filter_copy (filter);
      GPtrArray *ids = i < terms->include->len ? terms->include : terms->exclude;

      ibar_filter_set_term (next, facet, g_ptr_array_index (ids, i < terms->include->len ? i : i - terms->include->len), 0);
      best = MIN (best, 1 + count_least (next, facet, has, best - 2));
      if (best == 1)
        return 1;
    }
  g_hash_table_iter_init (&iter, has);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (ibar_filter_get_term (filter, facet, id) == 0)
      {
        g_autoptr (IbarFilter) next = ibar_filter_copy (filter);

        ibar_filter_set_term (next, facet, id, +1);
        best = MIN (best, 1 + count_least (next, facet, has, best - 2));
        if (best == 1)
          return 1;
      }
  if (terms->all)
    {
      g_autoptr (IbarFilter) next = ibar_filter_copy (filter);

      ibar_filter_set_all (next, facet, FALSE);
      best = MIN (best, 1 + count_least (next, facet, has, best - 2));
    }
  return best;
}

static guint
count_changed (GPtrArray *before, GPtrArray *after)
{
  guint n = before->len + after->len;

  for (guint i = 0; i < before->len; i++)
    for (guint j = 0; j < after->len; j++)
      if (g_str_equal (g_ptr_array_index (before, i), g_ptr_array_index (after, j)))
        n -= 2;
  return n;
}

/* An event's values; a set of ids that are not owned. */
static GHashTable *
get_ids (IbarColumns *columns, IbarFacet facet, guint32 row)
{
  GHashTable *has = g_hash_table_new (g_str_hash, g_str_equal);
  guint32 buffer;
  guint n_values;
  const guint32 *values = ibar_columns_get_row_values (columns, facet, row, &buffer, &n_values);

  for (guint i = 0; i < n_values; i++)
    g_hash_table_add (has, (gpointer) ibar_columns_get_value_id (columns, facet, values[i]));
  return has;
}

static void
check_facet (IbarColumns *columns, const IbarFilter *filter, const IbarFilter *looser, IbarFacet facet, guint32 row)
{
  const IbarFilterTerms *before = &filter->terms[facet], *after = &looser->terms[facet];
  g_autoptr (GHashTable) has = get_ids (columns, facet, row);
  guint n_steps = count_changed (before->include, after->include) + count_changed (before->exclude, after->exclude)
                  + (before->all != after->all);

  g_assert_true (passes (after, has));
  if (n_steps <= MOST_STEPS)
    g_assert_cmpuint (n_steps, ==, count_least (filter, facet, has, MAX (n_steps, 1)));
}

/* The ends that need not move do not; the one that does goes to the event's nearest day. */
static void
check_days (IbarColumns *columns, const IbarFilter *filter, const IbarFilter *looser, guint32 row)
{
  IbarRow values;

  ibar_columns_get_row (columns, row, &values);
  if (values.start == IBAR_DAY_NONE)
    {
      if (filter->from != IBAR_DAY_NONE || filter->to != IBAR_DAY_NONE)
        g_assert_true (looser->from == IBAR_DAY_NONE && looser->to == IBAR_DAY_NONE);
      return;
    }
  g_assert_cmpint (looser->from, ==,
                   filter->from != IBAR_DAY_NONE && values.end < filter->from ? values.end : filter->from);
  g_assert_cmpint (looser->to, ==, filter->to != IBAR_DAY_NONE && values.start > filter->to ? values.start : filter->to);
}

/* More terms, and "all" of them, than the usual filters have. */
static void
crowd (const Synthetic *data, IbarFilter *filter, GRand *random)
{
  for (guint n = (guint) g_rand_int_range (random, 0, 5); n > 0; n--)
    {
      IbarFacet facet = (IbarFacet) g_rand_int_range (random, 0, IBAR_N_FACETS);
      guint n_values = ibar_columns_get_n_values (data->columns, facet);

      if (n_values > 0)
        ibar_filter_set_term (filter, facet,
                              ibar_columns_get_value_id (data->columns, facet,
                                                         (guint) g_rand_int_range (random, 0, (int) n_values)),
                              g_rand_boolean (random) ? +1 : -1);
      if (g_rand_boolean (random))
        ibar_filter_set_all (filter, facet, TRUE);
    }
}

static void
test_random (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();
  Synthetic data;
  IbarEngine *engine;

  synthetic_init (&data, N_EVENTS, SYNTHETIC_WORLD, g_rand_int (random), FALSE);
  engine = ibar_engine_new (NULL, data.columns);
  for (int i = 0; i < N_FILTERS; i++)
    {
      g_autoptr (IbarFilter) filter = synthetic_filter (&data, random);
      g_autoptr (IbarResult) result = NULL;
      g_autoptr (IbarResult) shown = NULL;
      g_autoptr (IbarFilter) looser = NULL;
      guint32 row = (guint32) g_rand_int_range (random, 0, N_EVENTS);
      guint hidden;

      crowd (&data, filter, random);
      result = ibar_engine_run (engine, filter, NULL, NULL);
      hidden = ibar_result_why_hidden (result, row);
      looser = ibar_result_reveal_filter (result, row);
      shown = ibar_engine_run (engine, looser, NULL, NULL);
      g_assert_true (ibar_result_contains (shown, row));
      g_assert_cmpuint (ibar_result_why_hidden (shown, row), ==, 0);
      if (hidden == 0)
        g_assert_true (ibar_filter_equal (looser, filter));
      for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
        if (hidden >> facet & 1)
          check_facet (data.columns, filter, looser, (IbarFacet) facet, row);
        else
          g_assert_true (ibar_filter_terms_equal (&looser->terms[facet], &filter->terms[facet]));
      check_days (data.columns, filter, looser, row);
      g_assert_cmpstr (looser->text, ==, hidden & IBAR_HIDDEN_TEXT ? NULL : filter->text);
      g_assert_true ((looser->area != NULL) == (filter->area != NULL && !(hidden & IBAR_HIDDEN_AREA)));
    }
  ibar_engine_free (engine);
  synthetic_clear (&data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reveal/random", test_random);
  return g_test_run ();
}
