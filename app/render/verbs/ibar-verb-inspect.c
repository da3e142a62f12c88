/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `ibar inspect`: what a figure shows, and whether the collection still says the same. */

#define G_LOG_DOMAIN "ibar-verb-inspect"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-engine.h"
#include "ibar-error.h"
#include "ibar-evidence.h"
#include "ibar-render-verbs.h"

static void
print_evidence (GKeyFile *evidence)
{
  static const char *const groups[] = { "evidence", "events", "sources", NULL };

  for (gsize g = 0; groups[g] != NULL; g++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (evidence, groups[g], NULL, NULL);

      g_print ("%s[%s]\n", g > 0 ? "\n" : "", groups[g]);
      for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
        {
          g_autofree char *value = g_key_file_get_string (evidence, groups[g], keys[i], NULL);
          g_print ("%s\t%s\n", keys[i], value != NULL ? value : "");
        }
    }
}

typedef struct
{
  guint same, changed, gone, come;
} Comparison;

/* What became of the events that the figure shows. */
static gboolean
compare_old (GKeyFile *evidence, IbarCollection *collection, Comparison *c, GError **error)
{
  const IbarVocabulary *vocabulary = ibar_collection_get_vocabulary (collection, error);
  g_auto (GStrv) ids = g_key_file_get_keys (evidence, "events", NULL, NULL);

  if (vocabulary == NULL)
    return FALSE;
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      gint64 fid = ibar_collection_find_event (collection, ids[i]);
      g_autofree char *then = g_key_file_get_string (evidence, "events", ids[i], NULL);
      g_autofree char *now = NULL;
      g_autoptr (IbarEventRecord) record = NULL;

      if (fid < 0)
        {
          g_print (_ ("gone\t%s\n"), ids[i]);
          c->gone++;
          continue;
        }
      record = ibar_collection_load_event (collection, fid, error);
      if (record == NULL)
        return FALSE;
      now = ibar_event_record_digest (record, vocabulary);
      if (g_strcmp0 (now, then) == 0)
        c->same++;
      else
        {
          g_print (_ ("changed\t%s\t%s\n"), ids[i], record->title);
          c->changed++;
        }
    }
  return TRUE;
}

/* Events that would be in the figure if it were drawn today. */
static gboolean
compare_new (GKeyFile *evidence, IbarCollection *collection, Comparison *c, GError **error)
{
  const IbarVocabulary *vocabulary = ibar_collection_get_vocabulary (collection, error);
  g_autofree char *text = g_key_file_get_string (evidence, "data", "filter", NULL);
  g_autofree char *limited = g_key_file_get_string (evidence, "data", "events", NULL);
  g_autoptr (IbarColumns) columns = NULL;
  g_autoptr (IbarFilter) filter = NULL;
  g_autoptr (IbarEngine) engine = NULL;
  g_autoptr (IbarResult) result = NULL;
  gsize position;

  /* Limited to events by name, it would show no other today. */
  if (limited != NULL && limited[0] != '\0' && strcmp (limited, "auto") != 0)
    return TRUE;
  filter = vocabulary != NULL
               ? ibar_filter_parse (text != NULL ? text : "", vocabulary, &position, error)
               : NULL;
  columns = filter != NULL ? ibar_columns_load (collection, NULL, NULL, NULL, error) : NULL;
  if (columns == NULL)
    return FALSE;
  engine = ibar_engine_new (collection, columns);
  result = ibar_engine_run (engine, filter, NULL, error);
  for (guint i = 0; result != NULL && i < ibar_result_get_n_passing (result); i++)
    {
      IbarRow row;
      g_autoptr (IbarEventRecord) record = NULL;

      ibar_columns_get_row (columns, ibar_result_get_row (result, IBAR_SORT_DATE, FALSE, i), &row);
      record = ibar_collection_load_event (collection, row.fid, error);
      if (record == NULL)
        return FALSE;
      if (g_key_file_has_key (evidence, "events", record->id, NULL))
        continue;
      g_print (_ ("new\t%s\t%s\n"), record->id, record->title);
      c->come++;
    }
  return result != NULL;
}

static int
compare (GKeyFile *evidence, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  Comparison c = { 0 };

  if (collection == NULL || !compare_old (evidence, collection, &c, &error)
      || !compare_new (evidence, collection, &c, &error))
    return ibar_verb_fail ("inspect", error);
  g_print (_ ("%u unchanged, %u changed, %u gone, %u new\n"), c.same, c.changed, c.gone, c.come);
  return IBAR_EXIT_OK;
}

/**
 * ibar_verb_inspect:
 * @argc: number of words
 * @argv: "inspect", options, and the figure
 *
 * Prints what a figure carries; with --against what a collection says about the same events today.
 *
 * Returns: the exit status
 */
int
ibar_verb_inspect (int argc, char **argv)
{
  g_autofree char *against = NULL;
  const GOptionEntry entries[]
      = { { "against", 0, 0, G_OPTION_ARG_FILENAME, &against,
            N_ ("Say which of its events have changed, gone or come in COLLECTION"),
            N_ ("COLLECTION") },
          { NULL } };
  GOptionContext *context
      = ibar_verb_context_new ("inspect", _ ("FIGURE"), _ ("Says what a figure shows."), entries);
  g_autoptr (GKeyFile) evidence = NULL;
  g_autoptr (GError) error = NULL;
  gboolean understood = ibar_verb_parse_options (context, "inspect", &argc, &argv, 1, 1);

  g_option_context_free (context);
  if (!understood)
    return IBAR_EXIT_USAGE;
  evidence = ibar_evidence_read (argv[1], &error);
  if (evidence == NULL)
    return ibar_verb_fail ("inspect", error);
  if (against != NULL)
    return compare (evidence, against);
  print_evidence (evidence);
  return IBAR_EXIT_OK;
}
