/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of an import's filter a server is asked for, so that it sends no more than it must.
 *
 * Every condition here lets through at least what passes (ibar-import-filter.c looks at each row that comes), so pushing is
 * about speed and never about the result. Where a column may be read in more ways than the server compares it, what it
 * cannot judge is let through: text that is no ISO day, a blank cell for which another column stands in, a date that the
 * table's precision makes longer.
 */
#define G_LOG_DOMAIN "ibar-import-push"

#include "config.h"

#include "ibar-import-filter.h"
#include "ibar-import-plan-private.h"
#include "ibar-import-private.h"

#include <string.h>

#define SAMPLE_ROWS 1000

typedef struct
{
  const IbarFilter *filter;
  IbarImportPlan   *plan;
  IbarImportReader *reader;
  char            **columns;
  gboolean          mysql;
  GString          *sql;
} Push;

void
ibar_import_append_and (GString *sql)
{
  if (sql->len > 0)
    g_string_append (sql, " AND ");
}

void
ibar_import_append_column (GString *sql, const char *name, gboolean mysql)
{
  char quote = mysql ? '`' : '"';

  g_string_append_c (sql, quote);
  for (; *name != '\0'; name++)
    {
      if (*name == quote)
        g_string_append_c (sql, quote);
      g_string_append_c (sql, *name);
    }
  g_string_append_c (sql, quote);
}

/* format: with %s for the column, as often as wanted. */
static void
append_about (Push *self, int column, const char *format)
{
  for (const char *p = format; *p != '\0'; p++)
    if (p[0] == '%' && p[1] == 's')
      {
        ibar_import_append_column (self->sql, self->columns[column], self->mysql);
        p++;
      }
    else
      g_string_append_c (self->sql, *p);
}

/* Dates -------------------------------------------------------------------------------------------- */

/* Whether it is worth comparing a column's text with days: what is written otherwise is let through anyway. */
static gboolean
has_iso_days (IbarImportReader *reader, int column, gboolean *iso, GError **error)
{
  IbarImportStep step = IBAR_IMPORT_STEP_ROW;

  *iso = TRUE;
  for (int n = 0; n < SAMPLE_ROWS && *iso; n++)
    {
      IbarImportRow row;
      g_autoptr (GError) local = NULL;

      step = ibar_import_reader_next (reader, &row, &local);
      if (step == IBAR_IMPORT_STEP_FAILED)
        g_propagate_error (error, g_steal_pointer (&local));
      if (step == IBAR_IMPORT_STEP_FAILED || step == IBAR_IMPORT_STEP_END)
        break;
      if (step == IBAR_IMPORT_STEP_ROW && *row.cells[column] != '\0')
        *iso = ibar_import_is_iso_day (row.cells[column]);
    }
  return step != IBAR_IMPORT_STEP_FAILED && ibar_import_reader_rewind (reader, error);
}

/* FALSE: it failed. *comparable: whether the server may compare the column with days. */
static gboolean
look_at_days (Push *self, int column, gboolean *comparable, GError **error)
{
  switch (ibar_import_reader_get_column_kind (self->reader, column))
    {
    case IBAR_IMPORT_COLUMN_DAY:
      *comparable = TRUE;
      return TRUE;
    case IBAR_IMPORT_COLUMN_TEXT:
      return has_iso_days (self->reader, column, comparable, error);
    case IBAR_IMPORT_COLUMN_INTEGER:
    case IBAR_IMPORT_COLUMN_REAL:
    case IBAR_IMPORT_COLUMN_OTHER:
    default:
      *comparable = FALSE;
      return TRUE;
    }
}

/* Days: how far what the table says of a date's precision moves its ends. */
static int
get_slack (IbarImportPlan *plan)
{
  GHashTableIter iter;
  gpointer token;
  int slack = 0;

  if (ibar_import_expression_is_empty (plan->fields[FIELD_DATE_PRECISION]))
    return 0;
  g_hash_table_iter_init (&iter, plan->date_precisions);
  while (g_hash_table_iter_next (&iter, NULL, &token))
    slack = MAX (slack, g_str_equal (token, "year")    ? 366
                        : g_str_equal (token, "month") ? 31
                        : g_str_equal (token, "week")  ? 3
                                                       : 0);
  return slack;
}

