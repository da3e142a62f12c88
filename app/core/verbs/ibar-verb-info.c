/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ibar info: what a collection holds. */

#define G_LOG_DOMAIN "ibar-verb-info"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-collection.h"
#include "ibar-json.h"
#include "ibar-paths.h"
#include "ibar-sqlite.h"
#include "ibar-verbs.h"

/* Counted and shown in this order. */
static const struct
{
  const char *table;
  const char *label;
} tables[] = {
  { "event", N_ ("Events") },
  { "place", N_ ("Places") },
  { "place_name", N_ ("Names of places") },
  { "actor", N_ ("Actors") },
  { "actor_name", N_ ("Names of actors") },
  { "event_type", N_ ("Types of events") },
  { "event_actor", N_ ("Links of events and actors") },
  { "source", N_ ("Sources") },
  { "event_source", N_ ("Links of events and sources") },
  { "casualty", N_ ("Claims of killed or injured") },
  { "casualty_source", N_ ("Links of claims and sources") },
  { "dataset", N_ ("Data sets") },
  { "raw_row", N_ ("Rows with columns without a home") },
  { "saved_view", N_ ("Saved views") },
  { "story", N_ ("Tours") },
  { "story_step", N_ ("Steps of tours") },
  { "change_log", N_ ("Logged changes") },
};

/* Keys of ibar_info in the order shown; others are for the program only. */
static const char *const info_keys[]
    = { "name", "description", "licence", "citation", "schema_version", "content_hash", "home" };

typedef struct
{
  gint64 counts[G_N_ELEMENTS (tables)];
  gint64 undated, unplaced, general_knowledge;
  double extent[4];   /* west south east north [deg] */
  gboolean placed;    /* whether there is an extent */
  char *first, *last; /* (owned) (nullable) ISO days */
} Facts;

static void
facts_clear (Facts *facts)
{
  g_free (facts->first);
  g_free (facts->last);
}

static gboolean
count_tables (sqlite3 *db, const char *path, Facts *facts, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", tables[i].table);
      g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (db, path, sql, error);
      gboolean row;

      if (stmt == NULL || !ibar_sqlite_step (stmt, path, &row, error))
        return FALSE;
      facts->counts[i] = sqlite3_column_int64 (stmt, 0);
    }
  return TRUE;
}

static gboolean
read_extent (sqlite3 *db, const char *path, Facts *facts, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      db, path,
      "SELECT min (ST_MinX (geom)), min (ST_MinY (geom)), max (ST_MaxX (geom)), max (ST_MaxY "
      "(geom)), "
      "min (date_start), max (ifnull (date_end, date_start)), "
      "sum (date_start IS NULL OR date_precision = 'unknown'), sum (geom IS NULL), "
      "sum (confidence = 'general knowledge') FROM event",
      error);
  gboolean row;

  if (stmt == NULL || !ibar_sqlite_step (stmt, path, &row, error))
    return FALSE;
  facts->placed = sqlite3_column_type (stmt, 0) != SQLITE_NULL;
  for (int i = 0; i < 4; i++)
    facts->extent[i] = sqlite3_column_double (stmt, i);
  facts->first = ibar_sqlite_dup_text (stmt, 4);
  facts->last = ibar_sqlite_dup_text (stmt, 5);
  facts->undated = sqlite3_column_int64 (stmt, 6);
  facts->unplaced = sqlite3_column_int64 (stmt, 7);
  facts->general_knowledge = sqlite3_column_int64 (stmt, 8);
  return TRUE;
}

/* As people read it ------------------------------------------------------------------------------
 */

static void
append_line (GString *out, const char *label, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_string_append_printf (out, "%-*s%s\n",
                            (int) (34 + strlen (label) - (gsize) g_utf8_strlen (label, -1)), label,
                            value);
}

static void
append_count (GString *out, const char *label, gint64 count)
{
  g_autofree char *value = g_strdup_printf ("%'" G_GINT64_FORMAT, count);

  append_line (out, label, value);
}

static void
append_datasets (GString *out, const IbarVocabulary *words)
{
  for (guint i = 0; i < words->datasets->len; i++)
    {
      const IbarDataset *dataset = g_ptr_array_index (words->datasets, i);
      g_autofree char *label = g_strdup_printf (_ ("Data set “%s”"), dataset->id);
      g_autofree char *value = g_strjoin (
          ", ", dataset->name,
          dataset->licence != NULL ? dataset->licence : _ ("licence not stated"),
          dataset->redistributable ? _ ("may be passed on") : _ ("must not be passed on"), NULL);

      append_line (out, label, value);
    }
}

