/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ibar quiz: prints the questions of a quiz, what can be asked about, or what never is and why.
 *
 * For teachers who want questions on paper or in another program, and for tests: it runs the same
 * generator as the window. */

#define G_LOG_DOMAIN "ibar-verb-quiz"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-json.h"
#include "ibar-paths.h"
#include "ibar-quiz.h"
#include "ibar-sentence.h"
#include "ibar-verbs.h"

typedef struct
{
  char *set, *kinds, *filter, *story, *names, *region, *format; /* (owned) (nullable) */
  int n_questions, largest;
  gint64 seed;
  gboolean home, list, check;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->set);
  g_free (options->kinds);
  g_free (options->filter);
  g_free (options->story);
  g_free (options->names);
  g_free (options->region);
  g_free (options->format);
}

/* ---- What is printed ----------------------------------------------------------------------- */

static void
print_rejections (IbarQuizPool *pool, guint sets)
{
  for (guint i = 0; i < ibar_quiz_pool_get_n_rejected (pool); i++)
    {
      const IbarQuizRejection *rejection = ibar_quiz_pool_get_rejected (pool, i);
      g_autofree char *kinds = ibar_quiz_kinds_to_string (rejection->kinds);

      if ((sets & (1u << rejection->set)) == 0)
        continue;
      g_print ("%s\t%s\t%s\t%s\n", ibar_quiz_set_to_string (rejection->set), rejection->name,
               rejection->kinds == IBAR_QUIZ_ALL_KINDS ? "all" : kinds, rejection->reason);
    }
}

/* How many of each set are left, and whether they are enough: a line a set, without a name. */
static void
print_sums (IbarQuizPool *pool, guint sets)
{
  guint left[IBAR_N_QUIZ_SETS] = { 0 }, gone[IBAR_N_QUIZ_SETS] = { 0 };

  for (guint i = 0; i < ibar_quiz_pool_get_n (pool); i++)
    left[ibar_quiz_pool_get (pool, i)->set]++;
  for (guint i = 0; i < ibar_quiz_pool_get_n_rejected (pool); i++)
    if (ibar_quiz_pool_get_rejected (pool, i)->kinds == IBAR_QUIZ_ALL_KINDS)
      gone[ibar_quiz_pool_get_rejected (pool, i)->set]++;
  for (guint set = 0; set < IBAR_N_QUIZ_SETS; set++)
    {
      const char *key = ibar_quiz_set_to_string ((IbarQuizSet) set);

      if ((sets & (1u << set)) == 0)
        continue;
      if (left[set] < IBAR_QUIZ_LEAST_CANDIDATES)
        g_print (_ ("%1$s\t\t\t%2$u of %3$u can be asked about: too few for a quiz, which needs four\n"), key,
                 left[set], left[set] + gone[set]);
      else
        g_print (_ ("%1$s\t\t\t%2$u of %3$u can be asked about\n"), key, left[set], left[set] + gone[set]);
    }
}

static void
print_candidates (IbarQuizPool *pool, const IbarQuizSettings *settings)
{
  for (guint i = 0; i < ibar_quiz_pool_get_n (pool); i++)
    {
      const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, i);
      g_autofree char *kinds = ibar_quiz_kinds_to_string (candidate->kinds);
      g_autofree char *name = ibar_names_format (&candidate->names, &settings->names);

      if ((settings->sets & (1u << candidate->set)) == 0 || (settings->home && !candidate->home))
        continue;
      g_print ("%s\t%s\t%s\n", candidate->id, name, kinds);
    }
}

/* Where on the map what is asked for is marked: on paper and to the ear, the question's only clue. */
static char *
dup_clue (const IbarQuizQuestion *question)
{
  if (question->kind != IBAR_QUIZ_NAME && question->kind != IBAR_QUIZ_TYPE)
    return NULL;
  return ibar_sentence_mend (g_strdup_printf (_ ("It lies here: %s."), question->position));
}

/* An order's answer has a line an event. */
static void
print_answer (const IbarQuizQuestion *question)
{
  g_auto (GStrv) lines = g_strsplit (question->answer, "\n", -1);
  g_autofree char *answer = g_strjoinv ("\n     ", lines);

  if (question->right < 0)
    g_print ("   → %s\n\n", answer);
  else
    g_print ("   → %c) %s\n\n", 'a' + question->right, answer);
}

