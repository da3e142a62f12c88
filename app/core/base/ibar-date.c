/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calendar days and what is known of them.
 *
 * A day is one integer, so that a filter compares numbers and a column of a million dates is four
 * megabytes. The proleptic Gregorian calendar is used throughout, as ISO 8601 does; time zones and
 * hours are no part of an event's date here. */

#define G_LOG_DOMAIN "ibar-date"

#include "config.h"

#include "ibar-date.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define DAYS_PER_ERA 146097 /* 400 Gregorian years */

static const char *const precision_names[]
    = { "day", "day-inferred", "month", "year", "range", "unknown" };

/**
 * ibar_days_in_month:
 * @year: any
 * @month: 1 … 12
 *
 * Returns: how many days it has
 */
int
ibar_days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && leap);
}

/* Exactly n digits at *cursor; moves past them. */
static gboolean
take_digits (const char **cursor, int n, int *value)
{
  int sum = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*cursor)[i]))
        return FALSE;
      sum = sum * 10 + (*cursor)[i] - '0';
    }
  *cursor += n;
  *value = sum;
  return TRUE;
}

static gboolean
fail_grammar (const char *text, GError **error)
{
  g_autofree char *shown = ibar_error_dup_start (text, 40);

  g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
               _ ("“%s” is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD"), shown);
  return FALSE;
}

static gboolean
check_calendar (int year, int month, int day, GError **error)
{
  if (year < 1)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                 _ ("There is no year %04d; expected 0001 to 9999"), year);
  else if (month < 1 || month > 12)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                 _ ("There is no month %02d; expected 01 to 12"), month);
  else if (day < 1 || day > ibar_days_in_month (year, month))
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                 /* Translators: day, month name, year, number of days of that month. */
                 _ ("There is no %1$d %2$s %3$04d; that month has %4$d days"), day,
                 ibar_month_with_day (month), year, ibar_days_in_month (year, month));
  else
    return TRUE;
  return FALSE;
}

/**
 * ibar_day_from_ymd:
 * @year: [0001 … 9999]
 * @month: [1 … 12]
 * @day: [1 … 31]
 *
 * The day number of a calendar date. The date must exist: use ibar_day_parse() for text of others.
 *
 * Returns: [days since 1970-01-01], or %IBAR_DAY_NONE if there is no such date
 *
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
IbarDay
ibar_day_from_ymd (int year, int month, int day)
{
  int era, year_of_era, day_of_year, day_of_era;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1
      || day > ibar_days_in_month (year, month))
    return IBAR_DAY_NONE;

  /* Years begin in March, so that the leap day is the last of a year. */
  year -= month <= 2;
  era = year / 400;
  year_of_era = year - era * 400;
  day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * DAYS_PER_ERA + day_of_era - 719468;
}

/**
 * ibar_day_to_ymd:
 * @day: a day [%IBAR_DAY_MIN … %IBAR_DAY_MAX]; others are clamped
 * @year: (out): [0001 … 9999]
 * @month: (out): [1 … 12]
 * @mday: (out): [1 … 31]
 *
 * The calendar date of a day number.
 *
 * Source: as ibar_day_from_ymd(), civil_from_days.
 */
void
ibar_day_to_ymd (IbarDay day, int *year, int *month, int *mday)
{
  int shifted = CLAMP (day, IBAR_DAY_MIN, IBAR_DAY_MAX) + 719468;
  int era = shifted / DAYS_PER_ERA;
  int day_of_era = shifted - era * DAYS_PER_ERA;
  int year_of_era
      = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int march_month = (5 * day_of_year + 2) / 153;

  *mday = day_of_year - (153 * march_month + 2) / 5 + 1;
  *month = march_month < 10 ? march_month + 3 : march_month - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

/**
 * ibar_day_today:
 *
 * Today in the local time zone.
 *
 * Returns: [days since 1970-01-01]
 */
IbarDay
ibar_day_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return ibar_day_from_ymd (g_date_time_get_year (now), g_date_time_get_month (now),
                            g_date_time_get_day_of_month (now));
}

/**
 * ibar_day_parse:
 * @text: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; white space around it is ignored
 * @start: (out) (optional): the first day meant
 * @end: (out) (optional): the last day meant
 * @precision: (out) (optional): day, month or year
 * @error: return location
 *
 * Reads an ISO 8601 date. A year or a month stands for all its days.
 *
 * Returns: FALSE with @error set and nothing written if @text is no date
 *
 * Errors: %IBAR_ERROR_PARSE if it does not follow the grammar, %IBAR_ERROR_DATA if it does but the
 * calendar has no such date.
 */
gboolean
ibar_day_parse (const char *text,
                IbarDay *start,
                IbarDay *end,
                IbarDatePrecision *precision,
                GError **error)
{
  const char *cursor = text;
  int year, month = 1, day = 1, last_month = 12, last_day = 31;
  IbarDatePrecision found = IBAR_DATE_YEAR;

  g_return_val_if_fail (text != NULL, FALSE);

  while (g_ascii_isspace (*cursor))
    cursor++;
  if (!take_digits (&cursor, 4, &year))
    return fail_grammar (text, error);
  if (*cursor == '-')
    {
      cursor++;
      if (!take_digits (&cursor, 2, &month))
        return fail_grammar (text, error);
      found = IBAR_DATE_MONTH;
      if (*cursor == '-')
        {
          cursor++;
          if (!take_digits (&cursor, 2, &day))
            return fail_grammar (text, error);
          found = IBAR_DATE_DAY;
        }
    }
  while (g_ascii_isspace (*cursor))
    cursor++;
  if (*cursor != '\0')
    return fail_grammar (text, error);
  if (!check_calendar (year, month, day, error))
    return FALSE;

  if (found != IBAR_DATE_YEAR)
    {
      last_month = month;
      last_day = found == IBAR_DATE_DAY ? day : ibar_days_in_month (year, month);
    }
  if (start != NULL)
    *start = ibar_day_from_ymd (year, month, day);
  if (end != NULL)
    *end = ibar_day_from_ymd (year, last_month, last_day);
  if (precision != NULL)
    *precision = found;
  return TRUE;
}

/**
 * ibar_day_format_iso:
 * @day: a day
 *
 * Returns: (transfer full): `YYYY-MM-DD`, or "" for %IBAR_DAY_NONE
 */
char *
ibar_day_format_iso (IbarDay day)
{
  int year, month, mday;

  if (day == IBAR_DAY_NONE)
    return g_strdup ("");
  ibar_day_to_ymd (day, &year, &month, &mday);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, mday);
}

/**
 * ibar_date_precision_to_string:
 * @precision: a precision
 *
 * Returns: (transfer none): its name in the collection file: "day", "day-inferred", "month",
 * "year", "range" or "unknown"
 */
const char *
ibar_date_precision_to_string (IbarDatePrecision precision)
{
  g_return_val_if_fail (precision >= 0 && precision < (int) G_N_ELEMENTS (precision_names),
                        "unknown");
  return precision_names[precision];
}

/**
 * ibar_date_precision_from_string:
 * @text: (nullable): a name as ibar_date_precision_to_string() gives it
 * @precision: (out): what it means; untouched if unknown
 *
 * Returns: whether @text is such a name
 */
gboolean
ibar_date_precision_from_string (const char *text, IbarDatePrecision *precision)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (precision_names); i++)
    {
      if (strcmp (text, precision_names[i]) == 0)
        {
          *precision = (IbarDatePrecision) i;
          return TRUE;
        }
    }
  return FALSE;
}
