/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tour as text, for writing by hand and for review:
 *
 *   # Title                        the tour, then "key: value" lines: id, description, language,
 *                                  read-only: yes
 *
 *   ## Heading                     a step, then "key: value" lines up to an empty line:
 *   view: 20.84 42.91 11           longitude, latitude [deg], zoom, and the rotation [deg] if any
 *   dates: 2023-05-26..2023-05-29  either end may be left out
 *   filter: type:riot              as in the search entry
 *   select: event:NK-20230529-01   or place:ID
 *   names: sq+sr-Latn
 *   picture: bridge.jpg            a file beside this one; credit: whose it is
 *
 *   The text (markup: ibar-story-markup.c).
 *   > Notes for the person who presents, each line after a ">".
 *
 * A line of the text that begins with # or > has a backslash before it. What is written is read
 * back the same, but for pictures, which stay in the collection: a text names files. */

#define G_LOG_DOMAIN "ibar-story-text"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-story.h"

typedef struct
{
  const char *dir; /* (nullable) where pictures are looked for */
  guint line;
  IbarStory *story;
  IbarStoryStep *step; /* (nullable) of the story: the one that is read */
  GString *body, *notes;
  gboolean in_keys;
} Reader;

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_PARSE, message);
  return FALSE;
}

/* Keys --------------------------------------------------------------------------------------------
 */

