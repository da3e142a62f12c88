/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads tiles of Web Mercator out of a file of map pictures, through GDAL.
 *
 * GDAL sees such a file as one large picture with overviews; a tile is a window of it. Whatever
 * projection the file has, it is warped to Web Mercator as it is read. A window that only partly
 * lies on the picture is transparent for the rest. Reading is bounded: a tile is 256 KiB, and a
 * view far wider than the coarsest overview is not drawn at all rather than from a million
 * pictures. */

#define G_LOG_DOMAIN "ibar-raster-file"

#include "config.h"

#include "ibar-raster-file.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-gdal-drivers.h"
#include "ibar-gdal.h"
#include "ibar-plain-text.h"

#define HALF_WORLD 20037508.342789244 /* [m] of Web Mercator */
#define MOST_ZOOM 22
#define LEVELS_BELOW 3 /* how many levels below its coarsest overview a file is still shown */

struct _IbarRasterFile
{
  GMutex mutex; /* a dataset is one thread's at a time */
  GDALDatasetH source;
  GDALDatasetH dataset; /* of Web Mercator: the source, or the source warped */
  char *path;
  char *title;  /* (nullable) */
  char *credit; /* (nullable) */
  double transform[6];
  int width, height; /* [px] */
  int n_bands;
  GDALColorTableH colors; /* (nullable) the dataset's */
  int least_zoom, most_zoom;
};

/* Opening
 * ------------------------------------------------------------------------------------------------
 */

static GDALDatasetH
open_raster (const char *name)
{
  const char *const drivers[] = { "MBTiles", "GPKG", NULL };

  return GDALOpenEx (name, GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, NULL, NULL);
}

/* A GeoPackage with several tables of pictures has each as a dataset of its own: the first. */
static GDALDatasetH
open_first (const char *path)
{
  GDALDatasetH dataset = open_raster (path);
  const char *name;
  GDALDatasetH first;

  if (dataset == NULL || GDALGetRasterCount (dataset) > 0)
    return dataset;
  name = CSLFetchNameValue (GDALGetMetadata (dataset, "SUBDATASETS"), "SUBDATASET_1_NAME");
  first = name != NULL ? open_raster (name) : NULL;
  GDALClose (dataset);
  return first;
}

static void
set_open_error (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("There is no file “%s”"), path);
  else
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                 _ ("“%s” has no map pictures; expected MBTiles or a GeoPackage with tiles"), path);
}

static gboolean
is_web_mercator (GDALDatasetH dataset)
{
  OGRSpatialReferenceH srs = GDALGetSpatialRef (dataset);
  const char *code = srs != NULL ? OSRGetAuthorityCode (srs, NULL) : NULL;

  return g_strcmp0 (code, "3857") == 0 || g_strcmp0 (code, "900913") == 0;
}

static GDALDatasetH
warp (GDALDatasetH source)
{
  char *words[] = { (char *) "-of", (char *) "VRT",      (char *) "-t_srs",    (char *) "EPSG:3857",
                    (char *) "-r",  (char *) "bilinear", (char *) "-dstalpha", NULL };
  GDALWarpAppOptions *options = GDALWarpAppOptionsNew (words, NULL);
  GDALDatasetH warped = GDALWarp ("", NULL, 1, &source, options, NULL);

  GDALWarpAppOptionsFree (options);
  return warped;
}

static void
read_zooms (IbarRasterFile *self)
{
  GDALRasterBandH band = GDALGetRasterBand (self->source, 1);
  double world = 2 * HALF_WORLD / (self->transform[1] * IBAR_RASTER_SIDE);
  int n_overviews = GDALGetOverviewCount (band);
  double coarsest = 1;

  if (n_overviews > 0)
    coarsest = (double) GDALGetRasterBandXSize (band)
               / GDALGetRasterBandXSize (GDALGetOverview (band, n_overviews - 1));
  self->most_zoom = CLAMP ((int) lround (log2 (world)), 0, MOST_ZOOM);
  self->least_zoom
      = CLAMP (self->most_zoom - (int) lround (log2 (coarsest)) - LEVELS_BELOW, 0, self->most_zoom);
}

