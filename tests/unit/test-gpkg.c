/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometry blobs: our points, everybody's geometries, and bytes that lie about themselves. GDAL is
 * the oracle: it writes what we read, and reads what we write. */

#include "config.h"

#include <locale.h>
#include <math.h>

#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "ibar-error.h"
#include "ibar-gpkg.h"

static GBytes *
blob_from_wkt (const char *wkt, OGRwkbByteOrder order)
{
  OGRGeometryH geometry = NULL;
  char *text = (char *) wkt;
  guint8 *blob;
  int size;

  g_assert_cmpint (OGR_G_CreateFromWkt (&text, NULL, &geometry), ==, OGRERR_NONE);
  size = OGR_G_WkbSize (geometry);
  blob = g_malloc ((gsize) size + 8);
  memcpy (blob, "GP\0\1\xe6\x10\0\0", 8);
  g_assert_cmpint (OGR_G_ExportToIsoWkb (geometry, order, blob + 8), ==, OGRERR_NONE);
  OGR_G_DestroyGeometry (geometry);
  return g_bytes_new_take (blob, (gsize) size + 8);
}

static void
test_point_round_trip (void)
{
  static const IbarPoint points[]
      = { { 20.86576, 42.89633 }, { -180, -90 }, { 180, 90 }, { 0, 0 }, { 1e-300, -1e-300 } };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      guint8 blob[IBAR_GPKG_POINT_SIZE];
      OGRGeometryH geometry = NULL;
      IbarPoint back;

      ibar_gpkg_encode_point (points[i], blob);
      g_assert_true (ibar_gpkg_decode_point (blob, sizeof blob, &back));
      g_assert_cmpmem (&back, sizeof back, &points[i], sizeof back);
      g_assert_cmpint (OGR_G_CreateFromWkb (blob + 8, NULL, &geometry, sizeof blob - 8), ==,
                       OGRERR_NONE);
      g_assert_cmpfloat (OGR_G_GetX (geometry, 0), ==, points[i].longitude);
      g_assert_cmpfloat (OGR_G_GetY (geometry, 0), ==, points[i].latitude);
      OGR_G_DestroyGeometry (geometry);
    }
}

static void
test_point_empty (void)
{
  IbarPoint nowhere = { NAN, NAN };
  guint8 blob[IBAR_GPKG_POINT_SIZE];
  IbarPoint back;

  ibar_gpkg_encode_point (nowhere, blob);
  g_assert_true (ibar_gpkg_decode_point (blob, sizeof blob, &back));
  g_assert_false (ibar_point_is_placed (back));
  g_assert_false (ibar_gpkg_decode_point (NULL, 0, &back));
  for (gsize size = 0; size < sizeof blob; size++)
    g_assert_false (ibar_gpkg_decode_point (blob, size, &back));
}

static void
test_parse (void)
{
  static const struct
  {
    const char *wkt;
    IbarGeometryKind kind;
    guint n_parts, n_points;
  } cases[] = {
    { "POINT (1 2)", IBAR_GEOMETRY_POINT, 1, 1 },
    { "POINT Z (1 2 3)", IBAR_GEOMETRY_POINT, 1, 1 },
    { "POINT EMPTY", IBAR_GEOMETRY_EMPTY, 0, 0 },
    { "LINESTRING (0 0, 1 1, 2 0)", IBAR_GEOMETRY_LINE, 1, 3 },
    { "LINESTRING ZM (0 0 9 9, 1 1 9 9)", IBAR_GEOMETRY_LINE, 1, 2 },
    { "LINESTRING EMPTY", IBAR_GEOMETRY_EMPTY, 0, 0 },
    { "POLYGON ((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1))", IBAR_GEOMETRY_AREA, 2, 8 },
    { "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((9 9, 9 8, 8 8, 9 9)))", IBAR_GEOMETRY_AREA, 2, 8 },
    { "MULTILINESTRING M ((0 0 1, 1 1 1), (2 2 1, 3 3 1, 4 4 1))", IBAR_GEOMETRY_LINE, 2, 5 },
    { "MULTIPOINT ((0 0), (1 1))", IBAR_GEOMETRY_POINT, 2, 2 },
    { "GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1), MULTILINESTRING ((2 2, 3 3)))",
      IBAR_GEOMETRY_LINE, 2, 4 },
    { "GEOMETRYCOLLECTION EMPTY", IBAR_GEOMETRY_EMPTY, 0, 0 },
  };
  g_auto (IbarGeometry) geometry;

  ibar_geometry_init (&geometry);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      guint c = i / 2;
      g_autoptr (GBytes) blob = blob_from_wkt (cases[c].wkt, i % 2 ? wkbXDR : wkbNDR);
      g_autoptr (GError) error = NULL;
      gsize size;
      const guint8 *data = g_bytes_get_data (blob, &size);

      g_assert_true (ibar_gpkg_parse (data, size, &geometry, &error));
      g_assert_no_error (error);
      g_assert_cmpint (geometry.kind, ==, cases[c].kind);
      g_assert_cmpint (geometry.srs_id, ==, 4326);
      g_assert_cmpuint (ibar_geometry_get_n_parts (&geometry), ==, cases[c].n_parts);
      g_assert_cmpuint (geometry.points->len, ==, cases[c].n_points);
      g_assert_cmpuint (g_array_index (geometry.starts, guint32, cases[c].n_parts), ==,
                        cases[c].n_points);

      /* Cut anywhere it is an error and never a read beyond the end (the copy has no slack). */
      for (gsize cut = 0; cut < size; cut++)
        {
          g_autofree guint8 *part = g_memdup2 (data, cut);

          g_assert_false (ibar_gpkg_parse (part, cut, &geometry, NULL));
          g_assert_cmpuint (geometry.points->len, ==, 0);
        }
    }
}

