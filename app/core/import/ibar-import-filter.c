/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Importing a part: whether an event that is not written yet passes a filter.
 *
 * What passes here is what `ibar list` would find with the same filter had the whole table been imported. There are no ids
 * yet, but those that the table has itself: actors, places, types and sources are known by their names, in any spelling of
 * case, diacritics and punctuation. What a server sends has been asked for more widely (ibar-import-push.c).
 */
#define G_LOG_DOMAIN "ibar-import-filter"

#include "config.h"

#include "ibar-import-filter.h"

#include <math.h>
#include <string.h>

#include "ibar-filter-names.h"
#include "ibar-names.h"

static gboolean
is_in_dates (const IbarFilter *filter, const IbarImportEvent *event)
{
  if (filter->from == IBAR_DAY_NONE && filter->to == IBAR_DAY_NONE)
    return TRUE;
  return event->date.start != IBAR_DAY_NONE && (filter->to == IBAR_DAY_NONE || event->date.start <= filter->to)
         && (filter->from == IBAR_DAY_NONE || event->date.end >= filter->from);
}

/* Facets ------------------------------------------------------------------------------------------- */

static gboolean
is_called (const char *name, const char *wanted)
{
  g_autofree char *has = name != NULL ? ibar_import_normalise_name (name) : NULL;

  return has != NULL && g_str_equal (has, wanted);
}

static gboolean
has_form (const IbarImportNaming *naming, const char *wanted)
{
  for (guint i = 0; naming != NULL && i < naming->n_forms; i++)
    if (is_called (naming->forms[i].name, wanted))
      return TRUE;
  return FALSE;
}

static const IbarImportNaming *
find_naming (const IbarImportEvent *event, const char *id)
{
  for (guint i = 0; id != NULL && i < event->n_namings; i++)
    if (g_strcmp0 (event->namings[i].id, id) == 0)
      return &event->namings[i];
  return NULL;
}

#define MAX_LEVELS 8 /* a table may say that an actor belongs to itself */

/* A contingent counts as what it belongs to. */
static gboolean
has_actor (const IbarImportEvent *event, const char *value, const char *wanted)
{
  for (guint i = 0; i < event->n_actors; i++)
    {
      const char *id = event->actors[i].id;

      if (is_called (event->actors[i].name, wanted))
        return TRUE;
      for (int level = 0; id != NULL && level < MAX_LEVELS; level++)
        {
          const IbarImportNaming *naming = find_naming (event, id);

          if (g_str_equal (id, value) || has_form (naming, wanted))
            return TRUE;
          id = naming != NULL ? naming->parent : NULL;
        }
    }
  return FALSE;
}

static gboolean
has_source (const IbarImportEvent *event, const char *value, const char *wanted)
{
  for (guint i = 0; i < event->n_sources; i++)
    {
      const IbarImportSource *source = &event->sources[i];

      if (g_strcmp0 (source->id, value) == 0 || g_str_equal (source->url, value) || is_called (source->publisher, wanted)
          || is_called (source->title, wanted))
        return TRUE;
    }
  return FALSE;
}

/**
 * ibar_import_filter_has_value:
 * @event: an event not yet written; only what @facet is about is looked at
 * @dataset: id of the data set it will belong to
 * @facet: what of the event
 * @value: an id or a name
 *
 * Returns: whether the event has the value
 */
gboolean
ibar_import_filter_has_value (const IbarImportEvent *event, const char *dataset, IbarFacet facet, const char *value)
{
  g_autofree char *wanted = ibar_import_normalise_name (value);

  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      return has_actor (event, value, wanted);
    case IBAR_FACET_TYPE:
      return g_str_equal (event->type->id, value) || is_called (event->type->label, wanted);
    case IBAR_FACET_PLACE:
      return is_called (event->place, wanted) || g_str_equal (event->place_id, value) || has_form (event->place_naming, wanted);
    case IBAR_FACET_MUNICIPALITY:
      return is_called (event->municipality, wanted);
    case IBAR_FACET_CONFIDENCE:
      return is_called (ibar_filter_names_id (NULL, facet, event->confidence), wanted);
    case IBAR_FACET_SOURCE:
      return has_source (event, value, wanted);
    case IBAR_FACET_DATASET:
      return is_called (dataset, wanted);
    case IBAR_N_FACETS:
    default:
      return FALSE;
    }
}

