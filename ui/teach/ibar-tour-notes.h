/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-tour.h"

G_BEGIN_DECLS

/* A window for the screen that is not projected: the step's notes, and what comes next. It goes when the tour ends. */
GtkWindow *ibar_tour_notes_new (IbarTour     *tour,
                                GActionGroup *actions);

G_END_DECLS
