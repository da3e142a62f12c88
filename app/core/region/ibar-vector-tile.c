/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes a region of one vector tile.
 *
 * GDAL decodes the tile and gives its features their place in Web Mercator; what they are is said
 * by the classes. Geometry stays uncut: what a tile has beyond its edge keeps lines whole there.
 * The land is a square under everything, larger than the tile, so that no edge of it is seen. */

#define G_LOG_DOMAIN "ibar-vector-tile"

#include "config.h"

#include "ibar-vector-tile.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-gdal-drivers.h"
#include "ibar-gdal.h"
#include "ibar-gpkg.h"
#include "ibar-region-private.h"
#include "ibar-region-writer.h"
#include "ibar-vector-classes.h"

#define WORLD (2 * 20037508.342789244) /* [m] of Web Mercator */
#define MOST_POINTS (2u * 1024 * 1024)
#define BUFFER 0.25 /* [tiles] the land reaches beyond the tile */

typedef struct
{
  IbarRegion *region;
  IbarGeometry geometry; /* of the feature at hand [m] */
  GByteArray *wkb;       /* scratch */
  gsize n_points;
} Decoder;

/* [Web Mercator] */
static void
get_point (const Decoder *self, guint i, double xy[2])
{
  const IbarPoint *point = &g_array_index (self->geometry.points, IbarPoint, i);

  xy[0] = 0.5 + point->longitude / WORLD;
  xy[1] = 0.5 - point->latitude / WORLD;
}

/* Appends the parts at hand to a layer; FALSE where none is left. */
static gboolean
append_parts (Decoder *self, IbarRegionLayer *layer, guint least, IbarFeature *feature)
{
  guint32 offset = 0;

  feature->min_x = feature->min_y = G_MAXDOUBLE;
  feature->max_x = feature->max_y = -G_MAXDOUBLE;
  g_array_append_val (layer->starts, offset);
  for (guint part = 0; part < ibar_geometry_get_n_parts (&self->geometry); part++)
    {
      guint32 first = g_array_index (self->geometry.starts, guint32, part);
      guint32 last = g_array_index (self->geometry.starts, guint32, part + 1);

      for (guint32 i = first; last - first >= least && i < last; i++)
        {
          double xy[2];

          get_point (self, i, xy);
          feature->min_x = MIN (feature->min_x, xy[0]);
          feature->max_x = MAX (feature->max_x, xy[0]);
          feature->min_y = MIN (feature->min_y, xy[1]);
          feature->max_y = MAX (feature->max_y, xy[1]);
          g_array_append_vals (layer->points, xy, 2);
        }
      if (last - first < least)
        continue;
      offset += last - first;
      g_array_append_val (layer->starts, offset);
      feature->n_parts++;
    }
  if (feature->n_parts == 0)
    g_array_set_size (layer->starts, layer->starts->len - 1);
  return feature->n_parts > 0;
}

static void
add_feature_to (Decoder *self,
                IbarRegion *region,
                OGRFeatureH source,
                IbarLayer number,
                const char *kind,
                int rank)
{
  IbarRegionLayer *layer = &region->layers[number];
  IbarFeature feature = { .kind = kind, .rank = rank };

  if (!append_parts (self, layer, ibar_layer_is_area (number) ? 3 : 2, &feature))
    return;
  if (source != NULL)
    ibar_vector_take_names (source, &feature.names);
  g_array_append_val (layer->features, feature);
}

static void
add_feature (Decoder *self, OGRFeatureH source, IbarLayer number, const char *kind, int rank)
{
  add_feature_to (self, self->region, source, number, kind, rank);
}

/* A line's name stands in its middle: a lake's, in both vocabularies. */
static void
add_place (Decoder *self, OGRFeatureH source, const char *kind, int rank)
{
  IbarRegionPlace place = { .admin_area = -1, .population = -1, .verified = TRUE, .rank = rank };
  double xy[2];

  if (self->geometry.points->len == 0)
    return;
  get_point (self, self->geometry.points->len / 2, xy);
  place.point.longitude = ibar_mercator_longitude (xy[0]);
  place.point.latitude = ibar_mercator_latitude (xy[1]);
  place.kind = g_strdup (kind);
  ibar_vector_take_names (source, &place.names);
  g_array_append_val (self->region->places, place);
}

/* Areas of no known kind show their outline, too. */
static void
add_plain (Decoder *self, OGRFeatureH source, int dimension, const IbarVectorClass *found)
{
  if (dimension == 0)
    add_place (self, source, "plain", 2);
  else if (dimension == 2)
    add_feature (self, source, IBAR_LAYER_LANDCOVER, found->kind, 0);
  if (dimension >= 1)
    add_feature (self, NULL, IBAR_LAYER_BOUNDARY, found->kind, 2);
}

/* [0, 2], or -1: nothing that can be drawn. */
static int
take_geometry (Decoder *self, OGRFeatureH feature)
{
  OGRGeometryH geometry = OGR_F_GetGeometryRef (feature);

  if (geometry == NULL || OGR_G_IsEmpty (geometry))
    return -1;
  g_byte_array_set_size (self->wkb, (guint) OGR_G_WkbSize (geometry));
  if (OGR_G_ExportToWkb (geometry, wkbNDR, self->wkb->data) != OGRERR_NONE
      || !ibar_gpkg_parse_wkb (self->wkb->data, self->wkb->len, &self->geometry, NULL))
    return -1;
  switch (self->geometry.kind)
    {
    case IBAR_GEOMETRY_POINT:
      return 0;
    case IBAR_GEOMETRY_LINE:
      return 1;
    case IBAR_GEOMETRY_AREA:
      return 2;
    default:
      return -1;
    }
}

