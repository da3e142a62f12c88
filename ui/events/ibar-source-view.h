/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/* All sources with the number of events each supports; choosing one filters by it. */
#define IBAR_TYPE_SOURCE_VIEW (ibar_source_view_get_type ())
G_DECLARE_FINAL_TYPE (IbarSourceView, ibar_source_view, IBAR, SOURCE_VIEW, GtkWidget)

void ibar_source_view_set_session (IbarSourceView *self,
                                   IbarSession    *session);

G_END_DECLS
