/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-map.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_BLOCK_HEADING,     /* "Events", "Casualty claims" */
  IBAR_BLOCK_GROUP,       /* a place, where the numbers follow the places */
  IBAR_BLOCK_EVENT,
  IBAR_BLOCK_LINE,        /* a numbered line to write on */
  IBAR_BLOCK_CLAIM_HEAD,  /* names the table's columns */
  IBAR_BLOCK_CLAIM_EVENT, /* the event that the claims below it are about */
  IBAR_BLOCK_CLAIM,
  IBAR_BLOCK_NOTE,
  IBAR_BLOCK_WORDS,       /* a word bank */
} IbarBlockKind;

#define IBAR_BLOCK_CELLS 4

/* A piece of the list or of the table, as wide as a column, never broken over two. */
typedef struct _IbarBlock IbarBlock;
struct _IbarBlock
{
  IbarBlockKind kind;
  IbarText     *cells[IBAR_BLOCK_CELLS]; /* (nullable) number, main text, small text … */
  double        x[IBAR_BLOCK_CELLS];     /* [pt] from the column's left edge */
  double        y[IBAR_BLOCK_CELLS];     /* [pt] from the block's top */
  double        before;                  /* [pt] white above, not at a column's top */
  double        height;
  gboolean      keep_with_next;
  gboolean      spans;                   /* begins a section: stands over all columns */
  int           family;                  /* whose symbol stands in it, or -1 */
  double        symbol_x, symbol_y, symbol_size;
  char         *id;                      /* (nullable) of its SVG group */
  double        column_width;
  const IbarBlock *head;                 /* (nullable) repeated where this begins a column */
};

/* Blocks in reading order; shape [n] of IbarBlock. Column [pt]: the width they are set in. */
GPtrArray *ibar_event_table_new (IbarFigureContent *content,
                                 IbarFigureMap     *map,
                                 IbarTypesetter    *typesetter,
                                 double             column);
/* The PDF structure element that holds a run of such blocks, or NULL. */
const char *ibar_block_get_container (const IbarBlock *block);
void       ibar_block_draw      (const IbarBlock   *block,
                                 IbarFigureContent *content,
                                 IbarCanvas        *canvas,
                                 double             x,
                                 double             y);

G_END_DECLS
