/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all layers share: the viewport as an IbarView, and a redraw when it changes. libshumate has
 * no one signal for "the view changed", so each of the four properties counts; GTK folds the
 * redraws into one frame. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-layer"

#include "ibar-map-layer.h"

G_DEFINE_ABSTRACT_TYPE (IbarMapLayer, ibar_map_layer, SHUMATE_TYPE_LAYER)

/**
 * ibar_viewport_get_view:
 * @viewport: a viewport
 * @widget: the widget it is shown in
 * @view: (out): centre, zoom, rotation and size
 *
 * Reads a viewport as the engine and the renderer want it.
 */
void
ibar_viewport_get_view (ShumateViewport *viewport, GtkWidget *widget, IbarView *view)
{
  g_return_if_fail (SHUMATE_IS_VIEWPORT (viewport));
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (view != NULL);

  view->center.longitude = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));
  view->center.latitude = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  view->zoom = shumate_viewport_get_zoom_level (viewport);
  view->rotation = shumate_viewport_get_rotation (viewport);
  view->width = gtk_widget_get_width (widget);
  view->height = gtk_widget_get_height (widget);
}

/**
 * ibar_map_layer_get_view:
 * @self: a layer
 * @view: (out): what it shows
 */
void
ibar_map_layer_get_view (IbarMapLayer *self, IbarView *view)
{
  g_return_if_fail (IBAR_IS_MAP_LAYER (self));

  ibar_viewport_get_view (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self),
                          view);
}

static void
ibar_map_layer_constructed (GObject *object)
{
  static const char *const signals[] = {
    "notify::latitude",
    "notify::longitude",
    "notify::zoom-level",
    "notify::rotation",
  };
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (ibar_map_layer_parent_class)->constructed (object);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (viewport, signals[i], G_CALLBACK (gtk_widget_queue_draw), object,
                             G_CONNECT_SWAPPED);
  gtk_widget_set_overflow (GTK_WIDGET (object), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_can_target (GTK_WIDGET (object), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (object), FALSE);
}

static void
ibar_map_layer_class_init (IbarMapLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = ibar_map_layer_constructed;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ibar_map_layer_init (IbarMapLayer *self)
{
}
