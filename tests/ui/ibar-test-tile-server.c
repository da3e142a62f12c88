/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tile server on loopback that does well, or fails in every way one can think of. Its tiles are
 * of one colour, and are named by their level, column and row in an ETag. */

#include "config.h"

#include "ibar-test-tile-server.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <libsoup/soup.h>
#include <string.h>

struct _IbarTestTileServer
{
  SoupServer *server;
  char *pattern;
  char *agent;
  char *cache_control;
  GByteArray *picture;
  GPtrArray *stalled; /* of SoupServerMessage */
  IbarTestServerMood mood;
  guint n_asked;
};

static GByteArray *
make_picture (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 256, 256);
  GByteArray *picture;
  gsize size;
  char *data;

  gdk_pixbuf_fill (pixbuf, 0xff00ffff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, NULL));
  picture = g_byte_array_new_take ((guint8 *) data, size);
  return picture;
}

/* The width and height of a PNG stand at byte 16; the chunk's checksum must fit. */
static void
set_size (guint8 *png, guint32 side)
{
  guint32 size = GUINT32_TO_BE (side), crc = 0xffffffff;

  memcpy (png + 16, &size, 4);
  memcpy (png + 20, &size, 4);
  for (int i = 12; i < 29; i++)
    {
      crc ^= png[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  crc = GUINT32_TO_BE (~crc);
  memcpy (png + 29, &crc, 4);
}

static void
answer_picture (IbarTestTileServer *self, SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *tag = g_strdup_printf ("\"%s\"", path);
  g_autofree guint8 *copy = g_memdup2 (self->picture->data, self->picture->len);
  gsize size = self->picture->len;

  if (self->mood == IBAR_TEST_SERVER_HUGE)
    set_size (copy, 60000);
  if (self->mood == IBAR_TEST_SERVER_CUT)
    size /= 2;
  if (self->cache_control != NULL)
    soup_message_headers_replace (headers, "Cache-Control", self->cache_control);
  soup_message_headers_replace (headers, "ETag", tag);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  if (self->mood == IBAR_TEST_SERVER_GARBAGE)
    soup_server_message_set_response (message, "image/png", SOUP_MEMORY_STATIC, "garbage", 7);
  else
    soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, (char *) copy, size);
}

static GBytes *
pack (gconstpointer data, gsize size)
{
  g_autoptr (GConverter) packer
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, packer);

  g_assert_true (g_output_stream_write_all (stream, data, size, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
answer_packed (IbarTestTileServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gsize size = self->mood == IBAR_TEST_SERVER_BOMB ? 64u << 20 : self->picture->len;
  g_autofree guint8 *zeros = self->mood == IBAR_TEST_SERVER_BOMB ? g_malloc0 (size) : NULL;
  g_autoptr (GBytes) packed = pack (zeros != NULL ? zeros : self->picture->data, size);

  soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_COPY,
                                    g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
}

static void
add_chunk_cb (SoupServerMessage *message, gpointer user_data)
{
  static const char nothing[64 << 10];

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                            nothing, sizeof nothing);
}

static void
answer_endless (SoupServerMessage *message)
{
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (add_chunk_cb), NULL);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (add_chunk_cb), NULL);
}

static void
asked_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  IbarTestTileServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  self->n_asked++;
  g_free (self->agent);
  self->agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  if (self->mood == IBAR_TEST_SERVER_BROKEN)
    soup_server_message_set_status (message, SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
  else if (self->mood == IBAR_TEST_SERVER_MISSING)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else if (self->mood == IBAR_TEST_SERVER_LOOPING)
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, path);
  else if (self->mood == IBAR_TEST_SERVER_ENDLESS)
    answer_endless (message);
  else if (self->mood == IBAR_TEST_SERVER_BOMB || self->mood == IBAR_TEST_SERVER_GZIPPED)
    answer_packed (self, message);
  else if (self->mood == IBAR_TEST_SERVER_PAGE)
    {
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC,
                                        "<html>Please log in</html>", 26);
    }
  else if (self->mood == IBAR_TEST_SERVER_STALLED)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->stalled, g_object_ref (message));
    }
  else
    answer_picture (self, message, path);
}

IbarTestTileServer *
ibar_test_tile_server_new (void)
{
  IbarTestTileServer *self = g_new0 (IbarTestTileServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->picture = make_picture ();
  self->stalled = g_ptr_array_new_with_free_func (g_object_unref);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, asked_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->pattern
      = g_strdup_printf ("http://127.0.0.1:%d/{z}/{x}/{y}.png", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
ibar_test_tile_server_free (IbarTestTileServer *self)
{
  g_ptr_array_unref (self->stalled);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_byte_array_unref (self->picture);
  g_free (self->pattern);
  g_free (self->agent);
  g_free (self->cache_control);
  g_free (self);
}

const char *
ibar_test_tile_server_get_pattern (IbarTestTileServer *self)
{
  return self->pattern;
}

void
ibar_test_tile_server_set_mood (IbarTestTileServer *self, IbarTestServerMood mood)
{
  self->mood = mood;
}

void
ibar_test_tile_server_set_cache (IbarTestTileServer *self, const char *cache_control)
{
  g_free (self->cache_control);
  self->cache_control = g_strdup (cache_control);
}

void
ibar_test_tile_server_release (IbarTestTileServer *self)
{
  for (guint i = 0; i < self->stalled->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (self->stalled, i);

      answer_picture (self, message, "released");
      soup_server_message_unpause (message);
    }
  g_ptr_array_set_size (self->stalled, 0);
}

guint
ibar_test_tile_server_get_n_asked (IbarTestTileServer *self)
{
  return self->n_asked;
}

const char *
ibar_test_tile_server_get_agent (IbarTestTileServer *self)
{
  return self->agent;
}
