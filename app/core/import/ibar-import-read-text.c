/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of comma, semicolon, tab or bar separated text.
 *
 * GDAL's CSV driver is not used here: it gives no line numbers, stops at a NUL, takes CR for part of a cell, does not
 * know a record's end in a file of CRs, and swallows the rest of a file behind a quote that is never closed. A
 * reject report needs all of that right. RFC 4180 is read, and what is found instead of it:
 *
 * - a record is at most IBAR_IMPORT_MAX_RECORD long; a longer line is rejected and skipped without being held;
 * - a quote that is never closed rejects its own line and reading goes on with the next one;
 * - a quoted cell that goes on after its closing quote ("A" B) is taken as it stands, quotes and all;
 * - blanks between delimiter and opening quote are skipped;
 * - lines end in LF, CRLF, or CR where the file holds no LF at its beginning;
 * - "sep=;" in the first line names the delimiter, as spreadsheets write it.
 *
 * A record is first cut (ibar-import-cut.c: offsets only) and, once it is known to be whole, terminated and unquoted
 * in place.
 */
#define G_LOG_DOMAIN "ibar-import-read-text"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-cut.h"
#include "ibar-import-read-private.h"

typedef struct
{
  IbarImportReader parent;
  IbarTextCutter   cutter;
  gboolean         headless;
  guint            n_titles; /* records above the header */
  GPtrArray       *row;      /* of char *, what is handed out */
} TextReader;

/* Handing out ------------------------------------------------------------------------------------ */

static char *
finish_cell (char *text, const IbarTextCell *cell)
{
  char *start = text + cell->start, *end = text + cell->end;

  if (cell->quoted && memchr (start, '"', end - start) != NULL)
    {
      char *to = start;

      for (char *from = start; from < end; from++)
        {
          *to++ = *from;
          if (*from == '"')
            from++;
        }
      end = to;
    }
  *end = '\0';
  return start;
}

static void
trim (char **cell)
{
  char *start = *cell, *end;

  while (*start == ' ')
    start++;
  end = start + strlen (start);
  while (end > start && (end[-1] == ' ' || end[-1] == '\r' || end[-1] == '\n'))
    end--;
  *end = '\0';
  *cell = start;
}

static void
finish_row (TextReader *self)
{
  char *text = self->cutter.buffer->str;

  g_ptr_array_set_size (self->row, 0);
  for (guint i = 0; i < self->cutter.cells->len; i++)
    {
      char *cell = finish_cell (text, &g_array_index (self->cutter.cells, IbarTextCell, i));

      trim (&cell);
      g_ptr_array_add (self->row, cell);
    }
}

static void
reject (IbarTextCut cut, GError **error)
{
  if (cut == IBAR_TEXT_CUT_TOO_LONG)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE, _ ("the line is longer than %d MiB"),
                 IBAR_IMPORT_MAX_RECORD / (1024 * 1024));
  else
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("a quotation mark is opened and never closed"));
}

/* One record into self->row; its line into *line. */
static IbarImportStep
next_record (TextReader *self, gint64 *line, gboolean *whole, GError **error)
{
  gsize stop, next;
  IbarTextCut cut = ibar_text_cutter_next (&self->cutter, &stop, line, error);

  switch (cut)
    {
    case IBAR_TEXT_CUT_END:
      return IBAR_IMPORT_STEP_END;
    case IBAR_TEXT_CUT_FAILED:
      return IBAR_IMPORT_STEP_FAILED;
    case IBAR_TEXT_CUT_TOO_LONG:
      reject (cut, error);
      return IBAR_IMPORT_STEP_REJECT;
    case IBAR_TEXT_CUT_UNCLOSED:
    case IBAR_TEXT_CUT_RECORD:
      break;
    }
  *whole = stop < self->cutter.buffer->len;
  next = MIN (stop + 1, self->cutter.buffer->len);
  ibar_text_cutter_skip_to (&self->cutter, next);
  if (cut == IBAR_TEXT_CUT_RECORD)
    {
      finish_row (self);
      return IBAR_IMPORT_STEP_ROW;
    }
  reject (cut, error);
  return IBAR_IMPORT_STEP_REJECT;
}

static gboolean
is_repaired (TextReader *self)
{
  if (self->cutter.decoder.n_repaired == 0)
    return FALSE;
  for (guint i = 0; i < self->row->len; i++)
    if (strstr (g_ptr_array_index (self->row, i), "\xef\xbf\xbd") != NULL)
      return TRUE;
  return FALSE;
}

/* Missing cells at the end of a line are blank where the line is whole; cells beyond the header are an error
 * unless they are blank: a delimiter in an unquoted cell has shifted everything behind it. */
static gboolean
fit_columns (TextReader *self, gboolean whole, GError **error)
{
  guint n = self->parent.columns->len - 1, got = self->row->len;

  if (got < n && (!whole || got * 2 < n))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("the row breaks off: %u cells of %u"), got, n);
      return FALSE;
    }
  for (; got > n; got--)
    {
      const char *extra = g_ptr_array_index (self->row, got - 1);

      if (*extra != '\0')
        {
          g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("%u cells where there are %u columns"),
                       self->row->len, n);
          return FALSE;
        }
    }
  for (; got < n; got++)
    g_ptr_array_add (self->row, (char *) "");
  return TRUE;
}

