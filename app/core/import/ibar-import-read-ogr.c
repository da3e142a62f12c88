/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of everything GDAL reads better than we would: GeoPackage, KML, GPX, Shapefile, FlatGeobuf, spreadsheets,
 * Parquet and database servers.
 *
 * What of the file is read, and what of it may be opened at all, is decided in ibar-import-ogr-dataset.c.
 */
#define G_LOG_DOMAIN "ibar-import-read-ogr"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-gdal.h"
#include "ibar-import-read-private.h"

typedef struct
{
  IbarImportReader parent;
  GDALDatasetH     dataset;
  GArray          *layers;    /* of OGRLayerH: those that are read, in order */
  guint            layer;     /* the current one */
  GArray          *map;       /* of int: field of the current layer → column */
  int              key_column; /* of the current layer's primary key, -1: none */
  char             key[32];    /* the current feature's */
  int              folder_column; /* the layer's name, where several are read; -1: none */
  OGRCoordinateTransformationH transform; /* (nullable) of the current layer */
  OGRFeatureH      feature;   /* (nullable) the current one: holds the cells' strings */
  guint            n_titles;  /* of a spreadsheet: rows above its header */
  gint64           n_read, n_total;
  GPtrArray       *row;       /* of char * */
  GPtrArray       *held;      /* of char *: copies, as OGR's strings live in one buffer a feature */
  char            *geometry;
} OgrReader;

/* Layers ----------------------------------------------------------------------------------------- */

/* Blanks around a name are none of the column's: people leave them behind in a sheet's header. */
static gint
find_column (OgrReader *self, const char *name)
{
  g_autofree char *wanted = g_strstrip (g_strdup (name));

  for (guint i = 0; i + 1 < self->parent.columns->len; i++)
    if (g_str_equal (g_ptr_array_index (self->parent.columns, i), wanted))
      return (int) i;
  return -1;
}

static void
collect_columns (OgrReader *self)
{
  for (guint l = 0; l < self->layers->len; l++)
    {
      OGRLayerH layer = g_array_index (self->layers, OGRLayerH, l);
      OGRFeatureDefnH definition = OGR_L_GetLayerDefn (layer);
      const char *key = OGR_L_GetFIDColumn (layer);

      /* A primary key is no field to OGR, but it is the row's own id. */
      if (key != NULL && *key != '\0' && find_column (self, key) < 0)
        ibar_import_reader_add_column (&self->parent, key);
      for (int i = 0; i < OGR_FD_GetFieldCount (definition); i++)
        {
          const char *name = OGR_Fld_GetNameRef (OGR_FD_GetFieldDefn (definition, i));

          if (find_column (self, name) < 0 && self->parent.columns->len <= IBAR_IMPORT_MAX_COLUMNS)
            ibar_import_reader_add_column (&self->parent, name);
        }
      self->n_total += MAX (0, OGR_L_GetFeatureCount (layer, FALSE));
    }
}

/* A KML file's folders are layers to OGR: which one a mark lay in is all that some files say of its kind. */
static void
add_folder_column (OgrReader *self)
{
  self->folder_column = -1;
  if (self->layers->len < 2 || find_column (self, "folder") >= 0)
    return;
  ibar_import_reader_add_column (&self->parent, "folder");
  self->folder_column = find_column (self, "folder");
}

/* A transformation to WGS 84, longitude first; NULL where the layer is in it already or does not say. */
static OGRCoordinateTransformationH
make_transform (OGRLayerH layer)
{
  OGRSpatialReferenceH from = OGR_L_GetSpatialRef (layer), to;
  OGRCoordinateTransformationH transform = NULL;

  if (from == NULL)
    return NULL;
  to = OSRNewSpatialReference (NULL);
  OSRImportFromEPSG (to, 4326);
  OSRSetAxisMappingStrategy (to, OAMS_TRADITIONAL_GIS_ORDER);
  if (!OSRIsSame (from, to) && !(OSRIsGeographic (from) && OSRGetAuthorityCode (from, NULL) != NULL
                                && g_str_equal (OSRGetAuthorityCode (from, NULL), "4326")))
    transform = OCTNewCoordinateTransformation (from, to);
  OSRRelease (to);
  return transform;
}

static gboolean
is_wgs84 (OGRLayerH layer)
{
  OGRCoordinateTransformationH transform = make_transform (layer);

  if (transform == NULL)
    return TRUE;
  OCTDestroyCoordinateTransformation (transform);
  return FALSE;
}

