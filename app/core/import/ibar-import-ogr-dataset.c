/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which files GDAL may open for an import, and what of them is read.
 *
 * The caller names the one driver the file's first bytes ask for, and no other may open it: a VRT or anything that
 * follows links out of the file has no way in. Files whose XML declares entities are refused, and archives that
 * expand to more than MAX_EXPANDED are not opened, since the spreadsheet drivers hold a whole sheet in memory.
 *
 * One table is read of a file that has many: KML and GPX give all of their layers one after the other, of a workbook,
 * a GeoPackage or a server the layer with the most columns that an event has; "FILE#NAME" asks for another.
 */
#define G_LOG_DOMAIN "ibar-import-ogr-dataset"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-gdal-drivers.h"
#include "ibar-gdal.h"
#include "ibar-import-read-private.h"

#define MAX_EXPANDED (G_GINT64_CONSTANT (512) * 1024 * 1024) /* of an archive's members together [bytes] */

/* GDAL complains through a handler of the calling thread; what it said last becomes our error. */
void
ibar_import_fail_gdal (const char *what, GError **error)
{
  const char *said = CPLGetLastErrorMsg ();

  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, "%s%s%s", what, *said != '\0' ? ": " : "", said);
}

/* Layers ----------------------------------------------------------------------------------------- */

/* How many of the things an event has this layer has columns for. */
static guint
rate_layer (OGRLayerH layer)
{
  static const char *const words[] = { "date", "time", "year", "lat", "lon", "title", "event", "desc", "place",
                                       "location", "name", "actor", "source", "type", "fatal", "killed" };
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (layer);
  int n = OGR_FD_GetFieldCount (definition);
  guint rate = OGR_FD_GetGeomFieldCount (definition) > 0 ? 2 : 0;

  for (gsize w = 0; w < G_N_ELEMENTS (words); w++)
    for (int i = 0; i < n; i++)
      {
        g_autofree char *name
            = g_ascii_strdown (OGR_Fld_GetNameRef (OGR_FD_GetFieldDefn (definition, i)), -1);

        if (strstr (name, words[w]) != NULL)
          {
            rate++;
            break;
          }
      }
  return rate;
}

static gboolean
choose_named_layer (GDALDatasetH dataset, const char *name, GArray *layers, GError **error)
{
  OGRLayerH layer = GDALDatasetGetLayerByName (dataset, name);

  if (layer == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("there is no sheet or layer “%s”"), name);
      return FALSE;
    }
  g_array_append_val (layers, layer);
  return TRUE;
}

/**
 * ibar_import_choose_layers:
 * @name: (nullable): of the one that is asked for
 * @all: whether all are read, one after the other
 * @layers: (element-type OGRLayerH): those that are read are added
 *
 * **Errors:** %IBAR_ERROR_NOT_FOUND, %IBAR_ERROR_DATA where there is no table.
 */
gboolean
ibar_import_choose_layers (GDALDatasetH dataset, const char *name, gboolean all, GArray *layers, GError **error)
{
  OGRLayerH best = NULL;
  guint best_rate = 0;
  int n = GDALDatasetGetLayerCount (dataset);

  if (name != NULL)
    return choose_named_layer (dataset, name, layers, error);
  for (int i = 0; i < n; i++)
    {
      OGRLayerH layer = GDALDatasetGetLayer (dataset, i);
      guint rate = rate_layer (layer) + 1;

      if (all)
        g_array_append_val (layers, layer);
      else if (rate > best_rate)
        {
          best = layer;
          best_rate = rate;
        }
    }
  if (best != NULL)
    g_array_append_val (layers, best);
  if (layers->len > 0)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("the file holds no table"));
  return FALSE;
}

/* A workbook's other sheets are told of, not passed over in silence.
 * Returns: (nullable) (transfer full): the names of those that hold something */
char *
ibar_import_name_other_layers (GDALDatasetH dataset, OGRLayerH read)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int i = 0; i < GDALDatasetGetLayerCount (dataset); i++)
    {
      OGRLayerH layer = GDALDatasetGetLayer (dataset, i);

      if (layer == read || OGR_L_GetFeatureCount (layer, TRUE) == 0)
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", OGR_L_GetName (layer));
    }
  return names->len > 0 ? g_utf8_make_valid (names->str, (gssize) names->len) : NULL;
}

