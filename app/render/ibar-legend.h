/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-map.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_LEGEND_FAMILY,
  IBAR_LEGEND_MIXTURE,     /* several events, of several families, at one place */
  IBAR_LEGEND_UNCERTAINTY, /* the ring of a vague place */
  IBAR_LEGEND_NUMBERS,
} IbarLegendKind;

typedef struct
{
  IbarLegendKind kind;
  IbarFamily     family;
  guint          count; /* events on the map */
  IbarText      *text;
  double         x, y;  /* [pt] from the legend's corner */
} IbarLegendEntry;

/* The legend of what is really on the map, set into a width. */
typedef struct
{
  GPtrArray *entries; /* of IbarLegendEntry */
  double     width, height;
  double     symbol;  /* [pt] size */
  IbarText  *sample;  /* a number as beside a mark */
} IbarLegend;

IbarLegend *ibar_legend_new  (IbarFigureMap     *map,
                              IbarFigureContent *content,
                              IbarTypesetter    *typesetter,
                              double             width);
void        ibar_legend_free (IbarLegend        *self);
void        ibar_legend_draw (IbarLegend        *self,
                              IbarFigureContent *content,
                              IbarCanvas        *canvas,
                              double             x,
                              double             y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarLegend, ibar_legend_free)

G_END_DECLS
