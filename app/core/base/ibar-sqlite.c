/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQLite with GError: result codes become our codes and messages that name the file. */

#define G_LOG_DOMAIN "ibar-sqlite"

#include "config.h"

#include "ibar-sqlite.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define OPS_BETWEEN_CHECKS 2000 /* virtual machine steps, some tens of microseconds */

static int
check_cancelled_cb (gpointer user_data)
{
  return g_cancellable_is_cancelled (user_data);
}

/* What a person can do about it comes first; SQLite's own words follow where they help. */
static void
set_error_for_code (GError **error, int rc, const char *path, const char *detail)
{
  if (rc == SQLITE_READONLY_ROLLBACK || rc == SQLITE_READONLY_RECOVERY)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_BUSY,
                   _ ("“%s” has a change that another program did not finish (the file ending in "
                      "-journal beside it); open it for writing once to undo that change"),
                   path);
      return;
    }
  switch (rc & 0xff)
    {
    case SQLITE_CORRUPT:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT, _ ("“%s” is damaged: %s"), path, detail);
      break;
    case SQLITE_NOTADB:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_DATABASE,
                   _ ("“%s” is not an SQLite database"), path);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_BUSY,
                   _ ("“%s” is locked by another program; finish there and try again"), path);
      break;
    case SQLITE_READONLY:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY,
                   _ ("“%s” may only be read, and cannot be changed"), path);
      break;
    case SQLITE_FULL:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FULL,
                   _ ("There is no room left on the device that holds “%s”"), path);
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION, _ ("“%s” cannot be opened: %s"), path,
                   detail);
      break;
    case SQLITE_INTERRUPT:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_CANCELLED, _ ("Stopped while reading “%s”"), path);
      break;
    case SQLITE_TOOBIG:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE, _ ("“%s”: %s"), path, detail);
      break;
    case SQLITE_CONSTRAINT:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("“%s” cannot hold this: %s"), path,
                   detail);
      break;
    default:
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("Reading or writing “%s” failed: %s"),
                   path, detail);
      break;
    }
}

/**
 * ibar_sqlite_set_error:
 * @error: return location
 * @db: (nullable): the connection it happened on
 * @rc: SQLite's result code
 * @path: the file's name, for the message
 *
 * Turns a result code into an error of ours.
 */
void
ibar_sqlite_set_error (GError **error, sqlite3 *db, int rc, const char *path)
{
  const char *detail = sqlite3_errstr (rc);

  if (db != NULL && (sqlite3_errcode (db) & 0xff) == (rc & 0xff))
    detail = sqlite3_errmsg (db);
  /* The statements are ours: a column that a table of ours lacks was lost to damage. */
  if (rc == SQLITE_IOERR_SHORT_READ
      || (rc == SQLITE_ERROR && g_str_has_prefix (detail, "no such column")))
    rc = SQLITE_CORRUPT;
  set_error_for_code (error, rc, path, detail);
}

/**
 * ibar_sqlite_exec:
 * @db: a connection
 * @path: the file's name, for messages
 * @sql: one statement or several
 * @error: return location
 *
 * Returns: FALSE with @error set if any of them failed
 */
gboolean
ibar_sqlite_exec (sqlite3 *db, const char *path, const char *sql, GError **error)
{
  int rc = sqlite3_exec (db, sql, NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  ibar_sqlite_set_error (error, db, sqlite3_extended_errcode (db), path);
  return FALSE;
}

/**
 * ibar_sqlite_prepare:
 * @db: a connection
 * @path: the file's name, for messages
 * @sql: one statement
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the statement, or NULL with @error set
 */
sqlite3_stmt *
ibar_sqlite_prepare (sqlite3 *db, const char *path, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);

  if (rc != SQLITE_OK)
    ibar_sqlite_set_error (error, db, sqlite3_extended_errcode (db), path);
  return stmt;
}

/**
 * ibar_sqlite_step:
 * @stmt: a statement
 * @path: the file's name, for messages
 * @row: (out): whether there is a row; FALSE at the end
 * @error: return location
 *
 * Goes to the next row. The statement is reset at the end and after an error.
 *
 * Returns: FALSE with @error set if it failed
 */
