/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "ibar-engine.h"
#include "ibar-style.h"

G_BEGIN_DECLS

/* What a scale bar says. */
typedef struct
{
  double metres;   /* a round number: 1, 2 or 5 with noughts */
  double width;    /* [px] of that distance at the view's centre */
  int    n_parts;  /* into which it is divided */
  char   label[32];
} IbarScaleBar;

void ibar_scale_bar_init (IbarScaleBar    *bar,
                          const IbarView  *view,
                          double           max_width);
/* [px] with the distance above it. */
double ibar_scale_bar_get_height (double     text_scale);
void ibar_scale_bar_draw (cairo_t         *cr,
                          const IbarStyle *style,
                          const IbarView  *view,
                          double           max_width,
                          double           text_scale);

G_END_DECLS
