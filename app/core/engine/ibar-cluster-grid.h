/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-engine-private.h"

G_BEGIN_DECLS

#define IBAR_GRID_MAX_LEVEL 32

typedef struct
{
  guint32   first, end;   /* run of rows */
  int       column, line; /* in the window */
  int       seed;         /* index of the cell this one belongs to, -1 = free */
  int       next_seed;    /* own index if this round makes it one, else -1 */
  double    x, y;         /* mean position [cells], from the window's corner */
  IbarBlockSums sums;
} IbarGridCell;

typedef struct
{
  const IbarResult *result;
  int               level;  /* 2^level cells across the world */
  gint64            x0, y0; /* the window's first column and line; columns may run past the world's edge */
  int               width, height; /* [cells] */
  gboolean          whole;  /* all columns of the world: the last is the first's neighbour */
  GArray           *cells;  /* of IbarGridCell, in Morton order */
  int              *grid;   /* [height * width] index of a cell, or -1 */
} IbarGrid;

int    ibar_grid_level      (double            zoom,
                             double            cell);
double ibar_grid_zoom       (int               level,
                             double            cell);
void   ibar_grid_view_reach (const IbarView   *view,
                             double           *half_x,
                             double           *half_y);
void   ibar_grid_init       (IbarGrid         *grid,
                             const IbarResult *result,
                             const IbarView   *view,
                             double            cell);
void   ibar_grid_fill       (IbarGrid         *grid);
void   ibar_grid_clear      (IbarGrid         *grid);
int    ibar_grid_find_seed  (const IbarGrid   *grid,
                             guint32           row);

static inline IbarGridCell *
ibar_grid_get_cell (const IbarGrid *grid, int index)
{
  return &g_array_index (grid->cells, IbarGridCell, index);
}

G_END_DECLS
