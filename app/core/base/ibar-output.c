/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a result goes: stdout, memory, or a file that is there whole or not at all.
 *
 * A file is written under another name in the same folder and renamed at the end; whatever stood
 * there before stays until then, and stays if anything fails. */

#define G_LOG_DOMAIN "ibar-output"

#include "config.h"

#include "ibar-output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-error.h"

struct _IbarOutput
{
  char *path; /* (owned) (nullable) NULL: stdout */
  char *part; /* (owned) (nullable) the file written; gone once it was renamed */
  FILE *file;
  char *text; /* in memory: malloc()ed by the C library, whole after a flush */
  size_t size;
};

static gboolean
fail_at (const char *path, int number, GError **error)
{
  IbarError code = IBAR_ERROR_FAILED;

  if (number == ENOSPC || number == EDQUOT)
    code = IBAR_ERROR_FULL;
  else if (number == EACCES || number == EPERM || number == EROFS)
    code = IBAR_ERROR_PERMISSION;
  else if (number == ENOENT || number == ENOTDIR)
    code = IBAR_ERROR_NOT_FOUND;
  g_set_error (error, IBAR_ERROR, code, _ ("“%s” cannot be written: %s"), path,
               g_strerror (number));
  return FALSE;
}

static gboolean
fail (IbarOutput *self, int number, GError **error)
{
  return fail_at (self->path != NULL ? self->path : "stdout", number, error);
}

/**
 * ibar_output_open:
 * @path: (nullable): a file; NULL or "-" for stdout
 * @error: return location
 *
 * Returns: (transfer full) (nullable): where to write, or NULL with @error set
 *
 * Errors: %IBAR_ERROR_NOT_FOUND if the folder does not exist, %IBAR_ERROR_PERMISSION,
 * %IBAR_ERROR_FULL.
 */
IbarOutput *
ibar_output_open (const char *path, GError **error)
{
  g_autoptr (IbarOutput) self = g_new0 (IbarOutput, 1);
  int fd;

  if (path == NULL || strcmp (path, "-") == 0)
    {
      self->file = stdout;
      return g_steal_pointer (&self);
    }
  self->path = g_strdup (path);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      fail (self, EISDIR, error);
      return NULL;
    }
  self->part = g_strconcat (path, ".XXXXXX", NULL);
  fd = g_mkstemp_full (self->part, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      int number = errno;

      g_clear_pointer (&self->part, g_free);
      fail (self, number, error);
      return NULL;
    }
  self->file = fdopen (fd, "w");
  if (self->file == NULL)
    {
      fail (self, errno, error);
      close (fd);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * ibar_output_open_memory:
 *
 * Returns: (transfer full): an output whose text ibar_output_take_text() gives after
 * ibar_output_finish()
 */
IbarOutput *
ibar_output_open_memory (void)
{
  IbarOutput *self = g_new0 (IbarOutput, 1);

  self->file = open_memstream (&self->text, &self->size);
  if (self->file == NULL)
    g_error ("open_memstream: %s", g_strerror (errno));
  return self;
}

/**
 * ibar_output_take_text:
 * @self: an output from ibar_output_open_memory() that was finished
 *
 * Returns: (transfer full): what was written, NUL at the end
 */
char *
ibar_output_take_text (IbarOutput *self)
{
  g_return_val_if_fail (self != NULL && self->text != NULL, NULL);
  return g_strndup (self->text, self->size);
}

/**
 * ibar_output_write:
 * @self: an output
 * @data: (array length=size): what to add
 * @size: [bytes]
 * @error: return location
 *
 * Returns: FALSE with @error set if it could not be written
 */
gboolean
ibar_output_write (IbarOutput *self, gconstpointer data, gsize size, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (fwrite (data, 1, size, self->file) == size)
    return TRUE;
  return fail (self, errno, error);
}

/**
 * ibar_output_get_file:
 * @self: an output
 *
 * Returns: (transfer none): its stream, for what writes to streams only
 */
FILE *
ibar_output_get_file (IbarOutput *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->file;
}

/**
 * ibar_output_sync:
 * @self: an output to a file
 * @error: return location
 *
 * Waits until what was written is on the disk.
 *
 * Returns: FALSE with @error set if it could not be written
 */
gboolean
ibar_output_sync (IbarOutput *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->file != NULL, FALSE);

  if (fflush (self->file) == 0 && fsync (fileno (self->file)) == 0)
    return TRUE;
  return fail (self, errno, error);
}

/**
 * ibar_output_finish:
 * @self: an output
 * @error: return location
 *
 * Writes what is still in memory and puts the file in its place. Without it, ibar_output_free()
 * leaves everything as it was.
 *
 * Returns: FALSE with @error set if it could not be written
 */
gboolean
ibar_output_finish (IbarOutput *self, GError **error)
{
  int number = 0;

  g_return_val_if_fail (self != NULL && self->file != NULL, FALSE);

  if (fflush (self->file) != 0)
    return fail (self, errno, error);
  if (self->path == NULL)
    return TRUE;
  if (fclose (self->file) != 0)
    number = errno;
  self->file = NULL;
  if (number == 0 && g_rename (self->part, self->path) != 0)
    number = errno;
  if (number != 0)
    return fail (self, number, error);
  g_clear_pointer (&self->part, g_free);
  return TRUE;
}

/**
 * ibar_output_free:
 * @self: an output; what was not finished is removed
 */
void
ibar_output_free (IbarOutput *self)
{
  g_return_if_fail (self != NULL);

  if (self->file != NULL && self->file != stdout)
    fclose (self->file);
  free (self->text);
  if (self->part != NULL)
    g_unlink (self->part);
  g_free (self->part);
  g_free (self->path);
  g_free (self);
}

/**
 * ibar_output_replace:
 * @part: a file beside @path
 * @path: where it belongs
 * @written: whether it is whole
 * @error: return location; where it is not, the caller has set it
 *
 * Puts a file in its place, or takes away what was not written whole.
 *
 * Returns: whether it is in its place
 */
gboolean
ibar_output_replace (const char *part, const char *path, gboolean written, GError **error)
{
  if (written && g_rename (part, path) != 0)
    written = fail_at (path, errno, error);
  if (!written)
    g_unlink (part);
  return written;
}
