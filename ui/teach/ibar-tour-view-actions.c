/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What leads through a tour: actions, and the keys that mean them. */

#define G_LOG_DOMAIN "ibar-tour-view"

#include "config.h"

#include "ibar-tour-view-private.h"

static void
next_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_go_by (IBAR_TOUR_VIEW (data)->tour, +1);
}

static void
previous_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_go_by (IBAR_TOUR_VIEW (data)->tour, -1);
}

static void
first_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_go (IBAR_TOUR_VIEW (data)->tour, 0);
}

static void
last_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTour *tour = IBAR_TOUR_VIEW (data)->tour;

  ibar_tour_go (tour, ibar_tour_get_n_steps (tour) - 1);
}

/* After a look around: the step as it was meant. */
static void
again_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_go_by (IBAR_TOUR_VIEW (data)->tour, 0);
}

static void
change_overview (GSimpleAction *action, GVariant *state, gpointer data)
{
  ibar_tour_view_show_overview (IBAR_TOUR_VIEW (data), g_variant_get_boolean (state));
}

static void
back_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_view_show_page (data, "step");
  gtk_widget_grab_focus (IBAR_TOUR_VIEW (data)->body);
}

/* One step out at a time: what stands in the step's place first. */
static void
leave_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourView *self = data;

  if (g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "step"))
    {
      ibar_tour_end (self->tour);
      return;
    }
  ibar_tour_view_show_page (self, "step");
  ibar_tour_view_focus (self);
}

static void
notes_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_view_ask_for_notes (data);
}

static void
end_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_end (IBAR_TOUR_VIEW (data)->tour);
}

static const GActionEntry entries[] = {
  { .name = "next", .activate = next_activated },
  { .name = "previous", .activate = previous_activated },
  { .name = "first", .activate = first_activated },
  { .name = "last", .activate = last_activated },
  { .name = "again", .activate = again_activated },
  { .name = "overview", .state = "false", .change_state = change_overview },
  { .name = "back", .activate = back_activated },
  { .name = "notes", .activate = notes_activated },
  { .name = "leave", .activate = leave_activated },
  { .name = "end", .activate = end_activated },
};

/**
 * ibar_tour_view_press_key:
 * @self: a view
 * @key: a keyval
 *
 * A key that the window got and nothing in it wanted.
 *
 * Returns: whether it means something here
 */
gboolean
ibar_tour_view_press_key (IbarTourView *self, guint key)
{
  static const struct
  {
    guint       key;
    const char *action;
  } keys[] = {
    { GDK_KEY_Page_Down, "next" },  { GDK_KEY_Page_Up, "previous" }, { GDK_KEY_Escape, "leave" },
    { GDK_KEY_o, "overview" },      { GDK_KEY_n, "notes" },          { GDK_KEY_r, "again" },
    { GDK_KEY_BackSpace, "back" },
  };

  g_return_val_if_fail (IBAR_IS_TOUR_VIEW (self), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].key != gdk_keyval_to_lower (key))
        continue;
      g_action_group_activate_action (G_ACTION_GROUP (self->actions), keys[i].action, NULL);
      return TRUE;
    }
  return FALSE;
}

/* The text in view, up or down. */
static void
scroll (IbarTourView *self, int direction)
{
  GtkAdjustment *at = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  gtk_adjustment_set_value (at, gtk_adjustment_get_value (at) + direction * gtk_adjustment_get_page_size (at) / 3);
}

/* Arrows lead on and scroll the step; anywhere else they do what they do there. */
static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, IbarTourView *self)
{
  const char *action = key == GDK_KEY_Right  ? "next"
                       : key == GDK_KEY_Left ? "previous"
                       : key == GDK_KEY_Home ? "first"
                       : key == GDK_KEY_End  ? "last"
                                             : NULL;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "step") != 0
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    scroll (self, key == GDK_KEY_Down ? +1 : -1);
  else if (action != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), action, NULL);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

void
ibar_tour_view_add_actions (IbarTourView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tour", G_ACTION_GROUP (self->actions));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
