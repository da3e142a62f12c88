/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of events and the table of claims, as blocks that flow through columns and pages.
 *
 * A claim is a row: so many, killed or injured, of whom, by whose account. Nothing is added up: two
 * accounts of one event stand below each other, and a group that lies inside another is indented.
 */

#define G_LOG_DOMAIN "ibar-event-table"

#include "config.h"

#include "ibar-event-table.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define MOST_TITLE_LINES 4
#define MOST_SUMMARY_LINES 12
#define MOST_SOURCE_LINES 6
#define MOST_TOGETHER 9 /* claims of one event that no column's end parts */
#define MOST_OF_CLAIM 0.3   /* of the column, for how many, and for what */
#define LEAST_ACCOUNT 17.0  /* in sizes of the text: whom and by whose account side by side */
#define WRITING_LINE 24.0 /* [pt] room for a hand */

typedef struct
{
  IbarFigureContent *content;
  IbarFigureMap *map;
  IbarTypesetter *typesetter;
  double column; /* [pt] */
  double gutter; /* [pt] for the numbers */
  double body;   /* [pt] size of the text */
  GPtrArray *blocks;
  const IbarBlock *claim_head; /* (nullable) of the table of claims */
  double claim_x[IBAR_BLOCK_CELLS + 1]; /* [pt] where its columns begin, and its right edge */
  gboolean claims_stacked; /* whom, and below that by whose account */
} Table;

static void
block_free (gpointer data)
{
  IbarBlock *block = data;

  for (int i = 0; i < IBAR_BLOCK_CELLS; i++)
    ibar_text_free (block->cells[i]);
  g_free (block->id);
  g_free (block);
}

static IbarBlock *
add_block (Table *t, IbarBlockKind kind, double before)
{
  IbarBlock *block = g_new0 (IbarBlock, 1);

  block->kind = kind;
  block->before = before;
  block->family = -1;
  block->column_width = t->column;
  g_ptr_array_add (t->blocks, block);
  return block;
}

/* Puts a text into a cell and lets the block grow to hold it. */
static void
set_cell (IbarBlock *block, int cell, IbarText *text, double x, double y)
{
  block->cells[cell] = text;
  block->x[cell] = x;
  block->y[cell] = y;
  block->height = MAX (block->height, y + text->height);
}

static IbarBlock *
add_heading (Table *t, const char *heading)
{
  IbarBlock *block = add_block (t, IBAR_BLOCK_HEADING, t->body * 1.25);

  set_cell (block, 1, ibar_typesetter_set (t->typesetter, IBAR_TEXT_HEADING, heading, t->column, 2),
            0, 0);
  block->height += t->body * 0.6;
  block->spans = TRUE;
  return block;
}

static void
add_note (Table *t, const char *note, double before)
{
  IbarBlock *block = add_block (t, IBAR_BLOCK_NOTE, before);
  set_cell (block, 1, ibar_typesetter_set (t->typesetter, IBAR_TEXT_SMALL, note, t->column, 0), 0,
            0);
}

static void
set_number (Table *t, IbarBlock *block, guint number, IbarTextRole role)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  IbarText *set;

  if (number == 0)
    return;
  set = ibar_typesetter_set (t->typesetter, role, text, -1, 1);
  /* Right-aligned before the symbol. */
  set_cell (block, 0, set, t->gutter - t->body * 1.5 - set->width, 0);
}

static void
set_symbol (Table *t, IbarBlock *block, IbarFamily family)
{
  block->family = (int) family;
  block->symbol_size = t->body * 0.85;
  block->symbol_x = t->gutter - t->body * 0.75;
  block->symbol_y = t->body * 0.72;
}

/* The list
 * -------------------------------------------------------------------------------------------- */

