/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the table of events, or of claims, as a record: what its columns mean. */

#define G_LOG_DOMAIN "ibar-event-record"

#include "config.h"

#include "ibar-event-record.h"

#include <string.h>

#include "ibar-gpkg.h"

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

/**
 * ibar_row_get_index:
 * @row: a statement at a row
 * @column: one that refers to a table of the vocabulary
 * @rows: that table's rows by their number: gint64 fid → index + 1
 *
 * Returns: the index into the vocabulary, or -1 for NULL or a row it does not have
 */
int
ibar_row_get_index (sqlite3_stmt *row, int column, GHashTable *rows)
{
  gint64 fid;

  if (sqlite3_column_type (row, column) == SQLITE_NULL)
    return -1;
  fid = sqlite3_column_int64 (row, column);
  return GPOINTER_TO_INT (g_hash_table_lookup (rows, &fid)) - 1;
}

/**
 * ibar_row_dup_id:
 * @row: a statement at a row, whose first column is its number
 * @column: that of the id
 *
 * Returns: (transfer full): the id; one from the number where another program added the row with the triggers off, so that
 *   it can be filtered by and selected
 */
char *
ibar_row_dup_id (sqlite3_stmt *row, int column)
{
  char *id = ibar_sqlite_dup_text (row, column);

  return id != NULL ? id
                    : g_strdup_printf (IBAR_ROW_ID_PREFIX "%" G_GINT64_FORMAT, (gint64) sqlite3_column_int64 (row, 0));
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
      if (strcmp (text, ibar_confidence_to_string ((IbarConfidence) i)) == 0)
        return (IbarConfidence) i;
    }
  return IBAR_CONFIDENCE_UNSTATED;
}

/**
 * ibar_event_row_read:
 * @row: a statement at a row of %IBAR_EVENT_COLUMNS
 * @maps: the vocabulary's rows
 *
 * Returns: (transfer full): the event, without actors, sources and claims
 */
IbarEventRecord *
ibar_event_row_read (sqlite3_stmt *row, const IbarRowMaps *maps)
{
  IbarEventRecord *record = g_new0 (IbarEventRecord, 1);

  record->fid = sqlite3_column_int64 (row, 0);
  record->id = ibar_row_dup_id (row, 1);
  record->title = ibar_sqlite_dup_text_or_empty (row, 2);
  record->summary = ibar_sqlite_dup_text (row, 3);
  record->contested = ibar_sqlite_dup_text (row, 4);
  read_dates (row, record);
  record->type = ibar_row_get_index (row, 8, maps->types);
  record->place = ibar_row_get_index (row, 9, maps->places);
  record->dataset = ibar_row_get_index (row, 10, maps->datasets);
  record->confidence = confidence_from_string ((const char *) sqlite3_column_text (row, 11));
  ibar_gpkg_decode_point (sqlite3_column_blob (row, 12), (gsize) sqlite3_column_bytes (row, 12),
                          &record->point);
  record->actors = g_array_new (FALSE, FALSE, sizeof (IbarEventActor));
  g_array_set_clear_func (record->actors, clear_event_actor);
  record->sources = g_array_new (FALSE, FALSE, sizeof (int));
  record->claims = g_ptr_array_new_with_free_func (free_claim);
  return record;
}

/**
 * ibar_claim_row_read:
 * @row: a statement at a row of %IBAR_CLAIM_COLUMNS
 * @maps: the vocabulary's rows
 * @node: (out): the claim, without sources, and what its row says of its place in the order
 */
void
ibar_claim_row_read (sqlite3_stmt *row, const IbarRowMaps *maps, IbarClaimNode *node)
{
  IbarClaim *claim = g_new0 (IbarClaim, 1);

  claim->kind = ibar_sqlite_dup_text_or_empty (row, 2);
  claim->actor = ibar_row_get_index (row, 3, maps->actors);
  claim->group = ibar_sqlite_dup_text_or_empty (row, 4);
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
