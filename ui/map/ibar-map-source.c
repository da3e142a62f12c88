/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a viewport measures itself by. It is not what paints: libshumate asks for a tile as soon as
 * a view touches it, 212 of them in one animated zoom, shows nothing while they are made, and keeps
 * a hundred. The base map layer asks for what is still wanted only, shows what it has until then,
 * and bounds its memory. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-source"

#include "ibar-map-source.h"

struct _IbarMapSource
{
  ShumateMapSource parent_instance;
};

G_DEFINE_FINAL_TYPE (IbarMapSource, ibar_map_source, SHUMATE_TYPE_MAP_SOURCE)

static void
ibar_map_source_fill_tile_async (ShumateMapSource *self,
                                 ShumateTile *tile,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (task, TRUE);
}

static gboolean
ibar_map_source_fill_tile_finish (ShumateMapSource *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ibar_map_source_class_init (IbarMapSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  source_class->fill_tile_async = ibar_map_source_fill_tile_async;
  source_class->fill_tile_finish = ibar_map_source_fill_tile_finish;
}

static void
ibar_map_source_init (IbarMapSource *self)
{
}

/**
 * ibar_map_source_new:
 *
 * Returns: (transfer full): a reference source
 */
ShumateMapSource *
ibar_map_source_new (void)
{
  return g_object_new (IBAR_TYPE_MAP_SOURCE, "id", "ibar", "min-zoom-level", IBAR_MAP_LEAST_ZOOM,
                       "max-zoom-level", IBAR_MAP_MOST_ZOOM, "tile-size", 256, "projection",
                       SHUMATE_MAP_PROJECTION_MERCATOR, NULL);
}