static void
add_sources (Table *t, IbarTextBuilder *builder, const IbarEventRecord *record)
{
  const IbarStyle *style = &t->content->style;

  for (guint i = 0; i < record->sources->len; i++)
    {
      int index = g_array_index (record->sources, int, i);
      const IbarSource *source = t->content->vocabulary->sources->pdata[index];
      g_autofree char *name = ibar_figure_content_dup_source_name (t->content, index);

      ibar_text_builder_add (builder, i > 0 ? "; " : "");
      if (source->url != NULL && source->url[0] != '\0')
        ibar_text_builder_add_as (builder, name, FALSE, &style->water_label, source->url);
      else
        ibar_text_builder_add (builder, name);
    }
  if (record->sources->len == 0)
    ibar_text_builder_add (builder, record->confidence == IBAR_CONFIDENCE_GENERAL_KNOWLEDGE
                                        ? _ ("General knowledge, no source seen")
                                        : _ ("No source recorded"));
}

/* "29 May 2023 · Zvečan": the place only where no heading says it already. */
static char *
dup_when_and_where (Table *t, const IbarFigureEvent *event, int heading_place)
{
  g_autofree char *date
      = event->at.date_precision == IBAR_DATE_UNKNOWN
            ? g_strdup (_ ("not dated"))
            : ibar_date_format (event->at.start, event->at.end, event->at.date_precision);
  g_autofree char *place = ibar_figure_content_dup_place_name (t->content, event->at.place);

  if (place[0] == '\0' || event->at.place == heading_place)
    return g_steal_pointer (&date);
  return g_strdup_printf ("%s · %s", date, place);
}

static void
add_event (Table *t, const IbarFigureEvent *event, int heading_place)
{
  const IbarFigure *figure = t->content->figure;
  const IbarEventRecord *record = event->record;
  IbarBlock *block = add_block (t, IBAR_BLOCK_EVENT, t->body * 0.5);
  double width = t->column - t->gutter;
  g_autofree char *when = dup_when_and_where (t, event, heading_place);
  IbarTextBuilder builder;

  block->id = g_strdup_printf ("list-%s", record->id);
  set_number (t, block, event->number, IBAR_TEXT_BOLD);
  set_symbol (t, block, event->at.family);
  set_cell (block, 1,
            ibar_typesetter_set (t->typesetter, IBAR_TEXT_BOLD, record->title, width,
                                 MOST_TITLE_LINES),
            t->gutter, 0);
  ibar_text_builder_init (&builder);
  ibar_text_builder_add (&builder, when);
  if (figure->summaries && record->summary != NULL && record->summary[0] != '\0')
    {
      ibar_text_builder_add (&builder, ". ");
      ibar_text_builder_add (&builder, record->summary);
    }
  set_cell (block, 2,
            ibar_typesetter_set_built (t->typesetter, IBAR_TEXT_BODY, &builder, width,
                                       MOST_SUMMARY_LINES),
            t->gutter, block->height);
  if (!figure->sources)
    return;
  ibar_text_builder_init (&builder);
  add_sources (t, &builder, record);
  set_cell (block, 3,
            ibar_typesetter_set_built (t->typesetter, IBAR_TEXT_SMALL, &builder, width,
                                       MOST_SOURCE_LINES),
            t->gutter, block->height);
}

/* A mark's heading: its place, as its events have it; "Not on the map" for those without one. */
static int
add_group (Table *t, const IbarFigureEvent *first)
{
  IbarBlock *block = add_block (t, IBAR_BLOCK_GROUP, t->body * 0.9);
  g_autofree char *place = ibar_figure_content_dup_place_name (t->content, first->at.place);
  const char *heading = first->mark < 0    ? _ ("Not on the map")
                        : place[0] != '\0' ? place
                                           : _ ("Elsewhere");

  set_cell (block, 1, ibar_typesetter_set (t->typesetter, IBAR_TEXT_BOLD, heading, t->column, 2), 0,
            0);
  block->height += t->body * 0.2;
  block->keep_with_next = TRUE;
  return first->mark < 0 ? -1 : first->at.place;
}

static IbarBlock *
add_line (Table *t, guint number)
{
  IbarBlock *block = add_block (t, IBAR_BLOCK_LINE, 0);

  set_number (t, block, number, IBAR_TEXT_BOLD);
  block->height = MAX (WRITING_LINE, t->body * 1.8);
  block->y[0] = block->height - t->body * 1.25;
  return block;
}

