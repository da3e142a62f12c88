/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws vector tiles with the base map's own painter: each tile is a small region.
 *
 * A tile of a level is meant for 512 pixels and drawn at 512 to 1024, so any zoom is drawn at its
 * very size; beyond the file's last level its tiles are drawn larger. Each pixel belongs to one
 * tile, cut without smoothing, and lines reach over a tile's edge as far as the file has them: the
 * edges are not seen. Decoded tiles are kept, those used last, up to a number of points. */

#define G_LOG_DOMAIN "ibar-vector-map"

#include "config.h"

#include "ibar-vector-map.h"

#include <math.h>

#include "ibar-geo.h"
#include "ibar-tile-level.h"
#include "ibar-vector-names.h"

#define LEVELS_BELOW 3           /* below its least level a file is still shown */
#define MOST_POINTS (2000000)    /* of all tiles kept: 32 MB, and as much again prepared for drawing */
#define POINTS_OF_A_TILE 500     /* what a tile costs besides */

typedef struct
{
  IbarBasemap *basemap; /* (owned) (nullable) nothing there */
  gsize cost;           /* [points] */
  guint64 used;         /* the clock of the last use */
} Tile;

struct _IbarVectorMap
{
  gatomicrefcount ref_count;
  IbarVectorFile *file;
  GMutex reading;    /* held while a tile is read, so that none is read twice; taken before the other */
  GMutex mutex;      /* of what follows; nobody waits long for it */
  GHashTable *tiles; /* gint64 key → Tile */
  gsize cost;        /* [points] of all */
  guint64 clock;
};

static void
free_tile (gpointer data)
{
  Tile *tile = data;

  ibar_basemap_unref (tile->basemap);
  g_free (tile);
}

/* FALSE: the view is so wide that the file's tiles would be too many. */
static gboolean
find_level (IbarVectorMap *self, const IbarFrame *frame, IbarTileLevel *level)
{
  int wanted = (int) floor (frame->zoom - 1 + 1e-6);
  int least = ibar_vector_file_get_least_zoom (self->file);

  if (wanted < least - LEVELS_BELOW)
    return FALSE;
  ibar_tile_level_init (level, frame, CLAMP (wanted, least, ibar_vector_file_get_most_zoom (self->file)));
  return TRUE;
}

static gsize
count_points (IbarRegion *region)
{
  gsize n = POINTS_OF_A_TILE;

  for (int layer = 0; layer < IBAR_N_LAYERS; layer++)
    for (guint i = 0; i < ibar_region_get_n_features (region, (IbarLayer) layer); i++)
      {
        const IbarFeature *feature = ibar_region_get_feature (region, (IbarLayer) layer, i);

        n += feature->starts[feature->n_parts];
      }
  return n;
}

static void
drop_oldest (IbarVectorMap *self)
{
  gint64 *key, *oldest = NULL;
  guint64 used = G_MAXUINT64;
  Tile *tile;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &tile))
    {
      if (tile->used >= used)
        continue;
      used = tile->used;
      oldest = key;
    }
  if (oldest == NULL)
    return;
  tile = g_hash_table_lookup (self->tiles, oldest);
  self->cost -= tile->cost;
  g_hash_table_remove (self->tiles, oldest);
}

/* Takes the tile. */
static void
keep (IbarVectorMap *self, gint64 key, Tile *tile)
{
  g_mutex_lock (&self->mutex);
  tile->used = ++self->clock;
  while (self->cost + tile->cost > MOST_POINTS && g_hash_table_size (self->tiles) > 0)
    drop_oldest (self);
  self->cost += tile->cost;
  g_hash_table_insert (self->tiles, g_memdup2 (&key, sizeof key), tile);
  g_mutex_unlock (&self->mutex);
}

