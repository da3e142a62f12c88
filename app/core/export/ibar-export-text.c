/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CSV, JSON and GeoJSON, written as they are read: some thousands of pages in memory at a time.
 *
 * CSV has one row an event with the columns of ibar-export-fields.c. JSON and GeoJSON have the same
 * names for plain values and arrays of objects for actors, claims and sources, so that nothing is
 * lost. */

#define G_LOG_DOMAIN "ibar-export-text"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-csv.h"
#include "ibar-error.h"
#include "ibar-export-private.h"
#include "ibar-json.h"

#define BATCH 32768 /* events read at a time: about 40 MB */

gboolean
ibar_export_for_each (const IbarExport *export,
                      IbarOutput *output,
                      IbarExportFunc func,
                      gpointer user_data,
                      GError **error)
{
  g_autofree IbarEventRecord **records = g_new (IbarEventRecord *, BATCH);
  g_autoptr (GString) out = g_string_sized_new (65536);
  gsize index = 0;
  gboolean ok = TRUE;

  for (gsize start = 0; ok && start < export->n_fids; start += BATCH)
    {
      gsize n = MIN (BATCH, export->n_fids - start);

      if (g_cancellable_is_cancelled (export->cancellable))
        {
          g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_CANCELLED,
                               _ ("The export was stopped"));
          return FALSE;
        }
      if (!ibar_collection_load_events (export->collection, export->fids + start, n, records,
                                        error))
        return FALSE;
      for (gsize i = 0; i < n; i++)
        {
          if (records[i] == NULL) /* gone since the filter was run */
            continue;
          ok = ok && func (export, records[i], index++, out, user_data, error);
          ibar_event_record_free (records[i]);
          if (ok && output != NULL && out->len > 32768)
            {
              ok = ibar_output_write (output, out->str, out->len, error);
              g_string_truncate (out, 0);
            }
        }
    }
  return ok && (output == NULL || ibar_output_write (output, out->str, out->len, error));
}

/* CSV ---------------------------------------------------------------------------------------------
 */

static gboolean
write_csv_row (const IbarExport *export,
               const IbarEventRecord *record,
               gsize index,
               GString *out,
               gpointer user_data,
               GError **error)
{
  GString *value = user_data;
  guint n_fields;

  ibar_export_get_fields (&n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      g_string_truncate (value, 0);
      ibar_export_append_field (export, record, i, value);
      if (i > 0)
        g_string_append_c (out, ',');
      ibar_csv_append_field (out, value->str);
    }
  g_string_append_c (out, '\n');
  return TRUE;
}

gboolean
ibar_export_csv (const IbarExport *export, IbarOutput *output, GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GString) header = g_string_new (NULL);
  guint n_fields;
  const IbarExportField *fields = ibar_export_get_fields (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    g_string_append_printf (header, "%s%s", i > 0 ? "," : "", fields[i].name);
  g_string_append_c (header, '\n');
  return ibar_output_write (output, header->str, header->len, error)
         && ibar_export_for_each (export, output, write_csv_row, value, error);
}

/* JSON --------------------------------------------------------------------------------------------
 */

static void
append_member (GString *out, const char *separator, const char *name, const char *value)
{
  g_string_append_printf (out, "%s\"%s\": ", separator, name);
  ibar_json_append_string (out, value);
}

static void
append_names (GString *out, const char *member, const IbarNames *names)
{
  static const char *const tags[IBAR_N_LANGUAGE_FORMS] = { "sq", "sr-Latn", "sr-Cyrl", "en" };
  const char *separator = "";

  g_string_append_printf (out, ", \"%s\": {", member);
  for (int i = 0; i < IBAR_N_LANGUAGE_FORMS; i++)
    {
      if (names->form[i] == NULL || names->form[i][0] == '\0')
        continue;
      append_member (out, separator, tags[i], names->form[i]);
      separator = ", ";
    }
  g_string_append_c (out, '}');
}

