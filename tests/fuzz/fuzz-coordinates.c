/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and positions: what is accepted lies on the globe. */
#include "config.h"

#include <math.h>

#include "ibar-import-values.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  double value;
  gint64 count;
  IbarPoint point;

  if (ibar_import_parse_number (text, &value, NULL))
    g_assert_true (isfinite (value));
  ibar_import_parse_count (text, &count, NULL);
  if (ibar_import_parse_coordinate (text, IBAR_AXIS_LATITUDE, &value, NULL))
    g_assert_true (fabs (value) <= 90);
  if (ibar_import_parse_coordinate (text, IBAR_AXIS_LONGITUDE, &value, NULL))
    g_assert_true (fabs (value) <= 180);
  if (ibar_import_parse_position (text, &point, NULL))
    g_assert_true (fabs (point.latitude) <= 90 && fabs (point.longitude) <= 180);
  return 0;
}
