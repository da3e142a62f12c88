/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Playing: question after question, each answered once, each answer kept with its time. */

#define G_LOG_DOMAIN "ibar-quiz-window"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ibar-position-words.h"
#include "ibar-quiz-window-private.h"
#include "ibar-sentence.h"
#include "ibar-toasts.h"

#define SETTLED_US (500 * 1000) /* after an answer */

static void ask (IbarQuizWindow *self);

static void
stop_timer (IbarQuizWindow *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}

static guint
count_right (IbarQuizWindow *self)
{
  guint n = 0;

  for (guint i = 0; i < ibar_quiz_get_n (self->quiz); i++)
    n += self->answers[i].answered && self->answers[i].right;
  return n;
}

static void
update_title (IbarQuizWindow *self)
{
  guint n = ibar_quiz_get_n (self->quiz), n_right = count_right (self);
  g_autofree char *title = g_strdup_printf (_ ("Question %1$u of %2$u"), self->index + 1, n);
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u right", "%u right", n_right), n_right);

  ibar_quiz_window_show_page (self, "play", title, subtitle);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                 (self->index + (self->answered ? 1.0 : 0.0)) / n);
}

static void
update_time (IbarQuizWindow *self)
{
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u second left", "%u seconds left", self->left), self->left);

  gtk_label_set_label (GTK_LABEL (self->time), text);
  gtk_widget_set_visible (self->time, self->seconds > 0 && !self->answered);
}

/* ---- Answers ------------------------------------------------------------------------------- */

static char *
dup_name (IbarQuizWindow *self, int candidate)
{
  return ibar_names_format (
      &ibar_quiz_pool_get (ibar_quiz_get_pool (self->quiz), (guint) candidate)->names,
      ibar_quiz_get_names (self->quiz));
}

/* What is said first: right, or what was meant instead and how far off it was. */
static char *
dup_heading (IbarQuizWindow *self, const IbarQuizVerdict *verdict, const char *reason)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self->quiz, self->index);
  g_autofree char *away
      = isfinite (verdict->distance_m) ? ibar_distance_dup_words (verdict->distance_m) : NULL;
  g_autofree char *chosen = NULL;

  if (verdict->right && verdict->shown != NULL)
    return ibar_sentence_mend (g_strdup_printf (_ ("Right: %s."), verdict->shown));
  if (verdict->right)
    return g_strdup (_ ("Right."));
  if (reason != NULL)
    return g_strdup (reason);
  if (away != NULL && verdict->chosen >= 0)
    {
      chosen = dup_name (self, verdict->chosen);
      return g_strdup_printf (_ ("No, that was %1$s, %2$s away."), chosen, away);
    }
  if (away != NULL)
    return g_strdup_printf (_ ("No, it is %s away."), away);
  if (question->kind == IBAR_QUIZ_ORDER)
    return g_strdup (_ ("Not this order."));
  /* In words: the position follows in the explanation, and need not be heard twice. */
  if (question->kind == IBAR_QUIZ_FIND && verdict->chosen >= 0)
    {
      chosen = dup_name (self, verdict->chosen);
      return ibar_sentence_mend (g_strdup_printf (_ ("No, that is %s."), chosen));
    }
  return ibar_sentence_mend (g_strdup_printf (_ ("No. The answer: %s."), question->answer));
}

static void
keep_progress (IbarQuizWindow *self, gboolean right)
{
  g_autoptr (GError) error = NULL;

  if (self->progress == NULL)
    return;
  ibar_quiz_progress_answer (self->progress, ibar_quiz_get (self->quiz, self->index)->card, right,
                             ibar_day_today ());
  if (ibar_quiz_progress_save (self->progress, &error))
    return;
  /* Once is enough: the quiz itself goes on. */
  ibar_toasts_say (self->toasts, error->message);
  g_clear_pointer (&self->progress, ibar_quiz_progress_free);
}

static void
answer (IbarQuizWindow *self,
        const IbarQuizVerdict *verdict,
        char *given,
        int choice,
        IbarPoint click,
        const char *reason)
{
  IbarQuizAnswer *kept = &self->answers[self->index];
  g_autofree char *heading = dup_heading (self, verdict, reason);

  stop_timer (self);
  self->answered = TRUE;
  self->answered_at = g_get_monotonic_time ();
  self->clicked = ibar_point_is_placed (click);
  *kept = (IbarQuizAnswer){ .answered = TRUE,
                            .right = verdict->right,
                            .score = verdict->score,
                            .distance_m = verdict->distance_m,
                            .seconds
                            = (double) (g_get_monotonic_time () - self->asked_at) / G_USEC_PER_SEC,
                            .given = given };
  keep_progress (self, verdict->right);
  update_title (self);
  update_time (self);
  ibar_quiz_map_show_answer (IBAR_QUIZ_MAP (self->map), click, verdict->chosen);
  ibar_quiz_panel_show_answer (IBAR_QUIZ_PANEL (self->panel), verdict, choice, heading,
                               self->index + 1 == ibar_quiz_get_n (self->quiz));
}

