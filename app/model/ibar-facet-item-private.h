/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-facet-item.h"

G_BEGIN_DECLS

/* For the list, which makes the items once and keeps them up to date. */
IbarFacetItem *ibar_facet_item_new         (IbarFacet      facet,
                                            guint          value,
                                            const char    *id,
                                            const char    *spellings,
                                            guint          total);
void           ibar_facet_item_add_child   (IbarFacetItem *self,
                                            IbarFacetItem *child);
const char    *ibar_facet_item_get_collation (IbarFacetItem *self);
void           ibar_facet_item_set_label   (IbarFacetItem *self,
                                            const char    *label);
void           ibar_facet_item_set_detail  (IbarFacetItem *self,
                                            const char    *detail);
void           ibar_facet_item_set_count   (IbarFacetItem *self,
                                            guint          count);
void           ibar_facet_item_set_state   (IbarFacetItem *self,
                                            int            state);

G_END_DECLS
