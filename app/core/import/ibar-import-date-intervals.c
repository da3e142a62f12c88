/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Vague dates as strangers write them.
 *
 * Between which days something was is what a collection keeps, so an interval of ISO 8601 comes in as it is: 1905/1907,
 * 1905-03/1905-05, 2004-06-28/2004-07-02. Words and signs that say "about", "before" or "after" give one bound or none; they
 * are told from other texts, so that the refusal can say what is missing.
 */
#include "config.h"

#define G_LOG_DOMAIN "ibar-import-dates"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-values.h"

/* YYYY, YYYY-MM or YYYY-MM-DD, and where it ends; NULL for anything else. */
static const char *
skip_iso_date (const char *p)
{
  for (int i = 0; i < 4; i++, p++)
    if (!g_ascii_isdigit (*p))
      return NULL;
  for (int part = 0; part < 2 && *p == '-'; part++, p += 3)
    if (!g_ascii_isdigit (p[1]) || !g_ascii_isdigit (p[2]))
      return NULL;
  return p;
}

/**
 * ibar_import_is_date_interval:
 * @cell: a cell without blanks around it
 *
 * Returns: whether it has the shape of two dates of ISO 8601 with a slash between them; 2023/05 is a month
 */
gboolean
ibar_import_is_date_interval (const char *cell)
{
  const char *slash = skip_iso_date (cell), *end;

  if (slash == NULL || *slash != '/')
    return FALSE;
  end = skip_iso_date (slash + 1);
  return end != NULL && *end == '\0';
}

/**
 * ibar_import_parse_date_interval:
 * @cell: a cell for which ibar_import_is_date_interval() holds
 * @date: (out): from the first day of the first to the last day of the second
 * @error: return location
 *
 * Reads an interval: a day if both are the same day, a range otherwise.
 *
 * **Errors:** IBAR_ERROR_DATA for 31 February and the like, and for an end before the start.
 * **Thread:** any. **Cost:** O(length).
 */
gboolean
ibar_import_parse_date_interval (const char *cell, IbarImportDate *date, GError **error)
{
  const char *slash = strchr (cell, '/');
  g_autofree char *first = g_strndup (cell, slash - cell);
  IbarImportDate start, end;

  if (!ibar_import_parse_date (first, IBAR_DATE_ORDER_UNDECIDED, &start, error)
      || !ibar_import_parse_date (slash + 1, IBAR_DATE_ORDER_UNDECIDED, &end, error))
    return FALSE;
  if (end.end < start.start)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("“%s” ends before it starts"), cell);
      return FALSE;
    }
  *date = (IbarImportDate){ start.start, end.end, start.start == end.end ? IBAR_DATE_DAY : IBAR_DATE_RANGE };
  return TRUE;
}

/**
 * ibar_import_is_date_vague:
 * @cell: a cell without blanks around it
 *
 * Returns: whether it is a date with "about", "before", "after" or their like, or with a sign of EDTF (1905~, 190X, ../1907):
 *   a year is in it, and what makes it vague stands at its beginning or end
 */
gboolean
ibar_import_is_date_vague (const char *cell)
{
  static const char *const words[] = { "about ", "around ", "approx", "before ", "after ",  "circa ", "ca. ",  "ca ",
                                       "c. ",    "c.",      "c ",     "early ", "mid-", "mid ",    "late ",  "..",
                                       "~",      "<",       ">",      "[" };
  gsize n = strlen (cell);

  for (gsize i = 0; i < G_N_ELEMENTS (words) && !g_ascii_isdigit (*cell); i++)
    if (g_ascii_strncasecmp (cell, words[i], strlen (words[i])) == 0)
      return strpbrk (cell, "0123456789") != NULL;
  /* 1905~, 1905?, 1905%, 190X, 1905/.. */
  return n >= 4 && g_ascii_isdigit (cell[0]) && g_ascii_isdigit (cell[1])
         && (strchr ("~?%Xx", cell[n - 1]) != NULL || g_str_has_suffix (cell, "/..") || g_str_has_suffix (cell, "/"));
}
