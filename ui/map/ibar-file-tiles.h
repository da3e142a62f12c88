/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-raster-file.h"
#include "ibar-tile-supplier.h"

G_BEGIN_DECLS

/* Tiles of a file on this computer. */
#define IBAR_TYPE_FILE_TILES (ibar_file_tiles_get_type ())
G_DECLARE_FINAL_TYPE (IbarFileTiles, ibar_file_tiles, IBAR, FILE_TILES, GObject)

/* Takes the file. */
IbarTileSupplier *ibar_file_tiles_new (IbarRasterFile *file);

G_END_DECLS
