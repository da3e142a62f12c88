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

#include <glib/gi18n-lib.h>

#include "ibar-compile-region-private.h"
#include "ibar-error.h"
#include "ibar-gdal-drivers.h"
#include "ibar-verbs.h"

static void
clear_area (gpointer data)
{
  IbarCompiledArea *area = data;

  g_free (area->id);
  OGR_G_DestroyGeometry (area->geometry);
}

/* ---- Reading region.ini -------------------------------------------------------------------- */

char *
ibar_compile_region_get_text (GKeyFile *ini, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (ini, group, key, NULL);

  return text != NULL ? g_strstrip (g_steal_pointer (&text)) : NULL;
}

static char *
get_path (IbarRegionCompiler *self, const char *group, GError **error)
{
  g_autofree char *name = ibar_compile_region_get_text (self->ini, group, "file");

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
  dataset = GDALOpenEx (path, flags | GDAL_OF_READONLY, drivers, (const char *const *) options, NULL);
  CPLPopErrorHandler ();
  if (dataset == NULL)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("%s: not readable as %s: %s"), path, driver, CPLGetLastErrorMsg ());
  return dataset;
}

gboolean
ibar_compile_region_read_rows (IbarRegionCompiler *self,
                               const char *group,
                               const char *driver,
                               char **options,
                               guint first,
                               IbarRegionRowFunc func,
                               gpointer data,
                               GError **error)
{
  g_autofree char *path = get_path (self, group, error);
  GDALDatasetH dataset;
  OGRFeatureH row;
  gboolean good = TRUE;
  OGRLayerH rows;

  if (path == NULL)
    return FALSE;
  dataset = open_dataset (path, GDAL_OF_VECTOR, driver, options, error);
  if (dataset == NULL)
    return FALSE;
  rows = GDALDatasetGetLayer (dataset, 0);
  for (guint number = first; good && (row = OGR_L_GetNextFeature (rows)) != NULL; number++)
    {
      good = func (self, path, row, number, data, error);
      OGR_F_Destroy (row);
    }
  GDALClose (dataset);
  return good;
}

/* ---- Profiles, credits, facts -------------------------------------------------------------- */

static gboolean
add_profile (IbarRegionCompiler *self, GKeyFile *ini, const char *path, const char *group, GError **error)
{
  static const char *const label_keys[IBAR_N_NAME_FORMS]
      = { "label_sq", "label_sr_latn", "label_sr_cyrl", "label_en", "label_local" };
  IbarBoundaryProfile profile = { .id = (char *) group };
  g_autofree char *title = ibar_compile_region_get_text (ini, group, "title");
  g_autofree char *note = ibar_compile_region_get_text (ini, group, "note");
  g_autofree char *style = ibar_compile_region_get_text (ini, group, "outline_style");
  g_autofree char *neighbours = ibar_compile_region_get_text (ini, group, "neighbours");
  gboolean added;

  if (title == NULL || note == NULL || style == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("%s: [%s] needs “title”, “note” and “outline_style”"), path, group);
      return FALSE;
    }
  if (!g_strv_contains ((const char *const[]){ "solid", "dashed", "dotted", NULL }, style))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("%s: [%s]: outline_style is solid, dashed or dotted, not “%s”"), path,
                   group, style);
      return FALSE;
    }
  profile.title = title;
  profile.note = note;
  profile.outline_style = style;
  profile.neighbours = neighbours;
  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    profile.label.form[i] = ibar_compile_region_get_text (ini, group, label_keys[i]);
  added = ibar_region_writer_add_profile (self->writer, &profile, error);
  ibar_names_clear (&profile.label);
  return added;
}

static gboolean
add_profiles (IbarRegionCompiler *self, GError **error)
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
add_credit (IbarRegionCompiler *self, const char *group, GError **error)
{
  g_autofree char *text = ibar_compile_region_get_text (self->ini, group, "text");
  g_autofree char *licence = ibar_compile_region_get_text (self->ini, group, "licence");
  g_autofree char *url = ibar_compile_region_get_text (self->ini, group, "url");

  if (text == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("region.ini: [%s] needs “text”"), group);
      return FALSE;
    }
  return ibar_region_writer_add_credit (self->writer, text, licence, url, error);
}

static gboolean
add_info (IbarRegionCompiler *self, const IbarExtent *covered, GError **error)
{
  static const char *const keys[] = { "id", "title", "schematic_note" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = ibar_compile_region_get_text (self->ini, "region", keys[i]);

      if (value != NULL && !ibar_region_writer_set_info (self->writer, keys[i], value, error))
        return FALSE;
    }
  return ibar_region_writer_set_extent (self->writer, "extent", ibar_extent_is_empty (covered) ? &self->all : covered, error)
         && ibar_region_writer_set_extent (self->writer, "home", ibar_extent_is_empty (&self->home) ? &self->all : &self->home,
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
  ibar_extent_add (extent, (IbarPoint){ transform[0] + width * transform[1], transform[3] + height * transform[5] });
}

static gboolean
add_groups (IbarRegionCompiler *self, const IbarExtent *covered, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->ini, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (g_str_has_prefix (groups[i], "layer ") && !ibar_compile_region_add_layer (self, groups[i], error))
        return FALSE;
      if (g_str_has_prefix (groups[i], "credit ") && !add_credit (self, groups[i], error))
        return FALSE;
    }
  return ibar_compile_region_add_places (self, error) && add_profiles (self, error) && add_info (self, covered, error)
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
  g_autoptr (GArray) areas = g_array_new (FALSE, FALSE, sizeof (IbarCompiledArea));
  g_autofree char *ini_path = g_build_filename (folder, "region.ini", NULL);
  IbarRegionCompiler self = { .folder = folder, .ini = ini, .areas = areas };
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
  const GOptionEntry entries[]
      = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The GeoPackage to write"), N_ ("FILE") }, { NULL } };
  g_autoptr (GOptionContext) context
      = ibar_verb_context_new ("compile-region", "DIR -o FILE", _ ("Compiles a region from plain data files."), entries);
  g_autoptr (GError) error = NULL;

  if (!ibar_verb_parse_options (context, "compile-region", &argc, &argv, 1, 1))
    return IBAR_EXIT_USAGE;
  if (output == NULL)
    return ibar_verb_usage ("compile-region", _ ("-o FILE is missing"));
  if (!ibar_compile_region (argv[1], output, &error))
    return ibar_verb_fail ("compile-region", error);
  return IBAR_EXIT_OK;
}
