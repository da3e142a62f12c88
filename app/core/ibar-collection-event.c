/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One event's page, and titles for the rows on screen: the text that is not in the columns. */

#define G_LOG_DOMAIN "ibar-collection-event"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-gpkg.h"

static const char *const confidence_ids[IBAR_N_CONFIDENCES]
    = { "high", "medium", "low", "general knowledge", "unstated" };

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

/* Rows of the vocabulary come in the order of their fid, except actors: parents stand first. */
#define DEFINE_FIND(Type, name)                                                                    \
  static int find_##name (const GPtrArray *rows, gint64 fid)                                       \
  {                                                                                                \
    guint low = 0, high = rows->len;                                                               \
    while (low < high)                                                                             \
      {                                                                                            \
        guint middle = low + (high - low) / 2;                                                     \
        if (((const Type *) g_ptr_array_index (rows, middle))->fid < fid)                          \
          low = middle + 1;                                                                        \
        else                                                                                       \
          high = middle;                                                                           \
      }                                                                                            \
    if (low < rows->len && ((const Type *) g_ptr_array_index (rows, low))->fid == fid)             \
      return (int) low;                                                                            \
    return -1;                                                                                     \
  }

DEFINE_FIND (IbarEventType, type)
DEFINE_FIND (IbarPlace, place)
DEFINE_FIND (IbarSource, source)
DEFINE_FIND (IbarDataset, dataset)

static int
find_actor (const GPtrArray *actors, gint64 fid)
{
  for (guint i = 0; i < actors->len; i++)
    {
      if (((const IbarActor *) g_ptr_array_index (actors, i))->fid == fid)
        return (int) i;
    }
  return -1;
}

static int
find_actor_id (const GPtrArray *actors, const char *id)
{
  for (guint i = 0; id != NULL && i < actors->len; i++)
    {
      if (strcmp (((const IbarActor *) g_ptr_array_index (actors, i))->id, id) == 0)
        return (int) i;
    }
  return -1;
}

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

static gint64
column_figure (sqlite3_stmt *row, int column)
{
  return sqlite3_column_type (row, column) == SQLITE_NULL ? -1 : sqlite3_column_int64 (row, column);
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
      if (strcmp (text, confidence_ids[i]) == 0)
        return (IbarConfidence) i;
    }
  return IBAR_CONFIDENCE_UNSTATED;
}

