/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-composition.h"

G_BEGIN_DECLS

/* Asks where to write a figure; the answer comes back as a path. */
typedef void (*IbarPathFunc) (const char *path,
                              gpointer    user_data);

void ibar_composer_choose_file (GtkWindow    *parent,
                                const char   *title,
                                const char   *name,
                                const char *const *patterns,
                                gboolean      save,
                                IbarPathFunc  chosen,
                                gpointer      user_data);
void ibar_composer_copy        (GtkWidget             *widget,
                                const IbarComposition *made);
/* The print dialog, or, with a path (nullable), its print to a PDF file; told hears what went wrong,
 * or NULL. */
void ibar_composer_print       (GtkWindow        *parent,
                                const IbarFigure *figure,
                                const char       *collection,
                                IbarRegion       *region,
                                IbarForeignMap   *foreign,
                                const char       *path,
                                IbarPathFunc      told,
                                gpointer          user_data);

G_END_DECLS
