/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "ibar-geo.h"

G_BEGIN_DECLS

/* Bytes of a point as we write it: header without an envelope, little endian, EPSG:4326. */
#define IBAR_GPKG_POINT_SIZE 29

typedef enum
{
  IBAR_GEOMETRY_EMPTY,
  IBAR_GEOMETRY_POINT, /* a part is a run of one point */
  IBAR_GEOMETRY_LINE,  /* a part is a line */
  IBAR_GEOMETRY_AREA,  /* a part is a ring; outer rings and holes, even-odd */
} IbarGeometryKind;

/* Any geometry, flattened: part p is the points from starts[p] to starts[p + 1]. Reused from row to
 * row, so that reading a layer allocates for its largest feature only. */
typedef struct
{
  IbarGeometryKind kind;
  gint32           srs_id;
  GArray          *points; /* (owned) of IbarPoint, x in longitude and y in latitude whatever the SRS */
  GArray          *starts; /* (owned) of guint32, [n_parts + 1] */
} IbarGeometry;

void     ibar_geometry_init              (IbarGeometry  *geometry);
void     ibar_geometry_clear             (IbarGeometry  *geometry);
guint    ibar_geometry_get_n_parts       (const IbarGeometry *geometry);

void     ibar_gpkg_encode_point          (IbarPoint      point,
                                          guint8         blob[IBAR_GPKG_POINT_SIZE]);
gboolean ibar_gpkg_decode_point          (const guint8  *blob,
                                          gsize          size,
                                          IbarPoint     *point);
gboolean ibar_gpkg_parse                 (const guint8  *blob,
                                          gsize          size,
                                          IbarGeometry  *geometry,
                                          GError       **error);
gboolean ibar_gpkg_parse_wkb             (const guint8  *wkb,
                                          gsize          size,
                                          IbarGeometry  *geometry,
                                          GError       **error);
/* In ibar-gpkg-sql.c. */
gboolean ibar_gpkg_get_bounds            (const guint8  *blob,
                                          gsize          size,
                                          double         bounds[4]);
/* ST_MinX … ST_IsEmpty, as the R*Tree triggers of a GeoPackage call them. */
int      ibar_gpkg_register_functions    (sqlite3       *db);
/* Writes the extent of a point layer's rows into gpkg_contents. */
gboolean ibar_gpkg_update_extent         (sqlite3       *db,
                                          const char    *path,
                                          const char    *table,
                                          GError       **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IbarGeometry, ibar_geometry_clear)

G_END_DECLS
