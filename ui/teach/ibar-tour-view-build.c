/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a tour's words stand in: a stack of the step and the overview, and a row of buttons. */

#define G_LOG_DOMAIN "ibar-tour-view"

#include "config.h"

#include "ibar-tour-view-private.h"

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);     /* else its narrowest width is asked of every step */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20); /* or the text's own width would push the map away */
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* The key is in the tooltip only. */
static GtkWidget *
make_button (const char *icon, const char *name, const char *tip, const char *action)
{
  GtkWidget *button = ibar_part_icon_button (icon, name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tip);
  return button;
}

static GtkWidget *
make_buttons (IbarTourView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *overview = gtk_toggle_button_new ();
  GtkWidget *space = gtk_label_new (NULL);

  gtk_button_set_icon_name (GTK_BUTTON (overview), "view-list-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (overview), "tour.overview");
  gtk_widget_set_tooltip_text (overview, _ ("All Steps (O)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (overview), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("All Steps"), -1);
  gtk_widget_set_hexpand (space, TRUE);
  self->previous
      = make_button ("go-previous-symbolic", _ ("Previous Step"), _ ("Previous Step (Page Up)"), "tour.previous");
  self->next = make_button ("go-next-symbolic", _ ("Next Step"), _ ("Next Step (Page Down)"), "tour.next");
  gtk_widget_add_css_class (self->next, "suggested-action");
  gtk_box_append (GTK_BOX (bar), overview);
  gtk_box_append (GTK_BOX (bar), make_button ("document-edit-symbolic", _ ("Notes"),
                                              _ ("Notes in a Window of Their Own (N)"), "tour.notes"));
  gtk_box_append (GTK_BOX (bar), make_button ("view-refresh-symbolic", _ ("Show the Step Again"),
                                              _ ("Show the Step Again (R)"), "tour.again"));
  gtk_box_append (GTK_BOX (bar), space);
  gtk_box_append (GTK_BOX (bar), self->previous);
  gtk_box_append (GTK_BOX (bar), self->next);
  gtk_widget_add_css_class (bar, "ibar-tour-buttons");
  return bar;
}

static GtkWidget *
make_top (IbarTourView *self, const IbarStory *story)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = make_label ("dim-label");
  GtkWidget *end = make_button ("window-close-symbolic", _ ("End the Tour"), _ ("End the Tour (Escape)"), "tour.end");

  gtk_label_set_text (GTK_LABEL (title), story->title);
  gtk_widget_set_hexpand (title, TRUE);
  self->counter = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->counter, "numeric");
  gtk_widget_add_css_class (end, "flat");
  gtk_widget_set_valign (end, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (bar), title);
  gtk_box_append (GTK_BOX (bar), self->counter);
  gtk_box_append (GTK_BOX (bar), end);
  return bar;
}

static GtkWidget *
make_step (IbarTourView *self, GCallback link_cb)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_set_size_request (self->picture, -1, 200);
  self->credit = make_label ("caption");
  self->body = make_label ("ibar-tour-body");
  g_signal_connect (self->body, "activate-link", link_cb, self);
  self->problems = make_label ("error");
  gtk_box_append (GTK_BOX (page), self->picture);
  gtk_box_append (GTK_BOX (page), self->credit);
  gtk_box_append (GTK_BOX (page), self->body);
  gtk_box_append (GTK_BOX (page), self->problems);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), page);
  return self->scroller;
}

static GtkWidget *
make_overview (IbarTourView *self, const IbarStory *story, GCallback row_activated_cb)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("All Steps"), -1);
  for (guint i = 0; i < story->steps->len; i++)
    {
      const IbarStoryStep *step = story->steps->pdata[i];
      g_autofree char *text = g_strdup_printf ("%u. %s", i + 1, step->title);
      GtkWidget *label = make_label ("ibar-tour-row");
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_label_set_text (GTK_LABEL (label), text);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  g_signal_connect (self->list, "row-activated", row_activated_cb, self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  return scroller;
}

static GtkWidget *
make_source (IbarTourView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->source = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->source);
  return scroller;
}

void
ibar_tour_view_build (IbarTourView *self, GtkWidget *details, GCallback link_cb, GCallback row_activated_cb)
{
  const IbarStory *story = ibar_tour_get_story (self->tour);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->box, "ibar-tour");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->heading = make_label ("ibar-tour-heading");
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  /* Or each step would measure what is not seen: details that were just made anew. */
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), make_step (self, link_cb), "step");
  gtk_stack_add_named (GTK_STACK (self->stack), make_overview (self, story, row_activated_cb), "overview");
  gtk_stack_add_named (GTK_STACK (self->stack), make_source (self), "source");
  gtk_stack_add_named (GTK_STACK (self->stack), details, "details");
  self->back = gtk_button_new_with_mnemonic (_ ("_Back to the Step"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "tour.back");
  gtk_widget_set_halign (self->back, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), make_top (self, story));
  gtk_box_append (GTK_BOX (self->box), self->back);
  gtk_box_append (GTK_BOX (self->box), self->heading);
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_box_append (GTK_BOX (self->box), make_buttons (self));
}
