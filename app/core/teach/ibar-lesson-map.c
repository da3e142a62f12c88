/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map that a lesson takes along: a region file as it is, in one row. A teacher's own region is on no other
 * computer; the one that comes with the program is on all of them, and stays out.
 *
 * Who opens the lesson decides whether the map is taken out. It then is a file of the reader's own regions, called
 * by what is in it, so that taking it out twice gives one file. */

#define G_LOG_DOMAIN "ibar-lesson-map"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-file-kind.h"
#include "ibar-lesson.h"

#define MOST_BYTES (512 * 1024 * 1024) /* SQLite's own limit is twice that */
#define PIECE (1024 * 1024)
#define DIGITS 16 /* of the checksum, in the file's name */

#define CREATE                                                                                     \
  "CREATE TABLE lesson_map (fid INTEGER PRIMARY KEY, title TEXT NOT NULL, checksum TEXT, data "    \
  "BLOB NOT NULL); INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES "          \
  "('lesson_map', 'attributes', 'lesson_map')"

static gboolean
fail_with_errno (const char *path, GError **error)
{
  int number = errno;

  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, "%s: %s", path, g_strerror (number));
  return FALSE;
}

/* Copies a file into the row's blob, piece by piece, and its checksum beside it. */
static gboolean
fill_blob (IbarCollection *file, const char *path, int fd, gint64 size, char **checksum, GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *piece = g_malloc (PIECE);
  sqlite3_blob *blob = NULL;
  int rc = sqlite3_blob_open (file->db, "main", "lesson_map", "data", 1, TRUE, &blob);
  gint64 done = 0;

  while (rc == SQLITE_OK && done < size && !g_cancellable_is_cancelled (cancellable))
    {
      gssize n = read (fd, piece, (gsize) MIN (PIECE, size - done));

      if (n <= 0)
        {
          sqlite3_blob_close (blob);
          if (n < 0)
            return fail_with_errno (path, error);
          g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("“%s” became shorter while it was read"), path);
          return FALSE;
        }
      g_checksum_update (sum, (const guchar *) piece, n);
      rc = sqlite3_blob_write (blob, piece, (int) n, (int) done);
      done += n;
    }
  if (rc != SQLITE_OK)
    ibar_sqlite_set_error (error, file->db, rc, file->path);
  sqlite3_blob_close (blob);
  *checksum = g_strdup (g_checksum_get_string (sum));
  return rc == SQLITE_OK && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
write_row (IbarCollection *file, const char *path, const char *title, int fd, gint64 size, GCancellable *cancellable,
           GError **error)
{
  g_autofree char *checksum = NULL;
  g_autoptr (sqlite3_stmt) insert = NULL;
  g_autoptr (sqlite3_stmt) update = NULL;

  if (!ibar_sqlite_exec (file->db, file->path, CREATE, error))
    return FALSE;
  insert = ibar_sqlite_prepare (file->db, file->path, "INSERT INTO lesson_map (fid, title, data) VALUES (1, ?1, ?2)",
                                error);
  if (insert == NULL)
    return FALSE;
  ibar_sqlite_bind_text (insert, 1, title);
  sqlite3_bind_zeroblob64 (insert, 2, (sqlite3_uint64) size);
  if (!ibar_sqlite_run (insert, file->path, error) || !fill_blob (file, path, fd, size, &checksum, cancellable, error))
    return FALSE;
  update = ibar_sqlite_prepare (file->db, file->path, "UPDATE lesson_map SET checksum = ?1", error);
  if (update == NULL)
    return FALSE;
  ibar_sqlite_bind_text (update, 1, checksum);
  return ibar_sqlite_run (update, file->path, error);
}

/**
 * ibar_lesson_put_map:
 * @file: a lesson opened for writing, without a map
 * @map: the region to take along
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: whether the region's file is in the lesson
 *
 * Errors: %IBAR_ERROR_TOO_LARGE above 512 MiB, %G_IO_ERROR_CANCELLED; those of reading and writing.
 *
 * Thread: the collection's. Cost: the file's size.
 */
gboolean
ibar_lesson_put_map (IbarCollection *file, IbarRegion *map, GCancellable *cancellable, GError **error)
{
  const char *path = ibar_region_get_path (map);
  struct stat about;
  gboolean ok;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    return fail_with_errno (path, error);
  if (fstat (fd, &about) != 0)
    ok = fail_with_errno (path, error);
  else if (about.st_size > MOST_BYTES)
    {
      g_autofree char *size = g_format_size ((guint64) about.st_size);
      g_autofree char *most = g_format_size (MOST_BYTES);

      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                   _ ("The map “%1$s” is %2$s; a lesson takes along at most %3$s"), path, size, most);
      ok = FALSE;
    }
  else
    ok = write_row (file, path, ibar_region_get_title (map), fd, about.st_size, cancellable, error);
  close (fd);
  return ok;
}

