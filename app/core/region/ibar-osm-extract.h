/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "ibar-gdal.h"

G_BEGIN_DECLS

/* Opens an OpenStreetMap extract; NULL if it is none. Close with GDALClose(). any_order: its nodes are not sorted, or have
 * negative numbers, as those of an editor have. */
GDALDatasetH ibar_osm_open (const char *path,
                            gboolean    any_order);

G_END_DECLS