static IbarImportStep
text_next (IbarImportReader *reader, IbarImportRow *row, GError **error)
{
  TextReader *self = (TextReader *) reader;
  gboolean whole = TRUE;
  IbarImportStep step;

  step = next_record (self, &row->line, &whole, error);
  if (step != IBAR_IMPORT_STEP_ROW)
    return step;
  if (!fit_columns (self, whole, error))
    return IBAR_IMPORT_STEP_REJECT;
  row->cells = (char **) self->row->pdata;
  row->repaired = is_repaired (self);
  return IBAR_IMPORT_STEP_ROW;
}

/* Opening ---------------------------------------------------------------------------------------- */

/* How many records stand above the header. */
static gboolean
skip_titles (TextReader *self, GError **error)
{
  g_autoptr (GPtrArray) rows = ibar_import_rows_new ();
  gint64 line;
  gboolean whole;
  gsize size = 0;

  while (rows->len < IBAR_IMPORT_MAX_TITLES && size < IBAR_TEXT_CHUNK
         && next_record (self, &line, &whole, NULL) == IBAR_IMPORT_STEP_ROW)
    {
      for (guint i = 0; i < self->row->len; i++)
        size += strlen (g_ptr_array_index (self->row, i)) + sizeof (char *);
      g_ptr_array_add (self->row, NULL);
      g_ptr_array_add (rows, g_strdupv ((char **) self->row->pdata));
    }
  self->n_titles = ibar_import_find_header (rows);
  for (guint i = 0; i < self->n_titles; i++)
    ibar_import_reader_add_above (&self->parent, g_ptr_array_index (rows, i));
  return ibar_text_cutter_start (&self->cutter, error);
}

/* The header's record, past what stands above it. */
static IbarImportStep
next_header (TextReader *self, GError **error)
{
  IbarImportStep step = IBAR_IMPORT_STEP_ROW;
  gint64 line;
  gboolean whole;

  for (guint i = 0; i <= self->n_titles && step == IBAR_IMPORT_STEP_ROW; i++)
    step = next_record (self, &line, &whole, error);
  return step;
}

static gboolean
read_header (TextReader *self, GError **error)
{
  IbarImportStep step = next_header (self, error);

  if (step == IBAR_IMPORT_STEP_END)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("the file is empty"));
  if (step != IBAR_IMPORT_STEP_ROW)
    return FALSE;
  if (self->row->len > IBAR_IMPORT_MAX_COLUMNS)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE, _ ("more than %d columns"),
                   IBAR_IMPORT_MAX_COLUMNS);
      return FALSE;
    }
  for (guint i = 0; i < self->row->len; i++)
    ibar_import_reader_add_column (&self->parent, g_ptr_array_index (self->row, i));
  return TRUE;
}

static gboolean
text_rewind (IbarImportReader *reader, GError **error)
{
  TextReader *self = (TextReader *) reader;

  return ibar_text_cutter_start (&self->cutter, error) && (self->headless || next_header (self, error) == IBAR_IMPORT_STEP_ROW);
}

/* The first row was no header: the columns are called 1, 2, 3 … and the row is read again as data. */
static gboolean
text_set_headless (IbarImportReader *reader, GError **error)
{
  TextReader *self = (TextReader *) reader;
  guint n = reader->columns->len - 1;

  self->headless = TRUE;
  self->n_titles = 0;
  g_ptr_array_set_size (reader->columns, 0);
  g_ptr_array_add (reader->columns, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i + 1);

      ibar_import_reader_add_column (reader, name);
    }
  return text_rewind (reader, error);
}

static double
text_get_fraction (IbarImportReader *reader)
{
  TextReader *self = (TextReader *) reader;

  return ibar_import_file_get_fraction (self->cutter.decoder.file);
}

static void
text_free (IbarImportReader *reader)
{
  TextReader *self = (TextReader *) reader;

  ibar_text_cutter_clear (&self->cutter);
  g_ptr_array_unref (self->row);
  g_free (self);
}

static const IbarImportReaderClass text_class
    = { text_next, text_rewind, text_set_headless, text_get_fraction, NULL, NULL, NULL, text_free };

/* path is what GDAL's file functions open: a file, or a member of an archive. */
gboolean
ibar_import_open_text (IbarImportReader **reader, const char *path, GError **error)
{
  IbarImportFile *file = ibar_import_file_open (path);
  TextReader *self;

  if (file == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("cannot open the file"));
      return FALSE;
    }
  self = g_new0 (TextReader, 1);
  self->parent.klass = &text_class;
  self->parent.format = "text";
  self->parent.columns = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->parent.columns, NULL);
  ibar_text_cutter_init (&self->cutter, file);
  self->row = g_ptr_array_new ();
  *reader = &self->parent;
  return ibar_text_cutter_start (&self->cutter, error) && skip_titles (self, error) && read_header (self, error);
}
