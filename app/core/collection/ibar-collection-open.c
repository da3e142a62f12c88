/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening a collection, whatever the file turns out to be.
 *
 * Everything that can be wrong with a file is found out before it is used, in a time that does not
 * grow with its size: what kind of thing it is, its first hundred bytes (SQLite's header: page size
 * and count against the file's length), the schema's version, and that every table and column we
 * read is there. Small files are checked page by page besides. What only shows later comes as an
 * error of the query that meets it.
 *
 * Nothing is written by looking. A rollback-journal file opened read-only is left alone by SQLite
 * itself; a file in write-ahead mode would get a -shm beside it, so without a -wal it is opened
 * immutable, and with a -wal that nobody has open it is refused for reading. */

#define G_LOG_DOMAIN "ibar-collection-open"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <glib/gstdio.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-gpkg.h"

#define MAGIC "SQLite format 3" /* and a NUL: 16 bytes */
#define HEADER_SIZE 100
#define GPKG_APPLICATION_ID 0x47504B47u
#define BUSY_TIMEOUT 900                    /* [ms] */
#define QUICK_CHECK_LIMIT (4 * 1024 * 1024) /* [bytes], about 10 ms */

/* What we read; a file that lacks one of these is none of ours, whatever it says. */
static const char *const needed_columns[] = {
  "dataset (fid, id, name, version, licence, citation, redistributable)",
  "place (fid, geom, id, name, kind, municipality, precision, uncertainty_m, coordinate_source)",
  "place_name (place_fid, form, name)",
  "actor (fid, id, parent_fid, name, kind)",
  "actor_name (actor_fid, form, name)",
  "event_type (fid, id, label, definition, family)",
  "event (fid, geom, id, dataset_fid, external_id, title, summary, contested_note, date_start, "
  "date_end, date_precision, type_fid, place_fid, confidence, vanished)",
  "event_actor (event_fid, actor_fid, role)",
  "source (fid, id, publisher, title, date, url, language, note)",
  "event_source (event_fid, source_fid, rank, used_for_numbers)",
  "casualty (fid, event_fid, kind, actor_fid, group_name, parent_group, low, best, high, note)",
  "casualty_source (casualty_fid, source_fid)",
  "raw_row (event_fid, line, row)",
  "saved_view (fid, name, filter, longitude, latitude, zoom, rotation, note)",
  "story (fid, id, title)",
  "story_step (fid, story_fid, position)",
  "change_log (fid, at, action)",
  "event_text (rowid, title, summary)",
  "name_text (rowid, name, owner)",
};

static guint32
read_be32 (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

static gboolean
fail_errno (const char *path, int number, GError **error)
{
  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("There is no file “%s”"), path);
      break;
    case EACCES:
    case EPERM:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION,
                   _ ("You have no permission to read “%s”"), path);
      break;
    default:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("“%s” cannot be opened: %s"), path,
                   g_strerror (number));
      break;
    }
  return FALSE;
}

/* What a file that is not SQLite looks like, so that its owner recognises it. */
static char *
describe_bytes (const guint8 *bytes, gsize size)
{
  static const struct
  {
    const char *magic;
    gsize length;
    const char *name;
  } kinds[] = {
    { "PK\x03\x04", 4, "ZIP (XLSX, ODS, KMZ)" },
    { "\x1f\x8b", 2, "gzip" },
    { "%PDF", 4, "PDF" },
    { "\x89PNG", 4, "PNG" },
    { "<?xml", 5, "XML" },
    { "<", 1, "XML" },
    { "{", 1, "JSON" },
    { "[", 1, "JSON" },
  };
  gboolean printable = size > 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (size >= kinds[i].length && memcmp (bytes, kinds[i].magic, kinds[i].length) == 0)
        return g_strdup_printf (_ ("it looks like %s"), kinds[i].name);
    }
  for (gsize i = 0; i < size; i++)
    printable = printable && (bytes[i] >= 32 || g_ascii_isspace ((char) bytes[i]));
  if (printable)
    return g_strdup (_ ("it looks like text"));
  return g_strdup (_ ("its first bytes are of another kind"));
}

static gboolean
has_journal (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  GStatBuf info;

  return g_stat (journal, &info) == 0 && info.st_size > 0;
}

static gboolean
check_header (const char *path,
              const guint8 *header,
              gsize size,
              gint64 file_size,
              gboolean *wal,
              GError **error)
{
  guint32 page_size, n_pages;

  if (file_size == 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_DATABASE,
                   _ ("“%s” is empty; expected a GeoPackage"), path);
      return FALSE;
    }
  if (memcmp (header, MAGIC, MIN (size, sizeof MAGIC)) != 0)
    {
      g_autofree char *found = describe_bytes (header, size);

      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_DATABASE,
                   _ ("“%s” is not an SQLite database: %s; expected a GeoPackage"),
                   path, found);
      return FALSE;
    }
  page_size = size >= HEADER_SIZE ? (guint32) header[16] << 8 | header[17] : 0;
  if (page_size == 1)
    page_size = 65536;
  if (page_size < 512 || (page_size & (page_size - 1)) != 0 || file_size < page_size)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT,
                   _ ("“%s” is damaged: its header is cut off or wrong"), path);
      return FALSE;
    }
  *wal = header[18] == 2 || header[19] == 2;
  /* The page count counts only if the last writer kept it; before SQLite 3.7 none did. With a journal
   * beside it the header may be that of a change which SQLite will roll back. */
  n_pages = read_be32 (header + 28);
  if (!*wal && read_be32 (header + 24) == read_be32 (header + 92) && !has_journal (path)
      && (gint64) n_pages * page_size > file_size)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT,
                   _ ("“%s” is cut off: it has %" PRId64 " bytes and should have "
                      "%" PRId64),
                   path, file_size, (gint64) n_pages * page_size);
      return FALSE;
    }
  return TRUE;
}

