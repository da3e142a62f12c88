/* SPDX-License-Identifier: GPL-3.0-or-later */

/* After the last question: result, mistakes, another round of them, results for a teacher; and what
 * is known over days. */

#define G_LOG_DOMAIN "ibar-quiz-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-file-chooser.h"
#include "ibar-parts.h"
#include "ibar-quiz-result-page.h"
#include "ibar-quiz-window-private.h"
#include "ibar-toasts.h"

static GtkWidget *
make_button (IbarQuizWindow *self, const char *label, const char *css_class, GCallback pressed)
{
  GtkWidget *button = ibar_part_button (label);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_signal_connect_swapped (button, "clicked", pressed, self);
  return button;
}

/* ---- Result -------------------------------------------------------------------------------- */

static void
play_mistakes_cb (IbarQuizWindow *self)
{
  g_auto (GStrv) mistakes = ibar_quiz_results_dup_mistakes (self->quiz, self->answers);
  g_autoptr (IbarQuizPool) pool = ibar_quiz_pool_ref (ibar_quiz_get_pool (self->quiz));
  IbarQuizSettings settings = self->settings;

  settings.cards = (const char *const *) mistakes;
  settings.seed++; /* the same questions in another order */
  ibar_quiz_window_start (self, pool, &settings);
}

static void
play_again_cb (IbarQuizWindow *self)
{
  g_autoptr (IbarQuizPool) pool = ibar_quiz_pool_ref (ibar_quiz_get_pool (self->quiz));
  IbarQuizSettings settings = self->settings;

  ibar_quiz_window_start (self, pool, &settings);
}

static void
write_results (GtkWidget *window, const char *path)
{
  IbarQuizWindow *self = IBAR_QUIZ_WINDOW (window);
  g_autoptr (GError) error = NULL;

  if (self->quiz == NULL)
    return;
  if (!ibar_quiz_results_write (self->quiz, self->answers, path, &error))
    ibar_part_tell (GTK_WINDOW (self), _ ("The results cannot be saved"), error->message);
  else
    ibar_toasts_say (self->toasts, _ ("Results saved"));
}

/**
 * ibar_quiz_window_save_results:
 * @self: a window with a quiz
 *
 * Asks for a file and writes the results into it.
 */
void
ibar_quiz_window_save_results (IbarQuizWindow *self)
{
  g_autofree char *name = g_strdup_printf ("quiz-%" G_GUINT64_FORMAT ".csv", self->settings.seed);

  ibar_file_chooser_ask (GTK_WINDOW (self), &(IbarFileQuestion){ .title = _ ("Save the Results"), .name = name },
                         write_results);
}

static GtkWidget *
make_buttons (IbarQuizWindow *self, guint n_mistakes)
{
  GtkWidget *box = gtk_flow_box_new ();
  GtkWidget *first;

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  first = n_mistakes > 0 ? make_button (self, _ ("Practise the _Mistakes"), "suggested-action",
                                        G_CALLBACK (play_mistakes_cb))
                         : make_button (self, _ ("_New Quiz"), "suggested-action",
                                        G_CALLBACK (ibar_quiz_window_show_setup));
  gtk_flow_box_append (GTK_FLOW_BOX (box), first);
  if (n_mistakes > 0)
    gtk_flow_box_append (GTK_FLOW_BOX (box),
                         make_button (self, _ ("_New Quiz"), NULL,
                                      G_CALLBACK (ibar_quiz_window_show_setup)));
  gtk_flow_box_append (GTK_FLOW_BOX (box), make_button (self, _ ("_Same Quiz Again"), NULL,
                                                        G_CALLBACK (play_again_cb)));
  gtk_flow_box_append (GTK_FLOW_BOX (box),
                       make_button (self, _ ("Save _Results…"), NULL,
                                    G_CALLBACK (ibar_quiz_window_save_results)));
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE); /* the button in it is what one goes to */
  g_object_set_data (G_OBJECT (box), "first", first);
  return box;
}

