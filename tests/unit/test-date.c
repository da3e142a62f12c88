/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days against GLib's calendar, dates as text in both directions, and dates in words. */

#include "config.h"

#include <locale.h>

#include "ibar-date.h"
#include "ibar-error.h"

static void
test_every_day (void)
{
  GDate date;

  g_date_clear (&date, 1);
  for (IbarDay day = IBAR_DAY_MIN; day <= IBAR_DAY_MAX; day++)
    {
      int year, month, mday;

      ibar_day_to_ymd (day, &year, &month, &mday);
      g_assert_cmpint (ibar_day_from_ymd (year, month, mday), ==, day);
      if (day % 13 == 0) /* GDate counts 0001-01-01 as 1, and is slow */
        {
          g_date_set_julian (&date, (guint32) (day - IBAR_DAY_MIN + 1));
          g_assert_cmpint (year, ==, g_date_get_year (&date));
          g_assert_cmpint (month, ==, g_date_get_month (&date));
          g_assert_cmpint (mday, ==, g_date_get_day (&date));
        }
    }
  g_assert_cmpint (ibar_day_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (ibar_day_from_ymd (2023, 2, 29), ==, IBAR_DAY_NONE);
  g_assert_cmpint (ibar_day_from_ymd (0, 1, 1), ==, IBAR_DAY_NONE);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text, *start, *end;
    IbarDatePrecision precision;
  } cases[] = {
    { "2023-05-29", "2023-05-29", "2023-05-29", IBAR_DATE_DAY },
    { " 2024-02 ", "2024-02-01", "2024-02-29", IBAR_DATE_MONTH },
    { "1999", "1999-01-01", "1999-12-31", IBAR_DATE_YEAR },
    { "0001-01-01", "0001-01-01", "0001-01-01", IBAR_DATE_DAY },
    { "9999-12", "9999-12-01", "9999-12-31", IBAR_DATE_MONTH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *first = NULL;
      g_autofree char *last = NULL;
      IbarDay start, end;
      IbarDatePrecision precision;

      g_assert_true (ibar_day_parse (cases[i].text, &start, &end, &precision, &error));
      g_assert_no_error (error);
      first = ibar_day_format_iso (start);
      last = ibar_day_format_iso (end);
      g_assert_cmpstr (first, ==, cases[i].start);
      g_assert_cmpstr (last, ==, cases[i].end);
      g_assert_cmpint (precision, ==, cases[i].precision);
    }
}

static void
test_parse_errors (void)
{
  static const struct
  {
    const char *text;
    int code;
    const char *says;
  } cases[] = {
    { "", IBAR_ERROR_PARSE, "YYYY-MM-DD" },
    { "29.05.2023", IBAR_ERROR_PARSE, "29.05.2023" },
    { "2023-5-29", IBAR_ERROR_PARSE, "2023-5-29" },
    { "2023-05-29T10:00", IBAR_ERROR_PARSE, "is not a date" },
    { "2023-05-290", IBAR_ERROR_PARSE, "is not a date" },
    { "2023-", IBAR_ERROR_PARSE, "is not a date" },
    { "12345", IBAR_ERROR_PARSE, "is not a date" },
    { "-2023", IBAR_ERROR_PARSE, "is not a date" },
    { "\xff\xfe", IBAR_ERROR_PARSE, "is not a date" },
    { "2023-02-31", IBAR_ERROR_DATA, "28 days" },
    { "2024-02-30", IBAR_ERROR_DATA, "29 days" },
    { "1900-02-29", IBAR_ERROR_DATA, "February 1900" },
    { "2023-13", IBAR_ERROR_DATA, "month 13" },
    { "2023-00-10", IBAR_ERROR_DATA, "month 00" },
    { "2023-04-00", IBAR_ERROR_DATA, "30 days" },
    { "0000", IBAR_ERROR_DATA, "year 0000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      IbarDay start = 7;

      g_assert_false (ibar_day_parse (cases[i].text, &start, NULL, NULL, &error));
      g_assert_error (error, IBAR_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpint (start, ==, 7);
    }
}

/* For an axis. */
static void
test_short_words (void)
{
  IbarDay day = ibar_day_from_ymd (2023, 9, 5);
  g_autofree char *month = ibar_month_format_short (day, FALSE);
  g_autofree char *month_of_year = ibar_month_format_short (day, TRUE);
  g_autofree char *words = ibar_day_format_short (day, FALSE);
  g_autofree char *words_of_year = ibar_day_format_short (day, TRUE);

  g_assert_cmpstr (month, ==, "Sep");
  g_assert_cmpstr (month_of_year, ==, "Sep 2023");
  g_assert_cmpstr (words, ==, "5 Sep");
  g_assert_cmpstr (words_of_year, ==, "5 Sep 2023");
}

static void
test_words (void)
{
  static const struct
  {
    const char *start, *end;
    IbarDatePrecision precision;
    const char *words;
  } cases[] = {
    { "2023-05-29", "2023-05-29", IBAR_DATE_DAY, "29 May 2023" },
    { "2023-05-26", "2023-05-29", IBAR_DATE_DAY, "26–29 May 2023" },
    { "2023-05-26", "2023-06-02", IBAR_DATE_DAY, "26 May – 2 June 2023" },
    { "2022-12-30", "2023-01-02", IBAR_DATE_DAY, "30 December 2022 – 2 January 2023" },
    { "2023-05-01", "2023-05-31", IBAR_DATE_MONTH, "May 2023, day not known" },
    { "2023-05-01", "2023-06-30", IBAR_DATE_MONTH, "May – June 2023, day not known" },
    { "2022-12-01", "2023-01-31", IBAR_DATE_MONTH, "December 2022 – January 2023, day not known" },
    { "2025-01-01", "2025-12-31", IBAR_DATE_YEAR, "2025, day not known" },
    { "2024-01-01", "2025-12-31", IBAR_DATE_YEAR, "2024–2025, day not known" },
    { "2017-01-14", "2017-01-14", IBAR_DATE_DAY_INFERRED, "about 14 January 2017" },
    { "2017-01-14", "2017-02-03", IBAR_DATE_RANGE, "between 14 January 2017 and 3 February 2017" },
    { "2017-01-14", "2017-01-14", IBAR_DATE_UNKNOWN, "not dated" },
  };
  g_autofree char *undated = ibar_date_format (IBAR_DAY_NONE, IBAR_DAY_NONE, IBAR_DATE_DAY);
  g_autofree char *no_end = ibar_date_format (0, IBAR_DAY_NONE, IBAR_DATE_DAY);

  g_assert_cmpstr (undated, ==, "not dated");
  g_assert_cmpstr (no_end, ==, "1 January 1970");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;
      IbarDay start, end;

      ibar_day_parse (cases[i].start, &start, NULL, NULL, NULL);
      ibar_day_parse (cases[i].end, &end, NULL, NULL, NULL);
      words = ibar_date_format (start, end, cases[i].precision);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_precision_names (void)
{
  IbarDatePrecision back = IBAR_DATE_DAY;

  for (int i = IBAR_DATE_DAY; i <= IBAR_DATE_UNKNOWN; i++)
    {
      const char *text = ibar_date_precision_to_string ((IbarDatePrecision) i);

      g_assert_true (ibar_date_precision_from_string (text, &back));
      g_assert_cmpint (back, ==, i);
    }
  g_assert_false (ibar_date_precision_from_string ("decade", &back));
  g_assert_false (ibar_date_precision_from_string (NULL, &back));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/date/every-day", test_every_day);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/parse-errors", test_parse_errors);
  g_test_add_func ("/date/words", test_words);
  g_test_add_func ("/date/short-words", test_short_words);
  g_test_add_func ("/date/precision-names", test_precision_names);
  return g_test_run ();
}
