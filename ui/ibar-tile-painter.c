/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tiles of the base map, painted by a few threads and kept in a bounded cache.
 *
 * Whoever shows tiles states, as often as it likes, the whole list of tiles it wants, most wanted
 * first. The list replaces the one before: a tile that is no longer on it is never painted, so
 * nothing stale queues up while the map moves. The cache holds at most BUDGET bytes of textures, 96
 * MiB: 96 tiles of 512 × 512 px, seven views of 1280 × 800, one of 5120 × 2880; the least recently
 * looked at go first.
 *
 * Lock: `mutex` guards queue, busy, done, and the map. The cache belongs to the main thread. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-tile-painter"

#include <math.h>

#include "ibar-tile-painter.h"

#define BUDGET ((gsize) 96 << 20)
#define MOST_THREADS 4

typedef struct
{
  IbarTileKey key;
  GdkTexture *texture; /* (owned) */
  GList link;          /* in `recent`; data points back here */
} Entry;

typedef struct
{
  IbarTileKey key;
  GdkTexture *texture; /* (owned) */
} Done;

struct _IbarTilePainter
{
  IbarTileReadyFunc ready;
  gpointer user_data;

  /* main thread */
  GHashTable *cache; /* Entry → itself, hashed by key */
  GQueue recent;     /* of Entry, newest first */
  IbarTileStats stats;

  /* shared */
  GMutex mutex;
  GThreadPool *pool;
  guint n_threads;
  guint n_running;
  GArray *queue;        /* of IbarTileKey, most wanted last */
  GArray *busy;         /* of IbarTileKey */
  GArray *done;         /* of Done */
  GSource *delivery;    /* (owned) (nullable) on its way to the main thread */
  IbarBasemap *basemap; /* (owned) (nullable) */
  IbarBasemapOptions options;
  int scale_factor;
  guint generation;
};

/* Keys
 * ------------------------------------------------------------------------------------------------
 */

static guint
hash_key (gconstpointer data)
{
  const IbarTileKey *key = data;
  guint hash = key->generation;

  hash = hash * 31 + (guint) key->zoom;
  hash = hash * 8191 + (guint) key->x;
  return hash * 131071 + (guint) key->y;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const IbarTileKey *p = a, *q = b;

  return p->x == q->x && p->y == q->y && p->zoom == q->zoom && p->generation == q->generation;
}

static int
find_key (GArray *keys, const IbarTileKey *key)
{
  for (guint i = 0; i < keys->len; i++)
    if (equal_keys (&g_array_index (keys, IbarTileKey, i), key))
      return (int) i;
  return -1;
}

/* Painting, in a worker
 * --------------------------------------------------------------------------------- */

static GdkTexture *
paint (const IbarTileKey *key,
       IbarBasemap *basemap,
       const IbarBasemapOptions *options,
       int scale_factor)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, IBAR_TILE_PIXELS, IBAR_TILE_PIXELS);
  cairo_t *cr = cairo_create (surface);
  double zoom = key->zoom / 1000.0;
  double world = IBAR_TILE_UNITS * exp2 (zoom) * scale_factor;
  IbarFrame frame = {
    .x0 = (double) key->x * IBAR_TILE_PIXELS / world,
    .y0 = (double) key->y * IBAR_TILE_PIXELS / world,
    .world = world,
    .width = IBAR_TILE_PIXELS,
    .height = IBAR_TILE_PIXELS,
    .zoom = zoom,
    .scale = scale_factor,
  };
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;
  int stride;

  ibar_basemap_draw (basemap, cr, &frame, options);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize) stride * IBAR_TILE_PIXELS,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  texture = gdk_memory_texture_new (IBAR_TILE_PIXELS, IBAR_TILE_PIXELS, GDK_MEMORY_DEFAULT, bytes,
                                    stride);
  return texture;
}

static gboolean deliver_cb (gpointer user_data);

/* Called with the lock held. */
static void
schedule_delivery (IbarTilePainter *self)
{
  if (self->delivery != NULL)
    return;
  self->delivery = g_idle_source_new ();
  g_source_set_priority (self->delivery, G_PRIORITY_DEFAULT);
  g_source_set_static_name (self->delivery, "[ibar] tiles painted");
  g_source_set_callback (self->delivery, deliver_cb, self, NULL);
  g_source_attach (self->delivery, NULL);
}

