/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "ibar-coordinates.h"

static void
assert_format (double longitude, double latitude, IbarCoordinates form, const char *expected)
{
  g_autofree char *text = ibar_coordinates_format ((IbarPoint){ longitude, latitude }, form);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_decimal (void)
{
  assert_format (20.866, 42.8906, IBAR_COORDINATES_DECIMAL, "42.890600, 20.866000");
  assert_format (-0.0000004, -33.5, IBAR_COORDINATES_DECIMAL, "-33.500000, -0.000000");
}

static void
test_dms (void)
{
  assert_format (20.866, 42.8906, IBAR_COORDINATES_DMS, "42°53′26.2″ N 20°51′57.6″ E");
  assert_format (-70.5, -33.25, IBAR_COORDINATES_DMS, "33°15′00.0″ S 70°30′00.0″ W");
  /* 59.99″ carries over instead of reading 60.0″ */
  assert_format (20.9999999, 42.9999999, IBAR_COORDINATES_DMS, "43°00′00.0″ N 21°00′00.0″ E");
}

/* Expected values: GDAL's gdaltransform command, EPSG:4326 to EPSG:326xx and 327xx. */
static void
test_utm (void)
{
  assert_format (21.0, 42.0, IBAR_COORDINATES_UTM, "34T 500000 4649776");
  assert_format (3.0, 0.0, IBAR_COORDINATES_UTM, "31N 500000 0000000");
  assert_format (5.32, 60.39, IBAR_COORDINATES_UTM, "32V 297230 6700510");
  assert_format (20.0, 85.0, IBAR_COORDINATES_UTM, NULL);
  assert_format (20.0, -81.0, IBAR_COORDINATES_UTM, NULL);
}

static void
test_not_placed (void)
{
  for (int form = 0; form < IBAR_N_COORDINATES; form++)
    assert_format (NAN, NAN, (IbarCoordinates) form, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coordinates/decimal", test_decimal);
  g_test_add_func ("/coordinates/dms", test_dms);
  g_test_add_func ("/coordinates/utm", test_utm);
  g_test_add_func ("/coordinates/not-placed", test_not_placed);
  return g_test_run ();
}
