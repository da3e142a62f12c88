/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarEventList:
 *
 * A #GListModel of #IbarEventItem over the session's result in the session's order, or over rows of its own
 * (a cluster's). An item is a place in it, made when it is asked for and forgotten when nobody holds it; titles are
 * read from the file in pages around what is asked for. Where the list has become shorter, places that somebody holds
 * stay behind its end for some frames, as items of no event, so that a view need not take all its rows down at once: the
 * model counts them, ibar_event_list_get_n_items() does not.
 * Signals: resetting (): before all rows become others.
 */
#define IBAR_TYPE_EVENT_LIST (ibar_event_list_get_type ())
G_DECLARE_FINAL_TYPE (IbarEventList, ibar_event_list, IBAR, EVENT_LIST, GObject)

IbarEventList *ibar_event_list_new           (IbarSession   *session);
/* Takes the session's result (or nothing) as it is now, in an order it is ready for. */
void           ibar_event_list_reset         (IbarEventList *self,
                                              IbarSortKey    sort_key);
/* Lists these rows instead, sorted by date, newest first; NULL: none. */
void           ibar_event_list_set_rows      (IbarEventList *self,
                                              const guint32 *rows,
                                              gsize          n_rows);
void           ibar_event_list_update_names  (IbarEventList *self);
/* Items that are held follow a change before the next frame, or now. */
void           ibar_event_list_flush         (IbarEventList *self);
guint32        ibar_event_list_get_row       (IbarEventList *self,
                                              guint          position);
guint          ibar_event_list_find_row      (IbarEventList *self,
                                              guint32        row);
/* The first position at a day or, where it has no event, at the next one the list comes to; G_MAXUINT if the list
 * is not sorted by date, or holds none. */
guint          ibar_event_list_find_day      (IbarEventList *self,
                                              IbarDay        day);
guint          ibar_event_list_get_n_items   (IbarEventList *self);

G_END_DECLS
