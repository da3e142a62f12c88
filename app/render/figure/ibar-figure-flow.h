/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-event-table.h"
#include "ibar-figure-layout.h"

G_BEGIN_DECLS

/* A row of columns of one height, side by side. */
typedef struct
{
  double x, y;    /* [pt] of the first column's corner */
  double column;  /* [pt] width */
  double gap;     /* [pt] between columns */
  double height;  /* [pt] */
  guint  n;
  gboolean whole_page; /* takes a block even if it is too tall: nowhere else has it more room */
} IbarColumnSet;

/* Places blocks from *next to before end into the columns; returns how far the fullest reaches [pt]. */
double ibar_flow_fill     (GPtrArray           *blocks,
                           guint               *next,
                           guint                end,
                           const IbarColumnSet *set,
                           guint                page,
                           GArray              *placed);
/* The least height [pt], up to most, at which they all fit; INFINITY if none does. */
double ibar_flow_balance  (GPtrArray           *blocks,
                           guint                first,
                           guint                end,
                           const IbarColumnSet *set,
                           double               most);
/* A page's worth of sections from *next on; returns how far they reach [pt]. */
double ibar_flow_page     (GPtrArray           *blocks,
                           guint               *next,
                           const IbarColumnSet *set,
                           guint                page,
                           GArray              *placed);
/* The height [pt] that all of them take, or INFINITY if it is more than most. */
double ibar_flow_measure  (GPtrArray           *blocks,
                           const IbarColumnSet *set,
                           double               most);

G_END_DECLS
