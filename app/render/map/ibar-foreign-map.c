/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws a person's base map into a figure.
 *
 * Vector tiles go through the painter of the program's own map. Pictures are taken from the level
 * whose pixels are nearest to the paper's; into a vector file they go as a few large pictures, not as
 * a thousand tiles with hairlines between them. Tiles are kept, MOST_KEPT at most: 96 MiB. From a
 * server a figure never wants more than MOST_OF_SERVER tiles, whatever its resolution: a coarser
 * level is taken then. */

#define G_LOG_DOMAIN "ibar-foreign-map"

#include "config.h"

#include "ibar-foreign-map.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-geo.h"
#include "ibar-raster-file.h"
#include "ibar-tile-level.h"

#define SIDE 256.0         /* [px] a tile is meant for */
#define MOST_KEPT 384      /* 256 KiB each */
#define MOST_OF_FILE 8192
#define MOST_OF_SERVER 256 /* tiles of one map of a figure */
#define STRIP_PIXELS (16 << 20)
#define MOST_STRIP 16000 /* [px] wide; cairo's limit is twice that */

struct _IbarForeignMap
{
  gatomicrefcount ref_count;
  IbarVectorMap *vector; /* (owned) (nullable) */
  IbarRasterFile *file;  /* (owned) (nullable); neither: tiles are handed over */
  int least_zoom, most_zoom;
  GMutex mutex;     /* of the tiles */
  GHashTable *tiles; /* gint64 key → cairo_surface_t (nullable): nothing is there */
};

static void
free_picture (gpointer picture)
{
  if (picture != NULL)
    cairo_surface_destroy (picture);
}

static IbarForeignMap *
map_new (void)
{
  IbarForeignMap *self = g_new0 (IbarForeignMap, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_picture);
  return self;
}

/**
 * ibar_foreign_map_open:
 * @path: MBTiles of pictures or of vector tiles, or a GeoPackage with tiles
 * @error: return location
 *
 * **Errors:** of ibar_vector_file_open() and ibar_raster_file_open().
 *
 * Returns: (transfer full) (nullable): the map
 */
IbarForeignMap *
ibar_foreign_map_open (const char *path, GError **error)
{
  g_autoptr (IbarForeignMap) self = map_new ();

  g_return_val_if_fail (path != NULL, NULL);

  if (ibar_vector_file_is_one (path))
    {
      IbarVectorFile *file = ibar_vector_file_open (path, error);

      if (file == NULL)
        return NULL;
      self->vector = ibar_vector_map_new (file);
      return g_steal_pointer (&self);
    }
  self->file = ibar_raster_file_open (path, error);
  if (self->file == NULL)
    return NULL;
  self->least_zoom = ibar_raster_file_get_least_zoom (self->file);
  self->most_zoom = ibar_raster_file_get_most_zoom (self->file);
  return g_steal_pointer (&self);
}

/**
 * ibar_foreign_map_new_held:
 * @most_zoom: the finest level there is
 *
 * Returns: (transfer full): a map of what ibar_foreign_map_hold() is given
 */
IbarForeignMap *
ibar_foreign_map_new_held (int most_zoom)
{
  IbarForeignMap *self = map_new ();

  self->most_zoom = CLAMP (most_zoom, 0, 22);
  return self;
}

/**
 * ibar_foreign_map_ref:
 * @self: a map
 *
 * Returns: (transfer full): @self
 */
IbarForeignMap *
ibar_foreign_map_ref (IbarForeignMap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ibar_foreign_map_unref:
 * @self: (transfer full) (nullable): a map
 */
void
ibar_foreign_map_unref (IbarForeignMap *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->tiles);
  ibar_vector_map_unref (self->vector);
  ibar_raster_file_free (self->file);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * ibar_foreign_map_get_vector:
 * @self: a map
 *
 * Returns: (transfer none) (nullable): the vector tiles it is made of
 */
IbarVectorMap *
ibar_foreign_map_get_vector (IbarForeignMap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->vector;
}

gboolean
ibar_foreign_map_is_held (IbarForeignMap *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->vector == NULL && self->file == NULL;
}

/* Tiles
 * -------------------------------------------------------------------------------------------- */

/* With the mutex held. Takes the picture. */
static void
keep (IbarForeignMap *self, const IbarForeignTile *tile, cairo_surface_t *picture)
{
  gint64 key = ibar_tile_get_number (tile->zoom, tile->x, tile->y);

  if (g_hash_table_size (self->tiles) >= MOST_KEPT)
    g_hash_table_remove_all (self->tiles);
  g_hash_table_insert (self->tiles, g_memdup2 (&key, sizeof key), picture);
}

/**
 * ibar_foreign_map_hold:
 * @self: a map made by ibar_foreign_map_new_held()
 * @tile: which
 * @picture: (nullable): what it shows; %NULL: there is none, and that is no failure
 *
 * **Thread:** any.
 */
void
ibar_foreign_map_hold (IbarForeignMap *self, const IbarForeignTile *tile, cairo_surface_t *picture)
{
  g_return_if_fail (self != NULL && tile != NULL && self->file == NULL);

  g_mutex_lock (&self->mutex);
  keep (self, tile, picture != NULL ? cairo_surface_reference (picture) : NULL);
  g_mutex_unlock (&self->mutex);
}

static cairo_surface_t *
make_picture (const guint8 *rgba)
{
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, IBAR_RASTER_SIDE, IBAR_RASTER_SIDE);
  int stride = cairo_image_surface_get_stride (picture);
  guint8 *data = cairo_image_surface_get_data (picture);

  for (int y = 0; y < IBAR_RASTER_SIDE; y++)
    {
      guint32 *row = (guint32 *) (gpointer) (data + (gssize) y * stride);

      for (int x = 0; x < IBAR_RASTER_SIDE; x++, rgba += 4)
        row[x] = (guint32) rgba[3] << 24 | (guint32) (rgba[0] * rgba[3] / 255) << 16
                 | (guint32) (rgba[1] * rgba[3] / 255) << 8 | (guint32) (rgba[2] * rgba[3] / 255);
    }
  cairo_surface_mark_dirty (picture);
  return picture;
}