/* Title, size and checksum of the map in a file; NULL if there is none. */
static char *
read_map (IbarCollection *file, gint64 *size, char **checksum)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      file->db, file->path, "SELECT title, length (data), checksum FROM lesson_map WHERE fid = 1", NULL);
  gboolean row = FALSE;

  if (stmt == NULL || !ibar_sqlite_step (stmt, file->path, &row, NULL) || !row)
    return NULL;
  if (size != NULL)
    *size = sqlite3_column_int64 (stmt, 1);
  if (checksum != NULL)
    *checksum = ibar_sqlite_dup_text (stmt, 2);
  return ibar_sqlite_dup_text (stmt, 0);
}

/**
 * ibar_lesson_dup_map:
 * @file: a collection
 * @size: (out) (optional): of the map [bytes]
 *
 * Returns: (transfer full) (nullable): the title of the map that the lesson took along, NULL if there is none
 *
 * Thread: the collection's.
 */
char *
ibar_lesson_dup_map (IbarCollection *file, gint64 *size)
{
  return read_map (file, size, NULL);
}

/**
 * ibar_lesson_dup_map_path:
 * @file: a collection
 *
 * Returns: (transfer full) (nullable): where the lesson's map is once it was taken out; NULL if it has none
 *
 * Thread: the collection's.
 */
char *
ibar_lesson_dup_map_path (IbarCollection *file)
{
  g_autofree char *checksum = NULL;
  g_autofree char *title = read_map (file, NULL, &checksum);
  g_autofree char *name = NULL;

  if (title == NULL || checksum == NULL || strlen (checksum) < DIGITS
      || strspn (checksum, "0123456789abcdef") != strlen (checksum))
    return NULL;
  name = g_strdup_printf ("lesson-%.*s.gpkg", DIGITS, checksum);
  return g_build_filename (g_get_user_data_dir (), "ibar", "regions", name, NULL);
}

static gboolean
empty_blob (IbarCollection *file, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *piece = g_malloc (PIECE);
  sqlite3_blob *blob = NULL;
  int rc = sqlite3_blob_open (file->db, "main", "lesson_map", "data", 1, FALSE, &blob);
  int fd = rc == SQLITE_OK ? g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
  gboolean ok = fd >= 0;

  for (int done = 0; ok && rc == SQLITE_OK && done < sqlite3_blob_bytes (blob) && !g_cancellable_is_cancelled (cancellable);)
    {
      int n = MIN (PIECE, sqlite3_blob_bytes (blob) - done);

      rc = sqlite3_blob_read (blob, piece, n, done);
      ok = rc != SQLITE_OK || write (fd, piece, (gsize) n) == n;
      done += n;
    }
  if (rc != SQLITE_OK)
    ibar_sqlite_set_error (error, file->db, rc, file->path);
  else if (!ok)
    fail_with_errno (path, error);
  if (fd >= 0 && close (fd) != 0 && ok && rc == SQLITE_OK)
    ok = fail_with_errno (path, error);
  sqlite3_blob_close (blob);
  return ok && rc == SQLITE_OK && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * ibar_lesson_take_map:
 * @file: a lesson with a map
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Takes the map out of a lesson, into the reader's own regions; one that is there already stays.
 *
 * Returns: (transfer full) (nullable): the region file
 *
 * Errors: %IBAR_ERROR_NOT_FOUND if there is no map, %IBAR_ERROR_DATA if what is there is none, %G_IO_ERROR_CANCELLED;
 * those of writing.
 *
 * Thread: the collection's. Cost: the map's size.
 */
char *
ibar_lesson_take_map (IbarCollection *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = ibar_lesson_dup_map_path (file);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autofree char *part = g_strdup_printf ("%s.part-%u.gpkg", path, g_random_int ());
  gboolean ok;

  if (path == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("“%s” has no map"), file->path);
      return NULL;
    }
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  ok = (g_mkdir_with_parents (folder, 0700) == 0 || fail_with_errno (folder, error))
       && empty_blob (file, part, cancellable, error);
  if (ok && ibar_file_kind_guess (part) != IBAR_FILE_REGION)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("What “%s” has as its map is no map of this program"),
                   file->path);
      ok = FALSE;
    }
  ok = ok && (g_rename (part, path) == 0 || fail_with_errno (path, error));
  if (!ok)
    g_unlink (part);
  return ok ? g_steal_pointer (&path) : NULL;
}
