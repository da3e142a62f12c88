/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The candidates of a region: its admin areas, its rivers, its places by kind. */

#define G_LOG_DOMAIN "ibar-quiz-places"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-quiz-private.h"
#include "ibar-region-areas.h"

#define BIT IBAR_QUIZ_BIT
#define ON_MAP                                                                                     \
  (BIT (IBAR_QUIZ_FIND) | BIT (IBAR_QUIZ_NAME) | BIT (IBAR_QUIZ_TYPE) | BIT (IBAR_QUIZ_NORTH))

/* Kinds of places that are sets of their own; others are landmarks. A region is no point. */
static const struct
{
  const char *kind;
  int set; /* -1: never asked */
} kind_sets[] = {
  { "city", IBAR_QUIZ_SETTLEMENTS },
  { "municipal_seat", IBAR_QUIZ_SETTLEMENTS },
  { "town", IBAR_QUIZ_SETTLEMENTS },
  { "village", IBAR_QUIZ_SETTLEMENTS },
  { "hamlet", IBAR_QUIZ_SETTLEMENTS },
  { "suburb", IBAR_QUIZ_SETTLEMENTS },
  { "neighbourhood", IBAR_QUIZ_SETTLEMENTS },
  { "isolated_dwelling", IBAR_QUIZ_SETTLEMENTS },
  { "mining_settlement", IBAR_QUIZ_SETTLEMENTS },
  { "peak", IBAR_QUIZ_PEAKS },
  { "mountain", IBAR_QUIZ_PEAKS },
  { "volcano", IBAR_QUIZ_PEAKS },
  { "crossing", IBAR_QUIZ_CROSSINGS },
  { "border_control", IBAR_QUIZ_CROSSINGS },
  { "bridge", IBAR_QUIZ_BRIDGES },
  { "region", -1 },
};

static int
find_set (const char *kind)
{
  for (gsize i = 0; kind != NULL && i < G_N_ELEMENTS (kind_sets); i++)
    if (strcmp (kind, kind_sets[i].kind) == 0)
      return kind_sets[i].set;
  return IBAR_QUIZ_LANDMARKS;
}

static gboolean
has_name (const IbarNames *names)
{
  return *ibar_names_get (names, IBAR_NAME_EN) != '\0';
}

/* A name in two languages can be matched; where both are spelled alike there is nothing to match.
 */
static void
allow_match (IbarQuizPool *pool, IbarQuizCandidate *candidate)
{
  const char *a = candidate->names.form[IBAR_NAME_SETTING_DEFAULT.first];
  const char *b = candidate->names.form[IBAR_NAME_SETTING_DEFAULT.second];
  const char *name = ibar_names_get (&candidate->names, IBAR_NAME_EN);

  if (a == NULL || b == NULL || a[0] == '\0' || b[0] == '\0')
    ibar_quiz_pool_reject (pool, candidate->set, name, BIT (IBAR_QUIZ_MATCH),
                           _ ("The name is missing in one of the languages"));
  else if (strcmp (a, b) == 0)
    ibar_quiz_pool_reject (pool, candidate->set, name, BIT (IBAR_QUIZ_MATCH),
                           _ ("The name is the same in both languages"));
  else
    candidate->kinds |= BIT (IBAR_QUIZ_MATCH);
}

static void
take (IbarQuizPool *pool, IbarQuizCandidate *candidate)
{
  candidate->start = candidate->end = IBAR_DAY_NONE;
  candidate->date_precision = IBAR_DATE_UNKNOWN;
  allow_match (pool, candidate);
  g_array_append_vals (pool->candidates, candidate, 1);
}

static char *
dup_feature_id (IbarQuizSet set, const IbarFeature *feature)
{
  const char *own = feature->id != NULL && feature->id[0] != '\0' ? feature->id : NULL;

  if (own != NULL)
    return g_strconcat (ibar_quiz_set_to_string (set), ":", own, NULL);
  return g_strdup_printf ("%s:%s", ibar_quiz_set_to_string (set),
                          ibar_names_get (&feature->names, IBAR_NAME_EN));
}

/* ---- Areas --------------------------------------------------------------------------------- */

