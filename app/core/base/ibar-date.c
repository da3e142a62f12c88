/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calendar days and what is known of them.
 *
 * A day is one integer, so that a filter compares numbers and a column of a million dates is four
 * megabytes. The proleptic Gregorian calendar is used throughout, as ISO 8601 does; time zones and
 * hours are no part of an event's date here. Words are put together from translated patterns and
 * not by strftime(), because the interface's language and LC_TIME need not agree. */

#define G_LOG_DOMAIN "ibar-date"

#include "config.h"

#include "ibar-date.h"

#include <string.h>
#include <time.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define DAYS_PER_ERA 146097 /* 400 Gregorian years */

static const char *const precision_names[]
    = { "day", "day-inferred", "month", "year", "range", "unknown" };

/* Month names beside a day ("29 May"): many languages decline them. */
static const char *const months_with_day[] = {
  NC_ ("month beside a day", "January"),   NC_ ("month beside a day", "February"),
  NC_ ("month beside a day", "March"),     NC_ ("month beside a day", "April"),
  NC_ ("month beside a day", "May"),       NC_ ("month beside a day", "June"),
  NC_ ("month beside a day", "July"),      NC_ ("month beside a day", "August"),
  NC_ ("month beside a day", "September"), NC_ ("month beside a day", "October"),
  NC_ ("month beside a day", "November"),  NC_ ("month beside a day", "December"),
};

static const char *const months_alone[] = {
  NC_ ("month without a day", "January"),   NC_ ("month without a day", "February"),
  NC_ ("month without a day", "March"),     NC_ ("month without a day", "April"),
  NC_ ("month without a day", "May"),       NC_ ("month without a day", "June"),
  NC_ ("month without a day", "July"),      NC_ ("month without a day", "August"),
  NC_ ("month without a day", "September"), NC_ ("month without a day", "October"),
  NC_ ("month without a day", "November"),  NC_ ("month without a day", "December"),
};

/* Where there is little room: below an axis. */
static const char *const months_short[] = {
  NC_ ("month, short", "Jan"), NC_ ("month, short", "Feb"), NC_ ("month, short", "Mar"),
  NC_ ("month, short", "Apr"), NC_ ("month, short", "May"), NC_ ("month, short", "Jun"),
  NC_ ("month, short", "Jul"), NC_ ("month, short", "Aug"), NC_ ("month, short", "Sep"),
  NC_ ("month, short", "Oct"), NC_ ("month, short", "Nov"), NC_ ("month, short", "Dec"),
};

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && leap);
}

static const char *
month_with_day (int month)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "month beside a day", months_with_day[month - 1]);
}

static const char *
month_alone (int month)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "month without a day", months_alone[month - 1]);
}

static const char *
month_short (int month)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "month, short", months_short[month - 1]);
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
  g_autofree char *shown = g_utf8_make_valid (text, (gssize) strnlen (text, 40));

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
  else if (day < 1 || day > days_in_month (year, month))
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                 /* Translators: day, month name, year, number of days of that month. */
                 _ ("There is no %1$d %2$s %3$04d; that month has %4$d days"), day,
                 month_with_day (month), year, days_in_month (year, month));
  else
    return TRUE;
  return FALSE;
}

static char *
format_day (IbarDay day)
{
  int year, month, mday;

  ibar_day_to_ymd (day, &year, &month, &mday);
  /* Translators: a date: 1 is the day, 2 the month's name, 3 the year. */
  return g_strdup_printf (_ ("%1$d %2$s %3$d"), mday, month_with_day (month), year);
}

static char *
format_days (IbarDay start, IbarDay end)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  int y0, m0, d0, y1, m1, d1;

  if (start == end)
    return format_day (start);

  ibar_day_to_ymd (start, &y0, &m0, &d0);
  ibar_day_to_ymd (end, &y1, &m1, &d1);
  if (y0 == y1 && m0 == m1)
    /* Translators: days of one month: first day, last day, month's name, year. */
    return g_strdup_printf (_ ("%1$d–%2$d %3$s %4$d"), d0, d1, month_with_day (m0), y0);
  if (y0 == y1)
    /* Translators: days of one year: day and month's name, twice, then the year. */
    return g_strdup_printf (_ ("%1$d %2$s – %3$d %4$s %5$d"), d0, month_with_day (m0), d1,
                            month_with_day (m1), y0);

  first = format_day (start);
  last = format_day (end);
  /* Translators: from one full date to another. */
  return g_strdup_printf (_ ("%1$s – %2$s"), first, last);
}

