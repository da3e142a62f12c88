/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of the core's command-line verbs, and what they share.
 *
 * A verb is a plain function that reads its own options, does its work without a display, writes
 * its result to stdout and its complaints to stderr, and gives the exit status: 0 ok, 1 failed, 2
 * wrong usage. A new verb is a line in the table and a file of its own. */

#define G_LOG_DOMAIN "ibar-verbs"

#include "config.h"

#include "ibar-verbs.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-paths.h"

const IbarVerb ibar_core_verbs[] = {
  { "compile-events", ibar_verb_compile_events, NULL },
  { "compile-region", ibar_verb_compile_region, NULL },
  { "export", ibar_verb_export, N_ ("Write events or sources in another format") },
  { "import", ibar_verb_import, N_ ("Import tables of events into a collection") },
  { "info", ibar_verb_info, N_ ("Say what a collection holds") },
  { "lesson", ibar_verb_lesson, N_ ("Write tours and their data into one file for a class") },
  { "list", ibar_verb_list, N_ ("List events") },
  { "quiz", ibar_verb_quiz, N_ ("Print a quiz, or what can be asked") },
  { "region", ibar_verb_region, N_ ("Build a detailed region for the map from open data") },
  { "story", ibar_verb_story, N_ ("List, show, export, import and check tours") },
  { "sync", ibar_verb_sync, N_ ("Share a collection through a PostGIS database") },
  { "synth", ibar_verb_synth, NULL },
  { NULL, NULL, NULL },
};

/**
 * ibar_verbs_find:
 * @tables: (array zero-terminated=1): tables of verbs
 * @name: (nullable): what the user wrote first on the command line
 *
 * Returns: (transfer none) (nullable): the verb of that name
 */
const IbarVerb *
ibar_verbs_find (const IbarVerb *const *tables, const char *name)
{
  for (; name != NULL && *tables != NULL; tables++)
    {
      for (const IbarVerb *verb = *tables; verb->name != NULL; verb++)
        {
          if (strcmp (verb->name, name) == 0)
            return verb;
        }
    }
  return NULL;
}

/**
 * ibar_verbs_describe:
 * @tables: (array zero-terminated=1): tables of verbs
 *
 * Returns: (transfer full): a line a verb that is not hidden, for `ibar --help`, translated
 */
char *
ibar_verbs_describe (const IbarVerb *const *tables)
{
  GString *text = g_string_new (NULL);

  for (; *tables != NULL; tables++)
    {
      for (const IbarVerb *verb = *tables; verb->name != NULL; verb++)
        {
          if (verb->summary != NULL)
            g_string_append_printf (text, "  %-10s  %s\n", verb->name, _ (verb->summary));
        }
    }
  return g_string_free (text, FALSE);
}

/**
 * ibar_verb_context_new:
 * @verb: its name
 * @parameters: (nullable): what follows the options: "[FILE]"
 * @summary: what the verb does, translated
 * @entries: its options
 *
 * Returns: (transfer full): a context whose `--help` belongs to this verb
 */
GOptionContext *
ibar_verb_context_new (const char *verb,
                       const char *parameters,
                       const char *summary,
                       const GOptionEntry *entries)
{
  g_autofree char *program = g_strconcat ("ibar ", verb, NULL);
  GOptionContext *context = g_option_context_new (parameters);

  /* GOption prints the program's name in its usage line, and a verb is called as two words. */
  g_set_prgname (program);
  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

/**
 * ibar_verb_parse_options:
 * @context: from ibar_verb_context_new()
 * @verb: its name
 * @argc: (inout): number of words
 * @argv: (inout): the words; afterwards the verb and what is no option
 * @min_arguments: the least number of words that must remain beside the verb
 * @max_arguments: the greatest, or -1 for any
 *
 * Reads the options. What is wrong has been said on stderr when this returns FALSE, and the verb
 * ends with %IBAR_EXIT_USAGE.
 *
 * Returns: whether the options make sense
 */
gboolean
ibar_verb_parse_options (GOptionContext *context,
                         const char *verb,
                         int *argc,
                         char ***argv,
                         int min_arguments,
                         int max_arguments)
{
  g_autoptr (GError) error = NULL;
  int n;

  if (!g_option_context_parse (context, argc, argv, &error))
    {
      ibar_verb_usage (verb, "%s", error->message);
      return FALSE;
    }
  if (*argc > 1 && strcmp ((*argv)[1], "--") == 0)
    {
      memmove (*argv + 1, *argv + 2, sizeof (char *) * (gsize) (*argc - 1));
      (*argc)--;
    }
  n = *argc - 1;
  if (n < min_arguments)
    ibar_verb_usage (verb, _ ("an argument is missing"));
  else if (max_arguments >= 0 && n > max_arguments)
    ibar_verb_usage (verb, _ ("“%s” is one argument too many"), (*argv)[max_arguments + 1]);
  else
    return TRUE;
  return FALSE;
}

/**
 * ibar_verb_usage:
 * @verb: its name
 * @format: printf() format of what is wrong with the command line, translated
 * @...: its arguments
 *
 * Says on stderr that the verb was called wrongly, and where help is.
 *
 * Returns: %IBAR_EXIT_USAGE
 */
int
ibar_verb_usage (const char *verb, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("ibar %s: %s\n", verb, message);
  g_printerr (_ ("Try “ibar %s --help”.\n"), verb);
  return IBAR_EXIT_USAGE;
}

void
ibar_verb_point_at (const char *text, gsize position)
{
  glong column = g_utf8_strlen (text, (gssize) MIN (position, strlen (text)));

  g_printerr ("  %s\n  %*s^\n", text, (int) column, "");
}

/**
 * ibar_verb_fail:
 * @verb: its name
 * @error: what went wrong
 *
 * Says on stderr what went wrong.
 *
 * Returns: %IBAR_EXIT_FAILED
 */
int
ibar_verb_fail (const char *verb, const GError *error)
{
  g_printerr ("ibar %s: %s\n", verb, error->message);
  return IBAR_EXIT_FAILED;
}

/**
 * ibar_verb_open_collection:
 * @path: (nullable): a file named on the command line
 * @error: return location
 *
 * Opens a collection for reading: @path, or the one that comes with the program.
 *
 * Returns: (transfer full) (nullable): the collection, or NULL with @error set
 */
IbarCollection *
ibar_verb_open_collection (const char *path, GError **error)
{
  g_autofree char *bundled = NULL;

  if (path != NULL)
    return ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY | IBAR_COLLECTION_UNLOCKED, error);
  bundled = ibar_paths_get_bundled ();
  return ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, error);
}
