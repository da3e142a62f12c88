/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the features and places of a region.
 *
 * A feature that cannot be is left out and counted, and the rest survives; points are limited over
 * all tables, so memory is bounded whatever the file says. Coordinates become Web Mercator here,
 * once. */

#define G_LOG_DOMAIN "ibar-region-features"

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-region-load.h"
#include "ibar-region-writer.h"

#define POINT_LIMIT (48u * 1024 * 1024) /* 768 MB of coordinates */

/* ---- Features ------------------------------------------------------------------------------ */

static const char *
take_interned (IbarRegionLoader *self, sqlite3_stmt *stmt, int column)
{
  g_autofree char *text = ibar_region_take_text (self, stmt, column);

  return text != NULL ? g_intern_string (text) : NULL;
}

/* In a region over the antimeridian longitudes run on. A part that another program has written as -179 is moved. */
static void
unwrap_parts (IbarRegionLoader *self)
{
  IbarPoint *points = (IbarPoint *) (gpointer) self->geometry.points->data;

  for (guint part = 0; part < ibar_geometry_get_n_parts (&self->geometry); part++)
    {
      guint32 first = g_array_index (self->geometry.starts, guint32, part);
      guint32 last = g_array_index (self->geometry.starts, guint32, part + 1);
      double turn = first < last ? 360 * ibar_region_get_turn (self->region, ibar_mercator_x (points[first].longitude)) : 0;

      for (guint32 i = first; turn != 0 && i < last; i++)
        points[i].longitude += turn;
    }
}

/* Whether every point is on the globe and the whole near the region; counts why not. */
static gboolean
check_geometry (IbarRegionLoader *self)
{
  double east = MAX (self->region->extent.east, 180.0);
  const IbarPoint *points = (const IbarPoint *) (gpointer) self->geometry.points->data;
  IbarExtent extent;

  ibar_extent_init_empty (&extent);
  for (guint i = 0; i < self->geometry.points->len; i++)
    {
      if (!(points[i].longitude >= -180.0 - 1e-9 && points[i].longitude <= east + 180.0 * (east > 180.0) + 1e-9
            && fabs (points[i].latitude) <= 90.0 + 1e-9))
        {
          self->problems[IBAR_PROBLEM_RANGE]++;
          return FALSE;
        }
      ibar_extent_add (&extent, points[i]);
    }
  if (!ibar_extent_is_empty (&self->reach) && !ibar_extent_overlaps (&extent, &self->reach))
    {
      self->problems[IBAR_PROBLEM_FAR]++;
      return FALSE;
    }
  return TRUE;
}

/* Appends the parsed geometry to the layer's arrays; FALSE when no part is left. */
static gboolean
append_parts (IbarRegionLoader *self, IbarRegionLayer *layer, gboolean area, IbarFeature *feature)
{
  const IbarPoint *points = (const IbarPoint *) (gpointer) self->geometry.points->data;
  guint n_parts = ibar_geometry_get_n_parts (&self->geometry);
  guint32 offset = 0;

  feature->min_x = feature->min_y = G_MAXDOUBLE;
  feature->max_x = feature->max_y = -G_MAXDOUBLE;
  g_array_append_val (layer->starts, offset);
  for (guint part = 0; part < n_parts; part++)
    {
      guint32 first = g_array_index (self->geometry.starts, guint32, part);
      guint32 last = g_array_index (self->geometry.starts, guint32, part + 1);

      if (last - first < (area ? 3u : 2u))
        continue;
      for (guint32 i = first; i < last; i++)
        {
          double xy[2]
              = { ibar_mercator_x (points[i].longitude), ibar_mercator_y (points[i].latitude) };

          feature->min_x = MIN (feature->min_x, xy[0]);
          feature->max_x = MAX (feature->max_x, xy[0]);
          feature->min_y = MIN (feature->min_y, xy[1]);
          feature->max_y = MAX (feature->max_y, xy[1]);
          g_array_append_vals (layer->points, xy, 2);
        }
      offset += last - first;
      g_array_append_val (layer->starts, offset);
      feature->n_parts++;
    }
  if (feature->n_parts > 0)
    return TRUE;
  g_array_set_size (layer->starts, layer->starts->len - 1);
  self->problems[IBAR_PROBLEM_TOO_SHORT]++;
  return FALSE;
}

static gboolean
take_geometry (IbarRegionLoader *self,
               sqlite3_stmt *stmt,
               gboolean area,
               IbarRegionLayer *layer,
               IbarFeature *feature)
{
  const guint8 *blob = sqlite3_column_blob (stmt, 0);
  int size = sqlite3_column_bytes (stmt, 0);

  if (blob == NULL || !ibar_gpkg_parse (blob, (gsize) size, &self->geometry, NULL)
      || self->geometry.kind != (area ? IBAR_GEOMETRY_AREA : IBAR_GEOMETRY_LINE))
    {
      self->problems[IBAR_PROBLEM_GEOMETRY]++;
      return FALSE;
    }
  if (!check_geometry (self))
    return FALSE;
  unwrap_parts (self);
  return append_parts (self, layer, area, feature);
}

static gboolean
count_points (IbarRegionLoader *self, GError **error)
{
  self->n_points += self->geometry.points->len;
  if (self->n_points <= POINT_LIMIT)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
               _ ("“%s” has more than %u points; make a region of a smaller area"),
               self->region->path, POINT_LIMIT);
  return FALSE;
}

