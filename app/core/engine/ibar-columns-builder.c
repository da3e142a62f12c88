/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns under construction: a table in the order rows arrive.
 *
 * Rows are added one by one with their values checked and counted, links and casualties may follow later
 * for a row found by its fid. ibar-columns-finish.c sorts them into map order.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-columns"

#include "ibar-columns-builder-private.h"

#include <math.h>

static void
grow (IbarColumnsBuilder *self)
{
  IbarColumns *columns = self->columns;
  gsize n = self->n_allocated = self->n_allocated + self->n_allocated / 2 + 64;

  columns->position = g_renew (IbarPosition, columns->position, n);
  self->keys = g_renew (IbarKeys, self->keys, n);
  columns->casualties = g_renew (guint16, columns->casualties, n);
  self->start = g_renew (IbarDay, self->start, n);
  self->end = g_renew (IbarDay, self->end, n);
  self->fid = g_renew (gint64, self->fid, n);
}

/* place → municipality, with "none" as one more place. */
static void
copy_places (IbarColumns *columns)
{
  const IbarVocabulary *vocabulary = columns->vocabulary;

  columns->n_places = vocabulary->places->len;
  columns->n_municipalities = vocabulary->municipalities->len;
  columns->place_municipality = g_new (guint32, columns->n_places + 1);
  columns->place_uncertainty = g_new0 (float, columns->n_places + 1);
  for (guint i = 0; i < columns->n_places; i++)
    {
      const IbarPlace *place = g_ptr_array_index (vocabulary->places, i);

      columns->place_municipality[i]
          = place->municipality >= 0 && (guint) place->municipality < columns->n_municipalities
                ? (guint32) place->municipality
                : columns->n_municipalities;
      columns->place_uncertainty[i] = place->uncertainty_m > 0.0 ? place->uncertainty_m : 0.0;
    }
  columns->place_municipality[columns->n_places] = columns->n_municipalities;
}

/**
 * ibar_columns_builder_new:
 * @vocabulary: what the rows' indices point into
 * @owner: (nullable) (transfer full): kept for as long as the vocabulary is needed
 * @free_owner: (nullable): lets the owner go
 * @n_expected: how many rows will come, as far as known
 *
 * Returns: (transfer full): an empty table
 */
IbarColumnsBuilder *
ibar_columns_builder_new (const IbarVocabulary *vocabulary, gpointer owner, GDestroyNotify free_owner,
                          guint n_expected)
{
  IbarColumnsBuilder *self = g_new0 (IbarColumnsBuilder, 1);
  IbarColumns *columns = self->columns = g_new0 (IbarColumns, 1);

  g_atomic_ref_count_init (&columns->ref_count);
  g_mutex_init (&columns->lock);
  g_mutex_init (&columns->fid_lock);
  columns->vocabulary = vocabulary;
  columns->owner = owner;
  columns->free_owner = free_owner;
  columns->classes = g_array_new (FALSE, FALSE, sizeof (IbarRowClass));
  columns->actor_sets = ibar_value_sets_new ();
  columns->source_sets = ibar_value_sets_new ();
  copy_places (columns);
  self->class_numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->last_class_key = G_MAXUINT64;
  self->closure = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->n_allocated = n_expected;
  grow (self);
  return self;
}

/**
 * ibar_columns_builder_free:
 * @self: (nullable) (transfer full): a table
 */
void
ibar_columns_builder_free (IbarColumnsBuilder *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->columns, ibar_columns_unref);
  g_free (self->keys);
  g_free (self->start);
  g_free (self->end);
  g_free (self->fid);
  g_hash_table_unref (self->class_numbers);
  g_array_unref (self->closure);
  g_free (self);
}

static guint32
find_class (IbarColumnsBuilder *self, const IbarRowClass *row_class)
{
  guint64 key = (guint64) row_class->type << 32 ^ (guint64) row_class->dataset << 8
                ^ (guint64) row_class->confidence << 4 ^ row_class->date_precision;
  gpointer number;

  if (key == self->last_class_key)
    return self->last_class;
  number = g_hash_table_lookup (self->class_numbers, &key);
  if (number == NULL)
    {
      g_array_append_val (self->columns->classes, *row_class);
      number = GUINT_TO_POINTER (self->columns->classes->len);
      g_hash_table_insert (self->class_numbers, g_memdup2 (&key, sizeof key), number);
    }
  self->last_class_key = key;
  return self->last_class = GPOINTER_TO_UINT (number) - 1;
}

