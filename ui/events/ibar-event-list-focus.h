/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-event-list-view.h"

G_BEGIN_DECLS

gboolean ibar_event_list_view_focus_row (IbarEventListView *self,
                                         guint              position);

G_END_DECLS
