/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A copy of a collection to work on: SQLite's own backup, which is right whoever else has the file
 * open, written beside the target and renamed. */

#define G_LOG_DOMAIN "ibar-collection-copy"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-output.h"

#define PIECE 4096 /* [pages] of a backup, until it is asked again whether it is still wanted: 16 MB */

/* Copies what one connection holds into another's file, which the error names. */
gboolean
ibar_collection_back_up (sqlite3 *from, sqlite3 *to, const char *path, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int rc = SQLITE_OK;

  while (backup != NULL && rc == SQLITE_OK && !g_cancellable_is_cancelled (cancellable))
    rc = sqlite3_backup_step (backup, PIECE);
  if (backup != NULL)
    sqlite3_backup_finish (backup);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (rc == SQLITE_DONE)
    return TRUE;
  ibar_sqlite_set_error (error, to, backup != NULL ? rc : sqlite3_extended_errcode (to), path);
  return FALSE;
}

static gboolean
copy_to (IbarCollection *self, const char *path, GCancellable *cancellable, GError **error)
{
  sqlite3 *to = NULL;
  int rc = sqlite3_open_v2 (path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  gboolean ok = rc == SQLITE_OK;

  if (!ok)
    ibar_sqlite_set_error (error, to, rc, path);
  ok = ok && ibar_collection_back_up (self->db, to, path, cancellable, error)
       && ibar_sqlite_exec (to, path, "DELETE FROM ibar_info WHERE key = 'read_only'", error);
  sqlite3_close (to);
  return ok;
}

/**
 * ibar_collection_save_copy:
 * @self: a collection
 * @path: where to; what is there is replaced, unless it is @self
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Copies the file with everything in it. The copy may be changed even if the original was made
 * read-only.
 *
 * Returns: FALSE with @error set, and nothing at @path changed, if it could not be done
 *
 * Errors: %IBAR_ERROR_DATA if @path is the file itself; %IBAR_ERROR_FULL, %IBAR_ERROR_PERMISSION,
 * %G_IO_ERROR_CANCELLED.
 *
 * Thread: the collection's.
 */
gboolean
ibar_collection_save_copy (IbarCollection *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *part = g_strdup_printf ("%s.part-%u", whole, g_random_int ());

  if (g_strcmp0 (whole, self->path) == 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("“%s” cannot be copied onto itself"),
                   whole);
      return FALSE;
    }
  return ibar_output_replace (part, whole, copy_to (self, part, cancellable, error), error);
}
