/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV by RFC 4180: every rule, every complaint with its line, and writing as the inverse of
 * reading. */

#include "config.h"

#include <locale.h>

#include "ibar-csv.h"
#include "ibar-error.h"

/* All records, fields joined by "|", records ended by "/", with the line each began on: "1:a|b/".
 */
static char *
read_all (const char *data, gsize size, GError **error)
{
  g_autoptr (IbarCsv) csv = ibar_csv_new (data, size);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean row = TRUE;

  while (row)
    {
      if (!ibar_csv_read (csv, &row, error))
        {
          g_prefix_error (error, "%u: ", ibar_csv_get_line (csv));
          return NULL;
        }
      if (!row)
        break;
      g_string_append_printf (out, "%u:", ibar_csv_get_line (csv));
      for (guint i = 0; i < ibar_csv_get_n_fields (csv); i++)
        g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", ibar_csv_get_field (csv, i));
      g_string_append_c (out, '/');
    }
  g_assert_cmpstr (ibar_csv_get_field (csv, 999), ==, "");
  return g_strdup (out->str);
}

static void
test_read (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "", "" },
    { "\n\n", "" },
    { "a", "1:a/" },
    { "a,b\n", "1:a|b/" },
    { "a,b\r\nc,d\r\n", "1:a|b/2:c|d/" },
    { "\xef\xbb\xbf"
      "a\n",
      "1:a/" },
    { ",\n,,\n", "1:|/2:||/" },
    { "\"a,b\",c", "1:a,b|c/" },
    { "\"he said \"\"no\"\"\"", "1:he said \"no\"/" },
    { "\"\",x", "1:|x/" },
    { "\"two\nlines\",x\ny", "1:two\nlines|x/3:y/" },
    { "\"two\r\nlines\"\nz", "1:two\r\nlines/3:z/" },
    { "a\n\n\nb", "1:a/4:b/" },
    { "a\rb\n", "1:a\rb/" }, /* a lone CR is text */
    { "a,\"b\"", "1:a|b/" },
    { "a,", "1:a|/" },
    { "Зве\"\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = read_all (cases[i].text, strlen (cases[i].text), NULL);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    gsize size;
    const char *says;
  } cases[] = {
    { "a\n\"b\nc", 6, "2: a quoted field begins here" },
    { "a\nb\"c\n", 6, "2: a quote inside" },
    { "a\n\"b\nb\"c\n", 9, "3: text after the closing quote" },
    { "ok\na\xff"
      "b\n",
      7, "2: bytes that are not UTF-8" },
    { "ok\na\0b\n", 7, "2: bytes that are not UTF-8" },
    { "ok\n\"a\0b\"\n", 9, "2: bytes that are not UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_all (cases[i].text, cases[i].size, &error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
      g_assert_true (g_str_has_prefix (error->message, cases[i].says));
    }
}

/* What is written reads back, whatever it is. */
static void
test_round_trip (void)
{
  static const char *const pieces[] = { "a", ",", "\"", "\n", "\r\n", " ", "š", "\r", "" };

  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (IbarCsv) csv = NULL;
      int n = g_test_rand_int_range (1, 5);
      gboolean row;

      for (int i = 0; i < n; i++)
        {
          GString *field = g_string_new (i == 0 ? "x" : NULL); /* no empty line */

          for (int k = g_test_rand_int_range (0, 6); k > 0; k--)
            g_string_append (field,
                             pieces[g_test_rand_int_range (0, (gint32) G_N_ELEMENTS (pieces))]);
          if (i > 0)
            g_string_append_c (text, ',');
          ibar_csv_append_field (text, field->str);
          g_ptr_array_add (fields, g_string_free (field, FALSE));
        }
      g_string_append_c (text, '\n');
      csv = ibar_csv_new (text->str, text->len);
      g_assert_true (ibar_csv_read (csv, &row, NULL));
      g_assert_true (row);
      g_assert_cmpuint (ibar_csv_get_n_fields (csv), ==, n);
      for (int i = 0; i < n; i++)
        g_assert_cmpstr (ibar_csv_get_field (csv, (guint) i), ==, g_ptr_array_index (fields, i));
      g_assert_true (ibar_csv_read (csv, &row, NULL));
      g_assert_false (row);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/csv/read", test_read);
  g_test_add_func ("/csv/errors", test_errors);
  g_test_add_func ("/csv/round-trip", test_round_trip);
  return g_test_run ();
}
