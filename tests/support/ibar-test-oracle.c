/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's oracle: a plain loop over the events as they were made.
 *
 * It shares no code with the engine but ibar_ring_contains(): it decides every event by its own values, actors by
 * walking up to their parents. */

#include "config.h"

#include "ibar-test-oracle.h"

#include "ibar-engine-private.h"

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
check_box (const Synthetic *data, IbarResult *result, const guint *masks, GRand *random)
{
  IbarExtent extent = { g_rand_double_range (random, -180, 180), g_rand_double_range (random, -90, 50),
                        g_rand_double_range (random, -180, 180), g_rand_double_range (random, 50, 90) };
  guint n_outside = 0, n_within = 0;

  for (guint i = 0; i < data->events->len; i++)
    {
      IbarPoint point;
      gboolean within;

      if (!event_point (&g_array_index (data->events, SyntheticEvent, i), &point))
        continue;
      within = ibar_extent_contains (&extent, (IbarPoint){ point.longitude, CLAMP (point.latitude, -85.05, 85.05) });
      n_within += within;
      n_outside += masks[i] == 0 && !within;
    }
  g_assert_cmpuint (ibar_result_get_n_outside (result, &extent), ==, n_outside);
  g_assert_cmpuint (ibar_columns_get_n_within (data->columns, &extent), ==, n_within);
  ibar_extent_init_empty (&extent);
  g_assert_cmpuint (ibar_columns_get_n_within (data->columns, &extent), ==, 0);
  g_assert_cmpuint (ibar_result_get_n_outside (result, &extent) + ibar_result_get_n_unplaced (result), ==,
                    ibar_result_get_n_passing (result));
}

/* Everything a result says, against the events as they were made. */
void
oracle_check_result (const Synthetic *data, IbarResult *result, const IbarFilter *filter, GRand *random)
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
  check_box (data, result, masks, random);
}
