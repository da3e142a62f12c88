/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-lesson.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarWorksheetDialog:
 *
 * Asks what a worksheet shall have, and writes it as PDF with the names and boundaries that the window shows.
 *
 * Actions ("worksheet."): save (opens the chooser), write (string: a path).
 */
#define IBAR_TYPE_WORKSHEET_DIALOG (ibar_worksheet_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IbarWorksheetDialog, ibar_worksheet_dialog, IBAR, WORKSHEET_DIALOG, AdwWindow)

GtkWidget *ibar_worksheet_dialog_new     (GtkWindow           *parent,
                                          IbarSession         *session);
/* As a lesson says; the fields show it. */
void       ibar_worksheet_dialog_set_task (IbarWorksheetDialog  *self,
                                           const IbarLessonTask *task);

G_END_DECLS
