/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine: from one filter to the next, touching what changed.
 *
 * ibar_engine_run() compares the filter with the last one, resolves the dimensions that differ (only text
 * can fail, so that is done before anything is changed), and then
 *  - moves the edges of the time filter by walking the rows between old and new edge, when they are few;
 *  - else rewrites the one changed dimension's bit and counts the rows that changed (ibar-mask.c);
 *  - or, when several dimensions changed, rewrites each and counts once.
 * What a result shows is copied (ibar-engine-result.c).
 *
 * Sizes, a row: mask 2 bytes, five bit planes 0.6, block sums 0.3.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-engine"

#include "ibar-collection-private.h"
#include "ibar-engine-private.h"
#include "ibar-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More sets of actors or sources than this are counted member by member: counters of so many sets would leave the
 * cache, and spreading them would cost more than it saves. */
#define MAX_COUNTED_SETS 65536

static void
size_keys (IbarEngine *self)
{
  IbarColumns *columns = self->columns;
  gsize n_days = columns->has_day_counts ? (gsize) columns->n_days * IBAR_FAMILY_STRIDE : 0;

  self->by_value[IBAR_KEY_ACTORS] = columns->actor_sets->n_sets > MAX_COUNTED_SETS;
  self->by_value[IBAR_KEY_SOURCES] = columns->source_sets->n_sets > MAX_COUNTED_SETS;
  self->key_sizes[IBAR_KEY_CLASS] = columns->classes->len;
  self->key_sizes[IBAR_KEY_PLACE] = columns->n_places + 1;
  self->key_sizes[IBAR_KEY_ACTORS] = self->by_value[IBAR_KEY_ACTORS]
                                         ? ibar_columns_get_n_values (columns, IBAR_FACET_ACTOR)
                                         : columns->actor_sets->n_sets;
  self->key_sizes[IBAR_KEY_SOURCES] = self->by_value[IBAR_KEY_SOURCES]
                                          ? ibar_columns_get_n_values (columns, IBAR_FACET_SOURCE)
                                          : columns->source_sets->n_sets;
  self->key_sizes[IBAR_KEY_SINGLE] = n_days;
  self->key_sizes[IBAR_KEY_STARTS] = n_days;
  self->key_sizes[IBAR_KEY_ENDS] = n_days;
}

/* Every row passes. */
static void
pass_all (IbarEngine *self)
{
  IbarColumns *columns = self->columns;

  for (guint32 row = columns->n_rows; row < columns->n_words * 64; row++)
    self->mask[row] = IBAR_MASK_PADDING;
  for (guint32 row = 0; row < columns->n_rows; row++)
    {
      self->passing[row / 64] |= G_GUINT64_CONSTANT (1) << row % 64;
      self->block_x[row / IBAR_BLOCK_ROWS] += columns->position[row].x;
      self->block_y[row / IBAR_BLOCK_ROWS] += columns->position[row].y;
    }
  self->n_passing = columns->n_rows;
  ibar_engine_reset_counts (self, IBAR_N_DIMENSIONS, TRUE);
}

/**
 * ibar_engine_new:
 * @collection: (nullable): where text is searched, on a connection of the engine's own; without it a text
 *   filter finds nothing
 * @columns: its columns
 *
 * Returns: (transfer full): an engine with the empty filter
 *
 * **Thread:** an engine belongs to one thread at a time
 * **Cost:** O(n)
 */
IbarEngine *
ibar_engine_new (IbarCollection *collection, IbarColumns *columns)
{
  IbarEngine *self;
  gsize n_words, n_days;

  g_return_val_if_fail (columns != NULL, NULL);

  self = g_new0 (IbarEngine, 1);
  self->collection = collection != NULL ? ibar_collection_ref (collection) : NULL;
  self->columns = ibar_columns_ref (columns);
  self->filter = ibar_filter_new ();
  n_words = MAX (columns->n_words, 1);
  self->n_blocks = columns->n_words / IBAR_BLOCK_WORDS;
  self->mask = g_new0 (guint16, n_words * 64);
  self->passing = g_new0 (guint64, n_words);
  self->changed = g_new0 (guint64, n_words);
  self->single = g_new0 (guint64, n_words);
  self->block_x = g_new0 (guint64, self->n_blocks + 1);
  self->block_y = g_new0 (guint64, self->n_blocks + 1);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    self->counts[facet] = g_new0 (guint32, MAX (ibar_columns_get_n_values (columns, facet), 1));
  size_keys (self);
  n_days = self->key_sizes[IBAR_KEY_SINGLE];
  ibar_day_counts_init (&self->open, n_days);
  for (guint half = 0; half < IBAR_N_THREADS; half++)
    ibar_tally_init (&self->tallies[half], self);
  pass_all (self);
  return self;
}

