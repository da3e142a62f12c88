/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Page sizes: the names report writers use, and lengths in mm, cm, in, pt and px.
 *
 * Everything is a length in points (1/72 in) at the final size, because a figure's text is. Pixels
 * become points through the resolution, so "1920x1080px" at 96 dpi is a page of 20 × 11.25 in. */

#define G_LOG_DOMAIN "ibar-page"

#include "config.h"

#include "ibar-page.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

static const struct
{
  const char *name;
  double width, height; /* [mm]; height 0: by the content */
} named_sizes[] = {
  { "a5", 148, 210 },
  { "a4", 210, 297 },
  { "a3", 297, 420 },
  { "a2", 420, 594 },
  { "letter", 215.9, 279.4 },
  { "slide-16:9", 338.667, 190.5 }, /* 13⅓ × 7½ in: what presentation programs take for a slide */
  { "16:9", 338.667, 190.5 },
  { "slide-4:3", 254, 190.5 },
  { "4:3", 254, 190.5 },
  { "column-85", 85, 0 },
  { "column-175", 175, 0 },
};

/**
 * ibar_length_parse:
 * @text: a number and a unit: "85mm", "3.5 in", "1080px"; without a unit, millimetres
 * @dpi: pixels per inch, for px
 * @points: (out): the length [pt]
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_PARSE.
 *
 * Returns: whether @text is a length, zero included
 */
gboolean
ibar_length_parse (const char *text, double dpi, double *points, GError **error)
{
  const struct
  {
    const char *unit;
    double points;
  } units[] = {
    { "", IBAR_POINTS_PER_MM },
    { "mm", IBAR_POINTS_PER_MM },
    { "cm", 10 * IBAR_POINTS_PER_MM },
    { "in", 72 },
    { "pt", 1 },
    { "px", 72.0 / dpi },
  };
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);
  g_autofree char *unit = g_strstrip (g_strdup (end));

  for (gsize i = 0; end != text && i < G_N_ELEMENTS (units); i++)
    {
      if (g_ascii_strcasecmp (unit, units[i].unit) == 0 && isfinite (value) && value >= 0)
        {
          *points = value * units[i].points;
          return TRUE;
        }
    }
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
               _ ("“%s” is no length: expected a number and mm, cm, in, pt or px"), text);
  return FALSE;
}

/* "210x297mm", "1920 × 1080 px": the unit stands after the second number and holds for both, or
 * after each. */
static gboolean
parse_free_size (const char *text, double dpi, IbarPageSize *size, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char *cross = strstr (lower, "×");
  gsize cross_length = strlen ("×");
  g_autofree char *width = NULL;
  const char *height;
  const char *unit;

  if (cross == NULL)
    {
      cross = strchr (lower, 'x');
      if (cross != NULL && cross > lower && cross[-1] == 'p') /* the x of "px" */
        cross = strchr (cross + 1, 'x');
      cross_length = 1;
    }
  if (cross == NULL)
    {
      size->height = 0;
      return ibar_length_parse (lower, dpi, &size->width, error);
    }
  height = cross + cross_length;
  unit = height + strspn (height, " 0123456789.");
  width = g_strstrip (g_strndup (lower, (gsize) (cross - lower)));
  if (width[0] != '\0' && g_ascii_isdigit (width[strlen (width) - 1]))
    {
      char *with_unit = g_strconcat (width, unit, NULL);
      g_free (width);
      width = with_unit;
    }
  return ibar_length_parse (width, dpi, &size->width, error)
         && ibar_length_parse (height, dpi, &size->height, error);
}

/* The names of the sizes, separated by commas, for messages. */
static char *
list_sizes (void)
{
  GString *names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (named_sizes); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", named_sizes[i].name);
  return g_string_free (names, FALSE);
}

/**
 * ibar_page_size_parse:
 * @text: a name ("a4", "slide-16:9", "column-85"), or "WIDTHxHEIGHT" with a unit, or a width alone,
 *   which makes a page as tall as its content
 * @dpi: pixels per inch, for sizes in px
 * @size: (out): the page [pt]
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_PARSE; %IBAR_ERROR_TOO_LARGE for a side under 20 mm or over 2 m.
 *
 * Returns: whether @text is a size
 */
gboolean
ibar_page_size_parse (const char *text, double dpi, IbarPageSize *size, GError **error)
{
  gboolean named = FALSE;

  for (gsize i = 0; !named && i < G_N_ELEMENTS (named_sizes); i++)
    {
      if (g_ascii_strcasecmp (text, named_sizes[i].name) == 0)
        {
          size->width = named_sizes[i].width * IBAR_POINTS_PER_MM;
          size->height = named_sizes[i].height * IBAR_POINTS_PER_MM;
          named = TRUE;
        }
    }
  if (!named && !parse_free_size (text, dpi, size, NULL))
    {
      g_autofree char *names = list_sizes ();
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("“%s” is no page size: expected %s, or a size such as 160x120mm"), text,
                   names);
      return FALSE;
    }
  if (size->width < IBAR_PAGE_MIN || size->width > IBAR_PAGE_MAX
      || (size->height > 0 && size->height < IBAR_PAGE_MIN) || size->height > IBAR_PAGE_MAX)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                   _ ("A page of “%s” cannot be made: each side must be from 20 mm to 2 m"), text);
      return FALSE;
    }
  return TRUE;
}

/**
 * ibar_page_size_orient:
 * @size: (inout): a page
 * @orientation: how it shall stand; a page whose height follows its content stays as it is
 *
 * Turns the page where it must be turned.
 */
void
ibar_page_size_orient (IbarPageSize *size, IbarOrientation orientation)
{
  gboolean wide = size->width > size->height;

  if (size->height <= 0 || orientation == IBAR_ORIENTATION_AUTO)
    return;
  if (wide != (orientation == IBAR_ORIENTATION_LANDSCAPE))
    {
      double width = size->width;
      size->width = size->height;
      size->height = width;
    }
}
