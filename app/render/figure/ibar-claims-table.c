/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of claims.
 *
 * A claim is a row: so many, killed or injured, of whom, by whose account. Nothing is added up: two
 * accounts of one event stand below each other, and a group that lies inside another is indented.
 */

#define G_LOG_DOMAIN "ibar-claims-table"

#include "config.h"

#include "ibar-event-table-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define MOST_TOGETHER 9    /* claims of one event that no column's end parts */
#define MOST_OF_CLAIM 0.3  /* of the column, for how many, and for what */
#define LEAST_ACCOUNT 17.0 /* in sizes of the text: whom and by whose account side by side */

typedef struct
{
  IbarEventTable *table;
  const IbarBlock *head;          /* (nullable) names the columns */
  double x[IBAR_BLOCK_CELLS + 1]; /* [pt] where the columns begin, and the right edge */
  gboolean stacked;               /* whom, and below that by whose account */
} Claims;

static double
measure (Claims *c, IbarTextRole role, const char *text)
{
  g_autoptr (IbarText) set = ibar_typesetter_set (c->table->typesetter, role, text, -1, 1);
  return set->width;
}

/* Columns of the table: how many (right-aligned) and what, as wide as their longest word; whom and
 * by whose account share the rest, or stand below each other where that is narrow. */
static void
plan_claims (Claims *c)
{
  double many = measure (c, IBAR_TEXT_SMALL, C_ ("column of claims", "So many"));
  double kind = MAX (measure (c, IBAR_TEXT_BODY, C_ ("claim", "killed")),
                     measure (c, IBAR_TEXT_BODY, C_ ("claim", "injured")));
  double rest;

  for (guint i = 0; i < c->table->content->n_listed; i++)
    {
      const IbarFigureEvent *event = &g_array_index (c->table->content->events, IbarFigureEvent, i);

      for (guint k = 0; k < event->record->claims->len; k++)
        {
          g_autofree char *figure = ibar_claim_dup_figure (event->record->claims->pdata[k]);
          many = MAX (many, measure (c, IBAR_TEXT_BOLD, figure));
        }
    }
  many = MIN (many, c->table->column * MOST_OF_CLAIM);
  kind = MIN (kind, c->table->column * MOST_OF_CLAIM);
  c->x[1] = many + c->table->body;
  c->x[2] = c->x[1] + kind + c->table->body;
  rest = c->table->column - c->x[2];
  c->stacked = rest < c->table->body * LEAST_ACCOUNT;
  c->x[3] = c->x[2] + (c->stacked ? 0 : rest / 2);
  c->x[4] = c->table->column;
}

static double
get_claim_width (Claims *c, int cell, double indent)
{
  if (cell == 3 || (cell == 2 && c->stacked))
    return c->table->column - c->x[cell] - indent;
  return c->x[cell + 1] - c->x[cell] - indent - (cell == 0 ? c->table->body : 4);
}

static void
set_claim_cell (Claims *c,
                IbarBlock *block,
                IbarTextRole role,
                int cell,
                const char *text,
                double indent)
{
  double width = get_claim_width (c, cell, indent);
  IbarText *set = ibar_typesetter_set (c->table->typesetter, role, text, width, 0);
  double right = cell == 0 ? MAX (0, width - set->width) : 0;
  double y = cell == 3 && c->stacked ? block->height : 0;

  ibar_block_set_cell (block, cell, set, c->x[cell] + indent + right, y);
}

static IbarBlock *
add_claim_head (Claims *c)
{
  IbarBlock *block
      = ibar_event_table_add_block (c->table, IBAR_BLOCK_CLAIM_HEAD, c->table->body * 0.5);

  set_claim_cell (c, block, IBAR_TEXT_SMALL, 0, C_ ("column of claims", "So many"), 0);
  set_claim_cell (c, block, IBAR_TEXT_SMALL, 2, C_ ("column of claims", "Whom"), 0);
  set_claim_cell (c, block, IBAR_TEXT_SMALL, 3, C_ ("column of claims", "According to"), 0);
  block->keep_with_next = TRUE;
  return block;
}

