/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-quiz.h"

G_BEGIN_DECLS

struct _IbarQuizPool
{
  gatomicrefcount ref_count;
  IbarRegion     *region;     /* (owned) */
  GArray         *candidates; /* of IbarQuizCandidate, by id */
  GPtrArray      *spellings;  /* of GStrv: per candidate every name that counts, folded */
  GArray         *rejections; /* of IbarQuizRejection */
  guint8         *relations;  /* of the admin areas, ibar_region_relate_areas() */
  guint           n_areas;
};

struct _IbarQuiz
{
  gatomicrefcount ref_count;
  IbarQuizPool   *pool;      /* (owned) */
  IbarQuizSettings settings; /* cards: not kept */
  GArray         *questions; /* of IbarQuizQuestion */
  guint8         *in_scope;  /* [candidates] what the quiz chooses from */

};

#define IBAR_QUIZ_BIT(value) (1u << (value))
#define IBAR_QUIZ_FAIR_M 1000.0   /* [m] a click this near a place is right on any map */
#define IBAR_QUIZ_EVENT_M 10000.0 /* [m] an event whose place is less certain is not asked for */

/* ibar-quiz-pool.c */
void     ibar_quiz_pool_reject       (IbarQuizPool            *self,
                                      IbarQuizSet              set,
                                      const char              *name,
                                      guint                    kinds,
                                      const char              *reason);
gboolean ibar_quiz_pool_share_name   (IbarQuizPool            *self,
                                      guint                    a,
                                      guint                    b);
gboolean ibar_quiz_candidate_in_scope (const IbarQuizCandidate *candidate,
                                       const IbarQuizSettings *settings);
/* ibar-quiz-places.c */
void     ibar_quiz_pool_add_region   (IbarQuizPool            *self);
/* ibar-quiz-events.c */
gboolean ibar_quiz_pool_add_events   (IbarQuizPool            *self,
                                      IbarCollection          *collection,
                                      const gint64            *events,
                                      gsize                    n_events,
                                      GError                 **error);
/* ibar-quiz-spelling.c */
char    *ibar_quiz_fold_spelling     (const char              *text);
char   **ibar_quiz_dup_spellings     (const IbarNames         *names);

/* ibar-quiz-question.c: FALSE if this cannot be asked (too few distractors). */
gboolean ibar_quiz_make_question     (IbarQuizPool            *pool,
                                      const IbarQuizSettings  *settings,
                                      IbarQuizKind             kind,
                                      guint                    subject,
                                      guint64                 *random,
                                      IbarQuizQuestion        *question);
void     ibar_quiz_question_clear    (IbarQuizQuestion        *question);
/* ibar-quiz-choices.c */
guint    ibar_quiz_choose_near       (IbarQuizPool            *pool,
                                      guint                    subject,
                                      gboolean               (*accept) (IbarQuizPool *pool,
                                                                        guint         subject,
                                                                        guint         other,
                                                                        gpointer      data),
                                      gpointer                 data,
                                      guint64                 *random,
                                      guint                    n,
                                      guint                   *chosen);
/* ibar-quiz-words.c */
char    *ibar_quiz_dup_prompt        (IbarQuizPool            *pool,
                                      const IbarQuizSettings  *settings,
                                      IbarQuizKind             kind,
                                      guint                    subject);
char    *ibar_quiz_dup_label         (IbarQuizPool            *pool,
                                      const IbarNameSetting   *names,
                                      guint                    candidate);
char    *ibar_quiz_dup_position      (IbarQuizPool            *pool,
                                      const IbarNameSetting   *names,
                                      guint                    candidate,
                                      guint                    subject);
char    *ibar_quiz_dup_explanation   (IbarQuizPool            *pool,
                                      const IbarQuizSettings  *settings,
                                      const IbarQuizQuestion  *question);
void     ibar_quiz_get_match_forms   (const IbarNameSetting   *names,
                                      IbarNameForm            *given,
                                      IbarNameForm            *asked);

G_END_DECLS