/* (comparison OR what cannot be compared): text of another form or with two days in it. */
static void
append_day (Push *self, int column, const char *comparison, IbarDay day)
{
  g_autofree char *text = ibar_day_format_iso (day);

  g_string_append_c (self->sql, '(');
  append_about (self, column, "%s ");
  g_string_append_printf (self->sql, "%s '%s'", comparison, text);
  if (ibar_import_reader_get_column_kind (self->reader, column) == IBAR_IMPORT_COLUMN_TEXT)
    append_about (self, column,
                  " OR char_length(%s) > 32 OR (%s NOT LIKE '____-__-__' AND %s NOT LIKE '____-__-_____:__%')");
  g_string_append_c (self->sql, ')');
}

static gboolean
push_dates (Push *self, GError **error)
{
  const IbarFilter *filter = self->filter;
  int start = ibar_import_plan_get_column (self->plan, "date"), end = ibar_import_plan_get_column (self->plan, "date-end");
  int slack = get_slack (self->plan);
  /* Where another column stands in for a blank one. */
  gboolean others = ibar_import_expression_has_others (self->plan->fields[FIELD_DATE])
                    || !ibar_import_expression_is_empty (self->plan->fields[FIELD_YEAR]);
  gboolean other_ends = end < 0 && !ibar_import_expression_is_empty (self->plan->fields[FIELD_DATE_END]);
  gboolean comparable, ends_comparable = TRUE;

  if (start < 0 || (filter->from == IBAR_DAY_NONE && filter->to == IBAR_DAY_NONE))
    return TRUE;
  if (!look_at_days (self, start, &comparable, error) || (end >= 0 && !look_at_days (self, end, &ends_comparable, error)))
    return FALSE;
  if (comparable && filter->to != IBAR_DAY_NONE)
    {
      ibar_import_append_and (self->sql);
      g_string_append_c (self->sql, '(');
      /* The day after: the column may hold a time of day. */
      append_day (self, start, "<", filter->to + 1 + slack);
      if (others)
        append_about (self, start, " OR %s IS NULL");
      g_string_append_c (self->sql, ')');
    }
  if (!comparable || !ends_comparable || other_ends || filter->from == IBAR_DAY_NONE)
    return TRUE;
  /* An event without an end ends on the day it starts, or on the last day that its cell names. */
  ibar_import_append_and (self->sql);
  g_string_append_c (self->sql, '(');
  append_day (self, start, ">=", filter->from - slack);
  if (end >= 0)
    {
      g_string_append (self->sql, " OR ");
      append_day (self, end, ">=", filter->from - slack);
    }
  if (end >= 0 && ibar_import_expression_has_others (self->plan->fields[FIELD_DATE_END]))
    append_about (self, end, " OR %s IS NULL");
  if (others)
    append_about (self, start, " OR %s IS NULL");
  g_string_append_c (self->sql, ')');
  return TRUE;
}

/* The area ----------------------------------------------------------------------------------------- */

static gboolean
get_box (const IbarFilter *filter, IbarExtent *box)
{
  if (filter->area == NULL || filter->area->len == 0)
    return FALSE;
  /* Plainly the least and the most: an extent would go the shorter way round the globe, a ring runs on unbroken. */
  *box = (IbarExtent){ G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };
  for (guint i = 0; i < filter->area->len; i++)
    {
      IbarPoint point = g_array_index (filter->area, IbarPoint, i);

      box->west = MIN (box->west, point.longitude);
      box->south = MIN (box->south, point.latitude);
      box->east = MAX (box->east, point.longitude);
      box->north = MAX (box->north, point.latitude);
    }
  return TRUE;
}

