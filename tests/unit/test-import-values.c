/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What strangers' cells hold: every shape against GLib's own calendar, and the impossible with its reason. */
#include "config.h"

#include <locale.h>
#include <math.h>

#include "ibar-error.h"
#include "ibar-import-values.h"

static const char *const months[12]
    = { "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December" };

static void
assert_date (const char *text, IbarDateOrder order, const char *start, const char *end,
             IbarDatePrecision precision)
{
  IbarImportDate date;
  g_autoptr (GError) error = NULL;
  g_autofree char *s = NULL, *e = NULL;

  ibar_import_parse_date (text, order, &date, &error);
  if (error != NULL)
    g_error ("%s: %s", text, error->message);
  s = ibar_day_format_iso (date.start);
  e = ibar_day_format_iso (date.end);
  g_assert_cmpstr (s, ==, start);
  g_assert_cmpstr (e, ==, end);
  g_assert_cmpint (date.precision, ==, precision);
}

static void
assert_no_date (const char *text, IbarDateOrder order, int code, const char *needle)
{
  IbarImportDate date;
  g_autoptr (GError) error = NULL;

  g_assert_false (ibar_import_parse_date (text, order, &date, &error));
  g_assert_error (error, IBAR_ERROR, code);
  if (needle != NULL && strstr (error->message, needle) == NULL)
    g_error ("“%s” does not say “%s”", error->message, needle);
}

/* What is too long to be quoted is cut between two letters, wherever the fortieth byte falls. */
static void
test_quotes (void)
{
  for (guint n_before = 0; n_before < 4; n_before++)
    {
      g_autofree char *before = g_strnfill (n_before, '1');
      g_autofree char *text = g_strconcat (before, " године се догодило нешто 日本語日本語日本語 🏔🏔🏔🏔", NULL);
      IbarImportDate date;
      IbarPoint point;
      double number;
      GError *errors[4] = { NULL };

      g_assert_false (ibar_import_parse_date (text, IBAR_DATE_ORDER_UNDECIDED, &date, &errors[0]));
      g_assert_false (ibar_import_parse_coordinate (text, IBAR_AXIS_LATITUDE, &number, &errors[1]));
      g_assert_false (ibar_import_parse_number (text, &number, &errors[2]));
      g_assert_false (ibar_import_parse_position (text, &point, &errors[3]));
      for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
        {
          g_assert_nonnull (errors[i]);
          g_assert_true (g_utf8_validate (errors[i]->message, -1, NULL));
          g_clear_error (&errors[i]);
        }
    }
}

/* Every fifth day of sixty years, in every shape, against GDate. */
static void
test_dates_oracle (void)
{
  GDate day;

  g_date_set_dmy (&day, 1, G_DATE_JANUARY, 1980);
  for (int i = 0; i < 365 * 60; i += 5, g_date_add_days (&day, 5))
    {
      int y = g_date_get_year (&day), m = g_date_get_month (&day), d = g_date_get_day (&day);
      gint64 unix_day = (gint64) g_date_get_julian (&day) - 719163;
      const char *name = months[m - 1];
      g_autofree char *iso = g_strdup_printf ("%04d-%02d-%02d", y, m, d);
      char *shapes[] = {
        g_strdup (iso),
        g_strdup_printf ("%d %s %d", d, name, y),
        g_strdup_printf ("%02d-%s-%d", d, name, y),
        g_strdup_printf ("%d-%.3s-%02d", d, name, y % 100),
        g_strdup_printf ("%s %d, %d", name, d, y),
        g_strdup_printf ("%04d%02d%02d", y, m, d),
        g_strdup_printf ("%04d%02d%02d143000", y, m, d),
        g_strdup_printf ("%d.%d.%d", d, m, y),
        g_strdup_printf (" %02d.%02d.%d. ", d, m, y),
        g_strdup_printf ("%04d/%d/%d", y, m, d),
        g_strdup_printf ("%s 00:00:00.000", iso),
        g_strdup_printf ("%sT23:59:59Z", iso),
        g_strdup_printf ("%sT23:30:00.25+02:00", iso),
        g_strdup_printf ("%s 11:05 PM", iso),
        g_strdup_printf ("%d %s %d 14:00", d, name, y),
        g_strdup_printf ("%" G_GINT64_FORMAT, (unix_day * 86400 + 86399) * 1000 + 999),
      };

      for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
        {
          /* Milliseconds of the first months after 1970 have fewer than nine digits; these are later. */
          assert_date (shapes[s], IBAR_DATE_ORDER_UNDECIDED, iso, iso, IBAR_DATE_DAY);
          g_free (shapes[s]);
        }
      {
        g_autofree char *day_first = g_strdup_printf ("%d/%d/%d", d, m, y);
        g_autofree char *month_first = g_strdup_printf ("%02d/%02d/%d", m, d, y);
        g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, unix_day * 86400);

        assert_date (day_first, IBAR_DATE_ORDER_DAY_FIRST, iso, iso, IBAR_DATE_DAY);
        assert_date (month_first, IBAR_DATE_ORDER_MONTH_FIRST, iso, iso, IBAR_DATE_DAY);
        assert_date (seconds, IBAR_DATE_ORDER_UNDECIDED, iso, iso, IBAR_DATE_DAY);
      }
    }
}

