/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A copy of a collection to work on: SQLite's own backup, which is right whoever else has the file
 * open, written beside the target and renamed. */

#define G_LOG_DOMAIN "ibar-collection-copy"

#include "config.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"

static gboolean
back_up (sqlite3 *from, sqlite3 *to, const char *path, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");

  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      sqlite3_backup_finish (backup);
    }
  if (sqlite3_errcode (to) == SQLITE_OK)
    return TRUE;
  ibar_sqlite_set_error (error, to, sqlite3_extended_errcode (to), path);
  return FALSE;
}

static gboolean
copy_to (IbarCollection *self, const char *path, GError **error)
{
  sqlite3 *to = NULL;
  int rc = sqlite3_open_v2 (path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  gboolean ok = rc == SQLITE_OK;

  if (!ok)
    ibar_sqlite_set_error (error, to, rc, path);
  ok = ok && back_up (self->db, to, path, error)
       && ibar_sqlite_exec (to, path, "DELETE FROM ibar_info WHERE key = 'read_only'", error);
  sqlite3_close (to);
  return ok;
}

/**
 * ibar_collection_save_copy:
 * @self: a collection
 * @path: where to; what is there is replaced, unless it is @self
 * @error: return location
 *
 * Copies the file with everything in it. The copy may be changed even if the original was made
 * read-only.
 *
 * Returns: FALSE with @error set, and nothing at @path changed, if it could not be done
 *
 * Errors: %IBAR_ERROR_DATA if @path is the file itself; %IBAR_ERROR_FULL, %IBAR_ERROR_PERMISSION.
 *
 * Thread: the collection's.
 */
gboolean
ibar_collection_save_copy (IbarCollection *self, const char *path, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *part = g_strdup_printf ("%s.part-%u", whole, g_random_int ());
  gboolean ok;

  if (g_strcmp0 (whole, self->path) == 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("“%s” cannot be copied onto itself"),
                   whole);
      return FALSE;
    }
  ok = copy_to (self, part, error);
  if (ok && g_rename (part, whole) != 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("“%s” cannot be written: %s"), whole,
                   g_strerror (errno));
      ok = FALSE;
    }
  if (!ok)
    g_unlink (part);
  return ok;
}
