/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "ibar-engine.h"

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue, alpha;
} IbarColor;

typedef enum
{
  IBAR_STYLE_LIGHT,
  IBAR_STYLE_DARK,
  IBAR_STYLE_PRINT,
  IBAR_N_STYLES,
} IbarStyleKind;

/**
 * IbarStyle:
 *
 * Every colour and weight of map, marks, timeline and figure in one place; constant tables, three
 * palettes. Tested for contrast and for three kinds of colour blindness.
 */
typedef struct
{
  IbarStyleKind kind;
  IbarColor background;        /* beyond all data: neither land nor sea is claimed */
  IbarColor land, neighbour_land;
  IbarColor area_tints[4];     /* soft tints for admin areas, neighbours never alike */
  IbarColor highlight_tint;    /* the areas the region is about, one step warmer, */
  IbarColor highlight_wash;    /* and once more over the relief, which would drown it */
  IbarColor tint_low, tint_high; /* hypsometric, lowest and highest land */
  double    relief_strength;   /* [0, 1] */
  IbarColor water, water_edge;
  IbarColor forest, builtup;
  IbarColor outline, outline_casing, area_line;
  IbarColor road, road_casing;
  IbarColor road_thin;         /* too thin for edges, a line of one colour */
  IbarColor railway;
  IbarColor schematic;         /* schematic lines: softened */
  IbarColor label, label_muted, label_halo, water_label, area_label;
  IbarColor place_dot, place_dot_edge;
  IbarColor family[IBAR_N_FAMILIES];
  IbarColor group[IBAR_N_FAMILIES]; /* kinds of actors in the timeline: no family's colours */
  IbarColor mark_casing, mark_edge, mark_text;
  IbarColor accent;            /* what is selected, nothing else */
  IbarColor uncertainty;       /* ring of a vague place */
  IbarColor histogram_all, histogram_edge, grid, text, text_muted, panel;
} IbarStyle;

const IbarStyle *ibar_style_get       (IbarStyleKind    kind);
void             ibar_style_set_source (cairo_t         *cr,
                                        const IbarColor *color);
double           ibar_color_linearise  (double           channel);
double           ibar_color_contrast   (const IbarColor *a,
                                        const IbarColor *b);
IbarColor        ibar_color_mix        (const IbarColor *a,
                                        const IbarColor *b,
                                        double           share);

G_END_DECLS
