/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of events, or what a worksheet has in its place, as blocks that flow through columns and
 * pages; the claims follow it (ibar-claims-table.c). */

#define G_LOG_DOMAIN "ibar-event-table"

#include "config.h"

#include "ibar-event-table-private.h"

#include <glib/gi18n-lib.h>

#define MOST_TITLE_LINES 4
#define MOST_SUMMARY_LINES 12
#define MOST_SOURCE_LINES 6
#define WRITING_LINE 24.0 /* [pt] room for a hand */

static void
block_free (gpointer data)
{
  IbarBlock *block = data;

  for (int i = 0; i < IBAR_BLOCK_CELLS; i++)
    ibar_text_free (block->cells[i]);
  g_free (block->id);
  g_free (block);
}

IbarBlock *
ibar_event_table_add_block (IbarEventTable *self, IbarBlockKind kind, double before)
{
  IbarBlock *block = g_new0 (IbarBlock, 1);

  block->kind = kind;
  block->before = before;
  block->family = -1;
  block->column_width = self->column;
  g_ptr_array_add (self->blocks, block);
  return block;
}

void
ibar_block_set_cell (IbarBlock *block, int cell, IbarText *text, double x, double y)
{
  block->cells[cell] = text;
  block->x[cell] = x;
  block->y[cell] = y;
  block->height = MAX (block->height, y + text->height);
}

IbarBlock *
ibar_event_table_add_heading (IbarEventTable *self, const char *heading)
{
  IbarBlock *block = ibar_event_table_add_block (self, IBAR_BLOCK_HEADING, self->body * 1.25);

  ibar_block_set_cell (
      block, 1, ibar_typesetter_set (self->typesetter, IBAR_TEXT_HEADING, heading, self->column, 2),
      0, 0);
  block->height += self->body * 0.6;
  block->spans = TRUE;
  return block;
}

IbarBlock *
ibar_event_table_add_note (IbarEventTable *self, const char *note, double before)
{
  IbarBlock *block = ibar_event_table_add_block (self, IBAR_BLOCK_NOTE, before);

  ibar_block_set_cell (
      block, 1, ibar_typesetter_set (self->typesetter, IBAR_TEXT_SMALL, note, self->column, 0), 0,
      0);
  return block;
}

static void
set_number (IbarEventTable *self, IbarBlock *block, guint number, IbarTextRole role)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  IbarText *set;

  if (number == 0)
    return;
  set = ibar_typesetter_set (self->typesetter, role, text, -1, 1);
  /* Right-aligned before the symbol. */
  ibar_block_set_cell (block, 0, set, self->gutter - self->body * 1.5 - set->width, 0);
}

static void
set_symbol (IbarEventTable *self, IbarBlock *block, IbarFamily family)
{
  block->family = (int) family;
  block->symbol_size = self->body * 0.85;
  block->symbol_x = self->gutter - self->body * 0.75;
  block->symbol_y = self->body * 0.72;
}

/* The list
 * -------------------------------------------------------------------------------------------- */

void
ibar_event_table_add_source (IbarEventTable *self,
                             IbarTextBuilder *builder,
                             int source,
                             gboolean first)
{
  const char *url = ((const IbarSource *) self->content->vocabulary->sources->pdata[source])->url;
  g_autofree char *name = ibar_figure_content_dup_source_name (self->content, source);

  ibar_text_builder_add (builder, first ? "" : "; ");
  if (url != NULL && url[0] != '\0')
    ibar_text_builder_add_as (builder, name, FALSE, &self->content->style.water_label, url);
  else
    ibar_text_builder_add (builder, name);
}

static void
add_sources (IbarEventTable *self, IbarTextBuilder *builder, const IbarEventRecord *record)
{
  for (guint i = 0; i < record->sources->len; i++)
    ibar_event_table_add_source (self, builder, g_array_index (record->sources, int, i), i == 0);
  if (record->sources->len == 0)
    ibar_text_builder_add (builder, record->confidence == IBAR_CONFIDENCE_GENERAL_KNOWLEDGE
                                        ? _ ("General knowledge, no source seen")
                                        : _ ("No source recorded"));
}

