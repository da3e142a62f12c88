/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "ibar-region.h"
#include "ibar-style.h"

G_BEGIN_DECLS

/* From Web Mercator [0, 1] to device-independent pixels: px = (x - x0) * world. */
typedef struct
{
  double x0, y0; /* of the drawing's north-west corner */
  double world;  /* [px] the world's side: 256 * 2^zoom * magnification */
  double width, height; /* [px] */
  double zoom;   /* what is drawn and how wide depends on this, not on world */
  double scale;  /* [px per style unit] 1 on a plain screen, 2 for 512-px tiles of 256 units */
} IbarFrame;

typedef struct
{
  const IbarStyle           *style;
  const IbarBoundaryProfile *profile; /* (nullable) the first one of the region */
  gboolean                   relief;
  gboolean                   boundaries; /* FALSE: the blind map */
} IbarBasemapOptions;

/* The prepared base map of one region: geometry generalised by zoom, relief by level. Thread-safe. */
typedef struct _IbarBasemap IbarBasemap;

IbarBasemap *ibar_basemap_new   (IbarRegion               *region);
IbarBasemap *ibar_basemap_ref   (IbarBasemap              *self);
void         ibar_basemap_unref (IbarBasemap              *self);
IbarRegion  *ibar_basemap_get_region (IbarBasemap         *self);
/* Draws without any text. Drawing a frame in pieces gives the same picture as drawing it whole. */
void         ibar_basemap_draw  (IbarBasemap              *self,
                                 cairo_t                  *cr,
                                 const IbarFrame          *frame,
                                 const IbarBasemapOptions *options);
void         ibar_frame_init_tile (IbarFrame              *frame,
                                   guint                   x,
                                   guint                   y,
                                   guint                   zoom_level,
                                   int                     size_px);
void         ibar_frame_init_view (IbarFrame              *frame,
                                   const IbarView         *view,
                                   double                  scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarBasemap, ibar_basemap_unref)

G_END_DECLS
