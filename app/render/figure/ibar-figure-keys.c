/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How each member of a figure's description is written as text: one table, which presets, `--set`,
 * evidence and the composer all go through, so a key that works in one of them works in all. */

#define G_LOG_DOMAIN "ibar-figure-keys"

#include "config.h"

#include "ibar-figure-keys.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

static const char *const orientations[] = { "auto", "portrait", "landscape", NULL };
static const char *const palettes[] = { "colour", "greyscale", "print", "dark", NULL };
static const char *const previews[]
    = { "none", "greyscale", "protanopia", "deuteranopia", "tritanopia", NULL };
static const char *const list_places[] = { "none", "below", "beside", "pages", "blanks", NULL };
static const char *const numberings[] = { "auto", "date", "place", "none", NULL };

#define MEMBER(name) G_STRUCT_OFFSET (IbarFigure, name)

static const char *const series_layouts[] = { "single", "multiples", "atlas", "frames", NULL };
static const char *const series_bys[]
    = { "day", "week", "month", "year", "actor", "type", "municipality", "event", "view", NULL };

static const IbarFigureKey keys[] = {
  { "figure", "name", IBAR_KEY_TEXT, MEMBER (name), NULL, 0, 0 },
  { "figure", "description", IBAR_KEY_TEXT, MEMBER (description), NULL, 0, 0 },
  { "page", "size", IBAR_KEY_TEXT, MEMBER (size), NULL, 0, 0 },
  { "page", "orientation", IBAR_KEY_ENUM, MEMBER (orientation), orientations, 0, 0 },
  { "page", "margin", IBAR_KEY_LENGTH, MEMBER (margin), NULL, 0, 0 },
  { "page", "dpi", IBAR_KEY_NUMBER, MEMBER (dpi), NULL, 36, 2400 },
  { "map", "extent", IBAR_KEY_EXTENT, MEMBER (extent), NULL, 0, 0 },
  { "map", "scale", IBAR_KEY_SCALE, MEMBER (scale), NULL, 100, 5e8 },
  { "map", "center", IBAR_KEY_POINT, MEMBER (center), NULL, 0, 0 },
  { "map", "base-map", IBAR_KEY_TEXT, MEMBER (base_map), NULL, 0, 0 },
  { "map", "base-map-credit", IBAR_KEY_TEXT, MEMBER (base_map_credit), NULL, 0, 0 },
  { "map", "base-map-zoom", IBAR_KEY_COUNT, MEMBER (base_map_zoom), NULL, 0, 22 },
  { "map", "relief", IBAR_KEY_BOOLEAN, MEMBER (relief), NULL, 0, 0 },
  { "map", "boundaries", IBAR_KEY_BOOLEAN, MEMBER (boundaries), NULL, 0, 0 },
  { "map", "place-names", IBAR_KEY_BOOLEAN, MEMBER (place_names), NULL, 0, 0 },
  { "map", "uncertainty", IBAR_KEY_BOOLEAN, MEMBER (uncertainty), NULL, 0, 0 },
  { "map", "graticule", IBAR_KEY_BOOLEAN, MEMBER (graticule), NULL, 0, 0 },
  { "map", "north-arrow", IBAR_KEY_BOOLEAN, MEMBER (north_arrow), NULL, 0, 0 },
  { "map", "scale-bar", IBAR_KEY_BOOLEAN, MEMBER (scale_bar), NULL, 0, 0 },
  { "map", "inset", IBAR_KEY_BOOLEAN, MEMBER (inset), NULL, 0, 0 },
  { "text", "title", IBAR_KEY_TEXT, MEMBER (title), NULL, 0, 0 },
  { "text", "subtitle", IBAR_KEY_TEXT, MEMBER (subtitle), NULL, 0, 0 },
  { "text", "note", IBAR_KEY_TEXT, MEMBER (note), NULL, 0, 0 },
  { "text", "author", IBAR_KEY_TEXT, MEMBER (author), NULL, 0, 0 },
  { "text", "font", IBAR_KEY_TEXT, MEMBER (font), NULL, 0, 0 },
  { "text", "text-size", IBAR_KEY_NUMBER, MEMBER (text_size), NULL, 4, 72 },
  { "parts", "legend", IBAR_KEY_BOOLEAN, MEMBER (legend), NULL, 0, 0 },
  { "parts", "timeline", IBAR_KEY_BOOLEAN, MEMBER (timeline), NULL, 0, 0 },
  { "parts", "list", IBAR_KEY_ENUM, MEMBER (list), list_places, 0, 0 },
  { "parts", "summaries", IBAR_KEY_BOOLEAN, MEMBER (summaries), NULL, 0, 0 },
  { "parts", "sources", IBAR_KEY_BOOLEAN, MEMBER (sources), NULL, 0, 0 },
  { "parts", "claims", IBAR_KEY_BOOLEAN, MEMBER (claims), NULL, 0, 0 },
  { "parts", "list-limit", IBAR_KEY_COUNT, MEMBER (list_limit), NULL, 0, 10000 },
  { "parts", "numbering", IBAR_KEY_ENUM, MEMBER (numbering), numberings, 0, 0 },
  { "series", "layout", IBAR_KEY_ENUM, MEMBER (series_layout), series_layouts, 0, 0 },
  { "series", "by", IBAR_KEY_ENUM, MEMBER (series_by), series_bys, 0, 0 },
  { "series", "cumulative", IBAR_KEY_BOOLEAN, MEMBER (cumulative), NULL, 0, 0 },
  { "series", "limit", IBAR_KEY_COUNT, MEMBER (series_limit), NULL, 0, 10000 },
  { "series", "seconds", IBAR_KEY_NUMBER, MEMBER (frame_seconds), NULL, 0.02, 60 },
  { "style", "palette", IBAR_KEY_ENUM, MEMBER (palette), palettes, 0, 0 },
  { "style", "preview", IBAR_KEY_ENUM, MEMBER (preview), previews, 0, 0 },
  { "data", "filter", IBAR_KEY_TEXT, MEMBER (filter), NULL, 0, 0 },
  { "data", "events", IBAR_KEY_TEXT, MEMBER (events), NULL, 0, 0 },
  { "data", "names", IBAR_KEY_NAMES, MEMBER (names), NULL, 0, 0 },
  { "data", "profile", IBAR_KEY_TEXT, MEMBER (profile), NULL, 0, 0 },
};

