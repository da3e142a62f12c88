/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row becomes one event, or is rejected with column, value and reason.
 *
 * A row without coordinates is an event that is not placed, one without a date an event that is not dated; a row with
 * neither, or with an impossible value in either, is no event. A figure that is no number does not cost the event:
 * the cell goes to raw_row and a note says so.
 */
#define G_LOG_DOMAIN "ibar-import-row"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-plan-private.h"
#include "ibar-json.h"

/* Something to report about a row; field: N_FIELDS where it is about none. */
void
ibar_import_row_note (IbarImportPlan *self, GPtrArray *notes, const IbarImportRow *row, Field field, const char *value,
                      const char *reason, gboolean rejected)
{
  IbarImportNote *note = g_new0 (IbarImportNote, 1);
  int column = field < N_FIELDS ? ibar_import_expression_get_column (self->fields[field]) : -1;

  note->input = g_strdup (self->input);
  note->line = row->line;
  note->column = g_strdup (column >= 0 ? self->columns[column] : field < N_FIELDS ? ibar_import_field_names[field] : "");
  note->value = ibar_error_dup_start (value, 500);
  note->reason = g_strdup (reason);
  note->rejected = rejected;
  g_ptr_array_add (notes, note);
}

/* What a field has in a row, "" where that says that nothing is known. scratch: which of the plan's a text that is put
 * together is written to. */
const char *
ibar_import_row_evaluate (IbarImportPlan *self, Field field, char **cells, int scratch)
{
  return ibar_import_known (
      ibar_import_expression_evaluate (self->fields[field], cells, NULL, self->scratch[scratch]));
}

/* FNV-1a, 64 bits, with a separator after each cell. */
static guint64
hash_cells (const IbarImportPlan *self, const IbarImportRow *row)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; i < self->n_columns; i++)
    {
      if ((int) i == self->index_column)
        continue;
      for (const guchar *p = (const guchar *) row->cells[i]; *p != '\0'; p++)
        hash = (hash ^ *p) * G_GUINT64_CONSTANT (0x100000001b3);
      hash = (hash ^ 0x1f) * G_GUINT64_CONSTANT (0x100000001b3);
    }
  if (!isnan (row->point.longitude))
    {
      guint64 bits[2];

      memcpy (bits, &row->point, sizeof bits);
      hash = (hash ^ bits[0]) * G_GUINT64_CONSTANT (0x100000001b3);
      hash = (hash ^ bits[1]) * G_GUINT64_CONSTANT (0x100000001b3);
    }
  return hash;
}

/* Dates ------------------------------------------------------------------------------------------ */

static void
span_months (IbarImportDate *date)
{
  int year, month, day;

  ibar_day_to_ymd (date->start, &year, &month, &day);
  date->start -= day - 1;
  ibar_day_to_ymd (date->end, &year, &month, &day);
  date->end += ibar_days_in_month (year, month) - day;
}

static void
span_years (IbarImportDate *date)
{
  int year, month, day;

  ibar_day_to_ymd (date->start, &year, &month, &day);
  date->start = ibar_day_from_ymd (year, 1, 1);
  ibar_day_to_ymd (date->end, &year, &month, &day);
  date->end = ibar_day_from_ymd (year, 12, 31);
}

/* What the table says of the date's precision, in the words of [date-precision]. */
static void
apply_precision (IbarImportPlan *self, IbarImportDate *date, char **cells)
{
  const char *value = ibar_import_row_evaluate (self, FIELD_DATE_PRECISION, cells, 0), *token;

  if (*value == '\0' || date->start == IBAR_DAY_NONE || date->precision != IBAR_DATE_DAY)
    return;
  token = g_hash_table_lookup (self->date_precisions, value);
  if (token == NULL)
    ibar_date_precision_from_string (value, &date->precision);
  else if (g_str_equal (token, "week"))
    {
      date->precision = IBAR_DATE_RANGE;
      if (date->start == date->end)
        {
          date->start -= 3;
          date->end += 3;
        }
    }
  else if (g_str_equal (token, "range"))
    date->precision = date->start == date->end ? IBAR_DATE_DAY_INFERRED : IBAR_DATE_RANGE;
  else if (g_str_equal (token, "month"))
    {
      date->precision = IBAR_DATE_MONTH;
      span_months (date);
    }
  else if (g_str_equal (token, "year"))
    {
      date->precision = IBAR_DATE_YEAR;
      span_years (date);
    }
  else if (g_str_equal (token, "day-inferred"))
    date->precision = IBAR_DATE_DAY_INFERRED;
}

