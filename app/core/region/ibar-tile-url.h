/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The address of tiles with {z}, {x} and {y} (from the north) or {-y} (from the south). */
gboolean ibar_tile_url_check  (const char  *pattern,
                               GError     **error);
char    *ibar_tile_url_format (const char  *pattern,
                               int          zoom,
                               int          x,
                               int          y);

/* Whether a base map's location is an address and not a file's path. */
gboolean ibar_tile_url_is_one     (const char *location);
/* What of a location a figure that is given away may say. */
char    *ibar_tile_url_dup_public (const char *location);

G_END_DECLS
