/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The palettes of a figure, and how it looks to others.
 *
 * A style is a table of colours; greyscale is the print table with every colour replaced by the
 * grey of the same luminance, and the families of events spread evenly over the greys, because
 * their hues would fall together. The simulations work on linear light: Machado, Oliveira and
 * Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
 * severity 1. */

#define G_LOG_DOMAIN "ibar-figure-palette"

#include "config.h"

#include "ibar-figure-palette.h"

#include <math.h>

/* Rows of the matrices: red, green, blue of the outcome; linear RGB. */
static const double simulations[IBAR_N_PREVIEWS][9] = {
  [IBAR_PREVIEW_NONE] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
  [IBAR_PREVIEW_GREY] = { 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722 },
  [IBAR_PREVIEW_PROTANOPIA]
  = { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 },
  [IBAR_PREVIEW_DEUTERANOPIA]
  = { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 },
  [IBAR_PREVIEW_TRITANOPIA]
  = { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900 },
};

/* Greys of the families [sRGB]: those that meet most often lie farthest apart. */
static const double family_greys[IBAR_N_FAMILIES] = {
  [IBAR_FAMILY_ARMED] = 0.08,    [IBAR_FAMILY_UNREST] = 0.36,   [IBAR_FAMILY_PROTEST] = 0.82,
  [IBAR_FAMILY_SECURITY] = 0.22, [IBAR_FAMILY_POLITICS] = 0.66, [IBAR_FAMILY_DIPLOMACY] = 0.50,
  [IBAR_FAMILY_OTHER] = 0.94,
};

static double
from_linear (double v)
{
  v = CLAMP (v, 0, 1);
  return v <= 0.0031308 ? v * 12.92 : 1.055 * pow (v, 1 / 2.4) - 0.055;
}

/**
 * ibar_preview_color:
 * @preview: whose eyes, or which printer
 * @color: a colour
 *
 * Returns: what is seen of it
 *
 * **Source:** Machado et al. 2009, table of severity 1.0.
 */
IbarColor
ibar_preview_color (IbarPreview preview, const IbarColor *color)
{
  const double *m = simulations[preview];
  double r = ibar_color_linearise (color->red), g = ibar_color_linearise (color->green);
  double b = ibar_color_linearise (color->blue);

  if (preview == IBAR_PREVIEW_NONE)
    return *color;
  return (IbarColor){ from_linear (m[0] * r + m[1] * g + m[2] * b),
                      from_linear (m[3] * r + m[4] * g + m[5] * b),
                      from_linear (m[6] * r + m[7] * g + m[8] * b), color->alpha };
}

/**
 * ibar_color_grey:
 * @color: a colour
 *
 * Returns: the grey it becomes on a printer without colour [sRGB, 0 to 1]
 */
double
ibar_color_grey (const IbarColor *color)
{
  return ibar_preview_color (IBAR_PREVIEW_GREY, color).red;
}

static void
make_grey (IbarColor *color)
{
  color->red = color->green = color->blue = ibar_color_grey (color);
}

/* Every colour of the style in turn: the table below is all IbarColor from the first to the last.
 */
static void
make_style_grey (IbarStyle *s)
{
  IbarColor *const colors[] = {
    &s->highlight_wash,
    &s->land,          &s->neighbour_land, &s->area_tints[0],  &s->area_tints[1],
    &s->area_tints[2], &s->area_tints[3],  &s->highlight_tint, &s->tint_low,
    &s->tint_high,     &s->water,          &s->water_edge,     &s->forest,
    &s->builtup,       &s->outline,        &s->outline_casing, &s->area_line,
    &s->road,          &s->road_casing,    &s->road_thin,      &s->railway,
    &s->schematic,
    &s->label,         &s->label_muted,    &s->label_halo,     &s->water_label,
    &s->area_label,    &s->place_dot,      &s->place_dot_edge, &s->mark_casing,
    &s->mark_edge,     &s->mark_text,      &s->accent,         &s->uncertainty,
    &s->histogram_all, &s->histogram_edge, &s->grid,           &s->text,
    &s->text_muted,    &s->panel,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++)
    make_grey (colors[i]);
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    s->family[f] = (IbarColor){ family_greys[f], family_greys[f], family_greys[f], 1 };
}

/**
 * ibar_palette_init_style:
 * @palette: of a figure
 * @style: (out): the colours to draw with
 */
void
ibar_palette_init_style (IbarPalette palette, IbarStyle *style)
{
  switch (palette)
    {
    case IBAR_PALETTE_COLOUR:
      *style = *ibar_style_get (IBAR_STYLE_LIGHT);
      break;
    case IBAR_PALETTE_DARK:
      *style = *ibar_style_get (IBAR_STYLE_DARK);
      break;
    case IBAR_PALETTE_GREY:
      *style = *ibar_style_get (IBAR_STYLE_PRINT);
      make_style_grey (style);
      break;
    case IBAR_PALETTE_PRINT:
    default:
      *style = *ibar_style_get (IBAR_STYLE_PRINT);
      break;
    }
}

/**
 * ibar_palette_get_paper:
 * @palette: of a figure
 *
 * Returns: the colour behind everything: white, or a dark slide's
 */
IbarColor
ibar_palette_get_paper (IbarPalette palette)
{
  if (palette == IBAR_PALETTE_DARK)
    return (IbarColor){ 0.086, 0.098, 0.110, 1 };
  return (IbarColor){ 1, 1, 1, 1 };
}

/**
 * ibar_preview_pixels:
 * @preview: whose eyes
 * @pixels: (inout): CAIRO_FORMAT_RGB24, or ARGB32, opaque
 * @width: of a row [px]
 * @height: rows
 * @stride: from row to row [bytes]
 *
 * Shows a picture as others see it.
 *
 * **Cost:** 20 ns a pixel; a run of equal pixels is worked out once.
 */
void
ibar_preview_pixels (IbarPreview preview, guint8 *pixels, int width, int height, int stride)
{
  guint32 last = 0, last_seen = 0;
  IbarColor black = { 0, 0, 0, 1 };

  if (preview == IBAR_PREVIEW_NONE)
    return;
  black = ibar_preview_color (preview, &black);
  last_seen = ((guint32) (black.red * 255) << 16) | ((guint32) (black.green * 255) << 8)
              | (guint32) (black.blue * 255);
  for (int y = 0; y < height; y++)
    {
      guint32 *row = (guint32 *) (gpointer) (pixels + (gsize) y * (gsize) stride);

      for (int x = 0; x < width; x++)
        {
          guint32 p = row[x] & 0xffffff;

          if (p != last)
            {
              IbarColor c = { ((p >> 16) & 0xff) / 255.0, ((p >> 8) & 0xff) / 255.0,
                              (p & 0xff) / 255.0, 1 };
              c = ibar_preview_color (preview, &c);
              last = p;
              last_seen = ((guint32) (c.red * 255 + 0.5) << 16)
                          | ((guint32) (c.green * 255 + 0.5) << 8) | (guint32) (c.blue * 255 + 0.5);
            }
          row[x] = 0xff000000u | last_seen;
        }
    }
}
