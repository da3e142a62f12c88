/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-map.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_LEGEND_FAMILY,
  IBAR_LEGEND_TIMELINE,    /* a family that only the timeline shows */
  IBAR_LEGEND_MIXTURE,     /* several events, of several families, at one place */
  IBAR_LEGEND_SEVERAL,     /* several events of one family at one place, where no mixture stands */
  IBAR_LEGEND_UNCERTAINTY, /* the ring of a vague place */
  IBAR_LEGEND_NUMBERS,
} IbarLegendKind;

typedef struct
{
  IbarLegendKind kind;
  IbarFamily     family;
  guint          count; /* events on the map; of SEVERAL: in the sign shown */
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

/* Parts: (nullable) of IbarFigureMap, drawn in the place of map, which is what they share. */
IbarLegend *ibar_legend_new  (IbarFigureMap     *map,
                              GPtrArray         *parts,
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
