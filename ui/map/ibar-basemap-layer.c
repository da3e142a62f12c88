/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The base map on screen, from whatever supplies its tiles.
 *
 * The supplier says which zoom its tiles have for a view: Ibar's own painting has every zoom, so a
 * view at rest is laid on whole device pixels and nothing is resampled while somebody reads; a
 * server or a file has whole levels, which are scaled. While the zoom moves, three pictures lie on
 * each other: a coarse backdrop a level or two out (a few tiles), the last complete picture scaled,
 * and whatever tiles of the place the move will end at are there already. The tiles of the zoom
 * itself are asked for where the move ends, or where the zoom has rested for REST_MS, never for the
 * levels in between. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-basemap-layer"

#include <math.h>

#include "ibar-basemap-layer.h"
#include "ibar-basemap-level.h"
#include "ibar-basemap-tiles.h"
#include "ibar-projection.h"

#define REST_MS 70

struct _IbarBasemapLayer
{
  IbarMapLayer parent_instance;

  IbarTilePainter *painter;
  IbarBasemap *basemap; /* (owned) (nullable) */
  IbarBasemapOptions options;
  IbarTileSupplier *foreign;          /* (owned) (nullable) shown instead of the painted map */
  IbarTileSupplier *supplier;         /* (owned) (nullable) what is shown */
  IbarBasemapLayerFunc state_changed; /* (nullable) */
  gpointer state_data;
  guint generation;
  int scale_factor;

  int rest_zoom; /* [1/1000] the zoom exact tiles are asked for */
  int seen_zoom; /* [1/1000] of the frame before */
  guint rest_source;
  gboolean has_target;
  IbarView target; /* where an animated move ends */

  int shown_zoom; /* the last complete picture */
  double shown_side;
  guint shown_generation;
  gboolean complete; /* the last frame was made of exact tiles only */
};

G_DEFINE_FINAL_TYPE (IbarBasemapLayer, ibar_basemap_layer, IBAR_TYPE_MAP_LAYER)

static int
quantise (double zoom)
{
  return (int) lrint (zoom * 1000.0);
}

/* The tiles of the supplier for a view, as if it had another zoom. */
static void
init_present_level (IbarBasemapLevel *level, const IbarBasemapLayer *self, const IbarView *view, double zoom)
{
  ibar_basemap_level_init (level, view, ibar_tile_supplier_get_zoom (self->supplier, zoom),
              ibar_tile_supplier_get_side (self->supplier), self->generation);
}

/* Asking
 * ------------------------------------------------------------------------------------------------
 */

static double
get_backdrop_zoom (const IbarView *view)
{
  return MAX (0, floor (view->zoom) - 1);
}

/* Exact tiles first; then the backdrop, which is also what the next move starts on. */
static void
ask_for_tiles (IbarBasemapLayer *self, const IbarView *view)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (IbarTileKey));
  IbarBasemapLevel level;

  if (self->has_target)
    {
      init_present_level (&level, self, &self->target, self->target.zoom);
      ibar_basemap_level_append_keys (&level, keys);
    }
  else if (self->rest_zoom == quantise (view->zoom))
    {
      init_present_level (&level, self, view, view->zoom);
      ibar_basemap_level_append_keys (&level, keys);
    }
  init_present_level (&level, self, view, get_backdrop_zoom (view));
  ibar_basemap_level_append_keys (&level, keys);
  ibar_tile_painter_want (self->painter, (IbarTileKey *) (void *) keys->data, keys->len);
}

static gboolean
rested_cb (gpointer user_data)
{
  IbarBasemapLayer *self = user_data;

  self->rest_source = 0;
  self->rest_zoom = self->seen_zoom;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
watch_zoom (IbarBasemapLayer *self, const IbarView *view)
{
  int zoom = quantise (view->zoom);

  if (self->seen_zoom < 0)
    self->rest_zoom = zoom;
  if (zoom == self->seen_zoom)
    return;
  self->seen_zoom = zoom;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (zoom != self->rest_zoom)
    self->rest_source = g_timeout_add (REST_MS, rested_cb, self);
}

/* Showing
 * -----------------------------------------------------------------------------------------------
 */

/* Tiles are missing, and will be. */
static gboolean
has_failed (IbarBasemapLayer *self)
{
  return ibar_tile_painter_get_error (self->painter) != NULL && ibar_tile_painter_is_idle (self->painter);
}

static void
show_land (IbarBasemapLayer *self, GtkSnapshot *snapshot, const IbarView *view)
{
  const IbarColor *land = &self->options.style->neighbour_land;
  GdkRGBA color = { (float) land->red, (float) land->green, (float) land->blue, 1.0f };

  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (0, 0, view->width, view->height));
}

