/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tiles from a server: fetched by libsoup, kept as the server's headers allow, decoded in a worker.
 *
 * Politeness: Ibar says its name and version, opens at most N_AT_ONCE connections, gives up what is
 * no longer wanted, keeps tiles for as long as Cache-Control, Expires and ETag say (CACHE_BYTES on
 * disk at most), and never repeats a failed request by itself. 404, 410 and an empty answer mean
 * that there is no tile, which is no failure.
 *
 * All suppliers of a process share one session and its cache, whose index is written when the
 * program ends. There is no session, and nothing is fetched, before a supplier is asked for the
 * first tile. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-server-tiles"

#include "ibar-server-tiles.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "ibar-error.h"
#include "ibar-geo.h"
#include "ibar-tile-picture.h"
#include "ibar-tile-url.h"

#define N_AT_ONCE 4
#define TIMEOUT 20  /* [s] without a byte */
#define PATIENCE 60 /* [s] for all of a tile, however slowly it comes */
#define CACHE_BYTES (128u << 20)
#define CHUNK (32u << 10)

struct _IbarServerTiles
{
  GObject parent_instance;

  char *pattern;
  int most_zoom;
};

static void init_supplier (IbarTileSupplierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IbarServerTiles,
                               ibar_server_tiles,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (IBAR_TYPE_TILE_SUPPLIER, init_supplier))

/* The session
 * ------------------------------------------------------------------------------------------------
 */

static SoupSession *session; /* (owned) (nullable) for as long as the program runs */

static void
add_cache (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "ibar", "tiles", NULL);
  g_autoptr (SoupCache) cache = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return;
  cache = soup_cache_new (folder, SOUP_CACHE_SINGLE_USER);
  soup_cache_set_max_size (cache, CACHE_BYTES);
  soup_cache_load (cache);
  soup_session_add_feature (session, SOUP_SESSION_FEATURE (cache));
}

static SoupSession *
get_session (void)
{
  if (session != NULL)
    return session;
  session = g_object_new (SOUP_TYPE_SESSION, "user-agent", "Ibar/" IBAR_VERSION, "timeout", TIMEOUT,
                          "max-conns-per-host", N_AT_ONCE, NULL);
  add_cache ();
  return session;
}

/* One tile: the answer's head, its body piece by piece, the picture
 * ------------------------------------------------------------------------------------------------
 */

typedef struct
{
  SoupMessage *message; /* (owned) */
  GInputStream *stream; /* (owned) (nullable) */
  GByteArray *body;     /* (owned) */
  gint64 begun;         /* [µs] */
} Fetch;

static void
free_fetch (gpointer data)
{
  Fetch *fetch = data;

  g_clear_object (&fetch->message);
  g_clear_object (&fetch->stream);
  g_byte_array_unref (fetch->body);
  g_free (fetch);
}

static void
decode_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fetch *fetch = data;
  g_autoptr (GBytes) bytes = g_bytes_new (fetch->body->data, fetch->body->len);
  GError *error = NULL;
  GdkTexture *texture = ibar_tile_picture_decode (bytes, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void read_more (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else if (g_bytes_get_size (bytes) > 0)
    {
      g_byte_array_append (fetch->body, g_bytes_get_data (bytes, NULL),
                           (guint) g_bytes_get_size (bytes));
      read_more (g_steal_pointer (&task));
    }
  else if (fetch->body->len == 0)
    g_task_return_pointer (task, NULL, NULL);
  else
    ibar_tile_supplier_run (task, decode_cb);
}

/* Takes the task. */
static void
read_more (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->body->len > IBAR_TILE_PICTURE_MOST_BYTES)
    {
      g_task_return_new_error (task, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                               _ ("A tile is larger than %u MB"),
                               IBAR_TILE_PICTURE_MOST_BYTES >> 20);
      g_object_unref (task);
      return;
    }
  if (g_get_monotonic_time () - fetch->begun > PATIENCE * G_USEC_PER_SEC)
    {
      g_task_return_new_error (task, IBAR_ERROR, IBAR_ERROR_FAILED,
                               _ ("A tile had not come after %d seconds"), PATIENCE);
      g_object_unref (task);
      return;
    }
  g_input_stream_read_bytes_async (fetch->stream, CHUNK, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, task);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  guint status;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (fetch->stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  status = soup_message_get_status (fetch->message);
  if (status == SOUP_STATUS_OK)
    read_more (g_steal_pointer (&task));
  else if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE
           || status == SOUP_STATUS_NO_CONTENT)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_new_error (task, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("The server answered %u %s"),
                             status, soup_status_get_phrase (status));
}

