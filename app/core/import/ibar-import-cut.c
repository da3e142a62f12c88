/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the records of separated text and their cells begin and end: offsets only, no copy a cell.
 *
 * The buffer holds the decoded text from the start of the current record on.
 */
#define G_LOG_DOMAIN "ibar-import-cut"

#include "config.h"

#include <string.h>

#include "ibar-import-cut.h"
#include "ibar-import-read.h"

/* Makes sure that more text follows the buffer's first n bytes. FALSE: end of file, or failure. */
static gboolean
fill (IbarTextCutter *self, GError **error)
{
  return ibar_text_decoder_fill (&self->decoder, self->buffer, error);
}

static void
drop_consumed (IbarTextCutter *self)
{
  if (self->position > 0)
    {
      g_string_erase (self->buffer, 0, self->position);
      self->position = 0;
    }
}

static inline gboolean
ends_line (const IbarTextCutter *self, char c)
{
  return c == '\n' || (c == '\r' && self->cr_ends);
}

/* Cutting ---------------------------------------------------------------------------------------- */

/* The offset behind a quoted cell that starts at the quote; 0 if the text ends before it is closed, and
 * G_MAXSIZE if something else than a delimiter follows: then the quotes are ordinary characters. */
static gsize
cut_quoted (IbarTextCutter *self, gsize at, IbarTextCell *cell)
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
cut_bare (IbarTextCutter *self, gsize at, IbarTextCell *cell)
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
cut_line (IbarTextCutter *self, gboolean *unclosed)
{
  const char *text = self->buffer->str;
  gsize i = self->position;

  g_array_set_size (self->cells, 0);
  *unclosed = FALSE;
  for (;;)
    {
      IbarTextCell cell;
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
static IbarTextCut
skip_line (IbarTextCutter *self, GError **error)
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
          return IBAR_TEXT_CUT_TOO_LONG;
        }
      g_string_truncate (self->buffer, 0);
      self->position = 0;
      if (!fill (self, error))
        return error != NULL && *error != NULL ? IBAR_TEXT_CUT_FAILED : IBAR_TEXT_CUT_TOO_LONG;
    }
}

static gsize
find_line_end (IbarTextCutter *self)
{
  gsize i = self->position;

  while (i < self->buffer->len && !ends_line (self, self->buffer->str[i]))
    i++;
  return i;
}

static gboolean
is_blank_line (IbarTextCutter *self)
{
  const IbarTextCell *cell = &g_array_index (self->cells, IbarTextCell, 0);

  if (self->cells->len > 1 || cell->quoted)
    return FALSE;
  for (gsize i = cell->start; i < cell->end; i++)
    if (self->buffer->str[i] != ' ' && self->buffer->str[i] != '\r' && self->buffer->str[i] != '\x1a')
      return FALSE;
  return TRUE;
}

static void
count_lines (IbarTextCutter *self, gsize from, gsize to)
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

/* Moves on to the record that begins at an offset. */
void
ibar_text_cutter_skip_to (IbarTextCutter *self, gsize next)
{
  count_lines (self, self->position, next);
  self->position = next;
}

/**
 * ibar_text_cutter_next:
 * @stop: (out): the offset of the record's end; the caller moves on with ibar_text_cutter_skip_to()
 * @line: (out): its first line
 *
 * Cuts the next record that is not blank into self->cells.
 */
IbarTextCut
ibar_text_cutter_next (IbarTextCutter *self, gsize *stop, gint64 *line, GError **error)
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
              return IBAR_TEXT_CUT_UNCLOSED;
            }
          if (!fill (self, error))
            {
              if (error != NULL && *error != NULL)
                return IBAR_TEXT_CUT_FAILED;
              end = self->buffer->len > 0 ? cut_line (self, &unclosed) : G_MAXSIZE;
              break;
            }
        }
      if (self->position >= self->buffer->len)
        return IBAR_TEXT_CUT_END;
      if (end == G_MAXSIZE)
        {
          *stop = find_line_end (self);
          return IBAR_TEXT_CUT_UNCLOSED;
        }
      if (!is_blank_line (self))
        {
          *stop = end;
          return IBAR_TEXT_CUT_RECORD;
        }
      ibar_text_cutter_skip_to (self, MIN (end + 1, self->buffer->len));
    }
}

/* Beginning ---------------------------------------------------------------------------------------- */

/* How many of the first records have as many cells as most of them, if that is more than one. */
static guint
rate_delimiter (IbarTextCutter *self, char delimiter)
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
find_delimiter (IbarTextCutter *self)
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

/* Reads from the beginning again; the delimiter is looked for the first time only. */
gboolean
ibar_text_cutter_start (IbarTextCutter *self, GError **error)
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

void
ibar_text_cutter_init (IbarTextCutter *self, IbarImportFile *file)
{
  self->decoder.file = file;
  self->buffer = g_string_sized_new (IBAR_TEXT_CHUNK * 2);
  self->cells = g_array_new (FALSE, FALSE, sizeof (IbarTextCell));
}

void
ibar_text_cutter_clear (IbarTextCutter *self)
{
  ibar_import_file_close (self->decoder.file);
  g_string_free (self->buffer, TRUE);
  g_array_unref (self->cells);
}
