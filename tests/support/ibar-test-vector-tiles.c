/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file of vector tiles, made by somebody else's program: GDAL's writer. */

#include "config.h"

#include "ibar-test-vector-tiles.h"

#include <gdal.h>
#include <glib/gstdio.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>

typedef struct
{
  const char *layer;
  const char *wkt;
  const char *fields; /* key=value, semicolons between */
} Row;

/* Rows of one layer stand together. The square of water reaches over many tiles. */
static const Row rows[] = {
  { "water", "POLYGON ((20.6 42.6, 21.4 42.6, 21.4 43.4, 20.6 43.4, 20.6 42.6))", "class=lake" },
  { "transportation", "LINESTRING (20 42.2, 22 43.6)", "class=motorway" },
  { "transportation", "LINESTRING (20 43.8, 22 42.2)", "class=rail" },
  { "transportation", "LINESTRING (20 43, 22 43)", "class=ferry" },
  /* A street of three names, a road of none, both over many tiles; and one that is a ferry's. */
  { "transportation_name", "LINESTRING (20.2 43.3, 21.8 43.33)",
    "class=primary;name=Cesta;name:sq=Rruga;name:sr=Пут;name:sr-Latn=Put" },
  { "transportation_name", "LINESTRING (20.2 43.5, 21.8 43.55)", "class=primary;ref=M2" },
  { "transportation_name", "LINESTRING (20.2 43.6, 21.8 43.65)", "class=ferry;name=Trajekt" },
  { "waterway", "LINESTRING (20 43.7, 22 43.7)", "class=river" },
  { "waterway", "LINESTRING (20 43.75, 22 43.75)", "class=stream" },
  { "boundary", "LINESTRING (20 42.5, 22 42.5)", "admin_level=2;disputed=0;maritime=0" },
  { "boundary", "LINESTRING (20 42.6, 22 42.6)", "admin_level=2;disputed=1;maritime=0" },
  { "boundary", "LINESTRING (20 42.7, 22 42.7)", "admin_level=2;disputed=0;maritime=1" },
  { "place", "POINT (21.05 43.05)", "class=city;name=Mjesto;name:en=Place;name:sr=Место" },
  { "place", "POINT (20.2 43.6)", "class=village;name=Selo" },
  /* Beside an edge of level 8: the file has it in both tiles. */
  { "place", "POINT (21.095 43.2)", "class=hamlet;name=Edge" },
  { "housenumber", "POINT (21.05 43.05)", "housenumber=7" },
  { "streets", "LINESTRING (21 42.2, 21 43.8)", "kind=primary" },
  { "place_labels", "POINT (21.5 43.5)", "kind=town;population=30000;name=Qytet;name_sq=Qyteti" },
  { "burrows", "POLYGON ((20.1 42.3, 20.3 42.3, 20.3 42.5, 20.1 42.5, 20.1 42.3))", "animal=badger" },
  { "burrows", "LINESTRING (20.1 42.2, 20.4 42.2)", "animal=fox" },
  { "burrows", "POINT (20.5 42.4)", "animal=mole;name=Hole" },
};

static void
add_fields (OGRLayerH layer, const char *fields)
{
  g_auto (GStrv) pairs = g_strsplit (fields, ";", -1);

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      g_auto (GStrv) parts = g_strsplit (*pair, "=", 2);
      gboolean number = g_ascii_isdigit (parts[1][0]);
      OGRFieldDefnH field;

      if (OGR_FD_GetFieldIndex (OGR_L_GetLayerDefn (layer), parts[0]) >= 0)
        continue;
      field = OGR_Fld_Create (parts[0], number ? OFTInteger : OFTString);
      OGR_L_CreateField (layer, field, TRUE);
      OGR_Fld_Destroy (field);
    }
}

static void
add_row (OGRLayerH layer, const Row *row)
{
  g_auto (GStrv) pairs = g_strsplit (row->fields, ";", -1);
  OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  OGRGeometryH geometry = NULL;
  char *wkt = (char *) row->wkt;

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      g_auto (GStrv) parts = g_strsplit (*pair, "=", 2);

      OGR_F_SetFieldString (feature, OGR_F_GetFieldIndex (feature, parts[0]), parts[1]);
    }
  g_assert_cmpint (OGR_G_CreateFromWkt (&wkt, NULL, &geometry), ==, OGRERR_NONE);
  OGR_F_SetGeometryDirectly (feature, geometry);
  g_assert_cmpint (OGR_L_CreateFeature (layer, feature), ==, OGRERR_NONE);
  OGR_F_Destroy (feature);
}

/* GDAL's writer wants every field of a layer before its first row. */
static void
add_layer (GDALDatasetH dataset, OGRSpatialReferenceH srs, const Row *first, guint n)
{
  OGRLayerH layer = GDALDatasetCreateLayer (dataset, first->layer, srs, wkbUnknown, NULL);

  g_assert_nonnull (layer);
  for (guint i = 0; i < n; i++)
    add_fields (layer, first[i].fields);
  for (guint i = 0; i < n; i++)
    add_row (layer, &first[i]);
}

char *
ibar_test_vector_tiles_make (const char *folder)
{
  char *path = g_build_filename (folder, "vector.mbtiles", NULL);
  const char *const options[] = { "MINZOOM=6", "MAXZOOM=10", "NAME=Burrows", NULL };
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);
  GDALDatasetH dataset;
  guint n;

  GDALAllRegister ();
  OSRImportFromEPSG (srs, 4326);
  OSRSetAxisMappingStrategy (srs, OAMS_TRADITIONAL_GIS_ORDER);
  g_unlink (path);
  dataset = GDALCreate (GDALGetDriverByName ("MBTiles"), path, 0, 0, 0, GDT_Unknown, (char **) options);
  g_assert_nonnull (dataset);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i += n)
    {
      for (n = 1; i + n < G_N_ELEMENTS (rows) && g_str_equal (rows[i].layer, rows[i + n].layer); n++)
        ;
      add_layer (dataset, srs, &rows[i], n);
    }
  GDALClose (dataset);
  OSRDestroySpatialReference (srs);
  return path;
}

void
ibar_test_vector_tiles_spoil (const char *path, int zoom, GBytes *bytes)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db,
                      bytes != NULL ? "UPDATE tiles SET tile_data = ?2 WHERE zoom_level = ?1"
                                    : "DELETE FROM tiles WHERE zoom_level = ?1",
                      -1, &stmt, NULL);
  sqlite3_bind_int (stmt, 1, zoom);
  if (bytes != NULL)
    {
      gsize size;
      const void *data = g_bytes_get_data (bytes, &size);

      sqlite3_bind_blob (stmt, 2, data != NULL ? data : "", (int) size, SQLITE_TRANSIENT);
    }
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  g_assert_cmpint (sqlite3_changes (db), >, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
}
