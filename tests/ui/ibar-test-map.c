/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ibar-test-map.h"

gboolean
ibar_test_map_is_ready (gpointer user_data)
{
  IbarTestMap *self = user_data;

  return gtk_widget_get_width (GTK_WIDGET (self->view)) > 0 && self->view->view_placed && ibar_map_view_is_ready (self->view);
}

void
ibar_test_map_settle (IbarTestMap *self)
{
  ibar_session_flush (self->session);
  ibar_map_view_queue_update (self->view);
  ibar_test_wait (ibar_test_map_is_ready, self);
}

void
ibar_test_map_set_up (IbarTestMap *self, int width, int height)
{
  self->session = ibar_test_open_session ();
  self->view = IBAR_MAP_VIEW (g_object_ref_sink (ibar_map_view_new ()));
  ibar_map_view_set_session (self->view, self->session);
  self->window = ibar_test_window_new (GTK_WIDGET (self->view), width, height);
  ibar_test_map_settle (self);
}

void
ibar_test_map_tear_down (IbarTestMap *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->view);
  g_assert_finalize_object (self->session);
}

void
ibar_test_map_begin (IbarTestMap *self, gconstpointer unused)
{
  ibar_test_map_set_up (self, 900, 600);
}

void
ibar_test_map_end (IbarTestMap *self, gconstpointer unused)
{
  ibar_test_map_tear_down (self);
}

void
ibar_test_map_get_view (IbarTestMap *self, IbarView *view, IbarProjection *projection)
{
  ibar_map_view_get_view (self->view, view);
  ibar_projection_init (projection, view);
}

void
ibar_test_map_activate (IbarTestMap *self, const char *action)
{
  g_action_group_activate_action (ibar_map_view_get_actions (self->view), action, NULL);
}

cairo_surface_t *
ibar_test_map_draw_base (IbarTestMap *self)
{
  GtkWidget *layer = GTK_WIDGET (self->view->basemap_layer);
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, gtk_widget_get_width (layer), gtk_widget_get_height (layer));
  cairo_t *cr = cairo_create (surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (layer)->snapshot (layer, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}
