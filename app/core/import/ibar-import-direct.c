/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a new collection, written as the pages of its file (ibar-btree.c).
 *
 * The file was made by SQLite, has the schema and one data set, and nobody has it open. Rows come with ascending numbers, so
 * tables are written as they come. Of the indexes those that begin with the event are nearly in order: the few entries of
 * an event are sorted. The others are gathered and sorted at the end (ibar-import-sorted.c). What is small, and what is
 * too large for that, SQLite does itself once it has the file open again: ibar_import_direct_complete().
 *
 * A test holds the result against SQLite's own integrity check and against a collection that was written row by row.
 */
#define G_LOG_DOMAIN "ibar-import-direct"

#include "config.h"

#include "ibar-import-direct.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ibar-btree.h"
#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-gpkg.h"
#include "ibar-import-sorted.h"
#include "ibar-rtree.h"

enum
{
  /* Those of IbarImportStatement come first. */
  EVENT_ID = INSERT_ACTOR_NAME + 1,
  EVENT_EXTERNAL_ID,
  EVENT_DATE,
  EVENT_PLACE,
  EVENT_ACTOR_KEY,
  EVENT_ACTOR_BY_ACTOR,
  EVENT_SOURCE_KEY,
  EVENT_SOURCE_BY_SOURCE,
  CASUALTY_EVENT,
  CASUALTY_SOURCE_KEY,
  CASUALTY_SOURCE_BY_SOURCE,
  RTREE_NODE,
  RTREE_ROWID,
  RTREE_PARENT,
  N_TREES,
};

#define FIRST_INDEX EVENT_ID

static const char *const names[N_TREES] = {
  [EVENT_ID] = "event_id",
  [EVENT_EXTERNAL_ID] = "event_external_id",
  [EVENT_DATE] = "event_date",
  [EVENT_PLACE] = "event_place",
  [EVENT_ACTOR_KEY] = "event_actor_key",
  [EVENT_ACTOR_BY_ACTOR] = "event_actor_by_actor",
  [EVENT_SOURCE_KEY] = "event_source_key",
  [EVENT_SOURCE_BY_SOURCE] = "event_source_by_source",
  [CASUALTY_EVENT] = "casualty_event",
  [CASUALTY_SOURCE_KEY] = "casualty_source_key",
  [CASUALTY_SOURCE_BY_SOURCE] = "casualty_source_by_source",
  [RTREE_NODE] = "rtree_event_geom_node",
  [RTREE_ROWID] = "rtree_event_geom_rowid",
  [RTREE_PARENT] = "rtree_event_geom_parent",
};

/* Indexes of tables that are small beside the events, or that nothing is looked up in before the end. */
#define SMALL_INDEXES "REINDEX place_id; REINDEX source_id; REINDEX actor_id; REINDEX event_type_id; " \
  "REINDEX place_name_key; REINDEX actor_name_key"

/* An entry of an index that begins with the event (or the claim). */
typedef struct
{
  gint64      first, second;
  const char *text; /* (nullable) */
  gint64      fid;
} Entry;

typedef struct
{
  int             table, index; /* rows of which; sorted by the number they come with */
  IbarSortedKeys  keys;
  int             column;       /* of the row's values */
  gboolean        second;       /* column 1, the event, is the index's second */
} SortedIndex;

enum
{
  BY_DATE,
  BY_PLACE,
  BY_ACTOR,
  BY_SOURCE,
  BY_CLAIM_SOURCE,
  N_SORTED,
};

struct _IbarImportDirect
{
  IbarImportWriter *writer; /* (borrowed) */
  guint32           roots[N_TREES];
  IbarPageWriter   *pages;
  IbarBtree        *trees[N_TREES];
  GByteArray       *record;          /* scratch */
  GArray           *keys[N_TREES];   /* of Entry, of the event that is being written */
  SortedIndex       sorted[N_SORTED];
  IbarSortedTexts   ids;
  GArray           *points;          /* of IbarPoint, of event i + 1; NAN where it is not placed */
  double            bounds[4];       /* min x, max x, min y, max y */
  GHashTable       *types;           /* id → fid */
  guint             node_size;       /* of the R*Tree [bytes] */
  guint8           *root_node;
  GArray           *leaves, *parents; /* of guint32: in which node row, or node, i + 1 lies; 0: in none */
};

/* Starting ----------------------------------------------------------------------------------------- */

