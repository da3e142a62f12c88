/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map's commands, each once: buttons, menus, keys and tests use the same names. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <math.h>

#include "ibar-coordinates.h"
#include "ibar-map-view-private.h"

static void
zoom_by (IbarMapView *self, double levels)
{
  ibar_map_view_zoom_at (self, levels, gtk_widget_get_width (GTK_WIDGET (self->map)) / 2.0,
                         gtk_widget_get_height (GTK_WIDGET (self->map)) / 2.0, TRUE);
}

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  zoom_by (IBAR_MAP_VIEW (user_data), 1.0);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  zoom_by (IBAR_MAP_VIEW (user_data), -1.0);
}

static void
home_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  if (self->session != NULL)
    ibar_session_go_home (self->session);
}

static void
north_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ibar_map_view_turn_north (IBAR_MAP_VIEW (user_data));
}

static void
measure_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  ibar_map_view_set_tool (IBAR_MAP_VIEW (user_data), g_variant_get_boolean (state)
                                                         ? IBAR_MAP_TOOL_MEASURE
                                                         : IBAR_MAP_TOOL_NONE);
}

static void
select_area_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  ibar_map_view_set_tool (IBAR_MAP_VIEW (user_data),
                          g_variant_get_boolean (state) ? IBAR_MAP_TOOL_AREA : IBAR_MAP_TOOL_NONE);
}

static void
clear_area_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  if (self->session != NULL)
    ibar_session_set_area (self->session, NULL, 0);
}

static void
filter_to_view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  IbarProjection projection;
  IbarPoint ring[4];
  IbarView view;

  if (self->session == NULL)
    return;
  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  ring[0] = ibar_projection_to_corner (&projection, 0, 0);
  ring[1] = ibar_projection_to_corner (&projection, view.width, 0);
  ring[2] = ibar_projection_to_corner (&projection, view.width, view.height);
  ring[3] = ibar_projection_to_corner (&projection, 0, view.height);
  ibar_session_set_area (self->session, ring, G_N_ELEMENTS (ring));
}

static void
copy_coordinates_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  const char *name = g_variant_get_string (parameter, NULL);
  IbarCoordinates form = g_str_equal (name, "dms")   ? IBAR_COORDINATES_DMS
                         : g_str_equal (name, "utm") ? IBAR_COORDINATES_UTM
                                                     : IBAR_COORDINATES_DECIMAL;
  g_autofree char *text = ibar_coordinates_format (self->context_point, form);

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit_by_name (self, "copied", text);
}

static void
measure_from (IbarMapView *self, IbarPoint point)
{
  if (!ibar_point_is_placed (point))
    return;
  ibar_map_view_set_tool (self, IBAR_MAP_TOOL_MEASURE);
  ibar_map_view_add_corner (self, point);
}

/* From where the context menu was opened. */
static void
measure_from_here_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  measure_from (self, self->context_point);
}

/* From a point that is said: longitude, latitude. */
static void
measure_from_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IbarPoint point;

  g_variant_get (parameter, "(dd)", &point.longitude, &point.latitude);
  measure_from (IBAR_MAP_VIEW (user_data), point);
}

static void
undo_point_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ibar_map_view_undo_corner (IBAR_MAP_VIEW (user_data));
}

static void
end_tool_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ibar_map_view_set_tool (IBAR_MAP_VIEW (user_data), IBAR_MAP_TOOL_NONE);
}

static void
show_list_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (IBAR_MAP_VIEW (user_data)->list_button));
}

static void
retry_base_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ibar_map_view_retry_base (IBAR_MAP_VIEW (user_data));
}

static void
own_base_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  if (self->base_maps != NULL)
    ibar_base_maps_choose (self->base_maps, NULL);
}

/* A menu that closes leaves the focus nowhere; the map takes it back, unless somebody else has it. */
static void
context_closed_cb (GtkPopover *menu, IbarMapView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (menu))))
    gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

/**
 * ibar_map_view_make_context_menu:
 * @self: a map view
 * @model: what it offers
 *
 * Makes the menu of a point of the map.
 */
void
ibar_map_view_make_context_menu (IbarMapView *self, GMenuModel *model)
{
  self->context_menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  gtk_widget_set_halign (self->context_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->context_menu, GTK_WIDGET (self));
  g_signal_connect_object (self->context_menu, "closed", G_CALLBACK (context_closed_cb), self, 0);
}

/**
 * ibar_map_view_init_actions:
 * @self: a map view
 *
 * Makes the group "map" and inserts it in the view.
 */
void
ibar_map_view_init_actions (IbarMapView *self)
{
  static const GActionEntry entries[] = {
    { .name = "zoom-in", .activate = zoom_in_cb },
    { .name = "zoom-out", .activate = zoom_out_cb },
    { .name = "home", .activate = home_cb },
    { .name = "north", .activate = north_cb },
    { .name = "measure", .state = "false", .change_state = measure_cb },
    { .name = "select-area", .state = "false", .change_state = select_area_cb },
    { .name = "clear-area", .activate = clear_area_cb },
    { .name = "filter-to-view", .activate = filter_to_view_cb },
    { .name = "copy-coordinates", .parameter_type = "s", .activate = copy_coordinates_cb },
    { .name = "measure-from-here", .activate = measure_from_here_cb },
    { .name = "measure-from", .parameter_type = "(dd)", .activate = measure_from_cb },
    { .name = "undo-point", .activate = undo_point_cb },
    { .name = "end-tool", .activate = end_tool_cb },
    { .name = "show-list", .activate = show_list_cb },
    { .name = "retry-base", .activate = retry_base_cb },
    { .name = "own-base", .activate = own_base_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "map", G_ACTION_GROUP (self->actions));
}
