/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drawing a page: each part in its box, in reading order, which is also the order of the PDF's
 * structure. */

#define G_LOG_DOMAIN "ibar-figure-draw"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-figure-layout.h"
#include "ibar-figure-palette.h"
#include "ibar-figure-panels.h"
#include "ibar-figure-strips.h"

static void
draw_text_part (IbarCanvas *canvas,
                const IbarText *text,
                const IbarBox *box,
                const char *tag,
                const char *id,
                const IbarColor *color)
{
  if (text == NULL)
    return;
  ibar_canvas_begin (canvas, tag, id, NULL, NULL);
  ibar_text_draw (text, canvas, box->x, box->y, color);
  ibar_canvas_end (canvas, tag);
}

static void
draw_paper (IbarFigureLayout *self, IbarCanvas *canvas)
{
  IbarColor paper = ibar_palette_get_paper (self->content->figure->palette);

  ibar_style_set_source (canvas->cr, &paper);
  /* In pixels to the last one, which the page may cover by a part only. Not in a PDF: cairo forgets
   * what a paint covers, the structure's open elements among it. */
  if (canvas->kind == IBAR_CANVAS_PIXELS)
    {
      cairo_paint (canvas->cr);
      return;
    }
  /* Nor one rectangle that covers a page of whole points: cairo makes a paint of it. */
  ibar_canvas_begin (canvas, NULL, "paper", NULL, NULL);
  cairo_rectangle (canvas->cr, 0, 0, self->page.width, self->page.height);
  cairo_rectangle (canvas->cr, 0, 0, self->page.width / 2, self->page.height);
  cairo_fill (canvas->cr);
  ibar_canvas_end (canvas, NULL);
}

static void
draw_list (IbarFigureLayout *self, guint page, IbarCanvas *canvas)
{
  const char *container = NULL;

  ibar_canvas_begin (canvas, "Sect", "events-and-claims", NULL, NULL);
  for (guint i = 0; i < self->placed->len; i++)
    {
      const IbarPlacedBlock *at = &g_array_index (self->placed, IbarPlacedBlock, i);

      if (at->page != page)
        continue;
      if (ibar_block_get_container (at->block) != container)
        {
          if (container != NULL)
            ibar_canvas_end (canvas, container);
          container = ibar_block_get_container (at->block);
          if (container != NULL)
            ibar_canvas_begin (canvas, container, NULL, NULL, NULL);
        }
      ibar_block_draw (at->block, self->content, canvas, at->x, at->y);
    }
  if (container != NULL)
    ibar_canvas_end (canvas, container);
  ibar_canvas_end (canvas, "Sect");
}

/* Pages after the first say at their foot what they belong to. */
static void
draw_footer (IbarFigureLayout *self, guint page, IbarCanvas *canvas)
{
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->n_pages);
  double width = self->page.width - 2 * self->margin;
  g_autoptr (IbarText) right
      = ibar_typesetter_set (self->typesetter, IBAR_TEXT_SMALL, number, -1, 1);
  g_autoptr (IbarText) left = ibar_typesetter_set (
      self->typesetter, IBAR_TEXT_SMALL, self->content->title, width - right->width - 24, 1);
  double y = self->page.height - self->margin - right->height;

  if (self->n_pages < 2 || page == 0)
    return;
  ibar_text_draw (right, canvas, self->page.width - self->margin - right->width, y,
                  &self->content->style.text_muted);
  ibar_text_draw (left, canvas, self->margin, y, &self->content->style.text_muted);
}

static void
draw_first_page (IbarFigureLayout *self, IbarCanvas *canvas)
{
  const IbarStyle *style = &self->content->style;

  draw_text_part (canvas, self->title, &self->title_box, "H1", "title", &style->text);
  draw_text_part (canvas, self->subtitle, &self->subtitle_box, "P", "subtitle", &style->text_muted);
  if (self->panels != NULL)
    ibar_figure_panels_draw (self, canvas);
  else
    ibar_figure_map_draw (self->map, self->content, self->typesetter, canvas, &self->map_box);
  if (self->inset_box.width > 0)
    ibar_figure_draw_inset (self->map, self->content, canvas, &self->inset_box);
  if (self->legend_box.width > 0)
    ibar_legend_draw (self->legend, self->content, canvas, self->legend_box.x, self->legend_box.y);
  if (self->scale_box.width > 0)
    ibar_figure_draw_scale (self->content, self->map, self->typesetter, canvas, &self->scale_box);
  if (self->timeline_box.width > 0)
    {
      /* A frame says where in time it is. */
      gboolean frame = self->content->figure->series_layout == IBAR_SERIES_FRAMES;
      const IbarSeriesPart *part
          = frame && self->series != NULL ? self->series->parts->pdata[self->shown_part] : NULL;

      ibar_figure_draw_timeline (self->content, canvas, &self->timeline_box,
                                 part != NULL ? part->from : IBAR_DAY_NONE,
                                 part != NULL ? part->to : IBAR_DAY_NONE);
    }
}

/**
 * ibar_figure_layout_draw:
 * @self: a figure
 * @page: from 0
 * @canvas: where, in points from the page's upper left corner
 *
 * Draws one page.
 *
 * **Thread:** any, one at a time for one layout.
 */
void
ibar_figure_layout_draw (IbarFigureLayout *self, guint page, IbarCanvas *canvas)
{
  const IbarStyle *style = &self->content->style;

  g_return_if_fail (page < self->n_pages);
  draw_paper (self, canvas);
  if (page == 0)
    draw_first_page (self, canvas);
  draw_list (self, page, canvas);
  if (page == 0)
    {
      draw_text_part (canvas, self->note, &self->note_box, "P", "note", &style->text);
      draw_text_part (canvas, self->credits, &self->credits_box, "P", "credits",
                      &style->text_muted);
    }
  draw_footer (self, page, canvas);
}
