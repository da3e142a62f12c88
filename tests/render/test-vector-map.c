/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Vector tiles drawn: in pieces or whole the same picture, over the edges of the file's own tiles
 * too, and names that are neither lost nor doubled there. */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>

#include "ibar-error.h"
#include "ibar-labels.h"
#include "ibar-test-pixels.h"
#include "ibar-test-vector-tiles.h"
#include "ibar-vector-map.h"

#define SIDE 256

static char *folder;
static char *path;

static IbarVectorMap *
open_map (void)
{
  g_autoptr (GError) error = NULL;
  IbarVectorFile *file = ibar_vector_file_open (path, &error);

  g_assert_no_error (error);
  return ibar_vector_map_new (file);
}

/* Black where the file has nothing. */
static cairo_surface_t *
draw (IbarVectorMap *map, const IbarFrame *frame)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) frame->width, (int) frame->height);
  cairo_t *cr = cairo_create (surface);
  IbarBasemapOptions options = { .style = ibar_style_get (IBAR_STYLE_LIGHT), .boundaries = TRUE };
  g_autoptr (GError) error = NULL;
  gboolean empty;

  g_assert_true (ibar_vector_map_draw (map, cr, frame, &options, &empty, &error));
  g_assert_no_error (error);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint
count_different (cairo_surface_t *part, cairo_surface_t *whole, int left, int top)
{
  guint n = 0;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      {
        const guint8 *a = ibar_test_get_pixel (part, x, y), *b = ibar_test_get_pixel (whole, left + x, top + y);

        n += abs (a[0] - b[0]) > 16 || abs (a[1] - b[1]) > 16 || abs (a[2] - b[2]) > 16;
      }
  return n;
}

static void
init_frame (IbarFrame *frame, double zoom, double longitude, double latitude, double side)
{
  frame->zoom = zoom;
  frame->scale = 1;
  frame->world = 256 * exp2 (zoom);
  frame->width = frame->height = side;
  frame->x0 = (floor (ibar_mercator_x (longitude) * frame->world) - side / 2) / frame->world;
  frame->y0 = (floor (ibar_mercator_y (latitude) * frame->world) - side / 2) / frame->world;
}

/* Nine pieces of a picture against the whole: below the file's levels, at fractions, beyond them. */
static void
test_pieces (void)
{
  static const double zooms[] = { 5.5, 7, 8.3, 10.75, 12.4 };
  g_autoptr (IbarVectorMap) map = open_map ();

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      IbarFrame frame;
      cairo_surface_t *whole;
      guint n_different = 0;

      init_frame (&frame, zooms[i], 21.05, 43.05, 3 * SIDE);
      whole = draw (map, &frame);
      for (int piece = 0; piece < 9; piece++)
        {
          IbarFrame part = frame;
          cairo_surface_t *surface;

          part.width = part.height = SIDE;
          part.x0 += piece % 3 * SIDE / frame.world;
          part.y0 += piece / 3 * SIDE / frame.world;
          surface = draw (map, &part);
          n_different += count_different (surface, whole, piece % 3 * SIDE, piece / 3 * SIDE);
          cairo_surface_destroy (surface);
        }
      g_test_message ("zoom %g: %u pixels differ", zooms[i], n_different);
      g_assert_cmpuint (n_different, <, 9 * SIDE * SIDE / 1000);
      cairo_surface_destroy (whole);
    }
}

/* Sideways the world is repeated: a whole turn on is the same picture. */
static void
test_turns (void)
{
  g_autoptr (IbarVectorMap) map = open_map ();

  for (int zoom = 6; zoom <= 11; zoom++)
    {
      IbarFrame frame;
      cairo_surface_t *here, *there;

      init_frame (&frame, zoom, 21.05, 43.05, SIDE);
      here = draw (map, &frame);
      for (int turn = -1; turn <= 1; turn += 2)
        {
          IbarFrame turned = frame;

          turned.x0 += turn;
          there = draw (map, &turned);
          g_assert_cmpuint (count_different (there, here, 0, 0), ==, 0);
          cairo_surface_destroy (there);
        }
      cairo_surface_destroy (here);
    }
}