static guint32
classify (IbarColumnsBuilder *self, const IbarBuilderRow *row, gboolean dated)
{
  IbarColumns *columns = self->columns;
  const IbarVocabulary *vocabulary = columns->vocabulary;
  IbarRowClass row_class = {
    .type = row->type,
    .dataset = row->dataset,
    .confidence = (guint) row->confidence < IBAR_N_CONFIDENCES ? row->confidence : IBAR_CONFIDENCE_UNSTATED,
    .date_precision = dated && (guint) row->date_precision < IBAR_DATE_UNKNOWN ? row->date_precision
                      : dated                                                  ? IBAR_DATE_RANGE
                                                                               : IBAR_DATE_UNKNOWN,
    .family = IBAR_FAMILY_OTHER,
  };

  if (row->type >= 0 && (guint) row->type < vocabulary->types->len)
    row_class.family = ((IbarEventType *) g_ptr_array_index (vocabulary->types, row->type))->family;
  else
    row_class.type = IBAR_VALUE_NONE;
  if (row->dataset < 0 || (guint) row->dataset >= vocabulary->datasets->len)
    row_class.dataset = IBAR_VALUE_NONE;
  return find_class (self, &row_class);
}

/* Places the row of the table, or leaves it without a position: x and y stay 0 and the mark for
 * "not placed" is a fid kept for finish(), see is_placed. */
static gboolean
project (IbarColumnsBuilder *self, guint32 index, IbarPoint point)
{
  IbarColumns *columns = self->columns;

  columns->position[index].x = columns->position[index].y = 0;
  if (isnan (point.longitude) && isnan (point.latitude))
    return FALSE;
  if (!(fabs (point.longitude) <= 180.0) || !(fabs (point.latitude) <= 90.0))
    {
      columns->report.n_bad_points++;
      return FALSE;
    }
  /* 180° E is 180° W: the same place has one position. */
  columns->position[index].x = (guint32) (guint64) llround (ibar_mercator_x (point.longitude) * 4294967296.0);
  columns->position[index].y = MIN (ibar_mercator_y (point.latitude) * 4294967296.0 + 0.5, 4294967295.0);
  if (fabs (point.latitude) > IBAR_MERCATOR_MAX_LATITUDE)
    {
      if (columns->polar == NULL)
        columns->polar = g_hash_table_new_full (NULL, NULL, NULL, g_free);
      g_hash_table_insert (columns->polar, GUINT_TO_POINTER (index + 1),
                           g_memdup2 (&point.latitude, sizeof (double)));
    }
  return TRUE;
}

static gboolean
date_row (IbarColumnsBuilder *self, guint32 index, IbarDay start, IbarDay end)
{
  if (start == IBAR_DAY_NONE && end == IBAR_DAY_NONE)
    {
      self->start[index] = self->end[index] = IBAR_DAY_NONE;
      return FALSE;
    }
  if (start == IBAR_DAY_NONE)
    start = end;
  if (end == IBAR_DAY_NONE)
    end = start;
  if (start < IBAR_DAY_MIN || start > IBAR_DAY_MAX || end < IBAR_DAY_MIN || end > IBAR_DAY_MAX)
    {
      self->columns->report.n_bad_dates++;
      self->start[index] = self->end[index] = IBAR_DAY_NONE;
      return FALSE;
    }
  if (end < start)
    self->columns->report.n_reversed++;
  self->start[index] = MIN (start, end);
  self->end[index] = MAX (start, end);
  return TRUE;
}

/**
 * ibar_columns_builder_add:
 * @self: a table
 * @row: the row; what cannot be taken as it stands is counted in the report and left out
 */
void
ibar_columns_builder_add (IbarColumnsBuilder *self, const IbarBuilderRow *row)
{
  IbarColumns *columns = self->columns;
  guint32 index = columns->n_rows;
  gboolean placed, dated;

  g_return_if_fail (index < G_MAXUINT32 - 1);
  g_return_if_fail (index == 0 || row->fid > self->fid[index - 1]);

  if (index == self->n_allocated)
    grow (self);
  placed = project (self, index, row->point);
  dated = date_row (self, index, row->start, row->end);
  self->fid[index] = row->fid;
  self->keys[index].row_class = classify (self, row, dated);
  self->keys[index].place = row->place >= 0 && (guint) row->place < columns->n_places ? (guint32) row->place
                                                                                   : columns->n_places;
  self->keys[index].actors = row->actor_set;
  self->keys[index].sources = row->source_set;
  columns->casualties[index] = MIN (row->casualties, G_MAXUINT16);
  columns->n_rows++;

  /* Rows that are placed are numbered from the front, the others follow: until the sort, a bit a row. */
  if (index % 64 == 0 && index / 64 >= columns->n_words)
    {
      columns->n_words = columns->n_words * 2 + 16;
      columns->undated_bits = g_renew (guint64, columns->undated_bits, columns->n_words);
    }
  if (index % 64 == 0)
    columns->undated_bits[index / 64] = 0;
  columns->undated_bits[index / 64] |= (guint64) placed << index % 64;
}

