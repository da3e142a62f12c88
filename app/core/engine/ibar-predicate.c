/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a filter's dimension to a predicate over rows.
 *
 * Terms are decided once for each key of the column that holds the facet (a class of rows, a place, a set
 * of actors), so that a row costs one look into a table of bytes. Days become two comparisons of day
 * numbers. Text and area become one bit a row: text by the collection's own index, the area by walking
 * down the map's cells and testing single rows only where an edge passes through.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-predicate"

#include "ibar-name-index.h"
#include "ibar-predicate.h"

#include <string.h>

static IbarPredicate *
predicate_new (void)
{
  IbarPredicate *self = g_new0 (IbarPredicate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

/**
 * ibar_predicate_ref:
 * @self: (nullable): a predicate
 *
 * Returns: (transfer full) (nullable): the same
 */
IbarPredicate *
ibar_predicate_ref (IbarPredicate *self)
{
  if (self != NULL)
    g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ibar_predicate_unref:
 * @self: (nullable) (transfer full): a predicate
 */
void
ibar_predicate_unref (IbarPredicate *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->fail);
  g_free (self->bits);
  g_free (self);
}

/**
 * ibar_predicate_get_size:
 * @self: (nullable): a predicate
 * @columns: of these columns
 *
 * Returns: memory held [bytes]
 */
gsize
ibar_predicate_get_size (const IbarPredicate *self, const IbarColumns *columns)
{
  if (self == NULL)
    return 0;
  return sizeof *self + (self->fail != NULL ? ibar_columns_get_n_keys (columns, self->key) : 0)
         + (self->bits != NULL ? columns->n_words * sizeof (guint64) : 0);
}

/* Terms as marks on values: what an id means in this collection. */
typedef struct
{
  guint8  *marks; /* [n_values] bit 0 included, bit 1 excluded */
  guint    n_found;   /* included ids that exist here */
  guint    n_included; /* included ids */
  gboolean all;
} Marks;

static void
mark_terms (Marks *marks, IbarColumns *columns, IbarFacet facet, const IbarFilterTerms *terms)
{
  marks->marks = g_new0 (guint8, ibar_columns_get_n_values (columns, facet) + 1);
  marks->n_found = 0;
  marks->n_included = terms->include->len;
  marks->all = terms->all;
  for (int pass = 0; pass < 2; pass++)
    {
      const GPtrArray *ids = pass == 0 ? terms->include : terms->exclude;

      for (guint i = 0; i < ids->len; i++)
        {
          int value = ibar_name_index_find_id (columns->vocabulary, facet, g_ptr_array_index (ids, i));

          if (value < 0)
            continue;
          marks->marks[value] |= 1u << pass;
          marks->n_found += pass == 0;
        }
    }
}

static gboolean
marks_hide (const Marks *marks, const guint32 *values, guint n_values)
{
  guint n_hits = 0;

  for (guint i = 0; i < n_values; i++)
    {
      guint8 mark = marks->marks[values[i]];

      if (mark & 2)
        return TRUE;
      n_hits += mark & 1;
    }
  if (marks->n_included == 0)
    return FALSE;
  return marks->all ? n_hits < marks->n_included : n_hits == 0;
}

static void
decide_sets (IbarPredicate *self, const Marks *marks, const IbarValueSets *sets)
{
  self->fail = g_new (guint8, sets->n_sets);
  for (guint32 set = 0; set < sets->n_sets; set++)
    {
      guint n_values;
      const guint32 *values = ibar_value_sets_get (sets, &set, &n_values);

      self->fail[set] = marks_hide (marks, values, n_values);
    }
}

static void
decide_places (IbarPredicate *self, const Marks *marks, const IbarColumns *columns, gboolean municipality)
{
  guint32 n_values = municipality ? columns->n_municipalities : columns->n_places;

  self->fail = g_new (guint8, columns->n_places + 1);
  for (guint32 place = 0; place <= columns->n_places; place++)
    {
      guint32 value = municipality ? columns->place_municipality[place] : place;

      self->fail[place] = marks_hide (marks, &value, value < n_values);
    }
}

static void
decide_classes (IbarPredicate *self, const Marks *marks, const IbarColumns *columns, IbarFacet facet)
{
  self->fail = g_new (guint8, columns->classes->len + 1);
  for (guint i = 0; i < columns->classes->len; i++)
    {
      const IbarRowClass *row_class = &g_array_index (columns->classes, IbarRowClass, i);
      guint32 value = facet == IBAR_FACET_TYPE      ? row_class->type
                      : facet == IBAR_FACET_DATASET ? row_class->dataset
                                                    : row_class->confidence;

      self->fail[i] = marks_hide (marks, &value, value != IBAR_VALUE_NONE);
    }
}

/**
 * ibar_predicate_new_terms:
 * @columns: the columns
 * @facet: a facet
 * @terms: what the filter says of it
 *
 * An id that the collection does not know is had by no event: included it helps nobody to pass, excluded
 * it hides nothing.
 *
 * Returns: (transfer full) (nullable): the predicate, %NULL if every row passes
 */
IbarPredicate *
ibar_predicate_new_terms (IbarColumns *columns, IbarFacet facet, const IbarFilterTerms *terms)
{
  IbarPredicate *self;
  Marks marks;

  if (terms->include->len == 0 && terms->exclude->len == 0)
    return NULL;
  self = predicate_new ();
  self->keys = &columns->keys;
  mark_terms (&marks, columns, facet, terms);
  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      self->key = IBAR_COLUMN_ACTORS;
      decide_sets (self, &marks, columns->actor_sets);
      break;
    case IBAR_FACET_SOURCE:
      self->key = IBAR_COLUMN_SOURCES;
      decide_sets (self, &marks, columns->source_sets);
      break;
    case IBAR_FACET_PLACE:
    case IBAR_FACET_MUNICIPALITY:
      self->key = IBAR_COLUMN_PLACE;
      decide_places (self, &marks, columns, facet == IBAR_FACET_MUNICIPALITY);
      break;
    case IBAR_FACET_TYPE:
    case IBAR_FACET_CONFIDENCE:
    case IBAR_FACET_DATASET:
      self->key = IBAR_COLUMN_CLASS;
      decide_classes (self, &marks, columns, facet);
      break;
    case IBAR_N_FACETS:
    default:
      g_assert_not_reached ();
    }
  g_free (marks.marks);
  return self;
}

/**
 * ibar_predicate_new_days:
 * @columns: the columns
 * @from: first day, or %IBAR_DAY_NONE
 * @to: last day, or %IBAR_DAY_NONE
 *
 * Passes what overlaps the days; what is not dated does not pass.
 *
 * Returns: (transfer full) (nullable): the predicate, %NULL if both ends are open
 */
IbarPredicate *
ibar_predicate_new_days (IbarColumns *columns, IbarDay from, IbarDay to)
{
  IbarPredicate *self;

  if (from == IBAR_DAY_NONE && to == IBAR_DAY_NONE)
    return NULL;
  self = predicate_new ();
  self->short_span = columns->short_span;
  self->span = columns->span;
  self->low = from == IBAR_DAY_NONE ? 0 : ibar_columns_lower_day (columns, from);
  self->high = to == IBAR_DAY_NONE ? columns->n_days : ibar_columns_lower_day (columns, to + 1);
  return self;
}

/**
 * ibar_predicate_new_bits:
 * @bits: (transfer full): one bit a row, 1 passes; shape [n_words]
 *
 * Returns: (transfer full): the predicate
 */
IbarPredicate *
ibar_predicate_new_bits (guint64 *bits)
{
  IbarPredicate *self = predicate_new ();

  self->bits = bits;
  return self;
}

/* Sets or clears the rows of sorted fids; rows by fid and fids are walked side by side. */
static void
put_fids (IbarColumns *columns, const GArray *fids, guint64 *bits, gboolean pass)
{
  const guint32 *by_fid = ibar_columns_get_by_fid (columns);
  guint32 i = 0;

  for (guint k = 0; k < fids->len; k++)
    {
      gint64 fid = g_array_index (fids, gint64, k);
      guint32 step = 1;

      /* Galloping: a few hits do not walk all rows. */
      while (i + step < columns->n_rows && ibar_columns_get_fid (columns, by_fid[i + step]) <= fid)
        {
          i += step;
          step *= 2;
        }
      for (; step > 0; step /= 2)
        if (i + step < columns->n_rows && ibar_columns_get_fid (columns, by_fid[i + step]) <= fid)
          i += step;
      if (i < columns->n_rows && ibar_columns_get_fid (columns, by_fid[i]) == fid)
        {
          guint64 bit = G_GUINT64_CONSTANT (1) << by_fid[i] % 64;

          if (pass)
            bits[by_fid[i] / 64] |= bit;
          else
            bits[by_fid[i] / 64] &= ~bit;
        }
    }
}

static void
append_word (GString *text, const char *word)
{
  const char *quote = strpbrk (word, " :-") != NULL ? "\"" : "";

  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append_printf (text, "%s%s%s", quote, word, quote);
}

/**
 * ibar_predicate_new_text:
 * @columns: the columns
 * @collection: (nullable): where the text is; without one nothing is found
 * @text: the filter's text, see ibar_filter_words()
 * @cancellable: (nullable): stops the search
 * @error: return location for an error
 *
 * Passes the events that hold every wanted word or phrase and none of the unwanted ones.
 *
 * Returns: (transfer full): the predicate, or %NULL on an error
 *
 * **Errors:** those of ibar_collection_search()
 */
IbarPredicate *
ibar_predicate_new_text (IbarColumns *columns, IbarCollection *collection, const char *text,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) words = ibar_filter_words (text);
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autofree guint64 *bits = g_new0 (guint64, MAX (columns->n_words, 1));

  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (word[0] == '+')
        append_word (wanted, word + 1);
    }
  if (wanted->len == 0)
    memset (bits, 0xff, columns->n_words * sizeof (guint64));
  else if (collection != NULL)
    {
      g_autoptr (GArray) fids = ibar_collection_search (collection, wanted->str, cancellable, error);

      if (fids == NULL)
        return NULL;
      put_fids (columns, fids, bits, TRUE);
    }
  for (guint i = 0; i < words->len && collection != NULL; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      g_autoptr (GString) unwanted = g_string_new (NULL);
      g_autoptr (GArray) fids = NULL;

      if (word[0] == '+')
        continue;
      append_word (unwanted, word + 1);
      fids = ibar_collection_search (collection, unwanted->str, cancellable, error);
      if (fids == NULL)
        return NULL;
      put_fids (columns, fids, bits, FALSE);
    }
  return ibar_predicate_new_bits (g_steal_pointer (&bits));
}
