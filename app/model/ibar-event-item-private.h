/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-event-item.h"

G_BEGIN_DECLS

/* For the list, which makes the items and knows the names. Strings are copied. */
IbarEventItem *ibar_event_item_new         (guint32         row,
                                            const IbarRow  *values,
                                            const char     *title,
                                            const char     *type_label);
void           ibar_event_item_set_place   (IbarEventItem  *self,
                                            const char     *place);
void           ibar_event_item_set_heading (IbarEventItem  *self,
                                            const char     *heading);

G_END_DECLS
