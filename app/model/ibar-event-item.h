/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-engine.h"

G_BEGIN_DECLS

/* A place in the list, made when it comes on screen, and the event that stands there: another one after the list was
 * filtered or sorted, none (IBAR_ROW_NONE, and words that are empty) where the list ends sooner now, which its signal
 * changed () tells. Heading: (nullable) of the first row of a month, place or type, as the list is sorted; detail: date
 * and place on one line. */
#define IBAR_TYPE_EVENT_ITEM (ibar_event_item_get_type ())
G_DECLARE_FINAL_TYPE (IbarEventItem, ibar_event_item, IBAR, EVENT_ITEM, GObject)

guint32     ibar_event_item_get_row     (IbarEventItem *self);
const char *ibar_event_item_get_title   (IbarEventItem *self);
const char *ibar_event_item_get_date    (IbarEventItem *self);
const char *ibar_event_item_get_place   (IbarEventItem *self);
const char *ibar_event_item_get_detail  (IbarEventItem *self);
const char *ibar_event_item_get_type_label (IbarEventItem *self);
const char *ibar_event_item_get_heading (IbarEventItem *self);
IbarFamily  ibar_event_item_get_family  (IbarEventItem *self);
gboolean    ibar_event_item_get_general_knowledge (IbarEventItem *self);

G_END_DECLS