static gboolean
passes_terms (const IbarFilterTerms *terms, const IbarImportEvent *event, const char *dataset, IbarFacet facet)
{
  guint n = 0;

  for (guint i = 0; terms->exclude != NULL && i < terms->exclude->len; i++)
    if (ibar_import_filter_has_value (event, dataset, facet, g_ptr_array_index (terms->exclude, i)))
      return FALSE;
  if (terms->include == NULL || terms->include->len == 0)
    return TRUE;
  for (guint i = 0; i < terms->include->len; i++)
    n += ibar_import_filter_has_value (event, dataset, facet, g_ptr_array_index (terms->include, i));
  return terms->all ? n == terms->include->len : n > 0;
}

/* Text --------------------------------------------------------------------------------------------- */

/* " mitrovica bridge " of "Mitrovica: bridge": a blank before every word and after the last, as the text index cuts them. */
static char *
cut_words (const char *text)
{
  g_autofree char *folded = ibar_fold (text);
  GString *words = g_string_new (" ");

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isalnum (g_utf8_get_char (p)))
        g_string_append_len (words, p, g_utf8_next_char (p) - p);
      else if (words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
  return g_string_free (words, FALSE);
}

static gboolean
is_said_in (const char *text, const char *words)
{
  g_autofree char *cut = text != NULL && *text != '\0' ? cut_words (text) : NULL;

  return cut != NULL && strstr (cut, words) != NULL;
}

static gboolean
is_said_in_forms (const IbarImportNaming *naming, const char *words)
{
  for (guint i = 0; naming != NULL && i < naming->n_forms; i++)
    if (is_said_in (naming->forms[i].name, words))
      return TRUE;
  return FALSE;
}

/* Whether title, summary or a name says a word, or what begins with it, or a phrase. */
static gboolean
says (const IbarImportEvent *event, const char *word)
{
  g_autofree char *words = cut_words (word);
  gsize n = strlen (words);

  /* No letter in it: nothing says that. */
  if (n < 2)
    return FALSE;
  /* One word is the beginning of one; several, a phrase, stand as they are. */
  if (strpbrk (word, " :-") == NULL)
    words[n - 1] = '\0';
  if (is_said_in (event->title, words) || is_said_in (event->summary, words) || is_said_in (event->place, words))
    return TRUE;
  for (guint i = 0; i < event->n_actors; i++)
    if (is_said_in (event->actors[i].name, words))
      return TRUE;
  if (is_said_in_forms (event->place_naming, words))
    return TRUE;
  for (guint i = 0; i < event->n_namings; i++)
    if (is_said_in_forms (&event->namings[i], words))
      return TRUE;
  return FALSE;
}

static gboolean
has_text (const IbarFilter *filter, const IbarImportEvent *event)
{
  g_autoptr (GPtrArray) words = NULL;

  if (filter->text == NULL || *filter->text == '\0')
    return TRUE;
  words = ibar_filter_words (filter->text);
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (says (event, word + 1) != (word[0] == '+'))
        return FALSE;
    }
  return TRUE;
}

/**
 * ibar_import_filter_passes:
 * @filter: what is wanted
 * @dataset: id of the data set the event will belong to
 * @event: an event not yet written
 *
 * Returns: whether the event is to be imported
 */
gboolean
ibar_import_filter_passes (const IbarFilter *filter, const char *dataset, const IbarImportEvent *event)
{
  if (!is_in_dates (filter, event))
    return FALSE;
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    if (!passes_terms (&filter->terms[facet], event, dataset, facet))
      return FALSE;
  if (filter->area != NULL
      && (isnan (event->point.latitude)
          || !ibar_ring_contains ((const IbarPoint *) (gpointer) filter->area->data, filter->area->len, event->point)))
    return FALSE;
  return has_text (filter, event);
}
