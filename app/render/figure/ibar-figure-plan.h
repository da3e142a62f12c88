/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-flow.h"
#include "ibar-figure-layout.h"
#include "ibar-figure-panels.h"

G_BEGIN_DECLS

/* A layout while it is made: shared by the files that lay a figure out, by nobody else. */
typedef struct
{
  IbarFigureLayout  *self;
  IbarFigureContent *content;
  double        body;        /* [pt] */
  double        gap;         /* [pt] between parts */
  double        x, width;    /* [pt] inside the margins */
  double        top, bottom; /* [pt] what is left of the first page */
  double        map_width;
  gboolean      side_legend; /* legend and scale stand at the foot of the column beside the map */
  gboolean      stacked;     /* too narrow for legend and scale side by side */
  double        legend_height; /* [pt] below the map, with scale bar, 0 if none */
  double        timeline_height;
  IbarColumnSet columns; /* of the list on further pages */
  IbarPanelGrid grid;    /* where the figure falls into several maps */
} IbarFigurePlan;

/* The room that a part takes with the gap after it [pt]; none for a part that is not there. */
static inline double
ibar_figure_plan_with_gap (const IbarFigurePlan *p, double height)
{
  return height > 0 ? height + p->gap : 0;
}

/* ibar-figure-layout-legend.c: legend, scale bar and arrow, wherever they stand. Heights in points. */
double   ibar_figure_plan_estimate_legend  (const IbarFigurePlan *p);
void     ibar_figure_plan_make_legend      (IbarFigurePlan       *p);
void     ibar_figure_plan_drop_side_legend (IbarFigurePlan       *p);
void     ibar_figure_plan_share_legend     (IbarFigurePlan       *p);
double   ibar_figure_plan_get_side_height  (const IbarFigurePlan *p);
void     ibar_figure_plan_place_legend     (IbarFigurePlan       *p,
                                            double                x,
                                            double                y);

/* ibar-figure-layout-list.c: the list's columns, and its pages. */
void     ibar_figure_plan_columns          (IbarFigurePlan       *p);
void     ibar_figure_plan_make_blocks      (IbarFigurePlan       *p);
double   ibar_figure_plan_measure_list     (const IbarFigurePlan *p,
                                            double                most);
gboolean ibar_figure_plan_flow_list        (IbarFigurePlan       *p,
                                            double                y,
                                            double                list_height,
                                            GError              **error);

G_END_DECLS
