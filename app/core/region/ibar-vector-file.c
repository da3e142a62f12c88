/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds tiles in MBTiles, a database of compressed tiles, and takes them out of their compression.
 *
 * The file belongs to somebody else, so nothing is believed: a tile that is larger than any tile
 * has reason to be is refused before it is unpacked, and again while it is. Level, column and row
 * are the file's key; rows count from the south.
 *
 * Source: MBTiles 1.3, https://github.com/mapbox/mbtiles-spec */

#define G_LOG_DOMAIN "ibar-vector-file"

#include "config.h"

#include "ibar-vector-file.h"

#include <glib/gi18n-lib.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-plain-text.h"
#include "ibar-vector-tile.h"

#define MOST_PACKED (4 * 1024 * 1024)    /* [bytes] of a tile in the file */
#define MOST_UNPACKED (24 * 1024 * 1024) /* [bytes] of a tile */
#define MOST_ZOOM 22

struct _IbarVectorFile
{
  GMutex mutex; /* a connection is one thread's at a time */
  sqlite3 *db;
  sqlite3_stmt *find;
  char *path;
  char *title;  /* (nullable) */
  char *credit; /* (nullable) */
  int least_zoom, most_zoom;
};

/* Opening
 * ------------------------------------------------------------------------------------------------
 */

/* (nullable): not if it cannot be opened. */
static sqlite3 *
connect_to (const char *path)
{
  sqlite3 *db = NULL;

  if (ibar_sqlite_open_immutable (path, &db) == SQLITE_OK)
    return db;
  sqlite3_close (db);
  return NULL;
}

static char *
get_fact (sqlite3 *db, const char *key)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT value FROM metadata WHERE name = ?", -1, &stmt, NULL)
      != SQLITE_OK)
    return NULL;
  ibar_sqlite_bind_text (stmt, 1, key);
  return sqlite3_step (stmt) == SQLITE_ROW ? ibar_sqlite_dup_text (stmt, 0) : NULL;
}

/**
 * ibar_vector_file_is_one:
 * @path: a file
 *
 * Returns: whether it is MBTiles that says it holds vector tiles
 */
gboolean
ibar_vector_file_is_one (const char *path)
{
  sqlite3 *db;
  g_autofree char *format = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  db = connect_to (path);
  if (db == NULL)
    return FALSE;
  format = get_fact (db, "format");
  sqlite3_close (db);
  return g_strcmp0 (format, "pbf") == 0 || g_strcmp0 (format, "mvt") == 0;
}

static char *
get_plain_fact (IbarVectorFile *self, const char *key)
{
  g_autofree char *text = get_fact (self->db, key);

  return ibar_plain_text (text);
}

/* What the tiles say counts for more than what the metadata say. */
static gboolean
read_zooms (IbarVectorFile *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->path, "SELECT min (zoom_level), max (zoom_level) FROM tiles", error);
  gboolean row = FALSE;

  if (stmt == NULL || !ibar_sqlite_step (stmt, self->path, &row, error))
    return FALSE;
  if (!row || sqlite3_column_type (stmt, 0) == SQLITE_NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("“%s” has no tiles"), self->path);
      return FALSE;
    }
  self->least_zoom = CLAMP (sqlite3_column_int (stmt, 0), 0, MOST_ZOOM);
  self->most_zoom = CLAMP (sqlite3_column_int (stmt, 1), self->least_zoom, MOST_ZOOM);
  return TRUE;
}

static gboolean
open_all (IbarVectorFile *self, GError **error)
{
  gboolean wal;

  if (!ibar_collection_check_file (self->path, &wal, error))
    return FALSE;
  self->db = connect_to (self->path);
  if (self->db == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT, _ ("“%s” cannot be read"), self->path);
      return FALSE;
    }
  self->find = ibar_sqlite_prepare (self->db, self->path,
                                    "SELECT length (tile_data), tile_data FROM tiles "
                                    "WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                                    error);
  if (self->find == NULL || !read_zooms (self, error))
    return FALSE;
  self->title = get_plain_fact (self, "name");
  self->credit = get_plain_fact (self, "attribution");
  return TRUE;
}

/**
 * ibar_vector_file_open:
 * @path: MBTiles with vector tiles
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the file
 *
 * **Errors:** #IBAR_ERROR_NOT_FOUND, _NOT_A_FILE, _PERMISSION, _NOT_A_DATABASE, _CORRUPT (tables
 * that are not there, or damaged), _DATA (no tile in it).
 */
IbarVectorFile *
ibar_vector_file_open (const char *path, GError **error)
{
  IbarVectorFile *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (IbarVectorFile, 1);
  g_mutex_init (&self->mutex);
  self->path = g_strdup (path);
  if (!open_all (self, error))
    g_clear_pointer (&self, ibar_vector_file_free);
  return self;
}

/**
 * ibar_vector_file_free:
 * @self: (transfer full) (nullable): a file
 */
void
ibar_vector_file_free (IbarVectorFile *self)
{
  if (self == NULL)
    return;

  sqlite3_finalize (self->find);
  sqlite3_close (self->db);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self->title);
  g_free (self->credit);
  g_free (self);
}

