/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap.h"

G_BEGIN_DECLS

/* The tiles of a level that a frame touches; sideways the world is repeated. */
typedef struct
{
  int zoom;
  int x0, y0, x1, y1;
} IbarTileLevel;

void   ibar_tile_level_init (IbarTileLevel   *self,
                             const IbarFrame *frame,
                             int              zoom);
/* Of a tile that lies within the world: a number that no other tile has. */
gint64 ibar_tile_get_number (int              zoom,
                             int              x,
                             int              y);

G_END_DECLS
