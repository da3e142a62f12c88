/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Presets: descriptions of figures as key files. Three ship, a user's own stand in the data folder
 * of the user, and any other file can be named. */

#define G_LOG_DOMAIN "ibar-figure-presets"

#include "config.h"

#include "ibar-figure.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-paths.h"

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
 * Returns: (transfer full): the names of the presets there are, sorted
 */
char **
ibar_figure_list_presets (void)
{
  GPtrArray *names = g_ptr_array_new ();
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "ibar", "presets", NULL);
  g_autofree char *shipped = ibar_paths_get_data_file ("presets");

  collect_presets (names, own);
  collect_presets (names, shipped);
  g_ptr_array_sort (names, compare_strings);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
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
 * ibar_figure_dup_preset_label:
 * @name: of a preset
 *
 * Returns: (transfer full): what a reader calls it: those that ship in the reader's language
 */
char *
ibar_figure_dup_preset_label (const char *name)
{
  /* What stands in data/presets, for the translators. */
  static const char *const shipped[] = { N_ ("Report page"), N_ ("Slide"), N_ ("Worksheet"), NULL };
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = find_preset (name);
  g_autofree char *label = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    label = g_key_file_get_string (file, "figure", "name", NULL);
  if (label == NULL || label[0] == '\0')
    return g_strdup (name);
  return g_strdup (g_strv_contains (shipped, label) ? _ (label) : label);
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
      g_auto (GStrv) all = ibar_figure_list_presets ();
      g_autofree char *names = g_strjoinv (", ", all);

      if (local->domain == G_FILE_ERROR)
        g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND,
                     _ ("There is no preset “%s”; there are: %s"), name, names);
      else
        g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, "%s: %s", path, local->message);
      return FALSE;
    }
  return ibar_figure_read_key_file (self, file, path, error);
}

/* What belongs to one figure and not to a kind of figures. */
static void
remove_occasion (GKeyFile *file)
{
  static const char *const groups[] = { "data", "annotations", "labels", "marks", NULL };
  static const char *const keys[][2]
      = { { "map", "extent" }, { "map", "scale" },     { "map", "center" },
          { "text", "title" }, { "text", "subtitle" }, { "figure", "description" } };

  for (gsize i = 0; groups[i] != NULL; i++)
    g_key_file_remove_group (file, groups[i], NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_key_file_remove_key (file, keys[i][0], keys[i][1], NULL);
}

/**
 * ibar_figure_save_preset:
 * @self: a description
 * @name: what the user calls it
 * @path: (out) (optional) (transfer full): the file
 * @error: return location for an error
 *
 * Keeps the look of a figure among the user's own presets: all but its events, its part of the map,
 * its title and what was drawn by hand. The file can be given to others.
 *
 * **Errors:** %IBAR_ERROR_PARSE for a name that is none, %IBAR_ERROR_PERMISSION.
 *
 * Returns: whether it was saved
 */
gboolean
ibar_figure_save_preset (const IbarFigure *self, const char *name, char **path, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "ibar", "presets", NULL);
  g_autofree char *file = NULL, *target = NULL;
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) local = NULL;

  if (name[0] == '\0' || name[0] == '.' || strpbrk (name, "/\\,") != NULL || strlen (name) > 100)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("“%s” will not do as a preset’s name: expected words without “/” or “,”"),
                   name);
      return FALSE;
    }
  file = g_strconcat (name, ".ini", NULL);
  target = g_build_filename (folder, file, NULL);
  ibar_figure_write_key_file (self, keys);
  remove_occasion (keys);
  g_key_file_set_string (keys, "figure", "name", name);
  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_key_file_save_to_file (keys, target, &local))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION, _ ("%s cannot be written: %s"), target,
                   local != NULL ? local->message : g_strerror (errno));
      return FALSE;
    }
  if (path != NULL)
    *path = g_steal_pointer (&target);
  return TRUE;
}
