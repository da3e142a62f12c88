/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the collection to the columns: one pass over each table, in the order it is stored.
 *
 * Events are read by the calling thread, actors, sources and casualties by a second one, each on a
 * connection of its own, so that nobody else's statements are disturbed. Links are joined to the events
 * afterwards, both being in the order of fids. Text is not read at all.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-columns"

#include "ibar-collection-private.h"
#include "ibar-columns-private.h"
#include "ibar-error.h"
#include "ibar-gpkg.h"
#include "ibar-sqlite.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Row numbers of a vocabulary's table → indices; an array where they are dense, which they are. */
typedef struct
{
  GArray     *dense; /* int by fid, -1 = none */
  GHashTable *sparse; /* gint64 → index + 1 */
} FidMap;

/* What the second thread reads. */
typedef struct
{
  gint64  fid;
  guint32 value;
} Link;

typedef struct
{
  IbarCollection     *collection; /* the thread's own connection */
  IbarColumnsBuilder *builder;
  GCancellable       *cancellable;
  FidMap              actor_map, source_map;
  GArray             *actors;     /* of Link: the set of an event */
  GArray             *sources;    /* of Link: the set of an event */
  GArray             *casualties; /* of Link: a number for an event, in any order */
  GError             *error;
} LinkReader;

typedef struct
{
  IbarCollection       *collection;
  const IbarVocabulary *vocabulary;
  IbarColumnsBuilder   *builder;
  FidMap                type_map, place_map, dataset_map;
  IbarProgressFunc      progress;
  gpointer              user_data;
  gint64                first, last; /* fids, for the progress */
} EventReader;

/* IbarActor and the other entries of a vocabulary begin with these. */
static gint64
entry_fid (const GPtrArray *table, guint i, gsize offset)
{
  return G_STRUCT_MEMBER (gint64, g_ptr_array_index (table, i), offset);
}

static void
fid_map_init (FidMap *map, const GPtrArray *table, gsize offset)
{
  map->dense = g_array_new (FALSE, FALSE, sizeof (int));
  map->sparse = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < table->len; i++)
    {
      gint64 fid = entry_fid (table, i, offset);
      int none = -1;

      if (fid < 0 || fid > (gint64) table->len * 4 + 1024)
        {
          g_hash_table_insert (map->sparse, g_memdup2 (&fid, sizeof fid), GUINT_TO_POINTER (i + 1));
          continue;
        }
      while (map->dense->len <= fid)
        g_array_append_val (map->dense, none);
      g_array_index (map->dense, int, fid) = (int) i;
    }
}

static void
fid_map_clear (FidMap *map)
{
  g_clear_pointer (&map->dense, g_array_unref);
  g_clear_pointer (&map->sparse, g_hash_table_unref);
}

static int
fid_map_lookup (const FidMap *map, gint64 fid)
{
  if (fid >= 0 && fid < map->dense->len)
    return g_array_index (map->dense, int, fid);
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (map->sparse, &fid)) - 1;
}

/* A reference in a column: an index, -1 for NULL and for what dangles (counted). */
static int
read_reference (sqlite3_stmt *row, int column, const FidMap *map, guint *n_dangling)
{
  int index;

  if (sqlite3_column_type (row, column) == SQLITE_NULL)
    return -1;
  index = fid_map_lookup (map, sqlite3_column_int64 (row, column));
  *n_dangling += index < 0;
  return index;
}

static int
two_digits (const guchar *text)
{
  return g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) ? (text[0] - '0') * 10 + text[1] - '0' : -1;
}

/* The usual YYYY-MM-DD by hand, a time after it ignored; whatever else by the general reader. */
static gboolean
read_day (sqlite3_stmt *row, int column, gboolean last, IbarDay *day)
{
  const guchar *text = sqlite3_column_text (row, column);
  int length = sqlite3_column_bytes (row, column);
  IbarDay start, end;

  *day = IBAR_DAY_NONE;
  if (text == NULL || length == 0)
    return TRUE;
  if (length >= 10 && text[4] == '-' && text[7] == '-' && (length == 10 || text[10] == 'T' || text[10] == ' '))
    {
      int century = two_digits (text), year = two_digits (text + 2);
      int month = two_digits (text + 5), mday = two_digits (text + 8);

      if (century >= 0 && year >= 0 && month >= 0 && mday >= 0)
        *day = ibar_day_from_ymd (century * 100 + year, month, mday);
      return *day != IBAR_DAY_NONE;
    }
  if (!ibar_day_parse ((const char *) text, &start, &end, NULL, NULL))
    return FALSE;
  *day = last ? end : start;
  return TRUE;
}

