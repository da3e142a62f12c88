/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Annotations as values, and as the text that presets, `--set` and evidence carry:
 *
 *     arrow 20.86,42.91 20.8656,42.8953 text='Main bridge' color=#b2182b width=1.5
 *
 * A kind, its points as longitude and latitude, then options in any order; quoted as in a shell. An
 * option that has its usual value is left out, so what is written is as short as what a person
 * would write. */

#define G_LOG_DOMAIN "ibar-annotation"

#include "config.h"

#include "ibar-annotation.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <pango/pango.h>

#include "ibar-error.h"

#define MOST_POINTS 2000
#define LONGEST_TEXT 1000 /* [bytes] */

static const char *const kinds[IBAR_N_ANNOTATION_KINDS + 1]
    = { "text", "arrow", "ring", "polygon", "route", NULL };
static const char *const frames[IBAR_N_ANNOTATION_FRAMES + 1] = { "none", "box", "circle", NULL };

static double
get_usual_width (IbarAnnotationKind kind)
{
  return kind == IBAR_ANNOTATION_ROUTE ? 3.5 : 1.2;
}

static gboolean
is_usually_filled (IbarAnnotationKind kind)
{
  return kind == IBAR_ANNOTATION_POLYGON;
}

/**
 * ibar_annotation_new:
 * @kind: what it is
 * @id: its name within the figure
 *
 * Returns: (transfer full): an annotation without points
 */
IbarAnnotation *
ibar_annotation_new (IbarAnnotationKind kind, const char *id)
{
  IbarAnnotation *self = g_new0 (IbarAnnotation, 1);

  self->id = g_strdup (id);
  self->kind = kind;
  self->points = g_array_new (FALSE, FALSE, sizeof (IbarPoint));
  self->text = g_strdup ("");
  self->width = get_usual_width (kind);
  self->filled = is_usually_filled (kind);
  return self;
}

/**
 * ibar_annotation_copy:
 * @self: an annotation
 *
 * Returns: (transfer full): another one that says the same
 */
IbarAnnotation *
ibar_annotation_copy (const IbarAnnotation *self)
{
  IbarAnnotation *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->text = g_strdup (self->text);
  copy->points = g_array_copy (self->points);
  return copy;
}

/**
 * ibar_annotation_free:
 * @self: (transfer full) (nullable): an annotation
 */
void
ibar_annotation_free (IbarAnnotation *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->points);
  g_free (self->id);
  g_free (self->text);
  g_free (self);
}

/**
 * ibar_annotation_get_least_points:
 * @kind: of annotation
 *
 * Returns: how many points it needs
 */
guint
ibar_annotation_get_least_points (IbarAnnotationKind kind)
{
  static const guint least[IBAR_N_ANNOTATION_KINDS] = { 1, 2, 2, 3, 2 };
  return least[kind];
}

/**
 * ibar_annotation_get_most_points:
 * @kind: of annotation
 *
 * Returns: how many points it can have
 */
guint
ibar_annotation_get_most_points (IbarAnnotationKind kind)
{
  static const guint most[IBAR_N_ANNOTATION_KINDS]
      = { 1, MOST_POINTS, 2, MOST_POINTS, MOST_POINTS };
  return most[kind];
}

/**
 * ibar_annotation_kind_get_label:
 * @kind: of annotation
 *
 * Returns: (transfer none): what a reader calls it
 */
const char *
ibar_annotation_kind_get_label (IbarAnnotationKind kind)
{
  static const char *const labels[IBAR_N_ANNOTATION_KINDS]
      = { N_ ("Text"), N_ ("Arrow"), N_ ("Ring"), N_ ("Polygon"), N_ ("Route") };
  return _ (labels[kind]);
}

/* Text
 * ---------------------------------------------------------------------------------------------- */

static gboolean
fail (const char *id, const char *what, const char *expected, GError **error)
{
  g_set_error (
      error, IBAR_ERROR, IBAR_ERROR_PARSE,
      /* Translators: an annotation's name, the part of it in question, what was expected */
      _ ("Annotation “%s”: “%s” will not do: expected %s"), id, what, expected);
  return FALSE;
}

static int
find_word (const char *const *words, const char *word)
{
  for (int i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (words[i], word) == 0)
        return i;
    }
  return -1;
}

