/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The reader's text size as a factor, 0.75 to 3: what is drawn by hand grows as labels do. */
double ibar_text_scale        (GtkWidget *widget);
void   ibar_text_scale_dialog (GtkWindow *dialog,
                               int        width,
                               int        height);

G_END_DECLS
