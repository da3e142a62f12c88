/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Packing an R*Tree at once.
 *
 * SQLite's R*Tree is built row by row: 10 µs each, and half of a large import. Here all boxes are
 * sorted into tiles (sort-tile-recursive) and the nodes are written from the leaves up, straight
 * into the three tables that the R*Tree keeps its nodes in. The format is SQLite's own and
 * documented in the head of its rtree.c: a node is a blob of a size fixed when the tree was made;
 * two bytes of depth (the root's only), two of count, then cells of an id (8 bytes) and min x, max
 * x, min y, max y (4-byte floats, rounded outwards), big endian. The root is node 1.
 *
 * Memory: 24 bytes a row while it is built. */

#define G_LOG_DOMAIN "ibar-rtree"

#include "config.h"

#include "ibar-rtree.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-gpkg.h"
#include "ibar-sqlite.h"

#define CELL_SIZE 24
#define MAX_DEPTH 40 /* SQLite's own limit */

typedef IbarRtreeCell Cell;

/* Packing: nodes and links go to the sink. */
typedef struct
{
  const IbarRtreeSink *sink;
  gpointer user_data;
  const char *path;
  GCancellable *cancellable;
  guint node_size; /* [bytes] */
  guint per_node;  /* cells put into a node: some are left free for what is added later */
  gint64 last_node;
} Packer;

/* Where an R*Tree is rebuilt from its table's rows. */
typedef struct
{
  sqlite3 *db;
  const char *path;
  const char *table;
  sqlite3_stmt *node, *parent, *rowid;
} Builder;

static float
round_down (double value)
{
  float f = (float) value;

  return (double) f > value ? nextafterf (f, -INFINITY) : f;
}

static float
round_up (double value)
{
  float f = (float) value;

  return (double) f < value ? nextafterf (f, INFINITY) : f;
}

static int
compare_x (gconstpointer a, gconstpointer b)
{
  const Cell *p = a;
  const Cell *q = b;
  float x = p->box[0] + p->box[1];
  float y = q->box[0] + q->box[1];

  return x != y ? (x > y) - (x < y) : (p->id > q->id) - (p->id < q->id);
}

static int
compare_y (gconstpointer a, gconstpointer b)
{
  const Cell *p = a;
  const Cell *q = b;
  float x = p->box[2] + p->box[3];
  float y = q->box[2] + q->box[3];

  return x != y ? (x > y) - (x < y) : (p->id > q->id) - (p->id < q->id);
}

/* Slices by x, each sorted by y, so that every run of per_node cells is a compact tile.
 * Source: Leutenegger, Lopez, Edgington: STR: A Simple and Efficient Algorithm for R-Tree Packing
 * (1997). */
static void
sort_tiles (Cell *cells, gsize n, guint per_node)
{
  gsize n_nodes = (n + per_node - 1) / per_node;
  gsize slice = (gsize) ceil (sqrt ((double) n_nodes)) * per_node;

  if (n <= per_node)
    return;
  qsort (cells, n, sizeof *cells, compare_x);
  for (gsize start = 0; start < n; start += slice)
    qsort (cells + start, MIN (slice, n - start), sizeof *cells, compare_y);
}

static void
store_cell (guint8 *at, const Cell *cell)
{
  guint64 id = GUINT64_TO_BE ((guint64) cell->id);

  memcpy (at, &id, 8);
  for (int i = 0; i < 4; i++)
    {
      guint32 bits;

      memcpy (&bits, &cell->box[i], 4);
      bits = GUINT32_TO_BE (bits);
      memcpy (at + 8 + 4 * i, &bits, 4);
    }
}

/* One node of n cells, and its links; above becomes the cell that stands for it one level up. */
static gboolean
write_node (Packer *self,
            const Cell *cells,
            gsize n,
            gint64 number,
            int depth,
            gboolean leaf,
            Cell *above,
            GError **error)
{
  g_autofree guint8 *blob = g_malloc0 (self->node_size);
  guint16 head[2] = { GUINT16_TO_BE ((guint16) depth), GUINT16_TO_BE ((guint16) n) };

  memcpy (blob, head, 4);
  if (n > 0)
    *above = cells[0];
  above->id = number;
  for (gsize i = 0; i < n; i++)
    {
      store_cell (blob + 4 + i * CELL_SIZE, &cells[i]);
      for (int k = 0; k < 4; k += 2)
        {
          above->box[k] = MIN (above->box[k], cells[i].box[k]);
          above->box[k + 1] = MAX (above->box[k + 1], cells[i].box[k + 1]);
        }
      if (!self->sink->link (leaf, cells[i].id, number, self->user_data, error))
        return FALSE;
    }
  return self->sink->node (number, blob, self->node_size, self->user_data, error);
}

/* All levels, from the leaves up; each level's cells replace those of the one below in the array. */
static gboolean
write_levels (Packer *self, Cell *data, gsize n, GError **error)
{
  Cell root = { 0 };
  int depth = 0;

  self->last_node = 1;
  while (n > self->per_node)
    {
      gsize n_nodes = 0;

      sort_tiles (data, n, self->per_node);
      for (gsize start = 0; start < n; start += self->per_node, n_nodes++)
        {
          Cell above = { 0 };

          if (g_cancellable_is_cancelled (self->cancellable))
            {
              g_set_error (error, IBAR_ERROR, IBAR_ERROR_CANCELLED,
                           _ ("Stopped while writing “%s”"), self->path);
              return FALSE;
            }
          if (!write_node (self, data + start, MIN (self->per_node, n - start), ++self->last_node,
                           0, depth == 0, &above, error))
            return FALSE;
          data[n_nodes] = above; /* never beyond start: a node has one cell at least */
        }
      n = n_nodes;
      depth++;
      g_assert (depth < MAX_DEPTH);
    }
  return write_node (self, data, n, 1, depth, depth == 0, &root, error);
}

/**
 * ibar_rtree_pack:
 * @cells: (array length=n): boxes and ids; overwritten
 * @n: how many
 * @node_size: [bytes] as ibar_rtree_read_node_size() gives it
 * @sink: takes nodes and links; node 1, the root, comes last
 * @user_data: for the sink
 * @path: the file's name, for messages
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: FALSE with @error set by the sink, or where it was stopped
 */
gboolean
ibar_rtree_pack (Cell *cells, gsize n, guint node_size, const IbarRtreeSink *sink, gpointer user_data,
                 const char *path, GCancellable *cancellable, GError **error)
{
  Packer packer = { .sink = sink, .user_data = user_data, .path = path, .cancellable = cancellable, .node_size = node_size };

  packer.per_node = (node_size - 4) / CELL_SIZE * 9 / 10;
  return write_levels (&packer, cells, n, error);
}

/**
 * ibar_rtree_set_box:
 * @cell: (out): its box becomes the bounds, rounded outwards
 * @bounds: min x, max x, min y, max y
 */
void
ibar_rtree_set_box (Cell *cell, const double bounds[4])
{
  for (int k = 0; k < 4; k += 2)
    {
      cell->box[k] = round_down (bounds[k]);
      cell->box[k + 1] = round_up (bounds[k + 1]);
    }
}

static gboolean
write_link (Builder *self, sqlite3_stmt *stmt, gint64 id, gint64 node, GError **error)
{
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int64 (stmt, 2, node);
  return ibar_sqlite_run (stmt, self->path, error);
}

static gboolean
insert_link (gboolean leaf, gint64 id, gint64 node, gpointer user_data, GError **error)
{
  Builder *self = user_data;

  return write_link (self, leaf ? self->rowid : self->parent, id, node, error);
}

static gboolean
insert_node (gint64 number, const guint8 *blob, gsize size, gpointer user_data, GError **error)
{
  Builder *self = user_data;

  sqlite3_bind_int64 (self->node, 1, number);
  sqlite3_bind_blob (self->node, 2, blob, (int) size, SQLITE_STATIC);
  return ibar_sqlite_run (self->node, self->path, error);
}

static gboolean
read_boxes (Builder *self, GArray *cells, GError **error)
{
  char *sql = sqlite3_mprintf ("SELECT fid, geom FROM \"%w\" WHERE geom NOT NULL", self->table);
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->path, sql, error);
  gboolean row = TRUE;

  sqlite3_free (sql);
  if (stmt == NULL)
    return FALSE;
  while (row)
    {
      double bounds[4];
      Cell cell;

      if (!ibar_sqlite_step (stmt, self->path, &row, error))
        return FALSE;
      if (!row
          || !ibar_gpkg_get_bounds (sqlite3_column_blob (stmt, 1),
                                    (gsize) sqlite3_column_bytes (stmt, 1), bounds))
        continue;
      cell.id = sqlite3_column_int64 (stmt, 0);
      ibar_rtree_set_box (&cell, bounds);
      g_array_append_val (cells, cell);
    }
  return TRUE;
}

