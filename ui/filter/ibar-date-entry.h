/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-date.h"

G_BEGIN_DECLS

/**
 * IbarDateEntry:
 *
 * One end of a span of days: typed (2023, 2023-05, 2023-05-29, nothing for an open end) or taken from a
 * calendar. A year or month stands for its first day in a from entry and for its last in a to entry.
 *
 * Properties: day (int, writable: %IBAR_DAY_NONE for open; notifies when the user gives another), last
 * (boolean, writable: the end of the span), label (string, construct only).
 */
#define IBAR_TYPE_DATE_ENTRY (ibar_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (IbarDateEntry, ibar_date_entry, IBAR, DATE_ENTRY, GtkWidget)

IbarDay     ibar_date_entry_get_day   (IbarDateEntry *self);
void        ibar_date_entry_set_day   (IbarDateEntry *self,
                                       IbarDay        day);
/* (nullable): what is wrong with the text as it stands */
const char *ibar_date_entry_get_error (IbarDateEntry *self);
/* What is wrong with the two together; NULL: nothing. */
void        ibar_date_entry_set_error (IbarDateEntry *self,
                                       const char    *message);

G_END_DECLS
