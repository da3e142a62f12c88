/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-engine.h"
#include "ibar-style.h"

G_BEGIN_DECLS

/* The scale bar in the map's corner. */
#define IBAR_TYPE_SCALE_VIEW (ibar_scale_view_get_type ())
G_DECLARE_FINAL_TYPE (IbarScaleView, ibar_scale_view, IBAR, SCALE_VIEW, GtkWidget)

void ibar_scale_view_set_view  (IbarScaleView   *self,
                                const IbarView  *view);
void ibar_scale_view_set_style (IbarScaleView   *self,
                                const IbarStyle *style);

G_END_DECLS
