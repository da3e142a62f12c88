/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a filter gives: an immutable set of rows and its counts.
 *
 * The rows are a bitmap with the number of passing rows before every block of 256, so how many pass in any
 * run of rows, and how many of each family, is a difference of two prefixes and two partial blocks. Shared
 * between threads without locks; the only thing made later is the prefix along an order of the list.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-result"

#include "ibar-engine-private.h"

#include <math.h>

/**
 * ibar_result_ref:
 * @self: a result
 *
 * Returns: (transfer full): the same
 *
 * **Thread:** any
 */
IbarResult *
ibar_result_ref (IbarResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
release_box (gconstpointer box)
{
  if (box != NULL)
    g_atomic_rc_box_release ((gpointer) box);
}

/**
 * ibar_result_unref:
 * @self: (transfer full): a result
 *
 * **Thread:** any
 */
void
ibar_result_unref (IbarResult *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    ibar_predicate_unref (self->predicates[dimension]);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    release_box (self->counts[facet]);
  release_box (self->passing);
  release_box (self->blocks);
  release_box (self->open.single);
  release_box (self->open.starts);
  release_box (self->open.ends);
  for (guint key = 0; key < IBAR_N_SORTS; key++)
    g_free (self->chunks[key]);
  ibar_filter_free (self->filter);
  ibar_columns_unref (self->columns);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * ibar_result_get_columns:
 * @self: a result
 *
 * Returns: (transfer none): the columns its rows belong to
 */
IbarColumns *
ibar_result_get_columns (IbarResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->columns;
}

/**
 * ibar_result_get_filter:
 * @self: a result
 *
 * Returns: (transfer none): the filter it came from
 */
const IbarFilter *
ibar_result_get_filter (IbarResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->filter;
}

/**
 * ibar_result_get_n_total:
 * @self: a result
 *
 * Returns: how many events there are
 */
guint
ibar_result_get_n_total (IbarResult *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns->n_rows;
}

/**
 * ibar_result_get_n_passing:
 * @self: a result
 *
 * Returns: how many events pass the filter
 */
guint
ibar_result_get_n_passing (IbarResult *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_passing;
}

/**
 * ibar_result_contains:
 * @self: a result
 * @row: a row
 *
 * Returns: whether it passes the filter
 */
gboolean
ibar_result_contains (IbarResult *self, guint32 row)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return row < self->columns->n_rows && (self->passing[row / 64] >> row % 64 & 1) != 0;
}

static guint64
low_bits (guint n)
{
  return n >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << n) - 1;
}

/* Passing rows before a row. */
IBAR_VECTOR static guint32
rank (const IbarResult *self, guint32 row)
{
  guint32 block = row / IBAR_BLOCK_ROWS;
  guint32 count = self->blocks[block].count;

  for (guint32 word = block * IBAR_BLOCK_WORDS; word * 64 < row; word++)
    count += __builtin_popcountll (self->passing[word] & low_bits (row - word * 64));
  return count;
}

/**
 * ibar_result_count_run:
 * @self: a result
 * @first: first row of the run
 * @end: the row after its last
 *
 * Returns: how many of them pass
 *
 * **Cost:** O(1)
 */
guint32
ibar_result_count_run (const IbarResult *self, guint32 first, guint32 end)
{
  return first < end ? rank (self, end) - rank (self, first) : 0;
}

/* Adds the passing rows of [first, end), within one block, one by one. */
IBAR_VECTOR static void
add_rows (const IbarResult *self, guint32 first, guint32 end, IbarBlockSums *sums)
{
  const IbarColumns *columns = self->columns;

  for (guint32 word = first / 64; word * 64 < end; word++)
    {
      guint32 base = word * 64;
      guint64 rows = self->passing[word] & low_bits (end - base);

      if (base < first)
        rows &= ~low_bits (first - base);
      if (rows == 0)
        continue;
      sums->count += __builtin_popcountll (rows);
      for (guint family = 0; family < IBAR_N_FAMILIES; family++)
        sums->families[family] += __builtin_popcountll (rows & columns->family_bits[family][word]);
      for (; rows != 0; rows &= rows - 1)
        {
          guint32 row = base + __builtin_ctzll (rows);

          sums->x += columns->position[row].x;
          sums->y += columns->position[row].y;
        }
    }
}

/**
 * ibar_result_sum_run:
 * @self: a result
 * @first: first row of the run
 * @end: the row after its last
 * @sums: (inout): receives the passing rows' count, families and sums of positions
 *
 * **Cost:** O(1): whole blocks by their prefixes, and at most two partial ones
 */
