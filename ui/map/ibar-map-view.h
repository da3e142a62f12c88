/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-base-maps.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarMapView:
 *
 * The map: base map, names, seats, marks, its controls, credits, scale, and the tools that measure and choose
 * an area. Shows an #IbarSession and tells it where it is looked at.
 *
 * Properties: session (IbarSession), pointer-text (string, nullable, read-only: the position below the pointer
 * or the crosshair, for a status line). Notifies both. Signal: prepared, see ibar_map_view_prepare().
 *
 * Actions ("map." once the group is inserted; it is inserted in the view itself): zoom-in, zoom-out, home,
 * north, measure (boolean state), select-area (boolean state), clear-area, filter-to-view, copy-coordinates
 * (string: decimal, dms or utm), measure-from-here, show-list. "copied" tells what went to the clipboard.
 */
#define IBAR_TYPE_MAP_VIEW (ibar_map_view_get_type ())
G_DECLARE_FINAL_TYPE (IbarMapView, ibar_map_view, IBAR, MAP_VIEW, GtkWidget)

GtkWidget    *ibar_map_view_new           (void);
void          ibar_map_view_set_session   (IbarMapView *self,
                                           IbarSession *session);
/* The base maps of the user's; the chosen one is shown instead of the painted map. */
void          ibar_map_view_set_base_maps (IbarMapView  *self,
                                           IbarBaseMaps *base_maps);
/* For the window: gtk_widget_insert_action_group (window, "map", …). (transfer none) */
GActionGroup *ibar_map_view_get_actions   (IbarMapView *self);
/* Starts painting before the map is seen; "prepared" tells of the end. Whether there is nothing to wait for. */
gboolean      ibar_map_view_prepare       (IbarMapView *self);
/* Whether every tile of the view is painted: what a screenshot waits for. */
gboolean      ibar_map_view_is_ready      (IbarMapView *self);

G_END_DECLS
