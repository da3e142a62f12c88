/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What follows from the columns and from no filter: the order by date, bit planes, totals, counts by day,
 * the extent; and the orders of the list, made when first asked for. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-columns"

#include "ibar-columns-private.h"
#include "ibar-engine.h"
#include "ibar-radix.h"

#include <string.h>

G_STATIC_ASSERT (IBAR_N_COLUMN_ORDERS == IBAR_N_SORTS);

/* Rows by (start, end, fid); undated rows last, by fid. */
static void
sort_by_date (IbarColumns *self)
{
  guint32 n = self->n_rows;
  g_autofree guint64 *keys = g_new (guint64, MAX (n, 1));
  guint32 *rows = self->by_start = g_new (guint32, MAX (n, 1));

  for (guint32 row = 0; row < n; row++)
    {
      keys[row] = (guint64) ibar_columns_get_fid (self, row) ^ G_GUINT64_CONSTANT (1) << 63;
      rows[row] = row;
    }
  ibar_radix_sort (keys, rows, n);
  for (guint32 i = 0; i < n; i++)
    {
      IbarSpan span = ibar_columns_get_span (self, rows[i]);

      keys[i] = (guint64) MIN (span.start, self->n_days) << 32 | MIN (span.end, self->n_days);
      self->n_dated += span.start != IBAR_VALUE_NONE;
      self->n_long += span.start != span.end;
    }
  ibar_radix_sort (keys, rows, n);
}

static void
sort_long_rows (IbarColumns *self)
{
  g_autofree guint64 *keys = g_new (guint64, MAX (self->n_long, 1));
  guint32 n = 0;

  self->long_by_end = g_new (guint32, MAX (self->n_long, 1));
  for (guint32 i = 0; i < self->n_dated; i++)
    {
      guint32 row = self->by_start[i];
      IbarSpan span = ibar_columns_get_span (self, row);

      if (span.start == span.end)
        continue;
      keys[n] = span.end;
      self->long_by_end[n++] = row;
    }
  ibar_radix_sort (keys, self->long_by_end, n);
}

static void
fill_bit_planes (IbarColumns *self)
{
  /* Whole blocks of four words, so that loops over a block need no end condition. */
  self->n_words = ibar_columns_padded (self->n_rows) / 64;
  for (int family = 0; family < IBAR_N_FAMILIES; family++)
    self->family_bits[family] = g_new0 (guint64, MAX (self->n_words, 1));
  self->vague_bits = g_new0 (guint64, MAX (self->n_words, 1));
  self->undated_bits = g_new0 (guint64, MAX (self->n_words, 1));
  for (guint32 row = 0; row < self->n_rows; row++)
    {
      const IbarRowClass *row_class = ibar_columns_get_class (self, row);
      guint64 bit = G_GUINT64_CONSTANT (1) << row % 64;

      self->family_bits[row_class->family][row / 64] |= bit;
      if (row_class->date_precision == IBAR_DATE_UNKNOWN)
        self->undated_bits[row / 64] |= bit;
      else if (row_class->date_precision != IBAR_DATE_DAY)
        self->vague_bits[row / 64] |= bit;
    }
}

static void
count_totals (IbarColumns *self)
{
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      guint32 *totals = self->totals[facet] = g_new0 (guint32, MAX (ibar_columns_get_n_values (self, facet), 1));

      for (guint32 row = 0; row < self->n_rows; row++)
        {
          guint32 buffer;
          guint n_values;
          const guint32 *values = ibar_columns_get_values (self, facet, row, &buffer, &n_values);

          for (guint i = 0; i < n_values; i++)
            totals[values[i]]++;
        }
    }
}

static void
count_days (IbarColumns *self)
{
  self->has_day_counts = self->n_days <= IBAR_MAX_COUNTED_DAYS;
  if (!self->has_day_counts)
    return;
  ibar_day_counts_init (&self->day_totals, (gsize) self->n_days * IBAR_FAMILY_STRIDE);
  for (guint32 i = 0; i < self->n_dated; i++)
    ibar_day_counts_add (&self->day_totals, self, IBAR_STACK_FAMILY, self->by_start[i]);
}

/* The narrowest box: it leaves out the widest gap between neighbours in longitude. Gaps narrower than a
 * degree do not matter, so one slot a degree is enough to find it. */