/* A lake over several of the file's tiles is of one colour: no edge shows. */
static void
test_edges (void)
{
  static const double zooms[] = { 10.2, 11.6 };
  g_autoptr (IbarVectorMap) map = open_map ();
  const IbarColor *water = &ibar_style_get (IBAR_STYLE_LIGHT)->water;

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      IbarFrame frame;
      cairo_surface_t *surface;
      double n = exp2 (MIN (floor (zooms[i] - 1), 10));
      /* The corner of four tiles, in the lake and away from the lines that cross it. */
      double x = floor (ibar_mercator_x (21.1) * n) / n, y = ceil (ibar_mercator_y (43.1) * n) / n;

      init_frame (&frame, zooms[i], ibar_mercator_longitude (x), ibar_mercator_latitude (y), 40);
      surface = draw (map, &frame);
      for (int row = 0; row < 40; row++)
        for (int column = 0; column < 40; column++)
          {
            const guint8 *pixel = ibar_test_get_pixel (surface, column, row);

            g_assert_cmpint (abs (pixel[2] - (int) lround (255 * water->red)), <=, 1);
            g_assert_cmpint (abs (pixel[0] - (int) lround (255 * water->blue)), <=, 1);
          }
      cairo_surface_destroy (surface);
    }
}

/* All of the places at a zoom at which the program's own map would name none. */
static void
test_names (void)
{
  g_autoptr (IbarVectorMap) map = open_map ();
  g_autoptr (IbarRegion) names = NULL;
  g_autoptr (IbarLabeller) labeller = NULL;
  IbarNameSetting setting = { IBAR_NAME_EN, IBAR_N_NAME_FORMS };
  IbarView view = { .center = { 21, 43 }, .zoom = 7.2, .width = 800, .height = 600 };
  guint state = 0, n_labels;
  const IbarLabel *labels;
  IbarFrame frame;

  ibar_frame_init_view (&frame, &view, 1);
  names = ibar_vector_map_get_names (map, &frame, &state);
  g_assert_cmpuint (ibar_region_get_n_places (names), ==, 0);
  g_clear_pointer (&names, ibar_region_unref);
  cairo_surface_destroy (draw (map, &frame));
  names = ibar_vector_map_get_names (map, &frame, &state);
  g_assert_nonnull (names);
  g_assert_cmpuint (ibar_region_get_n_places (names), ==, 5);
  g_assert_null (ibar_vector_map_get_names (map, &frame, &state));

  labeller = ibar_labeller_new (names);
  labels = ibar_labeller_place (labeller, &view, &setting, NULL, 1, &n_labels);
  g_assert_cmpuint (n_labels, >=, 4);
  g_assert_cmpstr (labels[0].text, ==, "Place");
}

/* A place beside the edge of a tile is in its neighbour, too, and named once. */
static void
test_names_at_edge (void)
{
  g_autoptr (IbarVectorMap) map = open_map ();
  g_autoptr (IbarRegion) names = NULL;
  guint state = 0, n = 0;
  IbarFrame frame;

  init_frame (&frame, 9.2, 21.095, 43.2, 2 * SIDE);
  cairo_surface_destroy (draw (map, &frame));
  names = ibar_vector_map_get_names (map, &frame, &state);
  for (guint i = 0; i < ibar_region_get_n_places (names); i++)
    n += g_str_equal (ibar_names_get (&ibar_region_get_place (names, i)->names, IBAR_NAME_EN), "Edge");
  g_assert_cmpuint (n, ==, 1);
}

