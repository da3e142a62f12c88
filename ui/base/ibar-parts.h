/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/* The small parts that pages are made of, so that all of them look and read alike. */

GtkWidget *ibar_part_text     (const char  *text,
                               const char  *css_class);
GtkWidget *ibar_part_heading  (const char  *text);
GtkWidget *ibar_part_section  (const char  *title);
GtkWidget *ibar_part_link     (const char  *url);
/* A toggle that includes a value of a facet, and follows the filter. */
GtkWidget *ibar_part_chip     (IbarSession *session,
                               IbarFacet    facet,
                               const char  *id,
                               const char  *label);
/* A button with a mnemonic, spoken without the underscore. */
GtkWidget *ibar_part_button    (const char  *label);
void       ibar_part_button_set_label (GtkWidget  *button,
                                       const char *label);
/* A button of an icon; the tooltip is its name, too. (transfer floating) */
GtkWidget *ibar_part_icon_button (const char *icon,
                                  const char *name);
/* What a drop-down is for. The floor's toolkit gives the focus to a button inside it, which has no name. */
void       ibar_part_name_drop_down (GtkWidget  *drop_down,
                                     const char *label);
/* "property_destruction" as words. */
char      *ibar_part_dup_words (const char *id);
/* Whether a text is a web address that may be offered as a link. */
gboolean   ibar_part_is_link  (const char  *url);
void       ibar_part_clear_box (GtkWidget  *box);
/* A question: the caller adds the responses. */
GtkWidget *ibar_part_dialog    (GtkWindow   *window,
                                const char  *heading,
                                const char  *body,
                                GtkWidget   *child);
/* Tells of trouble: what could not be done, and why. */
void       ibar_part_tell      (GtkWindow  *window,
                                const char *heading,
                                const char *body);
/* For a dialog that is no class of its own. */
void       ibar_part_close_on_escape (GtkWindow *window);

G_END_DECLS
