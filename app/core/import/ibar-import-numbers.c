/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers and counts as strangers write them: 1234, 1,234, 1.234,5, 1 234,5, 12,5.
 *
 * The mark that stands last is the decimal one where both comma and point occur. A single comma before exactly
 * three digits groups (1,234), any other is a decimal comma (12,5). Never read by the locale of the machine.
 */
#include "config.h"

#define G_LOG_DOMAIN "ibar-import-numbers"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-values.h"

#define MAX_NUMBER 48 /* no number is longer [bytes] */

gboolean
ibar_import_fail_value (const char *text, int code, const char *format, GError **error)
{
  g_autofree char *shown = ibar_error_dup_start (text, 40);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, IBAR_ERROR, code, format, shown);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
fail_number (const char *text, GError **error)
{
  return ibar_import_fail_value (text, IBAR_ERROR_PARSE, _ ("“%.40s” is not a number"), error);
}

/* Copies without blanks and grouping apostrophes, a typographic minus as '-'. FALSE: anything strange. */
static gboolean
squeeze (const char *text, char *out)
{
  gsize n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0x202f || c == '\'' || c == 0x2019)
        continue;
      if (c == 0x2212)
        c = '-';
      if (n + 1 >= MAX_NUMBER || c > 0x7f || strchr ("0123456789+-.,eE", (int) c) == NULL)
        return FALSE;
      out[n++] = (char) c;
    }
  out[n] = '\0';
  return n > 0;
}

/* Groups are three digits each: 1,234,567. */
static gboolean
is_grouped (const char *digits, char mark)
{
  const char *p = digits + (*digits == '-' || *digits == '+');
  gsize n = strspn (p, "0123456789");

  if (n < 1 || n > 3)
    return FALSE;
  for (p += n; *p == mark; p += 4)
    if (strspn (p + 1, "0123456789") != 3)
      return FALSE;
  return *p == '\0' || *p == '.' || *p == ',';
}

static void
remove_mark (char *text, char mark)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != mark)
      *to++ = *from;
  *to = '\0';
}

/* Leaves one point at most, as g_ascii_strtod() wants it. FALSE if the marks make no sense. */
static gboolean
normalise_marks (char *text, gboolean comma_is_decimal)
{
  char *comma = strrchr (text, ','), *point = strrchr (text, '.');

  if (comma != NULL && point != NULL)
    {
      char grouping = comma < point ? ',' : '.';

      if (!is_grouped (text, grouping))
        return FALSE;
      remove_mark (text, grouping);
    }
  else if (comma != NULL && strchr (text, ',') != comma)
    {
      if (!is_grouped (text, ','))
        return FALSE;
      remove_mark (text, ',');
    }
  else if (comma != NULL && !comma_is_decimal && is_grouped (text, ','))
    remove_mark (text, ',');
  else if (point != NULL && strchr (text, '.') != point)
    {
      if (!is_grouped (text, '.'))
        return FALSE;
      remove_mark (text, '.');
    }
  comma = strchr (text, ',');
  if (comma != NULL)
    *comma = '.';
  return TRUE;
}

/* Shared with the coordinates, where a comma is always the decimal mark. */
gboolean
ibar_import_read_number (const char *text, gboolean comma_is_decimal, double *number)
{
  char cell[MAX_NUMBER], *end;

  if (!squeeze (text, cell) || !normalise_marks (cell, comma_is_decimal))
    return FALSE;
  *number = g_ascii_strtod (cell, &end);
  return end != cell && *end == '\0' && isfinite (*number);
}

/**
 * ibar_import_parse_number:
 * @text: a cell
 * @number: (out): its value
 *
 * **Errors:** IBAR_ERROR_PARSE. **Thread:** any.
 */
gboolean
ibar_import_parse_number (const char *text, double *number, GError **error)
{
  if (!ibar_import_read_number (text, FALSE, number))
    return fail_number (text, error);
  return TRUE;
}

/**
 * ibar_import_parse_count:
 * @text: a cell
 * @count: (out): its value, a whole number
 *
 * Accepts 12.0, as spreadsheets write it, but no fraction: half a casualty is another column's number.
 *
 * **Errors:** IBAR_ERROR_PARSE for what is no number, IBAR_ERROR_DATA for what is no count. **Thread:** any.
 */
gboolean
ibar_import_parse_count (const char *text, gint64 *count, GError **error)
{
  double number;
  const char *p = text;
  gint64 value = 0;

  while (g_ascii_isdigit (*p) && p - text < 18)
    value = value * 10 + (*p++ - '0');
  if (p > text && *p == '\0')
    {
      *count = value;
      return TRUE;
    }
  if (!ibar_import_read_number (text, FALSE, &number))
    return fail_number (text, error);
  if (number != floor (number) || fabs (number) > 1e15)
    return ibar_import_fail_value (text, IBAR_ERROR_DATA, _ ("“%.40s” is not a whole number"), error);
  *count = (gint64) number;
  return TRUE;
}