static void
chosen_cb (IbarQuizPanel *panel, guint choice, IbarQuizWindow *self)
{
  g_auto (IbarQuizVerdict) verdict = { 0 };

  if (self->answered)
    return;
  ibar_quiz_judge_choice (self->quiz, self->index, choice, &verdict);
  answer (self, &verdict, g_strdup (ibar_quiz_get (self->quiz, self->index)->choices[choice].text),
          (int) choice, (IbarPoint){ NAN, NAN }, NULL);
}

static void
typed_cb (IbarQuizPanel *panel, const char *text, IbarQuizWindow *self)
{
  g_auto (IbarQuizVerdict) verdict = { 0 };

  if (self->answered || text[strspn (text, " ")] == '\0')
    return;
  ibar_quiz_judge_text (self->quiz, self->index, text, &verdict);
  answer (self, &verdict, g_strdup (text), -1, (IbarPoint){ NAN, NAN }, NULL);
}

static void
dated_cb (IbarQuizPanel *panel, int day, IbarQuizWindow *self)
{
  g_auto (IbarQuizVerdict) verdict = { 0 };

  if (self->answered)
    return;
  ibar_quiz_judge_day (self->quiz, self->index, (IbarDay) day, &verdict);
  answer (self, &verdict, ibar_date_format ((IbarDay) day, (IbarDay) day, IBAR_DATE_DAY), -1,
          (IbarPoint){ NAN, NAN }, NULL);
}

static char *
dup_order (IbarQuizWindow *self, const guint *order)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self->quiz, self->index);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < question->n_choices; i++)
    g_string_append_printf (text, i > 0 ? "; %s" : "%s", question->choices[order[i]].text);
  return g_string_free (text, FALSE);
}

static void
ordered_cb (IbarQuizPanel *panel, IbarQuizWindow *self)
{
  const guint *order = ibar_quiz_panel_get_order (panel);
  g_auto (IbarQuizVerdict) verdict = { 0 };

  if (self->answered)
    return;
  ibar_quiz_judge_order (self->quiz, self->index, order, &verdict);
  answer (self, &verdict, dup_order (self, order), -1, (IbarPoint){ NAN, NAN }, NULL);
}

static void
go_on (IbarQuizWindow *self)
{
  if (self->index + 1 < ibar_quiz_get_n (self->quiz))
    {
      self->index++;
      ask (self);
    }
  else
    ibar_quiz_window_show_result (self);
}

/* The hand that has answered on the map need not leave it: another click there goes on. Not one that
 * belongs to the answer itself. */
static void
go_on_by_click (IbarQuizWindow *self)
{
  if (self->clicked && g_get_monotonic_time () - self->answered_at >= SETTLED_US)
    go_on (self);
}

/* What was clicked, as the list of mistakes and the teacher's table say it: the place that was hit, else in words. */
static char *
dup_clicked (IbarQuizWindow *self, const IbarQuizVerdict *verdict, IbarPoint point)
{
  g_autofree char *where
      = verdict->chosen >= 0
            ? dup_name (self, verdict->chosen)
            : ibar_position_dup_words (ibar_quiz_pool_get_region (ibar_quiz_get_pool (self->quiz)), point,
                                       ibar_quiz_get_names (self->quiz), NULL);

  return g_strdup_printf ("%s (%.4f, %.4f)", where, point.latitude, point.longitude);
}

/* A click that hits nothing where places are shown is a slip of the hand, not an answer. */
static void
clicked_cb (IbarQuizMap *map, double longitude, double latitude, double reach, IbarQuizWindow *self)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self->quiz, self->index);
  IbarPoint point = { longitude, latitude };
  g_auto (IbarQuizVerdict) verdict = { 0 };

  if (self->answered)
    {
      go_on_by_click (self);
      return;
    }
  if (question->kind != IBAR_QUIZ_FIND && question->kind != IBAR_QUIZ_WHERE)
    return;
  ibar_quiz_judge_click (self->quiz, self->index, point, reach, &verdict);
  if (question->kind == IBAR_QUIZ_FIND && verdict.chosen < 0)
    {
      ibar_toasts_say (self->toasts, _ ("No place is so near. Click on one."));
      return;
    }
  answer (self, &verdict, dup_clicked (self, &verdict, point), -1, point, NULL);
}

static void
give_up (IbarQuizWindow *self, const char *reason)
{
  const IbarQuizVerdict verdict = { .distance_m = NAN, .chosen = -1 };

  if (!self->answered)
    answer (self, &verdict, NULL, -1, (IbarPoint){ NAN, NAN }, reason);
}

static void
gave_up_cb (IbarQuizPanel *panel, IbarQuizWindow *self)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self->quiz, self->index);
  g_autofree char *reason = question->kind == IBAR_QUIZ_ORDER
                                ? g_strdup (_ ("The order:"))
                                : ibar_sentence_mend (g_strdup_printf (_ ("The answer: %s."), question->answer));

  give_up (self, reason);
}