/* FALSE: the file is damaged there. known: whether it is a file's, or somebody has handed it over. */
static gboolean
get_tile (IbarForeignMap *self,
          const IbarForeignTile *tile,
          cairo_surface_t **picture,
          gboolean *known,
          GError **error)
{
  g_autofree guint8 *rgba = NULL;
  gint64 key = ibar_tile_get_number (tile->zoom, tile->x, tile->y);
  gboolean empty = TRUE;
  gpointer kept = NULL;

  g_mutex_lock (&self->mutex);
  *known = g_hash_table_lookup_extended (self->tiles, &key, NULL, &kept);
  *picture = kept != NULL ? cairo_surface_reference (kept) : NULL;
  g_mutex_unlock (&self->mutex);
  if (*known || self->file == NULL)
    return TRUE;
  rgba = g_malloc (4 * IBAR_RASTER_SIDE * IBAR_RASTER_SIDE);
  if (!ibar_raster_file_read_tile (self->file, tile->zoom, tile->x, tile->y, rgba, &empty, error))
    return FALSE;
  *known = TRUE;
  *picture = empty ? NULL : make_picture (rgba);
  g_mutex_lock (&self->mutex);
  keep (self, tile, *picture != NULL ? cairo_surface_reference (*picture) : NULL);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static double
count_tiles (const IbarTileLevel *level)
{
  return ((double) level->x1 - level->x0 + 1) * ((double) level->y1 - level->y0 + 1);
}

/* FALSE: so much of the world is shown that the coarsest tiles there are would be too many. */
static gboolean
find_level (IbarForeignMap *self, const IbarFrame *frame, double density, IbarTileLevel *level)
{
  double most = self->file != NULL ? MOST_OF_FILE : MOST_OF_SERVER;
  int zoom = CLAMP ((int) lround (log2 (frame->world * density / SIDE)), self->least_zoom, self->most_zoom);

  ibar_tile_level_init (level, frame, zoom);
  while (count_tiles (level) > most && zoom > self->least_zoom)
    ibar_tile_level_init (level, frame, --zoom);
  return count_tiles (level) <= most;
}

/**
 * ibar_foreign_map_check:
 * @self: a map
 * @frame: what a figure shows
 * @density: [px per unit of the frame] of the paper
 * @n_tiles: (out): how many tiles it is made of; 0: of vector tiles, or too much of the world
 * @n_empty: (out): how many are known to be empty: beyond the edge of a file, or not on a server
 * @missing: of IbarForeignTile; those that nobody has handed over are appended
 * @error: return location
 *
 * Looks at each tile, so that what is wrong is known before the figure is drawn. Tiles of a file are
 * read; drawing finds them kept.
 *
 * **Errors:** #IBAR_ERROR_CORRUPT, _TOO_LARGE. **Thread:** any.
 *
 * Returns: whether all that there is can be read
 */
gboolean
ibar_foreign_map_check (IbarForeignMap *self,
                        const IbarFrame *frame,
                        double density,
                        guint *n_tiles,
                        guint *n_empty,
                        GArray *missing,
                        GError **error)
{
  IbarTileLevel level;

  g_return_val_if_fail (self != NULL && frame != NULL && n_tiles != NULL, FALSE);

  *n_tiles = *n_empty = 0;
  if (self->vector != NULL)
    return ibar_vector_map_load (self->vector, frame, n_empty, error);
  if (!find_level (self, frame, density, &level))
    {
      *n_empty = 1;
      return TRUE;
    }
  *n_tiles = (guint) count_tiles (&level);
  for (int y = level.y0; y <= level.y1; y++)
    for (int x = level.x0; x <= level.x1; x++)
      {
        IbarForeignTile tile = { level.zoom, ibar_tile_wrap_column (level.zoom, x), y };
        cairo_surface_t *picture;
        gboolean known;

        if (!get_tile (self, &tile, &picture, &known, error))
          return FALSE;
        if (!known && missing != NULL)
          g_array_append_val (missing, tile);
        *n_empty += known && picture == NULL;
        g_clear_pointer (&picture, cairo_surface_destroy);
      }
  return TRUE;
}

/* Drawing
 * -------------------------------------------------------------------------------------------- */

static void
paint_tile (cairo_t *cr, cairo_surface_t *picture, double left, double top, double side)
{
  double width = cairo_image_surface_get_width (picture);
  double height = cairo_image_surface_get_height (picture);

  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE); /* each pixel is one tile's */
  cairo_rectangle (cr, left, top, side, side);
  cairo_clip (cr);
  cairo_translate (cr, left, top);
  cairo_scale (cr, side / width, side / height);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_restore (cr);
}

