/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of a quiz.
 *
 * The floor's toolkit cannot announce a text, so the focus carries it: a new question puts the
 * focus on the first thing to answer with, an answer puts it on "Next", and either is described by
 * the text that has just appeared, which a screen reader then reads. Right and wrong are words and
 * symbols before they are colours. */

#define G_LOG_DOMAIN "ibar-quiz-panel"

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"
#include "ibar-quiz-panel-private.h"
#include "ibar-sentence.h"

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_TYPED,
  SIGNAL_DATED,
  SIGNAL_ORDERED,
  SIGNAL_GIVEN_UP,
  SIGNAL_CONTINUED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IbarQuizPanel, ibar_quiz_panel, GTK_TYPE_BOX)

void
ibar_quiz_panel_describe (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

GtkWidget *
ibar_quiz_panel_make_text (const char *css_class)
{
  GtkWidget *label = ibar_part_text ("", css_class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), IBAR_QUIZ_LINE_CHARS);
  return label;
}

static void
gave_up_cb (IbarQuizPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_GIVEN_UP], 0);
}

static void
continued_cb (IbarQuizPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_CONTINUED], 0);
}

static void
make_verdict (IbarQuizPanel *self)
{
  self->verdict = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->heading = ibar_quiz_panel_make_text ("title-3");
  self->explanation = ibar_quiz_panel_make_text (NULL);
  self->source = ibar_quiz_panel_make_text ("caption");
  self->next = ibar_part_button (_ ("_Next"));
  gtk_label_set_selectable (GTK_LABEL (self->explanation), TRUE);
  gtk_widget_set_can_focus (self->explanation, FALSE);
  gtk_widget_add_css_class (self->source, "dim-label");
  gtk_widget_add_css_class (self->next, "suggested-action");
  gtk_widget_set_margin_top (self->next, 6);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (continued_cb), self);
  gtk_box_append (GTK_BOX (self->verdict), self->heading);
  gtk_box_append (GTK_BOX (self->verdict), self->explanation);
  gtk_box_append (GTK_BOX (self->verdict), self->source);
  self->hint = ibar_quiz_panel_make_text ("caption");
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_label_set_label (GTK_LABEL (self->hint), _ ("Or click on the map once more."));
  gtk_box_append (GTK_BOX (self->verdict), self->next);
  gtk_box_append (GTK_BOX (self->verdict), self->hint);
}

static void
ibar_quiz_panel_finalize (GObject *object)
{
  g_clear_pointer (&IBAR_QUIZ_PANEL (object)->quiz, ibar_quiz_unref);
  G_OBJECT_CLASS (ibar_quiz_panel_parent_class)->finalize (object);
}

static guint
add_signal (const char *signal, GType type)
{
  if (type == G_TYPE_NONE)
    return g_signal_new (signal, IBAR_TYPE_QUIZ_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                         G_TYPE_NONE, 0);
  return g_signal_new (signal, IBAR_TYPE_QUIZ_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 1, type);
}

static void
ibar_quiz_panel_class_init (IbarQuizPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_quiz_panel_finalize;
  signals[SIGNAL_CHOSEN] = add_signal ("chosen", G_TYPE_UINT);
  signals[SIGNAL_TYPED] = add_signal ("typed", G_TYPE_STRING);
  signals[SIGNAL_DATED] = add_signal ("dated", G_TYPE_INT);
  signals[SIGNAL_ORDERED] = add_signal ("ordered", G_TYPE_NONE);
  signals[SIGNAL_GIVEN_UP] = add_signal ("given-up", G_TYPE_NONE);
  signals[SIGNAL_CONTINUED] = add_signal ("continued", G_TYPE_NONE);
  ibar_quiz_panel_bind_numbers (GTK_WIDGET_CLASS (klass));
}

static void
ibar_quiz_panel_init (IbarQuizPanel *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "page");
  self->prompt = ibar_quiz_panel_make_text ("title-2");
  self->position = ibar_quiz_panel_make_text (NULL);
  self->answers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->give_up = ibar_part_button (_ ("_Show the Answer"));
  gtk_widget_add_css_class (self->give_up, "flat");
  gtk_widget_set_halign (self->give_up, GTK_ALIGN_START);
  g_signal_connect_swapped (self->give_up, "clicked", G_CALLBACK (gave_up_cb), self);
  make_verdict (self);
  gtk_box_append (GTK_BOX (self), self->prompt);
  gtk_box_append (GTK_BOX (self), self->position);
  gtk_box_append (GTK_BOX (self), self->answers);
  gtk_box_append (GTK_BOX (self), self->give_up);
  gtk_box_append (GTK_BOX (self), self->verdict);
}