static const char *
get_name (int tree)
{
  return tree < FIRST_INDEX ? ibar_import_tables[tree].name : names[tree];
}

static gboolean
read_roots (IbarImportDirect *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->writer->db, self->writer->path,
                                                       "SELECT rootpage FROM sqlite_schema WHERE name = ?1", error);

  if (stmt == NULL)
    return FALSE;
  for (int t = 0; t < N_TREES; t++)
    {
      gboolean row;

      sqlite3_bind_text (stmt, 1, get_name (t), -1, SQLITE_STATIC);
      if (!ibar_sqlite_step (stmt, self->writer->path, &row, error))
        return FALSE;
      g_return_val_if_fail (row, FALSE);
      self->roots[t] = (guint32) sqlite3_column_int64 (stmt, 0);
      sqlite3_reset (stmt);
    }
  return TRUE;
}

/**
 * ibar_import_direct_new:
 * @writer: (borrowed): a writer with a new collection open, its data set written
 * @error: return location
 *
 * Finds out where the tables and indexes of the file begin.
 */
IbarImportDirect *
ibar_import_direct_new (IbarImportWriter *writer, GError **error)
{
  static const SortedIndex sorted[N_SORTED] = {
    [BY_DATE] = { .table = INSERT_EVENT, .index = EVENT_DATE, .column = 8 },
    [BY_PLACE] = { .table = INSERT_EVENT, .index = EVENT_PLACE, .column = 12 },
    [BY_ACTOR] = { .table = INSERT_EVENT_ACTOR, .index = EVENT_ACTOR_BY_ACTOR, .column = 2, .second = TRUE },
    [BY_SOURCE] = { .table = INSERT_EVENT_SOURCE, .index = EVENT_SOURCE_BY_SOURCE, .column = 2, .second = TRUE },
    [BY_CLAIM_SOURCE] = { .table = INSERT_CASUALTY_SOURCE, .index = CASUALTY_SOURCE_BY_SOURCE, .column = 2 },
  };
  g_autoptr (IbarImportDirect) self = g_new0 (IbarImportDirect, 1);

  self->writer = writer;
  self->record = g_byte_array_new ();
  for (int t = 0; t < N_TREES; t++)
    self->keys[t] = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (int i = 0; i < N_SORTED; i++)
    {
      self->sorted[i] = sorted[i];
      ibar_sorted_keys_init (&self->sorted[i].keys, sorted[i].second);
    }
  ibar_sorted_texts_init (&self->ids);
  self->points = g_array_new (FALSE, FALSE, sizeof (IbarPoint));
  self->leaves = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->parents = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->bounds[0] = self->bounds[2] = INFINITY;
  self->bounds[1] = self->bounds[3] = -INFINITY;
  self->node_size = ibar_rtree_read_node_size (writer->db, writer->path, "event", error);
  return self->node_size > 0 && read_roots (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ibar_import_direct_start:
 * @self: after the collection has been closed
 * @error: return location
 */
gboolean
ibar_import_direct_start (IbarImportDirect *self, GError **error)
{
  self->pages = ibar_page_writer_open (self->writer->path, error);
  if (self->pages == NULL)
    return FALSE;
  for (int t = 0; t < N_TREES; t++)
    self->trees[t] = t < FIRST_INDEX || t >= RTREE_NODE ? ibar_btree_new_table (self->pages, self->roots[t])
                                                        : ibar_btree_new_index (self->pages, self->roots[t]);
  return TRUE;
}

void
ibar_import_direct_free (IbarImportDirect *self)
{
  for (int t = 0; t < N_TREES; t++)
    {
      g_clear_pointer (&self->trees[t], ibar_btree_free);
      g_array_unref (self->keys[t]);
    }
  g_clear_pointer (&self->pages, ibar_page_writer_free);
  for (int i = 0; i < N_SORTED; i++)
    ibar_sorted_keys_clear (&self->sorted[i].keys);
  ibar_sorted_texts_clear (&self->ids);
  g_byte_array_unref (self->record);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->leaves, g_array_unref);
  g_clear_pointer (&self->parents, g_array_unref);
  g_hash_table_unref (self->types);
  g_free (self->root_node);
  g_free (self);
}

/* Rows --------------------------------------------------------------------------------------------- */

/* The row's own number stands as NULL in its record. */
static gboolean
append_row (IbarImportDirect *self, int tree, gint64 fid, const IbarValue *values, guint n)
{
  IbarValue row[IBAR_RECORD_MAX_VALUES];

  memcpy (row, values, n * sizeof *values);
  row[0] = ibar_value_null;
  g_byte_array_set_size (self->record, 0);
  ibar_record_encode (self->record, row, n);
  return ibar_btree_append (self->trees[tree], fid, self->record);
}

static guint32
parse_day (const char *text)
{
  guint32 digits = 0;

  for (; *text != '\0'; text++)
    if (*text != '-')
      digits = digits * 10 + (guint32) (*text - '0');
  return digits;
}

static void
add_sorted (IbarImportDirect *self, IbarImportStatement table, const IbarValue *values)
{
  for (int i = 0; i < N_SORTED; i++)
    {
      SortedIndex *index = &self->sorted[i];
      const IbarValue *value = &values[index->column];
      guint32 key = 0;

      if (index->table != (int) table)
        continue;
      if (value->type == SQLITE_INTEGER)
        key = (guint32) value->integer;
      else if (value->type == SQLITE_TEXT)
        key = parse_day (value->data);
      ibar_sorted_keys_add (&index->keys, key, index->second ? (guint32) values[1].integer : 0);
    }
}

static void
add_point (IbarImportDirect *self, const IbarValue *geometry)
{
  IbarPoint point;

  if (geometry->type != SQLITE_BLOB || !ibar_gpkg_decode_point (geometry->data, geometry->size, &point))
    point = (IbarPoint){ NAN, NAN };
  g_array_append_val (self->points, point);
}

static void
add_entry (IbarImportDirect *self, int index, const IbarValue *values, gboolean text)
{
  Entry entry = { values[1].integer, values[2].integer, text ? values[3].data : NULL, values[0].integer };

  g_array_append_val (self->keys[index], entry);
}

/* A type's number, or NULL where there is none of that id. */
gint64 *
ibar_import_direct_find_type (IbarImportDirect *self, const char *id)
{
  return g_hash_table_lookup (self->types, id);
}

/**
 * ibar_import_direct_add:
 * @self: started
 * @table: a table
 * @values: (array length=n): a row, all columns in the order of the schema; its number is the next of the table.
 *   Texts must live until ibar_import_direct_end_event().
 * @n: how many
 * @error: return location
 */
gboolean
ibar_import_direct_add (IbarImportDirect *self, IbarImportStatement table, const IbarValue *values, guint n, GError **error)
{
  if (!append_row (self, (int) table, values[0].integer, values, n))
    return ibar_page_writer_check (self->pages, error);
  add_sorted (self, table, values);
  switch (table)
    {
    case INSERT_EVENT:
      ibar_sorted_texts_add (&self->ids, values[4].type == SQLITE_TEXT ? values[4].data : "");
      add_point (self, &values[1]);
      break;
    case INSERT_TYPE:
      {
        gint64 *fid = g_new (gint64, 1);

        *fid = values[0].integer;
        g_hash_table_replace (self->types, g_strdup (values[1].data), fid);
      }
      break;
    case INSERT_EVENT_ACTOR:
      add_entry (self, EVENT_ACTOR_KEY, values, TRUE);
      break;
    case INSERT_EVENT_SOURCE:
      add_entry (self, EVENT_SOURCE_KEY, values, FALSE);
      break;
    case INSERT_CASUALTY:
      {
        Entry entry = { values[1].integer, 0, NULL, values[0].integer };

        g_array_append_val (self->keys[CASUALTY_EVENT], entry);
      }
      break;
    case INSERT_CASUALTY_SOURCE:
      add_entry (self, CASUALTY_SOURCE_KEY, values, FALSE);
      break;
    default:
      break;
    }
  return TRUE;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *p = a, *q = b;
  int texts;

  if (p->first != q->first)
    return p->first < q->first ? -1 : 1;
  if (p->second != q->second)
    return p->second < q->second ? -1 : 1;
  texts = p->text != NULL ? strcmp (p->text, q->text) : 0;
  return texts != 0 ? texts : (p->fid > q->fid) - (p->fid < q->fid);
}

/* An event has a few, mostly in order. */
static void
sort_entries (GArray *entries)
{
  Entry *data = (Entry *) (gpointer) entries->data;

  for (guint i = 1; i < entries->len; i++)
    if (compare_entries (&data[i - 1], &data[i]) > 0)
      {
        g_array_sort (entries, compare_entries);
        return;
      }
}

static gboolean
append_entry (IbarImportDirect *self, int index, const Entry *entry)
{
  IbarValue values[4] = { ibar_value_integer (entry->first) };
  guint n = 1;

  if (index != CASUALTY_EVENT)
    values[n++] = ibar_value_integer (entry->second);
  if (index == EVENT_ACTOR_KEY)
    values[n++] = ibar_value_string (entry->text);
  values[n++] = ibar_value_integer (entry->fid);
  g_byte_array_set_size (self->record, 0);
  ibar_record_encode (self->record, values, n);
  return ibar_btree_append (self->trees[index], 0, self->record);
}

/**
 * ibar_import_direct_end_event:
 * @self: after the last row of an event
 * @error: return location
 *
 * Puts the event's entries into the indexes that begin with it.
 */
gboolean
ibar_import_direct_end_event (IbarImportDirect *self, GError **error)
{
  static const int grouped[] = { EVENT_ACTOR_KEY, EVENT_SOURCE_KEY, CASUALTY_EVENT, CASUALTY_SOURCE_KEY };

  for (gsize g = 0; g < G_N_ELEMENTS (grouped); g++)
    {
      GArray *entries = self->keys[grouped[g]];

      sort_entries (entries);
      for (guint i = 0; i < entries->len; i++)
        if (!append_entry (self, grouped[g], &g_array_index (entries, Entry, i)))
          return ibar_page_writer_check (self->pages, error);
      if (entries->len > 0)
        g_array_set_size (entries, 0);
    }
  return TRUE;
}

/* The R*Tree --------------------------------------------------------------------------------------- */

static gboolean
take_link (gboolean leaf, gint64 id, gint64 node, gpointer user_data, GError **error)
{
  IbarImportDirect *self = user_data;
  GArray *links = leaf ? self->leaves : self->parents;

  if (id > links->len)
    g_array_set_size (links, (guint) id);
  g_array_index (links, guint32, id - 1) = (guint32) node;
  return TRUE;
}

static gboolean
take_node (gint64 number, const guint8 *blob, gsize size, gpointer user_data, GError **error)
{
  IbarImportDirect *self = user_data;
  IbarValue row[2] = { ibar_value_integer (number), ibar_value_blob (blob, size) };

  /* The root comes last and has the first number. */
  if (number == 1)
    {
      self->root_node = g_memdup2 (blob, size);
      return TRUE;
    }
  return append_row (self, RTREE_NODE, number, row, 2) || ibar_page_writer_check (self->pages, error);
}

static gboolean
write_links (IbarImportDirect *self, int tree, GArray *links)
{
  for (guint i = 0; i < links->len; i++)
    {
      IbarValue row[2] = { ibar_value_null, ibar_value_integer (g_array_index (links, guint32, i)) };

      if (row[1].integer != 0 && !append_row (self, tree, (gint64) i + 1, row, 2))
        return FALSE;
    }
  return ibar_btree_finish (self->trees[tree]);
}

/* The points become the boxes of the leaves, and go. */
static GArray *
make_boxes (IbarImportDirect *self)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (IbarRtreeCell));

  for (guint i = 0; i < self->points->len; i++)
    {
      IbarPoint point = g_array_index (self->points, IbarPoint, i);
      const double bounds[4] = { point.longitude, point.longitude, point.latitude, point.latitude };
      IbarRtreeCell cell = { .id = (gint64) i + 1 };

      if (isnan (point.latitude))
        continue;
      ibar_rtree_set_box (&cell, bounds);
      g_array_append_val (boxes, cell);
      for (int k = 0; k < 4; k += 2)
        {
          self->bounds[k] = MIN (self->bounds[k], bounds[k]);
          self->bounds[k + 1] = MAX (self->bounds[k + 1], bounds[k]);
        }
    }
  g_clear_pointer (&self->points, g_array_unref);
  return boxes;
}

