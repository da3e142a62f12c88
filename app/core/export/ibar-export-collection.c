/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A selection as a collection of its own: everything that belongs to the events goes with them, so
 * nothing is lost and any GeoPackage reader sees the points.
 *
 * The new file attaches the old one for reading and copies by SQL. Row numbers stay what they were.
 */

#define G_LOG_DOMAIN "ibar-export-collection"

#include "config.h"

#include "ibar-collection-private.h"
#include "ibar-export-private.h"
#include "ibar-output.h"

/* What refers to something comes after it; actors bring their parents. "wanted" is the selection.
 */
static const char copy_sql[]
    = "INSERT INTO dataset SELECT * FROM old.dataset WHERE fid IN "
      "(SELECT dataset_fid FROM old.event WHERE fid IN (SELECT fid FROM wanted));"
      "INSERT INTO event_type SELECT * FROM old.event_type;"
      "INSERT INTO place SELECT * FROM old.place WHERE fid IN "
      "(SELECT place_fid FROM old.event WHERE fid IN (SELECT fid FROM wanted));"
      "UPDATE place SET dataset_fid = NULL WHERE dataset_fid NOT IN (SELECT fid FROM dataset);"
      "INSERT INTO place_name SELECT * FROM old.place_name WHERE place_fid IN (SELECT fid FROM "
      "place);"
      "INSERT INTO actor WITH RECURSIVE needed (fid) AS ("
      "SELECT actor_fid FROM old.event_actor WHERE event_fid IN (SELECT fid FROM wanted) "
      "UNION SELECT actor_fid FROM old.casualty WHERE event_fid IN (SELECT fid FROM wanted) "
      "AND actor_fid IS NOT NULL "
      "UNION SELECT a.parent_fid FROM old.actor a JOIN needed n ON a.fid = n.fid "
      "WHERE a.parent_fid IS NOT NULL) "
      "SELECT * FROM old.actor WHERE fid IN (SELECT fid FROM needed);"
      "UPDATE actor SET dataset_fid = NULL WHERE dataset_fid NOT IN (SELECT fid FROM dataset);"
      "INSERT INTO actor_name SELECT * FROM old.actor_name WHERE actor_fid IN (SELECT fid FROM "
      "actor);"
      "INSERT INTO event SELECT * FROM old.event WHERE fid IN (SELECT fid FROM wanted);"
      "INSERT INTO event_actor SELECT * FROM old.event_actor "
      "WHERE event_fid IN (SELECT fid FROM wanted);"
      "INSERT INTO source SELECT * FROM old.source WHERE fid IN "
      "(SELECT source_fid FROM old.event_source WHERE event_fid IN (SELECT fid FROM wanted) "
      "UNION SELECT s.source_fid FROM old.casualty_source s JOIN old.casualty c "
      "ON c.fid = s.casualty_fid WHERE c.event_fid IN (SELECT fid FROM wanted));"
      "UPDATE source SET dataset_fid = NULL WHERE dataset_fid NOT IN (SELECT fid FROM dataset);"
      "INSERT INTO event_source SELECT * FROM old.event_source "
      "WHERE event_fid IN (SELECT fid FROM wanted);"
      "INSERT INTO casualty SELECT * FROM old.casualty WHERE event_fid IN (SELECT fid FROM wanted);"
      "INSERT INTO casualty_source SELECT * FROM old.casualty_source "
      "WHERE casualty_fid IN (SELECT fid FROM casualty);"
      "INSERT INTO raw_row SELECT * FROM old.raw_row WHERE event_fid IN (SELECT fid FROM wanted);"
      "INSERT OR IGNORE INTO ibar_info SELECT * FROM old.ibar_info WHERE key NOT IN "
      "('content_hash', 'read_only', 'lesson_quiz', 'lesson_worksheet')";

static gboolean
insert_wanted (const IbarExport *export, IbarCollection *new, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (!ibar_sqlite_exec (new->db, new->path, "CREATE TEMP TABLE wanted (fid INTEGER PRIMARY KEY)",
                         error))
    return FALSE;
  stmt
      = ibar_sqlite_prepare (new->db, new->path, "INSERT OR IGNORE INTO wanted VALUES (?1)", error);
  for (gsize i = 0; stmt != NULL && i < export->n_fids; i++)
    {
      sqlite3_bind_int64 (stmt, 1, export->fids[i]);
      if (!ibar_sqlite_run (stmt, new->path, error))
        return FALSE;
    }
  return stmt != NULL;
}

static gboolean
attach (IbarCollection *new, IbarCollection *old, GError **error)
{
  g_autofree char *uri
      = ibar_sqlite_make_uri (old->path, (old->flags & IBAR_COLLECTION_IMMUTABLE) != 0 ? "immutable=1" : "mode=ro");
  char *sql = sqlite3_mprintf ("ATTACH %Q AS old", uri);
  gboolean ok = ibar_sqlite_exec (new->db, old->path, sql, error);

  sqlite3_free (sql);
  return ok;
}

static gboolean
copy (const IbarExport *export, const char *path, GError **error)
{
  g_autoptr (IbarCollection) new = ibar_collection_create (path, error);

  if (new == NULL || !attach (new, export->collection, error)
      || !ibar_sqlite_exec (new->db, path, "PRAGMA synchronous = OFF", error)
      || !ibar_collection_begin_bulk (new, error))
    return FALSE;
  ibar_sqlite_set_cancellable (new->db, export->cancellable);
  if (!insert_wanted (export, new, error) || !ibar_sqlite_exec (new->db, path, copy_sql, error))
    {
      ibar_collection_abort_bulk (new);
      return FALSE;
    }
  return ibar_collection_end_bulk (new, export->cancellable, error);
}

/* The name a new file has while it is written tells nobody anything. */
static void
propagate_named (GError **error, GError *local, const char *part, const char *path)
{
  g_autoptr (GString) message = g_string_new (local->message);

  g_string_replace (message, part, path, 0);
  g_set_error_literal (error, local->domain, local->code, message->str);
  g_error_free (local);
}

gboolean
ibar_export_collection (const IbarExport *export, const char *path, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.part-%u", path, g_random_int ());
  GError *local = NULL;
  gboolean written = copy (export, part, &local);

  if (!written)
    propagate_named (error, local, part, path);
  return ibar_output_replace (part, path, written, error);
}
