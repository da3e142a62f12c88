/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Importing a part: the filter of an import, pushed to the server as far as it understands it and checked on every row.
 *
 * Dates are pushed where the column is a date or holds ISO dates (the comparison is then that of text), the area as its
 * box, by the geometry or by two columns of numbers. What a server lets through too much is dropped here, so pushing
 * is about speed and never about the result.
 */
#define G_LOG_DOMAIN "ibar-import-filter"

#include "config.h"

#include "ibar-import-filter.h"

#include <math.h>
#include <string.h>

#include "ibar-names.h"

#define SAMPLE_ROWS 1000

static void
append_and (GString *sql)
{
  if (sql->len > 0)
    g_string_append (sql, " AND ");
}

/* "column", or as MySQL has it `column` (its quotes are for text), with the mark doubled inside. */
static void
append_column (GString *sql, const char *name, char quote)
{
  g_string_append_c (sql, quote);
  for (; *name != '\0'; name++)
    {
      if (*name == quote)
        g_string_append_c (sql, quote);
      g_string_append_c (sql, *name);
    }
  g_string_append_c (sql, quote);
}

static gboolean
starts_with_iso_day (const char *text)
{
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

/* Whether a column compares as its days do: one of dates, or of text that begins with ISO days. 31/12/2020 would be lost. */
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
        *iso = starts_with_iso_day (row.cells[column]);
    }
  return step != IBAR_IMPORT_STEP_FAILED && ibar_import_reader_rewind (reader, error);
}

static void
push_day (GString *sql, const char *column, char quote, const char *comparison, IbarDay day)
{
  g_autofree char *text = ibar_day_format_iso (day);

  append_and (sql);
  append_column (sql, column, quote);
  g_string_append_printf (sql, " %s '%s'", comparison, text);
}

static gboolean
push_dates (const IbarFilter *filter, IbarImportPlan *plan, IbarImportReader *reader, char quote, GString *sql, GError **error)
{
  char **names = ibar_import_reader_get_columns (reader, NULL);
  int start = ibar_import_plan_get_column (plan, "date"), end = ibar_import_plan_get_column (plan, "date-end");
  gboolean iso;

  if (start < 0 || (filter->from == IBAR_DAY_NONE && filter->to == IBAR_DAY_NONE))
    return TRUE;
  if (!has_iso_days (reader, start, &iso, error))
    return FALSE;
  if (iso && end >= 0 && !has_iso_days (reader, end, &iso, error))
    return FALSE;
  /* Else all rows come, and are looked at here. */
  if (!iso)
    return TRUE;
  /* The day after: the column may hold a time of day. */
  if (filter->to != IBAR_DAY_NONE)
    push_day (sql, names[start], quote, "<", filter->to + 1);
  if (filter->from != IBAR_DAY_NONE && end < 0)
    push_day (sql, names[start], quote, ">=", filter->from);
  else if (filter->from != IBAR_DAY_NONE)
    {
      /* An event without an end ends on the day it starts. */
      append_and (sql);
      g_string_append_c (sql, '(');
      {
        g_autoptr (GString) either = g_string_new (NULL);

        push_day (either, names[end], quote, ">=", filter->from);
        g_string_append (either, " OR (");
        append_column (either, names[end], quote);
        g_string_append (either, " IS NULL");
        push_day (either, names[start], quote, ">=", filter->from);
        g_string_append_printf (sql, "%s))", either->str);
      }
    }
  return TRUE;
}

static void
push_between (GString *sql, const char *column, char quote, double low, double high)
{
  char a[G_ASCII_DTOSTR_BUF_SIZE], b[G_ASCII_DTOSTR_BUF_SIZE];

  append_and (sql);
  append_column (sql, column, quote);
  g_string_append_printf (sql, " >= %s AND ", g_ascii_dtostr (a, sizeof a, low));
  append_column (sql, column, quote);
  g_string_append_printf (sql, " <= %s", g_ascii_dtostr (b, sizeof b, high));
}

static gboolean
get_box (const IbarFilter *filter, IbarExtent *box)
{
  ibar_extent_init_empty (box);
  for (guint i = 0; filter->area != NULL && i < filter->area->len; i++)
    ibar_extent_add (box, g_array_index (filter->area, IbarPoint, i));
  return filter->area != NULL && filter->area->len > 0;
}

static const char *
column_name (IbarImportPlan *plan, IbarImportReader *reader, const char *field)
{
  int column = ibar_import_plan_get_column (plan, field);

  return column >= 0 ? ibar_import_reader_get_columns (reader, NULL)[column] : NULL;
}

/**
 * ibar_import_filter_push:
 * @filter: (nullable): what is wanted
 * @plan: the table's plan
 * @reader: the table
 * @where: (nullable): a condition in the server's own SQL besides
 *
 * **Errors:** IBAR_ERROR_FAILED if the condition is refused.
 */
