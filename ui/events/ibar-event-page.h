/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-session-page.h"

G_BEGIN_DECLS

/**
 * IbarEventPage:
 *
 * Everything known of the selected event, and who says so.
 */
#define IBAR_TYPE_EVENT_PAGE (ibar_event_page_get_type ())
G_DECLARE_FINAL_TYPE (IbarEventPage, ibar_event_page, IBAR, EVENT_PAGE, IbarSessionPage)

gboolean ibar_event_page_is_complete (IbarEventPage *self);

G_END_DECLS
