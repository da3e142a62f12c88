/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads what is typed into the search entry.
 *
 * Each letter is compared with every name there is: at once where they are some hundreds, in a worker where there are a
 * hundred thousand actors. */

#define G_LOG_DOMAIN "ibar-search"

#include "config.h"

#include "ibar-search-answer.h"

#include <string.h>

#define MAX_SUGGESTIONS 8
#define MAX_PLACES 5
#define LEAST_LETTERS 3 /* of a place's name, before it is looked for */
#define MANY_NAMES 2000 /* values that are looked through in less than a millisecond */
#define MANY_PLACES 1000 /* of the map, whose names are folded in some milliseconds */

gsize
ibar_search_find_term_end (const char *text, gsize position)
{
  gboolean quoted = FALSE;

  while (text[position] != '\0' && (quoted || text[position] != ' '))
    if (text[position++] == '"')
      quoted = !quoted;
  return position;
}

/**
 * ibar_search_answer_new:
 * @session: a session with a collection
 * @index: (nullable): the map's places
 * @text: what is typed
 * @cursor: where the cursor stands in it [bytes]
 *
 * Returns: (transfer full): the question
 */
IbarSearchAnswer *
ibar_search_answer_new (IbarSession *session, IbarPlaceIndex *index, const char *text, gsize cursor)
{
  IbarSearchAnswer *self;

  g_return_val_if_fail (IBAR_IS_SESSION (session) && text != NULL, NULL);

  self = g_new0 (IbarSearchAnswer, 1);
  self->text = g_strdup (text);
  self->cursor = cursor;
  self->collection = ibar_collection_ref (ibar_session_get_collection (session));
  self->vocabulary = ibar_session_get_vocabulary (session);
  if (index != NULL)
    {
      self->index = ibar_place_index_ref (index);
      self->n_places = ibar_region_get_n_places (ibar_session_get_region (session));
    }
  return self;
}

void
ibar_search_answer_free (IbarSearchAnswer *self)
{
  g_free (self->text);
  g_clear_pointer (&self->filter, ibar_filter_free);
  g_clear_error (&self->error);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->index, ibar_place_index_unref);
  ibar_collection_unref (self->collection);
  g_free (self);
}

gboolean
ibar_search_answer_takes_time (IbarSearchAnswer *self)
{
  const IbarVocabulary *words = self->vocabulary;

  return words->actors->len + words->places->len + words->sources->len + words->types->len > MANY_NAMES
         || self->n_places > MANY_PLACES;
}

/* Where the words begin that end the text: all behind the last term with a key. */
static gsize
find_words (const char *text)
{
  gsize start = 0, end;

  for (gsize at = 0; text[at] != '\0'; at = end)
    {
      while (text[at] == ' ')
        at++;
      end = ibar_search_find_term_end (text, at);
      if (memchr (text + at, ':', end - at) != NULL || memchr (text + at, '"', end - at) != NULL)
        start = end;
    }
  return start + strspn (text + start, " ");
}

static GArray *
find_places (IbarSearchAnswer *self)
{
  const char *words = self->text + self->words;

  if (self->index == NULL || self->cursor < self->words || g_utf8_strlen (words, -1) < LEAST_LETTERS)
    return g_array_new (FALSE, FALSE, sizeof (IbarPlaceHit));
  return ibar_place_index_find (self->index, words, MAX_PLACES);
}

/**
 * ibar_search_answer_find:
 * @self: a question
 *
 * Finds the answer.
 *
 * **Thread:** any, one at a time. **Cost:** O(names); see ibar_filter_parse() and ibar_filter_complete()
 */
void
ibar_search_answer_find (IbarSearchAnswer *self)
{
  g_return_if_fail (self != NULL && self->candidates == NULL);

  self->filter = ibar_filter_parse (self->text, self->vocabulary, &self->position, &self->error);
  self->candidates = ibar_filter_complete (self->text, self->cursor, self->vocabulary, MAX_SUGGESTIONS);
  self->words = find_words (self->text);
  self->places = find_places (self);
}