/* "29 May 2023 · Zvečan": the place only where no heading says it already. */
static char *
dup_when_and_where (IbarEventTable *self, const IbarFigureEvent *event, int heading_place)
{
  g_autofree char *date
      = event->at.date_precision == IBAR_DATE_UNKNOWN
            ? g_strdup (_ ("not dated"))
            : ibar_date_format (event->at.start, event->at.end, event->at.date_precision);
  g_autofree char *place = ibar_figure_content_dup_place_name (self->content, event->at.place);

  if (place[0] == '\0' || event->at.place == heading_place)
    return g_steal_pointer (&date);
  return g_strdup_printf ("%s · %s", date, place);
}

static void
add_event (IbarEventTable *self, const IbarFigureEvent *event, int heading_place)
{
  const IbarFigure *figure = self->content->figure;
  const IbarEventRecord *record = event->record;
  IbarBlock *block = ibar_event_table_add_block (self, IBAR_BLOCK_EVENT, self->body * 0.5);
  double width = self->column - self->gutter;
  g_autofree char *when = dup_when_and_where (self, event, heading_place);
  IbarTextBuilder builder;

  block->id = g_strdup_printf ("list-%s", record->id);
  set_number (self, block, event->number, IBAR_TEXT_BOLD);
  set_symbol (self, block, event->at.family);
  ibar_block_set_cell (block, 1,
                       ibar_typesetter_set (self->typesetter, IBAR_TEXT_BOLD, record->title, width,
                                            MOST_TITLE_LINES),
                       self->gutter, 0);
  ibar_text_builder_init (&builder);
  ibar_text_builder_add (&builder, when);
  if (figure->summaries && record->summary != NULL && record->summary[0] != '\0')
    {
      ibar_text_builder_add (&builder, ". ");
      ibar_text_builder_add (&builder, record->summary);
    }
  ibar_block_set_cell (block, 2,
                       ibar_typesetter_set_built (self->typesetter, IBAR_TEXT_BODY, &builder, width,
                                                  MOST_SUMMARY_LINES),
                       self->gutter, block->height);
  if (!figure->sources)
    return;
  ibar_text_builder_init (&builder);
  add_sources (self, &builder, record);
  ibar_block_set_cell (block, 3,
                       ibar_typesetter_set_built (self->typesetter, IBAR_TEXT_SMALL, &builder,
                                                  width, MOST_SOURCE_LINES),
                       self->gutter, block->height);
}

/* A mark's heading: its place, as its events have it; "Not on the map" for those without one. */
static int
add_group (IbarEventTable *self, const IbarFigureEvent *first)
{
  IbarBlock *block = ibar_event_table_add_block (self, IBAR_BLOCK_GROUP, self->body * 0.9);
  g_autofree char *place = ibar_figure_content_dup_place_name (self->content, first->at.place);
  const char *heading = first->mark < 0    ? _ ("Not on the map")
                        : place[0] != '\0' ? place
                                           : _ ("Elsewhere");

  ibar_block_set_cell (
      block, 1, ibar_typesetter_set (self->typesetter, IBAR_TEXT_BOLD, heading, self->column, 2), 0,
      0);
  block->height += self->body * 0.2;
  block->keep_with_next = TRUE;
  return first->mark < 0 ? -1 : first->at.place;
}

static IbarBlock *
add_line (IbarEventTable *self, guint number)
{
  IbarBlock *block = ibar_event_table_add_block (self, IBAR_BLOCK_LINE, 0);

  set_number (self, block, number, IBAR_TEXT_BOLD);
  block->height = MAX (WRITING_LINE, self->body * 1.8);
  block->y[0] = block->height - self->body * 1.25;
  return block;
}

static void
add_event_line (IbarEventTable *self, const IbarFigureEvent *event)
{
  IbarBlock *block = add_line (self, event->number);

  set_symbol (self, block, event->at.family);
  block->symbol_y = block->height - self->body * 0.5;
}

