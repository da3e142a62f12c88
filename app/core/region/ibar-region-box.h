/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-gdal.h"
#include "ibar-geo.h"

G_BEGIN_DECLS

/* What a region covers: longitudes run on over the antimeridian (170 … 190). */
typedef struct
{
  IbarExtent   extent;
  OGRGeometryH polygon; /* (owned) */
} IbarRegionBox;

gboolean     ibar_region_box_init      (IbarRegionBox       *self,
                                        const IbarExtent    *asked,
                                        GError             **error);
void         ibar_region_box_clear     (IbarRegionBox       *self);
gboolean     ibar_region_box_crosses   (const IbarRegionBox *self);
/* (transfer full): the geometry, or one in its place */
OGRGeometryH ibar_region_box_unwrap    (const IbarRegionBox *self,
                                        OGRGeometryH         geometry);
/* (transfer full) (nullable) */
OGRGeometryH ibar_region_box_cut       (const IbarRegionBox *self,
                                        OGRGeometryH         geometry,
                                        gboolean             area);
/* Whether it is an area, or a line, of one part or many. */
gboolean     ibar_region_is_of_kind    (OGRGeometryH         geometry,
                                        gboolean             area);

G_END_DECLS
