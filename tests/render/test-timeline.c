/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "ibar-timeline.h"

#define WIDTH 400
#define HEIGHT 100

static IbarTimelineFrame
make_frame (IbarDay start, IbarDay end)
{
  return (IbarTimelineFrame){
    .width = WIDTH,
    .height = HEIGHT,
    .start = start,
    .end = end,
    .from = IBAR_DAY_NONE,
    .to = IBAR_DAY_NONE,
    .hovered_bin = -1,
    .font_scale = 1,
  };
}

static cairo_surface_t *
draw (const IbarTimelineData *data, const IbarTimelineFrame *frame)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  ibar_timeline_draw (data, frame, cr, ibar_style_get (IBAR_STYLE_LIGHT));
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint
count_pixels (cairo_surface_t *surface, const IbarColor *color)
{
  guint32 wanted = 0xFF000000u | (guint32) lround (color->red * 255) << 16
                   | (guint32) lround (color->green * 255) << 8
                   | (guint32) lround (color->blue * 255);
  guint n = 0;

  for (int y = 0; y < HEIGHT; y++)
    {
      const guchar *row
          = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

      for (int x = 0; x < WIDTH; x++)
        n += ((const guint32 *) (const void *) row)[x] == wanted;
    }
  return n;
}

static void
test_axis (void)
{
  IbarTimelineFrame frame
      = make_frame (ibar_day_from_ymd (2020, 1, 1), ibar_day_from_ymd (2024, 1, 1));

  g_assert_cmpfloat (ibar_timeline_day_to_x (&frame, frame.start), ==, 0);
  g_assert_cmpfloat (ibar_timeline_day_to_x (&frame, frame.end), ==, WIDTH);
  for (double x = 0; x <= WIDTH; x += 7.3)
    g_assert_cmpfloat_with_epsilon (
        ibar_timeline_day_to_x (&frame, ibar_timeline_x_to_day (&frame, x)), x, 1e-6);
}

static void
test_unit (void)
{
  g_assert_cmpint (ibar_timeline_pick_unit (1000, 30), ==, IBAR_BIN_DAY);
  g_assert_cmpint (ibar_timeline_pick_unit (1000, 365), ==, IBAR_BIN_WEEK);
  g_assert_cmpint (ibar_timeline_pick_unit (1000, 3650), ==, IBAR_BIN_MONTH);
  g_assert_cmpint (ibar_timeline_pick_unit (1000, 9500), ==, IBAR_BIN_YEAR);
  g_assert_cmpint (ibar_timeline_pick_unit (0, 0), ==, IBAR_BIN_YEAR);
}

/* Two families of three to one share a bar three to one; what the filter leaves out stands behind.
 */
static void
test_stack (void)
{
  const IbarStyle *style = ibar_style_get (IBAR_STYLE_LIGHT);
  guint32 families[4 * IBAR_N_FAMILIES] = { 0 };
  guint32 all[4] = { 0, 40, 0, 0 };
  IbarTimelineFrame frame
      = make_frame (ibar_day_from_ymd (2020, 1, 1), ibar_day_from_ymd (2024, 1, 1));
  IbarTimelineData data = { IBAR_BIN_YEAR, ibar_day_from_ymd (2020, 1, 1), 4, families, all };
  cairo_surface_t *surface;
  guint armed, protest, quiet;

  families[IBAR_N_FAMILIES + IBAR_FAMILY_ARMED] = 15;
  families[IBAR_N_FAMILIES + IBAR_FAMILY_PROTEST] = 5;
  surface = draw (&data, &frame);
  armed = count_pixels (surface, &style->family[IBAR_FAMILY_ARMED]);
  protest = count_pixels (surface, &style->family[IBAR_FAMILY_PROTEST]);
  quiet = count_pixels (surface, &style->histogram_all);
  g_assert_cmpuint (protest, >, 100);
  g_assert_cmpfloat_with_epsilon ((double) armed / protest, 3.0, 0.5);
  g_assert_cmpfloat_with_epsilon ((double) quiet / (armed + protest), 1.0, 0.2);
  g_assert_cmpuint (count_pixels (surface, &style->family[IBAR_FAMILY_UNREST]), ==, 0);
  cairo_surface_destroy (surface);
}

