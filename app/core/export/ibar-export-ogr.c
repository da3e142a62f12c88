/* SPDX-License-Identifier: GPL-3.0-or-later */

/* KML, XLSX and FlatGeobuf through GDAL: one layer of points with the columns of
 * ibar-export-fields.c. */

#define G_LOG_DOMAIN "ibar-export-ogr"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-export-private.h"
#include "ibar-gdal-drivers.h"
#include "ibar-gdal.h"
#include "ibar-output.h"

typedef struct
{
  OGRLayerH layer;
  GString *value;
  gboolean spatial;     /* whether the format has geometry */
  gboolean placed_only; /* whether it has no room for what is not placed: ibar_export_count_left_out() */
  int *index;       /* where the layer has our fields: some formats begin with fields of their own */
} OgrWriter;

static gboolean
fail (const char *path, GError **error)
{
  const char *message = CPLGetLastErrorMsg ();

  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("“%s” cannot be written: %s"), path,
               message[0] != '\0' ? message : _ ("GDAL gave no reason"));
  return FALSE;
}

static gboolean
add_fields (OGRLayerH layer)
{
  guint n_fields;
  const IbarExportField *fields = ibar_export_get_fields (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      OGRFieldType type = fields[i].kind == IBAR_FIELD_REAL   ? OFTReal
                          : fields[i].kind == IBAR_FIELD_DATE ? OFTDate
                                                              : OFTString;
      OGRFieldDefnH definition = OGR_Fld_Create (fields[i].name, type);
      OGRErr result = OGR_L_CreateField (layer, definition, TRUE);

      OGR_Fld_Destroy (definition);
      if (result != OGRERR_NONE)
        return FALSE;
    }
  return TRUE;
}

/* (transfer full): a layer's index for each of our fields. */
static int *
find_fields (OGRLayerH layer)
{
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (layer);
  guint n_fields;
  const IbarExportField *fields = ibar_export_get_fields (&n_fields);
  int *index = g_new (int, n_fields);

  for (guint i = 0; i < n_fields; i++)
    index[i] = OGR_FD_GetFieldIndex (definition, fields[i].name);
  return index;
}

static void
set_fields (const IbarExport *export,
            const IbarEventRecord *record,
            OgrWriter *writer,
            OGRFeatureH feature)
{
  guint n_fields;
  const IbarExportField *fields = ibar_export_get_fields (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_string_truncate (writer->value, 0);
      if (!ibar_export_append_field (export, record, i, writer->value))
        continue;
      if (fields[i].kind == IBAR_FIELD_REAL)
        OGR_F_SetFieldDouble (feature, writer->index[i], g_ascii_strtod (writer->value->str, NULL));
      else
        OGR_F_SetFieldString (feature, writer->index[i], writer->value->str);
    }
}

static gboolean
write_feature (const IbarExport *export,
               const IbarEventRecord *record,
               gsize index,
               GString *out,
               gpointer user_data,
               GError **error)
{
  OgrWriter *writer = user_data;
  OGRFeatureH feature;
  gboolean ok;

  if (writer->placed_only && !ibar_point_is_placed (record->point))
    return TRUE;
  feature = OGR_F_Create (OGR_L_GetLayerDefn (writer->layer));
  set_fields (export, record, writer, feature);
  if (writer->spatial && ibar_point_is_placed (record->point))
    {
      OGRGeometryH point = OGR_G_CreateGeometry (wkbPoint);

      OGR_G_SetPoint_2D (point, 0, record->point.longitude, record->point.latitude);
      OGR_F_SetGeometryDirectly (feature, point);
    }
  ok = OGR_L_CreateFeature (writer->layer, feature) == OGRERR_NONE;
  OGR_F_Destroy (feature);
  return ok || fail (_ ("the event"), error);
}

static gboolean
write_layer (const IbarExport *export,
             GDALDatasetH dataset,
             gboolean spatial,
             gboolean placed_only,
             const char *path,
             GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autofree int *index = NULL;
  OgrWriter writer = { NULL, value, spatial, placed_only, NULL };
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);
  gboolean ok;

  OSRSetWellKnownGeogCS (srs, "WGS84");
  OSRSetAxisMappingStrategy (srs, OAMS_TRADITIONAL_GIS_ORDER);
  writer.layer = GDALDatasetCreateLayer (dataset, "event", spatial ? srs : NULL,
                                         spatial ? wkbPoint : wkbNone, NULL);
  ok = writer.layer != NULL && add_fields (writer.layer);
  OSRDestroySpatialReference (srs);
  if (!ok)
    return fail (path, error);
  writer.index = index = find_fields (writer.layer);
  return ibar_export_for_each (export, NULL, write_feature, &writer, error);
}

/* GDAL chooses by the name's ending, and writes in place: so another name in the same folder. It
 * must have no second ".xlsx": GDAL takes what stands before it for the archive. */
static char *
make_part_path (const char *path, const char *ending)
{
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *name = g_strdup_printf (".ibar-%u.%s", g_random_int (), ending);

  return g_build_filename (dir, name, NULL);
}

gboolean
ibar_export_ogr (const IbarExport *export,
                 IbarExportFormat format,
                 const char *path,
                 GError **error)
{
  static const struct
  {
    IbarExportFormat format;
    const char *driver, *ending;
    gboolean spatial;
  } drivers[] = {
    { IBAR_EXPORT_KML, "KML", "kml", TRUE },
    { IBAR_EXPORT_XLSX, "XLSX", "xlsx", FALSE },
    { IBAR_EXPORT_FGB, "FlatGeobuf", "fgb", TRUE },
  };
  char *kml_options[] = { (char *) "NameField=title", (char *) "DescriptionField=summary", NULL };
  g_autofree char *part = NULL;
  guint d = 0;
  GDALDriverH driver;
  GDALDatasetH dataset;
  gboolean ok;

  while (d < G_N_ELEMENTS (drivers) && drivers[d].format != format)
    d++;
  g_return_val_if_fail (d < G_N_ELEMENTS (drivers), FALSE);

  ibar_gdal_register_drivers ();
  driver = GDALGetDriverByName (drivers[d].driver);
  part = make_part_path (path, drivers[d].ending);
  CPLPushErrorHandler (CPLQuietErrorHandler);
  CPLErrorReset ();
  dataset = driver != NULL ? GDALCreate (driver, part, 0, 0, 0, GDT_Unknown,
                                         format == IBAR_EXPORT_KML ? kml_options : NULL)
                           : NULL;
  ok = dataset != NULL ? write_layer (export, dataset, drivers[d].spatial, format == IBAR_EXPORT_FGB, path, error)
                       : fail (path, error);
  if (dataset != NULL)
    GDALClose (dataset); /* tells of a full disk by the last error only */
  if (ok && CPLGetLastErrorType () >= CE_Failure)
    ok = fail (path, error);
  CPLPopErrorHandler ();
  return ibar_output_replace (part, path, ok, error);
}
