/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an import has to say: the report of rejected rows, and its summary as text and as JSON.
 *
 * The report is written as the rows come, so it costs no memory; the first notes are kept for the window.
 * A value that a spreadsheet would take for a formula gets an apostrophe, as the report is opened in one.
 */
#define G_LOG_DOMAIN "ibar-import-report"

#include "config.h"

#include "ibar-import-report.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-json.h"

static void
append_cell (GString *line, const char *text)
{
  if (line->len > 0)
    g_string_append_c (line, ',');
  g_string_append_c (line, '"');
  if (strchr ("=+-@", *text) != NULL && *text != '\0' && !g_ascii_isdigit (text[1]))
    g_string_append_c (line, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *p);
    }
  g_string_append_c (line, '"');
}

static gboolean
write_line (IbarImportReport *self, GString *line, GError **error)
{
  g_string_append (line, "\r\n");
  return g_output_stream_write_all (self->stream, line->str, line->len, NULL, NULL, error);
}

gboolean
ibar_import_report_open (IbarImportReport *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) raw = NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  if (path == NULL)
    return TRUE;
  file = g_file_new_for_path (path);
  raw = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, error);
  if (raw == NULL)
    return FALSE;
  self->stream = g_buffered_output_stream_new (G_OUTPUT_STREAM (raw));
  append_cell (line, "file");
  append_cell (line, "line");
  append_cell (line, "column");
  append_cell (line, "value");
  append_cell (line, "reason");
  append_cell (line, "rejected");
  return write_line (self, line, error);
}

/* note: (transfer full) */
gboolean
ibar_import_report_add (IbarImportReport *self, IbarImportNote *note, GError **error)
{
  gboolean good = TRUE;

  if (note->rejected)
    self->result->n_rejected++;
  else
    self->result->n_notes++;
  if (self->stream != NULL)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, note->line);

      append_cell (line, note->input != NULL ? note->input : "");
      append_cell (line, number);
      append_cell (line, note->column != NULL ? note->column : "");
      append_cell (line, note->value != NULL ? note->value : "");
      append_cell (line, note->reason);
      append_cell (line, note->rejected ? "yes" : "no");
      good = write_line (self, line, error);
    }
  if (self->result->notes->len < IBAR_IMPORT_MAX_KEPT)
    g_ptr_array_add (self->result->notes, note);
  else
    ibar_import_note_free (note);
  return good;
}

gboolean
ibar_import_report_close (IbarImportReport *self, GError **error)
{
  gboolean good = self->stream == NULL || g_output_stream_close (self->stream, NULL, error);

  g_clear_object (&self->stream);
  return good;
}

/* Summaries --------------------------------------------------------------------------------------- */

static void
append_counts (GString *text, const IbarImportResult *self)
{
  g_string_append_printf (
      text,
      _ ("%" PRId64 " rows read = %" PRId64 " imported + %" PRId64 " updated + "
         "%" PRId64 " unchanged + %" PRId64 " rejected\n"),
      self->n_read, self->n_imported, self->n_updated, self->n_unchanged, self->n_rejected);
  if (self->n_not_placed > 0)
    g_string_append_printf (text, _ ("%" PRId64 " of them without a position: not placed\n"),
                            self->n_not_placed);
  if (self->n_not_dated > 0)
    g_string_append_printf (text, _ ("%" PRId64 " of them without a date: not dated\n"), self->n_not_dated);
  if (self->n_vanished > 0)
    g_string_append_printf (text,
                            _ ("%" PRId64 " events are no longer in the data set; they were kept and marked\n"),
                            self->n_vanished);
  if (self->left_out != NULL)
    g_string_append_printf (text, _ ("not read: %s; FILE#NAME reads another table of the file\n"), self->left_out);
  if (self->n_notes > 0)
    g_string_append_printf (text, _ ("%" PRId64 " notes on rows that were taken over\n"), self->n_notes);
  if (self->n_duplicates > 0)
    g_string_append_printf (
        text, _ ("%" PRId64 " possible duplicates of events of other data sets; nothing was merged\n"),
        self->n_duplicates);
}

static void
append_notes (GString *text, const IbarImportResult *self)
{
  guint shown = 0;

  for (guint i = 0; i < self->notes->len && shown < 10; i++)
    {
      const IbarImportNote *note = g_ptr_array_index (self->notes, i);

      if (!note->rejected)
        continue;
      g_string_append_printf (text, _ ("  rejected: %s, line %" PRId64 "%s%s: %s\n"), note->input, note->line,
                              note->column != NULL && *note->column != '\0' ? ", " : "",
                              note->column != NULL ? note->column : "", note->reason);
      shown++;
    }
  if (self->n_rejected > shown)
    g_string_append_printf (text, _ ("  and %" PRId64 " more; --report FILE.csv lists all\n"),
                            self->n_rejected - shown);
}

/**
 * ibar_import_result_to_text:
 * @self: what an import did
 * @with_notes: with the first rejected rows
 *
 * Returns: (transfer full): some lines for a person, translated
 */