/**
 * ibar_quiz_panel_new:
 *
 * Returns: (transfer floating): a panel without a question
 */
GtkWidget *
ibar_quiz_panel_new (void)
{
  return g_object_new (IBAR_TYPE_QUIZ_PANEL, NULL);
}

/* Whether the place is marked on the map, so that its position must be told to who does not see it.
 */
static gboolean
is_marked (IbarQuizKind kind)
{
  return kind == IBAR_QUIZ_NAME || kind == IBAR_QUIZ_TYPE;
}

/**
 * ibar_quiz_panel_show_question:
 * @self: a panel
 * @quiz: a quiz
 * @index: which of its questions
 * @in_words: tell positions, and offer places as a list
 */
void
ibar_quiz_panel_show_question (IbarQuizPanel *self, IbarQuiz *quiz, guint index, gboolean in_words)
{
  const IbarQuizQuestion *question;
  g_autofree char *position = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (IBAR_IS_QUIZ_PANEL (self) && quiz != NULL);

  question = ibar_quiz_get (quiz, index);
  ibar_quiz_ref (quiz);
  g_clear_pointer (&self->quiz, ibar_quiz_unref);
  self->quiz = quiz;
  self->index = index;
  self->focus = self->entry = self->scale = NULL;
  for (guint i = 0; i < IBAR_QUIZ_MOST_CHOICES; i++)
    {
      self->order[i] = i;
      self->choices[i] = NULL;
    }
  ibar_quiz_pool_get_days (ibar_quiz_get_pool (quiz), &self->first, &self->last);
  gtk_label_set_label (GTK_LABEL (self->prompt), question->prompt);
  /* Translators: where a marked place lies, in words. */
  position = ibar_sentence_mend (g_strdup_printf (_ ("It lies here: %s."), question->position));
  gtk_label_set_label (GTK_LABEL (self->position), position);
  gtk_widget_set_visible (self->position, in_words && is_marked (question->kind));
  ibar_part_clear_box (self->answers);
  ibar_quiz_panel_add_answers (self, question, in_words);
  spoken = in_words && is_marked (question->kind)
               ? g_strconcat (question->prompt, " ", position, NULL)
               : g_strdup (question->prompt);
  ibar_quiz_panel_describe (self->give_up, question->prompt);
  ibar_quiz_panel_describe (self->focus, spoken);
  gtk_widget_set_visible (self->verdict, FALSE);
  gtk_widget_set_visible (self->give_up, TRUE);
  gtk_widget_grab_focus (self->focus);
}

/**
 * ibar_quiz_panel_show_answer:
 * @self: a panel
 * @verdict: what the answer is worth
 * @choice: which choice was taken, -1: none
 * @heading: what to say first
 * @last: whether this was the last question
 */
void
ibar_quiz_panel_show_answer (IbarQuizPanel *self,
                             const IbarQuizVerdict *verdict,
                             int choice,
                             const char *heading,
                             gboolean last)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self->quiz, self->index);
  g_autofree char *titled = g_strdup_printf ("%s %s", verdict->right ? "✓" : "✗", heading);
  g_autofree char *source
      = g_strdup_printf (_ ("Source: %s"), question->source != NULL ? question->source : "–");
  g_autofree char *spoken = g_strdup_printf ("%s %s %s", heading, question->explanation, source);

  g_return_if_fail (IBAR_IS_QUIZ_PANEL (self));

  gtk_label_set_label (GTK_LABEL (self->heading), titled);
  gtk_label_set_label (GTK_LABEL (self->explanation), question->explanation);
  gtk_label_set_label (GTK_LABEL (self->source), source);
  ibar_part_button_set_label (self->next, last ? _ ("_Result") : _ ("_Next"));
  gtk_widget_set_visible (self->hint, isfinite (verdict->distance_m)); /* it was a click there */
  gtk_widget_set_visible (self->verdict, TRUE);
  gtk_widget_set_visible (self->give_up, FALSE);
  ibar_quiz_panel_describe (self->next, spoken);
  gtk_widget_grab_focus (self->next);
  ibar_quiz_panel_freeze_answers (self, question, choice);
}

/**
 * ibar_quiz_panel_get_order:
 * @self: a panel
 *
 * Returns: (transfer none): the choices in the order they were put in; as many as the question has
 */
const guint *
ibar_quiz_panel_get_order (IbarQuizPanel *self)
{
  return self->order;
}
