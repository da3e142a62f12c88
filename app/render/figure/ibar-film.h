/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-output.h"

G_BEGIN_DECLS

gboolean ibar_film_is_path (const char        *path);
/* Whether this machine has what makes a film of that name. */
gboolean ibar_film_is_possible (const char    *path);
gboolean ibar_film_write   (const IbarSheets  *sheets,
                            const char        *path,
                            GPtrArray         *files,
                            GCancellable      *cancellable,
                            GError           **error);

G_END_DECLS
