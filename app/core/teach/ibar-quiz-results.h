/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-quiz.h"

G_BEGIN_DECLS

/* What was answered to one question. */
typedef struct
{
  gboolean answered;
  gboolean right;
  double   score;      /* [0, 1] */
  double   distance_m; /* [m] NAN = no click */
  double   seconds;    /* [s] from the question to the answer */
  char    *given;      /* (owned) (nullable) the answer in words */
} IbarQuizAnswer;

void     ibar_quiz_answer_clear   (IbarQuizAnswer       *answer);
gboolean ibar_quiz_results_write  (IbarQuiz             *quiz,
                                   const IbarQuizAnswer *answers,
                                   const char           *path,
                                   GError              **error);
/* The cards that were not answered right; ended by NULL. */
char   **ibar_quiz_results_dup_mistakes (IbarQuiz             *quiz,
                                         const IbarQuizAnswer *answers);

G_END_DECLS
