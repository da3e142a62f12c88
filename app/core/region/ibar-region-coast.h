/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region-box.h"

G_BEGIN_DECLS

/* The coastlines of an extract, of which the sea is made. */
typedef struct _IbarRegionCoast IbarRegionCoast;

IbarRegionCoast *ibar_region_coast_new      (void);
void             ibar_region_coast_free     (IbarRegionCoast     *self);
gboolean         ibar_region_coast_take     (IbarRegionCoast     *self,
                                             OGRFeatureH          feature,
                                             const IbarRegionBox *box);
/* (transfer full) (nullable) */
OGRGeometryH     ibar_region_coast_make_sea (IbarRegionCoast     *self,
                                             const IbarRegionBox *box,
                                             guint               *n_open);

G_END_DECLS
