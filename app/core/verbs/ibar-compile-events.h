/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean ibar_compile_events (const char  *dir,
                              const char  *output,
                              GPtrArray  **problems,
                              GError     **error);

G_END_DECLS
