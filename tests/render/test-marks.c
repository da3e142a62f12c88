/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-mark-shapes.h"
#include "ibar-marks.h"

#define SIDE 80

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
} Canvas;

static void
canvas_init (Canvas *canvas, const IbarColor *background)
{
  canvas->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  canvas->cr = cairo_create (canvas->surface);
  if (background != NULL)
    {
      ibar_style_set_source (canvas->cr, background);
      cairo_paint (canvas->cr);
    }
}

static void
canvas_clear (Canvas *canvas)
{
  cairo_destroy (canvas->cr);
  cairo_surface_destroy (canvas->surface);
}

static guint32
get_pixel (Canvas *canvas, int x, int y)
{
  const guchar *data;

  cairo_surface_flush (canvas->surface);
  data = cairo_image_surface_get_data (canvas->surface);
  return *(const guint32 *) (const void *) (data
                                            + y * cairo_image_surface_get_stride (canvas->surface)
                                            + x * 4);
}

static guint32
to_pixel (const IbarColor *color)
{
  return 0xFF000000u | (guint32) lround (color->red * 255) << 16
         | (guint32) lround (color->green * 255) << 8 | (guint32) lround (color->blue * 255);
}

static void
test_size (void)
{
  g_assert_cmpfloat (ibar_mark_size (1), ==, 22.0);
  g_assert_cmpfloat (ibar_mark_size (G_MAXUINT32), ==, 56.0);
  for (guint32 n = 1; n < 5000; n++)
    g_assert_cmpfloat (ibar_mark_size (n), <=, ibar_mark_size (n + 1));
}

/* Every family paints its own colour in its middle, on every palette, and leaves the corners alone.
 */
static void
test_single (void)
{
  for (int kind = 0; kind < IBAR_N_STYLES; kind++)
    for (int f = 0; f < IBAR_N_FAMILIES; f++)
      {
        const IbarStyle *style = ibar_style_get ((IbarStyleKind) kind);
        IbarMark mark = { .x = SIDE / 2.0, .y = SIDE / 2.0, .count = 1 };
        Canvas canvas;

        mark.families[f] = 1;
        canvas_init (&canvas, NULL);
        ibar_mark_draw (&mark, canvas.cr, style);
        g_assert_cmphex (get_pixel (&canvas, SIDE / 2, SIDE / 2), ==, to_pixel (&style->family[f]));
        g_assert_cmphex (get_pixel (&canvas, 2, 2), ==, 0);
        canvas_clear (&canvas);
      }
}

/* The shapes differ without colour: no two outlines cover the same pixels. */
static void
test_shapes_differ (void)
{
  g_autoptr (GPtrArray) masks = g_ptr_array_new_with_free_func (g_free);

  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    {
      guchar *mask = g_malloc0 (SIDE * SIDE);
      Canvas canvas;

      canvas_init (&canvas, NULL);
      ibar_family_path ((IbarFamily) f, canvas.cr, SIDE / 2.0, SIDE / 2.0, 11);
      for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
          mask[y * SIDE + x] = cairo_in_fill (canvas.cr, x + 0.5, y + 0.5);
      canvas_clear (&canvas);
      for (guint other = 0; other < masks->len; other++)
        {
          const guchar *second = g_ptr_array_index (masks, other);
          int n_different = 0;

          for (int i = 0; i < SIDE * SIDE; i++)
            n_different += mask[i] != second[i];
          g_assert_cmpint (n_different, >, 30);
        }
      g_ptr_array_add (masks, mask);
    }
}

/* A mixture shows each of its kinds, however rare, clockwise from noon, and none it has not. */
static void
test_mixture (void)
{
  const IbarStyle *style = ibar_style_get (IBAR_STYLE_LIGHT);
  IbarMark mark = { .x = SIDE / 2.0, .y = SIDE / 2.0, .count = 1000 };
  guint n_seen[IBAR_N_FAMILIES] = { 0 };
  Canvas canvas;

  mark.families[IBAR_FAMILY_ARMED] = 1;
  mark.families[IBAR_FAMILY_SECURITY] = 999;
  canvas_init (&canvas, NULL);
  ibar_mark_draw (&mark, canvas.cr, style);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      for (int f = 0; f < IBAR_N_FAMILIES; f++)
        n_seen[f] += get_pixel (&canvas, x, y) == to_pixel (&style->family[f]);
  g_assert_cmpuint (n_seen[IBAR_FAMILY_ARMED], >=, 10);
  g_assert_cmpuint (n_seen[IBAR_FAMILY_SECURITY], >, n_seen[IBAR_FAMILY_ARMED]);
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    if (mark.families[f] == 0)
      g_assert_cmpuint (n_seen[f], ==, 0);
  canvas_clear (&canvas);
}