static gboolean
read_end (IbarImportPlan *self, const IbarImportRow *row, IbarImportDate *date, GPtrArray *notes)
{
  const char *text = ibar_import_row_evaluate (self, FIELD_DATE_END, row->cells, 0);
  g_autoptr (GError) error = NULL;
  IbarImportDate end;

  if (*text == '\0')
    return TRUE;
  if (!ibar_import_parse_date (text, self->date_order, &end, &error))
    {
      ibar_import_row_note (self, notes, row, FIELD_DATE_END, text, error->message, TRUE);
      return FALSE;
    }
  if (end.end < date->start)
    {
      ibar_import_row_note (self, notes, row, FIELD_DATE_END, text, _ ("ends before it starts"), TRUE);
      return FALSE;
    }
  date->end = end.end;
  date->precision = MAX (date->precision, end.precision);
  return TRUE;
}

static gboolean
read_date (IbarImportPlan *self, const IbarImportRow *row, IbarImportDate *date, GPtrArray *notes)
{
  const char *text = ibar_import_row_evaluate (self, FIELD_DATE, row->cells, 0);
  g_autoptr (GError) error = NULL;
  Field field = *text != '\0' ? FIELD_DATE : FIELD_YEAR;

  if (*text != '\0')
    ibar_import_parse_date (text, self->date_order, date, &error);
  else
    {
      text = ibar_import_row_evaluate (self, FIELD_YEAR, row->cells, 0);
      ibar_import_date_from_parts (text, ibar_import_row_evaluate (self, FIELD_MONTH, row->cells, 1),
                                   ibar_import_row_evaluate (self, FIELD_DAY, row->cells, 2), date, &error);
    }
  if (error != NULL)
    {
      ibar_import_row_note (self, notes, row, field, text, error->message, TRUE);
      return FALSE;
    }
  if (date->start != IBAR_DAY_NONE && !read_end (self, row, date, notes))
    return FALSE;
  apply_precision (self, date, row->cells);
  return TRUE;
}

/* Position --------------------------------------------------------------------------------------- */

static gboolean
reject_coordinate (IbarImportPlan *self, const IbarImportRow *row, Field field, const char *text, const char *other,
                   const GError *error, GPtrArray *notes)
{
  double unused;
  g_autofree char *reason = NULL;
  IbarAxis axis = field == FIELD_LATITUDE ? IBAR_AXIS_LONGITUDE : IBAR_AXIS_LATITUDE;

  if (g_error_matches (error, IBAR_ERROR, IBAR_ERROR_DATA) && *other != '\0'
      && ibar_import_parse_coordinate (text, axis, &unused, NULL))
    reason = g_strdup_printf (_ ("%s; are latitude and longitude exchanged?"), error->message);
  ibar_import_row_note (self, notes, row, field, text, reason != NULL ? reason : error->message, TRUE);
  return FALSE;
}

static gboolean
read_coordinates (IbarImportPlan *self, const IbarImportRow *row, IbarPoint *point, GPtrArray *notes)
{
  Field latitude = self->exchanged ? FIELD_LONGITUDE : FIELD_LATITUDE;
  Field longitude = self->exchanged ? FIELD_LATITUDE : FIELD_LONGITUDE;
  const char *north = ibar_import_row_evaluate (self, latitude, row->cells, 0);
  const char *east = ibar_import_row_evaluate (self, longitude, row->cells, 1);
  g_autoptr (GError) error = NULL;

  if (*north != '\0' && !ibar_import_parse_coordinate (north, IBAR_AXIS_LATITUDE, &point->latitude, &error))
    return reject_coordinate (self, row, latitude, north, east, error, notes);
  if (*east != '\0' && !ibar_import_parse_coordinate (east, IBAR_AXIS_LONGITUDE, &point->longitude, &error))
    return reject_coordinate (self, row, longitude, east, north, error, notes);
  if (*north == '\0' || *east == '\0')
    {
      if (*north != *east)
        ibar_import_row_note (self, notes, row, *north == '\0' ? longitude : latitude, *north == '\0' ? east : north,
                  _ ("one coordinate without the other; the event is not placed"), FALSE);
      *point = (IbarPoint){ NAN, NAN };
    }
  return TRUE;
}

