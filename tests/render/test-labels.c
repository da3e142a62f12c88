/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels: none overlaps another, none moves while the map does, all names' settings, scale bar. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "ibar-compile-region.h"
#include "ibar-labels.h"
#include "ibar-region-writer.h"
#include "ibar-scale-bar.h"

static IbarRegion *shipped;
static char *folder;

static IbarView
get_view (double longitude, double latitude, double zoom)
{
  return (IbarView){ { longitude, latitude }, zoom, 0, 1280, 800 };
}

static void
assert_no_overlap (const IbarLabel *labels, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        const IbarLabel *a = &labels[i], *b = &labels[j];

        if (a->angle != 0 || b->angle != 0) /* their boxes are larger than they are */
          continue;
        if (a->x + 1e-6 < b->x + b->width && b->x + 1e-6 < a->x + a->width
            && a->y + 1e-6 < b->y + b->height && b->y + 1e-6 < a->y + a->height)
          g_error ("“%s” and “%s” overlap", a->text, b->text);
      }
}

static void
test_overlap (void)
{
  static const char *const settings[]
      = { "sq", "sr-Latn", "sr-Cyrl", "en", "sq+sr-Latn", "sr-Cyrl+sq" };
  g_autoptr (IbarLabeller) labeller = ibar_labeller_new (shipped);

  for (guint s = 0; s < G_N_ELEMENTS (settings); s++)
    for (double zoom = 7; zoom <= 16; zoom += 0.75)
      {
        IbarView view = get_view (20.8, 42.95, zoom);
        IbarNameSetting names;
        const IbarLabel *labels;
        guint n;

        g_assert_true (ibar_name_setting_from_string (settings[s], &names));
        view.rotation = s * 0.3;
        labels = ibar_labeller_place (labeller, &view, &names, NULL, 1, &n);
        assert_no_overlap (labels, n);
        for (guint i = 0; i < n; i++)
          {
            g_assert_true (isfinite (labels[i].x) && isfinite (labels[i].y));
            g_assert_cmpfloat (fabs (labels[i].angle), <=, G_PI / 2 + 1e-9);
            g_assert_cmpstr (labels[i].text, !=, "");
          }
      }
}

/* The labels of two overlapping views, moved onto each other: the same where both look. */
static void
assert_same (const IbarView *first_view,
             GArray *first,
             const IbarView *view,
             const IbarLabel *labels,
             guint n)
{
  double world = IBAR_TILE_UNITS * exp2 (view->zoom);
  double dx
      = (ibar_mercator_x (view->center.longitude) - ibar_mercator_x (first_view->center.longitude))
        * world;
  double dy
      = (ibar_mercator_y (view->center.latitude) - ibar_mercator_y (first_view->center.latitude))
        * world;

  for (guint i = 0; i < first->len; i++)
    {
      const IbarLabel *a = &g_array_index (first, IbarLabel, i);
      double x = a->x - dx, y = a->y - dy;
      gboolean found = FALSE;

      if (x < 0 || y < 0 || x + a->width > view->width || y + a->height > view->height)
        continue;
      for (guint j = 0; j < n && !found; j++)
        found = labels[j].kind == a->kind && labels[j].feature == a->feature
                && fabs (labels[j].x - x) < 1e-3 && fabs (labels[j].y - y) < 1e-3
                && fabs (labels[j].width - a->width) < 1e-3;
      if (!found)
        g_error ("label of feature %d jumped when the map moved by %g, %g px", a->feature, dx, dy);
    }
}

static void
assert_stable (IbarRegion *region, double zoom, double longitude, double latitude)
{
  g_autoptr (IbarLabeller) labeller = ibar_labeller_new (region);
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (IbarLabel));
  IbarView first_view = get_view (longitude, latitude, zoom);
  const IbarLabel *labels;
  guint n;

  labels = ibar_labeller_place (labeller, &first_view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
  g_assert_cmpuint (n, >, 3);
  g_array_append_vals (first, labels, n);
  for (int step = 0; step < 40; step++)
    {
      g_autoptr (IbarLabeller) fresh = ibar_labeller_new (region);
      double reach = 900 / (IBAR_TILE_UNITS * exp2 (zoom)) * 360;
      IbarView view = get_view (longitude + (g_test_rand_double () - 0.5) * reach,
                                latitude + (g_test_rand_double () - 0.5) * reach / 2, zoom);

      /* One that remembers, and one that begins here. */
      labels = ibar_labeller_place (step % 2 ? labeller : fresh, &view, &IBAR_NAME_SETTING_DEFAULT,
                                    NULL, 1, &n);
      assert_same (&first_view, first, &view, labels, n);
    }
}

