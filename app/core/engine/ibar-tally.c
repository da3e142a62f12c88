/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Counting what changed.
 *
 * A facet's counts ignore its own dimension: a row counts for facet f when no dimension but f hides it. So
 * a row that no dimension but the one being changed hides counts for every other facet ("common"), and a
 * row that exactly one more dimension hides counts for that one ("single"). Counts are taken by the
 * columns' keys, an increment each, in arrays of the thread's own, and spread over the facets' values
 * once at the end: type, confidence and data set by one increment, all actors of a row by another.
 * Where a key is one dimension's alone, single rows are counted among the common ones.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-tally"

#include "ibar-engine-private.h"

#include <string.h>

/* Which key a dimension's counts come from; days come from three. */
static IbarKey
dimension_key (guint dimension)
{
  switch (dimension)
    {
    case IBAR_FACET_ACTOR:
      return IBAR_KEY_ACTORS;
    case IBAR_FACET_SOURCE:
      return IBAR_KEY_SOURCES;
    case IBAR_FACET_PLACE:
    case IBAR_FACET_MUNICIPALITY:
      return IBAR_KEY_PLACE;
    case IBAR_DIMENSION_TIME:
      return IBAR_KEY_SINGLE;
    default:
      return IBAR_KEY_CLASS;
    }
}

/* Whether a key counts for one dimension only: then what counts for that dimension alone goes where the common rows go, as
 * both are spread over it, or neither if it is the one that changed, which no row is counted for alone. */
static gboolean
is_own_key (IbarKey key)
{
  return key != IBAR_KEY_PLACE && key != IBAR_KEY_CLASS;
}

static void
want_key (IbarDeltas *deltas, const IbarEngine *engine, IbarKey key)
{
  if (deltas->by_key[key] == NULL && engine->key_sizes[key] > 0)
    deltas->by_key[key] = g_new0 (gint32, engine->key_sizes[key]);
}

/**
 * ibar_tally_init:
 * @tally: (out): zero of everything
 * @engine: whose columns
 */
void
ibar_tally_init (IbarTally *tally, const IbarEngine *engine)
{
  *tally = (IbarTally){ 0 };
  for (guint key = 0; key < IBAR_N_KEYS; key++)
    want_key (&tally->common, engine, key);
}

/**
 * ibar_tally_clear:
 * @tally: a tally
 */
void
ibar_tally_clear (IbarTally *tally)
{
  for (guint key = 0; key < IBAR_N_KEYS; key++)
    {
      g_clear_pointer (&tally->common.by_key[key], g_free);
      for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
        g_clear_pointer (&tally->special[dimension].by_key[key], g_free);
    }
}

/**
 * ibar_tally_want:
 * @tally: a tally
 * @engine: whose columns
 * @dimension: a dimension that rows will be counted for alone
 */
void
ibar_tally_want (IbarTally *tally, const IbarEngine *engine, guint dimension)
{
  if (dimension > IBAR_DIMENSION_TIME)
    return; /* nothing is counted by text or area */
  if (!is_own_key (dimension_key (dimension)))
    want_key (&tally->special[dimension], engine, dimension_key (dimension));
}

static inline void
add_set (gint32 *deltas, const IbarValueSets *sets, guint32 set, gboolean by_value, gint32 sign)
{
  if (by_value)
    ibar_value_sets_count (sets, set, deltas, sign);
  else
    deltas[set] += sign;
}

static inline void
add_days (IbarDeltas *deltas, const IbarColumns *columns, IbarStacking stacking, guint32 row, gint32 sign)
{
  IbarSpan span = ibar_columns_get_span (columns, row);
  guint part;

  if (span.start == IBAR_VALUE_NONE || deltas->by_key[IBAR_KEY_SINGLE] == NULL)
    return;
  part = ibar_columns_get_group (columns, stacking, row);
  if (span.start == span.end)
    {
      deltas->by_key[IBAR_KEY_SINGLE][span.start * IBAR_FAMILY_STRIDE + part] += sign;
      return;
    }
  deltas->by_key[IBAR_KEY_STARTS][span.start * IBAR_FAMILY_STRIDE + part] += sign;
  deltas->by_key[IBAR_KEY_ENDS][span.end * IBAR_FAMILY_STRIDE + part] += sign;
}

/* Few rows of a memory line are counted, so what comes next is fetched while the rows before it are counted: the row
 * itself, then where its sets begin and its day's counter, then its sets' first values; see ibar-engine-days.c. */
#define AHEAD 48

G_ALWAYS_INLINE static inline void
fetch_row (const IbarColumns *columns, const IbarPackedKeys *packed, guint32 row)
{
  __builtin_prefetch (&packed->rows[(gsize) row * packed->n_words]);
  if (columns->short_span != NULL)
    __builtin_prefetch (&columns->short_span[row]);
  else
    __builtin_prefetch (&columns->span[row]);
}

