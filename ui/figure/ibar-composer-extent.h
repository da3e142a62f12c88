/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-figure-editor.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/* A list of parts of the world: what holds the events, the window's view, the region's areas. */
GtkWidget *ibar_composer_extent_new (IbarSession      *session,
                                     IbarFigureEditor *editor);

G_END_DECLS