/* A numbered answer of a key: a line that is written on. */
static void
add_answer (IbarEventTable *self, guint number, const char *answer)
{
  IbarBlock *block = ibar_event_table_add_block (self, IBAR_BLOCK_EVENT, self->body * 0.35);

  set_number (self, block, number, IBAR_TEXT_BOLD);
  ibar_block_set_cell (block, 1,
                       ibar_typesetter_set (self->typesetter, IBAR_TEXT_BODY, answer,
                                            self->column - self->gutter, 2),
                       self->gutter, 0);
}

/* What a worksheet has in place of events. */
static void
add_lines (IbarEventTable *self)
{
  if (self->content->word_bank != NULL)
    {
      IbarBlock *block;

      ibar_event_table_add_heading (self, _ ("Word bank"));
      block = ibar_event_table_add_block (self, IBAR_BLOCK_WORDS, 0);
      ibar_block_set_cell (block, 1,
                           ibar_typesetter_set (self->typesetter, IBAR_TEXT_BODY,
                                                self->content->word_bank, self->column, 0),
                           0, 0);
    }
  for (guint i = 0; i < self->content->lines->len; i++)
    {
      const char *text = self->content->lines->pdata[i];

      if (text[0] == '\0')
        add_line (self, i + 1);
      else
        add_answer (self, i + 1, text);
    }
}

/* What the list leaves out, and what the map does. */
static void
add_remarks (IbarEventTable *self)
{
  guint left = self->content->events->len - self->content->n_listed;
  g_autofree char *cut = NULL, *outside = NULL;

  if (left > 0 && self->content->figure->list != IBAR_LIST_BLANKS)
    {
      cut = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u more event passes the filter and is not listed.",
                       "%u more events pass the filter and are not listed.", left),
          left);
      ibar_event_table_add_note (self, cut, self->body * 0.6);
    }
  if (self->map->n_outside + self->map->n_unplaced > 0)
    {
      outside = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "%u event is not on the map: it happened elsewhere, or has no place.",
                       "%u events are not on the map: they happened elsewhere, or have no place.",
                       self->map->n_outside + self->map->n_unplaced),
          self->map->n_outside + self->map->n_unplaced);
      ibar_event_table_add_note (self, outside, self->body * 0.6);
    }
}

static void
add_list (IbarEventTable *self)
{
  gboolean blanks = self->content->figure->list == IBAR_LIST_BLANKS;
  int heading_place = -1;

  if (self->content->n_listed == 0)
    return;
  if (!blanks)
    ibar_event_table_add_heading (self, _ ("Events"));
  for (guint i = 0; i < self->content->n_listed; i++)
    {
      const IbarFigureEvent *event = &g_array_index (self->content->events, IbarFigureEvent, i);

      if (blanks)
        {
          add_event_line (self, event);
          continue;
        }
      if (self->map->by_place
          && (i == 0
              || event->mark != g_array_index (self->content->events, IbarFigureEvent, i - 1).mark))
        heading_place = add_group (self, event);
      add_event (self, event, heading_place);
    }
  add_remarks (self);
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
  IbarEventTable self
      = { .content = content, .map = map, .typesetter = typesetter, .column = column };
  g_autofree char *widest
      = g_strdup_printf ("%u", content->lines != NULL ? content->lines->len : content->n_listed);
  g_autoptr (IbarText) number = ibar_typesetter_set (typesetter, IBAR_TEXT_BOLD, widest, -1, 1);

  self.blocks = g_ptr_array_new_with_free_func (block_free);
  self.body = ibar_typesetter_get_size (typesetter, IBAR_TEXT_BODY);
  self.gutter
      = (content->figure->numbering == IBAR_NUMBERING_NONE ? 0 : number->width) + self.body * 1.6;
  if (content->lines != NULL)
    add_lines (&self);
  else if (content->figure->list != IBAR_LIST_NONE)
    add_list (&self);
  if (content->figure->claims)
    ibar_event_table_add_claims (&self);
  return self.blocks;
}
