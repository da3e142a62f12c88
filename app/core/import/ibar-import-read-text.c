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
 * The buffer holds the decoded text from the start of the current record on. A record is first cut (offsets only)
 * and, once it is known to be whole, terminated and unquoted in place: no copy a cell.
 */
#define G_LOG_DOMAIN "ibar-import-read-text"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-read-private.h"
#include "ibar-import-text.h"

#define CHUNK (256 * 1024)

typedef struct
{
  gsize    start, end; /* offsets into the buffer, without quotes */
  gboolean quoted;     /* doubled quotes inside are to be halved */
} Cell;

typedef struct
{
  IbarImportReader parent;
  IbarTextDecoder  decoder;
  GString         *buffer;
  gsize            position; /* of the current record in the buffer */
  gint64           line;     /* of the current record */
  char             delimiter;
  gboolean         cr_ends;  /* lines end in CR alone */
  gboolean         headless;
  guint            n_titles; /* records above the header */
  GArray          *cells;    /* of Cell */
  GPtrArray       *row;      /* of char *, what is handed out */
} TextReader;

typedef enum
{
  CUT_RECORD,
  CUT_END,      /* nothing but blank lines before the end of the file */
  CUT_UNCLOSED, /* a quote without its partner */
  CUT_TOO_LONG,
  CUT_FAILED,
} Cut;

/* Makes sure that more text follows the buffer's first n bytes. FALSE: end of file, or failure. */
static gboolean
fill (TextReader *self, GError **error)
{
  gsize before = self->buffer->len;

  while (!self->decoder.end && self->buffer->len == before)
    if (!ibar_text_decoder_read (&self->decoder, self->buffer, MAX (CHUNK, before / 2), error))
      return FALSE;
  return self->buffer->len > before;
}

static void
drop_consumed (TextReader *self)
{
  if (self->position > 0)
    {
      g_string_erase (self->buffer, 0, self->position);
      self->position = 0;
    }
}

static inline gboolean
ends_line (const TextReader *self, char c)
{
  return c == '\n' || (c == '\r' && self->cr_ends);
}

/* Cutting ---------------------------------------------------------------------------------------- */

/* The offset behind a quoted cell that starts at the quote; 0 if the text ends before it is closed, and
 * G_MAXSIZE if something else than a delimiter follows: then the quotes are ordinary characters. */
static gsize
cut_quoted (TextReader *self, gsize at, Cell *cell)
{
  const char *text = self->buffer->str;
  gsize length = self->buffer->len, i = at + 1;

  for (;;)
    {
      const char *quote = memchr (text + i, '"', length - i);

      if (quote == NULL)
        return 0;
      i = quote - text + 1;
      if (i < length && text[i] == '"')
        i++;
      else
        break;
    }
  if (i == length && !self->decoder.end)
    return 0;
  cell->start = at + 1;
  cell->end = i - 1;
  cell->quoted = TRUE;
  if (self->delimiter == '\t' && memchr (text + at, '\n', cell->end - at) != NULL)
    return G_MAXSIZE;
  while (i < length && (text[i] == ' ' || (text[i] == '\r' && !self->cr_ends)))
    i++;
  if (i == length && !self->decoder.end)
    return 0;
  if (i == length || text[i] == self->delimiter || ends_line (self, text[i]))
    return i;
  return G_MAXSIZE;
}

/* The offset behind a bare cell: of the delimiter, the line's end or the end of the text. */
static gsize
cut_bare (TextReader *self, gsize at, Cell *cell)
{
  const char *text = self->buffer->str;
  gsize length = self->buffer->len, i = at;

  while (i < length && text[i] != self->delimiter && text[i] != '\n'
         && !(text[i] == '\r' && self->cr_ends))
    i++;
  cell->start = at;
  cell->end = i;
  cell->quoted = FALSE;
  if (cell->end > at && (i == length || text[i] == '\n') && text[cell->end - 1] == '\r')
    cell->end--;
  return i;
}

