/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Rows of a small form, and the window around it: what libadwaita 1.2 lacks. Titles have mnemonics. */

GtkWidget       *ibar_form_add_choice  (GtkWidget  *group,
                                        const char *title,
                                        GListModel *texts,
                                        guint       chosen);
GtkWidget       *ibar_form_add_number  (GtkWidget  *group,
                                        const char *title,
                                        const char *subtitle,
                                        int         least,
                                        int         most,
                                        int         value);
GtkWidget       *ibar_form_add_switch  (GtkWidget  *group,
                                        const char *title,
                                        const char *subtitle,
                                        gboolean    on);
void             ibar_form_choice_set  (GtkWidget  *choice,
                                        guint       chosen);
void             ibar_form_number_set  (GtkWidget  *number,
                                        int         value);
guint            ibar_form_choice_get  (GtkWidget  *choice);
int              ibar_form_number_get  (GtkWidget  *number);
gboolean         ibar_form_switch_get  (GtkWidget  *on);

/* A header with one button that activates an action, the form below it, and toasts over both. work: an IbarWork in the
 * header; while it is at work, the button waits. */
AdwToastOverlay *ibar_form_fill_window (AdwWindow  *window,
                                        const char *title,
                                        const char *button,
                                        const char *action,
                                        GtkWidget  *form,
                                        GtkWidget **work);

G_END_DECLS
