/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of another collection: what it would export as a table, so that actors, claims and sources come with the events
 * and not one of its tables alone. The table is a file without a name while it is read.
 */
#define G_LOG_DOMAIN "ibar-import-read-collection"

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "ibar-error.h"
#include "ibar-export.h"
#include "ibar-import-read-private.h"
#include "ibar-sqlite.h"

static GArray *
list_events (IbarCollection *collection, const char *path, GError **error)
{
  g_autoptr (GArray) fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (ibar_collection_get_db (collection), path, "SELECT fid FROM event ORDER BY fid", error);
  gboolean row = stmt != NULL;

  while (row)
    {
      gint64 fid;

      if (!ibar_sqlite_step (stmt, path, &row, error))
        return NULL;
      fid = sqlite3_column_int64 (stmt, 0);
      if (row)
        g_array_append_val (fids, fid);
    }
  return stmt != NULL ? g_steal_pointer (&fids) : NULL;
}

static gboolean
write_table (IbarCollection *collection, const char *path, const char *table, GError **error)
{
  g_autoptr (GArray) fids = list_events (collection, path, error);
  IbarExport export = { .collection = collection, .names = IBAR_NAME_SETTING_DEFAULT };

  if (fids == NULL)
    return FALSE;
  export.fids = (const gint64 *) (gpointer) fids->data;
  export.n_fids = fids->len;
  return ibar_export_write (&export, IBAR_EXPORT_CSV, table, error);
}

/**
 * ibar_import_open_collection:
 * @reader: (out): a reader of its events
 * @path: a GeoPackage
 * @is_one: (out): whether it is a collection; if not, nothing else was done
 * @error: return location
 *
 * **Errors:** those of reading the collection and of writing a file into the folder for temporary ones
 */
gboolean
ibar_import_open_collection (IbarImportReader **reader, const char *path, gboolean *is_one, GError **error)
{
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY | IBAR_COLLECTION_UNLOCKED, NULL);
  g_autofree char *table = NULL;
  gboolean good;
  int fd;

  *is_one = collection != NULL;
  if (collection == NULL)
    return TRUE;
  fd = g_file_open_tmp ("ibar-table-XXXXXX.csv", &table, error);
  if (fd < 0)
    return FALSE;
  close (fd);
  good = write_table (collection, path, table, error) && ibar_import_open_text (reader, table, error);
  g_unlink (table);
  return good;
}