/* "LON,LAT" in degrees. */
static gboolean
parse_position (const char *word, IbarPoint *point)
{
  char *end = NULL;
  double longitude = g_ascii_strtod (word, &end), latitude;

  if (end == word || *end != ',')
    return FALSE;
  word = end + 1;
  latitude = g_ascii_strtod (word, &end);
  if (end == word || *end != '\0' || !(fabs (longitude) <= 180)
      || !(fabs (latitude) <= IBAR_MERCATOR_MAX_LATITUDE))
    return FALSE;
  *point = (IbarPoint){ longitude, latitude };
  return TRUE;
}

static gboolean
parse_length (const char *text, double least, double most, double *value)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !(number >= least && number <= most))
    return FALSE;
  *value = number;
  return TRUE;
}

static gboolean
parse_yes (const char *text, gboolean *value)
{
  *value = strcmp (text, "yes") == 0;
  return *value || strcmp (text, "no") == 0;
}

static gboolean
parse_color (const char *text, IbarAnnotation *self)
{
  PangoColor color;

  self->has_color = strcmp (text, "auto") != 0;
  if (!self->has_color)
    return TRUE;
  if (!pango_color_parse (&color, text))
    return FALSE;
  self->color
      = (IbarColor){ color.red / 65535.0, color.green / 65535.0, color.blue / 65535.0, 1.0 };
  return TRUE;
}

static gboolean
parse_option (IbarAnnotation *self, const char *word, GError **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *key = equals != NULL ? g_strndup (word, (gsize) (equals - word)) : NULL;
  const char *value = equals != NULL ? equals + 1 : NULL;
  int found;

  if (key == NULL)
    return fail (self->id, word, _ ("LONGITUDE,LATITUDE in degrees or OPTION=VALUE"), error);
  if (strcmp (key, "text") == 0 && strlen (value) <= LONGEST_TEXT)
    {
      g_free (self->text);
      self->text = g_strdup (value);
      return TRUE;
    }
  if (strcmp (key, "text") == 0)
    return fail (self->id, "text", _ ("at most 1000 bytes"), error);
  if (strcmp (key, "color") == 0)
    return parse_color (value, self)
           || fail (self->id, word, _ ("a colour such as #b2182b, or auto"), error);
  if (strcmp (key, "size") == 0)
    return parse_length (value, 4, 144, &self->size)
           || fail (self->id, word, _ ("a size of text from 4 to 144 points"), error);
  if (strcmp (key, "width") == 0)
    return parse_length (value, 0.1, 40, &self->width)
           || fail (self->id, word, _ ("a width from 0.1 to 40 points"), error);
  if (strcmp (key, "dashed") == 0 || strcmp (key, "filled") == 0)
    return parse_yes (value, key[0] == 'd' ? &self->dashed : &self->filled)
           || fail (self->id, word, _ ("yes or no"), error);
  if (strcmp (key, "frame") == 0)
    {
      found = find_word (frames, value);
      self->frame = (IbarAnnotationFrame) MAX (found, 0);
      return found >= 0 || fail (self->id, word, _ ("none, box or circle"), error);
    }
  return fail (self->id, word, _ ("text, color, size, width, dashed, filled or frame"), error);
}

static gboolean
check_points (const IbarAnnotation *self, const char *text, GError **error)
{
  guint least = ibar_annotation_get_least_points (self->kind);
  guint most = ibar_annotation_get_most_points (self->kind);
  g_autofree char *expected = NULL;

  if (self->points->len >= least && self->points->len <= most)
    return TRUE;
  expected
      = least == most
            ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u point", "%u points", least), least)
            : g_strdup_printf (_ ("%u points or more, at most %u"), least, most);
  return fail (self->id, text, expected, error);
}

/**
 * ibar_annotation_parse:
 * @id: its name within the figure
 * @text: as ibar_annotation_format() writes it
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_PARSE with the word in question and what was expected.
 *
 * Returns: (transfer full) (nullable): the annotation
 */
IbarAnnotation *
ibar_annotation_parse (const char *id, const char *text, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (IbarAnnotation) self = NULL;
  g_autoptr (GError) local = NULL;
  int kind;

  if (!g_utf8_validate (text, -1, NULL) || !g_shell_parse_argv (text, NULL, &words, &local))
    {
      fail (id, g_utf8_validate (text, -1, NULL) ? text : "?",
            local != NULL ? local->message : _ ("text in UTF-8"), error);
      return NULL;
    }
  kind = find_word (kinds, words[0]);
  if (kind < 0)
    {
      fail (id, words[0], _ ("text, arrow, ring, polygon or route"), error);
      return NULL;
    }
  self = ibar_annotation_new ((IbarAnnotationKind) kind, id);
  for (gsize i = 1; words[i] != NULL; i++)
    {
      IbarPoint point;

      if (parse_position (words[i], &point))
        g_array_append_val (self->points, point);
      else if (!parse_option (self, words[i], error))
        return NULL;
    }
  return check_points (self, text, error) ? g_steal_pointer (&self) : NULL;
}

