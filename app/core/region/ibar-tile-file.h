/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file of tiles, pictures or vectors, says of itself; FALSE: it cannot be shown. */
gboolean ibar_tile_file_describe (const char  *path,
                                  char       **title,
                                  char       **credit,
                                  GError     **error);

G_END_DECLS
