/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens a region's GeoPackage and has all of it read.
 *
 * A file that is not a region is refused. What is read, and what is left out of it, is said in the
 * files for features, facts and tables. */

#define G_LOG_DOMAIN "ibar-region-load"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-region-load.h"

#define SUPPORTED_SCHEMA 1

static gboolean
check_schema (IbarRegionLoader *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  g_autofree char *version = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (self->db,
                           "SELECT 1 FROM ibar_info, gpkg_contents, boundary_profile, credit "
                           "WHERE 0",
                           -1, &stmt, NULL);
  if (rc == SQLITE_ERROR)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_COLLECTION,
                   _ ("“%s” is not a region for the map"), self->region->path);
      return FALSE;
    }
  if (rc != SQLITE_OK)
    {
      ibar_sqlite_set_error (error, self->db, rc, self->region->path);
      return FALSE;
    }
  version = ibar_region_get_info (self, "schema_version");
  if (version != NULL && g_ascii_strtoll (version, NULL, 10) > SUPPORTED_SCHEMA)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NEWER,
                   _ ("“%s” was made by a newer version of this program"), self->region->path);
      return FALSE;
    }
  return TRUE;
}

/* What its builder could not do is part of what is said of it. */
static void
report_building (IbarRegionLoader *self)
{
  g_autofree char *open = ibar_region_get_info (self, "open_coasts");
  guint64 n = open != NULL ? g_ascii_strtoull (open, NULL, 10) : 0;

  if (n == 0 || n > G_MAXINT)
    return;
  g_string_append_printf (self->region->report,
                          ngettext ("The coastline ends at %u place within the map: the sea may be missing there",
                                    "The coastline ends at %u places within the map: the sea may be missing there",
                                    (gulong) n),
                          (guint) n);
  g_string_append_c (self->region->report, '\n');
}

static gboolean
load_all (IbarRegionLoader *self, GError **error)
{
  g_autoptr (GError) elevation_error = NULL;
  gboolean has_elevation;

  if (!check_schema (self, error))
    return FALSE;
  ibar_region_set_reach (self);
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    {
      if (!ibar_region_load_layer (self, (IbarLayer) i, error))
        return FALSE;
    }
  if (!ibar_region_load_places (self, error) || !ibar_region_load_profiles (self, error)
      || !ibar_region_load_credits (self, error)
      || !ibar_region_has_table (self, "elevation", &has_elevation, error))
    return FALSE;
  ibar_region_settle_extents (self);
  report_building (self);
  self->region->title = ibar_region_get_info (self, "title");
  if (self->region->title == NULL)
    self->region->title = g_path_get_basename (self->region->path);
  if (has_elevation && !ibar_region_load_elevation (self->region, self->db, &elevation_error))
    g_string_append_printf (self->region->report, "%s\n", elevation_error->message);
  return TRUE;
}

/**
 * ibar_region_load:
 * @path: a region's GeoPackage
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads the whole region into memory. What cannot be drawn is left out, counted and told by
 * ibar_region_get_report(). The file is never written to.
 *
 * Returns: (transfer full) (nullable): the region, or NULL with @error set
 *
 * **Errors:** #IBAR_ERROR_NOT_FOUND, _PERMISSION, _NOT_A_FILE, _NOT_A_DATABASE, _NOT_A_COLLECTION
 * (a database, but no region), _CORRUPT, _NEWER, _TOO_LARGE, _CANCELLED.
 *
 * **Thread:** any. **Cost:** about 30 ms for the shipped region (bench map).
 */
IbarRegion *
ibar_region_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (IbarRegion) region = NULL;
  IbarRegionLoader self = { 0 };
  gboolean wal, good;
  int rc;

  g_return_val_if_fail (path != NULL, NULL);

  if (!ibar_collection_check_file (path, &wal, error))
    return NULL;
  region = ibar_region_alloc (path);
  self.region = region;
  /* Immutable: a region is replaced, never changed, and nothing is written beside it. */
  rc = ibar_sqlite_open_immutable (path, &self.db);
  ibar_geometry_init (&self.geometry);
  if (rc != SQLITE_OK)
    {
      ibar_sqlite_set_error (error, self.db, rc, path);
      good = FALSE;
    }
  else
    {
      ibar_sqlite_set_cancellable (self.db, cancellable);
      good = load_all (&self, error);
    }
  sqlite3_close (self.db);
  ibar_geometry_clear (&self.geometry);
  /* A region that failed midway has layers without an index; unref copes. */
  return good ? g_steal_pointer (&region) : NULL;
}