static IbarBlock *
add_claim (Claims *c, const IbarClaim *claim)
{
  IbarBlock *block = ibar_event_table_add_block (c->table, IBAR_BLOCK_CLAIM, c->table->body * 0.15);
  g_autofree char *group = ibar_figure_content_dup_claim_group (c->table->content, claim);
  g_autofree char *figure = ibar_claim_dup_figure (claim);
  IbarTextBuilder builder;

  set_claim_cell (c, block, IBAR_TEXT_BOLD, 0, figure, 0);
  set_claim_cell (
      c, block, IBAR_TEXT_BODY, 1,
      strcmp (claim->kind, "killed") == 0 ? C_ ("claim", "killed") : C_ ("claim", "injured"), 0);
  set_claim_cell (c, block, IBAR_TEXT_BODY, 2, group, claim->depth * c->table->body);
  ibar_text_builder_init (&builder);
  for (guint i = 0; i < claim->sources->len; i++)
    ibar_event_table_add_source (c->table, &builder,
                                 (int) GPOINTER_TO_UINT (claim->sources->pdata[i]) - 1, i == 0);
  if (claim->sources->len == 0)
    ibar_text_builder_add (&builder, _ ("no source recorded"));
  ibar_block_set_cell (block, 3,
                       ibar_typesetter_set_built (c->table->typesetter, IBAR_TEXT_SMALL, &builder,
                                                  get_claim_width (c, 3, 0), 0),
                       c->x[3], c->stacked ? block->height : c->table->body * 0.1);
  block->head = c->head;
  return block;
}

static void
add_claim_event (Claims *c, const IbarFigureEvent *event)
{
  IbarBlock *block
      = ibar_event_table_add_block (c->table, IBAR_BLOCK_CLAIM_EVENT, c->table->body * 0.7);
  g_autofree char *date
      = ibar_date_format (event->at.start, event->at.end, event->at.date_precision);
  g_autofree char *text
      = event->number > 0
            ? g_strdup_printf ("%u  %s · %s", event->number, date, event->record->title)
            : g_strdup_printf ("%s · %s", date, event->record->title);

  ibar_block_set_cell (
      block, 0,
      ibar_typesetter_set (c->table->typesetter, IBAR_TEXT_BOLD, text, c->table->column, 3), 0, 0);
  block->head = c->head;
  block->keep_with_next = TRUE;
}

static void
add_claims_of (Claims *c, const IbarFigureEvent *event)
{
  guint n = event->record->claims->len;

  add_claim_event (c, event);
  for (guint i = 0; i < n; i++)
    {
      IbarBlock *block = add_claim (c, event->record->claims->pdata[i]);

      /* The accounts of one event are compared: they stand together, as long as they are few. */
      block->keep_with_next = n <= MOST_TOGETHER && i + 1 < n;
    }
}

static void
begin_claims (Claims *c)
{
  IbarBlock *note;

  ibar_event_table_add_heading (c->table, _ ("Casualty claims"));
  note = ibar_event_table_add_note (
      c->table,
      _ ("Each figure is one account’s claim. Claims are never added up; an indented "
         "group is part of the group above it."),
      0);
  note->spans = TRUE;
  note->height += c->table->body * 0.6;
  plan_claims (c);
  c->head = add_claim_head (c);
}

void
ibar_event_table_add_claims (IbarEventTable *self)
{
  Claims claims = { .table = self };

  for (guint i = 0; i < self->content->n_listed; i++)
    {
      const IbarFigureEvent *event = &g_array_index (self->content->events, IbarFigureEvent, i);

      if (event->record->claims->len == 0)
        continue;
      if (claims.head == NULL)
        begin_claims (&claims);
      add_claims_of (&claims, event);
    }
}
