/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tours of a curated collection: the .md files of DIR/stories in the order of their names, each
 * read as ibar-story-text.c says. Every reference is looked up in what was compiled before. */

#define G_LOG_DOMAIN "ibar-compile-events-stories"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-compile-events-private.h"
#include "ibar-story.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".md"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static gboolean
check_story (IbarCompiler *self, const IbarStory *story, const char *file, GError **error)
{
  g_autoptr (GPtrArray) problems = ibar_story_check (story, self->collection, error);

  if (problems == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    {
      const IbarStoryProblem *problem = problems->pdata[i];
      const IbarStoryStep *step = story->steps->pdata[problem->step];

      ibar_problems_add (&self->problems, file, step->line, "%s", problem->text);
    }
  return TRUE;
}

static gboolean
read_file (IbarCompiler *self, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *file = g_build_filename ("stories", name, NULL);
  g_autofree char *text = NULL;
  g_autofree char *free_id = NULL;
  g_autoptr (IbarStory) story = NULL;
  g_autoptr (GError) problem = NULL;
  guint line;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, error))
    return FALSE;
  g_checksum_update (self->hash, (const guchar *) file, (gssize) strlen (file) + 1);
  g_checksum_update (self->hash, (const guchar *) text, (gssize) size);
  story = ibar_story_parse_text (text, folder, &line, &problem);
  if (story == NULL)
    {
      ibar_problems_add (&self->problems, file, line, "%s", problem->message);
      return TRUE;
    }
  free_id = ibar_story_make_id (self->collection, story->id);
  if (strcmp (free_id, story->id) != 0)
    {
      ibar_problems_add (
          &self->problems, file, 1,
          _ ("id: “%s” is another tour's, or has other characters than small letters, "
             "digits and single hyphens"),
          story->id);
      return TRUE;
    }
  return check_story (self, story, file, error) && ibar_story_save (story, self->collection, error);
}

gboolean
ibar_compile_stories (IbarCompiler *self, const char *dir, GError **error)
{
  g_autofree char *folder = g_build_filename (dir, "stories", NULL);
  g_autoptr (GPtrArray) names = list_files (folder);

  for (guint i = 0; i < names->len; i++)
    if (!read_file (self, folder, names->pdata[i], error))
      return FALSE;
  return TRUE;
}