static void
paint_next (IbarTilePainter *self)
{
  g_autoptr (IbarBasemap) basemap = ibar_basemap_ref (self->basemap);
  IbarTileKey key = g_array_index (self->queue, IbarTileKey, self->queue->len - 1);
  IbarBasemapOptions options = self->options;
  int scale_factor = self->scale_factor;
  Done done = { key, NULL };
  int place;

  g_array_set_size (self->queue, self->queue->len - 1);
  g_array_append_val (self->busy, key);
  g_mutex_unlock (&self->mutex);
  done.texture = paint (&key, basemap, &options, scale_factor);
  g_mutex_lock (&self->mutex);
  place = find_key (self->busy, &key);
  if (place >= 0)
    g_array_remove_index_fast (self->busy, (guint) place);
  g_array_append_val (self->done, done);
  schedule_delivery (self);
}

static void
paint_cb (gpointer token, gpointer user_data)
{
  IbarTilePainter *self = user_data;

  g_mutex_lock (&self->mutex);
  while (self->queue->len > 0 && self->basemap != NULL)
    paint_next (self);
  self->n_running--;
  g_mutex_unlock (&self->mutex);
}

/* The cache, in the main thread
 * ---------------------------------------------------------------------------- */

static gsize
get_bytes (GdkTexture *texture)
{
  return (gsize) gdk_texture_get_width (texture) * (gsize) gdk_texture_get_height (texture) * 4;
}

static void
drop_entry (IbarTilePainter *self, Entry *entry)
{
  g_queue_unlink (&self->recent, &entry->link);
  g_hash_table_remove (self->cache, entry);
  self->stats.bytes -= get_bytes (entry->texture);
  g_object_unref (entry->texture);
  g_free (entry);
}

/* Takes the texture. */
static void
store (IbarTilePainter *self, const IbarTileKey *key, GdkTexture *texture)
{
  Entry *entry = g_hash_table_lookup (self->cache, key);

  if (entry != NULL)
    drop_entry (self, entry);
  entry = g_new0 (Entry, 1);
  entry->key = *key;
  entry->texture = texture;
  entry->link.data = entry;
  g_hash_table_add (self->cache, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->stats.bytes += get_bytes (texture);
  while (self->stats.bytes > self->stats.budget && self->recent.length > 1)
    drop_entry (self, self->recent.tail->data);
}

static gboolean
deliver_cb (gpointer user_data)
{
  IbarTilePainter *self = user_data;
  g_autoptr (GArray) done = NULL;

  g_mutex_lock (&self->mutex);
  done = self->done;
  self->done = g_array_new (FALSE, FALSE, sizeof (Done));
  g_clear_pointer (&self->delivery, g_source_unref);
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < done->len; i++)
    {
      Done *tile = &g_array_index (done, Done, i);

      store (self, &tile->key, tile->texture);
      self->stats.painted++;
    }
  self->ready (self->user_data);
  return G_SOURCE_REMOVE;
}

/* Public
 * ------------------------------------------------------------------------------------------------
 */

/**
 * ibar_tile_painter_new:
 * @ready: called in the main thread when tiles have been painted
 * @user_data: for @ready
 *
 * Makes a painter; it paints nothing until it has a map.
 *
 * Returns: (transfer full): a painter
 */
IbarTilePainter *
ibar_tile_painter_new (IbarTileReadyFunc ready, gpointer user_data)
{
  IbarTilePainter *self = g_new0 (IbarTilePainter, 1);

  g_return_val_if_fail (ready != NULL, NULL);

  self->ready = ready;
  self->user_data = user_data;
  self->cache = g_hash_table_new (hash_key, equal_keys);
  g_queue_init (&self->recent);
  g_mutex_init (&self->mutex);
  self->n_threads = CLAMP (g_get_num_processors (), 1, MOST_THREADS);
  self->pool = g_thread_pool_new (paint_cb, self, (int) self->n_threads, FALSE, NULL);
  self->queue = g_array_new (FALSE, FALSE, sizeof (IbarTileKey));
  self->busy = g_array_new (FALSE, FALSE, sizeof (IbarTileKey));
  self->done = g_array_new (FALSE, FALSE, sizeof (Done));
  self->scale_factor = 1;
  self->stats.budget = BUDGET;
  return self;
}

/**
 * ibar_tile_painter_free:
 * @self: (transfer full) (nullable): a painter
 *
 * Waits for the tiles that are being painted (some milliseconds) and frees everything.
 */
