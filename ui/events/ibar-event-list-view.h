/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarEventListView:
 *
 * The list of events: those in the filter, with the choice of an order, or those of a selected cluster.
 * Where the filter lets nothing pass it says which part of it to loosen.
 *
 * Property, set once: cluster (boolean).
 */
#define IBAR_TYPE_EVENT_LIST_VIEW (ibar_event_list_view_get_type ())
G_DECLARE_FINAL_TYPE (IbarEventListView, ibar_event_list_view, IBAR, EVENT_LIST_VIEW, GtkWidget)

void ibar_event_list_view_set_session (IbarEventListView *self,
                                       IbarSession       *session);
/* Brings the selected event into view. */
void ibar_event_list_view_reveal      (IbarEventListView *self);

G_END_DECLS
