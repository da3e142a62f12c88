/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `ibar compile-region DIR -o region.gpkg`: plain data files become a region.
 *
 * DIR/region.ini names the region, its credits and which file fills which layer, so that another
 * part of the world is another folder and not another program. What is impossible stops the
 * compilation with the file and the line or feature; nothing is guessed except the rank, which
 * follows from kind and population. */

#define G_LOG_DOMAIN "ibar-compile-region"

#include "config.h"

#include "ibar-compile-region.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-gdal-drivers.h"
#include "ibar-gdal.h"
#include "ibar-region-writer.h"
#include "ibar-verbs.h"

/* An area kept while compiling, to say in which one a place lies. */
typedef struct
{
  char *id;
  gboolean highlight;
  OGRGeometryH geometry;
} Area;

typedef struct
{
  const char *folder;
  GKeyFile *ini;
  IbarRegionWriter *writer;
  GArray *areas; /* of Area */
  IbarExtent all;
  IbarExtent home; /* of the highlighted areas */
} Compiler;

static const char *const name_keys[IBAR_N_NAME_FORMS]
    = { "name_sq", "name_sr_latn", "name_sr_cyrl", "name_en", "name_local" };

static void
clear_area (gpointer data)
{
  Area *area = data;

  g_free (area->id);
  OGR_G_DestroyGeometry (area->geometry);
}

/* ---- Reading region.ini -------------------------------------------------------------------- */

static char *
get_text (GKeyFile *ini, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (ini, group, key, NULL);

  return text != NULL ? g_strstrip (g_steal_pointer (&text)) : NULL;
}

static char *
get_path (Compiler *self, const char *group, GError **error)
{
  g_autofree char *name = get_text (self->ini, group, "file");

  if (name == NULL || name[0] == '\0')
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("region.ini: [%s] needs “file”"), group);
      return NULL;
    }
  return g_build_filename (self->folder, name, NULL);
}

static GDALDatasetH
open_dataset (const char *path, guint flags, const char *driver, char **options, GError **error)
{
  const char *const drivers[] = { driver, NULL };
  GDALDatasetH dataset;

  CPLErrorReset ();
  CPLPushErrorHandler (CPLQuietErrorHandler);
  dataset
      = GDALOpenEx (path, flags | GDAL_OF_READONLY, drivers, (const char *const *) options, NULL);
  CPLPopErrorHandler ();
  if (dataset == NULL)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("%s: not readable as %s: %s"), path,
                 driver, CPLGetLastErrorMsg ());
  return dataset;
}

/* ---- Features ------------------------------------------------------------------------------ */

