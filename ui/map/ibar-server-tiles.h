/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-tile-supplier.h"

G_BEGIN_DECLS

/* Tiles of a server that the user has named and chosen. */
#define IBAR_TYPE_SERVER_TILES (ibar_server_tiles_get_type ())
G_DECLARE_FINAL_TYPE (IbarServerTiles, ibar_server_tiles, IBAR, SERVER_TILES, GObject)

IbarTileSupplier *ibar_server_tiles_new (const char *pattern,
                                         int         most_zoom);
/* At the program's end. */
void              ibar_server_tiles_write_cache (void);

G_END_DECLS
