/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-facet-item.h"
#include "ibar-facet-tree.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarFacetList:
 *
 * A #GListModel of the values of one facet that any event has, most frequent first; actors as a tree. The
 * items and their order stay the same as long as the collection does, so a widget keeps its place and its
 * focus while counts, states and names change in the items. Only a large collection gets others when names are
 * shown in other forms.
 */
#define IBAR_TYPE_FACET_LIST (ibar_facet_list_get_type ())
G_DECLARE_FINAL_TYPE (IbarFacetList, ibar_facet_list, IBAR, FACET_LIST, GObject)

/* A row of a panel. */
typedef struct
{
  IbarFacetItem *item; /* (unowned) the list's */
  guint          depth; /* 0 at the top of the tree */
} IbarFacetPlace;

IbarFacetList *ibar_facet_list_new           (IbarSession   *session,
                                              IbarFacet      facet);
/* Other values; takes the tree. */
void           ibar_facet_list_take          (IbarFacetList *self,
                                              IbarFacetTree *tree);
void           ibar_facet_list_update_counts (IbarFacetList *self);
void           ibar_facet_list_update_states (IbarFacetList *self);
void           ibar_facet_list_update_names  (IbarFacetList *self);

/* A search among the values, a step at a time: there may be a hundred thousand. */
typedef struct _IbarFacetSearch IbarFacetSearch;

IbarFacetSearch *ibar_facet_search_new       (IbarFacetList   *list,
                                              const char      *folded,
                                              guint            limit);
void           ibar_facet_search_free        (IbarFacetSearch *self);
gboolean       ibar_facet_search_step        (IbarFacetSearch *self,
                                              guint            n_values);
GArray        *ibar_facet_search_get_places  (IbarFacetSearch *self,
                                              guint           *n_hidden);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarFacetSearch, ibar_facet_search_free)

G_END_DECLS