static gboolean
read_position (IbarImportPlan *self, const IbarImportRow *row, IbarPoint *point, GPtrArray *notes)
{
  const char *text;
  g_autoptr (GError) error = NULL;

  *point = (IbarPoint){ NAN, NAN };
  if (!read_coordinates (self, row, point, notes))
    return FALSE;
  if (!isnan (point->latitude))
    return TRUE;
  text = ibar_import_row_evaluate (self, FIELD_POSITION, row->cells, 0);
  if (*text != '\0' && !ibar_import_parse_position (text, point, &error))
    {
      ibar_import_row_note (self, notes, row, FIELD_POSITION, text, error->message, TRUE);
      return FALSE;
    }
  if (*text == '\0' && !isnan (row->point.latitude))
    {
      if (!(fabs (row->point.latitude) <= 90 && fabs (row->point.longitude) <= 180))
        {
          g_autofree char *value = g_strdup_printf ("%.10g %.10g", row->point.longitude, row->point.latitude);

          ibar_import_row_note (self, notes, row, FIELD_POSITION, value, _ ("the position lies outside the globe"), TRUE);
          return FALSE;
        }
      *point = row->point;
    }
  return TRUE;
}

static IbarPlacePrecision
read_place_precision (IbarImportPlan *self, char **cells)
{
  const char *value = ibar_import_row_evaluate (self, FIELD_PLACE_PRECISION, cells, 0);
  const char *token = g_hash_table_lookup (self->place_precisions, value);

  if (token == NULL)
    token = g_str_equal (value, "site") ? "exact" : value;
  for (IbarPlacePrecision i = IBAR_PLACE_EXACT; i <= IBAR_PLACE_UNPLACED; i++)
    if (g_str_equal (ibar_place_precision_to_string (i), token))
      return i;
  return IBAR_PLACE_EXACT;
}

/* The rest --------------------------------------------------------------------------------------- */

static void
append_raw_value (GString *json, const char *value)
{
  const char *mark = strchr (value, IBAR_IMPORT_LIST_MARK[0]);

  if (mark == NULL)
    {
      ibar_json_append_string (json, value);
      return;
    }
  {
    g_auto (GStrv) parts = g_strsplit (value, IBAR_IMPORT_LIST_MARK, -1);

    g_string_append_c (json, '[');
    for (char **part = parts; *part != NULL; part++)
      {
        if (part != parts)
          g_string_append_c (json, ',');
        ibar_json_append_string (json, *part);
      }
    g_string_append_c (json, ']');
  }
}

static const char *
make_raw (IbarImportPlan *self, const IbarImportRow *row, const gboolean *keep, IbarImportArena *arena)
{
  GString *json = self->json;

  g_string_assign (json, "{");
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (row->cells[i][0] == '\0' || !(self->raw[i] || keep[i]))
        continue;
      if (json->len > 1)
        g_string_append_c (json, ',');
      g_string_append (json, self->json_keys[i]);
      append_raw_value (json, row->cells[i]);
    }
  if (row->geometry != NULL)
    {
      g_string_append (json, json->len > 1 ? ",\"geometry\":" : "\"geometry\":");
      ibar_json_append_string (json, row->geometry);
    }
  g_string_append_c (json, '}');
  return ibar_import_arena_dup (arena, json->str);
}

/* One line, whatever the cell held. */
static const char *
make_title (IbarImportPlan *self, const IbarImportRow *row, const IbarImportEvent *event, IbarImportArena *arena)
{
  const char *text = ibar_import_expression_evaluate (self->fields[FIELD_TITLE], row->cells, event->type->label,
                                                      self->scratch[0]);
  char *title;

  if (*text == '\0' && *event->summary != '\0')
    {
      glong n = g_utf8_strlen (event->summary, -1);
      g_autofree char *cut = g_utf8_substring (event->summary, 0, MIN (n, 100));
      g_autofree char *dotted = g_strconcat (cut, n > 100 ? "…" : NULL, NULL);

      title = ibar_import_arena_dup (arena, dotted);
    }
  else if (*text == '\0' && *event->place != '\0')
    {
      g_autofree char *joined = g_strdup_printf ("%s, %s", event->type->label, event->place);

      title = ibar_import_arena_dup (arena, joined);
    }
  else
    title = ibar_import_arena_dup (arena, *text != '\0' ? text : event->type->label);
  for (char *p = title; *p != '\0'; p++)
    if (*p == '\n' || *p == '\r' || *p == '\t' || *p == IBAR_IMPORT_LIST_MARK[0])
      *p = ' ';
  return title;
}

static gpointer
take_array (GArray *array, IbarImportArena *arena, guint32 *n)
{
  gsize size = (gsize) array->len * g_array_get_element_size (array);

  *n = array->len;
  return size > 0 ? memcpy (ibar_import_arena_alloc (arena, size), array->data, size) : NULL;
}

