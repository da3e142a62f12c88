/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-import-pipe.h"
#include "ibar-sqlite.h"

G_BEGIN_DECLS

/* The text index of a new collection's events, built in a thread of its own. */
typedef struct _IbarImportTextIndex IbarImportTextIndex;

IbarImportTextIndex *ibar_import_text_index_new    (const char          *sql);
void                 ibar_import_text_index_feed   (IbarImportTextIndex *self,
                                                    IbarImportBatch     *batch);
gboolean             ibar_import_text_index_copy   (IbarImportTextIndex *self,
                                                    sqlite3             *db,
                                                    const char          *path,
                                                    GError             **error);
void                 ibar_import_text_index_free   (IbarImportTextIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarImportTextIndex, ibar_import_text_index_free)

G_END_DECLS
