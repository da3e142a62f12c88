/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known of a place, gathered from region and collection. */

#define G_LOG_DOMAIN "ibar-place-facts"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"
#include "ibar-place-facts.h"
#include "ibar-region-areas.h"

#include <math.h>

#define SAME_PLACE_M 1500.0 /* [m] beyond what is uncertain of both */

static gboolean
init_area (IbarPlaceFacts *facts, IbarSession *session, int area)
{
  const IbarFeature *feature;

  if (area < 0)
    return FALSE;
  feature = ibar_region_get_feature (ibar_session_get_region (session), IBAR_LAYER_ADMIN_AREA, (guint) area);
  facts->names = &feature->names;
  facts->kind = ibar_area_get_kind (ibar_session_get_region (session), (guint) area);
  facts->area = area;
  facts->is_area = TRUE;
  facts->municipality = ibar_session_area_to_municipality (session, area);
  return TRUE;
}

static gboolean
share_name (const IbarNames *a, const IbarNames *b)
{
  for (int form = 0; form < IBAR_N_NAME_FORMS; form++)
    if (a->form[form] != NULL && a->form[form][0] != '\0' && g_strcmp0 (a->form[form], b->form[form]) == 0)
      return TRUE;
  return FALSE;
}

/* The collection's place that a place of the map is, or -1: of one name, and near. Villages of one name lie in different
 * valleys, and one's events did not happen in the other. */
static int
find_same_place (IbarSession *session, const IbarRegionPlace *wanted)
{
  const GPtrArray *places = ibar_session_get_vocabulary (session)->places;
  double nearest = G_MAXDOUBLE;
  int found = -1;

  for (guint i = 0; i < places->len; i++)
    {
      const IbarPlace *place = g_ptr_array_index (places, i);
      double distance;

      if (!ibar_point_is_placed (place->point) || !share_name (&wanted->names, &place->names))
        continue;
      distance = ibar_geodesic_distance (wanted->point, place->point);
      if (distance > wanted->uncertainty_m + MAX (place->uncertainty_m, 0) + SAME_PLACE_M || distance >= nearest)
        continue;
      nearest = distance;
      found = (int) i;
    }
  return found;
}

static gboolean
init_region_place (IbarPlaceFacts *facts, IbarSession *session, const char *id)
{
  IbarRegion *region = ibar_session_get_region (session);
  const IbarRegionPlace *place;
  guint64 index;

  if (region == NULL || !g_ascii_string_to_unsigned (id, 10, 0, G_MAXUINT, &index, NULL)
      || index >= ibar_region_get_n_places (region))
    return FALSE;
  place = ibar_region_get_place (region, (guint) index);
  facts->names = &place->names;
  facts->kind = place->kind;
  facts->area = place->admin_area;
  facts->point = place->point;
  facts->uncertainty_m = place->uncertainty_m;
  facts->population = place->population;
  facts->is_region_place = TRUE;
  facts->verified = place->verified;
  facts->source = place->source;
  if (ibar_session_get_vocabulary (session) != NULL)
    facts->place = find_same_place (session, place);
  return TRUE;
}

static gboolean
init_place (IbarPlaceFacts *facts, IbarSession *session, const char *id)
{
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (session);

  for (guint i = 0; vocabulary != NULL && i < vocabulary->places->len; i++)
    {
      const IbarPlace *place = g_ptr_array_index (vocabulary->places, i);

      if (!g_str_equal (place->id, id))
        continue;
      facts->names = &place->names;
      facts->kind = place->kind;
      facts->place = (int) i;
      facts->area = ibar_session_municipality_to_area (session, place->municipality);
      facts->point = place->point;
      facts->precision = place->precision;
      facts->uncertainty_m = place->uncertainty_m;
      facts->source = place->coordinate_source;
      return TRUE;
    }
  return FALSE;
}

/* What the session's selection stands for; FALSE if it is no place, or one that is not there. */
gboolean
ibar_place_facts_init (IbarPlaceFacts *facts, IbarSession *session)
{
  const char *id;
  IbarSelectionKind kind = ibar_session_get_selection (session, &id);

  *facts = (IbarPlaceFacts){ .area = -1, .municipality = -1, .place = -1, .population = -1, .point = { NAN, NAN } };
  switch (kind)
    {
    case IBAR_SELECTION_AREA:
      return init_area (facts, session, ibar_session_find_area (session, id));
    case IBAR_SELECTION_REGION_PLACE:
      return init_region_place (facts, session, id);
    case IBAR_SELECTION_PLACE:
      return init_place (facts, session, id);
    case IBAR_SELECTION_NONE:
    case IBAR_SELECTION_EVENT:
    case IBAR_SELECTION_CLUSTER:
    default:
      return FALSE;
    }
}

static IbarPoint
get_vertex (const IbarFeature *area, guint i)
{
  return (IbarPoint){ ibar_mercator_longitude (area->points[2 * i]), ibar_mercator_latitude (area->points[2 * i + 1]) };
}

