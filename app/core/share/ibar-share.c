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

#include "ibar-share.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-error.h"
#include "ibar-gpkg.h"
#include "ibar-json.h"
#include "ibar-share-server.h"
#include "ibar-share-tables.h"
#include "ibar-sqlite.h"

#define BATCH 500 /* things that travel together */

/* What is known of one thing: MD5 of its text, "" where it is not. */
typedef struct
{
  char *here, *there, *base;
} Versions;

typedef struct
{
  const IbarShareOptions *options;
  IbarCollection         *collection; /* (owned) */
  sqlite3                *db;
  const char             *path;
  IbarShareServer        *server;     /* (owned) */
  char                   *schema;     /* quoted */
  char                   *server_id;
  gboolean                writable;   /* the file: remembers what was agreed */
  IbarShareResult        *result;
} Share;

static void
versions_free (gpointer data)
{
  Versions *versions = data;

  g_free (versions->here);
  g_free (versions->there);
  g_free (versions->base);
  g_free (versions);
}

static void
conflict_free (gpointer data)
{
  IbarShareConflict *conflict = data;

  g_free (conflict->kind);
  g_free (conflict->id);
  g_free (conflict);
}

void
ibar_share_result_free (IbarShareResult *result)
{
  g_ptr_array_unref (result->conflicts);
  g_free (result);
}

static void
share_clear (Share *self)
{
  if (self->db != NULL && !sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  g_clear_pointer (&self->collection, ibar_collection_unref);
  g_clear_pointer (&self->server, ibar_share_server_free);
  g_free (self->schema);
  g_free (self->server_id);
}

/* Finding out -------------------------------------------------------------------------------------- */

static Versions *
get_versions (GHashTable *all, const char *id)
{
  Versions *versions = g_hash_table_lookup (all, id);

  if (versions == NULL)
    {
      versions = g_new0 (Versions, 1);
      g_hash_table_insert (all, g_strdup (id), versions);
    }
  return versions;
}

static gboolean
load_here (Share *self, const IbarShareKind *kind, GHashTable *all, GError **error)
{
  g_autofree char *sql = ibar_share_sql_compare (kind, FALSE, NULL, self->options->fids != NULL ? kind->wanted : NULL);
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->path, sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (ibar_sqlite_step (stmt, self->path, &row, error) && row)
    {
      const char *text = (const char *) sqlite3_column_text (stmt, 1);

      get_versions (all, (const char *) sqlite3_column_text (stmt, 0))->here
          = g_compute_checksum_for_string (G_CHECKSUM_MD5, text != NULL ? text : "", -1);
    }
  return !row;
}

static gboolean
add_there (char **values, gpointer data, GError **error)
{
  get_versions (data, values[0])->there = g_strdup (values[1]);
  return TRUE;
}

static gboolean
load_there (Share *self, const IbarShareKind *kind, GHashTable *all, GError **error)
{
  g_autofree char *sql = ibar_share_sql_compare (kind, TRUE, self->schema, NULL);

  return ibar_share_server_query (self->server, sql, NULL, add_there, all, error);
}

static gboolean
load_base (Share *self, const IbarShareKind *kind, GHashTable *all, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->path,
      "SELECT event_id, after ->> '$.hash' FROM change_log WHERE action = 'sync' AND after ->> '$.server' = ?1 AND after ->> '$.kind' = ?2",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, self->server_id);
  ibar_sqlite_bind_text (stmt, 2, kind->table);
  while (ibar_sqlite_step (stmt, self->path, &row, error) && row)
    {
      Versions *versions = g_hash_table_lookup (all, sqlite3_column_text (stmt, 0));

      if (versions != NULL)
        versions->base = ibar_sqlite_dup_text (stmt, 1);
    }
  return !row;
}

/* Moving ------------------------------------------------------------------------------------------- */

static char *
make_ids (GPtrArray *ids, guint start, guint n)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      ibar_json_append_string (json, g_ptr_array_index (ids, start + i));
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static gboolean
append_row (char **values, gpointer data, GError **error)
{
  GString *json = data;

  g_string_append_printf (json, "%s%s", json->len > 1 ? "," : "", values[0]);
  return TRUE;
}

