/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ibar-test-base-maps.h"

void
ibar_test_base_maps_begin (IbarTestBaseMaps *self, gconstpointer unused)
{
  self->server = ibar_test_tile_server_new ();
  self->maps = ibar_base_maps_new (NULL);
  ibar_test_map_set_up (&self->map, 700, 500);
  ibar_map_view_set_base_maps (self->map.view, self->maps);
  ibar_test_map_settle (&self->map);
}

void
ibar_test_base_maps_end (IbarTestBaseMaps *self, gconstpointer unused)
{
  ibar_test_map_tear_down (&self->map);
  g_assert_finalize_object (self->maps);
  ibar_test_tile_server_free (self->server);
}

guint
ibar_test_base_maps_count_painted (IbarTestBaseMaps *self)
{
  IbarTileStats stats;

  ibar_basemap_layer_get_stats (self->map.view->basemap_layer, &stats);
  return stats.painted;
}

gboolean
ibar_test_base_maps_has_trouble (gpointer self)
{
  return gtk_widget_get_visible (((IbarTestBaseMaps *) self)->map.view->trouble);
}
