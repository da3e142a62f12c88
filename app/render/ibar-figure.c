/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a figure: one value, and one table that says how each of its members is
 * written as text. Presets, `--set`, evidence and the composer all go through that table, so a key
 * that works in one of them works in all.
 *
 * A description names no file: which collection the figure is made from is for the caller to say.
 */

#define G_LOG_DOMAIN "ibar-figure"

#include "config.h"

#include "ibar-figure.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-paths.h"

typedef enum
{
  KIND_TEXT, /* char *, NULL is written as "auto" */
  KIND_BOOLEAN,
  KIND_ENUM,
  KIND_LENGTH, /* double [pt] */
  KIND_NUMBER, /* double within least and most */
  KIND_COUNT,  /* int within least and most */
  KIND_SCALE,  /* double, "auto" or "1:N" */
  KIND_EXTENT,
  KIND_POINT,
  KIND_NAMES,
} KeyKind;

typedef struct
{
  const char *group;
  const char *key;
  KeyKind kind;
  gsize offset;
  const char *const *values; /* KIND_ENUM, NULL-terminated */
  double least, most;
} Key;

static const char *const orientations[] = { "auto", "portrait", "landscape", NULL };
static const char *const palettes[] = { "colour", "greyscale", "print", "dark", NULL };
static const char *const previews[]
    = { "none", "greyscale", "protanopia", "deuteranopia", "tritanopia", NULL };
static const char *const list_places[] = { "none", "below", "beside", "pages", "blanks", NULL };
static const char *const numberings[] = { "auto", "date", "place", "none", NULL };

#define MEMBER(name) G_STRUCT_OFFSET (IbarFigure, name)

static const Key keys[] = {
  { "figure", "name", KIND_TEXT, MEMBER (name), NULL, 0, 0 },
  { "figure", "description", KIND_TEXT, MEMBER (description), NULL, 0, 0 },
  { "page", "size", KIND_TEXT, MEMBER (size), NULL, 0, 0 },
  { "page", "orientation", KIND_ENUM, MEMBER (orientation), orientations, 0, 0 },
  { "page", "margin", KIND_LENGTH, MEMBER (margin), NULL, 0, 0 },
  { "page", "dpi", KIND_NUMBER, MEMBER (dpi), NULL, 36, 2400 },
  { "map", "extent", KIND_EXTENT, MEMBER (extent), NULL, 0, 0 },
  { "map", "scale", KIND_SCALE, MEMBER (scale), NULL, 100, 5e8 },
  { "map", "center", KIND_POINT, MEMBER (center), NULL, 0, 0 },
  { "map", "relief", KIND_BOOLEAN, MEMBER (relief), NULL, 0, 0 },
  { "map", "boundaries", KIND_BOOLEAN, MEMBER (boundaries), NULL, 0, 0 },
  { "map", "place-names", KIND_BOOLEAN, MEMBER (place_names), NULL, 0, 0 },
  { "map", "uncertainty", KIND_BOOLEAN, MEMBER (uncertainty), NULL, 0, 0 },
  { "map", "graticule", KIND_BOOLEAN, MEMBER (graticule), NULL, 0, 0 },
  { "map", "north-arrow", KIND_BOOLEAN, MEMBER (north_arrow), NULL, 0, 0 },
  { "map", "scale-bar", KIND_BOOLEAN, MEMBER (scale_bar), NULL, 0, 0 },
  { "map", "inset", KIND_BOOLEAN, MEMBER (inset), NULL, 0, 0 },
  { "text", "title", KIND_TEXT, MEMBER (title), NULL, 0, 0 },
  { "text", "subtitle", KIND_TEXT, MEMBER (subtitle), NULL, 0, 0 },
  { "text", "note", KIND_TEXT, MEMBER (note), NULL, 0, 0 },
  { "text", "author", KIND_TEXT, MEMBER (author), NULL, 0, 0 },
  { "text", "font", KIND_TEXT, MEMBER (font), NULL, 0, 0 },
  { "text", "text-size", KIND_NUMBER, MEMBER (text_size), NULL, 4, 72 },
  { "parts", "legend", KIND_BOOLEAN, MEMBER (legend), NULL, 0, 0 },
  { "parts", "timeline", KIND_BOOLEAN, MEMBER (timeline), NULL, 0, 0 },
  { "parts", "list", KIND_ENUM, MEMBER (list), list_places, 0, 0 },
  { "parts", "summaries", KIND_BOOLEAN, MEMBER (summaries), NULL, 0, 0 },
  { "parts", "sources", KIND_BOOLEAN, MEMBER (sources), NULL, 0, 0 },
  { "parts", "claims", KIND_BOOLEAN, MEMBER (claims), NULL, 0, 0 },
  { "parts", "list-limit", KIND_COUNT, MEMBER (list_limit), NULL, 0, 10000 },
  { "parts", "numbering", KIND_ENUM, MEMBER (numbering), numberings, 0, 0 },
  { "style", "palette", KIND_ENUM, MEMBER (palette), palettes, 0, 0 },
  { "style", "preview", KIND_ENUM, MEMBER (preview), previews, 0, 0 },
  { "data", "filter", KIND_TEXT, MEMBER (filter), NULL, 0, 0 },
  { "data", "names", KIND_NAMES, MEMBER (names), NULL, 0, 0 },
  { "data", "profile", KIND_TEXT, MEMBER (profile), NULL, 0, 0 },
};

