/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region.h"

G_BEGIN_DECLS

/* A vector tile as it comes out of its compression, to a region that can be drawn. */
IbarRegion *ibar_vector_tile_decode (GBytes  *bytes,
                                     int      zoom,
                                     int      x,
                                     int      y,
                                     GError **error);

G_END_DECLS
