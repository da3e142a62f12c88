/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates as strangers write them: 2023-05-29, 29 May 2023, 01-January-2015, 9-May-20, 20191024, 5/9/2023,
 * 29.5.2023, 2012-05-03 00:00:00.000, ISO 8601 with time and zone, Unix seconds and milliseconds, intervals of ISO 8601
 * (ibar-import-date-intervals.c), and three columns with 0 for unknown.
 *
 * A cell is cut into at most three parts (numbers or month names) and the separator between them; a time
 * after the date is checked and dropped. The day is the one that is written: a zone does not move it, as what the
 * source calls the 29th is the 29th. Unix times are days in UTC.
 *
 * The order of day and month is never guessed from one cell: IbarDateEvidence counts over many (ibar-import-date-evidence.c).
 */
#include "config.h"

#define G_LOG_DOMAIN "ibar-import-dates"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-values.h"
#include "ibar-names.h"

#define MAX_CELL 64 /* no date is longer [bytes] */

/* Two-digit years: 70–99 are 19xx, 00–69 are 20xx, as POSIX strptime() has it. */
#define TWO_DIGIT_PIVOT 70

typedef struct
{
  int number;   /* -1: a month's name */
  int n_digits;
  int month;    /* 1–12 if a name */
} Part;

typedef struct
{
  Part parts[3];
  int  n_parts;
  char separator; /* the first between two parts: '-', '/', '.' or ' ' */
} Shape;

static const char *const english_months[12]
    = { "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december" };

/* Folded: without diacritics, lower case. */
static const char *const other_months[][12] = {
  { "janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor",
    "nentor", "dhjetor" },
  { "januar", "februar", "mart", "april", "maj", "jun", "jul", "avgust", "septembar", "oktobar",
    "novembar", "decembar" },
  { "januar", "februar", "marz", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "dezember" },
  { "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
    "novembre", "decembre" },
};

static const char *const weekdays[7]
    = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

gboolean
ibar_import_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;
  while (*text == ' ' || (*text >= '\t' && *text <= '\r'))
    text++;
  return *text == '\0';
}

static gboolean
fail_parse (const char *text, GError **error)
{
  return ibar_import_fail_value (text, IBAR_ERROR_PARSE,
                                 _ ("“%.40s” is no date in a known form, such as 2023-05-29 or 29 May 2023"), error);
}

/* “About” is some days more than the year, nobody knows how many: a number of ours would be invented. */
static gboolean
fail_vague (const char *text, GError **error)
{
  return ibar_import_fail_value (text, IBAR_ERROR_PARSE,
                                 _ ("“%.40s” does not say between which days; an interval does, such as 1904/1906"), error);
}

/* month 0: the year only; day 0: the month only. Says which part is impossible. */
static gboolean
set_ymd (int year, int month, int day, IbarImportDate *date, GError **error)
{
  if (year < 1 || year > 9999)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("there is no year %d"), year);
      return FALSE;
    }
  if (month < 0 || month > 12)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("there is no month %d"), month);
      return FALSE;
    }
  if (month == 0)
    {
      date->start = ibar_day_from_ymd (year, 1, 1);
      date->end = ibar_day_from_ymd (year, 12, 31);
      date->precision = IBAR_DATE_YEAR;
      return TRUE;
    }
  if (day < 0 || day > ibar_days_in_month (year, month))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                   _ ("there is no day %d in %04d-%02d, which has %d days"), day, year, month,
                   ibar_days_in_month (year, month));
      return FALSE;
    }
  date->precision = day == 0 ? IBAR_DATE_MONTH : IBAR_DATE_DAY;
  date->start = ibar_day_from_ymd (year, month, day == 0 ? 1 : day);
  date->end = day == 0 ? ibar_day_from_ymd (year, month, ibar_days_in_month (year, month)) : date->start;
  return TRUE;
}

static void
set_unix (gint64 seconds, IbarImportDate *date)
{
  gint64 day = seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400);

  date->start = date->end = (IbarDay) day;
  date->precision = IBAR_DATE_DAY;
}

/* Words ------------------------------------------------------------------------------------------ */

static gboolean
is_abbreviation (const char *word, const char *full)
{
  gsize n = strlen (word);

  return n >= 3 && n <= strlen (full) && strncmp (word, full, n) == 0;
}

