/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Positions, boxes, the Web Mercator projection and geodesics.
 *
 * Everything is in degrees on WGS 84, longitude before latitude. The map's own space is the unit square
 * of Web Mercator: (0, 0) is 180° W 85.05° N, (1, 1) is 180° E 85.05° S. A box whose west is larger than
 * its east crosses the antimeridian; a ring that crosses it is given unbroken instead (170 … 190), so
 * that no edge has to guess which way round the world it goes.
 *
 * Nothing is measured in Web Mercator: lengths and areas are geodesic, by PROJ's geodesic routines.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-geo"

#include "ibar-geo.h"

#include <geodesic.h>
#include <math.h>
#include <string.h>

#define WGS84_A 6378137.0
#define WGS84_F (1.0 / 298.257223563)

/* The eastward way from one meridian to another [deg], in [0, 360). */
static double
eastward (double from, double to)
{
  double way = fmod (to - from, 360.0);

  return way < 0.0 ? way + 360.0 : way;
}

/* The width of a box [deg], in [0, 360]: -180 … 180 is the whole world, not nothing. */
static double
extent_width (const IbarExtent *extent)
{
  if (extent->east - extent->west >= 360.0)
    return 360.0;
  return eastward (extent->west, extent->east);
}

static const struct geod_geodesic *
wgs84 (void)
{
  static struct geod_geodesic geodesic;
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      geod_init (&geodesic, WGS84_A, WGS84_F);
      g_once_init_leave (&ready, 1);
    }
  return &geodesic;
}

/**
 * ibar_point_is_placed:
 * @point: a position [deg]
 *
 * Returns: whether both coordinates are finite numbers
 */
gboolean
ibar_point_is_placed (IbarPoint point)
{
  return isfinite (point.longitude) && isfinite (point.latitude);
}

/**
 * ibar_extent_init_empty:
 * @extent: (out): a box that contains nothing
 */
void
ibar_extent_init_empty (IbarExtent *extent)
{
  g_return_if_fail (extent != NULL);

  *extent = (IbarExtent){ .west = 180.0, .south = 90.0, .east = -180.0, .north = -90.0 };
}

/**
 * ibar_extent_parse:
 * @text: (nullable): west, south, east and north [deg] with blanks or commas between them: "20.6 42.7 21.3 43.4"
 * @extent: (out): the box; empty if there is none
 *
 * Reads a box as people and files write it. Whether it is one that can be is the caller's to ask.
 *
 * Returns: whether these are four numbers and nothing else
 */
gboolean
ibar_extent_parse (const char *text, IbarExtent *extent)
{
  double sides[4];

  g_return_val_if_fail (extent != NULL, FALSE);

  ibar_extent_init_empty (extent);
  for (int i = 0; text != NULL && i < 4; i++)
    {
      char *end = NULL;

      sides[i] = g_ascii_strtod (text, &end);
      if (end == text)
        return FALSE;
      text = end + strspn (end, " \t\r\n");
      if (i < 3 && *text == ',')
        text++;
      if (i < 3 && text == end)
        return FALSE;
    }
  if (text == NULL || *text != '\0')
    return FALSE;
  *extent = (IbarExtent){ sides[0], sides[1], sides[2], sides[3] };
  return TRUE;
}

/**
 * ibar_extent_is_empty:
 * @extent: a box [deg]
 *
 * Returns: whether the box contains nothing: south lies north of north, or a side is not a number
 */
gboolean
ibar_extent_is_empty (const IbarExtent *extent)
{
  g_return_val_if_fail (extent != NULL, TRUE);

  return !(extent->south <= extent->north) || !isfinite (extent->west) || !isfinite (extent->east);
}

/**
 * ibar_extent_add:
 * @extent: (inout): the box to grow
 * @point: [deg]; a position that is not placed is ignored
 *
 * Grows the box until it holds the point, to the side where that takes less: two points at 179° E and
 * 179° W make a box two degrees wide. The box holds every point that was added; that it is the narrowest
 * such box is certain only while the points span less than half the world.
 */
