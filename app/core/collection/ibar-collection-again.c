/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A second connection to a collection's file, for a thread of its own: loading and searching go on while
 * the first reads titles for the list. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-collection"

#include "ibar-collection-private.h"

/**
 * ibar_collection_open_again:
 * @self: an open collection
 * @error: return location for an error
 *
 * Opens the same file once more, for reading.
 *
 * Returns: (transfer full) (nullable): a collection that belongs to whoever asked
 *
 * **Errors:** those of ibar_collection_open()
 * **Thread:** any
 */
IbarCollection *
ibar_collection_open_again (IbarCollection *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return ibar_collection_open (self->path, (self->flags & IBAR_COLLECTION_IMMUTABLE) | IBAR_COLLECTION_UNLOCKED, error);
}
