/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The filter as a value.
 *
 * Plain ids, days, words and a ring, bound to no collection: the same value stands behind the panels, the
 * search entry, the command line and the saved view. Every setter keeps the canonical form (ids sorted
 * without doubles, words separated by one blank, no empty text), so that two filters that mean the same
 * compare equal and print the same. Typical size: a handful of ids; sets are arrays searched by bisection.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-filter"

#include "ibar-filter.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (IbarFilter, ibar_filter, ibar_filter_copy, ibar_filter_free)

/* Position of id in a sorted set; *found tells whether it is there, else where it belongs. */
static guint
id_set_find (const GPtrArray *set, const char *id, gboolean *found)
{
  guint low = 0, high = set->len;

  *found = FALSE;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (g_ptr_array_index (set, middle), id);

      if (order == 0)
        {
          *found = TRUE;
          return middle;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
id_set_put (GPtrArray *set, const char *id, gboolean present)
{
  gboolean found;
  guint position = id_set_find (set, id, &found);

  if (present && !found)
    g_ptr_array_insert (set, position, g_strdup (id));
  else if (!present && found)
    g_ptr_array_remove_index (set, position);
}

static gboolean
id_set_equal (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

static GPtrArray *
id_set_copy (const GPtrArray *set)
{
  GPtrArray *copy = g_ptr_array_new_full (set->len, g_free);

  for (guint i = 0; i < set->len; i++)
    g_ptr_array_add (copy, g_strdup (g_ptr_array_index (set, i)));
  return copy;
}

static gboolean
area_equal (const GArray *a, const GArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const IbarPoint *p = &g_array_index (a, IbarPoint, i);
      const IbarPoint *q = &g_array_index (b, IbarPoint, i);

      if (p->longitude != q->longitude || p->latitude != q->latitude)
        return FALSE;
    }
  return TRUE;
}

/**
 * ibar_filter_new:
 *
 * Returns: (transfer full): the filter that every event passes
 */
IbarFilter *
ibar_filter_new (void)
{
  IbarFilter *self = g_new0 (IbarFilter, 1);

  self->from = IBAR_DAY_NONE;
  self->to = IBAR_DAY_NONE;
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      self->terms[facet].include = g_ptr_array_new_with_free_func (g_free);
      self->terms[facet].exclude = g_ptr_array_new_with_free_func (g_free);
    }
  return self;
}

/**
 * ibar_filter_copy:
 * @self: a filter
 *
 * Returns: (transfer full): a copy that shares nothing with it
 */
IbarFilter *
ibar_filter_copy (const IbarFilter *self)
{
  IbarFilter *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (IbarFilter, 1);
  copy->from = self->from;
  copy->to = self->to;
  copy->text = g_strdup (self->text);
  if (self->area != NULL)
    copy->area = g_array_copy (self->area);
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      copy->terms[facet].include = id_set_copy (self->terms[facet].include);
      copy->terms[facet].exclude = id_set_copy (self->terms[facet].exclude);
      copy->terms[facet].all = self->terms[facet].all;
    }
  return copy;
}

/**
 * ibar_filter_free:
 * @self: (nullable) (transfer full): a filter
 */
void
ibar_filter_free (IbarFilter *self)
{
  if (self == NULL)
    return;
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      g_ptr_array_unref (self->terms[facet].include);
      g_ptr_array_unref (self->terms[facet].exclude);
    }
  g_clear_pointer (&self->area, g_array_unref);
  g_free (self->text);
  g_free (self);
}

/**
 * ibar_filter_terms_equal:
 * @a: the terms of one facet
 * @b: the terms of one facet
 *
 * Returns: whether both let the same events pass
 */
gboolean
ibar_filter_terms_equal (const IbarFilterTerms *a, const IbarFilterTerms *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return !a->all == !b->all && id_set_equal (a->include, b->include)
         && id_set_equal (a->exclude, b->exclude);
}

/**
 * ibar_filter_equal:
 * @a: a filter
 * @b: a filter
 *
 * Returns: whether the two are the same value
 */
gboolean
ibar_filter_equal (const IbarFilter *a, const IbarFilter *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->from != b->from || a->to != b->to || g_strcmp0 (a->text, b->text) != 0)
    return FALSE;
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    if (!ibar_filter_terms_equal (&a->terms[facet], &b->terms[facet]))
      return FALSE;
  return area_equal (a->area, b->area);
}

/**
 * ibar_filter_is_empty:
 * @self: a filter
 *
 * Returns: whether every event passes. A facet set to "all" with no id chosen yet narrows nothing.
 */
gboolean
ibar_filter_is_empty (const IbarFilter *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  if (self->from != IBAR_DAY_NONE || self->to != IBAR_DAY_NONE)
    return FALSE;
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    if (self->terms[facet].include->len > 0 || self->terms[facet].exclude->len > 0)
      return FALSE;
  return self->text == NULL && self->area == NULL;
}

/**
 * ibar_filter_set_dates:
 * @self: a filter
 * @from: first day [days since 1970-01-01], %IBAR_DAY_NONE = open
 * @to: last day, inclusive, %IBAR_DAY_NONE = open
 *
 * Narrows to events that overlap the days; ends given the wrong way round are exchanged. With either end
 * set, an event that is not dated does not pass.
 */
void
ibar_filter_set_dates (IbarFilter *self, IbarDay from, IbarDay to)
{
  g_return_if_fail (self != NULL);

  if (from != IBAR_DAY_NONE)
    from = CLAMP (from, IBAR_DAY_MIN, IBAR_DAY_MAX);
  if (to != IBAR_DAY_NONE)
    to = CLAMP (to, IBAR_DAY_MIN, IBAR_DAY_MAX);
  if (from != IBAR_DAY_NONE && to != IBAR_DAY_NONE && from > to)
    {
      IbarDay swap = from;

      from = to;
      to = swap;
    }
  self->from = from;
  self->to = to;
}

