/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a region's elevation: a gridded coverage in its GeoPackage (OGC 17-066r1), as our writer makes them: integers in
 * PNG tiles. It is read at every start, so GDAL, whose loading takes longer than all else in the file, is not asked. */

#define G_LOG_DOMAIN "ibar-region-elevation"

#include "config.h"

#include <math.h>
#include <png.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-region-private.h"
#include "ibar-sqlite.h"

#define MAX_CELLS 16384 /* a side: half a gigabyte of heights */
#define MAX_TILE 4096   /* [px] a side */

static const char GRID[]
    = "SELECT zoom_level, tile_width, tile_height, pixel_x_size, pixel_y_size, s.min_x, s.max_y,"
      " c.min_x, c.min_y, c.max_x, c.max_y, a.scale, a.offset, a.data_null"
      " FROM gpkg_tile_matrix m JOIN gpkg_tile_matrix_set s USING (table_name) JOIN gpkg_contents c USING (table_name)"
      " JOIN gpkg_2d_gridded_coverage_ancillary a ON a.tile_matrix_set_name = m.table_name"
      " WHERE m.table_name = 'elevation' AND s.srs_id = 4326 AND a.datatype = 'integer' ORDER BY zoom_level DESC LIMIT 1";
static const char TILES[]
    = "SELECT tile_column, tile_row, tile_data, coalesce(a.scale, 1), coalesce(a.offset, 0) FROM elevation e"
      " LEFT JOIN gpkg_2d_gridded_tile_ancillary a ON a.tpudt_name = 'elevation' AND a.tpudt_id = e.id WHERE zoom_level = ?";

/* The finest level of the coverage: where its tiles lie, and what their numbers mean. */
typedef struct
{
  int     zoom;
  int     tile_width;   /* [cells] */
  int     tile_height;  /* [cells] */
  int     first_column; /* of the extent in the matrix [cells] */
  int     first_row;    /* [cells] */
  double  scale;
  double  offset;       /* [m] */
  int     no_data;      /* of the stored numbers; -1 if each is a height */
} Coverage;

typedef struct
{
  const guint8 *bytes;
  gsize         left;
} TileBytes;

static void
read_bytes (png_structp png, png_bytep target, png_size_t n)
{
  TileBytes *source = png_get_io_ptr (png);

  if (n > source->left)
    png_error (png, "cut off");
  memcpy (target, source->bytes, n);
  source->bytes += n;
  source->left -= n;
}

static void
ignore_warning (png_structp png, png_const_charp message)
{
}

G_NORETURN static void
give_up (png_structp png, png_const_charp message)
{
  png_longjmp (png, 1);
}

static gboolean
decode_tile (TileBytes source, const Coverage *coverage, guint16 *cells)
{
  png_structp png = png_create_read_struct (PNG_LIBPNG_VER_STRING, NULL, give_up, ignore_warning);
  png_infop info = png != NULL ? png_create_info_struct (png) : NULL;

  if (info == NULL || setjmp (png_jmpbuf (png)) != 0)
    {
      png_destroy_read_struct (&png, &info, NULL);
      return FALSE;
    }
  png_set_read_fn (png, &source, read_bytes);
  png_read_info (png, info);
  if ((int) png_get_image_width (png, info) != coverage->tile_width
      || (int) png_get_image_height (png, info) != coverage->tile_height || png_get_bit_depth (png, info) != 16
      || png_get_color_type (png, info) != PNG_COLOR_TYPE_GRAY
      || png_get_interlace_type (png, info) != PNG_INTERLACE_NONE)
    png_error (png, "not a grid of heights");
  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    png_set_swap (png);
  for (int y = 0; y < coverage->tile_height; y++)
    png_read_row (png, (png_bytep) (cells + (gsize) y * (gsize) coverage->tile_width), NULL);
  png_destroy_read_struct (&png, &info, NULL);
  return TRUE;
}

static gboolean
is_count (double number, double most)
{
  return number >= 1 && number <= most;
}

