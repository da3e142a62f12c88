/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-quiz-panel.h"

G_BEGIN_DECLS

#define IBAR_QUIZ_LINE_CHARS 34 /* no question makes the panel wider than this */

struct _IbarQuizPanel
{
  GtkBox parent_instance;

  IbarQuiz *quiz; /* (owned) (nullable) */
  guint index;
  guint order[IBAR_QUIZ_MOST_CHOICES];
  IbarDay first, last; /* of the timeline */

  GtkWidget *prompt;
  GtkWidget *position; /* in words */
  GtkWidget *answers;  /* box of what to answer with */
  GtkWidget *focus;    /* (nullable) the first of it */
  GtkWidget *entry, *scale, *day_label;
  GtkWidget *choices[IBAR_QUIZ_MOST_CHOICES];
  GtkWidget *give_up;
  GtkWidget *verdict; /* box */
  GtkWidget *heading, *explanation, *source;
  GtkWidget *next;
  GtkWidget *hint;        /* after a click: another goes on */
};

/* ibar-quiz-panel.c */
GtkWidget *ibar_quiz_panel_make_text      (const char             *css_class);
void       ibar_quiz_panel_describe       (GtkWidget              *widget,
                                           const char             *text);
/* ibar-quiz-answers.c: what to answer with. The keys that choose; the question's own; and no more of it. */
void       ibar_quiz_panel_bind_numbers   (GtkWidgetClass         *klass);
void       ibar_quiz_panel_add_answers    (IbarQuizPanel          *self,
                                           const IbarQuizQuestion *question,
                                           gboolean                in_words);
void       ibar_quiz_panel_freeze_answers (IbarQuizPanel          *self,
                                           const IbarQuizQuestion *question,
                                           int                     choice);

G_END_DECLS
