/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events to be read: as plain text, and as an HTML table for word processors and spreadsheets. Both are what the
 * clipboard offers beside CSV, and end with where the data comes from and its terms.
 *
 * Whatever a stranger's file holds is text here: markup is escaped, and only addresses of the web become links. */

#define G_LOG_DOMAIN "ibar-export-page"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-export-private.h"

/* The fields of a page, in order; the first two are its heading. */
static const struct
{
  const char *field;
  const char *label;
} parts[] = {
  { "place", N_ ("Place") },     { "type_label", N_ ("Type") }, { "actors", N_ ("Who") },
  { "killed", N_ ("Killed") },   { "injured", N_ ("Injured") }, { "contested", N_ ("Disputed") },
  { "sources", N_ ("Sources") }, { "id", N_ ("Event") },
};

typedef struct
{
  GString    *value;
  GHashTable *datasets; /* indexes + 1 of those that occur */
} Page;

static guint
find_field (const char *name)
{
  guint n_fields, i = 0;
  const IbarExportField *fields = ibar_export_get_fields (&n_fields);

  while (i < n_fields && strcmp (fields[i].name, name) != 0)
    i++;
  g_assert (i < n_fields);
  return i;
}

static void
append_actor (GString *out, const IbarExport *export, const IbarVocabulary *words, int index)
{
  const IbarActor *actor = g_ptr_array_index (words->actors, (guint) index);
  g_autofree char *name = ibar_names_format (&actor->names, &export->names);

  g_string_append (out, name);
}

/* Actors by name, where the tables have their ids. */
static gboolean
append_actors (GString *out, const IbarExport *export, const IbarVocabulary *words, const IbarEventRecord *record)
{
  for (guint i = 0; i < record->actors->len; i++)
    {
      const IbarEventActor *actor = &g_array_index (record->actors, IbarEventActor, i);

      g_string_append (out, i > 0 ? "; " : "");
      append_actor (out, export, words, actor->actor);
      if (actor->role[0] != '\0')
        g_string_append_printf (out, " (%s)", actor->role);
    }
  return record->actors->len > 0;
}

static void
append_claim (GString *out, const IbarExport *export, const IbarVocabulary *words, const IbarClaim *claim)
{
  for (int d = 0; d < claim->depth; d++)
    g_string_append (out, "› ");
  if (claim->actor >= 0
      && strcmp (((const IbarActor *) g_ptr_array_index (words->actors, (guint) claim->actor))->id, claim->group) == 0)
    append_actor (out, export, words, claim->actor);
  else
    g_string_append (out, claim->group);
  g_string_append (out, ": ");
  ibar_export_append_figure (out, claim);
  for (guint s = 0; s < claim->sources->len; s++)
    {
      guint index = GPOINTER_TO_UINT (g_ptr_array_index (claim->sources, s)) - 1;

      g_string_append_printf (out, "%s%s", s == 0 ? " – " : ", ",
                              ((const IbarSource *) g_ptr_array_index (words->sources, index))->publisher);
    }
  if (claim->note != NULL)
    g_string_append_printf (out, " (%s)", claim->note);
}

/* Claims one after the other, each with who makes it; "›" lies inside the one before. */
static gboolean
append_claims (GString *out,
               const IbarExport *export,
               const IbarVocabulary *words,
               const IbarEventRecord *record,
               const char *kind)
{
  gboolean any = FALSE;

  for (guint i = 0; i < record->claims->len; i++)
    {
      const IbarClaim *claim = g_ptr_array_index (record->claims, i);

      if (strcmp (claim->kind, kind) != 0)
        continue;
      g_string_append (out, any ? "; " : "");
      append_claim (out, export, words, claim);
      any = TRUE;
    }
  return any;
}

/* The field's text in page->value; FALSE where the event has none. */
static gboolean
get_value (Page *page, const IbarExport *export, const IbarEventRecord *record, const char *field)
{
  const IbarVocabulary *words = ibar_collection_get_vocabulary (export->collection, NULL);

  g_string_truncate (page->value, 0);
  if (strcmp (field, "actors") == 0)
    return append_actors (page->value, export, words, record);
  if (strcmp (field, "killed") == 0 || strcmp (field, "injured") == 0)
    return append_claims (page->value, export, words, record, field);
  return ibar_export_append_field (export, record, find_field (field), page->value);
}

static void
remember_dataset (Page *page, const IbarEventRecord *record)
{
  g_hash_table_add (page->datasets, GINT_TO_POINTER (record->dataset + 1));
}

/* "UCDP GED 21.1. CC BY 4.0. Sundberg, Ralph and …" */
static char *
describe_dataset (const IbarDataset *dataset)
{
  GString *text = g_string_new (dataset->name);

  if (dataset->version != NULL)
    g_string_append_printf (text, " (%s)", dataset->version);
  g_string_append_printf (text, ". %s", dataset->licence != NULL ? dataset->licence : _ ("Licence not stated"));
  if (dataset->citation != NULL)
    g_string_append_printf (text, ". %s", dataset->citation);
  if (!dataset->redistributable)
    g_string_append_printf (text, " %s", _ ("May not be passed on."));
  return g_string_free (text, FALSE);
}

/* The description of each data set that occurs. */
static void
append_datasets (const Page *page, const IbarVocabulary *words, GString *out, const char *before, const char *after,
                 gboolean escape)
{
  for (guint i = 0; i < words->datasets->len; i++)
    {
      g_autofree char *text = NULL, *escaped = NULL;

      if (!g_hash_table_contains (page->datasets, GUINT_TO_POINTER (i + 1)))
        continue;
      text = describe_dataset (g_ptr_array_index (words->datasets, i));
      escaped = escape ? g_markup_escape_text (text, -1) : NULL;
      g_string_append_printf (out, "%s%s%s", before, escape ? escaped : text, after);
    }
}

