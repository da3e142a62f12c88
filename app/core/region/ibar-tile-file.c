/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question to ask of any file of tiles, before anybody decides how to draw it. */

#define G_LOG_DOMAIN "ibar-tile-file"

#include "config.h"

#include "ibar-tile-file.h"

#include "ibar-raster-file.h"
#include "ibar-vector-file.h"

static void
give (char **place, const char *text)
{
  if (place != NULL)
    *place = g_strdup (text);
}

/**
 * ibar_tile_file_describe:
 * @path: MBTiles of pictures or vector tiles, or a GeoPackage of pictures
 * @title: (out) (optional) (nullable) (transfer full): what it is called
 * @credit: (out) (optional) (nullable) (transfer full): whose it is
 * @error: return location
 *
 * Returns: whether it can be opened
 *
 * **Errors:** as of ibar_raster_file_open() and ibar_vector_file_open().
 */
gboolean
ibar_tile_file_describe (const char *path, char **title, char **credit, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  if (ibar_vector_file_is_one (path))
    {
      g_autoptr (IbarVectorFile) file = ibar_vector_file_open (path, error);

      give (title, file != NULL ? ibar_vector_file_get_title (file) : NULL);
      give (credit, file != NULL ? ibar_vector_file_get_credit (file) : NULL);
      return file != NULL;
    }
  else
    {
      g_autoptr (IbarRasterFile) file = ibar_raster_file_open (path, error);

      give (title, file != NULL ? ibar_raster_file_get_title (file) : NULL);
      give (credit, file != NULL ? ibar_raster_file_get_credit (file) : NULL);
      return file != NULL;
    }
}