static void
set_text (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static gboolean
read_view (IbarStoryStep *step, const char *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", -1);
  double numbers[4] = { 0 };
  guint n = g_strv_length (parts);
  gboolean ok = n == 3 || n == 4;

  for (guint i = 0; ok && i < n; i++)
    {
      char *end = NULL;

      numbers[i] = g_ascii_strtod (parts[i], &end);
      ok = end != parts[i] && *end == '\0' && isfinite (numbers[i]);
    }
  if (!ok || fabs (numbers[0]) > 180 || fabs (numbers[1]) > 90 || numbers[2] < 0 || numbers[2] > 30)
    return fail (error,
                 _ ("view: “%s”; expected longitude latitude [deg] zoom, as in 20.84 42.91 11"),
                 value);
  step->has_view = TRUE;
  step->center = (IbarPoint){ numbers[0], numbers[1] };
  step->zoom = numbers[2];
  step->rotation = numbers[3] * G_PI / 180;
  return TRUE;
}

static gboolean
read_dates (IbarStoryStep *step, const char *value, GError **error)
{
  const char *dots = strstr (value, "..");
  g_autofree char *first
      = dots != NULL ? g_strndup (value, (gsize) (dots - value)) : g_strdup (value);
  const char *last = dots != NULL ? dots + 2 : value;

  if (first[0] != '\0' && !ibar_day_parse (first, &step->from, NULL, NULL, error))
    {
      g_prefix_error (error, "dates: ");
      return FALSE;
    }
  if (last[0] != '\0' && !ibar_day_parse (last, NULL, &step->to, NULL, error))
    {
      g_prefix_error (error, "dates: ");
      return FALSE;
    }
  if (step->from != IBAR_DAY_NONE && step->to != IBAR_DAY_NONE && step->to < step->from)
    return fail (error, _ ("dates: “%s” ends before it begins"), value);
  return TRUE;
}

static gboolean
read_picture (Reader *self, const char *value, GError **error)
{
  g_autofree char *path = NULL;
  const char *type;

  if (self->dir == NULL || strchr (value, G_DIR_SEPARATOR) != NULL)
    return fail (error, _ ("picture: “%s”; expected the name of a file beside this one"), value);
  path = g_build_filename (self->dir, value, NULL);
  g_clear_pointer (&self->step->picture, g_bytes_unref);
  self->step->picture = ibar_story_picture_load (path, &type, error);
  if (self->step->picture == NULL)
    return FALSE;
  set_text (&self->step->picture_type, type);
  return TRUE;
}

static gboolean
read_step_key (Reader *self, const char *key, const char *value, GError **error)
{
  IbarStoryStep *step = self->step;

  if (strcmp (key, "view") == 0)
    return read_view (step, value, error);
  if (strcmp (key, "dates") == 0)
    return read_dates (step, value, error);
  if (strcmp (key, "picture") == 0)
    return read_picture (self, value, error);
  if (strcmp (key, "filter") == 0)
    set_text (&step->filter, value);
  else if (strcmp (key, "select") == 0)
    set_text (&step->selection, value);
  else if (strcmp (key, "names") == 0)
    set_text (&step->names, value);
  else if (strcmp (key, "credit") == 0)
    set_text (&step->picture_credit, value);
  else
    return fail (
        error,
        _ ("“%s” is unknown; expected view, dates, filter, select, names, picture or credit, "
           "and an empty line before the text"),
        key);
  return TRUE;
}

static gboolean
read_story_key (Reader *self, const char *key, const char *value, GError **error)
{
  IbarStory *story = self->story;

  if (strcmp (key, "id") == 0)
    set_text (&story->id, value);
  else if (strcmp (key, "description") == 0)
    set_text (&story->description, value);
  else if (strcmp (key, "language") == 0)
    set_text (&story->language, value);
  else if (strcmp (key, "read-only") == 0)
    story->read_only = strcmp (value, "yes") == 0;
  else
    return fail (error, _ ("“%s” is unknown; expected id, description, language or read-only"),
                 key);
  return TRUE;
}

static gboolean
read_key (Reader *self, const char *line, GError **error)
{
  const char *colon = strstr (line, ": ");
  g_autofree char *key = NULL;

  if (colon == NULL)
    return fail (error, _ ("expected “key: value”, or an empty line before the text"));
  key = g_strndup (line, (gsize) (colon - line));
  return self->step != NULL ? read_step_key (self, key, colon + 2, error)
                            : read_story_key (self, key, colon + 2, error);
}

/* Lines -------------------------------------------------------------------------------------------
 */

static void
finish_step (Reader *self)
{
  if (self->step == NULL)
    return;
  g_free (self->step->body);
  self->step->body = g_strdup (g_strstrip (self->body->str));
  g_strstrip (self->notes->str);
  if (self->notes->str[0] != '\0')
    self->step->notes = g_strdup (self->notes->str);
  g_string_truncate (self->body, 0);
  g_string_truncate (self->notes, 0);
}

static gboolean
begin_story (Reader *self, const char *title, GError **error)
{
  if (self->story != NULL)
    return fail (error, _ ("a second “# ” heading; a file is one tour"));
  self->story = ibar_story_new ("", title);
  self->in_keys = TRUE;
  return TRUE;
}

static gboolean
begin_step (Reader *self, const char *title, GError **error)
{
  if (self->story == NULL)
    return fail (error, _ ("a step before the tour’s “# ” heading"));
  finish_step (self);
  self->step = ibar_story_step_new (title);
  self->step->line = self->line;
  g_ptr_array_add (self->story->steps, self->step);
  self->in_keys = TRUE;
  return TRUE;
}

/* A backslash that only protects the sign behind it at a line's start. */
static const char *
unescape_line (const char *line)
{
  gsize n = strspn (line, "\\");

  return n > 0 && (line[n] == '#' || line[n] == '>') ? line + 1 : line;
}

static gboolean
read_line (Reader *self, const char *line, GError **error)
{
  if (g_str_has_prefix (line, "## "))
    return begin_step (self, line + 3, error);
  if (g_str_has_prefix (line, "# "))
    return begin_story (self, line + 2, error);
  if (line[0] == '\0' && self->in_keys)
    {
      self->in_keys = FALSE;
      return TRUE;
    }
  if (self->in_keys)
    return read_key (self, line, error);
  if (self->step == NULL)
    return line[0] == '\0' || fail (error, _ ("text before the first step (“## Heading”)"));
  if (line[0] == '>')
    g_string_append_printf (self->notes, "%s\n",
                            g_str_has_prefix (line, "> ") ? line + 2 : line + 1);
  else
    g_string_append_printf (self->body, "%s\n", unescape_line (line));
  return TRUE;
}

static gboolean
check_whole (const Reader *self, GError **error)
{
  if (self->story == NULL)
    return fail (error, _ ("no tour here; expected “# Title” first"));
  if (self->story->id[0] == '\0')
    return fail (error, _ ("the tour has no “id: …” below its heading"));
  if (self->story->steps->len == 0)
    return fail (error, _ ("the tour has no steps (“## Heading”)"));
  return TRUE;
}

/**
 * ibar_story_parse_text:
 * @text: the text form of a tour
 * @dir: (nullable): the folder in which its pictures are
 * @line: (out): after an error, where that is; 1 where something is missing
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the tour, or NULL with @error set
 *
 * Errors: %IBAR_ERROR_PARSE, and those of ibar_story_picture_load().
 *
 * Thread: any.
 */
IbarStory *
ibar_story_parse_text (const char *text, const char *dir, guint *line, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Reader self = { .dir = dir, .body = g_string_new (NULL), .notes = g_string_new (NULL) };
  gboolean ok = g_utf8_validate (text, -1, NULL) || fail (error, _ ("the text is not UTF-8"));

  for (guint i = 0; ok && lines[i] != NULL; i++)
    {
      self.line = i + 1;
      ok = read_line (&self, g_strchomp (lines[i]), error);
    }
  if (ok)
    finish_step (&self);
  *line = MAX (self.line, 1);
  if (ok && !check_whole (&self, error))
    {
      *line = 1;
      ok = FALSE;
    }
  g_string_free (self.body, TRUE);
  g_string_free (self.notes, TRUE);
  if (!ok)
    g_clear_pointer (&self.story, ibar_story_free);
  return self.story;
}

/* Writing -----------------------------------------------------------------------------------------
 */

static void
append_key (GString *out, const char *key, const char *value)
{
  g_autofree char *line = NULL;

  if (value == NULL || value[0] == '\0')
    return;
  line = g_strdelimit (g_strdup (value), "\n\r", ' ');
  g_string_append_printf (out, "%s: %s\n", key, line);
}

static void
append_view (GString *out, const IbarStoryStep *step)
{
  const double numbers[]
      = { step->center.longitude, step->center.latitude, step->zoom, step->rotation * 180 / G_PI };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!step->has_view)
    return;
  g_string_append (out, "view:");
  for (int i = 0; i < (step->rotation != 0 ? 4 : 3); i++)
    g_string_append_printf (out, " %s", g_ascii_dtostr (buffer, sizeof buffer, numbers[i]));
  g_string_append_c (out, '\n');
}

