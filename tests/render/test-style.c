/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The palettes against WCAG 2.1 contrast, and the families' colours under simulated colour
 * blindness. Simulation: Machado, Oliveira and Fernandes 2009 (severity 1), on linear RGB;
 * distances: CIELAB 1976. */

#include "config.h"

#include <math.h>

#include "ibar-style.h"

#define LEAST_DISTANCE 9.0 /* [ΔE*ab] for two families side by side */

typedef double Matrix[3][3];

static const char *const palette_names[IBAR_N_STYLES] = { "light", "dark", "print" };

static const Matrix normal = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
static const Matrix protanopia = { { 0.152286, 1.052583, -0.204868 },
                                   { 0.114503, 0.786281, 0.099216 },
                                   { -0.003882, -0.048116, 1.051998 } };
static const Matrix deuteranopia = { { 0.367322, 0.860646, -0.227968 },
                                     { 0.280085, 0.672501, 0.047413 },
                                     { -0.011820, 0.042940, 0.968881 } };
static const Matrix tritanopia = { { 1.255528, -0.076749, -0.178779 },
                                   { -0.078411, 0.930809, 0.147602 },
                                   { 0.004733, 0.691367, 0.303900 } };

static double
linearise (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
lab_curve (double t)
{
  return t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116.0;
}

static void
to_lab (const IbarColor *color, const Matrix matrix, double lab[3])
{
  double linear[3] = { linearise (color->red), linearise (color->green), linearise (color->blue) };
  double seen[3];
  double x, y, z;

  for (int i = 0; i < 3; i++)
    {
      seen[i] = matrix[i][0] * linear[0] + matrix[i][1] * linear[1] + matrix[i][2] * linear[2];
      seen[i] = CLAMP (seen[i], 0, 1);
    }
  x = lab_curve ((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
  y = lab_curve (0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
  z = lab_curve ((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static double
get_distance (const IbarColor *a, const IbarColor *b, const Matrix matrix)
{
  double p[3], q[3];

  to_lab (a, matrix, p);
  to_lab (b, matrix, q);
  return sqrt (pow (p[0] - q[0], 2) + pow (p[1] - q[1], 2) + pow (p[2] - q[2], 2));
}

static void
assert_contrast (const char *palette,
                 const char *what,
                 const IbarColor *a,
                 const IbarColor *b,
                 double least)
{
  double contrast = ibar_color_contrast (a, b);

  if (contrast < least)
    g_error ("%s: %s has a contrast of %.2f, less than %.1f", palette, what, contrast, least);
}

static void
test_contrast_formula (void)
{
  const IbarColor black = { 0, 0, 0, 1 };
  const IbarColor white = { 1, 1, 1, 1 };

  g_assert_cmpfloat_with_epsilon (ibar_color_contrast (&black, &white), 21.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (ibar_color_contrast (&white, &black), 21.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (ibar_color_contrast (&white, &white), 1.0, 1e-9);
}

/* Text needs 4.5:1 against every ground it may lie on, and against its own halo. */
static void
test_text (void)
{
  for (int i = 0; i < IBAR_N_STYLES; i++)
    {
      const IbarStyle *style = ibar_style_get ((IbarStyleKind) i);
      const char *palette = palette_names[i];
      const IbarColor *texts[]
          = { &style->label, &style->label_muted, &style->water_label, &style->area_label };
      const IbarColor *grounds[]
          = { &style->land,          &style->neighbour_land, &style->highlight_tint,
              &style->label_halo,    &style->area_tints[0],  &style->area_tints[1],
              &style->area_tints[2], &style->area_tints[3] };

      for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
        for (guint g = 0; g < G_N_ELEMENTS (grounds); g++)
          assert_contrast (palette, "a label", texts[t], grounds[g], 4.5);
      assert_contrast (palette, "text", &style->text, &style->panel, 4.5);
      assert_contrast (palette, "muted text", &style->text_muted, &style->panel, 4.5);
      assert_contrast (palette, "a number in a mark", &style->mark_text, &style->mark_casing, 4.5);
    }
}

/* A mark stands out when one of its own colour, casing and edge has 3:1 against the ground. */
static void
test_marks (void)
{
  for (int i = 0; i < IBAR_N_STYLES; i++)
    {
      const IbarStyle *style = ibar_style_get ((IbarStyleKind) i);
      const IbarColor *grounds[] = { &style->land,      &style->highlight_tint, &style->tint_low,
                                     &style->tint_high, &style->water,          &style->builtup };

      for (guint g = 0; g < G_N_ELEMENTS (grounds); g++)
        {
          double contrast = MAX (ibar_color_contrast (&style->mark_edge, grounds[g]),
                                 ibar_color_contrast (&style->mark_casing, grounds[g]));

          g_assert_cmpfloat (contrast, >=, 3.0);
        }
      assert_contrast (palette_names[i], "casing and edge", &style->mark_casing, &style->mark_edge,
                       7.0);
      assert_contrast (palette_names[i], "the accent", &style->accent, &style->land, 3.0);
      assert_contrast (palette_names[i], "the outline", &style->outline, &style->land, 3.0);
    }
}

/* A road is seen on land, in towns and woods: its surface or its edge, and a thin one by itself. */
static void
test_roads (void)
{
  for (int i = 0; i < IBAR_N_STYLES; i++)
    {
      const IbarStyle *style = ibar_style_get ((IbarStyleKind) i);
      const IbarColor *grounds[] = { &style->land, &style->neighbour_land, &style->builtup, &style->forest };

      for (guint g = 0; g < G_N_ELEMENTS (grounds); g++)
        {
          double contrast = MAX (ibar_color_contrast (&style->road, grounds[g]),
                                 ibar_color_contrast (&style->road_casing, grounds[g]));

          g_assert_cmpfloat (contrast, >=, 1.3);
          assert_contrast (palette_names[i], "a thin road", &style->road_thin, grounds[g], 1.3);
        }
    }
}

static void
test_families (gconstpointer data)
{
  const Matrix *matrix = data;

  for (int i = 0; i < IBAR_N_STYLES; i++)
    {
      const IbarStyle *style = ibar_style_get ((IbarStyleKind) i);

      for (int a = 0; a < IBAR_N_FAMILIES; a++)
        for (int b = a + 1; b < IBAR_N_FAMILIES; b++)
          {
            double distance = get_distance (&style->family[a], &style->family[b], *matrix);

            if (distance < LEAST_DISTANCE)
              g_error ("%s: families %d and %d are %.1f apart", palette_names[i], a, b, distance);
          }
    }
}

/* Municipalities that touch differ, and yet stay a ground: nearly one lightness. */
static void
test_tints (void)
{
  for (int i = 0; i < IBAR_N_STYLES; i++)
    {
      const IbarStyle *style = ibar_style_get ((IbarStyleKind) i);

      for (int a = 0; a < 4; a++)
        {
          g_assert_cmpfloat (get_distance (&style->area_tints[a], &style->highlight_tint, normal),
                             >, 6.0);
          for (int b = a + 1; b < 4; b++)
            {
              g_assert_cmpfloat (
                  get_distance (&style->area_tints[a], &style->area_tints[b], normal), >, 2.5);
              g_assert_cmpfloat (ibar_color_contrast (&style->area_tints[a], &style->area_tints[b]),
                                 <, 1.15);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/contrast/formula", test_contrast_formula);
  g_test_add_func ("/style/contrast/text", test_text);
  g_test_add_func ("/style/contrast/marks", test_marks);
  g_test_add_func ("/style/contrast/roads", test_roads);
  g_test_add_func ("/style/tints", test_tints);
  g_test_add_data_func ("/style/families/normal", &normal, test_families);
  g_test_add_data_func ("/style/families/protanopia", &protanopia, test_families);
  g_test_add_data_func ("/style/families/deuteranopia", &deuteranopia, test_families);
  g_test_add_data_func ("/style/families/tritanopia", &tritanopia, test_families);
  return g_test_run ();
}
