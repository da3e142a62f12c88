/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of a small form. */

#define G_LOG_DOMAIN "ibar-form-rows"

#include "config.h"

#include "ibar-form-rows.h"

#include "ibar-work.h"

static void
add_row (GtkWidget *group, GtkWidget *row, const char *title, const char *subtitle)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* The row's title names the control: a label of its own would be read as well. */
static void
add_control (GtkWidget *group, const char *title, const char *subtitle, GtkWidget *control)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  add_row (group, row, title, subtitle);
}

GtkWidget *
ibar_form_add_choice (GtkWidget *group, const char *title, GListModel *texts, guint chosen)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_combo_row_set_model (ADW_COMBO_ROW (row), texts);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), chosen);
  add_row (group, row, title, NULL);
  return row;
}

GtkWidget *
ibar_form_add_number (GtkWidget *group, const char *title, const char *subtitle, int least, int most, int value)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  add_control (group, title, subtitle, spin);
  return spin;
}

GtkWidget *
ibar_form_add_switch (GtkWidget *group, const char *title, const char *subtitle, gboolean on)
{
  GtkWidget *control = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (control), on);
  add_control (group, title, subtitle, control);
  return control;
}

void
ibar_form_choice_set (GtkWidget *choice, guint chosen)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (choice), chosen);
}

void
ibar_form_number_set (GtkWidget *number, int value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), value);
}

guint
ibar_form_choice_get (GtkWidget *choice)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (choice));
}

int
ibar_form_number_get (GtkWidget *number)
{
  return gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (number));
}

gboolean
ibar_form_switch_get (GtkWidget *on)
{
  return gtk_switch_get_active (GTK_SWITCH (on));
}

AdwToastOverlay *
ibar_form_fill_window (AdwWindow *window, const char *title, const char *button, const char *action, GtkWidget *form,
                       GtkWidget **work)
{
  GtkWidget *toasts = adw_toast_overlay_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *save = gtk_button_new_with_mnemonic (button);
  GtkWidget *page = adw_preferences_page_new ();

  gtk_actionable_set_action_name (GTK_ACTIONABLE (save), action);
  gtk_widget_add_css_class (save, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  *work = ibar_work_new ();
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), *work);
  g_object_bind_property (*work, "visible", save, "sensitive", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (form));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), box);
  adw_window_set_content (window, toasts);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), 520, 560);
  return ADW_TOAST_OVERLAY (toasts);
}
