/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an import would do, on the first rows: the profile, each field's column and why, the order of dates and of
 * coordinates with the counts behind it, and the rows as the events they will become. Nothing is written.
 */
#define G_LOG_DOMAIN "ibar-import-preview"

#include "config.h"

#include "ibar-import-preview.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-import-private.h"

static const char *const shown_fields[] = { "id",    "title",    "summary",   "date",     "date-end", "year",
                                            "month", "day",      "latitude",  "longitude", "position", "place",
                                            "actor", NULL };

static void
free_field (gpointer data)
{
  IbarImportField *field = data;

  g_free (field->field);
  g_free (field->column);
  g_free (field->reason);
  g_free (field);
}

static void
free_row (gpointer data)
{
  IbarImportPreviewRow *row = data;

  g_free (row->title);
  g_free (row->date);
  g_free (row->place);
  g_free (row->actors);
  g_free (row->type);
  g_free (row->rejected);
  g_free (row);
}

void
ibar_import_preview_free (IbarImportPreview *self)
{
  g_free (self->profile);
  g_free (self->profile_title);
  g_free (self->dataset);
  g_free (self->licence);
  g_free (self->citation);
  g_strfreev (self->columns);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->date_evidence);
  g_free (self->coordinate_evidence);
  g_free (self);
}

static gboolean
was_mapped (const IbarImportOptions *options, const char *field)
{
  gsize n = strlen (field);

  for (const char *const *map = options->maps; map != NULL && *map != NULL; map++)
    if (strncmp (*map, field, n) == 0 && (*map)[n] == '=')
      return TRUE;
  return FALSE;
}

static char *
explain (const IbarImportOptions *options, const IbarImportProfile *profile, IbarImportPlan *plan, const char *field,
         const char *column)
{
  char *guessed = ibar_import_profile_dup (profile, "guessed", field);

  if (was_mapped (options, field))
    {
      g_free (guessed);
      return g_strdup (_ ("chosen by you"));
    }
  if (guessed != NULL)
    return guessed;
  if (column == NULL && ibar_import_plan_is_composed (plan, field))
    return g_strdup (_ ("put together from several columns"));
  if (column == NULL)
    return g_strdup (_ ("no column"));
  return g_strdup (g_str_equal (profile->name, "plain") ? _ ("by the column's name") : _ ("known from the format"));
}

static void
read_fields (IbarImportPreview *self, const IbarImportOptions *options, const IbarImportProfile *profile,
             IbarImportPlan *plan)
{
  for (gsize i = 0; shown_fields[i] != NULL; i++)
    {
      IbarImportField *field = g_new0 (IbarImportField, 1);
      int column = ibar_import_plan_get_column (plan, shown_fields[i]);

      field->field = g_strdup (shown_fields[i]);
      field->column = column >= 0 ? g_strdup (self->columns[column]) : NULL;
      field->reason = explain (options, profile, plan, shown_fields[i], field->column);
      g_ptr_array_add (self->fields, field);
    }
}

static char *
join_actors (const IbarImportEvent *event)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < event->n_actors; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", event->actors[i].name);
  return g_string_free (text, FALSE);
}

static void
fill_row (IbarImportPreviewRow *row, const IbarImportEvent *event)
{
  row->title = g_strdup (event->title);
  row->date = event->date.start == IBAR_DAY_NONE
                  ? g_strdup (_ ("not dated"))
                  : ibar_date_format (event->date.start, event->date.end, event->date.precision);
  row->place = g_strdup (event->place);
  row->actors = join_actors (event);
  row->type = g_strdup (event->type->label);
  row->point = event->point;
}

static void
reject_row (IbarImportPreviewRow *row, const char *reason)
{
  row->title = g_strdup ("");
  row->date = g_strdup ("");
  row->place = g_strdup ("");
  row->actors = g_strdup ("");
  row->type = g_strdup ("");
  row->point = (IbarPoint){ __builtin_nan (""), __builtin_nan ("") };
  row->rejected = g_strdup (reason);
}

