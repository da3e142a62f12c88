/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The filter read from text: one grammar for the search entry, the command line, saved views and figures.
 *
 *   filter = { term }                 terms are ANDed, separated by blanks
 *   term   = [ "-" ] ( key ":" value | word | phrase )
 *   key    = "date" | "actor" | "type" | "in" | "place" | "confidence" | "source" | "dataset" | "area" | "all"
 *   value  = characters up to a blank | '"' characters, a quote doubled '"'
 *   phrase = '"' characters '"'
 *
 * Values of one key are ORed, after all:key ANDed; a minus negates. date: takes a day, a month, a year or two of
 * them with ".." between, either left out for an open end. area: takes west,south,east,north or a ring
 * "lon,lat;lon,lat;…". What has no key is looked for in title, summary and names. ibar-filter-write.c writes it.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-filter"

#include "ibar-filter.h"

#include "ibar-error.h"
#include "ibar-filter-names.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* More than anybody writes; keeps reading linear in practice. */
#define MAX_TERMS 10000

/* One term as it stands in the text. */
typedef struct
{
  const char *start;
  gboolean    negative;
  const char *key;    /* (nullable) not terminated */
  gsize       key_length;
  const char *value_start;
  char       *value;  /* (owned) unquoted */
} Term;

typedef struct
{
  const IbarVocabulary *vocabulary; /* (nullable) */
  const char     *text;
  const char     *at;
  IbarFilter     *filter;
  GString        *words; /* what has no key */
  gboolean        has_date, has_area;
  gsize           position; /* of the error */
  GError        **error;
} Reader;

G_GNUC_PRINTF (3, 4)
static gboolean
fail (Reader *reader, const char *where, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  reader->position = where - reader->text;
  g_set_error_literal (reader->error, IBAR_ERROR, IBAR_ERROR_PARSE, message);
  return FALSE;
}

static gboolean
is_blank (const char *p)
{
  return *p == '\0' || g_unichar_isspace (g_utf8_get_char (p));
}

/* "key:" at p: letters and a colon. */
static gsize
key_at (const char *p)
{
  gsize length = 0;

  while (g_ascii_isalpha (p[length]) || p[length] == '_')
    length++;
  return length > 0 && p[length] == ':' ? length : 0;
}

static gboolean
read_quoted (Reader *reader, Term *term, gboolean doubled)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *opening = reader->at++;

  for (;;)
    {
      if (*reader->at == '\0')
        {
          if (!doubled) /* a phrase that is still being typed */
            break;
          return fail (reader, opening, _ ("the quote is not closed; expected another \""));
        }
      if (*reader->at == '"')
        {
          reader->at++;
          if (!doubled || *reader->at != '"')
            break;
        }
      g_string_append_c (value, *reader->at++);
    }
  term->value = g_string_free (g_steal_pointer (&value), FALSE);
  return TRUE;
}

static void
read_bare (Reader *reader, Term *term)
{
  const char *start = reader->at;

  while (!is_blank (reader->at) && (term->key != NULL || *reader->at != '"' || reader->at == start))
    reader->at = g_utf8_next_char (reader->at);
  term->value = g_strndup (start, reader->at - start);
}

/* The next term; *more is FALSE at the end. */
static gboolean
read_term (Reader *reader, Term *term, gboolean *more)
{
  *term = (Term){ 0 };
  while (*reader->at != '\0' && is_blank (reader->at))
    reader->at = g_utf8_next_char (reader->at);
  *more = *reader->at != '\0';
  if (!*more)
    return TRUE;
  term->start = reader->at;
  if (*reader->at == '-')
    {
      term->negative = TRUE;
      reader->at++;
    }
  term->key_length = key_at (reader->at);
  if (term->key_length > 0)
    {
      term->key = reader->at;
      reader->at += term->key_length + 1;
    }
  term->value_start = reader->at;
  if (*reader->at == '"')
    return read_quoted (reader, term, term->key != NULL);
  read_bare (reader, term);
  return TRUE;
}

static gboolean
key_is (const Term *term, const char *key)
{
  return strlen (key) == term->key_length && g_ascii_strncasecmp (term->key, key, term->key_length) == 0;
}

/* One end of a range: the first or the last day that the text means. */
static gboolean
read_day (Reader *reader, const char *where, const char *text, gboolean last, IbarDay *day)
{
  g_autoptr (GError) local = NULL;
  IbarDay start, end;

  if (!ibar_day_parse (text, &start, &end, NULL, &local))
    return fail (reader, where,
                 _ ("“%s” is no date; expected 2023, 2023-05, 2023-05-29 or two of them with .. between"), text);
  *day = last ? end : start;
  return TRUE;
}

