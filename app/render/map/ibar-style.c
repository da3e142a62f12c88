/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The palettes: every colour of map, marks, timeline and figure, for screen (light, dark) and
 * paper.
 *
 * The map is a quiet ground for events: land, tints and lines stay within a narrow range of
 * lightness and low chroma, and the saturated colours belong to the marks. The families' colours
 * start from ColorBrewer's diverging schemes; security, politics, diplomacy and other were moved
 * apart in lightness until every pair stays distinct under protanopia, deuteranopia and tritanopia
 * (tests/render/test-style). Shape is the first sign of a family in any case.
 *
 * Marks keep a light casing and a dark edge in every palette: the pair stands on any ground. */

#define G_LOG_DOMAIN "ibar-style"

#include "config.h"

#include "ibar-style.h"

#include <math.h>

#define RGBA(hex, opacity)                                                                         \
  {                                                                                                \
    (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) &0xff) / 255.0, opacity  \
  }
#define RGB(hex) RGBA (hex, 1.0)

static const IbarStyle styles[IBAR_N_STYLES] = {
  [IBAR_STYLE_LIGHT] = {
    .kind = IBAR_STYLE_LIGHT,
    .background = RGB (0xEDEBE6),
    .land = RGB (0xF4F1EA),
    .neighbour_land = RGB (0xF8F7F3),
    .area_tints = { RGB (0xEFF0E3), RGB (0xF3EBE2), RGB (0xEBEDEA), RGB (0xF2EEDD) },
    .highlight_tint = RGB (0xF9E6C4),
    .highlight_wash = RGBA (0xF4C063, 0.15),
    .tint_low = RGB (0xE3EBD3),
    .tint_high = RGB (0xD9C5AE),
    .relief_strength = 0.25,
    .water = RGB (0xA9CBE0),
    .water_edge = RGB (0x6E9DB8),
    .forest = RGB (0xDCE6CC),
    .builtup = RGB (0xE4DCD3),
    .outline = RGB (0x7A5C6B),
    .outline_casing = RGBA (0xCDB4C0, 0.55),
    .area_line = RGB (0xA08F98),
    .road = RGB (0xFFFFFF),
    .road_casing = RGB (0xCDBFAF),
    .road_thin = RGB (0xCDBFAF),
    .railway = RGB (0x6B6B6B),
    .schematic = RGB (0xB49F86),
    .label = RGB (0x2B2B2B),
    .label_muted = RGB (0x5C5650),
    .label_halo = RGB (0xF8F5EF),
    .water_label = RGB (0x2F6A8A),
    .area_label = RGB (0x6F5A50),
    .place_dot = RGB (0xFFFFFF),
    .place_dot_edge = RGB (0x3A3632),
    .family = {
      [IBAR_FAMILY_ARMED] = RGB (0xB2182B),
      [IBAR_FAMILY_UNREST] = RGB (0xE66101),
      [IBAR_FAMILY_PROTEST] = RGB (0xFDB863),
      [IBAR_FAMILY_SECURITY] = RGB (0x2B7BBA),
      [IBAR_FAMILY_POLITICS] = RGB (0x017A6A),
      [IBAR_FAMILY_DIPLOMACY] = RGB (0x542788),
      [IBAR_FAMILY_OTHER] = RGB (0x4A4A4A),
    },
    .group = { RGB (0x8C510A), RGB (0x35978F), RGB (0xC51B7D), RGB (0x7A8B1E), RGB (0x5C6F82), RGB (0x9AA7B3), RGB (0xCDD3D8) },
    .mark_casing = RGB (0xFFFFFF),
    .mark_edge = RGB (0x2B2B2B),
    .mark_text = RGB (0x1E1E1E),
    .accent = RGB (0x1C71D8),
    .uncertainty = RGBA (0x3A3632, 0.75),
    .histogram_all = RGB (0xDAD5CC),
    .histogram_edge = RGB (0x8A8378),
    .grid = RGB (0xE3DED5),
    .text = RGB (0x2B2B2B),
    .text_muted = RGB (0x5F5A54),
    .panel = RGB (0xFAF9F6),
  },
  [IBAR_STYLE_DARK] = {
    .kind = IBAR_STYLE_DARK,
    .background = RGB (0x1B1E21),
    .land = RGB (0x23272B),
    .neighbour_land = RGB (0x1F2326),
    .area_tints = { RGB (0x262C2A), RGB (0x2B2829), RGB (0x262A30), RGB (0x2B2A26) },
    .highlight_tint = RGB (0x413626),
    .highlight_wash = RGBA (0xB98A3E, 0.13),
    .tint_low = RGB (0x26302C),
    .tint_high = RGB (0x4A4238),
    .relief_strength = 0.30,
    .water = RGB (0x2C4A5E),
    .water_edge = RGB (0x4C7C98),
    .forest = RGB (0x27332A),
    .builtup = RGB (0x37322E),
    .outline = RGB (0x9E7F8E),
    .outline_casing = RGBA (0x6B4F5D, 0.55),
    .area_line = RGB (0x7B6C74),
    .road = RGB (0x565049),
    .road_casing = RGB (0x15181A),
    .road_thin = RGB (0x625B53),
    .railway = RGB (0x9A9A9A),
    .schematic = RGB (0x8A7B68),
    .label = RGB (0xECEAE5),
    .label_muted = RGB (0xB9B4AC),
    .label_halo = RGB (0x1E2225),
    .water_label = RGB (0x86B9D6),
    .area_label = RGB (0xB8A494),
    .place_dot = RGB (0x23272B),
    .place_dot_edge = RGB (0xDAD6CF),
    .family = {
      [IBAR_FAMILY_ARMED] = RGB (0xD6404F),
      [IBAR_FAMILY_UNREST] = RGB (0xF07F2A),
      [IBAR_FAMILY_PROTEST] = RGB (0xFFCB80),
      [IBAR_FAMILY_SECURITY] = RGB (0x5AA0E6),
      [IBAR_FAMILY_POLITICS] = RGB (0x2EC4AA),
      [IBAR_FAMILY_DIPLOMACY] = RGB (0x8A62C9),
      [IBAR_FAMILY_OTHER] = RGB (0x7D7D7D),
    },
    .group = { RGB (0xBF812D), RGB (0x5AB4AC), RGB (0xE06CB0), RGB (0xA9B94A), RGB (0x8296A9), RGB (0x61707F), RGB (0x4A545E) },
    .mark_casing = RGB (0xF4F1EA),
    .mark_edge = RGB (0x14171A),
    .mark_text = RGB (0x1E1E1E),
    .accent = RGB (0x78AEED),
    .uncertainty = RGBA (0xDAD6CF, 0.75),
    .histogram_all = RGB (0x41464B),
    .histogram_edge = RGB (0x8C9196),
    .grid = RGB (0x353A3F),
    .text = RGB (0xECEAE5),
    .text_muted = RGB (0xB0ABA3),
    .panel = RGB (0x2A2E32),
  },
  /* Paper: no tint lighter than 5 % (a press drops it), so land is bare paper; fewer, firmer lines. */
  [IBAR_STYLE_PRINT] = {
    .kind = IBAR_STYLE_PRINT,
    .background = RGB (0xFFFFFF),
    .land = RGB (0xFFFFFF),
    .neighbour_land = RGB (0xFFFFFF),
    .area_tints = { RGB (0xEFF3E6), RGB (0xF8EFE8), RGB (0xEDF0F2), RGB (0xF8F4E2) },
    .highlight_tint = RGB (0xFAE9CC),
    .highlight_wash = RGBA (0xF4C063, 0.14),
    .tint_low = RGB (0xE6EED8),
    .tint_high = RGB (0xDCCBB6),
    .relief_strength = 0.22,
    .water = RGB (0xB2D2E6),
    .water_edge = RGB (0x4F86A6),
    .forest = RGB (0xDDE8CF),
    .builtup = RGB (0xE2D9D0),
    .outline = RGB (0x5E4352),
    .outline_casing = RGBA (0xD3BDC8, 0.55),
    .area_line = RGB (0x85747D),
    .road = RGB (0xFFFFFF),
    .road_casing = RGB (0xA99A89),
    .road_thin = RGB (0xA99A89),
    .railway = RGB (0x4A4A4A),
    .schematic = RGB (0xA8927A),
    .label = RGB (0x111111),
    .label_muted = RGB (0x4A4540),
    .label_halo = RGB (0xFFFFFF),
    .water_label = RGB (0x22587A),
    .area_label = RGB (0x5C4A41),
    .place_dot = RGB (0xFFFFFF),
    .place_dot_edge = RGB (0x111111),
    .family = {
      [IBAR_FAMILY_ARMED] = RGB (0xB2182B),
      [IBAR_FAMILY_UNREST] = RGB (0xE66101),
      [IBAR_FAMILY_PROTEST] = RGB (0xFDB863),
      [IBAR_FAMILY_SECURITY] = RGB (0x2B7BBA),
      [IBAR_FAMILY_POLITICS] = RGB (0x017A6A),
      [IBAR_FAMILY_DIPLOMACY] = RGB (0x542788),
      [IBAR_FAMILY_OTHER] = RGB (0x4A4A4A),
    },
    .group = { RGB (0x8C510A), RGB (0x35978F), RGB (0xC51B7D), RGB (0x7A8B1E), RGB (0x5C6F82), RGB (0x9AA7B3), RGB (0xCDD3D8) },
    .mark_casing = RGB (0xFFFFFF),
    .mark_edge = RGB (0x111111),
    .mark_text = RGB (0x111111),
    .accent = RGB (0x1A5FB4),
    .uncertainty = RGBA (0x111111, 0.75),
    .histogram_all = RGB (0xDDDDDD),
    .histogram_edge = RGB (0x777777),
    .grid = RGB (0xDDDDDD),
    .text = RGB (0x111111),
    .text_muted = RGB (0x555555),
    .panel = RGB (0xFFFFFF),
  },
};

