/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands on a page outside of the PDF's structure, marked as such.
 *
 * PDF/UA wants everything that is drawn to be a part of the structure or an artifact (paper, rules,
 * the foot of a page), and cairo cannot say the latter. So the operators of a page are read as the
 * format writes them, and a sequence that draws outside of every tag is put between "/Artifact BMC"
 * and "EMC". Nothing else changes: the numbers of the tags stay as they are. */

#define G_LOG_DOMAIN "ibar-pdf-artifacts"

#include "config.h"

#include "ibar-pdf-artifacts.h"

#include <string.h>

#include <gio/gio.h>

/* Deflates or inflates; NULL where the bytes are not what they should be. */
static GByteArray *
convert (GConverter *converter, const guint8 *from, gsize length)
{
  GByteArray *to = g_byte_array_new ();
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize done = 0;

  while (result != G_CONVERTER_FINISHED)
    {
      guint8 part[32768];
      gsize read = 0, written = 0;

      result = g_converter_convert (converter, from + done, length - done, part, sizeof part,
                                    G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
      if (result == G_CONVERTER_ERROR || (read == 0 && written == 0 && result != G_CONVERTER_FINISHED))
        {
          g_byte_array_unref (to);
          return NULL;
        }
      g_byte_array_append (to, part, (guint) written);
      done += read;
    }
  return to;
}

/* Behind a string in parentheses, which nest and are escaped with a backslash. */
static const char *
skip_string (const char *at, const char *end)
{
  int depth = 0;

  for (; at < end; at++)
    {
      if (*at == '\\')
        at++;
      else if (*at == '(')
        depth++;
      else if (*at == ')' && --depth == 0)
        return at + 1;
    }
  return end;
}

static gboolean
is_delimiter (char c)
{
  return c == '\0' || g_ascii_isspace (c) || strchr ("()<>[]{}/%", c) != NULL;
}

/* Behind the next token of a content stream; what "<<", ">>" and brackets enclose are tokens, too. */
static const char *
skip_token (const char *at, const char *end)
{
  if (*at == '(')
    return skip_string (at, end);
  if (end - at >= 2 && (strncmp (at, "<<", 2) == 0 || strncmp (at, ">>", 2) == 0))
    return at + 2;
  if (*at == '<')
    {
      const char *close = memchr (at, '>', (gsize) (end - at));
      return close != NULL ? close + 1 : end;
    }
  for (at++; at < end && !is_delimiter (*at); at++)
    ;
  return at;
}

static gboolean
is_token (const char *at, const char *to, const char *word)
{
  return (gsize) (to - at) == strlen (word) && strncmp (at, word, (gsize) (to - at)) == 0;
}

/* Whether an operator begins to draw: a path, a text, a picture, a shading. */
static gboolean
begins_drawing (const char *at, const char *to)
{
  return is_token (at, to, "m") || is_token (at, to, "re") || is_token (at, to, "BT")
         || is_token (at, to, "Do") || is_token (at, to, "sh");
}

/* The stream with its artifacts marked. An operator stands behind its operands, so what is put before
 * it goes where the first of them begins. */
static GString *
mark (const char *content, gsize length)
{
  GString *out = g_string_sized_new (length + length / 50 + 64);
  const char *end = content + length, *copied = content, *operands = NULL, *to;
  gboolean artifact = FALSE;
  int depth = 0;

  for (const char *at = content; at < end; at = to)
    {
      gboolean opens, draws;

      to = at + 1;
      if (g_ascii_isspace (*at) || *at == '\0')
        continue;
      to = skip_token (at, end);
      if (operands == NULL)
        operands = at;
      if (!g_ascii_isalpha (*at) && *at != '\'' && *at != '"')
        continue; /* an operand */
      opens = is_token (at, to, "BDC") || is_token (at, to, "BMC");
      draws = depth == 0 && !artifact && begins_drawing (at, to);
      if (draws || (opens && artifact))
        {
          g_string_append_len (out, copied, operands - copied);
          g_string_append (out, draws ? "/Artifact BMC\n" : "EMC\n");
          artifact = draws;
          copied = operands;
        }
      depth += opens ? 1 : is_token (at, to, "EMC") ? -1 : 0;
      operands = NULL;
    }
  g_string_append_len (out, copied, end - copied);
  if (artifact)
    g_string_append (out, "\nEMC\n");
  return out;
}

/**
 * ibar_pdf_mark_artifacts:
 * @deflated: a page's content stream as cairo writes it, shape [length]
 * @length: of it [bytes]
 *
 * **Source:** ISO 32000-1, 14.6 (marked content), 14.8.2.2 (real content and artifacts).
 * **Cost:** 40 ns a byte of the page, most of it for deflating again.
 *
 * Returns: (transfer full) (nullable): the stream in which all that is drawn outside of the structure
 * is an artifact; %NULL where it cannot be inflated
 */
GByteArray *
ibar_pdf_mark_artifacts (const guint8 *deflated, gsize length)
{
  g_autoptr (GZlibDecompressor) inflater = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr (GZlibCompressor) deflater = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
  g_autoptr (GByteArray) content = convert (G_CONVERTER (inflater), deflated, length);
  GByteArray *result;
  GString *marked;

  if (content == NULL)
    return NULL;
  marked = mark ((const char *) content->data, content->len);
  result = convert (G_CONVERTER (deflater), (const guint8 *) marked->str, marked->len);
  g_string_free (marked, TRUE);
  return result;
}
