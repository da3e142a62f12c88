/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-figure-editor.h"

G_BEGIN_DECLS

#define IBAR_TYPE_ANNOTATION_PANEL (ibar_annotation_panel_get_type ())
G_DECLARE_FINAL_TYPE (IbarAnnotationPanel, ibar_annotation_panel, IBAR, ANNOTATION_PANEL, GtkBox)

/* What is selected on the map: an annotation's text and look, or a label or mark to hide or put back;
 * below it what has been hidden or moved by hand. */
GtkWidget *ibar_annotation_panel_new (IbarFigureEditor *editor);

G_END_DECLS
