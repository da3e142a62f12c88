/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* MBTiles with vector tiles of levels 6 to 10 around 21° E, 43° N, as GDAL writes them; (transfer full) its path.
 * Layers of OpenMapTiles, of Shortbread, and "burrows", of which nobody knows. */
char *ibar_test_vector_tiles_make  (const char *folder);
/* Puts other bytes in the place of every tile of a level; NULL takes them away. */
void  ibar_test_vector_tiles_spoil (const char *path,
                                    int         zoom,
                                    GBytes     *bytes);

G_END_DECLS
