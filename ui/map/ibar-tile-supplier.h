/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which tile: of a zoom [1/1000 level], of a supplier (generation), column and row from the
 * north-west. */
typedef struct
{
  guint generation;
  int   zoom;
  int   x, y;
} IbarTileKey;

/* Whoever makes tiles: Ibar's own painting, a server, a file. The layer asks for what is in view
 * through an IbarTilePainter and knows nothing of where tiles come from. */
#define IBAR_TYPE_TILE_SUPPLIER (ibar_tile_supplier_get_type ())
G_DECLARE_INTERFACE (IbarTileSupplier, ibar_tile_supplier, IBAR, TILE_SUPPLIER, GObject)

struct _IbarTileSupplierInterface
{
  GTypeInterface parent;

  int         (*get_zoom)      (IbarTileSupplier    *self,
                                double               zoom);
  double      (*get_side)      (IbarTileSupplier    *self);
  guint       (*get_n_at_once) (IbarTileSupplier    *self);
  void        (*supply_async)  (IbarTileSupplier    *self,
                                const IbarTileKey   *key,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
  GdkTexture *(*supply_finish) (IbarTileSupplier    *self,
                                GAsyncResult        *result,
                                GError             **error);
};

/* [1/1000] The zoom of the tiles that show a view of a zoom best. */
int         ibar_tile_supplier_get_zoom      (IbarTileSupplier    *self,
                                              double               zoom);
/* [logical px] A tile's side where the view has the tile's own zoom. */
double      ibar_tile_supplier_get_side      (IbarTileSupplier    *self);
/* How many tiles may be asked for before the first one has come. */
guint       ibar_tile_supplier_get_n_at_once (IbarTileSupplier    *self);
void        ibar_tile_supplier_supply_async  (IbarTileSupplier    *self,
                                              const IbarTileKey   *key,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
/* NULL without an error: there is no tile there, and that is no failure. */
GdkTexture *ibar_tile_supplier_supply_finish (IbarTileSupplier    *self,
                                              GAsyncResult        *result,
                                              GError             **error);

/* For suppliers: runs a task in the threads that all of them share. */
void        ibar_tile_supplier_run           (GTask               *task,
                                              GTaskThreadFunc      function);

G_END_DECLS
