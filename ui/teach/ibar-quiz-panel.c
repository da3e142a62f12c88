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
#include "ibar-quiz-panel.h"
#include "ibar-sentence.h"

#define LINE_CHARS 34 /* no question makes the panel wider than this */
#define ORDER_CHARS 24 /* beside two buttons */

struct _IbarQuizPanel
{
  GtkBox parent_instance;

  IbarQuiz *quiz; /* (owned) (nullable) */
  guint index;
  guint order[IBAR_QUIZ_MOST_CHOICES];
  IbarDay first, last; /* of the timeline */

  GtkWidget *prompt;
  GtkWidget *position; /* in words */
  GtkWidget *answers;  /* box of what to answer with */
  GtkWidget *focus;    /* (nullable) the first of it */
  GtkWidget *entry, *scale, *day_label;
  GtkWidget *choices[IBAR_QUIZ_MOST_CHOICES];
  GtkWidget *give_up;
  GtkWidget *verdict; /* box */
  GtkWidget *heading, *explanation, *source;
  GtkWidget *next;
  GtkWidget *hint;        /* after a click: another goes on */
};

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

static void
describe (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
name (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static GtkWidget *
make_text (const char *css_class)
{
  GtkWidget *label = ibar_part_text ("", css_class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  return label;
}

static GtkWidget *
make_button_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static void
set_focus (IbarQuizPanel *self, GtkWidget *widget)
{
  if (self->focus == NULL)
    self->focus = widget;
}

/* ---- Choices ------------------------------------------------------------------------------- */

static void
choice_clicked_cb (GtkWidget *button, IbarQuizPanel *self)
{
  for (guint i = 0; i < IBAR_QUIZ_MOST_CHOICES; i++)
    if (self->choices[i] == button)
      {
        g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, i);
        return;
      }
}

static void
add_choices (IbarQuizPanel *self, const IbarQuizQuestion *question)
{
  for (guint i = 0; i < question->n_choices; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u   %s", i + 1, question->choices[i].text);
      GtkWidget *button = gtk_button_new ();

      gtk_button_set_child (GTK_BUTTON (button), make_button_label (text));
      name (button, question->choices[i].text);
      describe (button, question->prompt);
      g_signal_connect (button, "clicked", G_CALLBACK (choice_clicked_cb), self);
      gtk_box_append (GTK_BOX (self->answers), button);
      self->choices[i] = button;
      set_focus (self, button);
    }
}

/* 1 … 4 choose, wherever the focus is, but for text being typed. */
static gboolean
number_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  IbarQuizPanel *self = IBAR_QUIZ_PANEL (widget);
  GtkWidget *button = self->choices[g_variant_get_uint32 (arguments)];

  if (button == NULL || !gtk_widget_get_sensitive (button) || !gtk_widget_get_mapped (button))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

/* ---- Typing -------------------------------------------------------------------------------- */

static void
typed_cb (IbarQuizPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_TYPED], 0,
                 gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static GtkWidget *
make_check (IbarQuizPanel *self, GCallback pressed)
{
  GtkWidget *button = ibar_part_button (_ ("_Check"));

  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", pressed, self);
  return button;
}

static void
add_entry (IbarQuizPanel *self, const IbarQuizQuestion *question)
{
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Any of its names"));
  name (self->entry, _ ("Name"));
  describe (self->entry, question->prompt);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (typed_cb), self);
  gtk_box_append (GTK_BOX (self->answers), self->entry);
  gtk_box_append (GTK_BOX (self->answers), make_check (self, G_CALLBACK (typed_cb)));
  set_focus (self, self->entry);
}

/* ---- The timeline -------------------------------------------------------------------------- */

static IbarDay
get_day (IbarQuizPanel *self)
{
  return self->first + (IbarDay) gtk_range_get_value (GTK_RANGE (self->scale));
}

static void
day_changed_cb (IbarQuizPanel *self)
{
  IbarDay day = get_day (self);
  g_autofree char *text = ibar_date_format (day, day, IBAR_DATE_DAY);

  gtk_label_set_label (GTK_LABEL (self->day_label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text, -1);
}

static void
dated_cb (IbarQuizPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_DATED], 0, (int) get_day (self));
}

