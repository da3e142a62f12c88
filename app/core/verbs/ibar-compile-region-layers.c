/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A region's layers of areas and lines, from GeoJSON. What is impossible stops the compilation with
 * the file and the feature. */

#define G_LOG_DOMAIN "ibar-compile-region"

#include "config.h"

#include "ibar-compile-region-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

static const char *const name_keys[IBAR_N_NAME_FORMS] = { "name_sq", "name_sr_latn", "name_sr_cyrl", "name_en", "name_local" };

/* What a file's features become, and the group of region.ini that says so. */
typedef struct
{
  const char *group;
  IbarLayer layer;
} Layer;

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
  if (area != (type == wkbPolygon || type == wkbMultiPolygon) || (!area && type != wkbLineString && type != wkbMultiLineString))
    {
      *problem = area ? _ ("a polygon was expected") : _ ("a line was expected");
      return FALSE;
    }
  return check_points (geometry, area, problem);
}

/* The field that an entry of region.ini names, or NULL where it names none. */
static const char *
get_field (IbarRegionCompiler *self, const char *group, const char *key, OGRFeatureH feature)
{
  g_autofree char *name = ibar_compile_region_get_text (self->ini, group, key);
  int index = name != NULL ? OGR_F_GetFieldIndex (feature, name) : -1;

  if (index < 0 || !OGR_F_IsFieldSetAndNotNull (feature, index))
    return NULL;
  return OGR_F_GetFieldAsString (feature, index);
}

static gboolean
get_flag (IbarRegionCompiler *self, const char *group, const char *key, OGRFeatureH feature)
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
keep_area (IbarRegionCompiler *self, const IbarRegionRecord *record, OGRGeometryH geometry)
{
  IbarCompiledArea area = { g_strdup (record->id), record->highlight, OGR_G_Clone (geometry) };

  g_array_append_val (self->areas, area);
  add_to_extent (&self->all, geometry);
  if (record->highlight)
    add_to_extent (&self->home, geometry);
}

static gboolean
add_feature (IbarRegionCompiler *self, const char *path, OGRFeatureH feature, guint number, gpointer data, GError **error)
{
  const char *group = ((const Layer *) data)->group;
  IbarLayer layer = ((const Layer *) data)->layer;
  g_autofree char *only = ibar_compile_region_get_text (self->ini, group, "only");
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

gboolean
ibar_compile_region_add_layer (IbarRegionCompiler *self, const char *group, GError **error)
{
  g_autofree char *table = ibar_compile_region_get_text (self->ini, group, "table");
  Layer layer = { .group = group };

  if (table == NULL || !ibar_layer_from_table (table, &layer.layer))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("region.ini: [%s]: “%s” is not a layer"), group,
                   table != NULL ? table : "");
      return FALSE;
    }
  return ibar_compile_region_read_rows (self, group, "GeoJSON", NULL, 1, add_feature, &layer, error);
}
