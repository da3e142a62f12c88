/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-labels.h"
#include "ibar-map-layer.h"

G_BEGIN_DECLS

/* The base map's names, above the tiles and below the marks. */
#define IBAR_TYPE_LABELS_LAYER (ibar_labels_layer_get_type ())
G_DECLARE_FINAL_TYPE (IbarLabelsLayer, ibar_labels_layer, IBAR, LABELS_LAYER, IbarMapLayer)

IbarLabelsLayer *ibar_labels_layer_new        (ShumateViewport           *viewport);
void             ibar_labels_layer_set_region (IbarLabelsLayer           *self,
                                               IbarRegion                *region);
void             ibar_labels_layer_set_look   (IbarLabelsLayer           *self,
                                               const IbarStyle           *style,
                                               const IbarNameSetting     *names,
                                               const IbarBoundaryProfile *profile);
/* Room that labels leave free: the marks. */
void             ibar_labels_layer_set_obstacles (IbarLabelsLayer        *self,
                                                  const IbarObstacle     *obstacles,
                                                  guint                   n_obstacles);
/* What lies over the map: no name reaches below it while the map rests. */
void             ibar_labels_layer_add_cover  (IbarLabelsLayer           *self,
                                               GtkWidget                 *cover);
gboolean         ibar_labels_layer_is_covered (IbarLabelsLayer           *self,
                                               guint                      index);
const IbarLabel *ibar_labels_layer_hit        (IbarLabelsLayer           *self,
                                               double                     x,
                                               double                     y);
const IbarLabel *ibar_labels_layer_get_labels (IbarLabelsLayer          *self,
                                               guint                    *n_labels);
void             ibar_labels_layer_prepare     (IbarLabelsLayer           *self);

G_END_DECLS