static char *
describe (IbarCollection *collection, const IbarVocabulary *words, const Facts *facts)
{
  GString *out = g_string_new (NULL);
  const char *labels[]
      = { N_ ("Name"),           N_ ("Description"),  N_ ("Licence"),   N_ ("Citation"),
          N_ ("Schema version"), N_ ("Content hash"), N_ ("First view") };

  append_line (out, _ ("File"), ibar_collection_get_path (collection));
  for (guint i = 0; i < G_N_ELEMENTS (info_keys); i++)
    {
      g_autofree char *value = ibar_collection_dup_info (collection, info_keys[i]);

      append_line (out, _ (labels[i]), value);
    }
  append_datasets (out, words);
  if (facts->first != NULL)
    {
      g_autofree char *dates = g_strdup_printf (_ ("%1$s to %2$s"), facts->first, facts->last);

      append_line (out, _ ("Dates"), dates);
    }
  if (facts->placed)
    {
      g_autofree char *extent
          = g_strdup_printf (_ ("%1$.4f to %2$.4f east, %3$.4f to %4$.4f north"), facts->extent[0],
                             facts->extent[2], facts->extent[1], facts->extent[3]);

      append_line (out, _ ("Extent [deg]"), extent);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    append_count (out, _ (tables[i].label), facts->counts[i]);
  append_count (out, _ ("Events not dated"), facts->undated);
  append_count (out, _ ("Events not placed"), facts->unplaced);
  append_count (out, _ ("Events of general knowledge"), facts->general_knowledge);
  return g_string_free (out, FALSE);
}

/* As programs read it ----------------------------------------------------------------------------
 */

static void
append_member (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "  \"%s\": ", name);
  ibar_json_append_string (out, value);
  g_string_append (out, ",\n");
}

static void
append_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));
}

static void
append_json_datasets (GString *out, const IbarVocabulary *words)
{
  g_string_append (out, "  \"datasets\": [");
  for (guint i = 0; i < words->datasets->len; i++)
    {
      const IbarDataset *dataset = g_ptr_array_index (words->datasets, i);
      const char *names[] = { "id", "name", "version", "licence", "citation" };
      const char *values[]
          = { dataset->id, dataset->name, dataset->version, dataset->licence, dataset->citation };

      g_string_append (out, i > 0 ? ",\n    {" : "\n    {");
      for (guint k = 0; k < G_N_ELEMENTS (names); k++)
        {
          g_string_append_printf (out, "\"%s\": ", names[k]);
          ibar_json_append_string (out, values[k]);
          g_string_append (out, ", ");
        }
      g_string_append_printf (out, "\"redistributable\": %s}",
                              dataset->redistributable ? "true" : "false");
    }
  g_string_append (out, words->datasets->len > 0 ? "\n  ]," : "],");
}

static char *
describe_json (IbarCollection *collection, const IbarVocabulary *words, const Facts *facts)
{
  GString *out = g_string_new ("{\n");

  append_member (out, "file", ibar_collection_get_path (collection));
  for (guint i = 0; i < G_N_ELEMENTS (info_keys); i++)
    {
      g_autofree char *value = ibar_collection_dup_info (collection, info_keys[i]);

      if (strcmp (info_keys[i], "schema_version") == 0)
        g_string_append_printf (out, "  \"schema_version\": %s,\n", value);
      else
        append_member (out, info_keys[i], value);
    }
  append_member (out, "first_day", facts->first);
  append_member (out, "last_day", facts->last);
  g_string_append (out, "  \"extent\": ");
  for (int i = 0; facts->placed && i < 4; i++)
    {
      g_string_append (out, i == 0 ? "[" : ", ");
      append_number (out, facts->extent[i]);
    }
  g_string_append (out, facts->placed ? "],\n" : "null,\n");
  append_json_datasets (out, words);
  g_string_append (out, "\n  \"counts\": {");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_string_append_printf (out, "%s\"%s\": %" G_GINT64_FORMAT, i > 0 ? ", " : "", tables[i].table,
                            facts->counts[i]);
  g_string_append_printf (out,
                          "},\n  \"events_not_dated\": %" G_GINT64_FORMAT
                          ",\n  \"events_not_placed\": %" G_GINT64_FORMAT
                          ",\n  \"events_of_general_knowledge\": %" G_GINT64_FORMAT "\n}\n",
                          facts->undated, facts->unplaced, facts->general_knowledge);
  return g_string_free (out, FALSE);
}

/**
 * ibar_verb_info:
 * @argc: number of words, the verb included
 * @argv: the words
 *
 * Returns: the exit status
 */
int
ibar_verb_info (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write JSON, for programs"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = ibar_verb_context_new (
      "info", _ ("[FILE]"),
      _ ("Say what a collection holds: the one that comes with the program, or FILE."), entries);
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const IbarVocabulary *words;
  Facts facts = { 0 };

  if (!ibar_verb_parse_options (context, "info", &argc, &argv, 0, 1))
    return IBAR_EXIT_USAGE;
  collection = ibar_verb_open_collection (argc > 1 ? argv[1] : NULL, &error);
  words = collection != NULL ? ibar_collection_get_vocabulary (collection, &error) : NULL;
  if (words == NULL
      || !count_tables (ibar_collection_get_db (collection), ibar_collection_get_path (collection),
                        &facts, &error)
      || !read_extent (ibar_collection_get_db (collection), ibar_collection_get_path (collection),
                       &facts, &error))
    return ibar_verb_fail ("info", error);
  text = json ? describe_json (collection, words, &facts) : describe (collection, words, &facts);
  g_print ("%s", text);
  facts_clear (&facts);
  return IBAR_EXIT_OK;
}
