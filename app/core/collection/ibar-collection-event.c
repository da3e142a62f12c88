/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events' pages, and titles for the rows on screen: the text that is not in the columns.
 *
 * One page or a hundred thousand are read by the same code: a cursor a table, ordered by event,
 * that steps to the next event wanted where it is near and looks it up where it is far. So an
 * export of everything costs a scan of each table, and a single page five lookups. */

#define G_LOG_DOMAIN "ibar-collection-event"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-gpkg.h"

#define MAX_STEPS 24 /* rows stepped over before a new lookup is cheaper */

/* A statement ordered by its first column, and where it stands. */
typedef struct
{
  sqlite3_stmt *stmt;
  const char *path;
  gint64 key;    /* of the current row */
  gboolean row;  /* whether there is one */
  gint64 sought; /* the last key asked for */
  gboolean begun;
} Cursor;

typedef struct
{
  const IbarVocabulary *words;
  Cursor event, actors, sources, claims, claim_sources;
} Reader;

static void
free_claim (gpointer data)
{
  IbarClaim *claim = data;

  g_free (claim->kind);
  g_free (claim->group);
  g_free (claim->note);
  g_ptr_array_unref (claim->sources);
  g_free (claim);
}

static void
clear_event_actor (gpointer data)
{
  g_free (((IbarEventActor *) data)->role);
}

static void
clear_node (gpointer data)
{
  g_free (((IbarClaimNode *) data)->parent_group);
}

/* Cursors ----------------------------------------------------------------------------------------
 */

static gboolean
cursor_init (Cursor *cursor,
             IbarCollection *self,
             const char *name,
             const char *sql,
             GError **error)
{
  cursor->stmt = ibar_collection_get_statement (self, name, sql, error);
  cursor->path = self->path;
  cursor->row = cursor->begun = FALSE;
  return cursor->stmt != NULL;
}

static gboolean
cursor_step (Cursor *cursor, GError **error)
{
  if (!ibar_sqlite_step (cursor->stmt, cursor->path, &cursor->row, error))
    return FALSE;
  if (cursor->row)
    cursor->key = sqlite3_column_int64 (cursor->stmt, 0);
  return TRUE;
}

static gboolean
cursor_look_up (Cursor *cursor, gint64 key, GError **error)
{
  sqlite3_reset (cursor->stmt);
  sqlite3_bind_int64 (cursor->stmt, 1, key);
  cursor->begun = TRUE;
  return cursor_step (cursor, error);
}

/* To the first row of a key or beyond; *found: whether it is of that key. Keys mostly ascend. */
static gboolean
cursor_seek (Cursor *cursor, gint64 key, gboolean *found, GError **error)
{
  gboolean forward = cursor->begun && key > cursor->sought;

  cursor->sought = key;
  for (int steps = 0; forward && cursor->row && cursor->key < key && steps < MAX_STEPS; steps++)
    {
      if (!cursor_step (cursor, error))
        return FALSE;
    }
  /* Going on found it, went beyond, or met the end; else it is far away, or behind. */
  if ((!forward || (cursor->row && cursor->key < key)) && !cursor_look_up (cursor, key, error))
    return FALSE;
  *found = cursor->row && cursor->key == key;
  return TRUE;
}

/* The next row of the same key. */
static gboolean
cursor_next (Cursor *cursor, gint64 key, gboolean *found, GError **error)
{
  if (!cursor_step (cursor, error))
    return FALSE;
  *found = cursor->row && cursor->key == key;
  return TRUE;
}

/* Rows --------------------------------------------------------------------------------------------
 */

/* A day from a column; other programs write times of day after it. */
static IbarDay
column_day (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);
  char day[11] = { 0 };
  IbarDay start;

  if (text == NULL)
    return IBAR_DAY_NONE;
  memcpy (day, text, strnlen (text, 10));
  return ibar_day_parse (day, &start, NULL, NULL, NULL) ? start : IBAR_DAY_NONE;
}

/* An index into the vocabulary from a column that refers to one of its tables. */
static int
column_index (sqlite3_stmt *row, int column, GHashTable *rows)
{
  gint64 fid;

  if (sqlite3_column_type (row, column) == SQLITE_NULL)
    return -1;
  fid = sqlite3_column_int64 (row, column);
  return GPOINTER_TO_INT (g_hash_table_lookup (rows, &fid)) - 1;
}

static gint64
column_figure (sqlite3_stmt *row, int column)
{
  return sqlite3_column_type (row, column) == SQLITE_NULL ? -1 : sqlite3_column_int64 (row, column);
}

static char *
column_text_or (sqlite3_stmt *row, int column, const char *otherwise)
{
  char *text = ibar_sqlite_dup_text (row, column);

  return text != NULL ? text : g_strdup (otherwise);
}