void
ibar_extent_add (IbarExtent *extent, IbarPoint point)
{
  double to_west, to_east;

  g_return_if_fail (extent != NULL);

  if (!ibar_point_is_placed (point))
    return;

  if (ibar_extent_is_empty (extent))
    {
      *extent = (IbarExtent){ point.longitude, point.latitude, point.longitude, point.latitude };
      return;
    }

  extent->south = MIN (extent->south, point.latitude);
  extent->north = MAX (extent->north, point.latitude);
  if (eastward (extent->west, point.longitude) <= extent_width (extent))
    return;

  to_west = eastward (point.longitude, extent->west);
  to_east = eastward (extent->east, point.longitude);
  if (to_west < to_east)
    extent->west = point.longitude;
  else
    extent->east = point.longitude;
}

/**
 * ibar_extent_contains:
 * @extent: a box [deg]
 * @point: [deg]
 *
 * Returns: whether the point lies in the box or on its edge; never for a point that is not placed
 */
gboolean
ibar_extent_contains (const IbarExtent *extent, IbarPoint point)
{
  g_return_val_if_fail (extent != NULL, FALSE);

  if (!ibar_point_is_placed (point) || ibar_extent_is_empty (extent))
    return FALSE;
  if (point.latitude < extent->south || point.latitude > extent->north)
    return FALSE;
  return eastward (extent->west, point.longitude) <= extent_width (extent);
}

/**
 * ibar_extent_overlaps:
 * @a: a box [deg]
 * @b: a box [deg]
 *
 * Returns: whether the two share a point, edges included
 */
gboolean
ibar_extent_overlaps (const IbarExtent *a, const IbarExtent *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (ibar_extent_is_empty (a) || ibar_extent_is_empty (b))
    return FALSE;
  if (a->south > b->north || b->south > a->north)
    return FALSE;
  /* On a circle two arcs meet when one begins inside the other. */
  return eastward (a->west, b->west) <= extent_width (a)
         || eastward (b->west, a->west) <= extent_width (b);
}

/**
 * ibar_longitude_wrap:
 * @longitude: [deg], however many turns from Greenwich
 *
 * Returns: the same meridian in [-180, 180]; what lies there stays as it is
 */
double
ibar_longitude_wrap (double longitude)
{
  return fabs (longitude) <= 180.0 ? longitude : remainder (longitude, 360.0);
}

/**
 * ibar_longitude_near:
 * @longitude: [deg]
 * @other: [deg] another, however many turns from Greenwich
 *
 * Returns: the first, moved by whole turns to within half the world of the other
 */
double
ibar_longitude_near (double longitude, double other)
{
  return longitude + 360.0 * round ((other - longitude) / 360.0);
}

/**
 * ibar_tile_wrap_column:
 * @zoom: a level of tiles, 0 … 30
 * @column: from the world's western edge; beyond either edge the world is repeated
 *
 * Returns: the column of the world's own tiles that is seen there, 0 … 2^zoom − 1
 */
int
ibar_tile_wrap_column (int zoom, int column)
{
  return column & ((1 << zoom) - 1);
}

/**
 * ibar_ring_unwrap:
 * @ring: (array length=n_points) (inout): [deg]
 * @n_points: how many
 *
 * Moves points by whole turns, so that each lies within half the world of the one before: a ring over the antimeridian
 * runs on unbroken, as ibar_ring_contains() wants it.
 */
void
ibar_ring_unwrap (IbarPoint *ring, gsize n_points)
{
  g_return_if_fail (ring != NULL || n_points == 0);

  for (gsize i = 1; i < n_points; i++)
    ring[i].longitude = ibar_longitude_near (ring[i].longitude, ring[i - 1].longitude);
}