static gboolean
read_features (IbarRegionLoader *self, IbarLayer number, sqlite3_stmt *stmt, GError **error)
{
  IbarRegionLayer *layer = &self->region->layers[number];
  gboolean row = FALSE;

  while (ibar_sqlite_step (stmt, self->region->path, &row, error))
    {
      IbarFeature feature = { 0 };

      if (!row)
        return TRUE;
      if (!take_geometry (self, stmt, ibar_layer_is_area (number), layer, &feature))
        continue;
      if (!count_points (self, error))
        return FALSE;
      feature.id = ibar_region_take_text (self, stmt, 1);
      ibar_region_take_names (self, stmt, 2, &feature.names);
      feature.kind = take_interned (self, stmt, 8);
      feature.rank = CLAMP (sqlite3_column_int (stmt, 9), 0, 15);
      feature.highlight = sqlite3_column_int (stmt, 10) != 0;
      feature.schematic = sqlite3_column_int (stmt, 11) != 0;
      feature.neighbour = take_interned (self, stmt, 12);
      g_array_append_val (layer->features, feature);
    }
  return FALSE;
}

static gboolean
read_layer (IbarRegionLoader *self, IbarLayer number, GError **error)
{
  static const char *const columns[]
      = { "geom",         "id",        "name", "name_sq", "name_sr_latn",
          "name_sr_cyrl", "name_en",   "name_local", "kind", "rank",    "highlight",
          "schematic",    "neighbour", NULL };
  const char *table = ibar_layer_get_table (number);
  g_autoptr (sqlite3_stmt) stmt = NULL;
  gboolean found;

  if (!ibar_region_has_table (self, table, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  stmt = ibar_region_select (self, table, columns, error);
  if (stmt == NULL || !read_features (self, number, stmt, error))
    return FALSE;
  ibar_region_report_table (self, table);
  return TRUE;
}

gboolean
ibar_region_load_layer (IbarRegionLoader *self, IbarLayer number, GError **error)
{
  gboolean loaded = read_layer (self, number, error);

  ibar_region_layer_settle (&self->region->layers[number]);
  return loaded;
}

/* ---- Places -------------------------------------------------------------------------------- */

static int
find_area_by_id (IbarRegion *region, const char *id)
{
  IbarRegionLayer *layer = &region->layers[IBAR_LAYER_ADMIN_AREA];

  for (guint i = 0; id != NULL && i < layer->features->len; i++)
    {
      if (g_strcmp0 (g_array_index (layer->features, IbarFeature, i).id, id) == 0)
        return (int) i;
    }
  return -1;
}

static gboolean
take_point (IbarRegionLoader *self, sqlite3_stmt *stmt, IbarPoint *point)
{
  const guint8 *blob = sqlite3_column_blob (stmt, 0);
  int size = sqlite3_column_bytes (stmt, 0);

  if (blob == NULL || !ibar_gpkg_parse (blob, (gsize) size, &self->geometry, NULL)
      || self->geometry.kind != IBAR_GEOMETRY_POINT || self->geometry.points->len != 1)
    {
      self->problems[IBAR_PROBLEM_GEOMETRY]++;
      return FALSE;
    }
  *point = g_array_index (self->geometry.points, IbarPoint, 0);
  if (!check_geometry (self))
    return FALSE;
  point->longitude = ibar_longitude_wrap (point->longitude);
  return TRUE;
}

static gboolean
read_places (IbarRegionLoader *self, sqlite3_stmt *stmt, GError **error)
{
  gboolean row = FALSE;

  while (ibar_sqlite_step (stmt, self->region->path, &row, error))
    {
      IbarRegionPlace place = { .admin_area = -1, .population = -1 };
      g_autofree char *area = NULL;

      if (!row)
        return TRUE;
      if (!take_point (self, stmt, &place.point))
        continue;
      if (!count_points (self, error))
        return FALSE;
      place.id = ibar_region_take_text (self, stmt, 1);
      ibar_region_take_names (self, stmt, 2, &place.names);
      place.kind = ibar_region_take_text (self, stmt, 8);
      place.rank = CLAMP (sqlite3_column_int (stmt, 9), 0, 15);
      area = ibar_region_take_text (self, stmt, 10);
      place.admin_area = find_area_by_id (self->region, area);
      if (place.admin_area < 0)
        place.admin_area = ibar_region_find_admin_area (self->region, place.point);
      place.uncertainty_m = MAX (sqlite3_column_double (stmt, 11), 0.0);
      if (sqlite3_column_type (stmt, 12) == SQLITE_INTEGER)
        place.population = MAX (sqlite3_column_int64 (stmt, 12), -1);
      place.verified = sqlite3_column_int (stmt, 13) != 0;
      place.source = ibar_region_take_text (self, stmt, 14);
      if (place.kind == NULL)
        place.kind = g_strdup ("");
      g_array_append_val (self->region->places, place);
    }
  return FALSE;
}

gboolean
ibar_region_load_places (IbarRegionLoader *self, GError **error)
{
  static const char *const columns[]
      = { "geom",          "id",         "name",     "name_sq", "name_sr_latn",
          "name_sr_cyrl",  "name_en",    "name_local", "kind",     "rank",    "admin_area",
          "uncertainty_m", "population", "verified", "source",  NULL };
  g_autoptr (sqlite3_stmt) stmt = NULL;
  gboolean found;

  if (!ibar_region_has_table (self, "place", &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  stmt = ibar_region_select (self, "place", columns, error);
  if (stmt == NULL || !read_places (self, stmt, error))
    return FALSE;
  ibar_region_report_table (self, "place");
  return TRUE;
}
