/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The events' sources as a bibliography: BibTeX, CSL-JSON, RIS. Each source once, in the order in
 * which the events name them first. What a source does not state is left out, never made up. */

#define G_LOG_DOMAIN "ibar-export-sources"

#include "config.h"

#include <string.h>

#include "ibar-export-private.h"
#include "ibar-json.h"

typedef struct
{
  const IbarVocabulary *words;
  IbarExportFormat format;
  GHashTable *seen; /* (owned) of source indices + 1 */
} Bibliography;

/* Year, month and day as far as the date states them; 0 for the rest. */
static void
split_date (const IbarSource *source, int *year, int *month, int *day)
{
  IbarDay start, end;
  IbarDatePrecision precision;

  *year = *month = *day = 0;
  if (source->date == NULL || !ibar_day_parse (source->date, &start, &end, &precision, NULL))
    return;
  ibar_day_to_ymd (start, year, month, day);
  if (precision != IBAR_DATE_DAY)
    *day = 0;
  if (precision == IBAR_DATE_YEAR)
    *month = 0;
}

/* TeX's special characters; the text itself stays UTF-8. */
static void
append_tex (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (*text == '\\')
        g_string_append (out, "\\textbackslash{}");
      else if (*text == '~' || *text == '^')
        g_string_append_printf (out, "\\%c{}", *text);
      else if (strchr ("{}%&$#_", *text) != NULL)
        g_string_append_printf (out, "\\%c", *text);
      else
        g_string_append_c (out, *text == '\n' || *text == '\r' ? ' ' : *text);
    }
}

static void
append_tex_field (GString *out, const char *name, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  g_string_append_printf (out, ",\n  %s = {", name);
  append_tex (out, value);
  g_string_append_c (out, '}');
}

/* BibTeX's keys know fewer characters than ids do. */
static void
append_key (GString *out, const char *id)
{
  for (; *id != '\0'; id++)
    g_string_append_c (out, g_ascii_isalnum (*id) || strchr ("-_.:", *id) != NULL ? *id : '-');
}

static void
append_bibtex (GString *out, const IbarSource *source)
{
  int year, month, day;

  split_date (source, &year, &month, &day);
  g_string_append (out, "@misc{");
  append_key (out, source->id);
  append_tex_field (out, "title", source->title);
  append_tex_field (out, "publisher", source->publisher);
  if (year > 0)
    g_string_append_printf (out, ",\n  year = {%d},\n  date = {%s}", year, source->date);
  if (month > 0)
    g_string_append_printf (out, ",\n  month = %d", month);
  /* An address is printed as it is: the url package takes every character but a brace. */
  if (source->url != NULL && strpbrk (source->url, "{}\\\n") == NULL)
    g_string_append_printf (out, ",\n  url = {%s}", source->url);
  append_tex_field (out, "language", source->language);
  append_tex_field (out, "note", source->note);
  g_string_append (out, "\n}\n\n");
}

static void
append_csl_member (GString *out, const char *name, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  g_string_append_printf (out, ", \"%s\": ", name);
  ibar_json_append_string (out, value);
}

static void
append_csl (GString *out, const IbarSource *source, gboolean first)
{
  int year, month, day;

  split_date (source, &year, &month, &day);
  g_string_append (out, first ? "\n{\"id\": " : ",\n{\"id\": ");
  ibar_json_append_string (out, source->id);
  append_csl_member (out, "type", source->url != NULL ? "webpage" : "document");
  append_csl_member (out, "title", source->title);
  append_csl_member (out, "publisher", source->publisher);
  if (year > 0)
    {
      g_string_append_printf (out, ", \"issued\": {\"date-parts\": [[%d", year);
      if (month > 0)
        g_string_append_printf (out, ", %d", month);
      if (day > 0)
        g_string_append_printf (out, ", %d", day);
      g_string_append (out, "]]}");
    }
  append_csl_member (out, "URL", source->url);
  append_csl_member (out, "language", source->language);
  append_csl_member (out, "note", source->note);
  g_string_append_c (out, '}');
}

static void
append_ris_line (GString *out, const char *tag, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  g_string_append_printf (out, "%s  - ", tag);
  for (; *value != '\0'; value++)
    g_string_append_c (out, *value == '\n' || *value == '\r' ? ' ' : *value);
  g_string_append (out, "\r\n");
}

static void
append_ris (GString *out, const IbarSource *source)
{
  int year, month, day;

  split_date (source, &year, &month, &day);
  g_string_append (out, source->url != NULL ? "TY  - ELEC\r\n" : "TY  - GEN\r\n");
  append_ris_line (out, "ID", source->id);
  append_ris_line (out, "TI", source->title);
  append_ris_line (out, "PB", source->publisher);
  if (year > 0)
    {
      g_string_append_printf (out, "PY  - %d\r\nDA  - %04d/", year, year);
      if (month > 0)
        g_string_append_printf (out, "%02d", month);
      g_string_append_c (out, '/');
      if (day > 0)
        g_string_append_printf (out, "%02d", day);
      g_string_append (out, "/\r\n");
    }
  append_ris_line (out, "UR", source->url);
  append_ris_line (out, "LA", source->language);
  append_ris_line (out, "N1", source->note);
  g_string_append (out, "ER  - \r\n\r\n");
}

static gboolean
write_new_sources (const IbarExport *export,
                   const IbarEventRecord *record,
                   gsize index,
                   GString *out,
                   gpointer user_data,
                   GError **error)
{
  Bibliography *self = user_data;

  for (guint i = 0; i < record->sources->len; i++)
    {
      int number = g_array_index (record->sources, int, i);
      const IbarSource *source = g_ptr_array_index (self->words->sources, (guint) number);
      gboolean first = g_hash_table_size (self->seen) == 0;

      if (!g_hash_table_add (self->seen, GINT_TO_POINTER (number + 1)))
        continue;
      if (self->format == IBAR_EXPORT_BIBTEX)
        append_bibtex (out, source);
      else if (self->format == IBAR_EXPORT_CSL_JSON)
        append_csl (out, source, first);
      else
        append_ris (out, source);
    }
  return TRUE;
}

gboolean
ibar_export_sources (const IbarExport *export,
                     IbarExportFormat format,
                     IbarOutput *output,
                     GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Bibliography self = { ibar_collection_get_vocabulary (export->collection, error), format, seen };
  gboolean json = format == IBAR_EXPORT_CSL_JSON;

  if (self.words == NULL)
    return FALSE;
  return (!json || ibar_output_write (output, "[", 1, error))
         && ibar_export_for_each (export, output, write_new_sources, &self, error)
         && (!json || ibar_output_write (output, "\n]\n", 3, error));
}
