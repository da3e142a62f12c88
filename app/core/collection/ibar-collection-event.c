/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events' pages, and titles for the rows on screen: the text that is not in the columns.
 *
 * One page or a hundred thousand are read by the same code, a cursor a table: an export of
 * everything costs a scan of each table, and a single page five lookups. */

#define G_LOG_DOMAIN "ibar-collection-event"

#include "config.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-cursor.h"
#include "ibar-error.h"
#include "ibar-event-record.h"

typedef struct
{
  const IbarVocabulary *words;
  IbarCursor event, actors, sources, claims, claim_sources;
} Reader;

static void
clear_node (gpointer data)
{
  g_free (((IbarClaimNode *) data)->parent_group);
}

static gboolean
read_actors (Reader *reader, const IbarRowMaps *maps, IbarEventRecord *record, GError **error)
{
  IbarCursor *cursor = &reader->actors;
  gboolean found;

  if (!ibar_cursor_seek (cursor, record->fid, &found, error))
    return FALSE;
  while (found)
    {
      IbarEventActor actor = { ibar_row_get_index (cursor->stmt, 1, maps->actors), NULL };

      if (actor.actor >= 0) /* else the vocabulary is older than the row */
        {
          actor.role = ibar_sqlite_dup_text_or_empty (cursor->stmt, 2);
          g_array_append_val (record->actors, actor);
        }
      if (!ibar_cursor_next (cursor, record->fid, &found, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_sources (Reader *reader, const IbarRowMaps *maps, IbarEventRecord *record, GError **error)
{
  IbarCursor *cursor = &reader->sources;
  gboolean found;

  if (!ibar_cursor_seek (cursor, record->fid, &found, error))
    return FALSE;
  while (found)
    {
      int source = ibar_row_get_index (cursor->stmt, 1, maps->sources);

      if (source >= 0)
        g_array_append_val (record->sources, source);
      if (!ibar_cursor_next (cursor, record->fid, &found, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_claim_sources (Reader *reader, const IbarRowMaps *maps, IbarClaimNode *node, GError **error)
{
  IbarCursor *cursor = &reader->claim_sources;
  gboolean found;

  if (!ibar_cursor_seek (cursor, node->fid, &found, error))
    return FALSE;
  while (found)
    {
      int source = ibar_row_get_index (cursor->stmt, 1, maps->sources);

      if (source >= 0)
        g_ptr_array_add (node->claim->sources, GUINT_TO_POINTER ((guint) source + 1));
      if (!ibar_cursor_next (cursor, node->fid, &found, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_claims (Reader *reader, const IbarRowMaps *maps, IbarEventRecord *record, GError **error)
{
  IbarCursor *cursor = &reader->claims;
  g_autoptr (GArray) nodes = NULL;
  gboolean found;
  gboolean ok = ibar_cursor_seek (cursor, record->fid, &found, error);

  if (!ok || !found)
    return ok;
  nodes = g_array_new (FALSE, TRUE, sizeof (IbarClaimNode));
  g_array_set_clear_func (nodes, clear_node);
  while (ok && found)
    {
      IbarClaimNode node;

      ibar_claim_row_read (cursor->stmt, maps, &node);
      g_array_append_val (nodes, node);
      ok = ibar_cursor_next (cursor, record->fid, &found, error) && read_claim_sources (reader, maps, &node, error);
    }
  ibar_claims_order (nodes, reader->words, record->claims);
  return ok;
}

static gboolean
reader_init (Reader *reader, IbarCollection *self, GError **error)
{
  reader->words = ibar_collection_get_vocabulary (self, error);
  return reader->words != NULL
         && ibar_cursor_init (&reader->event, self, "event",
                              "SELECT " IBAR_EVENT_COLUMNS " FROM event WHERE fid >= ?1 ORDER BY fid", error)
         && ibar_cursor_init (&reader->actors, self, "event-actors",
                              "SELECT event_fid, actor_fid, role FROM event_actor WHERE event_fid >= ?1 "
                              "ORDER BY event_fid, fid",
                              error)
         && ibar_cursor_init (&reader->sources, self, "event-sources",
                              "SELECT event_fid, source_fid FROM event_source WHERE event_fid >= ?1 "
                              "ORDER BY event_fid, rank, fid",
                              error)
         && ibar_cursor_init (&reader->claims, self, "claims",
                              "SELECT " IBAR_CLAIM_COLUMNS " FROM casualty WHERE event_fid >= ?1 ORDER BY event_fid, fid", error)
         && ibar_cursor_init (&reader->claim_sources, self, "claim-sources",
                              "SELECT casualty_fid, source_fid FROM casualty_source "
                              "WHERE casualty_fid >= ?1 ORDER BY casualty_fid, fid",
                              error);
}

static void
reader_clear (Reader *reader)
{
  IbarCursor *cursors[] = { &reader->event, &reader->actors, &reader->sources, &reader->claims, &reader->claim_sources };

  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++)
    ibar_cursor_clear (cursors[i]);
}

/* An event's page; NULL without an error where the row is gone. */
static IbarEventRecord *
read_record (Reader *reader, const IbarRowMaps *maps, gint64 fid, GError **error)
{
  g_autoptr (IbarEventRecord) record = NULL;
  gboolean found;

  if (!ibar_cursor_seek (&reader->event, fid, &found, error) || !found)
    return NULL;
  record = ibar_event_row_read (reader->event.stmt, maps);
  if (!read_actors (reader, maps, record, error) || !read_sources (reader, maps, record, error)
      || !read_claims (reader, maps, record, error))
    return NULL;
  return g_steal_pointer (&record);
}

static int
compare_positions (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const gint64 *fids = user_data;
  gint64 x = fids[*(const guint *) a];
  gint64 y = fids[*(const guint *) b];

  return (x > y) - (x < y);
}

/**
 * ibar_collection_load_events:
 * @self: a collection
 * @fids: (array length=n_fids): events' rows in any order, shape [n_fids]
 * @n_fids: how many; some thousands at a time are the fastest
 * @records: (out caller-allocates): shape [n_fids]: their pages, in the order of @fids; NULL where
 * a row is gone. Nothing is left in it after an error.
 * @error: return location
 *
 * Reads many pages.
 *
 * Returns: FALSE with @error set if reading failed
 *
 * Thread: the collection's.
 *
 * Cost: O(n_fids log n_fids), see ibar_collection_load_event(); a dense range costs a scan.
 */
gboolean
ibar_collection_load_events (IbarCollection *self, const gint64 *fids, gsize n_fids, IbarEventRecord **records, GError **error)
{
  g_autofree guint *order = NULL;
  g_autoptr (GError) local = NULL;
  Reader reader = { 0 };

  g_return_val_if_fail (self != NULL && (n_fids == 0 || (fids != NULL && records != NULL)), FALSE);

  memset (records, 0, n_fids * sizeof *records);
  if (reader_init (&reader, self, &local))
    {
      order = g_new (guint, n_fids + 1);
      for (guint i = 0; i < n_fids; i++)
        order[i] = i;
      g_qsort_with_data (order, (gint) n_fids, sizeof *order, compare_positions, (gpointer) fids);
    }
  for (gsize i = 0; i < n_fids && local == NULL; i++)
    records[order[i]] = read_record (&reader, &self->maps, fids[order[i]], &local);
  reader_clear (&reader);
  if (local == NULL)
    return TRUE;
  for (gsize i = 0; i < n_fids; i++)
    g_clear_pointer (&records[i], ibar_event_record_free);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ibar_collection_load_event:
 * @self: a collection
 * @fid: an event's row
 * @error: return location
 *
 * Reads an event's page. Claims come with every group before what lies inside it (kfor,
 * kfor_hungary, "by gunfire") and a depth, so that nobody adds up figures that contain each other.
 *
 * Returns: (transfer full) (nullable): the page, or NULL with @error set
 *
 * Errors: %IBAR_ERROR_NOT_FOUND if there is no such row, and the codes of reading.
 *
 * Thread: the collection's.
 *
 * Cost: O(what it shows); about 0.05 ms.
 */
IbarEventRecord *
ibar_collection_load_event (IbarCollection *self, gint64 fid, GError **error)
{
  IbarEventRecord *record;

  g_return_val_if_fail (self != NULL, NULL);

  if (!ibar_collection_load_events (self, &fid, 1, &record, error))
    return NULL;
  if (record == NULL)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("“%s” no longer has this event (row %" PRId64 ")"), self->path, fid);
  return record;
}

/**
 * ibar_collection_load_titles:
 * @self: a collection
 * @fids: (array length=n_fids): events' rows, shape [n_fids]
 * @n_fids: how many
 * @titles: (out caller-allocates): shape [n_fids]; owned strings, "" where the row is gone; all of
 * them are set even after an error
 * @error: return location
 *
 * Returns: FALSE with @error set if reading failed
 *
 * Thread: the collection's.
 *
 * Cost: O(n_fids log n); 3 µs each.
 */
gboolean
ibar_collection_load_titles (IbarCollection *self, const gint64 *fids, gsize n_fids, char **titles, GError **error)
{
  sqlite3_stmt *stmt;
  gboolean ok;

  g_return_val_if_fail (self != NULL && (n_fids == 0 || (fids != NULL && titles != NULL)), FALSE);

  stmt = ibar_collection_get_statement (self, "title", "SELECT title FROM event WHERE fid = ?1", error);
  ok = stmt != NULL;
  for (gsize i = 0; i < n_fids; i++)
    {
      gboolean row = FALSE;

      titles[i] = NULL;
      if (ok)
        {
          sqlite3_bind_int64 (stmt, 1, fids[i]);
          ok = ibar_sqlite_step (stmt, self->path, &row, error);
        }
      if (row)
        titles[i] = ibar_sqlite_dup_text (stmt, 0);
      if (titles[i] == NULL)
        titles[i] = g_strdup ("");
      if (stmt != NULL)
        sqlite3_reset (stmt);
    }
  return ok;
}

/**
 * ibar_collection_find_event:
 * @self: a collection
 * @event_id: (nullable): its id: "NK-20230529-01", or "row-12" of a row that has none
 *
 * Returns: the event's row, or -1 if there is none of that id
 *
 * Thread: the collection's.
 */
gint64
ibar_collection_find_event (IbarCollection *self, const char *event_id)
{
  sqlite3_stmt *stmt;
  gboolean row;
  gint64 fid = -1;

  g_return_val_if_fail (self != NULL, -1);

  stmt = ibar_collection_get_statement (self, "find-event",
                                        "SELECT fid FROM event WHERE id = ?1 OR (fid = ?2 AND id IS NULL)", NULL);
  if (stmt == NULL || event_id == NULL)
    return -1;
  ibar_sqlite_bind_text (stmt, 1, event_id);
  if (g_str_has_prefix (event_id, IBAR_ROW_ID_PREFIX))
    sqlite3_bind_int64 (stmt, 2, g_ascii_strtoll (event_id + strlen (IBAR_ROW_ID_PREFIX), NULL, 10));
  if (ibar_sqlite_step (stmt, self->path, &row, NULL) && row)
    fid = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);
  return fid;
}

/**
 * ibar_collection_dup_event_id:
 * @self: a collection
 * @fid: the event's row
 *
 * Returns: (transfer full) (nullable): its id, as ibar_collection_find_event() takes it; NULL if the row is gone
 *
 * Thread: the collection's.
 */
char *
ibar_collection_dup_event_id (IbarCollection *self, gint64 fid)
{
  sqlite3_stmt *stmt;
  gboolean row;
  char *id = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  stmt = ibar_collection_get_statement (self, "event-id", "SELECT fid, id FROM event WHERE fid = ?1", NULL);
  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, fid);
  if (ibar_sqlite_step (stmt, self->path, &row, NULL) && row)
    id = ibar_row_dup_id (stmt, 1);
  sqlite3_reset (stmt);
  return id;
}