/* The supplier
 * ------------------------------------------------------------------------------------------------
 */

static void
ibar_server_tiles_supply_async (IbarTileSupplier *supplier,
                                const IbarTileKey *key,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  IbarServerTiles *self = IBAR_SERVER_TILES (supplier);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  int level = key->zoom / 1000;
  g_autofree char *url = NULL;
  Fetch *fetch;

  if (key->y < 0 || key->y >= 1 << level)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  url = ibar_tile_url_format (self->pattern, level, ibar_tile_wrap_column (level, key->x), key->y);
  fetch = g_new0 (Fetch, 1);
  fetch->body = g_byte_array_new ();
  fetch->begun = g_get_monotonic_time ();
  fetch->message = soup_message_new (SOUP_METHOD_GET, url);
  g_task_set_task_data (task, fetch, free_fetch);
  if (fetch->message == NULL)
    {
      g_task_return_new_error (task, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("“%s” is no address"), url);
      return;
    }
  soup_message_headers_replace (soup_message_get_request_headers (fetch->message), "Accept",
                                "image/*");
  soup_session_send_async (get_session (), fetch->message, G_PRIORITY_DEFAULT, cancellable, sent_cb,
                           g_steal_pointer (&task));
}

static int
ibar_server_tiles_get_zoom (IbarTileSupplier *supplier, double zoom)
{
  return 1000 * CLAMP ((int) lround (zoom), 0, IBAR_SERVER_TILES (supplier)->most_zoom);
}

static double
ibar_server_tiles_get_side (IbarTileSupplier *supplier)
{
  return 256;
}

static guint
ibar_server_tiles_get_n_at_once (IbarTileSupplier *supplier)
{
  return N_AT_ONCE;
}

static void
init_supplier (IbarTileSupplierInterface *iface)
{
  iface->get_zoom = ibar_server_tiles_get_zoom;
  iface->get_side = ibar_server_tiles_get_side;
  iface->get_n_at_once = ibar_server_tiles_get_n_at_once;
  iface->supply_async = ibar_server_tiles_supply_async;
}

static void
ibar_server_tiles_finalize (GObject *object)
{
  IbarServerTiles *self = IBAR_SERVER_TILES (object);

  g_free (self->pattern);
  G_OBJECT_CLASS (ibar_server_tiles_parent_class)->finalize (object);
}

static void
ibar_server_tiles_class_init (IbarServerTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_server_tiles_finalize;
}

static void
ibar_server_tiles_init (IbarServerTiles *self)
{
}

/**
 * ibar_server_tiles_new:
 * @pattern: an address that ibar_tile_url_check() has passed
 * @most_zoom: the finest level the server has; finer views show it larger
 *
 * Makes a supplier; nothing is fetched before it is asked for a tile.
 *
 * Returns: (transfer full): a supplier
 */
IbarTileSupplier *
ibar_server_tiles_new (const char *pattern, int most_zoom)
{
  IbarServerTiles *self;

  g_return_val_if_fail (pattern != NULL, NULL);

  self = g_object_new (IBAR_TYPE_SERVER_TILES, NULL);
  self->pattern = g_strdup (pattern);
  self->most_zoom = most_zoom;
  return IBAR_TILE_SUPPLIER (self);
}

/**
 * ibar_server_tiles_write_cache:
 *
 * Brings what has been fetched to the disk, for the next start.
 *
 * **Cost:** waits for the writing that is under way.
 */
void
ibar_server_tiles_write_cache (void)
{
  SoupSessionFeature *cache
      = session != NULL ? soup_session_get_feature (session, SOUP_TYPE_CACHE) : NULL;

  if (cache == NULL)
    return;
  soup_cache_flush (SOUP_CACHE (cache));
  soup_cache_dump (SOUP_CACHE (cache));
}
