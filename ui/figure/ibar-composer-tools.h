/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-preview.h"

G_BEGIN_DECLS

/* A row of buttons, one a tool; it follows the preview's tool, and sets it. */
GtkWidget *ibar_composer_tools_new (IbarFigurePreview *preview);

G_END_DECLS
