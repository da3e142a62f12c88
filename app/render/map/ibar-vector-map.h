/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap.h"
#include "ibar-vector-file.h"

G_BEGIN_DECLS

/* A file of vector tiles, drawn as the program's own map is. Thread-safe. */
typedef struct _IbarVectorMap IbarVectorMap;

IbarVectorMap *ibar_vector_map_new       (IbarVectorFile           *file);
IbarVectorMap *ibar_vector_map_ref       (IbarVectorMap            *self);
void           ibar_vector_map_unref     (IbarVectorMap            *self);
/* Draws without any text; empty: the file has nothing there. */
gboolean       ibar_vector_map_draw      (IbarVectorMap            *self,
                                          cairo_t                  *cr,
                                          const IbarFrame          *frame,
                                          const IbarBasemapOptions *options,
                                          gboolean                 *empty,
                                          GError                  **error);
/* Reads the tiles of a frame, so that their names are known before they are drawn. */
gboolean       ibar_vector_map_load      (IbarVectorMap            *self,
                                          const IbarFrame          *frame,
                                          guint                    *n_empty,
                                          GError                  **error);
/* What the tiles of a view name, as far as they have been drawn; NULL while that has not changed. */
IbarRegion    *ibar_vector_map_get_names (IbarVectorMap            *self,
                                          const IbarFrame          *frame,
                                          guint                    *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarVectorMap, ibar_vector_map_unref)

G_END_DECLS
