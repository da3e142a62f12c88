/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Page sizes and lengths as people write them, and those that nobody can print. */

#include "config.h"

#include "ibar-error.h"
#include "ibar-page.h"

static void
assert_size (const char *text, double width_mm, double height_mm)
{
  g_autoptr (GError) error = NULL;
  IbarPageSize size;

  g_assert_true (ibar_page_size_parse (text, 96, &size, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (size.width / IBAR_POINTS_PER_MM, width_mm, 0.01);
  g_assert_cmpfloat_with_epsilon (size.height / IBAR_POINTS_PER_MM, height_mm, 0.01);
}

static void
test_sizes (void)
{
  assert_size ("a4", 210, 297);
  assert_size ("A2", 420, 594);
  assert_size ("letter", 215.9, 279.4);
  assert_size ("16:9", 338.667, 190.5);
  assert_size ("column-85", 85, 0);
  assert_size ("160x120mm", 160, 120);
  assert_size ("160mm x 120mm", 160, 120);
  assert_size ("16 × 12 cm", 160, 120);
  assert_size ("1920x1080px", 508, 285.75); /* at 96 dpi */
  assert_size ("1920px x 1080px", 508, 285.75);
  assert_size ("8.5x11in", 215.9, 279.4);
  assert_size ("175mm", 175, 0);
}

static void
test_bad_sizes (void)
{
  static const char *const bad[]
      = { "",           "b4",         "x",       "axb",   "100x",
          "x100mm",     "-100x100mm", "nanxnan", "infmm", "100x100furlongs",
          "1e400x10mm", "10 20" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      IbarPageSize size;

      g_assert_false (ibar_page_size_parse (bad[i], 96, &size, &error));
      g_assert_true (error->domain == IBAR_ERROR);
    }
}

static void
test_limits (void)
{
  g_autoptr (GError) small = NULL, large = NULL;
  IbarPageSize size;

  g_assert_false (ibar_page_size_parse ("19x100mm", 96, &size, &small));
  g_assert_error (small, IBAR_ERROR, IBAR_ERROR_TOO_LARGE);
  g_assert_false (ibar_page_size_parse ("100x2001mm", 96, &size, &large));
  g_assert_error (large, IBAR_ERROR, IBAR_ERROR_TOO_LARGE);
}

static void
test_orientation (void)
{
  IbarPageSize size = { 100, 200 }, column = { 100, 0 };

  ibar_page_size_orient (&size, IBAR_ORIENTATION_PORTRAIT);
  g_assert_cmpfloat (size.width, ==, 100);
  ibar_page_size_orient (&size, IBAR_ORIENTATION_LANDSCAPE);
  g_assert_cmpfloat (size.width, ==, 200);
  g_assert_cmpfloat (size.height, ==, 100);
  ibar_page_size_orient (&size, IBAR_ORIENTATION_AUTO);
  g_assert_cmpfloat (size.width, ==, 200);
  ibar_page_size_orient (&column, IBAR_ORIENTATION_LANDSCAPE);
  g_assert_cmpfloat (column.height, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page/sizes", test_sizes);
  g_test_add_func ("/page/bad-sizes", test_bad_sizes);
  g_test_add_func ("/page/limits", test_limits);
  g_test_add_func ("/page/orientation", test_orientation);
  return g_test_run ();
}
