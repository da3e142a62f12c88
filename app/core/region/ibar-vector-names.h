/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-box-index.h"
#include "ibar-region.h"

G_BEGIN_DECLS

/* One region of what several tiles name: places, rivers, lakes. */
IbarRegion *ibar_vector_names_collect (IbarRegion *const *tiles,
                                       const IbarBox     *squares,
                                       guint              n_tiles);

G_END_DECLS