static IbarDatePrecision
read_precision (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);
  IbarDatePrecision precision;

  if (text == NULL || strcmp (text, "day") == 0)
    return IBAR_DATE_DAY;
  return ibar_date_precision_from_string (text, &precision) ? precision : IBAR_DATE_RANGE;
}

static IbarConfidence
read_confidence (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  switch (text != NULL ? text[0] : '\0')
    {
    case 'h':
      return IBAR_CONFIDENCE_HIGH;
    case 'm':
      return IBAR_CONFIDENCE_MEDIUM;
    case 'l':
      return IBAR_CONFIDENCE_LOW;
    case 'g':
      return IBAR_CONFIDENCE_GENERAL_KNOWLEDGE;
    default:
      return IBAR_CONFIDENCE_UNSTATED;
    }
}

/* The event's own point, or that of its place. */
static IbarPoint
read_point (EventReader *reader, sqlite3_stmt *row, int column, int place)
{
  IbarPoint point = { NAN, NAN };
  const guint8 *blob = sqlite3_column_blob (row, column);
  int size = sqlite3_column_bytes (row, column);

  if (blob != NULL && size > 0)
    {
      if (!ibar_gpkg_decode_point (blob, size, &point))
        {
          ibar_columns_builder_report (reader->builder)->n_bad_points++;
          point = (IbarPoint){ NAN, NAN };
        }
    }
  else if (place >= 0)
    point = ((IbarPlace *) g_ptr_array_index (reader->vocabulary->places, place))->point;
  return point;
}

static void
read_event (EventReader *reader, sqlite3_stmt *row)
{
  IbarColumnsReport *report = ibar_columns_builder_report (reader->builder);
  IbarBuilderRow event = { .fid = sqlite3_column_int64 (row, 0) };
  gboolean start_ok = read_day (row, 2, FALSE, &event.start);
  gboolean end_ok = read_day (row, 3, TRUE, &event.end);

  report->n_bad_dates += !start_ok || !end_ok;
  event.date_precision = read_precision (row, 4);
  event.type = read_reference (row, 5, &reader->type_map, &report->n_dangling);
  event.place = read_reference (row, 6, &reader->place_map, &report->n_dangling);
  event.dataset = read_reference (row, 7, &reader->dataset_map, &report->n_dangling);
  event.confidence = read_confidence (row, 8);
  event.point = read_point (reader, row, 1, event.place);
  ibar_columns_builder_add (reader->builder, &event);
  if (event.fid % 16384 == 0 && reader->progress != NULL && reader->last > reader->first)
    reader->progress (0.9 * ((double) event.fid - (double) reader->first)
                          / ((double) reader->last - (double) reader->first),
                      reader->user_data);
}

static gboolean
read_events (EventReader *reader, GError **error)
{
  const char *path = ibar_collection_get_path (reader->collection);
  sqlite3 *db = ibar_collection_get_db (reader->collection);
  g_autoptr (sqlite3_stmt) ends = NULL;
  g_autoptr (sqlite3_stmt) rows = NULL;
  gboolean row;

  ends = ibar_sqlite_prepare (db, path, "SELECT (SELECT min(fid) FROM event), (SELECT max(fid) FROM event)", error);
  if (ends == NULL || !ibar_sqlite_step (ends, path, &row, error))
    return FALSE;
  reader->first = sqlite3_column_int64 (ends, 0);
  reader->last = sqlite3_column_int64 (ends, 1);
  rows = ibar_sqlite_prepare (db, path,
                              "SELECT fid, geom, date_start, date_end, date_precision, type_fid, place_fid,"
                              " dataset_fid, confidence FROM event ORDER BY fid",
                              error);
  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      if (!ibar_sqlite_step (rows, path, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      read_event (reader, rows);
    }
}

typedef guint32 (*SetFunc) (IbarColumnsBuilder *builder, const int *values, guint n_values);

/* Pairs (event, value) ordered by event → one set an event. */
static gboolean
read_sets (LinkReader *reader, const char *sql, const FidMap *map, SetFunc make_set, GArray *links)
{
  const char *path = ibar_collection_get_path (reader->collection);
  g_autoptr (sqlite3_stmt) rows
      = ibar_sqlite_prepare (ibar_collection_get_db (reader->collection), path, sql, &reader->error);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (int));
  Link link = { 0 };
  gboolean row;

  if (rows == NULL)
    return FALSE;
  do
    {
      if (!ibar_sqlite_step (rows, path, &row, &reader->error))
        return FALSE;
      if (values->len > 0 && (!row || sqlite3_column_int64 (rows, 0) != link.fid))
        {
          link.value = make_set (reader->builder, (int *) (void *) values->data, values->len);
          g_array_append_val (links, link);
          g_array_set_size (values, 0);
        }
      if (row)
        {
          int value = fid_map_lookup (map, sqlite3_column_int64 (rows, 1));

          link.fid = sqlite3_column_int64 (rows, 0);
          g_array_append_val (values, value); /* -1 is counted by make_set */
        }
    }
  while (row);
  return TRUE;
}

