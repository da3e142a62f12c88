/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dictionary of sets: one run of values a set, found again through a hash table while it grows.
 *
 * Sizes: 4 bytes a member and 4 a set; typically hundreds to some ten thousand sets for a million events,
 * at worst one a row. Once it is complete, sets of one value take that value for their number and no room, and the others
 * follow their first use in row order (ibar_value_sets_renumber()): most rows need no look into the dictionary, and a
 * scan over the rows walks it forward where sets do not recur.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-value-sets"

#include "ibar-value-sets.h"

#include <string.h>

static guint32
hash_values (const guint32 *values, guint n_values)
{
  guint64 hash = 0x9E3779B97F4A7C15u ^ n_values;

  for (guint i = 0; i < n_values; i++)
    {
      hash = (hash ^ values[i]) * 0xBF58476D1CE4E5B9u;
      hash ^= hash >> 29;
    }
  return (guint32) (hash >> 16);
}

static int
compare_values (const void *a, const void *b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

/* Ascending without doubles. Sets are short: insertion until that would be slow. */
static guint
normalise (guint32 *values, guint n_values)
{
  guint kept = 0;

  if (n_values > 32)
    qsort (values, n_values, sizeof (guint32), compare_values);
  else
    for (guint i = 1; i < n_values; i++)
      {
        guint32 value = values[i];
        guint j = i;

        for (; j > 0 && values[j - 1] > value; j--)
          values[j] = values[j - 1];
        values[j] = value;
      }
  for (guint i = 0; i < n_values; i++)
    if (i == 0 || values[i] != values[i - 1])
      values[kept++] = values[i];
  return kept;
}

static guint32 *
table_slot (IbarValueSets *self, const guint32 *values, guint n_values)
{
  guint32 i = hash_values (values, n_values) & self->table_mask;

  for (; self->table[i] != 0; i = (i + 1) & self->table_mask)
    {
      guint32 set = self->table[i] - 1;
      guint n;
      const guint32 *other = ibar_value_sets_get (self, &set, &n);

      if (n == n_values && (n == 0 || memcmp (other, values, n * sizeof (guint32)) == 0))
        break;
    }
  return &self->table[i];
}

static void
grow_table (IbarValueSets *self)
{
  g_free (self->table);
  self->table_mask = self->table_mask * 2 + 1;
  self->table = g_new0 (guint32, (gsize) self->table_mask + 1);
  for (guint32 set = 0; set < self->n_sets; set++)
    {
      guint n;
      const guint32 *values = ibar_value_sets_get (self, &set, &n);

      *table_slot (self, values, n) = set + 1;
    }
}

static guint32
append_set (IbarValueSets *self, const guint32 *values, guint n_values)
{
  if (self->n_sets + 1 >= self->n_allocated_sets)
    {
      self->n_allocated_sets = self->n_allocated_sets * 2 + 16;
      self->starts = g_renew (guint32, self->starts, self->n_allocated_sets + 1);
    }
  while (self->n_values + n_values > self->n_allocated_values)
    {
      self->n_allocated_values = self->n_allocated_values * 2 + 64;
      self->values = g_renew (guint32, self->values, self->n_allocated_values);
    }
  if (n_values > 0)
    memcpy (self->values + self->n_values, values, n_values * sizeof (guint32));
  self->n_values += n_values;
  self->starts[++self->n_sets] = self->n_values;
  return self->n_sets - 1;
}

/**
 * ibar_value_sets_new:
 *
 * Returns: (transfer full): a dictionary that holds the empty set as number 0
 */
IbarValueSets *
ibar_value_sets_new (void)
{
  IbarValueSets *self = g_new0 (IbarValueSets, 1);

  self->n_allocated_sets = 64;
  self->starts = g_new0 (guint32, self->n_allocated_sets + 1);
  self->table_mask = 255;
  self->table = g_new0 (guint32, self->table_mask + 1);
  ibar_value_sets_intern (self, NULL, 0);
  return self;
}

/**
 * ibar_value_sets_free:
 * @self: (nullable) (transfer full): a dictionary
 */
void
ibar_value_sets_free (IbarValueSets *self)
{
  if (self == NULL)
    return;
  g_free (self->starts);
  g_free (self->values);
  g_free (self->table);
  g_free (self);
}

/**
 * ibar_value_sets_intern:
 * @self: a dictionary that is not frozen
 * @values: (inout) (array length=n_values): the members in any order, repeated or not; sorted in place
 * @n_values: how many
 *
 * Returns: the number of the set with these members
 *
 * **Cost:** O(n_values log n_values), some 20 ns for the usual handful
 */
guint32
ibar_value_sets_intern (IbarValueSets *self, guint32 *values, guint n_values)
{
  guint32 *slot;

  g_assert (self->table != NULL);

  n_values = normalise (values, n_values);
  slot = table_slot (self, values, n_values);
  if (*slot == 0)
    {
      guint32 set = append_set (self, values, n_values);

      *slot = set + 1;
      if (self->n_sets > self->table_mask / 2)
        grow_table (self);
      return set;
    }
  return *slot - 1;
}

/**
 * ibar_value_sets_freeze:
 * @self: a dictionary
 *
 * Gives back what only growing needs.
 */
void
ibar_value_sets_freeze (IbarValueSets *self)
{
  g_clear_pointer (&self->table, g_free);
  self->n_allocated_sets = self->n_sets - self->n_singles;
  self->starts = g_renew (guint32, self->starts, self->n_allocated_sets + 1);
  if (self->n_values > 0)
    self->values = g_renew (guint32, self->values, self->n_values);
  self->n_allocated_values = self->n_values;
}

/**
 * ibar_value_sets_renumber:
 * @self: a frozen dictionary
 * @n_singles: how many values there are
 * @rows: (inout): the set of every row, in row order
 * @stride: from one row's to the next
 * @n_rows: how many
 *
 * Numbers the sets for those who count: set v is the set of v alone, for each of the values, so that the usual
 * row needs no look into the dictionary, and that is not stored; then the empty set; then the others by their first use.
 * Sets that no row uses are dropped.
 */
void
ibar_value_sets_renumber (IbarValueSets *self, guint32 n_singles, guint32 *rows, gsize stride, guint n_rows)
{
  guint32 n_old = self->n_sets;
  g_autofree guint32 *number = g_new (guint32, n_old);
  g_autofree guint32 *old_starts = g_steal_pointer (&self->starts);
  g_autofree guint32 *old_values = g_steal_pointer (&self->values);

  g_assert (self->table == NULL);

  self->n_allocated_sets = n_old + 1;
  self->n_allocated_values = self->n_values;
  self->starts = g_new0 (guint32, (gsize) self->n_allocated_sets + 1);
  self->values = g_new (guint32, MAX (self->n_allocated_values, 1));
  self->n_values = 0;
  self->n_singles = n_singles;
  self->n_sets = n_singles + 1; /* the empty one: starts[0] and starts[1] are 0 */

  memset (number, 0xff, n_old * sizeof (guint32));
  number[0] = n_singles;
  for (guint row = 0; row < n_rows; row++)
    {
      guint32 old = rows[row * stride];

      if (number[old] == G_MAXUINT32)
        {
          guint32 n = old_starts[old + 1] - old_starts[old];

          number[old] = n == 1 ? old_values[old_starts[old]] : self->n_sets;
          if (n > 1)
            {
              memcpy (self->values + self->n_values, old_values + old_starts[old], n * sizeof (guint32));
              self->n_values += n;
              self->starts[++self->n_sets - n_singles] = self->n_values;
            }
        }
      rows[row * stride] = number[old];
    }
  ibar_value_sets_freeze (self);
}

/**
 * ibar_value_sets_get_size:
 * @self: a dictionary
 *
 * Returns: memory held [bytes]
 */
gsize
ibar_value_sets_get_size (IbarValueSets *self)
{
  return ((gsize) self->n_allocated_sets + 1 + self->n_allocated_values) * sizeof (guint32)
         + (self->table != NULL ? ((gsize) self->table_mask + 1) * sizeof (guint32) : 0);
}
