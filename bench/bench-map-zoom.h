/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench-report.h"
#include "ibar-basemap.h"

G_BEGIN_DECLS

/* Reports what an animated zoom asks of the tile painter, and the tiles' memory. */
void bench_map_zoom (BenchReport *report,
                     IbarBasemap *basemap,
                     IbarPoint    middle);

G_END_DECLS
