/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-collection.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* A statement ordered by its first column, and where it stands. */
typedef struct
{
  sqlite3_stmt *stmt;
  const char   *path;
  gint64        key;    /* of the current row */
  gboolean      row;    /* whether there is one */
  gint64        sought; /* the last key asked for */
  gboolean      begun;
} IbarCursor;

/* name: a literal; sql: rows from key ?1 on, ordered by key. */
gboolean ibar_cursor_init  (IbarCursor     *cursor,
                            IbarCollection *collection,
                            const char     *name,
                            const char     *sql,
                            GError        **error);
/* To the first row of a key or beyond; *found: whether it is of that key. Keys mostly ascend. */
gboolean ibar_cursor_seek  (IbarCursor     *cursor,
                            gint64          key,
                            gboolean       *found,
                            GError        **error);
/* The next row of the same key. */
gboolean ibar_cursor_next  (IbarCursor     *cursor,
                            gint64          key,
                            gboolean       *found,
                            GError        **error);
/* A statement that stands at a row holds a lock on the file. */
void     ibar_cursor_clear (IbarCursor     *cursor);

G_END_DECLS
