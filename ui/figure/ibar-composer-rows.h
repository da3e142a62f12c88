/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-figure.h"

G_BEGIN_DECLS

/* The settings of a figure as rows; each row is one key of it. */
typedef struct _IbarComposerRows IbarComposerRows;

/* key and value as ibar_figure_set() takes them. */
typedef void (*IbarComposerChangedFunc) (const char *key,
                                         const char *value,
                                         gpointer    user_data);

IbarComposerRows *ibar_composer_rows_new    (GtkBox                  *box,
                                             IbarComposerChangedFunc  changed,
                                             gpointer                 user_data);
void              ibar_composer_rows_free   (IbarComposerRows        *self);
void              ibar_composer_rows_update (IbarComposerRows        *self,
                                             const IbarFigure        *figure);

G_END_DECLS
