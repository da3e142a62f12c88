/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-base-maps.h"
#include "ibar-figure-editor.h"
#include "ibar-foreign-map.h"

G_BEGIN_DECLS

/* Which base map a figure is drawn on: the row that chooses it, the map itself, and its tiles where
 * they come from a server. */
typedef struct _IbarComposerBase IbarComposerBase;

IbarComposerBase *ibar_composer_base_new         (IbarBaseMaps      *maps,
                                                  IbarFigureEditor  *editor,
                                                  GCallback          changed,
                                                  gpointer           user_data);
void              ibar_composer_base_free        (IbarComposerBase  *self);
GtkWidget        *ibar_composer_base_get_row     (IbarComposerBase  *self);
void              ibar_composer_base_update      (IbarComposerBase  *self);
/* (transfer full) (nullable): what the figure's description names. */
IbarForeignMap   *ibar_composer_base_dup_map     (IbarComposerBase  *self);
/* missing: of IbarForeignTile. */
void              ibar_composer_base_fetch       (IbarComposerBase  *self,
                                                  const GArray      *missing);
gboolean          ibar_composer_base_is_fetching (IbarComposerBase  *self);
/* (transfer full) (nullable): what is under way, or what went wrong. */
char             *ibar_composer_base_dup_state   (IbarComposerBase  *self);

G_END_DECLS
