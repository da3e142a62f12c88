/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-composition.h"
#include "ibar-figure-editor.h"

G_BEGIN_DECLS

/* What a press in the map does: selects and moves, or draws an annotation of a kind. */
#define IBAR_TOOL_SELECT (-1)

#define IBAR_TYPE_FIGURE_PREVIEW (ibar_figure_preview_get_type ())
G_DECLARE_FINAL_TYPE (IbarFigurePreview, ibar_figure_preview, IBAR, FIGURE_PREVIEW, GtkDrawingArea)

/* Shows a page of the figure, and lets mouse and keys move its map and what is drawn on it.
 * Property: tool (int): IBAR_TOOL_SELECT or an IbarAnnotationKind. */
GtkWidget *ibar_figure_preview_new      (IbarFigureEditor      *editor);
/* composition: not owned, valid until the next is shown; page: the one it shows. */
void       ibar_figure_preview_show     (IbarFigurePreview     *self,
                                         const IbarComposition *composition,
                                         guint                  page);
int        ibar_figure_preview_get_tool (IbarFigurePreview     *self);
void       ibar_figure_preview_set_tool (IbarFigurePreview     *self,
                                         int                    tool);
/* The room for the page [px of the screen]; FALSE while there is none. */
gboolean   ibar_figure_preview_get_room (IbarFigurePreview     *self,
                                         int                   *width,
                                         int                   *height);
/* Says what is selected and what keys do, for a label below and for screen readers. */
char      *ibar_figure_preview_dup_hint (IbarFigurePreview     *self);

G_END_DECLS