/**
 * ibar_quiz_window_show_result:
 * @self: a window whose quiz was played to the end
 */
void
ibar_quiz_window_show_result (IbarQuizWindow *self)
{
  guint n = ibar_quiz_get_n (self->quiz), n_right = 0;
  double score = 0;
  g_autofree char *heading = NULL;
  g_autofree char *detail = NULL;
  GtkWidget *buttons;

  for (guint i = 0; i < n; i++)
    {
      n_right += self->answers[i].right;
      score += self->answers[i].score;
    }
  heading = g_strdup_printf (ngettext ("%1$u of %2$u right", "%1$u of %2$u right", n), n_right, n);
  detail = g_strdup_printf (_ ("Score %1$.0f %%, near answers counted in part. Seed %2$u."),
                            100 * score / n, (guint) self->settings.seed);
  buttons = make_buttons (self, n - n_right);
  ibar_part_clear_box (self->result);
  gtk_box_append (GTK_BOX (self->result), ibar_part_text (heading, "title-1"));
  gtk_box_append (GTK_BOX (self->result), ibar_part_text (detail, NULL));
  gtk_box_append (GTK_BOX (self->result), buttons);
  if (n_right < n)
    {
      gtk_box_append (GTK_BOX (self->result), ibar_part_heading (_ ("Mistakes")));
      gtk_box_append (GTK_BOX (self->result), ibar_quiz_make_mistakes (self->quiz, self->answers));
    }
  ibar_quiz_window_show_page (self, "result", _ ("Result"), heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (g_object_get_data (G_OBJECT (buttons), "first")),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, heading, -1);
  gtk_widget_grab_focus (g_object_get_data (G_OBJECT (buttons), "first"));
}

/* ---- Progress ------------------------------------------------------------------------------ */

static void
delete_answered_cb (AdwMessageDialog *dialog, const char *response, IbarQuizWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "delete") || self->progress == NULL)
    return;
  if (!ibar_quiz_progress_delete (self->progress, &error))
    ibar_part_tell (GTK_WINDOW (self), _ ("The progress cannot be deleted"), error->message);
  ibar_quiz_window_show_progress (self);
}

static void
delete_cb (IbarQuizWindow *self)
{
  GtkWidget *dialog = ibar_part_dialog (
      GTK_WINDOW (self), _ ("Delete the Progress?"),
      _ ("What is known and what is due is forgotten. It is kept on this computer only, and "
         "cannot be brought back."),
      NULL);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "delete",
                                    _ ("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * ibar_quiz_window_show_progress:
 * @self: a window
 */
void
ibar_quiz_window_show_progress (IbarQuizWindow *self)
{
  IbarDay today = ibar_day_today ();
  g_auto (GStrv) due = NULL;
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *play, *forget;

  if (self->progress == NULL)
    return;
  due = ibar_quiz_progress_dup_due (self->progress, today);
  play = make_button (self, _ ("_Practise What Is Due"), "suggested-action",
                      G_CALLBACK (ibar_quiz_window_play_due));
  forget = make_button (self, _ ("_Delete…"), "destructive-action", G_CALLBACK (delete_cb));
  gtk_widget_set_sensitive (play, due[0] != NULL);
  gtk_widget_set_sensitive (forget, ibar_quiz_progress_get_n (self->progress) > 0);
  gtk_box_append (GTK_BOX (buttons), play);
  gtk_box_append (GTK_BOX (buttons), forget);
  ibar_part_clear_box (self->known);
  gtk_box_append (GTK_BOX (self->known),
                  ibar_part_text (_ ("Each right answer brings a question back later, each "
                                     "mistake at once. This is kept on this computer only."),
                                  NULL));
  gtk_box_append (GTK_BOX (self->known), ibar_quiz_make_boxes (self->progress, today));
  gtk_box_append (GTK_BOX (self->known), buttons);
  ibar_quiz_window_show_page (self, "progress", _ ("Progress"), "");
  gtk_widget_grab_focus (due[0] != NULL ? play : self->again);
}
