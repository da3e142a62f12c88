/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region-box.h"

G_BEGIN_DECLS

/* The lines around areas, each once, however many areas it divides. */
typedef struct _IbarOsmBorders IbarOsmBorders;

IbarOsmBorders *ibar_osm_borders_new  (void);
void            ibar_osm_borders_free (IbarOsmBorders      *self);
void            ibar_osm_borders_add  (IbarOsmBorders      *self,
                                       OGRGeometryH         area,
                                       const IbarRegionBox *box);
/* (transfer none): a multilinestring within the box, maybe an empty one */
OGRGeometryH    ibar_osm_borders_get  (IbarOsmBorders      *self);

G_END_DECLS