/* Keys are named "group.key", or by the key alone: no two groups share one. */
static const Key *
find_key (const char *name)
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

static gboolean
complain (const Key *key, const char *value, const char *expected, GError **error)
{
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
               /* Translators: key of a figure, its value, what was expected */
               _ ("%s.%s: “%s” will not do: expected %s"), key->group, key->key, value, expected);
  return FALSE;
}

static gboolean
parse_boolean (const Key *key, const char *value, gboolean *out, GError **error)
{
  static const char *const yes[] = { "yes", "true", "on", "1", NULL };
  static const char *const no[] = { "no", "false", "off", "0", NULL };
  g_autofree char *lower = g_ascii_strdown (value, -1);

  if (!g_strv_contains (yes, lower) && !g_strv_contains (no, lower))
    return complain (key, value, _ ("yes or no"), error);
  *out = g_strv_contains (yes, lower);
  return TRUE;
}

static gboolean
parse_enum (const Key *key, const char *value, int *out, GError **error)
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
  return complain (key, value, expected, error);
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
parse_number (const Key *key, const char *value, double *out, GError **error)
{
  g_autofree char *expected = NULL;
  double number;

  if (parse_numbers (value, &number, 1) && number >= key->least && number <= key->most)
    {
      *out = number;
      return TRUE;
    }
  expected = g_strdup_printf (_ ("a number from %g to %g"), key->least, key->most);
  return complain (key, value, expected, error);
}

/* "1:150000", "1 : 150 000", "150000" or "auto". */
static gboolean
parse_scale (const Key *key, const char *value, double *out, GError **error)
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
    return complain (key, value, _ ("a scale such as 1:150000, or auto"), error);
  *out = scale;
  return TRUE;
}

static gboolean
parse_extent (const Key *key, const char *value, IbarExtent *out, GError **error)
{
  double n[4];

  if (g_ascii_strcasecmp (value, "auto") == 0)
    {
      ibar_extent_init_empty (out);
      return TRUE;
    }
  if (!parse_numbers (value, n, 4))
    return complain (key, value, _ ("WEST,SOUTH,EAST,NORTH in degrees, or auto"), error);
  if (fabs (n[0]) > 180 || fabs (n[2]) > 180 || fabs (n[1]) > IBAR_MERCATOR_MAX_LATITUDE
      || fabs (n[3]) > IBAR_MERCATOR_MAX_LATITUDE)
    return complain (key, value, _ ("degrees within ±180 and ±85.05"), error);
  if (!(n[1] < n[3]) || n[0] == n[2])
    return complain (key, value, _ ("an area: south below north, and west not equal to east"),
                     error);
  *out = (IbarExtent){ n[0], n[1], n[2], n[3] };
  return TRUE;
}