static gboolean
apply_date (Reader *reader, const Term *term)
{
  const char *dots = strstr (term->value, "..");
  g_autofree char *first = NULL;
  const char *last;
  IbarDay from = IBAR_DAY_NONE, to = IBAR_DAY_NONE;

  if (reader->has_date)
    return fail (reader, term->start, _ ("there is a date already; a filter has one range of days"));
  reader->has_date = TRUE;
  first = dots != NULL ? g_strndup (term->value, dots - term->value) : g_strdup (term->value);
  last = dots != NULL ? dots + 2 : term->value;
  if (*first == '\0' && *last == '\0')
    return fail (reader, term->value_start, _ ("expected a date, as in date:2023-05-26..2023-06-02"));
  if (*first != '\0' && !read_day (reader, term->value_start, first, FALSE, &from))
    return FALSE;
  if (*last != '\0'
      && !read_day (reader, term->value_start + (dots != NULL ? dots + 2 - term->value : 0), last, TRUE, &to))
    return FALSE;
  if (from != IBAR_DAY_NONE && to != IBAR_DAY_NONE && to < from)
    return fail (reader, term->value_start, _ ("“%s” ends before it begins"), term->value);
  ibar_filter_set_dates (reader->filter, from, to);
  return TRUE;
}

/* Numbers separated by commas and semicolons; FALSE if something else stands there. */
static gboolean
read_numbers (const char *text, GArray *numbers)
{
  for (;;)
    {
      char *end;
      double number = g_ascii_strtod (text, &end);

      if (end == text || !isfinite (number))
        return FALSE;
      g_array_append_val (numbers, number);
      if (*end == '\0')
        return TRUE;
      if (*end != ',' && *end != ';')
        return FALSE;
      text = end + 1;
    }
}

static gboolean
area_is_sound (const IbarPoint *ring, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (fabs (ring[i].latitude) > 90.0 || fabs (ring[i].longitude) > 540.0)
      return FALSE;
  return TRUE;
}

static gboolean
apply_area (Reader *reader, const Term *term)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  const double *v;

  if (reader->has_area)
    return fail (reader, term->start, _ ("there is an area already; a filter has one"));
  reader->has_area = TRUE;
  if (!read_numbers (term->value, numbers) || numbers->len % 2 != 0 || numbers->len < 4
      || (strchr (term->value, ';') == NULL) != (numbers->len == 4))
    return fail (reader, term->value_start,
                 _ ("expected west,south,east,north or lon,lat;lon,lat;lon,lat [degrees], as in "
                    "area:20.6,42.8,21.0,43.2"));
  v = (const double *) (const void *) numbers->data;
  if (numbers->len == 4)
    {
      double east = v[2] < v[0] ? v[2] + 360.0 : v[2];
      IbarPoint box[] = { { v[0], v[1] }, { east, v[1] }, { east, v[3] }, { v[0], v[3] } };

      if (v[1] > v[3] || !area_is_sound (box, 4))
        return fail (reader, term->value_start, _ ("“%s” is no box: south lies north of north, or a number is out of range"),
                     term->value);
      ibar_filter_set_area (reader->filter, box, 4);
      return TRUE;
    }
  if (numbers->len < 6 || !area_is_sound ((const IbarPoint *) (const void *) v, numbers->len / 2))
    return fail (reader, term->value_start, _ ("a ring needs three points with latitudes from -90 to 90"));
  ibar_filter_set_area (reader->filter, (const IbarPoint *) (const void *) v, numbers->len / 2);
  return TRUE;
}

static gboolean
apply_all (Reader *reader, const Term *term)
{
  IbarFacet facet;

  if (!ibar_filter_find_facet (term->value, strlen (term->value), &facet))
    return fail (reader, term->value_start, _ ("“%s” has no values to be had together; expected actor, as in all:actor"),
                 term->value);
  ibar_filter_set_all (reader->filter, facet, TRUE);
  return TRUE;
}

static gboolean
fail_unknown (Reader *reader, const Term *term, IbarFacet facet)
{
  g_autofree char *near = ibar_filter_names_nearest (reader->vocabulary, facet, term->value);

  if (near != NULL)
    return fail (reader, term->value_start, _ ("there is no %s “%s” here; near to it: %s"),
                 ibar_filter_facet_key (facet), term->value, near);
  return fail (reader, term->value_start, _ ("there is no %s “%s” here"), ibar_filter_facet_key (facet), term->value);
}

/* FALSE with an error: an actor's name that several have. */
static gboolean
check_one (Reader *reader, const Term *term)
{
  g_autofree char *several = ibar_filter_names_several (reader->vocabulary, IBAR_FACET_ACTOR, term->value);

  if (several == NULL)
    return TRUE;
  return fail (reader, term->value_start, _ ("“%s” is the name of several; write one of them as %s"), term->value, several);
}

