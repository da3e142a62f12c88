/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The filter "events here": by what the collection says of them, else by where they are. */

#define G_LOG_DOMAIN "ibar-place-filter"

#include "config.h"

#include "ibar-place-filter.h"

#include <math.h>

#include "ibar-area-outline.h"

#define NEARBY_M 2000.0
#define CIRCLE_POINTS 32
#define MOST_CORNERS 200 /* of the outline of an area */

/* A ring of points about a place, good to a per mille within some kilometres. */
static void
filter_nearby (IbarSession *session, IbarPoint center, double radius_m)
{
  IbarPoint ring[CIRCLE_POINTS];
  double latitude_degrees = radius_m / 111320.0;
  double longitude_degrees = latitude_degrees / MAX (cos (center.latitude * G_PI / 180), 0.01);

  for (int i = 0; i < CIRCLE_POINTS; i++)
    {
      double angle = 2 * G_PI * i / CIRCLE_POINTS;

      ring[i].longitude = center.longitude + longitude_degrees * sin (angle);
      ring[i].latitude = center.latitude + latitude_degrees * cos (angle);
    }
  ibar_session_set_area (session, ring, CIRCLE_POINTS);
}

static void
filter_inside (IbarSession *session, const IbarPlaceFacts *facts)
{
  const IbarFeature *area
      = ibar_region_get_feature (ibar_session_get_region (session), IBAR_LAYER_ADMIN_AREA, (guint) facts->area);
  g_autoptr (GArray) ring = ibar_area_get_outline (area, MOST_CORNERS);

  ibar_session_set_area (session, (const IbarPoint *) (gpointer) ring->data, ring->len);
}

gboolean
ibar_place_filter_events (IbarSession *session, const IbarPlaceFacts *facts)
{
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (session);

  if (vocabulary == NULL)
    return FALSE;
  if (facts->municipality >= 0)
    ibar_session_set_term (session, IBAR_FACET_MUNICIPALITY,
                           g_ptr_array_index (vocabulary->municipalities, facts->municipality), +1);
  else if (facts->place >= 0)
    ibar_session_set_term (session, IBAR_FACET_PLACE,
                           ((IbarPlace *) g_ptr_array_index (vocabulary->places, facts->place))->id, +1);
  else if (facts->is_area)
    filter_inside (session, facts);
  else if (ibar_point_is_placed (facts->point))
    filter_nearby (session, facts->point, MAX (facts->uncertainty_m, NEARBY_M));
  else
    return FALSE;
  return TRUE;
}
