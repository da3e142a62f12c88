/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What text is read from. A plain file is read without GDAL, whose libraries take longer to load than a small table to
 * import.
 */
#define G_LOG_DOMAIN "ibar-import"

#include "config.h"

#include "ibar-import-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ibar-gdal.h"

struct _IbarImportFile
{
  int       fd;     /* -1: GDAL's */
  VSILFILE *member; /* (nullable) */
  gboolean  failed; /* a read gave an error, not the end */
  gint64    n_read, size; /* size: 0 where unknown */
};

static IbarImportFile *
open_member (const char *path)
{
  VSILFILE *member = VSIFOpenL (path, "rb");
  VSIStatBufL status;
  IbarImportFile *self;

  if (member == NULL)
    return NULL;
  self = g_new0 (IbarImportFile, 1);
  self->fd = -1;
  self->member = member;
  /* A stream's size is found by reading it: what is wrong with it is told when its text is read. */
  CPLPushErrorHandler (CPLQuietErrorHandler);
  if (VSIStatL (path, &status) == 0)
    self->size = status.st_size;
  CPLPopErrorHandler ();
  return self;
}

IbarImportFile *
ibar_import_file_open (const char *path)
{
  struct stat status;
  IbarImportFile *self;
  int fd;

  if (g_str_has_prefix (path, "/vsi"))
    return open_member (path);
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return NULL;
  self = g_new0 (IbarImportFile, 1);
  self->fd = fd;
  if (fstat (fd, &status) == 0)
    self->size = status.st_size;
  return self;
}

/* GDAL does not say of every member that it has ended: one that gives less without a complaint has. */
static gsize
read_member (IbarImportFile *self, void *bytes, gsize n)
{
  gsize got;

  CPLPushErrorHandler (CPLQuietErrorHandler);
  CPLErrorReset ();
  got = VSIFReadL (bytes, 1, n, self->member);
  self->failed = got < n && CPLGetLastErrorType () >= CE_Failure;
  CPLPopErrorHandler ();
  return got;
}

gsize
ibar_import_file_read (IbarImportFile *self, void *bytes, gsize n)
{
  gsize got = 0;

  if (self->member != NULL)
    return read_member (self, bytes, n);
  while (got < n)
    {
      gssize some = read (self->fd, (char *) bytes + got, n - got);

      if (some < 0 && errno == EINTR)
        continue;
      self->failed = some < 0;
      if (some <= 0)
        break;
      got += (gsize) some;
    }
  self->n_read += (gint64) got;
  return got;
}

gboolean
ibar_import_file_is_at_end (IbarImportFile *self)
{
  return !self->failed;
}

void
ibar_import_file_rewind (IbarImportFile *self)
{
  if (self->member != NULL)
    VSIFSeekL (self->member, 0, SEEK_SET);
  else
    self->failed = lseek (self->fd, 0, SEEK_SET) != 0;
  self->n_read = 0;
}

double
ibar_import_file_get_fraction (IbarImportFile *self)
{
  gint64 at = self->member != NULL ? (gint64) VSIFTellL (self->member) : self->n_read;

  return self->size > 0 ? MIN (1.0, (double) at / (double) self->size) : 0;
}

void
ibar_import_file_close (IbarImportFile *self)
{
  if (self->member != NULL)
    VSIFCloseL (self->member);
  else
    close (self->fd);
  g_free (self);
}
