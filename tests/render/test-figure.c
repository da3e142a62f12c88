/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The description of a figure: every key both ways, presets, and what is refused. */

#include "config.h"

#include <string.h>

#include "ibar-error.h"
#include "ibar-figure.h"

static void
assert_round_trip (IbarFigure *figure, const char *key, const char *value, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *read = NULL;

  ibar_figure_set (figure, key, value, &error);
  g_assert_no_error (error);
  read = ibar_figure_get (figure, key);
  g_assert_cmpstr (read, ==, expected);
}

static void
test_keys (void)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new ();

  assert_round_trip (figure, "page.size", "letter", "letter");
  assert_round_trip (figure, "margin", "2cm", "20mm");
  assert_round_trip (figure, "page.orientation", "Landscape", "landscape");
  assert_round_trip (figure, "map.scale", "1 : 150\u202f000", "1:150000");
  assert_round_trip (figure, "map.scale", "250000", "1:250000");
  assert_round_trip (figure, "scale", "auto", "auto");
  assert_round_trip (figure, "map.extent", "20.5, 42.75,21,43", "20.5,42.75,21,43");
  assert_round_trip (figure, "map.extent", "179,-1,-179,1", "179,-1,-179,1");
  assert_round_trip (figure, "map.center", "20.9,42.9", "20.9,42.9");
  assert_round_trip (figure, "relief", "off", "no");
  assert_round_trip (figure, "parts.list", "beside", "beside");
  assert_round_trip (figure, "list-limit", "12", "12");
  assert_round_trip (figure, "data.names", "sr-Cyrl", "sr-Cyrl");
  assert_round_trip (figure, "title", "Зве\tчан = ; #", "Зве\tчан = ; #");
  assert_round_trip (figure, "title", "", "");
  assert_round_trip (figure, "title", "auto", "auto");
  g_assert_null (ibar_figure_get (figure, "no.such"));
}

static void
test_refused (void)
{
  static const char *const bad[][2] = { { "map.extent", "20,43,21,42" },
                                        { "map.extent", "20,42,20,43" },
                                        { "map.extent", "1,2,3" },
                                        { "map.extent", "0,0,0,0" },
                                        { "map.extent", "a,b,c,d" },
                                        { "map.extent", "0,-89,1,89" },
                                        { "map.extent", "nan,0,1,1" },
                                        { "map.scale", "0" },
                                        { "map.scale", "1:-5" },
                                        { "map.scale", "wide" },
                                        { "page.dpi", "0" },
                                        { "page.dpi", "1e9" },
                                        { "relief", "perhaps" },
                                        { "parts.list", "above" },
                                        { "data.names", "xx" },
                                        { "page.margin", "-3mm" },
                                        { "page.size", "a99" },
                                        { "no.such", "1" },
                                        { "list-limit", "-1" },
                                        { "text.title", "\xff\xfe" } };
  g_autoptr (IbarFigure) figure = ibar_figure_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *before = ibar_figure_get (figure, bad[i][0]);
      g_autofree char *after = NULL;

      g_assert_false (ibar_figure_set (figure, bad[i][0], bad[i][1], &error));
      g_assert_true (error->domain == IBAR_ERROR);
      after = ibar_figure_get (figure, bad[i][0]);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_key_file (void)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new (), other = ibar_figure_new ();
  g_autoptr (GKeyFile) file = g_key_file_new (), again = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL, *two = NULL;

  g_assert_true (ibar_figure_set (figure, "title", "A “title”\nof two lines", NULL));
  g_assert_true (ibar_figure_set (figure, "map.extent", "20.123456,42.5,21,43.25", NULL));
  g_assert_true (ibar_figure_set (figure, "page.margin", "7.5mm", NULL));
  ibar_figure_write_key_file (figure, file);
  g_assert_true (ibar_figure_read_key_file (other, file, "test", &error));
  g_assert_no_error (error);
  ibar_figure_write_key_file (other, again);
  one = g_key_file_to_data (file, NULL, NULL);
  two = g_key_file_to_data (again, NULL, NULL);
  g_assert_cmpstr (one, ==, two);
  g_key_file_set_value (file, "page", "margin[sq]", "\\q"); /* no text at all, and nobody reads it */
  g_assert_true (ibar_figure_read_key_file (other, file, "test", &error));
  g_assert_no_error (error);
  g_key_file_set_string (file, "map", "relif", "yes");
  g_assert_false (ibar_figure_read_key_file (other, file, "test", &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
}

static void
test_presets (void)
{
  static const char *const names[] = { "report-page", "slide", "worksheet" };
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFigure) none = ibar_figure_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (IbarFigure) figure = ibar_figure_new ();
      IbarPageSize size;

      ibar_figure_load_preset (figure, names[i], &error);
      g_assert_no_error (error);
      g_assert_true (ibar_figure_get_page (figure, &size, &error));
      g_assert_nonnull (figure->name);
    }
  g_assert_false (ibar_figure_load_preset (none, "no-such-preset", &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "report-page"));
}

static void
test_margins (void)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autoptr (GError) error = NULL;
  IbarPageSize size;

  g_assert_true (ibar_figure_set (figure, "page.margin", "104mm", NULL));
  g_assert_false (ibar_figure_get_page (figure, &size, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE);
}

static void
test_copy (void)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autoptr (IbarFigure) copy = NULL;

  g_assert_true (ibar_figure_set (figure, "title", "one", NULL));
  copy = ibar_figure_copy (figure);
  g_assert_true (ibar_figure_set (figure, "title", "two", NULL));
  g_assert_cmpstr (copy->title, ==, "one");
}

int
main (int argc, char **argv)
{
  g_autofree char *data = g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "data", NULL);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("IBAR_DATADIR", data, TRUE);
  g_test_add_func ("/figure/keys", test_keys);
  g_test_add_func ("/figure/refused", test_refused);
  g_test_add_func ("/figure/key-file", test_key_file);
  g_test_add_func ("/figure/presets", test_presets);
  g_test_add_func ("/figure/margins", test_margins);
  g_test_add_func ("/figure/copy", test_copy);
  return g_test_run ();
}
