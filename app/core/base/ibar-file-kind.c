/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a file is for: a GeoPackage by the tables in it, everything else by its name. Whoever opens
 * the file still checks all of it; a wrong guess costs a clear message. */

#define G_LOG_DOMAIN "ibar-file-kind"

#include "config.h"

#include "ibar-file-kind.h"

#include <sqlite3.h>

static gboolean
has_suffix (const char *path, const char *const *suffixes)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (; *suffixes != NULL; suffixes++)
    if (g_str_has_suffix (lower, *suffixes))
      return TRUE;
  return FALSE;
}

/* Whether a statement has an answer: FALSE where a table is not there, or nothing is in it. */
static gboolean
has_row (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gboolean found = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK
                   && sqlite3_step (statement) == SQLITE_ROW;

  sqlite3_finalize (statement);
  return found;
}

static IbarFileKind
guess_geopackage (const char *path)
{
  IbarFileKind kind = IBAR_FILE_OTHER;
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
    {
      if (has_row (db, "SELECT count(*) FROM boundary_profile, credit WHERE 0"))
        kind = IBAR_FILE_REGION;
      else if (has_row (db, "SELECT count(*) FROM event, event_source WHERE 0"))
        kind = IBAR_FILE_COLLECTION;
      else if (has_row (db, "SELECT 1 FROM gpkg_contents WHERE data_type = 'tiles'"))
        kind = IBAR_FILE_TILES;
    }
  sqlite3_close (db);
  return kind;
}

/**
 * ibar_file_kind_guess:
 * @path: a file
 *
 * Returns: what it is most likely for
 *
 * **Cost:** a GeoPackage is opened, some milliseconds whatever its size.
 */
IbarFileKind
ibar_file_kind_guess (const char *path)
{
  static const char *const geopackage[] = { ".gpkg", NULL };
  static const char *const tiles[] = { ".mbtiles", NULL };
  static const char *const extract[] = { ".osm.pbf", ".pbf", ".osm", NULL };

  g_return_val_if_fail (path != NULL, IBAR_FILE_OTHER);

  if (has_suffix (path, geopackage))
    return guess_geopackage (path);
  if (has_suffix (path, tiles))
    return IBAR_FILE_TILES;
  return has_suffix (path, extract) ? IBAR_FILE_EXTRACT : IBAR_FILE_OTHER;
}
