/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings of a quiz or a worksheet as a line of words: "set=settlements questions=12 seed=7
 * names=sq+sr-Latn". What is not said is the usual; a word that is unknown is an error. */

#define G_LOG_DOMAIN "ibar-lesson-task"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "ibar-error.h"
#include "ibar-lesson.h"

static gboolean
read_number (const char *value, guint64 least, guint64 most, guint64 *number)
{
  return g_ascii_string_to_unsigned (value, 10, least, most, number, NULL);
}

static gboolean
read_word (const char *word, IbarLessonTask *task, GError **error)
{
  const char *value = strchr (word, '=');
  guint64 number = 0;
  gboolean ok = FALSE;

  if (g_str_has_prefix (word, "set="))
    ok = ibar_quiz_sets_from_string (value + 1, &task->sets);
  else if (g_str_has_prefix (word, "names="))
    ok = ibar_name_setting_from_string (value + 1, &task->names);
  else if (g_str_has_prefix (word, "seed="))
    ok = read_number (value + 1, 0, G_MAXINT64, &task->seed);
  else if (g_str_has_prefix (word, "questions="))
    {
      ok = read_number (value + 1, 1, 1000, &number);
      task->n_questions = (guint) number;
    }
  if (!ok)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                 _ ("“%s”: expected set=SETS, questions=1 to 1000, seed=N or names=FORMS, as in "
                    "set=settlements questions=12 seed=7"),
                 word);
  return ok;
}

/**
 * ibar_lesson_task_parse:
 * @words: a line of settings
 * @task: (out caller-allocates): what it says
 * @error: return location
 *
 * Returns: FALSE with @error set if a word is none
 *
 * Errors: %IBAR_ERROR_PARSE.
 */
gboolean
ibar_lesson_task_parse (const char *words, IbarLessonTask *task, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (words, " \t", -1);

  *task = (IbarLessonTask){ .sets = 1u << IBAR_QUIZ_SETTLEMENTS,
                            .n_questions = 12,
                            .seed = 1,
                            .names = IBAR_NAME_SETTING_DEFAULT };
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0' && !read_word (parts[i], task, error))
      return FALSE;
  return TRUE;
}

static char *
join_sets (guint sets, const char *separator, const char *(*name) (IbarQuizSet set))
{
  GString *text = g_string_new (NULL);

  for (guint set = 0; set < IBAR_N_QUIZ_SETS; set++)
    if ((sets & (1u << set)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "",
                              name ((IbarQuizSet) set));
  return g_string_free (text, FALSE);
}

/**
 * ibar_lesson_task_format:
 * @task: settings
 *
 * Returns: (transfer full): the line that ibar_lesson_task_parse() reads
 */
char *
ibar_lesson_task_format (const IbarLessonTask *task)
{
  g_autofree char *sets = join_sets (task->sets, ",", ibar_quiz_set_to_string);
  g_autofree char *names = ibar_name_setting_to_string (&task->names);

  return g_strdup_printf ("set=%s questions=%u seed=%" PRIu64 " names=%s", sets,
                          task->n_questions, task->seed, names);
}

/**
 * ibar_lesson_task_describe:
 * @task: settings
 *
 * Returns: (transfer full): for people, translated
 */
char *
ibar_lesson_task_describe (const IbarLessonTask *task)
{
  g_autofree char *sets = join_sets (task->sets, ", ", ibar_quiz_set_get_title);
  g_autofree char *number = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u question", "%u questions", task->n_questions),
      task->n_questions);

  return g_strdup_printf (_ ("%s, %s, seed %" PRIu64), sets, number, task->seed);
}
