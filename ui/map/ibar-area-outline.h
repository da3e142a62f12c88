/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region.h"

G_BEGIN_DECLS

/* (transfer full): shape [n] of IbarPoint, a ring over the antimeridian runs on */
GArray *ibar_area_get_outline (const IbarFeature *area,
                               guint              most);

G_END_DECLS