/* 1–12, 0 for a weekday (to be passed over), -1 for anything else. */
static int
read_word (const char *start, gsize n)
{
  g_autofree char *word = g_strndup (start, n);
  g_autofree char *folded = ibar_fold (word);

  for (int m = 0; m < 12; m++)
    if (is_abbreviation (folded, english_months[m]))
      return m + 1;
  if (g_str_equal (folded, "sept"))
    return 9;
  for (gsize i = 0; i < G_N_ELEMENTS (other_months); i++)
    for (int m = 0; m < 12; m++)
      if (g_str_equal (folded, other_months[i][m]))
        return m + 1;
  for (int d = 0; d < 7; d++)
    if (is_abbreviation (folded, weekdays[d]))
      return 0;
  return -1;
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalpha (c) || (guchar) c >= 0x80;
}

/* Time ------------------------------------------------------------------------------------------- */

static const char *
skip_digits (const char *p, int min, int max, int *value)
{
  int n = 0, v = 0;

  while (n < max && g_ascii_isdigit (p[n]))
    v = v * 10 + (p[n++] - '0');
  if (n < min)
    return NULL;
  if (value != NULL)
    *value = v;
  return p + n;
}

static const char *
skip_zone (const char *p)
{
  while (*p == ' ')
    p++;
  if (g_ascii_strncasecmp (p, "utc", 3) == 0 || g_ascii_strncasecmp (p, "gmt", 3) == 0)
    p += 3;
  else if (*p == 'Z' || *p == 'z')
    p++;
  if ((*p == '+' || *p == '-') && g_ascii_isdigit (p[1]))
    {
      const char *q = skip_digits (p + 1, 1, 2, NULL);

      if (*q == ':')
        q++;
      while (g_ascii_isdigit (*q))
        q++;
      p = q;
    }
  return p;
}

/* A time of day and nothing after it: "T23:59:59.5+02:00", " 3:04 PM", or nothing at all. */
static gboolean
is_time_tail (const char *p)
{
  int hour, minute, second = 0;

  while (*p == ' ' || *p == 'T' || *p == 't' || *p == ',')
    p++;
  if (*p == '\0')
    return TRUE;
  if (*p == 'Z' || *p == '+')
    return *skip_zone (p) == '\0';
  p = skip_digits (p, 1, 2, &hour);
  if (p == NULL || *p != ':')
    return FALSE;
  p = skip_digits (p + 1, 2, 2, &minute);
  if (p == NULL)
    return FALSE;
  if (*p == ':')
    {
      p = skip_digits (p + 1, 2, 2, &second);
      if (p == NULL)
        return FALSE;
      if (*p == '.' || *p == ',')
        for (p++; g_ascii_isdigit (*p);)
          p++;
    }
  while (*p == ' ')
    p++;
  if (g_ascii_strncasecmp (p, "am", 2) == 0 || g_ascii_strncasecmp (p, "pm", 2) == 0)
    p += 2;
  p = skip_zone (p);
  while (*p == ' ')
    p++;
  return *p == '\0' && hour <= 24 && minute < 60 && second <= 60;
}

/* Shapes ----------------------------------------------------------------------------------------- */

/* Reads one number or month; NULL if there is neither. */
static const char *
read_part (const char *p, Part *part)
{
  const char *start = p;

  if (g_ascii_isdigit (*p))
    {
      part->number = 0;
      part->month = 0;
      for (part->n_digits = 0; g_ascii_isdigit (*p) && part->n_digits < 5; part->n_digits++)
        part->number = part->number * 10 + (*p++ - '0');
      if (part->n_digits == 5)
        return NULL;
      /* 29th */
      if (is_letter (*p) && is_letter (p[1]) && !is_letter (p[2]) && part->number <= 31
          && (g_ascii_strncasecmp (p, "st", 2) == 0 || g_ascii_strncasecmp (p, "nd", 2) == 0
              || g_ascii_strncasecmp (p, "rd", 2) == 0 || g_ascii_strncasecmp (p, "th", 2) == 0))
        p += 2;
      return p;
    }
  while (is_letter (*p))
    p++;
  if (p == start)
    return NULL;
  part->number = -1;
  part->n_digits = 0;
  part->month = read_word (start, p - start);
  return part->month < 0 ? NULL : p;
}

/* After part n: the separator towards the next part, or NULL where the date ends. */
static const char *
read_separator (const char *p, char *separator)
{
  const char *q = p;

  *separator = ' ';
  while (*q == ' ' || *q == '-' || *q == '/' || *q == '.' || *q == ',')
    {
      if (*q != ' ' && *q != ',')
        *separator = *q;
      q++;
    }
  return q == p ? NULL : q;
}