/* Nothing is drawn beyond what get_extent says, whatever the state: caches cut there. */
static void
test_extent (void)
{
  for (int state = 0; state < 4; state++)
    for (int f = 0; f <= IBAR_N_FAMILIES; f++)
      {
        IbarMark mark = { .x = SIDE / 2.0,
                          .y = SIDE / 2.0,
                          .count = 60,
                          .selected = state & 1,
                          .hovered = state >> 1 };
        double extent;
        Canvas canvas;

        for (int g = 0; g < IBAR_N_FAMILIES; g++)
          mark.families[g] = f == IBAR_N_FAMILIES || f == g ? 5 : 0;
        extent = ibar_mark_get_extent (&mark);
        canvas_init (&canvas, NULL);
        ibar_mark_draw (&mark, canvas.cr, ibar_style_get (IBAR_STYLE_LIGHT));
        for (int y = 0; y < SIDE; y++)
          for (int x = 0; x < SIDE; x++)
            if (fabs (x + 0.5 - mark.x) > extent + 0.5 || fabs (y + 0.5 - mark.y) > extent + 0.5)
              g_assert_cmphex (get_pixel (&canvas, x, y), ==, 0);
        canvas_clear (&canvas);
      }
}

static void
test_ring (void)
{
  const IbarStyle *style = ibar_style_get (IBAR_STYLE_LIGHT);
  IbarMark mark = { .x = SIDE / 2.0, .y = SIDE / 2.0, .count = 1, .uncertainty = 30 };
  Canvas canvas;

  mark.families[0] = 1;
  canvas_init (&canvas, NULL);
  ibar_mark_draw_ring (&mark, canvas.cr, style);
  g_assert_cmphex (get_pixel (&canvas, SIDE / 2 + 20, SIDE / 2), !=, 0);
  canvas_clear (&canvas);

  /* smaller than the mark: it would be invisible, so it is not drawn */
  mark.uncertainty = 8;
  canvas_init (&canvas, NULL);
  ibar_mark_draw_ring (&mark, canvas.cr, style);
  g_assert_cmphex (get_pixel (&canvas, SIDE / 2, SIDE / 2), ==, 0);
  canvas_clear (&canvas);
}

static void
test_hit (void)
{
  IbarMark marks[] = {
    { .x = 50, .y = 50, .count = 100 },
    { .x = 60, .y = 50, .count = 1 },
    { .x = 200, .y = 50, .count = 1 },
  };

  g_assert_cmpint (ibar_marks_hit (marks, 3, 60, 50, 0), ==, 1); /* the upper of two */
  g_assert_cmpint (ibar_marks_hit (marks, 3, 40, 50, 0), ==, 0);
  g_assert_cmpint (ibar_marks_hit (marks, 3, 120, 50, 0), ==, -1);
  g_assert_cmpint (ibar_marks_hit (marks, 3, 214, 50, 0), ==, -1);
  g_assert_cmpint (ibar_marks_hit (marks, 3, 214, 50, 4), ==, 2); /* within the slack */
  g_assert_cmpint (ibar_marks_hit (NULL, 0, 0, 0, 4), ==, -1);
}

static void
test_labels (void)
{
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    for (int g = 0; g < f; g++)
      g_assert_cmpstr (ibar_family_get_label ((IbarFamily) f), !=,
                       ibar_family_get_label ((IbarFamily) g));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marks/size", test_size);
  g_test_add_func ("/marks/single", test_single);
  g_test_add_func ("/marks/shapes-differ", test_shapes_differ);
  g_test_add_func ("/marks/mixture", test_mixture);
  g_test_add_func ("/marks/extent", test_extent);
  g_test_add_func ("/marks/ring", test_ring);
  g_test_add_func ("/marks/hit", test_hit);
  g_test_add_func ("/marks/labels", test_labels);
  return g_test_run ();
}