/* Takes the foreign supplier, or one that paints the map. A picture of another kind is no stand-in
 * for what has not come yet: it would be somebody else's map. */
static void
update_supplier (IbarBasemapLayer *self)
{
  g_autoptr (IbarTileSupplier) supplier = NULL;

  if (self->foreign != NULL)
    supplier = g_object_ref (self->foreign);
  else if (self->basemap != NULL)
    supplier = ibar_basemap_tiles_new (self->basemap, &self->options, self->scale_factor);
  if (!ibar_basemap_tiles_are_alike (supplier, self->supplier))
    self->shown_zoom = -1;
  g_set_object (&self->supplier, supplier);
  self->generation = ibar_tile_painter_set_supplier (self->painter, supplier);
  self->complete = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_scale_factor (IbarBasemapLayer *self)
{
  int scale_factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (scale_factor == self->scale_factor)
    return;
  self->scale_factor = scale_factor;
  self->shown_zoom = -1;
  if (self->foreign == NULL)
    update_supplier (self);
}

/* Below what is not there yet: the coarse backdrop, and the last complete picture. A tile that the
 * supplier does not have shows the land. */
static void
show_stand_ins (IbarBasemapLayer *self, GtkSnapshot *snapshot, const IbarView *view)
{
  IbarBasemapLevel backdrop, shown;

  init_present_level (&backdrop, self, view, get_backdrop_zoom (view));
  ibar_basemap_level_show (&backdrop, self->painter, GTK_WIDGET (self), snapshot, view);
  if (self->shown_zoom < 0)
    return;
  ibar_basemap_level_init (&shown, view, self->shown_zoom, self->shown_side, self->shown_generation);
  ibar_basemap_level_show (&shown, self->painter, GTK_WIDGET (self), snapshot, view);
}

static void
ibar_basemap_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarBasemapLayer *self = IBAR_BASEMAP_LAYER (widget);
  IbarView view;
  IbarBasemapLevel exact;

  update_scale_factor (self);
  if (self->supplier == NULL)
    return;
  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  if (view.width <= 0 || view.height <= 0)
    return;
  watch_zoom (self, &view);

  init_present_level (&exact, self, &view, view.zoom);
  self->complete = ibar_basemap_level_is_complete (&exact, self->painter);
  if (!self->complete || self->foreign != NULL)
    show_land (self, snapshot, &view);
  if (!self->complete)
    show_stand_ins (self, snapshot, &view);
  ibar_basemap_level_show (&exact, self->painter, GTK_WIDGET (self), snapshot, &view);
  if (self->complete)
    {
      self->shown_zoom = exact.zoom;
      self->shown_side = exact.side;
      self->shown_generation = exact.generation;
    }
  ask_for_tiles (self, &view);
}

static void
tiles_ready_cb (gpointer user_data)
{
  IbarBasemapLayer *self = IBAR_BASEMAP_LAYER (user_data);

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->state_changed != NULL)
    self->state_changed (self, self->state_data);
}

static void
ibar_basemap_layer_dispose (GObject *object)
{
  IbarBasemapLayer *self = IBAR_BASEMAP_LAYER (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_pointer (&self->painter, ibar_tile_painter_free);
  g_clear_object (&self->supplier);
  g_clear_object (&self->foreign);
  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  G_OBJECT_CLASS (ibar_basemap_layer_parent_class)->dispose (object);
}

static void
ibar_basemap_layer_class_init (IbarBasemapLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ibar_basemap_layer_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = ibar_basemap_layer_snapshot;
}

static void
ibar_basemap_layer_init (IbarBasemapLayer *self)
{
  self->painter = ibar_tile_painter_new (tiles_ready_cb, self);
  self->options.style = ibar_style_get (IBAR_STYLE_LIGHT);
  self->scale_factor = 1;
  self->seen_zoom = -1;
  self->shown_zoom = -1;
}

/**
 * ibar_basemap_layer_new:
 * @viewport: the map's viewport
 *
 * Returns: (transfer floating): a layer without a map
 */
IbarBasemapLayer *
ibar_basemap_layer_new (ShumateViewport *viewport)
{
  return g_object_new (IBAR_TYPE_BASEMAP_LAYER, "viewport", viewport, NULL);
}

static gboolean
is_same_look (const IbarBasemapOptions *a, const IbarBasemapOptions *b)
{
  return a->style == b->style && a->profile == b->profile && a->relief == b->relief
         && a->boundaries == b->boundaries;
}

/**
 * ibar_basemap_layer_set_map:
 * @self: a layer
 * @basemap: (nullable): what to show
 * @options: (nullable): style and profile; required with a map
 *
 * Shows another map, or the same one in another style. The old picture stays until the new one is
 * painted.
 */
void
ibar_basemap_layer_set_map (IbarBasemapLayer *self,
                            IbarBasemap *basemap,
                            const IbarBasemapOptions *options)
{
  g_return_if_fail (IBAR_IS_BASEMAP_LAYER (self));
  g_return_if_fail (basemap == NULL || (options != NULL && options->style != NULL));

  if (basemap == self->basemap && (options == NULL || is_same_look (options, &self->options)))
    return;
  if (basemap != NULL)
    ibar_basemap_ref (basemap);
  if (options != NULL)
    self->options = *options;
  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  self->basemap = basemap;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->foreign == NULL)
    update_supplier (self);
}

