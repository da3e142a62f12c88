/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map's clusters: what the cells of a grid hold (ibar-cluster-grid.c), merged where they lie close, and what is asked
 * of one: its rows, whether it holds one, and where it splits. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-cluster"

#include "ibar-cluster-grid.h"

#include <math.h>

/* Uncertainty is read for that many members. */
#define N_RADIUS_ROWS 64
#define NEAR_WORDS 8 /* looked through one by one */

/* A cluster under way: sums of its cells, positions measured from the seed. */
typedef struct
{
  IbarCluster cluster;
  double      dx, dy; /* sums of count × offset from the seed's mean [cells] */
  guint       n_cells;
  guint       n_radius; /* members whose uncertainty was read */
} Pile;

/* The passing row after another in a cell's run, or IBAR_ROW_NONE. Near ones are near in the bitmap, too; a long gap is
 * crossed by rank. */
static guint32
next_row (const IbarResult *result, guint32 row, guint32 end)
{
  if (++row >= end)
    return IBAR_ROW_NONE;
  for (guint i = 0; i < NEAR_WORDS && row < end; i++, row = (row / 64 + 1) * 64)
    {
      guint64 rows = result->passing[row / 64] >> row % 64;

      if (rows == 0)
        continue;
      row += __builtin_ctzll (rows);
      return row < end ? row : IBAR_ROW_NONE;
    }
  return ibar_result_first_passing (result, row, end);
}

static void
read_radius (const IbarGrid *grid, const IbarGridCell *cell, guint32 row, Pile *pile)
{
  const IbarColumns *columns = grid->result->columns;

  for (; row != IBAR_ROW_NONE && pile->n_radius < N_RADIUS_ROWS; pile->n_radius++)
    {
      pile->cluster.radius_m
          = MAX (pile->cluster.radius_m, columns->place_uncertainty[ibar_columns_get_key (columns, row, IBAR_COLUMN_PLACE)]);
      row = next_row (grid->result, row, cell->end);
    }
}

static gboolean
is_one_point (const IbarGrid *grid, const IbarGridCell *cell, guint32 first)
{
  const IbarColumns *columns = grid->result->columns;
  guint32 last;

  if (cell->sums.count == 1)
    return TRUE;
  last = ibar_result_last_passing (grid->result, cell->first, cell->end);
  /* In Morton order what lies between two equal positions is equal to them. */
  return columns->position[first].x == columns->position[last].x && columns->position[first].y == columns->position[last].y;
}

static void
pile_add (const IbarGrid *grid, Pile *pile, const IbarGridCell *seed, const IbarGridCell *cell)
{
  double dx = cell->x - seed->x;
  guint32 first = ibar_result_first_passing (grid->result, cell->first, cell->end);

  if (grid->whole)
    dx -= grid->width * round (dx / grid->width);
  if (pile->n_cells == 0) /* cells come in Morton order */
    pile->cluster.row = first;
  pile->n_cells++;
  pile->cluster.count += cell->sums.count;
  for (guint family = 0; family < IBAR_N_FAMILIES; family++)
    pile->cluster.families[family] += cell->sums.families[family];
  pile->dx += cell->sums.count * dx;
  pile->dy += cell->sums.count * (cell->y - seed->y);
  pile->cluster.one_point = pile->n_cells == 1 && is_one_point (grid, cell, first);
  read_radius (grid, cell, first, pile);
}

/* Whether the cluster's mean lies in the view, or so near that its mark may reach into it. */
static gboolean
finish_pile (const IbarGrid *grid, const IbarView *view, const IbarGridCell *seed, Pile *pile)
{
  double n = exp2 (grid->level), half_x, half_y;
  double x = (grid->x0 + seed->x + pile->dx / pile->cluster.count) / n;
  double y = (grid->y0 + seed->y + pile->dy / pile->cluster.count) / n;
  double center = ibar_mercator_x (view->center.longitude);

  x += round (center - x);
  pile->cluster.point = (IbarPoint){ ibar_mercator_longitude (x), ibar_mercator_latitude (y) };
  ibar_grid_view_reach (view, &half_x, &half_y);
  return fabs (x - center) <= half_x + 1.0 / n
         && fabs (y - ibar_mercator_y (view->center.latitude)) <= half_y + 1.0 / n;
}

/**
 * ibar_result_cluster:
 * @self: a result
 * @view: which part of the world is looked at
 * @cell: wanted distance of marks [px]
 *
 * The clusters whose mean lies in the view, or within a cell of it.
 *
 * Returns: (transfer full) (element-type IbarCluster): the clusters, in the order of their largest cells
 *   along the Morton curve
 *
 * **Thread:** any
 * **Cost:** O(cells in view), independent of the number of events; see bench/bench-engine.c
 */
