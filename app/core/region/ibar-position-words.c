/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A position said in words, for those who do not see the map and those who write about it.
 *
 * It is told from the nearest well-known settlement: one of a rank that a map of the whole region
 * shows. A little farther but more important wins, as people do it: each step of rank is worth
 * FARTHER more way. */

#define G_LOG_DOMAIN "ibar-position-words"

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-position-words.h"
#include "ibar-region-areas.h"

#define KNOWN_RANK 2 /* cities, seats, towns */
#define FARTHER 1.5
#define AT_PLACE_M 400.0  /* nearer than this is "in" it */
#define ON_RIVER_M 1000.0 /* schematic rivers are up to so far off */

/**
 * ibar_distance_dup_words:
 * @distance_m: [m]
 *
 * A distance as one would say it: metres below a kilometre, in fifties; tenths of a kilometre below
 * ten.
 *
 * Returns: (transfer full): "800 m", "4.2 km", "12 km"
 */
char *
ibar_distance_dup_words (double distance_m)
{
  if (distance_m < 975)
    return g_strdup_printf (_ ("%.0f m"), MAX (50.0, round (distance_m / 50) * 50));
  if (distance_m < 9950)
    return g_strdup_printf (_ ("%.1f km"), distance_m / 1000);
  return g_strdup_printf (_ ("%.0f km"), distance_m / 1000);
}

/**
 * ibar_direction_get_words:
 * @azimuth: [deg] clockwise from north
 *
 * Returns: (transfer none): the nearest of eight directions, translated
 */
const char *
ibar_direction_get_words (double azimuth)
{
  static const char *const directions[] = {
    N_ ("north"), N_ ("north-east"), N_ ("east"), N_ ("south-east"),
    N_ ("south"), N_ ("south-west"), N_ ("west"), N_ ("north-west"),
  };

  return _ (directions[(int) lround (azimuth / 45) & 7]);
}

/**
 * ibar_names_share:
 * @a: forms of a name
 * @b: forms of another
 *
 * Returns: whether a form of one is a form of the other, without regard to case and diacritics
 */
gboolean
ibar_names_share (const IbarNames *a, const IbarNames *b)
{
  char *folded[IBAR_N_NAME_FORMS];
  gboolean shared = FALSE;

  for (int j = 0; j < IBAR_N_NAME_FORMS; j++)
    folded[j] = ibar_fold (b->form[j]);
  for (int i = 0; i < IBAR_N_NAME_FORMS && !shared; i++)
    {
      g_autofree char *one = ibar_fold (a->form[i]);

      for (int j = 0; j < IBAR_N_NAME_FORMS && *one != '\0' && !shared; j++)
        shared = g_str_equal (one, folded[j]);
    }
  for (int j = 0; j < IBAR_N_NAME_FORMS; j++)
    g_free (folded[j]);
  return shared;
}

/**
 * ibar_names_share_any:
 * @list: (nullable) (array zero-terminated=1): names
 * @names: a name
 *
 * Returns: whether @names shares a form with one of them, folded
 */
gboolean
ibar_names_share_any (const IbarNames *const *list, const IbarNames *names)
{
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    if (ibar_names_share (list[i], names))
      return TRUE;
  return FALSE;
}

/* The settlement to tell the position from, and how far it is. */
static const IbarRegionPlace *
find_reference (IbarRegion *region, IbarPoint point, const IbarNames *const *avoid, double *distance)
{
  const IbarRegionPlace *best = NULL;
  double least = INFINITY;

  for (guint i = 0; i < ibar_region_get_n_places (region); i++)
    {
      const IbarRegionPlace *place = ibar_region_get_place (region, i);
      double away;

      if (place->rank > KNOWN_RANK || !place->verified)
        continue;
      away = ibar_geodesic_distance (point, place->point);
      if (away * pow (FARTHER, place->rank) >= least || ibar_names_share_any (avoid, &place->names))
        continue;
      least = away * pow (FARTHER, place->rank);
      *distance = away;
      best = place;
    }
  return best;
}

/* The most important named river that passes by, or NULL. */
static const IbarFeature *
find_river (IbarRegion *region, IbarPoint point, const IbarNames *const *avoid)
{
  double x = ibar_mercator_x (point.longitude), y = ibar_mercator_y (point.latitude);
  double reach = ON_RIVER_M / (ibar_mercator_metres_per_unit (point.latitude, 0) * IBAR_TILE_UNITS);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  const IbarFeature *best = NULL;

  ibar_region_query (region, IBAR_LAYER_WATERWAY, x - reach, y - reach, x + reach, y + reach,
                     found);
  for (guint i = 0; i < found->len; i++)
    {
      const IbarFeature *river
          = ibar_region_get_feature (region, IBAR_LAYER_WATERWAY, g_array_index (found, guint, i));

      if (*ibar_names_get (&river->names, IBAR_NAME_EN) == '\0'
          || (best != NULL && river->rank >= best->rank)
          || ibar_names_share_any (avoid, &river->names)
          || ibar_feature_get_edge_distance (river, point, NULL) > ON_RIVER_M)
        continue;
      best = river;
    }
  return best;
}

static char *
dup_place_words (IbarRegion *region,
                 IbarPoint point,
                 const IbarNameSetting *names,
                 const IbarNames *const *avoid)
{
  double distance = 0;
  const IbarRegionPlace *reference = find_reference (region, point, avoid, &distance);
  g_autofree char *name = NULL;
  g_autofree char *away = NULL;

  /* A region without towns still has coordinates. */
  if (reference == NULL)
    return g_strdup_printf (_ ("at %.3f° north, %.3f° east"), point.latitude, point.longitude);
  name = ibar_names_format (&reference->names, names);
  if (distance < AT_PLACE_M)
    return g_strdup_printf (_ ("in %s"), name);
  away = ibar_distance_dup_words (distance);
  /* Translators: a position: distance, direction, place: "12 km north-west of Mitrovica". */
  return g_strdup_printf (
      _ ("%1$s %2$s of %3$s"), away,
      ibar_direction_get_words (ibar_geodesic_azimuth (reference->point, point)), name);
}

/**
 * ibar_position_dup_words:
 * @region: where the names come from
 * @point: a position [deg]
 * @names: the forms of names to use
 * @avoid: (nullable) (array zero-terminated=1): names that must not be used, as they would give an answer away
 *
 * Says where a point lies: how far from which settlement, in which direction, and by which river.
 *
 * Returns: (transfer full): translated, without a full stop; "" if the point is not placed
 *
 * **Thread:** any. **Cost:** O(places).
 */
char *
ibar_position_dup_words (IbarRegion *region,
                         IbarPoint point,
                         const IbarNameSetting *names,
                         const IbarNames *const *avoid)
{
  g_autofree char *place = NULL;
  g_autofree char *river_name = NULL;
  const IbarFeature *river;

  g_return_val_if_fail (region != NULL && names != NULL, NULL);

  if (!ibar_point_is_placed (point))
    return g_strdup ("");
  place = dup_place_words (region, point, names, avoid);
  river = find_river (region, point, avoid);
  if (river == NULL)
    return g_steal_pointer (&place);
  river_name = ibar_names_format (&river->names, names);
  /* Translators: a position, then a river: "12 km north-west of Mitrovica, on the Ibar". */
  return g_strdup_printf (_ ("%1$s, on the %2$s"), place, river_name);
}
