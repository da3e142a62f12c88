/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-geo.h"

G_BEGIN_DECLS

/* A stream of rows from any kind of input, with the same bounds for every kind. */
typedef struct _IbarImportReader IbarImportReader;

#define IBAR_IMPORT_MAX_RECORD (16 * 1024 * 1024) /* one row is at most this long [bytes] */
#define IBAR_IMPORT_MAX_COLUMNS 4096
#define IBAR_IMPORT_LIST_MARK "\x1e" /* between the values of one cell that was a list in JSON */

/* One row; the strings are the reader's and live until the next step. */
typedef struct
{
  char    **cells;  /* shape [n_columns], never NULL: "" where nothing stands; UTF-8 */
  gint64    line;   /* where the row starts: a line of the text, or the number of the feature; from 1 */
  IbarPoint point;  /* of the row's own geometry [deg, WGS 84]; NAN where it has none */
  gboolean  repaired; /* broken UTF-8 or NULs were replaced by U+FFFD */
  char     *geometry; /* (nullable) well-known text of a geometry that is more than a point */
} IbarImportRow;

typedef enum
{
  IBAR_IMPORT_STEP_ROW,
  IBAR_IMPORT_STEP_REJECT, /* row->line is set and the error says why; the next step goes on */
  IBAR_IMPORT_STEP_END,
  IBAR_IMPORT_STEP_FAILED, /* nothing more can be read */
} IbarImportStep;

/* How a server compares a column. */
typedef enum
{
  IBAR_IMPORT_COLUMN_OTHER,
  IBAR_IMPORT_COLUMN_TEXT,
  IBAR_IMPORT_COLUMN_INTEGER,
  IBAR_IMPORT_COLUMN_REAL,
  IBAR_IMPORT_COLUMN_DAY, /* with or without a time */
} IbarImportColumnKind;

IbarImportReader *ibar_import_reader_open           (const char        *input,
                                                     GError           **error);
void              ibar_import_reader_free           (IbarImportReader  *self);
const char       *ibar_import_reader_get_input      (IbarImportReader  *self);
const char       *ibar_import_reader_get_format     (IbarImportReader  *self);
gboolean          ibar_import_reader_is_server      (IbarImportReader  *self);
const char       *ibar_import_reader_get_left_out   (IbarImportReader  *self);
const char       *ibar_import_reader_get_above      (IbarImportReader  *self);
char            **ibar_import_reader_get_columns    (IbarImportReader  *self,
                                                     guint             *n_columns);
gboolean          ibar_import_reader_set_headless   (IbarImportReader  *self,
                                                     GError           **error);
IbarImportStep    ibar_import_reader_next           (IbarImportReader  *self,
                                                     IbarImportRow     *row,
                                                     GError           **error);
gboolean          ibar_import_reader_rewind         (IbarImportReader  *self,
                                                     GError           **error);
gboolean          ibar_import_reader_push           (IbarImportReader  *self,
                                                     const char        *sql,
                                                     const IbarExtent  *box,
                                                     GError           **error);
IbarImportColumnKind ibar_import_reader_get_column_kind (IbarImportReader *self,
                                                     int                column);
GPtrArray        *ibar_import_reader_ask_values     (IbarImportReader  *self,
                                                     const int         *columns,
                                                     guint              n_columns,
                                                     const char        *condition,
                                                     guint              max);
double            ibar_import_reader_get_fraction   (IbarImportReader  *self);
gboolean          ibar_import_reader_check_unchanged (IbarImportReader *self,
                                                     GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarImportReader, ibar_import_reader_free)

G_END_DECLS