gboolean
ibar_sqlite_step (sqlite3_stmt *stmt, const char *path, gboolean *row, GError **error)
{
  int rc = sqlite3_step (stmt);

  *row = rc == SQLITE_ROW;
  if (rc == SQLITE_ROW)
    return TRUE;
  if (rc != SQLITE_DONE)
    {
      sqlite3 *db = sqlite3_db_handle (stmt);

      ibar_sqlite_set_error (error, db, sqlite3_extended_errcode (db), path);
    }
  sqlite3_reset (stmt);
  return rc == SQLITE_DONE;
}

/**
 * ibar_sqlite_run:
 * @stmt: a statement with its parameters bound
 * @path: the file's name, for messages
 * @error: return location
 *
 * Runs a statement to its end and resets it; its parameters stay bound.
 *
 * Returns: FALSE with @error set if it failed
 */
gboolean
ibar_sqlite_run (sqlite3_stmt *stmt, const char *path, GError **error)
{
  gboolean row = TRUE;

  while (row)
    {
      if (!ibar_sqlite_step (stmt, path, &row, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ibar_sqlite_dup_text:
 * @stmt: a statement at a row
 * @column: a column
 *
 * Text as it may be shown: files of strangers hold bytes that are no UTF-8.
 *
 * Returns: (transfer full) (nullable): valid UTF-8, NULL for NULL
 */
char *
ibar_sqlite_dup_text (sqlite3_stmt *stmt, int column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);

  return text != NULL ? g_utf8_make_valid (text, sqlite3_column_bytes (stmt, column)) : NULL;
}

/**
 * ibar_sqlite_dup_text_or_empty:
 * @stmt: a statement at a row
 * @column: a column
 *
 * Returns: (transfer full): as ibar_sqlite_dup_text(), "" for NULL
 */
char *
ibar_sqlite_dup_text_or_empty (sqlite3_stmt *stmt, int column)
{
  char *text = ibar_sqlite_dup_text (stmt, column);

  return text != NULL ? text : g_strdup ("");
}

/**
 * ibar_sqlite_bind_text:
 * @stmt: a statement
 * @index: a parameter, from 1
 * @text: (nullable): what it becomes; copied
 */
void
ibar_sqlite_bind_text (sqlite3_stmt *stmt, int index, const char *text)
{
  /* A copy of our own: SQLite's could fail for want of memory, and leave NULL behind without a word. */
  sqlite3_bind_text (stmt, index, g_strdup (text), -1, g_free);
}

/**
 * ibar_sqlite_set_cancellable:
 * @db: a connection
 * @cancellable: (nullable): asked while statements run; NULL: no longer. Must live until then.
 */
void
ibar_sqlite_set_cancellable (sqlite3 *db, GCancellable *cancellable)
{
  sqlite3_progress_handler (db, cancellable != NULL ? OPS_BETWEEN_CHECKS : 0,
                            cancellable != NULL ? check_cancelled_cb : NULL, cancellable);
}

/**
 * ibar_sqlite_make_uri:
 * @path: a file
 * @query: (nullable): how it is opened, as in "immutable=1"
 *
 * Returns: (transfer full): its address for SQLITE_OPEN_URI, and for ATTACH
 */
char *
ibar_sqlite_make_uri (const char *path, const char *query)
{
  g_autofree char *escaped = g_uri_escape_string (path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);

  return g_strconcat ("file:", escaped, query != NULL ? "?" : NULL, query, NULL);
}

/**
 * ibar_sqlite_open_immutable:
 * @path: a file that nobody changes
 * @db: (out): its connection, to be closed whatever is returned
 *
 * Opens somebody's file to be read; nothing is written beside it, not even a log, and its schema reaches nothing outside.
 *
 * Returns: an SQLite result code
 */
int
ibar_sqlite_open_immutable (const char *path, sqlite3 **db)
{
  g_autofree char *uri = ibar_sqlite_make_uri (path, "immutable=1");
  int rc = sqlite3_open_v2 (uri, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);

  if (rc == SQLITE_OK)
    sqlite3_exec (*db, "PRAGMA trusted_schema = 0; PRAGMA cell_size_check = 1", NULL, NULL, NULL);
  return rc;
}
