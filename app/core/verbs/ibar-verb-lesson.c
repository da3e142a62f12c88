/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ibar lesson: a file for a class, with the data it needs. */

#define G_LOG_DOMAIN "ibar-verb-lesson"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-lesson.h"
#include "ibar-verbs.h"

typedef struct
{
  char **stories, **quizzes, **worksheets;
  char *filter, *title, *map, *output;
  gboolean read_only, restricted;
} Options;

static gboolean
write_lesson (const Options *o, const char *path, GError **error)
{
  g_autoptr (IbarCollection) collection = ibar_verb_open_collection (path, error);
  g_autoptr (IbarRegion) map
      = collection != NULL && o->map != NULL ? ibar_region_load (o->map, NULL, error) : NULL;
  IbarLesson lesson = { .collection = collection,
                        .stories = (const char *const *) o->stories,
                        .quizzes = (const char *const *) o->quizzes,
                        .worksheets = (const char *const *) o->worksheets,
                        .filter = o->filter,
                        .title = o->title,
                        .map = map,
                        .read_only = o->read_only,
                        .restricted = o->restricted };

  return collection != NULL && (o->map == NULL || map != NULL)
         && ibar_lesson_write (&lesson, o->output, error);
}

static void
options_clear (Options *o)
{
  g_strfreev (o->stories);
  g_strfreev (o->quizzes);
  g_strfreev (o->worksheets);
  g_free (o->filter);
  g_free (o->title);
  g_free (o->map);
  g_free (o->output);
}

/**
 * ibar_verb_lesson:
 * @argc: number of words, the verb included
 * @argv: the words
 *
 * Returns: the exit status
 */
int
ibar_verb_lesson (int argc, char **argv)
{
  Options o = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o.output, N_ ("The lesson to write"),
      N_ ("FILE.gpkg") },
    { "tour", 't', 0, G_OPTION_ARG_STRING_ARRAY, &o.stories, N_ ("A tour (may be repeated)"),
      N_ ("TOUR") },
    { "quiz", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o.quizzes,
      N_ ("A quiz's settings, as in \"set=settlements questions=12 seed=7\" (may be repeated)"),
      N_ ("WORDS") },
    { "worksheet", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o.worksheets,
      N_ ("A worksheet's settings, likewise (may be repeated)"), N_ ("WORDS") },
    { "filter", 'f', 0, G_OPTION_ARG_STRING, &o.filter,
      N_ ("Take these events besides those that the tours show"), N_ ("TEXT") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &o.title, N_ ("What the lesson is called"), N_ ("TEXT") },
    { "map", 0, 0, G_OPTION_ARG_FILENAME, &o.map,
      N_ ("A region of your own to take along, as other computers do not have it"), N_ ("FILE") },
    { "read-only", 0, 0, G_OPTION_ARG_NONE, &o.read_only,
      N_ ("Whoever opens it must save a copy to change it"), NULL },
    { "allow-restricted", 0, 0, G_OPTION_ARG_NONE, &o.restricted,
      N_ ("Also data sets whose terms do not allow passing them on"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = ibar_verb_context_new (
      "lesson", _ ("[FILE]"),
      _ ("Write tours, quizzes, worksheets and the events they need into one file."), entries);
  g_autoptr (GError) error = NULL;
  int status = IBAR_EXIT_OK;

  if (!ibar_verb_parse_options (context, "lesson", &argc, &argv, 0, 1))
    status = IBAR_EXIT_USAGE;
  else if (o.output == NULL)
    status = ibar_verb_usage ("lesson", _ ("--output is missing"));
  else if (o.stories == NULL && o.filter == NULL)
    status = ibar_verb_usage ("lesson", _ ("say what goes into it with --tour or --filter"));
  else if (!write_lesson (&o, argc > 1 ? argv[1] : NULL, &error))
    status = ibar_verb_fail ("lesson", error);
  options_clear (&o);
  return status;
}
