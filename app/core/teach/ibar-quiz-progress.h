/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "ibar-date.h"

G_BEGIN_DECLS

/* What a player knows: for every question that was asked, in which of Leitner's boxes it is and when it is
 * due again. Kept in one small file of the player's own; no account, nothing leaves the machine. */
typedef struct _IbarQuizProgress IbarQuizProgress;

#define IBAR_QUIZ_BOXES 7

typedef struct
{
  char   *card;  /* IbarQuizQuestion.card */
  guint   box;   /* 0: not known … IBAR_QUIZ_BOXES - 1: known well */
  IbarDay due;
  IbarDay last;  /* when it was asked last */
  guint   asked; /* how often */
  guint   right; /* how often of these the answer was right */
} IbarQuizCard;

char               *ibar_quiz_progress_get_default_path (void);
IbarQuizProgress   *ibar_quiz_progress_load        (const char             *path,
                                                    char                  **set_aside,
                                                    GError                **error);
void                ibar_quiz_progress_free        (IbarQuizProgress       *self);
gboolean            ibar_quiz_progress_save        (IbarQuizProgress       *self,
                                                    GError                **error);
gboolean            ibar_quiz_progress_delete      (IbarQuizProgress       *self,
                                                    GError                **error);
void                ibar_quiz_progress_answer      (IbarQuizProgress       *self,
                                                    const char             *card,
                                                    gboolean                right,
                                                    IbarDay                 today);
const IbarQuizCard *ibar_quiz_progress_get         (IbarQuizProgress       *self,
                                                    const char             *card);
guint               ibar_quiz_progress_get_n       (IbarQuizProgress       *self);
guint               ibar_quiz_progress_count_box   (IbarQuizProgress       *self,
                                                    guint                   box);
/* The cards due, those overdue longest first; ended by NULL. */
char              **ibar_quiz_progress_dup_due     (IbarQuizProgress       *self,
                                                    IbarDay                 today);
/* [days] after a right answer that puts a card into a box */
guint               ibar_quiz_progress_get_interval (guint                  box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarQuizProgress, ibar_quiz_progress_free)

G_END_DECLS