static void
start_layer (OgrReader *self, guint l)
{
  OGRLayerH layer = g_array_index (self->layers, OGRLayerH, l);
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (layer);

  const char *key = OGR_L_GetFIDColumn (layer);

  self->layer = l;
  self->key_column = key != NULL && *key != '\0' ? find_column (self, key) : -1;
  g_array_set_size (self->map, 0);
  for (int i = 0; i < OGR_FD_GetFieldCount (definition); i++)
    {
      /* The names of a header further down are not OGR's. */
      int column = self->n_titles > 0 ? i : find_column (self, OGR_Fld_GetNameRef (OGR_FD_GetFieldDefn (definition, i)));

      g_array_append_val (self->map, column);
    }
  g_clear_pointer (&self->transform, OCTDestroyCoordinateTransformation);
  self->transform = make_transform (layer);
  OGR_L_ResetReading (layer);
  for (guint i = 0; i < self->n_titles; i++)
    OGR_F_Destroy (OGR_L_GetNextFeature (layer));
}

/* Rows ------------------------------------------------------------------------------------------- */

static void
set_point (OgrReader *self, IbarImportRow *row, double x, double y)
{
  if (self->transform != NULL && !OCTTransform (self->transform, 1, &x, &y, NULL))
    return;
  row->point = (IbarPoint){ x, y };
}

static void
set_geometry (OgrReader *self, IbarImportRow *row)
{
  OGRGeometryH geometry = OGR_F_GetGeometryRef (self->feature), centre;

  if (geometry == NULL || OGR_G_IsEmpty (geometry))
    return;
  if (wkbFlatten (OGR_G_GetGeometryType (geometry)) == wkbPoint)
    {
      set_point (self, row, OGR_G_GetX (geometry, 0), OGR_G_GetY (geometry, 0));
      return;
    }
  centre = OGR_G_CreateGeometry (wkbPoint);
  if (OGR_G_Centroid (geometry, centre) == OGRERR_NONE && !OGR_G_IsEmpty (centre))
    {
      char *wkt = NULL;

      set_point (self, row, OGR_G_GetX (centre, 0), OGR_G_GetY (centre, 0));
      OGR_G_ExportToWkt (geometry, &wkt);
      self->geometry = g_strdup (wkt);
      CPLFree (wkt);
    }
  OGR_G_DestroyGeometry (centre);
  row->geometry = self->geometry;
}

static void
set_cells (OgrReader *self, IbarImportRow *row)
{
  g_ptr_array_set_size (self->held, 0);
  for (guint i = 0; i < self->row->len; i++)
    g_ptr_array_index (self->row, i) = (char *) "";
  for (guint i = 0; i < self->map->len; i++)
    {
      int column = g_array_index (self->map, int, i);
      char *cell;

      if (column < 0 || !OGR_F_IsFieldSetAndNotNull (self->feature, (int) i))
        continue;
      cell = ibar_import_dup_ogr_cell (self->feature, (int) i, &row->repaired);
      g_ptr_array_add (self->held, cell);
      g_ptr_array_index (self->row, column) = cell;
    }
  if (self->key_column >= 0)
    {
      g_snprintf (self->key, sizeof self->key, "%" G_GINT64_FORMAT, (gint64) OGR_F_GetFID (self->feature));
      g_ptr_array_index (self->row, self->key_column) = self->key;
    }
  if (self->folder_column >= 0)
    g_ptr_array_index (self->row, self->folder_column)
        = (char *) OGR_L_GetName (g_array_index (self->layers, OGRLayerH, self->layer));
  row->cells = (char **) self->row->pdata;
}

static OGRFeatureH
next_feature (OgrReader *self)
{
  for (;;)
    {
      OGRFeatureH feature
          = OGR_L_GetNextFeature (g_array_index (self->layers, OGRLayerH, self->layer));

      if (feature != NULL || self->layer + 1 >= self->layers->len)
        return feature;
      start_layer (self, self->layer + 1);
    }
}