static void
test_parse_refuses (void)
{
  static const struct
  {
    const char *wkt, *says;
  } cases[] = {
    { "GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (0 0, 1 1))", "mixes" },
    { "CIRCULARSTRING (0 0, 1 1, 2 0)", "cannot be drawn" },
    { "GEOMETRYCOLLECTION (GEOMETRYCOLLECTION (GEOMETRYCOLLECTION (GEOMETRYCOLLECTION ("
      "GEOMETRYCOLLECTION (POINT (1 1))))))",
      "nested" },
  };
  static const guint8 huge[]
      = { 'G', 'P', 0, 1, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 2, 3 };
  static const guint8 envelope[] = { 'G', 'P', 0, 0x0f, 0, 0, 0, 0, 1, 1, 0, 0, 0 };
  g_auto (IbarGeometry) geometry;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) line = blob_from_wkt ("LINESTRING (0 0, 1 1)", wkbNDR);
  g_autofree guint8 *infinite = g_memdup2 (g_bytes_get_data (line, NULL), g_bytes_get_size (line));
  double infinity = INFINITY;

  ibar_geometry_init (&geometry);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) blob = blob_from_wkt (cases[i].wkt, wkbNDR);

      g_assert_false (ibar_gpkg_parse (g_bytes_get_data (blob, NULL), g_bytes_get_size (blob),
                                       &geometry, &error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_clear_error (&error);
    }
  g_assert_false (ibar_gpkg_parse (huge, sizeof huge, &geometry, &error));
  g_assert_nonnull (strstr (error->message, "more points"));
  g_clear_error (&error);
  g_assert_false (ibar_gpkg_parse (envelope, sizeof envelope, &geometry, &error));
  g_assert_nonnull (strstr (error->message, "begin like"));
  g_clear_error (&error);

  memcpy (infinite + g_bytes_get_size (line) - 8, &infinity, 8);
  g_assert_false (ibar_gpkg_parse (infinite, g_bytes_get_size (line), &geometry, &error));
  g_assert_nonnull (strstr (error->message, "not a number"));
}

/* Ten thousand random blobs made from good ones: nothing crashes, memory stays in proportion. */
static void
test_parse_random (void)
{
  g_autoptr (GBytes) good
      = blob_from_wkt ("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((9 9, 9 8, 8 8, 9 9)))", wkbNDR);
  gsize size = g_bytes_get_size (good);
  g_auto (IbarGeometry) geometry;

  ibar_geometry_init (&geometry);
  for (int round = 0; round < 10000; round++)
    {
      g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (good, NULL), size);

      for (int i = g_test_rand_int_range (1, 6); i > 0; i--)
        data[g_test_rand_int_range (0, (gint32) size)] = (guint8) g_test_rand_int_range (0, 256);
      ibar_gpkg_parse (data, size, &geometry, NULL);
      g_assert_cmpuint (geometry.points->len, <=, size / 16);
    }
}

static double
query_double (sqlite3 *db, const char *sql, GBytes *blob, int *type)
{
  sqlite3_stmt *stmt = NULL;
  double value;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  if (blob != NULL)
    sqlite3_bind_blob (stmt, 1, g_bytes_get_data (blob, NULL), (int) g_bytes_get_size (blob), NULL);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  *type = sqlite3_column_type (stmt, 0);
  value = sqlite3_column_double (stmt, 0);
  sqlite3_finalize (stmt);
  return value;
}

static void
test_functions (void)
{
  g_autoptr (GBytes) line = blob_from_wkt ("LINESTRING (3 -4, 1 8)", wkbNDR);
  g_autoptr (GBytes) point = blob_from_wkt ("POINT (5 6)", wkbNDR);
  g_autoptr (GBytes) empty = blob_from_wkt ("POINT EMPTY", wkbNDR);
  sqlite3 *db = NULL;
  int type;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_cmpint (ibar_gpkg_register_functions (db), ==, SQLITE_OK);
  g_assert_cmpfloat (query_double (db, "SELECT ST_MinX(?)", line, &type), ==, 1);
  g_assert_cmpfloat (query_double (db, "SELECT ST_MaxX(?)", line, &type), ==, 3);
  g_assert_cmpfloat (query_double (db, "SELECT ST_MinY(?)", line, &type), ==, -4);
  g_assert_cmpfloat (query_double (db, "SELECT ST_MaxY(?)", line, &type), ==, 8);
  g_assert_cmpfloat (query_double (db, "SELECT ST_MaxY(?)", point, &type), ==, 6);
  g_assert_cmpfloat (query_double (db, "SELECT ST_IsEmpty(?)", point, &type), ==, 0);
  g_assert_cmpfloat (query_double (db, "SELECT ST_IsEmpty(?)", empty, &type), ==, 1);
  query_double (db, "SELECT ST_MinX(?)", empty, &type);
  g_assert_cmpint (type, ==, SQLITE_NULL);
  query_double (db, "SELECT ST_IsEmpty(NULL)", NULL, &type);
  g_assert_cmpint (type, ==, SQLITE_NULL);
  sqlite3_close (db);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/gpkg/point-round-trip", test_point_round_trip);
  g_test_add_func ("/gpkg/point-empty", test_point_empty);
  g_test_add_func ("/gpkg/parse", test_parse);
  g_test_add_func ("/gpkg/parse-refuses", test_parse_refuses);
  g_test_add_func ("/gpkg/parse-random", test_parse_random);
  g_test_add_func ("/gpkg/functions", test_functions);
  return g_test_run ();
}
