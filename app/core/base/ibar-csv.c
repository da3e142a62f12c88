/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CSV as RFC 4180 defines it, with line numbers.
 *
 * GDAL reads CSV too, and imports go through it; but it forgets the line a record stood on and
 * repairs what is broken. Curated text is reviewed by line and must not be repaired in silence, so
 * it is read here: strictly, UTF-8 only, and every complaint with the line it is about. The whole
 * text is in memory; a record's fields are cut into one buffer that is used again for the next. */

#define G_LOG_DOMAIN "ibar-csv"

#include "config.h"

#include "ibar-csv.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

struct _IbarCsv
{
  const char *at; /* (borrowed) what is left */
  const char *end;
  guint line;      /* of at, from 1 */
  guint record;    /* the line the last record began on */
  GString *buffer; /* (owned) the record's fields, each ended by NUL */
  GArray *starts;  /* (owned) of gsize: where each field begins in the buffer */
};

/* The line the complaint is about becomes the record's. */
static gboolean
fail (IbarCsv *self, GError **error, guint line, const char *message)
{
  self->record = line;
  g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_PARSE, message);
  return FALSE;
}

static void
begin_field (IbarCsv *self)
{
  gsize start = self->buffer->len;

  g_array_append_val (self->starts, start);
}

static void
end_field (IbarCsv *self)
{
  g_string_append_c (self->buffer, '\0');
}

/* Past a line's end, whichever of LF and CRLF it is; FALSE if there is none here. */
static gboolean
take_line_end (IbarCsv *self)
{
  if (self->at < self->end && *self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n')
    self->at++;
  if (self->at >= self->end || *self->at != '\n')
    return FALSE;
  self->at++;
  self->line++;
  return TRUE;
}

/* After the opening quote; to after the closing one. */
static gboolean
take_quoted (IbarCsv *self, GError **error)
{
  guint opened = self->line;

  for (; self->at < self->end; self->at++)
    {
      if (*self->at == '"')
        {
          if (self->at + 1 >= self->end || self->at[1] != '"')
            {
              self->at++;
              return TRUE;
            }
          self->at++;
        }
      else if (*self->at == '\n')
        self->line++;
      g_string_append_c (self->buffer, *self->at);
    }
  return fail (self, error, opened, _ ("a quoted field begins here and does not end"));
}

static gboolean
take_plain (IbarCsv *self, GError **error)
{
  for (; self->at < self->end; self->at++)
    {
      if (*self->at == ',' || *self->at == '\n')
        return TRUE;
      if (*self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n')
        return TRUE;
      if (*self->at == '"')
        return fail (
            self, error, self->line,
            _ ("a quote inside a field that does not begin with one; quote the whole field "
               "and double the quotes inside"));
      g_string_append_c (self->buffer, *self->at);
    }
  return TRUE;
}

static gboolean
take_field (IbarCsv *self, GError **error)
{
  gboolean ok;

  begin_field (self);
  if (self->at < self->end && *self->at == '"')
    {
      self->at++;
      ok = take_quoted (self, error);
    }
  else
    ok = take_plain (self, error);
  end_field (self);
  return ok;
}

/**
 * ibar_csv_new:
 * @data: (array length=size): the text; must outlive the reader. A byte order mark is skipped.
 * @size: [bytes]
 *
 * Returns: (transfer full): a reader before the first record
 */
IbarCsv *
ibar_csv_new (const char *data, gsize size)
{
  IbarCsv *self = g_new0 (IbarCsv, 1);

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  self->at = data;
  self->end = data + size;
  self->line = 1;
  self->buffer = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

/**
 * ibar_csv_free:
 * @self: a reader
 */
void
ibar_csv_free (IbarCsv *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->buffer, TRUE);
  g_array_unref (self->starts);
  g_free (self);
}

/**
 * ibar_csv_read:
 * @self: a reader
 * @row: (out): whether there was a record; FALSE at the end
 * @error: return location
 *
 * Reads the next record. Empty lines are passed over.
 *
 * Returns: FALSE with @error set if the text is not well formed; reading cannot go on then
 *
 * Errors: %IBAR_ERROR_PARSE; ibar_csv_get_line() then says which line it is about.
 *
 * Cost: O(length of the record).
 */
gboolean
ibar_csv_read (IbarCsv *self, gboolean *row, GError **error)
{
  g_return_val_if_fail (self != NULL && row != NULL, FALSE);

  *row = FALSE;
  while (take_line_end (self))
    ;
  if (self->at >= self->end)
    return TRUE;

  self->record = self->line;
  g_string_truncate (self->buffer, 0);
  g_array_set_size (self->starts, 0);
  for (;;)
    {
      if (!take_field (self, error))
        return FALSE;
      if (self->at >= self->end || take_line_end (self))
        break;
      if (*self->at != ',')
        return fail (self, error, self->line, _ ("text after the closing quote of a field"));
      self->at++;
    }
  for (guint i = 0; i < self->starts->len; i++)
    {
      gsize start = g_array_index (self->starts, gsize, i);
      gsize end = i + 1 < self->starts->len ? g_array_index (self->starts, gsize, i + 1)
                                            : self->buffer->len;

      if (!g_utf8_validate (self->buffer->str + start, (gssize) (end - start - 1), NULL))
        return fail (self, error, self->record, _ ("bytes that are not UTF-8, or a NUL"));
    }
  *row = TRUE;
  return TRUE;
}

/**
 * ibar_csv_get_line:
 * @self: a reader after ibar_csv_read()
 *
 * Returns: the line the record began on, from 1; after an error the line that is wrong
 */
guint
ibar_csv_get_line (IbarCsv *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->record;
}

/**
 * ibar_csv_get_n_fields:
 * @self: a reader after ibar_csv_read()
 *
 * Returns: how many fields the record has
 */
guint
ibar_csv_get_n_fields (IbarCsv *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->starts->len;
}

/**
 * ibar_csv_get_field:
 * @self: a reader after ibar_csv_read()
 * @index: a field, from 0
 *
 * Returns: (transfer none): its text until the next read; "" beyond the last
 */
const char *
ibar_csv_get_field (IbarCsv *self, guint index)
{
  g_return_val_if_fail (self != NULL, "");

  if (index >= self->starts->len)
    return "";
  return self->buffer->str + g_array_index (self->starts, gsize, index);
}

/**
 * ibar_csv_append_field:
 * @out: where it goes
 * @text: (nullable): the field
 *
 * Writes a field so that ibar_csv_read() gives it back.
 */
void
ibar_csv_append_field (GString *out, const char *text)
{
  g_return_if_fail (out != NULL);

  if (text == NULL)
    return;
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}
