/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Importing: from any input to events of a collection.
 *
 * One thread reads rows and makes events of them (ibar-import-pipe.c); the calling thread writes them in one transaction,
 * or, where the collection is new, as pages of its file (ibar-import-target.c) while a third thread indexes their text.
 * What stays in memory for the whole import is 32 bytes an event (ibar-import-known.h) and the names of actors.
 */
#define G_LOG_DOMAIN "ibar-import"

#include "config.h"

#include "ibar-import.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-import-filter.h"
#include "ibar-import-work.h"
#include "ibar-import-pipe.h"
#include "ibar-import-private.h"

/* Writing ------------------------------------------------------------------------------------------ */

static gboolean
add_notes (IbarImportWork *self, IbarImportBatch *batch, GError **error)
{
  gboolean good = TRUE;

  for (guint i = 0; i < batch->notes->len; i++)
    {
      IbarImportNote *note = g_steal_pointer (&g_ptr_array_index (batch->notes, i));

      good = ibar_import_report_add (&self->report, note, good ? error : NULL) && good;
    }
  g_ptr_array_set_size (batch->notes, 0);
  return good;
}

static gboolean
write_batch (IbarImportWork *self, IbarImportBatch *batch, const char *input, GError **error)
{
  self->result->n_read += batch->n_read;
  self->result->n_received += batch->n_received;
  if (!add_notes (self, batch, error))
    return FALSE;
  for (guint i = 0; i < batch->n_events; i++)
    {
      IbarImportNote *rejected;

      if (!ibar_import_writer_add (&self->writer, &batch->events[i], &rejected, error))
        return FALSE;
      if (rejected == NULL)
        continue;
      rejected->input = g_strdup (input);
      if (!ibar_import_report_add (&self->report, rejected, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_batch (IbarImportBatch *batch, const char *input, gboolean *lent, gpointer user_data, GError **error)
{
  IbarImportWork *self = user_data;

  if (!write_batch (self, batch, input, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (batch->fraction, self->user_data);
  *lent = self->text != NULL;
  if (self->text != NULL)
    ibar_import_text_index_feed (self->text, batch);
  return TRUE;
}

static void
read_home (IbarImportWork *self)
{
  g_autofree char *home = self->writer.collection != NULL ? ibar_collection_dup_info (self->writer.collection, "home") : NULL;

  ibar_extent_parse (home, &self->home);
}

/* Terms -------------------------------------------------------------------------------------------- */

/* The data set is that of the first input. */
static void
name_dataset (IbarImportWork *self, const IbarImportProfile *profile)
{
  IbarImportResult *result = self->result;

  if (result->dataset == NULL)
    result->dataset = self->options->dataset != NULL ? g_strdup (self->options->dataset)
                                                     : ibar_import_profile_dup (profile, "profile", "dataset");
  if (result->dataset == NULL)
    result->dataset = ibar_import_make_dataset_id (self->options->inputs[0]);
}

static void
set_terms (IbarImportWork *self, const IbarImportProfile *profile, IbarImportPlan *plan)
{
  IbarImportResult *result = self->result;

  if (result->profile != NULL)
    return;
  result->profile = g_strdup (profile->name);
  result->licence = self->options->licence != NULL ? g_strdup (self->options->licence)
                                                   : ibar_import_profile_dup (profile, "profile", "licence");
  if (result->licence == NULL)
    result->licence = g_strdup (ibar_import_plan_get_licence (plan));
  result->citation = self->options->citation != NULL ? g_strdup (self->options->citation)
                                                     : ibar_import_profile_dup (profile, "profile", "citation");
  result->redistributable = self->options->may_be_passed_on
                            || ibar_import_profile_get_flag (profile, "redistributable", FALSE);
  self->writer.keep_ids = ibar_import_profile_get_flag (profile, "keep-ids", FALSE);
  /* Of a part nobody can tell what has vanished from the whole. */
  self->writer.vanishes = !ibar_import_profile_get_flag (profile, "slices", FALSE) && self->filter == NULL
                          && self->options->where == NULL;
}

/* The whole ---------------------------------------------------------------------------------------- */

static gboolean
start_writing (IbarImportWork *self, const IbarImportProfile *profile, IbarImportPlan *plan, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  if (self->writer.actors != NULL)
    return TRUE;
  set_terms (self, profile, plan);
  self->writer.dataset = g_strdup (self->result->dataset);
  self->writer.now = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  self->writer.path = self->target;
  self->writer.dry_run = self->options->dry_run;
  self->writer.result = self->result;
  self->writer.reading = ibar_import_plan_get_reading (plan);
  if (!self->is_new)
    ibar_import_finish_hashing (self);
  return ibar_import_writer_start (&self->writer, error) && ibar_import_target_begin (self, error);
}

#define SERVER_SURVEY_ROWS 10000

/* How dates and coordinates are to be read is told by all rows, not by those that a filter lets through; of a server's not
 * all of them are fetched for it. */
static gboolean
survey (IbarImportWork *self, IbarImportPlan *plan, IbarImportReader *reader, GError **error)
{
  gboolean part = self->filter != NULL && ibar_import_reader_is_server (reader);

  return (self->options->where == NULL || ibar_import_reader_push (reader, self->options->where, NULL, error))
         && ibar_import_plan_survey (plan, reader, &self->home, part ? SERVER_SURVEY_ROWS : G_MAXINT64, self->cancellable, error);
}

/* Titles above the header are no rows; what they say is not lost. */
static gboolean
report_above (IbarImportWork *self, IbarImportReader *reader, GError **error)
{
  const char *above = ibar_import_reader_get_above (reader);
  IbarImportNote *note;

  if (above == NULL)
    return TRUE;
  note = g_new0 (IbarImportNote, 1);
  note->input = g_path_get_basename (ibar_import_reader_get_input (reader));
  note->line = 1;
  note->value = g_strdup (above);
  note->reason = g_strdup (_ ("stands above the header and is no part of the table"));
  return ibar_import_report_add (&self->report, note, error);
}

static gboolean
import_input (IbarImportWork *self, const char *input, GError **error)
{
  g_autoptr (IbarImportReader) reader = ibar_import_reader_open (input, error);
  g_autoptr (IbarImportProfile) profile = NULL;
  g_autoptr (IbarImportPlan) plan = NULL;

  if (reader == NULL)
    return FALSE;
  profile = ibar_import_choose_profile (self->options, reader, error);
  if (profile == NULL)
    return FALSE;
  plan = ibar_import_open_plan (self->options, profile, reader, error);
  if (plan == NULL)
    return FALSE;
  name_dataset (self, profile);
  if (!survey (self, plan, reader, error)
      || !ibar_import_filter_push (self->filter, profile, self->result->dataset, reader, self->options->where, error))
    return FALSE;
  g_free (self->result->left_out);
  self->result->left_out = g_strdup (ibar_import_reader_get_left_out (reader));
  g_free (self->result->date_evidence);
  g_free (self->result->coordinate_evidence);
  self->result->date_order = ibar_import_plan_get_date_order (plan, &self->result->date_evidence);
  self->result->ambiguous = ibar_import_plan_is_ambiguous (plan);
  self->result->exchanged = ibar_import_plan_get_exchanged (plan, &self->result->coordinate_evidence);
  if (!start_writing (self, profile, plan, error))
    return FALSE;
  if (self->writer.same_file)
    {
      self->result->n_received = self->result->n_read = self->result->n_unchanged = self->writer.n_same;
      return TRUE;
    }
  if (!report_above (self, reader, error))
    return FALSE;
  return ibar_import_pump (reader, plan, self->filter, self->result->dataset, take_batch, self, self->cancellable, error);
}

static gboolean
run (IbarImportWork *self, GError **error)
{
  if (self->options->filter != NULL)
    {
      self->filter = ibar_filter_parse (self->options->filter, NULL, NULL, error);
      if (self->filter == NULL)
        return FALSE;
    }
  if (self->options->inputs[1] == NULL)
    ibar_import_hash_start (&self->hash, self->options->inputs[0]);
  if (!ibar_import_target_open (self, error)
      || !ibar_import_report_open (&self->report, self->options->report, error))
    return FALSE;
  read_home (self);
  for (const char *const *input = self->options->inputs; *input != NULL; input++)
    if (!import_input (self, *input, error))
      return FALSE;
  return ibar_import_target_commit (self, error);
}

/**
 * ibar_import_run:
 * @options: what and how
 * @progress: (nullable): called in this thread after every thousand rows
 * @cancellable: (nullable): stops the import; nothing is changed then
 *
 * Imports all inputs as one data set in one transaction.
 *
 * Returns: (nullable): what was done; read = imported + updated + unchanged + rejected
 *
 * **Errors:** those of IbarError; the collection is as it was before.
 * **Thread:** any; it starts one more.
 * **Cost:** O(rows log rows); `./dev bench import`.
 */
IbarImportResult *
ibar_import_run (const IbarImportOptions *options, IbarProgressFunc progress, gpointer user_data,
                 GCancellable *cancellable, GError **error)
{
  IbarImportWork self = { .options = options, .progress = progress, .user_data = user_data, .cancellable = cancellable };
  g_autoptr (IbarImportResult) result = ibar_import_result_new ();
  GError *local = NULL;
  gboolean good;

  self.result = self.report.result = result;
  good = run (&self, &local);
  good = ibar_import_report_close (&self.report, good ? &local : NULL) && good;
  if (!good)
    {
      ibar_import_target_roll_back (&self);
      ibar_import_target_name (&self, local);
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_clear_error (&local);
          g_set_error (&local, IBAR_ERROR, IBAR_ERROR_CANCELLED, _ ("The import was stopped; nothing was changed"));
        }
      g_propagate_error (error, local);
    }
  g_clear_pointer (&self.text, ibar_import_text_index_free);
  ibar_import_hash_clear (&self.hash);
  ibar_import_writer_clear (&self.writer);
  g_clear_pointer (&self.filter, ibar_filter_free);
  g_free (self.target);
  return good ? g_steal_pointer (&result) : NULL;
}
