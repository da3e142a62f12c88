/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-basemap.h"

G_BEGIN_DECLS

#define IBAR_TILE_PIXELS 512 /* [device px] a tile's side */

/* Which tile: of a zoom [1/1000 level], of a picture of the map (generation), row and column. */
typedef struct
{
  guint generation;
  int   zoom;
  int   x, y;
} IbarTileKey;

typedef struct
{
  guint painted;
  guint dropped; /* asked for, and no longer wanted when their turn came */
  gsize bytes;   /* held by the cache */
  gsize budget;  /* the cache's bound */
} IbarTileStats;

typedef struct _IbarTilePainter IbarTilePainter;
typedef void (*IbarTileReadyFunc) (gpointer user_data);

IbarTilePainter *ibar_tile_painter_new       (IbarTileReadyFunc         ready,
                                              gpointer                  user_data);
void             ibar_tile_painter_free      (IbarTilePainter          *self);
guint            ibar_tile_painter_set_map   (IbarTilePainter          *self,
                                              IbarBasemap              *basemap,
                                              const IbarBasemapOptions *options,
                                              int                       scale_factor);
GdkTexture      *ibar_tile_painter_lookup    (IbarTilePainter          *self,
                                              const IbarTileKey        *key);
void             ibar_tile_painter_want      (IbarTilePainter          *self,
                                              const IbarTileKey        *keys,
                                              gsize                     n_keys);
void             ibar_tile_painter_get_stats (IbarTilePainter          *self,
                                              IbarTileStats            *stats);
gboolean         ibar_tile_painter_is_idle   (IbarTilePainter          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarTilePainter, ibar_tile_painter_free)

G_END_DECLS