static void
add_years (IbarQuizPanel *self)
{
  int first, last, month, day, step;

  ibar_day_to_ymd (self->first, &first, &month, &day);
  ibar_day_to_ymd (self->last, &last, &month, &day);
  step = MAX (1, (last - first) / 4);
  for (int year = first + 1; year <= last; year += step)
    {
      g_autofree char *text = g_strdup_printf ("%d", year);

      gtk_scale_add_mark (GTK_SCALE (self->scale), ibar_day_from_ymd (year, 1, 1) - self->first,
                          GTK_POS_BOTTOM, text);
    }
}

static void
add_timeline (IbarQuizPanel *self, const IbarQuizQuestion *question)
{
  int span = MAX (1, self->last - self->first);

  self->day_label = make_text ("title-3");
  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, span, 1);
  gtk_range_set_increments (GTK_RANGE (self->scale), 15, 183);
  name (self->scale, _ ("Day on the timeline"));
  describe (self->scale, question->prompt);
  add_years (self);
  g_signal_connect_swapped (self->scale, "value-changed", G_CALLBACK (day_changed_cb), self);
  gtk_range_set_value (GTK_RANGE (self->scale), span / 2);
  day_changed_cb (self);
  gtk_box_append (GTK_BOX (self->answers), self->day_label);
  gtk_box_append (GTK_BOX (self->answers), self->scale);
  gtk_box_append (GTK_BOX (self->answers), make_check (self, G_CALLBACK (dated_cb)));
  set_focus (self, self->scale);
}

/* ---- Order --------------------------------------------------------------------------------- */

static void
add_order (IbarQuizPanel *self, const IbarQuizQuestion *question, guint focused, gboolean up);

static void
moved_cb (GtkWidget *button, IbarQuizPanel *self)
{
  guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "row"));
  gboolean up = g_object_get_data (G_OBJECT (button), "up") != NULL;
  guint other = up ? row - 1 : row + 1;
  guint kept = self->order[row];

  self->order[row] = self->order[other];
  self->order[other] = kept;
  self->focus = NULL;
  ibar_part_clear_box (self->answers);
  add_order (self, ibar_quiz_get (self->quiz, self->index), other, up);
  gtk_widget_grab_focus (self->focus);
}

static void
ordered_cb (IbarQuizPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_ORDERED], 0);
}

static GtkWidget *
make_move (IbarQuizPanel *self, guint row, gboolean up, const char *text)
{
  GtkWidget *button = gtk_button_new_from_icon_name (up ? "go-up-symbolic" : "go-down-symbolic");
  g_autofree char *label
      = up ? g_strdup_printf (_ ("Earlier: %s"), text) : g_strdup_printf (_ ("Later: %s"), text);

  name (button, label);
  gtk_widget_set_tooltip_text (button, up ? _ ("Earlier") : _ ("Later"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "row", GUINT_TO_POINTER (row));
  g_object_set_data (G_OBJECT (button), "up", up ? self : NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (moved_cb), self);
  return button;
}

static void
add_order (IbarQuizPanel *self, const IbarQuizQuestion *question, guint focused, gboolean up)
{
  guint last = question->n_choices - 1;

  for (guint row = 0; row <= last; row++)
    {
      const char *text = question->choices[self->order[row]].text;
      g_autofree char *numbered = g_strdup_printf ("%u   %s", row + 1, text);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *label = make_button_label (numbered);
      GtkWidget *earlier = make_move (self, row, TRUE, text),
                *later = make_move (self, row, FALSE, text);

      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), ORDER_CHARS); /* a long title leaves the map its place */
      gtk_widget_set_sensitive (earlier, row > 0);
      gtk_widget_set_sensitive (later, row < last);
      describe (earlier, question->prompt);
      describe (later, question->prompt);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), earlier);
      gtk_box_append (GTK_BOX (box), later);
      gtk_box_append (GTK_BOX (self->answers), box);
      if (row == focused)
        self->focus = (up && row > 0) || row == last ? earlier : later;
    }
  gtk_box_append (GTK_BOX (self->answers), make_check (self, G_CALLBACK (ordered_cb)));
}