static void
append_position (GString *text, IbarPoint point)
{
  char longitude[G_ASCII_DTOSTR_BUF_SIZE], latitude[G_ASCII_DTOSTR_BUF_SIZE];

  /* A seventh of a degree's millionth is a centimetre. */
  g_string_append_printf (
      text, "%s,%s",
      g_ascii_formatd (longitude, sizeof longitude, "%.10g", round (point.longitude * 1e7) / 1e7),
      g_ascii_formatd (latitude, sizeof latitude, "%.10g", round (point.latitude * 1e7) / 1e7));
}

static void
append_length (GString *text, const char *key, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append_printf (text, " %s=%s", key,
                          g_ascii_formatd (number, sizeof number, "%.4g", value));
}

/**
 * ibar_annotation_format:
 * @self: an annotation
 *
 * Returns: (transfer full): what ibar_annotation_parse() reads back
 */
char *
ibar_annotation_format (const IbarAnnotation *self)
{
  GString *text = g_string_new (kinds[self->kind]);

  for (guint i = 0; i < self->points->len; i++)
    {
      g_string_append_c (text, ' ');
      append_position (text, g_array_index (self->points, IbarPoint, i));
    }
  if (self->text[0] != '\0')
    {
      g_autofree char *quoted = g_shell_quote (self->text);
      g_string_append_printf (text, " text=%s", quoted);
    }
  if (self->has_color)
    g_string_append_printf (text, " color='#%02x%02x%02x'", (guint) lround (self->color.red * 255),
                            (guint) lround (self->color.green * 255),
                            (guint) lround (self->color.blue * 255));
  if (self->size > 0)
    append_length (text, "size", self->size);
  if (fabs (self->width - get_usual_width (self->kind)) > 1e-6)
    append_length (text, "width", self->width);
  if (self->dashed)
    g_string_append (text, " dashed=yes");
  if (self->filled != is_usually_filled (self->kind))
    g_string_append_printf (text, " filled=%s", self->filled ? "yes" : "no");
  if (self->frame != IBAR_FRAME_NONE)
    g_string_append_printf (text, " frame=%s", frames[self->frame]);
  return g_string_free (text, FALSE);
}

/* By hand
 * ------------------------------------------------------------------------------------------- */

/**
 * ibar_hand_edit_parse:
 * @event: id of an event
 * @text: "hidden", or where the label stands: LONGITUDE,LATITUDE
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_PARSE.
 *
 * Returns: (transfer full) (nullable): what was done
 */
IbarHandEdit *
ibar_hand_edit_parse (const char *event, const char *text, GError **error)
{
  g_autoptr (IbarHandEdit) self = g_new0 (IbarHandEdit, 1);

  self->event = g_strdup (event);
  self->at = (IbarPoint){ NAN, NAN };
  self->hidden = strcmp (text, "hidden") == 0;
  if (self->hidden || parse_position (text, &self->at))
    return g_steal_pointer (&self);
  g_set_error (
      error, IBAR_ERROR, IBAR_ERROR_PARSE,
      _ ("Event “%s”: “%s” will not do: expected hidden, or LONGITUDE,LATITUDE in degrees"), event,
      text);
  return NULL;
}

/**
 * ibar_hand_edit_format:
 * @self: what was done
 *
 * Returns: (transfer full): what ibar_hand_edit_parse() reads back
 */
char *
ibar_hand_edit_format (const IbarHandEdit *self)
{
  GString *text = g_string_new (self->hidden ? "hidden" : NULL);

  if (!self->hidden)
    append_position (text, self->at);
  return g_string_free (text, FALSE);
}

/**
 * ibar_hand_edit_copy:
 * @self: what was done
 *
 * Returns: (transfer full): the same again
 */
IbarHandEdit *
ibar_hand_edit_copy (const IbarHandEdit *self)
{
  IbarHandEdit *copy = g_memdup2 (self, sizeof *self);

  copy->event = g_strdup (self->event);
  return copy;
}

/**
 * ibar_hand_edit_free:
 * @self: (transfer full) (nullable): what was done
 */
void
ibar_hand_edit_free (IbarHandEdit *self)
{
  if (self == NULL)
    return;
  g_free (self->event);
  g_free (self);
}
