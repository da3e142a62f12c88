/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-import-write.h"

G_BEGIN_DECLS

IbarImportDirect *ibar_import_direct_new       (IbarImportWriter    *writer,
                                                GError             **error);
gboolean          ibar_import_direct_start     (IbarImportDirect    *self,
                                                GError             **error);
gint64           *ibar_import_direct_find_type (IbarImportDirect    *self,
                                                const char          *id);
gboolean          ibar_import_direct_add       (IbarImportDirect    *self,
                                                IbarImportStatement  table,
                                                const IbarValue     *values,
                                                guint                n,
                                                GError             **error);
gboolean          ibar_import_direct_end_event (IbarImportDirect    *self,
                                                GError             **error);
gboolean          ibar_import_direct_finish    (IbarImportDirect    *self,
                                                GCancellable        *cancellable,
                                                GError             **error);
gboolean          ibar_import_direct_complete  (IbarImportDirect    *self,
                                                IbarCollection      *collection,
                                                GCancellable        *cancellable,
                                                GError             **error);
void              ibar_import_direct_free      (IbarImportDirect    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarImportDirect, ibar_import_direct_free)

G_END_DECLS