static void
print_text (IbarQuiz *quiz)
{
  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    {
      const IbarQuizQuestion *question = ibar_quiz_get (quiz, i);
      g_autofree char *clue = dup_clue (question);

      g_print ("%u. %s\n", i + 1, question->prompt);
      if (clue != NULL)
        g_print ("   %s\n", clue);
      for (guint k = 0; k < question->n_choices; k++)
        g_print ("   %c) %s\n", 'a' + (int) k, question->choices[k].text);
      print_answer (question);
    }
}

static void
append_member (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, ",\"%s\":", name);
  ibar_json_append_string (out, value);
}

static void
append_question (GString *out, IbarQuiz *quiz, guint index)
{
  const IbarQuizQuestion *question = ibar_quiz_get (quiz, index);
  g_autofree char *clue = dup_clue (question);

  g_string_append_printf (out, "{\"number\":%u", index + 1);
  append_member (out, "kind", ibar_quiz_kind_to_string (question->kind));
  append_member (out, "card", question->card);
  append_member (out, "prompt", question->prompt);
  append_member (out, "clue", clue);
  g_string_append (out, ",\"choices\":[");
  for (guint k = 0; k < question->n_choices; k++)
    {
      g_string_append (out, k > 0 ? "," : "");
      ibar_json_append_string (out, question->choices[k].text);
    }
  g_string_append_printf (out, "],\"right\":%d", question->right);
  append_member (out, "answer", question->answer);
  append_member (out, "explanation", question->explanation);
  append_member (out, "source", question->source);
  g_string_append_c (out, '}');
}

static void
print_json (IbarQuiz *quiz)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "{\"seed\":%" G_GUINT64_FORMAT ",\"questions\":[\n",
                          ibar_quiz_get_seed (quiz));
  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    {
      g_string_append (out, i > 0 ? ",\n" : "");
      append_question (out, quiz, i);
    }
  g_string_append (out, "\n]}\n");
  g_print ("%s", out->str);
}

/* ---- What is asked ------------------------------------------------------------------------- */

static IbarQuizPool *
load_pool (const char *path, const Options *options, guint sets, GError **error)
{
  g_autofree char *region_path = options->region != NULL ? g_strdup (options->region)
                                                         : ibar_paths_get_data_file ("region.gpkg");
  g_autoptr (IbarRegion) region = ibar_region_load (region_path, NULL, error);
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (GArray) events = NULL;
  guint n_gone = 0;

  if (region == NULL || (sets & (1u << IBAR_QUIZ_EVENTS)) == 0)
    return region != NULL ? ibar_quiz_pool_new (region, NULL, NULL, 0, error) : NULL;
  collection = ibar_verb_open_collection (path, error);
  if (collection == NULL)
    return NULL;
  events = options->story != NULL
               ? ibar_quiz_events_of_story (collection, options->story, &n_gone, error)
               : ibar_quiz_events_of_filter (collection, options->filter, error);
  if (events == NULL)
    return NULL;
  if (n_gone > 0)
    g_printerr (g_dngettext (GETTEXT_PACKAGE,
                             "%u event of the tour is no longer in the collection\n",
                             "%u events of the tour are no longer in the collection\n", n_gone),
                n_gone);
  return ibar_quiz_pool_new (region, collection, (const gint64 *) (gpointer) events->data,
                             events->len, error);
}

static int
run (const char *path, const Options *options, const IbarQuizSettings *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarQuizPool) pool = load_pool (path, options, settings->sets, &error);
  g_autoptr (IbarQuiz) quiz = NULL;

  if (pool == NULL)
    return ibar_verb_fail ("quiz", error);
  if (options->check)
    {
      print_rejections (pool, settings->sets);
      print_sums (pool, settings->sets);
      return IBAR_EXIT_OK;
    }
  if (options->list)
    {
      print_candidates (pool, settings);
      return IBAR_EXIT_OK;
    }
  quiz = ibar_quiz_new (pool, settings, &error);
  if (quiz == NULL)
    return ibar_verb_fail ("quiz", error);
  if (g_strcmp0 (options->format, "json") == 0)
    print_json (quiz);
  else
    print_text (quiz);
  return IBAR_EXIT_OK;
}

