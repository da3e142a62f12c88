/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/* A page that scrolls and tells of what a session has selected: of an event, of a place. */
#define IBAR_TYPE_SESSION_PAGE (ibar_session_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (IbarSessionPage, ibar_session_page, IBAR, SESSION_PAGE, GtkWidget)

struct _IbarSessionPageClass
{
  GtkWidgetClass parent_class;

  /* flags: what of the session has changed; all of it where the session is another. */
  void (*session_changed) (IbarSessionPage *self,
                           guint            flags);
};

void         ibar_session_page_set_session (IbarSessionPage *self,
                                            IbarSession     *session);
/* (transfer none) (nullable) */
IbarSession *ibar_session_page_get_session (IbarSessionPage *self);
/* (transfer none): a vertical box with the page's margins */
GtkBox      *ibar_session_page_get_body    (IbarSessionPage *self);
void         ibar_session_page_scroll_up   (IbarSessionPage *self);

G_END_DECLS
