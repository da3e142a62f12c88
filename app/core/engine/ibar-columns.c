/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns: what the filter and the map need of every event, in memory and in map order.
 *
 * Representation (bytes a row): position 8, days 4 (numbers of the distinct days; 8 where there are more than 65,534),
 * keys 8 (class, which is type, data set, confidence and date precision numbered together; place; set of actors; set of
 * sources; each in as few bits as hold it, 16 bytes where all do not fit), fid 4, casualties 2, the row order by date 4,
 * bit planes 1.1: 31, and the sets themselves. Rows are sorted by the Morton code of
 * their Web Mercator position, so a cell of the map at any zoom is one run of rows; rows without a position
 * come last. Everything that depends on no filter (totals, counts by day) is counted here once.
 *
 * Immutable but for the orders of the list and the order by fid, which are made when first asked for, under
 * a lock.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-columns"

#include "ibar-columns-private.h"
#include "ibar-filter-names.h"
#include "ibar-name-index.h"

#include <math.h>
#include <string.h>

/**
 * ibar_columns_ref:
 * @self: the columns
 *
 * Returns: (transfer full): the same columns
 *
 * **Thread:** any
 */
IbarColumns *
ibar_columns_ref (IbarColumns *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ibar_day_counts_init (IbarDayCounts *self, gsize n)
{
  self->single = g_new0 (guint32, MAX (n, 1));
  self->starts = g_new0 (guint32, MAX (n, 1));
  self->ends = g_new0 (guint32, MAX (n, 1));
}

void
ibar_day_counts_clear (IbarDayCounts *self)
{
  g_free (self->single);
  g_free (self->starts);
  g_free (self->ends);
}

/**
 * ibar_columns_unref:
 * @self: (transfer full): the columns
 *
 * **Thread:** any
 */
void
ibar_columns_unref (IbarColumns *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->position);
  g_free (self->short_span);
  g_free (self->span);
  g_free (self->keys.rows);
  g_free (self->casualties);
  g_free (self->fid);
  g_free (self->wide_fid);
  g_free (self->days);
  g_array_unref (self->classes);
  ibar_value_sets_free (self->actor_sets);
  g_free (self->actor_groups);
  ibar_value_sets_free (self->source_sets);
  g_clear_pointer (&self->polar, g_hash_table_unref);
  for (int i = 0; i < IBAR_N_COLUMN_ORDERS; i++)
    {
      if (self->orders[i].rows != self->by_start)
        g_free (self->orders[i].rows);
      g_free (self->orders[i].rank);
    }
  g_free (self->by_start);
  g_free (self->long_by_end);
  g_free (self->long_starts);
  g_free (self->long_stretches);
  for (int i = 0; i < IBAR_N_FAMILIES; i++)
    g_free (self->family_bits[i]);
  g_free (self->vague_bits);
  g_free (self->undated_bits);
  for (int i = 0; i < IBAR_N_FACETS; i++)
    g_free (self->totals[i]);
  ibar_day_counts_clear (&self->day_totals);
  g_free (self->place_municipality);
  g_free (self->place_uncertainty);
  g_free (self->by_fid);
  if (self->free_owner != NULL)
    self->free_owner (self->owner);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->fid_lock);
  g_free (self);
}

/**
 * ibar_columns_get_n_rows:
 * @self: the columns
 *
 * Returns: how many events there are
 */
guint
ibar_columns_get_n_rows (IbarColumns *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * ibar_columns_get_point:
 * @self: the columns
 * @row: a row
 *
 * Returns: its position [deg], to 1 cm; NAN where it is not placed
 */
IbarPoint
ibar_columns_get_point (IbarColumns *self, guint32 row)
{
  const double *polar;
  IbarPoint point = { NAN, NAN };

  if (row >= self->n_placed)
    return point;
  point.longitude = ibar_mercator_longitude (self->position[row].x / 4294967296.0);
  polar = self->polar != NULL ? g_hash_table_lookup (self->polar, GUINT_TO_POINTER (row)) : NULL;
  point.latitude = polar != NULL ? *polar : ibar_mercator_latitude (self->position[row].y / 4294967296.0);
  return point;
}

/**
 * ibar_columns_get_row:
 * @self: the columns
 * @row: a row, less than ibar_columns_get_n_rows()
 * @out: (out): what it holds
 *
 * **Thread:** any
 * **Cost:** O(1)
 */
void
ibar_columns_get_row (IbarColumns *self, guint32 row, IbarRow *out)
{
  const IbarRowClass *row_class;
  guint32 municipality;
  IbarKeys keys;
  IbarSpan span;

  g_return_if_fail (self != NULL && out != NULL);
  g_return_if_fail (row < self->n_rows);

  keys = ibar_packed_keys_get (&self->keys, row);
  span = ibar_columns_get_span (self, row);
  row_class = ibar_columns_get_class (self, row);
  municipality = self->place_municipality[keys.place];
  out->fid = ibar_columns_get_fid (self, row);
  out->point = ibar_columns_get_point (self, row);
  out->start = span.start < self->n_days ? self->days[span.start] : IBAR_DAY_NONE;
  out->end = span.end < self->n_days ? self->days[span.end] : IBAR_DAY_NONE;
  out->date_precision = row_class->date_precision;
  out->confidence = row_class->confidence;
  out->family = row_class->family;
  out->type = (int) row_class->type;
  out->dataset = (int) row_class->dataset;
  out->place = keys.place < self->n_places ? (int) keys.place : -1;
  out->municipality = municipality < self->n_municipalities ? (int) municipality : -1;
  if (row >= self->n_placed)
    out->place_precision = IBAR_PLACE_UNPLACED;
  else if (out->place >= 0)
    out->place_precision
        = ((IbarPlace *) g_ptr_array_index (self->vocabulary->places, out->place))->precision;
  else
    out->place_precision = IBAR_PLACE_EXACT;
  ibar_value_sets_get (self->source_sets, &keys.sources, &out->n_sources);
  out->casualties = self->casualties[row];
}

/**
 * ibar_columns_get_n_values:
 * @self: the columns
 * @facet: a facet
 *
 * Returns: how many values the facet has, used or not
 */
guint
ibar_columns_get_n_values (IbarColumns *self, IbarFacet facet)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail ((guint) facet < IBAR_N_FACETS, 0);

  return ibar_filter_names_n (self->vocabulary, facet);
}

