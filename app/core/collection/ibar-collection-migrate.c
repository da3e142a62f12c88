/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bringing a file of an older schema up to date.
 *
 * Steps go forward only, one version each, all of them in one transaction: a file is the old or the
 * new one and nothing between, whenever the program is killed. Before the first step a copy is made
 * beside the file, by SQLite's own backup, which sees a consistent state whatever is in a log. A
 * backup that is already there is never overwritten. */

#define G_LOG_DOMAIN "ibar-collection-migrate"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"

/* One line a version that had to change: { 1, "ALTER TABLE …" } leads from 1 to 2. The first
 * release is version 1, so there is none yet. */
static const IbarMigration known_steps[] = {
  { 0, NULL },
};

static const IbarMigration *
find_step (const IbarMigration *steps, gsize n_steps, int from)
{
  for (gsize i = 0; i < n_steps; i++)
    {
      if (steps[i].from == from && steps[i].sql != NULL)
        return &steps[i];
    }
  return NULL;
}

/* "events.gpkg" → "events.backup-v1.gpkg", or "…-v1-2.gpkg" if that is taken. */
static char *
choose_backup_path (const char *path, int version)
{
  const char *dot = strrchr (path, '.');
  const char *slash = strrchr (path, '/');
  g_autofree char *stem = NULL;
  const char *ending = "";

  if (dot != NULL && (slash == NULL || dot > slash + 1))
    {
      stem = g_strndup (path, (gsize) (dot - path));
      ending = dot;
    }
  else
    stem = g_strdup (path);
  for (int n = 1;; n++)
    {
      g_autofree char *number = n > 1 ? g_strdup_printf ("-%d", n) : g_strdup ("");
      char *backup = g_strdup_printf ("%s.backup-v%d%s%s", stem, version, number, ending);

      if (!g_file_test (backup, G_FILE_TEST_EXISTS))
        return backup;
      g_free (backup);
    }
}

static gboolean
make_backup (sqlite3 *db, const char *path, int version, GError **error)
{
  g_autofree char *backup_path = choose_backup_path (path, version);
  sqlite3 *copy = NULL;
  int rc = sqlite3_open_v2 (backup_path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  gboolean ok = FALSE;

  if (rc == SQLITE_OK)
    ok = ibar_collection_back_up (db, copy, backup_path, NULL, error);
  else
    ibar_sqlite_set_error (error, copy, rc, backup_path);
  sqlite3_close (copy);
  if (!ok)
    {
      g_unlink (backup_path);
      g_prefix_error (error, _ ("No backup could be made, so nothing was changed: "));
    }
  return ok;
}

static gboolean
run_steps (sqlite3 *db,
           const char *path,
           int from,
           int to,
           const IbarMigration *steps,
           gsize n_steps,
           GError **error)
{
  g_autofree char *stamp
      = g_strdup_printf ("UPDATE ibar_info SET value = '%d' WHERE key = 'schema_version'", to);

  for (int version = from; version < to; version++)
    {
      const IbarMigration *step = find_step (steps, n_steps, version);

      if (!ibar_sqlite_exec (db, path, step->sql, error))
        return FALSE;
    }
  return ibar_sqlite_exec (db, path, stamp, error) && ibar_sqlite_exec (db, path, "COMMIT", error);
}

gboolean
ibar_collection_migrate (sqlite3 *db,
                         const char *path,
                         int from,
                         int to,
                         const IbarMigration *steps,
                         gsize n_steps,
                         GError **error)
{
  if (steps == NULL)
    {
      steps = known_steps;
      n_steps = G_N_ELEMENTS (known_steps);
    }
  for (int version = from; version < to; version++)
    {
      if (find_step (steps, n_steps, version) == NULL)
        {
          g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_COLLECTION,
                       _ ("“%s” has schema %d, which no release has written; expected 1 to %d"),
                       path, from, to);
          return FALSE;
        }
    }
  if (!make_backup (db, path, from, error)
      || !ibar_sqlite_exec (db, path, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (run_steps (db, path, from, to, steps, n_steps, error))
    return TRUE;
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  g_prefix_error (error, _ ("The schema could not be brought up to date, nothing was changed: "));
  return FALSE;
}