static void
append_json_actors (GString *out, const IbarVocabulary *words, const IbarEventRecord *record)
{
  g_string_append (out, ", \"actors\": [");
  for (guint i = 0; i < record->actors->len; i++)
    {
      const IbarEventActor *actor = &g_array_index (record->actors, IbarEventActor, i);
      const IbarActor *who = g_ptr_array_index (words->actors, (guint) actor->actor);

      append_member (out, i > 0 ? ", {" : "{", "id", who->id);
      if (who->parent >= 0)
        append_member (
            out, ", ", "parent",
            ((const IbarActor *) g_ptr_array_index (words->actors, (guint) who->parent))->id);
      append_member (out, ", ", "role", actor->role);
      append_names (out, "names", &who->names);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_json_figure (GString *out, const char *name, gint64 figure)
{
  if (figure >= 0)
    g_string_append_printf (out, ", \"%s\": %" G_GINT64_FORMAT, name, figure);
}

static void
append_json_claims (GString *out, const IbarVocabulary *words, const IbarEventRecord *record)
{
  g_string_append (out, ", \"claims\": [");
  for (guint i = 0; i < record->claims->len; i++)
    {
      const IbarClaim *claim = g_ptr_array_index (record->claims, i);

      append_member (out, i > 0 ? ", {" : "{", "kind", claim->kind);
      append_member (out, ", ", "group", claim->group);
      if (claim->actor >= 0)
        append_member (
            out, ", ", "actor",
            ((const IbarActor *) g_ptr_array_index (words->actors, (guint) claim->actor))->id);
      /* 0, or one more than the claim before that contains this one. */
      g_string_append_printf (out, ", \"depth\": %d", claim->depth);
      append_json_figure (out, "low", claim->low);
      append_json_figure (out, "best", claim->best);
      append_json_figure (out, "high", claim->high);
      if (claim->note != NULL)
        append_member (out, ", ", "note", claim->note);
      g_string_append (out, ", \"sources\": [");
      for (guint s = 0; s < claim->sources->len; s++)
        {
          guint index = GPOINTER_TO_UINT (g_ptr_array_index (claim->sources, s)) - 1;

          g_string_append (out, s > 0 ? ", " : "");
          ibar_json_append_string (
              out, ((const IbarSource *) g_ptr_array_index (words->sources, index))->id);
        }
      g_string_append (out, "]}");
    }
  g_string_append_c (out, ']');
}

static void
append_json_sources (GString *out, const IbarVocabulary *words, const IbarEventRecord *record)
{
  g_string_append (out, ", \"sources\": [");
  for (guint i = 0; i < record->sources->len; i++)
    {
      const IbarSource *source
          = g_ptr_array_index (words->sources, (guint) g_array_index (record->sources, int, i));
      const char *names[] = { "title", "date", "url", "language", "note" };
      const char *values[]
          = { source->title, source->date, source->url, source->language, source->note };

      append_member (out, i > 0 ? ", {" : "{", "id", source->id);
      append_member (out, ", ", "publisher", source->publisher);
      for (guint k = 0; k < G_N_ELEMENTS (names); k++)
        {
          if (values[k] != NULL)
            append_member (out, ", ", names[k], values[k]);
        }
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

typedef struct
{
  GString *value;
  const IbarVocabulary *words;
  gboolean geojson;
} JsonWriter;

/* The plain values, then what is an array in JSON. */
static void
append_properties (GString *out,
                   const IbarExport *export,
                   const IbarEventRecord *record,
                   JsonWriter *writer)
{
  static const char *const arrays[]
      = { "actors", "killed", "injured", "source_ids", "sources", NULL };
  const char *separator = "";
  guint n_fields;
  const IbarExportField *fields = ibar_export_get_fields (&n_fields);

  g_string_append_c (out, '{');
  for (guint i = 0; i < n_fields; i++)
    {
      gboolean there;

      if (g_strv_contains (arrays, fields[i].name))
        continue;
      g_string_truncate (writer->value, 0);
      there = ibar_export_append_field (export, record, i, writer->value);
      if (there && fields[i].kind == IBAR_FIELD_REAL)
        g_string_append_printf (out, "%s\"%s\": %s", separator, fields[i].name, writer->value->str);
      else
        append_member (out, separator, fields[i].name, there ? writer->value->str : NULL);
      separator = ", ";
    }
  if (record->place >= 0)
    {
      const IbarPlace *place = g_ptr_array_index (writer->words->places, (guint) record->place);

      append_names (out, "place_names", &place->names);
    }
  append_json_actors (out, writer->words, record);
  append_json_claims (out, writer->words, record);
  append_json_sources (out, writer->words, record);
  g_string_append_c (out, '}');
}

static gboolean
write_json_event (const IbarExport *export,
                  const IbarEventRecord *record,
                  gsize index,
                  GString *out,
                  gpointer user_data,
                  GError **error)
{
  JsonWriter *writer = user_data;

  g_string_append (out, index > 0 ? ",\n" : "\n");
  if (writer->geojson)
    {
      append_member (out, "{\"type\": \"Feature\", ", "id", record->id);
      g_string_append (out, ", \"geometry\": ");
      if (ibar_point_is_placed (record->point))
        {
          g_string_append (out, "{\"type\": \"Point\", \"coordinates\": [");
          ibar_export_append_real (out, record->point.longitude);
          g_string_append (out, ", ");
          ibar_export_append_real (out, record->point.latitude);
          g_string_append (out, "]}");
        }
      else
        g_string_append (out, "null");
      g_string_append (out, ", \"properties\": ");
    }
  append_properties (out, export, record, writer);
  if (writer->geojson)
    g_string_append_c (out, '}');
  return TRUE;
}

/* Where it comes from and its terms: they travel with the data. */
static char *
make_head (const IbarExport *export, const IbarVocabulary *words, gboolean geojson)
{
  g_autofree char *name = ibar_collection_dup_info (export->collection, "name");
  GString *out = g_string_new (geojson ? "{\"type\": \"FeatureCollection\"" : "{");
  const char *separator = geojson ? ",\n" : "";

  append_member (out, separator, "name", name);
  append_member (out, ",\n", "filter", export->filter);
  g_string_append (out, ",\n\"datasets\": [");
  for (guint i = 0; i < words->datasets->len; i++)
    {
      const IbarDataset *dataset = g_ptr_array_index (words->datasets, i);

      append_member (out, i > 0 ? ", {" : "{", "id", dataset->id);
      append_member (out, ", ", "name", dataset->name);
      append_member (out, ", ", "version", dataset->version);
      append_member (out, ", ", "licence", dataset->licence);
      append_member (out, ", ", "citation", dataset->citation);
      g_string_append_printf (out, ", \"redistributable\": %s}",
                              dataset->redistributable ? "true" : "false");
    }
  g_string_append_printf (out, "],\n\"%s\": [", geojson ? "features" : "events");
  return g_string_free (out, FALSE);
}

gboolean
ibar_export_json (const IbarExport *export, IbarOutput *output, gboolean geojson, GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);
  JsonWriter writer
      = { value, ibar_collection_get_vocabulary (export->collection, error), geojson };
  g_autofree char *head = NULL;

  if (writer.words == NULL)
    return FALSE;
  head = make_head (export, writer.words, geojson);
  return ibar_output_write (output, head, strlen (head), error)
         && ibar_export_for_each (export, output, write_json_event, &writer, error)
         && ibar_output_write (output, "\n]}\n", 4, error);
}
