/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-quiz.h"

G_BEGIN_DECLS

/* Where a question's answer may be. */
void ibar_quiz_extent_of_question (IbarQuiz     *quiz,
                                   guint         index,
                                   IbarExtent   *extent);
/* Adds a candidate, -1: none, with all of its features. */
void ibar_quiz_extent_add         (IbarQuizPool *pool,
                                   int           candidate,
                                   IbarExtent   *extent);

G_END_DECLS