gboolean
ibar_collection_check_file (const char *path, gboolean *wal, GError **error)
{
  guint8 header[HEADER_SIZE] = { 0 };
  struct stat info;
  gssize size;
  int fd;

  *wal = FALSE;
  /* O_NONBLOCK: a FIFO would wait for a writer. */
  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0)
    return fail_errno (path, errno, error);
  if (fstat (fd, &info) != 0)
    {
      fail_errno (path, errno, error);
      close (fd);
      return FALSE;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_FILE,
                   S_ISDIR (info.st_mode) ? _ ("“%s” is a folder; expected a file")
                                          : _ ("“%s” is not a regular file"),
                   path);
      close (fd);
      return FALSE;
    }
  size = read (fd, header, sizeof header);
  close (fd);
  if (size < 0)
    return fail_errno (path, errno, error);
  return check_header (path, header, (gsize) size, info.st_size, wal, error);
}

gboolean
ibar_collection_read_version (sqlite3 *db, const char *path, int *version, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  gboolean row;

  *version = -1;
  stmt = ibar_sqlite_prepare (db, path,
                              "SELECT name FROM sqlite_schema WHERE type = 'table' "
                              "AND name IN ('ibar_info', 'gpkg_contents') ORDER BY name DESC",
                              error);
  if (stmt == NULL || !ibar_sqlite_step (stmt, path, &row, error))
    return FALSE;
  if (!row || strcmp ((const char *) sqlite3_column_text (stmt, 0), "ibar_info") != 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_COLLECTION,
                   row ? _ ("“%s” is a GeoPackage, but not a collection; import it into one")
                       : _ ("“%s” is an SQLite database of another kind, not a collection"),
                   path);
      return FALSE;
    }
  g_clear_pointer (&stmt, sqlite3_finalize);
  stmt = ibar_sqlite_prepare (
      db, path, "SELECT CAST (value AS INTEGER) FROM ibar_info WHERE key = 'schema_version'",
      error);
  if (stmt == NULL || !ibar_sqlite_step (stmt, path, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_COLLECTION,
                   _ ("“%s” does not say which version of the schema it has"), path);
      return FALSE;
    }
  *version = sqlite3_column_int (stmt, 0);
  return TRUE;
}

/* Table names and columns by preparing a query, which reads no row. */
static gboolean
check_tables (sqlite3 *db, const char *path, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed_columns); i++)
    {
      g_auto (GStrv) parts = g_strsplit_set (needed_columns[i], "()", 3);
      g_autofree char *sql
          = g_strdup_printf ("SELECT %s FROM %s LIMIT 0", parts[1], g_strstrip (parts[0]));
      g_autoptr (GError) local = NULL;
      g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (db, path, sql, &local);

      if (stmt != NULL)
        continue;
      if (g_error_matches (local, IBAR_ERROR, IBAR_ERROR_FAILED))
        g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_COLLECTION,
                     _ ("“%s” is not a whole collection: %s"), path, sqlite3_errmsg (db));
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_pages (sqlite3 *db, const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (db, path, "PRAGMA quick_check (1)", &local);
  const char *found = NULL;
  gboolean row;

  if (stmt != NULL && ibar_sqlite_step (stmt, path, &row, &local))
    found = row ? (const char *) sqlite3_column_text (stmt, 0) : "";
  /* Newer SQLite asks the text and box indexes too, and these stumble over damage in words of their own. */
  else if (g_error_matches (local, IBAR_ERROR, IBAR_ERROR_FAILED))
    found = sqlite3_errmsg (db);
  else
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (g_strcmp0 (found, "ok") == 0)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT, _ ("“%s” is damaged: %s"), path, found);
  return FALSE;
}

static gboolean
check_schema (sqlite3 *db, const char *path, GError **error)
{
  GStatBuf info;

  if (!check_tables (db, path, error))
    return FALSE;
  if (g_stat (path, &info) == 0 && info.st_size <= QUICK_CHECK_LIMIT)
    return check_pages (db, path, error);
  return TRUE;
}

/* A file in write-ahead mode, opened for reading: immutable where no log is, as it is where the
 * log's writer has it open, and not at all where a log was left behind. */
