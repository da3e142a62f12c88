/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-place-index.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/* What a text of the search entry means, and what the term under the cursor may become. */
typedef struct
{
  char                 *text;
  gsize                 cursor; /* [bytes] */
  IbarCollection       *collection; /* (owned) keeps the vocabulary */
  const IbarVocabulary *vocabulary;
  IbarPlaceIndex       *index;  /* (owned) (nullable) of the map's places */
  guint                 n_places; /* in it */
  gboolean              final; /* the reader is done with it: what is wrong is wrong */
  gboolean              quiet; /* nobody looks at the entry any more: nothing pops up */

  /* Found by ibar_search_answer_find(). */
  IbarFilter           *filter; /* (nullable) */
  GError               *error;  /* (nullable) */
  gsize                 position; /* of the error [bytes] */
  GPtrArray            *candidates; /* of IbarFilterCandidate */
  gsize                 words; /* where the words begin that may be a place's name [bytes] */
  GArray               *places; /* of IbarPlaceHit */
} IbarSearchAnswer;

/* The end of the term at a byte offset: quotes hold it together. */
gsize             ibar_search_find_term_end      (const char       *text,
                                                  gsize             position);
IbarSearchAnswer *ibar_search_answer_new         (IbarSession      *session,
                                                  IbarPlaceIndex   *index,
                                                  const char       *text,
                                                  gsize             cursor);
void              ibar_search_answer_free        (IbarSearchAnswer *self);
/* Whether there are so many names that finding is left to a worker. */
gboolean          ibar_search_answer_takes_time  (IbarSearchAnswer *self);
void              ibar_search_answer_find        (IbarSearchAnswer *self);

G_END_DECLS
