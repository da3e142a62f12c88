/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap.h"
#include "ibar-map-layer.h"
#include "ibar-tile-painter.h"

G_BEGIN_DECLS

/* The base map below everything, in tiles: painted at the very zoom that is shown, or somebody
 * else's. */
#define IBAR_TYPE_BASEMAP_LAYER (ibar_basemap_layer_get_type ())
G_DECLARE_FINAL_TYPE (IbarBasemapLayer, ibar_basemap_layer, IBAR, BASEMAP_LAYER, IbarMapLayer)

typedef void (*IbarBasemapLayerFunc) (IbarBasemapLayer *self,
                                      gpointer          user_data);

IbarBasemapLayer *ibar_basemap_layer_new        (ShumateViewport          *viewport);
void              ibar_basemap_layer_set_map    (IbarBasemapLayer         *self,
                                                 IbarBasemap              *basemap,
                                                 const IbarBasemapOptions *options);
void              ibar_basemap_layer_set_foreign (IbarBasemapLayer        *self,
                                                  IbarTileSupplier        *foreign);
void              ibar_basemap_layer_set_state_func (IbarBasemapLayer     *self,
                                                     IbarBasemapLayerFunc  function,
                                                     gpointer              user_data);
const GError     *ibar_basemap_layer_get_error  (IbarBasemapLayer         *self);
void              ibar_basemap_layer_retry      (IbarBasemapLayer         *self);
void              ibar_basemap_layer_set_target (IbarBasemapLayer         *self,
                                                 const IbarView           *target);
void              ibar_basemap_layer_get_stats  (IbarBasemapLayer         *self,
                                                 IbarTileStats            *stats);
gboolean          ibar_basemap_layer_prepare    (IbarBasemapLayer         *self);
gboolean          ibar_basemap_layer_is_ready   (IbarBasemapLayer         *self);

G_END_DECLS