static void
test_stable (void)
{
  for (double zoom = 8; zoom <= 14; zoom += 1.5)
    assert_stable (shipped, zoom, 20.8, 42.95);
}

/* More places than are placed at once: blocks, whose seams must not show. */
static void
test_stable_blocks (void)
{
  g_autofree char *path = g_build_filename (folder, "many.gpkg", NULL);
  IbarRegionWriter *writer = ibar_region_writer_new (path, NULL, NULL, NULL);
  g_autoptr (IbarRegion) region = NULL;

  for (int i = 0; i < 12000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Place %d", i);
      IbarRegionRecord record = { .kind = "village",
                                  .names = { { NULL, NULL, NULL, name } },
                                  .rank = 5,
                                  .population = -1,
                                  .verified = TRUE };
      IbarPoint point = { 10 + g_test_rand_double () * 3, 50 + g_test_rand_double () * 3 };

      g_assert_true (ibar_region_writer_add_place (writer, point, &record, NULL));
    }
  g_assert_true (ibar_region_writer_finish (writer, NULL));
  ibar_region_writer_free (writer);
  region = ibar_region_load (path, NULL, NULL);
  g_assert_nonnull (region);
  assert_stable (region, 12, 11.5, 51.5);
  assert_stable (region, 13, 11.5, 51.5);
  g_remove (path);
}