/**
 * ibar_columns_get_value_id:
 * @self: the columns
 * @facet: a facet
 * @value: a value, less than ibar_columns_get_n_values()
 *
 * Returns: the id a filter knows it by
 */
const char *
ibar_columns_get_value_id (IbarColumns *self, IbarFacet facet, guint value)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value < ibar_columns_get_n_values (self, facet), NULL);

  return ibar_filter_names_id (self->vocabulary, facet, value);
}

/**
 * ibar_columns_get_days:
 * @self: the columns
 * @first: (out) (optional): first day of any event
 * @last: (out) (optional): last day of any event
 *
 * Returns: whether any event is dated
 */
gboolean
ibar_columns_get_days (IbarColumns *self, IbarDay *first, IbarDay *last)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (first != NULL)
    *first = self->n_days > 0 ? self->days[0] : IBAR_DAY_NONE;
  if (last != NULL)
    *last = self->n_days > 0 ? self->days[self->n_days - 1] : IBAR_DAY_NONE;
  return self->n_days > 0;
}

/**
 * ibar_columns_lower_day:
 * @self: the columns
 * @day: a day
 *
 * Returns: the number of distinct days before it, which is the index of the first one that is not
 */
guint32
ibar_columns_lower_day (IbarColumns *self, IbarDay day)
{
  guint32 low = 0, high = self->n_days;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (self->days[middle] < day)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * ibar_columns_get_extent:
 * @self: the columns
 * @extent: (out): the narrowest box that holds every placed event
 */
void
ibar_columns_get_extent (IbarColumns *self, IbarExtent *extent)
{
  g_return_if_fail (self != NULL && extent != NULL);

  *extent = self->extent;
}

/**
 * ibar_columns_get_row_values:
 * @self: the columns
 * @facet: which facet
 * @row: a row
 * @buffer: (out caller-allocates): room for one value, used where a row has at most one
 * @n_values: (out): how many
 *
 * Returns: (transfer none) (array length=n_values): the row's values, indices as in
 *   ibar_columns_get_value_id(); valid as long as the columns and @buffer
 *
 * **Thread:** any. **Cost:** O(1).
 */
const guint32 *
ibar_columns_get_row_values (IbarColumns *self,
                             IbarFacet facet,
                             guint32 row,
                             guint32 *buffer,
                             guint *n_values)
{
  g_return_val_if_fail (self != NULL && row < ibar_columns_get_n_rows (self), NULL);
  g_return_val_if_fail (buffer != NULL && n_values != NULL && facet < IBAR_N_FACETS, NULL);

  return ibar_columns_get_values (self, facet, row, buffer, n_values);
}

/**
 * ibar_columns_get_vocabulary:
 * @self: the columns
 *
 * Returns: (transfer none): what the indices of rows point into
 */
const IbarVocabulary *
ibar_columns_get_vocabulary (IbarColumns *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->vocabulary;
}

/**
 * ibar_columns_get_report:
 * @self: the columns
 *
 * Returns: (transfer none): what could not be taken as it stands
 */
const IbarColumnsReport *
ibar_columns_get_report (IbarColumns *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->report;
}

/* [bytes] of an order of the list, if it has been asked for. */
static gsize
order_size (IbarColumns *self, guint key)
{
  IbarOrder *order = &self->orders[key];
  const guint32 *rows = g_atomic_pointer_get (&order->rows);

  if (rows == NULL || rows == self->by_start)
    return 0;
  return (gsize) self->n_rows * (order->rank != NULL ? 8 : 4);
}

/**
 * ibar_columns_get_size:
 * @self: the columns
 *
 * Returns: memory held, without the vocabulary and without what is made when first asked for [bytes]
 */
gsize
ibar_columns_get_size (IbarColumns *self)
{
  gsize n = self->n_rows, size = sizeof *self;

  size += n * (sizeof (IbarPosition) + self->keys.n_words * sizeof (guint64) + sizeof (guint16));
  size += n * (self->fid != NULL ? 4 : 8);
  size += n * (self->short_span != NULL ? sizeof (IbarShortSpan) : sizeof (IbarSpan));
  size += n * 4 + self->n_long * 8; /* by_start, long_by_end, long_starts */
  size += (gsize) self->n_words * 8 * (IBAR_N_FAMILIES + 2);
  size += (gsize) self->n_days * 4;
  if (self->has_day_counts)
    size += (gsize) self->n_days * IBAR_FAMILY_STRIDE * 4 * 3;
  size += ibar_value_sets_get_size (self->actor_sets) + ibar_value_sets_get_size (self->source_sets);
  size += self->actor_sets->n_sets * sizeof (guint8);
  size += self->classes->len * sizeof (IbarRowClass) + (self->n_places + 1) * 8;
  for (guint key = 0; key < IBAR_N_COLUMN_ORDERS; key++)
    size += order_size (self, key);
  size += g_atomic_pointer_get (&self->by_fid) != NULL ? n * 4 : 0;
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    size += ibar_columns_get_n_values (self, facet) * 4 + ibar_name_index_get_ids_size (self->vocabulary, facet);
  return size;
}
