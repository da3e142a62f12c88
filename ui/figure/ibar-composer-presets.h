/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-composer-output.h"
#include "ibar-figure-editor.h"

G_BEGIN_DECLS

/* A list of the presets there are; choosing one gives the figure its look. Told: what went wrong. */
GtkWidget *ibar_composer_presets_new  (IbarFigureEditor *editor,
                                       IbarPathFunc      told,
                                       gpointer          user_data);
/* A name or a file; NULL asks which file. */
void       ibar_composer_presets_load (GtkWidget        *self,
                                       const char       *name);
/* Keeps the look of the figure; NULL asks for the name. */
void       ibar_composer_presets_save (GtkWidget        *self,
                                       const char       *name);

G_END_DECLS
