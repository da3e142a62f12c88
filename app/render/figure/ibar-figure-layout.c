/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page: where each part of a figure stands.
 *
 * From the top: title, subtitle, map (with a column beside it where the list stands there), legend
 * and scale, timeline, list; at the foot of the first page note and credits, measured before
 * anything else is placed, so that nothing can push them off. The map takes what the others leave;
 * a list that would leave it too little flows to further pages. */

#define G_LOG_DOMAIN "ibar-figure-layout"

#include "config.h"

#include "ibar-figure-plan.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define BAND_BYTES (64 << 20)
#define LEAST_MAP_SHARE 0.5    /* of the room from subtitle to credits, where a list stands below */
#define LEAST_LIST_SHARE 0.22  /* of the same, for a list that flows on */
#define LEAST_MAP_ALONE 0.35   /* of the room: below that other parts are left out */
#define TALLEST_MAP 1.45       /* height by width */
#define CONTENT_HEIGHT_MAP 0.9 /* map's height by width, on a page as tall as its content */

static IbarText *
set_text (IbarFigurePlan *p, IbarTextRole role, const char *text, int max_lines)
{
  if (text == NULL || text[0] == '\0')
    return NULL;
  return ibar_typesetter_set (p->self->typesetter, role, text, p->width, max_lines);
}

/* Title and subtitle take from the top, credits and note from the bottom. */
static void
place_texts (IbarFigurePlan *p)
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
place_credits (IbarFigurePlan *p)
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

static gboolean
make_map (IbarFigurePlan *p, double height, GError **error)
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
  ibar_figure_plan_make_legend (p);
  return TRUE;
}

/* On a small page the map comes first: the timeline goes, then the legend. Pre-flight says so. */
static void
drop_parts (IbarFigurePlan *p, double room)
{
  double least = MAX (room * LEAST_MAP_ALONE, 72);

  p->legend_height = ibar_figure_plan_estimate_legend (p);
  if (p->timeline_height > 0
      && room - ibar_figure_plan_with_gap (p, p->legend_height)
                 - ibar_figure_plan_with_gap (p, p->timeline_height)
             < least)
    {
      p->timeline_height = 0;
      p->content->figure->timeline = FALSE;
      p->self->left_out_timeline = TRUE;
    }
  if (p->content->figure->legend && room - ibar_figure_plan_with_gap (p, p->legend_height) < least)
    {
      p->content->figure->legend = FALSE;
      p->self->left_out_legend = TRUE;
      p->legend_height = ibar_figure_plan_estimate_legend (p);
    }
}

/* The map's height: what legend, timeline and list leave, within what looks like a map.
 *
 * The list's length hardly depends on the map, but its headings do, so it is measured with a map of
 * the least height and laid out anew with the final one. */
static gboolean
size_map (IbarFigurePlan *p, double *list_height, GError **error)
{
  double room = p->bottom - p->top;
  double others, least, most_list, height;

  drop_parts (p, room);
  others = ibar_figure_plan_with_gap (p, p->legend_height)
           + ibar_figure_plan_with_gap (p, p->timeline_height);
  least = MAX (36, (room - others) * LEAST_MAP_SHARE);
  if (!make_map (p, least, error))
    return FALSE;
  ibar_figure_plan_make_blocks (p);
  others = ibar_figure_plan_with_gap (p, p->legend_height)
           + ibar_figure_plan_with_gap (p, p->timeline_height);
  most_list = room - others - least - p->gap;
  *list_height = most_list > 0 ? ibar_figure_plan_measure_list (p, most_list) : 0;
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

      height = MIN (room - others - ibar_figure_plan_with_gap (p, *list_height),
                    p->map_width * TALLEST_MAP);
      if (!make_map (p, MAX (height, 36), error))
        return FALSE;
      if (p->legend_height <= before)
        break;
      others = ibar_figure_plan_with_gap (p, p->legend_height)
               + ibar_figure_plan_with_gap (p, p->timeline_height);
    }
  ibar_figure_plan_make_blocks (p);
  return TRUE;
}

/* The locator, where it tells anything and a corner of the map is free. */
static void
place_inset (IbarFigurePlan *p)
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

/* What stands below the map, or at the foot of the column beside it. Returns where the list begins.
 */
static double
place_below_map (IbarFigurePlan *p)
{
  IbarFigureLayout *self = p->self;
  double y = self->map_box.y + self->map_box.height + p->gap;

  if (!p->side_legend)
    {
      ibar_figure_plan_place_legend (p, p->x, y);
      y += ibar_figure_plan_with_gap (p, p->legend_height);
    }
  if (p->timeline_height > 0)
    {
      self->timeline_box = (IbarBox){ p->x, y, p->map_width, p->timeline_height };
      y += ibar_figure_plan_with_gap (p, p->timeline_height);
    }
  return y;
}

/* A page without a height of its own becomes as tall as its parts. */
static gboolean
fit_page_to_content (IbarFigurePlan *p, GError **error)
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
  ibar_figure_plan_make_blocks (p);
  foot = self->credits->height + 2 * p->gap
         + (self->note != NULL ? self->note->height + p->body * 0.4 : 0);
  if (p->content->figure->list == IBAR_LIST_BELOW || p->content->figure->list == IBAR_LIST_BLANKS
      || p->content->figure->claims)
    {
      double most = IBAR_PAGE_MAX - p->top - map_height - foot - p->legend_height;
      list = ibar_flow_measure (self->blocks, &set, most);
      list = isinf (list) ? most - p->timeline_height - 4 * p->gap : list;
    }
  self->page.height = p->top + map_height + p->gap + ibar_figure_plan_with_gap (p, p->legend_height)
                      + ibar_figure_plan_with_gap (p, p->timeline_height)
                      + ibar_figure_plan_with_gap (p, list) + foot - p->gap + self->margin;
  self->page.height = MIN (IBAR_PAGE_MAX, ceil (self->page.height));
  p->bottom = self->page.height - self->margin;
  return TRUE;
}

static gboolean
lay_out (IbarFigurePlan *p, GError **error)
{
  IbarFigureLayout *self = p->self;
  gboolean by_content = self->page.height <= 0;
  double list_height = INFINITY, y;

  place_texts (p);
  ibar_figure_plan_columns (p);
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
  ibar_figure_plan_drop_side_legend (p);
  y = place_below_map (p);
  if (p->content->figure->series_layout != IBAR_SERIES_MULTIPLES)
    place_inset (p);
  if (self->series == NULL)
    ibar_figure_map_place_names (self->map, p->content, self->typesetter);
  else if (!ibar_figure_panels_make (self, &p->grid, error))
    return FALSE;
  ibar_figure_plan_share_legend (p);
  return ibar_figure_plan_flow_list (p, y, list_height, error);
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
  IbarFigurePlan plan = { .self = self, .content = content };

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
