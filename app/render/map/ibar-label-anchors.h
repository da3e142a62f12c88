/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region.h"

G_BEGIN_DECLS

/* Where an area is named: the point farthest from its edges, and how much room is there. */
typedef struct
{
  gboolean found;
  double   x, y;   /* [Web Mercator] */
  double   radius; /* to the nearest edge [Web Mercator] */
} IbarAnchor;

/* Where a river or street may be named: a straight enough stretch. */
typedef struct
{
  double x, y;   /* the middle [Web Mercator] */
  double angle;  /* [rad] clockwise from east, without the view's rotation; -π/2 … π/2 */
} IbarStretch;

/* within: (nullable) all of the map. */
IbarAnchor ibar_find_area_anchor   (const IbarFeature *area,
                                    const IbarExtent  *within);
void       ibar_find_stretches     (IbarRegion        *region,
                                    IbarLayer          layer,
                                    guint              feature,
                                    double             length,
                                    double             deviation,
                                    double             apart,
                                    GArray            *out);

G_END_DECLS