gboolean
ibar_import_filter_push (const IbarFilter *filter, IbarImportPlan *plan, IbarImportReader *reader, const char *where,
                         GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  const char *format = ibar_import_reader_get_format (reader);
  gboolean is_server = g_str_equal (format, "PostgreSQL") || g_str_equal (format, "MySQL");
  char quote = g_str_equal (format, "MySQL") ? '`' : '"';
  const char *north = column_name (plan, reader, "latitude"), *east = column_name (plan, reader, "longitude");
  IbarExtent box;
  gboolean has_box = filter != NULL && get_box (filter, &box);

  /* Files are read whole anyway, and their dates may be of any form. */
  if (filter != NULL && is_server && !push_dates (filter, plan, reader, quote, sql, error))
    return FALSE;
  if (has_box && is_server && north != NULL && east != NULL)
    {
      push_between (sql, north, quote, box.south, box.north);
      push_between (sql, east, quote, box.west, box.east);
    }
  if (where != NULL)
    {
      append_and (sql);
      g_string_append_printf (sql, "(%s)", where);
    }
  return ibar_import_reader_push (reader, sql->len > 0 ? sql->str : NULL,
                                  has_box && (north == NULL || !is_server) ? &box : NULL, error);
}

/* Rows --------------------------------------------------------------------------------------------- */

static gboolean
is_in_dates (const IbarFilter *filter, const IbarImportEvent *event)
{
  if (filter->from == IBAR_DAY_NONE && filter->to == IBAR_DAY_NONE)
    return TRUE;
  return event->date.start != IBAR_DAY_NONE && (filter->to == IBAR_DAY_NONE || event->date.start <= filter->to)
         && (filter->from == IBAR_DAY_NONE || event->date.end >= filter->from);
}

static gboolean
has_actor (const IbarImportEvent *event, const char *name)
{
  g_autofree char *wanted = ibar_import_normalise_name (name);

  for (guint i = 0; i < event->n_actors; i++)
    {
      g_autofree char *has = ibar_import_normalise_name (event->actors[i].name);

      if (g_str_equal (has, wanted))
        return TRUE;
    }
  return FALSE;
}

/* The one value of a facet that an event not yet written has: its type, place or municipality. */
static gboolean
has_value (const IbarImportEvent *event, IbarFacet facet, const char *value)
{
  g_autofree char *wanted = ibar_import_normalise_name (value), *has = NULL;

  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      return has_actor (event, value);
    case IBAR_FACET_TYPE:
      return g_str_equal (event->type->id, value);
    case IBAR_FACET_PLACE:
      has = ibar_import_normalise_name (event->place);
      break;
    case IBAR_FACET_MUNICIPALITY:
      has = ibar_import_normalise_name (event->municipality);
      break;
    default:
      return TRUE;
    }
  return g_str_equal (has, wanted);
}

static gboolean
passes_terms (const IbarFilterTerms *terms, const IbarImportEvent *event, IbarFacet facet)
{
  guint n = 0;

  for (guint i = 0; terms->exclude != NULL && i < terms->exclude->len; i++)
    if (has_value (event, facet, g_ptr_array_index (terms->exclude, i)))
      return FALSE;
  if (terms->include == NULL || terms->include->len == 0)
    return TRUE;
  for (guint i = 0; i < terms->include->len; i++)
    n += has_value (event, facet, g_ptr_array_index (terms->include, i));
  return terms->all ? n == terms->include->len : n > 0;
}

static gboolean
has_text (const IbarFilter *filter, const IbarImportEvent *event)
{
  g_autofree char *wanted = NULL, *title = NULL, *summary = NULL;

  if (filter->text == NULL || *filter->text == '\0')
    return TRUE;
  wanted = ibar_fold (filter->text);
  title = ibar_fold (event->title);
  summary = ibar_fold (event->summary);
  return strstr (title, wanted) != NULL || strstr (summary, wanted) != NULL;
}

/**
 * ibar_import_filter_passes:
 * @filter: what is wanted; sources and confidence are not asked for
 * @event: an event not yet written
 *
 * Returns: whether the event is to be imported
 */
gboolean
ibar_import_filter_passes (const IbarFilter *filter, const IbarImportEvent *event)
{
  if (!is_in_dates (filter, event) || !has_text (filter, event))
    return FALSE;
  for (int facet = 0; facet <= IBAR_FACET_PLACE; facet++)
    if (!passes_terms (&filter->terms[facet], event, facet))
      return FALSE;
  if (filter->area == NULL)
    return TRUE;
  return !isnan (event->point.latitude)
         && ibar_ring_contains ((const IbarPoint *) (gpointer) filter->area->data, filter->area->len, event->point);
}
