/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-quiz.h"

G_BEGIN_DECLS

/**
 * IbarQuizMap:
 *
 * The blind map: relief, water and, if wished, boundaries, but no names; with a lens for small places.
 *
 * Signals: clicked (double longitude, double latitude [deg], double reach [m]).
 */
#define IBAR_TYPE_QUIZ_MAP (ibar_quiz_map_get_type ())
G_DECLARE_FINAL_TYPE (IbarQuizMap, ibar_quiz_map, IBAR, QUIZ_MAP, GtkWidget)

GtkWidget *ibar_quiz_map_new           (void);
void       ibar_quiz_map_set_region    (IbarQuizMap               *self,
                                        IbarRegion                *region,
                                        const IbarBoundaryProfile *profile,
                                        gboolean                   boundaries);
void       ibar_quiz_map_show_question (IbarQuizMap               *self,
                                        IbarQuiz                  *quiz,
                                        guint                      index);
void       ibar_quiz_map_show_answer   (IbarQuizMap               *self,
                                        IbarPoint                  click,
                                        int                        chosen);

G_END_DECLS
