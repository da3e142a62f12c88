/* SPDX-License-Identifier: GPL-3.0-or-later */

/* New collections, and loading many rows at once.
 *
 * A bulk load drops the indexes and the triggers of the tables that grow, lets the caller insert,
 * and builds everything again, sorted: several times faster than keeping them up to date row by
 * row. All of it lies in one transaction (SQLite's schema changes do, too), so a killed load leaves
 * the file as it was. */

#define G_LOG_DOMAIN "ibar-collection-create"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-collection-private.h"
#include "ibar-core-resources.h"
#include "ibar-error.h"
#include "ibar-gpkg.h"
#include "ibar-rtree.h"

#define SCHEMA_RESOURCE "/io/github/ibar_map/Ibar/core/schema.sql"

/* Indexes and triggers of these tables wait for the end of a bulk load. Keys that the load itself
 * may look up (ids of places, actors, sources) stay. */
#define BULK_OBJECTS                                                                               \
  "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND "                           \
  "((type = 'trigger' AND tbl_name IN ('event', 'place', 'place_name', 'actor', 'actor_name')) "   \
  "OR "                                                                                            \
  "(type = 'index' AND tbl_name IN ('event', 'event_actor', 'event_source', 'casualty', "          \
  "'casualty_source', 'place_name', 'actor_name'))) ORDER BY type, name"

/* What the triggers would have kept up to date. */
static const char *const event_steps[] = {
  "UPDATE event SET id = 'local-' || lower(hex(randomblob(6))) WHERE id IS NULL",
  "INSERT INTO event_text (event_text) VALUES ('rebuild')",
};
static const char *const name_steps[] = {
  "DELETE FROM name_text",
  "INSERT INTO name_text (rowid, name, owner) "
  "SELECT 4 * fid, replace(replace(name, 'đ', 'd'), 'Đ', 'D'), fid FROM place",
  "INSERT INTO name_text (rowid, name, owner) "
  "SELECT 4 * fid + 1, replace(replace(name, 'đ', 'd'), 'Đ', 'D'), place_fid FROM place_name",
  "INSERT INTO name_text (rowid, name, owner) "
  "SELECT 4 * fid + 2, replace(replace(name, 'đ', 'd'), 'Đ', 'D'), fid FROM actor",
  "INSERT INTO name_text (rowid, name, owner) "
  "SELECT 4 * fid + 3, replace(replace(name, 'đ', 'd'), 'Đ', 'D'), actor_fid FROM actor_name",
};

/* An empty file that was not there before; SQLite takes it for an empty database. */
static gboolean
claim_path (const char *path, GError **error)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  switch (errno)
    {
    case EEXIST:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("“%s” exists already"), path);
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION,
                   _ ("You have no permission to write “%s”"), path);
      break;
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("There is no folder for “%s”"),
                   path);
      break;
    case ENOSPC:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FULL,
                   _ ("There is no room left on the device that holds “%s”"), path);
      break;
    default:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("“%s” cannot be written: %s"), path,
                   g_strerror (errno));
      break;
    }
  return FALSE;
}

static gboolean
write_schema (const char *path, GError **error)
{
  g_autoptr (GBytes) schema = NULL;
  g_autofree char *sql = NULL;
  sqlite3 *db = NULL;
  gboolean ok;
  int rc;

  g_resources_register (ibar_core_get_resource ());
  schema = g_resources_lookup_data (SCHEMA_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (schema == NULL)
    return FALSE;
  sql = g_strndup (g_bytes_get_data (schema, NULL), g_bytes_get_size (schema));
  rc = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL);
  ok = rc == SQLITE_OK;
  if (!ok)
    ibar_sqlite_set_error (error, db, rc, path);
  /* The file is new: nobody waits for it to be safe. */
  ok = ok && ibar_sqlite_exec (db, path, "PRAGMA synchronous = OFF; BEGIN", error)
       && ibar_sqlite_exec (db, path, sql, error) && ibar_sqlite_exec (db, path, "COMMIT", error);
  sqlite3_close (db);
  return ok;
}

static gboolean
drop_bulk_objects (IbarCollection *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->path, BULK_OBJECTS, error);
  g_autoptr (GString) drops = g_string_new (NULL);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  g_ptr_array_set_size (self->bulk_sql, 0);
  while (ibar_sqlite_step (stmt, self->path, &row, error))
    {
      char *drop;

      if (!row)
        return ibar_sqlite_exec (self->db, self->path, drops->str, error);
      drop = sqlite3_mprintf ("DROP %s \"%w\";", sqlite3_column_text (stmt, 0),
                              sqlite3_column_text (stmt, 1));
      g_string_append (drops, drop);
      sqlite3_free (drop);
      g_ptr_array_add (self->bulk_sql, g_strdup ((const char *) sqlite3_column_text (stmt, 2)));
    }
  return FALSE;
}

