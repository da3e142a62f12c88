/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map's clusters: what cells of a grid hold, merged where they lie close.
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

#include "ibar-engine-private.h"

#include <math.h>
#include <string.h>

#define N_ROUNDS 2
/* A round looks two cells far, members lie one off the seed, and so may the seed off its mean. */
#define MARGIN (2 * N_ROUNDS + 3)
/* Means nearer than this are merged [cells]. */
#define REACH 0.8
#define MAX_LEVEL 32
/* Uncertainty is read for that many members. */
#define N_RADIUS_ROWS 64
#define NEAR_WORDS 8 /* looked through one by one */

typedef struct
{
  guint32   first, end;   /* run of rows */
  int       column, line; /* in the window */
  int       seed;         /* index of the cell this one belongs to, -1 = free */
  int       next_seed;    /* own index if this round makes it one, else -1 */
  double    x, y;         /* mean position [cells], from the window's corner */
  IbarBlock sums;
} Cell;

typedef struct
{
  const IbarResult *result;
  int               level;  /* 2^level cells across the world */
  gint64            x0, y0; /* the window's first column and line; columns may run past the world's edge */
  int               width, height; /* [cells] */
  gboolean          whole;  /* all columns of the world: the last is the first's neighbour */
  GArray           *cells;  /* of Cell, in Morton order */
  int              *grid;   /* [height * width] index of a cell, or -1 */
} Grid;

/* The level whose cells come nearest to a size on screen. */
static int
level_for (double zoom, double cell)
{
  return (int) CLAMP (floor (zoom + log2 (IBAR_TILE_UNITS / cell) + 0.5), 0.0, MAX_LEVEL);
}

/* The smallest zoom at which level_for() gives a level. */
static double
zoom_for (int level, double cell)
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
static void
view_reach (const IbarView *view, double *half_x, double *half_y)
{
  double c = fabs (cos (view->rotation)), s = fabs (sin (view->rotation));
  double unit = 0.5 / (IBAR_TILE_UNITS * exp2 (view->zoom));

  *half_x = (view->width * c + view->height * s) * unit;
  *half_y = (view->width * s + view->height * c) * unit;
}

static void
grid_init (Grid *grid, const IbarResult *result, const IbarView *view, double cell)
{
  double n, half_x, half_y, x = world_x (view->center), y = ibar_mercator_y (view->center.latitude);
  gint64 last_x, last_y;

  grid->result = result;
  grid->level = level_for (view->zoom, cell);
  n = exp2 (grid->level);
  view_reach (view, &half_x, &half_y);
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
  grid->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  grid->grid = g_new (int, (gsize) grid->width * grid->height + 1);
  memset (grid->grid, 0xff, (gsize) grid->width * grid->height * sizeof (int));
}

static void
grid_clear (Grid *grid)
{
  g_array_unref (grid->cells);
  g_free (grid->grid);
}

static inline Cell *
get_cell (const Grid *grid, int index)
{
  return &g_array_index (grid->cells, Cell, index);
}

