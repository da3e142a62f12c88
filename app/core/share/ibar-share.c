/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sharing a collection with a PostGIS database, without anybody's work being lost.
 *
 * Each thing (event, actor, place, source, type, data set) is compared as a whole, with what hangs on it, by a hash. What
 * both sides had when they last agreed is remembered in the collection (change_log, action "sync"), so it is known
 * who has changed it since:
 *
 *   only here → sent;  only there → taken, or left alone where nothing is to be taken;  both → a conflict: listed,
 *   both versions stay, and each side is told of the other's (there the table "conflict", here change_log).
 *
 * What is gone on one side is kept on the other and listed: nothing is ever deleted. One transaction on each side; the
 * server's is committed first, and if the file's fails then, both are found to be the same the next time. */

#define G_LOG_DOMAIN "ibar-share"

#include "config.h"

#include "ibar-share-private.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-error.h"
#include "ibar-gpkg.h"

static void
conflict_free (gpointer data)
{
  IbarShareConflict *conflict = data;

  g_free (conflict->kind);
  g_free (conflict->id);
  g_free (conflict);
}

/**
 * ibar_share_result_free:
 * @result: (transfer full): what was done
 */
void
ibar_share_result_free (IbarShareResult *result)
{
  g_ptr_array_unref (result->conflicts);
  g_free (result);
}