static void
read_dates (sqlite3_stmt *row, IbarEventRecord *record)
{
  record->start = column_day (row, 5);
  record->end = column_day (row, 6);
  if (record->start == IBAR_DAY_NONE)
    record->start = record->end;
  if (record->end == IBAR_DAY_NONE || record->end < record->start)
    record->end = record->start;
  record->date_precision = IBAR_DATE_DAY;
  ibar_date_precision_from_string ((const char *) sqlite3_column_text (row, 7),
                                   &record->date_precision);
  if (record->start == IBAR_DAY_NONE)
    record->date_precision = IBAR_DATE_UNKNOWN;
  else if (record->date_precision == IBAR_DATE_UNKNOWN)
    record->start = record->end = IBAR_DAY_NONE;
}

static IbarConfidence
confidence_from_string (const char *text)
{
  for (int i = 0; text != NULL && i < IBAR_N_CONFIDENCES; i++)
    {
      if (strcmp (text, ibar_confidence_to_string ((IbarConfidence) i)) == 0)
        return (IbarConfidence) i;
    }
  return IBAR_CONFIDENCE_UNSTATED;
}

static IbarEventRecord *
read_event (sqlite3_stmt *row, const IbarRowMaps *maps)
{
  IbarEventRecord *record = g_new0 (IbarEventRecord, 1);

  record->fid = sqlite3_column_int64 (row, 0);
  record->id = ibar_sqlite_dup_text (row, 1);
  if (record->id == NULL)
    record->id = g_strdup_printf ("row-%" G_GINT64_FORMAT, record->fid);
  record->title = column_text_or (row, 2, "");
  record->summary = ibar_sqlite_dup_text (row, 3);
  record->contested = ibar_sqlite_dup_text (row, 4);
  read_dates (row, record);
  record->type = column_index (row, 8, maps->types);
  record->place = column_index (row, 9, maps->places);
  record->dataset = column_index (row, 10, maps->datasets);
  record->confidence = confidence_from_string ((const char *) sqlite3_column_text (row, 11));
  ibar_gpkg_decode_point (sqlite3_column_blob (row, 12), (gsize) sqlite3_column_bytes (row, 12),
                          &record->point);
  record->actors = g_array_new (FALSE, FALSE, sizeof (IbarEventActor));
  g_array_set_clear_func (record->actors, clear_event_actor);
  record->sources = g_array_new (FALSE, FALSE, sizeof (int));
  record->claims = g_ptr_array_new_with_free_func (free_claim);
  return record;
}