/* One event beside ten thousand is still there. */
static void
test_one_is_seen (void)
{
  guint32 families[2 * IBAR_N_FAMILIES] = { 0 };
  IbarTimelineFrame frame
      = make_frame (ibar_day_from_ymd (2020, 1, 1), ibar_day_from_ymd (2022, 1, 1));
  IbarTimelineData data = { IBAR_BIN_YEAR, ibar_day_from_ymd (2020, 1, 1), 2, families };
  cairo_surface_t *surface;

  families[IBAR_FAMILY_OTHER] = 10000;
  families[IBAR_N_FAMILIES + IBAR_FAMILY_ARMED] = 1;
  surface = draw (&data, &frame);
  g_assert_cmpuint (count_pixels (surface,
                                  &ibar_style_get (IBAR_STYLE_LIGHT)->family[IBAR_FAMILY_ARMED]),
                    >, 100);
  cairo_surface_destroy (surface);
}

/* A known day is a solid bar; "sometime in May" is a faded one between two limits. */
static void
test_vague (void)
{
  const IbarStyle *style = ibar_style_get (IBAR_STYLE_LIGHT);
  guint32 families[31 * IBAR_N_FAMILIES] = { 0 };
  IbarDay first = ibar_day_from_ymd (2023, 5, 1);
  IbarTimelineBar bar = { first + 5, first + 15, IBAR_DATE_DAY, IBAR_FAMILY_SECURITY, FALSE };
  IbarTimelineFrame frame = make_frame (first, first + 31);
  IbarTimelineData data = { IBAR_BIN_DAY, first, 31, families, NULL, NULL, &bar, 1 };
  cairo_surface_t *known = draw (&data, &frame), *vague;

  bar.precision = IBAR_DATE_MONTH;
  vague = draw (&data, &frame);
  g_assert_cmpuint (count_pixels (known, &style->family[IBAR_FAMILY_SECURITY]), >, 300);
  g_assert_cmpuint (count_pixels (vague, &style->family[IBAR_FAMILY_SECURITY]), <, 20);
  cairo_surface_destroy (known);
  cairo_surface_destroy (vague);
}

static void
test_brush (void)
{
  const IbarStyle *style = ibar_style_get (IBAR_STYLE_LIGHT);
  guint32 families[4 * IBAR_N_FAMILIES] = { 0 };
  IbarTimelineFrame frame
      = make_frame (ibar_day_from_ymd (2020, 1, 1), ibar_day_from_ymd (2024, 1, 1));
  IbarTimelineData data = { IBAR_BIN_YEAR, ibar_day_from_ymd (2020, 1, 1), 4, families };
  cairo_surface_t *open = draw (&data, &frame), *one, *two;

  frame.from = ibar_day_from_ymd (2021, 1, 1);
  one = draw (&data, &frame);
  frame.to = ibar_day_from_ymd (2022, 1, 1);
  two = draw (&data, &frame);
  g_assert_cmpuint (count_pixels (open, &style->accent), ==, 0);
  g_assert_cmpuint (count_pixels (one, &style->accent), >, 50);
  g_assert_cmpuint (count_pixels (two, &style->accent), >,
                    3 * count_pixels (one, &style->accent) / 2);
  cairo_surface_destroy (open);
  cairo_surface_destroy (one);
  cairo_surface_destroy (two);
}

/* From ten days to ten thousand years: it ends, and draws. */
/* The selected event is pointed at where it was, and nowhere when it is out of sight. */
static void
test_selected (void)
{
  static const guint32 families[IBAR_N_FAMILIES];
  IbarTimelineFrame frame = make_frame (ibar_day_from_ymd (2020, 1, 1), ibar_day_from_ymd (2024, 1, 1));
  IbarTimelineData data = { .unit = IBAR_BIN_YEAR, .first = frame.start, .n_bins = 1, .families = families };
  const IbarStyle *style = ibar_style_get (IBAR_STYLE_LIGHT);
  cairo_surface_t *surface = draw (&data, &frame);
  guint none = count_pixels (surface, &style->accent);
  guint day, year;

  cairo_surface_destroy (surface);
  frame.has_selected = TRUE;
  frame.selected_from = frame.selected_to = ibar_day_from_ymd (2022, 1, 1);
  surface = draw (&data, &frame);
  day = count_pixels (surface, &style->accent);
  cairo_surface_destroy (surface);
  frame.selected_to = ibar_day_from_ymd (2022, 12, 31);
  surface = draw (&data, &frame);
  year = count_pixels (surface, &style->accent);
  cairo_surface_destroy (surface);
  g_assert_cmpuint (day, >=, none + 10);
  g_assert_cmpuint (year, >=, day + 50); /* what its date may mean */

  frame.selected_from = frame.selected_to = ibar_day_from_ymd (2030, 1, 1);
  surface = draw (&data, &frame);
  g_assert_cmpuint (count_pixels (surface, &style->accent), ==, none);
  cairo_surface_destroy (surface);
}

