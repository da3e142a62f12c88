/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "ibar-engine.h"
#include "ibar-style.h"

G_BEGIN_DECLS

/* A mark as drawn: a family's shape for events of one family, a ring of shares for a mixture. */
typedef struct
{
  double   x, y;          /* [px] centre */
  double   size;          /* [px] diameter; 0 = from count */
  double   uncertainty;   /* [px] radius of the ring of a vague place, 0 = none */
  guint32  count;
  guint32  families[IBAR_N_FAMILIES];
  gboolean selected;
  gboolean hovered;
} IbarMark;

/* 22 px for one event, growing with the square root of the count, at most 56 px. */
double ibar_mark_size       (guint32          count);
/* The ring of a vague place alone, so that a map can lay all rings under all marks. */
void   ibar_mark_draw_ring  (const IbarMark  *mark,
                             cairo_t         *cr,
                             const IbarStyle *style);
/* [px] how far a mark reaches from its centre with casing, edge and accent ring, without its ring. */
double ibar_mark_get_extent (const IbarMark  *mark);
void   ibar_mark_draw       (const IbarMark  *mark,
                             cairo_t         *cr,
                             const IbarStyle *style);
/* Index of the topmost mark at a point (with slack [px]), or -1. */
int    ibar_marks_hit       (const IbarMark  *marks,
                             gsize            n_marks,
                             double           x,
                             double           y,
                             double           slack);
/* The bare symbol of a family, for legends and lists; size [px]. */
void   ibar_family_draw     (IbarFamily       family,
                             cairo_t         *cr,
                             double           x,
                             double           y,
                             double           size,
                             const IbarStyle *style);
/* The seat of a municipality: a small ring with a dot, never mistaken for an event. */
void   ibar_seat_draw       (cairo_t         *cr,
                             double           x,
                             double           y,
                             double           size,
                             gboolean         selected,
                             gboolean         hovered,
                             const IbarStyle *style);
const char *ibar_family_get_label (IbarFamily family); /* translated */

G_END_DECLS
