/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-layout.h"

G_BEGIN_DECLS

/* How equal maps share a box: each with a heading above it [pt]. */
typedef struct
{
  guint  n_columns, n_rows;
  double width, height; /* of one map */
  double heading;       /* of what stands above each */
  double gap;           /* between maps */
  guint  lines;         /* of text above each */
} IbarPanelGrid;

void     ibar_panel_grid_plan  (IbarPanelGrid    *grid,
                                guint             n,
                                double            aspect,
                                double            width,
                                double            height,
                                double            body,
                                guint             lines);
gboolean ibar_figure_panels_fit_titles (IbarFigureLayout    *layout,
                                        const IbarPanelGrid *grid);
IbarBox  ibar_panel_grid_get   (const IbarPanelGrid *grid,
                                const IbarBox    *around,
                                guint             index);
/* The panels of a layout whose map, numbers and boxes stand; those of small multiples, or one frame. */
gboolean ibar_figure_panels_make (IbarFigureLayout    *layout,
                                  const IbarPanelGrid *grid,
                                  GError             **error);
void     ibar_figure_panels_draw (IbarFigureLayout    *layout,
                                  IbarCanvas          *canvas);

G_END_DECLS
