/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A turned map: what the layer lays of tiles is one painting that was turned. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-basemap.h"
#include "ibar-test-map.h"
#include "ibar-test-pixels.h"

#define WIDTH 700
#define HEIGHT 500
#define LEVELS 12  /* [of 255] a channel may differ: both pictures are resampled, at other places of a pixel */
#define SHARE 0.01  /* of the pixels may differ by more: along thin lines */
#define SEAM 56    /* [of 255] no pixel may differ by more: a seam between tiles does */

/* The layer, too, has seen the frames in which it lays its tiles. */
static void
settle (IbarTestMap *fixture)
{
  ibar_test_map_settle (fixture);
  gtk_widget_queue_draw (GTK_WIDGET (fixture->view->basemap_layer));
  for (int i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  ibar_test_wait (ibar_test_map_is_ready, fixture);
}

static void
set_up (IbarTestMap *fixture, gconstpointer data)
{
  ibar_test_map_set_up (fixture, WIDTH, HEIGHT);
  settle (fixture);
}

/* One painting of all that a turned view reaches, turned. */
static cairo_surface_t *
draw_turned (IbarTestMap *fixture, const IbarView *view)
{
  const IbarBasemapOptions options = {
    fixture->view->style,
    ibar_session_get_profile (fixture->session),
    TRUE,
    TRUE,
  };
  int side = 2 * (int) ceil (hypot (view->width, view->height) / 2 + 2);
  cairo_surface_t *whole = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  cairo_surface_t *turned = cairo_image_surface_create (CAIRO_FORMAT_RGB24, view->width, view->height);
  IbarView square = *view;
  IbarFrame frame;
  cairo_t *cr = cairo_create (whole);

  square.width = square.height = side;
  ibar_frame_init_view (&frame, &square, 1);
  ibar_basemap_draw (fixture->view->basemap, cr, &frame, &options);
  cairo_destroy (cr);
  cr = cairo_create (turned);
  cairo_translate (cr, view->width / 2.0, view->height / 2.0);
  cairo_rotate (cr, view->rotation);
  cairo_set_source_surface (cr, whole, -side / 2.0, -side / 2.0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (whole);
  cairo_surface_flush (turned);
  return turned;
}

static int
get_difference (const guchar *a, const guchar *b)
{
  int most = 0;

  for (int channel = 0; channel < 3; channel++)
    most = MAX (most, abs (a[channel] - b[channel]));
  return most;
}

/* The least that a pixel of one picture differs from those within a pixel of the same place in the other: lines that
 * were sampled half a pixel apart are the same line, a seam is nowhere in the other. */
static int
get_distance (cairo_surface_t *one, cairo_surface_t *other, int x, int y)
{
  int least = 255;

  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      least = MIN (least, get_difference (ibar_test_get_pixel (one, x, y), ibar_test_get_pixel (other, x + dx, y + dy)));
  return least;
}

static void
assert_same (cairo_surface_t *one, cairo_surface_t *other, const char *what)
{
  int width = cairo_image_surface_get_width (one), height = cairo_image_surface_get_height (one);
  guint n_above = 0;
  int worst = 0;

  for (int y = 2; y < height - 2; y++)
    for (int x = 2; x < width - 2; x++)
      {
        int distance = get_distance (one, other, x, y);

        worst = MAX (worst, distance);
        n_above += distance > LEVELS;
      }
  g_test_message ("%s: %u of %d pixels differ, worst %d", what, n_above, width * height, worst);
  if (g_getenv ("IBAR_TEST_PICTURES") != NULL)
    {
      g_autofree char *a = g_strdup_printf ("%s/%s-tiles.png", g_getenv ("IBAR_TEST_PICTURES"), what);
      g_autofree char *b = g_strdup_printf ("%s/%s-whole.png", g_getenv ("IBAR_TEST_PICTURES"), what);

      cairo_surface_write_to_png (one, a);
      cairo_surface_write_to_png (other, b);
    }
  g_assert_cmpfloat (n_above, <=, SHARE * width * height);
  g_assert_cmpint (worst, <=, SEAM);
}

/* The tiles of a turned view, laid by the layer, against one painting that was turned. */
static void
test_turned (IbarTestMap *fixture, gconstpointer data)
{
  static const double rotations[] = { 0.3, G_PI / 2, 4.0 };
  static const double zooms[] = { 8, 9.37, 11.5, 14 };

  for (guint z = 0; z < G_N_ELEMENTS (zooms); z++)
    for (guint r = 0; r < G_N_ELEMENTS (rotations); r++)
      {
        IbarView view = { .center = { 20.83, 42.91 }, .zoom = zooms[z], .rotation = rotations[r] };
        g_autofree char *what = g_strdup_printf ("zoom-%g-turned-%.1f", zooms[z], rotations[r]);
        cairo_surface_t *tiles, *whole;

        ibar_map_view_move_to (fixture->view, &view, FALSE);
        settle (fixture);
        ibar_map_view_get_view (fixture->view, &view);
        g_assert_cmpfloat_with_epsilon (view.rotation, rotations[r], 1e-9);
        tiles = ibar_test_map_draw_base (fixture);
        whole = draw_turned (fixture, &view);
        assert_same (tiles, whole, what);
        cairo_surface_destroy (tiles);
        cairo_surface_destroy (whole);
      }
}

#define ADD(path, func) g_test_add (path, IbarTestMap, NULL, set_up, func, ibar_test_map_end)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("/map-turned/tiles", test_turned);
  return g_test_run ();
}