/* Cuts what the buffer holds. Returns the offset of the line's end, or G_MAXSIZE if more text is needed. */
static gsize
cut_line (TextReader *self, gboolean *unclosed)
{
  const char *text = self->buffer->str;
  gsize i = self->position;

  g_array_set_size (self->cells, 0);
  *unclosed = FALSE;
  for (;;)
    {
      Cell cell;
      gsize blank = i, next = G_MAXSIZE;

      while (text[blank] == ' ')
        blank++;
      if (text[blank] == '"')
        {
          next = cut_quoted (self, blank, &cell);
          if (next == 0)
            {
              *unclosed = TRUE;
              if (!(self->delimiter == '\t'
                    && memchr (text + blank, '\n', self->buffer->len - blank) != NULL))
                return G_MAXSIZE;
              next = G_MAXSIZE;
            }
        }
      if (next == G_MAXSIZE)
        next = cut_bare (self, i, &cell);
      *unclosed = FALSE;
      g_array_append_val (self->cells, cell);
      if (next >= self->buffer->len)
        return self->decoder.end ? self->buffer->len : G_MAXSIZE;
      if (text[next] != self->delimiter)
        return next;
      if (self->cells->len > IBAR_IMPORT_MAX_COLUMNS)
        return next;
      i = next + 1;
    }
}

/* Throws away the rest of a line that is too long to be held. */
static Cut
skip_line (TextReader *self, GError **error)
{
  for (;;)
    {
      const char *stop = NULL;

      for (gsize i = self->position; i < self->buffer->len && stop == NULL; i++)
        if (ends_line (self, self->buffer->str[i]))
          stop = self->buffer->str + i;
      if (stop != NULL)
        {
          self->position = stop - self->buffer->str + 1;
          self->line++;
          return CUT_TOO_LONG;
        }
      g_string_truncate (self->buffer, 0);
      self->position = 0;
      if (!fill (self, error))
        return error != NULL && *error != NULL ? CUT_FAILED : CUT_TOO_LONG;
    }
}

static gsize
find_line_end (TextReader *self)
{
  gsize i = self->position;

  while (i < self->buffer->len && !ends_line (self, self->buffer->str[i]))
    i++;
  return i;
}

static gboolean
is_blank_line (TextReader *self)
{
  const Cell *cell = &g_array_index (self->cells, Cell, 0);

  if (self->cells->len > 1 || cell->quoted)
    return FALSE;
  for (gsize i = cell->start; i < cell->end; i++)
    if (self->buffer->str[i] != ' ' && self->buffer->str[i] != '\r' && self->buffer->str[i] != '\x1a')
      return FALSE;
  return TRUE;
}

static void
count_lines (TextReader *self, gsize from, gsize to)
{
  const char *text = self->buffer->str;

  if (self->cr_ends)
    {
      for (gsize i = from; i < to; i++)
        self->line += text[i] == '\r';
      return;
    }
  for (const char *p = text + from; (p = memchr (p, '\n', text + to - p)) != NULL; p++)
    self->line++;
}

/* Cuts the next record that is not blank. *stop is the offset of its end, *line its first line. */
static Cut
cut_record (TextReader *self, gsize *stop, gint64 *line, GError **error)
{
  for (;;)
    {
      gboolean unclosed;
      gsize end = G_MAXSIZE;

      *line = self->line;
      /* The buffer must hold a character: cut_line() reads the one at the position. */
      while (self->position < self->buffer->len || !self->decoder.end)
        {
          end = self->position < self->buffer->len ? cut_line (self, &unclosed) : G_MAXSIZE;
          if (end != G_MAXSIZE)
            break;
          drop_consumed (self);
          if (self->buffer->len > IBAR_IMPORT_MAX_RECORD)
            {
              gsize first = find_line_end (self);

              if (first == self->buffer->len)
                return skip_line (self, error);
              *stop = first;
              return CUT_UNCLOSED;
            }
          if (!fill (self, error))
            {
              if (error != NULL && *error != NULL)
                return CUT_FAILED;
              end = self->buffer->len > 0 ? cut_line (self, &unclosed) : G_MAXSIZE;
              break;
            }
        }
      if (self->position >= self->buffer->len)
        return CUT_END;
      if (end == G_MAXSIZE)
        {
          *stop = find_line_end (self);
          return CUT_UNCLOSED;
        }
      if (!is_blank_line (self))
        {
          *stop = end;
          return CUT_RECORD;
        }
      count_lines (self, self->position, MIN (end + 1, self->buffer->len));
      self->position = MIN (end + 1, self->buffer->len);
    }
}

/* Handing out ------------------------------------------------------------------------------------ */

static char *
finish_cell (char *text, const Cell *cell)
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
  char *text = self->buffer->str;

  g_ptr_array_set_size (self->row, 0);
  for (guint i = 0; i < self->cells->len; i++)
    {
      char *cell = finish_cell (text, &g_array_index (self->cells, Cell, i));

      trim (&cell);
      g_ptr_array_add (self->row, cell);
    }
}

