/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the program's own data stands: the variable IBAR_DATADIR, then the build tree the program
 * was started from, then the installed place. Nothing is searched for in the working directory. */

#define G_LOG_DOMAIN "ibar-paths"

#include "config.h"

#include "ibar-paths.h"

/* The build tree's data folder, if this program is app/ibar or tests/…/name of a build tree. */
static char *
find_build_data_dir (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *dir = program != NULL ? g_path_get_dirname (program) : NULL;

  for (int up = 0; up < 3 && dir != NULL; up++)
    {
      g_autofree char *ninja = g_build_filename (dir, "build.ninja", NULL);

      if (g_file_test (ninja, G_FILE_TEST_IS_REGULAR))
        return g_build_filename (dir, "data", NULL);
      char *parent = g_path_get_dirname (dir);
      g_free (dir);
      dir = parent;
    }
  return NULL;
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
  char *build_dir;

  if (set != NULL && set[0] != '\0')
    return g_canonicalize_filename (set, NULL);
  build_dir = find_build_data_dir ();
  if (build_dir != NULL)
    return build_dir;
  return g_strdup (IBAR_PKGDATADIR);
}

/**
 * ibar_paths_get_data_file:
 * @name: a file's name relative to the data folder: "northern-kosovo.gpkg"
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
