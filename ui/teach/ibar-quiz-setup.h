/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-lesson.h"
#include "ibar-quiz.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarQuizSetup:
 *
 * What a quiz is to be: set, kinds, number, names, seed, and how it is played.
 *
 * Signals: started.
 */
#define IBAR_TYPE_QUIZ_SETUP (ibar_quiz_setup_get_type ())
G_DECLARE_FINAL_TYPE (IbarQuizSetup, ibar_quiz_setup, IBAR, QUIZ_SETUP, AdwBin)

GtkWidget    *ibar_quiz_setup_new            (IbarSession      *session);
/* What can be asked about, as chosen; (transfer none) (nullable): it could not be read, and the page says so. */
IbarQuizPool *ibar_quiz_setup_get_pool       (IbarQuizSetup    *self);
void          ibar_quiz_setup_get_settings   (IbarQuizSetup    *self,
                                              IbarQuizSettings *settings);
void          ibar_quiz_setup_show_error     (IbarQuizSetup    *self,
                                              const char       *message);
/* As a lesson says; the page shows it. */
void          ibar_quiz_setup_set_task       (IbarQuizSetup        *self,
                                              const IbarLessonTask *task);
/* A new seed, for another quiz of the same kind. */
void          ibar_quiz_setup_reseed         (IbarQuizSetup    *self);
gboolean      ibar_quiz_setup_get_boundaries (IbarQuizSetup    *self);
gboolean      ibar_quiz_setup_get_in_words   (IbarQuizSetup    *self);
/* [s] for each question, 0 = no limit */
guint         ibar_quiz_setup_get_seconds    (IbarQuizSetup    *self);
/* Where messages and buttons of the window's own go: below the choices. */
void          ibar_quiz_setup_add_below      (IbarQuizSetup    *self,
                                              GtkWidget        *widget);

G_END_DECLS
