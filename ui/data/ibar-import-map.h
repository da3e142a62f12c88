/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-geo.h"
#include "ibar-region.h"

G_BEGIN_DECLS

/**
 * IbarImportMap:
 *
 * A small map of where the first rows of an import lie.
 */
#define IBAR_TYPE_IMPORT_MAP (ibar_import_map_get_type ())
G_DECLARE_FINAL_TYPE (IbarImportMap, ibar_import_map, IBAR, IMPORT_MAP, GtkWidget)

GtkWidget *ibar_import_map_new        (IbarRegion      *region);
void       ibar_import_map_set_region (IbarImportMap   *self,
                                       IbarRegion      *region);
void       ibar_import_map_set_points (IbarImportMap   *self,
                                       const IbarPoint *points,
                                       gsize            n_points);

G_END_DECLS
