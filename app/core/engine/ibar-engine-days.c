/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moving the edges of the time filter: only rows that enter or leave are touched.
 *
 * A row's state can differ only if its first day lies between the old and the new upper edge, or its last
 * day between the old and the new lower one. The order by start gives the former, and the latter for rows
 * of a single day; rows of more days are found in their own order by end.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-engine"

#include "ibar-engine-private.h"

/* A row found through an order costs about as much as 10 in a pass over all: they lie scattered. */
#define SCATTER 24

typedef struct
{
  guint32 first, end;
} Run;

/* First position in rows whose start, or end, is not below a value. */
static guint32
lower_position (const IbarColumns *columns, const guint32 *rows, guint32 n, gboolean by_end, guint32 value)
{
  guint32 low = 0, high = n;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      IbarSpan span = ibar_columns_get_span (columns, rows[middle]);

      if ((by_end ? span.end : span.start) < value)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static Run
run_between (const IbarColumns *columns, const guint32 *rows, guint32 n, gboolean by_end, guint32 a, guint32 b)
{
  if (a == b)
    return (Run){ 0, 0 };
  return (Run){ lower_position (columns, rows, n, by_end, MIN (a, b)),
                lower_position (columns, rows, n, by_end, MAX (a, b)) };
}

static void
find_runs (const IbarColumns *columns, const IbarPredicate *before, const IbarPredicate *after, Run *upper,
           Run *lower, Run *lower_long)
{
  *upper = run_between (columns, columns->by_start, columns->n_dated, FALSE, before->high, after->high);
  *lower = run_between (columns, columns->by_start, columns->n_dated, FALSE, before->low, after->low);
  *lower_long = run_between (columns, columns->long_by_end, columns->n_long, TRUE, before->low, after->low);
}

/**
 * ibar_engine_days_step_is_small:
 * @self: an engine
 * @before: (nullable): the time filter as it was
 * @after: (nullable): as it shall be
 *
 * Returns: whether ibar_engine_change_days() is the cheaper way
 */
gboolean
ibar_engine_days_step_is_small (IbarEngine *self, const IbarPredicate *before, const IbarPredicate *after)
{
  Run upper, lower, lower_long;
  guint64 n;

  if (before == NULL || after == NULL)
    return FALSE;
  find_runs (self->columns, before, after, &upper, &lower, &lower_long);
  n = (guint64) upper.end - upper.first + lower.end - lower.first + lower_long.end - lower_long.first;
  return n < self->columns->n_rows / SCATTER + 64;
}

static void
count_facet (IbarEngine *self, guint facet, guint32 row, gint32 sign)
{
  guint32 buffer;
  guint n_values;
  const guint32 *values = ibar_columns_get_values (self->columns, facet, row, &buffer, &n_values);

  for (guint i = 0; i < n_values; i++)
    self->counts[facet][values[i]] += sign;
}

static inline void
count_value (guint32 *counts, guint32 value, guint32 n_values, gint32 sign)
{
  if (value < n_values)
    counts[value] += sign;
}

/* The row enters or leaves for every facet: it passes now, or did. */
static inline void
count_passing (IbarEngine *self, const IbarPackedKeys *packed, const IbarRowClass *classes, guint32 row, gint32 sign)
{
  const IbarColumns *columns = self->columns;
  const IbarKeys keys = ibar_packed_keys_get (packed, row);
  const IbarRowClass *row_class = &classes[keys.row_class];

  count_value (self->counts[IBAR_FACET_TYPE], row_class->type, IBAR_VALUE_NONE, sign);
  count_value (self->counts[IBAR_FACET_DATASET], row_class->dataset, IBAR_VALUE_NONE, sign);
  self->counts[IBAR_FACET_CONFIDENCE][row_class->confidence] += sign;
  count_value (self->counts[IBAR_FACET_PLACE], keys.place, columns->n_places, sign);
  count_value (self->counts[IBAR_FACET_MUNICIPALITY], columns->place_municipality[keys.place],
               columns->n_municipalities, sign);
  ibar_value_sets_count (columns->actor_sets, keys.actors, (gint32 *) self->counts[IBAR_FACET_ACTOR], sign);
  ibar_value_sets_count (columns->source_sets, keys.sources, (gint32 *) self->counts[IBAR_FACET_SOURCE], sign);
  self->passing[row / 64] ^= G_GUINT64_CONSTANT (1) << row % 64;
  self->block_x[row / IBAR_BLOCK_ROWS] += (gint64) sign * columns->position[row].x;
  self->block_y[row / IBAR_BLOCK_ROWS] += (gint64) sign * columns->position[row].y;
  self->n_passing += sign;
}

/* Rows of an order lie scattered over all columns: what a row will need is fetched while those before it are
 * counted, so that the memory works on some dozen at once. What it leads to is fetched in steps, each by rows that
 * have come nearer: its keys, where its sets begin, their first values, the counts of these. */
#define AHEAD 32

G_ALWAYS_INLINE static inline void
fetch_sets (const IbarValueSets *sets, guint32 near, guint32 nearer, guint32 nearest, const guint32 *counts)
{
  guint n_values;
  const guint32 *values = ibar_value_sets_get (sets, &nearest, &n_values);

  ibar_fetch_set (sets, near, nearer);
  if (n_values > 0)
    __builtin_prefetch (&counts[values[0]], 1);
}

G_ALWAYS_INLINE static inline void
fetch (const IbarEngine *self, const IbarPackedKeys *packed, const guint32 *rows, guint32 i, guint32 end)
{
  const IbarColumns *columns = self->columns;
  IbarKeys near, nearer, nearest;
  guint32 row;

  if (i + AHEAD >= end)
    return;
  row = rows[i + AHEAD];
  __builtin_prefetch (&self->mask[row], 1);
  if (columns->short_span != NULL)
    __builtin_prefetch (&columns->short_span[row]);
  else
    __builtin_prefetch (&columns->span[row]);
  __builtin_prefetch (&packed->rows[(gsize) row * packed->n_words]);
  __builtin_prefetch (&columns->position[row]);
  __builtin_prefetch (&self->passing[row / 64], 1);
  __builtin_prefetch (&self->block_x[row / IBAR_BLOCK_ROWS], 1);
  __builtin_prefetch (&self->block_y[row / IBAR_BLOCK_ROWS], 1);
  near = ibar_packed_keys_get (packed, rows[i + AHEAD * 3 / 4]);
  nearer = ibar_packed_keys_get (packed, rows[i + AHEAD / 2]);
  nearest = ibar_packed_keys_get (packed, rows[i + AHEAD / 4]);
  fetch_sets (columns->actor_sets, near.actors, nearer.actors, nearest.actors, self->counts[IBAR_FACET_ACTOR]);
  fetch_sets (columns->source_sets, near.sources, nearer.sources, nearest.sources,
              self->counts[IBAR_FACET_SOURCE]);
  __builtin_prefetch (&self->counts[IBAR_FACET_PLACE][nearest.place], 1);
}

static inline void
visit (IbarEngine *self, const IbarPredicate *after, const IbarPackedKeys *packed, const IbarRowClass *classes,
       guint32 row)
{
  const guint16 bit = 1u << IBAR_DIMENSION_TIME;
  guint16 mask = self->mask[row], others = mask & (guint16) ~bit;
  gboolean hidden = ibar_predicate_hides (after, row);
  gint32 sign = hidden ? -1 : 1;

  if (hidden == ((mask & bit) != 0))
    return;
  self->mask[row] = mask ^ bit;
  if (others == 0)
    count_passing (self, packed, classes, row, sign);
  else if ((others & (others - 1)) == 0 && (guint) __builtin_ctz (others) < IBAR_N_FACETS)
    count_facet (self, __builtin_ctz (others), row, sign);
}

/**
 * ibar_engine_change_days:
 * @self: an engine
 * @before: the time filter as it was
 * @after: as it shall be
 *
 * Brings mask and counts up to date. The counts by day ignore the time filter and stay as they are.
 *
 * **Cost:** O(log n + rows between the edges)
 */
void
ibar_engine_change_days (IbarEngine *self, const IbarPredicate *before, const IbarPredicate *after)
{
  const IbarColumns *columns = self->columns;
  const IbarRowClass *classes = (const IbarRowClass *) (const void *) columns->classes->data;
  const IbarPackedKeys packed = columns->keys; /* a copy that no count can change: it stays in registers */
  Run upper, lower, lower_long;

  find_runs (columns, before, after, &upper, &lower, &lower_long);
  for (guint32 i = upper.first; i < upper.end; i++)
    {
      fetch (self, &packed, columns->by_start, i, upper.end);
      visit (self, after, &packed, classes, columns->by_start[i]);
    }
  for (guint32 i = lower.first; i < lower.end; i++)
    {
      guint32 row = columns->by_start[i];
      IbarSpan span = ibar_columns_get_span (columns, row);

      fetch (self, &packed, columns->by_start, i, lower.end);
      if (span.start == span.end)
        visit (self, after, &packed, classes, row);
    }
  for (guint32 i = lower_long.first; i < lower_long.end; i++)
    {
      fetch (self, &packed, columns->long_by_end, i, lower_long.end);
      visit (self, after, &packed, classes, columns->long_by_end[i]);
    }
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    self->counts_dirty[facet] = TRUE;
  self->passing_dirty = TRUE;
}
