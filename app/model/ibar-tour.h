/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-session.h"
#include "ibar-story.h"

G_BEGIN_DECLS

#define IBAR_TYPE_TOUR (ibar_tour_get_type ())
G_DECLARE_FINAL_TYPE (IbarTour, ibar_tour, IBAR, TOUR, GObject)

/**
 * IbarTour:
 *
 * A tour that is being given: a story, where it stands, and a session that follows it. Filter, dates and
 * selection are those of the step; view and names stay as the last step before that states them. When it
 * ends, the session is what it was before.
 *
 * Properties: position (uint, read-only, notifies). Signals: ended.
 */
IbarTour            *ibar_tour_new           (IbarSession     *session,
                                              const IbarStory *story);
const IbarStory     *ibar_tour_get_story     (IbarTour        *self);
const IbarStoryStep *ibar_tour_get_step      (IbarTour        *self);
guint                ibar_tour_get_position  (IbarTour        *self);
guint                ibar_tour_get_n_steps   (IbarTour        *self);
void                 ibar_tour_go            (IbarTour        *self,
                                              guint            position);
/* Back (-1) or on (+1); nothing happens at the ends. */
void                 ibar_tour_go_by         (IbarTour        *self,
                                              int              steps);
/* What of the present step cannot be shown, a line each; NULL if all is well. */
char                *ibar_tour_dup_problems  (IbarTour        *self);
/* Gives the session back what it had; only once. */
void                 ibar_tour_end           (IbarTour        *self);

G_END_DECLS