/* FALSE and *status if a word is none. */
static gboolean
read_settings (const Options *options, IbarQuizSettings *settings, int *status)
{
  *settings = (IbarQuizSettings){ .sets = IBAR_QUIZ_ALL_SETS,
                                  .kinds = IBAR_QUIZ_ALL_KINDS,
                                  .n_questions = (guint) options->n_questions,
                                  .seed = (guint64) options->seed,
                                  .names = IBAR_NAME_SETTING_DEFAULT,
                                  .largest = (guint) options->largest,
                                  .home = options->home };
  *status = IBAR_EXIT_OK;
  if (options->set != NULL && !ibar_quiz_sets_from_string (options->set, &settings->sets))
    *status = ibar_verb_usage (
        "quiz",
        _ ("--set: “%s”; expected all, or some of municipalities, settlements, rivers, "
           "peaks, crossings, bridges, landmarks, events with commas between"),
        options->set);
  else if (options->kinds != NULL
           && !ibar_quiz_kinds_from_string (options->kinds, &settings->kinds))
    *status = ibar_verb_usage (
        "quiz",
        _ ("--kinds: “%s”; expected all, or some of find, name, type, match, where, "
           "when, order, neighbour, north with commas between"),
        options->kinds);
  else if (options->names != NULL
           && !ibar_name_setting_from_string (options->names, &settings->names))
    *status = ibar_verb_usage ("quiz",
                               _ ("--names: “%s”; expected sq, sr-Latn, sr-Cyrl, en, local, or two of "
                                  "them with + between"),
                               options->names);
  else if (options->n_questions < 1 || options->n_questions > 1000)
    *status
        = ibar_verb_usage ("quiz", _ ("--questions: %d; expected 1 to 1000"), options->n_questions);
  else if (options->largest < 0)
    *status
        = ibar_verb_usage ("quiz", _ ("--largest: %d; expected 0 (all) or more"), options->largest);
  else if (options->seed < 0)
    *status = ibar_verb_usage ("quiz", _ ("--seed: expected a number that is not negative"));
  else if (options->format != NULL && strcmp (options->format, "text") != 0
           && strcmp (options->format, "json") != 0)
    *status
        = ibar_verb_usage ("quiz", _ ("--format: “%s”; expected text or json"), options->format);
  else if (options->filter != NULL && options->story != NULL)
    *status = ibar_verb_usage ("quiz", _ ("--filter and --story: expected one of the two"));
  return *status == IBAR_EXIT_OK;
}

/**
 * ibar_verb_quiz:
 * @argc: number of words, the verb included
 * @argv: the words
 *
 * Returns: the exit status
 */
int
ibar_verb_quiz (int argc, char **argv)
{
  Options options = { .n_questions = 10, .seed = 1 };
  IbarQuizSettings settings;
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_STRING, &options.set,
      N_ ("What to ask about: settlements,peaks; all without it"), N_ ("SETS") },
    { "kinds", 0, 0, G_OPTION_ARG_STRING, &options.kinds,
      N_ ("What to ask: find,name,type; all without it"), N_ ("KINDS") },
    { "questions", 0, 0, G_OPTION_ARG_INT, &options.n_questions,
      N_ ("How many questions, 10 without it"), N_ ("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, N_ ("The same seed gives the same quiz"),
      N_ ("N") },
    { "largest", 0, 0, G_OPTION_ARG_INT, &options.largest,
      N_ ("Of the settlements only the N largest"), N_ ("N") },
    { "home", 0, 0, G_OPTION_ARG_NONE, &options.home,
      N_ ("Only what lies in the areas the region is about"), NULL },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter, N_ ("Events: only what passes"),
      N_ ("TEXT") },
    { "story", 0, 0, G_OPTION_ARG_STRING, &options.story, N_ ("Events: those of a tour"),
      N_ ("ID") },
    { "names", 0, 0, G_OPTION_ARG_STRING, &options.names,
      N_ ("Forms of names: sq, sr-Latn, sr-Cyrl, en, local, or two, as in sq+sr-Latn"), N_ ("FORMS") },
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &options.region,
      N_ ("Another region than the one that comes "
          "with the program"),
      N_ ("FILE") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_ ("text or json"), N_ ("FORMAT") },
    { "list", 0, 0, G_OPTION_ARG_NONE, &options.list, N_ ("List what can be asked about"), NULL },
    { "check", 0, 0, G_OPTION_ARG_NONE, &options.check,
      N_ ("List what is never asked about, and why"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = ibar_verb_context_new (
      "quiz", _ ("[FILE]"),
      _ ("Print the questions of a quiz, about the region and the events of a "
         "collection: of the one that comes with the program, or of FILE."),
      entries);
  int status = IBAR_EXIT_USAGE;

  if (ibar_verb_parse_options (context, "quiz", &argc, &argv, 0, 1)
      && read_settings (&options, &settings, &status))
    status = run (argc > 1 ? argv[1] : NULL, &options, &settings);
  options_clear (&options);
  return status;
}
