/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap.h"

G_BEGIN_DECLS

/* Shaded relief with hypsometric tint, from a grid of heights. Immutable, shared by threads. */
typedef struct _IbarRelief IbarRelief;

IbarRelief *ibar_relief_new  (const IbarElevation *elevation);
void        ibar_relief_free (IbarRelief          *self);
void        ibar_relief_draw (IbarRelief          *self,
                              cairo_t             *cr,
                              const IbarFrame     *frame,
                              const IbarStyle     *style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarRelief, ibar_relief_free)

G_END_DECLS
