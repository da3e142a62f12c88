/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine against a plain loop over the events as they were made, and against a fresh engine.
 *
 * The oracle shares no code with the engine but ibar_ring_contains(): it decides every event by its own
 * values, actors by walking up to their parents. */

#include "config.h"

#include "ibar-engine-private.h"
#include "ibar-test-collection.h"
#include "ibar-test-synthetic.h"

#include <math.h>
#include <string.h>

static gboolean
actor_within (const IbarVocabulary *vocabulary, int actor, const char *id)
{
  for (; actor >= 0; actor = ((IbarActor *) g_ptr_array_index (vocabulary->actors, actor))->parent)
    if (g_str_equal (((IbarActor *) g_ptr_array_index (vocabulary->actors, actor))->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
event_has (const Synthetic *data, const SyntheticEvent *event, IbarFacet facet, const char *id)
{
  const IbarVocabulary *vocabulary = ibar_columns_get_vocabulary (data->columns);
  const IbarPlace *place
      = event->row.place >= 0 ? g_ptr_array_index (vocabulary->places, event->row.place) : NULL;
  static const char *const confidences[] = { "high", "medium", "low", "general knowledge", "unstated" };

  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      for (guint i = 0; i < event->n_actors; i++)
        if (actor_within (vocabulary, event->actors[i], id))
          return TRUE;
      return FALSE;
    case IBAR_FACET_SOURCE:
      for (guint i = 0; i < event->n_sources; i++)
        if (g_str_equal (((IbarSource *) g_ptr_array_index (vocabulary->sources, event->sources[i]))->id, id))
          return TRUE;
      return FALSE;
    case IBAR_FACET_TYPE:
      return g_str_equal (((IbarEventType *) g_ptr_array_index (vocabulary->types, event->row.type))->id, id);
    case IBAR_FACET_PLACE:
      return place != NULL && g_str_equal (place->id, id);
    case IBAR_FACET_MUNICIPALITY:
      return place != NULL && place->municipality >= 0
             && g_str_equal (g_ptr_array_index (vocabulary->municipalities, place->municipality), id);
    case IBAR_FACET_CONFIDENCE:
      return g_str_equal (confidences[event->row.confidence], id);
    case IBAR_FACET_DATASET:
      return g_str_equal (((IbarDataset *) g_ptr_array_index (vocabulary->datasets, event->row.dataset))->id, id);
    case IBAR_N_FACETS:
    default:
      g_assert_not_reached ();
    }
}

/* First and last day as the columns must have taken them; FALSE: not dated. */
static gboolean
event_days (const SyntheticEvent *event, IbarDay *start, IbarDay *end)
{
  *start = event->row.start;
  *end = event->row.end;
  if (*start == IBAR_DAY_NONE || *start < IBAR_DAY_MIN || *end < IBAR_DAY_MIN)
    return FALSE;
  if (*end < *start)
    {
      *start = event->row.end;
      *end = event->row.start;
    }
  return TRUE;
}

static gboolean
event_point (const SyntheticEvent *event, IbarPoint *point)
{
  *point = event->row.point;
  return fabs (point->longitude) <= 180.0 && fabs (point->latitude) <= 90.0;
}

static gboolean
facet_hides (const Synthetic *data, const SyntheticEvent *event, const IbarFilterTerms *terms, IbarFacet facet)
{
  guint n_hits = 0;

  for (guint i = 0; i < terms->exclude->len; i++)
    if (event_has (data, event, facet, g_ptr_array_index (terms->exclude, i)))
      return TRUE;
  for (guint i = 0; i < terms->include->len; i++)
    n_hits += event_has (data, event, facet, g_ptr_array_index (terms->include, i));
  if (terms->include->len == 0)
    return FALSE;
  return terms->all ? n_hits < terms->include->len : n_hits == 0;
}

static guint
oracle_mask (const Synthetic *data, const SyntheticEvent *event, const IbarFilter *filter)
{
  guint mask = 0;
  IbarDay start, end;
  IbarPoint point;

  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    if (facet_hides (data, event, &filter->terms[facet], facet))
      mask |= 1u << facet;
  if (filter->from != IBAR_DAY_NONE || filter->to != IBAR_DAY_NONE)
    {
      if (!event_days (event, &start, &end) || (filter->from != IBAR_DAY_NONE && end < filter->from)
          || (filter->to != IBAR_DAY_NONE && start > filter->to))
        mask |= IBAR_HIDDEN_TIME;
    }
  if (filter->area != NULL)
    if (!event_point (event, &point)
        || !ibar_ring_contains ((IbarPoint *) (void *) filter->area->data, filter->area->len, point))
      mask |= IBAR_HIDDEN_AREA;
  return mask;
}

static guint *
oracle_masks (const Synthetic *data, const IbarFilter *filter)
{
  guint *masks = g_new (guint, data->events->len + 1);

  for (guint i = 0; i < data->events->len; i++)
    masks[i] = oracle_mask (data, &g_array_index (data->events, SyntheticEvent, i), filter);
  return masks;
}

static void
check_facets (const Synthetic *data, IbarResult *result, const guint *masks)
{
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      guint n_values;
      const guint32 *counts = ibar_result_get_facet_counts (result, facet, &n_values);

      for (guint value = 0; value < n_values; value++)
        {
          const char *id = ibar_columns_get_value_id (data->columns, facet, value);
          guint expected = 0;

          for (guint i = 0; i < data->events->len; i++)
            if ((masks[i] & ~(1u << facet)) == 0)
              expected += event_has (data, &g_array_index (data->events, SyntheticEvent, i), facet, id);
          if (counts[value] != expected)
            g_error ("facet %u value %s: %u, expected %u", facet, id, counts[value], expected);
        }
    }
}

/* Whether an actor is above another. */
static gboolean
is_above (const IbarVocabulary *vocabulary, int above, int actor)
{
  while ((actor = ((IbarActor *) g_ptr_array_index (vocabulary->actors, actor))->parent) >= 0)
    if (actor == above)
      return TRUE;
  return FALSE;
}

/* The part of a bar for an event: of the actors as they were given, those below which no other stands. */
static guint
oracle_group (const Synthetic *data, const SyntheticEvent *event)
{
  const IbarVocabulary *vocabulary = ibar_columns_get_vocabulary (data->columns);
  const char *kind = NULL;

  for (guint i = 0; i < event->n_actors; i++)
    {
      const IbarActor *actor = g_ptr_array_index (vocabulary->actors, event->actors[i]);
      gboolean above = FALSE;

      for (guint k = 0; k < event->n_actors; k++)
        above = above || is_above (vocabulary, event->actors[i], event->actors[k]);
      if (above || actor->kind[0] == '\0')
        continue;
      if (kind != NULL && !g_str_equal (kind, actor->kind))
        return IBAR_GROUP_SEVERAL_KINDS;
      kind = actor->kind;
    }
  for (guint group = 0; kind != NULL && group < IBAR_GROUP_SEVERAL_KINDS; group++)
    if (g_strcmp0 (ibar_columns_get_group_kind (data->columns, group), kind) == 0)
      return group;
  return kind != NULL ? IBAR_GROUP_OTHER_KIND : IBAR_GROUP_NO_KIND;
}

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
check_histogram (const Synthetic *data, IbarResult *result, const guint *masks, GRand *random)
{
  const IbarVocabulary *vocabulary = ibar_columns_get_vocabulary (data->columns);
  guint n = g_rand_int_range (random, 1, 40);
  IbarBinUnit unit = g_rand_int_range (random, 0, 4);
  IbarDay first = 10957 + g_rand_int_range (random, -400, 25 * 365);
  gboolean passing = g_rand_boolean (random);
  g_autofree guint32 *out = g_new (guint32, n * IBAR_N_FAMILIES);
  g_autofree guint32 *all = g_new (guint32, n);
  IbarDay bin = ibar_bin_start (unit, first);

  ibar_result_histogram (result, unit, first, n, passing, out, all);
  for (guint i = 0; i < n; i++)
    {
      IbarDay next = ibar_bin_next (unit, bin, 1);
      guint expected[IBAR_N_FAMILIES] = { 0 }, expected_all = 0;

      g_assert_cmpint (next, >, bin);
      for (guint k = 0; k < data->events->len; k++)
        {
          const SyntheticEvent *event = &g_array_index (data->events, SyntheticEvent, k);
          const IbarEventType *type = g_ptr_array_index (vocabulary->types, event->row.type);
          IbarDay start, end;

          if (!event_days (event, &start, &end) || start >= next || end < bin)
            continue;
          expected_all++;
          if ((masks[k] & ~(passing ? 0 : IBAR_HIDDEN_TIME)) == 0)
            expected[ibar_result_get_stacking (result) == IBAR_STACK_FAMILY ? (guint) type->family
                                                                            : oracle_group (data, event)]++;
        }
      g_assert_cmpuint (all[i], ==, expected_all);
      for (guint family = 0; family < IBAR_N_FAMILIES; family++)
        g_assert_cmpuint (out[i * IBAR_N_FAMILIES + family], ==, expected[family]);
      bin = next;
    }
}

static void
check_list (const Synthetic *data, IbarResult *result, GRand *random)
{
  guint n = ibar_result_get_n_passing (result);
  IbarSortKey key = g_rand_int_range (random, 0, IBAR_N_SORTS);
  gboolean descending = g_rand_boolean (random);
  g_autofree guint8 *seen = g_new0 (guint8, data->events->len + 1);
  IbarDay day = 10957 + g_rand_int_range (random, 0, 25 * 365);
  guint before = 0;
  IbarRow last = { 0 };

  for (guint position = 0; position < n; position++)
    {
      guint32 row = ibar_result_get_row (result, key, descending, position);
      IbarRow value;

      g_assert_true (ibar_result_contains (result, row));
      g_assert_cmpuint (seen[row], ==, 0);
      seen[row] = 1;
      g_assert_cmpuint (ibar_result_get_position (result, key, descending, row), ==, position);
      ibar_columns_get_row (data->columns, row, &value);
      if (position > 0 && key == IBAR_SORT_DATE && value.start != IBAR_DAY_NONE)
        {
          g_assert_cmpint (last.start, !=, IBAR_DAY_NONE);
          g_assert_true (descending ? value.start <= last.start : value.start >= last.start);
        }
      if (position > 0 && key == IBAR_SORT_CASUALTIES)
        g_assert_true (descending ? value.casualties <= last.casualties : value.casualties >= last.casualties);
      if (position > 0 && key == IBAR_SORT_SOURCES)
        g_assert_true (descending ? value.n_sources <= last.n_sources : value.n_sources >= last.n_sources);
      if (position > 0 && key == IBAR_SORT_PLACE)
        g_assert_false (last.place < 0 && value.place >= 0);
      before += value.start != IBAR_DAY_NONE && value.start < day;
      last = value;
    }
  g_assert_cmpuint (ibar_result_get_row (result, key, descending, n), ==, IBAR_ROW_NONE);
  g_assert_cmpuint (ibar_result_find_day (result, day), ==, before);
}

static void
check_outside (const Synthetic *data, IbarResult *result, const guint *masks, GRand *random)
{
  IbarExtent extent = { g_rand_double_range (random, -180, 180), g_rand_double_range (random, -90, 50),
                        g_rand_double_range (random, -180, 180), g_rand_double_range (random, 50, 90) };
  guint expected = 0;

  for (guint i = 0; i < data->events->len; i++)
    {
      IbarPoint point;

      if (masks[i] == 0 && event_point (&g_array_index (data->events, SyntheticEvent, i), &point))
        expected += !ibar_extent_contains (&extent, (IbarPoint){ point.longitude,
                                                                 CLAMP (point.latitude, -85.05, 85.05) });
    }
  g_assert_cmpuint (ibar_result_get_n_outside (result, &extent), ==, expected);
  ibar_extent_init_empty (&extent);
  g_assert_cmpuint (ibar_result_get_n_outside (result, &extent) + ibar_result_get_n_unplaced (result), ==,
                    ibar_result_get_n_passing (result));
}

static void
check_result (const Synthetic *data, IbarResult *result, const IbarFilter *filter, GRand *random)
{
  g_autofree guint *masks = oracle_masks (data, filter);
  guint n_passing = 0, n_unplaced = 0, n_undated = 0, n_vague = 0;

  g_assert_true (ibar_filter_equal (ibar_result_get_filter (result), filter));
  for (guint row = 0; row < data->events->len; row++)
    {
      gint64 fid = ibar_columns_get_fid (data->columns, row);
      const SyntheticEvent *event = &g_array_index (data->events, SyntheticEvent, fid - 1);
      guint mask = masks[fid - 1];
      IbarPoint point;
      IbarDay start, end;
      gboolean dated = event_days (event, &start, &end);

      if (ibar_result_why_hidden (result, row) != mask || ibar_result_contains (result, row) != (mask == 0))
        {
          g_error ("fid %" G_GINT64_FORMAT ": hidden by %x, expected %x", fid,
                   ibar_result_why_hidden (result, row), mask);
        }
      n_passing += mask == 0;
      n_unplaced += mask == 0 && !event_point (event, &point);
      n_undated += mask == 0 && !dated;
      n_vague += mask == 0 && dated && event->row.date_precision != IBAR_DATE_DAY;
    }
  g_assert_cmpuint (ibar_result_get_n_passing (result), ==, n_passing);
  g_assert_cmpuint (ibar_result_get_n_unplaced (result), ==, n_unplaced);
  g_assert_cmpuint (ibar_result_get_n_undated (result), ==, n_undated);
  g_assert_cmpuint (ibar_result_get_n_vague_dates (result), ==, n_vague);
  check_facets (data, result, masks);
  check_histogram (data, result, masks, random);
  check_list (data, result, random);
  check_outside (data, result, masks, random);
}

static GRand *
seeded (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  return g_rand_new_with_seed (seed);
}

static void
test_oracle (gconstpointer shape)
{
  static const guint sizes[] = { 0, 1, 2, 63, 64, 255, 256, 257, 700 };
  g_autoptr (GRand) random = seeded ();

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
          check_result (&data, result, filter, random);
        }
      ibar_engine_free (engine);
      synthetic_clear (&data);
    }
}

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
  gsize blocks = (columns->n_words / IBAR_BLOCK_WORDS + 1) * sizeof (IbarBlock);

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
walk (guint n_rows, SyntheticShape shape, guint n_steps, guint compare_every, GRand *random)
{
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  IbarStacking stacking = IBAR_STACK_FAMILY;
  Synthetic data;
  IbarEngine *engine;

  synthetic_init (&data, n_rows, shape, g_rand_int (random), FALSE);
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
    }
  ibar_engine_free (engine);
  synthetic_clear (&data);
}