void
ibar_tile_painter_free (IbarTilePainter *self)
{
  if (self == NULL)
    return;

  ibar_tile_painter_want (self, NULL, 0);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  if (self->delivery != NULL)
    {
      g_source_destroy (self->delivery);
      g_source_unref (self->delivery);
    }
  for (guint i = 0; i < self->done->len; i++)
    g_object_unref (g_array_index (self->done, Done, i).texture);
  while (self->recent.length > 0)
    drop_entry (self, self->recent.tail->data);
  g_clear_pointer (&self->cache, g_hash_table_unref);
  g_clear_pointer (&self->queue, g_array_unref);
  g_clear_pointer (&self->busy, g_array_unref);
  g_clear_pointer (&self->done, g_array_unref);
  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * ibar_tile_painter_set_map:
 * @self: a painter
 * @basemap: (nullable): what to paint from now on
 * @options: style and boundary profile; they live as long as the base map's region
 * @scale_factor: device pixels per logical pixel
 *
 * Changes the picture. Tiles of the one before stay in the cache under their own generation, so
 * that they can be shown until the new ones are there.
 *
 * Returns: the new generation, for keys
 */
guint
ibar_tile_painter_set_map (IbarTilePainter *self,
                           IbarBasemap *basemap,
                           const IbarBasemapOptions *options,
                           int scale_factor)
{
  guint generation;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (basemap == NULL || options != NULL, 0);
  g_return_val_if_fail (scale_factor >= 1, 0);

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  g_array_set_size (self->queue, 0);
  if (basemap != NULL)
    {
      self->basemap = ibar_basemap_ref (basemap);
      self->options = *options;
    }
  self->scale_factor = scale_factor;
  generation = ++self->generation;
  g_mutex_unlock (&self->mutex);
  return generation;
}

/**
 * ibar_tile_painter_lookup:
 * @self: a painter
 * @key: which tile
 *
 * Returns: (transfer none) (nullable): the tile, if it has been painted and is still there
 */
GdkTexture *
ibar_tile_painter_lookup (IbarTilePainter *self, const IbarTileKey *key)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL, NULL);

  entry = g_hash_table_lookup (self->cache, key);
  if (entry == NULL)
    return NULL;
  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);
  return entry->texture;
}

/* Called with the lock held: those wanted that are neither there nor on their way, most wanted
 * last. */
static void
fill_queue (IbarTilePainter *self, const IbarTileKey *keys, gsize n_keys)
{
  for (guint i = 0; i < self->queue->len; i++)
    {
      gboolean still = FALSE;

      for (gsize k = 0; k < n_keys && !still; k++)
        still = equal_keys (&keys[k], &g_array_index (self->queue, IbarTileKey, i));
      self->stats.dropped += !still;
    }
  g_array_set_size (self->queue, 0);
  for (gsize i = n_keys; i-- > 0;)
    {
      gboolean there
          = g_hash_table_contains (self->cache, &keys[i]) || find_key (self->busy, &keys[i]) >= 0;

      for (guint k = 0; k < self->done->len && !there; k++)
        there = equal_keys (&g_array_index (self->done, Done, k).key, &keys[i]);
      if (!there && keys[i].generation == self->generation)
        g_array_append_val (self->queue, keys[i]);
    }
}

/**
 * ibar_tile_painter_want:
 * @self: a painter
 * @keys: (nullable): all tiles wanted, most wanted first, shape [n_keys]
 * @n_keys: how many
 *
 * States what is wanted. What was wanted before and is not any more is dropped unpainted.
 *
 * **Thread:** the main thread.
 * **Cost:** O(n_keys²) at worst, some microseconds for the tiles of a view.
 */
void
ibar_tile_painter_want (IbarTilePainter *self, const IbarTileKey *keys, gsize n_keys)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (keys != NULL || n_keys == 0);

  g_mutex_lock (&self->mutex);
  fill_queue (self, keys, n_keys);
  while (self->basemap != NULL && self->n_running < MIN (self->n_threads, self->queue->len))
    {
      self->n_running++;
      g_thread_pool_push (self->pool, self, NULL);
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * ibar_tile_painter_get_stats:
 * @self: a painter
 * @stats: (out): what it has done and holds
 */
void
ibar_tile_painter_get_stats (IbarTilePainter *self, IbarTileStats *stats)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (stats != NULL);

  *stats = self->stats;
}

/**
 * ibar_tile_painter_is_idle:
 * @self: a painter
 *
 * Returns: whether everything wanted is painted and delivered
 */
gboolean
ibar_tile_painter_is_idle (IbarTilePainter *self)
{
  gboolean idle;

  g_return_val_if_fail (self != NULL, TRUE);

  g_mutex_lock (&self->mutex);
  idle = self->queue->len == 0 && self->busy->len == 0 && self->done->len == 0;
  g_mutex_unlock (&self->mutex);
  return idle;
}
