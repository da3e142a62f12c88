/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-gdal.h"
#include "ibar-region-build.h"

G_BEGIN_DECLS

/* The elevation over the region's box, close with GDALClose(); NULL without an error if there are no tiles. */
gboolean ibar_region_join_elevation (const IbarRegionBuild *build,
                                     GDALDatasetH          *joined,
                                     GError               **error);

G_END_DECLS
