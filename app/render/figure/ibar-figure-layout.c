/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page: where each part of a figure stands.
 *
 * From the top: title, subtitle, map (with a column beside it where the list stands there), legend
 * and scale, timeline, list; at the foot of the first page note and credits, measured before
 * anything else is placed, so that nothing can push them off. The map takes what the others leave;
 * a list that would leave it too little flows to further pages. */

#define G_LOG_DOMAIN "ibar-figure-layout"

#include "config.h"

#include "ibar-figure-layout.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-figure-flow.h"
#include "ibar-figure-panels.h"

#define MOST_PAGES 500
#define BAND_BYTES (64 << 20)
#define LEAST_MAP_SHARE                                                                            \
  0.5 /* of the room between subtitle and credits, where a list stands below */
#define LEAST_LIST_SHARE 0.22  /* of the same, for a list that flows on */
#define LEAST_MAP_ALONE 0.35   /* of the room: below that other parts are left out */
#define TALLEST_MAP 1.45       /* height by width */
#define COLUMN_WIDTH 28.0      /* of the list, in sizes of its text */
#define NARROW 40.0            /* in sizes of its text: legend and scale do not fit side by side */
#define BROAD 45.0             /* the least width for a list beside the map */
#define MOST_SIDE_LEGEND 0.7   /* of the height beside the map */
#define SCALE_SHARE 0.32       /* of the map's width, for scale bar and arrow beside the legend */
#define SCALE_SHARE_BESIDE 0.26 /* of the same, where a list has made the map narrower */
#define SIDE_SHARE 0.36        /* of the width, for a list beside the map */
#define STACKING_GAIN 0.95     /* of the legend's height, that putting the scale below it must win */
#define CONTENT_HEIGHT_MAP 0.9 /* map's height by width, on a page as tall as its content */

typedef struct
{
  IbarFigureLayout *self;
  IbarFigureContent *content;
  double body;        /* [pt] */
  double gap;         /* [pt] between parts */
  double x, width;    /* [pt] inside the margins */
  double top, bottom; /* [pt] what is left of the first page */
  double map_width;
  gboolean side_legend; /* legend and scale stand at the foot of the column beside the map */
  gboolean stacked;     /* too narrow for legend and scale side by side */
  double legend_height; /* [pt] below the map, with scale bar, 0 if none */
  double timeline_height;
  IbarColumnSet columns; /* of the list on further pages */
  IbarPanelGrid grid;    /* where the figure falls into several maps */
} Plan;

static IbarText *
set_text (Plan *p, IbarTextRole role, const char *text, int max_lines)
{
  if (text == NULL || text[0] == '\0')
    return NULL;
  return ibar_typesetter_set (p->self->typesetter, role, text, p->width, max_lines);
}

/* Title and subtitle take from the top, credits and note from the bottom. */
static void
place_texts (Plan *p)
{
  IbarFigureLayout *self = p->self;

  self->title = set_text (p, IBAR_TEXT_TITLE, p->content->title, 3);
  self->subtitle = set_text (p, IBAR_TEXT_SUBTITLE, p->content->subtitle, 2);
  self->note = set_text (p, IBAR_TEXT_SMALL, p->content->note, 0);
  self->credits = set_text (p, IBAR_TEXT_SMALL, p->content->credits, 0);
  if (self->title != NULL)
    {
      self->title_box = (IbarBox){ p->x, p->top, p->width, self->title->height };
      p->top += self->title->height + p->body * 0.25;
    }
  if (self->subtitle != NULL)
    {
      self->subtitle_box = (IbarBox){ p->x, p->top, p->width, self->subtitle->height };
      p->top += self->subtitle->height;
    }
  if (self->title != NULL || self->subtitle != NULL)
    p->top += p->gap;
}

static void
place_credits (Plan *p)
{
  IbarFigureLayout *self = p->self;

  self->credits_box
      = (IbarBox){ p->x, p->bottom - self->credits->height, p->width, self->credits->height };
  p->bottom -= self->credits->height;
  if (self->note != NULL)
    {
      p->bottom -= self->note->height + p->body * 0.4;
      self->note_box = (IbarBox){ p->x, p->bottom, p->width, self->note->height };
    }
  p->bottom -= p->gap;
}