static gboolean
read_rows (IbarImportPreview *self, IbarImportReader *reader, IbarImportPlan *plan, guint max_rows, GError **error)
{
  IbarImportArena arena = { 0 };
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_import_note_free);
  IbarImportStep step = IBAR_IMPORT_STEP_ROW;

  while (self->rows->len < max_rows)
    {
      IbarImportRow raw;
      IbarImportEvent event;
      IbarImportPreviewRow *row;
      g_autoptr (GError) local = NULL;

      step = ibar_import_reader_next (reader, &raw, &local);
      if (step == IBAR_IMPORT_STEP_FAILED)
        g_propagate_error (error, g_steal_pointer (&local));
      if (step == IBAR_IMPORT_STEP_END || step == IBAR_IMPORT_STEP_FAILED)
        break;
      if (step == IBAR_IMPORT_STEP_ROW && ibar_import_plan_is_heading (plan, &raw, self->rows->len))
        continue;
      row = g_new0 (IbarImportPreviewRow, 1);
      row->line = raw.line;
      if (step == IBAR_IMPORT_STEP_REJECT)
        reject_row (row, local->message);
      else if (ibar_import_plan_read_row (plan, &raw, &arena, &event, notes))
        fill_row (row, &event);
      else
        reject_row (row, ((IbarImportNote *) g_ptr_array_index (notes, notes->len - 1))->reason);
      g_ptr_array_add (self->rows, row);
    }
  ibar_import_arena_clear (&arena);
  return step != IBAR_IMPORT_STEP_FAILED;
}

static void
read_terms (IbarImportPreview *self, const IbarImportOptions *options, const IbarImportProfile *profile)
{
  self->profile = g_strdup (profile->name);
  self->profile_title = ibar_import_profile_dup (profile, "profile", "title");
  if (self->profile_title == NULL)
    self->profile_title = g_strdup (profile->name);
  self->licence = ibar_import_profile_dup (profile, "profile", "licence");
  self->citation = ibar_import_profile_dup (profile, "profile", "citation");
  self->redistributable = ibar_import_profile_get_flag (profile, "redistributable", FALSE);
  self->dataset = options->dataset != NULL ? g_strdup (options->dataset)
                                           : ibar_import_profile_dup (profile, "profile", "dataset");
  if (self->dataset == NULL)
    self->dataset = ibar_import_make_dataset_id (options->inputs[0]);
}

/**
 * ibar_import_preview_new:
 * @options: as for ibar_import_run(); the first input is looked at, into is not touched
 * @max_rows: how many rows
 * @cancellable: (nullable): stops it
 *
 * **Errors:** as ibar_import_run(). **Thread:** any.
 */
IbarImportPreview *
ibar_import_preview_new (const IbarImportOptions *options, guint max_rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (IbarImportReader) reader = ibar_import_reader_open (options->inputs[0], error);
  g_autoptr (IbarImportProfile) profile = NULL;
  g_autoptr (IbarImportPlan) plan = NULL;
  g_autoptr (IbarImportPreview) self = g_new0 (IbarImportPreview, 1);

  if (reader == NULL)
    return NULL;
  profile = ibar_import_choose_profile (options, reader, error);
  plan = profile != NULL ? ibar_import_open_plan (options, profile, reader, error) : NULL;
  if (plan == NULL || !ibar_import_plan_survey (plan, reader, NULL, G_MAXINT64, cancellable, error))
    return NULL;
  self->fields = g_ptr_array_new_with_free_func (free_field);
  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->columns = g_strdupv (ibar_import_reader_get_columns (reader, NULL));
  read_terms (self, options, profile);
  read_fields (self, options, profile, plan);
  self->date_order = ibar_import_plan_get_date_order (plan, &self->date_evidence);
  self->ambiguous = ibar_import_plan_is_ambiguous (plan);
  self->exchanged = ibar_import_plan_get_exchanged (plan, &self->coordinate_evidence);
  return read_rows (self, reader, plan, max_rows, error) ? g_steal_pointer (&self) : NULL;
}
