/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-base-maps.h"

G_BEGIN_DECLS

/* Chooses, adds and removes base maps. */
#define IBAR_TYPE_BASE_MAPS_DIALOG (ibar_base_maps_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IbarBaseMapsDialog, ibar_base_maps_dialog, IBAR, BASE_MAPS_DIALOG, AdwWindow)

GtkWidget *ibar_base_maps_dialog_new      (GtkWindow          *parent,
                                           IbarBaseMaps       *maps);
/* Fills in a file, and what it says of itself. */
void       ibar_base_maps_dialog_set_file (IbarBaseMapsDialog *self,
                                           const char         *path);

G_END_DECLS
