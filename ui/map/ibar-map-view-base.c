/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The base map below the names and marks: Ibar's own, or one that the user has added and chosen.
 *
 * What fails is said on the map, once, with a way to try again and a way back. A file that cannot
 * be opened fails the same way as a server that does not answer. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <glib/gi18n-lib.h>

#include "ibar-basemap-tiles.h"
#include "ibar-file-tiles.h"
#include "ibar-map-view-private.h"
#include "ibar-server-tiles.h"

/* NULL without an error for vector tiles, which are painted: see ibar_map_view_restyle_base(). */
static IbarTileSupplier *
make_supplier (IbarMapView *self, IbarBaseMap *map, GError **error)
{
  const char *location = ibar_base_map_get_location (map);
  IbarVectorFile *vector;
  IbarRasterFile *file;

  if (ibar_base_map_is_server (map))
    return ibar_server_tiles_new (location, ibar_base_map_get_most_zoom (map));
  if (ibar_vector_file_is_one (location))
    {
      vector = ibar_vector_file_open (location, error);
      if (vector != NULL)
        self->vector = ibar_vector_map_new (vector);
      return NULL;
    }
  file = ibar_raster_file_open (location, error);
  return file != NULL ? ibar_file_tiles_new (file) : NULL;
}

static void
update_trouble (IbarMapView *self)
{
  IbarBaseMap *map = self->base_maps != NULL ? ibar_base_maps_get_chosen (self->base_maps) : NULL;
  const GError *error = self->base_error != NULL
                            ? self->base_error
                            : ibar_basemap_layer_get_error (self->basemap_layer);
  g_autofree char *text = NULL;

  if (map != NULL && error != NULL)
    /* Translators: the name of a base map, then what went wrong. */
    text = g_strdup_printf (_ ("“%s” is not complete: %s"), ibar_base_map_get_name (map),
                            error->message);
  gtk_widget_set_visible (self->trouble, text != NULL);
  gtk_label_set_label (self->trouble_text, text != NULL ? text : "");
}

static void
tiles_changed_cb (IbarBasemapLayer *layer, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);

  update_trouble (self);
  ibar_map_view_follow_names (self);
  if (self->preparing && ibar_map_view_prepare (self))
    g_signal_emit_by_name (self, "prepared");
}

/* Shows the base map that is chosen. */
static void
update_base (IbarMapView *self)
{
  IbarBaseMap *map = self->base_maps != NULL ? ibar_base_maps_get_chosen (self->base_maps) : NULL;
  g_autoptr (IbarTileSupplier) supplier = NULL;

  g_clear_error (&self->base_error);
  g_clear_pointer (&self->vector, ibar_vector_map_unref);
  if (map != NULL)
    supplier = make_supplier (self, map, &self->base_error);
  ibar_basemap_layer_set_foreign (self->basemap_layer, supplier);
  ibar_map_view_restyle_base (self);
  ibar_map_view_show_names (self);
  gtk_widget_set_visible (GTK_WIDGET (self->labels_layer),
                          supplier == NULL || ibar_base_map_get_with_names (map));
  ibar_map_view_update_seats (self);
  update_trouble (self);
  ibar_map_view_update_credits (self);
}

/**
 * ibar_map_view_restyle_base:
 * @self: a map view
 *
 * Has vector tiles painted in the present style; other tiles come as they are.
 */
void
ibar_map_view_restyle_base (IbarMapView *self)
{
  IbarBasemapOptions options = { .style = self->style, .boundaries = TRUE };
  g_autoptr (IbarTileSupplier) supplier = NULL;

  if (self->vector == NULL)
    return;
  supplier = ibar_basemap_tiles_new_vector (self->vector, &options,
                                            gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  ibar_basemap_layer_set_foreign (self->basemap_layer, supplier);
}

/* Whether the names are those of the vector tiles; otherwise they are the region's. */
static gboolean
has_foreign_names (IbarMapView *self)
{
  return self->vector != NULL
         && !ibar_base_map_get_with_names (ibar_base_maps_get_chosen (self->base_maps));
}

/**
 * ibar_map_view_has_own_names:
 * @self: a map view
 *
 * Returns: whether the places named on the map are the region's
 */
gboolean
ibar_map_view_has_own_names (IbarMapView *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->labels_layer)) && !has_foreign_names (self);
}

/**
 * ibar_map_view_show_names:
 * @self: a map view
 *
 * Shows the names that go with the base map, in the present style and setting.
 */
void
ibar_map_view_show_names (IbarMapView *self)
{
  self->vector_state = 0;
  if (has_foreign_names (self))
    {
      ibar_map_view_follow_names (self);
      return;
    }
  ibar_labels_layer_set_region (self->labels_layer, self->region);
  if (self->session != NULL)
    ibar_labels_layer_set_look (self->labels_layer, self->style,
                                ibar_session_get_names (self->session),
                                ibar_session_get_profile (self->session));
}

/**
 * ibar_map_view_follow_names:
 * @self: a map view
 *
 * Where the names are those of vector tiles: takes those of the tiles that have come into view.
 */
void
ibar_map_view_follow_names (IbarMapView *self)
{
  g_autoptr (IbarRegion) names = NULL;
  IbarFrame frame;
  IbarView view;

  if (!has_foreign_names (self) || self->session == NULL)
    return;
  ibar_map_view_get_view (self, &view);
  ibar_frame_init_view (&frame, &view, 1);
  names = ibar_vector_map_get_names (self->vector, &frame, &self->vector_state);
  if (names == NULL)
    return;
  ibar_labels_layer_set_region (self->labels_layer, names);
  ibar_labels_layer_set_look (self->labels_layer, self->style, ibar_session_get_names (self->session),
                              NULL);
}

/**
 * ibar_map_view_retry_base:
 * @self: a map view
 *
 * Tries again what has failed.
 */
void
ibar_map_view_retry_base (IbarMapView *self)
{
  if (self->base_error != NULL)
    update_base (self);
  else
    ibar_basemap_layer_retry (self->basemap_layer);
}

/**
 * ibar_map_view_init_base:
 * @self: a map view
 *
 * Listens to what becomes of the tiles.
 */
void
ibar_map_view_init_base (IbarMapView *self)
{
  ibar_basemap_layer_set_state_func (self->basemap_layer, tiles_changed_cb, self);
}

/**
 * ibar_map_view_set_base_maps:
 * @self: a map view
 * @base_maps: (nullable): the user's base maps; the chosen one is shown
 */
void
ibar_map_view_set_base_maps (IbarMapView *self, IbarBaseMaps *base_maps)
{
  g_return_if_fail (IBAR_IS_MAP_VIEW (self));
  g_return_if_fail (base_maps == NULL || IBAR_IS_BASE_MAPS (base_maps));

  if (base_maps == self->base_maps)
    return;
  if (self->base_maps != NULL)
    g_signal_handlers_disconnect_by_data (self->base_maps, self);
  g_set_object (&self->base_maps, base_maps);
  if (base_maps != NULL)
    g_signal_connect_object (base_maps, "notify::chosen", G_CALLBACK (update_base), self, G_CONNECT_SWAPPED);
  update_base (self);
}
