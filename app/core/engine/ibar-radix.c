/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A stable radix sort of 64-bit keys that carry a 32-bit item: what a million Morton codes need is a few
 * linear passes, not twenty comparisons each. Digits that all keys share cost no pass. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-radix"

#include "ibar-radix.h"

#include <string.h>

#define DIGIT_BITS 11
#define N_DIGITS 6
#define N_BUCKETS (1u << DIGIT_BITS)

/**
 * ibar_radix_sort:
 * @keys: (inout) (array length=n): sorted ascending
 * @items: (inout) (array length=n): moved with their keys; equal keys keep their order
 * @n: how many
 *
 * **Cost:** O(n), one pass for each 11 bits in which the keys differ; 12 bytes a key while it runs
 */
void
ibar_radix_sort (guint64 *keys, guint32 *items, guint n)
{
  g_autofree guint64 *spare_keys = g_new (guint64, MAX (n, 1));
  g_autofree guint32 *spare_items = g_new (guint32, MAX (n, 1));
  g_autofree guint32 *counts = g_new0 (guint32, N_DIGITS * N_BUCKETS);
  guint64 *from_keys = keys, *to_keys = spare_keys;
  guint32 *from_items = items, *to_items = spare_items;

  for (guint i = 0; i < n; i++)
    for (guint digit = 0; digit < N_DIGITS; digit++)
      counts[digit * N_BUCKETS + (keys[i] >> (digit * DIGIT_BITS) & (N_BUCKETS - 1))]++;

  for (guint digit = 0; digit < N_DIGITS && n > 0; digit++)
    {
      guint32 *count = counts + digit * N_BUCKETS, sum = 0;
      guint shift = digit * DIGIT_BITS;

      if (count[keys[0] >> shift & (N_BUCKETS - 1)] == n)
        continue;
      for (guint bucket = 0; bucket < N_BUCKETS; bucket++)
        {
          guint32 here = count[bucket];

          count[bucket] = sum;
          sum += here;
        }
      for (guint i = 0; i < n; i++)
        {
          guint32 place = count[from_keys[i] >> shift & (N_BUCKETS - 1)]++;

          to_keys[place] = from_keys[i];
          to_items[place] = from_items[i];
        }
      {
        guint64 *swap_keys = from_keys;
        guint32 *swap_items = from_items;

        from_keys = to_keys, to_keys = swap_keys;
        from_items = to_items, to_items = swap_items;
      }
    }
  if (from_keys != keys)
    {
      memcpy (keys, from_keys, n * sizeof (guint64));
      memcpy (items, from_items, n * sizeof (guint32));
    }
}
