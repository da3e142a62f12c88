/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Decodes what a server says is a tile. Nothing is believed: a picture larger than a tile can be is
 * refused before a pixel of it is allocated, whatever size its header claims. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-tile-picture"

#include "ibar-tile-picture.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

/* A loader is content with the half of a picture; how far it came is told by its rows. */
static void
area_updated_cb (GdkPixbufLoader *loader, int x, int y, int width, int height, gpointer user_data)
{
  int *n_rows = user_data;

  *n_rows = MAX (*n_rows, y + height);
}

/* A size of 0 × 0 makes the loaders stop: what gdk_pixbuf_get_file_info() does, too. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  gboolean *too_large = user_data;

  *too_large = width < 1 || height < 1 || width > IBAR_TILE_PICTURE_MOST_SIDE
               || height > IBAR_TILE_PICTURE_MOST_SIDE;
  if (*too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static GdkTexture *
make_texture (GdkPixbuf *pixbuf)
{
  g_autoptr (GBytes) pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);

  return gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                 gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8
                                                                   : GDK_MEMORY_R8G8B8,
                                 pixels, (gsize) gdk_pixbuf_get_rowstride (pixbuf));
}

/**
 * ibar_tile_picture_decode:
 * @bytes: a PNG, JPEG, WebP, … as the system's loaders know them
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the picture, at most 1024 × 1024 px
 *
 * **Errors:** #IBAR_ERROR_TOO_LARGE, _DATA (no picture, or a damaged one). **Thread:** any.
 */
GdkTexture *
ibar_tile_picture_decode (GBytes *bytes, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) problem = NULL;
  gboolean too_large = FALSE, good;
  GdkPixbuf *pixbuf;
  int n_rows = 0;

  g_return_val_if_fail (bytes != NULL, NULL);

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &too_large);
  g_signal_connect (loader, "area-updated", G_CALLBACK (area_updated_cb), &n_rows);
  good = gdk_pixbuf_loader_write_bytes (loader, bytes, &problem);
  good = gdk_pixbuf_loader_close (loader, good ? &problem : NULL) && good;
  pixbuf = good && !too_large ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (pixbuf != NULL && n_rows >= gdk_pixbuf_get_height (pixbuf))
    return make_texture (pixbuf);
  if (too_large)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                 _ ("A tile is larger than %d × %d pixels"), IBAR_TILE_PICTURE_MOST_SIDE,
                 IBAR_TILE_PICTURE_MOST_SIDE);
  else
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("A tile is not a picture: %s"),
                 problem != NULL ? problem->message : _ ("it ends too early"));
  return NULL;
}