static gboolean
has_label (const IbarLabel *labels, guint n, const char *text)
{
  for (guint i = 0; i < n; i++)
    {
      if (strcmp (labels[i].text, text) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_names (void)
{
  static const struct
  {
    const char *setting, *text;
  } cases[] = { { "sq", "Zveçan" },
                { "sr-Latn", "Zvečan" },
                { "sr-Cyrl", "Звечан" },
                { "en", "North Mitrovica" },
                { "sq+sr-Latn", "Zveçan / Zvečan" },
                { "sq+sr-Latn", "Zubin Potok" } };
  g_autoptr (IbarLabeller) labeller = ibar_labeller_new (shipped);
  IbarView view = get_view (20.83, 42.92, 11);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      IbarNameSetting names;
      const IbarLabel *labels;
      guint n;

      g_assert_true (ibar_name_setting_from_string (cases[i].setting, &names));
      labels = ibar_labeller_place (labeller, &view, &names, NULL, 1, &n);
      if (!has_label (labels, n, cases[i].text))
        g_error ("%s: no label “%s”", cases[i].setting, cases[i].text);
    }
}

/* A bridge is named where it stands; the river it crosses has room elsewhere. */
static void
test_bridge (void)
{
  static const char *const cases[][2] = { { "sq", "Ura kryesore e Ibrit" },
                                          { "sr-Latn", "Glavni most na Ibru" },
                                          { "sr-Cyrl", "Главни мост на Ибру" },
                                          { "en", "Main Ibar Bridge (New Bridge)" },
                                          { "sq+sr-Latn", "Ura kryesore e Ibrit / Glavni most na Ibru" } };
  g_autoptr (IbarLabeller) labeller = ibar_labeller_new (shipped);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (double zoom = 13; zoom <= 16; zoom += 0.5)
      {
        IbarView view = get_view (20.8662, 42.8913, zoom);
        IbarNameSetting names;
        const IbarLabel *labels;
        guint n, n_rivers = 0;

        g_assert_true (ibar_name_setting_from_string (cases[i][0], &names));
        labels = ibar_labeller_place (labeller, &view, &names, NULL, 1, &n);
        if (!has_label (labels, n, cases[i][1]))
          g_error ("zoom %g, %s: no label “%s”", zoom, cases[i][0], cases[i][1]);
        for (guint l = 0; l < n; l++)
          n_rivers += labels[l].kind == IBAR_LABEL_WATER;
        g_assert_true (zoom > 15 || n_rivers > 0);
      }
}

/* Close together and named twice, the four seats all find room; a lesser town does not take it. */
static void
test_chiefs_first (void)
{
  static const char *const settings[] = { "sq", "sr-Latn", "sr-Cyrl", "en", "sq+sr-Latn", "sr-Cyrl+sq" };
  g_autoptr (IbarLabeller) labeller = ibar_labeller_new (shipped);
  guint n_there = 0;

  for (guint i = 0; i < ibar_region_get_n_places (shipped); i++)
    n_there += ibar_region_get_place (shipped, i)->rank == 0;
  g_assert_cmpuint (n_there, >=, 4);
  for (guint s = 0; s < G_N_ELEMENTS (settings); s++)
    for (double zoom = 9; zoom < 13; zoom += 0.1)
      {
        IbarView view = get_view (20.75, 43.03, zoom);
        const IbarLabel *labels;
        IbarNameSetting names;
        guint n, n_first = 0;

        view.height = view.width = 9000;
        g_assert_true (ibar_name_setting_from_string (settings[s], &names));
        labels = ibar_labeller_place (labeller, &view, &names, NULL, 1, &n);
        for (guint i = 0; i < n; i++)
          n_first += labels[i].kind == IBAR_LABEL_PLACE && labels[i].rank == 0;
        if (n_first < n_there)
          g_error ("zoom %g, %s: %u of %u are named", zoom, settings[s], n_first, n_there);
      }
}

/* All four seats are named from the first view on; the profile names the whole. */
static void
test_chiefs (void)
{
  g_autoptr (IbarLabeller) labeller = ibar_labeller_new (shipped);
  IbarView view = get_view (20.75, 43.03, 10);
  const IbarBoundaryProfile *profile = ibar_region_find_profile (shipped, "neutral");
  const IbarLabel *labels;
  guint n, n_chiefs = 0;

  labels = ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
  for (guint i = 0; i < n; i++)
    n_chiefs += labels[i].kind == IBAR_LABEL_PLACE
                && strcmp (ibar_region_get_place (shipped, (guint) labels[i].feature)->kind,
                           "municipal_seat")
                       == 0
                && labels[i].rank == 0;
  g_assert_cmpuint (n_chiefs, ==, 4);

  view.zoom = 8;
  labels = ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, profile, 1, &n);
  g_assert_true (has_label (labels, n, "Kosovë* / Kosovo*"));
  profile = ibar_region_find_profile (shipped, "country");
  labels = ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, profile, 1, &n);
  g_assert_true (has_label (labels, n, "Kosovë / Kosovo"));
}

/* Upright under any rotation: the boxes of places keep their size. */
static void
test_rotation (void)
{
  g_autoptr (IbarLabeller) labeller = ibar_labeller_new (shipped);

  for (double rotation = -3; rotation <= 3; rotation += 0.37)
    {
      IbarView view = get_view (20.83, 42.92, 11.5);
      const IbarLabel *labels;
      guint n, n_places = 0;

      view.rotation = rotation;
      labels = ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
      assert_no_overlap (labels, n);
      for (guint i = 0; i < n; i++)
        if (labels[i].kind == IBAR_LABEL_PLACE)
          {
            g_assert_cmpfloat (labels[i].angle, ==, 0);
            g_assert_cmpfloat (labels[i].width, >, labels[i].height * 0.8);
            n_places++;
          }
      g_assert_cmpuint (n_places, >, 3);
    }
}

static void
test_obstacles (void)
{
  g_autoptr (IbarLabeller) labeller = ibar_labeller_new (shipped);
  IbarView view = get_view (20.83, 42.92, 11);
  IbarObstacle obstacle = { { 20.83, 42.92 }, 60 };
  const IbarLabel *labels;
  guint n;

  ibar_labeller_set_obstacles (labeller, &obstacle, 1);
  labels = ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
  g_assert_cmpuint (n, >, 3);
  for (guint i = 0; i < n; i++)
    g_assert_false (labels[i].angle == 0 && labels[i].x < 640 + 60
                    && labels[i].x + labels[i].width > 640 - 60 && labels[i].y < 400 + 60
                    && labels[i].y + labels[i].height > 400 - 60);
  ibar_labeller_set_obstacles (labeller, NULL, 0);
  ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
  g_assert_cmpuint (n, >, 3);
}

