/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-engine.h"
#include "ibar-tile-painter.h"

G_BEGIN_DECLS

/* The tiles of one zoom that a view touches. */
typedef struct
{
  int zoom; /* [1/1000] */
  guint generation;
  int x0, y0, x1, y1;
  double world; /* [px] at that zoom */
  double side;  /* [px] of a tile at that zoom */
} IbarBasemapLevel;

void     ibar_basemap_level_init        (IbarBasemapLevel       *self,
                                         const IbarView         *view,
                                         int                     zoom,
                                         double                  side,
                                         guint                   generation);
/* Appends its tiles, IbarTileKey, from the middle outwards. */
void     ibar_basemap_level_append_keys (const IbarBasemapLevel *self,
                                         GArray                 *keys);
gboolean ibar_basemap_level_is_complete (const IbarBasemapLevel *self,
                                         IbarTilePainter        *painter);
void     ibar_basemap_level_show        (const IbarBasemapLevel *self,
                                         IbarTilePainter        *painter,
                                         GtkWidget              *widget,
                                         GtkSnapshot            *snapshot,
                                         const IbarView         *view);

G_END_DECLS
