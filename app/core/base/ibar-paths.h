/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ibar_paths_get_data_dir   (void);
char *ibar_paths_get_data_file  (const char *name);
/* The collection that comes with the program: open it immutable. */
char *ibar_paths_get_bundled    (void);
char *ibar_paths_get_locale_dir (void);

G_END_DECLS
