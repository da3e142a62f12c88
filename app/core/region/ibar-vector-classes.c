/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the layers of vector tiles mean for the map, in the two vocabularies that are in use, and
 * what becomes of a layer that is in neither.
 *
 * OpenMapTiles calls the main attribute "class", Shortbread "kind". Layers that have nothing for
 * this map (house numbers, shops) are known, so that they are not taken for
 * something new. A layer of another name is drawn plainly: its author wants it to be seen.
 *
 * Source: openmaptiles.org/schema, shortbread-tiles.org/schema/1.0. */

#define G_LOG_DOMAIN "ibar-vector-classes"

#include "config.h"

#include "ibar-vector-classes.h"

#include <string.h>

#include "ibar-osm-tags.h"
#include "ibar-region-writer.h"

typedef void (*Classify) (OGRFeatureH feature, IbarVectorClass *found);

/* How a layer of a name is read; the functions: NULL where nothing of that dimension is drawn. */
typedef struct
{
  const char *name;
  Classify classify[3]; /* by dimension */
} LayerRule;

/* The attribute that says what a feature is. */
static char *
get_kind (OGRFeatureH feature)
{
  char *kind = ibar_osm_get_tag (feature, "class");

  return kind != NULL ? kind : ibar_osm_get_tag (feature, "kind");
}

static int
get_number (OGRFeatureH feature, const char *key, int missing)
{
  g_autofree char *text = ibar_osm_get_tag (feature, key);

  return text != NULL ? (int) g_ascii_strtoll (text, NULL, 10) : missing;
}

static gboolean
is_true (OGRFeatureH feature, const char *key)
{
  g_autofree char *text = ibar_osm_get_tag (feature, key);

  return text != NULL && (strcmp (text, "1") == 0 || g_ascii_strcasecmp (text, "true") == 0);
}

static void
set_feature (IbarVectorClass *found, IbarLayer layer, const char *kind)
{
  found->what = IBAR_VECTOR_FEATURE;
  found->layer = layer;
  found->kind = g_intern_string (kind);
  found->rank = ibar_region_rank_line (layer, kind);
}

static void
set_place (IbarVectorClass *found, const char *kind, int rank)
{
  found->what = IBAR_VECTOR_PLACE;
  found->kind = g_intern_string (kind);
  found->rank = rank;
}

/* Areas */

static void
classify_water (OGRFeatureH feature, IbarVectorClass *found)
{
  set_feature (found, IBAR_LAYER_WATER, "water");
}

static void
classify_ground (OGRFeatureH feature, IbarVectorClass *found)
{
  static const char *const wooded[] = { "wood", "forest", NULL };
  static const char *const builtup[]
      = { "residential", "commercial", "industrial", "retail", "suburb", "quarter", "neighbourhood", NULL };
  g_autofree char *kind = get_kind (feature);

  if (ibar_osm_is_one_of (kind, wooded))
    set_feature (found, IBAR_LAYER_LANDCOVER, "forest");
  else if (ibar_osm_is_one_of (kind, builtup))
    set_feature (found, IBAR_LAYER_BUILTUP, "residential");
}

static void
classify_building (OGRFeatureH feature, IbarVectorClass *found)
{
  set_feature (found, IBAR_LAYER_BUILTUP, "building");
}

/* Lines */

static void
classify_waterway (OGRFeatureH feature, IbarVectorClass *found)
{
  g_autofree char *kind = get_kind (feature);

  set_feature (found, IBAR_LAYER_WATERWAY, ibar_osm_is_one_of (kind, ibar_osm_waterways) ? kind : "stream");
}

/* Streets and railways share a layer in both vocabularies. */
static void
classify_way (OGRFeatureH feature, IbarVectorClass *found)
{
  static const char *const rails[] = { "rail", "narrow_gauge", "light_rail", NULL };
  g_autofree char *kind = get_kind (feature);

  if (ibar_osm_is_one_of (kind, rails))
    set_feature (found, IBAR_LAYER_RAILWAY, kind);
  else if (ibar_osm_is_one_of (kind, ibar_osm_roads))
    set_feature (found, IBAR_LAYER_ROAD, kind);
  else if (g_strcmp0 (kind, "minor") == 0)
    set_feature (found, IBAR_LAYER_ROAD, "unclassified");
  else if (g_strcmp0 (kind, "pedestrian") == 0)
    set_feature (found, IBAR_LAYER_ROAD, "living_street");
}

