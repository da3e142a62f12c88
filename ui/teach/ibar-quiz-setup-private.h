/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-quiz-setup.h"

G_BEGIN_DECLS

struct _IbarQuizSetup
{
  AdwBin parent_instance;

  IbarSession *session; /* (owned) */
  IbarQuizPool *pool;   /* (owned) (nullable) */
  int pool_topic;       /* what it was made for */
  GArray *topics;       /* of IbarQuizTopic */

  GtkWidget *page; /* box */
  GtkWidget *topic, *size, *home;
  GtkWidget *kinds; /* expander row */
  GtkWidget *kind_rows[IBAR_N_QUIZ_KINDS];
  GtkWidget *kind_switches[IBAR_N_QUIZ_KINDS];
  GtkWidget *number, *names, *seed;
  GtkWidget *in_words, *boundaries, *seconds;
  GtkWidget *info, *error, *start;
};

/* The choice of these names, or the first. */
guint ibar_quiz_setup_find_names       (const IbarNameSetting *names);
/* What the rows tell the page of. */
void  ibar_quiz_setup_update_info      (IbarQuizSetup         *self);
void  ibar_quiz_setup_topic_changed_cb (IbarQuizSetup         *self);
void  ibar_quiz_setup_start_cb         (IbarQuizSetup         *self);
/* ibar-quiz-setup-rows.c: fills the page; topics are known. */
void  ibar_quiz_setup_add_rows         (IbarQuizSetup         *self);

G_END_DECLS
