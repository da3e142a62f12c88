/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a figure as a value: made, copied, changed and read key by key. The keys stand
 * in ibar-figure-keys.c, what was done by hand in ibar-figure-by-hand.c.
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
#include "ibar-figure-by-hand.h"
#include "ibar-figure-keys.h"

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
  self->base_map_zoom = 19;
  self->north_arrow = self->scale_bar = self->inset = TRUE;
  self->font = g_strdup ("Cantarell, Noto Sans, DejaVu Sans");
  self->text_size = 8;
  self->legend = self->timeline = self->claims = self->sources = TRUE;
  self->list = IBAR_LIST_BELOW;
  self->series_by = IBAR_SERIES_MONTH;
  self->frame_seconds = 0.8;
  self->list_limit = 500;
  self->filter = g_strdup ("");
  self->names = IBAR_NAME_SETTING_DEFAULT;
  ibar_by_hand_init (self);
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
  gsize n;
  const IbarFigureKey *keys = ibar_figure_key_get_all (&n);

  for (gsize i = 0; i < n; i++)
    {
      char **text = G_STRUCT_MEMBER_P (copy, keys[i].offset);
      if (keys[i].kind == IBAR_KEY_TEXT)
        *text = g_strdup (*text);
    }
  ibar_by_hand_copy (copy, self);
  return copy;
}

/**
 * ibar_figure_free:
 * @self: (transfer full) (nullable): a description
 */
void
ibar_figure_free (IbarFigure *self)
{
  gsize n;
  const IbarFigureKey *keys = ibar_figure_key_get_all (&n);

  if (self == NULL)
    return;
  for (gsize i = 0; i < n; i++)
    {
      if (keys[i].kind == IBAR_KEY_TEXT)
        g_free (*(char **) G_STRUCT_MEMBER_P (self, keys[i].offset));
    }
  ibar_by_hand_clear (self);
  g_free (self);
}

/* The keys of a figure, separated by commas, for messages. */
static char *
list_keys (void)
{
  GString *names = g_string_new (NULL);
  gsize n;
  const IbarFigureKey *keys = ibar_figure_key_get_all (&n);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s.%s", i > 0 ? ", " : "", keys[i].group, keys[i].key);
  g_string_append (names, ", annotations.*, labels.*, marks.*");
  return g_string_free (names, FALSE);
}

/**
 * ibar_figure_set:
 * @self: a description
 * @key: "group.key", or the key alone; "annotations.NAME", "labels.EVENT", "marks.EVENT"
 * @value: its value as text; "" removes what was done by hand
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
  const IbarFigureKey *known = ibar_figure_key_find (key);

  if (ibar_by_hand_is_key (key))
    return ibar_by_hand_set (self, key, value, error);
  if (known == NULL)
    {
      g_autofree char *names = list_keys ();
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("A figure has no “%s”; it has: %s"),
                   key, names);
      return FALSE;
    }
  if (!g_utf8_validate (value, -1, NULL))
    return ibar_figure_key_complain (known, "?", _ ("text in UTF-8"), error);
  if (known->offset == G_STRUCT_OFFSET (IbarFigure, size))
    {
      IbarPageSize size;
      if (!ibar_page_size_parse (value, self->dpi, &size, error))
        return FALSE;
      /* Who says width and height, or slide, means no sheet that is turned. */
      if (g_ascii_isdigit (value[0]) || g_ascii_strncasecmp (value, "slide", 5) == 0)
        self->orientation = IBAR_ORIENTATION_AUTO;
    }
  return ibar_figure_key_parse (known, self, value, error);
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
  const IbarFigureKey *known = ibar_figure_key_find (key);

  if (ibar_by_hand_is_key (key))
    return ibar_by_hand_get (self, key);
  return known != NULL ? ibar_figure_key_format (known, self) : NULL;
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
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (gsize g = 0; groups[g] != NULL; g++)
    {
      g_auto (GStrv) names = NULL;

      if (!ibar_figure_key_is_group (groups[g])
          && !g_strv_contains (ibar_by_hand_groups, groups[g]))
        continue;
      names = g_key_file_get_keys (file, groups[g], NULL, NULL);
      for (gsize i = 0; names != NULL && names[i] != NULL; i++)
        {
          g_autofree char *key = g_strconcat (groups[g], ".", names[i], NULL);
          g_autofree char *value = NULL;

          if (strchr (names[i], '[') != NULL) /* a translated name or description */
            continue;
          value = g_key_file_get_string (file, groups[g], names[i], error);
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
  gsize n;
  const IbarFigureKey *keys = ibar_figure_key_get_all (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *value = ibar_figure_key_format (&keys[i], self);
      g_key_file_set_string (file, keys[i].group, keys[i].key, value);
    }
  ibar_by_hand_write (self, file);
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
