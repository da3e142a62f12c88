/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-tile-supplier.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_TILE_MISSING, /* not there yet */
  IBAR_TILE_PAINTED,
  IBAR_TILE_EMPTY,   /* the supplier has none there */
  IBAR_TILE_FAILED,
} IbarTileState;

typedef struct
{
  guint painted;
  guint dropped; /* asked for, and no longer wanted when their turn came */
  guint failed;  /* of the present supplier, since the last retry */
  gsize bytes;   /* held by the cache */
  gsize budget;  /* the cache's bound */
} IbarTileStats;

typedef struct _IbarTilePainter IbarTilePainter;
typedef void (*IbarTileReadyFunc) (gpointer user_data);

IbarTilePainter *ibar_tile_painter_new          (IbarTileReadyFunc   ready,
                                                 gpointer            user_data);
void             ibar_tile_painter_free         (IbarTilePainter    *self);
guint            ibar_tile_painter_set_supplier (IbarTilePainter    *self,
                                                 IbarTileSupplier   *supplier);
IbarTileState    ibar_tile_painter_look_up      (IbarTilePainter    *self,
                                                 const IbarTileKey  *key,
                                                 GdkTexture        **texture);
void             ibar_tile_painter_want         (IbarTilePainter    *self,
                                                 const IbarTileKey  *keys,
                                                 gsize               n_keys);
/* What the last failure was, NULL: nothing has failed. */
const GError    *ibar_tile_painter_get_error    (IbarTilePainter    *self);
void             ibar_tile_painter_retry        (IbarTilePainter    *self);
void             ibar_tile_painter_get_stats    (IbarTilePainter    *self,
                                                 IbarTileStats      *stats);
gboolean         ibar_tile_painter_is_idle      (IbarTilePainter    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarTilePainter, ibar_tile_painter_free)

G_END_DECLS
