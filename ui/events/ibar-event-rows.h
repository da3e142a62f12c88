/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/* Appends to a box what an event's page says of the event's actor, claim or source i. */
typedef void (*IbarEventRowFunc) (GtkWidget             *box,
                                  IbarSession           *session,
                                  const IbarEventRecord *event,
                                  guint                  i);

/* A section of an event's page with n rows; where they are many, some at first, and a button for the next. */
GtkWidget *ibar_event_rows_new (const char            *title,
                                IbarSession           *session,
                                const IbarEventRecord *event,
                                guint                  n,
                                IbarEventRowFunc       add);

G_END_DECLS
