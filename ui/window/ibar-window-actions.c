/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window's actions: menu, key, D-Bus and tests know a command by the same name. Keys stand in
 * ibar-application.c. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-about-collection.h"
#include "ibar-composer.h"
#include "ibar-quiz-window.h"
#include "ibar-side-panel.h"
#include "ibar-window-private.h"

static void
open_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_choose_file (IBAR_WINDOW (data));
}

static void
close_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (GTK_WINDOW (data));
}

static void
search_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (IBAR_WINDOW (data)->search));
}

static void
back_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_session_go_back (IBAR_WINDOW (data)->session);
}

static void
forward_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_session_go_forward (IBAR_WINDOW (data)->session);
}

static void
next_event_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_session_select_step (IBAR_WINDOW (data)->session, +1);
}

static void
previous_event_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_session_select_step (IBAR_WINDOW (data)->session, -1);
}

static void
unselect_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_session_select (IBAR_WINDOW (data)->session, IBAR_SELECTION_NONE, NULL);
}

static void
clear_filter_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_session_clear_filter (IBAR_WINDOW (data)->session);
}

static void
home_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_session_go_home (IBAR_WINDOW (data)->session);
}

static void
menu_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (IBAR_WINDOW (data)->main_menu));
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_show_about (IBAR_WINDOW (data));
}

static void
show_help_overlay_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_show_shortcuts (IBAR_WINDOW (data));
}

static void
about_collection_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (data);

  gtk_window_present (ibar_about_collection_new (GTK_WINDOW (self), self->session));
}

static void
compose_figure_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (data);

  gtk_window_present (GTK_WINDOW (ibar_composer_new (GTK_WINDOW (self), self->session, self->base_maps)));
}

static void
quiz_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (data);

  if (ibar_session_get_region (self->session) != NULL)
    gtk_window_present (GTK_WINDOW (ibar_quiz_window_new (GTK_WINDOW (self), self->session)));
  else
    ibar_window_show_error (self, _ ("A quiz needs a map"), _ ("The base map is not loaded."));
}

/* select-event('NK-20230529-01'): from D-Bus, tests and links. */
static void
select_event_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_session_select (IBAR_WINDOW (data)->session, IBAR_SELECTION_EVENT,
                       g_variant_get_string (parameter, NULL));
}

/* set-filter('actor:kfor type:riot'): text that is no filter changes nothing. */
static void
set_filter_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarSession *session = IBAR_WINDOW (data)->session;
  g_autoptr (IbarFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  gsize position;

  if (ibar_session_get_vocabulary (session) == NULL)
    return;
  filter = ibar_filter_parse (g_variant_get_string (parameter, NULL),
                              ibar_session_get_vocabulary (session), &position, &error);
  if (filter != NULL)
    ibar_session_set_filter (session, filter);
  else
    g_message ("%s", error->message);
}

static void
show_view_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_side_panel_show_view (IBAR_SIDE_PANEL (IBAR_WINDOW (data)->side_panel),
                             g_variant_get_string (parameter, NULL));
}

static void
change_show_filters (GSimpleAction *action, GVariant *state, gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (data);

  ibar_window_set_filters_shown (self, g_variant_get_boolean (state));
  g_simple_action_set_state (action, g_variant_new_boolean (self->filters_wanted));
}

static void
change_fullscreen (GSimpleAction *action, GVariant *state, gpointer data)
{
  if (g_variant_get_boolean (state))
    gtk_window_fullscreen (GTK_WINDOW (data));
  else
    gtk_window_unfullscreen (GTK_WINDOW (data));
  g_simple_action_set_state (action, state);
}

static void
import_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_choose_import (data);
}

static void
undo_import_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_undo_import (data);
}

static void
import_file_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_import (data, g_variant_get_string (parameter, NULL));
}

static void
export_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_export (data);
}

static void
copy_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_copy (data);
}

static void
save_view_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_save_view (data);
}

static void
manage_views_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_manage_views (data);
}

/* saved-view('Spring 2023'): from the menu, D-Bus and tests. */
static void
saved_view_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_show_saved_view (data, g_variant_get_string (parameter, NULL), NULL);
}

static void
more_detail_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_show_more_detail (data, NULL);
}

