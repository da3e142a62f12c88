/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define IBAR_TILE_PICTURE_MOST_BYTES (4u << 20)
#define IBAR_TILE_PICTURE_MOST_SIDE 1024 /* [px] */

/* Decodes a tile that came from outside. */
GdkTexture *ibar_tile_picture_decode (GBytes  *bytes,
                                      GError **error);

G_END_DECLS