/**
 * ibar_mercator_x:
 * @longitude: [deg]
 *
 * Returns: Web Mercator x [0, 1] from 180° W eastward; past it beyond 180°
 */
double
ibar_mercator_x (double longitude)
{
  return (longitude + 180.0) / 360.0;
}

/**
 * ibar_mercator_y:
 * @latitude: [deg]; held to ±%IBAR_MERCATOR_MAX_LATITUDE, so the poles fall on the map's edge
 *
 * Returns: Web Mercator y [0, 1] from the north southward
 *
 * **Source:** EPSG:3857, "Popular Visualisation Pseudo Mercator".
 */
double
ibar_mercator_y (double latitude)
{
  double phi;

  latitude = CLAMP (latitude, -IBAR_MERCATOR_MAX_LATITUDE, IBAR_MERCATOR_MAX_LATITUDE);
  phi = latitude * (G_PI / 180.0);
  return CLAMP (0.5 - asinh (tan (phi)) / (2.0 * G_PI), 0.0, 1.0);
}

/**
 * ibar_mercator_longitude:
 * @x: Web Mercator x
 *
 * Returns: longitude [deg]
 */
double
ibar_mercator_longitude (double x)
{
  return x * 360.0 - 180.0;
}

/**
 * ibar_mercator_latitude:
 * @y: Web Mercator y [0, 1]
 *
 * Returns: latitude [deg]
 */
double
ibar_mercator_latitude (double y)
{
  return atan (sinh ((0.5 - y) * 2.0 * G_PI)) * (180.0 / G_PI);
}

/**
 * ibar_mercator_metres_per_unit:
 * @latitude: [deg]
 * @zoom: zoom level of 256-unit tiles, may be fractional
 *
 * Returns: ground length of one map unit (a logical pixel) there [m]
 */
double
ibar_mercator_metres_per_unit (double latitude, double zoom)
{
  latitude = CLAMP (latitude, -IBAR_MERCATOR_MAX_LATITUDE, IBAR_MERCATOR_MAX_LATITUDE);
  return 2.0 * G_PI * WGS84_A * cos (latitude * (G_PI / 180.0)) / (IBAR_TILE_UNITS * exp2 (zoom));
}

/**
 * ibar_geodesic_distance:
 * @a: [deg]
 * @b: [deg]
 *
 * Returns: length of the shortest way on the WGS 84 ellipsoid [m], NAN if a point is not placed
 *
 * **Source:** C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), as in PROJ.
 */
double
ibar_geodesic_distance (IbarPoint a, IbarPoint b)
{
  double distance = 0.0;

  if (!ibar_point_is_placed (a) || !ibar_point_is_placed (b))
    return NAN;
  geod_inverse (wgs84 (), a.latitude, a.longitude, b.latitude, b.longitude, &distance, NULL, NULL);
  return distance;
}

/**
 * ibar_geodesic_azimuth:
 * @a: [deg]
 * @b: [deg]
 *
 * Returns: the direction in which the shortest way from @a to @b starts [deg], clockwise from north, in
 *   [0, 360); NAN if a point is not placed
 *
 * **Source:** as ibar_geodesic_distance().
 */
double
ibar_geodesic_azimuth (IbarPoint a, IbarPoint b)
{
  double azimuth = 0.0;

  if (!ibar_point_is_placed (a) || !ibar_point_is_placed (b))
    return NAN;
  geod_inverse (wgs84 (), a.latitude, a.longitude, b.latitude, b.longitude, NULL, &azimuth, NULL);
  return eastward (0.0, azimuth);
}

/**
 * ibar_geodesic_length:
 * @points: (array length=n_points): a line [deg]
 * @n_points: how many
 *
 * Returns: the line's length [m]
 */
double
ibar_geodesic_length (const IbarPoint *points, gsize n_points)
{
  double length = 0.0;

  g_return_val_if_fail (points != NULL || n_points == 0, 0.0);

  for (gsize i = 1; i < n_points; i++)
    length += ibar_geodesic_distance (points[i - 1], points[i]);
  return length;
}