G_ALWAYS_INLINE static inline void
fetch_day (const IbarDeltas *deltas, const IbarColumns *columns, guint32 row)
{
  guint32 day = ibar_columns_get_span (columns, row).start;

  if (day < columns->n_days && deltas->by_key[IBAR_KEY_SINGLE] != NULL)
    __builtin_prefetch (&deltas->by_key[IBAR_KEY_SINGLE][day * IBAR_FAMILY_STRIDE], 1);
}

G_ALWAYS_INLINE static inline void
fetch_ahead (const IbarDeltas *deltas, const IbarColumns *columns, const IbarPackedKeys *packed, const guint32 *rows, guint i,
             guint n)
{
  IbarKeys near, nearer;

  if (i + AHEAD >= n)
    return;
  fetch_row (columns, packed, rows[i + AHEAD]);
  fetch_day (deltas, columns, rows[i + AHEAD / 2]);
  near = ibar_packed_keys_get (packed, rows[i + AHEAD / 2]);
  nearer = ibar_packed_keys_get (packed, rows[i + AHEAD / 4]);
  ibar_fetch_set (columns->actor_sets, near.actors, nearer.actors);
  ibar_fetch_set (columns->source_sets, near.sources, nearer.sources);
}

/**
 * ibar_tally_add:
 * @tally: a tally
 * @engine: whose columns
 * @rows: shape [n], ascending
 * @n: how many
 * @sign: +1 or -1
 *
 * Counts rows for every facet.
 */
void
ibar_tally_add (IbarTally *tally, const IbarEngine *engine, const guint32 *rows, guint n, gint32 sign)
{
  const IbarColumns *columns = engine->columns;
  const IbarPackedKeys packed = columns->keys; /* a copy that no count can change */
  IbarDeltas *deltas = &tally->common;
  gboolean actors_by_value = engine->by_value[IBAR_KEY_ACTORS];
  gboolean sources_by_value = engine->by_value[IBAR_KEY_SOURCES];

  for (guint i = 0; i < n; i++)
    {
      const IbarKeys keys = ibar_packed_keys_get (&packed, rows[i]);

      fetch_ahead (deltas, columns, &packed, rows, i, n);
      deltas->by_key[IBAR_KEY_CLASS][keys.row_class] += sign;
      deltas->by_key[IBAR_KEY_PLACE][keys.place] += sign;
      add_set (deltas->by_key[IBAR_KEY_ACTORS], columns->actor_sets, keys.actors, actors_by_value, sign);
      add_set (deltas->by_key[IBAR_KEY_SOURCES], columns->source_sets, keys.sources, sources_by_value, sign);
      add_days (deltas, columns, engine->stacking, rows[i], sign);
    }
}

/**
 * ibar_tally_add_single:
 * @tally: a tally
 * @engine: whose columns
 * @dimension: the only dimension that hides the row
 * @row: a row
 * @sign: +1 or -1
 *
 * Counts a row for one facet.
 */
void
ibar_tally_add_single (IbarTally *tally, const IbarEngine *engine, guint dimension, guint32 row, gint32 sign)
{
  const IbarColumns *columns = engine->columns;
  IbarDeltas *deltas;

  if (dimension > IBAR_DIMENSION_TIME)
    return;
  deltas = is_own_key (dimension_key (dimension)) ? &tally->common : &tally->special[dimension];
  switch (dimension_key (dimension))
    {
    case IBAR_KEY_ACTORS:
      add_set (deltas->by_key[IBAR_KEY_ACTORS], columns->actor_sets,
               ibar_columns_get_key (columns, row, IBAR_COLUMN_ACTORS), engine->by_value[IBAR_KEY_ACTORS], sign);
      break;
    case IBAR_KEY_SOURCES:
      add_set (deltas->by_key[IBAR_KEY_SOURCES], columns->source_sets,
               ibar_columns_get_key (columns, row, IBAR_COLUMN_SOURCES), engine->by_value[IBAR_KEY_SOURCES], sign);
      break;
    case IBAR_KEY_PLACE:
      deltas->by_key[IBAR_KEY_PLACE][ibar_columns_get_key (columns, row, IBAR_COLUMN_PLACE)] += sign;
      break;
    case IBAR_KEY_CLASS:
      deltas->by_key[IBAR_KEY_CLASS][ibar_columns_get_key (columns, row, IBAR_COLUMN_CLASS)] += sign;
      break;
    case IBAR_KEY_SINGLE:
    case IBAR_KEY_STARTS:
    case IBAR_KEY_ENDS:
    case IBAR_N_KEYS:
    default:
      add_days (deltas, columns, engine->stacking, row, sign);
    }
}

