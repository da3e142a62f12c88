/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-quiz-map.h"
#include "ibar-quiz-panel.h"
#include "ibar-quiz-progress.h"
#include "ibar-quiz-results.h"
#include "ibar-quiz-setup.h"
#include "ibar-quiz-window.h"

G_BEGIN_DECLS

struct _IbarQuizWindow
{
  AdwWindow parent_instance;

  IbarSession *session;       /* (owned) */
  IbarQuizProgress *progress; /* (owned) (nullable) it could not be read */
  GSimpleActionGroup *actions;

  /* the quiz that is played */
  IbarQuiz *quiz;             /* (owned) (nullable) */
  IbarQuizSettings settings;  /* that it was made with, but for cards */
  IbarQuizAnswer *answers;    /* (owned) one a question */
  guint index;                /* of the question shown */
  gboolean answered;
  gboolean clicked;           /* on the map, for an answer */
  gint64 answered_at;         /* [µs] monotonic */
  gboolean in_words;
  gint64 asked_at;            /* [µs] monotonic */
  guint seconds;              /* [s] for each question, 0: no limit */
  guint left;                 /* [s] */
  guint timer;
  gboolean narrow;
  guint layout_idle;

  GtkWidget *title;
  GtkWidget *again;           /* in the header: back to set-up */
  GtkWidget *words;
  GtkWidget *stack;
  GtkWidget *setup;           /* "setup" */
  GtkWidget *due;
  GtkWidget *play;            /* "play" */
  GtkWidget *map;
  GtkWidget *panel, *panel_scroller;
  GtkWidget *bar, *time;
  GtkWidget *result;          /* "result": box */
  GtkWidget *known;           /* "progress": box */
  AdwToastOverlay *toasts;
};

/* ibar-quiz-window-play.c */
void ibar_quiz_window_init_play     (IbarQuizWindow         *self,
                                     GtkWidget              *box);
void ibar_quiz_window_start         (IbarQuizWindow         *self,
                                     IbarQuizPool           *pool,
                                     const IbarQuizSettings *settings);
void ibar_quiz_window_stop          (IbarQuizWindow         *self);
/* ibar-quiz-window-end.c */
void ibar_quiz_window_show_result   (IbarQuizWindow         *self);
void ibar_quiz_window_show_progress (IbarQuizWindow         *self);
void ibar_quiz_window_save_results  (IbarQuizWindow         *self);
/* ibar-quiz-window.c */
void ibar_quiz_window_show_setup    (IbarQuizWindow         *self);
void ibar_quiz_window_show_page     (IbarQuizWindow         *self,
                                     const char             *page,
                                     const char             *title,
                                     const char             *subtitle);
void ibar_quiz_window_play_due      (IbarQuizWindow         *self);

G_END_DECLS
