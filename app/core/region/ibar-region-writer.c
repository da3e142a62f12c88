/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes a region as one GeoPackage, by GDAL.
 *
 * Vector layers are ordinary feature tables with an R*Tree, the elevation is a gridded coverage
 * (OGC 17-066r1), profiles, credits and the file's own facts are attribute tables: QGIS and GDAL
 * open all of it. The file is written beside its place and renamed when it is whole, so that a
 * failed build leaves an older file as it was. The same input gives the same bytes: the only clock
 * a GeoPackage keeps, last_change, is set to a constant. */

#define G_LOG_DOMAIN "ibar-region-writer"

#include "config.h"

#include "ibar-region-writer.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-error.h"
#include "ibar-gdal-drivers.h"
#include "ibar-gdal.h"

#define SCHEMA_VERSION "1"
#define CONSTANT_DATE "2024-01-01T00:00:00.000Z"
#define ROWS_PER_TRANSACTION 50000

/* Tables beside the drawing layers. */
enum
{
  TABLE_PLACE = IBAR_N_LAYERS,
  TABLE_PROFILE,
  TABLE_CREDIT,
  TABLE_INFO,
  N_TABLES,
};

struct _IbarRegionWriter
{
  char *path;
  char *part; /* where it is written until it is whole */
  GDALDatasetH dataset;
  OGRSpatialReferenceH srs;
  OGRLayerH layers[N_TABLES];
  guint n_pending; /* rows in the open transaction */
  gboolean in_transaction;
};

static gboolean
fail (IbarRegionWriter *self, GError **error)
{
  const char *message = CPLGetLastErrorMsg ();

  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("%s: could not be written: %s"), self->path,
               message[0] != '\0' ? message : _ ("no reason was given"));
  return FALSE;
}

/* ---- Tables -------------------------------------------------------------------------------- */

static void
add_field (OGRLayerH layer, const char *name, OGRFieldType type)
{
  OGRFieldDefnH field = OGR_Fld_Create (name, type);

  OGR_L_CreateField (layer, field, TRUE);
  OGR_Fld_Destroy (field);
}

static void
add_name_fields (OGRLayerH layer)
{
  add_field (layer, "name", OFTString); /* one form, so that any program labels it */
  add_field (layer, "name_sq", OFTString);
  add_field (layer, "name_sr_latn", OFTString);
  add_field (layer, "name_sr_cyrl", OFTString);
  add_field (layer, "name_en", OFTString);
  add_field (layer, "name_local", OFTString);
}

static OGRLayerH
create_table (IbarRegionWriter *self, const char *name, OGRwkbGeometryType type)
{
  g_auto (GStrv) options = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, "FID=fid");
  if (type != wkbNone)
    g_strv_builder_add (builder, "GEOMETRY_NAME=geom");
  options = g_strv_builder_end (builder);
  return GDALDatasetCreateLayer (self->dataset, name, type != wkbNone ? self->srs : NULL, type,
                                 options);
}

static gboolean
create_drawing_layers (IbarRegionWriter *self)
{
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    {
      gboolean area = ibar_layer_is_area ((IbarLayer) i);
      OGRLayerH layer = create_table (self, ibar_layer_get_table ((IbarLayer) i),
                                      area ? wkbMultiPolygon : wkbMultiLineString);

      if (layer == NULL)
        return FALSE;
      add_field (layer, "id", OFTString);
      add_name_fields (layer);
      add_field (layer, "kind", OFTString);
      add_field (layer, "rank", OFTInteger);
      add_field (layer, "highlight", OFTInteger);
      add_field (layer, "schematic", OFTInteger);
      add_field (layer, "neighbour", OFTString);
      add_field (layer, "note", OFTString);
      self->layers[i] = layer;
    }
  return TRUE;
}

static gboolean
create_place_layer (IbarRegionWriter *self)
{
  OGRLayerH layer = create_table (self, "place", wkbPoint);

  if (layer == NULL)
    return FALSE;
  add_field (layer, "id", OFTString);
  add_name_fields (layer);
  add_field (layer, "kind", OFTString);
  add_field (layer, "rank", OFTInteger);
  add_field (layer, "admin_area", OFTString);
  add_field (layer, "uncertainty_m", OFTReal);
  add_field (layer, "population", OFTInteger64);
  add_field (layer, "verified", OFTInteger);
  add_field (layer, "source", OFTString);
  self->layers[TABLE_PLACE] = layer;
  return TRUE;
}

