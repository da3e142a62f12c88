/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small multiples and frames: equal maps with a heading each, of one ground, one scale, one legend.
 *
 * The layout's own map holds all events and is never drawn: it has the scale, the numbers and what
 * the legend counts. Each panel repeats its frame with the events of one part. */

#define G_LOG_DOMAIN "ibar-figure-panels"

#include "config.h"

#include "ibar-figure-panels.h"

#include <glib/gi18n-lib.h>

#define HEADING 2.0 /* in sizes of the text: a line and the air around it, */
#define LINE 1.4    /* and each further line */
#define GAP 1.2
#define AIR 8.0 /* [pt] between title and count */

/**
 * ibar_panel_grid_plan:
 * @grid: (out): the grid
 * @n: number of maps, at least 1
 * @aspect: height by width of the map with the least waste
 * @width: of the room [pt]
 * @height: of the room [pt]
 * @body: size of the text [pt]
 * @lines: of text above each
 *
 * Chooses the columns that let the maps be largest and leave the fewest places empty.
 */
void
ibar_panel_grid_plan (IbarPanelGrid *grid,
                      guint n,
                      double aspect,
                      double width,
                      double height,
                      double body,
                      guint lines)
{
  double best = -1, heading = body * (HEADING + LINE * (lines - 1));

  aspect = CLAMP (aspect, 0.7, 1.3); /* a narrow strip has no room for a name */
  for (guint columns = 1; columns <= n; columns++)
    {
      guint rows = (n + columns - 1) / columns;
      double w = (width - (columns - 1) * body * GAP) / columns;
      double h = (height - (rows - 1) * body * GAP) / rows - heading;
      double scale = MIN (w, h / aspect) * n / (columns * rows);

      if (scale <= best)
        continue;
      best = scale;
      *grid = (IbarPanelGrid){ columns, rows, w, h, heading, body * GAP, lines };
    }
  if (best < 0) /* no room at all: the map says so */
    *grid = (IbarPanelGrid){ 1, n, width, height / n, 0, 0, 1 };
}

/**
 * ibar_panel_grid_get:
 * @grid: a grid
 * @around: the room it was planned for
 * @index: of a map
 *
 * Returns: where the map stands, below its heading
 */
IbarBox
ibar_panel_grid_get (const IbarPanelGrid *grid, const IbarBox *around, guint index)
{
  guint column = index % grid->n_columns, row = index / grid->n_columns;

  return (IbarBox){ around->x + column * (grid->width + grid->gap),
                    around->y + row * (grid->height + grid->heading + grid->gap) + grid->heading,
                    grid->width, grid->height };
}

static void
panel_free (gpointer data)
{
  IbarFigurePanel *panel = data;

  ibar_text_free (panel->heading);
  ibar_text_free (panel->count);
  ibar_figure_map_free (panel->map);
  g_free (panel);
}

/* "9", or "6 of 9 shown" where some are not on the map; in a narrow panel "6 of 9". */
static char *
describe_count (const IbarFigureMap *map, guint n_events, gboolean in_short)
{
  guint n_shown = 0;

  for (guint i = 0; i < map->marks->len; i++)
    n_shown += ((IbarFigureMark *) map->marks->pdata[i])->mark.count;
  if (n_shown == n_events)
    return g_strdup_printf ("%u", n_events);
  return g_strdup_printf (in_short ? _ ("%u of %u") : _ ("%u of %u shown"), n_shown, n_events);
}

/* The title on the left, the count on the right, which a long title never pushes off. */
static void
set_heading (IbarFigureLayout *layout,
             IbarFigurePanel *panel,
             guint n_events,
             double heading,
             guint lines)
{
  const IbarBox *box = &panel->map_box;

  for (int in_short = 0; in_short <= 1; in_short++)
    {
      g_autofree char *count = describe_count (panel->map, n_events, in_short);

      g_clear_pointer (&panel->count, ibar_text_free);
      g_clear_pointer (&panel->heading, ibar_text_free);
      panel->count = ibar_typesetter_set (layout->typesetter, IBAR_TEXT_BODY, count, -1, 1);
      panel->heading
          = ibar_typesetter_set (layout->typesetter, IBAR_TEXT_BOLD, panel->map->title,
                                 MAX (box->width - panel->count->width - AIR, 1), (int) lines);
      if (!ibar_text_is_cut (panel->heading))
        break;
    }
  /* One line stands where the last of two would. */
  panel->heading_box
      = (IbarBox){ box->x, box->y - heading, box->width, panel->heading->height };
  if (lines > 1)
    panel->heading_box.y = box->y - panel->heading->height - panel->count->height / 3;
}