/* Ten kilobytes, right to left, marks upon marks: placed and drawn, cut where they are endless. */
static void
test_strange_names (void)
{
  g_autofree char *endless = g_strnfill (10240, 'W');
  const char *names[] = { endless, "القدس الشريف", "ירושלים", "Z̸̧̛a̸l̷g̶o̵ ̷", "  ", "a / b / c" };
  g_autofree char *path = g_build_filename (folder, "strange.gpkg", NULL);
  IbarRegionWriter *writer = ibar_region_writer_new (path, NULL, NULL, NULL);
  g_autoptr (IbarRegion) region = NULL;
  g_autoptr (IbarLabeller) labeller = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1280, 800);
  cairo_t *cr = cairo_create (surface);
  IbarView view = get_view (11.5, 51.5, 9);
  const IbarLabel *labels;
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      IbarRegionRecord record = { .kind = "city",
                                  .names = { { NULL, NULL, NULL, (char *) names[i] } },
                                  .population = -1 };

      g_assert_true (
          ibar_region_writer_add_place (writer, (IbarPoint){ 11.5, 51 + 0.2 * i }, &record, NULL));
    }
  g_assert_true (ibar_region_writer_finish (writer, NULL));
  ibar_region_writer_free (writer);
  region = ibar_region_load (path, NULL, NULL);
  labeller = ibar_labeller_new (region);
  labels = ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
  g_assert_cmpuint (n, >=, 4);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (labels[i].width, <=, 270);
  ibar_labeller_draw (labeller, cr, ibar_style_get (IBAR_STYLE_LIGHT));
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_remove (path);
}

/* A round distance that fits, and is as long as the geodesic says. */
static void
test_scale_bar (void)
{
  for (double zoom = 5; zoom <= 18; zoom += 0.3)
    for (double latitude = -60; latitude <= 60; latitude += 30)
      {
        IbarView view = get_view (20, latitude, zoom);
        IbarScaleBar bar;
        double digit, degrees, geodesic;

        ibar_scale_bar_init (&bar, &view, 120);
        g_assert_cmpfloat (bar.width, <=, 120 + 1e-9);
        g_assert_cmpfloat (bar.width, >=, 120 * 0.39);
        digit = bar.metres / pow (10, floor (log10 (bar.metres) + 1e-9));
        g_assert_true (fabs (digit - 1) < 1e-6 || fabs (digit - 2) < 1e-6
                       || fabs (digit - 5) < 1e-6);
        degrees = bar.width / (IBAR_TILE_UNITS * exp2 (zoom)) * 360;
        geodesic = ibar_geodesic_distance ((IbarPoint){ 20, latitude },
                                           (IbarPoint){ 20 + degrees, latitude });
        g_assert_cmpfloat (fabs (geodesic / bar.metres - 1), <, 0.01);
      }
}

int
main (int argc, char **argv)
{
  g_autofree char *source = NULL;
  g_autofree char *path = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("ibar-labels-XXXXXX", NULL);
  source = g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "data", "region", NULL);
  path = g_build_filename (folder, "shipped.gpkg", NULL);
  g_assert_true (ibar_compile_region (source, path, NULL));
  shipped = ibar_region_load (path, NULL, NULL);
  g_assert_nonnull (shipped);
  g_remove (path);
  g_test_add_func ("/labels/overlap", test_overlap);
  g_test_add_func ("/labels/stable", test_stable);
  g_test_add_func ("/labels/stable-blocks", test_stable_blocks);
  g_test_add_func ("/labels/names", test_names);
  g_test_add_func ("/labels/bridge", test_bridge);
  g_test_add_func ("/labels/chiefs", test_chiefs);
  g_test_add_func ("/labels/chiefs-first", test_chiefs_first);
  g_test_add_func ("/labels/rotation", test_rotation);
  g_test_add_func ("/labels/obstacles", test_obstacles);
  g_test_add_func ("/labels/strange-names", test_strange_names);
  g_test_add_func ("/labels/scale-bar", test_scale_bar);
  result = g_test_run ();
  ibar_region_unref (shipped);
  g_rmdir (folder);
  g_free (folder);
  return result;
}
