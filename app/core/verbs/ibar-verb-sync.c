/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ibar sync: a collection and a shared database, both ways. */

#define G_LOG_DOMAIN "ibar-verb-sync"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "ibar-error.h"
#include "ibar-json.h"
#include "ibar-share-server.h"
#include "ibar-sqlite.h"
#include "ibar-verb-sync.h"
#include "ibar-verbs.h"

static void
print_json (const IbarShareResult *result)
{
  g_autoptr (GString) json = g_string_new ("{");

  g_string_append_printf (json,
                          "\n  \"same\": %" PRId64 ",\n  \"sent\": %" PRId64 ",\n  \"taken\": %" PRId64
                          ",\n  \"events_sent\": %" PRId64 ",\n  \"events_taken\": %" PRId64
                          ",\n  \"newer_on_server\": %" PRId64 ",\n  \"conflicts\": [",
                          result->n_same, result->n_sent, result->n_taken, result->n_events_sent, result->n_events_taken,
                          result->n_newer_there);
  for (guint i = 0; i < result->conflicts->len; i++)
    {
      const IbarShareConflict *conflict = g_ptr_array_index (result->conflicts, i);

      g_string_append (json, i > 0 ? ",\n    {\"kind\": " : "\n    {\"kind\": ");
      ibar_json_append_string (json, conflict->kind);
      g_string_append (json, ", \"id\": ");
      ibar_json_append_string (json, conflict->id);
      g_string_append (json, ", \"reason\": ");
      ibar_json_append_string (json, conflict->reason);
      g_string_append_c (json, '}');
    }
  g_print ("%s%s]\n}\n", json->str, result->conflicts->len > 0 ? "\n  " : "");
}

static void
print_text (const IbarShareResult *result)
{
  g_print (_ ("%1$" PRId64 " events sent, %2$" PRId64 " events brought; with all that belongs to them %3$" PRId64
              " things sent, %4$" PRId64 " brought, %5$" PRId64 " the same\n"),
           result->n_events_sent, result->n_events_taken, result->n_sent, result->n_taken, result->n_same);
  if (result->n_newer_there > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " is newer on the server and was left alone; “ibar sync” brings it\n",
                          "%" PRId64 " are newer on the server and were left alone; “ibar sync” brings them\n",
                          (gulong) result->n_newer_there),
             result->n_newer_there);
  for (guint i = 0; i < result->conflicts->len; i++)
    {
      const IbarShareConflict *conflict = g_ptr_array_index (result->conflicts, i);

      g_print ("%s %s: %s\n", conflict->kind, conflict->id, conflict->reason);
    }
}

/* Shares, and says what was done. Returns: the exit status */
int
ibar_verb_share (const char *verb, const IbarShareOptions *options, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarShareResult) result = ibar_share_run (options, &error);

  if (result == NULL)
    return ibar_verb_fail (verb, error);
  if (json)
    print_json (result);
  else
    print_text (result);
  return IBAR_EXIT_OK;
}

/* --prefer: (nullable) text. */
static gboolean
parse_preference (const char *text, IbarSharePreference *preference)
{
  *preference = IBAR_SHARE_NEITHER;
  if (text == NULL)
    return TRUE;
  if (strcmp (text, "here") == 0)
    *preference = IBAR_SHARE_HERE;
  else if (strcmp (text, "there") == 0)
    *preference = IBAR_SHARE_THERE;
  return *preference != IBAR_SHARE_NEITHER;
}

/* (nullable): the data sets that may not be passed on, or whose terms are not known. */
static char *
dup_restricted (const char *path, GError **error)
{
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, error);
  g_autoptr (sqlite3_stmt) stmt = NULL;
  gboolean row;

  if (collection == NULL)
    return NULL;
  stmt = ibar_sqlite_prepare (ibar_collection_get_db (collection), path,
                              "SELECT group_concat (name, ', ') FROM dataset WHERE NOT redistributable AND fid IN (SELECT "
                              "dataset_fid FROM event)",
                              error);
  if (stmt == NULL || !ibar_sqlite_step (stmt, path, &row, error))
    return NULL;
  return row ? ibar_sqlite_dup_text (stmt, 0) : NULL;
}

/* A server is others' too. */
static gboolean
check_terms (const char *path, GError **error)
{
  g_autofree char *restricted = dup_restricted (path, error);

  if (restricted == NULL)
    return *error == NULL;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION,
               _ ("The terms of these data sets do not allow passing them on, or are not known: %s. Add --allow-restricted "
                  "if you may"),
               restricted);
  return FALSE;
}

/**
 * ibar_verb_sync:
 * @argc: number of words, the verb included
 * @argv: the words
 *
 * Returns: the exit status
 */
int
ibar_verb_sync (int argc, char **argv)
{
  g_autofree char *schema = NULL;
  g_autofree char *prefer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE, restricted = FALSE;
  IbarShareOptions options = { NULL };
  const GOptionEntry entries[] = {
    { "schema", 0, 0, G_OPTION_ARG_STRING, &schema, N_ ("The database's schema: “ibar” unless named"), N_ ("NAME") },
    { "prefer", 0, 0, G_OPTION_ARG_STRING, &prefer, N_ ("Settle conflicts: what is here wins, or what is there"),
      N_ ("here|there") },
    { "allow-restricted", 0, 0, G_OPTION_ARG_NONE, &restricted, N_ ("Also data sets whose terms do not allow passing them on"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Say what was done as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = ibar_verb_context_new (
      "sync", _ ("FILE PG:CONNECTION"),
      _ ("Brings a collection and a shared PostGIS database to the same state. What both have changed is listed and stays as it "
         "is on both sides. Passwords are found where libpq looks for them: ~/.pgpass or a service file."),
      entries);

  if (!ibar_verb_parse_options (context, "sync", &argc, &argv, 2, 2))
    return IBAR_EXIT_USAGE;
  if (!ibar_share_is_connection (argv[2]))
    return ibar_verb_usage ("sync", _ ("“%s” is no server; expected PG:service=NAME or PG:host=… dbname=…"), argv[2]);
  if (!parse_preference (prefer, &options.prefer))
    return ibar_verb_usage ("sync", _ ("--prefer: “%s”; expected here or there"), prefer);
  if (!restricted && !check_terms (argv[1], &error))
    return ibar_verb_fail ("sync", error);
  options.collection = argv[1];
  options.server = argv[2];
  options.schema = schema;
  options.pull = TRUE;
  return ibar_verb_share ("sync", &options, json);
}