/**
 * ibar_figure_panels_fit_titles:
 * @layout: a layout with a series
 * @grid: where its maps stand
 *
 * Returns: whether each title finds room above its map, beside a count of two digits
 */
gboolean
ibar_figure_panels_fit_titles (IbarFigureLayout *layout, const IbarPanelGrid *grid)
{
  g_autofree char *count = g_strdup_printf (_ ("%u of %u"), 88, 88);
  g_autoptr (IbarText) beside
      = ibar_typesetter_set (layout->typesetter, IBAR_TEXT_BODY, count, -1, 1);
  double width = MAX (grid->width - beside->width - AIR, 1);

  for (guint i = 0; i < layout->series->parts->len; i++)
    {
      const IbarSeriesPart *part = layout->series->parts->pdata[i];
      g_autoptr (IbarText) title = ibar_typesetter_set (layout->typesetter, IBAR_TEXT_BOLD,
                                                        part->title, width, (int) grid->lines);
      if (ibar_text_is_cut (title))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_panel (IbarFigureLayout *layout, guint part, const IbarBox *box, GError **error)
{
  const IbarSeriesPart *p = layout->series->parts->pdata[part];
  g_autofree guint8 *only = ibar_series_pick (layout->series, part, layout->content, error);
  IbarFigurePanel *panel;
  guint n = 0;

  if (only == NULL)
    return FALSE;
  for (guint i = 0; i < layout->content->events->len; i++)
    n += only[i];
  panel = g_new0 (IbarFigurePanel, 1);
  panel->map
      = ibar_figure_map_new_part (layout->map, layout->content, layout->typesetter, only, p->title);
  panel->map_box = *box;
  set_heading (layout, panel, n, layout->panel_heading, layout->panel_lines);
  g_ptr_array_add (layout->panels, panel);
  return TRUE;
}

gboolean
ibar_figure_panels_make (IbarFigureLayout *layout, const IbarPanelGrid *grid, GError **error)
{
  layout->panels = g_ptr_array_new_with_free_func (panel_free);
  layout->panel_heading = grid->heading;
  layout->panel_lines = grid->lines;
  if (layout->content->figure->series_layout == IBAR_SERIES_FRAMES)
    return ibar_figure_layout_show_part (layout, 0, error);
  for (guint i = 0; i < layout->series->parts->len; i++)
    {
      IbarBox box = ibar_panel_grid_get (grid, &layout->map_box, i);
      if (!add_panel (layout, i, &box, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ibar_figure_layout_show_part:
 * @self: a layout of frames
 * @part: index of the part to be shown
 * @error: return location for an error
 *
 * Puts another part of the series on the map; all else stays where it is.
 *
 * Returns: whether the part could be read
 */
gboolean
ibar_figure_layout_show_part (IbarFigureLayout *self, guint part, GError **error)
{
  g_return_val_if_fail (self->series != NULL && part < self->series->parts->len, FALSE);
  g_ptr_array_set_size (self->panels, 0);
  self->shown_part = part;
  return add_panel (self, part, &self->map_box, error);
}

/**
 * ibar_figure_panels_draw:
 * @layout: a layout with panels
 * @canvas: where
 */
void
ibar_figure_panels_draw (IbarFigureLayout *layout, IbarCanvas *canvas)
{
  for (guint i = 0; i < layout->panels->len; i++)
    {
      const IbarFigurePanel *panel = layout->panels->pdata[i];

      ibar_canvas_begin (canvas, "H2", "panel-title", NULL, NULL);
      ibar_text_draw (panel->heading, canvas, panel->heading_box.x, panel->heading_box.y,
                      &layout->content->style.text);
      ibar_text_draw (panel->count, canvas,
                      panel->heading_box.x + panel->heading_box.width - panel->count->width,
                      panel->heading_box.y + panel->heading->height - panel->count->height,
                      &layout->content->style.text_muted);
      ibar_canvas_end (canvas, "H2");
      ibar_figure_map_draw (panel->map, layout->content, layout->typesetter, canvas,
                            &panel->map_box);
    }
}