/**
 * ibar_geodesic_area:
 * @ring: (array length=n_points): a closed ring [deg], the last point not repeated, either way round
 * @n_points: how many
 *
 * Returns: the area the ring encloses on the ellipsoid [m²], never negative
 */
double
ibar_geodesic_area (const IbarPoint *ring, gsize n_points)
{
  struct geod_polygon polygon;
  double area = 0.0;

  g_return_val_if_fail (ring != NULL || n_points == 0, 0.0);

  if (n_points < 3)
    return 0.0;
  geod_polygon_init (&polygon, FALSE);
  for (gsize i = 0; i < n_points; i++)
    geod_polygon_addpoint (wgs84 (), &polygon, ring[i].latitude, ring[i].longitude);
  geod_polygon_compute (wgs84 (), &polygon, FALSE, TRUE, &area, NULL);
  return fabs (area);
}

/* Even-odd rule in the plane of degrees: counts the edges east of the point. Half-open in latitude, so
 * that of two rings that share an edge exactly one holds a point on it. */
static gboolean
plane_ring_contains (const IbarPoint *ring, gsize n_points, double longitude, double latitude)
{
  gboolean inside = FALSE;

  for (gsize i = 0, j = n_points - 1; i < n_points; j = i++)
    {
      const IbarPoint *a = &ring[i], *b = &ring[j];

      if ((a->latitude > latitude) != (b->latitude > latitude)
          && longitude < (b->longitude - a->longitude) * (latitude - a->latitude)
                                 / (b->latitude - a->latitude)
                             + a->longitude)
        inside = !inside;
    }
  return inside;
}

/**
 * ibar_ring_contains:
 * @ring: (array length=n_points): a closed ring [deg], the last point not repeated. Over the
 *   antimeridian it runs on unbroken (170 … 190, or -190 … -170).
 * @n_points: how many; fewer than three hold nothing
 * @point: [deg]
 *
 * Whether a point lies in a ring whose edges are straight in longitude and latitude, by the even-odd rule.
 *
 * Returns: %TRUE if it does
 *
 * **Cost:** O(n_points)
 */
gboolean
ibar_ring_contains (const IbarPoint *ring, gsize n_points, IbarPoint point)
{
  g_return_val_if_fail (ring != NULL || n_points == 0, FALSE);

  if (n_points < 3 || !ibar_point_is_placed (point))
    return FALSE;
  for (int turn = -1; turn <= 1; turn++)
    if (plane_ring_contains (ring, n_points, point.longitude + 360.0 * turn, point.latitude))
      return TRUE;
  return FALSE;
}

/**
 * ibar_segment_clip:
 * @a: (array fixed-size=2): one end
 * @b: (array fixed-size=2): the other
 * @low: (array fixed-size=2): the box's least coordinates
 * @high: (array fixed-size=2): its greatest
 * @enter: (out): where the segment enters the box, 0 … 1 from @a to @b
 * @leave: (out): where it leaves it
 *
 * Returns: whether it meets the box, its edges included
 *
 * **Source:** Y.-D. Liang, B. Barsky, "A new concept and method for line clipping" (1984).
 */
gboolean
ibar_segment_clip (const double a[2],
                   const double b[2],
                   const double low[2],
                   const double high[2],
                   double *enter,
                   double *leave)
{
  *enter = 0;
  *leave = 1;
  for (int i = 0; i < 2; i++)
    {
      double step = b[i] - a[i];

      if (step == 0)
        {
          if (a[i] < low[i] || a[i] > high[i])
            return FALSE;
          continue;
        }
      *enter = MAX (*enter, ((step > 0 ? low[i] : high[i]) - a[i]) / step);
      *leave = MIN (*leave, ((step > 0 ? high[i] : low[i]) - a[i]) / step);
    }
  return *enter <= *leave;
}