char *
ibar_import_result_to_text (const IbarImportResult *self, gboolean with_notes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Data set “%s”, read as “%s”\n"), self->dataset, self->profile);
  if (self->date_evidence != NULL && self->date_order != IBAR_DATE_ORDER_UNDECIDED)
    g_string_append_printf (text, "  %s: %s\n",
                            self->date_order == IBAR_DATE_ORDER_DAY_FIRST ? _ ("dates are day/month")
                                                                          : _ ("dates are month/day"),
                            self->date_evidence);
  if (self->ambiguous)
    g_string_append_printf (text, _ ("  dates were read as day/month: %s; --date-order mdy reads them the other way\n"),
                            self->date_evidence);
  if (self->exchanged)
    g_string_append_printf (text, _ ("  latitude and longitude are exchanged: %s\n"), self->coordinate_evidence);
  append_counts (text, self);
  if (with_notes)
    append_notes (text, self);
  for (guint i = 0; i < MIN (10, self->changes->len); i++)
    g_string_append_printf (text, _ ("  changed: %s\n"), (const char *) g_ptr_array_index (self->changes, i));
  for (guint i = 0; i < MIN (10, self->duplicates->len); i++)
    {
      const IbarImportDuplicate *duplicate = g_ptr_array_index (self->duplicates, i);

      g_string_append_printf (text, _ ("  perhaps the same: %s and %s: %s\n"), duplicate->event_id, duplicate->other_id,
                              duplicate->reason);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_member (GString *json, const char *key, const char *value)
{
  g_string_append_printf (json, "  \"%s\": ", key);
  ibar_json_append_string (json, value);
  g_string_append (json, ",\n");
}

static void
append_json_notes (GString *json, const IbarImportResult *self)
{
  g_string_append (json, "  \"notes\": [");
  for (guint i = 0; i < self->notes->len; i++)
    {
      const IbarImportNote *note = g_ptr_array_index (self->notes, i);

      g_string_append_printf (json, "%s\n    {\"rejected\": %s, \"line\": %" G_GINT64_FORMAT ", \"file\": ",
                              i > 0 ? "," : "", note->rejected ? "true" : "false", note->line);
      ibar_json_append_string (json, note->input != NULL ? note->input : "");
      g_string_append (json, ", \"column\": ");
      ibar_json_append_string (json, note->column != NULL ? note->column : "");
      g_string_append (json, ", \"value\": ");
      ibar_json_append_string (json, note->value != NULL ? note->value : "");
      g_string_append (json, ", \"reason\": ");
      ibar_json_append_string (json, note->reason);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "],\n");
}

/**
 * ibar_import_result_to_json:
 * @self: what an import did
 *
 * Returns: (transfer full): the same for scripts, untranslated keys
 */
char *
ibar_import_result_to_json (const IbarImportResult *self)
{
  g_autoptr (GString) json = g_string_new ("{\n");

  append_member (json, "dataset", self->dataset);
  append_member (json, "profile", self->profile);
  append_member (json, "licence", self->licence);
  append_member (json, "citation", self->citation);
  append_member (json, "date_evidence", self->date_evidence);
  append_member (json, "left_out", self->left_out);
  append_member (json, "coordinate_evidence", self->coordinate_evidence);
  append_member (json, "date_order",
                 self->date_order == IBAR_DATE_ORDER_DAY_FIRST     ? "day/month"
                 : self->date_order == IBAR_DATE_ORDER_MONTH_FIRST ? "month/day"
                                                                   : NULL);
  append_json_notes (json, self);
  g_string_append (json, "  \"changes\": [");
  for (guint i = 0; i < self->changes->len; i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      ibar_json_append_string (json, g_ptr_array_index (self->changes, i));
    }
  g_string_append (json, "],\n  \"duplicates\": [");
  for (guint i = 0; i < self->duplicates->len; i++)
    {
      const IbarImportDuplicate *duplicate = g_ptr_array_index (self->duplicates, i);

      g_string_append (json, i > 0 ? ", [" : "[");
      ibar_json_append_string (json, duplicate->event_id);
      g_string_append (json, ", ");
      ibar_json_append_string (json, duplicate->other_id);
      g_string_append (json, ", ");
      ibar_json_append_string (json, duplicate->reason);
      g_string_append_c (json, ']');
    }
  g_string_append_printf (
      json,
      "],\n  \"redistributable\": %s,\n  \"coordinates_exchanged\": %s,\n"
      "  \"received\": %" G_GINT64_FORMAT ",\n  \"read\": %" G_GINT64_FORMAT ",\n  \"imported\": %" G_GINT64_FORMAT
      ",\n  \"updated\": %" G_GINT64_FORMAT ",\n  \"unchanged\": %" G_GINT64_FORMAT ",\n  \"rejected\": %" G_GINT64_FORMAT
      ",\n  \"not_placed\": %" G_GINT64_FORMAT ",\n  \"not_dated\": %" G_GINT64_FORMAT ",\n  \"vanished\": %" G_GINT64_FORMAT
      ",\n  \"n_notes\": %" G_GINT64_FORMAT ",\n  \"n_duplicates\": %" G_GINT64_FORMAT "\n}\n",
      self->redistributable ? "true" : "false", self->exchanged ? "true" : "false", self->n_received, self->n_read,
      self->n_imported, self->n_updated, self->n_unchanged, self->n_rejected, self->n_not_placed, self->n_not_dated,
      self->n_vanished, self->n_notes, self->n_duplicates);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static void
free_duplicate (gpointer data)
{
  IbarImportDuplicate *duplicate = data;

  g_free (duplicate->event_id);
  g_free (duplicate->other_id);
  g_free (duplicate->reason);
  g_free (duplicate);
}

IbarImportResult *
ibar_import_result_new (void)
{
  IbarImportResult *self = g_new0 (IbarImportResult, 1);

  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_import_note_free);
  self->duplicates = g_ptr_array_new_with_free_func (free_duplicate);
  self->changes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
ibar_import_result_free (IbarImportResult *self)
{
  g_free (self->profile);
  g_free (self->dataset);
  g_free (self->licence);
  g_free (self->citation);
  g_free (self->left_out);
  g_free (self->date_evidence);
  g_free (self->coordinate_evidence);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->duplicates);
  g_ptr_array_unref (self->changes);
  g_free (self);
}
