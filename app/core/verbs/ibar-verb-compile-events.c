/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ibar compile-events DIR -o FILE: for the build. */

#define G_LOG_DOMAIN "ibar-verb-compile-events"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-compile-events.h"
#include "ibar-compile-table.h"
#include "ibar-verbs.h"

/**
 * ibar_verb_compile_events:
 * @argc: number of words, the verb included
 * @argv: the words
 *
 * Compiles a folder of curated events; problems go to stderr, "DIR/file:line: message" each.
 *
 * Returns: the exit status
 */
int
ibar_verb_compile_events (int argc, char **argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The collection to write"),
      N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GOptionContext) context
      = ibar_verb_context_new ("compile-events", _ ("DIR"),
                               _ ("Compile a folder of curated events into a collection."),
                               entries);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  int status = IBAR_EXIT_OK;

  if (!ibar_verb_parse_options (context, "compile-events", &argc, &argv, 1, 1))
    return IBAR_EXIT_USAGE;
  if (output == NULL)
    return ibar_verb_usage ("compile-events", _ ("--output is missing"));
  if (!ibar_compile_events (argv[1], output, &problems, &error))
    status = IBAR_EXIT_FAILED;
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    g_printerr ("%s/%s\n", argv[1], (const char *) g_ptr_array_index (problems, i));
  if (error != NULL)
    ibar_verb_fail ("compile-events", error);
  return status;
}
