/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-session.h"
#include "ibar-story.h"

G_BEGIN_DECLS

/**
 * IbarTourEditor:
 *
 * Makes and orders the steps of a tour, beside the window in which one looks around: a step takes the map view, the
 * filter, the selection and the names that the window shows. Changes are written as they are made.
 *
 * Actions ("editor."): add, take-view, up, down, delete, undo, choose-picture, remove-picture.
 */
#define IBAR_TYPE_TOUR_EDITOR (ibar_tour_editor_get_type ())
G_DECLARE_FINAL_TYPE (IbarTourEditor, ibar_tour_editor, IBAR, TOUR_EDITOR, AdwWindow)

GtkWidget       *ibar_tour_editor_new         (GtkWindow       *parent,
                                               IbarSession     *session,
                                               const char      *id,
                                               GError         **error);
/* As the editor has it. */
const IbarStory *ibar_tour_editor_get_story   (IbarTourEditor  *self);
/* A picture for the step that is edited; a reason on screen where it cannot be one. */
void             ibar_tour_editor_set_picture (IbarTourEditor  *self,
                                               const char      *path);
/* Writes what is not written yet. */
gboolean         ibar_tour_editor_flush       (IbarTourEditor  *self);

G_END_DECLS