const char *
ibar_vector_file_get_title (IbarVectorFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

const char *
ibar_vector_file_get_credit (IbarVectorFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->credit;
}

int
ibar_vector_file_get_least_zoom (IbarVectorFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->least_zoom;
}

int
ibar_vector_file_get_most_zoom (IbarVectorFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->most_zoom;
}

/* Reading
 * ------------------------------------------------------------------------------------------------
 */

/* The bytes as they stand in the file; NULL without an error where there is no such tile. */
static GBytes *
find_packed (IbarVectorFile *self, int zoom, int x, int y, GError **error)
{
  GBytes *bytes = NULL;
  gboolean row = FALSE;

  sqlite3_bind_int (self->find, 1, zoom);
  sqlite3_bind_int (self->find, 2, x);
  sqlite3_bind_int64 (self->find, 3, (G_GINT64_CONSTANT (1) << zoom) - 1 - y);
  if (ibar_sqlite_step (self->find, self->path, &row, error) && row)
    {
      if (sqlite3_column_int64 (self->find, 0) > MOST_PACKED)
        g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                     _ ("it is larger than %d MB"), MOST_PACKED / (1024 * 1024));
      else
        bytes = g_bytes_new (sqlite3_column_blob (self->find, 1),
                             (gsize) sqlite3_column_bytes (self->find, 1));
    }
  sqlite3_reset (self->find);
  return bytes;
}

/* gzip begins with 1f 8b, zlib with 78; a tile begins with the tag of a layer, 1a. */
static GConverter *
choose_converter (const guint8 *data, gsize size)
{
  if (size >= 2 && data[0] == 0x1f && data[1] == 0x8b)
    return G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  if (size >= 2 && data[0] == 0x78)
    return G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  return NULL;
}

/* Reads one byte more than a tile may have, to tell an end from a limit. */
static GBytes *
read_all (GInputStream *stream, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint8 block[64 * 1024];

  for (;;)
    {
      gssize n = g_input_stream_read (stream, block, sizeof block, NULL, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&all));
      g_byte_array_append (all, block, (guint) n);
      if (all->len > MOST_UNPACKED)
        {
          g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE, _ ("it is larger than %d MB"),
                       MOST_UNPACKED / (1024 * 1024));
          return NULL;
        }
    }
}

static GBytes *
unpack (GBytes *packed, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (packed, &size);
  g_autoptr (GConverter) converter = choose_converter (data, size);
  g_autoptr (GInputStream) base = NULL;
  g_autoptr (GInputStream) stream = NULL;

  if (converter == NULL)
    return g_bytes_ref (packed);
  base = g_memory_input_stream_new_from_bytes (packed);
  stream = g_converter_input_stream_new (base, converter);
  return read_all (stream, error);
}

static IbarRegion *
read_region (IbarVectorFile *self, int zoom, int x, int y, gboolean *empty, GError **error)
{
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *problem = NULL;

  g_mutex_lock (&self->mutex);
  packed = find_packed (self, zoom, x, y, &problem);
  g_mutex_unlock (&self->mutex);
  *empty = packed == NULL && problem == NULL;
  if (packed != NULL)
    bytes = unpack (packed, &problem);
  if (bytes != NULL && g_bytes_get_size (bytes) == 0)
    *empty = TRUE;
  if (problem != NULL)
    g_propagate_error (error, problem);
  return bytes != NULL && !*empty ? ibar_vector_tile_decode (bytes, zoom, x, y, error) : NULL;
}

/**
 * ibar_vector_file_read_tile:
 * @self: a file
 * @zoom: a level it has
 * @x: column, from the west
 * @y: row, from the north
 * @empty: (out): whether the file has nothing there
 * @error: return location
 *
 * Reads one tile. Its lines and areas reach a little over the tile's edge, as the file has them.
 *
 * Returns: (transfer full) (nullable): what is in it; %NULL without an error where it is empty
 *
 * **Errors:** #IBAR_ERROR_CORRUPT, _TOO_LARGE; the message names file and tile. **Thread:** any.
 * **Cost:** 1 to 10 ms.
 */
IbarRegion *
ibar_vector_file_read_tile (IbarVectorFile *self,
                            int zoom,
                            int x,
                            int y,
                            gboolean *empty,
                            GError **error)
{
  g_autoptr (GError) problem = NULL;
  IbarRegion *region;

  g_return_val_if_fail (self != NULL && empty != NULL, NULL);
  g_return_val_if_fail (zoom >= 0 && zoom <= MOST_ZOOM, NULL);

  region = read_region (self, zoom, x, y, empty, &problem);
  if (problem != NULL)
    g_set_error (error, IBAR_ERROR,
                 g_error_matches (problem, IBAR_ERROR, IBAR_ERROR_TOO_LARGE) ? IBAR_ERROR_TOO_LARGE
                                                                             : IBAR_ERROR_CORRUPT,
                 _ ("“%s”: tile %d/%d/%d is damaged: %s"), self->path, zoom, x, y,
                 problem->message);
  return region;
}