static gboolean
parse_point (const Key *key, const char *value, IbarPoint *out, GError **error)
{
  double n[2] = { NAN, NAN };

  if (g_ascii_strcasecmp (value, "auto") != 0
      && (!parse_numbers (value, n, 2) || fabs (n[0]) > 180
          || fabs (n[1]) > IBAR_MERCATOR_MAX_LATITUDE))
    return complain (key, value, _ ("LONGITUDE,LATITUDE in degrees, or auto"), error);
  *out = (IbarPoint){ n[0], n[1] };
  return TRUE;
}

static gboolean
parse_value (IbarFigure *self, const Key *key, const char *value, GError **error)
{
  gpointer member = G_STRUCT_MEMBER_P (self, key->offset);
  double number;

  switch (key->kind)
    {
    case KIND_TEXT:
      g_free (*(char **) member);
      *(char **) member = strcmp (value, "auto") == 0 ? NULL : g_strdup (value);
      return TRUE;
    case KIND_BOOLEAN:
      return parse_boolean (key, value, member, error);
    case KIND_ENUM:
      return parse_enum (key, value, member, error);
    case KIND_LENGTH:
      return ibar_length_parse (value, self->dpi, member, error);
    case KIND_NUMBER:
      return parse_number (key, value, member, error);
    case KIND_COUNT:
      if (!parse_number (key, value, &number, error))
        return FALSE;
      *(int *) member = (int) number;
      return TRUE;
    case KIND_SCALE:
      return parse_scale (key, value, member, error);
    case KIND_EXTENT:
      return parse_extent (key, value, member, error);
    case KIND_POINT:
      return parse_point (key, value, member, error);
    case KIND_NAMES:
      if (ibar_name_setting_from_string (value, member))
        return TRUE;
      return complain (key, value, _ ("sq, sr-Latn, sr-Cyrl or en, or two joined by +"), error);
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

static char *
format_value (const IbarFigure *self, const Key *key)
{
  gconstpointer member = G_STRUCT_MEMBER_P (self, key->offset);
  const IbarExtent *extent = member;
  g_autofree char *text = NULL;

  switch (key->kind)
    {
    case KIND_TEXT:
      return g_strdup (*(char *const *) member != NULL ? *(char *const *) member : "auto");
    case KIND_BOOLEAN:
      return g_strdup (*(const gboolean *) member ? "yes" : "no");
    case KIND_ENUM:
      return g_strdup (key->values[*(const int *) member]);
    case KIND_LENGTH:
      text = format_number (round (*(const double *) member / IBAR_POINTS_PER_MM * 1e6) / 1e6);
      return g_strconcat (text, "mm", NULL);
    case KIND_NUMBER:
      return format_number (*(const double *) member);
    case KIND_COUNT:
      return g_strdup_printf ("%d", *(const int *) member);
    case KIND_SCALE:
      if (*(const double *) member <= 0)
        return g_strdup ("auto");
      text = format_number (*(const double *) member);
      return g_strconcat ("1:", text, NULL);
    case KIND_EXTENT:
      if (ibar_extent_is_empty (extent))
        return g_strdup ("auto");
      return format_numbers (
          (const double[]){ extent->west, extent->south, extent->east, extent->north }, 4);
    case KIND_POINT:
      if (!ibar_point_is_placed (*(const IbarPoint *) member))
        return g_strdup ("auto");
      return format_numbers (member, 2);
    case KIND_NAMES:
      return ibar_name_setting_to_string (member);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * ibar_figure_new:
 *
 * Returns: (transfer full): a report page: A4 with map, legend, timeline, list and claims
 */
IbarFigure *
ibar_figure_new (void)
{
  IbarFigure *self = g_new0 (IbarFigure, 1);

  self->size = g_strdup ("a4");
  self->margin = 15 * IBAR_POINTS_PER_MM;
  self->dpi = 300;
  ibar_extent_init_empty (&self->extent);
  self->center = (IbarPoint){ NAN, NAN };
  self->relief = self->boundaries = self->place_names = self->uncertainty = TRUE;
  self->north_arrow = self->scale_bar = self->inset = TRUE;
  self->font = g_strdup ("Cantarell, Noto Sans, DejaVu Sans");
  self->text_size = 8;
  self->legend = self->timeline = self->claims = self->sources = TRUE;
  self->list = IBAR_LIST_BELOW;
  self->list_limit = 500;
  self->filter = g_strdup ("");
  self->names = IBAR_NAME_SETTING_DEFAULT;
  return self;
}

/**
 * ibar_figure_copy:
 * @self: a description
 *
 * Returns: (transfer full): another one that says the same
 */
IbarFigure *
ibar_figure_copy (const IbarFigure *self)
{
  IbarFigure *copy = g_memdup2 (self, sizeof *self);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      char **text = G_STRUCT_MEMBER_P (copy, keys[i].offset);
      if (keys[i].kind == KIND_TEXT)
        *text = g_strdup (*text);
    }
  return copy;
}

/**
 * ibar_figure_free:
 * @self: (transfer full) (nullable): a description
 */
void
ibar_figure_free (IbarFigure *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].kind == KIND_TEXT)
        g_free (*(char **) G_STRUCT_MEMBER_P (self, keys[i].offset));
    }
  g_free (self);
}

