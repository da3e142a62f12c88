/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-filter.h"

G_BEGIN_DECLS

/* What the filter text, its sentence and its completion share: the keys, and names of values. */

/* "actor", "type", "in", "place", "confidence", "source", "dataset"; in this order they are written. */
extern const IbarFacet ibar_filter_facet_order[IBAR_N_FACETS];
const char *ibar_filter_facet_key  (IbarFacet             facet);
gboolean    ibar_filter_find_facet (const char           *key,
                                    gsize                 length,
                                    IbarFacet            *facet);

guint       ibar_filter_names_n       (const IbarVocabulary *vocabulary,
                                       IbarFacet             facet);
const char *ibar_filter_names_id      (const IbarVocabulary *vocabulary,
                                       IbarFacet             facet,
                                       guint                 value);
/* The spelling of a value by number, 0 … until NULL; numbers may be left out (""). */
const char *ibar_filter_names_spelling (const IbarVocabulary *vocabulary,
                                        IbarFacet             facet,
                                        guint                 value,
                                        guint                 number);
int         ibar_filter_names_find    (const IbarVocabulary *vocabulary,
                                       IbarFacet             facet,
                                       const char           *text);
/* The ids of the values that a text spells, quoted and joined, if they are several and none has it as its id; else NULL. */
char       *ibar_filter_names_several (const IbarVocabulary *vocabulary,
                                       IbarFacet             facet,
                                       const char           *text);
/* The nearest known spellings, quoted and joined; NULL if nothing is near. */
char       *ibar_filter_names_nearest (const IbarVocabulary *vocabulary,
                                       IbarFacet             facet,
                                       const char           *text);

G_END_DECLS
