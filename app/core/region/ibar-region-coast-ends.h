/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region-box.h"

G_BEGIN_DECLS

/* Closes coastlines that end within a box; how many of their ends stay open. */
guint ibar_region_close_coasts (OGRGeometryH         lines,
                                const IbarRegionBox *box);

G_END_DECLS
