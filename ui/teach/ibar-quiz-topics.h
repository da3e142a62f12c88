/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-quiz.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/* A line of the choice "Ask about". */
typedef struct
{
  char             *title;
  guint             sets;   /* 1 << IbarQuizSet */
  char             *story;  /* (nullable) the tour whose events are asked about; NULL: those of the filter */
  IbarQuizSettings *preset; /* (owned) (nullable) of a lesson: everything else that is chosen */
} IbarQuizTopic;

GArray       *ibar_quiz_topics_new      (IbarSession         *session);
IbarQuizPool *ibar_quiz_topic_make_pool (const IbarQuizTopic *topic,
                                         IbarSession         *session,
                                         char               **note,
                                         GError             **error);
IbarQuizPool *ibar_quiz_make_full_pool  (IbarSession         *session,
                                         GError             **error);

G_END_DECLS
