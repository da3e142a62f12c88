/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables and indexes of an SQLite file, written in the order of their keys.
 *
 * SQLite inserts a row by going down a tree, through a virtual machine and a page cache: 2 µs for each row of each
 * table and index. A table that is empty and gets all its rows sorted needs none of that: leaves are filled one after
 * another and written behind the file's last page, with the levels above them at the end, the top one into the
 * page that the schema names. Half a million rows and their indexes take a tenth of a second so.
 *
 * Only for a file that is new and that nobody else knows of: there is no journal. Errors of the file system stay with the
 * writer, and everything after the first does nothing. Writing goes through SQLite's own VFS.
 *
 * Source: "Database File Format", sections 1.3 and 1.6, https://www.sqlite.org/fileformat2.html
 */
#define G_LOG_DOMAIN "ibar-btree"

#include "config.h"

#include "ibar-btree.h"

#include <string.h>

#include "ibar-record.h"
#include "ibar-sqlite.h"

#define HEADER_SIZE 100
#define BUFFER_SIZE 65536 /* [bytes] SQLite's VFS for Unix writes less than 128 KiB at once */
#define LEAF_HEAD 8
#define INNER_HEAD 12
#define LOCK_BYTE 0x40000000 /* the page that holds this byte is never used */

struct _IbarPageWriter
{
  char         *path;
  const char   *name;      /* (owned) what the VFS was given; it may keep it */
  sqlite3_file *file;
  int           rc;        /* the first error */
  guint32       page_size;
  guint32       n_pages;   /* of the file, with those in the buffer */
  guint8       *buffer;    /* the last pages, not written yet */
  guint         n_buffered;
};

struct _IbarBtree
{
  IbarPageWriter *writer;
  guint32         root;
  gboolean        is_index;
  guint8         *page;     /* the leaf that is being filled */
  guint           n_cells;
  guint           content;  /* where the cells begin: they grow downwards from the page's end */
  guint           last_size; /* of the last cell [bytes] */
  /* The leaves that are written: child i, key i, child i + 1, … A key is a cell without its child. */
  GArray         *children; /* of guint32 */
  GArray         *offsets;  /* of gsize: where key i begins */
  GByteArray     *keys;
  GByteArray     *cell;     /* scratch */
};

static void
put16 (guint8 *at, guint value)
{
  at[0] = (guint8) (value >> 8);
  at[1] = (guint8) value;
}

static void
put32 (guint8 *at, guint32 value)
{
  put16 (at, value >> 16);
  put16 (at + 2, value & 0xffff);
}

