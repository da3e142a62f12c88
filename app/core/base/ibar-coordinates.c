/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Positions as people write them down: decimal degrees, degrees with minutes and seconds, UTM.
 *
 * Latitude comes first in writing, as everywhere outside of programs. Decimal degrees always have a
 * point, whatever the locale, because they are pasted into other programs. UTM is projected by
 * PROJ; zone and latitude band follow the Military Grid's rules with the exceptions of Norway and
 * Svalbard. The Military Grid's own square letters are not offered: no C library for them is in
 * Debian. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-coordinates"

#include <math.h>
#include <proj.h>

#include "ibar-coordinates.h"

/* One sixtieth carried over, so that 59.96″ never reads 60.0″. */
static char *
format_degrees (double value, char positive, char negative)
{
  gint64 tenths = (gint64) llround (fabs (value) * 36000.0);

  return g_strdup_printf ("%d°%02d′%02d.%d″ %c", (int) (tenths / 36000), (int) (tenths / 600 % 60),
                          (int) (tenths / 10 % 60), (int) (tenths % 10),
                          value < 0 ? negative : positive);
}

static char *
format_dms (IbarPoint point)
{
  g_autofree char *latitude = format_degrees (point.latitude, 'N', 'S');
  g_autofree char *longitude = format_degrees (point.longitude, 'E', 'W');

  return g_strdup_printf ("%s %s", latitude, longitude);
}

static char *
format_decimal (IbarPoint point)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("%s, %s",
                          g_ascii_formatd (latitude, sizeof latitude, "%.6f", point.latitude),
                          g_ascii_formatd (longitude, sizeof longitude, "%.6f", point.longitude));
}

static int
get_utm_zone (IbarPoint point)
{
  int zone = (int) floor ((point.longitude + 180.0) / 6.0) % 60 + 1;

  if (point.latitude >= 56 && point.latitude < 64 && point.longitude >= 3 && point.longitude < 12)
    return 32;
  if (point.latitude >= 72 && point.longitude >= 0 && point.longitude < 42)
    return point.longitude < 9 ? 31 : point.longitude < 21 ? 33 : point.longitude < 33 ? 35 : 37;
  return zone;
}

static char
get_utm_band (double latitude)
{
  static const char bands[] = "CDEFGHJKLMNPQRSTUVWXX";

  return bands[CLAMP ((int) floor ((latitude + 80.0) / 8.0), 0, 20)];
}

/* (nullable) outside of 80° S … 84° N, where UTM is not defined. */
static char *
format_utm (IbarPoint point)
{
  g_autofree char *definition = NULL;
  int zone = get_utm_zone (point);
  PJ_CONTEXT *context;
  PJ *projection;
  PJ_COORD at;

  if (point.latitude < -80.0 || point.latitude > 84.0)
    return NULL;
  definition = g_strdup_printf ("+proj=utm +zone=%d%s +datum=WGS84", zone,
                                point.latitude < 0 ? " +south" : "");
  context = proj_context_create ();
  projection = proj_create (context, definition);
  at = proj_coord (proj_torad (point.longitude), proj_torad (point.latitude), 0, 0);
  if (projection != NULL)
    at = proj_trans (projection, PJ_FWD, at);
  proj_destroy (projection);
  proj_context_destroy (context);
  if (projection == NULL || !isfinite (at.xy.x) || !isfinite (at.xy.y))
    return NULL;
  return g_strdup_printf ("%d%c %06lld %07lld", zone, get_utm_band (point.latitude),
                          llround (at.xy.x), llround (at.xy.y));
}

/**
 * ibar_coordinates_format:
 * @point: a position [deg, WGS 84]
 * @form: how to write it
 *
 * Writes a position for people, latitude first. Decimal degrees have six places, a tenth of a
 * metre; seconds one, three metres; UTM metres.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL where the position is not placed or, for
 * UTM, too far north or south
 *
 * **Thread:** any.
 * **Source:** UTM: DMA Technical Manual 8358.2, by PROJ.
 */
char *
ibar_coordinates_format (IbarPoint point, IbarCoordinates form)
{
  if (!ibar_point_is_placed (point))
    return NULL;

  switch (form)
    {
    case IBAR_COORDINATES_DMS:
      return format_dms (point);
    case IBAR_COORDINATES_UTM:
      return format_utm (point);
    case IBAR_COORDINATES_DECIMAL:
    case IBAR_N_COORDINATES:
    default:
      return format_decimal (point);
    }
}