static void
find_extent (IbarColumns *self)
{
  guint32 west[360], east[360], used[360], n = 0, gap_at = 0;
  guint64 widest = 0;
  guint32 min_y = G_MAXUINT32, max_y = 0;

  ibar_extent_init_empty (&self->extent);
  if (self->n_placed == 0)
    return;
  memset (west, 0xff, sizeof west);
  memset (east, 0, sizeof east);
  for (guint32 row = 0; row < self->n_placed; row++)
    {
      guint slot = (guint64) self->position[row].x * 360 >> 32;
      guint32 x = self->position[row].x;

      west[slot] = MIN (west[slot], x);
      east[slot] = MAX (east[slot], x);
    }
  for (guint slot = 0; slot < 360; slot++)
    if (west[slot] <= east[slot])
      used[n++] = slot;
  for (guint i = 0; i < n; i++)
    {
      guint next = (i + 1) % n;
      guint64 gap = (guint64) west[used[next]] + (next == 0 ? G_GUINT64_CONSTANT (1) << 32 : 0) - east[used[i]];

      if (gap > widest)
        {
          widest = gap;
          gap_at = i;
        }
    }
  for (guint32 row = 0; row < self->n_placed; row++)
    {
      min_y = MIN (min_y, self->position[row].y);
      max_y = MAX (max_y, self->position[row].y);
    }
  self->extent.west = ibar_mercator_longitude (west[used[(gap_at + 1) % n]] / 4294967296.0);
  self->extent.east = ibar_mercator_longitude (east[used[gap_at]] / 4294967296.0);
  self->extent.north = ibar_mercator_latitude (min_y / 4294967296.0);
  self->extent.south = ibar_mercator_latitude (max_y / 4294967296.0);
  if (self->polar != NULL)
    {
      GHashTableIter iter;
      gpointer latitude;

      g_hash_table_iter_init (&iter, self->polar);
      while (g_hash_table_iter_next (&iter, NULL, &latitude))
        {
          self->extent.south = MIN (self->extent.south, *(double *) latitude);
          self->extent.north = MAX (self->extent.north, *(double *) latitude);
        }
    }
}

/**
 * ibar_columns_derive:
 * @self: columns with everything a row holds
 *
 * **Cost:** O(n)
 */
void
ibar_columns_derive (IbarColumns *self)
{
  sort_by_date (self);
  sort_long_rows (self);
  ibar_columns_find_stretches (self);
  fill_bit_planes (self);
  count_totals (self);
  ibar_columns_find_kinds (self);
  count_days (self);
  find_extent (self);
}

typedef struct
{
  char   *key;
  guint32 index;
} TextKey;

static int
compare_text_keys (const void *a, const void *b)
{
  const TextKey *x = a, *y = b;
  int order = strcmp (x->key, y->key);

  return order != 0 ? order : x->index < y->index ? -1 : 1;
}

/* Ranks of n texts in the order a reader expects; equal texts rank equal. Frees the texts. */
static guint32 *
rank_texts (char **texts, guint n)
{
  guint32 *ranks = g_new (guint32, n + 1);
  g_autofree TextKey *keys = g_new (TextKey, n + 1);
  guint32 rank = 0;

  for (guint i = 0; i < n; i++)
    {
      keys[i] = (TextKey){ g_utf8_collate_key (texts[i], -1), i };
      g_free (texts[i]);
    }
  qsort (keys, n, sizeof (TextKey), compare_text_keys);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && strcmp (keys[i].key, keys[i - 1].key) != 0)
        rank++;
      ranks[keys[i].index] = rank;
    }
  for (guint i = 0; i < n; i++)
    g_free (keys[i].key);
  return ranks;
}

static char *
dup_name (const IbarNames *names, const char *id)
{
  const char *name = ibar_names_get (names, IBAR_NAME_EN);

  return g_strdup (*name != '\0' ? name : id);
}

static guint32 *
rank_places (IbarColumns *self)
{
  g_autofree char **texts = g_new (char *, self->n_places + 1);

  for (guint i = 0; i < self->n_places; i++)
    {
      const IbarPlace *place = g_ptr_array_index (self->vocabulary->places, i);

      texts[i] = dup_name (&place->names, place->id);
    }
  return rank_texts (texts, self->n_places);
}