static gboolean
has_neighbour (IbarQuizPool *pool, guint area)
{
  for (guint i = 0; i < pool->n_areas; i++)
    if (pool->relations[area * pool->n_areas + i] == IBAR_AREAS_NEIGHBOURS)
      return TRUE;
  return FALSE;
}

static void
add_areas (IbarQuizPool *pool)
{
  for (guint i = 0; i < pool->n_areas; i++)
    {
      const IbarFeature *area = ibar_region_get_feature (pool->region, IBAR_LAYER_ADMIN_AREA, i);
      IbarQuizCandidate candidate = { .set = IBAR_QUIZ_MUNICIPALITIES, .area = (int) i };

      if (!has_name (&area->names))
        {
          ibar_quiz_pool_reject (pool, candidate.set, area->id != NULL ? area->id : "?",
                                 IBAR_QUIZ_ALL_KINDS, _ ("It has no name"));
          continue;
        }
      candidate.id = dup_feature_id (candidate.set, area);
      ibar_names_copy (&area->names, &candidate.names);
      candidate.point = ibar_feature_get_middle (area);
      candidate.south = ibar_mercator_latitude (area->max_y);
      candidate.north = ibar_mercator_latitude (area->min_y);
      candidate.home = area->highlight;
      candidate.rank = area->rank;
      candidate.population = -1;
      candidate.features = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (candidate.features, i);
      candidate.source = g_strdup (ibar_region_get_credits (pool->region));
      candidate.kinds = ON_MAP | (has_neighbour (pool, i) ? BIT (IBAR_QUIZ_NEIGHBOUR) : 0);
      take (pool, &candidate);
    }
}

/* ---- Rivers -------------------------------------------------------------------------------- */

/* Pieces of one river have one name. */
static char *
dup_river_key (const IbarFeature *river)
{
  GString *key = g_string_new (NULL);

  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    g_string_append_printf (key, "%s\n", river->names.form[i] != NULL ? river->names.form[i] : "");
  return g_string_free (key, FALSE);
}

static gboolean
touches_home (IbarRegion *region, const IbarFeature *river)
{
  for (guint32 i = 0; i < river->starts[river->n_parts]; i++)
    {
      IbarPoint point = { ibar_mercator_longitude (river->points[2 * i]),
                          ibar_mercator_latitude (river->points[2 * i + 1]) };
      int area = ibar_region_find_admin_area (region, point);

      if (area >= 0
          && ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, (guint) area)->highlight)
        return TRUE;
    }
  return FALSE;
}

static void
join_piece (IbarQuizPool *pool, IbarQuizCandidate *river, guint index, const IbarFeature *piece)
{
  guint middle = piece->starts[piece->n_parts] / 2;

  g_array_append_val (river->features, index);
  river->south = MIN (river->south, ibar_mercator_latitude (piece->max_y));
  river->north = MAX (river->north, ibar_mercator_latitude (piece->min_y));
  river->home = river->home || touches_home (pool->region, piece);
  river->rank = MIN (river->rank, piece->rank);
  if (!ibar_point_is_placed (river->point) && piece->n_parts > 0)
    river->point = (IbarPoint){ ibar_mercator_longitude (piece->points[2 * middle]),
                                ibar_mercator_latitude (piece->points[2 * middle + 1]) };
}

static void
add_rivers (IbarQuizPool *pool)
{
  g_autoptr (GHashTable) rivers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ibar_region_get_n_features (pool->region, IBAR_LAYER_WATERWAY); i++)
    {
      const IbarFeature *piece = ibar_region_get_feature (pool->region, IBAR_LAYER_WATERWAY, i);
      g_autofree char *key = dup_river_key (piece);
      IbarQuizCandidate *river;

      if (!has_name (&piece->names))
        continue; /* most brooks of the world: a line without a name is no question */
      river = g_hash_table_lookup (rivers, key);
      if (river == NULL)
        {
          river = g_new0 (IbarQuizCandidate, 1);
          river->set = IBAR_QUIZ_RIVERS;
          river->area = -1;
          river->id = dup_feature_id (river->set, piece);
          ibar_names_copy (&piece->names, &river->names);
          river->kind = g_strdup (piece->kind);
          river->point = (IbarPoint){ NAN, NAN };
          river->south = 90;
          river->north = -90;
          river->rank = G_MAXINT;
          river->population = -1;
          river->features = g_array_new (FALSE, FALSE, sizeof (guint));
          river->source = g_strdup (ibar_region_get_credits (pool->region));
          river->kinds = BIT (IBAR_QUIZ_FIND) | BIT (IBAR_QUIZ_NAME) | BIT (IBAR_QUIZ_TYPE);
          g_ptr_array_add (order, river);
          g_hash_table_insert (rivers, g_steal_pointer (&key), river);
        }
      join_piece (pool, river, i, piece);
    }
  for (guint i = 0; i < order->len; i++)
    take (pool, g_ptr_array_index (order, i));
}

