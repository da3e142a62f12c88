/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-collection.h"

G_BEGIN_DECLS

/* What a user narrows by, one value each of an event; the engine counts every one. */
typedef enum
{
  IBAR_FACET_ACTOR,
  IBAR_FACET_TYPE,
  IBAR_FACET_MUNICIPALITY,
  IBAR_FACET_PLACE,
  IBAR_FACET_CONFIDENCE,
  IBAR_FACET_SOURCE,
  IBAR_FACET_DATASET,
  IBAR_N_FACETS,
} IbarFacet;

/* A filter is a value: plain ids and days, bound to no collection, comparable, printable.
 * ids in include are ORed (ANDed where all is set); an id in exclude must be absent. */
typedef struct
{
  GPtrArray *include; /* of char *, sorted, no doubles */
  GPtrArray *exclude; /* of char *, sorted, no doubles */
  gboolean   all;     /* every included id must be present (actors) */
} IbarFilterTerms;

typedef struct
{
  IbarDay          from; /* IBAR_DAY_NONE = open */
  IbarDay          to;   /* inclusive, IBAR_DAY_NONE = open */
  IbarFilterTerms  terms[IBAR_N_FACETS];
  char            *text; /* (nullable) canonical words and "phrases", see ibar_filter_words() */
  GArray          *area; /* (nullable) of IbarPoint: a closed ring, last point not repeated; over the
                          * antimeridian it runs on unbroken (170 … 190) */
} IbarFilter;

#define IBAR_TYPE_FILTER (ibar_filter_get_type ())
GType       ibar_filter_get_type    (void);
IbarFilter *ibar_filter_new         (void);
IbarFilter *ibar_filter_copy        (const IbarFilter  *self);
void        ibar_filter_free        (IbarFilter        *self);
gboolean    ibar_filter_equal       (const IbarFilter  *a,
                                     const IbarFilter  *b);
gboolean    ibar_filter_is_empty    (const IbarFilter  *self);
void        ibar_filter_set_dates   (IbarFilter        *self,
                                     IbarDay            from,
                                     IbarDay            to);
void        ibar_filter_set_text    (IbarFilter        *self,
                                     const char        *text);
void        ibar_filter_set_area    (IbarFilter        *self,
                                     const IbarPoint   *ring,
                                     gsize              n_points);
/* sign: +1 includes the id, -1 excludes it, 0 removes it from both. */
void        ibar_filter_set_term    (IbarFilter        *self,
                                     IbarFacet          facet,
                                     const char        *id,
                                     int                sign);
int         ibar_filter_get_term    (const IbarFilter  *self,
                                     IbarFacet          facet,
                                     const char        *id);
void        ibar_filter_set_all     (IbarFilter        *self,
                                     IbarFacet          facet,
                                     gboolean           all);
void        ibar_filter_clear_facet (IbarFilter        *self,
                                     IbarFacet          facet);
gboolean    ibar_filter_terms_equal (const IbarFilterTerms *a,
                                     const IbarFilterTerms *b);
/* What a text looks for: each item a sign ('+' must be there, '-' must not) and a word or phrase. */
GPtrArray  *ibar_filter_words       (const char        *text);

/* Text form (DESIGN.md §5). parse: on error *position is the byte offset of the offending term. Names
 * are resolved through the vocabulary in any spelling; unknown ones are an error that lists the nearest. */
IbarFilter *ibar_filter_parse       (const char           *text,
                                     const IbarVocabulary *vocabulary,
                                     gsize                *position,
                                     GError              **error);
char       *ibar_filter_to_text     (const IbarFilter     *self);
/* The filter read out: "Riots involving KFOR in Zvečan, 26 May – 2 June 2023". Translated. */
char       *ibar_filter_to_sentence (const IbarFilter      *self,
                                     const IbarVocabulary  *vocabulary,
                                     const IbarNameSetting *names);

/* Names are folded when one is first looked up; this does it beforehand. */
void        ibar_filter_prepare_names (const IbarVocabulary *vocabulary);

/* What the term under the cursor may become. */
typedef struct
{
  char *label;  /* a value's name as it matched, or a key and its colon */
  char *term;   /* what is written for it */
  char *text;   /* the whole text with the term replaced */
  gsize cursor; /* where the cursor goes then [bytes] */
} IbarFilterCandidate;

GPtrArray  *ibar_filter_complete    (const char           *text,
                                     gsize                 cursor,
                                     const IbarVocabulary *vocabulary,
                                     guint                 limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarFilter, ibar_filter_free)

G_END_DECLS