static guint32 *
rank_actors (IbarColumns *self)
{
  const GPtrArray *actors = self->vocabulary->actors;
  g_autofree char **texts = g_new (char *, actors->len + 1);

  for (guint i = 0; i < actors->len; i++)
    {
      const IbarActor *actor = g_ptr_array_index (actors, i);

      texts[i] = dup_name (&actor->names, actor->id);
    }
  return rank_texts (texts, actors->len);
}

static guint32 *
rank_types (IbarColumns *self)
{
  const GPtrArray *types = self->vocabulary->types;
  g_autofree char **texts = g_new (char *, types->len + 1);

  for (guint i = 0; i < types->len; i++)
    texts[i] = g_strdup (((IbarEventType *) g_ptr_array_index (types, i))->label);
  return rank_texts (texts, types->len);
}

/* The rank of each row by one key, IBAR_VALUE_NONE where it has none. */
static guint32 *
rank_rows (IbarColumns *self, guint key)
{
  guint32 *ranks = g_new (guint32, MAX (self->n_rows, 1));
  g_autofree guint32 *of_value = key == IBAR_SORT_PLACE   ? rank_places (self)
                                 : key == IBAR_SORT_ACTOR ? rank_actors (self)
                                 : key == IBAR_SORT_TYPE  ? rank_types (self)
                                                          : NULL;

  for (guint32 row = 0; row < self->n_rows; row++)
    {
      guint n_values;
      const guint32 *values;
      guint32 value;

      switch (key)
        {
        case IBAR_SORT_PLACE:
          value = ibar_columns_get_key (self, row, IBAR_COLUMN_PLACE);
          ranks[row] = value < self->n_places ? of_value[value] : IBAR_VALUE_NONE;
          break;
        case IBAR_SORT_ACTOR:
          values = ibar_columns_get_values (self, IBAR_FACET_ACTOR, row, &value, &n_values);
          ranks[row] = IBAR_VALUE_NONE;
          for (guint i = 0; i < n_values; i++)
            ranks[row] = MIN (ranks[row], of_value[values[i]]);
          break;
        case IBAR_SORT_TYPE:
          value = ibar_columns_get_class (self, row)->type;
          ranks[row] = value != IBAR_VALUE_NONE ? of_value[value] : IBAR_VALUE_NONE;
          break;
        case IBAR_SORT_CASUALTIES:
          ranks[row] = self->casualties[row];
          break;
        case IBAR_SORT_SOURCES:
          ibar_columns_get_values (self, IBAR_FACET_SOURCE, row, &value, &n_values);
          ranks[row] = n_values;
          break;
        default:
          g_assert_not_reached ();
        }
    }
  return ranks;
}

/* Rows by (rank, date), those without a rank last: the stable sort starts from the order by date. */
static void
make_order (IbarColumns *self, guint key)
{
  IbarOrder *order = &self->orders[key];
  g_autofree guint64 *keys = NULL;
  guint32 *rows;

  if (key == IBAR_SORT_DATE)
    {
      order->n_keyed = self->n_dated;
      g_atomic_pointer_set (&order->rows, self->by_start);
      return;
    }
  order->rank = rank_rows (self, key);
  rows = g_memdup2 (self->by_start, MAX (self->n_rows, 1) * sizeof (guint32));
  keys = g_new (guint64, MAX (self->n_rows, 1));
  for (guint32 i = 0; i < self->n_rows; i++)
    {
      keys[i] = order->rank[rows[i]];
      order->n_keyed += keys[i] != IBAR_VALUE_NONE;
    }
  ibar_radix_sort (keys, rows, self->n_rows);
  g_atomic_pointer_set (&order->rows, rows);
}

/**
 * ibar_columns_get_order:
 * @self: the columns
 * @key: an #IbarSortKey
 *
 * Returns: (transfer none): all rows in the ascending order of a key, ties by date; rows without one last
 *
 * **Thread:** any
 * **Cost:** O(n) at the first call for a key, and 8 bytes a row from then on (dates: none)
 */
const IbarOrder *
ibar_columns_get_order (IbarColumns *self, guint key)
{
  g_return_val_if_fail (key < IBAR_N_COLUMN_ORDERS, NULL);

  if (g_atomic_pointer_get (&self->orders[key].rows) == NULL)
    {
      g_mutex_lock (&self->lock);
      if (self->orders[key].rows == NULL)
        make_order (self, key);
      g_mutex_unlock (&self->lock);
    }
  return &self->orders[key];
}
