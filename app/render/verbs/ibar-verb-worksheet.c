/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ibar worksheet: a blank map with numbers, a word bank, and the key. */

#define G_LOG_DOMAIN "ibar-verb-worksheet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-paths.h"
#include "ibar-render-verbs.h"
#include "ibar-worksheet.h"

typedef struct
{
  char *set, *names, *size, *profile, *title, *region, *output; /* (owned) (nullable) */
  int n_questions, n_variants, largest;
  gint64 seed;
  gboolean home, large_print;
} Options;

static void
options_clear (Options *o)
{
  char *texts[] = { o->set, o->names, o->size, o->profile, o->title, o->region, o->output };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

/* FALSE, and told, if something makes no sense. */
static gboolean
read_settings (const Options *o, IbarWorksheetSettings *settings)
{
  *settings = (IbarWorksheetSettings){ .sets = 1u << IBAR_QUIZ_SETTLEMENTS,
                                       .n_questions = (guint) o->n_questions,
                                       .seed = (guint64) o->seed,
                                       .names = IBAR_NAME_SETTING_DEFAULT,
                                       .largest = (guint) o->largest,
                                       .home = o->home,
                                       .n_variants = (guint) o->n_variants,
                                       .large_print = o->large_print,
                                       .size = o->size,
                                       .profile = o->profile,
                                       .title = o->title };
  if (o->output == NULL || !g_str_has_suffix (o->output, ".pdf"))
    ibar_verb_usage ("worksheet", _ ("say where to with -o FILE.pdf"));
  else if (o->set != NULL
           && (!ibar_quiz_sets_from_string (o->set, &settings->sets)
               || (settings->sets & ~(1u << IBAR_QUIZ_EVENTS)) == 0))
    ibar_verb_usage (
        "worksheet",
        _ ("--set: “%s”; expected all, or some of municipalities, settlements, rivers, "
           "peaks, crossings, bridges, landmarks with commas between"),
        o->set);
  else if (o->names != NULL && !ibar_name_setting_from_string (o->names, &settings->names))
    ibar_verb_usage ("worksheet",
                     _ ("--names: “%s”; expected sq, sr-Latn, sr-Cyrl, en, local, or two of them with + "
                        "between"),
                     o->names);
  else if (o->n_questions < 1 || o->n_questions > IBAR_WORKSHEET_MOST_QUESTIONS)
    ibar_verb_usage ("worksheet", _ ("--questions: %d; expected 1 to %d"), o->n_questions,
                     IBAR_WORKSHEET_MOST_QUESTIONS);
  else if (o->n_variants < 1 || o->n_variants > IBAR_WORKSHEET_MOST_VARIANTS)
    ibar_verb_usage ("worksheet", _ ("--variants: %d; expected 1 to %d"), o->n_variants,
                     IBAR_WORKSHEET_MOST_VARIANTS);
  else if (o->seed < 0 || o->largest < 0)
    ibar_verb_usage ("worksheet",
                     _ ("--seed and --largest: expected numbers that are not negative"));
  else
    return TRUE;
  return FALSE;
}

static int
run (const Options *o, const IbarWorksheetSettings *settings, const char *path)
{
  g_autofree char *region_path
      = o->region != NULL ? g_strdup (o->region) : ibar_paths_get_data_file ("region.gpkg");
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarRegion) region = ibar_region_load (region_path, NULL, &error);
  g_autoptr (IbarCollection) collection
      = region != NULL ? ibar_verb_open_collection (path, &error) : NULL;
  g_autoptr (IbarQuizPool) pool
      = collection != NULL ? ibar_quiz_pool_new (region, collection, NULL, 0, &error) : NULL;
  guint n_missing;

  if (pool == NULL
      || !ibar_worksheets_write (pool, collection, settings, o->output, &n_missing, NULL, &error))
    return ibar_verb_fail ("worksheet", error);
  if (n_missing > 0)
    g_printerr (g_dngettext (GETTEXT_PACKAGE, "The set has %u place fewer than wanted\n",
                             "The set has %u places fewer than wanted\n", n_missing),
                n_missing);
  g_print ("%s\n", o->output);
  return IBAR_EXIT_OK;
}

/**
 * ibar_verb_worksheet:
 * @argc: number of words, the verb included
 * @argv: the words
 *
 * Returns: the exit status
 */
int
ibar_verb_worksheet (int argc, char **argv)
{
  Options o = { .n_questions = 12, .n_variants = 1, .seed = 1 };
  IbarWorksheetSettings settings;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o.output, N_ ("Write to FILE.pdf"), N_ ("FILE") },
    { "set", 0, 0, G_OPTION_ARG_STRING, &o.set,
      N_ ("What to ask for: settlements,peaks; settlements without it"), N_ ("SETS") },
    { "questions", 0, 0, G_OPTION_ARG_INT, &o.n_questions, N_ ("How many numbers, 12 without it"),
      N_ ("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &o.seed, N_ ("The same seed gives the same sheet"),
      N_ ("N") },
    { "variants", 0, 0, G_OPTION_ARG_INT, &o.n_variants,
      N_ ("So many sheets that differ, each with its key"), N_ ("N") },
    { "largest", 0, 0, G_OPTION_ARG_INT, &o.largest, N_ ("Of the settlements only the N largest"),
      N_ ("N") },
    { "home", 0, 0, G_OPTION_ARG_NONE, &o.home,
      N_ ("Only what lies in the areas the region is about"), NULL },
    { "large-print", 0, 0, G_OPTION_ARG_NONE, &o.large_print, N_ ("Large letters"), NULL },
    { "names", 0, 0, G_OPTION_ARG_STRING, &o.names,
      N_ ("Names: sq, sr-Latn, sr-Cyrl, en, local, or two: sq+en"), N_ ("FORMS") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &o.size, N_ ("Page: a4, a3, letter …"), N_ ("SIZE") },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &o.profile, N_ ("Boundary profile"), N_ ("ID") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &o.title, N_ ("Title instead of the set's"),
      N_ ("TEXT") },
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &o.region, N_ ("Base map instead of the bundled one"),
      N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = ibar_verb_context_new (
      "worksheet", _ ("[COLLECTION]"),
      _ ("Writes a blank map with numbers and a word bank, and its key on a page of its own."),
      entries);
  int status = IBAR_EXIT_USAGE;

  if (ibar_verb_parse_options (context, "worksheet", &argc, &argv, 0, 1)
      && read_settings (&o, &settings))
    status = run (&o, &settings, argc > 1 ? argv[1] : NULL);
  options_clear (&o);
  return status;
}
