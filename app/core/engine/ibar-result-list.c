/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list: the passing rows in the order of a key, by position and back.
 *
 * No list is made. The order of all rows by a key belongs to the columns; a result keeps the number of
 * passing rows before each 256 of it, so a position is found by bisecting those and looking through one
 * stretch, and where a row stands by bisecting the order. 16 bytes for a thousand rows.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-result"

#include "ibar-engine-private.h"

#define CHUNK 256

static inline guint32
passes (const IbarResult *self, guint32 row)
{
  return self->passing[row / 64] >> row % 64 & 1;
}

/* Passing rows before each chunk of the order; shape [n_chunks + 1]. */
static const guint32 *
get_chunks (IbarResult *self, guint key, const IbarOrder *order)
{
  guint32 n_rows = self->columns->n_rows, sum = 0;

  /* The main thread reads one order while a worker prepares another. */
  if (g_atomic_pointer_get (&self->chunks[key]) != NULL)
    return self->chunks[key];
  g_mutex_lock (&self->lock);
  if (self->chunks[key] == NULL)
    {
      guint32 *chunks = g_new (guint32, n_rows / CHUNK + 2);

      for (guint32 i = 0; i < n_rows; i++)
        {
          if (i % CHUNK == 0)
            chunks[i / CHUNK] = sum;
          sum += passes (self, order->rows[i]);
        }
      chunks[(n_rows + CHUNK - 1) / CHUNK] = sum;
      g_atomic_pointer_set (&self->chunks[key], chunks);
    }
  g_mutex_unlock (&self->lock);
  return self->chunks[key];
}

/* Passing rows among the first of the order. */
static guint32
count_before (const IbarResult *self, const IbarOrder *order, const guint32 *chunks, guint32 index)
{
  guint32 count = chunks[index / CHUNK];

  for (guint32 i = index / CHUNK * CHUNK; i < index; i++)
    count += passes (self, order->rows[i]);
  return count;
}

/* In a descending list what has a key is turned round, and what has none stays at the end. */
static guint32
turn (guint32 position, guint32 n_keyed, gboolean descending)
{
  return descending && position < n_keyed ? n_keyed - 1 - position : position;
}

/**
 * ibar_result_prepare_list:
 * @self: a result
 * @key: an order
 *
 * Does what the first ibar_result_get_row() for a key would do.
 *
 * **Thread:** any
 * **Cost:** O(n): 1 ms for a million rows, and once for a key and its columns a sort
 */
void
ibar_result_prepare_list (IbarResult *self, IbarSortKey key)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) key < IBAR_N_SORTS);

  get_chunks (self, key, ibar_columns_get_order (self->columns, key));
}

/**
 * ibar_result_get_row:
 * @self: a result
 * @key: an order
 * @descending: whether the list runs from the largest; rows without the key come last either way
 * @position: a position, less than ibar_result_get_n_passing()
 *
 * Returns: the row there, or %IBAR_ROW_NONE past the end
 *
 * **Thread:** any
 * **Cost:** O(log n) after ibar_result_prepare_list()
 */
guint32
ibar_result_get_row (IbarResult *self, IbarSortKey key, gboolean descending, guint position)
{
  const IbarOrder *order;
  const guint32 *chunks;
  guint32 low = 0, high, left, i;

  g_return_val_if_fail (self != NULL, IBAR_ROW_NONE);
  g_return_val_if_fail ((guint) key < IBAR_N_SORTS, IBAR_ROW_NONE);

  if (position >= self->n_passing)
    return IBAR_ROW_NONE;
  order = ibar_columns_get_order (self->columns, key);
  chunks = get_chunks (self, key, order);
  position = turn (position, count_before (self, order, chunks, order->n_keyed), descending);

  /* The last chunk that begins at or before the position. */
  for (high = (self->columns->n_rows - 1) / CHUNK; low < high;)
    {
      guint32 middle = low + (high - low + 1) / 2;

      if (chunks[middle] <= position)
        low = middle;
      else
        high = middle - 1;
    }
  left = position - chunks[low];
  for (i = low * CHUNK; left > 0 || !passes (self, order->rows[i]); i++)
    left -= passes (self, order->rows[i]);
  return order->rows[i];
}

static int
compare (guint32 a, guint32 b)
{
  return a < b ? -1 : a > b;
}

/* The order's own: by key, then by date (undated last), then by fid. */
static int
compare_rows (const IbarColumns *columns, const IbarOrder *order, guint32 a, guint32 b)
{
  gint64 fid_a = ibar_columns_get_fid (columns, a), fid_b = ibar_columns_get_fid (columns, b);
  int by_key = order->rank != NULL ? compare (order->rank[a], order->rank[b]) : 0;
  IbarSpan first = ibar_columns_get_span (columns, a), second = ibar_columns_get_span (columns, b);
  int by_start = compare (first.start, second.start);
  int by_end = compare (first.end, second.end);

  if (by_key != 0)
    return by_key;
  if (by_start != 0)
    return by_start;
  if (by_end != 0)
    return by_end;
  return fid_a < fid_b ? -1 : fid_a > fid_b;
}

/**
 * ibar_result_get_position:
 * @self: a result
 * @key: an order
 * @descending: as for ibar_result_get_row()
 * @row: a row
 *
 * Returns: where it stands in the list, or %G_MAXUINT if it does not pass
 *
 * **Thread:** any
 * **Cost:** O(log n) after ibar_result_prepare_list()
 */
guint
ibar_result_get_position (IbarResult *self, IbarSortKey key, gboolean descending, guint32 row)
{
  const IbarOrder *order;
  const guint32 *chunks;
  guint32 low = 0, high;

  g_return_val_if_fail (self != NULL, G_MAXUINT);
  g_return_val_if_fail ((guint) key < IBAR_N_SORTS, G_MAXUINT);

  if (!ibar_result_contains (self, row))
    return G_MAXUINT;
  order = ibar_columns_get_order (self->columns, key);
  chunks = get_chunks (self, key, order);
  for (high = self->columns->n_rows; low < high;)
    {
      guint32 middle = low + (high - low) / 2;

      if (compare_rows (self->columns, order, order->rows[middle], row) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return turn (count_before (self, order, chunks, low), count_before (self, order, chunks, order->n_keyed),
               descending);
}

/**
 * ibar_result_find_day:
 * @self: a result
 * @day: a day
 *
 * Returns: the first position on or after it in the list by ascending date; past the dated rows if none
 *
 * **Thread:** any
 * **Cost:** O(log n) after ibar_result_prepare_list()
 */
guint
ibar_result_find_day (IbarResult *self, IbarDay day)
{
  const IbarOrder *order;
  guint32 value, low = 0, high;

  g_return_val_if_fail (self != NULL, 0);

  order = ibar_columns_get_order (self->columns, IBAR_SORT_DATE);
  value = ibar_columns_lower_day (self->columns, day);
  for (high = order->n_keyed; low < high;)
    {
      guint32 middle = low + (high - low) / 2;

      if (ibar_columns_get_span (self->columns, order->rows[middle]).start < value)
        low = middle + 1;
      else
        high = middle;
    }
  return count_before (self, order, get_chunks (self, IBAR_SORT_DATE, order), low);
}
