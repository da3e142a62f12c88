/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench-report.h"
#include "ibar-geo.h"
#include "ibar-tile-supplier.h"

G_BEGIN_DECLS

/* Reports what an animated zoom asks of the tile painter, and the tiles' memory. */
void bench_map_zoom (BenchReport      *report,
                     const char       *name,
                     IbarTileSupplier *supplier,
                     IbarPoint         middle);

G_END_DECLS
