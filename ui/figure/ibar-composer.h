/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-base-maps.h"
#include "ibar-figure.h"
#include "ibar-session.h"

G_BEGIN_DECLS

#define IBAR_TYPE_COMPOSER (ibar_composer_get_type ())
G_DECLARE_FINAL_TYPE (IbarComposer, ibar_composer, IBAR, COMPOSER, AdwWindow)

GtkWidget *ibar_composer_new (GtkWindow    *parent,
                              IbarSession  *session,
                              IbarBaseMaps *base_maps);

/* Nothing is being made and something is shown. */
gboolean   ibar_composer_is_ready (IbarComposer *self);
/* How many pictures of the page it has shown. */
guint      ibar_composer_get_n_made (IbarComposer *self);
/* (nullable): the settings, as they are now. */
const IbarFigure *ibar_composer_get_figure (IbarComposer *self);

G_END_DECLS
