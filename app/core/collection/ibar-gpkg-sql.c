/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The SQL functions that a GeoPackage's triggers expect, and the box of a table's rows. */

#define G_LOG_DOMAIN "ibar-gpkg"

#include "config.h"

#include "ibar-gpkg.h"

#include <math.h>

#include "ibar-sqlite.h"

/**
 * ibar_gpkg_get_bounds:
 * @blob: (nullable) (array length=size): a GeoPackage geometry
 * @size: [bytes]
 * @bounds: (out): shape [4]: min x, max x, min y, max y
 *
 * The box of any geometry. What is not placed, empty, or no geometry has none.
 *
 * Returns: FALSE if there is none
 *
 * Cost: O(1) for points, otherwise O(size).
 */
gboolean
ibar_gpkg_get_bounds (const guint8 *blob, gsize size, double bounds[4])
{
  g_auto (IbarGeometry) geometry;
  IbarPoint point;

  ibar_geometry_init (&geometry);
  if (ibar_gpkg_decode_point (blob, size, &point))
    {
      if (!ibar_point_is_placed (point))
        return FALSE;
      bounds[0] = bounds[1] = point.longitude;
      bounds[2] = bounds[3] = point.latitude;
      return TRUE;
    }
  if (!ibar_gpkg_parse (blob, size, &geometry, NULL) || geometry.points->len == 0)
    return FALSE;
  bounds[0] = bounds[2] = INFINITY;
  bounds[1] = bounds[3] = -INFINITY;
  for (guint i = 0; i < geometry.points->len; i++)
    {
      point = g_array_index (geometry.points, IbarPoint, i);
      bounds[0] = MIN (bounds[0], point.longitude);
      bounds[1] = MAX (bounds[1], point.longitude);
      bounds[2] = MIN (bounds[2], point.latitude);
      bounds[3] = MAX (bounds[3], point.latitude);
    }
  return TRUE;
}

/* ST_MinX, ST_MaxX, ST_MinY, ST_MaxY: the user data is the index into the box. */
static void
sql_bound (sqlite3_context *context, int argc, sqlite3_value **argv)
{
  double bounds[4];

  if (sqlite3_value_type (argv[0]) == SQLITE_BLOB
      && ibar_gpkg_get_bounds (sqlite3_value_blob (argv[0]), (gsize) sqlite3_value_bytes (argv[0]),
                               bounds))
    sqlite3_result_double (context, bounds[GPOINTER_TO_INT (sqlite3_user_data (context))]);
  else
    sqlite3_result_null (context);
}

/* ST_IsEmpty: NULL for what is no geometry, as GDAL does. */
static void
sql_is_empty (sqlite3_context *context, int argc, sqlite3_value **argv)
{
  double bounds[4];

  if (sqlite3_value_type (argv[0]) != SQLITE_BLOB)
    sqlite3_result_null (context);
  else
    sqlite3_result_int (context,
                        !ibar_gpkg_get_bounds (sqlite3_value_blob (argv[0]),
                                               (gsize) sqlite3_value_bytes (argv[0]), bounds));
}

/**
 * ibar_gpkg_register_functions:
 * @db: a connection
 *
 * Gives a connection the functions that GeoPackage's R*Tree triggers call, so that rows may be
 * written.
 *
 * Returns: an SQLite result code
 *
 * Source: OGC 12-128r17, annex F.3.
 */
int
ibar_gpkg_register_functions (sqlite3 *db)
{
  static const char *const bounds[] = { "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY" };
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int rc = SQLITE_OK;

  for (int i = 0; i < (int) G_N_ELEMENTS (bounds) && rc == SQLITE_OK; i++)
    rc = sqlite3_create_function_v2 (db, bounds[i], 1, flags, GINT_TO_POINTER (i), sql_bound, NULL,
                                     NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2 (db, "ST_IsEmpty", 1, flags, NULL, sql_is_empty, NULL, NULL,
                                     NULL);
  return rc;
}

/**
 * ibar_gpkg_update_extent:
 * @db: a connection with ibar_gpkg_register_functions()
 * @path: its file, for the error
 * @table: a feature table whose geometry column is geom
 * @error: return location
 *
 * Writes what the rows span into gpkg_contents, where other programs look first. The R*Tree would
 * know it sooner, but rounds to 32 bits.
 *
 * Returns: FALSE with @error set if it could not be written
 *
 * Cost: O(rows).
 */
gboolean
ibar_gpkg_update_extent (sqlite3 *db, const char *path, const char *table, GError **error)
{
  char *sql = sqlite3_mprintf (
      "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = "
      "(SELECT min(ST_MinX(geom)), min(ST_MinY(geom)), max(ST_MaxX(geom)), max(ST_MaxY(geom)) "
      "FROM \"%w\") WHERE table_name = %Q",
      table, table);
  gboolean ok = ibar_sqlite_exec (db, path, sql, error);

  sqlite3_free (sql);
  return ok;
}