/* What of the dataset a tile needs; FALSE where it is no picture. */
static gboolean
read_shape (IbarRasterFile *self, GError **error)
{
  self->width = GDALGetRasterXSize (self->dataset);
  self->height = GDALGetRasterYSize (self->dataset);
  self->n_bands = GDALGetRasterCount (self->dataset);
  if (self->n_bands < 1 || self->n_bands > 4
      || GDALGetRasterDataType (GDALGetRasterBand (self->dataset, 1)) != GDT_Byte
      || GDALGetGeoTransform (self->dataset, self->transform) != CE_None
      || !(self->transform[1] > 0) || !(self->transform[5] < 0) || self->transform[2] != 0
      || self->transform[4] != 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                   _ ("“%s” has no pictures that can be laid on the map"), self->path);
      return FALSE;
    }
  if (self->n_bands == 1)
    self->colors = GDALGetRasterColorTable (GDALGetRasterBand (self->dataset, 1));
  read_zooms (self);
  return TRUE;
}

static gboolean
open_all (IbarRasterFile *self, GError **error)
{
  self->source = open_first (self->path);
  if (self->source == NULL)
    {
      set_open_error (self->path, error);
      return FALSE;
    }
  self->dataset = is_web_mercator (self->source) ? self->source : warp (self->source);
  if (self->dataset == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                   _ ("“%s” cannot be projected to the map: %s"), self->path,
                   CPLGetLastErrorMsg ());
      return FALSE;
    }
  self->title = ibar_plain_text (GDALGetMetadataItem (self->source, "name", NULL));
  if (self->title == NULL)
    self->title = ibar_plain_text (GDALGetMetadataItem (self->source, "IDENTIFIER", NULL));
  self->credit = ibar_plain_text (GDALGetMetadataItem (self->source, "attribution", NULL));
  return read_shape (self, error);
}

/* Reading
 * ------------------------------------------------------------------------------------------------
 */

/* The part of a tile that the picture has: of the picture [px, fractional], and of the tile [px].
 */
typedef struct
{
  double x0, y0, x1, y1;
  int left, top, width, height;
} Window;

static gboolean
find_window (const IbarRasterFile *self, int zoom, int x, int y, Window *window)
{
  double side = 2 * HALF_WORLD / exp2 (zoom); /* [m] of a tile */
  double west = -HALF_WORLD + x * side, north = HALF_WORLD - y * side;
  double per_x = side / self->transform[1], per_y = side / -self->transform[5];
  double px = (west - self->transform[0]) / self->transform[1];
  double py = (north - self->transform[3]) / self->transform[5];

  window->left = (int) lround (CLAMP (-px / per_x, 0, 1) * IBAR_RASTER_SIDE);
  window->top = (int) lround (CLAMP (-py / per_y, 0, 1) * IBAR_RASTER_SIDE);
  window->width
      = (int) lround (CLAMP ((self->width - px) / per_x, 0, 1) * IBAR_RASTER_SIDE) - window->left;
  window->height
      = (int) lround (CLAMP ((self->height - py) / per_y, 0, 1) * IBAR_RASTER_SIDE) - window->top;
  window->x0 = MAX (px, 0);
  window->y0 = MAX (py, 0);
  window->x1 = MIN (px + per_x, self->width);
  window->y1 = MIN (py + per_y, self->height);
  return window->width > 0 && window->height > 0 && window->x1 > window->x0
         && window->y1 > window->y0;
}

static gboolean
read_bands (IbarRasterFile *self, const Window *window, guint8 *rgba)
{
  int bands[4] = { 1, 2, 3, 4 };
  int x = (int) window->x0, y = (int) window->y0;
  GDALRasterIOExtraArg extra;

  INIT_RASTERIO_EXTRA_ARG (extra);
  extra.eResampleAlg = self->colors != NULL ? GRIORA_NearestNeighbour : GRIORA_Bilinear;
  extra.bFloatingPointWindowValidity = TRUE;
  extra.dfXOff = window->x0;
  extra.dfYOff = window->y0;
  extra.dfXSize = window->x1 - window->x0;
  extra.dfYSize = window->y1 - window->y0;
  return GDALDatasetRasterIOEx (self->dataset, GF_Read, x, y,
                                MIN ((int) ceil (window->x1), self->width) - x,
                                MIN ((int) ceil (window->y1), self->height) - y,
                                rgba + 4 * (window->top * IBAR_RASTER_SIDE + window->left),
                                window->width, window->height, GDT_Byte, self->n_bands, bands, 4,
                                4 * IBAR_RASTER_SIDE, 1, &extra)
         == CE_None;
}