static gboolean
has_letter_or_digit (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/**
 * ibar_filter_words:
 * @text: words and "phrases", each optionally after a minus
 *
 * Cuts the text of a filter into what has to be looked for. Every item is a word or a phrase without its
 * quotes; the first character tells whether it must be there ('+') or must not ('-'). Items without a
 * letter or a digit match nothing and are left out.
 *
 * Returns: (transfer full) (element-type utf8): the items, in order
 */
GPtrArray *
ibar_filter_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *valid = NULL;
  const char *p;

  g_return_val_if_fail (text != NULL, words);

  p = valid = g_utf8_make_valid (text, -1);
  while (*p != '\0')
    {
      g_autoptr (GString) word = g_string_new ("+");
      gboolean quoted;

      while (g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (*p == '-')
        {
          word->str[0] = '-';
          p++;
        }
      quoted = *p == '"';
      if (quoted)
        p++;
      for (; *p != '\0' && *p != '"'; p = g_utf8_next_char (p))
        {
          gboolean blank = g_unichar_isspace (g_utf8_get_char (p));

          if (blank && !quoted)
            break;
          if (!blank)
            g_string_append_len (word, p, g_utf8_next_char (p) - p);
          else if (word->len > 1 && word->str[word->len - 1] != ' ')
            g_string_append_c (word, ' ');
        }
      if (quoted && *p == '"')
        p++;
      g_strchomp (word->str);
      if (has_letter_or_digit (word->str))
        g_ptr_array_add (words, g_strdup (word->str));
    }
  return words;
}

/* A word that stands for itself in the filter text needs no quotes. */
static gboolean
word_is_plain (const char *word)
{
  return word[0] != '-' && strpbrk (word, " :") == NULL;
}

/**
 * ibar_filter_set_text:
 * @self: a filter
 * @text: (nullable): words and "phrases" that title, summary or names must hold, a minus before what they
 *   must not; %NULL or blank for none
 *
 * Sets the text in its canonical form: one blank between words, quotes only where they are needed.
 */
void
ibar_filter_set_text (IbarFilter *self, const char *text)
{
  g_autoptr (GString) canonical = g_string_new (NULL);
  g_autoptr (GPtrArray) words = NULL;

  g_return_if_fail (self != NULL);

  words = ibar_filter_words (text != NULL ? text : "");
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      const char *quote = word_is_plain (word + 1) ? "" : "\"";

      g_string_append_printf (canonical, "%s%s%s%s%s", i > 0 ? " " : "", word[0] == '-' ? "-" : "", quote,
                              word + 1, quote);
    }
  g_free (self->text);
  self->text = canonical->len > 0 ? g_string_free (g_steal_pointer (&canonical), FALSE) : NULL;
}

/**
 * ibar_filter_set_area:
 * @self: a filter
 * @ring: (nullable) (array length=n_points): a closed ring [deg], see ibar_ring_contains()
 * @n_points: how many; fewer than three, or a point that is not placed, is no area
 */
void
ibar_filter_set_area (IbarFilter *self, const IbarPoint *ring, gsize n_points)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (ring != NULL || n_points == 0);

  g_clear_pointer (&self->area, g_array_unref);
  if (n_points < 3)
    return;
  for (gsize i = 0; i < n_points; i++)
    if (!ibar_point_is_placed (ring[i]))
      return;
  self->area = g_array_sized_new (FALSE, FALSE, sizeof (IbarPoint), n_points);
  g_array_append_vals (self->area, ring, n_points);
}

/**
 * ibar_filter_set_term:
 * @self: a filter
 * @facet: which facet
 * @id: an id of its vocabulary; it need not exist in any collection
 * @sign: +1 includes it, -1 excludes it, 0 removes it from both
 */
void
ibar_filter_set_term (IbarFilter *self, IbarFacet facet, const char *id, int sign)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) facet < IBAR_N_FACETS);
  g_return_if_fail (id != NULL);

  id_set_put (self->terms[facet].include, id, sign > 0);
  id_set_put (self->terms[facet].exclude, id, sign < 0);
}

/**
 * ibar_filter_get_term:
 * @self: a filter
 * @facet: which facet
 * @id: an id
 *
 * Returns: +1 if included, -1 if excluded, else 0
 */
int
ibar_filter_get_term (const IbarFilter *self, IbarFacet facet, const char *id)
{
  gboolean found;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail ((guint) facet < IBAR_N_FACETS, 0);
  g_return_val_if_fail (id != NULL, 0);

  id_set_find (self->terms[facet].include, id, &found);
  if (found)
    return 1;
  id_set_find (self->terms[facet].exclude, id, &found);
  return found ? -1 : 0;
}

/**
 * ibar_filter_set_all:
 * @self: a filter
 * @facet: which facet
 * @all: whether an event must have every included id, not just one of them
 */
void
ibar_filter_set_all (IbarFilter *self, IbarFacet facet, gboolean all)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) facet < IBAR_N_FACETS);

  self->terms[facet].all = !!all;
}

/**
 * ibar_filter_clear_facet:
 * @self: a filter
 * @facet: the facet to forget: no ids, any of them
 */
void
ibar_filter_clear_facet (IbarFilter *self, IbarFacet facet)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) facet < IBAR_N_FACETS);

  g_ptr_array_set_size (self->terms[facet].include, 0);
  g_ptr_array_set_size (self->terms[facet].exclude, 0);
  self->terms[facet].all = FALSE;
}