/* Reads a tile into the cache; with the mutex of reading held. */
static gboolean
read_tile (IbarVectorMap *self, int zoom, int x, int y, IbarBasemap **basemap, GError **error)
{
  gboolean empty = FALSE;
  g_autoptr (IbarRegion) region
      = ibar_vector_file_read_tile (self->file, zoom, x, y, &empty, error);
  Tile *tile;

  if (region == NULL && !empty)
    return FALSE;
  tile = g_new0 (Tile, 1);
  tile->cost = region != NULL ? count_points (region) : POINTS_OF_A_TILE;
  tile->basemap = region != NULL ? ibar_basemap_new (region) : NULL;
  *basemap = tile->basemap != NULL ? ibar_basemap_ref (tile->basemap) : NULL;
  keep (self, ibar_tile_get_number (zoom, x, y), tile);
  return TRUE;
}

/* Whether the tile has been read. */
static gboolean
look_up (IbarVectorMap *self, int zoom, int x, int y, IbarBasemap **basemap)
{
  gint64 key = ibar_tile_get_number (zoom, x, y);
  Tile *tile;

  g_mutex_lock (&self->mutex);
  tile = g_hash_table_lookup (self->tiles, &key);
  if (tile != NULL)
    tile->used = ++self->clock;
  *basemap = tile != NULL && tile->basemap != NULL ? ibar_basemap_ref (tile->basemap) : NULL;
  g_mutex_unlock (&self->mutex);
  return tile != NULL;
}

/* FALSE with an error; a NULL base map without one: nothing there. */
static gboolean
get_tile (IbarVectorMap *self, int zoom, int x, int y, IbarBasemap **basemap, GError **error)
{
  gboolean good;

  if (look_up (self, zoom, x, y, basemap))
    return TRUE;
  g_mutex_lock (&self->reading);
  good = look_up (self, zoom, x, y, basemap) || read_tile (self, zoom, x, y, basemap, error);
  g_mutex_unlock (&self->reading);
  return good;
}

static void
draw_tile (IbarBasemap *basemap,
           cairo_t *cr,
           const IbarFrame *frame,
           const IbarBasemapOptions *options,
           int zoom,
           int x,
           int y)
{
  double side = frame->world / exp2 (zoom); /* [px] */
  IbarFrame turned = *frame;

  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_rectangle (cr, x * side - frame->x0 * frame->world, y * side - frame->y0 * frame->world, side,
                   side);
  cairo_clip (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
  turned.x0 -= floor (x / exp2 (zoom));
  ibar_basemap_draw (basemap, cr, &turned, options);
  cairo_restore (cr);
}

/* Reads the tiles of a frame, and draws them where there is a context. Too wide a view is one that is empty. */
static gboolean
take_tiles (IbarVectorMap *self,
            cairo_t *cr,
            const IbarFrame *frame,
            const IbarBasemapOptions *options,
            guint *n_there,
            guint *n_empty,
            GError **error)
{
  IbarTileLevel level;
  gboolean good = TRUE;

  *n_there = 0;
  *n_empty = 0;
  if (!find_level (self, frame, &level))
    {
      *n_empty = 1;
      return TRUE;
    }
  for (int y = level.y0; y <= level.y1; y++)
    for (int x = level.x0; x <= level.x1; x++)
      {
        g_autoptr (IbarBasemap) basemap = NULL;

        if (!get_tile (self, level.zoom, ibar_tile_wrap_column (level.zoom, x), y, &basemap, good ? error : NULL))
          {
            good = FALSE;
            continue;
          }
        *n_there += basemap != NULL;
        *n_empty += basemap == NULL;
        if (basemap != NULL && cr != NULL)
          draw_tile (basemap, cr, frame, options, level.zoom, x, y);
      }
  return good;
}

/**
 * ibar_vector_map_new:
 * @file: (transfer full): an open file
 *
 * Returns: (transfer full): the map of it
 */
IbarVectorMap *
ibar_vector_map_new (IbarVectorFile *file)
{
  IbarVectorMap *self;

  g_return_val_if_fail (file != NULL, NULL);

  self = g_new0 (IbarVectorMap, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->reading);
  g_mutex_init (&self->mutex);
  self->file = file;
  self->tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_tile);
  return self;
}

/**
 * ibar_vector_map_ref:
 * @self: a map
 *
 * Returns: (transfer full): @self
 */