/* Both vocabularies have streets once more, to be named: joined where they are named alike. */
static void
classify_street_name (OGRFeatureH feature, IbarVectorClass *found)
{
  classify_way (feature, found);
  if (found->what == IBAR_VECTOR_FEATURE && found->layer == IBAR_LAYER_ROAD)
    found->what = IBAR_VECTOR_STREET_NAME;
  else
    found->what = IBAR_VECTOR_NOTHING;
}

/* A line that is disputed is drawn as an inner one: dashed, and nobody's. */
static void
classify_boundary (OGRFeatureH feature, IbarVectorClass *found)
{
  int level = get_number (feature, "admin_level", 4);

  if (is_true (feature, "maritime"))
    return;
  set_feature (found, IBAR_LAYER_BOUNDARY,
               level <= 2 && !is_true (feature, "disputed") ? "outline" : "municipal");
}

/* Points */

/* From one, the most important, OpenMapTiles ranks the cities of a tile. */
static int
rank_city (OGRFeatureH feature)
{
  int rank = get_number (feature, "rank", 5);

  if (get_number (feature, "capital", 0) == 2 || rank <= 3)
    return 0;
  return rank <= 8 ? 1 : 2;
}

static void
classify_place (OGRFeatureH feature, IbarVectorClass *found)
{
  static const char *const settlements[]
      = { "town", "suburb", "village", "hamlet", "neighbourhood", "isolated_dwelling", NULL };
  g_autofree char *kind = get_kind (feature);
  g_autofree char *population = ibar_osm_get_tag (feature, "population");
  gint64 people = population != NULL ? g_ascii_strtoll (population, NULL, 10) : -1;

  if (g_strcmp0 (kind, "country") == 0)
    set_place (found, "region", 0);
  else if (g_strcmp0 (kind, "state") == 0 || g_strcmp0 (kind, "province") == 0)
    set_place (found, "region", 2);
  else if (g_strcmp0 (kind, "city") == 0 || g_strcmp0 (kind, "capital") == 0
           || g_strcmp0 (kind, "state_capital") == 0)
    set_place (found, "city", population != NULL ? ibar_region_rank_place ("town", people, FALSE)
                                                 : rank_city (feature));
  else if (g_strcmp0 (kind, "quarter") == 0)
    set_place (found, "suburb", ibar_region_rank_place ("suburb", people, FALSE));
  else if (ibar_osm_is_one_of (kind, settlements))
    set_place (found, kind, ibar_region_rank_place (kind, people, FALSE));
}

/* Shortbread's names of countries and of their parts. */
static void
classify_boundary_label (OGRFeatureH feature, IbarVectorClass *found)
{
  int level = get_number (feature, "admin_level", 2);

  set_place (found, "region", level <= 2 ? 0 : 2);
}

static void
classify_peak (OGRFeatureH feature, IbarVectorClass *found)
{
  set_place (found, "peak", 5);
}

static void
classify_water_label (OGRFeatureH feature, IbarVectorClass *found)
{
  set_place (found, "lake", 3);
}

