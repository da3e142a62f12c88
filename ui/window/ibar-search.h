/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarSearch:
 *
 * The search entry: words to be found, or the whole filter in its text form, with completion and with
 * errors shown where they are. Its text follows the filter wherever that is changed.
 */
#define IBAR_TYPE_SEARCH (ibar_search_get_type ())
G_DECLARE_FINAL_TYPE (IbarSearch, ibar_search, IBAR, SEARCH, GtkWidget)

GtkWidget  *ibar_search_new         (void);
void        ibar_search_set_session (IbarSearch  *self,
                                     IbarSession *session);
/* (nullable): what is wrong with the text as it stands */
const char *ibar_search_get_error   (IbarSearch  *self);

G_END_DECLS
