/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarFilterPanel:
 *
 * Everything one can narrow by with the mouse: dates, actors, types, municipalities, confidence, sources,
 * and what was chosen elsewhere (words, an area of the map, a place).
 */
#define IBAR_TYPE_FILTER_PANEL (ibar_filter_panel_get_type ())
G_DECLARE_FINAL_TYPE (IbarFilterPanel, ibar_filter_panel, IBAR, FILTER_PANEL, GtkWidget)

GtkWidget *ibar_filter_panel_new         (void);
void       ibar_filter_panel_set_session (IbarFilterPanel *self,
                                          IbarSession     *session);
gboolean   ibar_filter_panel_fill        (IbarFilterPanel *self,
                                          IbarSession     *session);

G_END_DECLS
