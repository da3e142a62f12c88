/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-quiz.h"

G_BEGIN_DECLS

/**
 * IbarQuizPanel:
 *
 * A question in words, what to answer it with, and what is said about the answer.
 *
 * Signals: chosen (uint choice), typed (string), dated (int day), ordered (then ask
 * ibar_quiz_panel_get_order()), given-up, continued.
 */
#define IBAR_TYPE_QUIZ_PANEL (ibar_quiz_panel_get_type ())
G_DECLARE_FINAL_TYPE (IbarQuizPanel, ibar_quiz_panel, IBAR, QUIZ_PANEL, GtkBox)

GtkWidget   *ibar_quiz_panel_new           (void);
/* in_words: positions are told and places offered as a list, for playing without the map. */
void         ibar_quiz_panel_show_question (IbarQuizPanel         *self,
                                            IbarQuiz              *quiz,
                                            guint                  index,
                                            gboolean               in_words);
void         ibar_quiz_panel_show_answer   (IbarQuizPanel         *self,
                                            const IbarQuizVerdict *verdict,
                                            int                    choice,
                                            const char            *heading,
                                            gboolean               last);
const guint *ibar_quiz_panel_get_order     (IbarQuizPanel         *self);

G_END_DECLS