/* How many columns of a width that is pleasant to read. */
static void
plan_columns (Plan *p)
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

static double
get_scale_width (Plan *p)
{
  const IbarFigure *figure = p->content->figure;

  if (!figure->scale_bar && !figure->north_arrow)
    return 0;
  return MIN (p->side_legend ? p->columns.column
                             : p->map_width
                                   * (p->stacked                                ? 1
                                      : figure->list == IBAR_LIST_BESIDE ? SCALE_SHARE_BESIDE
                                                                                : SCALE_SHARE),
              p->body * 20);
}

static double
get_scale_height (Plan *p)
{
  return get_scale_width (p) > 0 ? p->body * 4.8 : 0;
}

static double
get_legend_width (Plan *p)
{
  if (p->side_legend)
    return p->columns.column;
  return p->stacked ? p->map_width : p->map_width - get_scale_width (p) - p->gap;
}

/* Of legend and scale together, wherever they stand. */
static double
join_heights (Plan *p, double legend)
{
  double scale = get_scale_height (p);

  if (!p->side_legend && !p->stacked)
    return MAX (legend, scale);
  return legend + scale + (legend > 0 && scale > 0 ? p->gap : 0);
}

/* Before the map is known: as if every family and sign stood in the legend. */
static double
estimate_legend (Plan *p)
{
  double columns = CLAMP (floor (get_legend_width (p) / (p->body * 16.5)), 1, 4);
  gboolean legend = p->content->figure->legend && p->content->events->len > 0;

  return p->side_legend ? 0 : join_heights (p, legend ? ceil (9 / columns) * p->body * 1.75 : 0);
}

static double
with_gap (Plan *p, double height)
{
  return height > 0 ? height + p->gap : 0;
}

/* Where the scale beside it leaves room for one long column only, the legend takes the whole width. */
static void
stack_legend (Plan *p)
{
  IbarFigureLayout *self = p->self;
  double before = self->legend != NULL ? self->legend->height : 0;

  if (p->side_legend || p->stacked || before <= 2 * get_scale_height (p))
    return;
  p->stacked = TRUE;
  ibar_legend_free (self->legend);
  self->legend
      = ibar_legend_new (self->map, NULL, p->content, self->typesetter, get_legend_width (p));
  if (join_heights (p, self->legend->height) < before * STACKING_GAIN)
    return;
  p->stacked = FALSE;
  ibar_legend_free (self->legend);
  self->legend
      = ibar_legend_new (self->map, NULL, p->content, self->typesetter, get_legend_width (p));
}

static gboolean
make_map (Plan *p, double height, GError **error)
{
  IbarFigureLayout *self = p->self;

  IbarBox box = { p->x, p->top, p->map_width, height };

  self->map_box = box;
  if (self->series != NULL)
    {
      gboolean frames = p->content->figure->series_layout == IBAR_SERIES_FRAMES;

      /* A title that is cut in one line gets two. */
      for (guint lines = 1; lines <= 2; lines++)
        {
          ibar_panel_grid_plan (&p->grid, frames ? 1 : self->series->parts->len,
                                ibar_figure_map_get_aspect (p->content), p->map_width, height,
                                p->body, lines);
          if (ibar_figure_panels_fit_titles (self, &p->grid))
            break;
        }
      box = ibar_panel_grid_get (&p->grid, &self->map_box, 0);
      if (frames)
        self->map_box = box;
    }
  g_clear_pointer (&self->map, ibar_figure_map_free);
  self->map = ibar_figure_map_new (p->content, self->typesetter, box.width, box.height, error);
  if (self->map == NULL)
    return FALSE;
  g_clear_pointer (&self->legend, ibar_legend_free);
  if (p->content->figure->legend)
    self->legend
        = ibar_legend_new (self->map, NULL, p->content, self->typesetter, get_legend_width (p));
  stack_legend (p);
  p->legend_height
      = p->side_legend ? 0 : join_heights (p, self->legend != NULL ? self->legend->height : 0);
  return TRUE;
}

static void
make_blocks (Plan *p)
{
  g_clear_pointer (&p->self->blocks, g_ptr_array_unref);
  p->self->blocks
      = ibar_event_table_new (p->content, p->self->map, p->self->typesetter, p->columns.column);
}