static void
add_event_line (Table *t, const IbarFigureEvent *event)
{
  IbarBlock *block = add_line (t, event->number);

  set_symbol (t, block, event->at.family);
  block->symbol_y = block->height - t->body * 0.5;
}

/* A numbered answer of a key: a line that is written on. */
static void
add_answer (Table *t, guint number, const char *answer)
{
  IbarBlock *block = add_block (t, IBAR_BLOCK_EVENT, t->body * 0.35);

  set_number (t, block, number, IBAR_TEXT_BOLD);
  set_cell (block, 1,
            ibar_typesetter_set (t->typesetter, IBAR_TEXT_BODY, answer, t->column - t->gutter, 2),
            t->gutter, 0);
}

/* What a worksheet has in place of events. */
static void
add_lines (Table *t)
{
  if (t->content->word_bank != NULL)
    {
      IbarBlock *block;

      add_heading (t, _ ("Word bank"));
      block = add_block (t, IBAR_BLOCK_WORDS, 0);
      set_cell (block, 1,
                ibar_typesetter_set (t->typesetter, IBAR_TEXT_BODY, t->content->word_bank, t->column, 0),
                0, 0);
    }
  for (guint i = 0; i < t->content->lines->len; i++)
    {
      const char *text = t->content->lines->pdata[i];

      if (text[0] == '\0')
        add_line (t, i + 1);
      else
        add_answer (t, i + 1, text);
    }
}

/* What the list leaves out, and what the map does. */
static void
add_remarks (Table *t)
{
  guint left = t->content->events->len - t->content->n_listed;
  g_autofree char *cut = NULL, *outside = NULL;

  if (left > 0 && t->content->figure->list != IBAR_LIST_BLANKS)
    {
      cut = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u more event passes the filter and is not listed.",
                       "%u more events pass the filter and are not listed.", left),
          left);
      add_note (t, cut, t->body * 0.6);
    }
  if (t->map->n_outside + t->map->n_unplaced > 0)
    {
      outside = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "%u event is not on the map: it happened elsewhere, or has no place.",
                       "%u events are not on the map: they happened elsewhere, or have no place.",
                       t->map->n_outside + t->map->n_unplaced),
          t->map->n_outside + t->map->n_unplaced);
      add_note (t, outside, t->body * 0.6);
    }
}

static void
add_list (Table *t)
{
  gboolean blanks = t->content->figure->list == IBAR_LIST_BLANKS;
  int heading_place = -1;

  if (t->content->n_listed == 0)
    return;
  if (!blanks)
    add_heading (t, _ ("Events"));
  for (guint i = 0; i < t->content->n_listed; i++)
    {
      const IbarFigureEvent *event = &g_array_index (t->content->events, IbarFigureEvent, i);

      if (blanks)
        {
          add_event_line (t, event);
          continue;
        }
      if (t->map->by_place
          && (i == 0
              || event->mark != g_array_index (t->content->events, IbarFigureEvent, i - 1).mark))
        heading_place = add_group (t, event);
      add_event (t, event, heading_place);
    }
  add_remarks (t);
}

/* The claims
 * ------------------------------------------------------------------------------------------ */

static double
measure (Table *t, IbarTextRole role, const char *text)
{
  g_autoptr (IbarText) set = ibar_typesetter_set (t->typesetter, role, text, -1, 1);
  return set->width;
}

/* Columns of the table: how many (right-aligned) and what, as wide as their longest word; whom and by
 * whose account share the rest, or stand below each other where that is narrow. */
