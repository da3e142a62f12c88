/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The base map's data in memory: what is where.
 *
 * A layer is three flat arrays (features, starts, points) and a packed R-tree over the features'
 * boxes. All of it is written once by ibar_region_load() and only read afterwards, so tiles may be
 * painted by any number of threads. */

#define G_LOG_DOMAIN "ibar-region"

#include "config.h"

#include "ibar-region-areas.h"
#include "ibar-region-private.h"

#include <math.h>
#include <string.h>

static void
clear_place (IbarRegionPlace *place)
{
  ibar_names_clear (&place->names);
  g_free (place->id);
  g_free (place->kind);
  g_free (place->source);
}

static void
clear_profile (IbarBoundaryProfile *profile)
{
  ibar_names_clear (&profile->label);
  g_free (profile->id);
  g_free (profile->title);
  g_free (profile->note);
  g_free (profile->outline_style);
  g_free (profile->neighbours);
}

static void
clear_layer (IbarRegionLayer *layer)
{
  for (guint i = 0; i < layer->features->len; i++)
    {
      IbarFeature *feature = &g_array_index (layer->features, IbarFeature, i);

      ibar_names_clear (&feature->names);
      g_free (feature->id);
    }
  g_array_unref (layer->features);
  g_array_unref (layer->points);
  g_array_unref (layer->starts);
  ibar_box_index_free (layer->index);
}

/* An empty region: the layers have no index before they are settled. */
IbarRegion *
ibar_region_alloc (const char *path)
{
  IbarRegion *self = g_new0 (IbarRegion, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->path = g_strdup (path);
  self->report = g_string_new (NULL);
  self->places = g_array_new (FALSE, FALSE, sizeof (IbarRegionPlace));
  self->profiles = g_array_new (FALSE, FALSE, sizeof (IbarBoundaryProfile));
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    {
      self->layers[i].features = g_array_new (FALSE, FALSE, sizeof (IbarFeature));
      self->layers[i].points = g_array_new (FALSE, FALSE, sizeof (double));
      self->layers[i].starts = g_array_new (FALSE, FALSE, sizeof (guint32));
    }
  ibar_extent_init_empty (&self->extent);
  ibar_extent_init_empty (&self->home);
  return self;
}

/* The arrays do not move any more: gives each feature its slices, and the layer its index. */
void
ibar_region_layer_settle (IbarRegionLayer *layer)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (IbarBox));
  const double *points = (const double *) (gpointer) layer->points->data;
  const guint32 *starts = (const guint32 *) (gpointer) layer->starts->data;

  for (guint i = 0; i < layer->features->len; i++)
    {
      IbarFeature *feature = &g_array_index (layer->features, IbarFeature, i);
      IbarBox box = { feature->min_x, feature->min_y, feature->max_x, feature->max_y };

      feature->starts = starts;
      feature->points = points;
      starts += feature->n_parts + 1;
      points += 2 * (gsize) feature->starts[feature->n_parts];
      g_array_append_val (boxes, box);
    }
  layer->index = ibar_box_index_new ((const IbarBox *) (gpointer) boxes->data, boxes->len);
}

/**
 * ibar_region_ref:
 * @self: a region
 *
 * Returns: (transfer full): @self
 *
 * **Thread:** any.
 */