/* Draws the tiles that what is to be drawn touches; in pixels. FALSE: not all of them could be read. */
static gboolean
draw_tiles (IbarForeignMap *self,
            cairo_t *cr,
            const IbarFrame *frame,
            const IbarTileLevel *level,
            gboolean grey,
            GError **error)
{
  double side = frame->world / exp2 (level->zoom), x0, y0, x1, y1;
  gboolean good = TRUE;

  cairo_clip_extents (cr, &x0, &y0, &x1, &y1);
  for (int y = level->y0; y <= level->y1; y++)
    for (int x = level->x0; x <= level->x1; x++)
      {
        double left = x * side - frame->x0 * frame->world;
        double top = y * side - frame->y0 * frame->world;
        IbarForeignTile tile = { level->zoom, ibar_tile_wrap_column (level->zoom, x), y };
        cairo_surface_t *picture;
        gboolean known;

        if (left > x1 || top > y1 || left + side < x0 || top + side < y0)
          continue;
        good = get_tile (self, &tile, &picture, &known, good ? error : NULL) && good;
        if (picture != NULL)
          paint_tile (cr, picture, left, top, side);
        g_clear_pointer (&picture, cairo_surface_destroy);
      }
  if (grey)
    {
      cairo_save (cr);
      cairo_set_operator (cr, CAIRO_OPERATOR_HSL_SATURATION);
      cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
      cairo_paint (cr);
      cairo_restore (cr);
    }
  return good;
}

/* As pictures of the paper's resolution, from the top down; each reaches a pixel under the next, so
 * that no hairline is seen between them. */
static gboolean
draw_strips (IbarForeignMap *self,
             cairo_t *cr,
             const IbarFrame *frame,
             const IbarTileLevel *level,
             const IbarColor *land,
             double density,
             gboolean grey,
             GError **error)
{
  double scale = MIN (density, MOST_STRIP / frame->width);
  int width = MAX ((int) ceil (frame->width * scale), 1), height = MAX ((int) ceil (frame->height * scale), 1);
  int rows = CLAMP (STRIP_PIXELS / width, 1, height);
  gboolean good = TRUE;

  for (int from = 0; from < height; from += rows)
    {
      int n = MIN (rows + 1, height - from);
      cairo_surface_t *strip = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, n);
      cairo_t *inner = cairo_create (strip);

      ibar_style_set_source (inner, land);
      cairo_paint (inner);
      cairo_translate (inner, 0, -from);
      cairo_scale (inner, scale, scale);
      good = draw_tiles (self, inner, frame, level, grey, good ? error : NULL) && good;
      cairo_destroy (inner);
      cairo_save (cr);
      cairo_scale (cr, 1 / scale, 1 / scale);
      cairo_set_source_surface (cr, strip, 0, from);
      cairo_paint (cr);
      cairo_restore (cr);
      cairo_surface_destroy (strip);
    }
  return good;
}

/**
 * ibar_foreign_map_draw:
 * @self: a map
 * @cr: where to draw; one unit is one of @frame, whose corner is at the origin
 * @frame: which part of the world, how large
 * @options: which palette
 * @density: [px per unit of the frame] of the paper
 * @grey: whether colours are taken out
 * @error: return location
 *
 * Draws what there is; the land's colour shows where there is nothing.
 *
 * Returns: FALSE with @error set where a tile is damaged; the others are drawn
 *
 * **Errors:** #IBAR_ERROR_CORRUPT, _TOO_LARGE. **Thread:** any, each on a context of its own.
 */
gboolean
ibar_foreign_map_draw (IbarForeignMap *self,
                       cairo_t *cr,
                       const IbarFrame *frame,
                       const IbarBasemapOptions *options,
                       double density,
                       gboolean grey,
                       GError **error)
{
  gboolean empty, good;
  IbarTileLevel level;

  g_return_val_if_fail (self != NULL && cr != NULL && frame != NULL && options != NULL, FALSE);

  if (self->vector != NULL)
    return ibar_vector_map_draw (self->vector, cr, frame, options, &empty, error);
  if (!find_level (self, frame, density, &level))
    return TRUE;
  if (cairo_surface_get_type (cairo_get_target (cr)) != CAIRO_SURFACE_TYPE_IMAGE)
    return draw_strips (self, cr, frame, &level, &options->style->neighbour_land, density, grey, error);
  cairo_push_group (cr);
  good = draw_tiles (self, cr, frame, &level, grey, error);
  cairo_pop_group_to_source (cr);
  cairo_paint (cr);
  return good;
}
