/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "ibar-box-index.h"
#include "ibar-region.h"

G_BEGIN_DECLS

/* One layer: features over three flat arrays, whatever their number. */
typedef struct
{
  GArray       *features; /* of IbarFeature; points and starts are set when all is read */
  GArray       *points;   /* of double, 2 a point, Web Mercator */
  GArray       *starts;   /* of guint32, n_parts + 1 a feature, in points from the feature's first */
  IbarBoxIndex *index;
} IbarRegionLayer;

/* The administrative areas by name; see ibar-region-admin.c. */
typedef struct _IbarRegionAdmin IbarRegionAdmin;

struct _IbarRegion
{
  gatomicrefcount ref_count;
  char           *path;
  char           *title;
  char           *credits;
  GString        *report;
  IbarExtent      extent;
  IbarExtent      home;
  IbarRegionLayer layers[IBAR_N_LAYERS];
  GArray         *places;   /* of IbarRegionPlace */
  GArray         *profiles; /* of IbarBoundaryProfile */
  IbarElevation   elevation;
  gint16         *metres;   /* (nullable) owned, behind elevation.metres */
  IbarRegionAdmin *admin;   /* (nullable) made when a name is looked for */
  gboolean        chosen;   /* see ibar_region_is_chosen() */
  IbarRegion     *street_names; /* (owned) (nullable) its roads are named and not drawn */
};

IbarRegion *ibar_region_alloc (const char *path);
void        ibar_region_layer_settle (IbarRegionLayer *layer);
void        ibar_region_admin_free (IbarRegionAdmin *self);

gboolean ibar_region_load_elevation (IbarRegion *self,
                                     sqlite3    *db,
                                     GError    **error);

G_END_DECLS