/* in: a municipality in any of its spellings (those of the place that bears its name), or a place. */
static void
resolve_in (Reader *reader, const char *text, IbarFacet *facet, int *value)
{
  const IbarVocabulary *vocabulary = reader->vocabulary;
  const IbarPlace *place;

  *facet = IBAR_FACET_MUNICIPALITY;
  *value = ibar_filter_names_find (reader->vocabulary, IBAR_FACET_MUNICIPALITY, text);
  if (*value >= 0)
    return;
  *facet = IBAR_FACET_PLACE;
  *value = ibar_filter_names_find (reader->vocabulary, IBAR_FACET_PLACE, text);
  if (*value < 0)
    return;
  place = g_ptr_array_index (vocabulary->places, *value);
  for (guint form = 0; form < IBAR_N_NAME_FORMS && place->municipality >= 0; form++)
    if (place->names.form[form] != NULL
        && ibar_filter_names_find (reader->vocabulary, IBAR_FACET_MUNICIPALITY, place->names.form[form])
               == place->municipality)
      {
        *facet = IBAR_FACET_MUNICIPALITY;
        *value = place->municipality;
        return;
      }
}

static gboolean
apply_value (Reader *reader, const Term *term, IbarFacet facet)
{
  const IbarVocabulary *vocabulary = reader->vocabulary;
  IbarFacet wanted = facet;
  const char *id = term->value;
  int value;

  if (*term->value == '\0')
    return fail (reader, term->value_start, _ ("expected a value after “%s:”"), ibar_filter_facet_key (facet));
  if (vocabulary != NULL || facet == IBAR_FACET_CONFIDENCE)
    {
      if (facet == IBAR_FACET_MUNICIPALITY)
        resolve_in (reader, term->value, &facet, &value);
      else
        value = ibar_filter_names_find (reader->vocabulary, facet, term->value);
      if (value < 0)
        return fail_unknown (reader, term, wanted);
      if (facet == IBAR_FACET_ACTOR && !check_one (reader, term))
        return FALSE;
      id = ibar_filter_names_id (vocabulary, facet, value);
    }
  ibar_filter_set_term (reader->filter, facet, id, term->negative ? -1 : 1);
  return TRUE;
}

static gboolean
apply_keyed (Reader *reader, const Term *term)
{
  IbarFacet facet;
  gboolean alone = key_is (term, "date") || key_is (term, "area") || key_is (term, "all");

  if (alone && term->negative)
    return fail (reader, term->start, _ ("“%.*s:” cannot be negated"), (int) term->key_length, term->key);
  if (key_is (term, "date"))
    return apply_date (reader, term);
  if (key_is (term, "area"))
    return apply_area (reader, term);
  if (key_is (term, "all"))
    return apply_all (reader, term);
  if (ibar_filter_find_facet (term->key, term->key_length, &facet))
    return apply_value (reader, term, facet);
  return fail (reader, term->key,
               _ ("“%.*s:” is no key; expected date, actor, type, in, place, confidence, source, dataset, area "
                  "or all, or quotes around words with a colon"),
               (int) MIN (term->key_length, 40), term->key);
}

static void
apply_word (Reader *reader, const Term *term)
{
  const char *quote = *term->value_start == '"' ? "\"" : "";

  if (*term->value != '\0')
    g_string_append_printf (reader->words, " %s%s%s%s", term->negative ? "-" : "", quote, term->value, quote);
}

static gboolean
read_all (Reader *reader)
{
  const char *end;

  if (!g_utf8_validate (reader->text, -1, &end))
    return fail (reader, end, _ ("the text is not UTF-8 from here on"));
  for (guint n = 0;; n++)
    {
      Term term;
      gboolean more, success;

      if (!read_term (reader, &term, &more))
        return FALSE;
      if (!more)
        return TRUE;
      if (n >= MAX_TERMS)
        success = fail (reader, term.start, _ ("a filter has at most %d terms"), MAX_TERMS);
      else if (term.key != NULL)
        success = apply_keyed (reader, &term);
      else
        {
          apply_word (reader, &term);
          success = TRUE;
        }
      g_free (term.value);
      if (!success)
        return FALSE;
    }
}

/**
 * ibar_filter_parse:
 * @text: a filter's text, see the head of this file
 * @vocabulary: (nullable): resolves names in any spelling; without one, values are taken for ids
 * @position: (out) (optional): on an error the byte where what is wrong begins
 * @error: return location for an error
 *
 * Returns: (transfer full): the filter, or %NULL on an error
 *
 * **Errors:** %IBAR_ERROR_PARSE; the message says what was expected, and of unknown names the nearest
 * **Thread:** any
 * **Cost:** O(length); the first name that is no id costs O(names of its kind)
 */
IbarFilter *
ibar_filter_parse (const char *text, const IbarVocabulary *vocabulary, gsize *position, GError **error)
{
  Reader reader = { .vocabulary = vocabulary, .text = text, .at = text, .error = error };
  gboolean success;

  g_return_val_if_fail (text != NULL, NULL);

  reader.filter = ibar_filter_new ();
  reader.words = g_string_new (NULL);
  success = read_all (&reader);
  if (success)
    ibar_filter_set_text (reader.filter, reader.words->str);
  else
    g_clear_pointer (&reader.filter, ibar_filter_free);
  if (position != NULL)
    *position = reader.position;
  g_string_free (reader.words, TRUE);
  return reader.filter;
}
