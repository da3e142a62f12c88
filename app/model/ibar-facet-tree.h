/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-facet-item-private.h"
#include "ibar-value-labels.h"

G_BEGIN_DECLS

/* The values of one facet that any event has, in the order they are shown in. */
typedef struct
{
  IbarColumns *columns; /* (owned) (nullable) whose values they are */
  GPtrArray   *items;   /* of IbarFacetItem: all, children too */
  GPtrArray   *top;     /* of IbarFacetItem (not owned): those without a parent */
  GHashTable  *by_id;   /* id of an item → it (neither owned) */
} IbarFacetTree;

IbarFacetTree *ibar_facet_tree_new  (const IbarValueLabels *labels,
                                     IbarColumns           *columns,
                                     IbarFacet              facet,
                                     const guint32         *totals);
void           ibar_facet_tree_name (IbarFacetTree         *self,
                                     const IbarValueLabels *labels);
void           ibar_facet_tree_fold (IbarFacetTree         *self);
void           ibar_facet_tree_free (IbarFacetTree         *self);

G_END_DECLS
