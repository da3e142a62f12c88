/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of the page that a quiz begins with. */

#define G_LOG_DOMAIN "ibar-quiz-setup"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-choice-row.h"
#include "ibar-form-rows.h"
#include "ibar-parts.h"
#include "ibar-quiz-setup-private.h"
#include "ibar-quiz-topics.h"

static GtkWidget *
add_choice (IbarQuizSetup *self, GtkWidget *group, const char *title, const char *const *choices, GCallback changed)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (choices);
  GtkWidget *row = ibar_form_add_choice (group, title, G_LIST_MODEL (list), 0);

  ibar_choice_row_show_in_full (ADW_COMBO_ROW (row));
  if (changed != NULL)
    g_signal_connect_swapped (row, "notify::selected", changed, self);
  return row;
}

static GtkWidget *
add_switch (IbarQuizSetup *self, GtkWidget *group, const char *title, const char *subtitle, gboolean on)
{
  GtkWidget *control = ibar_form_add_switch (group, title, subtitle, on);

  g_signal_connect_swapped (control, "notify::active", G_CALLBACK (ibar_quiz_setup_update_info), self);
  return control;
}

static void
add_topics (IbarQuizSetup *self, GtkWidget *group)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  for (guint i = 0; i < self->topics->len; i++)
    g_ptr_array_add (titles, g_array_index (self->topics, IbarQuizTopic, i).title);
  g_ptr_array_add (titles, NULL);
  self->topic = add_choice (self, group, _ ("Ask about"), (const char *const *) titles->pdata,
                            G_CALLBACK (ibar_quiz_setup_topic_changed_cb));
}

/* In a row that unfolds; typed names need a keyboard and spelling, and are one switch away. */
static void
add_kinds (IbarQuizSetup *self, GtkWidget *group)
{
  self->kinds = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kinds), _ ("Questions"));
  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *control = gtk_switch_new ();

      gtk_switch_set_active (GTK_SWITCH (control), kind != IBAR_QUIZ_TYPE);
      gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ibar_quiz_kind_get_title ((IbarQuizKind) kind));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
      g_signal_connect_swapped (control, "notify::active", G_CALLBACK (ibar_quiz_setup_update_info), self);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self->kinds), row);
      self->kind_rows[kind] = row;
      self->kind_switches[kind] = control;
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->kinds);
}

static void
add_what (IbarQuizSetup *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *const choices[]
      = { _ ("The 20 largest"), _ ("The 50 largest"), _ ("The 150 largest"), _ ("All"), NULL };

  add_topics (self, group);
  self->size = add_choice (self, group, _ ("Settlements"), choices, G_CALLBACK (ibar_quiz_setup_update_info));
  self->home = add_switch (self, group, _ ("Only the areas this map is about"), NULL, FALSE);
  add_kinds (self, group);
  gtk_box_append (GTK_BOX (self->page), group);
}

static void
add_names (IbarQuizSetup *self, GtkWidget *group)
{
  const char *const titles[] = { _ ("Albanian / Serbian"),
                                 _ ("Serbian / Albanian"),
                                 _ ("Albanian / Serbian Cyrillic"),
                                 _ ("Serbian Cyrillic / Albanian"),
                                 _ ("Albanian"),
                                 _ ("Serbian"),
                                 _ ("Serbian Cyrillic"),
                                 _ ("English"),
                                 NULL };

  self->names = add_choice (self, group, _ ("Names"), titles, NULL);
  ibar_form_choice_set (self->names, ibar_quiz_setup_find_names (ibar_session_get_names (self->session)));
}

static void
add_how (IbarQuizSetup *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *const times[]
      = { _ ("No limit"), _ ("15 seconds"), _ ("30 seconds"), _ ("60 seconds"), NULL };

  self->number = ibar_form_add_number (group, _ ("Number of questions"), NULL, 1, 1000, 10);
  add_names (self, group);
  self->seconds = add_choice (self, group, _ ("Time for a question"), times, NULL);
  self->in_words = add_switch (self, group, _ ("Play in words"),
                               _ ("Positions are told, and places offered as a list"), FALSE);
  self->boundaries = add_switch (self, group, _ ("Boundaries on the map"), NULL, TRUE);
  self->seed
      = ibar_form_add_number (group, _ ("Seed"), _ ("The same number gives the same quiz"), 0, G_MAXINT32, 0);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->seed), 6);
  gtk_box_append (GTK_BOX (self->page), group);
  ibar_quiz_setup_reseed (self);
}

static void
add_start (IbarQuizSetup *self)
{
  self->info = gtk_label_new (NULL);
  self->error = gtk_label_new (NULL);
  self->start = ibar_part_button (_ ("_Start"));
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = i == 0 ? self->info : self->error;

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
    }
  gtk_widget_add_css_class (self->error, "error");
  gtk_widget_add_css_class (self->info, "dim-label");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_widget_add_css_class (self->start, "suggested-action");
  gtk_widget_add_css_class (self->start, "pill");
  gtk_widget_set_halign (self->start, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->start, "clicked", G_CALLBACK (ibar_quiz_setup_start_cb), self);
  gtk_box_append (GTK_BOX (self->page), self->info);
  gtk_box_append (GTK_BOX (self->page), self->error);
  gtk_box_append (GTK_BOX (self->page), self->start);
}

void
ibar_quiz_setup_add_rows (IbarQuizSetup *self)
{
  add_what (self);
  add_how (self);
  add_start (self);
}
