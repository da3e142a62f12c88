/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the program's own data stands: the variable IBAR_DATADIR, then the build tree the program
 * was started from, then beside the program (PREFIX/bin, PREFIX/share: an installation that was moved
 * or staged), then the installed place. Nothing is searched for in the working directory. */

#define G_LOG_DOMAIN "ibar-paths"

#include "config.h"

#include "ibar-paths.h"

static char *
get_program_dir (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

/* A folder of the build tree, if this program is app/ibar or tests/…/name of one. */
static char *
find_build_dir (const char *name)
{
  char *dir = get_program_dir ();

  for (int up = 0; up < 3 && dir != NULL; up++)
    {
      g_autofree char *ninja = g_build_filename (dir, "build.ninja", NULL);
      char *parent;

      if (g_file_test (ninja, G_FILE_TEST_IS_REGULAR))
        {
          g_autofree char *root = dir;

          return g_build_filename (root, name, NULL);
        }
      parent = g_path_get_dirname (dir);
      g_free (dir);
      dir = parent;
    }
  g_free (dir);
  return NULL;
}

/* PREFIX/share/name, if this program is PREFIX/bin/ibar and there is such a folder. */
static char *
find_share_dir (const char *name)
{
  g_autofree char *program_dir = get_program_dir ();
  g_autofree char *prefix = program_dir != NULL ? g_path_get_dirname (program_dir) : NULL;
  g_autofree char *dir = prefix != NULL ? g_build_filename (prefix, "share", name, NULL) : NULL;

  if (dir == NULL || !g_str_has_suffix (program_dir, G_DIR_SEPARATOR_S "bin")
      || !g_file_test (dir, G_FILE_TEST_IS_DIR))
    return NULL;
  return g_steal_pointer (&dir);
}

static char *
find_dir (const char *build_name, const char *share_name, const char *installed)
{
  char *dir = find_build_dir (build_name);

  if (dir == NULL)
    dir = find_share_dir (share_name);
  return dir != NULL ? dir : g_strdup (installed);
}

/**
 * ibar_paths_get_data_dir:
 *
 * The folder that holds the bundled collection, the region and what else is installed with them.
 *
 * Returns: (transfer full): an absolute path; it need not exist
 */
char *
ibar_paths_get_data_dir (void)
{
  const char *set = g_getenv ("IBAR_DATADIR");

  if (set != NULL && set[0] != '\0')
    return g_canonicalize_filename (set, NULL);
  return find_dir ("data", "ibar", IBAR_PKGDATADIR);
}

/**
 * ibar_paths_get_locale_dir:
 *
 * The folder of the translations, for bindtextdomain().
 *
 * Returns: (transfer full): an absolute path; it need not exist
 */
char *
ibar_paths_get_locale_dir (void)
{
  return find_dir ("po", "locale", IBAR_LOCALEDIR);
}

/**
 * ibar_paths_get_data_file:
 * @name: a file's name relative to the data folder: "region.gpkg"
 *
 * Returns: (transfer full): its absolute path; the file need not exist
 */
char *
ibar_paths_get_data_file (const char *name)
{
  g_autofree char *dir = ibar_paths_get_data_dir ();

  g_return_val_if_fail (name != NULL, NULL);
  return g_build_filename (dir, name, NULL);
}

/**
 * ibar_paths_get_bundled:
 *
 * Returns: (transfer full): the path of the collection that comes with the program
 */
char *
ibar_paths_get_bundled (void)
{
  return ibar_paths_get_data_file (IBAR_BUNDLED_COLLECTION);
}
