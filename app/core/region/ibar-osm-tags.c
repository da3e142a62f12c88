/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What OpenStreetMap's tags mean for the map.
 *
 * GDAL gives the most common tags as fields and all others in one, other_tags, in PostgreSQL's
 * hstore notation: "key"=>"value","key"=>"value". Source: wiki.openstreetmap.org/wiki/Map_features.
 */

#define G_LOG_DOMAIN "ibar-osm-tags"

#include "config.h"

#include "ibar-osm-tags.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GRID 1e7 /* [1/deg] OpenStreetMap's own */

const char *const ibar_osm_roads[]
    = { "motorway",    "trunk",         "primary", "secondary", "tertiary", "unclassified", "road",
        "residential", "living_street", "service", "track",     "path",     "footway",      NULL };
static const char *const railways[]
    = { "rail", "light_rail", "narrow_gauge", "disused", "abandoned", NULL };
const char *const ibar_osm_waterways[] = { "river", "canal", "stream", "drain", "ditch", NULL };
static const char *const places[]
    = { "city", "town", "suburb", "village", "hamlet", "neighbourhood", "isolated_dwelling", NULL };
static const char *const builtup[] = { "residential", "commercial", "industrial", "retail", NULL };

/* One quoted string of hstore notation; at: behind its opening quote, afterwards behind the
 * closing. */
static char *
take_quoted (const char **at)
{
  GString *text = g_string_new (NULL);

  while (**at != '\0' && **at != '"')
    {
      if (**at == '\\' && (*at)[1] != '\0')
        (*at)++;
      g_string_append_c (text, **at);
      (*at)++;
    }
  if (**at == '"')
    (*at)++;
  return g_string_free (text, FALSE);
}

static char *
find_in_hstore (const char *hstore, const char *key)
{
  const char *at = hstore;

  while ((at = strchr (at, '"')) != NULL)
    {
      g_autofree char *found = NULL;
      g_autofree char *value = NULL;

      at++;
      found = take_quoted (&at);
      at = strchr (at, '"');
      if (at == NULL)
        return NULL;
      at++;
      value = take_quoted (&at);
      if (strcmp (found, key) == 0)
        return g_steal_pointer (&value);
    }
  return NULL;
}

/* A tag's value, wherever GDAL put it; NULL if there is none. */
char *
ibar_osm_get_tag (OGRFeatureH feature, const char *key)
{
  int index = OGR_F_GetFieldIndex (feature, key);

  if (index >= 0)
    return OGR_F_IsFieldSetAndNotNull (feature, index)
               ? g_strdup (OGR_F_GetFieldAsString (feature, index))
               : NULL;
  index = OGR_F_GetFieldIndex (feature, "other_tags");
  if (index < 0 || !OGR_F_IsFieldSetAndNotNull (feature, index))
    return NULL;
  return find_in_hstore (OGR_F_GetFieldAsString (feature, index), key);
}

/* A value that is missing is none of them. */
gboolean
ibar_osm_is_one_of (const char *value, const char *const *values)
{
  return value != NULL && g_strv_contains (values, value);
}

/* Takes a tag's value as the kind where it is one that the map draws. */
static gboolean
take_kind (OGRFeatureH feature, const char *key, const char *const *values, char **kind)
{
  g_autofree char *value = ibar_osm_get_tag (feature, key);

  if (value != NULL && g_str_has_suffix (value, "_link"))
    value[strlen (value) - strlen ("_link")] = '\0';
  if (!ibar_osm_is_one_of (value, values))
    return FALSE;
  *kind = g_steal_pointer (&value);
  return TRUE;
}

IbarOsmClass
ibar_osm_classify_line (OGRFeatureH feature, IbarLayer *layer, char **kind)
{
  if (take_kind (feature, "highway", ibar_osm_roads, kind))
    *layer = IBAR_LAYER_ROAD;
  else if (take_kind (feature, "railway", railways, kind))
    *layer = IBAR_LAYER_RAILWAY;
  else if (take_kind (feature, "waterway", ibar_osm_waterways, kind))
    *layer = IBAR_LAYER_WATERWAY;
  else
    return IBAR_OSM_NOTHING;
  return IBAR_OSM_FEATURE;
}

