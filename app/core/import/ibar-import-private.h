/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-import.h"

G_BEGIN_DECLS

/* ibar-import-choose.c: shared by the import and its preview. */
IbarImportProfile *ibar_import_choose_profile  (const IbarImportOptions *options,
                                                IbarImportReader        *reader,
                                                GError                 **error);
char              *ibar_import_make_dataset_id (const char              *input);
IbarImportPlan    *ibar_import_open_plan       (const IbarImportOptions *options,
                                                const IbarImportProfile *profile,
                                                IbarImportReader        *reader,
                                                GError                 **error);
/* ibar-import-guess.c: looks at what the first rows hold where names tell nothing; rewinds. */
gboolean           ibar_import_guess           (IbarImportProfile       *profile,
                                                IbarImportReader        *reader,
                                                GError                 **error);

G_END_DECLS
