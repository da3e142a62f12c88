/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-quiz.h"

G_BEGIN_DECLS

void             ibar_test_quiz_load     (IbarRegion            **region,
                                          IbarQuizPool          **pool);
/* With the names that the program begins with. */
IbarQuizSettings ibar_test_quiz_settings (guint                   sets,
                                          guint                   kinds,
                                          guint                   n,
                                          guint64                 seed);
IbarQuiz        *ibar_test_quiz_new      (IbarQuizPool           *pool,
                                          const IbarQuizSettings *settings);

G_END_DECLS
