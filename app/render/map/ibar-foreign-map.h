/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-vector-map.h"

G_BEGIN_DECLS

/* A base map that a person has added, as a figure draws it: a file of pictures or of vector tiles, or
 * pictures that somebody fetched from a server and handed over. Thread-safe. */
typedef struct _IbarForeignMap IbarForeignMap;

/* Column and row from the north-west. */
typedef struct
{
  int zoom, x, y;
} IbarForeignTile;

IbarForeignMap *ibar_foreign_map_open         (const char                *path,
                                               GError                   **error);
IbarForeignMap *ibar_foreign_map_new_held     (int                        most_zoom);
IbarForeignMap *ibar_foreign_map_ref          (IbarForeignMap            *self);
void            ibar_foreign_map_unref        (IbarForeignMap            *self);
IbarVectorMap  *ibar_foreign_map_get_vector   (IbarForeignMap            *self); /* (nullable) */
/* Whether its tiles are handed over. */
gboolean        ibar_foreign_map_is_held      (IbarForeignMap            *self);
/* picture: (nullable) the server has none there. */
void            ibar_foreign_map_hold         (IbarForeignMap            *self,
                                               const IbarForeignTile     *tile,
                                               cairo_surface_t           *picture);
/* density: [px per unit of the frame] of the paper. */
gboolean        ibar_foreign_map_check        (IbarForeignMap            *self,
                                               const IbarFrame           *frame,
                                               double                     density,
                                               guint                     *n_tiles,
                                               guint                     *n_empty,
                                               GArray                    *missing,
                                               GError                   **error);
gboolean        ibar_foreign_map_draw         (IbarForeignMap            *self,
                                               cairo_t                   *cr,
                                               const IbarFrame           *frame,
                                               const IbarBasemapOptions  *options,
                                               double                     density,
                                               gboolean                   grey,
                                               GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarForeignMap, ibar_foreign_map_unref)

G_END_DECLS
