/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/* The saved views as a list: open, rename, delete. Emits nothing: changed is called after each change. */
GtkWindow *ibar_views_dialog_new (GtkWindow   *parent,
                                  IbarSession *session,
                                  GCallback    changed,
                                  gpointer     user_data);

G_END_DECLS
