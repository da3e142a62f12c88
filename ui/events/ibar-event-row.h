/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-event-item.h"

G_BEGIN_DECLS

/* A row of the list of events: heading of its month where it is the first, symbol, title, date and place. */
#define IBAR_TYPE_EVENT_ROW (ibar_event_row_get_type ())
G_DECLARE_FINAL_TYPE (IbarEventRow, ibar_event_row, IBAR, EVENT_ROW, GtkWidget)

GtkWidget          *ibar_event_row_new         (void);
void                ibar_event_row_set_item    (IbarEventRow  *self,
                                                IbarEventItem *item);
IbarEventItem      *ibar_event_row_get_item    (IbarEventRow  *self);
GtkListItemFactory *ibar_event_row_factory_new (void);

G_END_DECLS
