/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap.h"
#include "ibar-map-layer.h"
#include "ibar-quiz.h"

G_BEGIN_DECLS

/* What a quiz draws above the blind map: places that may be clicked, what is asked about, and the answer. */
#define IBAR_TYPE_QUIZ_LAYER (ibar_quiz_layer_get_type ())
G_DECLARE_FINAL_TYPE (IbarQuizLayer, ibar_quiz_layer, IBAR, QUIZ_LAYER, IbarMapLayer)

IbarQuizLayer *ibar_quiz_layer_new          (ShumateViewport          *viewport);
void           ibar_quiz_layer_set_look     (IbarQuizLayer            *self,
                                             IbarBasemap              *basemap,
                                             const IbarBasemapOptions *options);
void           ibar_quiz_layer_set_question (IbarQuizLayer            *self,
                                             IbarQuiz                 *quiz,
                                             guint                     index);
/* click: NAN if the answer was none; chosen: -1 if none. */
void           ibar_quiz_layer_set_answer   (IbarQuizLayer            *self,
                                             IbarPoint                 click,
                                             int                       chosen);
/* Where the lens is [px], NAN: none. */
void           ibar_quiz_layer_set_lens     (IbarQuizLayer            *self,
                                             double                    x,
                                             double                    y);

G_END_DECLS