/* The figure a claim is sorted by: its best, else what it says at least or at most. */
static guint32
read_figure (sqlite3_stmt *row, int column)
{
  for (int i = 0; i < 3; i++)
    if (sqlite3_column_type (row, column + i) != SQLITE_NULL)
      return CLAMP (sqlite3_column_int64 (row, column + i), 0, G_MAXUINT16);
  return 0;
}

/* The largest claim of killed and the largest of injured of each event: two links an event at most. */
static gboolean
read_casualties (LinkReader *reader)
{
  const char *path = ibar_collection_get_path (reader->collection);
  g_autoptr (sqlite3_stmt) rows
      = ibar_sqlite_prepare (ibar_collection_get_db (reader->collection), path,
                             "SELECT event_fid, kind, best, low, high FROM casualty ORDER BY event_fid, kind",
                             &reader->error);
  gboolean row = TRUE;
  char last_kind = '\0';

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      Link link, *last;
      const char *kind;

      if (!ibar_sqlite_step (rows, path, &row, &reader->error))
        return FALSE;
      if (!row)
        return TRUE;
      kind = (const char *) sqlite3_column_text (rows, 1);
      link = (Link){ sqlite3_column_int64 (rows, 0), read_figure (rows, 2) };
      last = reader->casualties->len > 0
                 ? &g_array_index (reader->casualties, Link, reader->casualties->len - 1)
                 : NULL;
      if (last != NULL && last->fid == link.fid && kind != NULL && kind[0] == last_kind)
        last->value = MAX (last->value, link.value);
      else
        g_array_append_val (reader->casualties, link);
      last_kind = kind != NULL ? kind[0] : '\0';
    }
}

static gpointer
read_links (gpointer data)
{
  LinkReader *reader = data;

  (void) (read_sets (reader, "SELECT event_fid, actor_fid FROM event_actor ORDER BY event_fid",
                     &reader->actor_map, ibar_columns_builder_actors, reader->actors)
          && read_sets (reader, "SELECT event_fid, source_fid FROM event_source ORDER BY event_fid",
                        &reader->source_map, ibar_columns_builder_sources, reader->sources)
          && read_casualties (reader));
  return NULL;
}

static void
join_links (LinkReader *reader)
{
  IbarColumnsReport *report = ibar_columns_builder_report (reader->builder);

  for (int pass = 0; pass < 3; pass++)
    {
      const GArray *links = pass == 0 ? reader->actors : pass == 1 ? reader->sources : reader->casualties;
      guint index = 0, sum = 0;
      gint64 last = G_MININT64;

      for (guint i = 0; i < links->len; i++)
        {
          const Link *link = &g_array_index (links, Link, i);

          if (!ibar_columns_builder_find (reader->builder, link->fid, &index))
            {
              report->n_dangling++;
              continue;
            }
          sum = link->fid == last ? sum + link->value : link->value;
          last = link->fid;
          if (pass < 2)
            ibar_columns_builder_set_links (reader->builder, index, pass == 0 ? link->value : IBAR_VALUE_NONE,
                                            pass == 1 ? link->value : IBAR_VALUE_NONE);
          else
            ibar_columns_builder_set_casualties (reader->builder, index, sum);
        }
    }
}

/* A connection of one's own to a collection's file. */
static IbarCollection *
open_again (IbarCollection *collection, GCancellable *cancellable, GError **error)
{
  IbarCollection *again = ibar_collection_open_again (collection, error);

  if (again != NULL && cancellable != NULL)
    ibar_sqlite_set_cancellable (ibar_collection_get_db (again), cancellable);
  return again;
}

