/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-filter.h"

G_BEGIN_DECLS

/* One value of a facet. Properties: id, label, count (guint), total (guint), state (int: -1 excluded, 0, +1
 * included), children (GListModel, nullable: the contingents of an actor), detail (string, nullable). All
 * notify when the result, the filter or the names change. */
#define IBAR_TYPE_FACET_ITEM (ibar_facet_item_get_type ())
G_DECLARE_FINAL_TYPE (IbarFacetItem, ibar_facet_item, IBAR, FACET_ITEM, GObject)

IbarFacet   ibar_facet_item_get_facet    (IbarFacetItem *self);
guint       ibar_facet_item_get_value    (IbarFacetItem *self); /* as in the columns and the vocabulary */
const char *ibar_facet_item_get_id       (IbarFacetItem *self);
const char *ibar_facet_item_get_label    (IbarFacetItem *self);
const char *ibar_facet_item_get_detail   (IbarFacetItem *self);
guint       ibar_facet_item_get_count    (IbarFacetItem *self);
guint       ibar_facet_item_get_total    (IbarFacetItem *self);
int         ibar_facet_item_get_state    (IbarFacetItem *self);
GListModel *ibar_facet_item_get_children (IbarFacetItem *self);
/* Whether a search text (folded by ibar_fold()) occurs in the label or any other spelling. */
gboolean    ibar_facet_item_matches      (IbarFacetItem *self,
                                          const char    *folded);

G_END_DECLS
