/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap.h"
#include "ibar-tile-supplier.h"
#include "ibar-vector-map.h"

G_BEGIN_DECLS

#define IBAR_TILE_PIXELS 512 /* [device px] a painted tile's side */

/* Tiles painted from a region's data, at any zoom. */
#define IBAR_TYPE_BASEMAP_TILES (ibar_basemap_tiles_get_type ())
G_DECLARE_FINAL_TYPE (IbarBasemapTiles, ibar_basemap_tiles, IBAR, BASEMAP_TILES, GObject)

IbarTileSupplier *ibar_basemap_tiles_new (IbarBasemap              *basemap,
                                          const IbarBasemapOptions *options,
                                          int                       scale_factor);
IbarTileSupplier *ibar_basemap_tiles_new_vector (IbarVectorMap            *vector,
                                                 const IbarBasemapOptions *options,
                                                 int                       scale_factor);
gboolean          ibar_basemap_tiles_are_alike  (IbarTileSupplier         *a,
                                                 IbarTileSupplier         *b);

G_END_DECLS
