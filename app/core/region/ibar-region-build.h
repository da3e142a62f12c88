/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-geo.h"

G_BEGIN_DECLS

/* What a detailed region is made of. */
typedef struct
{
  const char        *osm;         /* an OpenStreetMap extract, .osm.pbf or .osm */
  const char *const *dem;         /* (nullable) elevation tiles, ended by NULL */
  IbarExtent         bbox;        /* what the region covers */
  const char        *title;       /* (nullable) the extract's name otherwise */
  const char *const *credits;     /* (nullable) for the elevation, ended by NULL */
  int                admin_level; /* of the areas (OpenStreetMap's admin_level), 0: the finest there is */
} IbarRegionBuild;

/* share: 0 … 1; negative: not known. */
typedef void (*IbarRegionProgress) (double share, gpointer user_data);

gboolean ibar_region_build (const IbarRegionBuild *build,
                            const char            *path,
                            IbarRegionProgress     progress,
                            gpointer               user_data,
                            GCancellable          *cancellable,
                            GError               **error);

G_END_DECLS