/**
 * ibar_figure_set:
 * @self: a description
 * @key: "group.key", or the key alone
 * @value: its value as text
 * @error: return location for an error
 *
 * Sets what one key says; @self is as it was when this fails.
 *
 * **Errors:** %IBAR_ERROR_NOT_FOUND for an unknown key, %IBAR_ERROR_PARSE, %IBAR_ERROR_TOO_LARGE.
 *
 * Returns: whether @value was understood
 */
gboolean
ibar_figure_set (IbarFigure *self, const char *key, const char *value, GError **error)
{
  const Key *known = find_key (key);

  if (known == NULL)
    {
      g_autofree char *names = ibar_figure_list_keys ();
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("A figure has no “%s”; it has: %s"),
                   key, names);
      return FALSE;
    }
  if (!g_utf8_validate (value, -1, NULL))
    return complain (known, "?", _ ("text in UTF-8"), error);
  if (known->offset == MEMBER (size))
    {
      IbarPageSize size;
      if (!ibar_page_size_parse (value, self->dpi, &size, error))
        return FALSE;
    }
  return parse_value (self, known, value, error);
}

/**
 * ibar_figure_get:
 * @self: a description
 * @key: "group.key", or the key alone
 *
 * Returns: (transfer full) (nullable): the value as ibar_figure_set() takes it; %NULL for an
 * unknown key
 */
char *
ibar_figure_get (const IbarFigure *self, const char *key)
{
  const Key *known = find_key (key);
  return known != NULL ? format_value (self, known) : NULL;
}

/**
 * ibar_figure_read_key_file:
 * @self: a description
 * @file: what to take over; keys that it does not have stay as they are
 * @origin: where it came from, for messages
 * @error: return location for an error
 *
 * Groups that are not a figure's are left alone, so that an old figure's evidence can be read as a
 * preset; an unknown key in a figure's group is an error, because it is a typing mistake.
 *
 * **Errors:** as ibar_figure_set(), prefixed with @origin.
 *
 * Returns: whether all of it was understood
 */
gboolean
ibar_figure_read_key_file (IbarFigure *self, GKeyFile *file, const char *origin, GError **error)
{
  static const char *const groups[]
      = { "figure", "page", "map", "text", "parts", "style", "data", NULL };

  for (gsize g = 0; groups[g] != NULL; g++)
    {
      g_auto (GStrv) names = g_key_file_get_keys (file, groups[g], NULL, NULL);

      for (gsize i = 0; names != NULL && names[i] != NULL; i++)
        {
          g_autofree char *key = g_strconcat (groups[g], ".", names[i], NULL);
          g_autofree char *value = g_key_file_get_string (file, groups[g], names[i], error);

          if (strchr (names[i], '[') != NULL) /* a translated name or description */
            continue;
          if (value == NULL || !ibar_figure_set (self, key, value, error))
            {
              g_prefix_error (error, "%s: ", origin);
              return FALSE;
            }
        }
    }
  return TRUE;
}