static void
own_region_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_use_region (data, NULL);
}

static void
base_maps_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_show_base_maps (data, NULL);
}

static void
tours_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_show_tours (data);
}

/* start-tour('may-2023'): from D-Bus, tests and lessons. */
static void
start_tour_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_start_tour (data, g_variant_get_string (parameter, NULL));
}

static void
edit_tour_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_edit_tour (data, g_variant_get_string (parameter, NULL));
}

static void
worksheet_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_make_worksheet (data);
}

static void
save_lesson_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_window_save_lesson (data);
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_activated },
  { .name = "import", .activate = import_activated },
  { .name = "undo-import", .activate = undo_import_activated },
  { .name = "import-file", .activate = import_file_activated, .parameter_type = "s" },
  { .name = "base-maps", .activate = base_maps_activated },
  { .name = "more-detail", .activate = more_detail_activated },
  { .name = "own-region", .activate = own_region_activated },
  { .name = "close", .activate = close_activated },
  { .name = "search", .activate = search_activated },
  { .name = "back", .activate = back_activated },
  { .name = "forward", .activate = forward_activated },
  { .name = "next-event", .activate = next_event_activated },
  { .name = "previous-event", .activate = previous_event_activated },
  { .name = "unselect", .activate = unselect_activated },
  { .name = "clear-filter", .activate = clear_filter_activated },
  { .name = "home", .activate = home_activated },
  { .name = "menu", .activate = menu_activated },
  { .name = "about", .activate = about_activated },
  { .name = "show-help-overlay", .activate = show_help_overlay_activated },
  { .name = "about-collection", .activate = about_collection_activated },
  { .name = "compose-figure", .activate = compose_figure_activated },
  { .name = "quiz", .activate = quiz_activated },
  { .name = "select-event", .activate = select_event_activated, .parameter_type = "s" },
  { .name = "set-filter", .activate = set_filter_activated, .parameter_type = "s" },
  { .name = "show-view", .activate = show_view_activated, .parameter_type = "s" },
  { .name = "export", .activate = export_activated },
  { .name = "copy", .activate = copy_activated },
  { .name = "save-view", .activate = save_view_activated },
  { .name = "manage-views", .activate = manage_views_activated },
  { .name = "saved-view", .activate = saved_view_activated, .parameter_type = "s" },
  { .name = "tours", .activate = tours_activated },
  { .name = "worksheet", .activate = worksheet_activated },
  { .name = "save-lesson", .activate = save_lesson_activated },
  { .name = "start-tour", .activate = start_tour_activated, .parameter_type = "s" },
  { .name = "edit-tour", .activate = edit_tour_activated, .parameter_type = "s" },
  { .name = "show-filters", .state = "true", .change_state = change_show_filters },
  { .name = "fullscreen", .state = "false", .change_state = change_fullscreen },
};

static void
add_property_action (IbarWindow *self, const char *name, gpointer object, const char *property)
{
  g_autoptr (GPropertyAction) action = g_property_action_new (name, object, property);

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

static void
bind_enabled (IbarWindow *self, const char *name, const char *property)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_object_bind_property (self->session, property, action, "enabled", G_BINDING_SYNC_CREATE);
}

static gboolean
text_to_boolean (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  const char *text = g_value_get_string (from);

  g_value_set_boolean (to, text != NULL && text[0] != '\0');
  return TRUE;
}

void
ibar_window_install_actions (IbarWindow *self)
{
  GAction *clear;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_property_action (self, "names", self->session, "names");
  add_property_action (self, "profile", self->session, "profile");
  add_property_action (self, "sort-key", self->session, "sort-key");
  add_property_action (self, "sort-descending", self->session, "sort-descending");
  add_property_action (self, "show-details", self->side_panel, "visible");
  add_property_action (self, "show-timeline", self->timeline_view, "visible");
  bind_enabled (self, "back", "can-go-back");
  bind_enabled (self, "forward", "can-go-forward");
  clear = g_action_map_lookup_action (G_ACTION_MAP (self), "clear-filter");
  g_object_bind_property_full (self->session, "filter-text", clear, "enabled", G_BINDING_SYNC_CREATE,
                               text_to_boolean, NULL, NULL, NULL);
}
