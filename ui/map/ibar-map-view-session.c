/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the session says of the map, brought onto it. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include "ibar-map-view-private.h"

static void
update_region (IbarMapView *self)
{
  IbarRegion *region = self->session != NULL ? ibar_session_get_region (self->session) : NULL;

  if (region == self->region)
    return;
  ibar_tool_layer_set_feature (self->tool_layer, NULL);
  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  g_clear_pointer (&self->region, ibar_region_unref);
  if (region != NULL)
    {
      self->region = ibar_region_ref (region);
      self->basemap = ibar_basemap_new (region);
    }
  ibar_map_view_show_names (self);
  ibar_map_view_update_seats (self);
}

/**
 * ibar_map_view_update_filter:
 * @self: a map view
 *
 * Shows the area that the filter has.
 */
void
ibar_map_view_update_filter (IbarMapView *self)
{
  const IbarFilter *filter = self->session != NULL ? ibar_session_get_filter (self->session) : NULL;
  GArray *area = filter != NULL ? filter->area : NULL;
  GAction *clear = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "clear-area");

  ibar_tool_layer_set_filter (self->tool_layer,
                              area != NULL ? (const IbarPoint *) (void *) area->data : NULL,
                              area != NULL ? area->len : 0);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (clear), area != NULL && area->len > 0);
}

static void
changed_cb (IbarSession *session, guint flags, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  if (flags & IBAR_CHANGED_REGION)
    update_region (self);
  if (flags & (IBAR_CHANGED_REGION | IBAR_CHANGED_NAMES | IBAR_CHANGED_PROFILE))
    ibar_map_view_update_look (self);
  if (flags & (IBAR_CHANGED_RESULT | IBAR_CHANGED_COLLECTION))
    {
      self->clusters_stale = TRUE;
      ibar_map_view_update_filter (self);
    }
  if ((flags & IBAR_CHANGED_VIEW) && self->view_placed)
    ibar_map_view_go_to_session (self, TRUE);
  if (flags & (IBAR_CHANGED_SELECTION | IBAR_CHANGED_REGION))
    ibar_map_view_update_selected (self);
  ibar_map_view_queue_update (self);
}

/**
 * ibar_map_view_set_session:
 * @self: a map view
 * @session: (nullable): what to show
 */
void
ibar_map_view_set_session (IbarMapView *self, IbarSession *session)
{
  g_return_if_fail (IBAR_IS_MAP_VIEW (self));
  g_return_if_fail (session == NULL || IBAR_IS_SESSION (session));

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, changed_cb, self);
  g_set_object (&self->session, session);
  self->view_placed = FALSE;
  if (session != NULL)
    {
      g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, 0);
      changed_cb (session,
                  IBAR_CHANGED_REGION | IBAR_CHANGED_COLLECTION | IBAR_CHANGED_RESULT
                      | IBAR_CHANGED_SELECTION,
                  self);
    }
  g_object_notify (G_OBJECT (self), "session");
}
