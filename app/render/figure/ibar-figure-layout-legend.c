/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Legend, scale bar and north arrow of a figure: side by side below the map, below each other where
 * that is too narrow, or at the foot of the column beside the map. */

#define G_LOG_DOMAIN "ibar-figure-layout"

#include "config.h"

#include "ibar-figure-plan.h"

#include <math.h>

#define MOST_SIDE_LEGEND 0.7    /* of the height beside the map */
#define SCALE_SHARE 0.32        /* of the map's width, for scale bar and arrow beside the legend */
#define SCALE_SHARE_BESIDE 0.26 /* of the same, where a list has made the map narrower */
#define STACKING_GAIN 0.95 /* of the legend's height, that putting the scale below it must win */

static double
get_scale_width (const IbarFigurePlan *p)
{
  const IbarFigure *figure = p->content->figure;

  if (!figure->scale_bar && !figure->north_arrow)
    return 0;
  return MIN (p->side_legend ? p->columns.column
                             : p->map_width
                                   * (p->stacked                         ? 1
                                      : figure->list == IBAR_LIST_BESIDE ? SCALE_SHARE_BESIDE
                                                                         : SCALE_SHARE),
              p->body * 20);
}

static double
get_scale_height (const IbarFigurePlan *p)
{
  return get_scale_width (p) > 0 ? p->body * 4.8 : 0;
}

static double
get_legend_width (const IbarFigurePlan *p)
{
  if (p->side_legend)
    return p->columns.column;
  return p->stacked ? p->map_width : p->map_width - get_scale_width (p) - p->gap;
}

static double
get_legend_height (const IbarFigurePlan *p)
{
  return p->self->legend != NULL ? p->self->legend->height : 0;
}

/* Of legend and scale together, wherever they stand. */
static double
join_heights (const IbarFigurePlan *p, double legend)
{
  double scale = get_scale_height (p);

  if (!p->side_legend && !p->stacked)
    return MAX (legend, scale);
  return legend + scale + (legend > 0 && scale > 0 ? p->gap : 0);
}

/* Before the map is known: as if every family and sign stood in the legend. */
double
ibar_figure_plan_estimate_legend (const IbarFigurePlan *p)
{
  double columns = CLAMP (floor (get_legend_width (p) / (p->body * 16.5)), 1, 4);
  gboolean legend = p->content->figure->legend && p->content->events->len > 0;

  return p->side_legend ? 0 : join_heights (p, legend ? ceil (9 / columns) * p->body * 1.75 : 0);
}

/* maps: (nullable) those that share the legend. */
static void
set_legend (IbarFigurePlan *p, GPtrArray *maps)
{
  IbarFigureLayout *self = p->self;

  g_clear_pointer (&self->legend, ibar_legend_free);
  self->legend
      = ibar_legend_new (self->map, maps, p->content, self->typesetter, get_legend_width (p));
}

/* Where the scale beside it leaves room for one long column only, the legend takes the whole width.
 */
static void
stack_legend (IbarFigurePlan *p)
{
  IbarFigureLayout *self = p->self;
  double before = get_legend_height (p);

  if (p->side_legend || p->stacked || before <= 2 * get_scale_height (p))
    return;
  p->stacked = TRUE;
  set_legend (p, NULL);
  if (join_heights (p, self->legend->height) < before * STACKING_GAIN)
    return;
  p->stacked = FALSE;
  set_legend (p, NULL);
}

/* The legend of the layout's map, and the height that it takes below it with the scale. */
void
ibar_figure_plan_make_legend (IbarFigurePlan *p)
{
  g_clear_pointer (&p->self->legend, ibar_legend_free);
  if (p->content->figure->legend)
    set_legend (p, NULL);
  stack_legend (p);
  p->legend_height = p->side_legend ? 0 : join_heights (p, get_legend_height (p));
}

/* What legend and scale take of the column beside the map [pt]. */
double
ibar_figure_plan_get_side_height (const IbarFigurePlan *p)
{
  return p->side_legend ? join_heights (p, get_legend_height (p)) : 0;
}

/* Legend and scale: side by side below the map, or below each other where that is too narrow. */
void
ibar_figure_plan_place_legend (IbarFigurePlan *p, double x, double y)
{
  IbarFigureLayout *self = p->self;
  double width = get_scale_width (p);
  gboolean below = p->side_legend || p->stacked;

  if (self->legend != NULL && self->legend->height > 0)
    {
      self->legend_box = (IbarBox){ x, y, self->legend->width, self->legend->height };
      y += below ? self->legend->height + p->gap : 0;
    }
  if (width > 0)
    self->scale_box
        = (IbarBox){ below ? x : x + p->map_width - width, y, width, get_scale_height (p) };
}

/* Beside a low map a legend would take the whole column. */
void
ibar_figure_plan_drop_side_legend (IbarFigurePlan *p)
{
  IbarFigureLayout *self = p->self;
  double row = self->map_box.height + ibar_figure_plan_with_gap (p, p->timeline_height);

  if (p->side_legend && self->legend != NULL
      && join_heights (p, self->legend->height) > row * MOST_SIDE_LEGEND)
    {
      g_clear_pointer (&self->legend, ibar_legend_free);
      self->left_out_legend = TRUE;
    }
}

/* Small multiples show fewer signs at a time than their common map would: marks of several months
 * are apart. Their legend has no more entries than that of the common map, so it fits its room. */
void
ibar_figure_plan_share_legend (IbarFigurePlan *p)
{
  IbarFigureLayout *self = p->self;
  g_autoptr (GPtrArray) maps = g_ptr_array_new ();

  if (p->content->figure->series_layout != IBAR_SERIES_MULTIPLES || self->legend == NULL)
    return;
  for (guint i = 0; i < self->panels->len; i++)
    g_ptr_array_add (maps, ((IbarFigurePanel *) self->panels->pdata[i])->map);
  set_legend (p, maps);
}
