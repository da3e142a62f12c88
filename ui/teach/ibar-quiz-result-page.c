/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a player reads at the end: every mistake with the right answer and its source; and how much
 * is known. */

#define G_LOG_DOMAIN "ibar-quiz-result-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ibar-parts.h"
#include "ibar-quiz-result-page.h"
#include "ibar-sentence.h"

static GtkWidget *
make_mistake (const IbarQuizQuestion *question, const IbarQuizAnswer *answer)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *given
      = g_strdup_printf (_ ("✗ Your answer: %s"),
                         answer->answered && answer->given != NULL ? answer->given : _ ("none"));
  g_autofree char *right = g_strdup_printf (_ ("✓ Right: %s"), question->answer);
  g_autofree char *source
      = g_strdup_printf (_ ("Source: %s"), question->source != NULL ? question->source : "–");
  g_autofree char *spoken = ibar_sentence_mend (g_strdup_printf (
      "%s %s. %s. %s. %s", question->prompt, given, right, question->explanation, source));

  gtk_box_append (GTK_BOX (box), ibar_part_text (question->prompt, "heading"));
  gtk_box_append (GTK_BOX (box), ibar_part_text (given, NULL));
  gtk_box_append (GTK_BOX (box), ibar_part_text (right, NULL));
  if (!g_str_equal (question->explanation, question->answer))
    gtk_box_append (GTK_BOX (box), ibar_part_text (question->explanation, "dim-label"));
  gtk_box_append (GTK_BOX (box), ibar_part_text (source, "caption"));
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static GtkWidget *
make_list (const char *title)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return list;
}

/**
 * ibar_quiz_make_mistakes:
 * @quiz: the quiz that was played
 * @answers: (array): one a question
 *
 * Returns: (transfer floating): a list of what was answered wrong or not at all
 */
GtkWidget *
ibar_quiz_make_mistakes (IbarQuiz *quiz, const IbarQuizAnswer *answers)
{
  GtkWidget *list = make_list (_ ("Mistakes"));

  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    if (!answers[i].answered || !answers[i].right)
      gtk_list_box_append (GTK_LIST_BOX (list),
                           make_mistake (ibar_quiz_get (quiz, i), &answers[i]));
  return list;
}

/**
 * ibar_quiz_make_boxes:
 * @progress: what a player knows
 * @today: the day
 *
 * Returns: (transfer floating): a list of how many questions are known how well, and are due
 */
GtkWidget *
ibar_quiz_make_boxes (IbarQuizProgress *progress, IbarDay today)
{
  GtkWidget *list = make_list (_ ("Progress"));
  g_auto (GStrv) due = ibar_quiz_progress_dup_due (progress, today);

  for (guint box = 0; box <= IBAR_QUIZ_BOXES; box++)
    {
      guint n = box < IBAR_QUIZ_BOXES ? ibar_quiz_progress_count_box (progress, box)
                                      : g_strv_length (due);
      guint days = box < IBAR_QUIZ_BOXES ? ibar_quiz_progress_get_interval (box) : 0;
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *number = g_strdup_printf ("%u", n);
      g_autofree char *title = NULL;

      if (box == IBAR_QUIZ_BOXES)
        title = g_strdup (_ ("Due today"));
      else if (box == 0)
        title = g_strdup (_ ("Not known yet"));
      else
        title = g_strdup_printf (
            ngettext ("Comes again after %u day", "Comes again after %u days", days), days);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (number));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  return list;
}
