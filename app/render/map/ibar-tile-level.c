/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tiles as other people cut the world: 2^zoom of them from west to east, and as many from north to south. */

#define G_LOG_DOMAIN "ibar-tile-level"

#include "config.h"

#include "ibar-tile-level.h"

#include <math.h>

void
ibar_tile_level_init (IbarTileLevel *self, const IbarFrame *frame, int zoom)
{
  double n = exp2 (zoom), last = n - 1;

  self->zoom = zoom;
  self->x0 = (int) floor (frame->x0 * n);
  self->y0 = (int) CLAMP (floor (frame->y0 * n), 0, last);
  self->x1 = (int) ceil ((frame->x0 + frame->width / frame->world) * n - 1e-9) - 1;
  self->y1 = (int) CLAMP (ceil ((frame->y0 + frame->height / frame->world) * n - 1e-9) - 1, 0, last);
}

gint64
ibar_tile_get_number (int zoom, int x, int y)
{
  return ((gint64) zoom << 56) | ((gint64) y << 28) | x;
}