static void
reject (Cut cut, GError **error)
{
  if (cut == CUT_TOO_LONG)
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
  Cut cut = cut_record (self, &stop, line, error);

  switch (cut)
    {
    case CUT_END:
      return IBAR_IMPORT_STEP_END;
    case CUT_FAILED:
      return IBAR_IMPORT_STEP_FAILED;
    case CUT_TOO_LONG:
      reject (cut, error);
      return IBAR_IMPORT_STEP_REJECT;
    case CUT_UNCLOSED:
    case CUT_RECORD:
      break;
    }
  *whole = stop < self->buffer->len;
  next = MIN (stop + 1, self->buffer->len);
  count_lines (self, self->position, next);
  if (cut == CUT_RECORD)
    finish_row (self);
  self->position = next;
  if (cut == CUT_RECORD)
    return IBAR_IMPORT_STEP_ROW;
  reject (cut, error);
  return IBAR_IMPORT_STEP_REJECT;
}

static gboolean
is_repaired (TextReader *self)
{
  if (self->decoder.n_repaired == 0)
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

/* How many of the first records have as many cells as most of them, if that is more than one. */
static guint
rate_delimiter (TextReader *self, char delimiter)
{
  guint counts[20], n = 0, best = 0;

  self->delimiter = delimiter;
  self->position = 0;
  while (n < G_N_ELEMENTS (counts))
    {
      gboolean unclosed;
      gsize end;

      if (self->position >= self->buffer->len)
        break;
      end = cut_line (self, &unclosed);
      if (end == G_MAXSIZE || self->cells->len > IBAR_IMPORT_MAX_COLUMNS)
        break;
      if (!is_blank_line (self))
        counts[n++] = self->cells->len;
      self->position = end + 1;
    }
  self->position = 0;
  for (guint i = 0; i < n; i++)
    {
      guint same = 0;

      for (guint k = 0; k < n; k++)
        same += counts[k] == counts[i];
      if (counts[i] > 1)
        best = MAX (best, same * 1000 + MIN (counts[i], 999));
    }
  return best;
}

static void
find_delimiter (TextReader *self)
{
  static const char candidates[] = { ',', ';', '\t', '|' };
  guint best = 0;
  char chosen = ',';

  if (g_ascii_strncasecmp (self->buffer->str, "sep=", 4) == 0 && self->buffer->len > 5)
    {
      self->delimiter = self->buffer->str[4];
      self->position = find_line_end (self) + 1;
      self->line = 2;
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint rate = rate_delimiter (self, candidates[i]);

      if (rate > best)
        {
          best = rate;
          chosen = candidates[i];
        }
    }
  self->delimiter = chosen;
}

static gboolean
start (TextReader *self, GError **error)
{
  ibar_text_decoder_restart (&self->decoder);
  g_string_truncate (self->buffer, 0);
  self->position = 0;
  self->line = 1;
  if (!fill (self, error) && error != NULL && *error != NULL)
    return FALSE;
  self->cr_ends = memchr (self->buffer->str, '\n', self->buffer->len) == NULL
                  && memchr (self->buffer->str, '\r', self->buffer->len) != NULL;
  if (self->delimiter == 0)
    find_delimiter (self);
  else if (g_ascii_strncasecmp (self->buffer->str, "sep=", 4) == 0)
    {
      self->position = find_line_end (self) + 1;
      self->line = 2;
    }
  return TRUE;
}

static void
free_strings (gpointer data)
{
  g_strfreev (data);
}

/* How many records stand above the header. */
static gboolean
skip_titles (TextReader *self, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_strings);
  gint64 line;
  gboolean whole;
  gsize size = 0;

  while (rows->len < IBAR_IMPORT_MAX_TITLES && size < CHUNK
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
  return start (self, error);
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

  return start (self, error) && (self->headless || next_header (self, error) == IBAR_IMPORT_STEP_ROW);
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

  return ibar_import_file_get_fraction (self->decoder.file);
}

static void
text_free (IbarImportReader *reader)
{
  TextReader *self = (TextReader *) reader;

  ibar_import_file_close (self->decoder.file);
  g_string_free (self->buffer, TRUE);
  g_array_unref (self->cells);
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
  self->decoder.file = file;
  self->buffer = g_string_sized_new (CHUNK * 2);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->row = g_ptr_array_new ();
  *reader = &self->parent;
  return start (self, error) && skip_titles (self, error) && read_header (self, error);
}
