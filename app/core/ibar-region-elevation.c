/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a region's elevation: a gridded coverage in its GeoPackage, through GDAL. */

#define G_LOG_DOMAIN "ibar-region-elevation"

#include "config.h"

#include <math.h>

#include <cpl_error.h>
#include <gdal.h>
#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-region-private.h"

#define MAX_CELLS 16384 /* a side: half a gigabyte of heights */

static gboolean
read_cells (IbarRegion *self, GDALDatasetH dataset)
{
  GDALRasterBandH band = GDALGetRasterBand (dataset, 1);
  IbarElevation *elevation = &self->elevation;
  int has_no_data = FALSE;
  double no_data = GDALGetRasterNoDataValue (band, &has_no_data);
  gsize n_cells = (gsize) elevation->width * (gsize) elevation->height;

  self->metres = g_try_new (gint16, n_cells);
  if (self->metres == NULL)
    return FALSE;
  if (GDALRasterIO (band, GF_Read, 0, 0, elevation->width, elevation->height, self->metres,
                    elevation->width, elevation->height, GDT_Int16, 0, 0)
      != CE_None)
    {
      g_clear_pointer (&self->metres, g_free);
      return FALSE;
    }
  if (has_no_data && fabs (no_data) <= G_MAXINT16)
    {
      for (gsize i = 0; i < n_cells; i++)
        {
          if (self->metres[i] == (gint16) no_data)
            self->metres[i] = G_MININT16;
        }
    }
  elevation->metres = self->metres;
  return TRUE;
}

static gboolean
read_grid (IbarRegion *self, GDALDatasetH dataset)
{
  IbarElevation *elevation = &self->elevation;
  double transform[6];

  elevation->width = GDALGetRasterXSize (dataset);
  elevation->height = GDALGetRasterYSize (dataset);
  if (elevation->width < 4 || elevation->height < 4 || elevation->width > MAX_CELLS
      || elevation->height > MAX_CELLS || GDALGetGeoTransform (dataset, transform) != CE_None
      || transform[1] <= 0 || transform[5] >= 0)
    return FALSE;
  elevation->extent.west = transform[0];
  elevation->extent.north = transform[3];
  elevation->extent.east = transform[0] + transform[1] * elevation->width;
  elevation->extent.south = transform[3] + transform[5] * elevation->height;
  return elevation->extent.west >= -180.01 && elevation->extent.east <= 180.01
         && elevation->extent.south >= -90.01 && elevation->extent.north <= 90.01
         && read_cells (self, dataset);
}

/**
 * ibar_region_load_elevation:
 * @self: a region being loaded, whose file has a coverage named elevation
 * @error: return location
 *
 * Reads the coverage into self->elevation.
 *
 * Returns: FALSE with @error set if the coverage cannot be used; the rest of the region can
 */
gboolean
ibar_region_load_elevation (IbarRegion *self, GError **error)
{
  const char *const drivers[] = { "GPKG", NULL };
  const char *const options[] = { "TABLE=elevation", NULL };
  gboolean good = FALSE;
  GDALDatasetH dataset;

  GDALAllRegister ();
  CPLPushErrorHandler (CPLQuietErrorHandler);
  dataset = GDALOpenEx (self->path, GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, options, NULL);
  if (dataset != NULL)
    {
      good = read_grid (self, dataset);
      GDALClose (dataset);
    }
  CPLPopErrorHandler ();
  if (!good)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                 _ ("The elevation was left out: it is not a grid in longitude and latitude"));
  return good;
}