/* Whether a cell that spans several of the level's meets the window. */
static gboolean
overlaps_window (const Grid *grid, gint64 x, gint64 y, gint64 span)
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
add_cell (Grid *grid, guint32 first, guint32 end, gint64 x, gint64 y)
{
  gint64 n = (gint64) 1 << grid->level;
  double scale = exp2 (grid->level - 32);
  Cell cell = { .first = first, .end = end, .seed = -1, .next_seed = -1 };

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
walk (Grid *grid, guint32 first, guint32 end, gint64 x, gint64 y, int level)
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
static Cell *
neighbour (const Grid *grid, const Cell *cell, int dx, int dy)
{
  int column = cell->column + dx, line = cell->line + dy, index;

  if (grid->whole)
    column = (column + grid->width) % grid->width;
  if (column < 0 || column >= grid->width || line < 0 || line >= grid->height)
    return NULL;
  index = grid->grid[line * grid->width + column];
  return index >= 0 ? get_cell (grid, index) : NULL;
}

/* Squared distance of two means [cells²], the shorter way round the world. */
static double
distance (const Grid *grid, const Cell *a, const Cell *b)
{
  double dx = fabs (a->x - b->x), dy = a->y - b->y;

  if (grid->whole)
    dx = MIN (dx, grid->width - dx);
  return dx * dx + dy * dy;
}

/* A total order that does not depend on the view. */
static gboolean
is_larger (const Cell *a, const Cell *b)
{
  return a->sums.count != b->sums.count ? a->sums.count > b->sums.count : a->first < b->first;
}

static gboolean
is_largest (const Grid *grid, const Cell *cell)
{
  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      {
        const Cell *other = neighbour (grid, cell, dx, dy);

        if (other != NULL && other != cell && other->seed < 0 && is_larger (other, cell)
            && distance (grid, cell, other) < REACH * REACH)
          return FALSE;
      }
  return TRUE;
}

/* The nearest of this round's seeds within reach, or -1. */
static int
nearest_seed (const Grid *grid, const Cell *cell)
{
  double nearest = REACH * REACH;
  const Cell *seed = NULL;

  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      {
        const Cell *other = neighbour (grid, cell, dx, dy);
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
merge_round (Grid *grid)
{
  g_autofree int *decision = g_new (int, grid->cells->len + 1);

  for (guint i = 0; i < grid->cells->len; i++)
    if (get_cell (grid, i)->seed < 0)
      get_cell (grid, i)->next_seed = is_largest (grid, get_cell (grid, i)) ? (int) i : -1;
  for (guint i = 0; i < grid->cells->len; i++)
    {
      const Cell *cell = get_cell (grid, i);

      decision[i] = cell->seed >= 0        ? cell->seed
                    : cell->next_seed >= 0 ? (int) i
                                           : nearest_seed (grid, cell);
    }
  for (guint i = 0; i < grid->cells->len; i++)
    get_cell (grid, i)->seed = decision[i];
}

static void
grid_fill (Grid *grid)
{
  walk (grid, 0, grid->result->columns->n_placed, 0, 0, 0);
  for (int round = 0; round < N_ROUNDS; round++)
    merge_round (grid);
  for (guint i = 0; i < grid->cells->len; i++)
    if (get_cell (grid, i)->seed < 0)
      get_cell (grid, i)->seed = i;
}

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
read_radius (const Grid *grid, const Cell *cell, guint32 row, Pile *pile)
{
  const IbarColumns *columns = grid->result->columns;

  for (; row != IBAR_ROW_NONE && pile->n_radius < N_RADIUS_ROWS; pile->n_radius++)
    {
      pile->cluster.radius_m = MAX (pile->cluster.radius_m, columns->place_uncertainty[columns->keys[row].place]);
      row = next_row (grid->result, row, cell->end);
    }
}

static gboolean
is_one_point (const Grid *grid, const Cell *cell, guint32 first)
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
pile_add (const Grid *grid, Pile *pile, const Cell *seed, const Cell *cell)
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
finish_pile (const Grid *grid, const IbarView *view, const Cell *seed, Pile *pile)
{
  double n = exp2 (grid->level), half_x, half_y;
  double x = (grid->x0 + seed->x + pile->dx / pile->cluster.count) / n;
  double y = (grid->y0 + seed->y + pile->dy / pile->cluster.count) / n;
  double center = ibar_mercator_x (view->center.longitude);

  x += round (center - x);
  pile->cluster.point = (IbarPoint){ ibar_mercator_longitude (x), ibar_mercator_latitude (y) };
  view_reach (view, &half_x, &half_y);
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
  Grid grid;

  g_return_val_if_fail (self != NULL && view != NULL, clusters);
  g_return_val_if_fail (cell > 0.0 && isfinite (view->zoom), clusters);

  grid_init (&grid, self, view, cell);
  grid_fill (&grid);
  piles = g_new0 (Pile, grid.cells->len + 1);
  for (guint i = 0; i < grid.cells->len; i++)
    {
      int seed = get_cell (&grid, i)->seed;

      pile_add (&grid, &piles[seed], get_cell (&grid, seed), get_cell (&grid, i));
    }
  for (guint i = 0; i < grid.cells->len; i++)
    if (piles[i].n_cells > 0 && finish_pile (&grid, view, get_cell (&grid, i), &piles[i]))
      g_array_append_val (clusters, piles[i].cluster);
  grid_clear (&grid);
  return clusters;
}

/* The seed of the cell that holds a row, or -1. */
static int
find_seed (const Grid *grid, guint32 row)
{
  for (guint i = 0; i < grid->cells->len; i++)
    if (get_cell (grid, i)->first <= row && row < get_cell (grid, i)->end)
      return get_cell (grid, i)->seed;
  return -1;
}

static void
append_rows (const IbarResult *result, const Cell *cell, guint limit, GArray *rows)
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
  Grid grid;
  int seed;

  g_return_val_if_fail (self != NULL && view != NULL && cluster != NULL, rows);
  g_return_val_if_fail (cell > 0.0 && isfinite (view->zoom), rows);

  grid_init (&grid, self, view, cell);
  grid_fill (&grid);
  seed = find_seed (&grid, cluster->row);
  for (guint i = 0; i < grid.cells->len && seed >= 0; i++)
    if (get_cell (&grid, i)->seed == seed)
      append_rows (self, get_cell (&grid, i), limit, rows);
  grid_clear (&grid);
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
  Grid grid;
  int seed;
  gboolean holds;

  g_return_val_if_fail (self != NULL && view != NULL && cluster != NULL, FALSE);
  g_return_val_if_fail (cell > 0.0 && isfinite (view->zoom), FALSE);

  if (cluster->row == row)
    return TRUE;
  if (cluster->count == 1 || !ibar_result_contains (self, row))
    return FALSE;
  grid_init (&grid, self, view, cell);
  grid_fill (&grid);
  seed = find_seed (&grid, cluster->row);
  holds = seed >= 0 && seed == find_seed (&grid, row);
  grid_clear (&grid);
  return holds;
}

/* How many events the cluster around a row holds at a level. */
static guint32
count_around (IbarResult *self, guint32 row, double zoom, double cell)
{
  IbarView view = { .center = ibar_columns_get_point (self->columns, row), .zoom = zoom, .width = 1, .height = 1 };
  guint32 count = 0;
  Grid grid;
  int seed;

  grid_init (&grid, self, &view, cell);
  grid_fill (&grid);
  seed = find_seed (&grid, row);
  for (guint i = 0; i < grid.cells->len && seed >= 0; i++)
    if (get_cell (&grid, i)->seed == seed)
      count += get_cell (&grid, i)->sums.count;
  grid_clear (&grid);
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
  for (int level = level_for (view->zoom, cell) + 1; level <= MAX_LEVEL; level++)
    if (count_around (self, cluster->row, zoom_for (level, cell), cell) < cluster->count)
      return zoom_for (level, cell);
  return NAN;
}