GArray *
ibar_result_cluster (IbarResult *self, const IbarView *view, double cell)
{
  GArray *clusters = g_array_new (FALSE, FALSE, sizeof (IbarCluster));
  g_autofree Pile *piles = NULL;
  IbarGrid grid;

  g_return_val_if_fail (self != NULL && view != NULL, clusters);
  g_return_val_if_fail (cell > 0.0 && isfinite (view->zoom), clusters);

  ibar_grid_init (&grid, self, view, cell);
  ibar_grid_fill (&grid);
  piles = g_new0 (Pile, grid.cells->len + 1);
  for (guint i = 0; i < grid.cells->len; i++)
    {
      int seed = ibar_grid_get_cell (&grid, i)->seed;

      pile_add (&grid, &piles[seed], ibar_grid_get_cell (&grid, seed), ibar_grid_get_cell (&grid, i));
    }
  for (guint i = 0; i < grid.cells->len; i++)
    if (piles[i].n_cells > 0 && finish_pile (&grid, view, ibar_grid_get_cell (&grid, i), &piles[i]))
      g_array_append_val (clusters, piles[i].cluster);
  ibar_grid_clear (&grid);
  return clusters;
}

static void
append_rows (const IbarResult *result, const IbarGridCell *cell, guint limit, GArray *rows)
{
  for (guint32 row = ibar_result_first_passing (result, cell->first, cell->end);
       row != IBAR_ROW_NONE && rows->len < limit;
       row = next_row (result, row, cell->end))
    g_array_append_val (rows, row);
}

/**
 * ibar_result_cluster_rows:
 * @self: the result the cluster came from
 * @view: the view it came from
 * @cell: the cell size it came from [px]
 * @cluster: the cluster
 * @limit: how many rows are wanted at most
 *
 * Returns: (transfer full) (element-type guint32): its passing rows, in Morton order; none if the cluster is
 *   of another result or view
 *
 * **Thread:** any
 * **Cost:** that of ibar_result_cluster(), and O(limit)
 */
GArray *
ibar_result_cluster_rows (IbarResult *self, const IbarView *view, double cell, const IbarCluster *cluster,
                          guint limit)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  IbarGrid grid;
  int seed;

  g_return_val_if_fail (self != NULL && view != NULL && cluster != NULL, rows);
  g_return_val_if_fail (cell > 0.0 && isfinite (view->zoom), rows);

  ibar_grid_init (&grid, self, view, cell);
  ibar_grid_fill (&grid);
  seed = ibar_grid_find_seed (&grid, cluster->row);
  for (guint i = 0; i < grid.cells->len && seed >= 0; i++)
    if (ibar_grid_get_cell (&grid, i)->seed == seed)
      append_rows (self, ibar_grid_get_cell (&grid, i), limit, rows);
  ibar_grid_clear (&grid);
  return rows;
}

/**
 * ibar_result_cluster_holds:
 * @self: the result the cluster came from
 * @view: the view it came from
 * @cell: the cell size it came from [px]
 * @cluster: the cluster
 * @row: a row
 *
 * Returns: whether the row passes and the cluster stands for it
 *
 * **Thread:** any
 * **Cost:** nothing for a row alone, else that of ibar_result_cluster()
 */
gboolean
ibar_result_cluster_holds (IbarResult *self, const IbarView *view, double cell, const IbarCluster *cluster,
                           guint32 row)
{
  IbarGrid grid;
  int seed;
  gboolean holds;

  g_return_val_if_fail (self != NULL && view != NULL && cluster != NULL, FALSE);
  g_return_val_if_fail (cell > 0.0 && isfinite (view->zoom), FALSE);

  if (cluster->row == row)
    return TRUE;
  if (cluster->count == 1 || !ibar_result_contains (self, row))
    return FALSE;
  ibar_grid_init (&grid, self, view, cell);
  ibar_grid_fill (&grid);
  seed = ibar_grid_find_seed (&grid, cluster->row);
  holds = seed >= 0 && seed == ibar_grid_find_seed (&grid, row);
  ibar_grid_clear (&grid);
  return holds;
}

/* How many events the cluster around a row holds at a level. */
static guint32
count_around (IbarResult *self, guint32 row, double zoom, double cell)
{
  IbarView view = { .center = ibar_columns_get_point (self->columns, row), .zoom = zoom, .width = 1, .height = 1 };
  guint32 count = 0;
  IbarGrid grid;
  int seed;

  ibar_grid_init (&grid, self, &view, cell);
  ibar_grid_fill (&grid);
  seed = ibar_grid_find_seed (&grid, row);
  for (guint i = 0; i < grid.cells->len && seed >= 0; i++)
    if (ibar_grid_get_cell (&grid, i)->seed == seed)
      count += ibar_grid_get_cell (&grid, i)->sums.count;
  ibar_grid_clear (&grid);
  return count;
}

/**
 * ibar_result_split_zoom:
 * @self: the result the cluster came from
 * @view: the view it came from
 * @cell: the cell size it came from [px]
 * @cluster: the cluster
 *
 * Returns: the zoom at which some member first stands apart, or NAN if all share one position
 *
 * **Thread:** any
 */
double
ibar_result_split_zoom (IbarResult *self, const IbarView *view, double cell, const IbarCluster *cluster)
{
  g_return_val_if_fail (self != NULL && view != NULL && cluster != NULL, NAN);
  g_return_val_if_fail (cell > 0.0 && isfinite (view->zoom), NAN);

  if (cluster->one_point || cluster->row >= self->columns->n_placed)
    return NAN;
  for (int level = ibar_grid_level (view->zoom, cell) + 1; level <= IBAR_GRID_MAX_LEVEL; level++)
    if (count_around (self, cluster->row, ibar_grid_zoom (level, cell), cell) < cluster->count)
      return ibar_grid_zoom (level, cell);
  return NAN;
}
