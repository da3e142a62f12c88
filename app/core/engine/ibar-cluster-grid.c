/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cells of a view that hold passing rows, and which of them belong together.
 *
 * The grid is the quadtree's level whose cells are nearest to the wanted size, so it is anchored in the world and
 * not in the view; a cell is one run of rows and its count, families and mean position are O(1)
 * (ibar_result_sum_run()). Cells alone look like a grid, so close ones are merged, in rounds: a cell that is
 * larger than all free neighbours within reach takes them in. A round looks two cells far, so what a cluster
 * becomes depends on a few cells around it only; with that margin computed around the view, a cluster stays
 * the same however the map is moved. Supercluster's greedy step in an order that does not depend on where
 * one begins; no index is built and a changed filter costs nothing.
 *
 * Sizes: 60 to 120 bytes for each of at most some thousand cells, gone when the clusters are returned.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-cluster"

#include "ibar-cluster-grid.h"

#include <math.h>
#include <string.h>

#define N_ROUNDS 2
/* A round looks two cells far, members lie one off the seed, and so may the seed off its mean. */
#define MARGIN (2 * N_ROUNDS + 3)
/* Means nearer than this are merged [cells]. */
#define REACH 0.8

/* The level whose cells come nearest to a size on screen. */
int
ibar_grid_level (double zoom, double cell)
{
  return (int) CLAMP (floor (zoom + log2 (IBAR_TILE_UNITS / cell) + 0.5), 0.0, IBAR_GRID_MAX_LEVEL);
}

/* The smallest zoom at which ibar_grid_level() gives a level. */
double
ibar_grid_zoom (int level, double cell)
{
  return level - 0.5 - log2 (IBAR_TILE_UNITS / cell) + 1e-9;
}

static double
world_x (IbarPoint point)
{
  double x = ibar_mercator_x (point.longitude);

  return x - floor (x);
}

/* Half the size of the view's box [of the world], upright whatever the rotation. */
void
ibar_grid_view_reach (const IbarView *view, double *half_x, double *half_y)
{
  double c = fabs (cos (view->rotation)), s = fabs (sin (view->rotation));
  double unit = 0.5 / (IBAR_TILE_UNITS * exp2 (view->zoom));

  *half_x = (view->width * c + view->height * s) * unit;
  *half_y = (view->width * s + view->height * c) * unit;
}

void
ibar_grid_init (IbarGrid *grid, const IbarResult *result, const IbarView *view, double cell)
{
  double n, half_x, half_y, x = world_x (view->center), y = ibar_mercator_y (view->center.latitude);
  gint64 last_x, last_y;

  grid->result = result;
  grid->level = ibar_grid_level (view->zoom, cell);
  n = exp2 (grid->level);
  ibar_grid_view_reach (view, &half_x, &half_y);
  grid->x0 = (gint64) floor ((x - half_x) * n) - MARGIN;
  last_x = (gint64) floor ((x + half_x) * n) + MARGIN;
  grid->y0 = MAX ((gint64) floor ((y - half_y) * n) - MARGIN, 0);
  last_y = MIN ((gint64) floor ((y + half_y) * n) + MARGIN, (gint64) n - 1);
  grid->whole = last_x - grid->x0 + 1 >= (gint64) n;
  if (grid->whole)
    {
      grid->x0 = 0;
      last_x = (gint64) n - 1;
    }
  grid->width = last_x - grid->x0 + 1;
  grid->height = MAX (last_y - grid->y0 + 1, 0);
  grid->cells = g_array_new (FALSE, FALSE, sizeof (IbarGridCell));
  grid->grid = g_new (int, (gsize) grid->width * grid->height + 1);
  memset (grid->grid, 0xff, (gsize) grid->width * grid->height * sizeof (int));
}

void
ibar_grid_clear (IbarGrid *grid)
{
  g_array_unref (grid->cells);
  g_free (grid->grid);
}

/* Whether a cell that spans several of the level's meets the window. */
static gboolean
overlaps_window (const IbarGrid *grid, gint64 x, gint64 y, gint64 span)
{
  gint64 n = (gint64) 1 << grid->level;

  if (y + span <= grid->y0 || y >= grid->y0 + grid->height)
    return FALSE;
  for (gint64 turn = -n; turn <= n; turn += n)
    if (x + turn + span > grid->x0 && x + turn < grid->x0 + grid->width)
      return TRUE;
  return FALSE;
}

static void
add_cell (IbarGrid *grid, guint32 first, guint32 end, gint64 x, gint64 y)
{
  gint64 n = (gint64) 1 << grid->level;
  double scale = exp2 (grid->level - 32);
  IbarGridCell cell = { .first = first, .end = end, .seed = -1, .next_seed = -1 };

  ibar_result_sum_run (grid->result, first, end, &cell.sums);
  cell.column = (int) (((x - grid->x0) % n + n) % n);
  cell.line = (int) (y - grid->y0);
  cell.x = cell.column + ((double) cell.sums.x / cell.sums.count * scale - (double) x);
  cell.y = (double) cell.sums.y / cell.sums.count * scale - (double) grid->y0;
  grid->grid[cell.line * grid->width + cell.column] = grid->cells->len;
  g_array_append_val (grid->cells, cell);
}