/* Takes the grid from a row of GRID; FALSE if it is none that we can hold. */
static gboolean
take_grid (IbarRegion *self, sqlite3_stmt *stmt, Coverage *coverage)
{
  IbarElevation *elevation = &self->elevation;
  IbarExtent *extent = &elevation->extent;
  double cell_width = sqlite3_column_double (stmt, 3);
  double cell_height = sqlite3_column_double (stmt, 4);
  double width, height, column, row;

  extent->west = sqlite3_column_double (stmt, 7);
  extent->south = sqlite3_column_double (stmt, 8);
  extent->east = sqlite3_column_double (stmt, 9);
  extent->north = sqlite3_column_double (stmt, 10);
  width = round ((extent->east - extent->west) / cell_width);
  height = round ((extent->north - extent->south) / cell_height);
  column = round ((extent->west - sqlite3_column_double (stmt, 5)) / cell_width);
  row = round ((sqlite3_column_double (stmt, 6) - extent->north) / cell_height);
  if (!(cell_width > 0) || !(cell_height > 0) || !is_count (sqlite3_column_double (stmt, 1), MAX_TILE)
      || !is_count (sqlite3_column_double (stmt, 2), MAX_TILE) || !(width >= 4) || !is_count (width, MAX_CELLS) || !(height >= 4)
      || !is_count (height, MAX_CELLS) || !is_count (column + 1, G_MAXINT / 2) || !is_count (row + 1, G_MAXINT / 2)
      || !(extent->west >= -180.01) || !(extent->west <= 180) || !(extent->east <= extent->west + 360)
      || !(extent->south >= -90.01) || !(extent->north <= 90.01))
    return FALSE;
  elevation->width = (int) width;
  elevation->height = (int) height;
  coverage->zoom = sqlite3_column_int (stmt, 0);
  coverage->tile_width = sqlite3_column_int (stmt, 1);
  coverage->tile_height = sqlite3_column_int (stmt, 2);
  coverage->first_column = (int) column;
  coverage->first_row = (int) row;
  coverage->scale = sqlite3_column_double (stmt, 11);
  coverage->offset = sqlite3_column_double (stmt, 12);
  coverage->no_data = sqlite3_column_type (stmt, 13) == SQLITE_NULL ? -1 : sqlite3_column_int (stmt, 13);
  return TRUE;
}

static gboolean
read_grid (IbarRegion *self, sqlite3 *db, Coverage *coverage)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (db, self->path, GRID, NULL);

  return stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW && take_grid (self, stmt, coverage);
}

/* Lays a tile's heights where they belong; what lies outside of the extent is no part of the coverage. */
static void
place_tile (IbarRegion *self, const Coverage *coverage, const guint16 *cells, int x0, int y0, double scale, double offset)
{
  for (int y = MAX (0, -y0); y < coverage->tile_height && y0 + y < self->elevation.height; y++)
    for (int x = MAX (0, -x0); x < coverage->tile_width && x0 + x < self->elevation.width; x++)
      {
        guint16 cell = cells[(gsize) y * (gsize) coverage->tile_width + (gsize) x];
        double metres = (cell * scale + offset) * coverage->scale + coverage->offset;

        if (cell != coverage->no_data && metres > G_MININT16 && metres <= G_MAXINT16)
          self->metres[(gsize) (y0 + y) * (gsize) self->elevation.width + (gsize) (x0 + x)] = (gint16) lrint (metres);
      }
}

/* A tile that is missing is a hole, one that cannot be read ends it. */
static gboolean
read_tiles (IbarRegion *self, sqlite3_stmt *stmt, const Coverage *coverage)
{
  gsize n_cells = (gsize) coverage->tile_width * (gsize) coverage->tile_height;
  g_autofree guint16 *cells = g_new (guint16, n_cells);
  int rc;

  sqlite3_bind_int (stmt, 1, coverage->zoom);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      TileBytes bytes = { sqlite3_column_blob (stmt, 2), (gsize) sqlite3_column_bytes (stmt, 2) };
      double x0 = sqlite3_column_double (stmt, 0) * coverage->tile_width - coverage->first_column;
      double y0 = sqlite3_column_double (stmt, 1) * coverage->tile_height - coverage->first_row;

      if (fabs (x0) > MAX_CELLS + MAX_TILE || fabs (y0) > MAX_CELLS + MAX_TILE)
        continue;
      if (!decode_tile (bytes, coverage, cells))
        return FALSE;
      place_tile (self, coverage, cells, (int) x0, (int) y0, sqlite3_column_double (stmt, 3),
                  sqlite3_column_double (stmt, 4));
    }
  return rc == SQLITE_DONE;
}

static gboolean
read_cells (IbarRegion *self, sqlite3 *db, const Coverage *coverage)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (db, self->path, TILES, NULL);
  gsize n_cells = (gsize) self->elevation.width * (gsize) self->elevation.height;

  self->metres = stmt != NULL ? g_try_new (gint16, n_cells) : NULL;
  if (self->metres == NULL)
    return FALSE;
  for (gsize i = 0; i < n_cells; i++)
    self->metres[i] = G_MININT16;
  if (!read_tiles (self, stmt, coverage))
    {
      g_clear_pointer (&self->metres, g_free);
      return FALSE;
    }
  self->elevation.metres = self->metres;
  return TRUE;
}

/**
 * ibar_region_load_elevation:
 * @self: a region being loaded, whose file has a coverage named elevation
 * @db: the file
 * @error: return location
 *
 * Reads the coverage into self->elevation.
 *
 * Returns: FALSE with @error set if the coverage cannot be used; the rest of the region can
 */
gboolean
ibar_region_load_elevation (IbarRegion *self, sqlite3 *db, GError **error)
{
  Coverage coverage;

  if (read_grid (self, db, &coverage) && read_cells (self, db, &coverage))
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
               _ ("The elevation was left out: it is not a grid in longitude and latitude"));
  return FALSE;
}