/* The things as a JSON array. */
static char *
read_things (Share *self, const IbarShareKind *kind, const char *ids, gboolean there, GError **error)
{
  g_autofree char *sql = ibar_share_sql_read (kind, there, self->schema);
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (sqlite3_stmt) stmt = NULL;
  gboolean row = TRUE;

  if (there && !ibar_share_server_query (self->server, sql, ids, append_row, json, error))
    return NULL;
  if (!there)
    {
      stmt = ibar_sqlite_prepare (self->db, self->path, sql, error);
      if (stmt == NULL)
        return NULL;
      ibar_sqlite_bind_text (stmt, 1, ids);
      while (ibar_sqlite_step (stmt, self->path, &row, error) && row)
        append_row ((char *[]){ (char *) sqlite3_column_text (stmt, 0), NULL }, json, NULL);
      if (row)
        return NULL;
    }
  g_string_append_c (json, ']');
  return g_strdup (json->str);
}

static gboolean
write_here (Share *self, const char *sql, const char *things, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->path, sql, error);

  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, things);
  return ibar_sqlite_run (stmt, self->path, error);
}

static gboolean
write_things (Share *self, const IbarShareKind *kind, const char *things, gboolean there, GError **error)
{
  g_auto (GStrv) statements = ibar_share_sql_write (kind, there, self->schema);

  for (char **sql = statements; *sql != NULL; sql++)
    {
      if (there ? !ibar_share_server_query (self->server, *sql, things, NULL, NULL, error)
                : !write_here (self, *sql, things, error))
        return FALSE;
    }
  return TRUE;
}

/* Brings the things from one side to the other. Actors refer to actors: in the file, a second time finds those that
 * came after. */
static gboolean
move (Share *self, const IbarShareKind *kind, GPtrArray *ids, gboolean to_server, GError **error)
{
  guint n_times = !to_server && g_str_equal (kind->table, "actor") ? 2 : 1;

  for (guint time = 0; time < n_times; time++)
    for (guint start = 0; start < ids->len; start += BATCH)
      {
        g_autofree char *list = make_ids (ids, start, MIN (BATCH, ids->len - start));
        g_autofree char *things = read_things (self, kind, list, !to_server, error);

        if (things == NULL || !write_things (self, kind, things, to_server, error)
            || g_cancellable_set_error_if_cancelled (self->options->cancellable, error))
          return FALSE;
      }
  return TRUE;
}

/* Remembering -------------------------------------------------------------------------------------- */

static gboolean
remember (Share *self, const IbarShareKind *kind, const char *id, const char *hash, GError **error)
{
  g_autoptr (sqlite3_stmt) forget = ibar_sqlite_prepare (
      self->db, self->path,
      "DELETE FROM change_log WHERE event_id = ?1 AND action = 'sync' AND after ->> '$.server' = ?2 AND after ->> '$.kind' = ?3",
      error);
  g_autoptr (sqlite3_stmt) insert = ibar_sqlite_prepare (
      self->db, self->path,
      "INSERT INTO change_log (at, action, event_id, after) VALUES (strftime ('%Y-%m-%dT%H:%M:%SZ', 'now'), 'sync', ?1, "
      "json_object ('server', ?2, 'kind', ?3, 'hash', ?4))",
      error);

  if (forget == NULL || insert == NULL)
    return FALSE;
  for (int i = 0; i < 2; i++)
    {
      sqlite3_stmt *stmt = i == 0 ? forget : insert;

      ibar_sqlite_bind_text (stmt, 1, id);
      ibar_sqlite_bind_text (stmt, 2, self->server_id);
      ibar_sqlite_bind_text (stmt, 3, kind->table);
    }
  ibar_sqlite_bind_text (insert, 4, hash);
  return ibar_sqlite_run (forget, self->path, error) && ibar_sqlite_run (insert, self->path, error);
}

/* The other's version stands with each side, so that whoever decides has both. */
static gboolean
keep_both (Share *self, const IbarShareKind *kind, const char *id, GError **error)
{
  g_autofree char *list = make_ids (&(GPtrArray){ (gpointer *) &id, 1 }, 0, 1);
  g_autofree char *here = read_things (self, kind, list, FALSE, error);
  g_autofree char *there = here != NULL ? read_things (self, kind, list, TRUE, error) : NULL;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO %s.conflict (kind, id, version) SELECT '%s', x.value ->> 'id', x.value FROM "
                                          "json_array_elements ($1::json) x (value)",
                                          self->schema, kind->table);
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (there == NULL || !ibar_share_server_query (self->server, sql, here, NULL, NULL, error))
    return FALSE;
  if (!self->writable)
    return TRUE;
  stmt = ibar_sqlite_prepare (self->db, self->path,
                              "INSERT INTO change_log (at, action, event_id, before, after) VALUES "
                              "(strftime ('%Y-%m-%dT%H:%M:%SZ', 'now'), 'sync-conflict', ?1, ?2, ?3)",
                              error);
  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, id);
  ibar_sqlite_bind_text (stmt, 2, here);
  ibar_sqlite_bind_text (stmt, 3, there);
  return ibar_sqlite_run (stmt, self->path, error);
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
settle_conflict (const Share *self)
{
  if (self->options->prefer == IBAR_SHARE_HERE)
    return SEND;
  return self->options->prefer == IBAR_SHARE_THERE && self->options->pull ? TAKE : CONFLICT;
}

