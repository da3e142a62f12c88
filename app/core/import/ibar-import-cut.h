/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-import-text.h"

G_BEGIN_DECLS

typedef struct
{
  gsize    start, end; /* offsets into the buffer, without quotes */
  gboolean quoted;     /* doubled quotes inside are to be halved */
} IbarTextCell;

typedef struct
{
  IbarTextDecoder decoder;
  GString        *buffer;
  gsize           position; /* of the current record in the buffer */
  gint64          line;     /* of the current record */
  char            delimiter;
  gboolean        cr_ends;  /* lines end in CR alone */
  GArray         *cells;    /* of IbarTextCell: the current record's */
} IbarTextCutter;

typedef enum
{
  IBAR_TEXT_CUT_RECORD,
  IBAR_TEXT_CUT_END,      /* nothing but blank lines before the end of the file */
  IBAR_TEXT_CUT_UNCLOSED, /* a quote without its partner */
  IBAR_TEXT_CUT_TOO_LONG,
  IBAR_TEXT_CUT_FAILED,
} IbarTextCut;

void        ibar_text_cutter_init    (IbarTextCutter *self,
                                      IbarImportFile *file);
void        ibar_text_cutter_clear   (IbarTextCutter *self);
gboolean    ibar_text_cutter_start   (IbarTextCutter *self,
                                      GError        **error);
IbarTextCut ibar_text_cutter_next    (IbarTextCutter *self,
                                      gsize          *stop,
                                      gint64         *line,
                                      GError        **error);
void        ibar_text_cutter_skip_to (IbarTextCutter *self,
                                      gsize           next);

G_END_DECLS