static gboolean
add_any (Decoder *self, const char *layer_name, OGRFeatureH feature, GError **error)
{
  IbarVectorClass found;
  int dimension = take_geometry (self, feature);

  if (dimension < 0)
    return TRUE;
  self->n_points += self->geometry.points->len;
  if (self->n_points > MOST_POINTS)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE, _ ("it has more than %u points"),
                   MOST_POINTS);
      return FALSE;
    }
  ibar_vector_classify (layer_name, dimension, feature, &found);
  if (found.what == IBAR_VECTOR_FEATURE)
    add_feature (self, feature, found.layer, found.kind, found.rank);
  else if (found.what == IBAR_VECTOR_STREET_NAME)
    add_feature_to (self, self->region->street_names, feature, found.layer, found.kind, found.rank);
  else if (found.what == IBAR_VECTOR_PLACE)
    add_place (self, feature, found.kind, found.rank);
  else if (found.what == IBAR_VECTOR_PLAIN)
    add_plain (self, feature, dimension, &found);
  return TRUE;
}

static gboolean
read_layers (Decoder *self, GDALDatasetH dataset, GError **error)
{
  gboolean good = TRUE;

  for (int i = 0; good && i < GDALDatasetGetLayerCount (dataset); i++)
    {
      OGRLayerH layer = GDALDatasetGetLayer (dataset, i);
      const char *name = OGR_L_GetName (layer);
      OGRFeatureH feature;

      while (good && (feature = OGR_L_GetNextFeature (layer)) != NULL)
        {
          good = add_any (self, name, feature, error);
          OGR_F_Destroy (feature);
        }
    }
  if (good && CPLGetLastErrorType () >= CE_Failure)
    {
      g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_CORRUPT, CPLGetLastErrorMsg ());
      return FALSE;
    }
  return good;
}

/* The bytes as a file that GDAL can open; each has a name of its own, for any thread. */
static gboolean
read_bytes (Decoder *self, GBytes *bytes, int zoom, int x, int y, GError **error)
{
  static int last = 0;
  const char *const drivers[] = { "MVT", NULL };
  gsize size;
  guint8 *data = (guint8 *) g_bytes_get_data (bytes, &size);
  g_autofree char *name = g_strdup_printf ("/vsimem/ibar-tile-%d.pbf", g_atomic_int_add (&last, 1));
  g_autofree char *z_option = g_strdup_printf ("Z=%d", zoom);
  g_autofree char *x_option = g_strdup_printf ("X=%d", x);
  g_autofree char *y_option = g_strdup_printf ("Y=%d", y);
  const char *const options[] = { z_option, x_option, y_option, "CLIP=NO", "METADATA_FILE=", NULL };
  GDALDatasetH dataset;
  gboolean good = FALSE;

  VSIFCloseL (VSIFileFromMemBuffer (name, data, size, FALSE));
  dataset = GDALOpenEx (name, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
  if (dataset == NULL)
    g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_CORRUPT, _ ("it is no vector tile"));
  else
    {
      good = read_layers (self, dataset, error);
      GDALClose (dataset);
    }
  VSIUnlink (name);
  return good;
}

static void
add_land (Decoder *self, int zoom, int x, int y)
{
  double side = WORLD / exp2 (zoom);
  double west = -WORLD / 2 + (x - BUFFER) * side, east = west + (1 + 2 * BUFFER) * side;
  double north = WORLD / 2 - (y - BUFFER) * side, south = north - (1 + 2 * BUFFER) * side;
  const IbarPoint corners[]
      = { { west, south }, { east, south }, { east, north }, { west, north }, { west, south } };
  const guint32 starts[] = { 0, G_N_ELEMENTS (corners) };

  g_array_set_size (self->geometry.points, 0);
  g_array_set_size (self->geometry.starts, 0);
  g_array_append_vals (self->geometry.points, corners, G_N_ELEMENTS (corners));
  g_array_append_vals (self->geometry.starts, starts, G_N_ELEMENTS (starts));
  add_feature (self, NULL, IBAR_LAYER_NEIGHBOUR, NULL, 0);
}

/**
 * ibar_vector_tile_decode:
 * @bytes: a tile in Mapbox's format, out of its compression
 * @zoom: its level
 * @x: column, from the west
 * @y: row, from the north
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is in it
 *
 * **Errors:** #IBAR_ERROR_CORRUPT, _TOO_LARGE (more than two million points). **Thread:** any.
 */
IbarRegion *
ibar_vector_tile_decode (GBytes *bytes, int zoom, int x, int y, GError **error)
{
  g_autoptr (IbarRegion) region = ibar_region_alloc ("");
  Decoder self = { .region = region, .wkb = g_byte_array_new () };
  gboolean good;

  g_return_val_if_fail (bytes != NULL, NULL);

  region->chosen = TRUE;
  region->street_names = ibar_region_alloc ("");
  ibar_geometry_init (&self.geometry);
  add_land (&self, zoom, x, y);
  ibar_gdal_register_drivers ();
  CPLPushErrorHandler (CPLQuietErrorHandler);
  CPLErrorReset ();
  good = read_bytes (&self, bytes, zoom, x, y, error);
  CPLPopErrorHandler ();
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    ibar_region_layer_settle (&region->layers[i]);
  ibar_region_layer_settle (&region->street_names->layers[IBAR_LAYER_ROAD]);
  ibar_geometry_clear (&self.geometry);
  g_byte_array_unref (self.wkb);
  return good ? g_steal_pointer (&region) : NULL;
}
