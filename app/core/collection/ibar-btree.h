/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Appends pages to a database file that nobody has open. */
typedef struct _IbarPageWriter IbarPageWriter;

/* One table or index of it, empty before, written in the order of its keys. */
typedef struct _IbarBtree IbarBtree;

IbarPageWriter *ibar_page_writer_open  (const char       *path,
                                        GError          **error);
gboolean        ibar_page_writer_close (IbarPageWriter   *self,
                                        GError          **error);
void            ibar_page_writer_free  (IbarPageWriter   *self);

IbarBtree      *ibar_btree_new_table   (IbarPageWriter   *writer,
                                        guint32           root);
IbarBtree      *ibar_btree_new_index   (IbarPageWriter   *writer,
                                        guint32           root);
gboolean        ibar_btree_append      (IbarBtree        *self,
                                        gint64            rowid,
                                        const GByteArray *record);
gboolean        ibar_btree_finish      (IbarBtree        *self);
void            ibar_btree_free        (IbarBtree        *self);

gboolean        ibar_page_writer_check (IbarPageWriter   *self,
                                        GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarPageWriter, ibar_page_writer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarBtree, ibar_btree_free)

G_END_DECLS
