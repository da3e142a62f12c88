/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A row of the leaves, or a node of the level below. */
typedef struct
{
  gint64 id;
  float  box[4]; /* min x, max x, min y, max y */
} IbarRtreeCell;

/* Takes what a packed tree consists of: nodes, and which node a row (leaf) or a node lies in. */
typedef struct
{
  gboolean (*node) (gint64         number,
                    const guint8  *blob,
                    gsize          size,
                    gpointer       user_data,
                    GError       **error);
  gboolean (*link) (gboolean       leaf,
                    gint64         id,
                    gint64         node,
                    gpointer       user_data,
                    GError       **error);
} IbarRtreeSink;

gboolean ibar_rtree_build          (sqlite3             *db,
                                    const char          *path,
                                    const char          *table,
                                    GCancellable        *cancellable,
                                    GError             **error);
gboolean ibar_rtree_pack           (IbarRtreeCell       *cells,
                                    gsize                n,
                                    guint                node_size,
                                    const IbarRtreeSink *sink,
                                    gpointer             user_data,
                                    const char          *path,
                                    GCancellable        *cancellable,
                                    GError             **error);
void     ibar_rtree_set_box        (IbarRtreeCell       *cell,
                                    const double         bounds[4]);
guint    ibar_rtree_read_node_size (sqlite3             *db,
                                    const char          *path,
                                    const char          *table,
                                    GError             **error);

G_END_DECLS