/**
 * ibar_columns_builder_actors:
 * @self: a table; this and the next may be called by one other thread than the one that adds rows
 * @actors: (array length=n_actors): indices into the vocabulary
 * @n_actors: how many
 *
 * Returns: the number of the set of these actors and everybody they belong to
 */
guint32
ibar_columns_builder_actors (IbarColumnsBuilder *self, const int *actors, guint n_actors)
{
  const GPtrArray *vocabulary = self->columns->vocabulary->actors;

  g_array_set_size (self->closure, 0);
  for (guint i = 0; i < n_actors; i++)
    {
      int actor = actors[i];

      if (actor < 0 || (guint) actor >= vocabulary->len)
        {
          self->n_dangling_links++;
          continue;
        }
      /* Parents stand before their children, so the way up ends. */
      while (actor >= 0)
        {
          guint32 value = actor;
          int parent = ((IbarActor *) g_ptr_array_index (vocabulary, actor))->parent;

          g_array_append_val (self->closure, value);
          actor = parent < actor ? parent : -1;
        }
    }
  return ibar_value_sets_intern (self->columns->actor_sets, (guint32 *) (void *) self->closure->data,
                                 self->closure->len);
}

/**
 * ibar_columns_builder_sources:
 * @self: a table
 * @sources: (array length=n_sources): indices into the vocabulary
 * @n_sources: how many
 *
 * Returns: the number of the set of these sources
 */
guint32
ibar_columns_builder_sources (IbarColumnsBuilder *self, const int *sources, guint n_sources)
{
  g_array_set_size (self->closure, 0);
  for (guint i = 0; i < n_sources; i++)
    if (sources[i] >= 0 && (guint) sources[i] < self->columns->vocabulary->sources->len)
      g_array_append_val (self->closure, sources[i]);
    else
      self->n_dangling_links++;
  return ibar_value_sets_intern (self->columns->source_sets, (guint32 *) (void *) self->closure->data,
                                 self->closure->len);
}

/**
 * ibar_columns_builder_report:
 * @self: a table
 *
 * Returns: (transfer none): the counts of what was left out, for the reader to add to
 */
IbarColumnsReport *
ibar_columns_builder_report (IbarColumnsBuilder *self)
{
  return &self->columns->report;
}

/**
 * ibar_columns_builder_find:
 * @self: a table
 * @fid: an event's fid
 * @index: (inout): where to begin; links come in the order of events, so the row is at or after the last
 *   one found
 *
 * Returns: whether the row exists; *@index is it then
 */
gboolean
ibar_columns_builder_find (IbarColumnsBuilder *self, gint64 fid, guint *index)
{
  guint low = 0, high = self->columns->n_rows;

  for (guint step = 0; step < 4 && *index + step < high; step++)
    if (self->fid[*index + step] == fid)
      {
        *index += step;
        return TRUE;
      }
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->fid[middle] < fid)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->columns->n_rows || self->fid[low] != fid)
    return FALSE;
  *index = low;
  return TRUE;
}

/**
 * ibar_columns_builder_set_links:
 * @self: a table
 * @index: the row in load order
 * @actor_set: from ibar_columns_builder_actors(), or %IBAR_VALUE_NONE to leave it
 * @source_set: from ibar_columns_builder_sources(), or %IBAR_VALUE_NONE to leave it
 */
void
ibar_columns_builder_set_links (IbarColumnsBuilder *self, guint index, guint32 actor_set, guint32 source_set)
{
  if (actor_set != IBAR_VALUE_NONE)
    self->keys[index].actors = actor_set;
  if (source_set != IBAR_VALUE_NONE)
    self->keys[index].sources = source_set;
}

/**
 * ibar_columns_builder_set_casualties:
 * @self: a table
 * @index: the row in load order
 * @casualties: for sorting; held to 65,535
 */
void
ibar_columns_builder_set_casualties (IbarColumnsBuilder *self, guint index, guint casualties)
{
  self->columns->casualties[index] = MIN (casualties, G_MAXUINT16);
}