IbarRegion *
ibar_region_ref (IbarRegion *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ibar_region_unref:
 * @self: (transfer full) (nullable): a region
 *
 * **Thread:** any.
 */
void
ibar_region_unref (IbarRegion *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    clear_layer (&self->layers[i]);
  for (guint i = 0; i < self->places->len; i++)
    clear_place (&g_array_index (self->places, IbarRegionPlace, i));
  for (guint i = 0; i < self->profiles->len; i++)
    clear_profile (&g_array_index (self->profiles, IbarBoundaryProfile, i));
  g_array_unref (self->places);
  g_array_unref (self->profiles);
  g_string_free (self->report, TRUE);
  g_clear_pointer (&self->admin, ibar_region_admin_free);
  g_free (self->metres);
  g_free (self->path);
  g_free (self->title);
  g_free (self->credits);
  ibar_region_unref (self->street_names);
  g_free (self);
}

/**
 * ibar_region_get_report:
 * @self: a region
 *
 * Returns: (transfer none): what was left out or cut while reading, one line each, translated; ""
 *   when nothing was
 */
const char *
ibar_region_get_report (IbarRegion *self)
{
  return self->report->str;
}

/**
 * ibar_region_get_path:
 * @self: a region
 *
 * Returns: (transfer none): the file it was read from
 */
const char *
ibar_region_get_path (IbarRegion *self)
{
  return self->path;
}

/**
 * ibar_region_get_title:
 * @self: a region
 *
 * Returns: (transfer none): what the region is called
 */
const char *
ibar_region_get_title (IbarRegion *self)
{
  return self->title;
}

/**
 * ibar_region_get_credits:
 * @self: a region
 *
 * Returns: (transfer none): who is to be credited, and what is schematic, in one line; it stands on
 *   the map and in every figure
 */
const char *
ibar_region_get_credits (IbarRegion *self)
{
  return self->credits;
}

/**
 * ibar_region_get_extent:
 * @self: a region
 *
 * Returns: (transfer none): what the map covers
 */
const IbarExtent *
ibar_region_get_extent (IbarRegion *self)
{
  return &self->extent;
}

/**
 * ibar_region_get_home:
 * @self: a region
 *
 * Returns: (transfer none): what is shown at first: the areas the region is about
 */
const IbarExtent *
ibar_region_get_home (IbarRegion *self)
{
  return &self->home;
}

/**
 * ibar_region_get_n_features:
 * @self: a region
 * @layer: a layer
 *
 * Returns: how many features the layer has
 */
guint
ibar_region_get_n_features (IbarRegion *self, IbarLayer layer)
{
  g_return_val_if_fail (layer < IBAR_N_LAYERS, 0);

  return self->layers[layer].features->len;
}

/**
 * ibar_region_get_feature:
 * @self: a region
 * @layer: a layer
 * @index: its number
 *
 * Returns: (transfer none): the feature
 */
const IbarFeature *
ibar_region_get_feature (IbarRegion *self, IbarLayer layer, guint index)
{
  g_return_val_if_fail (layer < IBAR_N_LAYERS, NULL);
  g_return_val_if_fail (index < self->layers[layer].features->len, NULL);

  return &g_array_index (self->layers[layer].features, IbarFeature, index);
}

/**
 * ibar_region_get_turn:
 * @self: a region
 * @x: [Web Mercator]
 *
 * Returns: by how many whole worlds @x must be moved to lie nearest to the middle of the region, if that reaches over the
 *   antimeridian; else 0
 *
 * **Thread:** any.
 */
double
ibar_region_get_turn (IbarRegion *self, double x)
{
  const IbarExtent *extent = &self->extent;

  if (!(extent->east > 180.0))
    return 0;
  return round (ibar_mercator_x ((extent->west + extent->east) / 2) - x);
}

/**
 * ibar_region_get_x:
 * @self: a region
 * @longitude: [deg]
 *
 * Returns: where it is in the Web Mercator of the region's features
 *
 * **Thread:** any.
 */
double
ibar_region_get_x (IbarRegion *self, double longitude)
{
  double x = ibar_mercator_x (longitude);

  return x + ibar_region_get_turn (self, x);
}

/**
 * ibar_region_query:
 * @self: a region
 * @layer: a layer
 * @x0: west [Web Mercator]
 * @y0: north
 * @x1: east
 * @y1: south
 * @out: (element-type guint): where the numbers of the features whose box meets the box are
 *   appended, ascending
 *
 * **Thread:** any.
 */
void
ibar_region_query (IbarRegion *self,
                   IbarLayer layer,
                   double x0,
                   double y0,
                   double x1,
                   double y1,
                   GArray *out)
{
  const IbarBox box = { x0, y0, x1, y1 };

  g_return_if_fail (layer < IBAR_N_LAYERS);

  ibar_box_index_query (self->layers[layer].index, &box, out);
}

/**
 * ibar_region_get_n_places:
 * @self: a region
 *
 * Returns: how many places it knows
 */
guint
ibar_region_get_n_places (IbarRegion *self)
{
  return self->places->len;
}

/**
 * ibar_region_get_place:
 * @self: a region
 * @index: its number
 *
 * Returns: (transfer none): the place
 */
const IbarRegionPlace *
ibar_region_get_place (IbarRegion *self, guint index)
{
  g_return_val_if_fail (index < self->places->len, NULL);

  return &g_array_index (self->places, IbarRegionPlace, index);
}

/**
 * ibar_region_has_local_names:
 * @self: a region
 *
 * Returns: whether a place or a feature has the name that is written on the spot
 */
gboolean
ibar_region_has_local_names (IbarRegion *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->places->len; i++)
    {
      if (g_array_index (self->places, IbarRegionPlace, i).names.form[IBAR_NAME_LOCAL] != NULL)
        return TRUE;
    }
  for (int layer = 0; layer < IBAR_N_LAYERS; layer++)
    {
      const GArray *features = self->layers[layer].features;

      for (guint i = 0; i < features->len; i++)
        {
          if (g_array_index (features, IbarFeature, i).names.form[IBAR_NAME_LOCAL] != NULL)
            return TRUE;
        }
    }
  return FALSE;
}