/* ---- Places -------------------------------------------------------------------------------- */

static char *
dup_place_id (IbarQuizSet set, const IbarRegionPlace *place)
{
  const char *prefix = ibar_quiz_set_to_string (set);

  if (place->id != NULL && place->id[0] != '\0')
    return g_strdup_printf ("%s:%s", prefix, place->id);
  /* Without an id of its own: what it is called and where, to 10 m, whatever order the file has. */
  return g_strdup_printf ("%s:%s@%d/%d", prefix, ibar_names_get (&place->names, IBAR_NAME_EN),
                          (int) lround (place->point.latitude * 1e4),
                          (int) lround (place->point.longitude * 1e4));
}

/* Why a place is no candidate at all; (transfer full) (nullable). */
static char *
find_fault (IbarQuizPool *pool, const IbarRegionPlace *place)
{
  if (!has_name (&place->names))
    return g_strdup (_ ("It has no name"));
  if (!place->verified)
    return place->source != NULL ? g_strdup_printf (_ ("Not verified (%s)"), place->source)
                                 : g_strdup (_ ("Not verified"));
  if (!ibar_point_is_placed (place->point))
    return g_strdup (_ ("It is not placed"));
  if (!ibar_extent_contains (ibar_region_get_extent (pool->region), place->point))
    return g_strdup (_ ("It lies outside of the map"));
  return NULL;
}

static void
add_place (IbarQuizPool *pool, const IbarRegionPlace *place, IbarQuizSet set)
{
  double reach = place->uncertainty_m / 111000.0; /* [deg] of latitude, a little more than it is */
  IbarQuizCandidate candidate = { .set = set, .area = place->admin_area };

  candidate.id = dup_place_id (set, place);
  ibar_names_copy (&place->names, &candidate.names);
  candidate.kind = g_strdup (place->kind);
  candidate.point = place->point;
  candidate.uncertainty_m = place->uncertainty_m;
  candidate.south = place->point.latitude - reach;
  candidate.north = place->point.latitude + reach;
  candidate.home
      = place->admin_area >= 0
        && ibar_region_get_feature (pool->region, IBAR_LAYER_ADMIN_AREA, (guint) place->admin_area)
               ->highlight;
  candidate.rank = place->rank;
  candidate.population = place->population;
  candidate.source = g_strdup (place->source);
  candidate.kinds = ON_MAP;
  if (place->uncertainty_m > IBAR_QUIZ_FAIR_M)
    {
      g_autofree char *reason
          = g_strdup_printf (_ ("Its position is uncertain by %.0f m, more than %.0f m"),
                             place->uncertainty_m, IBAR_QUIZ_FAIR_M);

      ibar_quiz_pool_reject (pool, set, ibar_names_get (&place->names, IBAR_NAME_EN), ON_MAP,
                             reason);
      candidate.kinds = 0;
    }
  take (pool, &candidate);
}

static void
add_places (IbarQuizPool *pool)
{
  for (guint i = 0; i < ibar_region_get_n_places (pool->region); i++)
    {
      const IbarRegionPlace *place = ibar_region_get_place (pool->region, i);
      int set = find_set (place->kind);
      g_autofree char *fault = NULL;

      if (set < 0)
        continue;
      fault = find_fault (pool, place);
      if (fault != NULL)
        ibar_quiz_pool_reject (pool, (IbarQuizSet) set,
                               ibar_names_get (&place->names, IBAR_NAME_EN), IBAR_QUIZ_ALL_KINDS,
                               fault);
      else
        add_place (pool, place, (IbarQuizSet) set);
    }
}

void
ibar_quiz_pool_add_region (IbarQuizPool *self)
{
  add_areas (self);
  add_rivers (self);
  add_places (self);
}
