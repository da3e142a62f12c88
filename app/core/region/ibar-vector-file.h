/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region.h"

G_BEGIN_DECLS

/* A file of vector tiles: MBTiles with tiles in Mapbox's format, to read only. */
typedef struct _IbarVectorFile IbarVectorFile;

/* Whether a file says of itself that it holds vector tiles; whether they can be read is not asked. */
gboolean        ibar_vector_file_is_one         (const char      *path);
IbarVectorFile *ibar_vector_file_open           (const char      *path,
                                                 GError         **error);
void            ibar_vector_file_free           (IbarVectorFile  *self);
const char     *ibar_vector_file_get_title      (IbarVectorFile  *self);
const char     *ibar_vector_file_get_credit     (IbarVectorFile  *self);
/* The levels that have tiles. */
int             ibar_vector_file_get_least_zoom (IbarVectorFile  *self);
int             ibar_vector_file_get_most_zoom  (IbarVectorFile  *self);
/* A tile as a small region, with no profile, no elevation and no administrative areas. */
IbarRegion     *ibar_vector_file_read_tile      (IbarVectorFile  *self,
                                                 int              zoom,
                                                 int              x,
                                                 int              y,
                                                 gboolean        *empty,
                                                 GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarVectorFile, ibar_vector_file_free)

G_END_DECLS