/**
 * ibar_color_linearise:
 * @channel: one of a colour's [sRGB, 0 … 1]
 *
 * Returns: it as linear light
 *
 * **Source:** WCAG 2.1, definition of relative luminance.
 */
double
ibar_color_linearise (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const IbarColor *color)
{
  return 0.2126 * ibar_color_linearise (color->red) + 0.7152 * ibar_color_linearise (color->green)
         + 0.0722 * ibar_color_linearise (color->blue);
}

/**
 * ibar_style_get:
 * @kind: which palette
 *
 * Returns: (transfer none): the palette; the same pointer at every call, so that it can be compared
 *
 * **Thread:** any.
 */
const IbarStyle *
ibar_style_get (IbarStyleKind kind)
{
  g_return_val_if_fail (kind < IBAR_N_STYLES, &styles[IBAR_STYLE_LIGHT]);

  return &styles[kind];
}

/**
 * ibar_style_set_source:
 * @cr: a context
 * @color: a colour [sRGB, each 0 … 1, alpha not premultiplied]
 *
 * Makes @color the source of what is painted next.
 */
void
ibar_style_set_source (cairo_t *cr, const IbarColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

/**
 * ibar_color_contrast:
 * @a: a colour; alpha is not looked at
 * @b: another
 *
 * Returns: the contrast ratio, from 1 (the same lightness) to 21 (black on white)
 *
 * **Source:** WCAG 2.1, definition of contrast ratio.
 */
double
ibar_color_contrast (const IbarColor *a, const IbarColor *b)
{
  double first = get_luminance (a);
  double second = get_luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

/**
 * ibar_color_mix:
 * @a: a colour
 * @b: another
 * @share: how much of @b, 0 … 1
 *
 * Returns: the colour between the two, alpha included
 */
IbarColor
ibar_color_mix (const IbarColor *a, const IbarColor *b, double share)
{
  return (IbarColor){
    a->red + (b->red - a->red) * share,
    a->green + (b->green - a->green) * share,
    a->blue + (b->blue - a->blue) * share,
    a->alpha + (b->alpha - a->alpha) * share,
  };
}
