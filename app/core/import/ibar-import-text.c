/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text in any of the encodings tables come in, decoded to UTF-8 chunk by chunk.
 *
 * A byte order mark decides; else NULs in many of every other byte mean UTF-16, if what they make is text; else the text is
 * UTF-8 until the first byte that is not. If nothing but ASCII came before it, the file is in one of the encodings of one byte
 * a letter (ibar-import-code-pages.c); if UTF-8 letters came before, the byte is broken and becomes U+FFFD, as NULs do: a
 * cell is a C string, and cutting it at a NUL would lose the rest in silence.
 */
#define G_LOG_DOMAIN "ibar-import-text"

#include "config.h"

#include "ibar-import-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

#define SAMPLE 4096 /* [bytes] */

static gboolean
is_text (gunichar c)
{
  return c >= 0x20 ? g_unichar_isdefined (c) && !g_unichar_iscntrl (c) : c == '\t' || c == '\n' || c == '\r';
}

/*
 * Almost only ASCII: NULs in almost every other byte. Other scripts have them where blanks, digits, commas and line ends
 * are: then all of the sample must be text, and hardly any of it two bytes of ASCII, which is what text of one byte
 * a letter looks like between NULs that do not belong there.
 */
static gboolean
looks_like_utf16 (const guchar *bytes, gsize n, gboolean big_endian)
{
  gsize zeros = 0, others = 0, pairs = 0, units = MIN (n, SAMPLE) / 2;
  gboolean text = TRUE;

  for (gsize i = 0; i < units; i++)
    {
      guchar high = bytes[2 * i + !big_endian], low = bytes[2 * i + big_endian];
      gunichar c = (gunichar) high << 8 | low;

      zeros += high == 0;
      others += low == 0;
      pairs += high >= 0x20 && high < 0x7f && low >= 0x20 && low < 0x7f;
      text = text && ((c >= 0xd800 && c < 0xe000) || is_text (c));
    }
  if (zeros * 5 > units * 4 && others * 20 <= zeros)
    return TRUE;
  return text && zeros >= 4 && zeros * 12 >= units && others * 3 <= zeros && pairs * 2 <= units - zeros;
}

/* Returns the length of the byte order mark. */
static gsize
detect (IbarTextDecoder *self, const guchar *bytes, gsize n)
{
  self->encoding = IBAR_ENCODING_UTF8;
  if (n >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      self->seen_letters = TRUE;
      return 3;
    }
  if (n >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe)
    self->encoding = IBAR_ENCODING_UTF16LE;
  else if (n >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff)
    self->encoding = IBAR_ENCODING_UTF16BE;
  else
    {
      if (looks_like_utf16 (bytes, n, FALSE))
        self->encoding = IBAR_ENCODING_UTF16LE;
      else if (looks_like_utf16 (bytes, n, TRUE))
        self->encoding = IBAR_ENCODING_UTF16BE;
      return 0;
    }
  return 2;
}

static void
append_replacement (IbarTextDecoder *self, GString *buffer)
{
  g_string_append_len (buffer, REPLACEMENT, 3);
  self->n_repaired++;
}

static void
append_windows (IbarTextDecoder *self, GString *buffer, const guchar *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      guchar c = bytes[i];

      if (c == 0)
        append_replacement (self, buffer);
      else if (c < 0x80)
        g_string_append_c (buffer, (char) c);
      else
        g_string_append_unichar (buffer, ibar_encoding_decode_byte (self->encoding, c));
    }
}

/* How many bytes the character that starts with this byte has; 0: none starts so. */
static gsize
utf8_length (guchar c)
{
  return c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
}

static gboolean
has_letters (const char *from, const char *to)
{
  for (; from < to; from++)
    if ((guchar) *from >= 0x80)
      return TRUE;
  return FALSE;
}

/* Returns how many bytes at the end begin a character that the next chunk completes. */
static gsize
append_utf8 (IbarTextDecoder *self, GString *buffer, const guchar *bytes, gsize n)
{
  const char *p = (const char *) bytes, *stop = p + n, *end;

  while (p < stop)
    {
      gsize length;

      if (g_utf8_validate_len (p, stop - p, &end))
        end = stop;
      if (!self->seen_letters && has_letters (p, end))
        self->seen_letters = TRUE;
      g_string_append_len (buffer, p, end - p);
      p = end;
      if (p == stop)
        break;
      length = utf8_length ((guchar) *p);
      if (length > (gsize) (stop - p) && !self->end && length > 1)
        {
          gboolean begins = TRUE;

          for (const char *q = p + 1; q < stop; q++)
            begins = begins && ((guchar) *q & 0xc0) == 0x80;
          if (begins)
            return stop - p;
        }
      if (*p != '\0' && !self->seen_letters)
        {
          self->encoding = ibar_encoding_guess_windows ((const guchar *) p, stop - p);
          append_windows (self, buffer, (const guchar *) p, stop - p);
          return 0;
        }
      append_replacement (self, buffer);
      p++;
    }
  return 0;
}

