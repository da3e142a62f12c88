/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* The reference a viewport needs: Web Mercator, tiles of 256 units, and the least and most zoom. */
#define IBAR_TYPE_MAP_SOURCE (ibar_map_source_get_type ())
G_DECLARE_FINAL_TYPE (IbarMapSource, ibar_map_source, IBAR, MAP_SOURCE, ShumateMapSource)

#define IBAR_MAP_LEAST_ZOOM 3
#define IBAR_MAP_MOST_ZOOM 18

ShumateMapSource *ibar_map_source_new (void);

G_END_DECLS