/* Down from the world to the level, along cells that hold passing rows and meet the window. */
static void
walk (IbarGrid *grid, guint32 first, guint32 end, gint64 x, gint64 y, int level)
{
  const IbarColumns *columns = grid->result->columns;
  int below = grid->level - level;
  guint32 half, a, b;

  if (first == end || !overlaps_window (grid, x << below, y << below, (gint64) 1 << below)
      || ibar_result_count_run (grid->result, first, end) == 0)
    return;
  if (below == 0)
    {
      add_cell (grid, first, end, x, y);
      return;
    }
  half = ibar_columns_split_run (columns, 1, 31 - level, first, end);
  a = ibar_columns_split_run (columns, 0, 31 - level, first, half);
  b = ibar_columns_split_run (columns, 0, 31 - level, half, end);
  walk (grid, first, a, 2 * x, 2 * y, level + 1);
  walk (grid, a, half, 2 * x + 1, 2 * y, level + 1);
  walk (grid, half, b, 2 * x, 2 * y + 1, level + 1);
  walk (grid, b, end, 2 * x + 1, 2 * y + 1, level + 1);
}

/* The cell beside another, or NULL. */
static IbarGridCell *
neighbour (const IbarGrid *grid, const IbarGridCell *cell, int dx, int dy)
{
  int column = cell->column + dx, line = cell->line + dy, index;

  if (grid->whole)
    column = (column + grid->width) % grid->width;
  if (column < 0 || column >= grid->width || line < 0 || line >= grid->height)
    return NULL;
  index = grid->grid[line * grid->width + column];
  return index >= 0 ? ibar_grid_get_cell (grid, index) : NULL;
}

/* Squared distance of two means [cells²], the shorter way round the world. */
static double
distance (const IbarGrid *grid, const IbarGridCell *a, const IbarGridCell *b)
{
  double dx = fabs (a->x - b->x), dy = a->y - b->y;

  if (grid->whole)
    dx = MIN (dx, grid->width - dx);
  return dx * dx + dy * dy;
}

/* A total order that does not depend on the view. */
static gboolean
is_larger (const IbarGridCell *a, const IbarGridCell *b)
{
  return a->sums.count != b->sums.count ? a->sums.count > b->sums.count : a->first < b->first;
}

static gboolean
is_largest (const IbarGrid *grid, const IbarGridCell *cell)
{
  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      {
        const IbarGridCell *other = neighbour (grid, cell, dx, dy);

        if (other != NULL && other != cell && other->seed < 0 && is_larger (other, cell)
            && distance (grid, cell, other) < REACH * REACH)
          return FALSE;
      }
  return TRUE;
}

/* The nearest of this round's seeds within reach, or -1. */
static int
nearest_seed (const IbarGrid *grid, const IbarGridCell *cell)
{
  double nearest = REACH * REACH;
  const IbarGridCell *seed = NULL;

  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      {
        const IbarGridCell *other = neighbour (grid, cell, dx, dy);
        double away;

        if (other == NULL || other->next_seed < 0 || other->seed >= 0)
          continue;
        away = distance (grid, cell, other);
        if (away < nearest || (away == nearest && seed != NULL && is_larger (other, seed)))
          {
            nearest = away;
            seed = other;
          }
      }
  return seed != NULL ? seed->next_seed : -1;
}

/* One round: every cell decides on the state before the round, so their order does not matter. */
static void
merge_round (IbarGrid *grid)
{
  g_autofree int *decision = g_new (int, grid->cells->len + 1);

  for (guint i = 0; i < grid->cells->len; i++)
    if (ibar_grid_get_cell (grid, i)->seed < 0)
      ibar_grid_get_cell (grid, i)->next_seed = is_largest (grid, ibar_grid_get_cell (grid, i)) ? (int) i : -1;
  for (guint i = 0; i < grid->cells->len; i++)
    {
      const IbarGridCell *cell = ibar_grid_get_cell (grid, i);

      decision[i] = cell->seed >= 0        ? cell->seed
                    : cell->next_seed >= 0 ? (int) i
                                           : nearest_seed (grid, cell);
    }
  for (guint i = 0; i < grid->cells->len; i++)
    ibar_grid_get_cell (grid, i)->seed = decision[i];
}

void
ibar_grid_fill (IbarGrid *grid)
{
  walk (grid, 0, grid->result->columns->n_placed, 0, 0, 0);
  for (int round = 0; round < N_ROUNDS; round++)
    merge_round (grid);
  for (guint i = 0; i < grid->cells->len; i++)
    if (ibar_grid_get_cell (grid, i)->seed < 0)
      ibar_grid_get_cell (grid, i)->seed = i;
}

/* The seed of the cell that holds a row, or -1. */
int
ibar_grid_find_seed (const IbarGrid *grid, guint32 row)
{
  for (guint i = 0; i < grid->cells->len; i++)
    if (ibar_grid_get_cell (grid, i)->first <= row && row < ibar_grid_get_cell (grid, i)->end)
      return ibar_grid_get_cell (grid, i)->seed;
  return -1;
}
