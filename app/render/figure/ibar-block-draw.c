/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A block of the list or of the claims on the page, and what it is to a reader of the PDF's
 * structure. */

#define G_LOG_DOMAIN "ibar-block-draw"

#include "config.h"

#include "ibar-event-table.h"

/* What a cell of a block is to a reader of the PDF's structure. */
static const char *
get_cell_tag (const IbarBlock *block, int cell)
{
  switch (block->kind)
    {
    case IBAR_BLOCK_CLAIM_HEAD:
    case IBAR_BLOCK_CLAIM_EVENT:
      return "TH";
    case IBAR_BLOCK_CLAIM:
      return "TD";
    case IBAR_BLOCK_EVENT:
    case IBAR_BLOCK_LINE:
      return cell == 0 ? "Lbl" : "P"; /* those of an event inside one LBody */
    default:
      return NULL;
    }
}

/**
 * ibar_block_get_container:
 * @block: a piece of the list or of the table
 *
 * Returns: (nullable): "L" or "Table", inside which blocks of this kind stand
 */
const char *
ibar_block_get_container (const IbarBlock *block)
{
  switch (block->kind)
    {
    case IBAR_BLOCK_EVENT:
    case IBAR_BLOCK_LINE:
      return "L";
    case IBAR_BLOCK_CLAIM_HEAD:
    case IBAR_BLOCK_CLAIM_EVENT:
    case IBAR_BLOCK_CLAIM:
      return "Table";
    default:
      return NULL;
    }
}

/* What a block is to a reader of the PDF's structure. */
static const char *
get_tag (const IbarBlock *block)
{
  switch (block->kind)
    {
    case IBAR_BLOCK_HEADING:
      return "H2";
    case IBAR_BLOCK_GROUP:
      return "H3";
    case IBAR_BLOCK_EVENT:
    case IBAR_BLOCK_LINE:
      return "LI";
    case IBAR_BLOCK_CLAIM_HEAD:
    case IBAR_BLOCK_CLAIM_EVENT:
    case IBAR_BLOCK_CLAIM:
      return "TR";
    case IBAR_BLOCK_NOTE:
    default:
      return "P";
    }
}

static void
draw_rule (cairo_t *cr, double x0, double x1, double y, const IbarColor *color, double width)
{
  cairo_move_to (cr, x0, y);
  cairo_line_to (cr, x1, y);
  ibar_style_set_source (cr, color);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

/* Where a line to write on begins [pt]: after the symbol, or after the number. */
static double
get_line_start (const IbarBlock *block)
{
  return block->family >= 0 ? block->symbol_x + block->symbol_size
                            : block->x[0] + block->cells[0]->width + 6;
}

/**
 * ibar_block_draw:
 * @block: a piece of the list or of the table
 * @content: whose colours
 * @canvas: where
 * @x: left edge [pt]
 * @y: top edge [pt]
 */
void
ibar_block_draw (const IbarBlock *block,
                 IbarFigureContent *content,
                 IbarCanvas *canvas,
                 double x,
                 double y)
{
  const IbarStyle *style = &content->style;
  const char *tag = get_tag (block);

  ibar_canvas_begin (canvas, tag, block->id, NULL, NULL);
  for (int i = 0; i < IBAR_BLOCK_CELLS; i++)
    {
      const char *cell_tag = get_cell_tag (block, i);
      gboolean muted = block->kind == IBAR_BLOCK_NOTE || block->kind == IBAR_BLOCK_CLAIM_HEAD
                       || (block->kind == IBAR_BLOCK_EVENT && i >= 2)
                       || (block->kind == IBAR_BLOCK_CLAIM && i == 3);

      if (i == 1 && block->kind == IBAR_BLOCK_EVENT)
        ibar_canvas_begin (canvas, "LBody", NULL, NULL, NULL);
      if (block->cells[i] == NULL)
        continue;
      ibar_canvas_begin (canvas, cell_tag, NULL, NULL, NULL);
      ibar_text_draw (block->cells[i], canvas, x + block->x[i], y + block->y[i],
                      muted ? &style->text_muted : &style->text);
      ibar_canvas_end (canvas, cell_tag);
    }
  if (block->kind == IBAR_BLOCK_EVENT)
    ibar_canvas_end (canvas, "LBody");
  if (block->family >= 0)
    ibar_family_draw ((IbarFamily) block->family, canvas->cr, x + block->symbol_x,
                      y + block->symbol_y, block->symbol_size, style);
  if (block->kind == IBAR_BLOCK_LINE)
    draw_rule (canvas->cr, x + get_line_start (block), x + block->column_width,
               y + block->height - 1, &style->text_muted, 0.4);
  if (block->kind == IBAR_BLOCK_GROUP)
    draw_rule (canvas->cr, x, x + block->column_width, y + block->height - 1, &style->grid, 0.4);
  ibar_canvas_end (canvas, tag);
}