static void
plan_claims (Table *t)
{
  double many = measure (t, IBAR_TEXT_SMALL, C_ ("column of claims", "So many"));
  double kind = MAX (measure (t, IBAR_TEXT_BODY, C_ ("claim", "killed")),
                     measure (t, IBAR_TEXT_BODY, C_ ("claim", "injured")));
  double rest;

  for (guint i = 0; i < t->content->n_listed; i++)
    {
      const IbarFigureEvent *event = &g_array_index (t->content->events, IbarFigureEvent, i);

      for (guint c = 0; c < event->record->claims->len; c++)
        {
          g_autofree char *figure = ibar_claim_dup_figure (event->record->claims->pdata[c]);
          many = MAX (many, measure (t, IBAR_TEXT_BOLD, figure));
        }
    }
  many = MIN (many, t->column * MOST_OF_CLAIM);
  kind = MIN (kind, t->column * MOST_OF_CLAIM);
  t->claim_x[1] = many + t->body;
  t->claim_x[2] = t->claim_x[1] + kind + t->body;
  rest = t->column - t->claim_x[2];
  t->claims_stacked = rest < t->body * LEAST_ACCOUNT;
  t->claim_x[3] = t->claim_x[2] + (t->claims_stacked ? 0 : rest / 2);
  t->claim_x[4] = t->column;
}

static double
get_claim_width (Table *t, int cell, double indent)
{
  if (cell == 3 || (cell == 2 && t->claims_stacked))
    return t->column - t->claim_x[cell] - indent;
  return t->claim_x[cell + 1] - t->claim_x[cell] - indent - (cell == 0 ? t->body : 4);
}

static void
set_claim_cell (Table *t,
                IbarBlock *block,
                IbarTextRole role,
                int cell,
                const char *text,
                double indent)
{
  double width = get_claim_width (t, cell, indent);
  IbarText *set = ibar_typesetter_set (t->typesetter, role, text, width, 0);
  double right = cell == 0 ? MAX (0, width - set->width) : 0;
  double y = cell == 3 && t->claims_stacked ? block->height : 0;

  set_cell (block, cell, set, t->claim_x[cell] + indent + right, y);
}

static IbarBlock *
add_claim_head (Table *t)
{
  IbarBlock *block = add_block (t, IBAR_BLOCK_CLAIM_HEAD, t->body * 0.5);

  set_claim_cell (t, block, IBAR_TEXT_SMALL, 0, C_ ("column of claims", "So many"), 0);
  set_claim_cell (t, block, IBAR_TEXT_SMALL, 2, C_ ("column of claims", "Whom"), 0);
  set_claim_cell (t, block, IBAR_TEXT_SMALL, 3, C_ ("column of claims", "According to"), 0);
  block->keep_with_next = TRUE;
  return block;
}

static IbarBlock *
add_claim (Table *t, const IbarClaim *claim)
{
  IbarBlock *block = add_block (t, IBAR_BLOCK_CLAIM, t->body * 0.15);
  g_autofree char *group = ibar_figure_content_dup_claim_group (t->content, claim);
  g_autofree char *figure = ibar_claim_dup_figure (claim);
  IbarTextBuilder builder;

  set_claim_cell (t, block, IBAR_TEXT_BOLD, 0, figure, 0);
  set_claim_cell (
      t, block, IBAR_TEXT_BODY, 1,
      strcmp (claim->kind, "killed") == 0 ? C_ ("claim", "killed") : C_ ("claim", "injured"), 0);
  set_claim_cell (t, block, IBAR_TEXT_BODY, 2, group, claim->depth * t->body);
  ibar_text_builder_init (&builder);
  for (guint i = 0; i < claim->sources->len; i++)
    {
      int index = (int) GPOINTER_TO_UINT (claim->sources->pdata[i]) - 1;
      const IbarSource *source = t->content->vocabulary->sources->pdata[index];
      g_autofree char *name = ibar_figure_content_dup_source_name (t->content, index);

      ibar_text_builder_add (&builder, i > 0 ? "; " : "");
      ibar_text_builder_add_as (&builder, name, FALSE, &t->content->style.water_label, source->url);
    }
  if (claim->sources->len == 0)
    ibar_text_builder_add (&builder, _ ("no source recorded"));
  set_cell (block, 3,
            ibar_typesetter_set_built (t->typesetter, IBAR_TEXT_SMALL, &builder,
                                       get_claim_width (t, 3, 0), 0),
            t->claim_x[3], t->claims_stacked ? block->height : t->body * 0.1);
  block->head = t->claim_head;
  return block;
}