void
ibar_result_sum_run (const IbarResult *self, guint32 first, guint32 end, IbarBlockSums *sums)
{
  guint32 from = (first + IBAR_BLOCK_ROWS - 1) / IBAR_BLOCK_ROWS, to = end / IBAR_BLOCK_ROWS;

  if (from >= to)
    {
      add_rows (self, first, MIN (end, from * IBAR_BLOCK_ROWS), sums);
      if (end > from * IBAR_BLOCK_ROWS)
        add_rows (self, MAX (first, from * IBAR_BLOCK_ROWS), end, sums);
      return;
    }
  add_rows (self, first, from * IBAR_BLOCK_ROWS, sums);
  sums->count += self->blocks[to].count - self->blocks[from].count;
  for (guint family = 0; family < IBAR_N_FAMILIES; family++)
    sums->families[family] += self->blocks[to].families[family] - self->blocks[from].families[family];
  sums->x += self->blocks[to].x - self->blocks[from].x;
  sums->y += self->blocks[to].y - self->blocks[from].y;
  add_rows (self, to * IBAR_BLOCK_ROWS, end, sums);
}

/* The passing row that has so many before it. */
IBAR_VECTOR static guint32
select_row (const IbarResult *self, guint32 before)
{
  guint32 low = 0, high = self->columns->n_words / IBAR_BLOCK_WORDS - 1, word;
  guint64 rows;

  while (low < high) /* the last block that begins with no more */
    {
      guint32 middle = low + (high - low + 1) / 2;

      if (self->blocks[middle].count <= before)
        low = middle;
      else
        high = middle - 1;
    }
  before -= self->blocks[low].count;
  for (word = low * IBAR_BLOCK_WORDS;; word++)
    {
      guint here = __builtin_popcountll (self->passing[word]);

      if (before < here)
        break;
      before -= here;
    }
  for (rows = self->passing[word]; before > 0; before--)
    rows &= rows - 1;
  return word * 64 + __builtin_ctzll (rows);
}

/**
 * ibar_result_first_passing:
 * @self: a result
 * @first: first row of a run
 * @end: the row after its last
 *
 * Returns: the first of them that passes, or %IBAR_ROW_NONE
 *
 * **Cost:** O(log n)
 */
guint32
ibar_result_first_passing (const IbarResult *self, guint32 first, guint32 end)
{
  guint32 before;

  if (first >= end)
    return IBAR_ROW_NONE;
  before = rank (self, first);
  return rank (self, end) > before ? select_row (self, before) : IBAR_ROW_NONE;
}

/**
 * ibar_result_last_passing:
 * @self: a result
 * @first: first row of a run
 * @end: the row after its last
 *
 * Returns: the last of them that passes, or %IBAR_ROW_NONE
 *
 * **Cost:** O(log n)
 */
guint32
ibar_result_last_passing (const IbarResult *self, guint32 first, guint32 end)
{
  guint32 before;

  if (first >= end)
    return IBAR_ROW_NONE;
  before = rank (self, end);
  return before > rank (self, first) ? select_row (self, before - 1) : IBAR_ROW_NONE;
}

/**
 * ibar_result_get_n_vague_dates:
 * @self: a result
 *
 * Returns: how many passing events have a date, but not one known to the day
 */
guint
ibar_result_get_n_vague_dates (IbarResult *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_vague;
}

/**
 * ibar_result_get_n_unplaced:
 * @self: a result
 *
 * Returns: how many passing events have no position
 */
guint
ibar_result_get_n_unplaced (IbarResult *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return ibar_result_count_run (self, self->columns->n_placed, self->columns->n_rows);
}

/**
 * ibar_result_get_n_undated:
 * @self: a result
 *
 * Returns: how many passing events have no date
 */
guint
ibar_result_get_n_undated (IbarResult *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_undated;
}

/**
 * ibar_result_get_facet_counts:
 * @self: a result
 * @facet: a facet
 * @n_values: (out) (optional): how many values it has
 *
 * Returns: (transfer none): for each value the events that have it and pass all other dimensions; alive as
 *   long as the result; shape [n_values]
 *
 * **Thread:** any
 * **Cost:** O(1)
 */
const guint32 *
ibar_result_get_facet_counts (IbarResult *self, IbarFacet facet, guint *n_values)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) facet < IBAR_N_FACETS, NULL);

  if (n_values != NULL)
    *n_values = ibar_columns_get_n_values (self->columns, facet);
  return self->counts[facet];
}

/**
 * ibar_result_why_hidden:
 * @self: a result
 * @row: a row
 *
 * Returns: a bit for each dimension that hides it, 0 if it is shown; see %IBAR_HIDDEN_TIME
 */
guint
ibar_result_why_hidden (IbarResult *self, guint32 row)
{
  guint hidden = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (row < self->columns->n_rows, 0);

  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    if (ibar_predicate_hides (self->predicates[dimension], row))
      hidden |= 1u << dimension;
  return hidden;
}