/**
 * ibar_engine_free:
 * @self: (nullable) (transfer full): an engine; its results live on
 */
void
ibar_engine_free (IbarEngine *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->collection, ibar_collection_unref);
  g_clear_pointer (&self->searcher, ibar_collection_unref);
  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    ibar_predicate_unref (self->predicates[dimension]);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    g_free (self->counts[facet]);
  for (guint half = 0; half < IBAR_N_THREADS; half++)
    ibar_tally_clear (&self->tallies[half]);
  ibar_day_counts_clear (&self->open);
  ibar_day_counts_clear (&self->kind_totals);
  ibar_engine_release_boxes (self);
  g_free (self->mask);
  g_free (self->passing);
  g_free (self->changed);
  g_free (self->single);
  g_free (self->block_x);
  g_free (self->block_y);
  ibar_filter_free (self->filter);
  ibar_columns_unref (self->columns);
  g_free (self);
}

static void
reset_array (guint32 *counts, const guint32 *totals, gsize size)
{
  if (totals != NULL)
    memcpy (counts, totals, size);
  else
    memset (counts, 0, size);
}

/* To the totals, or to zero without them. */
static void
reset_days (IbarDayCounts *counts, const IbarDayCounts *totals, gsize size)
{
  if (size == 0)
    return;
  reset_array (counts->single, totals != NULL ? totals->single : NULL, size);
  reset_array (counts->starts, totals != NULL ? totals->starts : NULL, size);
  reset_array (counts->ends, totals != NULL ? totals->ends : NULL, size);
}

/**
 * ibar_engine_reset_counts:
 * @self: an engine
 * @except: a dimension whose own counts are left alone, or %IBAR_N_DIMENSIONS
 * @all_rows: whether to set the counts to those of all rows, or to zero
 */
void
ibar_engine_reset_counts (IbarEngine *self, guint except, gboolean all_rows)
{
  IbarColumns *columns = self->columns;
  gsize n_days = self->key_sizes[IBAR_KEY_SINGLE] * sizeof (guint32);

  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      gsize size = ibar_columns_get_n_values (columns, facet) * sizeof (guint32);

      if (facet == except)
        continue;
      reset_array (self->counts[facet], all_rows ? columns->totals[facet] : NULL, size);
      self->counts_dirty[facet] = TRUE;
    }
  self->passing_dirty = TRUE;
  if (except == IBAR_DIMENSION_TIME)
    return;
  self->open_dirty = TRUE;
  reset_days (&self->open, all_rows ? ibar_engine_get_day_totals (self) : NULL, n_days);
}

static gsize
deltas_size (const IbarEngine *self, const IbarDeltas *deltas)
{
  gsize size = 0;

  for (guint key = 0; key < IBAR_N_KEYS; key++)
    size += deltas->by_key[key] != NULL ? self->key_sizes[key] * sizeof (gint32) : 0;
  return size;
}

static gsize
tally_size (const IbarEngine *self, const IbarTally *tally)
{
  gsize size = deltas_size (self, &tally->common);

  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    size += deltas_size (self, &tally->special[dimension]);
  return size;
}

/**
 * ibar_engine_get_size:
 * @self: an engine
 *
 * Returns: memory held by it and by one result, without the columns [bytes]
 */
gsize
ibar_engine_get_size (IbarEngine *self)
{
  gsize words = self->columns->n_words, size = sizeof *self + sizeof (IbarResult);

  size += words * 64 * sizeof (guint16) + 4 * words * sizeof (guint64); /* mask; three bitmaps and a result's */
  size += self->n_blocks * (2 * sizeof (guint64) + sizeof (IbarBlockSums));
  size += 2 * 3 * self->key_sizes[IBAR_KEY_SINGLE] * sizeof (guint32); /* open, ours and a result's */
  if (self->kind_totals.single != NULL)
    size += 3 * self->key_sizes[IBAR_KEY_SINGLE] * sizeof (guint32);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    size += 2 * ibar_columns_get_n_values (self->columns, facet) * sizeof (guint32);
  for (guint half = 0; half < IBAR_N_THREADS; half++)
    size += tally_size (self, &self->tallies[half]);
  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    size += ibar_predicate_get_size (self->predicates[dimension], self->columns);
  return size;
}

static gboolean
area_equal (const GArray *a, const GArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->len == b->len && memcmp (a->data, b->data, a->len * sizeof (IbarPoint)) == 0;
}