static gboolean
check_points (OGRGeometryH geometry, gboolean area, const char **problem)
{
  int n_parts = OGR_G_GetGeometryCount (geometry);
  int n_points = n_parts == 0 ? OGR_G_GetPointCount (geometry) : 0;

  for (int i = 0; i < n_parts; i++)
    {
      if (!check_points (OGR_G_GetGeometryRef (geometry, i), area, problem))
        return FALSE;
    }
  for (int i = 0; i < n_points; i++)
    {
      double longitude = OGR_G_GetX (geometry, i);
      double latitude = OGR_G_GetY (geometry, i);

      if (!(fabs (longitude) <= 180.0 && fabs (latitude) <= 90.0))
        {
          *problem = _ ("a coordinate is outside longitude -180 … 180 or latitude -90 … 90");
          return FALSE;
        }
    }
  if (n_parts == 0 && n_points < (area ? 4 : 2))
    {
      *problem = area ? _ ("a ring has fewer than 4 points") : _ ("a line has fewer than 2 points");
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_geometry (OGRGeometryH geometry, gboolean area, const char **problem)
{
  OGRwkbGeometryType type;

  *problem = _ ("there is no geometry");
  if (geometry == NULL || OGR_G_IsEmpty (geometry))
    return FALSE;
  type = wkbFlatten (OGR_G_GetGeometryType (geometry));
  if (area != (type == wkbPolygon || type == wkbMultiPolygon)
      || (!area && type != wkbLineString && type != wkbMultiLineString))
    {
      *problem = area ? _ ("a polygon was expected") : _ ("a line was expected");
      return FALSE;
    }
  return check_points (geometry, area, problem);
}

/* The field that an entry of region.ini names, or NULL where it names none. */
static const char *
get_field (Compiler *self, const char *group, const char *key, OGRFeatureH feature)
{
  g_autofree char *name = get_text (self->ini, group, key);
  int index = name != NULL ? OGR_F_GetFieldIndex (feature, name) : -1;

  if (index < 0 || !OGR_F_IsFieldSetAndNotNull (feature, index))
    return NULL;
  return OGR_F_GetFieldAsString (feature, index);
}

static gboolean
get_flag (Compiler *self, const char *group, const char *key, OGRFeatureH feature)
{
  const char *text = get_field (self, group, key, feature);

  return text != NULL && (strcmp (text, "1") == 0 || g_ascii_strcasecmp (text, "true") == 0);
}

static void
add_to_extent (IbarExtent *extent, OGRGeometryH geometry)
{
  OGREnvelope box;

  OGR_G_GetEnvelope (geometry, &box);
  ibar_extent_add (extent, (IbarPoint){ box.MinX, box.MinY });
  ibar_extent_add (extent, (IbarPoint){ box.MaxX, box.MaxY });
}

static void
keep_area (Compiler *self, const IbarRegionRecord *record, OGRGeometryH geometry)
{
  Area area = { g_strdup (record->id), record->highlight, OGR_G_Clone (geometry) };

  g_array_append_val (self->areas, area);
  add_to_extent (&self->all, geometry);
  if (record->highlight)
    add_to_extent (&self->home, geometry);
}

static gboolean
add_feature (Compiler *self,
             const char *group,
             const char *path,
             IbarLayer layer,
             OGRFeatureH feature,
             guint number,
             GError **error)
{
  g_autofree char *only = get_text (self->ini, group, "only");
  OGRGeometryH geometry = OGR_F_GetGeometryRef (feature);
  IbarRegionRecord record = { .population = -1 };
  g_autofree char *id = g_strdup (get_field (self, group, "id", feature));
  g_autofree char *kind = NULL;
  g_autofree char *neighbour = NULL;
  g_autofree char *note = NULL;
  IbarNames names = { { NULL } };
  const char *problem;
  gboolean added;

  if (only != NULL)
    {
      int index = OGR_F_GetFieldIndex (feature, "kind");

      if (index < 0 || strcmp (OGR_F_GetFieldAsString (feature, index), only) != 0)
        return TRUE;
    }
  if (!check_geometry (geometry, ibar_layer_is_area (layer), &problem))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("%s: feature %u (%s): %s"), path, number,
                   id != NULL ? id : _ ("without id"), problem);
      return FALSE;
    }
  kind = g_strdup (get_field (self, group, "kind", feature));
  neighbour = g_strdup (get_field (self, group, "neighbour", feature));
  note = g_strdup (get_field (self, group, "note", feature));
  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    names.form[i] = g_strdup (get_field (self, group, name_keys[i], feature));
  record.id = id;
  record.names = names;
  record.kind = kind;
  record.neighbour = neighbour;
  record.note = note;
  record.rank = ibar_region_rank_line (layer, kind);
  record.highlight = get_flag (self, group, "highlight", feature);
  record.schematic = get_flag (self, group, "schematic", feature);
  if (layer == IBAR_LAYER_ADMIN_AREA)
    keep_area (self, &record, geometry);
  added = ibar_region_writer_add_feature (self->writer, layer, geometry, &record, error);
  ibar_names_clear (&names);
  return added;
}

