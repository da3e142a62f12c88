/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What says whether a file is the very one that was imported last. */
#define G_LOG_DOMAIN "ibar-import"

#include "config.h"

#include "ibar-import-hash.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define CHUNK (1 << 20) /* [bytes] */

static gpointer
hash_file (gpointer path)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (CHUNK);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n;

  if (fd < 0)
    return NULL;
  while ((n = read (fd, buffer, CHUNK)) > 0)
    g_checksum_update (sum, buffer, n);
  close (fd);
  return n == 0 ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

void
ibar_import_hash_start (IbarImportHash *self, const char *path)
{
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return;
  self->path = g_strdup (path);
  self->thread = g_thread_new ("ibar-hash", hash_file, self->path);
}

const char *
ibar_import_hash_get (IbarImportHash *self)
{
  if (self->thread != NULL)
    self->text = g_thread_join (g_steal_pointer (&self->thread));
  return self->text;
}

void
ibar_import_hash_clear (IbarImportHash *self)
{
  ibar_import_hash_get (self);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->text, g_free);
}
