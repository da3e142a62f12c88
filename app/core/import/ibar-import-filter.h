/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-filter.h"
#include "ibar-import-plan.h"

G_BEGIN_DECLS

/* ibar-import-push.c: what the server is asked for. */
gboolean ibar_import_filter_push      (const IbarFilter       *filter,
                                       const IbarImportProfile *profile,
                                       const char             *dataset,
                                       IbarImportReader       *reader,
                                       const char             *where,
                                       GError                **error);
/* ibar-import-push-terms.c: appends conditions to sql. */
void     ibar_import_filter_push_terms (const IbarFilter      *filter,
                                       IbarImportPlan         *plan,
                                       const char             *dataset,
                                       IbarImportReader       *reader,
                                       GString                *sql);
/* ibar-import-filter.c: what is taken of what comes. */
gboolean ibar_import_filter_passes    (const IbarFilter       *filter,
                                       const char             *dataset,
                                       const IbarImportEvent  *event);
gboolean ibar_import_filter_has_value (const IbarImportEvent  *event,
                                       const char             *dataset,
                                       IbarFacet               facet,
                                       const char             *value);

/* "column", or as MySQL has it `column` (its quotes are for text), with the mark doubled inside. */
void     ibar_import_append_column    (GString                *sql,
                                       const char             *name,
                                       gboolean                mysql);
void     ibar_import_append_and       (GString                *sql);

G_END_DECLS