static void
test_dates_parts (void)
{
  IbarImportDate date;

  assert_date ("2023", 0, "2023-01-01", "2023-12-31", IBAR_DATE_YEAR);
  assert_date ("2024-02", 0, "2024-02-01", "2024-02-29", IBAR_DATE_MONTH);
  assert_date ("02/2023", 0, "2023-02-01", "2023-02-28", IBAR_DATE_MONTH);
  assert_date ("May 2023", 0, "2023-05-01", "2023-05-31", IBAR_DATE_MONTH);
  assert_date ("2023-05-00", 0, "2023-05-01", "2023-05-31", IBAR_DATE_MONTH);
  assert_date ("Mon, 29 May 2023 10:00:00 GMT", 0, "2023-05-29", "2023-05-29", IBAR_DATE_DAY);
  assert_date ("29 maj 2023", 0, "2023-05-29", "2023-05-29", IBAR_DATE_DAY);
  assert_date ("9-May-75", 0, "1975-05-09", "1975-05-09", IBAR_DATE_DAY);
  assert_date ("-86400000000", 0, "1967-04-07", "1967-04-07", IBAR_DATE_DAY);

  g_assert_true (ibar_import_date_from_parts ("1970", "0", "0", &date, NULL));
  g_assert_cmpint (date.precision, ==, IBAR_DATE_YEAR);
  g_assert_true (ibar_import_date_from_parts ("1970", "7", "0", &date, NULL));
  g_assert_cmpint (date.precision, ==, IBAR_DATE_MONTH);
  g_assert_true (ibar_import_date_from_parts ("1970", "0", "5", &date, NULL));
  g_assert_cmpint (date.precision, ==, IBAR_DATE_YEAR);
  g_assert_true (ibar_import_date_from_parts ("1970", "July", "2", &date, NULL));
  g_assert_cmpint (date.start, ==, 182);
  g_assert_true (ibar_import_date_from_parts ("", NULL, "-9", &date, NULL));
  g_assert_cmpint (date.precision, ==, IBAR_DATE_UNKNOWN);
  g_assert_cmpint (date.start, ==, IBAR_DAY_NONE);
  g_assert_false (ibar_import_date_from_parts ("1970", "2", "31", &date, NULL));
}

static void
test_dates_impossible (void)
{
  assert_no_date ("2023-02-31", 0, IBAR_ERROR_DATA, "28");
  assert_no_date ("31/02/2023", IBAR_DATE_ORDER_DAY_FIRST, IBAR_ERROR_DATA, "28");
  assert_no_date ("31 February 2024", 0, IBAR_ERROR_DATA, "29");
  assert_no_date ("29.2.1900", 0, IBAR_ERROR_DATA, "28");
  assert_no_date ("05/13/2023", IBAR_DATE_ORDER_DAY_FIRST, IBAR_ERROR_DATA, "13");
  assert_no_date ("20231301", 0, IBAR_ERROR_DATA, "13");
  assert_no_date ("soon", 0, IBAR_ERROR_PARSE, "soon");
  assert_no_date ("2023-05-29 and later", 0, IBAR_ERROR_PARSE, NULL);
  assert_no_date ("2023-05-29 25:00", 0, IBAR_ERROR_PARSE, NULL);
  assert_no_date ("2023-05-29-30-31", 0, IBAR_ERROR_PARSE, NULL);
  assert_no_date ("12345", 0, IBAR_ERROR_PARSE, NULL);
  assert_no_date ("May", 0, IBAR_ERROR_PARSE, NULL);
  assert_no_date ("", 0, IBAR_ERROR_PARSE, NULL);
  assert_no_date ("99999999999999999999999999999999999999", 0, IBAR_ERROR_PARSE, NULL);
  assert_no_date ("<b>2023-05-29</b>", 0, IBAR_ERROR_PARSE, NULL);
}

