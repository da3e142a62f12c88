/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What might be named along a line at a zoom: rivers and streets.
 *
 * Streets are named in squares of the map, each once in a square and near its middle. The squares
 * are those of vector tiles of the zoom, so that what a neighbouring tile brings changes nothing. */

#define G_LOG_DOMAIN "ibar-label-lines"

#include "config.h"

#include <math.h>

#include "ibar-label-candidates.h"

#define WATER_DEVIATION 3.5 /* [px] a stretch may leave the straight line by */
#define STREET_DEVIATION 2.0
#define STREET_APART 240.0  /* [px] between two stretches that are tried */
#define EDGE_SHARE 0.15     /* of a square: so near its edge a street that goes on is not named */
#define SCHEMATIC_LAST_ZOOM 15.0
#define LAST_STREET_RANK 9

/* From which zoom streets are named, by their rank: once their names are no longer than they are. */
static const double street_zooms[LAST_STREET_RANK + 1]
    = { IBAR_STREET_ZOOM, 12.5, 13, 13.5, 14, 14.5, 15, 16, 16.5, 17 };

/* A river can be named anywhere along it, a bridge only where it stands: once bridges are named, rivers
 * take the room they leave. */
static double
get_river_priority (double zoom)
{
  return zoom < IBAR_SPOT_ZOOM ? 2.2 : 6.5;
}

/* Rivers, along stretches of them that are straight enough. */
void
ibar_named_collect_water (IbarNamed *self, double zoom, const IbarBox *within, GArray *out)
{
  double world = IBAR_TILE_UNITS * exp2 (zoom);
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (IbarStretch));

  for (guint i = 0; zoom >= IBAR_RIVER_ZOOM && i < ibar_region_get_n_features (self->region, IBAR_LAYER_WATERWAY); i++)
    {
      const IbarFeature *river = ibar_region_get_feature (self->region, IBAR_LAYER_WATERWAY, i);
      double size = hypot (river->max_x - river->min_x, river->max_y - river->min_y) * world;

      if (zoom < (river->rank <= 1 ? IBAR_RIVER_ZOOM : IBAR_BROOK_ZOOM) || size < 60 || !ibar_reaches (within, river)
          || (river->schematic && zoom > SCHEMATIC_LAST_ZOOM)
          || !ibar_named_measure (self, &self->water_texts[i], IBAR_TYPE_WATER, &river->names, TRUE)
          || size < self->water_texts[i]->width)
        continue;
      g_array_set_size (stretches, 0);
      ibar_find_stretches (self->region, IBAR_LAYER_WATERWAY, i, self->water_texts[i]->width * 1.08 / world,
                           WATER_DEVIATION / world, IBAR_WATER_APART / world, stretches);
      for (guint s = 0; s < stretches->len; s++)
        {
          const IbarStretch *stretch = &g_array_index (stretches, IbarStretch, s);
          IbarCandidate candidate
              = { IBAR_LABEL_WATER, (int) i, get_river_priority (zoom), stretch->x, stretch->y,
                  stretch->angle, self->water_texts[i], IBAR_TYPE_WATER };

          candidate.verified = TRUE;
          candidate.rank = 2;
          if (ibar_is_within (within, stretch->x, stretch->y))
            g_array_append_val (out, candidate);
        }
    }
}

/* [Web Mercator] Of the squares in which a street is named once: 512 to 1024 pixels. */
double
ibar_street_square_side (double zoom)
{
  return exp2 (-MAX (floor (zoom - 1 + 1e-6), 0));
}

/* How far from the middle of its square, in halves of its side: 0 … 1. */
static double
get_eccentricity (const IbarStretch *stretch, double side)
{
  double x = stretch->x / side - floor (stretch->x / side) - 0.5;
  double y = stretch->y / side - floor (stretch->y / side) - 0.5;

  return 2 * MAX (fabs (x), fabs (y));
}

/* Whether a street reaches the edge of the square that a stretch of it lies in. */
static gboolean
goes_on (const IbarFeature *street, const IbarStretch *stretch, double side)
{
  double west = floor (stretch->x / side) * side, north = floor (stretch->y / side) * side;
  double little = side * 1e-6;

  return street->min_x <= west + little || street->max_x >= west + side - little
         || street->min_y <= north + little || street->max_y >= north + side - little;
}

static void
add_street (IbarNamed *self, guint number, double zoom, const IbarBox *within, GArray *stretches, GArray *out)
{
  const IbarFeature *street = ibar_region_get_feature (self->region, IBAR_LAYER_ROAD, number);
  IbarLabelText *text = self->street_texts[number];
  double side = ibar_street_square_side (zoom);
  double world = IBAR_TILE_UNITS * exp2 (zoom);
  int rank = CLAMP (street->rank, 0, LAST_STREET_RANK);

  g_array_set_size (stretches, 0);
  ibar_find_stretches (self->region, IBAR_LAYER_ROAD, number, (text->width + 8) / world,
                       STREET_DEVIATION / world, STREET_APART / world, stretches);
  for (guint s = 0; s < stretches->len; s++)
    {
      const IbarStretch *stretch = &g_array_index (stretches, IbarStretch, s);
      double eccentricity = get_eccentricity (stretch, side);
      IbarCandidate candidate
          = { IBAR_LABEL_STREET, (int) number, 8 + rank + 0.9 * eccentricity, stretch->x, stretch->y,
              stretch->angle,    text,         IBAR_TYPE_STREET };

      candidate.verified = TRUE;
      candidate.rank = 8 + rank;
      if (ibar_is_within (within, stretch->x, stretch->y)
          && (eccentricity < 1 - 2 * EDGE_SHARE || !goes_on (street, stretch, side)))
        g_array_append_val (out, candidate);
    }
}

/* Streets, along stretches of them that are straight. */
void
ibar_named_collect_streets (IbarNamed *self, double zoom, const IbarBox *within, GArray *out)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (IbarStretch));
  double world = IBAR_TILE_UNITS * exp2 (zoom);
  guint n = ibar_region_get_n_features (self->region, IBAR_LAYER_ROAD);

  for (guint i = 0; zoom >= IBAR_STREET_ZOOM && i < n; i++)
    {
      const IbarFeature *street = ibar_region_get_feature (self->region, IBAR_LAYER_ROAD, i);
      double size = hypot (street->max_x - street->min_x, street->max_y - street->min_y) * world;

      if (street->schematic || zoom < street_zooms[CLAMP (street->rank, 0, LAST_STREET_RANK)]
          || size < 30 || !ibar_reaches (within, street)
          || !ibar_named_measure (self, &self->street_texts[i], IBAR_TYPE_STREET, &street->names, TRUE)
          || size < self->street_texts[i]->width)
        continue;
      add_street (self, i, zoom, within, stretches, out);
    }
}
