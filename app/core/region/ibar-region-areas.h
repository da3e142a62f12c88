/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region.h"

G_BEGIN_DECLS

/* How two admin areas lie to each other. */
typedef enum
{
  IBAR_AREAS_APART,
  IBAR_AREAS_CLOSE, /* they meet in a point, or almost: neither neighbours nor clearly none */
  IBAR_AREAS_NEIGHBOURS,
} IbarAreaRelation;

/* Shape [n * n] of IbarAreaRelation as guint8, n admin areas; the diagonal is CLOSE. */
guint8   *ibar_region_relate_areas        (IbarRegion        *region);
IbarPoint ibar_feature_get_middle         (const IbarFeature *area);
gboolean  ibar_feature_contains           (const IbarFeature *area,
                                           IbarPoint          point);
/* [m] from a point to the nearest of a feature's edges, and where that is. */
double    ibar_feature_get_edge_distance  (const IbarFeature *feature,
                                           IbarPoint          point,
                                           IbarPoint         *nearest);

G_END_DECLS
