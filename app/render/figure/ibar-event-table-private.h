/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-event-table.h"

G_BEGIN_DECLS

/* List and claims on their way to blocks. */
typedef struct
{
  IbarFigureContent *content;
  IbarFigureMap     *map;
  IbarTypesetter    *typesetter;
  double             column; /* [pt] */
  double             gutter; /* [pt] for the numbers */
  double             body;   /* [pt] size of the text */
  GPtrArray         *blocks;
} IbarEventTable;

/* A block at the end, with so much white above it [pt]. */
IbarBlock *ibar_event_table_add_block   (IbarEventTable  *self,
                                         IbarBlockKind    kind,
                                         double           before);
IbarBlock *ibar_event_table_add_heading (IbarEventTable  *self,
                                         const char      *heading);
IbarBlock *ibar_event_table_add_note    (IbarEventTable  *self,
                                         const char      *note,
                                         double           before);
/* Puts a text into a cell and lets the block grow to hold it. */
void       ibar_block_set_cell          (IbarBlock       *block,
                                         int              cell,
                                         IbarText        *text,
                                         double           x,
                                         double           y);
/* A source's name, after a semicolon if it is not the first; as a link where it has an address. */
void       ibar_event_table_add_source  (IbarEventTable  *self,
                                         IbarTextBuilder *builder,
                                         int              source,
                                         gboolean         first);
/* ibar-claims-table.c: the claims of the events that are listed, if there are any. */
void       ibar_event_table_add_claims  (IbarEventTable  *self);

G_END_DECLS
