/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look at a table's rows before they are read: the order of day and month, of latitude and longitude, a column that
 * only counts, the terms. What the user decides stands against it. */
#define G_LOG_DOMAIN "ibar-import-survey"

#include "config.h"

#include "ibar-import-plan-private.h"

#define SURVEY_ROWS 2000 /* enough to see what a table is; more only where nothing decides */

static gboolean
needs_more (IbarImportPlan *self)
{
  const IbarDateEvidence *date = &self->date_evidence;
  const IbarCoordinateEvidence *coordinates = &self->coordinate_evidence;

  if (date->n_either > 0 && date->n_day_first_only == date->n_month_first_only)
    return TRUE;
  return !self->trusted && coordinates->n_either > 0 && coordinates->n_given_only == 0
         && coordinates->n_exchanged_only == 0 && coordinates->n_home_given == 0;
}

/* A column without a name that counts the rows. */
static gboolean
is_counting (gint64 n_rows, const char *cell, gint64 *offset)
{
  gint64 value;

  if (!ibar_import_parse_count (cell, &value, NULL))
    return FALSE;
  if (n_rows == 0)
    *offset = value;
  return value == *offset + n_rows;
}

/* A second header row: HXL tags (#date+start) and nothing else. */
gboolean
ibar_import_plan_is_heading (IbarImportPlan *self, const IbarImportRow *row, gint64 n_rows)
{
  guint tags = 0;

  if (n_rows > 0)
    return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (row->cells[i][0] == '#' && g_ascii_isalpha (row->cells[i][1]))
        tags++;
      else if (row->cells[i][0] != '\0')
        return FALSE;
    }
  return tags > 0;
}

/* The terms, if all rows say the same. */
static void
survey_licence (IbarImportPlan *self, char **cells)
{
  const char *licence = ibar_import_row_evaluate (self, FIELD_LICENCE, cells, 0);

  if (*licence == '\0' || self->licences_differ)
    return;
  if (self->licence == NULL)
    self->licence = g_strdup (licence);
  else if (!g_str_equal (self->licence, licence))
    {
      g_clear_pointer (&self->licence, g_free);
      self->licences_differ = TRUE;
    }
}

/* (nullable): the data's terms, where the table has a column that says them. */
const char *
ibar_import_plan_get_licence (IbarImportPlan *self)
{
  return self->licence;
}

/**
 * ibar_import_plan_survey:
 * @self: a plan
 * @reader: its table, before the first row; rewound afterwards
 * @home: (nullable): where the collection's events lie
 * @most: how many rows may be looked at
 *
 * Looks at the first rows, and at all where they do not decide, for the order of day and month and of latitude and
 * longitude.
 */
gboolean
ibar_import_plan_survey (IbarImportPlan *self, IbarImportReader *reader, const IbarExtent *home, gint64 most,
                         GCancellable *cancellable, GError **error)
{
  IbarImportRow row;
  IbarImportStep step = IBAR_IMPORT_STEP_ROW;
  gint64 n = 0, offset = 0;
  gboolean counting = self->n_columns > 0 && self->columns[0][0] == '\0';

  while (n < most && (n < SURVEY_ROWS || needs_more (self)) && !g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      GError *local = NULL;

      step = ibar_import_reader_next (reader, &row, &local);
      if (step == IBAR_IMPORT_STEP_FAILED)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      g_clear_error (&local);
      if (step == IBAR_IMPORT_STEP_END)
        break;
      if (step == IBAR_IMPORT_STEP_REJECT || ibar_import_plan_is_heading (self, &row, n))
        continue;
      ibar_date_evidence_add (&self->date_evidence, ibar_import_row_evaluate (self, FIELD_DATE, row.cells, 0));
      ibar_coordinate_evidence_add (&self->coordinate_evidence, ibar_import_row_evaluate (self, FIELD_LATITUDE, row.cells, 0),
                                    ibar_import_row_evaluate (self, FIELD_LONGITUDE, row.cells, 1), home);
      survey_licence (self, row.cells);
      counting = counting && is_counting (n, row.cells[0], &offset);
      n++;
    }
  if (g_cancellable_is_cancelled (cancellable))
    return FALSE;
  if (counting && n > 0)
    self->index_column = 0;
  if (!self->date_order_fixed)
    self->date_order = ibar_date_evidence_decide (&self->date_evidence);
  if (!self->exchanged_fixed)
    self->exchanged = ibar_coordinate_evidence_decide (&self->coordinate_evidence);
  self->reading = ibar_import_plan_get_reading (self);
  return ibar_import_reader_rewind (reader, error);
}

/* What the user decides stands against the evidence. */
void
ibar_import_plan_set_date_order (IbarImportPlan *self, IbarDateOrder order)
{
  self->date_order = order;
  self->date_order_fixed = TRUE;
}

void
ibar_import_plan_set_exchanged (IbarImportPlan *self, gboolean exchanged)
{
  self->exchanged = exchanged;
  self->exchanged_fixed = TRUE;
}

/* evidence: (out) (optional) (transfer full): a sentence with the counts. */
IbarDateOrder
ibar_import_plan_get_date_order (IbarImportPlan *self, char **evidence)
{
  if (evidence != NULL)
    *evidence = ibar_date_evidence_explain (&self->date_evidence);
  return self->date_order;
}

/**
 * ibar_import_plan_get_reading:
 * @self: a plan after its survey
 *
 * A row that was imported once is an update, and not unchanged, where its dates, coordinates or columns are taken otherwise
 * now: how they are taken is a hash of the columns that fields have to themselves, the order of dates, and of coordinates.
 */
guint64
ibar_import_plan_get_reading (IbarImportPlan *self)
{
  guint64 hash = 0;

  for (int field = 0; field < N_FIELDS; field++)
    {
      int column = ibar_import_expression_get_column (self->fields[field]);

      hash = hash * 31 + (column >= 0 ? g_str_hash (self->columns[column]) : 0);
    }
  return hash << 2 | (guint64) (self->date_order == IBAR_DATE_ORDER_MONTH_FIRST) << 1 | (guint64) self->exchanged;
}

/* Some dates may be read either way and nothing decides. */
gboolean
ibar_import_plan_is_ambiguous (IbarImportPlan *self)
{
  return self->date_order == IBAR_DATE_ORDER_UNDECIDED && self->date_evidence.n_either > 0;
}

gboolean
ibar_import_plan_get_exchanged (IbarImportPlan *self, char **evidence)
{
  if (evidence != NULL)
    *evidence = ibar_coordinate_evidence_explain (&self->coordinate_evidence);
  return self->exchanged;
}
