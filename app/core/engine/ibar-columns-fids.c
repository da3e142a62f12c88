/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From fids to rows.
 *
 * The rows in the order of their fids are 4 bytes each, and take a third of a second to sort for ten million: they are
 * made when first needed, and where somebody waits for one row of many, by a thread of their own. Until then one is
 * found by looking at all, which is some nanoseconds for each sixteen. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-columns"

#include "ibar-columns-private.h"
#include "ibar-engine-private.h"
#include "ibar-radix.h"

#define SORTED_AT_ONCE 100000 /* rows, in 3 ms */
#define STRETCH 4096          /* rows looked at before it is asked whether one was it */

static guint32 *
sort_by_fid (IbarColumns *self)
{
  g_autofree guint64 *keys = g_new (guint64, MAX (self->n_rows, 1));
  guint32 *rows = g_new (guint32, MAX (self->n_rows, 1));

  for (guint32 row = 0; row < self->n_rows; row++)
    {
      keys[row] = (guint64) ibar_columns_get_fid (self, row) ^ G_GUINT64_CONSTANT (1) << 63;
      rows[row] = row;
    }
  ibar_radix_sort (keys, rows, self->n_rows);
  return rows;
}

/**
 * ibar_columns_get_by_fid:
 * @self: the columns
 *
 * Returns: (transfer none): the rows in the order of their fids; shape [n_rows]
 *
 * **Thread:** any
 * **Cost:** O(n) at the first call, and 4 bytes a row from then on
 */
const guint32 *
ibar_columns_get_by_fid (IbarColumns *self)
{
  if (g_atomic_pointer_get (&self->by_fid) == NULL)
    {
      g_mutex_lock (&self->fid_lock);
      if (self->by_fid == NULL)
        g_atomic_pointer_set (&self->by_fid, sort_by_fid (self));
      g_mutex_unlock (&self->fid_lock);
    }
  return self->by_fid;
}

static gpointer
sort_in_thread (gpointer data)
{
  g_autoptr (IbarColumns) self = data;

  ibar_columns_get_by_fid (self);
  return NULL;
}

IBAR_VECTOR static gboolean
holds_fid (const guint32 *fid, guint32 n, guint32 wanted)
{
  guint32 found = 0;

  for (guint32 i = 0; i < n; i++)
    found |= fid[i] == wanted;
  return found;
}

static guint32
look_at_all (IbarColumns *self, gint64 fid)
{
  guint32 wanted = (guint32) ((guint64) fid - (guint64) self->fid_base);

  for (guint32 first = 0; first < self->n_rows; first += STRETCH)
    {
      guint32 end = MIN (first + STRETCH, self->n_rows);

      if (self->fid != NULL && !holds_fid (self->fid + first, end - first, wanted))
        continue;
      for (guint32 row = first; row < end; row++)
        if (ibar_columns_get_fid (self, row) == fid)
          return row;
    }
  return IBAR_ROW_NONE;
}

static guint32
look_it_up (IbarColumns *self, const guint32 *by_fid, gint64 fid)
{
  guint32 low = 0, high = self->n_rows;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (ibar_columns_get_fid (self, by_fid[middle]) < fid)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n_rows && ibar_columns_get_fid (self, by_fid[low]) == fid ? by_fid[low] : IBAR_ROW_NONE;
}

/**
 * ibar_columns_find_fid:
 * @self: the columns
 * @fid: an event's fid
 *
 * Returns: its row, or %IBAR_ROW_NONE
 *
 * **Thread:** any
 * **Cost:** O(log n), but for the first few: 0.4 ns a row
 */
guint32
ibar_columns_find_fid (IbarColumns *self, gint64 fid)
{
  const guint32 *by_fid;

  g_return_val_if_fail (self != NULL, IBAR_ROW_NONE);

  by_fid = g_atomic_pointer_get (&self->by_fid);
  if (by_fid == NULL && self->n_rows <= SORTED_AT_ONCE)
    by_fid = ibar_columns_get_by_fid (self);
  if (by_fid != NULL)
    return look_it_up (self, by_fid, fid);
  if (g_atomic_int_compare_and_exchange (&self->sorting_fids, FALSE, TRUE))
    g_thread_unref (g_thread_new ("ibar-fids", sort_in_thread, ibar_columns_ref (self)));
  return look_at_all (self, fid);
}
