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

G_END_DECLS