static char *
dup_date (const IbarEventRecord *record)
{
  return record->start == IBAR_DAY_NONE ? g_strdup (_ ("not dated"))
                                        : ibar_date_format (record->start, record->end, record->date_precision);
}

/* Text ---------------------------------------------------------------------------------------------- */

static gboolean
write_text_event (const IbarExport *export,
                  const IbarEventRecord *record,
                  gsize index,
                  GString *out,
                  gpointer user_data,
                  GError **error)
{
  Page *page = user_data;
  g_autofree char *date = dup_date (record);

  remember_dataset (page, record);
  g_string_append_printf (out, "%s%s\n%s\n", index > 0 ? "\n" : "", record->title, date);
  if (record->summary != NULL && record->summary[0] != '\0')
    g_string_append_printf (out, "%s\n", record->summary);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (get_value (page, export, record, parts[i].field))
        g_string_append_printf (out, "%s: %s\n", _ (parts[i].label), page->value->str);
    }
  return TRUE;
}

static void
page_init (Page *page)
{
  page->value = g_string_new (NULL);
  page->datasets = g_hash_table_new (NULL, NULL);
}

static void
page_clear (Page *page)
{
  g_string_free (page->value, TRUE);
  g_hash_table_unref (page->datasets);
}

/* Paragraphs to be read. */
gboolean
ibar_export_text (const IbarExport *export, IbarOutput *output, GError **error)
{
  const IbarVocabulary *words = ibar_collection_get_vocabulary (export->collection, error);
  g_autoptr (GString) end = g_string_new ("\n");
  gboolean ok;
  Page page;

  if (words == NULL)
    return FALSE;
  page_init (&page);
  ok = ibar_export_for_each (export, output, write_text_event, &page, error);
  append_datasets (&page, words, end, "", "\n", FALSE);
  ok = ok && ibar_output_write (output, end->str, end->len, error);
  page_clear (&page);
  return ok;
}

/* HTML ---------------------------------------------------------------------------------------------- */

static void
append_cell (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (out, "<td>%s</td>", escaped);
}

static gboolean
is_web_address (const char *url)
{
  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"));
}

static void
append_html_source (GString *out, const IbarSource *source)
{
  g_autofree char *publisher = g_markup_escape_text (source->publisher, -1);
  g_autofree char *title = g_markup_escape_text (source->title != NULL ? source->title : "", -1);
  g_autofree char *date = g_markup_escape_text (source->date != NULL ? source->date : "", -1);
  g_autofree char *url = is_web_address (source->url) ? g_markup_escape_text (source->url, -1) : NULL;

  if (url != NULL)
    g_string_append_printf (out, "<a href=\"%s\">", url);
  g_string_append_printf (out, "%s%s%s%s%s", publisher, title[0] != '\0' ? ": " : "", title,
                          date[0] != '\0' ? ", " : "", date);
  if (url != NULL)
    g_string_append (out, "</a>");
}

static void
append_html_sources (GString *out, const IbarVocabulary *words, const IbarEventRecord *record)
{
  g_string_append (out, "<td>");
  for (guint i = 0; i < record->sources->len; i++)
    {
      g_string_append (out, i > 0 ? "<br/>" : "");
      append_html_source (out, g_ptr_array_index (words->sources, (guint) g_array_index (record->sources, int, i)));
    }
  g_string_append (out, "</td>");
}

static gboolean
write_html_event (const IbarExport *export,
                  const IbarEventRecord *record,
                  gsize index,
                  GString *out,
                  gpointer user_data,
                  GError **error)
{
  const IbarVocabulary *words = ibar_collection_get_vocabulary (export->collection, error);
  Page *page = user_data;
  g_autofree char *date = dup_date (record);

  if (words == NULL)
    return FALSE;
  remember_dataset (page, record);
  g_string_append (out, "<tr>");
  append_cell (out, date);
  append_cell (out, record->title);
  append_cell (out, record->summary != NULL ? record->summary : "");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (strcmp (parts[i].field, "sources") == 0)
        append_html_sources (out, words, record);
      else
        append_cell (out, get_value (page, export, record, parts[i].field) ? page->value->str : "");
    }
  g_string_append (out, "</tr>\n");
  return TRUE;
}

static void
append_heading (GString *out, const char *label)
{
  g_autofree char *escaped = g_markup_escape_text (label, -1);

  g_string_append_printf (out, "<th>%s</th>", escaped);
}

/* One table, a row an event. */
gboolean
ibar_export_html (const IbarExport *export, IbarOutput *output, GError **error)
{
  const IbarVocabulary *words = ibar_collection_get_vocabulary (export->collection, error);
  g_autoptr (GString) head = g_string_new ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/></head><body>\n"
                                           "<table border=\"1\">\n<tr>");
  g_autoptr (GString) end = g_string_new ("</table>\n");
  gboolean ok;
  Page page;

  if (words == NULL)
    return FALSE;
  append_heading (head, _ ("Date"));
  append_heading (head, _ ("Title"));
  append_heading (head, _ ("Summary"));
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    append_heading (head, _ (parts[i].label));
  g_string_append (head, "</tr>\n");
  page_init (&page);
  ok = ibar_output_write (output, head->str, head->len, error)
       && ibar_export_for_each (export, output, write_html_event, &page, error);
  append_datasets (&page, words, end, "<p>", "</p>\n", TRUE);
  g_string_append (end, "</body></html>\n");
  ok = ok && ibar_output_write (output, end->str, end->len, error);
  page_clear (&page);
  return ok;
}
