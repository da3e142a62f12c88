/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The names of several vector tiles in one region, so that they are placed together: a name may
 * reach over the edge of its tile, and a river that crosses one is named as any other. */

#define G_LOG_DOMAIN "ibar-vector-names"

#include "config.h"

#include "ibar-vector-names.h"

#include "ibar-region-private.h"

/* A tile repeats what lies just beyond its edge: a point belongs to the square it lies in. */
static void
add_places (IbarRegion *names, IbarRegion *tile, const IbarBox *square)
{
  for (guint i = 0; i < tile->places->len; i++)
    {
      IbarRegionPlace place = g_array_index (tile->places, IbarRegionPlace, i);
      IbarNames forms = place.names;
      double x = ibar_mercator_x (place.point.longitude);
      double y = ibar_mercator_y (place.point.latitude);

      if (x < square->min_x || x >= square->max_x || y < square->min_y || y >= square->max_y)
        continue;
      ibar_names_copy (&forms, &place.names);
      place.id = g_strdup (place.id);
      place.kind = g_strdup (place.kind);
      place.source = g_strdup (place.source);
      g_array_append_val (names->places, place);
    }
}

static void
add_layer (IbarRegion *names, IbarRegion *tile, IbarLayer number)
{
  IbarRegionLayer *layer = &names->layers[number];

  for (guint i = 0; i < tile->layers[number].features->len; i++)
    {
      IbarFeature feature = g_array_index (tile->layers[number].features, IbarFeature, i);
      IbarNames forms = feature.names;

      if (ibar_names_get (&forms, IBAR_NAME_EN)[0] == '\0')
        continue;
      ibar_names_copy (&forms, &feature.names);
      feature.id = g_strdup (feature.id);
      g_array_append_vals (layer->starts, feature.starts, feature.n_parts + 1);
      g_array_append_vals (layer->points, feature.points, 2 * feature.starts[feature.n_parts]);
      g_array_append_val (layer->features, feature);
    }
}

/**
 * ibar_vector_names_collect:
 * @tiles: tiles as they were decoded, shape [n_tiles]
 * @squares: where each lies [Web Mercator], shape [n_tiles]
 * @n_tiles: how many
 *
 * Returns: (transfer full): a region with their places, rivers and lakes that have a name. What it
 *   holds has been chosen for the zoom already, see ibar_region_is_chosen().
 */
IbarRegion *
ibar_vector_names_collect (IbarRegion *const *tiles, const IbarBox *squares, guint n_tiles)
{
  IbarRegion *names = ibar_region_alloc ("");

  names->chosen = TRUE;
  for (guint i = 0; i < n_tiles; i++)
    {
      add_places (names, tiles[i], &squares[i]);
      add_layer (names, tiles[i], IBAR_LAYER_WATERWAY);
      add_layer (names, tiles[i], IBAR_LAYER_WATER);
    }
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    ibar_region_layer_settle (&names->layers[i]);
  return names;
}
