/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure.h"

G_BEGIN_DECLS

/* For ibar-figure.c: the groups of a description whose keys are names, not members. */
extern const char *const ibar_by_hand_groups[]; /* NULL-terminated */

void     ibar_by_hand_init   (IbarFigure       *self);
void     ibar_by_hand_copy   (IbarFigure       *self,
                              const IbarFigure *from);
void     ibar_by_hand_clear  (IbarFigure       *self);
gboolean ibar_by_hand_is_key (const char       *key);
/* As ibar_figure_set(); "" removes the entry. */
gboolean ibar_by_hand_set    (IbarFigure       *self,
                              const char       *key,
                              const char       *value,
                              GError          **error);
char    *ibar_by_hand_get    (const IbarFigure *self,
                              const char       *key);
void     ibar_by_hand_write  (const IbarFigure *self,
                              GKeyFile         *file);

G_END_DECLS
