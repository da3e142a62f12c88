/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A quiz's settings as a line of "key=value" words, as a lesson file keeps them:
 *
 *   set=settlements kinds=find,name questions=12 seed=7 names=sq+sr-Latn largest=20 home=yes
 *
 * What a line leaves out is as it was. */

#define G_LOG_DOMAIN "ibar-quiz-settings"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-quiz.h"

#define MOST_QUESTIONS 1000

static gboolean
parse_number (const char *text, guint64 least, guint64 most, guint64 *number)
{
  return g_ascii_string_to_unsigned (text, 10, least, most, number, NULL);
}

static gboolean
take_word (IbarQuizSettings *settings, const char *key, const char *value)
{
  guint64 number;

  if (strcmp (key, "set") == 0)
    return ibar_quiz_sets_from_string (value, &settings->sets);
  if (strcmp (key, "kinds") == 0)
    return ibar_quiz_kinds_from_string (value, &settings->kinds);
  if (strcmp (key, "names") == 0)
    return ibar_name_setting_from_string (value, &settings->names);
  if (strcmp (key, "home") == 0)
    {
      settings->home = strcmp (value, "yes") == 0;
      return settings->home || strcmp (value, "no") == 0;
    }
  if (strcmp (key, "questions") == 0 && parse_number (value, 1, MOST_QUESTIONS, &number))
    settings->n_questions = (guint) number;
  else if (strcmp (key, "seed") == 0 && parse_number (value, 0, G_MAXINT64, &number))
    settings->seed = number;
  else if (strcmp (key, "largest") == 0 && parse_number (value, 0, G_MAXINT32, &number))
    settings->largest = (guint) number;
  else
    return FALSE;
  return TRUE;
}

/**
 * ibar_quiz_settings_from_string:
 * @text: a line of settings
 * @settings: (inout): what the line changes
 * @error: return location
 *
 * Returns: whether every word could be read; @settings is untouched otherwise
 *
 * **Errors:** %IBAR_ERROR_PARSE with the word.
 */
gboolean
ibar_quiz_settings_from_string (const char *text, IbarQuizSettings *settings, GError **error)
{
  g_auto (GStrv) words = NULL;
  IbarQuizSettings read;

  g_return_val_if_fail (text != NULL && settings != NULL, FALSE);

  words = g_strsplit (text, " ", -1);
  read = *settings;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);

      if (words[i][0] == '\0' || (g_strv_length (pair) == 2 && take_word (&read, pair[0], pair[1])))
        continue;
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("The settings of a quiz, “%s”: expected set, kinds, questions, seed, names, "
                      "largest or home, each with = and a value"),
                   words[i]);
      return FALSE;
    }
  *settings = read;
  return TRUE;
}