static sqlite3_stmt *
prepare (Builder *self, const char *format, GError **error)
{
  char *sql = sqlite3_mprintf (format, self->table);
  sqlite3_stmt *stmt = ibar_sqlite_prepare (self->db, self->path, sql, error);

  sqlite3_free (sql);
  return stmt;
}

/**
 * ibar_rtree_read_node_size:
 * @db: a connection
 * @path: the file's name, for messages
 * @table: a feature table with an R*Tree
 * @error: return location
 *
 * The size of nodes was fixed when the tree was made, from the page size of the time.
 *
 * Returns: [bytes], 0 with @error set if it cannot be
 */
guint
ibar_rtree_read_node_size (sqlite3 *db, const char *path, const char *table, GError **error)
{
  Builder self = { .db = db, .path = path, .table = table };
  g_autoptr (sqlite3_stmt) stmt
      = prepare (&self, "SELECT length (data) FROM \"rtree_%w_geom_node\" WHERE nodeno = 1", error);
  gboolean row;
  guint size;

  if (stmt == NULL || !ibar_sqlite_step (stmt, path, &row, error))
    return 0;
  size = row ? (guint) sqlite3_column_int (stmt, 0) : 0;
  if (size >= 4 + 10 * CELL_SIZE && size <= 65536)
    return size;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT, _ ("“%s” is damaged: %s"), path, "R*Tree");
  return 0;
}

