/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ibar story: tours without a display. Text goes out and comes in as ibar-story-text.c says; a
 * .gpkg is a lesson of one tour, with the events it needs. */

#define G_LOG_DOMAIN "ibar-verb-story"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-lesson.h"
#include "ibar-output.h"
#include "ibar-story-markup.h"
#include "ibar-story.h"
#include "ibar-verbs.h"

typedef struct
{
  char *output; /* (nullable) */
} Options;

/* ibar story list [FILE] */
static gboolean
list (IbarCollection *collection, GError **error)
{
  g_autoptr (GPtrArray) stories = ibar_story_list (collection, error);

  for (guint i = 0; stories != NULL && i < stories->len; i++)
    {
      const IbarStory *story = stories->pdata[i];

      g_print ("%s\t%u\t%s\n", story->id, story->n_steps, story->title);
    }
  return stories != NULL;
}

/* ibar story check [FILE]: FALSE without an error if something is to be said. */
static gboolean
check (IbarCollection *collection, GError **error)
{
  g_autoptr (GPtrArray) stories = ibar_story_list (collection, error);
  gboolean well = stories != NULL;

  for (guint i = 0; stories != NULL && i < stories->len; i++)
    {
      const IbarStory *listed = stories->pdata[i];
      g_autoptr (IbarStory) story = ibar_story_load (collection, listed->id, error);
      g_autoptr (GPtrArray) problems
          = story != NULL ? ibar_story_check (story, collection, error) : NULL;

      if (problems == NULL)
        return FALSE;
      for (guint k = 0; k < problems->len; k++)
        {
          const IbarStoryProblem *problem = problems->pdata[k];

          g_print (_ ("%s, step %u: %s\n"), story->id, problem->step + 1, problem->text);
          well = FALSE;
        }
    }
  return well;
}

static gboolean
write_text (const char *text, const char *path, GError **error)
{
  g_autoptr (IbarOutput) output = ibar_output_open (path, error);

  return output != NULL && ibar_output_write (output, text, strlen (text), error)
         && ibar_output_finish (output, error);
}

/* ibar story show ID [FILE], ibar story export ID [FILE] -o OUT */
static gboolean export(IbarCollection *collection, const char *id, const char *path, GError **error)
{
  const char *ids[] = { id, NULL };
  IbarLesson lesson = { .collection = collection, .stories = ids };
  g_autoptr (IbarStory) story = NULL;
  g_autofree char *text = NULL;

  if (path != NULL && g_str_has_suffix (path, ".gpkg"))
    return ibar_lesson_write (&lesson, path, error);
  story = ibar_story_load (collection, id, error);
  if (story == NULL)
    return FALSE;
  text = ibar_story_to_text (story);
  return write_text (text, path, error);
}

static IbarStory *
read_text (const char *path, GError **error)
{
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  IbarStory *story;
  guint line;

  if (!g_file_get_contents (path, &text, NULL, &local))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("“%s” cannot be read: %s"), path,
                   local->message);
      return NULL;
    }
  story = ibar_story_parse_text (text, dir, &line, error);
  if (story == NULL)
    g_prefix_error (error, "%s:%u: ", path, line);
  return story;
}

/* ibar story import IN FILE */
static gboolean
import (const char *in, IbarCollection *to, GError **error)
{
  g_autoptr (IbarCollection) from = NULL;
  g_autoptr (IbarStory) story = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *id = NULL;

  if (g_str_has_suffix (in, ".gpkg"))
    {
      from = ibar_collection_open (in, IBAR_COLLECTION_READ_ONLY, error);
      ids = from != NULL ? ibar_lesson_import (from, to, NULL, error) : NULL;
      for (guint i = 0; ids != NULL && i < ids->len; i++)
        g_print ("%s\n", (const char *) ids->pdata[i]);
      return ids != NULL;
    }
  story = read_text (in, error);
  if (story == NULL)
    return FALSE;
  id = ibar_story_make_id (to, story->id);
  g_free (story->id);
  story->id = g_strdup (id);
  if (!ibar_story_save (story, to, error))
    return FALSE;
  g_print ("%s\n", id);
  return TRUE;
}

static gboolean
run (const Options *options, int argc, char **argv, GError **error)
{
  const char *what = argv[1];
  gboolean named = strcmp (what, "show") == 0 || strcmp (what, "export") == 0;
  gboolean importing = strcmp (what, "import") == 0;
  const char *path = named || importing ? (argc > 3 ? argv[3] : NULL) : argc > 2 ? argv[2] : NULL;
  g_autoptr (IbarCollection) collection
      = importing ? ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, error)
                  : ibar_verb_open_collection (path, error);

  if (collection == NULL)
    return FALSE;
  if (named)
    return export(collection, argv[2], options->output, error);
  if (importing)
    return import (argv[2], collection, error);
  return strcmp (what, "list") == 0 ? list (collection, error) : check (collection, error);
}

/* How many words each takes beside itself, least and most; -1: unknown. */
static int
check_words (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    int least, most;
  } kinds[] = {
    { "list", 0, 1 }, { "check", 0, 1 }, { "show", 1, 2 }, { "export", 1, 2 }, { "import", 2, 2 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (argv[1], kinds[i].name) != 0)
        continue;
      if (argc - 2 < kinds[i].least)
        return ibar_verb_usage ("story", _ ("an argument is missing"));
      if (argc - 2 > kinds[i].most)
        return ibar_verb_usage ("story", _ ("“%s” is one argument too many"), argv[argc - 1]);
      return IBAR_EXIT_OK;
    }
  return ibar_verb_usage (
      "story", _ ("“%s” is unknown; expected list, show, export, import or check"), argv[1]);
}

/**
 * ibar_verb_story:
 * @argc: number of words, the verb included
 * @argv: the words
 *
 * Lists, shows, checks, exports and imports tours.
 *
 * Returns: the exit status; failed where “check” found something
 */
int
ibar_verb_story (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("Write to FILE.md, or with its events to FILE.gpkg"), N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = ibar_verb_context_new (
      "story",
      _ ("list [FILE] | show TOUR [FILE] | export TOUR [FILE] | import TOUR-FILE FILE | check "
         "[FILE]"),
      _ ("List, show, export, import and check the tours of a collection."), entries);
  g_autoptr (GError) error = NULL;
  int status = IBAR_EXIT_OK;

  if (!ibar_verb_parse_options (context, "story", &argc, &argv, 1, 3))
    status = IBAR_EXIT_USAGE;
  if (status == IBAR_EXIT_OK)
    status = check_words (argc, argv);
  if (status == IBAR_EXIT_OK && !run (&options, argc, argv, &error))
    status = error != NULL ? ibar_verb_fail ("story", error) : IBAR_EXIT_FAILED;
  g_free (options.output);
  return status;
}
