/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A quiz that was played, as a table for a teacher: a row a question. */

#define G_LOG_DOMAIN "ibar-quiz-results"

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-csv.h"
#include "ibar-output.h"
#include "ibar-quiz-results.h"

#define HEADER                                                                                     \
  "number,kind,question,about,given,answer,right,score,distance_m,seconds,source,card,seed\n"

/**
 * ibar_quiz_answer_clear:
 * @answer: what to empty
 */
void
ibar_quiz_answer_clear (IbarQuizAnswer *answer)
{
  g_clear_pointer (&answer->given, g_free);
  answer->answered = FALSE;
}

/* A cell that a spreadsheet would take for a formula is kept as text: what a pupil types is no
 * program. */
static void
append_text (GString *out, const char *text)
{
  g_autofree char *safe = NULL;

  if (text != NULL && text[0] != '\0' && strchr ("=+-@\t\r", text[0]) != NULL)
    safe = g_strconcat ("'", text, NULL);
  ibar_csv_append_field (out, safe != NULL ? safe : text != NULL ? text : "");
  g_string_append_c (out, ',');
}

static void
append_number (GString *out, double value, const char *format)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (value))
    g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, format, value));
  g_string_append_c (out, ',');
}

static void
append_row (GString *out, IbarQuiz *quiz, guint index, const IbarQuizAnswer *answer)
{
  const IbarQuizQuestion *question = ibar_quiz_get (quiz, index);

  g_string_append_printf (out, "%u,%s,", index + 1, ibar_quiz_kind_to_string (question->kind));
  append_text (out, question->prompt);
  append_text (out, question->label);
  append_text (out, answer->answered ? answer->given : NULL);
  append_text (out, question->answer);
  g_string_append (out, !answer->answered ? "," : answer->right ? "yes," : "no,");
  append_number (out, answer->answered ? answer->score : NAN, "%.2f");
  append_number (out, answer->answered ? answer->distance_m : NAN, "%.0f");
  append_number (out, answer->answered ? answer->seconds : NAN, "%.1f");
  append_text (out, question->source);
  append_text (out, question->card);
  g_string_append_printf (out, "%" G_GUINT64_FORMAT "\n", ibar_quiz_get_seed (quiz));
}

/**
 * ibar_quiz_results_write:
 * @quiz: the quiz that was played
 * @answers: (array): one a question
 * @path: the file
 * @error: return location
 *
 * Writes the results as CSV (UTF-8): a row a question; without an answer, its cells are empty.
 *
 * Returns: whether it was written
 *
 * **Errors:** those of ibar_output_open().
 */
gboolean
ibar_quiz_results_write (IbarQuiz *quiz,
                         const IbarQuizAnswer *answers,
                         const char *path,
                         GError **error)
{
  g_autoptr (GString) out = g_string_new (HEADER);
  g_autoptr (IbarOutput) file = NULL;

  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    append_row (out, quiz, i, &answers[i]);
  file = ibar_output_open (path, error);
  return file != NULL && ibar_output_write (file, out->str, out->len, error)
         && ibar_output_finish (file, error);
}

/**
 * ibar_quiz_results_dup_mistakes:
 * @quiz: the quiz that was played
 * @answers: (array): one a question
 *
 * Returns: (transfer full) (array zero-terminated=1): the cards that were answered wrong or not at
 * all, in the order of the quiz
 */
char **
ibar_quiz_results_dup_mistakes (IbarQuiz *quiz, const IbarQuizAnswer *answers)
{
  GPtrArray *cards = g_ptr_array_new ();

  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    if (!answers[i].answered || !answers[i].right)
      g_ptr_array_add (cards, g_strdup (ibar_quiz_get (quiz, i)->card));
  g_ptr_array_add (cards, NULL);
  return (char **) g_ptr_array_free (cards, FALSE);
}