static gboolean
check_wal (const char *path, gboolean *immutable, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  GStatBuf info;

  if (g_stat (wal, &info) != 0 || info.st_size == 0)
    {
      *immutable = TRUE;
      return TRUE;
    }
  if (g_file_test (shm, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_BUSY,
               _ ("“%s” has changes in “%s” that another program did not finish; open it there, or "
                  "open it here for writing"),
               path, wal);
  return FALSE;
}

static gboolean
configure (sqlite3 *db, const char *path, gboolean writable, GError **error)
{
  sqlite3_busy_timeout (db, BUSY_TIMEOUT);
  sqlite3_extended_result_codes (db, 1);
  /* A stranger's file must not reach outside from its views. Its triggers may: SQLite 3.40 takes an
   * R*Tree for unsafe in them. */
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, writable ? 1 : 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  if (ibar_gpkg_register_functions (db) != SQLITE_OK)
    {
      ibar_sqlite_set_error (error, db, sqlite3_errcode (db), path);
      return FALSE;
    }
  return ibar_sqlite_exec (
      db, path,
      writable ? "PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384; PRAGMA foreign_keys = ON"
               : "PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384; PRAGMA query_only = ON",
      error);
}

static gboolean
check_version (IbarCollection *self, GError **error)
{
  int version;

  if (!ibar_collection_read_version (self->db, self->path, &version, error))
    return FALSE;
  if (version > IBAR_SCHEMA_VERSION)
    {
      g_set_error (
          error, IBAR_ERROR, IBAR_ERROR_NEWER,
          _ ("“%s” was written by a newer version of Ibar (schema %d; this one knows up to "
             "%d)"),
          self->path, version, IBAR_SCHEMA_VERSION);
      return FALSE;
    }
  if (version == IBAR_SCHEMA_VERSION)
    return TRUE;
  if ((self->flags & IBAR_COLLECTION_READ_WRITE) == 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY,
                   _ ("“%s” has an older schema (%d) and must be opened for writing once, to be "
                      "brought up to date"),
                   self->path, version);
      return FALSE;
    }
  return ibar_collection_migrate (self->db, self->path, version, IBAR_SCHEMA_VERSION, NULL, 0,
                                  error);
}

/* Its author's wish; a copy is without it, so this is a reminder and no lock. */
static gboolean
check_may_write (IbarCollection *self, GError **error)
{
  g_autofree char *read_only = ibar_collection_dup_info (self, "read_only");

  if (g_strcmp0 (read_only, "yes") != 0)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY,
               _ ("“%s” was made read-only by its author; save a copy to change it"), self->path);
  return FALSE;
}

/**
 * ibar_collection_open:
 * @path: a file
 * @flags: how; by default for reading only
 * @error: return location
 *
 * Opens a collection. Nothing is written by opening it for reading: no byte of the file, and no
 * file beside it. Opened for writing, a file of an older schema is brought up to date after a
 * backup.
 *
 * Returns: (transfer full) (nullable): the collection, or NULL with @error set
 *
 * Errors: %IBAR_ERROR_NOT_FOUND, _PERMISSION, _NOT_A_FILE, _NOT_A_DATABASE, _NOT_A_COLLECTION,
 * _CORRUPT, _NEWER, _BUSY (after at most a second), _READ_ONLY.
 *
 * Thread: any; the collection then belongs to one thread at a time.
 *
 * Cost: O(1) of the file's size: 2 ms for 131 events.
 */
IbarCollection *
ibar_collection_open (const char *path, IbarCollectionFlags flags, GError **error)
{
  g_autoptr (IbarCollection) self = NULL;
  g_autofree char *uri = NULL;
  gboolean writable = (flags & IBAR_COLLECTION_READ_WRITE) != 0;
  gboolean immutable = (flags & IBAR_COLLECTION_IMMUTABLE) != 0 && !writable;
  gboolean wal;
  int rc;

  g_return_val_if_fail (path != NULL, NULL);

  if (!ibar_collection_check_file (path, &wal, error))
    return NULL;
  if (!writable && !immutable && wal && !check_wal (path, &immutable, error))
    return NULL;

  self = ibar_collection_alloc (path, flags);
  uri = ibar_sqlite_make_uri (self->path, immutable ? "immutable=1" : NULL);
  rc = sqlite3_open_v2 (uri, &self->db,
                        SQLITE_OPEN_URI | (writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY)
                            | ((flags & IBAR_COLLECTION_UNLOCKED) ? SQLITE_OPEN_NOMUTEX : 0),
                        NULL);
  if (rc != SQLITE_OK)
    {
      ibar_sqlite_set_error (error, self->db, rc, self->path);
      return NULL;
    }
  if (writable && sqlite3_db_readonly (self->db, "main")) /* SQLite made do with reading */
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY,
                   _ ("You have no permission to change “%s”"), self->path);
      return NULL;
    }
  if (!configure (self->db, self->path, writable, error) || !check_version (self, error)
      || ((flags & IBAR_COLLECTION_UNFINISHED) == 0 && !check_schema (self->db, self->path, error))
      || (writable && !check_may_write (self, error)))
    return NULL;
  ibar_collection_has_changed (self); /* remember what it is now */
  return g_steal_pointer (&self);
}
