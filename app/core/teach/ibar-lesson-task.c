/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings of a quiz or a worksheet as a line of words: "set=settlements kinds=find questions=12 seed=7
 * names=sq+sr-Latn largest=30 home=yes". What is not said is the usual; a word that is unknown is an error. */

#define G_LOG_DOMAIN "ibar-lesson-task"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "ibar-lesson.h"

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
  *task = (IbarLessonTask){ .sets = 1u << IBAR_QUIZ_SETTLEMENTS,
                            .kinds = IBAR_QUIZ_ALL_KINDS,
                            .n_questions = 12,
                            .seed = 1,
                            .names = IBAR_NAME_SETTING_DEFAULT };
  return ibar_quiz_settings_from_string (words, task, error);
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
  g_autofree char *kinds = ibar_quiz_kinds_to_string (task->kinds);
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "set=%s questions=%u seed=%" PRIu64 " names=%s", sets, task->n_questions, task->seed,
                          names);
  if (task->kinds != 0 && task->kinds != IBAR_QUIZ_ALL_KINDS)
    g_string_append_printf (line, " kinds=%s", kinds);
  if (task->largest > 0)
    g_string_append_printf (line, " largest=%u", task->largest);
  if (task->home)
    g_string_append (line, " home=yes");
  return g_string_free (line, FALSE);
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
