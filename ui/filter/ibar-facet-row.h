/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-facet-item.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarFacetRow:
 *
 * One value of a filter: a toggle that includes it, with its name and live count, and a small toggle that
 * excludes it. Both are real toggle buttons, so keyboard and screen reader can use them.
 */
#define IBAR_TYPE_FACET_ROW (ibar_facet_row_get_type ())
G_DECLARE_FINAL_TYPE (IbarFacetRow, ibar_facet_row, IBAR, FACET_ROW, GtkWidget)

GtkWidget     *ibar_facet_row_new      (IbarSession   *session,
                                        IbarFacetItem *item,
                                        guint          depth);
/* With the item's detail as a second line, and a name of up to two. */
GtkWidget     *ibar_facet_row_new_detailed (IbarSession   *session,
                                            IbarFacetItem *item);
IbarFacetItem *ibar_facet_row_get_item (IbarFacetRow  *self);

G_END_DECLS