/* Between which days: ISO 8601's intervals. A slash between a year and a month, or in a day, is none. */
static void
test_date_intervals (void)
{
  assert_date ("1905/1907", 0, "1905-01-01", "1907-12-31", IBAR_DATE_RANGE);
  assert_date (" 1905-03/1905-05 ", 0, "1905-03-01", "1905-05-31", IBAR_DATE_RANGE);
  assert_date ("2004-06-28/2004-07-02", 0, "2004-06-28", "2004-07-02", IBAR_DATE_RANGE);
  assert_date ("2004-02-01/2005", 0, "2004-02-01", "2005-12-31", IBAR_DATE_RANGE);
  assert_date ("1904/1904-02", 0, "1904-01-01", "1904-02-29", IBAR_DATE_RANGE);
  assert_date ("2004-06-28/2004-06-28", 0, "2004-06-28", "2004-06-28", IBAR_DATE_DAY);
  assert_date ("2023/05", 0, "2023-05-01", "2023-05-31", IBAR_DATE_MONTH);
  assert_date ("2023/5/9", 0, "2023-05-09", "2023-05-09", IBAR_DATE_DAY);

  assert_no_date ("1907/1905", 0, IBAR_ERROR_DATA, "ends before it starts");
  assert_no_date ("2004-02-30/2005", 0, IBAR_ERROR_DATA, "29");
  assert_no_date ("1905/0000", 0, IBAR_ERROR_DATA, "year 0");
  assert_no_date ("1905/1907/1909", 0, IBAR_ERROR_DATA, "month 1907");
  assert_no_date ("1905-03-/1907", 0, IBAR_ERROR_DATA, "day 1907");
}

/* What gives one bound or none is refused with what is missing. */
static void
test_dates_vague (void)
{
  static const char *const vague[]
      = { "about 1905", "before 1905", "After 1905", "c. 1905", "ca 1905", "circa May 1905", "c.1905", "~1905",
          "1905~", "1905?", "190X", "../1907", "1905/..", "late 1905" };

  for (gsize i = 0; i < G_N_ELEMENTS (vague); i++)
    assert_no_date (vague[i], 0, IBAR_ERROR_PARSE, "an interval does");
  assert_no_date ("about noon", 0, IBAR_ERROR_PARSE, "known form");
  assert_no_date ("cat", 0, IBAR_ERROR_PARSE, "known form");
}

static void
test_date_evidence (void)
{
  IbarDateEvidence evidence = { 0 };
  g_autofree char *text = NULL;

  for (int i = 0; i < 200; i++)
    {
      g_autofree char *cell = i < 38 ? g_strdup_printf ("%d/03/2021", 13 + i % 15)
                                     : g_strdup_printf ("%d/7/2021", 1 + i % 6);
      ibar_date_evidence_add (&evidence, cell);
    }
  g_assert_cmpint (ibar_date_evidence_decide (&evidence), ==, IBAR_DATE_ORDER_DAY_FIRST);
  text = ibar_date_evidence_explain (&evidence);
  g_assert_cmpstr (text, ==, "38 of 200 rows fit day/month only");

  evidence = (IbarDateEvidence){ 0 };
  ibar_date_evidence_add (&evidence, "03/17/2022");
  ibar_date_evidence_add (&evidence, "3/7/2022");
  ibar_date_evidence_add (&evidence, "");
  ibar_date_evidence_add (&evidence, "unknown");
  g_assert_cmpint (ibar_date_evidence_decide (&evidence), ==, IBAR_DATE_ORDER_MONTH_FIRST);
  g_assert_cmpuint (evidence.n_cells, ==, 3);
  g_assert_cmpuint (evidence.n_neither, ==, 1);

  evidence = (IbarDateEvidence){ 0 };
  ibar_date_evidence_add (&evidence, "2022-03-17");
  ibar_date_evidence_add (&evidence, "5/5/2022");
  g_assert_cmpint (ibar_date_evidence_decide (&evidence), ==, IBAR_DATE_ORDER_UNDECIDED);
  g_assert_cmpuint (evidence.n_unambiguous, ==, 2);
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    double      value;
  } good[] = { { "1234", 1234 },        { "-1.5", -1.5 },       { "12,5", 12.5 },
               { "1,234", 1234 },       { "1,234.5", 1234.5 },  { "1.234,5", 1234.5 },
               { "1 234,5", 1234.5 },   { "1,234,567", 1234567 }, { "1.234.567", 1234567 },
               { "1\xc2\xa0" "234", 1234 }, { "1'234.5", 1234.5 },  { "\xe2\x88\x92" "7", -7 },
               { "1e3", 1000 },         { " 42 ", 42 },         { "0,1234", 0.1234 } };
  static const char *const bad[] = { "", "abc", "1,2,3", "1.2.3", "12-5", "0x10", "inf", "nan", "1,23.4,5",
                                     "=1+1", "1e999" };
  double value;
  gint64 count;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (ibar_import_parse_number (good[i].text, &value, NULL));
      g_assert_cmpfloat (value, ==, good[i].value);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ibar_import_parse_number (bad[i], &value, &error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
    }
  g_assert_true (ibar_import_parse_count ("40000", &count, NULL));
  g_assert_cmpint (count, ==, 40000);
  g_assert_true (ibar_import_parse_count ("12.0", &count, NULL));
  g_assert_cmpint (count, ==, 12);
  g_assert_true (ibar_import_parse_count ("-99", &count, NULL));
  g_assert_cmpint (count, ==, -99);
  g_assert_false (ibar_import_parse_count ("2.5", &count, NULL));
}

