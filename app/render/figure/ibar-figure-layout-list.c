/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A figure's list: its columns, below or beside the map and on further pages. */

#define G_LOG_DOMAIN "ibar-figure-layout"

#include "config.h"

#include "ibar-figure-plan.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define MOST_PAGES 500
#define COLUMN_WIDTH 28.0 /* in sizes of its text */
#define NARROW 40.0       /* in sizes of its text: legend and scale do not fit side by side */
#define BROAD 45.0        /* the least width for a list beside the map */
#define SIDE_SHARE 0.36   /* of the width, for a list beside the map */

/* How many columns of a width that is pleasant to read. */
void
ibar_figure_plan_columns (IbarFigurePlan *p)
{
  IbarColumnSet *c = &p->columns;
  gboolean beside = p->content->figure->list == IBAR_LIST_BESIDE && p->width >= p->body * BROAD;

  if (!beside && p->content->figure->list == IBAR_LIST_BESIDE)
    p->content->figure->list = IBAR_LIST_BELOW;
  c->gap = p->body * 2;
  c->x = p->x;
  c->whole_page = TRUE;
  if (beside)
    {
      c->column = p->width * SIDE_SHARE;
      c->n = (guint) MAX (1, floor ((p->width + c->gap) / (c->column + c->gap)));
      p->map_width = p->width - c->column - c->gap;
    }
  else
    {
      c->n = (guint) CLAMP (floor ((p->width + c->gap) / (p->body * COLUMN_WIDTH)), 1, 5);
      c->column = (p->width - (c->n - 1) * c->gap) / c->n;
      p->map_width = p->width;
    }
  p->stacked = p->map_width < p->body * NARROW;
  p->side_legend = beside && p->stacked;
}

void
ibar_figure_plan_make_blocks (IbarFigurePlan *p)
{
  g_clear_pointer (&p->self->blocks, g_ptr_array_unref);
  p->self->blocks
      = ibar_event_table_new (p->content, p->self->map, p->self->typesetter, p->columns.column);
}

/* The height of the list on the first page, when it stands below the map; INFINITY: more than fits.
 */
double
ibar_figure_plan_measure_list (const IbarFigurePlan *p, double most)
{
  if (p->content->figure->list == IBAR_LIST_BESIDE || p->self->blocks->len == 0)
    return 0;
  if (p->content->figure->list == IBAR_LIST_PAGES)
    return 0;
  return ibar_flow_measure (p->self->blocks, &p->columns, most);
}

/* The list beside the map, down to the foot of what stands below the map, or of the page if it is
 * longer; then, in the same column, the legend. */
static void
flow_beside (IbarFigurePlan *p, double y, guint *next)
{
  IbarFigureLayout *self = p->self;
  IbarColumnSet set = p->columns;
  double legend = ibar_figure_plan_get_side_height (p);
  double most, least, needed, reached;

  set.x = p->x + p->map_width + set.gap;
  set.y = self->map_box.y;
  set.n = 1;
  set.whole_page = FALSE;
  most = p->bottom - set.y - ibar_figure_plan_with_gap (p, legend);
  least = y - p->gap - set.y - ibar_figure_plan_with_gap (p, legend);
  needed = ibar_flow_measure (self->blocks, &set, most);
  set.height = needed <= least ? least : most;
  reached = ibar_flow_page (self->blocks, next, &set, 0, self->placed);
  if (p->side_legend)
    ibar_figure_plan_place_legend (p, set.x, set.y + MAX (reached, least) + p->gap);
}

/* The list: first what the first page takes, then whole pages. */
gboolean
ibar_figure_plan_flow_list (IbarFigurePlan *p, double y, double list_height, GError **error)
{
  IbarFigureLayout *self = p->self;
  IbarColumnSet set = p->columns;
  double page_bottom = self->page.height - self->margin - p->body * 2;
  guint next = 0;

  set.y = y;
  set.height = p->bottom + p->gap * 0.5 - y;
  if (p->content->figure->list == IBAR_LIST_BESIDE)
    flow_beside (p, y, &next);
  /* No long list begins with a line or two; a short one is there whole. */
  else if (list_height > p->body * 4
           || (list_height > 0 && isfinite (ibar_flow_measure (self->blocks, &set, set.height))))
    {
      set.whole_page = FALSE;
      ibar_flow_page (self->blocks, &next, &set, 0, self->placed);
    }
  for (self->n_pages = 1; next < self->blocks->len; self->n_pages++)
    {
      if (self->n_pages >= MOST_PAGES)
        {
          g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                       _ ("The list needs more than %d pages: set parts.list-limit lower"),
                       MOST_PAGES);
          return FALSE;
        }
      set = p->columns;
      set.y = self->margin;
      set.height = page_bottom - self->margin;
      ibar_flow_page (self->blocks, &next, &set, self->n_pages, self->placed);
    }
  return TRUE;
}
