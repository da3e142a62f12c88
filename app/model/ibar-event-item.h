/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-engine.h"

G_BEGIN_DECLS

/* A row of the list, made when it comes on screen. Properties for binding in .ui: id, title, date (in
 * words), place, type-label, family, month-heading, n-sources, general-knowledge. */
#define IBAR_TYPE_EVENT_ITEM (ibar_event_item_get_type ())
G_DECLARE_FINAL_TYPE (IbarEventItem, ibar_event_item, IBAR, EVENT_ITEM, GObject)

guint32     ibar_event_item_get_row   (IbarEventItem *self);
const char *ibar_event_item_get_id    (IbarEventItem *self);
const char *ibar_event_item_get_title (IbarEventItem *self);
IbarFamily  ibar_event_item_get_family (IbarEventItem *self);

G_END_DECLS
