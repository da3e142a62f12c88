/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "ibar-figure.h"

G_BEGIN_DECLS

#define IBAR_TYPE_FIGURE_EDITOR (ibar_figure_editor_get_type ())
G_DECLARE_FINAL_TYPE (IbarFigureEditor, ibar_figure_editor, IBAR, FIGURE_EDITOR, GObject)

/**
 * IbarFigureEditor:
 *
 * The figure that is being composed, what of it is selected, and its history. Every change of the
 * composer goes through here. Signals: changed (the figure is another), selected (another part is).
 *
 * A part is named as in the figure's description: "annotations.a1", "labels.EVENT", "marks.EVENT".
 */
IbarFigureEditor *ibar_figure_editor_new        (void);
const IbarFigure *ibar_figure_editor_get_figure (IbarFigureEditor *self);
gboolean          ibar_figure_editor_set        (IbarFigureEditor *self,
                                                 const char       *key,
                                                 const char       *value,
                                                 GError          **error);
/* What edit() gives may be changed until done(). Edits of one reason in a row are one step of the
 * history; NULL: always a step of its own. */
IbarFigure       *ibar_figure_editor_edit       (IbarFigureEditor *self,
                                                 const char       *reason);
void              ibar_figure_editor_done       (IbarFigureEditor *self);
void              ibar_figure_editor_end_step   (IbarFigureEditor *self);
/* What follows the session is no step of the history: changed without ::changed. */
IbarFigure       *ibar_figure_editor_peek       (IbarFigureEditor *self);
void              ibar_figure_editor_undo       (IbarFigureEditor *self);
void              ibar_figure_editor_redo       (IbarFigureEditor *self);
gboolean          ibar_figure_editor_can_undo   (IbarFigureEditor *self);
gboolean          ibar_figure_editor_can_redo   (IbarFigureEditor *self);
const char       *ibar_figure_editor_get_selected (IbarFigureEditor *self);
void              ibar_figure_editor_select     (IbarFigureEditor *self,
                                                 const char       *part);
/* (nullable): the selected annotation */
const IbarAnnotation *ibar_figure_editor_get_annotation (IbarFigureEditor *self);
/* Takes the selected annotation away; hides the selected label or mark. */
void              ibar_figure_editor_remove     (IbarFigureEditor *self);

G_END_DECLS
