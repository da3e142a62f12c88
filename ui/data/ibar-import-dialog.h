/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarImportDialog:
 *
 * How a table becomes events: its first rows as they will be, each field's column and why, the order of dates and
 * coordinates with the evidence, licence and citation; then the import and its report.
 *
 * Signals: "imported" (path of the collection), when an import has ended well.
 */
#define IBAR_TYPE_IMPORT_DIALOG (ibar_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IbarImportDialog, ibar_import_dialog, IBAR, IMPORT_DIALOG, AdwWindow)

GtkWidget *ibar_import_dialog_new           (GtkWindow   *parent,
                                             IbarSession *session,
                                             const char  *input);
gboolean   ibar_import_dialog_is_importable (const char  *path);

G_END_DECLS
