/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-tour.h"

G_BEGIN_DECLS

/**
 * IbarTourView:
 *
 * The words of a tour that is being given, large enough for the last row: the step's heading, picture and text,
 * or all headings, and the buttons that lead on. What the person who presents has noted is not in it.
 *
 * Actions ("tour." once the group is inserted in a window): next, previous, first, last, again, overview (boolean
 * state), back (from what a link showed), notes, leave (the overview or what a link showed, else the tour), end.
 *
 * A link of the text shows what it leads to in place of the step: the page of an event or a place in the
 * details that it was lent, and what a source is called and where it is found.
 *
 * Signals: notes (show the notes elsewhere).
 */
#define IBAR_TYPE_TOUR_VIEW (ibar_tour_view_get_type ())
G_DECLARE_FINAL_TYPE (IbarTourView, ibar_tour_view, IBAR, TOUR_VIEW, GtkWidget)

/* details: a widget without a parent that shows what the session has selected. */
GtkWidget    *ibar_tour_view_new         (IbarTour     *tour,
                                          IbarSession  *session,
                                          GtkWidget    *details);
GActionGroup *ibar_tour_view_get_actions (IbarTourView *self);
/* Where a person goes on with Space or Enter. */
void          ibar_tour_view_focus       (IbarTourView *self);
/* Page keys of a presenter's remote, and letters, for a window to hand on; whether it was one of them. */
gboolean      ibar_tour_view_press_key   (IbarTourView *self,
                                          guint         key);

G_END_DECLS