static Decision
decide (const Share *self, const Versions *v)
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
list_conflict (Share *self, const IbarShareKind *kind, const char *id, const char *reason)
{
  IbarShareConflict *conflict = g_new0 (IbarShareConflict, 1);

  conflict->kind = g_strdup (kind->table);
  conflict->id = g_strdup (id);
  conflict->reason = reason;
  g_ptr_array_add (self->result->conflicts, conflict);
}

/* Sorts the things of a kind into what is to be sent and taken; counts, lists and remembers the rest. */
static gboolean
sort_out (Share *self, const IbarShareKind *kind, GHashTable *all, GPtrArray *send, GPtrArray *take, GError **error)
{
  g_autoptr (GList) ids = g_list_sort (g_hash_table_get_keys (all), (GCompareFunc) g_strcmp0);

  for (GList *link = ids; link != NULL; link = link->next)
    {
      char *id = link->data;
      const Versions *versions = g_hash_table_lookup (all, id);

      switch (decide (self, versions))
        {
        case SAME:
          self->result->n_same++;
          if (self->writable && g_strcmp0 (versions->base, versions->here) != 0
              && !remember (self, kind, id, versions->here, error))
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
          if (!keep_both (self, kind, id, error))
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
remember_all (Share *self, const IbarShareKind *kind, GHashTable *all, GPtrArray *ids, gboolean sent, GError **error)
{
  for (guint i = 0; self->writable && i < ids->len; i++)
    {
      const Versions *versions = g_hash_table_lookup (all, g_ptr_array_index (ids, i));

      if (!remember (self, kind, g_ptr_array_index (ids, i), sent ? versions->here : versions->there, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
share_kind (Share *self, const IbarShareKind *kind, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, versions_free);
  g_autoptr (GPtrArray) send = g_ptr_array_new ();
  g_autoptr (GPtrArray) take = g_ptr_array_new ();
  gboolean events = g_str_equal (kind->table, "event");

  if (!load_here (self, kind, all, error) || !load_there (self, kind, all, error) || !load_base (self, kind, all, error)
      || !sort_out (self, kind, all, send, take, error) || !move (self, kind, send, TRUE, error)
      || !move (self, kind, take, FALSE, error) || !remember_all (self, kind, all, send, TRUE, error)
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
insert_wanted (Share *self, GError **error)
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
open_here (Share *self, GError **error)
{
  self->collection = ibar_collection_open (
      self->options->collection, self->writable ? IBAR_COLLECTION_READ_WRITE : IBAR_COLLECTION_IMMUTABLE, error);
  if (self->collection == NULL)
    return FALSE;
  self->db = ibar_collection_get_db (self->collection);
  self->path = self->options->collection;
  sqlite3_create_function (self->db, "ibar_point", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, sql_point, NULL, NULL);
  return insert_wanted (self, error)
         && (!self->writable || ibar_sqlite_exec (self->db, self->path, "BEGIN IMMEDIATE", error));
}

static gboolean
take_server_id (char **values, gpointer data, GError **error)
{
  *(char **) data = g_strdup (values[0]);
  return TRUE;
}

static gboolean
open_there (Share *self, GError **error)
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
run (Share *self, GError **error)
{
  if (!open_there (self, error) || !open_here (self, error))
    return FALSE;
  for (int k = 0; k < IBAR_N_SHARE_KINDS; k++)
    {
      if (!share_kind (self, &ibar_share_kinds[k], error))
        return FALSE;
    }
  if (self->result->n_taken > 0
      && (ibar_gpkg_update_extent (self->db, "event") != SQLITE_OK || ibar_gpkg_update_extent (self->db, "place") != SQLITE_OK))
    {
      ibar_sqlite_set_error (error, self->db, sqlite3_extended_errcode (self->db), self->path);
      return FALSE;
    }
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
  Share self = { .options = options, .result = result };
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