static gboolean
add_layer (Compiler *self, const char *group, GError **error)
{
  g_autofree char *path = get_path (self, group, error);
  g_autofree char *table = get_text (self->ini, group, "table");
  GDALDatasetH dataset;
  OGRFeatureH feature;
  IbarLayer layer;
  gboolean good = TRUE;
  OGRLayerH rows;

  if (path == NULL)
    return FALSE;
  if (table == NULL || !ibar_layer_from_table (table, &layer))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("region.ini: [%s]: “%s” is not a layer"),
                   group, table != NULL ? table : "");
      return FALSE;
    }
  dataset = open_dataset (path, GDAL_OF_VECTOR, "GeoJSON", NULL, error);
  if (dataset == NULL)
    return FALSE;
  rows = GDALDatasetGetLayer (dataset, 0);
  for (guint number = 1; good && (feature = OGR_L_GetNextFeature (rows)) != NULL; number++)
    {
      good = add_feature (self, group, path, layer, feature, number, error);
      OGR_F_Destroy (feature);
    }
  GDALClose (dataset);
  return good;
}

/* ---- Places -------------------------------------------------------------------------------- */

static const Area *
find_area (Compiler *self, IbarPoint point)
{
  OGRGeometryH geometry = OGR_G_CreateGeometry (wkbPoint);
  const Area *found = NULL;

  OGR_G_SetPoint_2D (geometry, 0, point.longitude, point.latitude);
  for (guint i = 0; i < self->areas->len && found == NULL; i++)
    {
      const Area *area = &g_array_index (self->areas, Area, i);

      if (OGR_G_Intersects (area->geometry, geometry))
        found = area;
    }
  OGR_G_DestroyGeometry (geometry);
  return found;
}

static const char *
get_column (OGRFeatureH row, const char *name)
{
  int index = OGR_F_GetFieldIndex (row, name);

  return index >= 0 ? OGR_F_GetFieldAsString (row, index) : "";
}

static gboolean
read_number (OGRFeatureH row, const char *name, double *number)
{
  const char *text = get_column (row, name);
  char *end;

  *number = g_ascii_strtod (text, &end);
  return text[0] != '\0' && *end == '\0' && isfinite (*number);
}

static gboolean
add_place (Compiler *self, const char *path, OGRFeatureH row, guint line, GError **error)
{
  g_autofree char *kind = g_strdup (get_column (row, "kind"));
  g_autofree char *source = g_strdup (get_column (row, "source"));
  g_autofree char *verified = g_strdup (get_column (row, "verified"));
  g_autofree char *id = g_strdup_printf ("place-%u", line - 1);
  IbarRegionRecord record = { .id = id, .kind = kind, .source = source, .population = -1 };
  IbarNames names = { { NULL } };
  IbarPoint point;
  double population = 0;
  const char *problem = NULL;
  const Area *area;
  gboolean added;

  if (!read_number (row, "lat", &point.latitude) || fabs (point.latitude) > 90)
    problem = _ ("“lat” is not a latitude from -90 to 90");
  else if (!read_number (row, "lon", &point.longitude) || fabs (point.longitude) > 180)
    problem = _ ("“lon” is not a longitude from -180 to 180");
  else if (!read_number (row, "uncertainty_m", &record.uncertainty_m) || record.uncertainty_m < 0)
    problem = _ ("“uncertainty_m” is not a distance in metres");
  else if (get_column (row, "population")[0] != '\0'
           && (!read_number (row, "population", &population) || population < 0))
    problem = _ ("“population” is not a number");
  else if (strcmp (verified, "yes") != 0 && strcmp (verified, "no") != 0)
    problem = _ ("“verified” is neither yes nor no");
  else if (kind[0] == '\0')
    problem = _ ("“kind” is empty");
  if (problem != NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, "%s:%u: %s", path, line, problem);
      return FALSE;
    }

  names.form[IBAR_NAME_SQ] = g_strdup (get_column (row, "name_sq"));
  names.form[IBAR_NAME_SR_LATN] = g_strdup (get_column (row, "name_sr"));
  names.form[IBAR_NAME_SR_CYRL] = g_strdup (get_column (row, "name_sr_cyrl"));
  names.form[IBAR_NAME_EN] = g_strdup (get_column (row, "name_en"));
  if (get_column (row, "population")[0] != '\0')
    record.population = (gint64) population;
  area = find_area (self, point);
  record.names = names;
  record.admin_area = area != NULL ? area->id : NULL;
  record.verified = strcmp (verified, "yes") == 0;
  record.rank = ibar_region_rank_place (kind, record.population, area != NULL && area->highlight);
  added = ibar_region_writer_add_place (self->writer, point, &record, error);
  ibar_names_clear (&names);
  return added;
}