static void
share_clear (IbarShare *self)
{
  if (self->db != NULL && !sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  g_clear_pointer (&self->collection, ibar_collection_unref);
  g_clear_pointer (&self->server, ibar_share_server_free);
  g_free (self->schema);
  g_free (self->server_id);
}

/* Deciding ----------------------------------------------------------------------------------------- */

typedef enum
{
  SAME,
  SEND,
  TAKE,
  NEWER_THERE,
  GONE_HERE,
  GONE_THERE,
  CONFLICT,
  IGNORE,
} Decision;

static Decision
settle_conflict (const IbarShare *self)
{
  if (self->options->prefer == IBAR_SHARE_HERE)
    return SEND;
  return self->options->prefer == IBAR_SHARE_THERE && self->options->pull ? TAKE : CONFLICT;
}

static Decision
decide (const IbarShare *self, const IbarShareVersions *v)
{
  if (v->here == NULL && v->there == NULL)
    return IGNORE;
  if (v->here == NULL) /* of other events than those asked for, or new there */
    return v->base != NULL ? GONE_HERE : self->options->pull ? TAKE : IGNORE;
  if (v->there == NULL)
    return v->base == NULL || self->options->prefer == IBAR_SHARE_HERE ? SEND : GONE_THERE;
  if (g_str_equal (v->here, v->there))
    return SAME;
  if (v->base != NULL && g_str_equal (v->base, v->there))
    return SEND;
  if (v->base != NULL && g_str_equal (v->base, v->here))
    return self->options->pull ? TAKE : NEWER_THERE;
  return settle_conflict (self);
}

static void
list_conflict (IbarShare *self, const IbarShareKind *kind, const char *id, const char *reason)
{
  IbarShareConflict *conflict = g_new0 (IbarShareConflict, 1);

  conflict->kind = g_strdup (kind->table);
  conflict->id = g_strdup (id);
  conflict->reason = reason;
  g_ptr_array_add (self->result->conflicts, conflict);
}

/* Sorts the things of a kind into what is to be sent and taken; counts, lists and remembers the rest. */
static gboolean
sort_out (IbarShare *self, const IbarShareKind *kind, GHashTable *all, GPtrArray *send, GPtrArray *take, GError **error)
{
  g_autoptr (GList) ids = g_list_sort (g_hash_table_get_keys (all), (GCompareFunc) g_strcmp0);

  for (GList *link = ids; link != NULL; link = link->next)
    {
      char *id = link->data;
      const IbarShareVersions *versions = g_hash_table_lookup (all, id);

      switch (decide (self, versions))
        {
        case SAME:
          self->result->n_same++;
          if (self->writable && g_strcmp0 (versions->base, versions->here) != 0
              && !ibar_share_remember (self, kind, id, versions->here, error))
            return FALSE;
          break;
        case SEND:
          g_ptr_array_add (send, id);
          break;
        case TAKE:
          g_ptr_array_add (take, id);
          break;
        case NEWER_THERE:
          self->result->n_newer_there++;
          break;
        case GONE_HERE:
          if (self->options->fids == NULL)
            list_conflict (self, kind, id, _ ("deleted in the collection, kept on the server"));
          break;
        case GONE_THERE:
          list_conflict (self, kind, id, _ ("deleted on the server, kept in the collection"));
          break;
        case CONFLICT:
          list_conflict (self, kind, id, _ ("changed on both sides; each keeps its own version"));
          if (!ibar_share_keep_both (self, kind, id, error))
            return FALSE;
          break;
        case IGNORE:
          break;
        }
    }
  return TRUE;
}

/* After things have moved, both sides have what the hash of where they came from says. */
static gboolean
remember_all (IbarShare *self, const IbarShareKind *kind, GHashTable *all, GPtrArray *ids, gboolean sent, GError **error)
{
  for (guint i = 0; self->writable && i < ids->len; i++)
    {
      const IbarShareVersions *versions = g_hash_table_lookup (all, g_ptr_array_index (ids, i));

      if (!ibar_share_remember (self, kind, g_ptr_array_index (ids, i), sent ? versions->here : versions->there, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
share_kind (IbarShare *self, const IbarShareKind *kind, GError **error)
{
  g_autoptr (GHashTable) all = ibar_share_load_versions (self, kind, error);
  g_autoptr (GPtrArray) send = g_ptr_array_new ();
  g_autoptr (GPtrArray) take = g_ptr_array_new ();
  gboolean events = g_str_equal (kind->table, "event");

  if (all == NULL || !sort_out (self, kind, all, send, take, error) || !ibar_share_move (self, kind, send, TRUE, error)
      || !ibar_share_move (self, kind, take, FALSE, error) || !remember_all (self, kind, all, send, TRUE, error)
      || !remember_all (self, kind, all, take, FALSE, error))
    return FALSE;
  self->result->n_sent += send->len;
  self->result->n_taken += take->len;
  self->result->n_events_sent += events ? send->len : 0;
  self->result->n_events_taken += events ? take->len : 0;
  return TRUE;
}

/* The whole ---------------------------------------------------------------------------------------- */

/* ibar_point (longitude, latitude): the blob of a point, NULL where one is not known. */
static void
sql_point (sqlite3_context *context, int n, sqlite3_value **values)
{
  IbarPoint point = { sqlite3_value_double (values[0]), sqlite3_value_double (values[1]) };
  guint8 blob[IBAR_GPKG_POINT_SIZE];

  if (sqlite3_value_type (values[0]) == SQLITE_NULL || sqlite3_value_type (values[1]) == SQLITE_NULL)
    return;
  ibar_gpkg_encode_point (point, blob);
  sqlite3_result_blob (context, blob, sizeof blob, SQLITE_TRANSIENT);
}

static gboolean
insert_wanted (IbarShare *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (self->options->fids == NULL)
    return TRUE;
  if (!ibar_sqlite_exec (self->db, self->path, "CREATE TEMP TABLE wanted (fid INTEGER PRIMARY KEY)", error))
    return FALSE;
  stmt = ibar_sqlite_prepare (self->db, self->path, "INSERT OR IGNORE INTO temp.wanted VALUES (?1)", error);
  for (gsize i = 0; stmt != NULL && i < self->options->n_fids; i++)
    {
      sqlite3_bind_int64 (stmt, 1, self->options->fids[i]);
      if (!ibar_sqlite_run (stmt, self->path, error))
        return FALSE;
    }
  return stmt != NULL;
}

/* What comes with the program is immutable and cannot remember; nothing is brought into it. */
static gboolean
open_here (IbarShare *self, GError **error)
{
  self->collection = ibar_collection_open (self->options->collection,
                                           self->writable ? IBAR_COLLECTION_READ_WRITE : IBAR_COLLECTION_IMMUTABLE, error);
  if (self->collection == NULL)
    return FALSE;
  self->db = ibar_collection_get_db (self->collection);
  self->path = self->options->collection;
  sqlite3_create_function (self->db, "ibar_point", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, sql_point, NULL, NULL);
  return insert_wanted (self, error) && (!self->writable || ibar_sqlite_exec (self->db, self->path, "BEGIN IMMEDIATE", error));
}

static gboolean
take_server_id (char **values, gpointer data, GError **error)
{
  *(char **) data = g_strdup (values[0]);
  return TRUE;
}

static gboolean
open_there (IbarShare *self, GError **error)
{
  g_autofree char *create = NULL;
  g_autofree char *ask = NULL;

  self->server = ibar_share_server_open (self->options->server, error);
  if (self->server == NULL)
    return FALSE;
  self->schema = ibar_share_server_quote (self->server, self->options->schema != NULL ? self->options->schema : "ibar");
  create = ibar_share_sql_create (self->schema);
  ask = g_strdup_printf ("SELECT value FROM %s.ibar_info WHERE key = 'server_id'", self->schema);
  return ibar_share_server_run (self->server, create, error)
         && ibar_share_server_query (self->server, ask, NULL, take_server_id, &self->server_id, error);
}

static gboolean
run (IbarShare *self, GError **error)
{
  if (!open_there (self, error) || !open_here (self, error))
    return FALSE;
  for (int k = 0; k < IBAR_N_SHARE_KINDS; k++)
    {
      if (!share_kind (self, &ibar_share_kinds[k], error))
        return FALSE;
    }
  if (self->result->n_taken > 0
      && (!ibar_gpkg_update_extent (self->db, self->path, "event", error)
          || !ibar_gpkg_update_extent (self->db, self->path, "place", error)))
    return FALSE;
  return ibar_share_server_commit (self->server, error)
         && (!self->writable || ibar_sqlite_exec (self->db, self->path, "COMMIT", error));
}

/**
 * ibar_share_run:
 * @options: what with whom
 * @error: return location
 *
 * Sends what is new or changed in a collection to a PostGIS database and, with @options->pull, brings what is new or
 * changed there. Whatever both have changed is listed, and stays as it is on both sides.
 *
 * Returns: (nullable): what was done
 *
 * **Errors:** those of the file and the server; both are as before
 * **Thread:** any
 * **Cost:** the text of everything on both sides, and a round trip for every 500 things that move
 */
IbarShareResult *
ibar_share_run (const IbarShareOptions *options, GError **error)
{
  g_autoptr (IbarShareResult) result = g_new0 (IbarShareResult, 1);
  IbarShare self = { .options = options, .result = result };
  gboolean good;

  g_return_val_if_fail (options != NULL && options->collection != NULL && options->server != NULL, NULL);

  result->conflicts = g_ptr_array_new_with_free_func (conflict_free);
  self.writable = !options->immutable && g_access (options->collection, W_OK) == 0;
  if (options->pull && !self.writable)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION, _ ("“%s” cannot be written"), options->collection);
      return NULL;
    }
  good = run (&self, error);
  share_clear (&self);
  return good ? g_steal_pointer (&result) : NULL;
}
