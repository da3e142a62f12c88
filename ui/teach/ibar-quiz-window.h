/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-lesson.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarQuizWindow:
 *
 * A quiz: set-up, questions on the blind map and in words, result, and progress over days.
 *
 * Actions ("quiz."): new, in-words (boolean state), save-results, progress.
 */
#define IBAR_TYPE_QUIZ_WINDOW (ibar_quiz_window_get_type ())
G_DECLARE_FINAL_TYPE (IbarQuizWindow, ibar_quiz_window, IBAR, QUIZ_WINDOW, AdwWindow)

/* The session's region must be loaded. */
GtkWidget *ibar_quiz_window_new (GtkWindow   *parent,
                                 IbarSession *session);
/* Chooses on the first page what a lesson says. */
void       ibar_quiz_window_set_task (IbarQuizWindow       *self,
                                      const IbarLessonTask *task);

G_END_DECLS
