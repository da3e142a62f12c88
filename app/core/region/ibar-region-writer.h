/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-region.h"
#include "ibar-gdal.h"

G_BEGIN_DECLS

/* Writes a region's GeoPackage: the compiler of our own data and the builder from open data share it. */
typedef struct _IbarRegionWriter IbarRegionWriter;

/* What a row says beside its geometry; strings (nullable), copied. */
typedef struct
{
  const char *id;
  IbarNames   names;
  const char *kind;
  int         rank;          /* 0 = most important */
  gboolean    highlight;
  gboolean    schematic;
  const char *neighbour;
  const char *note;
  /* places only */
  const char *admin_area;
  double      uncertainty_m; /* [m] */
  gint64      population;    /* -1 = not stated */
  gboolean    verified;
  const char *source;
} IbarRegionRecord;

IbarRegionWriter *ibar_region_writer_new         (const char             *path,
                                                  GDALDatasetH            elevation,
                                                  GCancellable           *cancellable,
                                                  GError                **error);
void              ibar_region_writer_free        (IbarRegionWriter       *self);
gboolean          ibar_region_writer_add_feature (IbarRegionWriter       *self,
                                                  IbarLayer               layer,
                                                  OGRGeometryH            geometry,
                                                  const IbarRegionRecord *record,
                                                  GError                **error);
gboolean          ibar_region_writer_add_place   (IbarRegionWriter       *self,
                                                  IbarPoint               point,
                                                  const IbarRegionRecord *record,
                                                  GError                **error);
gboolean          ibar_region_writer_add_profile (IbarRegionWriter       *self,
                                                  const IbarBoundaryProfile *profile,
                                                  GError                **error);
gboolean          ibar_region_writer_add_credit  (IbarRegionWriter       *self,
                                                  const char             *text,
                                                  const char             *licence,
                                                  const char             *url,
                                                  GError                **error);
gboolean          ibar_region_writer_set_info    (IbarRegionWriter       *self,
                                                  const char             *key,
                                                  const char             *value,
                                                  GError                **error);
gboolean          ibar_region_writer_set_extent  (IbarRegionWriter       *self,
                                                  const char             *key,
                                                  const IbarExtent       *extent,
                                                  GError                **error);
gboolean          ibar_region_writer_finish      (IbarRegionWriter       *self,
                                                  GError                **error);

/* The layers as tables of the GeoPackage, and the least they accept. */
const char       *ibar_layer_get_table           (IbarLayer               layer);
gboolean          ibar_layer_from_table          (const char             *table,
                                                  IbarLayer              *layer);
gboolean          ibar_layer_is_area             (IbarLayer               layer);
/* How important a feature is by what it is; 0 = most. */
int               ibar_region_rank_place         (const char             *kind,
                                                  gint64                  population,
                                                  gboolean                highlight);
int               ibar_region_rank_line          (IbarLayer               layer,
                                                  const char             *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarRegionWriter, ibar_region_writer_free)

G_END_DECLS
