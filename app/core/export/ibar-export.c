/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Exporting events: the formats by name, and which writer makes which. */

#define G_LOG_DOMAIN "ibar-export"

#include "config.h"

#include "ibar-export.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-export-private.h"

static const char *const format_names[IBAR_N_EXPORT_FORMATS] = {
  "table", "csv", "json", "geojson", "text", "html", "gpkg", "kml", "xlsx", "fgb", "bibtex", "csl-json", "ris"
};

static const char *const format_endings[IBAR_N_EXPORT_FORMATS]
    = { "", ".csv", ".json", ".geojson", ".txt", ".html", ".gpkg", ".kml", ".xlsx", ".fgb", ".bib", ".json", ".ris" };

/* One reading of the whole, as it is now: and no lock to be asked for with every event. */
static gboolean
begin_reading (const IbarExport *export)
{
  sqlite3 *db = ibar_collection_get_db (export->collection);

  return sqlite3_get_autocommit (db) != 0 && sqlite3_exec (db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
}

static void
end_reading (const IbarExport *export, gboolean begun)
{
  if (begun)
    sqlite3_exec (ibar_collection_get_db (export->collection), "COMMIT", NULL, NULL, NULL);
}

static gboolean
write_text (const IbarExport *export, IbarExportFormat format, IbarOutput *output, GError **error)
{
  switch (format)
    {
    case IBAR_EXPORT_TABLE:
      return ibar_export_table (export, output, error);
    case IBAR_EXPORT_CSV:
      return ibar_export_csv (export, output, error);
    case IBAR_EXPORT_JSON:
      return ibar_export_json (export, output, FALSE, error);
    case IBAR_EXPORT_GEOJSON:
      return ibar_export_json (export, output, TRUE, error);
    case IBAR_EXPORT_TEXT:
      return ibar_export_text (export, output, error);
    case IBAR_EXPORT_HTML:
      return ibar_export_html (export, output, error);
    default:
      return ibar_export_sources (export, format, output, error);
    }
}

/**
 * ibar_export_format_from_string:
 * @text: (nullable): a format's name: "csv"
 * @format: (out): which it is; untouched if none
 *
 * Returns: whether there is such a format
 */
gboolean
ibar_export_format_from_string (const char *text, IbarExportFormat *format)
{
  for (int i = 0; text != NULL && i < IBAR_N_EXPORT_FORMATS; i++)
    {
      if (strcmp (text, format_names[i]) == 0)
        {
          *format = (IbarExportFormat) i;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
ibar_export_format_get_ending (IbarExportFormat format)
{
  g_return_val_if_fail (format < IBAR_N_EXPORT_FORMATS, NULL);
  return format_endings[format];
}

/**
 * ibar_export_format_from_path:
 * @path: a file's name
 * @format: (out): the format that its ending names; untouched if none
 *
 * Returns: whether the ending names a format
 */
gboolean
ibar_export_format_from_path (const char *path, IbarExportFormat *format)
{
  for (int i = IBAR_EXPORT_CSV; i < IBAR_N_EXPORT_FORMATS; i++)
    {
      if (g_str_has_suffix (path, format_endings[i]))
        {
          *format = (IbarExportFormat) i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * ibar_export_to_text:
 * @export: what to export
 * @format: a format of text, not one of the four that GDAL writes
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what ibar_export_write() would write
 */
char *
ibar_export_to_text (const IbarExport *export, IbarExportFormat format, GError **error)
{
  g_autoptr (IbarOutput) output = NULL;

  g_return_val_if_fail (export != NULL && format < IBAR_N_EXPORT_FORMATS, NULL);
  g_return_val_if_fail (format < IBAR_EXPORT_GPKG || format > IBAR_EXPORT_FGB, NULL);

  output = ibar_output_open_memory ();
  if (!write_text (export, format, output, error) || !ibar_output_finish (output, error))
    return NULL;
  return ibar_output_take_text (output);
}

/**
 * ibar_export_dup_restricted:
 * @export: what is to be exported
 * @error: return location
 *
 * The data sets among the events whose terms forbid passing them on, or do not say: ask before
 * exporting.
 *
 * Returns: (transfer full) (nullable): their names, joined; NULL if there is none, or with @error
 * set
 */
char *
ibar_export_dup_restricted (const IbarExport *export, GError **error)
{
  const IbarVocabulary *words = ibar_collection_get_vocabulary (export->collection, error);
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  sqlite3_stmt *stmt = NULL;
  gboolean begun;

  if (words == NULL)
    return NULL;
  begun = begin_reading (export);
  sqlite3_prepare_v2 (ibar_collection_get_db (export->collection),
                      "SELECT dataset_fid FROM event WHERE fid = ?1", -1, &stmt, NULL);
  for (gsize i = 0; stmt != NULL && i < export->n_fids; i++)
    {
      sqlite3_bind_int64 (stmt, 1, export->fids[i]);
      if (sqlite3_step (stmt) == SQLITE_ROW && sqlite3_column_type (stmt, 0) != SQLITE_NULL)
        g_hash_table_add (found, GSIZE_TO_POINTER ((gsize) sqlite3_column_int64 (stmt, 0)));
      sqlite3_reset (stmt);
    }
  sqlite3_finalize (stmt);
  end_reading (export, begun);
  for (guint i = 0; i < words->datasets->len; i++)
    {
      const IbarDataset *dataset = g_ptr_array_index (words->datasets, i);

      if (!dataset->redistributable
          && g_hash_table_contains (found, GSIZE_TO_POINTER ((gsize) dataset->fid)))
        g_ptr_array_add (names, dataset->name);
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/**
 * ibar_export_count_left_out:
 * @export: what to export
 * @format: as what
 *
 * How many of the events the format cannot hold: FlatGeobuf has no room for what is not placed.
 *
 * Returns: their number; say so to whoever exports
 */
guint
ibar_export_count_left_out (const IbarExport *export, IbarExportFormat format)
{
  sqlite3_stmt *stmt = NULL;
  guint n = 0;

  if (format != IBAR_EXPORT_FGB)
    return 0;
  sqlite3_prepare_v2 (ibar_collection_get_db (export->collection),
                      "SELECT geom IS NULL FROM event WHERE fid = ?1", -1, &stmt, NULL);
  for (gsize i = 0; stmt != NULL && i < export->n_fids; i++)
    {
      sqlite3_bind_int64 (stmt, 1, export->fids[i]);
      if (sqlite3_step (stmt) == SQLITE_ROW && sqlite3_column_int (stmt, 0))
        n++;
      sqlite3_reset (stmt);
    }
  sqlite3_finalize (stmt);
  return n;
}

/**
 * ibar_export_write:
 * @export: what to export
 * @format: as what
 * @path: (nullable): where; NULL or "-" for stdout, which formats written through GDAL cannot use.
 * What stands there is replaced once everything is written.
 * @error: return location
 *
 * Returns: FALSE with @error set, and @path as it was, if it could not be written
 *
 * Errors: those of reading the collection and of writing files, %IBAR_ERROR_CANCELLED.
 *
 * Thread: the collection's.
 *
 * Cost: O(events) in time, constant memory.
 */
gboolean
ibar_export_write (const IbarExport *export,
                   IbarExportFormat format,
                   const char *path,
                   GError **error)
{
  g_autoptr (IbarExportNames) names = NULL;
  g_autoptr (IbarOutput) output = NULL;
  IbarExport with_names = *export;
  gboolean begun, good;

  g_return_val_if_fail (export != NULL && format < IBAR_N_EXPORT_FORMATS, FALSE);

  if (g_cancellable_is_cancelled (export->cancellable))
    {
      g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_CANCELLED, _ ("The export was stopped"));
      return FALSE;
    }
  if (format == IBAR_EXPORT_GPKG)
    return ibar_export_collection (export, path, error);
  begun = begin_reading (export);
  names = ibar_export_names_load (export->collection, error);
  with_names.all_names = names;
  if (names == NULL)
    good = FALSE;
  else if (format > IBAR_EXPORT_GPKG && format <= IBAR_EXPORT_FGB)
    good = ibar_export_ogr (&with_names, format, path, error);
  else
    {
      output = ibar_output_open (path, error);
      good = output != NULL && write_text (&with_names, format, output, error) && ibar_output_finish (output, error);
    }
  end_reading (export, begun);
  return good;
}