/**
 * ibar_region_is_chosen:
 * @self: a region
 *
 * Returns: whether its places were chosen for one zoom already, as those of vector tiles are
 */
gboolean
ibar_region_is_chosen (IbarRegion *self)
{
  return self->chosen;
}

/* ---- Areas --------------------------------------------------------------------------------- */

/**
 * ibar_region_find_admin_area:
 * @self: a region
 * @point: a position
 *
 * Returns: the number of the administrative area that holds the point, or -1
 *
 * **Thread:** any.
 */
int
ibar_region_find_admin_area (IbarRegion *self, IbarPoint point)
{
  g_autoptr (GArray) found = NULL;
  double x, y;

  if (!ibar_point_is_placed (point))
    return -1;
  found = g_array_new (FALSE, FALSE, sizeof (guint));
  x = ibar_region_get_x (self, point.longitude);
  y = ibar_mercator_y (point.latitude);
  point.longitude = ibar_mercator_longitude (x);
  ibar_region_query (self, IBAR_LAYER_ADMIN_AREA, x, y, x, y, found);
  for (guint i = 0; i < found->len; i++)
    {
      guint number = g_array_index (found, guint, i);

      if (ibar_feature_contains (ibar_region_get_feature (self, IBAR_LAYER_ADMIN_AREA, number), point))
        return (int) number;
    }
  return -1;
}

/* ---- Elevation and profiles ---------------------------------------------------------------- */

/**
 * ibar_region_get_elevation:
 * @self: a region
 *
 * Returns: (transfer none) (nullable): the elevation, or NULL if the region has none
 */
const IbarElevation *
ibar_region_get_elevation (IbarRegion *self)
{
  return self->metres != NULL ? &self->elevation : NULL;
}

/**
 * ibar_region_get_n_profiles:
 * @self: a region
 *
 * Returns: how many ways of drawing the boundaries there are
 */
guint
ibar_region_get_n_profiles (IbarRegion *self)
{
  return self->profiles->len;
}

/**
 * ibar_region_get_profile:
 * @self: a region
 * @index: its number; the first is the default
 *
 * Returns: (transfer none): the profile
 */
const IbarBoundaryProfile *
ibar_region_get_profile (IbarRegion *self, guint index)
{
  g_return_val_if_fail (index < self->profiles->len, NULL);

  return &g_array_index (self->profiles, IbarBoundaryProfile, index);
}

/**
 * ibar_region_find_profile:
 * @self: a region
 * @id: (nullable): a profile's id
 *
 * Returns: (transfer none) (nullable): the profile of that id, else the first, NULL if there is
 * none
 */
const IbarBoundaryProfile *
ibar_region_find_profile (IbarRegion *self, const char *id)
{
  for (guint i = 0; i < self->profiles->len; i++)
    {
      const IbarBoundaryProfile *profile = ibar_region_get_profile (self, i);

      if (g_strcmp0 (profile->id, id) == 0)
        return profile;
    }
  return self->profiles->len > 0 ? ibar_region_get_profile (self, 0) : NULL;
}