static gsize
append_utf16 (IbarTextDecoder *self, GString *buffer, const guchar *bytes, gsize n)
{
  int low = self->encoding == IBAR_ENCODING_UTF16LE ? 0 : 1;

  for (gsize i = 0; i < n; i += 2)
    {
      gunichar c, d;

      if (i + 2 > n)
        return n - i;
      c = bytes[i + low] | bytes[i + 1 - low] << 8;
      if (c >= 0xd800 && c < 0xdc00)
        {
          if (i + 4 > n)
            return n - i;
          d = bytes[i + 2 + low] | bytes[i + 3 - low] << 8;
          if (d >= 0xdc00 && d < 0xe000)
            {
              g_string_append_unichar (buffer, 0x10000 + ((c - 0xd800) << 10) + (d - 0xdc00));
              i += 2;
              continue;
            }
        }
      if (c == 0 || (c >= 0xd800 && c < 0xe000))
        append_replacement (self, buffer);
      else
        g_string_append_unichar (buffer, c);
    }
  return 0;
}

/**
 * ibar_text_decoder_restart:
 * @self: a decoder
 *
 * Goes back to the beginning of the file, with the encoding unknown again.
 */
void
ibar_text_decoder_restart (IbarTextDecoder *self)
{
  IbarImportFile *file = self->file;

  ibar_import_file_rewind (file);
  memset (self, 0, sizeof *self);
  self->file = file;
}

/**
 * ibar_text_decoder_read:
 * @self: a decoder
 * @buffer: grows by the text read
 * @chunk: how much to read [bytes]
 *
 * Sets self->end when the file is at its end.
 *
 * **Errors:** IBAR_ERROR_FAILED if the file cannot be read.
 */
gboolean
ibar_text_decoder_read (IbarTextDecoder *self, GString *buffer, gsize chunk, GError **error)
{
  g_autofree guchar *bytes = g_malloc (chunk + sizeof self->carry);
  gsize n, skip = 0, rest = 0;

  memcpy (bytes, self->carry, self->n_carry);
  n = ibar_import_file_read (self->file, bytes + self->n_carry, chunk);
  if (n < chunk)
    {
      if (!ibar_import_file_is_at_end (self->file))
        {
          g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("the file could not be read to its end"));
          return FALSE;
        }
      self->end = TRUE;
    }
  n += self->n_carry;
  self->n_carry = 0;
  if (!self->started)
    {
      self->started = TRUE;
      skip = detect (self, bytes, n);
    }
  switch (self->encoding)
    {
    case IBAR_ENCODING_UTF8:
      rest = append_utf8 (self, buffer, bytes + skip, n - skip);
      break;
    case IBAR_ENCODING_WINDOWS_1250:
    case IBAR_ENCODING_WINDOWS_1251:
    case IBAR_ENCODING_WINDOWS_1252:
      append_windows (self, buffer, bytes + skip, n - skip);
      break;
    case IBAR_ENCODING_UTF16LE:
    case IBAR_ENCODING_UTF16BE:
      rest = append_utf16 (self, buffer, bytes + skip, n - skip);
      break;
    }
  if (rest > 0 && self->end)
    append_replacement (self, buffer);
  else if (rest > 0)
    {
      memcpy (self->carry, bytes + n - rest, rest);
      self->n_carry = rest;
    }
  return TRUE;
}

/**
 * ibar_text_decoder_fill:
 * @self: a decoder
 * @buffer: grows by the text read: by a chunk, or by half of what it holds
 *
 * Reads on until there is more text.
 *
 * Returns: FALSE at the end of the file, and with @error set if it cannot be read
 */
gboolean
ibar_text_decoder_fill (IbarTextDecoder *self, GString *buffer, GError **error)
{
  gsize before = buffer->len;

  while (!self->end && buffer->len == before)
    if (!ibar_text_decoder_read (self, buffer, MAX (IBAR_TEXT_CHUNK, before / 2), error))
      return FALSE;
  return buffer->len > before;
}