static void
add_claim_event (Table *t, const IbarFigureEvent *event)
{
  IbarBlock *block = add_block (t, IBAR_BLOCK_CLAIM_EVENT, t->body * 0.7);
  g_autofree char *date
      = ibar_date_format (event->at.start, event->at.end, event->at.date_precision);
  g_autofree char *text
      = event->number > 0
            ? g_strdup_printf ("%u  %s · %s", event->number, date, event->record->title)
            : g_strdup_printf ("%s · %s", date, event->record->title);

  set_cell (block, 0, ibar_typesetter_set (t->typesetter, IBAR_TEXT_BOLD, text, t->column, 3), 0,
            0);
  block->head = t->claim_head;
  block->keep_with_next = TRUE;
}

static void
add_claims (Table *t)
{
  gboolean any = FALSE;
  IbarBlock *note;

  for (guint i = 0; i < t->content->n_listed; i++)
    {
      const IbarFigureEvent *event = &g_array_index (t->content->events, IbarFigureEvent, i);

      if (event->record->claims->len == 0)
        continue;
      if (!any)
        {
          add_heading (t, _ ("Casualty claims"));
          add_note (t,
                    _ ("Each figure is one account’s claim. Claims are never added up; an indented "
                       "group is part of the group above it."),
                    0);
          note = t->blocks->pdata[t->blocks->len - 1];
          note->spans = TRUE;
          note->height += t->body * 0.6;
          plan_claims (t);
          t->claim_head = add_claim_head (t);
        }
      any = TRUE;
      add_claim_event (t, event);
      for (guint c = 0; c < event->record->claims->len; c++)
        {
          guint n = event->record->claims->len;
          IbarBlock *block = add_claim (t, event->record->claims->pdata[c]);

          /* The accounts of one event are compared: they stand together, as long as they are few. */
          block->keep_with_next = n <= MOST_TOGETHER && c + 1 < n;
        }
    }
}

/**
 * ibar_event_table_new:
 * @content: what the figure says
 * @map: its map, which has set the numbers
 * @typesetter: for the text
 * @column: the width of a column [pt]
 *
 * **Cost:** 0.1 ms an event.
 *
 * Returns: (transfer full) (element-type IbarBlock): list and claims, as far as the figure wants
 * them
 */
GPtrArray *
ibar_event_table_new (IbarFigureContent *content,
                      IbarFigureMap *map,
                      IbarTypesetter *typesetter,
                      double column)
{
  Table t = { .content = content, .map = map, .typesetter = typesetter, .column = column };
  g_autofree char *widest
      = g_strdup_printf ("%u", content->lines != NULL ? content->lines->len : content->n_listed);
  g_autoptr (IbarText) number = ibar_typesetter_set (typesetter, IBAR_TEXT_BOLD, widest, -1, 1);

  t.blocks = g_ptr_array_new_with_free_func (block_free);
  t.body = ibar_typesetter_get_size (typesetter, IBAR_TEXT_BODY);
  t.gutter = (content->figure->numbering == IBAR_NUMBERING_NONE ? 0 : number->width) + t.body * 1.6;
  if (content->lines != NULL)
    add_lines (&t);
  else if (content->figure->list != IBAR_LIST_NONE)
    add_list (&t);
  if (content->figure->claims)
    add_claims (&t);
  return t.blocks;
}

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
      return cell == 0 ? "Lbl" : "P"; /* inside one LBody */
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
    draw_rule (canvas->cr, x + (block->family >= 0 ? block->symbol_x + block->symbol_size : block->x[0] + block->cells[0]->width + 6), x + block->column_width,
               y + block->height - 1, &style->text_muted, 0.4);
  if (block->kind == IBAR_BLOCK_GROUP)
    draw_rule (canvas->cr, x, x + block->column_width, y + block->height - 1, &style->grid, 0.4);
  ibar_canvas_end (canvas, tag);
}
