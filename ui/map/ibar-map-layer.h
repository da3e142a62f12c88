/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "ibar-engine.h"

G_BEGIN_DECLS

/* A layer that knows its view and redraws when the viewport changes; parent of every layer of ours. */
#define IBAR_TYPE_MAP_LAYER (ibar_map_layer_get_type ())
G_DECLARE_DERIVABLE_TYPE (IbarMapLayer, ibar_map_layer, IBAR, MAP_LAYER, ShumateLayer)

struct _IbarMapLayerClass
{
  ShumateLayerClass parent_class;
};

void ibar_map_layer_get_view (IbarMapLayer    *self,
                              IbarView        *view);
void ibar_viewport_get_view  (ShumateViewport *viewport,
                              GtkWidget       *widget,
                              IbarView        *view);

G_END_DECLS