IbarVectorMap *
ibar_vector_map_ref (IbarVectorMap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ibar_vector_map_unref:
 * @self: (transfer full) (nullable): a map
 */
void
ibar_vector_map_unref (IbarVectorMap *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->tiles);
  ibar_vector_file_free (self->file);
  g_mutex_clear (&self->reading);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * ibar_vector_map_draw:
 * @self: a map
 * @cr: where to draw; one unit is one pixel of @frame, whose corner is at the origin
 * @frame: which part of the map, how large
 * @options: which palette; the profile is not used, the file has none
 * @empty: (out): whether the file has nothing there
 * @error: return location
 *
 * Draws the tiles of a frame.
 *
 * Returns: FALSE with @error set where a tile is damaged; the others are drawn
 *
 * **Errors:** #IBAR_ERROR_CORRUPT, _TOO_LARGE. **Thread:** any, each on a context of its own.
 */
gboolean
ibar_vector_map_draw (IbarVectorMap *self,
                      cairo_t *cr,
                      const IbarFrame *frame,
                      const IbarBasemapOptions *options,
                      gboolean *empty,
                      GError **error)
{
  guint n_there, n_empty;
  gboolean good;

  g_return_val_if_fail (self != NULL && cr != NULL && frame != NULL && empty != NULL, FALSE);

  good = take_tiles (self, cr, frame, options, &n_there, &n_empty, error);
  *empty = n_there == 0;
  return good;
}

/**
 * ibar_vector_map_load:
 * @self: a map
 * @frame: what will be looked at
 * @n_empty: (out): how many of its tiles the file does not have
 * @error: return location
 *
 * Returns: FALSE with @error set where a tile is damaged; the others are read
 *
 * **Errors:** #IBAR_ERROR_CORRUPT, _TOO_LARGE. **Thread:** any.
 */
gboolean
ibar_vector_map_load (IbarVectorMap *self, const IbarFrame *frame, guint *n_empty, GError **error)
{
  guint n_there;

  g_return_val_if_fail (self != NULL && frame != NULL && n_empty != NULL, FALSE);

  return take_tiles (self, NULL, frame, NULL, &n_there, n_empty, error);
}

/**
 * ibar_vector_map_get_names:
 * @self: a map
 * @frame: what is looked at
 * @state: (inout): 0 at first; tells which tiles the last answer was made of
 *
 * Collects what the tiles of a view name, of those that have been drawn. Nothing is read.
 *
 * Returns: (transfer full) (nullable): a region of names; %NULL where @state is still true
 */
IbarRegion *
ibar_vector_map_get_names (IbarVectorMap *self, const IbarFrame *frame, guint *state)
{
  g_autoptr (GPtrArray) regions
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_region_unref);
  g_autoptr (GArray) squares = g_array_new (FALSE, FALSE, sizeof (IbarBox));
  guint now = 17;
  IbarTileLevel level;
  double n;

  g_return_val_if_fail (self != NULL && frame != NULL && state != NULL, NULL);

  if (!find_level (self, frame, &level))
    level = (IbarTileLevel){ 0, 0, 0, -1, -1 };
  n = exp2 (level.zoom);
  level.x1 = (int) MIN (level.x1, level.x0 + n - 1); /* a name is where it is once */
  g_mutex_lock (&self->mutex);
  for (int y = level.y0; y <= level.y1; y++)
    for (int x = level.x0; x <= level.x1; x++)
      {
        int column = ibar_tile_wrap_column (level.zoom, x);
        gint64 key = ibar_tile_get_number (level.zoom, column, y);
        Tile *tile = g_hash_table_lookup (self->tiles, &key);
        IbarBox square = { column / n, y / n, (column + 1) / n, (y + 1) / n };

        if (tile == NULL || tile->basemap == NULL)
          continue;
        now = now * 31 + g_int64_hash (&key);
        g_ptr_array_add (regions, ibar_region_ref (ibar_basemap_get_region (tile->basemap)));
        g_array_append_val (squares, square);
      }
  g_mutex_unlock (&self->mutex);
  if (now == *state)
    return NULL;
  *state = now;
  return ibar_vector_names_collect ((IbarRegion *const *) regions->pdata,
                                    (const IbarBox *) (gpointer) squares->data, regions->len);
}
