/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-columns.h"
#include "ibar-region.h"

G_BEGIN_DECLS

/**
 * IbarValueLabels:
 *
 * What is needed to name the values of the facets. Nothing of it changes, so that a worker may use it too.
 */
typedef struct
{
  const IbarVocabulary *vocabulary; /* (unowned) */
  IbarRegion           *region;     /* (unowned) (nullable) knows the municipalities' names */
  IbarNameSetting       names;
} IbarValueLabels;

char *ibar_value_labels_dup              (const IbarValueLabels *self,
                                          IbarFacet              facet,
                                          guint                  value);
char *ibar_value_labels_dup_detail       (const IbarValueLabels *self,
                                          IbarFacet              facet,
                                          guint                  value);
char *ibar_value_labels_dup_spellings    (const IbarValueLabels *self,
                                          IbarFacet              facet,
                                          guint                  value);

G_END_DECLS