static gboolean
write_rtree (IbarImportDirect *self, GCancellable *cancellable, GError **error)
{
  static const IbarRtreeSink sink = { take_node, take_link };
  g_autoptr (GArray) boxes = make_boxes (self);

  if (!ibar_rtree_pack ((IbarRtreeCell *) (gpointer) boxes->data, boxes->len, self->node_size, &sink, self, self->writer->path,
                        cancellable, error))
    return FALSE;
  return (ibar_btree_finish (self->trees[RTREE_NODE]) && write_links (self, RTREE_ROWID, self->leaves)
          && write_links (self, RTREE_PARENT, self->parents))
         || ibar_page_writer_check (self->pages, error);
}

/* The end ------------------------------------------------------------------------------------------ */

static gboolean
write_indexes (IbarImportDirect *self)
{
  g_autofree char *prefix = self->writer->keep_ids ? g_strdup ("") : g_strconcat (self->writer->dataset, ":", NULL);
  gboolean good = TRUE;

  for (int t = 0; t < FIRST_INDEX && good; t++)
    good = ibar_btree_finish (self->trees[t]);
  good = good && ibar_btree_finish (self->trees[EVENT_ACTOR_KEY]) && ibar_btree_finish (self->trees[EVENT_SOURCE_KEY])
         && ibar_btree_finish (self->trees[CASUALTY_EVENT]) && ibar_btree_finish (self->trees[CASUALTY_SOURCE_KEY]);
  if (good && !self->ids.too_many)
    good = ibar_sorted_texts_write (&self->ids, self->trees[EVENT_ID], prefix, self->trees[EVENT_EXTERNAL_ID],
                                    self->writer->dataset_fid);
  for (int i = 0; i < N_SORTED && good; i++)
    if (!self->sorted[i].keys.too_many)
      good = ibar_sorted_keys_write (&self->sorted[i].keys, self->trees[self->sorted[i].index], i == BY_DATE);
  return good;
}