static void
append_dates (GString *out, const IbarStoryStep *step)
{
  g_autofree char *from = step->from != IBAR_DAY_NONE ? ibar_day_format_iso (step->from) : NULL;
  g_autofree char *to = step->to != IBAR_DAY_NONE ? ibar_day_format_iso (step->to) : NULL;

  if (from != NULL || to != NULL)
    g_string_append_printf (out, "dates: %s..%s\n", from != NULL ? from : "", to != NULL ? to : "");
}

static void
append_lines (GString *out, const char *text, const char *prefix)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize n = strspn (lines[i], "\\");
      gboolean protect = prefix[0] == '\0' && (lines[i][n] == '#' || lines[i][n] == '>');

      g_string_append_printf (out, "%s%s%s\n", prefix, protect ? "\\" : "", lines[i]);
    }
}

static void
append_step (GString *out, const IbarStoryStep *step)
{
  g_autofree char *title = g_strdelimit (g_strdup (step->title), "\n\r", ' ');

  g_string_append_printf (out, "\n## %s\n", title);
  append_view (out, step);
  append_dates (out, step);
  append_key (out, "filter", step->filter);
  append_key (out, "select", step->selection);
  append_key (out, "names", step->names);
  append_key (out, "credit", step->picture_credit);
  g_string_append_c (out, '\n');
  if (step->body[0] != '\0')
    append_lines (out, step->body, "");
  if (step->notes != NULL && step->notes[0] != '\0')
    append_lines (out, step->notes, "> ");
}

/**
 * ibar_story_to_text:
 * @self: a tour
 *
 * Returns: (transfer full): its text form, without pictures
 *
 * Thread: any.
 */
char *
ibar_story_to_text (const IbarStory *self)
{
  GString *out = g_string_new (NULL);
  g_autofree char *title = g_strdelimit (g_strdup (self->title), "\n\r", ' ');

  g_string_append_printf (out, "# %s\n", title);
  append_key (out, "id", self->id);
  append_key (out, "language", self->language);
  append_key (out, "description", self->description);
  append_key (out, "read-only", self->read_only ? "yes" : NULL);
  for (guint i = 0; i < self->steps->len; i++)
    append_step (out, self->steps->pdata[i]);
  return g_string_free (out, FALSE);
}
