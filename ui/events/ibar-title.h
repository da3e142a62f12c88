/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define IBAR_TYPE_TITLE (ibar_title_get_type ())

G_DECLARE_FINAL_TYPE (IbarTitle, ibar_title, IBAR, TITLE, GtkWidget)

GtkWidget *ibar_title_new      (void);
void       ibar_title_set_text (IbarTitle  *self,
                                const char *text);

G_END_DECLS
