/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region-box.h"

G_BEGIN_DECLS

/* dem: (nullable) tiles, ended by NULL. The elevation over the region's box, close with GDALClose(); NULL without an error if
 * there are no tiles. */
gboolean ibar_region_join_elevation (const char *const   *dem,
                                     const IbarRegionBox *box,
                                     GDALDatasetH        *joined,
                                     GError             **error);

G_END_DECLS
