/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a question is answered with: choices, an entry, a day on the timeline, or an order. */

#define G_LOG_DOMAIN "ibar-quiz-answers"

#include "config.h"

#include "ibar-quiz-panel-private.h"

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"

#define ORDER_CHARS 24 /* beside two buttons */

/* To a screen reader. */
static void
name (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static GtkWidget *
make_button_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), IBAR_QUIZ_LINE_CHARS);
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
        g_signal_emit_by_name (self, "chosen", i);
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
      ibar_quiz_panel_describe (button, question->prompt);
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

void
ibar_quiz_panel_bind_numbers (GtkWidgetClass *klass)
{
  for (guint i = 0; i < IBAR_QUIZ_MOST_CHOICES; i++)
    {
      gtk_widget_class_add_binding (klass, GDK_KEY_1 + i, 0, number_pressed_cb, "u", i);
      gtk_widget_class_add_binding (klass, GDK_KEY_KP_1 + i, 0, number_pressed_cb, "u", i);
    }
}

/* ---- Typing -------------------------------------------------------------------------------- */

static void
typed_cb (IbarQuizPanel *self)
{
  g_signal_emit_by_name (self, "typed",
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
  ibar_quiz_panel_describe (self->entry, question->prompt);
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
  g_signal_emit_by_name (self, "dated", (int) get_day (self));
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

  self->day_label = ibar_quiz_panel_make_text ("title-3");
  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, span, 1);
  gtk_range_set_increments (GTK_RANGE (self->scale), 15, 183);
  name (self->scale, _ ("Day on the timeline"));
  ibar_quiz_panel_describe (self->scale, question->prompt);
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
  g_signal_emit_by_name (self, "ordered");
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
      ibar_quiz_panel_describe (earlier, question->prompt);
      ibar_quiz_panel_describe (later, question->prompt);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), earlier);
      gtk_box_append (GTK_BOX (box), later);
      gtk_box_append (GTK_BOX (self->answers), box);
      if (row == focused)
        self->focus = (up && row > 0) || row == last ? earlier : later;
    }
  gtk_box_append (GTK_BOX (self->answers), make_check (self, G_CALLBACK (ordered_cb)));
}

/* ---- All of them --------------------------------------------------------------------------- */

void
ibar_quiz_panel_add_answers (IbarQuizPanel *self, const IbarQuizQuestion *question, gboolean in_words)
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
void
ibar_quiz_panel_freeze_answers (IbarQuizPanel *self, const IbarQuizQuestion *question, int choice)
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
