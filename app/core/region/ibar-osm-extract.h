/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-gdal.h"

G_BEGIN_DECLS

/* Opens an OpenStreetMap extract; NULL if it is none. Close with GDALClose(). */
GDALDatasetH ibar_osm_open (const char *path);

G_END_DECLS
