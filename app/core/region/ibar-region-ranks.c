/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a layer is called, and how important a feature is by what it is.
 *
 * Ranks decide from which zoom on a thing is drawn, how wide, and who wins when two labels want one
 * place. The kinds are OpenStreetMap's values where it has one (place=*, highway=*, waterway=*). */

#define G_LOG_DOMAIN "ibar-region-ranks"

#include "config.h"

#include <string.h>

#include "ibar-region-writer.h"

#define RANK_UNKNOWN 7

typedef struct
{
  const char *kind;
  int rank;
} KindRank;

static const char *const tables[IBAR_N_LAYERS] = {
  [IBAR_LAYER_NEIGHBOUR] = "neighbour", [IBAR_LAYER_ADMIN_AREA] = "admin_area",
  [IBAR_LAYER_LANDCOVER] = "landcover", [IBAR_LAYER_BUILTUP] = "builtup",
  [IBAR_LAYER_WATER] = "water",         [IBAR_LAYER_WATERWAY] = "waterway",
  [IBAR_LAYER_RAILWAY] = "railway",     [IBAR_LAYER_ROAD] = "road",
  [IBAR_LAYER_BOUNDARY] = "boundary",
};

static const KindRank place_ranks[] = {
  { "city", 0 },          { "municipal_seat", 1 },
  { "town", 2 },          { "crossing", 3 },
  { "reservoir", 3 },     { "lake", 3 },
  { "mountain", 3 },      { "mining_settlement", 4 },
  { "suburb", 4 },        { "dam", 4 },
  { "peak", 5 },          { "monastery", 5 },
  { "village", 5 },       { "fortress", 5 },
  { "neighbourhood", 6 }, { "bridge", 6 },
  { "hamlet", 6 },        { "region", 6 },
};

static const KindRank line_ranks[] = {
  { "motorway", 0 },      { "trunk", 1 },        { "primary", 2 }, { "secondary", 3 },
  { "tertiary", 4 },      { "unclassified", 5 }, { "road", 5 },    { "residential", 6 },
  { "living_street", 6 }, { "service", 7 },      { "track", 8 },   { "path", 9 },
  { "footway", 9 },       { "river", 0 },        { "canal", 2 },   { "stream", 3 },
  { "drain", 5 },         { "ditch", 5 },        { "rail", 0 },    { "railway", 0 },
  { "narrow_gauge", 1 },  { "light_rail", 1 },   { "disused", 2 }, { "abandoned", 3 },
  { "outline", 0 },       { "municipal", 2 },    { "region", 1 },
};

static int
find_rank (const KindRank *ranks, gsize n_ranks, const char *kind)
{
  for (gsize i = 0; kind != NULL && i < n_ranks; i++)
    {
      if (strcmp (ranks[i].kind, kind) == 0)
        return ranks[i].rank;
    }
  return RANK_UNKNOWN;
}

/**
 * ibar_layer_get_table:
 * @layer: a layer
 *
 * Returns: its table in the GeoPackage
 */
const char *
ibar_layer_get_table (IbarLayer layer)
{
  g_return_val_if_fail (layer < IBAR_N_LAYERS, NULL);

  return tables[layer];
}

/**
 * ibar_layer_from_table:
 * @table: a table's name
 * @layer: (out): the layer
 *
 * Returns: whether a layer has that name
 */
gboolean
ibar_layer_from_table (const char *table, IbarLayer *layer)
{
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    {
      if (strcmp (tables[i], table) == 0)
        {
          *layer = (IbarLayer) i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * ibar_layer_is_area:
 * @layer: a layer
 *
 * Returns: whether its features are polygons; otherwise they are lines
 */
gboolean
ibar_layer_is_area (IbarLayer layer)
{
  return layer <= IBAR_LAYER_WATER;
}

/**
 * ibar_region_rank_place:
 * @kind: (nullable): what the place is
 * @population: how many live there, or -1
 * @highlight: whether it lies in an area that the region is about
 *
 * Returns: the rank, 0 = most important
 */
int
ibar_region_rank_place (const char *kind, gint64 population, gboolean highlight)
{
  int rank = find_rank (place_ranks, G_N_ELEMENTS (place_ranks), kind);

  if (g_strcmp0 (kind, "municipal_seat") == 0 && highlight)
    rank = 0;
  if (population >= 100000)
    rank = MIN (rank, 0);
  else if (population >= 20000)
    rank = MIN (rank, 1);
  else if (population >= 5000)
    rank = MIN (rank, 3);
  else if (population >= 1000)
    rank = MIN (rank, 4);
  return rank;
}

/**
 * ibar_region_rank_line:
 * @layer: its layer
 * @kind: (nullable): what the line is
 *
 * Returns: the rank, 0 = most important
 */
int
ibar_region_rank_line (IbarLayer layer, const char *kind)
{
  if (ibar_layer_is_area (layer))
    return 0;
  return find_rank (line_ranks, G_N_ELEMENTS (line_ranks), kind);
}