static void
test_extremes (void)
{
  static const int years[][2] = { { 1, 9999 }, { 1900, 1901 }, { 9998, 9999 }, { 1, 2 } };
  guint32 families[IBAR_N_FAMILIES] = { 1 };

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    for (int kind = 0; kind < 4; kind++)
      {
        IbarDay start = ibar_day_from_ymd (years[i][0], 1, 1);
        IbarTimelineFrame frame = make_frame (start, ibar_day_from_ymd (years[i][1], 12, 31));
        IbarTimelineData data
            = { (IbarBinUnit) kind, ibar_bin_start ((IbarBinUnit) kind, start), 1, families };
        IbarTimelineFrame narrow = make_frame (start, start + 10);

        cairo_surface_destroy (draw (&data, &frame));
        cairo_surface_destroy (draw (&data, &narrow));
      }
}

static void
test_words (void)
{
  g_autofree char *year = ibar_timeline_format_bin (IBAR_BIN_YEAR, ibar_day_from_ymd (2023, 1, 1));
  g_autofree char *month
      = ibar_timeline_format_bin (IBAR_BIN_MONTH, ibar_day_from_ymd (2023, 5, 1));
  g_autofree char *day = ibar_timeline_format_bin (IBAR_BIN_DAY, ibar_day_from_ymd (2023, 5, 26));

  g_assert_cmpstr (year, ==, "2023");
  g_assert_cmpstr (month, ==, "May 2023");
  g_assert_cmpstr (day, ==, "26 May 2023");
}

/* A week in the life of what has lasted two thousand years: the bar goes from edge to edge, and the brush is whole. */
static void
test_lasting (void)
{
  const IbarStyle *style = ibar_style_get (IBAR_STYLE_LIGHT);
  const IbarDay first = ibar_day_from_ymd (2020, 1, 6);
  const guint32 families[IBAR_N_FAMILIES] = { 1 };
  const IbarTimelineBar bar = { IBAR_DAY_MIN, IBAR_DAY_MAX, IBAR_DATE_DAY, 0, FALSE };
  IbarTimelineData data = { IBAR_BIN_WEEK, first, 1, families, NULL, NULL, &bar, 1 };
  IbarTimelineFrame frame = make_frame (first, first + 7);
  cairo_surface_t *surface = draw (&data, &frame);
  const guchar *pixels = cairo_image_surface_get_data (surface);
  guint32 wanted = 0xFF000000u | (guint32) lround (style->family[0].red * 255) << 16
                   | (guint32) lround (style->family[0].green * 255) << 8 | (guint32) lround (style->family[0].blue * 255);
  guint n_whole = 0;

  for (int y = 0; y < HEIGHT; y++)
    {
      const guint32 *row = (const void *) (pixels + y * cairo_image_surface_get_stride (surface));
      guint n = 0;

      for (int x = 0; x < WIDTH; x++)
        n += row[x] == wanted;
      n_whole += n == WIDTH;
    }
  g_assert_cmpuint (n_whole, ==, 4);
  cairo_surface_destroy (surface);

  frame.from = IBAR_DAY_MIN;
  frame.to = first + 3;
  frame.has_selected = TRUE;
  frame.selected_from = IBAR_DAY_MIN;
  frame.selected_to = IBAR_DAY_MAX;
  surface = draw (&data, &frame);
  g_assert_cmpuint (count_pixels (surface, &style->accent), >, 100);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/axis", test_axis);
  g_test_add_func ("/timeline/unit", test_unit);
  g_test_add_func ("/timeline/stack", test_stack);
  g_test_add_func ("/timeline/one-is-seen", test_one_is_seen);
  g_test_add_func ("/timeline/vague", test_vague);
  g_test_add_func ("/timeline/brush", test_brush);
  g_test_add_func ("/timeline/selected", test_selected);
  g_test_add_func ("/timeline/extremes", test_extremes);
  g_test_add_func ("/timeline/lasting", test_lasting);
  g_test_add_func ("/timeline/words", test_words);
  return g_test_run ();
}
