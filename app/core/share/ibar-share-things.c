/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The things of a shared collection on both sides: what each has of them, how they get from one to the other, and
 * what is remembered of it. */

#define G_LOG_DOMAIN "ibar-share"

#include "config.h"

#include "ibar-share-private.h"

#include "ibar-json.h"

#define BATCH 500 /* things that travel together */

static void
versions_free (gpointer data)
{
  IbarShareVersions *versions = data;

  g_free (versions->here);
  g_free (versions->there);
  g_free (versions->base);
  g_free (versions);
}

static IbarShareVersions *
get_versions (GHashTable *all, const char *id)
{
  IbarShareVersions *versions = g_hash_table_lookup (all, id);

  if (versions == NULL)
    {
      versions = g_new0 (IbarShareVersions, 1);
      g_hash_table_insert (all, g_strdup (id), versions);
    }
  return versions;
}

static gboolean
load_here (IbarShare *self, const IbarShareKind *kind, GHashTable *all, GError **error)
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
load_there (IbarShare *self, const IbarShareKind *kind, GHashTable *all, GError **error)
{
  g_autofree char *sql = ibar_share_sql_compare (kind, TRUE, self->schema, NULL);

  return ibar_share_server_query (self->server, sql, NULL, add_there, all, error);
}

static gboolean
load_base (IbarShare *self, const IbarShareKind *kind, GHashTable *all, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->path,
                                                       "SELECT event_id, after ->> '$.hash' FROM change_log WHERE action = "
                                                       "'sync' AND event_id NOT NULL AND after ->> '$.server' = ?1 "
                                                       "AND after ->> '$.kind' = ?2",
                                                       error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, self->server_id);
  ibar_sqlite_bind_text (stmt, 2, kind->table);
  while (ibar_sqlite_step (stmt, self->path, &row, error) && row)
    {
      IbarShareVersions *versions = g_hash_table_lookup (all, sqlite3_column_text (stmt, 0));

      if (versions != NULL)
        versions->base = ibar_sqlite_dup_text (stmt, 1);
    }
  return !row;
}

GHashTable *
ibar_share_load_versions (IbarShare *self, const IbarShareKind *kind, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, versions_free);

  if (!load_here (self, kind, all, error) || !load_there (self, kind, all, error) || !load_base (self, kind, all, error))
    return NULL;
  return g_steal_pointer (&all);
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
read_things (IbarShare *self, const IbarShareKind *kind, const char *ids, gboolean there, GError **error)
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
write_here (IbarShare *self, const char *sql, const char *things, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->path, sql, error);

  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, things);
  return ibar_sqlite_run (stmt, self->path, error);
}

static gboolean
write_things (IbarShare *self, const IbarShareKind *kind, const char *things, gboolean there, GError **error)
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

/* Actors refer to actors: in the file, a second time finds those that came after. */
gboolean
ibar_share_move (IbarShare *self, const IbarShareKind *kind, GPtrArray *ids, gboolean to_server, GError **error)
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

gboolean
ibar_share_remember (IbarShare *self, const IbarShareKind *kind, const char *id, const char *hash, GError **error)
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

gboolean
ibar_share_keep_both (IbarShare *self, const IbarShareKind *kind, const char *id, GError **error)
{
  g_autofree char *list = make_ids (&(GPtrArray){ (gpointer *) &id, 1 }, 0, 1);
  g_autofree char *here = read_things (self, kind, list, FALSE, error);
  g_autofree char *there = here != NULL ? read_things (self, kind, list, TRUE, error) : NULL;
  g_autofree char *sql
      = g_strdup_printf ("INSERT INTO %s.conflict (kind, id, version) SELECT '%s', x.value ->> 'id', x.value FROM "
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
