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

/**
 * IbarFilterNames:
 *
 * Spellings → values, one table a facet, made when a value is first looked up that is no id.
 */
typedef struct
{
  const IbarVocabulary *vocabulary; /* (nullable) */
  GHashTable           *ids[IBAR_N_FACETS];    /* (nullable) id → value + 1 */
  GHashTable           *folded[IBAR_N_FACETS]; /* (nullable) folded spelling → value + 1, the first that has it */
  GHashTable           *shared[IBAR_N_FACETS]; /* (nullable) folded spellings that more than one value has */
} IbarFilterNames;

void        ibar_filter_names_init    (IbarFilterNames      *self,
                                       const IbarVocabulary *vocabulary);
void        ibar_filter_names_clear   (IbarFilterNames      *self);
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
int         ibar_filter_names_find    (IbarFilterNames      *self,
                                       IbarFacet             facet,
                                       const char           *text);
/* The ids of the values that a text spells, quoted and joined, if they are several and none has it as its id; else NULL. */
char       *ibar_filter_names_several (IbarFilterNames      *self,
                                       IbarFacet             facet,
                                       const char           *text);
/* The nearest known spellings, quoted and joined; NULL if nothing is near. */
char       *ibar_filter_names_nearest (IbarFilterNames      *self,
                                       IbarFacet             facet,
                                       const char           *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IbarFilterNames, ibar_filter_names_clear)

G_END_DECLS