IbarOsmClass
ibar_osm_classify_area (OGRFeatureH feature, IbarLayer *layer, char **kind, int *admin_level)
{
  g_autofree char *boundary = ibar_osm_get_tag (feature, "boundary");
  g_autofree char *natural = ibar_osm_get_tag (feature, "natural");
  g_autofree char *landuse = ibar_osm_get_tag (feature, "landuse");
  g_autofree char *waterway = ibar_osm_get_tag (feature, "waterway");

  if (g_strcmp0 (boundary, "administrative") == 0)
    {
      g_autofree char *level = ibar_osm_get_tag (feature, "admin_level");

      *admin_level = level != NULL ? atoi (level) : 0;
      return IBAR_OSM_AREA;
    }
  if (g_strcmp0 (natural, "water") == 0 || g_strcmp0 (landuse, "reservoir") == 0
      || g_strcmp0 (waterway, "riverbank") == 0)
    {
      *layer = IBAR_LAYER_WATER;
      *kind = g_strdup ("water");
    }
  else if (g_strcmp0 (natural, "wood") == 0 || g_strcmp0 (landuse, "forest") == 0)
    {
      *layer = IBAR_LAYER_LANDCOVER;
      *kind = g_strdup ("forest");
    }
  else if (ibar_osm_is_one_of (landuse, builtup))
    {
      *layer = IBAR_LAYER_BUILTUP;
      *kind = g_steal_pointer (&landuse);
    }
  else
    return IBAR_OSM_NOTHING;
  return IBAR_OSM_FEATURE;
}

IbarOsmClass
ibar_osm_classify_point (OGRFeatureH feature, char **kind)
{
  g_autofree char *natural = ibar_osm_get_tag (feature, "natural");
  g_autofree char *barrier = ibar_osm_get_tag (feature, "barrier");
  g_autofree char *name = ibar_osm_get_tag (feature, "name");

  if (name == NULL)
    return IBAR_OSM_NOTHING;
  if (take_kind (feature, "place", places, kind))
    return IBAR_OSM_PLACE;
  if (g_strcmp0 (natural, "peak") == 0)
    *kind = g_strdup ("peak");
  else if (g_strcmp0 (barrier, "border_control") == 0)
    *kind = g_strdup ("crossing");
  else
    return IBAR_OSM_NOTHING;
  return IBAR_OSM_PLACE;
}

static gboolean
is_cyrillic (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_CYRILLIC)
        return TRUE;
    }
  return FALSE;
}

static void
add_form (IbarNames *names, IbarNameForm form, OGRFeatureH feature, const char *prefix, const char *key)
{
  g_autofree char *whole = g_strconcat (prefix, key, NULL);

  if (names->form[form] == NULL)
    names->form[form] = ibar_osm_get_tag (feature, whole);
}

/* The forms of the name that are missing. "name" is what is written on the spot.
 * prefix: of the tags: "", or "bridge:" for the name of the bridge that carries the feature. */
void
ibar_osm_add_names (OGRFeatureH feature, const char *prefix, IbarNames *names)
{
  g_autofree char *key = g_strconcat (prefix, "name:sr", NULL);
  g_autofree char *serbian = ibar_osm_get_tag (feature, key);

  add_form (names, IBAR_NAME_SQ, feature, prefix, "name:sq");
  add_form (names, IBAR_NAME_SR_LATN, feature, prefix, "name:sr-Latn");
  add_form (names, IBAR_NAME_EN, feature, prefix, "name:en");
  add_form (names, IBAR_NAME_LOCAL, feature, prefix, "name");
  if (serbian != NULL && g_utf8_validate (serbian, -1, NULL))
    {
      IbarNameForm form = is_cyrillic (serbian) ? IBAR_NAME_SR_CYRL : IBAR_NAME_SR_LATN;

      if (names->form[form] == NULL)
        names->form[form] = g_steal_pointer (&serbian);
    }
}

/**
 * ibar_osm_get_node_key:
 * @longitude: [deg]
 * @latitude: [deg]
 *
 * Returns: a number for what an extract has at a point: the same where two points are one node, and nowhere else within
 *   a region
 */
guint64
ibar_osm_get_node_key (double longitude, double latitude)
{
  return (guint64) llround (longitude * GRID) << 32 | (guint32) llround (latitude * GRID);
}