/* The height of the list on the first page, when it stands below the map; INFINITY: more than fits.
 */
static double
measure_list (Plan *p, double most)
{
  if (p->content->figure->list == IBAR_LIST_BESIDE || p->self->blocks->len == 0)
    return 0;
  if (p->content->figure->list == IBAR_LIST_PAGES)
    return 0;
  return ibar_flow_measure (p->self->blocks, &p->columns, most);
}

/* On a small page the map comes first: the timeline goes, then the legend. Pre-flight says so. */
static void
drop_parts (Plan *p, double room)
{
  double least = MAX (room * LEAST_MAP_ALONE, 72);

  p->legend_height = estimate_legend (p);
  if (p->timeline_height > 0
      && room - with_gap (p, p->legend_height) - with_gap (p, p->timeline_height) < least)
    {
      p->timeline_height = 0;
      p->content->figure->timeline = FALSE;
      p->self->left_out_timeline = TRUE;
    }
  if (p->content->figure->legend && room - with_gap (p, p->legend_height) < least)
    {
      p->content->figure->legend = FALSE;
      p->self->left_out_legend = TRUE;
      p->legend_height = estimate_legend (p);
    }
}

/* The map's height: what legend, timeline and list leave, within what looks like a map.
 *
 * The list's length hardly depends on the map, but its headings do, so it is measured with a map of
 * the least height and laid out anew with the final one. */
static gboolean
size_map (Plan *p, double *list_height, GError **error)
{
  double room = p->bottom - p->top;
  double others, least, most_list, height;

  drop_parts (p, room);
  others = with_gap (p, p->legend_height) + with_gap (p, p->timeline_height);
  least = MAX (36, (room - others) * LEAST_MAP_SHARE);
  if (!make_map (p, least, error))
    return FALSE;
  make_blocks (p);
  others = with_gap (p, p->legend_height) + with_gap (p, p->timeline_height);
  most_list = room - others - least - p->gap;
  *list_height = most_list > 0 ? measure_list (p, most_list) : 0;
  if (isinf (*list_height) && p->content->figure->list == IBAR_LIST_BLANKS)
    *list_height = most_list;
  else if (isinf (*list_height))
    {
      /* It flows on anyway: the map becomes as tall as what it shows, if something remains. */
      double ideal = p->map_width * CLAMP (ibar_figure_map_get_aspect (p->content), 0.6, 1.2);
      IbarColumnSet first = p->columns;
      guint next = 0;

      *list_height
          = CLAMP (room - others - p->gap - ideal, (room - others) * LEAST_LIST_SHARE, most_list);
      first.height = *list_height;
      first.whole_page = FALSE;
      ibar_flow_page (p->self->blocks, &next, &first, 0, NULL);
      if (next == 0)
        *list_height = 0;
    }
  /* A taller map may show kinds of events, and so a legend, that the least one does not. */
  for (int i = 0; i < 3; i++)
    {
      double before = p->legend_height;

      height = MIN (room - others - with_gap (p, *list_height), p->map_width * TALLEST_MAP);
      if (!make_map (p, MAX (height, 36), error))
        return FALSE;
      if (p->legend_height <= before)
        break;
      others = with_gap (p, p->legend_height) + with_gap (p, p->timeline_height);
    }
  make_blocks (p);
  return TRUE;
}

/* The locator, where it tells anything and a corner of the map is free. */
static void
place_inset (Plan *p)
{
  IbarFigureLayout *self = p->self;
  IbarBox box;

  if (!ibar_figure_inset_find_corner (self->map, p->content, p->body * 0.75, &box))
    return;
  self->map->reserved = box;
  self->inset_box = box;
  self->inset_box.x += self->map_box.x;
  self->inset_box.y += self->map_box.y;
}

/* Legend and scale: side by side below the map, or below each other where that is too narrow. */
static void
place_legend (Plan *p, double x, double y)
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

/* What stands below the map, or at the foot of the column beside it. Returns where the list begins.
 */
