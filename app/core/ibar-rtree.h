/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

gboolean ibar_rtree_build (sqlite3      *db,
                           const char   *path,
                           const char   *table,
                           GCancellable *cancellable,
                           GError      **error);

G_END_DECLS
