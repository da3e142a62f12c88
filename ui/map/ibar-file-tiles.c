/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tiles out of MBTiles or a GeoPackage, read in a worker, one at a time. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-file-tiles"

#include "ibar-file-tiles.h"

#include <math.h>

#include "ibar-geo.h"

struct _IbarFileTiles
{
  GObject parent_instance;

  IbarRasterFile *file; /* (owned) */
};

static void init_supplier (IbarTileSupplierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IbarFileTiles,
                               ibar_file_tiles,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (IBAR_TYPE_TILE_SUPPLIER, init_supplier))

static void
read_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const IbarTileKey *key = data;
  int level = key->zoom / 1000;
  gsize size = 4 * IBAR_RASTER_SIDE * IBAR_RASTER_SIDE;
  g_autofree guint8 *rgba = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  gboolean empty;

  if (!ibar_raster_file_read_tile (IBAR_FILE_TILES (source)->file, level, ibar_tile_wrap_column (level, key->x),
                                   key->y, rgba, &empty, &error))
    g_task_return_error (task, error);
  else if (empty)
    g_task_return_pointer (task, NULL, NULL);
  else
    {
      bytes = g_bytes_new_take (g_steal_pointer (&rgba), size);
      g_task_return_pointer (task,
                             gdk_memory_texture_new (IBAR_RASTER_SIDE, IBAR_RASTER_SIDE,
                                                     GDK_MEMORY_R8G8B8A8, bytes,
                                                     4 * IBAR_RASTER_SIDE),
                             g_object_unref);
    }
}

static void
ibar_file_tiles_supply_async (IbarTileSupplier *supplier,
                              const IbarTileKey *key,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (supplier, cancellable, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (key, sizeof *key), g_free);
  ibar_tile_supplier_run (task, read_cb);
}

static int
ibar_file_tiles_get_zoom (IbarTileSupplier *supplier, double zoom)
{
  IbarRasterFile *file = IBAR_FILE_TILES (supplier)->file;

  return 1000
         * CLAMP ((int) lround (zoom), ibar_raster_file_get_least_zoom (file),
                  ibar_raster_file_get_most_zoom (file));
}

static double
ibar_file_tiles_get_side (IbarTileSupplier *supplier)
{
  return IBAR_RASTER_SIDE;
}

static void
init_supplier (IbarTileSupplierInterface *iface)
{
  iface->get_zoom = ibar_file_tiles_get_zoom;
  iface->get_side = ibar_file_tiles_get_side;
  iface->supply_async = ibar_file_tiles_supply_async;
}

static void
ibar_file_tiles_finalize (GObject *object)
{
  ibar_raster_file_free (IBAR_FILE_TILES (object)->file);
  G_OBJECT_CLASS (ibar_file_tiles_parent_class)->finalize (object);
}

static void
ibar_file_tiles_class_init (IbarFileTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_file_tiles_finalize;
}

static void
ibar_file_tiles_init (IbarFileTiles *self)
{
}

/**
 * ibar_file_tiles_new:
 * @file: (transfer full): an open file of pictures
 *
 * Returns: (transfer full): a supplier
 */
IbarTileSupplier *
ibar_file_tiles_new (IbarRasterFile *file)
{
  IbarFileTiles *self;

  g_return_val_if_fail (file != NULL, NULL);

  self = g_object_new (IBAR_TYPE_FILE_TILES, NULL);
  self->file = file;
  return IBAR_TILE_SUPPLIER (self);
}