/* From grey, grey and alpha, an index, or red, green, blue, to all four. */
static void
complete_pixel (const IbarRasterFile *self, guint8 *pixel)
{
  const GDALColorEntry *entry
      = self->colors != NULL ? GDALGetColorEntry (self->colors, pixel[0]) : NULL;

  if (entry != NULL)
    {
      pixel[0] = (guint8) entry->c1;
      pixel[1] = (guint8) entry->c2;
      pixel[2] = (guint8) entry->c3;
      pixel[3] = (guint8) entry->c4;
    }
  else if (self->n_bands <= 2)
    {
      pixel[3] = self->n_bands == 2 ? pixel[1] : 255;
      pixel[1] = pixel[2] = pixel[0];
    }
  else if (self->n_bands == 3)
    pixel[3] = 255;
}

static void
complete_pixels (const IbarRasterFile *self, const Window *window, guint8 *rgba)
{
  for (int row = window->top; self->n_bands < 4 && row < window->top + window->height; row++)
    for (int column = window->left; column < window->left + window->width; column++)
      complete_pixel (self, rgba + 4 * (row * IBAR_RASTER_SIDE + column));
}

/* Public
 * ------------------------------------------------------------------------------------------------
 */

/**
 * ibar_raster_file_open:
 * @path: an MBTiles file or a GeoPackage
 * @error: return location
 *
 * Opens a file of map pictures, to read only.
 *
 * Returns: (transfer full) (nullable): the file
 *
 * **Errors:** #IBAR_ERROR_NOT_FOUND, _PARSE (no pictures), _DATA.
 */
IbarRasterFile *
ibar_raster_file_open (const char *path, GError **error)
{
  IbarRasterFile *self;
  gboolean good;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (IbarRasterFile, 1);
  g_mutex_init (&self->mutex);
  self->path = g_strdup (path);
  ibar_gdal_register_drivers ();
  CPLPushErrorHandler (CPLQuietErrorHandler);
  good = open_all (self, error);
  CPLPopErrorHandler ();
  if (!good)
    g_clear_pointer (&self, ibar_raster_file_free);
  return self;
}

/**
 * ibar_raster_file_free:
 * @self: (transfer full) (nullable): a file
 */
void
ibar_raster_file_free (IbarRasterFile *self)
{
  if (self == NULL)
    return;

  if (self->dataset != NULL && self->dataset != self->source)
    GDALClose (self->dataset);
  if (self->source != NULL)
    GDALClose (self->source);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self->title);
  g_free (self->credit);
  g_free (self);
}

const char *
ibar_raster_file_get_title (IbarRasterFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

const char *
ibar_raster_file_get_credit (IbarRasterFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->credit;
}

int
ibar_raster_file_get_least_zoom (IbarRasterFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->least_zoom;
}

int
ibar_raster_file_get_most_zoom (IbarRasterFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->most_zoom;
}

/**
 * ibar_raster_file_read_tile:
 * @self: a file
 * @zoom: the level
 * @x: column, from the west
 * @y: row, from the north
 * @rgba: (out caller-allocates): the pixels, not premultiplied, shape [256 * 256 * 4]
 * @empty: (out): whether the file has nothing there
 * @error: return location
 *
 * Reads one tile of Web Mercator.
 *
 * Returns: FALSE with @error set where the file is damaged
 *
 * **Errors:** #IBAR_ERROR_CORRUPT. **Thread:** any; one at a time.
 */
gboolean
ibar_raster_file_read_tile (IbarRasterFile *self,
                            int zoom,
                            int x,
                            int y,
                            guint8 *rgba,
                            gboolean *empty,
                            GError **error)
{
  Window window;
  gboolean good;

  g_return_val_if_fail (self != NULL && rgba != NULL && empty != NULL, FALSE);

  memset (rgba, 0, 4 * IBAR_RASTER_SIDE * IBAR_RASTER_SIDE);
  *empty = !find_window (self, zoom, x, y, &window);
  if (*empty)
    return TRUE;
  g_mutex_lock (&self->mutex);
  CPLPushErrorHandler (CPLQuietErrorHandler);
  CPLErrorReset ();
  /* The drivers go on after a tile they cannot decode, and leave a hole. */
  good = read_bands (self, &window, rgba) && CPLGetLastErrorType () < CE_Failure;
  if (!good)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT, _ ("“%s”: tile %d/%d/%d is damaged: %s"),
                 self->path, zoom, x, y, CPLGetLastErrorMsg ());
  CPLPopErrorHandler ();
  g_mutex_unlock (&self->mutex);
  if (good)
    complete_pixels (self, &window, rgba);
  return good;
}