/**
 * ibar_figure_write_key_file:
 * @self: a description
 * @file: where each of its keys is written
 */
void
ibar_figure_write_key_file (const IbarFigure *self, GKeyFile *file)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = format_value (self, &keys[i]);
      g_key_file_set_string (file, keys[i].group, keys[i].key, value);
    }
}

/* The user's own presets come before the ones that ship, so that one can be replaced. */
static char *
find_preset (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".ini", NULL);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "ibar", "presets", file, NULL);
  g_autofree char *relative = g_build_filename ("presets", file, NULL);

  if (strchr (name, '/') != NULL || g_str_has_suffix (name, ".ini"))
    return g_strdup (name);
  if (g_file_test (own, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&own);
  return ibar_paths_get_data_file (relative);
}

/**
 * ibar_figure_load_preset:
 * @self: a description
 * @name: a preset's name, or the path of a preset file
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_NOT_FOUND with the presets there are; %IBAR_ERROR_PARSE.
 *
 * Returns: whether the preset was taken over
 */
gboolean
ibar_figure_load_preset (IbarFigure *self, const char *name, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = find_preset (name);
  g_autoptr (GError) local = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local))
    {
      g_autofree char *names = ibar_figure_list_presets ();

      if (local->domain == G_FILE_ERROR)
        g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND,
                     _ ("There is no preset “%s”; there are: %s"), name, names);
      else
        g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, "%s: %s", path, local->message);
      return FALSE;
    }
  return ibar_figure_read_key_file (self, file, path, error);
}

/**
 * ibar_figure_get_page:
 * @self: a description
 * @size: (out): its page [pt], turned as it shall stand
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_TOO_LARGE where the margins leave no room.
 *
 * Returns: whether there is room on the page
 */
gboolean
ibar_figure_get_page (const IbarFigure *self, IbarPageSize *size, GError **error)
{
  if (!ibar_page_size_parse (self->size, self->dpi, size, error))
    return FALSE;
  ibar_page_size_orient (size, self->orientation);
  if (size->width - 2 * self->margin < IBAR_PAGE_MIN / 2
      || (size->height > 0 && size->height - 2 * self->margin < IBAR_PAGE_MIN / 2))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                   _ ("Margins of %.0f mm leave no room on the page"),
                   self->margin / IBAR_POINTS_PER_MM);
      return FALSE;
    }
  return TRUE;
}

static void
collect_presets (GPtrArray *names, const char *dir)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  const char *file;

  while (folder != NULL && (file = g_dir_read_name (folder)) != NULL)
    {
      if (g_str_has_suffix (file, ".ini"))
        {
          char *name = g_strndup (file, strlen (file) - strlen (".ini"));
          if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
            g_ptr_array_add (names, name);
          else
            g_free (name);
        }
    }
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * ibar_figure_list_presets:
 *
 * Returns: (transfer full): the names of the presets there are, sorted, separated by commas
 */
char *
ibar_figure_list_presets (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "ibar", "presets", NULL);
  g_autofree char *shipped = ibar_paths_get_data_file ("presets");

  collect_presets (names, own);
  collect_presets (names, shipped);
  g_ptr_array_sort (names, compare_strings);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/**
 * ibar_figure_list_keys:
 *
 * Returns: (transfer full): the keys of a figure, separated by commas, for messages and help
 */
char *
ibar_figure_list_keys (void)
{
  GString *names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_string_append_printf (names, "%s%s.%s", i > 0 ? ", " : "", keys[i].group, keys[i].key);
  return g_string_free (names, FALSE);
}