static gboolean
empty_tables (Builder *self, GError **error)
{
  char *sql = sqlite3_mprintf (
      "DELETE FROM \"rtree_%w_geom_node\"; DELETE FROM \"rtree_%w_geom_parent\"; "
      "DELETE FROM \"rtree_%w_geom_rowid\"",
      self->table, self->table, self->table);
  gboolean ok = ibar_sqlite_exec (self->db, self->path, sql, error);

  sqlite3_free (sql);
  return ok;
}

static gboolean
prepare_writes (Builder *self, GError **error)
{
  self->node = prepare (self, "INSERT INTO \"rtree_%w_geom_node\" VALUES (?1, ?2)", error);
  if (self->node != NULL)
    self->parent = prepare (self, "INSERT INTO \"rtree_%w_geom_parent\" VALUES (?1, ?2)", error);
  if (self->parent != NULL)
    self->rowid = prepare (
        self, "INSERT INTO \"rtree_%w_geom_rowid\" (rowid, nodeno) VALUES (?1, ?2)", error);
  return self->rowid != NULL;
}

/**
 * ibar_rtree_build:
 * @db: a connection in a transaction, not in defensive mode
 * @path: the file's name, for messages
 * @table: a feature table whose geometry is geom and whose key is fid, with an R*Tree of its own
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Replaces all that the R*Tree of a table holds by what the table's rows say.
 *
 * Returns: FALSE with @error set, and the tree half written, if it failed: roll back
 *
 * Errors: those of writing, %IBAR_ERROR_CORRUPT, %IBAR_ERROR_CANCELLED.
 *
 * Cost: O(n log n); about 0.8 µs a row.
 */
gboolean
ibar_rtree_build (sqlite3 *db,
                  const char *path,
                  const char *table,
                  GCancellable *cancellable,
                  GError **error)
{
  static const IbarRtreeSink sink = { insert_node, insert_link };
  Builder self = { .db = db, .path = path, .table = table };
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  guint node_size = ibar_rtree_read_node_size (db, path, table, error);
  gboolean ok
      = node_size > 0 && read_boxes (&self, cells, error) && empty_tables (&self, error) && prepare_writes (&self, error)
        && ibar_rtree_pack ((Cell *) (gpointer) cells->data, cells->len, node_size, &sink, &self, path, cancellable, error);

  sqlite3_finalize (self.node);
  sqlite3_finalize (self.parent);
  sqlite3_finalize (self.rowid);
  return ok;
}