static const LayerRule rules[] = {
  /* both */
  { "water", { NULL, NULL, classify_water } },
  { "boundary", { NULL, classify_boundary, NULL } },
  /* OpenMapTiles */
  { "waterway", { NULL, classify_waterway, classify_water } },
  { "landcover", { NULL, NULL, classify_ground } },
  { "landuse", { NULL, NULL, classify_ground } },
  { "building", { NULL, NULL, classify_building } },
  { "transportation", { NULL, classify_way, NULL } },
  { "place", { classify_place, NULL, NULL } },
  { "mountain_peak", { classify_peak, NULL, NULL } },
  { "water_name", { classify_water_label, NULL, NULL } },
  { "aeroway", { NULL, NULL, NULL } },
  { "aerodrome_label", { NULL, NULL, NULL } },
  { "housenumber", { NULL, NULL, NULL } },
  { "park", { NULL, NULL, NULL } },
  { "poi", { NULL, NULL, NULL } },
  { "transportation_name", { NULL, classify_street_name, NULL } },
  /* Shortbread */
  { "ocean", { NULL, NULL, classify_water } },
  { "water_polygons", { NULL, NULL, classify_water } },
  { "water_lines", { NULL, classify_waterway, NULL } },
  { "land", { NULL, NULL, classify_ground } },
  { "buildings", { NULL, NULL, classify_building } },
  { "streets", { NULL, classify_way, NULL } },
  { "boundaries", { NULL, classify_boundary, NULL } },
  { "place_labels", { classify_place, NULL, NULL } },
  { "boundary_labels", { classify_boundary_label, NULL, NULL } },
  { "water_polygons_labels", { classify_water_label, NULL, NULL } },
  { "addresses", { NULL, NULL, NULL } },
  { "aerialways", { NULL, NULL, NULL } },
  { "bridges", { NULL, NULL, NULL } },
  { "dam_lines", { NULL, NULL, NULL } },
  { "dam_polygons", { NULL, NULL, NULL } },
  { "ferries", { NULL, NULL, NULL } },
  { "pier_lines", { NULL, NULL, NULL } },
  { "pier_polygons", { NULL, NULL, NULL } },
  { "pois", { NULL, NULL, NULL } },
  { "public_transport", { NULL, NULL, NULL } },
  { "sites", { NULL, NULL, NULL } },
  { "street_labels", { NULL, classify_street_name, NULL } },
  { "street_labels_points", { NULL, NULL, NULL } },
  { "street_polygons", { NULL, NULL, NULL } },
  { "streets_polygons_labels", { NULL, NULL, NULL } },
  { "water_lines_labels", { NULL, NULL, NULL } },
};

static const LayerRule *
find_rule (const char *layer_name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (strcmp (rules[i].name, layer_name) == 0)
        return &rules[i];
    }
  return NULL;
}

/**
 * ibar_vector_classify:
 * @layer_name: as the tile calls the layer
 * @dimension: 0 points, 1 lines, 2 areas
 * @feature: one of it
 * @found: (out): what becomes of it
 */
void
ibar_vector_classify (const char *layer_name,
                      int dimension,
                      OGRFeatureH feature,
                      IbarVectorClass *found)
{
  const LayerRule *rule = find_rule (layer_name);

  *found = (IbarVectorClass){ .what = IBAR_VECTOR_NOTHING };
  if (rule == NULL)
    *found = (IbarVectorClass){ .what = IBAR_VECTOR_PLAIN, .kind = g_intern_static_string ("plain") };
  else if (rule->classify[dimension] != NULL)
    rule->classify[dimension](feature, found);
}

/**
 * ibar_vector_take_names:
 * @feature: a feature
 * @names: (out caller-allocates): its name's forms
 *
 * Reads "name:sq" as OpenStreetMap and OpenMapTiles write it, and "name_sq" as Shortbread does. A road
 * without a name is called by its number.
 */
void
ibar_vector_take_names (OGRFeatureH feature, IbarNames *names)
{
  static const struct
  {
    const char *key;
    IbarNameForm form;
  } forms[] = { { "name_sq", IBAR_NAME_SQ }, { "name_en", IBAR_NAME_EN } };

  /* Tiles may leave out the name on the spot where they have it in letters of all the world. */
  static const char *const otherwise[] = { "name:latin", "name_int", "ref" };

  *names = (IbarNames){ 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    names->form[forms[i].form] = ibar_osm_get_tag (feature, forms[i].key);
  ibar_osm_add_names (feature, "", names);
  for (gsize i = 0; names->form[IBAR_NAME_LOCAL] == NULL && i < G_N_ELEMENTS (otherwise); i++)
    names->form[IBAR_NAME_LOCAL] = ibar_osm_get_tag (feature, otherwise[i]);
}