/* Opening ---------------------------------------------------------------------------------------- */

/* The sizes an archive's own directory names: GDAL reads no more than that of each member. */
static gboolean
check_archive (const char *path, GError **error)
{
  g_autofree char *inside = g_strdup_printf ("/vsizip/{%s}", path);
  char **names = VSIReadDirRecursive (inside);
  gint64 total = 0;

  for (int i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *member = g_strdup_printf ("%s/%s", inside, names[i]);
      VSIStatBufL stat;

      if (VSIStatL (member, &stat) == 0)
        total += stat.st_size;
    }
  CSLDestroy (names);
  if (total <= MAX_EXPANDED)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
               _ ("the file expands to %" PRId64 " MiB, more than %" PRId64 " MiB"),
               total >> 20, MAX_EXPANDED >> 20);
  return FALSE;
}

static gboolean
check_xml (const char *path, GError **error)
{
  char head[65536];
  VSILFILE *file = VSIFOpenL (path, "rb");
  gsize n = file != NULL ? VSIFReadL (head, 1, sizeof head, file) : 0;

  if (file != NULL)
    VSIFCloseL (file);
  if (memmem (head, n, "<!ENTITY", 8) == NULL)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("the file declares XML entities and is not read"));
  return FALSE;
}

static GDALDatasetH
open_dataset (const char *path, const char *driver)
{
  const char *allowed[] = { driver, NULL, NULL };
  GDALDatasetH dataset;

  if (g_str_equal (driver, "KML"))
    {
      allowed[0] = "LIBKML";
      allowed[1] = "KML";
    }
  /* Spreadsheets: the first row is the header, whatever it looks like, and a cell is what it shows. */
  CPLSetThreadLocalConfigOption ("OGR_XLSX_HEADERS", "FORCE");
  CPLSetThreadLocalConfigOption ("OGR_ODS_HEADERS", "FORCE");
  CPLSetThreadLocalConfigOption ("OGR_XLSX_FIELD_TYPES", "STRING");
  CPLSetThreadLocalConfigOption ("OGR_ODS_FIELD_TYPES", "STRING");
  CPLPushErrorHandler (CPLQuietErrorHandler);
  CPLErrorReset ();
  dataset = GDALOpenEx (path, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, allowed, NULL, NULL);
  CPLPopErrorHandler ();
  return dataset;
}

/* Distributions build GDAL with what they have: Debian 12's knows no Parquet. */
static gboolean
has_driver (const char *driver)
{
  if (g_str_equal (driver, "KML") || g_str_equal (driver, "KMZ"))
    return GDALGetDriverByName ("LIBKML") != NULL || GDALGetDriverByName ("KML") != NULL;
  return GDALGetDriverByName (driver) != NULL;
}

/**
 * ibar_import_open_dataset:
 * @driver: the one that the file's first bytes, or the connection's prefix, ask for; no other may open it
 *
 * Returns: (nullable): to be closed with GDALClose()
 *
 * **Errors:** those of IbarError.
 */
GDALDatasetH
ibar_import_open_dataset (const char *path, const char *driver, GError **error)
{
  static const char *const archives[] = { "XLSX", "ODS", "KMZ", NULL };
  static const char *const xml[] = { "KML", "GPX", NULL };
  GDALDatasetH dataset;

  ibar_gdal_register_drivers ();
  if ((g_strv_contains (archives, driver) && !check_archive (path, error))
      || (g_strv_contains (xml, driver) && !check_xml (path, error)))
    return NULL;
  if (!has_driver (driver))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED,
                   _ ("the GDAL library on this computer cannot read %s; convert the file to GeoPackage or CSV"), driver);
      return NULL;
    }
  dataset = open_dataset (path, g_str_equal (driver, "KMZ") ? "LIBKML" : driver);
  if (dataset == NULL)
    ibar_import_fail_gdal (_ ("cannot read the file"), error);
  return dataset;
}