/* Degrees written as decimals, with a comma, and as degrees, minutes and seconds give the same. */
static void
test_coordinates_oracle (void)
{
  for (int i = -90000; i <= 90000; i += 371)
    {
      double degrees = i / 1000.0, rest = fabs (degrees), value;
      int d = (int) rest, m = (int) ((rest - d) * 60 + 1e-9);
      double s = fabs (((rest - d) * 60 - m) * 60);
      g_autofree char *plain = g_strdup_printf ("%.3f", degrees);
      g_autofree char *comma = g_strdelimit (g_strdup (plain), ".", ',');
      g_autofree char *dms = g_strdup_printf ("%d°%d′%.4f″%c", d, m, s, degrees < 0 ? 'S' : 'N');
      g_autofree char *ascii = g_strdup_printf ("%c %d %d %.4f", degrees < 0 ? 'W' : 'E', d, m, s);
      g_autofree char *minutes = g_strdup_printf ("%d %.6f' %c", d, m + s / 60, degrees < 0 ? 'S' : 'N');

      g_assert_true (ibar_import_parse_coordinate (plain, IBAR_AXIS_LATITUDE, &value, NULL));
      g_assert_cmpfloat_with_epsilon (value, degrees, 1e-12);
      g_assert_true (ibar_import_parse_coordinate (comma, IBAR_AXIS_LATITUDE, &value, NULL));
      g_assert_cmpfloat_with_epsilon (value, degrees, 1e-12);
      g_assert_true (ibar_import_parse_coordinate (dms, IBAR_AXIS_LATITUDE, &value, NULL));
      g_assert_cmpfloat_with_epsilon (value, degrees, 1e-7);
      g_assert_true (ibar_import_parse_coordinate (ascii, IBAR_AXIS_LONGITUDE, &value, NULL));
      g_assert_cmpfloat_with_epsilon (value, degrees, 1e-7);
      g_assert_true (ibar_import_parse_coordinate (minutes, IBAR_AXIS_LATITUDE, &value, NULL));
      g_assert_cmpfloat_with_epsilon (value, degrees, 1e-7);
    }
}