/**
 * ibar_import_direct_finish:
 * @self: after the last event
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Writes the indexes and the file's header, and lets the file go.
 */
gboolean
ibar_import_direct_finish (IbarImportDirect *self, GCancellable *cancellable, GError **error)
{
  if (!write_indexes (self))
    return ibar_page_writer_check (self->pages, error);
  if (!write_rtree (self, cancellable, error) || !ibar_page_writer_close (self->pages, error))
    return FALSE;
  for (int t = 0; t < N_TREES; t++)
    g_clear_pointer (&self->trees[t], ibar_btree_free);
  g_clear_pointer (&self->pages, ibar_page_writer_free);
  return TRUE;
}

static gboolean
write_root_node (IbarImportDirect *self, sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      db, self->writer->path, "INSERT OR REPLACE INTO rtree_event_geom_node (nodeno, data) VALUES (1, ?1)", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_blob (stmt, 1, self->root_node, (int) self->node_size, SQLITE_STATIC);
  return ibar_sqlite_run (stmt, self->writer->path, error);
}

static gboolean
write_extent (IbarImportDirect *self, sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      db, self->writer->path,
      "UPDATE gpkg_contents SET min_x = ?1, max_x = ?2, min_y = ?3, max_y = ?4 WHERE table_name = 'event'", error);

  if (stmt == NULL)
    return FALSE;
  for (int i = 0; i < 4; i++)
    sqlite3_bind_double (stmt, i + 1, self->bounds[i]);
  return self->bounds[0] > self->bounds[1] || ibar_sqlite_run (stmt, self->writer->path, error);
}