static gboolean
add_places (Compiler *self, GError **error)
{
  char *options[] = { (char *) "AUTODETECT_TYPE=NO", (char *) "EMPTY_STRING_AS_NULL=NO", NULL };
  g_autofree char *path = get_path (self, "places", error);
  GDALDatasetH dataset;
  OGRFeatureH row;
  gboolean good = TRUE;
  OGRLayerH rows;

  if (path == NULL)
    return FALSE;
  dataset = open_dataset (path, GDAL_OF_VECTOR, "CSV", options, error);
  if (dataset == NULL)
    return FALSE;
  rows = GDALDatasetGetLayer (dataset, 0);
  for (guint line = 2; good && (row = OGR_L_GetNextFeature (rows)) != NULL; line++)
    {
      good = add_place (self, path, row, line, error);
      OGR_F_Destroy (row);
    }
  GDALClose (dataset);
  return good;
}

/* ---- Profiles, credits, facts -------------------------------------------------------------- */

static gboolean
add_profile (Compiler *self, GKeyFile *ini, const char *path, const char *group, GError **error)
{
  static const char *const label_keys[IBAR_N_NAME_FORMS]
      = { "label_sq", "label_sr_latn", "label_sr_cyrl", "label_en", "label_local" };
  IbarBoundaryProfile profile = { .id = (char *) group };
  g_autofree char *title = get_text (ini, group, "title");
  g_autofree char *note = get_text (ini, group, "note");
  g_autofree char *style = get_text (ini, group, "outline_style");
  g_autofree char *neighbours = get_text (ini, group, "neighbours");
  gboolean added;

  if (title == NULL || note == NULL || style == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                   _ ("%s: [%s] needs “title”, “note” and “outline_style”"), path, group);
      return FALSE;
    }
  if (!g_strv_contains ((const char *const[]){ "solid", "dashed", "dotted", NULL }, style))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                   _ ("%s: [%s]: outline_style is solid, dashed or dotted, not “%s”"), path, group,
                   style);
      return FALSE;
    }
  profile.title = title;
  profile.note = note;
  profile.outline_style = style;
  profile.neighbours = neighbours;
  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    profile.label.form[i] = get_text (ini, group, label_keys[i]);
  added = ibar_region_writer_add_profile (self->writer, &profile, error);
  ibar_names_clear (&profile.label);
  return added;
}

