/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarSidePanel:
 *
 * The lists of events and sources, and over them the page of what is selected.
 */
#define IBAR_TYPE_SIDE_PANEL (ibar_side_panel_get_type ())
G_DECLARE_FINAL_TYPE (IbarSidePanel, ibar_side_panel, IBAR, SIDE_PANEL, GtkWidget)

GtkWidget *ibar_side_panel_new         (void);
void       ibar_side_panel_set_session (IbarSidePanel *self,
                                        IbarSession   *session);
/* "events" or "sources" */
void       ibar_side_panel_show_view   (IbarSidePanel *self,
                                        const char    *name);

G_END_DECLS