static gboolean
read_shape (const char *p, Shape *shape, const char **rest)
{
  char separator;

  shape->n_parts = 0;
  shape->separator = 0;
  while (shape->n_parts < 3)
    {
      const char *end = read_part (p, &shape->parts[shape->n_parts]);
      const char *next;

      if (end == NULL || (*end == ':' && shape->n_parts > 0))
        {
          *rest = p;
          return shape->n_parts > 0;
        }
      if (shape->parts[shape->n_parts].number >= 0 || shape->parts[shape->n_parts].month > 0)
        shape->n_parts++;
      *rest = end;
      next = read_separator (end, &separator);
      if (next == NULL || *next == '\0')
        {
          *rest = next == NULL ? end : next;
          return shape->n_parts > 0;
        }
      if (shape->separator == 0 && shape->n_parts == 1)
        shape->separator = separator;
      if (shape->n_parts == 3)
        break;
      p = next;
    }
  /* A full stop after a day-first date (29.5.2023.) belongs to it. */
  if (**rest == '.')
    (*rest)++;
  return TRUE;
}

static int
full_year (const Part *part)
{
  if (part->n_digits > 2)
    return part->number;
  return part->number + (part->number >= TWO_DIGIT_PIVOT ? 1900 : 2000);
}

static gboolean
is_named (const Part *part)
{
  return part->number < 0;
}

static gboolean
is_year (const Part *part)
{
  return part->n_digits == 4;
}

/* 29 May 2023, May 29 2023, 2023 May 29, May 2023, 2023 May. */
static gboolean
set_named (const Shape *shape, const char *text, IbarImportDate *date, GError **error)
{
  const Part *a = &shape->parts[0], *b = &shape->parts[1], *c = &shape->parts[2];

  if (shape->n_parts == 3 && is_named (b) && !is_named (a) && !is_named (c))
    {
      if (is_year (a))
        return set_ymd (a->number, b->month, c->number, date, error);
      return set_ymd (full_year (c), b->month, a->number, date, error);
    }
  if (shape->n_parts == 3 && is_named (a) && !is_named (b) && is_year (c))
    return set_ymd (c->number, a->month, b->number, date, error);
  if (shape->n_parts == 2 && is_named (a) && is_year (b))
    return set_ymd (b->number, a->month, 0, date, error);
  if (shape->n_parts == 2 && is_named (b) && is_year (a))
    return set_ymd (a->number, b->month, 0, date, error);
  return fail_parse (text, error);
}

/* All parts are numbers. */
static gboolean
set_numbers (const Shape *shape, const char *text, IbarDateOrder order, IbarImportDate *date,
             GError **error)
{
  const Part *a = &shape->parts[0], *b = &shape->parts[1], *c = &shape->parts[2];
  gboolean month_first = order == IBAR_DATE_ORDER_MONTH_FIRST && shape->separator != '.';

  if (shape->n_parts == 3 && is_year (a))
    return set_ymd (a->number, b->number, c->number, date, error);
  if (shape->n_parts == 3 && a->n_digits <= 2 && b->n_digits <= 2
      && (is_year (c) || c->n_digits == 2))
    return set_ymd (full_year (c), month_first ? a->number : b->number,
                    month_first ? b->number : a->number, date, error);
  if (shape->n_parts == 2 && is_year (a) && b->n_digits <= 2)
    return set_ymd (a->number, b->number, 0, date, error);
  if (shape->n_parts == 2 && a->n_digits <= 2 && is_year (b))
    return set_ymd (b->number, a->number, 0, date, error);
  if (shape->n_parts == 1 && is_year (a))
    return set_ymd (a->number, 0, 0, date, error);
  return fail_parse (text, error);
}

static int
number_at (const char *p, int n)
{
  int v = 0;

  for (int i = 0; i < n; i++)
    v = v * 10 + (p[i] - '0');
  return v;
}

/* Digits only, at least six of them: YYYYMM, YYYYMMDD, YYYYMMDDHHMM[SS], Unix seconds or milliseconds. */
static gboolean
set_digits (const char *p, gsize n, gboolean negative, const char *text, IbarImportDate *date,
            GError **error)
{
  if (!negative && (n == 12 || n == 14))
    {
      int year = number_at (p, 4), month = number_at (p + 4, 2), day = number_at (p + 6, 2);

      if (year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1
          && day <= ibar_days_in_month (year, month) && number_at (p + 8, 2) < 24
          && number_at (p + 10, 2) < 60)
        return set_ymd (year, month, day, date, error);
    }
  if (!negative && n == 8)
    return set_ymd (number_at (p, 4), number_at (p + 4, 2), number_at (p + 6, 2), date, error);
  if (!negative && n == 6)
    return set_ymd (number_at (p, 4), number_at (p + 4, 2), 0, date, error);
  if (n >= 9 && n <= 13)
    {
      gint64 value = g_ascii_strtoll (p, NULL, 10) * (negative ? -1 : 1);

      if (n <= 10)
        set_unix (value, date);
      else
        set_unix (value >= 0 ? value / 1000 : -((-value + 999) / 1000), date);
      return TRUE;
    }
  return fail_parse (text, error);
}