static void
spread_sets (guint32 *counts, const gint32 *deltas, const IbarValueSets *sets)
{
  for (guint32 set = 0; set < sets->n_sets; set++)
    {
      guint n_values;
      const guint32 *values;

      if (deltas[set] == 0)
        continue;
      values = ibar_value_sets_get (sets, &set, &n_values);
      for (guint i = 0; i < n_values; i++)
        counts[values[i]] += deltas[set];
    }
}

static void
spread_values (guint32 *counts, const gint32 *deltas, gsize n)
{
  for (gsize i = 0; i < n; i++)
    counts[i] += deltas[i];
}

static void
spread_places (guint32 *counts, const gint32 *deltas, const IbarColumns *columns, gboolean municipality)
{
  for (guint32 place = 0; place <= columns->n_places; place++)
    {
      guint32 value = municipality ? columns->place_municipality[place] : place;

      if (value < (municipality ? columns->n_municipalities : columns->n_places))
        counts[value] += deltas[place];
    }
}

static void
spread_classes (guint32 *counts, const gint32 *deltas, const IbarColumns *columns, guint facet)
{
  for (guint i = 0; i < columns->classes->len; i++)
    {
      const IbarRowClass *row_class = &g_array_index (columns->classes, IbarRowClass, i);
      guint32 value = facet == IBAR_FACET_TYPE      ? row_class->type
                      : facet == IBAR_FACET_DATASET ? row_class->dataset
                                                    : row_class->confidence;

      if (value != IBAR_VALUE_NONE)
        counts[value] += deltas[i];
    }
}

static void
spread_days (IbarDayCounts *counts, const IbarDeltas *deltas, gsize n)
{
  if (deltas->by_key[IBAR_KEY_SINGLE] == NULL)
    return;
  spread_values (counts->single, deltas->by_key[IBAR_KEY_SINGLE], n);
  spread_values (counts->starts, deltas->by_key[IBAR_KEY_STARTS], n);
  spread_values (counts->ends, deltas->by_key[IBAR_KEY_ENDS], n);
}

static void
spread_dimension (IbarEngine *engine, guint dimension, const IbarDeltas *deltas)
{
  const IbarColumns *columns = engine->columns;
  guint32 *counts = dimension < IBAR_N_FACETS ? engine->counts[dimension] : NULL;

  switch (dimension_key (dimension))
    {
    case IBAR_KEY_ACTORS:
      if (engine->by_value[IBAR_KEY_ACTORS])
        spread_values (counts, deltas->by_key[IBAR_KEY_ACTORS], engine->key_sizes[IBAR_KEY_ACTORS]);
      else
        spread_sets (counts, deltas->by_key[IBAR_KEY_ACTORS], columns->actor_sets);
      break;
    case IBAR_KEY_SOURCES:
      if (engine->by_value[IBAR_KEY_SOURCES])
        spread_values (counts, deltas->by_key[IBAR_KEY_SOURCES], engine->key_sizes[IBAR_KEY_SOURCES]);
      else
        spread_sets (counts, deltas->by_key[IBAR_KEY_SOURCES], columns->source_sets);
      break;
    case IBAR_KEY_PLACE:
      spread_places (counts, deltas->by_key[IBAR_KEY_PLACE], columns, dimension == IBAR_FACET_MUNICIPALITY);
      break;
    case IBAR_KEY_CLASS:
      spread_classes (counts, deltas->by_key[IBAR_KEY_CLASS], columns, dimension);
      break;
    case IBAR_KEY_SINGLE:
    case IBAR_KEY_STARTS:
    case IBAR_KEY_ENDS:
    case IBAR_N_KEYS:
    default:
      spread_days (&engine->open, deltas, engine->key_sizes[IBAR_KEY_SINGLE]);
    }
}

static void
zero_deltas (IbarDeltas *deltas, const IbarEngine *engine)
{
  for (guint key = 0; key < IBAR_N_KEYS; key++)
    if (deltas->by_key[key] != NULL)
      memset (deltas->by_key[key], 0, engine->key_sizes[key] * sizeof (gint32));
}

/**
 * ibar_tally_spread:
 * @tally: a tally; zero afterwards
 * @engine: receives the counts
 * @except: the dimension that changed, whose own counts do not; or %IBAR_N_DIMENSIONS
 */
void
ibar_tally_spread (IbarTally *tally, IbarEngine *engine, guint except)
{
  for (guint dimension = 0; dimension <= IBAR_DIMENSION_TIME; dimension++)
    {
      const IbarDeltas *special = &tally->special[dimension];
      IbarKey key = dimension_key (dimension);

      if (dimension != except)
        spread_dimension (engine, dimension, &tally->common);
      if (special->by_key[key] != NULL)
        spread_dimension (engine, dimension, special);
    }
  zero_deltas (&tally->common, engine);
  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    zero_deltas (&tally->special[dimension], engine);
}
