/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap.h"
#include "ibar-map-layer.h"
#include "ibar-tile-painter.h"

G_BEGIN_DECLS

/* The base map below everything, in tiles painted at the very zoom that is shown. */
#define IBAR_TYPE_BASEMAP_LAYER (ibar_basemap_layer_get_type ())
G_DECLARE_FINAL_TYPE (IbarBasemapLayer, ibar_basemap_layer, IBAR, BASEMAP_LAYER, IbarMapLayer)

IbarBasemapLayer *ibar_basemap_layer_new        (ShumateViewport          *viewport);
void              ibar_basemap_layer_set_map    (IbarBasemapLayer         *self,
                                                 IbarBasemap              *basemap,
                                                 const IbarBasemapOptions *options);
void              ibar_basemap_layer_set_target (IbarBasemapLayer         *self,
                                                 const IbarView           *target);
void              ibar_basemap_layer_get_stats  (IbarBasemapLayer         *self,
                                                 IbarTileStats            *stats);
gboolean          ibar_basemap_layer_is_ready   (IbarBasemapLayer         *self);

G_END_DECLS