static gboolean
dimension_differs (const IbarFilter *a, const IbarFilter *b, guint dimension)
{
  if (dimension < IBAR_N_FACETS)
    return !ibar_filter_terms_equal (&a->terms[dimension], &b->terms[dimension]);
  if (dimension == IBAR_DIMENSION_TIME)
    return a->from != b->from || a->to != b->to;
  if (dimension == IBAR_DIMENSION_TEXT)
    return g_strcmp0 (a->text, b->text) != 0;
  return !area_equal (a->area, b->area);
}

static IbarPredicate *
resolve (IbarEngine *self, const IbarFilter *filter, guint dimension)
{
  if (dimension < IBAR_N_FACETS)
    return ibar_predicate_new_terms (self->columns, dimension, &filter->terms[dimension]);
  if (dimension == IBAR_DIMENSION_TIME)
    return ibar_predicate_new_days (self->columns, filter->from, filter->to);
  return ibar_predicate_new_area (self->columns, filter->area);
}

/* Searches on a connection of the engine's own, whose thread need not be the collection's. */
static IbarPredicate *
resolve_text (IbarEngine *self, const char *text, GCancellable *cancellable, GError **error)
{
  if (self->searcher == NULL && self->collection != NULL)
    {
      self->searcher = ibar_collection_open_again (self->collection, error);
      if (self->searcher == NULL)
        return NULL;
    }
  return ibar_predicate_new_text (self->columns, self->searcher, text, cancellable, error);
}

/* The one changed dimension, the cheapest way. */
static void
change_one (IbarEngine *self, guint dimension, IbarPredicate *predicate)
{
  g_autoptr (IbarPredicate) before = self->predicates[dimension];

  self->predicates[dimension] = ibar_predicate_ref (predicate);
  if (dimension == IBAR_DIMENSION_TIME && ibar_engine_days_step_is_small (self, before, predicate))
    {
      ibar_engine_change_days (self, before, predicate);
      return;
    }
  ibar_engine_rewrite (self, dimension);
  ibar_engine_count_changes (self, dimension);
}

static void
change_several (IbarEngine *self, IbarPredicate **predicates, guint changed)
{
  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    {
      if (!(changed >> dimension & 1))
        continue;
      ibar_predicate_unref (self->predicates[dimension]);
      self->predicates[dimension] = ibar_predicate_ref (predicates[dimension]);
      ibar_engine_rewrite (self, dimension);
    }
  ibar_engine_count_anew (self, IBAR_N_DIMENSIONS);
}

/* New predicates for what differs; FALSE on an error, with nothing changed. */
static gboolean
resolve_changes (IbarEngine *self, const IbarFilter *filter, IbarPredicate **predicates, guint *changed,
                 GCancellable *cancellable, GError **error)
{
  *changed = 0;
  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    {
      if (!dimension_differs (self->filter, filter, dimension))
        continue;
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_CANCELLED, _ ("Filtering was stopped"));
          return FALSE;
        }
      if (dimension != IBAR_DIMENSION_TEXT)
        predicates[dimension] = resolve (self, filter, dimension);
      else if (filter->text != NULL)
        {
          predicates[dimension] = resolve_text (self, filter->text, cancellable, error);
          if (predicates[dimension] == NULL)
            return FALSE;
        }
      /* From nothing to nothing ("all" of no actors) changes no row. */
      if (predicates[dimension] != NULL || self->predicates[dimension] != NULL)
        *changed |= 1u << dimension;
    }
  return TRUE;
}

/**
 * ibar_engine_run:
 * @self: an engine
 * @filter: what to narrow by
 * @cancellable: (nullable): stops the search for text; the engine stays as it was
 * @error: return location for an error
 *
 * Returns: (transfer full): everything counted, or %NULL on an error
 *
 * **Errors:** %IBAR_ERROR_CANCELLED, and those of ibar_collection_search()
 * **Thread:** the one the engine belongs to
 * **Cost:** O(n) a changed dimension, and for small moves of the time filter O(rows that enter or leave);
 *   see bench/bench-engine.c
 */
IbarResult *
ibar_engine_run (IbarEngine *self, const IbarFilter *filter, GCancellable *cancellable, GError **error)
{
  IbarPredicate *predicates[IBAR_N_DIMENSIONS] = { NULL };
  IbarResult *result = NULL;
  guint changed;

  g_return_val_if_fail (self != NULL && filter != NULL, NULL);

  if (resolve_changes (self, filter, predicates, &changed, cancellable, error))
    {
      if (changed != 0 && (changed & (changed - 1)) == 0)
        change_one (self, __builtin_ctz (changed), predicates[__builtin_ctz (changed)]);
      else if (changed != 0)
        change_several (self, predicates, changed);
      ibar_filter_free (self->filter);
      self->filter = ibar_filter_copy (filter);
      result = ibar_engine_make_result (self);
    }
  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    ibar_predicate_unref (predicates[dimension]);
  return result;
}