static gboolean
ticked_cb (gpointer data)
{
  IbarQuizWindow *self = data;
  const IbarQuizQuestion *question = ibar_quiz_get (self->quiz, self->index);
  g_autofree char *reason = NULL;

  self->left--;
  update_time (self);
  if (self->left > 0)
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  /* The order itself follows as the explanation. */
  reason = question->kind == IBAR_QUIZ_ORDER
               ? g_strdup (_ ("Time is up. The order:"))
               : ibar_sentence_mend (g_strdup_printf (_ ("Time is up. The answer: %s."), question->answer));
  give_up (self, reason);
  return G_SOURCE_REMOVE;
}

/* ---- Questions ----------------------------------------------------------------------------- */

/* Shows the present question anew, without an answer. */
static void
ask (IbarQuizWindow *self)
{
  stop_timer (self);
  self->answered = FALSE;
  self->asked_at = g_get_monotonic_time ();
  self->left = self->seconds;
  update_title (self);
  update_time (self);
  ibar_quiz_map_show_question (IBAR_QUIZ_MAP (self->map), self->quiz, self->index);
  ibar_quiz_panel_show_question (IBAR_QUIZ_PANEL (self->panel), self->quiz, self->index,
                                 self->in_words);
  if (self->seconds > 0)
    self->timer = g_timeout_add_seconds (1, ticked_cb, self);
}

static void
continued_cb (IbarQuizPanel *panel, IbarQuizWindow *self)
{
  go_on (self);
}

/**
 * ibar_quiz_window_stop:
 * @self: a window
 *
 * Forgets the quiz that is played, if there is one.
 */
void
ibar_quiz_window_stop (IbarQuizWindow *self)
{
  stop_timer (self);
  for (guint i = 0; self->quiz != NULL && i < ibar_quiz_get_n (self->quiz); i++)
    ibar_quiz_answer_clear (&self->answers[i]);
  g_clear_pointer (&self->answers, g_free);
  g_clear_pointer (&self->quiz, ibar_quiz_unref);
}

/**
 * ibar_quiz_window_start:
 * @self: a window
 * @pool: what can be asked about
 * @settings: what is to be asked
 *
 * Makes a quiz and asks the first question; says why where none can be made.
 */
void
ibar_quiz_window_start (IbarQuizWindow *self, IbarQuizPool *pool, const IbarQuizSettings *settings)
{
  IbarQuizSetup *setup = IBAR_QUIZ_SETUP (self->setup);
  g_autoptr (GError) error = NULL;
  IbarQuiz *quiz = ibar_quiz_new (pool, settings, &error);

  if (quiz == NULL)
    {
      ibar_quiz_window_show_setup (self);
      ibar_quiz_setup_show_error (setup, error->message);
      return;
    }
  ibar_quiz_window_stop (self);
  self->quiz = quiz;
  self->settings = *settings;
  self->settings.cards = NULL;
  self->answers = g_new0 (IbarQuizAnswer, ibar_quiz_get_n (quiz));
  self->index = 0;
  self->seconds = ibar_quiz_setup_get_seconds (setup);
  ibar_quiz_map_set_region (IBAR_QUIZ_MAP (self->map), ibar_quiz_pool_get_region (pool),
                            ibar_session_get_profile (self->session),
                            ibar_quiz_setup_get_boundaries (setup));
  ask (self);
}

void
ibar_quiz_window_init_play (IbarQuizWindow *self, GtkWidget *box)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->play = box;
  self->map = ibar_quiz_map_new ();
  self->panel = ibar_quiz_panel_new ();
  self->bar = gtk_progress_bar_new ();
  self->time = gtk_label_new (NULL);
  self->panel_scroller = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (self->bar, "osd");
  gtk_widget_add_css_class (self->time, "numeric");
  gtk_label_set_xalign (GTK_LABEL (self->time), 0);
  gtk_widget_set_margin_start (self->time, 18);
  gtk_widget_set_margin_top (self->time, 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Progress"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->panel_scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->panel_scroller), self->panel);
  gtk_widget_set_vexpand (self->panel_scroller, TRUE);
  gtk_box_append (GTK_BOX (side), self->bar);
  gtk_box_append (GTK_BOX (side), self->time);
  gtk_box_append (GTK_BOX (side), self->panel_scroller);
  gtk_widget_set_size_request (side, 380, -1);
  gtk_box_append (GTK_BOX (box), self->map);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (box), side);
  g_signal_connect (self->panel, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect (self->panel, "typed", G_CALLBACK (typed_cb), self);
  g_signal_connect (self->panel, "dated", G_CALLBACK (dated_cb), self);
  g_signal_connect (self->panel, "ordered", G_CALLBACK (ordered_cb), self);
  g_signal_connect (self->panel, "given-up", G_CALLBACK (gave_up_cb), self);
  g_signal_connect (self->panel, "continued", G_CALLBACK (continued_cb), self);
  g_signal_connect (self->map, "clicked", G_CALLBACK (clicked_cb), self);
}