static IbarImportStep
ogr_next (IbarImportReader *reader, IbarImportRow *row, GError **error)
{
  OgrReader *self = (OgrReader *) reader;

  g_clear_pointer (&self->feature, OGR_F_Destroy);
  g_clear_pointer (&self->geometry, g_free);
  CPLPushErrorHandler (CPLQuietErrorHandler);
  CPLErrorReset ();
  self->feature = next_feature (self);
  CPLPopErrorHandler ();
  if (self->feature == NULL)
    {
      if (CPLGetLastErrorType () < CE_Failure)
        return IBAR_IMPORT_STEP_END;
      ibar_import_fail_gdal (_ ("reading stopped"), error);
      return IBAR_IMPORT_STEP_FAILED;
    }
  row->line = ++self->n_read;
  row->point = (IbarPoint){ NAN, NAN };
  row->repaired = FALSE;
  row->geometry = NULL;
  set_cells (self, row);
  set_geometry (self, row);
  return IBAR_IMPORT_STEP_ROW;
}

static gboolean
ogr_rewind (IbarImportReader *reader, GError **error)
{
  OgrReader *self = (OgrReader *) reader;

  self->n_read = 0;
  start_layer (self, 0);
  return TRUE;
}

static double
ogr_get_fraction (IbarImportReader *reader)
{
  OgrReader *self = (OgrReader *) reader;

  return self->n_total > 0 ? MIN (1.0, (double) self->n_read / self->n_total) : 0;
}

/* Only what passes comes over the wire: PostgreSQL and MySQL get both as part of their query. */
static gboolean
ogr_push (IbarImportReader *reader, const char *sql, const IbarExtent *box, GError **error)
{
  OgrReader *self = (OgrReader *) reader;

  self->n_total = 0;
  for (guint l = 0; l < self->layers->len; l++)
    {
      OGRLayerH layer = g_array_index (self->layers, OGRLayerH, l);
      gboolean bad;

      CPLPushErrorHandler (CPLQuietErrorHandler);
      CPLErrorReset ();
      bad = sql != NULL && OGR_L_SetAttributeFilter (layer, sql) != OGRERR_NONE;
      CPLPopErrorHandler ();
      if (bad)
        {
          ibar_import_fail_gdal (_ ("the filter cannot be pushed to the server"), error);
          return FALSE;
        }
      if (box != NULL && OGR_L_GetGeomType (layer) != wkbNone && is_wgs84 (layer))
        OGR_L_SetSpatialFilterRect (layer, box->west, box->south, box->east, box->north);
    }
  start_layer (self, 0);
  return TRUE;
}

static IbarImportColumnKind
ogr_get_column_kind (IbarImportReader *reader, int column)
{
  OgrReader *self = (OgrReader *) reader;
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (g_array_index (self->layers, OGRLayerH, 0));
  int field = OGR_FD_GetFieldIndex (definition, g_ptr_array_index (self->parent.columns, column));

  switch (field >= 0 ? OGR_Fld_GetType (OGR_FD_GetFieldDefn (definition, field)) : OFTBinary)
    {
    case OFTString:
      return IBAR_IMPORT_COLUMN_TEXT;
    case OFTInteger:
    case OFTInteger64:
      return IBAR_IMPORT_COLUMN_INTEGER;
    case OFTReal:
      return IBAR_IMPORT_COLUMN_REAL;
    case OFTDate:
    case OFTDateTime:
      return IBAR_IMPORT_COLUMN_DAY;
    default:
      return IBAR_IMPORT_COLUMN_OTHER;
    }
}

static GPtrArray *
ogr_ask_values (IbarImportReader *reader, const int *columns, guint n_columns, const char *condition, guint max)
{
  OgrReader *self = (OgrReader *) reader;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gboolean mysql = g_str_equal (reader->format, "MySQL");
  GPtrArray *found;

  if (!ibar_import_reader_is_server (reader))
    return NULL;
  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (names, g_ptr_array_index (reader->columns, columns[i]));
  g_ptr_array_add (names, NULL);
  found = ibar_import_ask_ogr (self->dataset, OGR_L_GetName (g_array_index (self->layers, OGRLayerH, 0)),
                               (const char *const *) names->pdata, mysql, condition, max);
  start_layer (self, 0);
  return found;
}

static void
ogr_free (IbarImportReader *reader)
{
  OgrReader *self = (OgrReader *) reader;

  g_clear_pointer (&self->feature, OGR_F_Destroy);
  g_clear_pointer (&self->transform, OCTDestroyCoordinateTransformation);
  g_free (self->geometry);
  g_array_unref (self->layers);
  g_array_unref (self->map);
  g_ptr_array_unref (self->row);
  g_ptr_array_unref (self->held);
  if (self->dataset != NULL)
    GDALClose (self->dataset);
  g_free (self);
}