static gboolean
load (EventReader *events, LinkReader *links, GError **error)
{
  GThread *thread = g_thread_new ("ibar-links", read_links, links);
  gboolean success = read_events (events, error);

  if (!success)
    sqlite3_interrupt (ibar_collection_get_db (links->collection));
  g_thread_join (thread);
  if (links->error != NULL)
    {
      if (success)
        g_propagate_error (error, g_steal_pointer (&links->error));
      g_clear_error (&links->error);
      return FALSE;
    }
  if (success && g_cancellable_is_cancelled (links->cancellable))
    {
      g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_CANCELLED, _ ("Loading was stopped"));
      return FALSE;
    }
  if (success)
    join_links (links);
  return success;
}

static void
init_readers (EventReader *events, LinkReader *links, const IbarVocabulary *vocabulary)
{
  fid_map_init (&events->type_map, vocabulary->types, G_STRUCT_OFFSET (IbarEventType, fid));
  fid_map_init (&events->place_map, vocabulary->places, G_STRUCT_OFFSET (IbarPlace, fid));
  fid_map_init (&events->dataset_map, vocabulary->datasets, G_STRUCT_OFFSET (IbarDataset, fid));
  fid_map_init (&links->actor_map, vocabulary->actors, G_STRUCT_OFFSET (IbarActor, fid));
  fid_map_init (&links->source_map, vocabulary->sources, G_STRUCT_OFFSET (IbarSource, fid));
  links->actors = g_array_new (FALSE, FALSE, sizeof (Link));
  links->sources = g_array_new (FALSE, FALSE, sizeof (Link));
  links->casualties = g_array_new (FALSE, FALSE, sizeof (Link));
}

static void
clear_readers (EventReader *events, LinkReader *links)
{
  fid_map_clear (&events->type_map);
  fid_map_clear (&events->place_map);
  fid_map_clear (&events->dataset_map);
  fid_map_clear (&links->actor_map);
  fid_map_clear (&links->source_map);
  g_array_unref (links->actors);
  g_array_unref (links->sources);
  g_array_unref (links->casualties);
  g_clear_pointer (&events->collection, ibar_collection_unref);
  g_clear_pointer (&links->collection, ibar_collection_unref);
}

/**
 * ibar_columns_load:
 * @collection: an open collection
 * @progress: (nullable) (scope call): told how far reading is [0, 1], in the calling thread
 * @user_data: given to it
 * @cancellable: (nullable): stops reading
 * @error: return location for an error
 *
 * Reads every event's attributes. What cannot be taken as it stands is left out of its event and counted,
 * see ibar_columns_get_report().
 *
 * Returns: (transfer full): the columns, which keep the collection alive, or %NULL on an error
 *
 * **Errors:** %IBAR_ERROR_CANCELLED, %IBAR_ERROR_CORRUPT and other codes of reading
 * **Thread:** a worker, while nobody else asks the collection for its vocabulary for the first time
 * **Cost:** O(n), about 1 s for a million events; see bench/bench-engine.c
 */
IbarColumns *
ibar_columns_load (IbarCollection *collection, IbarProgressFunc progress, gpointer user_data,
                   GCancellable *cancellable, GError **error)
{
  EventReader events = { .progress = progress, .user_data = user_data };
  LinkReader links = { .cancellable = cancellable };
  IbarColumns *columns = NULL;

  g_return_val_if_fail (collection != NULL, NULL);

  events.vocabulary = ibar_collection_get_vocabulary (collection, error);
  if (events.vocabulary == NULL)
    return NULL;
  init_readers (&events, &links, events.vocabulary);
  events.collection = open_again (collection, cancellable, error);
  if (events.collection != NULL)
    links.collection = open_again (collection, cancellable, error);
  if (links.collection != NULL)
    {
      events.builder = links.builder
          = ibar_columns_builder_new (events.vocabulary, ibar_collection_ref (collection),
                                      (GDestroyNotify) ibar_collection_unref, 4096);
      if (load (&events, &links, error))
        columns = ibar_columns_builder_finish (g_steal_pointer (&events.builder));
      ibar_columns_builder_free (events.builder);
    }
  clear_readers (&events, &links);
  if (columns != NULL && progress != NULL)
    progress (1.0, user_data);
  return columns;
}
