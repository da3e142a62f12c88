/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-facet-item.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarFacetList:
 *
 * A #GListModel of the values of one facet that any event has, most frequent first; actors as a tree. The
 * items and their order stay the same as long as the collection does, so a widget keeps its place and its
 * focus while counts, states and names change in the items.
 */
#define IBAR_TYPE_FACET_LIST (ibar_facet_list_get_type ())
G_DECLARE_FINAL_TYPE (IbarFacetList, ibar_facet_list, IBAR, FACET_LIST, GObject)

IbarFacetList *ibar_facet_list_new           (IbarSession   *session,
                                              IbarFacet      facet);
/* Another collection; totals: counts without any filter, shape [n_values], NULL: no collection. */
void           ibar_facet_list_rebuild       (IbarFacetList *self,
                                              const guint32 *totals);
void           ibar_facet_list_update_counts (IbarFacetList *self);
void           ibar_facet_list_update_states (IbarFacetList *self);
void           ibar_facet_list_update_names  (IbarFacetList *self);

G_END_DECLS