static gboolean
create_attribute_tables (IbarRegionWriter *self)
{
  OGRLayerH profile = create_table (self, "boundary_profile", wkbNone);
  OGRLayerH credit = create_table (self, "credit", wkbNone);
  OGRLayerH info = create_table (self, "ibar_info", wkbNone);

  if (profile == NULL || credit == NULL || info == NULL)
    return FALSE;
  add_field (profile, "id", OFTString);
  add_field (profile, "title", OFTString);
  add_field (profile, "note", OFTString);
  add_field (profile, "outline_style", OFTString);
  add_field (profile, "neighbours", OFTString);
  add_name_fields (profile);
  add_field (credit, "text", OFTString);
  add_field (credit, "licence", OFTString);
  add_field (credit, "url", OFTString);
  add_field (info, "key", OFTString);
  add_field (info, "value", OFTString);
  self->layers[TABLE_PROFILE] = profile;
  self->layers[TABLE_CREDIT] = credit;
  self->layers[TABLE_INFO] = info;
  return TRUE;
}

/* The coverage must come first: GDAL makes it by copying a data set into a new file. */
static gboolean
create_file (IbarRegionWriter *self, GDALDatasetH elevation)
{
  const char *raster_options[]
      = { "RASTER_TABLE=elevation", "TILE_FORMAT=PNG", "RASTER_IDENTIFIER=elevation",
          "RASTER_DESCRIPTION=elevation above sea level [m]", NULL };
  GDALDriverH driver = GDALGetDriverByName ("GPKG");

  if (elevation == NULL)
    {
      self->dataset = GDALCreate (driver, self->part, 0, 0, 0, GDT_Unknown, NULL);
      return self->dataset != NULL;
    }
  self->dataset
      = GDALCreateCopy (driver, self->part, elevation, FALSE, (char **) raster_options, NULL, NULL);
  if (self->dataset == NULL)
    return FALSE;
  GDALClose (self->dataset);
  self->dataset = GDALOpenEx (self->part, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL);
  return self->dataset != NULL;
}

/* ---- Rows ---------------------------------------------------------------------------------- */

static void
set_text (OGRFeatureH feature, const char *field, const char *text)
{
  if (text != NULL && text[0] != '\0')
    OGR_F_SetFieldString (feature, OGR_F_GetFieldIndex (feature, field), text);
}

static void
set_integer (OGRFeatureH feature, const char *field, gint64 value)
{
  OGR_F_SetFieldInteger64 (feature, OGR_F_GetFieldIndex (feature, field), value);
}

static void
set_names (OGRFeatureH feature, const IbarNames *names)
{
  set_text (feature, "name", ibar_names_get (names, IBAR_NAME_EN));
  set_text (feature, "name_sq", names->form[IBAR_NAME_SQ]);
  set_text (feature, "name_sr_latn", names->form[IBAR_NAME_SR_LATN]);
  set_text (feature, "name_sr_cyrl", names->form[IBAR_NAME_SR_CYRL]);
  set_text (feature, "name_en", names->form[IBAR_NAME_EN]);
  set_text (feature, "name_local", names->form[IBAR_NAME_LOCAL]);
}

static gboolean
add_row (IbarRegionWriter *self, int table, OGRFeatureH feature, GError **error)
{
  OGRErr result;

  if (!self->in_transaction)
    self->in_transaction = GDALDatasetStartTransaction (self->dataset, FALSE) == OGRERR_NONE;
  CPLErrorReset ();
  result = OGR_L_CreateFeature (self->layers[table], feature);
  OGR_F_Destroy (feature);
  if (result != OGRERR_NONE)
    return fail (self, error);
  if (++self->n_pending >= ROWS_PER_TRANSACTION)
    {
      self->n_pending = 0;
      self->in_transaction = FALSE;
      if (GDALDatasetCommitTransaction (self->dataset) != OGRERR_NONE)
        return fail (self, error);
    }
  return TRUE;
}

static OGRFeatureH
new_row (IbarRegionWriter *self, int table)
{
  return OGR_F_Create (OGR_L_GetLayerDefn (self->layers[table]));
}

