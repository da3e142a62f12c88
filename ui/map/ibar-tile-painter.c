/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tiles on their way from a supplier to the screen, and a bounded cache of them.
 *
 * Whoever shows tiles states, as often as it likes, the whole list of tiles it wants, most wanted
 * first. The list replaces the one before: a tile that is no longer on it is not asked for, and
 * what was asked for is cancelled, so nothing stale queues up while the map moves. The cache holds
 * at most BUDGET bytes of textures, 96 MiB: 96 tiles of 512 × 512 px, seven views of 1280 × 800,
 * one of 5120 × 2880; the least recently looked at go first.
 *
 * A tile that failed is remembered as that and not asked for again; after MOST_FAILURES in a row
 * nothing is, until somebody says to retry: a server in trouble is left alone.
 *
 * Everything here is of the main thread; suppliers have threads of their own. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-tile-painter"

#include "ibar-tile-painter.h"

#define BUDGET ((gsize) 96 << 20)
#define ENTRY_COST 512 /* [bytes] charged for an entry beside its texture */
#define MOST_FAILURES 4

typedef struct
{
  IbarTileKey key;
  IbarTileState state;
  GdkTexture *texture; /* (owned) (nullable) */
  GList link;          /* in `recent`; data points back here */
} Entry;

/* A tile that has been asked for. It outlives a painter that is freed before the answer. */
typedef struct
{
  IbarTilePainter *painter; /* (nullable) */
  IbarTileKey key;
  GCancellable *cancellable; /* (owned) */
} Request;

struct _IbarTilePainter
{
  IbarTileReadyFunc ready;
  gpointer user_data;

  IbarTileSupplier *supplier; /* (owned) (nullable) */
  guint generation;

  GHashTable *cache;   /* Entry → itself, hashed by key */
  GQueue recent;       /* of Entry, newest first */
  GArray *queue;       /* of IbarTileKey, most wanted last */
  GPtrArray *requests; /* of Request */

  guint failures_in_a_row;
  GError *error; /* (owned) (nullable) the last failure */
  IbarTileStats stats;
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

static gboolean
has_key (const IbarTileKey *keys, gsize n_keys, const IbarTileKey *key)
{
  for (gsize i = 0; i < n_keys; i++)
    if (equal_keys (&keys[i], key))
      return TRUE;
  return FALSE;
}

/* The cache
 * ------------------------------------------------------------------------------------------------
 */

static gsize
get_bytes (const Entry *entry)
{
  if (entry->texture == NULL)
    return ENTRY_COST;
  return ENTRY_COST
         + (gsize) gdk_texture_get_width (entry->texture)
               * (gsize) gdk_texture_get_height (entry->texture) * 4;
}

static void
drop_entry (IbarTilePainter *self, Entry *entry)
{
  g_queue_unlink (&self->recent, &entry->link);
  g_hash_table_remove (self->cache, entry);
  self->stats.bytes -= get_bytes (entry);
  g_clear_object (&entry->texture);
  g_free (entry);
}

/* Takes the texture. */
static void
store (IbarTilePainter *self, const IbarTileKey *key, IbarTileState state, GdkTexture *texture)
{
  Entry *entry = g_hash_table_lookup (self->cache, key);

  if (entry != NULL)
    drop_entry (self, entry);
  entry = g_new0 (Entry, 1);
  entry->key = *key;
  entry->state = state;
  entry->texture = texture;
  entry->link.data = entry;
  g_hash_table_add (self->cache, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->stats.bytes += get_bytes (entry);
  while (self->stats.bytes > self->stats.budget && self->recent.length > 1)
    drop_entry (self, self->recent.tail->data);
}

/* Asking
 * ------------------------------------------------------------------------------------------------
 */

static void
free_request (Request *request)
{
  g_object_unref (request->cancellable);
  g_free (request);
}

static void
note_failure (IbarTilePainter *self, const Request *request, GError *error)
{
  store (self, &request->key, IBAR_TILE_FAILED, NULL);
  g_debug ("tile %d/%d/%d: %s", request->key.zoom, request->key.x, request->key.y, error->message);
  if (request->key.generation != self->generation)
    return;
  self->stats.failed++;
  self->failures_in_a_row++;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
}

static void ask_next (IbarTilePainter *self);

static void
supplied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  IbarTilePainter *self = request->painter;
  g_autoptr (GError) error = NULL;
  GdkTexture *texture
      = ibar_tile_supplier_supply_finish (IBAR_TILE_SUPPLIER (source), result, &error);

  if (self == NULL)
    {
      g_clear_object (&texture);
      free_request (request);
      return;
    }
  g_ptr_array_remove_fast (self->requests, request);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->stats.dropped++;
  else if (error != NULL)
    note_failure (self, request, error);
  else
    {
      store (self, &request->key, texture != NULL ? IBAR_TILE_PAINTED : IBAR_TILE_EMPTY, texture);
      self->stats.painted += texture != NULL;
      self->failures_in_a_row = 0;
    }
  free_request (request);
  ask_next (self);
  self->ready (self->user_data);
}

static void
ask (IbarTilePainter *self, const IbarTileKey *key)
{
  Request *request = g_new0 (Request, 1);

  request->painter = self;
  request->key = *key;
  request->cancellable = g_cancellable_new ();
  g_ptr_array_add (self->requests, request);
  ibar_tile_supplier_supply_async (self->supplier, key, request->cancellable, supplied_cb, request);
}

static void
ask_next (IbarTilePainter *self)
{
  while (self->supplier != NULL && self->queue->len > 0 && self->failures_in_a_row < MOST_FAILURES
         && self->requests->len < ibar_tile_supplier_get_n_at_once (self->supplier))
    {
      IbarTileKey key = g_array_index (self->queue, IbarTileKey, self->queue->len - 1);

      g_array_set_size (self->queue, self->queue->len - 1);
      ask (self, &key);
    }
}

/* A request under way for the tile that has not been given up. */
static gboolean
is_asked (IbarTilePainter *self, const IbarTileKey *key)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      const Request *request = g_ptr_array_index (self->requests, i);