static double
place_below_map (Plan *p)
{
  IbarFigureLayout *self = p->self;
  double y = self->map_box.y + self->map_box.height + p->gap;

  if (!p->side_legend)
    {
      place_legend (p, p->x, y);
      y += with_gap (p, p->legend_height);
    }
  if (p->timeline_height > 0)
    {
      self->timeline_box = (IbarBox){ p->x, y, p->map_width, p->timeline_height };
      y += with_gap (p, p->timeline_height);
    }
  return y;
}

/* The list beside the map, down to the foot of what stands below the map, or of the page if it is
 * longer; then, in the same column, the legend. */
static void
flow_beside (Plan *p, double y, guint *next)
{
  IbarFigureLayout *self = p->self;
  IbarColumnSet set = p->columns;
  double legend
      = p->side_legend ? join_heights (p, self->legend != NULL ? self->legend->height : 0) : 0;
  double most, least, needed, reached;

  set.x = p->x + p->map_width + set.gap;
  set.y = self->map_box.y;
  set.n = 1;
  set.whole_page = FALSE;
  most = p->bottom - set.y - with_gap (p, legend);
  least = y - p->gap - set.y - with_gap (p, legend);
  needed = ibar_flow_measure (self->blocks, &set, most);
  set.height = needed <= least ? least : most;
  reached = ibar_flow_page (self->blocks, next, &set, 0, self->placed);
  if (p->side_legend)
    place_legend (p, set.x, set.y + MAX (reached, least) + p->gap);
}

/* The list: first what the first page takes, then whole pages. */
static gboolean
flow_list (Plan *p, double y, double list_height, GError **error)
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

/* A page without a height of its own becomes as tall as its parts. */
static gboolean
fit_page_to_content (Plan *p, GError **error)
{
  IbarFigureLayout *self = p->self;
  IbarColumnSet set = p->columns;
  double map_height = p->map_width * CONTENT_HEIGHT_MAP, foot, list = 0;
  const IbarExtent *extent = &p->content->figure->extent;

  if (!ibar_extent_is_empty (extent) && extent->west < extent->east)
    {
      double w = ibar_mercator_x (extent->east) - ibar_mercator_x (extent->west);
      double h = ibar_mercator_y (extent->south) - ibar_mercator_y (extent->north);
      map_height = p->map_width * CLAMP (h / w, 0.4, TALLEST_MAP);
    }
  if (!make_map (p, map_height, error))
    return FALSE;
  make_blocks (p);
  foot = self->credits->height + 2 * p->gap
         + (self->note != NULL ? self->note->height + p->body * 0.4 : 0);
  if (p->content->figure->list == IBAR_LIST_BELOW || p->content->figure->list == IBAR_LIST_BLANKS
      || p->content->figure->claims)
    {
      double most = IBAR_PAGE_MAX - p->top - map_height - foot - p->legend_height;
      list = ibar_flow_measure (self->blocks, &set, most);
      list = isinf (list) ? most - p->timeline_height - 4 * p->gap : list;
    }
  self->page.height = p->top + map_height + p->gap + with_gap (p, p->legend_height)
                      + with_gap (p, p->timeline_height) + with_gap (p, list) + foot - p->gap
                      + self->margin;
  self->page.height = MIN (IBAR_PAGE_MAX, ceil (self->page.height));
  p->bottom = self->page.height - self->margin;
  return TRUE;
}

/* Beside a low map a legend would take the whole column. */
static void
drop_side_legend (Plan *p)
{
  IbarFigureLayout *self = p->self;
  double row = self->map_box.height + with_gap (p, p->timeline_height);

  if (p->side_legend && self->legend != NULL
      && join_heights (p, self->legend->height) > row * MOST_SIDE_LEGEND)
    {
      g_clear_pointer (&self->legend, ibar_legend_free);
      self->left_out_legend = TRUE;
    }
}

/* Small multiples show fewer signs at a time than their common map would: marks of several months
 * are apart. Their legend has no more entries than that of the common map, so it fits its room. */
static void
share_legend (Plan *p)
{
  IbarFigureLayout *self = p->self;
  g_autoptr (GPtrArray) maps = g_ptr_array_new ();

  if (p->content->figure->series_layout != IBAR_SERIES_MULTIPLES || self->legend == NULL)
    return;
  for (guint i = 0; i < self->panels->len; i++)
    g_ptr_array_add (maps, ((IbarFigurePanel *) self->panels->pdata[i])->map);
  ibar_legend_free (self->legend);
  self->legend
      = ibar_legend_new (self->map, maps, p->content, self->typesetter, get_legend_width (p));
}

