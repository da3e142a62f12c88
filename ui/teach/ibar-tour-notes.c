/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The notes of the person who presents: a window of their own, so that a projector never shows them. It leads
 * on by the same actions as the tour's own buttons. */

#define G_LOG_DOMAIN "ibar-tour-notes"

#include "config.h"

#include "ibar-tour-notes.h"

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"

typedef struct
{
  IbarTour  *tour;  /* the window's */
  GtkWidget *step;
  GtkWidget *notes;
  GtkWidget *next;
} Parts;

static void
update (GtkWindow *window)
{
  Parts *parts = g_object_get_data (G_OBJECT (window), "ibar-parts");
  const IbarStory *story = ibar_tour_get_story (parts->tour);
  const IbarStoryStep *step = ibar_tour_get_step (parts->tour);
  guint position = ibar_tour_get_position (parts->tour);
  g_autofree char *title = g_strdup_printf ("%u. %s", position + 1, step->title);
  g_autofree char *next = NULL;

  if (gtk_window_get_child (window) == NULL) /* closed, and kept by somebody */
    return;
  if (position + 1 < story->steps->len)
    next = g_strdup_printf (_ ("Next: %s"), ((const IbarStoryStep *) story->steps->pdata[position + 1])->title);
  gtk_label_set_text (GTK_LABEL (parts->step), title);
  gtk_label_set_text (GTK_LABEL (parts->notes),
                      step->notes != NULL ? step->notes : _ ("No notes for this step"));
  gtk_label_set_text (GTK_LABEL (parts->next), next != NULL ? next : _ ("This is the last step"));
}

static GtkWidget *
add_button (GtkWidget *header, const char *icon, const char *name, const char *action)
{
  GtkWidget *button = ibar_part_icon_button (icon, name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_header_bar_pack_start (GTK_HEADER_BAR (header), button);
  return button;
}

GtkWindow *
ibar_tour_notes_new (IbarTour *tour, GActionGroup *actions)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *header = gtk_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  Parts *parts = g_new0 (Parts, 1);

  parts->tour = tour;
  parts->step = ibar_part_text ("", "title-3");
  parts->notes = ibar_part_text ("", "ibar-tour-body");
  parts->next = ibar_part_text ("", "dim-label");
  gtk_box_append (GTK_BOX (page), parts->step);
  gtk_box_append (GTK_BOX (page), parts->notes);
  gtk_box_append (GTK_BOX (page), parts->next);
  gtk_widget_add_css_class (page, "page");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), page);
  add_button (header, "go-previous-symbolic", _ ("Previous Step"), "tour.previous");
  add_button (header, "go-next-symbolic", _ ("Next Step"), "tour.next");
  gtk_widget_insert_action_group (window, "tour", actions);
  gtk_window_set_titlebar (GTK_WINDOW (window), header);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Notes"));
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 420);
  g_object_set_data_full (G_OBJECT (window), "ibar-parts", parts, g_free);
  g_object_set_data_full (G_OBJECT (window), "ibar-tour", g_object_ref (tour), g_object_unref);
  g_signal_connect_object (tour, "notify::position", G_CALLBACK (update), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (tour, "ended", G_CALLBACK (gtk_window_destroy), window, G_CONNECT_SWAPPED);
  update (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
