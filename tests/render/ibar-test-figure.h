/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-layout.h"

G_BEGIN_DECLS

/* A figure, laid out. */
typedef struct
{
  IbarCollection    *collection; /* (owned) */
  IbarFigureContent *content;    /* (owned) */
  IbarFigureLayout  *layout;     /* (owned) */
} IbarTestFigure;

/* (transfer full): the region that comes with the program. */
IbarRegion    *ibar_test_figure_load_region (void);
/* Of a collection, with settings: "key=value", the last NULL. region: (nullable). */
IbarTestFigure ibar_test_figure_make        (IbarRegion       *region,
                                             const char       *collection,
                                             ...) G_GNUC_NULL_TERMINATED;
IbarTestFigure ibar_test_figure_lay_out     (IbarRegion       *region,
                                             const char       *collection,
                                             const IbarFigure *figure);
void           ibar_test_figure_clear       (IbarTestFigure   *self);

G_END_DECLS