static IbarEventRecord *
read_event (const IbarVocabulary *words, sqlite3_stmt *row)
{
  IbarEventRecord *record = g_new0 (IbarEventRecord, 1);

  record->fid = sqlite3_column_int64 (row, 0);
  record->id = ibar_sqlite_dup_text (row, 1);
  if (record->id == NULL)
    record->id = g_strdup_printf ("row-%" G_GINT64_FORMAT, record->fid);
  record->title = ibar_sqlite_dup_text (row, 2);
  if (record->title == NULL)
    record->title = g_strdup ("");
  record->summary = ibar_sqlite_dup_text (row, 3);
  record->contested = ibar_sqlite_dup_text (row, 4);
  read_dates (row, record);
  record->type = find_type (words->types, column_figure (row, 8));
  record->place = find_place (words->places, column_figure (row, 9));
  record->dataset = find_dataset (words->datasets, column_figure (row, 10));
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
load_actors (IbarCollection *self,
             const IbarVocabulary *words,
             IbarEventRecord *record,
             GError **error)
{
  sqlite3_stmt *stmt = ibar_collection_get_statement (
      self, "event-actors",
      "SELECT actor_fid, role FROM event_actor WHERE event_fid = ?1 ORDER BY fid", error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, record->fid);
  while (ibar_sqlite_step (stmt, self->path, &row, error))
    {
      IbarEventActor actor;

      if (!row)
        return TRUE;
      actor.actor = find_actor (words->actors, sqlite3_column_int64 (stmt, 0));
      actor.role = ibar_sqlite_dup_text (stmt, 1);
      if (actor.actor < 0)
        g_free (actor.role); /* the vocabulary is older than the row */
      else
        g_array_append_val (record->actors, actor);
    }
  return FALSE;
}

static gboolean
load_sources (IbarCollection *self,
              const IbarVocabulary *words,
              IbarEventRecord *record,
              GError **error)
{
  sqlite3_stmt *stmt = ibar_collection_get_statement (
      self, "event-sources",
      "SELECT source_fid FROM event_source WHERE event_fid = ?1 ORDER BY rank, fid", error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, record->fid);
  while (ibar_sqlite_step (stmt, self->path, &row, error))
    {
      int source;

      if (!row)
        return TRUE;
      source = find_source (words->sources, sqlite3_column_int64 (stmt, 0));
      if (source >= 0)
        g_array_append_val (record->sources, source);
    }
  return FALSE;
}

static gboolean
load_claim_sources (IbarCollection *self,
                    const IbarVocabulary *words,
                    gint64 claim_fid,
                    GPtrArray *sources,
                    GError **error)
{
  sqlite3_stmt *stmt = ibar_collection_get_statement (
      self, "claim-sources",
      "SELECT source_fid FROM casualty_source WHERE casualty_fid = ?1 ORDER BY fid", error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, claim_fid);
  while (ibar_sqlite_step (stmt, self->path, &row, error))
    {
      int source;

      if (!row)
        return TRUE;
      source = find_source (words->sources, sqlite3_column_int64 (stmt, 0));
      if (source >= 0)
        g_ptr_array_add (sources, GUINT_TO_POINTER ((guint) source + 1));
    }
  return FALSE;
}

/* Which group holds another
 * ------------------------------------------------------------------------- */

typedef struct
{
  IbarClaim *claim;   /* (owned) until it goes into the record */
  char *parent_group; /* (owned) (nullable) as the row says */
  int parent;         /* index of the claim that contains this one, or -1 */
  gboolean placed;
} Node;

static void
clear_node (gpointer data)
{
  g_free (((Node *) data)->parent_group);
}

/* The first claim of the same kind about a group. */
static int
find_group (const GArray *nodes, guint self, const char *group)
{
  const Node *node = &g_array_index (nodes, Node, self);

  for (guint i = 0; i < nodes->len; i++)
    {
      const Node *other = &g_array_index (nodes, Node, i);

      if (i != self && strcmp (other->claim->group, group) == 0
          && strcmp (other->claim->kind, node->claim->kind) == 0)
        return (int) i;
    }
  return -1;
}

/* The nearest group around this one that somebody makes a claim about: what the row names, else the
 * actor it lies inside, else that actor's parents. */
static int
find_parent (const GArray *nodes, guint self, const IbarVocabulary *words)
{
  const Node *node = &g_array_index (nodes, Node, self);
  const char *group = node->parent_group;
  int actor = node->claim->actor;
  int found;

  if (group != NULL && group[0] != '\0')
    {
      found = find_group (nodes, self, group);
      if (found >= 0)
        return found;
      actor = find_actor_id (words->actors, group);
    }
  for (int steps = 0; actor >= 0 && steps < 16; steps++)
    {
      const IbarActor *around = g_ptr_array_index (words->actors, (guint) actor);

      if (strcmp (around->id, node->claim->group) != 0)
        {
          found = find_group (nodes, self, around->id);
          if (found >= 0)
            return found;
        }
      actor = around->parent;
    }
  return -1;
}

/* Adds a claim, what else is said about the same group, and then all that lies inside it. */
static void
place_claim (GArray *nodes, guint index, int depth, GPtrArray *claims)
{
  Node *node = &g_array_index (nodes, Node, index);

  if (node->placed)
    return;
  node->placed = TRUE;
  node->claim->depth = depth;
  g_ptr_array_add (claims, node->claim);
  for (guint i = 0; i < nodes->len; i++)
    {
      Node *same = &g_array_index (nodes, Node, i);

      if (!same->placed && strcmp (same->claim->group, node->claim->group) == 0
          && strcmp (same->claim->kind, node->claim->kind) == 0)
        {
          same->placed = TRUE;
          same->claim->depth = depth;
          g_ptr_array_add (claims, same->claim);
        }
    }
  for (guint i = 0; i < nodes->len; i++)
    {
      if (g_array_index (nodes, Node, i).parent == (int) index)
        place_claim (nodes, i, depth + 1, claims);
    }
}

/* Killed before injured, otherwise in the order of the file; groups before what lies inside them.
 */
static void
order_claims (GArray *nodes, const IbarVocabulary *words, GPtrArray *claims)
{
  for (guint i = 0; i < nodes->len; i++)
    g_array_index (nodes, Node, i).parent = find_parent (nodes, i, words);
  for (guint i = 0; i < nodes->len; i++)
    {
      if (g_array_index (nodes, Node, i).parent < 0)
        place_claim (nodes, i, 0, claims);
    }
  for (guint i = 0; i < nodes->len; i++) /* groups that name each other as parent */
    place_claim (nodes, i, 0, claims);
}

static void
read_claim (const IbarVocabulary *words, sqlite3_stmt *row, Node *node)
{
  IbarClaim *claim = g_new0 (IbarClaim, 1);

  claim->kind = ibar_sqlite_dup_text (row, 1);
  claim->actor = find_actor (words->actors, column_figure (row, 2));
  claim->group = ibar_sqlite_dup_text (row, 3);
  claim->low = column_figure (row, 5);
  claim->best = column_figure (row, 6);
  claim->high = column_figure (row, 7);
  claim->note = ibar_sqlite_dup_text (row, 8);
  claim->sources = g_ptr_array_new ();
  node->claim = claim;
  node->parent_group = ibar_sqlite_dup_text (row, 4);
  node->parent = -1;
  node->placed = FALSE;
}

static gboolean
load_claims (IbarCollection *self,
             const IbarVocabulary *words,
             IbarEventRecord *record,
             GError **error)
{
  sqlite3_stmt *stmt = ibar_collection_get_statement (
      self, "claims",
      "SELECT fid, kind, actor_fid, group_name, parent_group, low, best, high, note "
      "FROM casualty WHERE event_fid = ?1 ORDER BY kind DESC, fid",
      error);
  g_autoptr (GArray) nodes = g_array_new (FALSE, TRUE, sizeof (Node));
  gboolean row = TRUE;
  gboolean ok = stmt != NULL;

  g_array_set_clear_func (nodes, clear_node);
  if (stmt != NULL)
    sqlite3_bind_int64 (stmt, 1, record->fid);
  while (ok && row)
    {
      Node node;

      ok = ibar_sqlite_step (stmt, self->path, &row, error);
      if (!ok || !row)
        break;
      read_claim (words, stmt, &node);
      g_array_append_val (nodes, node);
      ok = load_claim_sources (self, words, sqlite3_column_int64 (stmt, 0), node.claim->sources,
                               error);
    }
  if (stmt != NULL)
    sqlite3_reset (stmt);
  order_claims (nodes, words, record->claims);
  return ok;
}

/**
 * ibar_collection_load_event:
 * @self: a collection
 * @fid: an event's row
 * @error: return location
 *
 * Reads an event's page. Claims come with every group before what lies inside it (kfor,
 * kfor_hungary, kfor_hungary_gunshot) and a depth, so that nobody adds up figures that contain each
 * other.
 *
 * Returns: (transfer full) (nullable): the page, or NULL with @error set
 *
 * Errors: %IBAR_ERROR_NOT_FOUND if there is no such row, and the codes of reading.
 *
 * Thread: the collection's.
 *
 * Cost: O(what it shows); about 0.1 ms.
 */
IbarEventRecord *
ibar_collection_load_event (IbarCollection *self, gint64 fid, GError **error)
{
  const IbarVocabulary *words;
  g_autoptr (IbarEventRecord) record = NULL;
  sqlite3_stmt *stmt;
  gboolean row;

  g_return_val_if_fail (self != NULL, NULL);

  words = ibar_collection_get_vocabulary (self, error);
  if (words == NULL)
    return NULL;
  stmt = ibar_collection_get_statement (
      self, "event",
      "SELECT fid, id, title, summary, contested_note, date_start, date_end, date_precision, "
      "type_fid, place_fid, dataset_fid, confidence, geom FROM event WHERE fid = ?1",
      error);
  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, fid);
  if (!ibar_sqlite_step (stmt, self->path, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND,
                   _ ("“%s” no longer has this event (row %" G_GINT64_FORMAT ")"), self->path, fid);
      return NULL;
    }
  record = read_event (words, stmt);
  sqlite3_reset (stmt);
  if (!load_actors (self, words, record, error) || !load_sources (self, words, record, error)
      || !load_claims (self, words, record, error))
    return NULL;
  return g_steal_pointer (&record);
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
