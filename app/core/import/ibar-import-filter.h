/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-filter.h"
#include "ibar-import-plan.h"

G_BEGIN_DECLS

gboolean ibar_import_filter_push   (const IbarFilter       *filter,
                                    IbarImportPlan         *plan,
                                    IbarImportReader       *reader,
                                    const char             *where,
                                    GError                **error);
gboolean ibar_import_filter_passes (const IbarFilter       *filter,
                                    const IbarImportEvent  *event);

G_END_DECLS
