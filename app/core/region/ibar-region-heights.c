/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Joins elevation tiles, whatever their format and projection, into one grid over a region's box. */

#define G_LOG_DOMAIN "ibar-region-heights"

#include "config.h"

#include "ibar-region-heights.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define MAX_SIDE 6000 /* [cells] of the elevation, 72 MB */
#define OVER_THE_ANTIMERIDIAN "+proj=longlat +datum=WGS84 +lon_wrap=180 +no_defs" /* 0 … 360 */

static void
close_all (GPtrArray *datasets)
{
  for (guint i = 0; i < datasets->len; i++)
    GDALClose (g_ptr_array_index (datasets, i));
  g_ptr_array_unref (datasets);
}

static void
refuse_tile (const char *path, GError **error)
{
  const char *reason = CPLGetLastErrorMsg ();

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("“%s” is not there, or is no file"), path);
  else
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("“%s” is not an elevation tile: %s"), path,
                 reason[0] != '\0' ? reason
                                    : _ ("it is no GeoTIFF, and no SRTM tile named after its corner, such as N42E020.hgt"));
}

static gboolean
open_tiles (const char *const *dem, GPtrArray *tiles, GError **error)
{
  const char *const drivers[] = { "GTiff", "SRTMHGT", "DTED", "AAIGrid", "GPKG", NULL };

  for (guint i = 0; dem != NULL && dem[i] != NULL; i++)
    {
      GDALDatasetH tile;

      CPLErrorReset ();
      tile = GDALOpenEx (dem[i], GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, NULL, NULL);

      if (tile == NULL)
        {
          refuse_tile (dem[i], error);
          return FALSE;
        }
      g_ptr_array_add (tiles, tile);
    }
  return TRUE;
}

/* The cell of the finest tile in degrees, not so fine that the box would have too many of them. */
static double
choose_cell (const IbarExtent *box, GPtrArray *tiles)
{
  double cell = 1.0;

  for (guint i = 0; i < tiles->len; i++)
    {
      double transform[6];

      if (GDALGetGeoTransform (g_ptr_array_index (tiles, i), transform) != CE_None)
        continue;
      /* A tile in metres: about as many degrees. */
      cell = MIN (cell, transform[1] > 0.5 ? transform[1] / 111320 : transform[1]);
    }
  return MAX (cell, MAX (box->east - box->west, box->north - box->south) / MAX_SIDE);
}

/* Whatever it was made in: its longitudes only run on. */
static void
name_projection (GDALDatasetH grid)
{
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);

  if (OSRImportFromEPSG (srs, 4326) == OGRERR_NONE)
    {
      OSRSetAxisMappingStrategy (srs, OAMS_TRADITIONAL_GIS_ORDER);
      GDALSetSpatialRef (grid, srs);
    }
  OSRDestroySpatialReference (srs);
}

/* One grid over the box, in longitude and latitude; NULL without error if there are no tiles. */
gboolean
ibar_region_join_elevation (const char *const *dem, const IbarRegionBox *region_box, GDALDatasetH *joined, GError **error)
{
  const IbarExtent *box = &region_box->extent;
  GPtrArray *tiles = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  GDALWarpAppOptions *options;
  double cell;
  const double numbers[] = { box->west, box->south, box->east, box->north };
  gboolean opened = open_tiles (dem, tiles, error);

  *joined = NULL;
  if (!opened || tiles->len == 0)
    {
      close_all (tiles);
      return opened;
    }
  cell = choose_cell (box, tiles);
  g_strv_builder_add_many (words, "-of", "MEM", "-t_srs",
                           ibar_region_box_crosses (region_box) ? OVER_THE_ANTIMERIDIAN : "EPSG:4326", "-ot", "Int16", "-r",
                           "bilinear", "-dstnodata", "-32768", "-te", NULL);
  for (guint i = 0; i < 6; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      if (i == 4)
        g_strv_builder_add (words, "-tr");
      g_strv_builder_add (words, g_ascii_dtostr (number, sizeof number, i < 4 ? numbers[i] : cell));
    }
  argv = g_strv_builder_end (words);
  options = GDALWarpAppOptionsNew (argv, NULL);
  *joined = GDALWarp ("", NULL, (int) tiles->len, (GDALDatasetH *) tiles->pdata, options, NULL);
  GDALWarpAppOptionsFree (options);
  close_all (tiles);
  if (*joined != NULL)
    {
      name_projection (*joined);
      return TRUE;
    }
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("The elevation could not be joined: %s"),
               CPLGetLastErrorMsg ());
  return FALSE;
}
