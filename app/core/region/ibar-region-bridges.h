/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-gdal.h"
#include "ibar-region-writer.h"

G_BEGIN_DECLS

/* The bridges of an extract that have a name of their own. */
typedef struct _IbarRegionBridges IbarRegionBridges;

IbarRegionBridges *ibar_region_bridges_new   (void);
void               ibar_region_bridges_free  (IbarRegionBridges *self);
void               ibar_region_bridges_take  (IbarRegionBridges *self,
                                              OGRFeatureH        feature);
gboolean           ibar_region_bridges_write (IbarRegionBridges *self,
                                              const IbarExtent  *box,
                                              IbarRegionWriter  *writer,
                                              GError           **error);

G_END_DECLS
