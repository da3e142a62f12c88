/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarExportDialog:
 *
 * Which events, in which format, and whether they may be passed on; then a file is asked for, and written in a worker.
 *
 * Signals: exported (const char *path, guint n_events).
 */
#define IBAR_TYPE_EXPORT_DIALOG (ibar_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IbarExportDialog, ibar_export_dialog, IBAR, EXPORT_DIALOG, AdwWindow)

IbarExportDialog *ibar_export_dialog_new   (GtkWindow        *parent,
                                            IbarSession      *session);
/* Writes to a file what the dialog says, as its button does once a file was chosen. */
void              ibar_export_dialog_write (IbarExportDialog *self,
                                            const char       *path);

G_END_DECLS
