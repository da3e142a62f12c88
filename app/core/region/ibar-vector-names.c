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

typedef struct
{
  IbarRegionLayer *layer;
  IbarFeature *feature; /* the one at hand */
  guint32 n_points;     /* of it */
} Cutter;

static void
append_point (Cutter *cutter, const double a[2], const double b[2], double t)
{
  const double xy[2] = { a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]) };
  IbarFeature *feature = cutter->feature;

  feature->min_x = MIN (feature->min_x, xy[0]);
  feature->max_x = MAX (feature->max_x, xy[0]);
  feature->min_y = MIN (feature->min_y, xy[1]);
  feature->max_y = MAX (feature->max_y, xy[1]);
  g_array_append_vals (cutter->layer->points, xy, 2);
  cutter->n_points++;
}

static void
end_part (Cutter *cutter)
{
  g_array_append_val (cutter->layer->starts, cutter->n_points);
  cutter->feature->n_parts++;
}

/* A line's parts as far as they lie in a square. */
static void
cut_part (Cutter *cutter, const double *points, guint32 n, const IbarBox *square)
{
  const double low[2] = { square->min_x, square->min_y }, high[2] = { square->max_x, square->max_y };
  gboolean open = FALSE;

  for (guint32 i = 0; i + 1 < n; i++)
    {
      const double *a = points + 2 * (gsize) i, *b = a + 2;
      double t0, t1;
      gboolean inside = ibar_segment_clip (a, b, low, high, &t0, &t1) && t0 < t1;

      if (inside && !open)
        append_point (cutter, a, b, t0);
      if (inside)
        append_point (cutter, a, b, t1);
      if ((open || inside) && (!inside || t1 < 1))
        end_part (cutter);
      open = inside && t1 == 1;
    }
  if (open)
    end_part (cutter);
}

/* Streets are cut at the edges of their tile, so that a piece that two tiles have is named by one. */
static void
add_streets (IbarRegion *names, IbarRegion *tile, const IbarBox *square)
{
  const IbarRegionLayer *from = &tile->layers[IBAR_LAYER_ROAD];

  for (guint i = 0; i < from->features->len; i++)
    {
      IbarFeature feature = g_array_index (from->features, IbarFeature, i);
      IbarFeature cut = feature;
      Cutter cutter = { &names->layers[IBAR_LAYER_ROAD], &cut, 0 };

      if (ibar_names_get (&feature.names, IBAR_NAME_EN)[0] == '\0')
        continue;
      cut.n_parts = 0;
      cut.min_x = cut.min_y = G_MAXDOUBLE;
      cut.max_x = cut.max_y = -G_MAXDOUBLE;
      g_array_append_val (cutter.layer->starts, cutter.n_points);
      for (guint part = 0; part < feature.n_parts; part++)
        cut_part (&cutter, feature.points + 2 * (gsize) feature.starts[part],
                  feature.starts[part + 1] - feature.starts[part], square);
      if (cut.n_parts == 0)
        {
          g_array_set_size (cutter.layer->starts, cutter.layer->starts->len - 1);
          continue;
        }
      ibar_names_copy (&feature.names, &cut.names);
      cut.id = g_strdup (feature.id);
      g_array_append_val (cutter.layer->features, cut);
    }
}

/**
 * ibar_vector_names_collect:
 * @tiles: tiles as they were decoded, shape [n_tiles]
 * @squares: where each lies [Web Mercator], shape [n_tiles]
 * @n_tiles: how many
 *
 * Returns: (transfer full): a region with their places, rivers, lakes and streets that have a name. What it
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
      add_streets (names, tiles[i], &squares[i]);
      if (tiles[i]->street_names != NULL)
        add_streets (names, tiles[i]->street_names, &squares[i]);
    }
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    ibar_region_layer_settle (&names->layers[i]);
  return names;
}
