/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-filter.h"

G_BEGIN_DECLS

/* One name, id or other spelling of a value. */
typedef struct
{
  guint32     value;
  guint32     number; /* as ibar_filter_names_spelling() counts; 0 is the id */
  const char *folded; /* by ibar_fold() */
  const char *loose;  /* by ibar_fold_loosely() */
  guint32     next;   /* the next one that is folded to the same, index + 1; 0: none */
  gboolean    first;  /* of those */
} IbarSpelling;

int                 ibar_name_index_find_id       (const IbarVocabulary *vocabulary,
                                                   IbarFacet             facet,
                                                   const char           *id);
const IbarSpelling *ibar_name_index_get_spellings (const IbarVocabulary *vocabulary,
                                                   IbarFacet             facet,
                                                   guint                *n);
const IbarSpelling *ibar_name_index_find_folded   (const IbarVocabulary *vocabulary,
                                                   IbarFacet             facet,
                                                   const char           *folded);
gsize               ibar_name_index_get_ids_size  (const IbarVocabulary *vocabulary,
                                                   IbarFacet             facet);

G_END_DECLS
