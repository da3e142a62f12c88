/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-quiz-progress.h"
#include "ibar-quiz-results.h"

G_BEGIN_DECLS

/* The mistakes of a quiz, and what a player knows, as lists of rows; (transfer floating). */
GtkWidget *ibar_quiz_make_mistakes (IbarQuiz             *quiz,
                                    const IbarQuizAnswer *answers);
GtkWidget *ibar_quiz_make_boxes    (IbarQuizProgress     *progress,
                                    IbarDay               today);

G_END_DECLS