static void
test_walk (void)
{
  g_autoptr (GRand) random = seeded ();

  walk (900, SYNTHETIC_WORLD, 10000, 10, random);
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
  g_autoptr (GRand) random = seeded ();
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
  g_autoptr (GRand) random = seeded ();

  walk (210000, SYNTHETIC_TOWNS, 40, 4, random);
}

/* An earlier result stays what it was while the engine goes on. */
static void
test_immutable (void)
{
  g_autoptr (GRand) random = seeded ();
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
  check_result (&data, kept, first, random);
  synthetic_clear (&data);
}

static void
test_reveal (void)
{
  g_autoptr (GRand) random = seeded ();
  Synthetic data;
  IbarEngine *engine;

  synthetic_init (&data, 400, SYNTHETIC_WORLD, g_rand_int (random), FALSE);
  engine = ibar_engine_new (NULL, data.columns);
  for (int i = 0; i < 200; i++)
    {
      g_autoptr (IbarFilter) filter = synthetic_filter (&data, random);
      g_autoptr (IbarResult) result = ibar_engine_run (engine, filter, NULL, NULL);
      guint32 row = g_rand_int_range (random, 0, 400);
      g_autoptr (IbarFilter) looser = ibar_result_reveal_filter (result, row);
      g_autoptr (IbarResult) shown = ibar_engine_run (engine, looser, NULL, NULL);

      g_assert_true (ibar_result_contains (shown, row));
      if (ibar_result_contains (result, row))
        g_assert_true (ibar_filter_equal (looser, filter));
      for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
        if (!(ibar_result_why_hidden (result, row) >> facet & 1))
          g_assert_true (ibar_filter_terms_equal (&looser->terms[facet], &filter->terms[facet]));
    }
  ibar_engine_free (engine);
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
  g_autoptr (GRand) random = seeded ();
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
  g_test_add_func ("/engine/walk", test_walk);
  g_test_add_func ("/engine/walk-text", test_walk_text);
  g_test_add_func ("/engine/walk-large", test_walk_large);
  g_test_add_func ("/engine/immutable", test_immutable);
  g_test_add_func ("/engine/reveal", test_reveal);
  g_test_add_func ("/engine/kinds", test_kinds);
  g_test_add_func ("/engine/many-days", test_many_days);
  g_test_add_func ("/engine/cancelled", test_cancelled);
  g_test_add_func ("/engine/bins", test_bins);
  return g_test_run ();
}