static guint32
get32 (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

/* Pages -------------------------------------------------------------------------------------------- */

static void
write_at (IbarPageWriter *self, const void *data, gsize size, gint64 offset)
{
  if (self->rc == SQLITE_OK)
    self->rc = self->file->pMethods->xWrite (self->file, data, (int) size, offset);
}

static void
flush (IbarPageWriter *self)
{
  if (self->n_buffered > 0)
    write_at (self, self->buffer, (gsize) self->n_buffered * self->page_size,
              (gint64) (self->n_pages - self->n_buffered) * self->page_size);
  self->n_buffered = 0;
}

/* A page behind all others, zeroed. Lives until the next one. */
static guint8 *
add_page (IbarPageWriter *self)
{
  guint8 *page;

  if (self->n_buffered == BUFFER_SIZE / self->page_size)
    flush (self);
  page = self->buffer + (gsize) self->n_buffered++ * self->page_size;
  self->n_pages++;
  memset (page, 0, self->page_size);
  return page;
}

/* The page behind page n. */
static guint32
number_after (const IbarPageWriter *self, guint32 n)
{
  return n + (n == LOCK_BYTE / self->page_size ? 2 : 1);
}

static guint8 *
add_used_page (IbarPageWriter *self)
{
  if (number_after (self, self->n_pages) != self->n_pages + 1)
    add_page (self);
  return add_page (self);
}

/* Its number. */
static guint32
write_page (IbarPageWriter *self, const guint8 *data)
{
  memcpy (add_used_page (self), data, self->page_size);
  return self->n_pages;
}

/* What does not fit into a cell goes into a chain of pages of its own. Returns the first. */
static guint32
write_overflow (IbarPageWriter *self, const guint8 *data, gsize size)
{
  guint32 first = number_after (self, self->n_pages);

  while (size > 0)
    {
      gsize n = MIN (size, self->page_size - 4);
      guint8 *page = add_used_page (self);

      if (n < size)
        put32 (page, number_after (self, self->n_pages));
      memcpy (page + 4, data, n);
      data += n;
      size -= n;
    }
  return first;
}

static gboolean
read_header (IbarPageWriter *self, GError **error)
{
  guint8 header[HEADER_SIZE];

  self->rc = self->file->pMethods->xRead (self->file, header, HEADER_SIZE, 0);
  if (!ibar_page_writer_check (self, error))
    return FALSE;
  self->page_size = (guint32) header[16] << 8 | header[17];
  self->n_pages = get32 (header + 28);
  /* UTF-8, no reserved space, no map of pointers, and integers 0 and 1 without a byte: what SQLite makes by itself. */
  if (self->page_size < 1024 || header[20] != 0 || get32 (header + 44) != 4 || get32 (header + 52) != 0
      || get32 (header + 56) != 1)
    {
      self->rc = SQLITE_FORMAT;
      return ibar_page_writer_check (self, error);
    }
  return TRUE;
}

/**
 * ibar_page_writer_open:
 * @path: a database file that nobody has open, made by SQLite
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a writer, or NULL with @error set
 */
IbarPageWriter *
ibar_page_writer_open (const char *path, GError **error)
{
  g_autoptr (IbarPageWriter) self = g_new0 (IbarPageWriter, 1);
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  g_autofree char *full = g_malloc0 ((gsize) vfs->mxPathname + 1);

  self->path = g_strdup (path);
  self->rc = vfs->xFullPathname (vfs, path, vfs->mxPathname + 1, full);
  if (!ibar_page_writer_check (self, error))
    return NULL;
  self->name = sqlite3_create_filename (full, "", "", 0, NULL);
  self->file = g_malloc0 ((gsize) vfs->szOsFile);
  self->rc = self->name != NULL ? vfs->xOpen (vfs, self->name, self->file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MAIN_DB, NULL)
                                : SQLITE_NOMEM;
  if (!ibar_page_writer_check (self, error) || !read_header (self, error))
    return NULL;
  self->buffer = g_malloc (BUFFER_SIZE);
  return g_steal_pointer (&self);
}

/**
 * ibar_page_writer_check:
 * @self: a writer
 * @error: return location
 *
 * Returns: FALSE with @error set if anything failed since it was opened
 */
gboolean
ibar_page_writer_check (IbarPageWriter *self, GError **error)
{
  if (self->rc == SQLITE_OK)
    return TRUE;
  ibar_sqlite_set_error (error, NULL, self->rc, self->path);
  return FALSE;
}

/**
 * ibar_page_writer_close:
 * @self: a writer whose trees are finished
 * @error: return location
 *
 * Writes what is left, and says in the file's header how many pages it has now.
 */
gboolean
ibar_page_writer_close (IbarPageWriter *self, GError **error)
{
  guint8 header[HEADER_SIZE];

  flush (self);
  if (self->rc == SQLITE_OK)
    self->rc = self->file->pMethods->xRead (self->file, header, HEADER_SIZE, 0);
  if (!ibar_page_writer_check (self, error))
    return FALSE;
  /* The size counts only if the number of changes stands in both places. */
  put32 (header + 24, get32 (header + 24) + 1);
  memcpy (header + 92, header + 24, 4);
  put32 (header + 28, self->n_pages);
  write_at (self, header, HEADER_SIZE, 0);
  return ibar_page_writer_check (self, error);
}

void
ibar_page_writer_free (IbarPageWriter *self)
{
  if (self->file != NULL && self->file->pMethods != NULL)
    self->file->pMethods->xClose (self->file);
  g_free (self->file);
  sqlite3_free_filename (self->name);
  g_free (self->path);
  g_free (self->buffer);
  g_free (self);
}

/* Cells -------------------------------------------------------------------------------------------- */

static void
start_page (IbarBtree *self)
{
  self->n_cells = 0;
  self->content = self->writer->page_size;
}

static gboolean
fits (const IbarBtree *self, guint head, guint size)
{
  return head + 2 * (self->n_cells + 1) + size <= self->content;
}

/* Room for a cell of the page, which must fit. */
static guint8 *
add_cell (IbarBtree *self, guint head, guint size)
{
  self->content -= size;
  self->last_size = size;
  put16 (self->page + head + 2 * self->n_cells++, self->content);
  return self->page + self->content;
}

static void
finish_page (IbarBtree *self, gboolean leaf, guint32 right)
{
  guint8 *page = self->page;
  guint head = leaf ? LEAF_HEAD : INNER_HEAD;

  page[0] = self->is_index ? (leaf ? 0x0a : 0x02) : (leaf ? 0x0d : 0x05);
  put16 (page + 1, 0);
  put16 (page + 3, self->n_cells);
  put16 (page + 5, self->content & 0xffff);
  page[7] = 0;
  if (!leaf)
    put32 (page + 8, right);
  memset (page + head + 2 * self->n_cells, 0, self->content - head - 2 * self->n_cells);
}

static void
write_root (IbarBtree *self)
{
  write_at (self->writer, self->page, self->writer->page_size, (gint64) (self->root - 1) * self->writer->page_size);
}

/* How much of a record stands in its cell; the file format fixes it. */
static gsize
measure_local (const IbarBtree *self, gsize size)
{
  gsize usable = self->writer->page_size;
  gsize most = self->is_index ? (usable - 12) * 64 / 255 - 23 : usable - 35;
  gsize least = (usable - 12) * 32 / 255 - 23, some;

  if (size <= most)
    return size;
  some = least + (size - least) % (usable - 4);
  return some <= most ? some : least;
}

static void
make_cell (IbarBtree *self, gint64 rowid, const GByteArray *record)
{
  GByteArray *cell = self->cell;
  gsize local = measure_local (self, record->len);
  guint8 head[18];
  guint n = ibar_varint_encode (head, record->len);

  if (!self->is_index)
    n += ibar_varint_encode (head + n, (guint64) rowid);
  g_byte_array_set_size (cell, 0);
  g_byte_array_append (cell, head, n);
  g_byte_array_append (cell, record->data, (guint) local);
  if (local < record->len)
    {
      guint8 link[4];

      put32 (link, write_overflow (self->writer, record->data + local, record->len - local));
      g_byte_array_append (cell, link, 4);
    }
}

static void
add_key (GArray *offsets, GByteArray *keys, const guint8 *key, guint size)
{
  gsize start = keys->len;

  g_array_append_val (offsets, start);
  g_byte_array_append (keys, key, size);
}

/* The leaf is full. In an index its last cell becomes the key between it and the next; a table's key is the last row. */
static void
close_leaf (IbarBtree *self, gint64 last_rowid)
{
  guint8 key[9];
  guint32 number;

  if (self->is_index)
    {
      add_key (self->offsets, self->keys, self->page + self->content, self->last_size);
      self->content += self->last_size;
      self->n_cells--;
    }
  else
    add_key (self->offsets, self->keys, key, ibar_varint_encode (key, (guint64) last_rowid));
  finish_page (self, TRUE, 0);
  number = write_page (self->writer, self->page);
  g_array_append_val (self->children, number);
  start_page (self);
}

/* Trees -------------------------------------------------------------------------------------------- */

static IbarBtree *
new_tree (IbarPageWriter *writer, guint32 root, gboolean is_index)
{
  IbarBtree *self = g_new0 (IbarBtree, 1);

  self->writer = writer;
  self->root = root;
  self->is_index = is_index;
  self->page = g_malloc0 (writer->page_size);
  self->children = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->keys = g_byte_array_new ();
  self->cell = g_byte_array_new ();
  start_page (self);
  return self;
}

/**
 * ibar_btree_new_table:
 * @writer: (borrowed): the file; must outlive the tree
 * @root: the page that the schema names; the table is empty
 *
 * A table whose rows have numbers. Finish it with ibar_btree_finish().
 */
IbarBtree *
ibar_btree_new_table (IbarPageWriter *writer, guint32 root)
{
  return new_tree (writer, root, FALSE);
}

/**
 * ibar_btree_new_index:
 * @writer: (borrowed): the file; must outlive the tree
 * @root: the page that the schema names; the index is empty
 *
 * An index: its records are the indexed columns and the row's number.
 */
IbarBtree *
ibar_btree_new_index (IbarPageWriter *writer, guint32 root)
{
  return new_tree (writer, root, TRUE);
}

/**
 * ibar_btree_append:
 * @self: a tree
 * @rowid: of a table's row: greater than the one before
 * @record: the row, or the index's entry: not less than the one before in SQLite's order
 *
 * Returns: FALSE if the file could not be written; ibar_page_writer_check() says why
 */
gboolean
ibar_btree_append (IbarBtree *self, gint64 rowid, const GByteArray *record)
{
  make_cell (self, rowid, record);
  if (!fits (self, LEAF_HEAD, self->cell->len))
    close_leaf (self, rowid - 1);
  memcpy (add_cell (self, LEAF_HEAD, self->cell->len), self->cell->data, self->cell->len);
  return self->writer->rc == SQLITE_OK;
}

static const guint8 *
get_key (const IbarBtree *self, gsize i, guint *size)
{
  gsize start = g_array_index (self->offsets, gsize, i);
  gsize end = i + 1 < self->offsets->len ? g_array_index (self->offsets, gsize, i + 1) : self->keys->len;

  *size = (guint) (end - start);
  return self->keys->data + start;
}

/* Fills a page with children from i on; i becomes the one that its right pointer leads to. */
static void
fill_inner (IbarBtree *self, gsize *i)
{
  gsize n = self->offsets->len;

  start_page (self);
  for (; *i < n; (*i)++)
    {
      guint size;
      const guint8 *key = get_key (self, *i, &size);
      guint8 *cell;

      if (!fits (self, INNER_HEAD, 4 + size))
        break;
      cell = add_cell (self, INNER_HEAD, 4 + size);
      put32 (cell, g_array_index (self->children, guint32, *i));
      memcpy (cell + 4, key, size);
    }
  /* The next page would have a right pointer and no cell, which is not allowed. */
  if (*i + 1 == n)
    {
      self->content += self->last_size;
      self->n_cells--;
      (*i)--;
    }
}

/* One level above the children there are. TRUE: it is the root. */
static gboolean
write_level (IbarBtree *self)
{
  g_autoptr (GArray) children = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GByteArray) keys = g_byte_array_new ();
  gsize n = self->offsets->len;

  for (gsize i = 0; i <= n; i++)
    {
      guint32 number;

      fill_inner (self, &i);
      finish_page (self, FALSE, g_array_index (self->children, guint32, i));
      if (i == n && children->len == 0)
        {
          write_root (self);
          return TRUE;
        }
      number = write_page (self->writer, self->page);
      g_array_append_val (children, number);
      if (i < n)
        {
          guint size;
          const guint8 *key = get_key (self, i, &size);

          add_key (offsets, keys, key, size);
        }
    }
  g_array_unref (self->children);
  self->children = g_steal_pointer (&children);
  g_array_unref (self->offsets);
  self->offsets = g_steal_pointer (&offsets);
  g_byte_array_unref (self->keys);
  self->keys = g_steal_pointer (&keys);
  return FALSE;
}

/**
 * ibar_btree_finish:
 * @self: a tree after its last row
 *
 * Writes the last leaf and the levels above.
 *
 * Returns: FALSE if the file could not be written
 */
gboolean
ibar_btree_finish (IbarBtree *self)
{
  finish_page (self, TRUE, 0);
  if (self->children->len == 0)
    write_root (self);
  else
    {
      guint32 number = write_page (self->writer, self->page);

      g_array_append_val (self->children, number);
      while (!write_level (self))
        ;
    }
  return self->writer->rc == SQLITE_OK;
}

void
ibar_btree_free (IbarBtree *self)
{
  g_free (self->page);
  g_array_unref (self->children);
  g_array_unref (self->offsets);
  g_byte_array_unref (self->keys);
  g_byte_array_unref (self->cell);
  g_free (self);
}