static gboolean
add_profiles (Compiler *self, GError **error)
{
  g_autoptr (GKeyFile) ini = g_key_file_new ();
  g_autofree char *path = get_path (self, "profiles", error);
  g_auto (GStrv) groups = NULL;

  if (path == NULL)
    return FALSE;
  if (!g_key_file_load_from_file (ini, path, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  groups = g_key_file_get_groups (ini, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (!add_profile (self, ini, path, groups[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_credit (Compiler *self, const char *group, GError **error)
{
  g_autofree char *text = get_text (self->ini, group, "text");
  g_autofree char *licence = get_text (self->ini, group, "licence");
  g_autofree char *url = get_text (self->ini, group, "url");

  if (text == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("region.ini: [%s] needs “text”"), group);
      return FALSE;
    }
  return ibar_region_writer_add_credit (self->writer, text, licence, url, error);
}

static gboolean
add_info (Compiler *self, const IbarExtent *covered, GError **error)
{
  static const char *const keys[] = { "id", "title", "schematic_note" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = get_text (self->ini, "region", keys[i]);

      if (value != NULL && !ibar_region_writer_set_info (self->writer, keys[i], value, error))
        return FALSE;
    }
  return ibar_region_writer_set_extent (
             self->writer, "extent", ibar_extent_is_empty (covered) ? &self->all : covered, error)
         && ibar_region_writer_set_extent (
             self->writer, "home", ibar_extent_is_empty (&self->home) ? &self->all : &self->home,
             error);
}

/* The map covers what the elevation covers: beyond, there is only context. */
static void
get_raster_extent (GDALDatasetH raster, IbarExtent *extent)
{
  double transform[6];
  double width = GDALGetRasterXSize (raster);
  double height = GDALGetRasterYSize (raster);

  if (GDALGetGeoTransform (raster, transform) != CE_None)
    return;
  ibar_extent_add (extent, (IbarPoint){ transform[0], transform[3] });
  ibar_extent_add (extent, (IbarPoint){ transform[0] + width * transform[1],
                                        transform[3] + height * transform[5] });
}

static gboolean
add_groups (Compiler *self, const IbarExtent *covered, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->ini, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (g_str_has_prefix (groups[i], "layer ") && !add_layer (self, groups[i], error))
        return FALSE;
      if (g_str_has_prefix (groups[i], "credit ") && !add_credit (self, groups[i], error))
        return FALSE;
    }
  return add_places (self, error) && add_profiles (self, error) && add_info (self, covered, error)
         && ibar_region_writer_finish (self->writer, error);
}

/**
 * ibar_compile_region:
 * @folder: holds region.ini and the files it names
 * @path: the GeoPackage to make or replace
 * @error: return location
 *
 * Compiles a region from plain data files.
 *
 * Returns: FALSE with @error set; then nothing at @path has changed
 *
 * **Errors:** #IBAR_ERROR_PARSE and #IBAR_ERROR_DATA with file and line or feature.
 */
gboolean
ibar_compile_region (const char *folder, const char *path, GError **error)
{
  g_autoptr (GKeyFile) ini = g_key_file_new ();
  g_autoptr (GArray) areas = g_array_new (FALSE, FALSE, sizeof (Area));
  g_autofree char *ini_path = g_build_filename (folder, "region.ini", NULL);
  Compiler self = { .folder = folder, .ini = ini, .areas = areas };
  GDALDatasetH raster = NULL;
  IbarExtent covered;
  gboolean good;

  if (!g_key_file_load_from_file (ini, ini_path, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, "%s: ", ini_path);
      return FALSE;
    }
  ibar_gdal_register_drivers ();
  g_array_set_clear_func (areas, clear_area);
  ibar_extent_init_empty (&self.all);
  ibar_extent_init_empty (&self.home);
  ibar_extent_init_empty (&covered);
  if (g_key_file_has_group (ini, "elevation"))
    {
      g_autofree char *raster_path = get_path (&self, "elevation", error);

      if (raster_path == NULL)
        return FALSE;
      raster = open_dataset (raster_path, GDAL_OF_RASTER, "GTiff", NULL, error);
      if (raster == NULL)
        return FALSE;
      get_raster_extent (raster, &covered);
    }
  self.writer = ibar_region_writer_new (path, raster, NULL, error);
  if (raster != NULL)
    GDALClose (raster);
  good = self.writer != NULL && add_groups (&self, &covered, error);
  g_clear_pointer (&self.writer, ibar_region_writer_free);
  return good;
}

/**
 * ibar_verb_compile_region:
 * @argc: number of words
 * @argv: the verb and its words
 *
 * `ibar compile-region DIR -o region.gpkg`, for the build.
 *
 * Returns: the exit status
 */
int
ibar_verb_compile_region (int argc, char **argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
                                     N_ ("The GeoPackage to write"), N_ ("FILE") },
                                   { NULL } };
  g_autoptr (GOptionContext) context = ibar_verb_context_new (
      "compile-region", "DIR -o FILE", _ ("Compiles a region from plain data files."), entries);
  g_autoptr (GError) error = NULL;

  if (!ibar_verb_parse_options (context, "compile-region", &argc, &argv, 1, 1))
    return IBAR_EXIT_USAGE;
  if (output == NULL)
    return ibar_verb_usage ("compile-region", _ ("-o FILE is missing"));
  if (!ibar_compile_region (argv[1], output, &error))
    return ibar_verb_fail ("compile-region", error);
  return IBAR_EXIT_OK;
}