/* A part that lies in an odd number of others is a hole. */
static gboolean
is_hole (const IbarFeature *area, IbarPoint *points, guint part)
{
  guint n_around = 0;

  for (guint other = 0; other < area->n_parts; other++)
    if (other != part
        && ibar_ring_contains (points + area->starts[other], area->starts[other + 1] - area->starts[other],
                               points[area->starts[part]]))
      n_around++;
  return n_around % 2 == 1;
}

/**
 * ibar_area_measure:
 * @area: an admin area of a region
 *
 * Returns: its area on the ellipsoid [m²], holes left out
 */
double
ibar_area_measure (const IbarFeature *area)
{
  guint n_points = area->starts[area->n_parts];
  g_autofree IbarPoint *points = g_new (IbarPoint, n_points + 1);
  double sum = 0;

  for (guint i = 0; i < n_points; i++)
    points[i] = get_vertex (area, i);
  for (guint part = 0; part < area->n_parts; part++)
    {
      guint length = area->starts[part + 1] - area->starts[part];
      double size;

      if (length < 3)
        continue;
      size = fabs (ibar_geodesic_area (points + area->starts[part], length));
      sum += is_hole (area, points, part) ? -size : size;
    }
  return sum;
}

/* What the areas of a region are: those whose maker says nothing are municipalities. */
const char *
ibar_area_get_kind (IbarRegion *region, guint area)
{
  const char *kind = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, area)->kind;

  return kind != NULL && kind[0] != '\0' ? kind : "municipality";
}

void
ibar_area_get_extent (const IbarFeature *area, IbarExtent *extent)
{
  extent->west = ibar_mercator_longitude (area->min_x);
  extent->east = ibar_mercator_longitude (area->max_x);
  extent->north = ibar_mercator_latitude (area->min_y);
  extent->south = ibar_mercator_latitude (area->max_y);
}

GArray *
ibar_area_find_neighbours (IbarRegion *region, int area)
{
  guint n = ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA);
  g_autofree guint8 *relations = ibar_region_relate_areas (region);
  GArray *neighbours = g_array_new (FALSE, FALSE, sizeof (int));

  for (int other = 0; other < (int) n; other++)
    if (relations[(guint) area * n + (guint) other] == IBAR_AREAS_NEIGHBOURS)
      g_array_append_val (neighbours, other);
  return neighbours;
}

/* Whether an event is one of the place's: by what the collection says, or, of an area it does not know, by where it is. */
static gboolean
is_of_place (IbarRegion *region, const IbarPlaceFacts *facts, const IbarRow *row)
{
  const IbarFeature *area;
  IbarPoint point = row->point;

  if (facts->municipality >= 0)
    return row->municipality == facts->municipality;
  if (!facts->is_area)
    return facts->place >= 0 && row->place == facts->place;
  if (!ibar_point_is_placed (point))
    return FALSE;
  area = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, (guint) facts->area);
  point.longitude = ibar_mercator_longitude (ibar_region_get_x (region, point.longitude));
  return ibar_feature_contains (area, point);
}

guint
ibar_place_count_types (IbarSession *session, const IbarPlaceFacts *facts, guint *counts)
{
  IbarResult *result = ibar_session_get_result (session);
  IbarColumns *columns = ibar_session_get_columns (session);
  IbarRegion *region = ibar_session_get_region (session);
  guint n_types = ibar_session_get_vocabulary (session)->types->len, sum = 0;

  for (guint row = 0; row < ibar_columns_get_n_rows (columns); row++)
    {
      IbarRow values;

      if (!ibar_result_contains (result, row))
        continue;
      ibar_columns_get_row (columns, row, &values);
      if (is_of_place (region, facts, &values))
        {
          sum++;
          if (values.type >= 0 && (guint) values.type < n_types)
            counts[values.type]++;
        }
    }
  return sum;
}

char *
ibar_place_kind_dup_words (const char *kind)
{
  static const struct
  {
    const char *kind;
    const char *words;
  } known[] = {
    { "municipality", N_ ("Municipality") },
    { "administrative", N_ ("Administrative area") },
    { "municipal_seat", N_ ("Seat of a municipality") },
    { "city", N_ ("City") },
    { "town", N_ ("Town") },
    { "village", N_ ("Village") },
    { "hamlet", N_ ("Hamlet") },
    { "peak", N_ ("Peak") },
    { "crossing", N_ ("Crossing point") },
    { "bridge", N_ ("Bridge") },
    { "lake", N_ ("Lake") },
    { "river", N_ ("River") },
    { "monastery", N_ ("Monastery") },
    { "mine", N_ ("Mine") },
  };
  char *words;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (kind, known[i].kind) == 0)
      return g_strdup (_ (known[i].words));
  if (kind == NULL || kind[0] == '\0')
    return g_strdup (_ ("Place"));
  words = ibar_part_dup_words (kind);
  words[0] = g_ascii_toupper (words[0]);
  return words;
}