/**
 * ibar_figure_key_get_all:
 * @n: (out): how many there are
 *
 * Returns: (transfer none): the keys, group by group
 */
const IbarFigureKey *
ibar_figure_key_get_all (gsize *n)
{
  *n = G_N_ELEMENTS (keys);
  return keys;
}

/**
 * ibar_figure_key_find:
 * @name: "group.key", or the key alone: no two groups share one
 *
 * Returns: (transfer none) (nullable): the key
 */
const IbarFigureKey *
ibar_figure_key_find (const char *name)
{
  const char *dot = strchr (name, '.');

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (dot == NULL
              ? strcmp (keys[i].key, name) == 0
              : strncmp (keys[i].group, name, (gsize) (dot - name)) == 0
                    && keys[i].group[dot - name] == '\0' && strcmp (keys[i].key, dot + 1) == 0)
        return &keys[i];
    }
  return NULL;
}

/**
 * ibar_figure_key_is_group:
 * @name: of a group in a key file
 *
 * Returns: whether some key belongs to it
 */
gboolean
ibar_figure_key_is_group (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (strcmp (keys[i].group, name) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ibar_figure_key_complain:
 * @key: a key
 * @value: what was given
 * @expected: what would have been right, translated
 * @error: return location for an error
 *
 * Returns: %FALSE
 */
gboolean
ibar_figure_key_complain (const IbarFigureKey *key,
                          const char *value,
                          const char *expected,
                          GError **error)
{
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
               /* Translators: key of a figure, its value, what was expected */
               _ ("%s.%s: “%s” will not do: expected %s"), key->group, key->key, value, expected);
  return FALSE;
}

static gboolean
parse_boolean (const IbarFigureKey *key, const char *value, gboolean *out, GError **error)
{
  static const char *const yes[] = { "yes", "true", "on", "1", NULL };
  static const char *const no[] = { "no", "false", "off", "0", NULL };
  g_autofree char *lower = g_ascii_strdown (value, -1);

  if (!g_strv_contains (yes, lower) && !g_strv_contains (no, lower))
    return ibar_figure_key_complain (key, value, _ ("yes or no"), error);
  *out = g_strv_contains (yes, lower);
  return TRUE;
}

static gboolean
parse_enum (const IbarFigureKey *key, const char *value, int *out, GError **error)
{
  g_autofree char *expected = NULL;

  for (int i = 0; key->values[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (value, key->values[i]) == 0)
        {
          *out = i;
          return TRUE;
        }
    }
  expected = g_strjoinv (", ", (char **) key->values);
  return ibar_figure_key_complain (key, value, expected, error);
}

/* Reads n numbers separated by commas, without any locale. */
static gboolean
parse_numbers (const char *value, double *numbers, gsize n)
{
  const char *at = value;

  for (gsize i = 0; i < n; i++)
    {
      char *end = NULL;
      numbers[i] = g_ascii_strtod (at, &end);
      if (end == at || !isfinite (numbers[i]))
        return FALSE;
      while (g_ascii_isspace (*end))
        end++;
      if (*end != (i + 1 < n ? ',' : '\0'))
        return FALSE;
      at = end + 1;
    }
  return TRUE;
}

static gboolean
parse_number (const IbarFigureKey *key, const char *value, double *out, GError **error)
{
  g_autofree char *expected = NULL;
  double number;

  if (parse_numbers (value, &number, 1) && number >= key->least && number <= key->most)
    {
      *out = number;
      return TRUE;
    }
  expected = g_strdup_printf (_ ("a number from %g to %g"), key->least, key->most);
  return ibar_figure_key_complain (key, value, expected, error);
}

/* "1:150000", "1 : 150 000", "150000" or "auto". */
static gboolean
parse_scale (const IbarFigureKey *key, const char *value, double *out, GError **error)
{
  const char *colon = strchr (value, ':');
  GString *digits = g_string_new (NULL);
  g_autofree char *text = NULL;
  double scale = 0;

  if (g_ascii_strcasecmp (value, "auto") == 0)
    {
      g_string_free (digits, TRUE);
      *out = 0;
      return TRUE;
    }
  for (const char *c = colon != NULL ? colon + 1 : value; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar u = g_utf8_get_char (c);
      if (!g_unichar_isspace (u) && u != '\'')
        g_string_append_unichar (digits, u);
    }
  text = g_string_free (digits, FALSE);
  if (!parse_numbers (text, &scale, 1) || scale < key->least || scale > key->most)
    return ibar_figure_key_complain (key, value, _ ("a scale such as 1:150000, or auto"), error);
  *out = scale;
  return TRUE;
}

static gboolean
parse_extent (const IbarFigureKey *key, const char *value, IbarExtent *out, GError **error)
{
  double n[4];

  if (g_ascii_strcasecmp (value, "auto") == 0)
    {
      ibar_extent_init_empty (out);
      return TRUE;
    }
  if (!parse_numbers (value, n, 4))
    return ibar_figure_key_complain (key, value, _ ("WEST,SOUTH,EAST,NORTH in degrees, or auto"),
                                     error);
  if (fabs (n[0]) > 180 || fabs (n[2]) > 180 || fabs (n[1]) > IBAR_MERCATOR_MAX_LATITUDE
      || fabs (n[3]) > IBAR_MERCATOR_MAX_LATITUDE)
    return ibar_figure_key_complain (key, value, _ ("degrees within ±180 and ±85.05"), error);
  if (!(n[1] < n[3]) || n[0] == n[2])
    return ibar_figure_key_complain (
        key, value, _ ("an area: south below north, and west not equal to east"), error);
  *out = (IbarExtent){ n[0], n[1], n[2], n[3] };
  return TRUE;
}

static gboolean
parse_point (const IbarFigureKey *key, const char *value, IbarPoint *out, GError **error)
{
  double n[2] = { NAN, NAN };

  if (g_ascii_strcasecmp (value, "auto") != 0
      && (!parse_numbers (value, n, 2) || fabs (n[0]) > 180
          || fabs (n[1]) > IBAR_MERCATOR_MAX_LATITUDE))
    return ibar_figure_key_complain (key, value, _ ("LONGITUDE,LATITUDE in degrees, or auto"),
                                     error);
  *out = (IbarPoint){ n[0], n[1] };
  return TRUE;
}

/**
 * ibar_figure_key_parse:
 * @key: a key
 * @self: the figure whose member it sets
 * @value: as text
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_PARSE with what was expected; @self is then as it was.
 *
 * Returns: whether @value was understood
 */
gboolean
ibar_figure_key_parse (const IbarFigureKey *key,
                       IbarFigure *self,
                       const char *value,
                       GError **error)
{
  gpointer member = G_STRUCT_MEMBER_P (self, key->offset);
  double number;

  switch (key->kind)
    {
    case IBAR_KEY_TEXT:
      g_free (*(char **) member);
      *(char **) member = strcmp (value, "auto") == 0 ? NULL : g_strdup (value);
      return TRUE;
    case IBAR_KEY_BOOLEAN:
      return parse_boolean (key, value, member, error);
    case IBAR_KEY_ENUM:
      return parse_enum (key, value, member, error);
    case IBAR_KEY_LENGTH:
      return ibar_length_parse (value, self->dpi, member, error);
    case IBAR_KEY_NUMBER:
      return parse_number (key, value, member, error);
    case IBAR_KEY_COUNT:
      if (!parse_number (key, value, &number, error))
        return FALSE;
      *(int *) member = (int) number;
      return TRUE;
    case IBAR_KEY_SCALE:
      return parse_scale (key, value, member, error);
    case IBAR_KEY_EXTENT:
      return parse_extent (key, value, member, error);
    case IBAR_KEY_POINT:
      return parse_point (key, value, member, error);
    case IBAR_KEY_NAMES:
      if (ibar_name_setting_from_string (value, member))
        return TRUE;
      return ibar_figure_key_complain (key, value,
                                       _ ("sq, sr-Latn, sr-Cyrl or en, or two joined by +"), error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static char *
format_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.10g", number));
}

static char *
format_numbers (const double *numbers, gsize n)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *number = format_number (numbers[i]);
      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", number);
    }
  return g_string_free (text, FALSE);
}

/**
 * ibar_figure_key_format:
 * @key: a key
 * @self: a figure
 *
 * Returns: (transfer full): what ibar_figure_key_parse() reads back
 */
char *
ibar_figure_key_format (const IbarFigureKey *key, const IbarFigure *self)
{
  gconstpointer member = G_STRUCT_MEMBER_P (self, key->offset);
  const IbarExtent *extent = member;
  g_autofree char *text = NULL;

  switch (key->kind)
    {
    case IBAR_KEY_TEXT:
      return g_strdup (*(char *const *) member != NULL ? *(char *const *) member : "auto");
    case IBAR_KEY_BOOLEAN:
      return g_strdup (*(const gboolean *) member ? "yes" : "no");
    case IBAR_KEY_ENUM:
      return g_strdup (key->values[*(const int *) member]);
    case IBAR_KEY_LENGTH:
      text = format_number (round (*(const double *) member / IBAR_POINTS_PER_MM * 1e6) / 1e6);
      return g_strconcat (text, "mm", NULL);
    case IBAR_KEY_NUMBER:
      return format_number (*(const double *) member);
    case IBAR_KEY_COUNT:
      return g_strdup_printf ("%d", *(const int *) member);
    case IBAR_KEY_SCALE:
      if (*(const double *) member <= 0)
        return g_strdup ("auto");
      text = format_number (*(const double *) member);
      return g_strconcat ("1:", text, NULL);
    case IBAR_KEY_EXTENT:
      if (ibar_extent_is_empty (extent))
        return g_strdup ("auto");
      return format_numbers (
          (const double[]){ extent->west, extent->south, extent->east, extent->north }, 4);
    case IBAR_KEY_POINT:
      if (!ibar_point_is_placed (*(const IbarPoint *) member))
        return g_strdup ("auto");
      return format_numbers (member, 2);
    case IBAR_KEY_NAMES:
      return ibar_name_setting_to_string (member);
    default:
      g_return_val_if_reached (NULL);
    }
}