static gboolean
reindex (IbarImportDirect *self, sqlite3 *db, int index, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("REINDEX %s", names[index]);

  return ibar_sqlite_exec (db, self->writer->path, sql, error);
}

/**
 * ibar_import_direct_complete:
 * @self: after ibar_import_direct_finish()
 * @collection: the file, opened again, in a transaction
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Builds what is left to SQLite: small indexes, those that did not fit into memory, names, and places.
 */
gboolean
ibar_import_direct_complete (IbarImportDirect *self, IbarCollection *collection, GCancellable *cancellable, GError **error)
{
  sqlite3 *db = ibar_collection_get_db (collection);
  const char *path = self->writer->path;

  if (!write_root_node (self, db, error) || !write_extent (self, db, error)
      || !ibar_sqlite_exec (db, path, SMALL_INDEXES, error) || !ibar_collection_index_names (collection, error)
      || !ibar_rtree_build (db, path, "place", cancellable, error))
    return FALSE;
  if (self->ids.too_many && (!reindex (self, db, EVENT_ID, error) || !reindex (self, db, EVENT_EXTERNAL_ID, error)))
    return FALSE;
  for (int i = 0; i < N_SORTED; i++)
    if (self->sorted[i].keys.too_many && !reindex (self, db, self->sorted[i].index, error))
      return FALSE;
  return ibar_gpkg_update_extent (db, path, "place", error);
}
