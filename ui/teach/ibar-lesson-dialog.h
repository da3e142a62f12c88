/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarLessonDialog:
 *
 * Asks what goes into a lesson, and writes it: tours, the settings of a quiz and of a worksheet, and the events they need.
 *
 * Actions ("lesson."): save (opens the chooser), write (string: a path).
 */
#define IBAR_TYPE_LESSON_DIALOG (ibar_lesson_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IbarLessonDialog, ibar_lesson_dialog, IBAR, LESSON_DIALOG, AdwWindow)

GtkWidget *ibar_lesson_dialog_new (GtkWindow   *parent,
                                   IbarSession *session);

G_END_DECLS