/* The streets named in a view whose tiles have been drawn; only those of a text, where it is given. */
static GArray *
place_streets (IbarVectorMap *map, const IbarView *view, const char *form, const char *text)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (IbarLabel));
  g_autoptr (IbarRegion) names = NULL;
  g_autoptr (IbarLabeller) labeller = NULL;
  const IbarLabel *labels;
  IbarNameSetting setting;
  IbarFrame frame;
  guint state = 0, n;

  g_assert_true (ibar_name_setting_from_string (form, &setting));
  ibar_frame_init_view (&frame, view, 1);
  cairo_surface_destroy (draw (map, &frame));
  names = ibar_vector_map_get_names (map, &frame, &state);
  labeller = ibar_labeller_new (names);
  labels = ibar_labeller_place (labeller, view, &setting, NULL, 1, &n);
  for (guint i = 0; i < n; i++)
    if (labels[i].kind == IBAR_LABEL_STREET && (text == NULL || g_str_equal (labels[i].text, text)))
      {
        IbarLabel label = labels[i];

        label.text = NULL; /* the labeller's */
        g_array_append_val (found, label);
      }
  return found;
}

/* In the reader's form, and what is written on the spot, or its number, where that is missing. */
static void
test_street_forms (void)
{
  static const char *const cases[][2] = { { "sq", "Rruga" },   { "sr-Latn", "Put" },
                                          { "sr-Cyrl", "Пут" }, { "local", "Cesta" },
                                          { "en", "Cesta" },    { "sq+sr-Latn", "Rruga / Put" },
                                          { "sr-Cyrl", "M2" },  { "sq", "M2" } };
  g_autoptr (IbarVectorMap) map = open_map ();
  IbarView view = { .center = { 21, 43.4 }, .zoom = 13, .width = 1600, .height = 4000 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) streets = place_streets (map, &view, cases[i][0], cases[i][1]);

      g_assert_cmpuint (streets->len, >, 0);
    }
  for (double latitude = 43.6; latitude < 43.65; latitude += 0.01)
    {
      g_autoptr (GArray) ferries = NULL;

      view.center.latitude = latitude;
      view.height = 1000;
      ferries = place_streets (map, &view, "local", "Trajekt");
      g_assert_cmpuint (ferries->len, ==, 0);
    }
}

/* The column of squares of the file's kind that a label's middle lies in. */
static int
get_column (const IbarView *view, const IbarLabel *label)
{
  double world = 256 * exp2 (view->zoom);
  double x = ibar_mercator_x (view->center.longitude) + (label->anchor_x - view->width / 2) / world;

  return (int) floor (x * exp2 (floor (view->zoom - 1)));
}

/* Along the street, never upside down, and never two of a name beside each other over a tile's edge. */
static void
test_street_labels (void)
{
  static const double rotations[] = { 0, G_PI / 4, G_PI, 4 };
  g_autoptr (IbarVectorMap) map = open_map ();

  for (double zoom = 13; zoom < 16; zoom += 0.7)
    for (guint r = 0; r < G_N_ELEMENTS (rotations); r++)
      {
        IbarView view = { .center = { 21, 43.315 }, .zoom = zoom, .rotation = rotations[r], 3000, 3000 };
        g_autoptr (GArray) streets = place_streets (map, &view, "sq", "Rruga");

        g_assert_cmpuint (streets->len, >=, 3);
        for (guint i = 0; i < streets->len; i++)
          {
            const IbarLabel *label = &g_array_index (streets, IbarLabel, i);

            g_assert_cmpfloat (fabs (label->angle), <=, G_PI / 2 + 1e-9);
            for (guint j = 0; j < i; j++)
              {
                const IbarLabel *other = &g_array_index (streets, IbarLabel, j);

                g_assert_cmpfloat (hypot (label->anchor_x - other->anchor_x,
                                          label->anchor_y - other->anchor_y), >, 150);
                g_assert_true (view.rotation != 0
                               || get_column (&view, label) != get_column (&view, other));
              }
          }
      }
}