static gboolean
lay_out (Plan *p, GError **error)
{
  IbarFigureLayout *self = p->self;
  gboolean by_content = self->page.height <= 0;
  double list_height = INFINITY, y;

  place_texts (p);
  plan_columns (p);
  if (p->content->figure->timeline && p->content->events->len > 0)
    p->timeline_height = p->body * 7.5;
  if (by_content && !fit_page_to_content (p, error))
    return FALSE;
  p->bottom = self->page.height - self->margin;
  place_credits (p);
  if (p->bottom - p->top < 36)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                   _ ("Title, credits and notes leave no room for a map on this page"));
      return FALSE;
    }
  if (!by_content && !size_map (p, &list_height, error))
    return FALSE;
  drop_side_legend (p);
  y = place_below_map (p);
  if (p->content->figure->series_layout != IBAR_SERIES_MULTIPLES)
    place_inset (p);
  if (self->series == NULL)
    ibar_figure_map_place_names (self->map, p->content, self->typesetter);
  else if (!ibar_figure_panels_make (self, &p->grid, error))
    return FALSE;
  share_legend (p);
  return flow_list (p, y, list_height, error);
}

/* What small multiples and frames consist of; a frame is one page and nothing that flows. */
static gboolean
make_series (IbarFigureLayout *self, GError **error)
{
  IbarFigure *figure = self->content->figure;

  if (figure->series_layout != IBAR_SERIES_MULTIPLES && figure->series_layout != IBAR_SERIES_FRAMES)
    return TRUE;
  if (figure->series_layout == IBAR_SERIES_FRAMES)
    {
      figure->list = IBAR_LIST_NONE;
      figure->claims = FALSE;
      if (figure->numbering == IBAR_NUMBERING_AUTO) /* numbers of no list */
        figure->numbering = IBAR_NUMBERING_NONE;
    }
  self->series = ibar_series_new (self->content, error);
  return self->series != NULL;
}

/**
 * ibar_figure_layout_new:
 * @content: what the figure says; it must outlive the layout, and its events get numbers
 * @error: return location for an error
 *
 * Lays the figure out. **Errors:** %IBAR_ERROR_TOO_LARGE where the page has no room for it.
 * **Cost:** 60 ms for 131 events (`bench-figure`).
 *
 * Returns: (transfer full) (nullable): the figure, ready to be drawn
 */
IbarFigureLayout *
ibar_figure_layout_new (IbarFigureContent *content, GError **error)
{
  g_autoptr (IbarFigureLayout) self = g_new0 (IbarFigureLayout, 1);
  Plan plan = { .self = self, .content = content };

  self->content = content;
  if (!ibar_figure_get_page (content->figure, &self->page, error))
    return NULL;
  if (!make_series (self, error))
    return NULL;
  self->margin = content->figure->margin;
  self->band_bytes = BAND_BYTES;
  self->typesetter = ibar_typesetter_new (content->figure);
  self->placed = g_array_new (FALSE, FALSE, sizeof (IbarPlacedBlock));
  plan.body = ibar_typesetter_get_size (self->typesetter, IBAR_TEXT_BODY);
  plan.gap = plan.body * 1.0;
  plan.x = plan.top = self->margin;
  plan.width = self->page.width - 2 * self->margin;
  if (!lay_out (&plan, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ibar_figure_layout_free:
 * @self: (transfer full) (nullable): a layout
 */
void
ibar_figure_layout_free (IbarFigureLayout *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->placed, g_array_unref);
  g_clear_pointer (&self->panels, g_ptr_array_unref);
  ibar_series_free (self->series);
  ibar_legend_free (self->legend);
  ibar_figure_map_free (self->map);
  ibar_text_free (self->title);
  ibar_text_free (self->subtitle);
  ibar_text_free (self->note);
  ibar_text_free (self->credits);
  ibar_typesetter_free (self->typesetter);
  g_free (self);
}
