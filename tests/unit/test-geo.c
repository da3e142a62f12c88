/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Geometry against values that can be looked up and against slower ways of saying the same. */

#include "config.h"

#include "ibar-geo.h"
#include "ibar-test-random.h"

#include <math.h>

static void
assert_near (double a, double b, double tolerance)
{
  if (!(fabs (a - b) <= tolerance))
    g_error ("%.17g is not within %g of %.17g", a, tolerance, b);
}

static void
test_mercator (void)
{
  for (double latitude = -85.0; latitude <= 85.0; latitude += 0.37)
    assert_near (ibar_mercator_latitude (ibar_mercator_y (latitude)), latitude, 1e-9);
  for (double longitude = -180.0; longitude <= 180.0; longitude += 0.37)
    assert_near (ibar_mercator_longitude (ibar_mercator_x (longitude)), longitude, 1e-9);

  assert_near (ibar_mercator_y (0.0), 0.5, 1e-15);
  assert_near (ibar_mercator_y (IBAR_MERCATOR_MAX_LATITUDE), 0.0, 1e-12);
  assert_near (ibar_mercator_y (90.0), 0.0, 1e-12);
  g_assert_cmpfloat (ibar_mercator_y (-90.0), <=, 1.0);
  /* The tile pyramid's own figure: 156,543.03 m a pixel at zoom 0 on the equator. */
  assert_near (ibar_mercator_metres_per_unit (0.0, 0.0), 156543.03392804097, 1e-6);
  assert_near (ibar_mercator_metres_per_unit (60.0, 1.0), 156543.03392804097 / 4.0, 1e-6);
}

static void
test_extent (void)
{
  IbarExtent extent, other;

  ibar_extent_init_empty (&extent);
  g_assert_true (ibar_extent_is_empty (&extent));
  g_assert_false (ibar_extent_contains (&extent, (IbarPoint){ 0, 0 }));
  ibar_extent_add (&extent, (IbarPoint){ NAN, NAN });
  g_assert_true (ibar_extent_is_empty (&extent));

  ibar_extent_add (&extent, (IbarPoint){ 179, 10 });
  g_assert_true (ibar_extent_contains (&extent, (IbarPoint){ 179, 10 }));
  ibar_extent_add (&extent, (IbarPoint){ -179, -10 });
  g_assert_cmpfloat (extent.west, ==, 179);
  g_assert_cmpfloat (extent.east, ==, -179);
  g_assert_true (ibar_extent_contains (&extent, (IbarPoint){ 180, 0 }));
  g_assert_true (ibar_extent_contains (&extent, (IbarPoint){ -180, 0 }));
  g_assert_false (ibar_extent_contains (&extent, (IbarPoint){ 0, 0 }));

  other = (IbarExtent){ -180, -90, 180, 90 };
  g_assert_true (ibar_extent_contains (&other, (IbarPoint){ 12, 34 }));
  g_assert_true (ibar_extent_overlaps (&other, &extent));
  other = (IbarExtent){ 0, -90, 10, 90 };
  g_assert_false (ibar_extent_overlaps (&other, &extent));
  other = (IbarExtent){ -179.5, 5, 10, 90 };
  g_assert_true (ibar_extent_overlaps (&other, &extent));
  g_assert_true (ibar_extent_overlaps (&extent, &other));
}

static void
test_extent_parse (void)
{
  static const char *const good[] = { "20 -42.5 21 43", "20,-42.5,21,43", " 20,  -42.5 ,21 43\n" };
  static const char *const bad[]
      = { "", "20 42 21", "20 42 21 43 1", "20 42 21 43x", "20,,42,21,43", "20-42 21 43", "20,42,21,43," };
  IbarExtent extent;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (ibar_extent_parse (good[i], &extent));
      g_assert_cmpfloat (extent.west, ==, 20);
      g_assert_cmpfloat (extent.south, ==, -42.5);
      g_assert_cmpfloat (extent.east, ==, 21);
      g_assert_cmpfloat (extent.north, ==, 43);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (ibar_extent_parse (bad[i], &extent));
      g_assert_true (ibar_extent_is_empty (&extent));
    }
  g_assert_false (ibar_extent_parse (NULL, &extent));
}

static void
test_extent_random (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();

  for (int round = 0; round < 2000; round++)
    {
      IbarPoint points[8];
      IbarExtent extent;

      ibar_extent_init_empty (&extent);
      for (int i = 0; i < 8; i++)
        {
          points[i] = (IbarPoint){ g_rand_double_range (random, -180, 180), g_rand_double_range (random, -90, 90) };
          ibar_extent_add (&extent, points[i]);
        }
      for (int i = 0; i < 8; i++)
        g_assert_true (ibar_extent_contains (&extent, points[i]));
    }
}

