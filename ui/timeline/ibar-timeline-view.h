/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarTimelineView:
 *
 * The timeline under the map: histogram, brush, two scales for keyboard and screen readers, playback.
 *
 * Property: session (IbarSession).
 *
 * Actions ("timeline." once the group is inserted; it is inserted in the view itself): play (boolean state),
 * step-forward, step-back, speed (double state), cumulative (boolean state), show-sources (boolean state),
 * zoom-in, zoom-out, show-all, clear.
 */
#define IBAR_TYPE_TIMELINE_VIEW (ibar_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (IbarTimelineView, ibar_timeline_view, IBAR, TIMELINE_VIEW, GtkWidget)

GtkWidget    *ibar_timeline_view_new         (void);
void          ibar_timeline_view_set_session (IbarTimelineView *self,
                                              IbarSession      *session);
/* For the window: gtk_widget_insert_action_group (window, "timeline", …). (transfer none) */
GActionGroup *ibar_timeline_view_get_actions (IbarTimelineView *self);

G_END_DECLS
