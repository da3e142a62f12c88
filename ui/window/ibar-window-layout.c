/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the window shares its room: panes that fold, the filters in a popover where it is narrow, and sizes
 * that come back at the next start. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <math.h>

#include "ibar-text-scale.h"
#include "ibar-window-private.h"

#define NARROW_BELOW 900 /* [px] */
#define POPOVER_WIDTH 300 /* of the filters in it, by text of the usual size */
#define DETAILS_WIDTH 350 /* likewise, until the reader has said otherwise */
#define FILTERS_WIDTH 270
#define TIMELINE_HEIGHT 120
#define REACH_OF_FINGER 10 /* of the handle between two panes [px] */

/* Puts the panel where it belongs: into the pane, or into the popover. */
static void
move_filters (IbarWindow *self)
{
  GtkWidget *panel = self->filter_panel;

  g_object_ref (panel);
  if (self->narrow)
    {
      adw_bin_set_child (ADW_BIN (self->filters_bin), NULL);
      gtk_popover_set_child (GTK_POPOVER (self->filters_popover), panel);
      gtk_widget_set_size_request (panel, POPOVER_WIDTH * ibar_text_scale (panel), -1);
    }
  else
    {
      gtk_popover_popdown (GTK_POPOVER (self->filters_popover));
      gtk_popover_set_child (GTK_POPOVER (self->filters_popover), NULL);
      adw_bin_set_child (ADW_BIN (self->filters_bin), panel);
      gtk_widget_set_size_request (panel, -1, -1);
    }
  g_object_unref (panel);
}

static void
show_filters (IbarWindow *self)
{
  gtk_widget_set_visible (self->filters_pane, self->filters_wanted && !self->narrow);
  gtk_widget_set_visible (self->filters_toggle, !self->narrow);
  gtk_widget_set_visible (self->filters_menu, self->narrow);
}

static gboolean
narrow_changed_cb (gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (data);

  self->layout_idle = 0;
  self->narrow = !self->narrow;
  move_filters (self);
  if (!self->narrow)
    gtk_paned_set_position (GTK_PANED (self->filters_paned), self->filters_width);
  show_filters (self);
  return G_SOURCE_REMOVE;
}

/* Whether the filters have no room beside what else is shown. */
static gboolean
is_too_narrow (IbarWindow *self, int width)
{
  int filters, others;

  gtk_widget_get_size_request (self->filters_bin, &filters, NULL);
  gtk_widget_measure (self->details_paned, GTK_ORIENTATION_HORIZONTAL, -1, &others, NULL, NULL, NULL);
  return width < MAX (NARROW_BELOW, filters + others);
}

/* Called with every allocation; widgets must not move during one. */
void
ibar_window_update_layout (IbarWindow *self, int width)
{
  gboolean narrow = is_too_narrow (self, width);

  if (!narrow && !self->narrow && gtk_widget_get_visible (self->filters_pane))
    self->filters_width = gtk_paned_get_position (GTK_PANED (self->filters_paned));
  if (narrow == self->narrow)
    g_clear_handle_id (&self->layout_idle, g_source_remove);
  else if (self->layout_idle == 0)
    self->layout_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, narrow_changed_cb, self, NULL);
}

/* F9: the pane where there is one, else the popover. */
void
ibar_window_set_filters_shown (IbarWindow *self, gboolean shown)
{
  if (self->narrow)
    {
      gtk_menu_button_popup (GTK_MENU_BUTTON (self->filters_menu));
      return;
    }
  self->filters_wanted = shown;
  show_filters (self);
}

static int
get_size (IbarWindow *self, const char *key, int standard)
{
  g_autoptr (GVariant) size = self->settings != NULL ? g_settings_get_user_value (self->settings, key) : NULL;

  return size != NULL && g_variant_get_int32 (size) > 0 ? g_variant_get_int32 (size) : standard;
}

/* The paned has claimed the finger already; denied, it goes on to what lies below it. */
static void
finger_came_cb (GtkGestureDrag *gesture, double x, double y, GtkPaned *paned)
{
  gboolean beside = gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)) == GTK_ORIENTATION_HORIZONTAL;

  if (fabs ((beside ? x : y) - gtk_paned_get_position (paned)) > REACH_OF_FINGER)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

/* A GtkPaned takes every finger within 50 px of its handle, even one of the two that are to pinch the timeline, which is not
 * much higher. */
static void
let_fingers_through (GtkWidget *paned)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (paned);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_PAN (controller))
        g_signal_connect_object (controller, "drag-begin", G_CALLBACK (finger_came_cb), paned, 0);
    }
}

void
ibar_window_init_layout (IbarWindow *self)
{
  int width = get_size (self, "window-width", 1280);
  int height = get_size (self, "window-height", 800);
  int details = get_size (self, "details-width", DETAILS_WIDTH * ibar_text_scale (GTK_WIDGET (self)));
  int timeline = get_size (self, "timeline-height", TIMELINE_HEIGHT);

  self->filters_wanted = self->settings == NULL || g_settings_get_boolean (self->settings, "show-filters");
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  self->filters_width = get_size (self, "filters-width", FILTERS_WIDTH);
  gtk_paned_set_position (GTK_PANED (self->filters_paned), self->filters_width);
  /* A pane at the end keeps its size by its request until it is dragged: GtkPaned counts from the start. */
  gtk_widget_set_size_request (self->side_panel, MIN (details, width / 3), -1);
  gtk_widget_set_size_request (self->timeline_view, -1, MIN (timeline, height / 3));
  if (self->settings != NULL)
    {
      gtk_widget_set_visible (self->side_panel, g_settings_get_boolean (self->settings, "show-details"));
      gtk_widget_set_visible (self->timeline_view, g_settings_get_boolean (self->settings, "show-timeline"));
      if (g_settings_get_boolean (self->settings, "window-maximized"))
        gtk_window_maximize (GTK_WINDOW (self));
    }
  let_fingers_through (self->filters_paned);
  let_fingers_through (self->details_paned);
  let_fingers_through (self->map_paned);
  show_filters (self);
  g_action_group_change_action_state (G_ACTION_GROUP (self), "show-filters",
                                      g_variant_new_boolean (self->filters_wanted));
}

void
ibar_window_save_layout (IbarWindow *self)
{
  int width, height;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_boolean (self->settings, "show-filters", self->filters_wanted);
  g_settings_set_boolean (self->settings, "show-details", gtk_widget_get_visible (self->side_panel));
  g_settings_set_boolean (self->settings, "show-timeline", gtk_widget_get_visible (self->timeline_view));
  g_settings_set_int (self->settings, "filters-width", self->filters_width);
  if (gtk_widget_get_visible (self->side_panel))
    g_settings_set_int (self->settings, "details-width", gtk_widget_get_width (self->side_panel));
  if (gtk_widget_get_visible (self->timeline_view))
    g_settings_set_int (self->settings, "timeline-height", gtk_widget_get_height (self->timeline_view));
}