static void
test_geodesic (void)
{
  const IbarPoint square[] = { { 20, 42 }, { 21, 42 }, { 21, 43 }, { 20, 43 } };
  const IbarPoint turned[] = { { 20, 43 }, { 21, 43 }, { 21, 42 }, { 20, 42 } };

  /* A degree of the equator, and a quarter meridian. */
  assert_near (ibar_geodesic_distance ((IbarPoint){ 0, 0 }, (IbarPoint){ 1, 0 }), 111319.4907932264, 1e-6);
  assert_near (ibar_geodesic_distance ((IbarPoint){ 0, 0 }, (IbarPoint){ 0, 90 }), 10001965.729, 1e-3);
  assert_near (ibar_geodesic_distance ((IbarPoint){ 179.5, 0 }, (IbarPoint){ -179.5, 0 }), 111319.4907932264, 1e-6);
  g_assert_true (isnan (ibar_geodesic_distance ((IbarPoint){ NAN, NAN }, (IbarPoint){ 0, 0 })));
  assert_near (ibar_geodesic_length (square, 4),
               ibar_geodesic_distance (square[0], square[1]) + ibar_geodesic_distance (square[1], square[2])
                   + ibar_geodesic_distance (square[2], square[3]), 1e-9);
  g_assert_cmpfloat (ibar_geodesic_length (square, 1), ==, 0.0);
  assert_near (ibar_geodesic_area (square, 4), ibar_geodesic_area (turned, 4), 1.0);
  /* Between the spherical zone's area on the smaller and the larger radius. */
  g_assert_cmpfloat (ibar_geodesic_area (square, 4), >, 9.0e9);
  g_assert_cmpfloat (ibar_geodesic_area (square, 4), <, 9.3e9);
  g_assert_cmpfloat (ibar_geodesic_area (square, 2), ==, 0.0);
}

static void
test_ring (void)
{
  const IbarPoint pacific[] = { { 170, -10 }, { 190, -10 }, { 190, 10 }, { 170, 10 } };
  const IbarPoint west[] = { { -190, -10 }, { -170, -10 }, { -170, 10 }, { -190, 10 } };
  const IbarPoint arrow[] = { { 0, 0 }, { 10, 0 }, { 5, 5 }, { 10, 10 }, { 0, 10 } };

  for (int i = 0; i < 2; i++)
    {
      const IbarPoint *ring = i == 0 ? pacific : west;

      g_assert_true (ibar_ring_contains (ring, 4, (IbarPoint){ 175, 0 }));
      g_assert_true (ibar_ring_contains (ring, 4, (IbarPoint){ -175, 0 }));
      g_assert_false (ibar_ring_contains (ring, 4, (IbarPoint){ 165, 0 }));
      g_assert_false (ibar_ring_contains (ring, 4, (IbarPoint){ -165, 0 }));
    }
  g_assert_true (ibar_ring_contains (arrow, 5, (IbarPoint){ 2, 5 }));
  g_assert_false (ibar_ring_contains (arrow, 5, (IbarPoint){ 8, 5 }));
  g_assert_true (ibar_ring_contains (arrow, 5, (IbarPoint){ 8, 1 }));
  g_assert_false (ibar_ring_contains (arrow, 2, (IbarPoint){ 2, 5 }));
  g_assert_false (ibar_ring_contains (arrow, 5, (IbarPoint){ NAN, NAN }));
}

/* Longitudes that run on, and back. */
static void
test_unwrap (void)
{
  IbarPoint ring[] = { { 179, 1 }, { -179, 1 }, { -179, 2 }, { 179, 2 } };
  IbarPoint plain[] = { { 20, 1 }, { 21, 1 }, { 20, 2 } };

  g_assert_cmpint (ibar_tile_wrap_column (3, 7), ==, 7);
  g_assert_cmpint (ibar_tile_wrap_column (3, 8), ==, 0);
  g_assert_cmpint (ibar_tile_wrap_column (3, -1), ==, 7);
  g_assert_cmpint (ibar_tile_wrap_column (0, -5), ==, 0);
  g_assert_cmpfloat (ibar_longitude_wrap (181), ==, -179);
  g_assert_cmpfloat (ibar_longitude_wrap (-541), ==, 179);
  g_assert_cmpfloat (ibar_longitude_wrap (180), ==, 180);
  g_assert_cmpfloat (ibar_longitude_wrap (-180), ==, -180);
  ibar_ring_unwrap (ring, G_N_ELEMENTS (ring));
  g_assert_cmpfloat (ring[1].longitude, ==, 181);
  g_assert_cmpfloat (ring[3].longitude, ==, 179);
  g_assert_true (ibar_ring_contains (ring, G_N_ELEMENTS (ring), (IbarPoint){ -179.5, 1.5 }));
  g_assert_false (ibar_ring_contains (ring, G_N_ELEMENTS (ring), (IbarPoint){ 0, 1.5 }));
  ibar_ring_unwrap (plain, G_N_ELEMENTS (plain));
  g_assert_cmpfloat (plain[1].longitude, ==, 21);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/unwrap", test_unwrap);
  g_test_add_func ("/geo/mercator", test_mercator);
  g_test_add_func ("/geo/extent", test_extent);
  g_test_add_func ("/geo/extent-parse", test_extent_parse);
  g_test_add_func ("/geo/extent-random", test_extent_random);
  g_test_add_func ("/geo/geodesic", test_geodesic);
  g_test_add_func ("/geo/ring", test_ring);
  return g_test_run ();
}
