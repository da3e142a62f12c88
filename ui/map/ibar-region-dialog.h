/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-geo.h"

G_BEGIN_DECLS

/* Builds a detailed region from open data. Signal: built (path). */
#define IBAR_TYPE_REGION_DIALOG (ibar_region_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IbarRegionDialog, ibar_region_dialog, IBAR, REGION_DIALOG, AdwWindow)

/* extent: (nullable): what the region is to cover, at first. */
GtkWidget *ibar_region_dialog_new         (GtkWindow        *parent,
                                           const IbarExtent *extent);
void       ibar_region_dialog_set_extract (IbarRegionDialog *self,
                                           const char       *path);
void       ibar_region_dialog_add_tile    (IbarRegionDialog *self,
                                           const char       *path);
/* Where the next region is written. */
void       ibar_region_dialog_set_output  (IbarRegionDialog *self,
                                           const char       *path);
void       ibar_region_dialog_build       (IbarRegionDialog *self);
void       ibar_region_dialog_cancel      (IbarRegionDialog *self);

G_END_DECLS
