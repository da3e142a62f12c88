/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small JSON walker (RFC 8259): calls back for every scalar of one value that is held in memory, with its path.
 *
 * Numbers are handed out as they stand, so 881990832 or 1e3 reach the reader untouched. Bounded: at most 64 levels
 * deep. Not a document model: nothing is kept.
 */
#define G_LOG_DOMAIN "ibar-json"

#include "config.h"

#include "ibar-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"

#define MAX_DEPTH 64

typedef struct
{
  const char  *p, *stop;
  GString     *path;
  GString     *value;
  IbarJsonFunc func;
  gpointer     user_data;
  int          index; /* of the outermost array element, -1: in none */
  int          depth;
} Walker;

static gboolean walk_value (Walker *self);

static void
skip_blank (Walker *self)
{
  while (self->p < self->stop && strchr (" \t\r\n", *self->p) != NULL && *self->p != '\0')
    self->p++;
}

static gboolean
take (Walker *self, char c)
{
  skip_blank (self);
  if (self->p == self->stop || *self->p != c)
    return FALSE;
  self->p++;
  return TRUE;
}

static gboolean
read_hex (Walker *self, gunichar *c)
{
  *c = 0;
  if (self->stop - self->p < 4)
    return FALSE;
  for (int i = 0; i < 4; i++, self->p++)
    {
      if (!g_ascii_isxdigit (*self->p))
        return FALSE;
      *c = *c << 4 | (gunichar) g_ascii_xdigit_value (*self->p);
    }
  return TRUE;
}

/* \uXXXX and surrogate pairs; NUL and lone surrogates become U+FFFD. */
static gboolean
read_unicode_escape (Walker *self, GString *out)
{
  gunichar c, d;

  if (!read_hex (self, &c))
    return FALSE;
  if (c >= 0xd800 && c < 0xdc00 && self->stop - self->p >= 6 && self->p[0] == '\\' && self->p[1] == 'u')
    {
      const char *back = self->p;

      self->p += 2;
      if (!read_hex (self, &d))
        return FALSE;
      if (d >= 0xdc00 && d < 0xe000)
        c = 0x10000 + ((c - 0xd800) << 10) + (d - 0xdc00);
      else
        self->p = back;
    }
  if (c == 0 || (c >= 0xd800 && c < 0xe000))
    c = 0xfffd;
  g_string_append_unichar (out, c);
  return TRUE;
}

static gboolean
read_string (Walker *self, GString *out)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

  if (!take (self, '"'))
    return FALSE;
  while (self->p < self->stop && *self->p != '"')
    {
      const char *run = self->p;

      while (self->p < self->stop && *self->p != '"' && *self->p != '\\')
        self->p++;
      g_string_append_len (out, run, self->p - run);
      if (self->p < self->stop && *self->p == '\\')
        {
          const char *escape;

          if (++self->p == self->stop)
            return FALSE;
          escape = *self->p != '\0' ? strchr (from, *self->p) : NULL;
          if (escape != NULL)
            g_string_append_c (out, to[escape - from]);
          self->p++;
          if (escape == NULL && (self->p[-1] != 'u' || !read_unicode_escape (self, out)))
            return FALSE;
        }
    }
  return take (self, '"');
}

static void
emit (Walker *self, const char *value)
{
  self->func (self->path->str, self->index, value, self->user_data);
}

static gboolean
walk_object (Walker *self)
{
  gsize length = self->path->len;

  if (take (self, '}'))
    return TRUE;
  do
    {
      skip_blank (self);
      if (length > 0)
        g_string_append_c (self->path, '.');
      if (!read_string (self, self->path) || !take (self, ':') || !walk_value (self))
        return FALSE;
      g_string_truncate (self->path, length);
    }
  while (take (self, ','));
  return take (self, '}');
}

static gboolean
walk_array (Walker *self)
{
  gboolean outermost = self->index < 0;
  int i = 0;
  gboolean good;

  if (take (self, ']'))
    return TRUE;
  do
    {
      if (outermost)
        self->index = i++;
      good = walk_value (self);
    }
  while (good && take (self, ','));
  if (outermost)
    self->index = -1;
  return good && take (self, ']');
}

