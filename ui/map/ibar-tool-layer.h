/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-map-layer.h"
#include "ibar-region.h"
#include "ibar-style.h"

G_BEGIN_DECLS

/* What lies above the map for a while: the chosen area, the area filter, a measured path, the crosshair. */
#define IBAR_TYPE_TOOL_LAYER (ibar_tool_layer_get_type ())
G_DECLARE_FINAL_TYPE (IbarToolLayer, ibar_tool_layer, IBAR, TOOL_LAYER, IbarMapLayer)

IbarToolLayer *ibar_tool_layer_new           (ShumateViewport   *viewport);
void           ibar_tool_layer_set_style     (IbarToolLayer     *self,
                                              const IbarStyle   *style);
/* The outline of the admin area that is selected; lives as long as its region. (nullable) */
void           ibar_tool_layer_set_feature   (IbarToolLayer     *self,
                                              const IbarFeature *feature);
/* The filter's area, dimming what lies outside of it. */
void           ibar_tool_layer_set_filter    (IbarToolLayer     *self,
                                              const IbarPoint   *ring,
                                              gsize              n_points);
/* A path being drawn; closed: an area. */
void           ibar_tool_layer_set_path      (IbarToolLayer     *self,
                                              const IbarPoint   *points,
                                              gsize              n_points,
                                              gboolean           closed);
/* Where the next corner would go, joined to the path; NAN: nowhere. cross: drawn for the keyboard. */
void           ibar_tool_layer_set_next      (IbarToolLayer     *self,
                                              IbarPoint          point,
                                              gboolean           cross);

G_END_DECLS