/* ---- The panel ----------------------------------------------------------------------------- */

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
  self->heading = make_text ("title-3");
  self->explanation = make_text (NULL);
  self->source = make_text ("caption");
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
  self->hint = make_text ("caption");
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
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ibar_quiz_panel_finalize;
  signals[SIGNAL_CHOSEN] = add_signal ("chosen", G_TYPE_UINT);
  signals[SIGNAL_TYPED] = add_signal ("typed", G_TYPE_STRING);
  signals[SIGNAL_DATED] = add_signal ("dated", G_TYPE_INT);
  signals[SIGNAL_ORDERED] = add_signal ("ordered", G_TYPE_NONE);
  signals[SIGNAL_GIVEN_UP] = add_signal ("given-up", G_TYPE_NONE);
  signals[SIGNAL_CONTINUED] = add_signal ("continued", G_TYPE_NONE);
  for (guint i = 0; i < IBAR_QUIZ_MOST_CHOICES; i++)
    {
      gtk_widget_class_add_binding (widget_class, GDK_KEY_1 + i, 0, number_pressed_cb, "u", i);
      gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_1 + i, 0, number_pressed_cb, "u", i);
    }
}

static void
ibar_quiz_panel_init (IbarQuizPanel *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "page");
  self->prompt = make_text ("title-2");
  self->position = make_text (NULL);
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

static void
add_answers (IbarQuizPanel *self, const IbarQuizQuestion *question, gboolean in_words)
{
  switch (question->kind)
    {
    case IBAR_QUIZ_FIND:
    case IBAR_QUIZ_WHERE:
      if (in_words)
        add_choices (self, question);
      break;
    case IBAR_QUIZ_TYPE:
      add_entry (self, question);
      break;
    case IBAR_QUIZ_WHEN:
      if (in_words)
        add_choices (self, question);
      else
        add_timeline (self, question);
      break;
    case IBAR_QUIZ_ORDER:
      add_order (self, question, 0, FALSE);
      break;
    case IBAR_QUIZ_NAME:
    case IBAR_QUIZ_MATCH:
    case IBAR_QUIZ_NEIGHBOUR:
    case IBAR_QUIZ_NORTH:
    case IBAR_N_QUIZ_KINDS:
    default:
      add_choices (self, question);
      break;
    }
  set_focus (self, self->give_up);
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
  const IbarQuizQuestion *question = ibar_quiz_get (quiz, index);
  g_autofree char *position = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (IBAR_IS_QUIZ_PANEL (self));

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
  add_answers (self, question, in_words);
  spoken = in_words && is_marked (question->kind)
               ? g_strconcat (question->prompt, " ", position, NULL)
               : g_strdup (question->prompt);
  describe (self->give_up, question->prompt);
  describe (self->focus, spoken);
  gtk_widget_set_visible (self->verdict, FALSE);
  gtk_widget_set_visible (self->give_up, TRUE);
  gtk_widget_grab_focus (self->focus);
}

static void
mark_choice (IbarQuizPanel *self, guint i, gboolean right)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self->quiz, self->index);
  g_autofree char *text = g_strdup_printf ("%s   %s", right ? "✓" : "✗", question->choices[i].text);
  g_autofree char *spoken
      = right ? g_strdup_printf (_ ("%s, the right answer"), question->choices[i].text)
              : g_strdup_printf (_ ("%s, your answer"), question->choices[i].text);

  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->choices[i]))), text);
  gtk_widget_add_css_class (self->choices[i], right ? "suggested-action" : "destructive-action");
  name (self->choices[i], spoken);
}

/* Nothing can be answered any more; what was right and what was chosen stay as readable as they
 * were. */
static void
freeze_answers (IbarQuizPanel *self, const IbarQuizQuestion *question, int choice)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->answers); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean right = question->right >= 0 && child == self->choices[question->right];
      gboolean chosen = choice >= 0 && child == self->choices[choice];

      if (right || chosen)
        mark_choice (self, right ? (guint) question->right : (guint) choice, right);
      gtk_widget_set_sensitive (child, right || chosen);
      gtk_widget_set_can_target (child, FALSE);
      gtk_widget_set_can_focus (child, FALSE);
    }
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
  describe (self->next, spoken);
  gtk_widget_grab_focus (self->next);
  freeze_answers (self, question, choice);
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