/**
 * ibar_region_writer_new:
 * @path: the GeoPackage to make or replace
 * @elevation: (nullable): a raster in EPSG:4326 whose first band is the elevation [m]
 * @cancellable: (nullable): to stop before anything is written
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a writer
 *
 * **Errors:** #IBAR_ERROR_FAILED with GDAL's own reason, #IBAR_ERROR_CANCELLED.
 */
IbarRegionWriter *
ibar_region_writer_new (const char *path,
                        GDALDatasetH elevation,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (IbarRegionWriter) self = g_new0 (IbarRegionWriter, 1);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *part_name = g_strconcat (".part-", name, NULL);

  g_return_val_if_fail (path != NULL, NULL);

  if (g_cancellable_is_cancelled (cancellable))
    {
      g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_CANCELLED, _ ("Cancelled"));
      return NULL;
    }
  ibar_gdal_register_drivers ();
  CPLSetConfigOption ("OGR_CURRENT_DATE", CONSTANT_DATE);
  self->path = g_strdup (path);
  self->part = g_build_filename (folder, part_name, NULL);
  g_unlink (self->part);
  self->srs = OSRNewSpatialReference (NULL);
  OSRImportFromEPSG (self->srs, 4326);
  OSRSetAxisMappingStrategy (self->srs, OAMS_TRADITIONAL_GIS_ORDER);

  CPLErrorReset ();
  CPLPushErrorHandler (CPLQuietErrorHandler);
  if (!create_file (self, elevation) || !create_drawing_layers (self) || !create_place_layer (self)
      || !create_attribute_tables (self))
    {
      CPLPopErrorHandler ();
      fail (self, error);
      return NULL;
    }
  CPLPopErrorHandler ();
  if (!ibar_region_writer_set_info (self, "schema_version", SCHEMA_VERSION, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ibar_region_writer_free:
 * @self: (nullable): a writer
 *
 * Frees the writer. What was not finished is deleted; a file that stood at the path stays as it
 * was.
 */
void
ibar_region_writer_free (IbarRegionWriter *self)
{
  if (self == NULL)
    return;
  if (self->dataset != NULL)
    GDALClose (self->dataset);
  if (self->part != NULL)
    g_unlink (self->part);
  g_clear_pointer (&self->srs, OSRDestroySpatialReference);
  g_free (self->part);
  g_free (self->path);
  g_free (self);
}

/**
 * ibar_region_writer_add_feature:
 * @self: a writer
 * @layer: where it belongs
 * @geometry: a line or polygon, single or multiple [deg, WGS 84, longitude first]
 * @record: what is known of it
 * @error: return location
 *
 * Returns: FALSE with @error set if it could not be written
 */
gboolean
ibar_region_writer_add_feature (IbarRegionWriter *self,
                                IbarLayer layer,
                                OGRGeometryH geometry,
                                const IbarRegionRecord *record,
                                GError **error)
{
  OGRFeatureH feature = new_row (self, (int) layer);
  OGRGeometryH copy = OGR_G_Clone (geometry);

  copy = ibar_layer_is_area (layer) ? OGR_G_ForceToMultiPolygon (copy)
                                    : OGR_G_ForceToMultiLineString (copy);
  OGR_G_FlattenTo2D (copy);
  OGR_F_SetGeometryDirectly (feature, copy);
  set_text (feature, "id", record->id);
  set_names (feature, &record->names);
  set_text (feature, "kind", record->kind);
  set_integer (feature, "rank", record->rank);
  set_integer (feature, "highlight", record->highlight);
  set_integer (feature, "schematic", record->schematic);
  set_text (feature, "neighbour", record->neighbour);
  set_text (feature, "note", record->note);
  return add_row (self, (int) layer, feature, error);
}

/**
 * ibar_region_writer_add_place:
 * @self: a writer
 * @point: where it is
 * @record: what is known of it
 * @error: return location
 *
 * Returns: FALSE with @error set if it could not be written
 */
gboolean
ibar_region_writer_add_place (IbarRegionWriter *self,
                              IbarPoint point,
                              const IbarRegionRecord *record,
                              GError **error)
{
  OGRFeatureH feature = new_row (self, TABLE_PLACE);
  OGRGeometryH geometry = OGR_G_CreateGeometry (wkbPoint);

  OGR_G_SetPoint_2D (geometry, 0, point.longitude, point.latitude);
  OGR_F_SetGeometryDirectly (feature, geometry);
  set_text (feature, "id", record->id);
  set_names (feature, &record->names);
  set_text (feature, "kind", record->kind);
  set_integer (feature, "rank", record->rank);
  set_text (feature, "admin_area", record->admin_area);
  OGR_F_SetFieldDouble (feature, OGR_F_GetFieldIndex (feature, "uncertainty_m"),
                        record->uncertainty_m);
  if (record->population >= 0)
    set_integer (feature, "population", record->population);
  set_integer (feature, "verified", record->verified);
  set_text (feature, "source", record->source);
  return add_row (self, TABLE_PLACE, feature, error);
}

/**
 * ibar_region_writer_add_profile:
 * @self: a writer
 * @profile: a way to draw the boundaries, with its note
 * @error: return location
 *
 * The first profile added is the one that is used until the reader chooses another.
 *
 * Returns: FALSE with @error set if it could not be written
 */
gboolean
ibar_region_writer_add_profile (IbarRegionWriter *self,
                                const IbarBoundaryProfile *profile,
                                GError **error)
{
  OGRFeatureH feature = new_row (self, TABLE_PROFILE);

  set_text (feature, "id", profile->id);
  set_text (feature, "title", profile->title);
  set_text (feature, "note", profile->note);
  set_text (feature, "outline_style", profile->outline_style);
  set_text (feature, "neighbours", profile->neighbours);
  set_names (feature, &profile->label);
  return add_row (self, TABLE_PROFILE, feature, error);
}

/**
 * ibar_region_writer_add_credit:
 * @self: a writer
 * @text: whom to credit, and for what
 * @licence: (nullable): under which licence
 * @url: (nullable): where the licence or the data is
 * @error: return location
 *
 * Returns: FALSE with @error set if it could not be written
 */
gboolean
ibar_region_writer_add_credit (IbarRegionWriter *self,
                               const char *text,
                               const char *licence,
                               const char *url,
                               GError **error)
{
  OGRFeatureH feature = new_row (self, TABLE_CREDIT);

  set_text (feature, "text", text);
  set_text (feature, "licence", licence);
  set_text (feature, "url", url);
  return add_row (self, TABLE_CREDIT, feature, error);
}

/**
 * ibar_region_writer_set_info:
 * @self: a writer
 * @key: title, extent, home, …
 * @value: its value
 * @error: return location
 *
 * Returns: FALSE with @error set if it could not be written
 */
gboolean
ibar_region_writer_set_info (IbarRegionWriter *self,
                             const char *key,
                             const char *value,
                             GError **error)
{
  OGRFeatureH feature = new_row (self, TABLE_INFO);

  set_text (feature, "key", key);
  set_text (feature, "value", value);
  return add_row (self, TABLE_INFO, feature, error);
}

/**
 * ibar_region_writer_set_extent:
 * @self: a writer
 * @key: "extent" or "home"
 * @extent: the box, written as west south east north
 * @error: return location
 *
 * Returns: FALSE with @error set if it could not be written
 */
gboolean
ibar_region_writer_set_extent (IbarRegionWriter *self,
                               const char *key,
                               const IbarExtent *extent,
                               GError **error)
{
  const double sides[] = { extent->west, extent->south, extent->east, extent->north };
  GString *text = g_string_new (NULL);
  g_autofree char *value = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.6f", sides[i]);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", number);
    }
  value = g_string_free (text, FALSE);
  return ibar_region_writer_set_info (self, key, value, error);
}

/**
 * ibar_region_writer_finish:
 * @self: a writer
 * @error: return location
 *
 * Closes the file and puts it in its place.
 *
 * Returns: FALSE with @error set if it could not be written
 */
gboolean
ibar_region_writer_finish (IbarRegionWriter *self, GError **error)
{
  gboolean committed = TRUE;

  CPLErrorReset ();
  if (self->in_transaction)
    committed = GDALDatasetCommitTransaction (self->dataset) == OGRERR_NONE;
  self->in_transaction = FALSE;
  if (!committed)
    return fail (self, error);
  GDALClose (g_steal_pointer (&self->dataset));
  if (CPLGetLastErrorType () >= CE_Failure)
    return fail (self, error);
  if (g_rename (self->part, self->path) != 0)
    {
      int code = errno;

      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION, _ ("%s: could not be written: %s"),
                   self->path, g_strerror (code));
      return FALSE;
    }
  return TRUE;
}
