/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Counts as a reader reads them: 176,579 or 176 579 or 176.579, as the locale's numbers are grouped.
 *
 * The C library groups with a flag in the format. The texts that are translated do without it, so that nobody who
 * translates has to know of it, and it is put in here. The locale "C" groups nothing: it is what programs read, and what
 * the command line's tables are written in. */

#define G_LOG_DOMAIN "ibar-counts"

#include "config.h"

#include "ibar-counts.h"

/* "%u" becomes "%'u", "%2$u" "%2$'u"; all else stays. */
static char *
group (const char *format)
{
  GString *grouped = g_string_new (NULL);

  while (*format != '\0')
    {
      const char *end = format + 1;

      if (*format == '%')
        {
          while (g_ascii_isdigit (*end) || *end == '$')
            end++;
          g_string_append_len (grouped, format, end - format);
          if (*end == 'u')
            g_string_append_c (grouped, '\'');
          if (*end == '%' && end == format + 1) /* a sign that is meant */
            g_string_append_c (grouped, *end++);
        }
      else
        g_string_append_c (grouped, *format);
      format = end;
    }
  return g_string_free (grouped, FALSE);
}

/**
 * ibar_dup_counts:
 * @format: as for g_strdup_printf(), with counts as `%u` or `%1$u`
 * @...: what the format asks for
 *
 * Returns: (transfer full): the text, its counts grouped as the reader's locale groups digits
 *
 * **Thread:** any.
 */
char *
ibar_dup_counts (const char *format, ...)
{
  g_autofree char *grouped = NULL;
  char *text;
  va_list args;

  g_return_val_if_fail (format != NULL, NULL);

  grouped = group (format);
  va_start (args, format);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_vprintf (grouped, args);
#pragma GCC diagnostic pop
  va_end (args);
  return text;
}