/* What the tiles beside bring changes nothing in the middle. */
static void
test_street_labels_stay (void)
{
  g_autoptr (IbarVectorMap) map = open_map ();
  g_autoptr (IbarVectorMap) other = open_map ();
  IbarView small = { .center = { 21, 43.315 }, .zoom = 13.4, .width = 900, .height = 400 };
  IbarView large = { .center = { 21, 43.315 }, .zoom = 13.4, .width = 4000, .height = 2000 };
  g_autoptr (GArray) few = place_streets (map, &small, "sq", NULL);
  g_autoptr (GArray) many = place_streets (other, &large, "sq", NULL);
  guint n_found = 0;

  for (guint i = 0; i < few->len; i++)
    for (guint j = 0; j < many->len; j++)
      {
        const IbarLabel *a = &g_array_index (few, IbarLabel, i);
        const IbarLabel *b = &g_array_index (many, IbarLabel, j);

        n_found += fabs (a->anchor_x - 450 - (b->anchor_x - 2000)) < 1e-3
                   && fabs (a->anchor_y - 200 - (b->anchor_y - 1000)) < 1e-3;
      }
  g_assert_cmpuint (few->len, >, 0);
  g_assert_cmpuint (n_found, ==, few->len);
}

/* How many pixels of a column about a point are not land. */
static guint
measure_line (IbarVectorMap *map, double zoom, double latitude)
{
  IbarFrame frame;
  cairo_surface_t *surface;
  const guint8 *land;
  guint n = 0;

  init_frame (&frame, zoom, 20.5, latitude, 60);
  surface = draw (map, &frame);
  land = ibar_test_get_pixel (surface, 30, 0);
  for (int y = 0; y < 60; y++)
    n += abs (ibar_test_get_pixel (surface, 30, y)[2] - land[2]) > 8;
  cairo_surface_destroy (surface);
  return n;
}

/* A river is wider than a brook, and both grow with the zoom. */
static void
test_rivers (void)
{
  g_autoptr (IbarVectorMap) map = open_map ();
  guint river = measure_line (map, 12, 43.7), brook = measure_line (map, 12, 43.75);

  g_assert_cmpuint (brook, >, 0);
  g_assert_cmpuint (river, >, brook + 1);
  g_assert_cmpuint (measure_line (map, 15.5, 43.7), >, river + 2);
}

/* A damaged tile is an error, and only where it lies. */
static void
test_damaged (void)
{
  IbarFrame frame;
  g_autoptr (IbarVectorMap) map = NULL;
  g_autoptr (GBytes) noise = g_bytes_new_static ("noise", 5);
  g_autoptr (GError) error = NULL;
  IbarBasemapOptions options = { .style = ibar_style_get (IBAR_STYLE_DARK), .boundaries = TRUE };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  gboolean empty;

  ibar_test_vector_tiles_spoil (path, 8, noise);
  map = open_map ();
  init_frame (&frame, 9, 21, 43, SIDE);
  g_assert_false (ibar_vector_map_draw (map, cr, &frame, &options, &empty, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT);
  g_clear_error (&error);
  init_frame (&frame, 10, 21, 43, SIDE);
  g_assert_true (ibar_vector_map_draw (map, cr, &frame, &options, &empty, &error));
  /* Elsewhere, and from far away: nothing. */
  init_frame (&frame, 9, -40, 10, SIDE);
  g_assert_true (ibar_vector_map_draw (map, cr, &frame, &options, &empty, &error));
  g_assert_true (empty);
  init_frame (&frame, 2, 21, 43, SIDE);
  g_assert_true (ibar_vector_map_draw (map, cr, &frame, &options, &empty, &error));
  g_assert_true (empty);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("ibar-vector-XXXXXX", NULL);
  path = ibar_test_vector_tiles_make (folder);
  g_test_add_func ("/vector-map/pieces", test_pieces);
  g_test_add_func ("/vector-map/turns", test_turns);
  g_test_add_func ("/vector-map/edges", test_edges);
  g_test_add_func ("/vector-map/names", test_names);
  g_test_add_func ("/vector-map/names-at-edge", test_names_at_edge);
  g_test_add_func ("/vector-map/street-forms", test_street_forms);
  g_test_add_func ("/vector-map/street-labels", test_street_labels);
  g_test_add_func ("/vector-map/street-labels-stay", test_street_labels_stay);
  g_test_add_func ("/vector-map/rivers", test_rivers);
  g_test_add_func ("/vector-map/damaged", test_damaged);
  result = g_test_run ();
  g_unlink (path);
  g_rmdir (folder);
  g_free (path);
  g_free (folder);
  return result;
}