static char *
format_months (IbarDay start, IbarDay end)
{
  int y0, m0, d0, y1, m1, d1;

  ibar_day_to_ymd (start, &y0, &m0, &d0);
  ibar_day_to_ymd (end, &y1, &m1, &d1);
  if (y0 == y1 && m0 == m1)
    /* Translators: month's name, year. */
    return g_strdup_printf (_ ("%1$s %2$d, day not known"), month_alone (m0), y0);
  if (y0 == y1)
    /* Translators: first and last month's name, year. */
    return g_strdup_printf (_ ("%1$s – %2$s %3$d, day not known"), month_alone (m0),
                            month_alone (m1), y0);
  /* Translators: month's name and year, twice. */
  return g_strdup_printf (_ ("%1$s %2$d – %3$s %4$d, day not known"), month_alone (m0), y0,
                          month_alone (m1), y1);
}

static char *
format_years (IbarDay start, IbarDay end)
{
  int y0, y1, month, mday;

  ibar_day_to_ymd (start, &y0, &month, &mday);
  ibar_day_to_ymd (end, &y1, &month, &mday);
  if (y0 == y1)
    return g_strdup_printf (_ ("%d, day not known"), y0);
  return g_strdup_printf (_ ("%1$d–%2$d, day not known"), y0, y1);
}

static char *
format_range (IbarDay start, IbarDay end)
{
  g_autofree char *first = format_day (start);
  g_autofree char *last = format_day (end);

  return g_strdup_printf (_ ("between %1$s and %2$s"), first, last);
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
      || day > days_in_month (year, month))
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
      last_day = found == IBAR_DATE_DAY ? day : days_in_month (year, month);
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
 * ibar_month_format:
 * @day: a day of the month
 *
 * Returns: (transfer full): the month and its year for people, "May 2023", translated: in the interface's language,
 * which need not be the C library's
 */
char *
ibar_month_format (IbarDay day)
{
  int year, month, mday;

  ibar_day_to_ymd (day, &year, &month, &mday);
  /* Translators: month's name, year. */
  return g_strdup_printf (_ ("%1$s %2$d"), month_alone (month), year);
}

/**
 * ibar_month_format_short:
 * @day: a day of the month
 * @with_year: whether to say its year
 *
 * Returns: (transfer full): the month for where there is little room, "Sep 2023" or "Sep"
 */
char *
ibar_month_format_short (IbarDay day, gboolean with_year)
{
  int year, month, mday;

  ibar_day_to_ymd (day, &year, &month, &mday);
  if (!with_year)
    return g_strdup (month_short (month));
  /* Translators: month's short name, year. */
  return g_strdup_printf (C_ ("short", "%1$s %2$d"), month_short (month), year);
}

/**
 * ibar_day_format_short:
 * @day: a day
 * @with_year: whether to say its year
 *
 * Returns: (transfer full): the day for where there is little room, "29 Sep 2023" or "29 Sep"
 */
char *
ibar_day_format_short (IbarDay day, gboolean with_year)
{
  int year, month, mday;

  ibar_day_to_ymd (day, &year, &month, &mday);
  if (!with_year)
    /* Translators: day, month's short name. */
    return g_strdup_printf (C_ ("short", "%1$d %2$s"), mday, month_short (month));
  /* Translators: day, month's short name, year. */
  return g_strdup_printf (C_ ("short", "%1$d %2$s %3$d"), mday, month_short (month), year);
}

/**
 * ibar_date_format:
 * @start: the first possible day, or %IBAR_DAY_NONE
 * @end: the last possible day, or %IBAR_DAY_NONE for the same as @start
 * @precision: what is known of it
 *
 * The date in words, in the interface's language, that says no more than is known: "29 May 2023",
 * "26–29 May 2023", "May 2023, day not known", "about 14 January 2017".
 *
 * Returns: (transfer full): the words; "not dated" without a start
 */
char *
ibar_date_format (IbarDay start, IbarDay end, IbarDatePrecision precision)
{
  g_autofree char *days = NULL;

  if (start == IBAR_DAY_NONE)
    start = end;
  if (end == IBAR_DAY_NONE)
    end = start;
  if (start == IBAR_DAY_NONE || precision == IBAR_DATE_UNKNOWN)
    return g_strdup (_ ("not dated"));

  switch (precision)
    {
    case IBAR_DATE_MONTH:
      return format_months (start, end);
    case IBAR_DATE_YEAR:
      return format_years (start, end);
    case IBAR_DATE_RANGE:
      return start == end ? format_day (start) : format_range (start, end);
    case IBAR_DATE_DAY_INFERRED:
      days = format_days (start, end);
      /* Translators: a date that was inferred, or may be off by a day. */
      return g_strdup_printf (_ ("about %s"), days);
    case IBAR_DATE_DAY:
    case IBAR_DATE_UNKNOWN:
    default:
      return format_days (start, end);
    }
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