/* All of the index of names: O(names). */
gboolean
ibar_collection_index_names (IbarCollection *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (name_steps); i++)
    {
      if (!ibar_sqlite_exec (self->db, self->path, name_steps[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rebuild (IbarCollection *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (event_steps); i++)
    {
      if (!ibar_sqlite_exec (self->db, self->path, event_steps[i], error))
        return FALSE;
    }
  if (!ibar_collection_index_names (self, error))
    return FALSE;
  if (!ibar_rtree_build (self->db, self->path, "event", cancellable, error)
      || !ibar_rtree_build (self->db, self->path, "place", cancellable, error))
    return FALSE;
  /* Indexes come before triggers ("index" sorts first), so a failed key stops early. */
  for (guint i = 0; i < self->bulk_sql->len; i++)
    {
      if (!ibar_sqlite_exec (self->db, self->path, g_ptr_array_index (self->bulk_sql, i), error))
        return FALSE;
    }
  return ibar_gpkg_update_extent (self->db, self->path, "event", error)
         && ibar_gpkg_update_extent (self->db, self->path, "place", error)
         && ibar_sqlite_exec (self->db, self->path, "COMMIT", error);
}

/**
 * ibar_collection_create:
 * @path: a file that does not exist
 * @error: return location
 *
 * Makes an empty collection and opens it for writing.
 *
 * Returns: (transfer full) (nullable): the collection, or NULL with @error set and no file left
 * behind
 *
 * Errors: %IBAR_ERROR_FAILED if it exists, %IBAR_ERROR_PERMISSION, %IBAR_ERROR_NOT_FOUND if its
 * folder does not, %IBAR_ERROR_FULL.
 *
 * Thread: any; the collection then belongs to one thread at a time.
 */
IbarCollection *
ibar_collection_create (const char *path, GError **error)
{
  IbarCollection *self;

  g_return_val_if_fail (path != NULL, NULL);

  if (!claim_path (path, error))
    return NULL;
  self = write_schema (path, error) ? ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE | IBAR_COLLECTION_UNLOCKED, error)
                                    : NULL;
  if (self == NULL)
    g_unlink (path);
  return self;
}

/**
 * ibar_collection_begin_bulk:
 * @self: a collection opened for writing
 * @error: return location
 *
 * Begins a transaction without the indexes and triggers of the tables of events, links, claims and
 * names. Rows must come with their ids; uniqueness is checked at the end. End with
 * ibar_collection_end_bulk() or ibar_collection_abort_bulk().
 *
 * Returns: FALSE with @error set, and no transaction, if it cannot be begun
 *
 * Errors: %IBAR_ERROR_READ_ONLY, %IBAR_ERROR_BUSY.
 *
 * Thread: the collection's.
 */
gboolean
ibar_collection_begin_bulk (IbarCollection *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!ibar_sqlite_exec (self->db, self->path, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (drop_bulk_objects (self, error))
    return TRUE;
  ibar_collection_abort_bulk (self);
  return FALSE;
}

/**
 * ibar_collection_end_bulk:
 * @self: a collection after ibar_collection_begin_bulk()
 * @cancellable: (nullable): stops the building
 * @error: return location
 *
 * Builds indexes, text index, R*Tree and extents, and commits.
 *
 * Returns: FALSE with @error set, and everything as before the load, if it failed
 *
 * Errors: %IBAR_ERROR_DATA where two rows share a key, %IBAR_ERROR_FULL, %IBAR_ERROR_CANCELLED.
 *
 * Thread: the collection's.
 *
 * Cost: O(n log n) of all rows of the file.
 */
gboolean
ibar_collection_end_bulk (IbarCollection *self, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (self != NULL, FALSE);

  ibar_sqlite_set_cancellable (self->db, cancellable);
  ok = rebuild (self, cancellable, error);
  ibar_sqlite_set_cancellable (self->db, NULL);
  if (!ok)
    ibar_collection_abort_bulk (self);
  g_ptr_array_set_size (self->bulk_sql, 0);
  return ok;
}

/**
 * ibar_collection_abort_bulk:
 * @self: a collection after ibar_collection_begin_bulk()
 *
 * Leaves the file as it was before.
 *
 * Thread: the collection's.
 */
void
ibar_collection_abort_bulk (IbarCollection *self)
{
  g_return_if_fail (self != NULL);

  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  g_ptr_array_set_size (self->bulk_sql, 0);
}
