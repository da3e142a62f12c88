/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap-layer.h"
#include "ibar-projection.h"
#include "ibar-quiz-layer.h"
#include "ibar-quiz-map.h"

G_BEGIN_DECLS

struct _IbarQuizMap
{
  GtkWidget parent_instance;

  IbarRegion *region;   /* (owned) (nullable) */
  IbarBasemap *basemap; /* (owned) (nullable) */
  const IbarBoundaryProfile *profile;
  gboolean boundaries;
  IbarQuiz *quiz;    /* (owned) (nullable) that is played */
  guint index;       /* of its question */
  gboolean answered; /* what is explained is not to lie below the lens */
  IbarExtent wanted; /* where the questions are; empty: anywhere */
  gboolean fitted;

  GtkWidget *overlay;
  ShumateMap *map;
  ShumateViewport *viewport; /* the map's */
  IbarBasemapLayer *basemap_layer;
  IbarQuizLayer *quiz_layer;
  GtkWidget *lens;
  GtkWidget *scale;
  GtkLabel *credits;
  double press_x, press_y;
};

/* ibar-quiz-map-moves.c: where the map goes, by itself and by keys and buttons. */
void     ibar_quiz_map_get_view    (IbarQuizMap      *self,
                                    IbarView         *view);
void     ibar_quiz_map_fit         (IbarQuizMap      *self);
/* Goes there once the map has a size; stays where it is if it was there already. */
void     ibar_quiz_map_want        (IbarQuizMap      *self,
                                    const IbarExtent *extent);
gboolean ibar_quiz_map_is_in_view  (IbarQuizMap      *self,
                                    IbarPoint         point);
void     ibar_quiz_map_zoom_in_cb  (IbarQuizMap      *self);
void     ibar_quiz_map_zoom_out_cb (IbarQuizMap      *self);
void     ibar_quiz_map_home_cb     (IbarQuizMap      *self);
gboolean ibar_quiz_map_key_pressed_cb (GtkEventControllerKey *keys,
                                       guint                  key,
                                       guint                  code,
                                       GdkModifierType        state,
                                       IbarQuizMap           *self);

G_END_DECLS
