/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events of different data sets that may be one: the same actor within 5 km and 2 days, or the same address of a
 * source. Candidates for a person to look at; nothing is ever merged.
 *
 * Neighbours come from the R*Tree, asked once for each event of the smaller side. Actors are compared by every
 * spelling, without case and diacritics.
 */
#define G_LOG_DOMAIN "ibar-import-duplicates"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ibar-error.h"
#include "ibar-gpkg.h"
#include "ibar-import-write.h"

#define DISTANCE 5000.0 /* [m] */

/* ?1 ≤ new event < ?2. The box is wider than 5 km up to 85° and the distance is measured afterwards. */
#define NEIGHBOURS(outer, inner)                                                                                  \
  "SELECT n.fid, o.fid, n.id, o.id, n.geom, o.geom FROM event " outer                                            \
  " CROSS JOIN rtree_event_geom r CROSS JOIN event " inner                                                        \
  " WHERE n.fid >= ?1 AND n.fid < ?2 AND o.dataset_fid <> n.dataset_fid AND (o.fid < ?1 OR o.fid >= ?2) "       \
  "AND r.miny <= ST_MinY (" outer ".geom) + 0.05 AND r.maxy >= ST_MinY (" outer ".geom) - 0.05 "                 \
  "AND r.minx <= ST_MinX (" outer ".geom) + 0.05 / max (0.08, cos (radians (ST_MinY (" outer ".geom)))) "        \
  "AND r.maxx >= ST_MinX (" outer ".geom) - 0.05 / max (0.08, cos (radians (ST_MinY (" outer ".geom)))) "        \
  "AND " inner ".fid = r.id AND o.date_start <= date (ifnull (n.date_end, n.date_start), '+2 days') "            \
  "AND ifnull (o.date_end, o.date_start) >= date (n.date_start, '-2 days')"

#define SAME_URL                                                                                                  \
  "SELECT n.id, o.id, s.url FROM event n JOIN event_source es ON es.event_fid = n.fid JOIN source s "             \
  "ON s.fid = es.source_fid JOIN source t ON t.url = s.url AND t.fid <> s.fid JOIN event_source et "              \
  "ON et.source_fid = t.fid JOIN event o ON o.fid = et.event_fid "                                               \
  "WHERE n.fid >= ?1 AND n.fid < ?2 AND s.url <> '' AND o.dataset_fid <> n.dataset_fid"

#define ACTOR_NAMES                                                                                               \
  "SELECT a.name FROM event_actor x JOIN actor a ON a.fid = x.actor_fid WHERE x.event_fid = ?1 "                  \
  "UNION SELECT m.name FROM event_actor x JOIN actor_name m ON m.actor_fid = x.actor_fid WHERE x.event_fid = ?1"

typedef struct
{
  IbarCollection   *collection;
  sqlite3          *db;
  const char       *path;
  sqlite3_stmt     *names;
  IbarImportResult *result;
} Search;

static void
add (Search *self, const char *id, const char *other, char *reason)
{
  IbarImportDuplicate *duplicate;

  self->result->n_duplicates++;
  if (self->result->duplicates->len >= IBAR_IMPORT_MAX_KEPT)
    {
      g_free (reason);
      return;
    }
  duplicate = g_new0 (IbarImportDuplicate, 1);
  duplicate->event_id = g_strdup (id);
  duplicate->other_id = g_strdup (other);
  duplicate->reason = reason;
  g_ptr_array_add (self->result->duplicates, duplicate);
}

/* Folded name → name. */
static GHashTable *
read_actors (Search *self, gint64 fid)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  sqlite3_reset (self->names);
  sqlite3_bind_int64 (self->names, 1, fid);
  while (sqlite3_step (self->names) == SQLITE_ROW)
    {
      g_autofree char *name = ibar_sqlite_dup_text (self->names, 0);

      if (name != NULL && *name != '\0')
        g_hash_table_insert (names, ibar_fold (name), g_strdup (name));
    }
  sqlite3_reset (self->names);
  return names;
}

/* (transfer full) (nullable): an actor both events have. */
static char *
find_common_actor (Search *self, gint64 a, gint64 b)
{
  g_autoptr (GHashTable) first = read_actors (self, a), second = read_actors (self, b);
  GHashTableIter iter;
  gpointer folded, name;

  g_hash_table_iter_init (&iter, first);
  while (g_hash_table_iter_next (&iter, &folded, &name))
    if (g_hash_table_contains (second, folded))
      return g_strdup (name);
  return NULL;
}

static gboolean
read_point (sqlite3_stmt *stmt, int column, IbarPoint *point)
{
  return ibar_gpkg_decode_point (sqlite3_column_blob (stmt, column), (gsize) sqlite3_column_bytes (stmt, column), point);
}

static void
consider (Search *self, sqlite3_stmt *stmt)
{
  IbarPoint a, b;
  double distance;
  g_autofree char *actor = NULL;

  if (!read_point (stmt, 4, &a) || !read_point (stmt, 5, &b))
    return;
  distance = ibar_geodesic_distance (a, b);
  if (!(distance <= DISTANCE))
    return;
  actor = find_common_actor (self, sqlite3_column_int64 (stmt, 0), sqlite3_column_int64 (stmt, 1));
  if (actor != NULL)
    add (self, (const char *) sqlite3_column_text (stmt, 2), (const char *) sqlite3_column_text (stmt, 3),
         g_strdup_printf (_ ("both with %s, %.1f km apart, within two days"), actor, distance / 1000));
}

static gint64
count_others (Search *self, gint64 first, gint64 next)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM event WHERE fid < %" G_GINT64_FORMAT
                                          " OR fid >= %" G_GINT64_FORMAT, first, next);
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->path, sql, NULL);

  return stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
}

static gboolean
run (Search *self, const char *sql, gint64 first, gint64 next, gboolean by_url, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->path, sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, first);
  sqlite3_bind_int64 (stmt, 2, next);
  while (row)
    {
      if (!ibar_sqlite_step (stmt, self->path, &row, error))
        return FALSE;
      if (row && by_url)
        add (self, (const char *) sqlite3_column_text (stmt, 0), (const char *) sqlite3_column_text (stmt, 1),
             g_strdup_printf (_ ("both from %s"), sqlite3_column_text (stmt, 2)));
      else if (row)
        consider (self, stmt);
    }
  return TRUE;
}

/**
 * ibar_import_find_duplicates:
 * @collection: after the import
 * @first: the first new event's row
 * @next: one more than the last's
 * @result: takes the candidates
 *
 * **Cost:** O(n log m), n the smaller of new and other events.
 */
gboolean
ibar_import_find_duplicates (IbarCollection *collection, gint64 first, gint64 next, GCancellable *cancellable,
                             IbarImportResult *result, GError **error)
{
  Search self = { collection, ibar_collection_get_db (collection), ibar_collection_get_path (collection), NULL, result };
  gint64 others = count_others (&self, first, next);
  gboolean good;

  if (others == 0 || next == first)
    return TRUE;
  self.names = ibar_sqlite_prepare (self.db, self.path, ACTOR_NAMES, error);
  if (self.names == NULL)
    return FALSE;
  ibar_sqlite_set_cancellable (self.db, cancellable);
  good = run (&self, others < next - first ? NEIGHBOURS ("o", "n") : NEIGHBOURS ("n", "o"), first, next, FALSE, error)
         && run (&self, SAME_URL, first, next, TRUE, error);
  ibar_sqlite_set_cancellable (self.db, NULL);
  sqlite3_finalize (self.names);
  return good;
}