static void
append_between (Push *self, int column, double low, double high)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  append_about (self, column, "%s >= ");
  g_string_append (self->sql, g_ascii_dtostr (number, sizeof number, low));
  append_about (self, column, " AND %s <= ");
  g_string_append (self->sql, g_ascii_dtostr (number, sizeof number, high));
}

/* Over the antimeridian the longitudes are two runs: all of them come. */
static void
append_box (Push *self, int north, int east, const IbarExtent *box)
{
  append_between (self, north, box->south, box->north);
  if (box->west < -180 || box->east > 180)
    return;
  g_string_append (self->sql, " AND ");
  append_between (self, east, box->west, box->east);
}

static gboolean
is_number (Push *self, int column)
{
  IbarImportColumnKind kind = ibar_import_reader_get_column_kind (self->reader, column);

  return kind == IBAR_IMPORT_COLUMN_REAL || kind == IBAR_IMPORT_COLUMN_INTEGER;
}

/* Two columns of numbers. Which of them is which is decided by the rows that come, so either way round will do. */
static void
push_columns (Push *self, int north, int east, const IbarExtent *box)
{
  ibar_import_append_and (self->sql);
  g_string_append (self->sql, "((");
  append_box (self, north, east, box);
  g_string_append (self->sql, ") OR (");
  append_box (self, east, north, box);
  append_about (self, north, ") OR %s IS NULL");
  append_about (self, east, " OR %s IS NULL)");
}

/* The box that the geometry must meet, where nothing but the geometry tells the position. */
static gboolean
push_area (Push *self, gboolean is_server, IbarExtent *box)
{
  int north = ibar_import_plan_get_column (self->plan, "latitude"), east = ibar_import_plan_get_column (self->plan, "longitude");
  IbarImportExpression **fields = self->plan->fields;

  if (!get_box (self->filter, box))
    return FALSE;
  if (is_server && north >= 0 && east >= 0 && is_number (self, north) && is_number (self, east))
    push_columns (self, north, east, box);
  return ibar_import_expression_is_empty (fields[FIELD_LATITUDE]) && ibar_import_expression_is_empty (fields[FIELD_LONGITUDE])
         && ibar_import_expression_is_empty (fields[FIELD_POSITION]) && box->west >= -180 && box->east <= 180;
}

/**
 * ibar_import_filter_push:
 * @filter: (nullable): what is wanted
 * @profile: what is done with the table
 * @dataset: id of the data set its events will belong to
 * @reader: the table
 * @where: (nullable): a condition in the server's own SQL besides
 *
 * Asks a server for the rows that may pass: dates, area, and what the filter says of actors, types and places
 * (ibar-import-push-terms.c). Files are read whole anyway.
 *
 * **Errors:** IBAR_ERROR_FAILED if the condition is refused.
 */
gboolean
ibar_import_filter_push (const IbarFilter *filter, const IbarImportProfile *profile, const char *dataset,
                         IbarImportReader *reader, const char *where, GError **error)
{
  gboolean mysql = g_str_equal (ibar_import_reader_get_format (reader), "MySQL");
  gboolean is_server = ibar_import_reader_is_server (reader);
  /* Its own, since asking for values teaches a plan types in another order than the rows would. */
  g_autoptr (IbarImportPlan) plan = NULL;
  g_autoptr (GString) sql = g_string_new (NULL);
  Push self = { filter, NULL, reader, ibar_import_reader_get_columns (reader, NULL), mysql, sql };
  IbarExtent box;
  gboolean has_box;

  if (filter == NULL)
    return where == NULL || ibar_import_reader_push (reader, where, NULL, error);
  plan = self.plan = ibar_import_plan_new (profile, reader, error);
  if (plan == NULL)
    return FALSE;
  if (where != NULL)
    g_string_append_printf (sql, "(%s)", where);
  if (is_server && !push_dates (&self, error))
    return FALSE;
  has_box = push_area (&self, is_server, &box);
  if (is_server)
    ibar_import_filter_push_terms (filter, plan, dataset, reader, sql);
  return ibar_import_reader_push (reader, sql->len > 0 ? sql->str : NULL, has_box ? &box : NULL, error);
}
