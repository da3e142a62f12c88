/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region-box.h"
#include "ibar-region-writer.h"

G_BEGIN_DECLS

/* The administrative areas of an extract, kept until it is known which level the region has. */
typedef struct _IbarOsmAreas IbarOsmAreas;

IbarOsmAreas *ibar_osm_areas_new   (void);
void          ibar_osm_areas_free  (IbarOsmAreas        *self);
gboolean      ibar_osm_areas_take  (IbarOsmAreas        *self,
                                    OGRFeatureH          feature,
                                    const char          *id,
                                    int                  level,
                                    const IbarRegionBox *box);
/* level: the one that is wanted, 0: the finest there is */
gboolean      ibar_osm_areas_write (IbarOsmAreas        *self,
                                    const IbarRegionBox *box,
                                    int                  level,
                                    IbarRegionWriter    *writer,
                                    GError             **error);

G_END_DECLS
