/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A cursor over a table ordered by its key, that steps to the next row wanted where it is near and looks it up where
 * it is far: reading everything costs a scan, and a single row a lookup. */

#define G_LOG_DOMAIN "ibar-cursor"

#include "config.h"

#include "ibar-cursor.h"

#include "ibar-collection-private.h"

#define MAX_STEPS 24 /* rows stepped over before a new lookup is cheaper */

gboolean
ibar_cursor_init (IbarCursor *cursor, IbarCollection *collection, const char *name, const char *sql, GError **error)
{
  cursor->stmt = ibar_collection_get_statement (collection, name, sql, error);
  cursor->path = collection->path;
  cursor->row = cursor->begun = FALSE;
  return cursor->stmt != NULL;
}

static gboolean
cursor_step (IbarCursor *cursor, GError **error)
{
  if (!ibar_sqlite_step (cursor->stmt, cursor->path, &cursor->row, error))
    return FALSE;
  if (cursor->row)
    cursor->key = sqlite3_column_int64 (cursor->stmt, 0);
  return TRUE;
}

static gboolean
cursor_look_up (IbarCursor *cursor, gint64 key, GError **error)
{
  sqlite3_reset (cursor->stmt);
  sqlite3_bind_int64 (cursor->stmt, 1, key);
  cursor->begun = TRUE;
  return cursor_step (cursor, error);
}

gboolean
ibar_cursor_seek (IbarCursor *cursor, gint64 key, gboolean *found, GError **error)
{
  gboolean forward = cursor->begun && key > cursor->sought;

  cursor->sought = key;
  for (int steps = 0; forward && cursor->row && cursor->key < key && steps < MAX_STEPS; steps++)
    {
      if (!cursor_step (cursor, error))
        return FALSE;
    }
  /* Going on found it, went beyond, or met the end; else it is far away, or behind. */
  if ((!forward || (cursor->row && cursor->key < key)) && !cursor_look_up (cursor, key, error))
    return FALSE;
  *found = cursor->row && cursor->key == key;
  return TRUE;
}

gboolean
ibar_cursor_next (IbarCursor *cursor, gint64 key, gboolean *found, GError **error)
{
  if (!cursor_step (cursor, error))
    return FALSE;
  *found = cursor->row && cursor->key == key;
  return TRUE;
}

void
ibar_cursor_clear (IbarCursor *cursor)
{
  if (cursor->stmt != NULL)
    sqlite3_reset (cursor->stmt);
}
