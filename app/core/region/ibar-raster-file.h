/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define IBAR_RASTER_SIDE 256 /* [px] of the tiles that are read */

/* A file of map pictures: MBTiles, or the tiles of a GeoPackage. */
typedef struct _IbarRasterFile IbarRasterFile;

IbarRasterFile *ibar_raster_file_open           (const char      *path,
                                                 GError         **error);
void            ibar_raster_file_free           (IbarRasterFile  *self);
const char     *ibar_raster_file_get_title      (IbarRasterFile  *self); /* (nullable) */
const char     *ibar_raster_file_get_credit     (IbarRasterFile  *self); /* (nullable) as the file says */
int             ibar_raster_file_get_least_zoom (IbarRasterFile  *self);
int             ibar_raster_file_get_most_zoom  (IbarRasterFile  *self);
/* rgba: not premultiplied, shape [256 * 256 * 4]. empty: nothing of the file is there. */
gboolean        ibar_raster_file_read_tile      (IbarRasterFile  *self,
                                                 int              zoom,
                                                 int              x,
                                                 int              y,
                                                 guint8          *rgba,
                                                 gboolean        *empty,
                                                 GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarRasterFile, ibar_raster_file_free)

G_END_DECLS
