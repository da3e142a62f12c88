/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ibar's own map, or a file of vector tiles drawn in its manner, as tiles: 512 × 512 device pixels,
 * painted by cairo at exactly the zoom that is asked for, so that a view at rest is never resampled. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-basemap-tiles"

#include <math.h>

#include "ibar-basemap-tiles.h"
#include "ibar-picture.h"
#include "ibar-projection.h"

struct _IbarBasemapTiles
{
  GObject parent_instance;

  IbarBasemap *basemap;  /* (owned) (nullable) one of the two */
  IbarVectorMap *vector; /* (owned) (nullable) */
  IbarBasemapOptions options;
  int scale_factor;
};

static void init_supplier (IbarTileSupplierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IbarBasemapTiles,
                               ibar_basemap_tiles,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (IBAR_TYPE_TILE_SUPPLIER, init_supplier))

static gboolean
draw (IbarBasemapTiles *self, cairo_t *cr, const IbarFrame *frame, gboolean *empty, GError **error)
{
  *empty = FALSE;
  if (self->vector != NULL)
    return ibar_vector_map_draw (self->vector, cr, frame, &self->options, empty, error);
  ibar_basemap_draw (self->basemap, cr, frame, &self->options);
  return TRUE;
}

/* NULL without an error: there is nothing to paint. */
static GdkTexture *
paint (IbarBasemapTiles *self, const IbarTileKey *key, GError **error)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, IBAR_TILE_PIXELS, IBAR_TILE_PIXELS);
  cairo_t *cr = cairo_create (surface);
  double zoom = key->zoom / 1000.0;
  double world = IBAR_TILE_UNITS * exp2 (zoom) * self->scale_factor;
  IbarFrame frame = {
    .x0 = (double) key->x * IBAR_TILE_PIXELS / world,
    .y0 = (double) key->y * IBAR_TILE_PIXELS / world,
    .world = world,
    .width = IBAR_TILE_PIXELS,
    .height = IBAR_TILE_PIXELS,
    .zoom = zoom,
    .scale = self->scale_factor,
  };
  gboolean good, empty;

  good = draw (self, cr, &frame, &empty, error);
  cairo_destroy (cr);
  if (!good || empty)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }
  return ibar_picture_new (surface);
}

static void
paint_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = paint (IBAR_BASEMAP_TILES (source), data, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
ibar_basemap_tiles_supply_async (IbarTileSupplier *supplier,
                                 const IbarTileKey *key,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (supplier, cancellable, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (key, sizeof *key), g_free);
  ibar_tile_supplier_run (task, paint_cb);
}

static int
ibar_basemap_tiles_get_zoom (IbarTileSupplier *supplier, double zoom)
{
  return (int) lrint (zoom * 1000.0);
}

static double
ibar_basemap_tiles_get_side (IbarTileSupplier *supplier)
{
  return (double) IBAR_TILE_PIXELS / IBAR_BASEMAP_TILES (supplier)->scale_factor;
}

static void
init_supplier (IbarTileSupplierInterface *iface)
{
  iface->get_zoom = ibar_basemap_tiles_get_zoom;
  iface->get_side = ibar_basemap_tiles_get_side;
  iface->supply_async = ibar_basemap_tiles_supply_async;
}

static void
ibar_basemap_tiles_finalize (GObject *object)
{
  ibar_basemap_unref (IBAR_BASEMAP_TILES (object)->basemap);
  ibar_vector_map_unref (IBAR_BASEMAP_TILES (object)->vector);
  G_OBJECT_CLASS (ibar_basemap_tiles_parent_class)->finalize (object);
}

static void
ibar_basemap_tiles_class_init (IbarBasemapTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_basemap_tiles_finalize;
}

static void
ibar_basemap_tiles_init (IbarBasemapTiles *self)
{
}

/**
 * ibar_basemap_tiles_new:
 * @basemap: what to paint
 * @options: style and boundary profile; they live as long as the base map's region
 * @scale_factor: device pixels per logical pixel
 *
 * Returns: (transfer full): a supplier
 */
IbarTileSupplier *
ibar_basemap_tiles_new (IbarBasemap *basemap, const IbarBasemapOptions *options, int scale_factor)
{
  IbarBasemapTiles *self;

  g_return_val_if_fail (basemap != NULL && options != NULL, NULL);
  g_return_val_if_fail (scale_factor >= 1, NULL);

  self = g_object_new (IBAR_TYPE_BASEMAP_TILES, NULL);
  self->basemap = ibar_basemap_ref (basemap);
  self->options = *options;
  self->scale_factor = scale_factor;
  return IBAR_TILE_SUPPLIER (self);
}

/**
 * ibar_basemap_tiles_new_vector:
 * @vector: vector tiles
 * @options: the style
 * @scale_factor: device pixels for each logical one
 *
 * Returns: (transfer full): a supplier of tiles painted from vector tiles
 */
IbarTileSupplier *
ibar_basemap_tiles_new_vector (IbarVectorMap *vector,
                               const IbarBasemapOptions *options,
                               int scale_factor)
{
  IbarBasemapTiles *self;

  g_return_val_if_fail (vector != NULL && options != NULL, NULL);
  g_return_val_if_fail (scale_factor >= 1, NULL);

  self = g_object_new (IBAR_TYPE_BASEMAP_TILES, NULL);
  self->vector = ibar_vector_map_ref (vector);
  self->options = *options;
  self->scale_factor = scale_factor;
  return IBAR_TILE_SUPPLIER (self);
}

/**
 * ibar_basemap_tiles_are_alike:
 * @a: (nullable): a supplier
 * @b: (nullable): another
 *
 * Returns: whether both paint the same map, if in different styles: the one's tiles can stand in for
 *   the other's until those have come
 */
gboolean
ibar_basemap_tiles_are_alike (IbarTileSupplier *a, IbarTileSupplier *b)
{
  return a != NULL && b != NULL && IBAR_IS_BASEMAP_TILES (a) && IBAR_IS_BASEMAP_TILES (b)
         && IBAR_BASEMAP_TILES (a)->vector == IBAR_BASEMAP_TILES (b)->vector;
}