/**
 * ibar_basemap_layer_set_foreign:
 * @self: a layer
 * @foreign: (nullable): tiles to show instead of the painted map
 *
 * Shows somebody else's tiles; with %NULL, the painted map again.
 */
void
ibar_basemap_layer_set_foreign (IbarBasemapLayer *self, IbarTileSupplier *foreign)
{
  g_return_if_fail (IBAR_IS_BASEMAP_LAYER (self));
  g_return_if_fail (foreign == NULL || IBAR_IS_TILE_SUPPLIER (foreign));

  if (g_set_object (&self->foreign, foreign))
    update_supplier (self);
}

/**
 * ibar_basemap_layer_set_state_func:
 * @self: a layer
 * @function: (nullable): called when tiles have come, or have failed
 * @user_data: for @function
 */
void
ibar_basemap_layer_set_state_func (IbarBasemapLayer *self,
                                   IbarBasemapLayerFunc function,
                                   gpointer user_data)
{
  g_return_if_fail (IBAR_IS_BASEMAP_LAYER (self));

  self->state_changed = function;
  self->state_data = user_data;
}

/**
 * ibar_basemap_layer_get_error:
 * @self: a layer
 *
 * Returns: (nullable): why the last tile failed, if one has since the last retry
 */
const GError *
ibar_basemap_layer_get_error (IbarBasemapLayer *self)
{
  g_return_val_if_fail (IBAR_IS_BASEMAP_LAYER (self), NULL);

  return ibar_tile_painter_get_error (self->painter);
}

/**
 * ibar_basemap_layer_retry:
 * @self: a layer
 *
 * Asks again for the tiles that have failed.
 */
void
ibar_basemap_layer_retry (IbarBasemapLayer *self)
{
  g_return_if_fail (IBAR_IS_BASEMAP_LAYER (self));

  ibar_tile_painter_retry (self->painter);
}

/**
 * ibar_basemap_layer_set_target:
 * @self: a layer
 * @target: (nullable): the view an animated move ends at, %NULL when it has ended
 *
 * Tells where a move is going, so that the tiles there are painted on the way.
 */
void
ibar_basemap_layer_set_target (IbarBasemapLayer *self, const IbarView *target)
{
  g_return_if_fail (IBAR_IS_BASEMAP_LAYER (self));

  self->has_target = target != NULL;
  if (target != NULL)
    {
      self->target = *target;
      self->rest_zoom = quantise (target->zoom);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_basemap_layer_get_stats:
 * @self: a layer
 * @stats: (out): tiles painted and dropped, memory held
 */
void
ibar_basemap_layer_get_stats (IbarBasemapLayer *self, IbarTileStats *stats)
{
  g_return_if_fail (IBAR_IS_BASEMAP_LAYER (self));

  ibar_tile_painter_get_stats (self->painter, stats);
}

/**
 * ibar_basemap_layer_prepare:
 * @self: a layer that has its size
 *
 * Asks for the tiles of the view before any frame does, so that the first frame can be complete.
 *
 * Returns: whether they are all there, or no more will come
 */
gboolean
ibar_basemap_layer_prepare (IbarBasemapLayer *self)
{
  IbarView view;
  IbarBasemapLevel exact;

  g_return_val_if_fail (IBAR_IS_BASEMAP_LAYER (self), FALSE);

  update_scale_factor (self);
  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  if (self->supplier == NULL || view.width <= 0 || view.height <= 0)
    return FALSE;
  watch_zoom (self, &view);
  init_present_level (&exact, self, &view, view.zoom);
  if (ibar_basemap_level_is_complete (&exact, self->painter))
    return TRUE;
  ask_for_tiles (self, &view);
  return has_failed (self);
}

/**
 * ibar_basemap_layer_is_ready:
 * @self: a layer
 *
 * Returns: whether the last frame was made of tiles of its own zoom only, or no more will come
 */
gboolean
ibar_basemap_layer_is_ready (IbarBasemapLayer *self)
{
  g_return_val_if_fail (IBAR_IS_BASEMAP_LAYER (self), FALSE);

  return self->complete || has_failed (self);
}