static gboolean
walk_word (Walker *self)
{
  const char *start = self->p;
  gsize n;

  while (self->p < self->stop && (g_ascii_isalnum (*self->p) || strchr ("+-.", *self->p) != NULL)
         && *self->p != '\0')
    self->p++;
  n = self->p - start;
  if (n == 0)
    return FALSE;
  g_string_truncate (self->value, 0);
  g_string_append_len (self->value, start, n);
  if (g_str_equal (self->value->str, "null"))
    g_string_truncate (self->value, 0);
  else if (!g_str_equal (self->value->str, "true") && !g_str_equal (self->value->str, "false")
           && *start != '-' && !g_ascii_isdigit (*start))
    return FALSE;
  emit (self, self->value->str);
  return TRUE;
}

static gboolean
walk_value (Walker *self)
{
  gboolean good;

  skip_blank (self);
  if (self->p == self->stop || ++self->depth > MAX_DEPTH)
    return FALSE;
  if (*self->p == '{')
    {
      self->p++;
      good = walk_object (self);
    }
  else if (*self->p == '[')
    {
      self->p++;
      good = walk_array (self);
    }
  else if (*self->p == '"')
    {
      g_string_truncate (self->value, 0);
      good = read_string (self, self->value);
      if (good)
        emit (self, self->value->str);
    }
  else
    good = walk_word (self);
  self->depth--;
  return good;
}

/**
 * ibar_json_walk:
 * @text: one JSON value
 * @length: its length [bytes]
 * @func: called for every scalar
 *
 * **Errors:** IBAR_ERROR_PARSE with the character where the text stops being JSON. **Thread:** any.
 * **Cost:** O(length).
 */
gboolean
ibar_json_walk (const char *text, gsize length, IbarJsonFunc func, gpointer user_data, GError **error)
{
  Walker walker = { text, text + length, g_string_new (NULL), g_string_new (NULL), func, user_data, -1, 0 };
  gboolean good = walk_value (&walker);

  skip_blank (&walker);
  if (!good || walker.p != walker.stop)
    {
      g_autofree char *rest = ibar_error_dup_start (walker.p, MIN (20, (gsize) (walker.stop - walker.p)));

      good = FALSE;
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("not JSON from character %zu on: “%.20s”"),
                   (gsize) (walker.p - text) + 1, rest);
    }
  g_string_free (walker.path, TRUE);
  g_string_free (walker.value, TRUE);
  return good;
}

static void
ignore (const char *path, int index, const char *value, gpointer user_data)
{
}

/**
 * ibar_json_member:
 * @text: a JSON object
 * @length: its length [bytes]
 * @name: a member's name
 * @start: (out): where the member's value starts
 * @member_length: (out): how long it is [bytes]
 *
 * Returns: whether the object has such a member
 */
gboolean
ibar_json_member (const char *text, gsize length, const char *name, const char **start, gsize *member_length)
{
  Walker walker = { text, text + length, g_string_new (NULL), g_string_new (NULL), ignore, NULL, -1, 0 };
  g_autoptr (GString) key = g_string_new (NULL);
  gboolean found = FALSE;

  if (take (&walker, '{'))
    do
      {
        g_string_truncate (key, 0);
        if (!read_string (&walker, key) || !take (&walker, ':'))
          break;
        skip_blank (&walker);
        *start = walker.p;
        if (!walk_value (&walker))
          break;
        *member_length = walker.p - *start;
        found = g_str_equal (key->str, name);
      }
    while (!found && take (&walker, ','));
  g_string_free (walker.path, TRUE);
  g_string_free (walker.value, TRUE);
  return found;
}

/**
 * ibar_json_append_string:
 * @out: grows by a quoted JSON string, or by null
 * @text: (nullable): UTF-8
 */
void
ibar_json_append_string (GString *out, const char *text)
{
  if (text == NULL)
    {
      g_string_append (out, "null");
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      const char *run = p;

      while ((guchar) *p >= 0x20 && *p != '"' && *p != '\\')
        p++;
      g_string_append_len (out, run, p - run);
      if (*p == '\0')
        break;
      if (*p == '"' || *p == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
        }
      else if (*p == '\n')
        g_string_append (out, "\\n");
      else
        g_string_append_printf (out, "\\u%04x", (guchar) *p);
    }
  g_string_append_c (out, '"');
}