static void
test_coordinates_impossible (void)
{
  static const struct
  {
    const char *text;
    IbarAxis    axis;
    int         code;
  } bad[] = {
    { "91.5", IBAR_AXIS_LATITUDE, IBAR_ERROR_DATA },  { "-90.0001", IBAR_AXIS_LATITUDE, IBAR_ERROR_DATA },
    { "180.5", IBAR_AXIS_LONGITUDE, IBAR_ERROR_DATA }, { "north", IBAR_AXIS_LATITUDE, IBAR_ERROR_PARSE },
    { "42 61 0 N", IBAR_AXIS_LATITUDE, IBAR_ERROR_PARSE }, { "42.5 E", IBAR_AXIS_LATITUDE, IBAR_ERROR_PARSE },
    { "-42.5 S", IBAR_AXIS_LATITUDE, IBAR_ERROR_PARSE },   { "nan", IBAR_AXIS_LATITUDE, IBAR_ERROR_PARSE },
    { "0x1p3", IBAR_AXIS_LATITUDE, IBAR_ERROR_PARSE },     { "", IBAR_AXIS_LONGITUDE, IBAR_ERROR_PARSE },
    { "1 2 3 4", IBAR_AXIS_LONGITUDE, IBAR_ERROR_PARSE },
  };
  double value;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ibar_import_parse_coordinate (bad[i].text, bad[i].axis, &value, &error));
      g_assert_error (error, IBAR_ERROR, bad[i].code);
    }
}

static void
test_positions (void)
{
  static const char *const good[]
      = { "42.891, 20.866", "42.891,20.866",     "42,891; 20,866",        "42.891 20.866",
          "42.891 N 20.866 E", "42.891°N, 20.866°E", "POINT (20.866 42.891)", "POINT Z (20.866 42.891 5)" };
  IbarPoint point;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;

      ibar_import_parse_position (good[i], &point, &error);
      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (point.latitude, 42.891, 1e-9);
      g_assert_cmpfloat_with_epsilon (point.longitude, 20.866, 1e-9);
    }
  g_assert_false (ibar_import_parse_position ("POINT (20.866", &point, NULL));
  g_assert_false (ibar_import_parse_position ("somewhere", &point, NULL));
  g_assert_false (ibar_import_parse_position ("POINT (20.8 91.5)", &point, NULL));
}

static void
test_coordinate_evidence (void)
{
  IbarCoordinateEvidence evidence = { 0 };
  IbarExtent home = { 20.3, 42.6, 21.1, 43.4 };
  g_autofree char *text = NULL;

  for (int i = 0; i < 9; i++)
    ibar_coordinate_evidence_add (&evidence, "20.86", "42.89", &home);
  ibar_coordinate_evidence_add (&evidence, "21.86", "44.89", &home);
  g_assert_true (ibar_coordinate_evidence_decide (&evidence));
  text = ibar_coordinate_evidence_explain (&evidence);
  g_assert_nonnull (strstr (text, "9 of 10"));
  ibar_coordinate_evidence_add (&evidence, "42.89", "20.86", &home);
  g_assert_false (ibar_coordinate_evidence_decide (&evidence));

  evidence = (IbarCoordinateEvidence){ 0 };
  ibar_coordinate_evidence_add (&evidence, "-150.1", "62.2", NULL);
  ibar_coordinate_evidence_add (&evidence, "-150.2", "62.2", NULL);
  ibar_coordinate_evidence_add (&evidence, "-80", "62.2", NULL);
  g_assert_true (ibar_coordinate_evidence_decide (&evidence));
  ibar_coordinate_evidence_add (&evidence, "62.2", "-150.1", NULL);
  g_assert_false (ibar_coordinate_evidence_decide (&evidence));

  /* One slip of the pen among good rows exchanges nothing. */
  evidence = (IbarCoordinateEvidence){ 0 };
  for (int i = 0; i < 3; i++)
    ibar_coordinate_evidence_add (&evidence, "42.9", "20.7", NULL);
  ibar_coordinate_evidence_add (&evidence, "91.5", "20.7", NULL);
  g_assert_false (ibar_coordinate_evidence_decide (&evidence));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/values/quotes", test_quotes);
  g_test_add_func ("/import/values/dates/oracle", test_dates_oracle);
  g_test_add_func ("/import/values/dates/parts", test_dates_parts);
  g_test_add_func ("/import/values/dates/impossible", test_dates_impossible);
  g_test_add_func ("/import/values/dates/intervals", test_date_intervals);
  g_test_add_func ("/import/values/dates/vague", test_dates_vague);
  g_test_add_func ("/import/values/dates/evidence", test_date_evidence);
  g_test_add_func ("/import/values/numbers", test_numbers);
  g_test_add_func ("/import/values/coordinates/oracle", test_coordinates_oracle);
  g_test_add_func ("/import/values/coordinates/impossible", test_coordinates_impossible);
  g_test_add_func ("/import/values/coordinates/evidence", test_coordinate_evidence);
  g_test_add_func ("/import/values/positions", test_positions);
  return g_test_run ();
}
