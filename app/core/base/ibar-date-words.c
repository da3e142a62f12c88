/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dates in words.
 *
 * They are put together from translated patterns and not by strftime(), because the interface's
 * language and LC_TIME need not agree. */

#define G_LOG_DOMAIN "ibar-date"

#include "config.h"

#include "ibar-date.h"

#include <glib/gi18n-lib.h>

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

/**
 * ibar_month_with_day:
 * @month: [1 … 12]
 *
 * Returns: (transfer none): its name as it stands beside a day, "29 May": many languages decline it
 */
const char *
ibar_month_with_day (int month)
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

static char *
format_day (IbarDay day)
{
  int year, month, mday;

  ibar_day_to_ymd (day, &year, &month, &mday);
  /* Translators: a date: 1 is the day, 2 the month's name, 3 the year. */
  return g_strdup_printf (_ ("%1$d %2$s %3$d"), mday, ibar_month_with_day (month), year);
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
    return g_strdup_printf (_ ("%1$d–%2$d %3$s %4$d"), d0, d1, ibar_month_with_day (m0), y0);
  if (y0 == y1)
    /* Translators: days of one year: day and month's name, twice, then the year. */
    return g_strdup_printf (_ ("%1$d %2$s – %3$d %4$s %5$d"), d0, ibar_month_with_day (m0), d1,
                            ibar_month_with_day (m1), y0);

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