/* What a field has in a row, as it stands, in the arena. */
const char *
ibar_import_row_dup_field (IbarImportPlan *self, Field field, char **cells, IbarImportArena *arena)
{
  return ibar_import_arena_dup (arena, ibar_import_expression_evaluate (self->fields[field], cells, NULL,
                                                                        self->scratch[0]));
}

static double
read_uncertainty (IbarImportPlan *self, char **cells)
{
  double metres = 0;

  ibar_import_parse_number (ibar_import_row_evaluate (self, FIELD_UNCERTAINTY, cells, 0), &metres, NULL);
  return isfinite (metres) && metres > 0 ? metres : 0;
}

static IbarConfidence
read_confidence (IbarImportPlan *self, char **cells)
{
  const char *value = ibar_import_row_evaluate (self, FIELD_CONFIDENCE, cells, 0);

  for (IbarConfidence i = IBAR_CONFIDENCE_HIGH; i < IBAR_N_CONFIDENCES; i++)
    if (g_ascii_strcasecmp (value, ibar_confidence_to_string (i)) == 0)
      return i;
  return IBAR_CONFIDENCE_UNSTATED;
}

/**
 * ibar_import_plan_read_row:
 * @self: a plan
 * @row: a row of its table
 * @arena: where the event's strings go
 * @event: (out caller-allocates): the event
 * @notes: (element-type IbarImportNote): grows by what there is to report
 *
 * Returns: FALSE if the row is rejected; the last note says why
 *
 * **Thread:** a plan belongs to one thread at a time. **Cost:** O(length of the row).
 */
gboolean
ibar_import_plan_read_row (IbarImportPlan *self, const IbarImportRow *row, IbarImportArena *arena,
                           IbarImportEvent *event, GPtrArray *notes)
{
  gboolean keep_few[256] = { FALSE };
  g_autofree gboolean *keep_many = self->n_columns > 256 ? g_new0 (gboolean, self->n_columns) : NULL;
  gboolean *keep = keep_many != NULL ? keep_many : keep_few;

  memset (event, 0, sizeof *event);
  event->line = row->line;
  event->hash = hash_cells (self, row);
  event->reading = self->reading;
  if (!read_date (self, row, &event->date, notes) || !read_position (self, row, &event->point, notes))
    return FALSE;
  if (event->date.start == IBAR_DAY_NONE && isnan (event->point.latitude))
    {
      ibar_import_row_note (self, notes, row, N_FIELDS, "", _ ("neither a date nor a position"), TRUE);
      return FALSE;
    }
  event->type = ibar_import_plan_find_type (self, row->cells);
  event->external_id = ibar_import_row_dup_field (self, FIELD_ID, row->cells, arena);
  event->summary = ibar_import_row_dup_field (self, FIELD_SUMMARY, row->cells, arena);
  event->contested = ibar_import_row_dup_field (self, FIELD_CONTESTED, row->cells, arena);
  event->place = ibar_import_row_dup_field (self, FIELD_PLACE, row->cells, arena);
  event->municipality = ibar_import_row_dup_field (self, FIELD_MUNICIPALITY, row->cells, arena);
  event->title = make_title (self, row, event, arena);
  event->place_id = ibar_import_row_dup_field (self, FIELD_PLACE_ID, row->cells, arena);
  event->uncertainty_m = read_uncertainty (self, row->cells);
  event->precision = read_place_precision (self, row->cells);
  /* The middle of an area or a line is where the event may have been, not where it was. */
  if (row->geometry != NULL && event->precision < IBAR_PLACE_REGION)
    event->precision = IBAR_PLACE_REGION;
  event->confidence = read_confidence (self, row->cells);
  ibar_import_row_read_links (self, row, arena, notes, keep);
  event->actors = take_array (self->row_actors, arena, &event->n_actors);
  event->claims = take_array (self->row_claims, arena, &event->n_claims);
  event->sources = take_array (self->row_sources, arena, &event->n_sources);
  event->namings = take_array (self->row_namings, arena, &event->n_namings);
  /* The place's comes first. */
  if (event->n_namings > 0 && event->namings[0].id == NULL)
    event->place_naming = event->namings;
  event->raw = make_raw (self, row, keep, arena);
  if (row->repaired)
    ibar_import_row_note (self, notes, row, N_FIELDS, "", _ ("bytes that are no text were replaced by U+FFFD"), FALSE);
  return TRUE;
}
