/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole figures as files: the same bytes for the same input, evidence that comes back from every kind
 * of file, what cannot be written, and a picture drawn in bands. */

#include "config.h"

#include <glib/gstdio.h>

#include "ibar-error.h"
#include "ibar-evidence.h"
#include "ibar-figure-output.h"
#include "ibar-test-collection.h"
#include "ibar-test-figure.h"

static IbarRegion *region;

static const char *const suffixes[] = { "pdf", "svg", "png", "html" };

static char *
write_figure (IbarTestFigure *made, const char *dir, const char *name, IbarFigureOutput output)
{
  char *path = g_strdup_printf ("%s/%s.%s", dir, name, suffixes[output]);
  g_autoptr (GError) error = NULL;

  ibar_figure_layout_write (made->layout, path, output, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_same_bytes (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_get_bundled ();

  for (int output = 0; output < IBAR_N_OUTPUTS; output++)
    {
      IbarTestFigure one = ibar_test_figure_make (region, path, "data.filter=date:2023", "page.dpi=72", NULL);
      IbarTestFigure two = ibar_test_figure_make (region, path, "data.filter=date:2023", "page.dpi=72", NULL);
      g_autofree char *a = write_figure (&one, dir, "one", output);
      g_autofree char *b = write_figure (&two, dir, "two", output);
      g_autofree char *hash_a = ibar_test_hash_file (a);
      g_autofree char *hash_b = ibar_test_hash_file (b);

      g_assert_cmpstr (hash_a, ==, hash_b);
      ibar_test_figure_clear (&one);
      ibar_test_figure_clear (&two);
    }
  ibar_test_remove_dir (dir);
}

static void
test_evidence (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_get_bundled ();
  IbarTestFigure made = ibar_test_figure_make (region, path, "data.filter=date:2023 \"tear gas\"", "page.dpi=72",
                                               "title=A < B & C ]]> \"Ž\"", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) expected = ibar_evidence_new (made.layout, &error);
  g_autofree char *text = g_key_file_to_data (expected, NULL, NULL);

  g_assert_no_error (error);
  for (int output = 0; output < IBAR_N_OUTPUTS; output++)
    {
      g_autofree char *file = write_figure (&made, dir, "figure", output);
      g_autoptr (GKeyFile) read = ibar_evidence_read (file, &error);
      g_autofree char *read_text = NULL;

      g_assert_no_error (error);
      read_text = g_key_file_to_data (read, NULL, NULL);
      g_assert_cmpstr (read_text, ==, text);
    }
  g_assert_null (ibar_evidence_read (path, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  ibar_test_figure_clear (&made);
  ibar_test_remove_dir (dir);
}

/* What cannot be written leaves nothing behind, and what was there. */
static void
test_unwritable (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *folder = g_build_filename (dir, "folder.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "no", "such.png", NULL);
  g_autofree char *path = ibar_test_get_bundled ();
  g_autofree char *huge = g_build_filename (dir, "huge.png", NULL);
  g_autoptr (GError) error = NULL;
  IbarTestFigure made = ibar_test_figure_make (region, path, "data.filter=date:2023", "page.dpi=2400", "page.size=a2", NULL);

  g_assert_true (g_file_set_contents (huge, "old", 3, NULL));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_false (ibar_figure_layout_write (made.layout, folder, IBAR_OUTPUT_PDF, NULL, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (ibar_figure_layout_write (made.layout, nowhere, IBAR_OUTPUT_SVG, NULL, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (ibar_figure_layout_write (made.layout, huge, IBAR_OUTPUT_PNG, NULL, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE);
  ibar_test_assert_dir (dir, "folder.pdf huge.png");
  ibar_test_figure_clear (&made);
  ibar_test_remove_dir (dir);
}

/* A picture drawn in bands is the picture drawn at once, but for rounding: cairo 1.18 clips a halo that a band's edge
 * cuts before it smooths it, so that a few of its pixels come out a little other. */
static void
test_bands (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_get_bundled ();
  IbarTestFigure made = ibar_test_figure_make (region, path, "data.filter=date:2023", "page.dpi=110", "page.size=a5", NULL);
  g_autofree char *file = NULL;
  cairo_surface_t *read, *whole;
  int width, height, n_other = 0;
  cairo_t *cr;
  IbarCanvas canvas;

  made.layout->band_bytes = 1 << 18; /* a hundred rows */
  file = write_figure (&made, dir, "bands", IBAR_OUTPUT_PNG);
  read = cairo_image_surface_create_from_png (file);
  width = cairo_image_surface_get_width (read);
  height = cairo_image_surface_get_height (read);
  whole = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (whole);
  cairo_scale (cr, 110.0 / 72, 110.0 / 72);
  ibar_canvas_init (&canvas, cr, IBAR_CANVAS_PIXELS, 110);
  ibar_figure_layout_draw (made.layout, 0, &canvas);
  ibar_canvas_clear (&canvas);
  cairo_destroy (cr);
  cairo_surface_flush (whole);
  for (int y = 0; y < height; y++)
    {
      const guint32 *a = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (read)
                                                            + (gsize) y * (gsize) cairo_image_surface_get_stride (read));
      const guint32 *b = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (whole)
                                                            + (gsize) y * (gsize) cairo_image_surface_get_stride (whole));
      for (int x = 0; x < width; x++)
        {
          for (int shift = 0; shift < 24; shift += 8)
            {
              int one = (int) (a[x] >> shift) & 0xff, other = (int) (b[x] >> shift) & 0xff;

              n_other += ABS (one - other) > 16;
              if (ABS (one - other) > 64)
                g_error ("at %d, %d: %06x, not %06x", x, y, a[x] & 0xffffff, b[x] & 0xffffff);
            }
        }
    }
  g_assert_cmpint (n_other, <, width * height / 5000);
  cairo_surface_destroy (read);
  cairo_surface_destroy (whole);
  ibar_test_figure_clear (&made);
  ibar_test_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  region = ibar_test_figure_load_region ();
  g_test_add_func ("/figure-output/same-bytes", test_same_bytes);
  g_test_add_func ("/figure-output/evidence", test_evidence);
  g_test_add_func ("/figure-output/unwritable", test_unwritable);
  g_test_add_func ("/figure-output/bands", test_bands);
  status = g_test_run ();
  ibar_region_unref (region);
  return status;
}