static gboolean
read_actors (Reader *reader, const IbarRowMaps *maps, IbarEventRecord *record, GError **error)
{
  Cursor *cursor = &reader->actors;
  gboolean found;

  if (!cursor_seek (cursor, record->fid, &found, error))
    return FALSE;
  while (found)
    {
      IbarEventActor actor = { column_index (cursor->stmt, 1, maps->actors), NULL };

      if (actor.actor >= 0) /* else the vocabulary is older than the row */
        {
          actor.role = column_text_or (cursor->stmt, 2, "");
          g_array_append_val (record->actors, actor);
        }
      if (!cursor_next (cursor, record->fid, &found, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_sources (Reader *reader, const IbarRowMaps *maps, IbarEventRecord *record, GError **error)
{
  Cursor *cursor = &reader->sources;
  gboolean found;

  if (!cursor_seek (cursor, record->fid, &found, error))
    return FALSE;
  while (found)
    {
      int source = column_index (cursor->stmt, 1, maps->sources);

      if (source >= 0)
        g_array_append_val (record->sources, source);
      if (!cursor_next (cursor, record->fid, &found, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_claim_sources (Reader *reader, const IbarRowMaps *maps, IbarClaimNode *node, GError **error)
{
  Cursor *cursor = &reader->claim_sources;
  gboolean found;

  if (!cursor_seek (cursor, node->fid, &found, error))
    return FALSE;
  while (found)
    {
      int source = column_index (cursor->stmt, 1, maps->sources);

      if (source >= 0)
        g_ptr_array_add (node->claim->sources, GUINT_TO_POINTER ((guint) source + 1));
      if (!cursor_next (cursor, node->fid, &found, error))
        return FALSE;
    }
  return TRUE;
}

static void
read_claim (sqlite3_stmt *row, const IbarRowMaps *maps, IbarClaimNode *node)
{
  IbarClaim *claim = g_new0 (IbarClaim, 1);

  claim->kind = column_text_or (row, 2, "");
  claim->actor = column_index (row, 3, maps->actors);
  claim->group = column_text_or (row, 4, "");
  claim->low = column_figure (row, 6);
  claim->best = column_figure (row, 7);
  claim->high = column_figure (row, 8);
  claim->note = ibar_sqlite_dup_text (row, 9);
  claim->sources = g_ptr_array_new ();
  node->fid = sqlite3_column_int64 (row, 1);
  node->claim = claim;
  node->parent_group = ibar_sqlite_dup_text (row, 5);
  node->parent = -1;
  node->placed = FALSE;
}

static gboolean
read_claims (Reader *reader, const IbarRowMaps *maps, IbarEventRecord *record, GError **error)
{
  Cursor *cursor = &reader->claims;
  g_autoptr (GArray) nodes = NULL;
  gboolean found;
  gboolean ok = cursor_seek (cursor, record->fid, &found, error);

  if (!ok || !found)
    return ok;
  nodes = g_array_new (FALSE, TRUE, sizeof (IbarClaimNode));
  g_array_set_clear_func (nodes, clear_node);
  while (ok && found)
    {
      IbarClaimNode node;

      read_claim (cursor->stmt, maps, &node);
      g_array_append_val (nodes, node);
      ok = cursor_next (cursor, record->fid, &found, error)
           && read_claim_sources (reader, maps, &node, error);
    }
  ibar_claims_order (nodes, reader->words, record->claims);
  return ok;
}

static gboolean
reader_init (Reader *reader, IbarCollection *self, GError **error)
{
  reader->words = ibar_collection_get_vocabulary (self, error);
  return reader->words != NULL
         && cursor_init (&reader->event, self, "event",
                         "SELECT fid, id, title, summary, contested_note, date_start, date_end, "
                         "date_precision, type_fid, place_fid, dataset_fid, confidence, geom "
                         "FROM event WHERE fid >= ?1 ORDER BY fid",
                         error)
         && cursor_init (&reader->actors, self, "event-actors",
                         "SELECT event_fid, actor_fid, role FROM event_actor WHERE event_fid >= ?1 "
                         "ORDER BY event_fid, fid",
                         error)
         && cursor_init (&reader->sources, self, "event-sources",
                         "SELECT event_fid, source_fid FROM event_source WHERE event_fid >= ?1 "
                         "ORDER BY event_fid, rank, fid",
                         error)
         && cursor_init (
             &reader->claims, self, "claims",
             "SELECT event_fid, fid, kind, actor_fid, group_name, parent_group, low, best, "
             "high, note FROM casualty WHERE event_fid >= ?1 ORDER BY event_fid, fid",
             error)
         && cursor_init (&reader->claim_sources, self, "claim-sources",
                         "SELECT casualty_fid, source_fid FROM casualty_source "
                         "WHERE casualty_fid >= ?1 ORDER BY casualty_fid, fid",
                         error);
}

/* A statement that stands at a row holds a lock on the file. */
static void
reader_clear (Reader *reader)
{
  Cursor *cursors[] = { &reader->event, &reader->actors, &reader->sources, &reader->claims,
                        &reader->claim_sources };

  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++)
    {
      if (cursors[i]->stmt != NULL)
        sqlite3_reset (cursors[i]->stmt);
    }
}

/* An event's page; NULL without an error where the row is gone. */
static IbarEventRecord *
read_record (Reader *reader, const IbarRowMaps *maps, gint64 fid, GError **error)
{
  g_autoptr (IbarEventRecord) record = NULL;
  gboolean found;

  if (!cursor_seek (&reader->event, fid, &found, error) || !found)
    return NULL;
  record = read_event (reader->event.stmt, maps);
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
ibar_collection_load_events (IbarCollection *self,
                             const gint64 *fids,
                             gsize n_fids,
                             IbarEventRecord **records,
                             GError **error)
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
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND,
                 _ ("“%s” no longer has this event (row %" PRId64 ")"), self->path, fid);
  return record;
}

/**
 * ibar_event_record_free:
 * @record: a page from ibar_collection_load_event()
 */
void
ibar_event_record_free (IbarEventRecord *record)
{
  g_return_if_fail (record != NULL);

  g_free (record->id);
  g_free (record->title);
  g_free (record->summary);
  g_free (record->contested);
  g_array_unref (record->actors);
  g_array_unref (record->sources);
  g_ptr_array_unref (record->claims);
  g_free (record);
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
ibar_collection_load_titles (IbarCollection *self,
                             const gint64 *fids,
                             gsize n_fids,
                             char **titles,
                             GError **error)
{
  sqlite3_stmt *stmt;
  gboolean ok;

  g_return_val_if_fail (self != NULL && (n_fids == 0 || (fids != NULL && titles != NULL)), FALSE);

  stmt = ibar_collection_get_statement (self, "title", "SELECT title FROM event WHERE fid = ?1",
                                        error);
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
 * @event_id: (nullable): its id: "NK-20230529-01"
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

  stmt = ibar_collection_get_statement (self, "find-event", "SELECT fid FROM event WHERE id = ?1",
                                        NULL);
  if (stmt == NULL || event_id == NULL)
    return -1;
  ibar_sqlite_bind_text (stmt, 1, event_id);
  if (ibar_sqlite_step (stmt, self->path, &row, NULL) && row)
    fid = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);
  return fid;
}