      if (equal_keys (&request->key, key) && !g_cancellable_is_cancelled (request->cancellable))
        return TRUE;
    }
  return FALSE;
}

static void
cancel_unwanted (IbarTilePainter *self, const IbarTileKey *keys, gsize n_keys)
{
  g_autoptr (GPtrArray) requests = g_ptr_array_copy (self->requests, NULL, NULL);

  for (guint i = 0; i < self->queue->len; i++)
    self->stats.dropped += !has_key (keys, n_keys, &g_array_index (self->queue, IbarTileKey, i));
  for (guint i = 0; i < requests->len; i++)
    {
      Request *request = g_ptr_array_index (requests, i);

      if (!has_key (keys, n_keys, &request->key))
        g_cancellable_cancel (request->cancellable);
    }
}

/* Public
 * ------------------------------------------------------------------------------------------------
 */

/**
 * ibar_tile_painter_new:
 * @ready: called when tiles have come, or have failed
 * @user_data: for @ready
 *
 * Makes a painter; it paints nothing until it has a supplier.
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
  self->queue = g_array_new (FALSE, FALSE, sizeof (IbarTileKey));
  self->requests = g_ptr_array_new ();
  self->stats.budget = BUDGET;
  return self;
}

/**
 * ibar_tile_painter_free:
 * @self: (transfer full) (nullable): a painter
 *
 * Gives up what has been asked for and frees everything.
 */
void
ibar_tile_painter_free (IbarTilePainter *self)
{
  if (self == NULL)
    return;

  ibar_tile_painter_want (self, NULL, 0);
  for (guint i = 0; i < self->requests->len; i++)
    ((Request *) g_ptr_array_index (self->requests, i))->painter = NULL;
  while (self->recent.length > 0)
    drop_entry (self, self->recent.tail->data);
  g_hash_table_unref (self->cache);
  g_array_unref (self->queue);
  g_ptr_array_unref (self->requests);
  g_clear_object (&self->supplier);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * ibar_tile_painter_set_supplier:
 * @self: a painter
 * @supplier: (nullable): where tiles come from, from now on
 *
 * Changes the picture. Tiles of the one before stay in the cache under their own generation, so
 * that they can be shown until the new ones are there.
 *
 * Returns: the new generation, for keys
 */
guint
ibar_tile_painter_set_supplier (IbarTilePainter *self, IbarTileSupplier *supplier)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (supplier == NULL || IBAR_IS_TILE_SUPPLIER (supplier), 0);

  ibar_tile_painter_want (self, NULL, 0);
  g_set_object (&self->supplier, supplier);
  self->failures_in_a_row = 0;
  self->stats.failed = 0;
  g_clear_error (&self->error);
  return ++self->generation;
}

/**
 * ibar_tile_painter_look_up:
 * @self: a painter
 * @key: which tile
 * @texture: (out) (transfer none) (nullable) (optional): the tile, where it is painted
 *
 * Returns: how the tile stands
 */
IbarTileState
ibar_tile_painter_look_up (IbarTilePainter *self, const IbarTileKey *key, GdkTexture **texture)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL, IBAR_TILE_MISSING);

  entry = g_hash_table_lookup (self->cache, key);
  if (texture != NULL)
    *texture = entry != NULL ? entry->texture : NULL;
  if (entry == NULL)
    return IBAR_TILE_MISSING;
  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);
  return entry->state;
}

/**
 * ibar_tile_painter_want:
 * @self: a painter
 * @keys: (nullable): all tiles wanted, most wanted first, shape [n_keys]
 * @n_keys: how many
 *
 * States what is wanted. What was wanted before and is not any more is given up.
 *
 * **Cost:** O(n_keys²) at worst, some microseconds for the tiles of a view.
 */
void
ibar_tile_painter_want (IbarTilePainter *self, const IbarTileKey *keys, gsize n_keys)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (keys != NULL || n_keys == 0);

  cancel_unwanted (self, keys, n_keys);
  g_array_set_size (self->queue, 0);
  for (gsize i = n_keys; i-- > 0;)
    if (keys[i].generation == self->generation && !g_hash_table_contains (self->cache, &keys[i])
        && !is_asked (self, &keys[i]))
      g_array_append_val (self->queue, keys[i]);
  ask_next (self);
}

/**
 * ibar_tile_painter_get_error:
 * @self: a painter
 *
 * Returns: (nullable): why the last tile of the present supplier failed, if one has
 */
const GError *
ibar_tile_painter_get_error (IbarTilePainter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->error;
}

/**
 * ibar_tile_painter_retry:
 * @self: a painter
 *
 * Forgets what has failed, so that it is asked for again when it is next wanted.
 */
void
ibar_tile_painter_retry (IbarTilePainter *self)
{
  g_return_if_fail (self != NULL);

  for (GList *link = self->recent.head, *next; link != NULL; link = next)
    {
      Entry *entry = link->data;

      next = link->next;
      if (entry->state == IBAR_TILE_FAILED)
        drop_entry (self, entry);
    }
  self->failures_in_a_row = 0;
  self->stats.failed = 0;
  g_clear_error (&self->error);
  self->ready (self->user_data);
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
 * Returns: whether nothing is under way, and nothing will be until something else is wanted
 */
gboolean
ibar_tile_painter_is_idle (IbarTilePainter *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->requests->len == 0
         && (self->queue->len == 0 || self->failures_in_a_row >= MOST_FAILURES);
}