gboolean
ibar_import_is_iso_day (const char *text)
{
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

/**
 * ibar_import_parse_date:
 * @text: a cell
 * @order: how to read 05/06/2023; undecided reads the day first
 * @date: (out): all days that are possible
 *
 * Reads a date in any of the forms named at the top of this file.
 *
 * **Errors:** IBAR_ERROR_PARSE for text that is no date, IBAR_ERROR_DATA for 31 February and the like.
 * **Thread:** any. **Cost:** O(length), no allocation but for month names.
 */
gboolean
ibar_import_parse_date (const char *text, IbarDateOrder order, IbarImportDate *date, GError **error)
{
  char cell[MAX_CELL];
  const char *p = text, *rest;
  gsize n, digits;
  Shape shape;
  gboolean negative;

  while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r' || *p == '\'')
    p++;
  n = strlen (p);
  while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\n' || p[n - 1] == '\r' || p[n - 1] == '\t'))
    n--;
  if (n == 0 || n >= MAX_CELL)
    return fail_parse (text, error);
  /* The commonest shape by far, read without being cut up. */
  if (n == 10 && ibar_import_is_iso_day (p))
    return set_ymd (number_at (p, 4), number_at (p + 5, 2), number_at (p + 8, 2), date, error);
  memcpy (cell, p, n);
  cell[n] = '\0';
  if (ibar_import_is_date_interval (cell))
    return ibar_import_parse_date_interval (cell, date, error);
  if (ibar_import_is_date_vague (cell))
    return fail_vague (text, error);

  negative = cell[0] == '-';
  digits = strspn (cell + negative, "0123456789");
  if (digits >= 6 && (cell[negative + digits] == '\0' || cell[negative + digits] == '.'))
    {
      /* Whole seconds are enough: what follows the point, "0" mostly, is passed over. */
      if (strspn (cell + negative + digits, ".0123456789") == strlen (cell + negative + digits))
        return set_digits (cell + negative, digits, negative, text, date, error);
    }
  if (!read_shape (cell, &shape, &rest) || !is_time_tail (rest))
    return fail_parse (text, error);
  for (int i = 0; i < shape.n_parts; i++)
    if (is_named (&shape.parts[i]))
      return set_named (&shape, text, date, error);
  return set_numbers (&shape, text, order, date, error);
}

/* A part of a date in a column of its own: blank and values below 1 (0, -9, -99) are unknown. */
static gboolean
read_column_part (const char *text, int *value, GError **error)
{
  gint64 count;

  *value = 0;
  if (ibar_import_is_blank (text))
    return TRUE;
  if (strchr (text, '-') == NULL && !ibar_import_parse_count (text, &count, NULL))
    {
      int month = read_word (text, strlen (text));

      if (month < 1)
        return fail_parse (text, error);
      *value = month;
      return TRUE;
    }
  if (strchr (text, '-') != NULL)
    return TRUE;
  *value = (int) CLAMP (count, 0, 99999);
  return TRUE;
}

/**
 * ibar_import_date_from_parts:
 * @year: (nullable): a cell
 * @month: (nullable): a cell, a number or a name
 * @day: (nullable): a cell
 * @date: (out): IBAR_DATE_UNKNOWN where the year is unknown
 *
 * Reads a date from three columns, in which 0, blank and negative numbers mean unknown.
 *
 * **Errors:** as ibar_import_parse_date().
 */
gboolean
ibar_import_date_from_parts (const char *year, const char *month, const char *day,
                             IbarImportDate *date, GError **error)
{
  int y, m, d;

  if (!read_column_part (year, &y, error) || !read_column_part (month, &m, error)
      || !read_column_part (day, &d, error))
    return FALSE;
  if (y == 0)
    {
      date->start = date->end = IBAR_DAY_NONE;
      date->precision = IBAR_DATE_UNKNOWN;
      return TRUE;
    }
  return set_ymd (y, m, m == 0 ? 0 : d, date, error);
}
