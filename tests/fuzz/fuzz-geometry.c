/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoPackage geometry: no byte read beyond the blob, and parts that lie within the points. */
#include "config.h"

#include "ibar-gpkg.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (IbarGeometry) geometry = { 0 };
  g_autofree guint8 *blob = g_memdup2 (data, size); /* of its own size, so that a read past it is seen */
  IbarPoint point;

  ibar_geometry_init (&geometry);
  ibar_gpkg_decode_point (blob, size, &point);
  for (int pass = 0; pass < 2; pass++)
    {
      gboolean parsed = pass == 0 ? ibar_gpkg_parse (blob, size, &geometry, NULL)
                                  : ibar_gpkg_parse_wkb (blob, size, &geometry, NULL);

      if (parsed)
        for (guint part = 0; part < ibar_geometry_get_n_parts (&geometry); part++)
          {
            g_assert_cmpuint (g_array_index (geometry.starts, guint32, part), <=,
                              g_array_index (geometry.starts, guint32, part + 1));
            g_assert_cmpuint (g_array_index (geometry.starts, guint32, part + 1), <=, geometry.points->len);
          }
    }
  return 0;
}