static const IbarImportReaderClass ogr_class
    = { ogr_next, ogr_rewind, NULL, ogr_get_fraction, ogr_push, ogr_get_column_kind, ogr_ask_values, ogr_free };

/* Spreadsheets ----------------------------------------------------------------------------------- */

/* OGR calls a column without a header Field4. */
static char **
dup_header (OgrReader *self)
{
  char **row = g_strdupv ((char **) self->parent.columns->pdata);

  for (guint i = 0; row[i] != NULL; i++)
    {
      g_autofree char *made_up = g_strdup_printf ("Field%u", i + 1);

      if (g_str_equal (row[i], made_up))
        *row[i] = '\0';
    }
  return row;
}

/* A sheet's first row is its header to OGR; here it may stand further down. */
static gboolean
skip_titles (OgrReader *self, GError **error)
{
  g_autoptr (GPtrArray) rows = ibar_import_rows_new ();
  IbarImportRow row;

  g_ptr_array_add (rows, dup_header (self));
  while (rows->len < IBAR_IMPORT_MAX_TITLES && ogr_next (&self->parent, &row, NULL) == IBAR_IMPORT_STEP_ROW)
    {
      char **copy = g_new0 (char *, self->row->len + 1);

      for (guint i = 0; i < self->row->len; i++)
        copy[i] = g_strdup (row.cells[i]);
      g_ptr_array_add (rows, copy);
    }
  self->n_titles = ibar_import_find_header (rows);
  for (guint i = 0; i < self->n_titles; i++)
    ibar_import_reader_add_above (&self->parent, g_ptr_array_index (rows, i));
  if (self->n_titles > 0)
    {
      char **names = g_ptr_array_index (rows, self->n_titles);

      g_ptr_array_set_size (self->parent.columns, 0);
      g_ptr_array_add (self->parent.columns, NULL);
      for (; *names != NULL; names++)
        ibar_import_reader_add_column (&self->parent, *names);
    }
  return ogr_rewind (&self->parent, error);
}

/* Opening ---------------------------------------------------------------------------------------- */

/* driver is the one the file's first bytes, or the connection's prefix, ask for. path may end in "#LAYER". */
gboolean
ibar_import_open_ogr (IbarImportReader **reader, const char *path, const char *driver, GError **error)
{
  static const char *const sheets[] = { "XLSX", "ODS", NULL };
  static const char *const all_layers[] = { "KML", "KMZ", "GPX", NULL };
  OgrReader *self = g_new0 (OgrReader, 1);
  const char *hash = strrchr (path, '#');
  g_autofree char *file = NULL;

  self->parent.klass = &ogr_class;
  self->parent.format = driver;
  self->parent.columns = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->parent.columns, NULL);
  self->layers = g_array_new (FALSE, FALSE, sizeof (OGRLayerH));
  self->map = g_array_new (FALSE, FALSE, sizeof (int));
  self->row = g_ptr_array_new ();
  self->held = g_ptr_array_new_with_free_func (g_free);
  *reader = &self->parent;

  if (!ibar_import_reader_is_server (&self->parent) && g_file_test (path, G_FILE_TEST_EXISTS))
    hash = NULL;
  file = hash != NULL ? g_strndup (path, hash - path) : g_strdup (path);
  self->dataset = ibar_import_open_dataset (file, driver, error);
  if (self->dataset == NULL
      || !ibar_import_choose_layers (self->dataset, hash != NULL ? hash + 1 : NULL, g_strv_contains (all_layers, driver),
                                     self->layers, error))
    return FALSE;
  if (hash == NULL && !ibar_import_reader_is_server (&self->parent) && self->layers->len == 1)
    self->parent.left_out = ibar_import_name_other_layers (self->dataset, g_array_index (self->layers, OGRLayerH, 0));
  collect_columns (self);
  self->folder_column = -1;
  if (g_str_has_prefix (driver, "KM"))
    add_folder_column (self);
  for (guint i = 0; i + 1 < self->parent.columns->len; i++)
    g_ptr_array_add (self->row, (char *) "");
  start_layer (self, 0);
  return !g_strv_contains (sheets, driver) || skip_titles (self, error);
}
