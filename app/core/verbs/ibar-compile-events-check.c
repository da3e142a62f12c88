/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the readers of the curated tables share: small checks, each of which says what is wrong with
 * its file and line, and writing into the new collection. */

#define G_LOG_DOMAIN "ibar-compile-events-check"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-compile-events-private.h"

/* Small checks ----------------------------------------------------------------------------------
 */

const char *
ibar_compile_or_null (const char *text)
{
  return text[0] != '\0' ? text : NULL;
}

gboolean
ibar_compile_is_one_of (const IbarTableRow *row,
                        const char *column,
                        const char *text,
                        const char *const *values)
{
  g_autofree char *list = NULL;

  if (g_strv_contains (values, text))
    return TRUE;
  list = g_strjoinv (", ", (char **) values);
  ibar_table_row_problem (row, _ ("%s: “%s” is unknown; expected one of %s"), column, text, list);
  return FALSE;
}

/* Ids are cited, stand in filter texts and on command lines: no blanks, no commas, no quotes. */
gboolean
ibar_compile_check_id (const IbarTableRow *row, const char *column, const char *id)
{
  if (id[0] == '\0')
    {
      ibar_table_row_problem (row, _ ("%s is empty"), column);
      return FALSE;
    }
  for (const char *p = id; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
        {
          ibar_table_row_problem (
              row, _ ("%s: “%s” has other characters than letters, digits, - _ ."), column, id);
          return FALSE;
        }
    }
  return TRUE;
}

/* A new id of a table; its row number is how many there were before. */
gint64
ibar_compile_add_id (const IbarTableRow *row, const char *column, GHashTable *ids)
{
  gint64 fid = (gint64) g_hash_table_size (ids) + 1;

  if (!ibar_compile_check_id (row, column, row->fields[0]))
    return 0;
  if (!g_hash_table_insert (ids, g_strdup (row->fields[0]), GINT_TO_POINTER ((int) fid)))
    {
      ibar_table_row_problem (row, _ ("%s: “%s” is there twice"), column, row->fields[0]);
      return 0;
    }
  return fid;
}

gint64
ibar_compile_find_id (const IbarTableRow *row, const char *column, GHashTable *ids, const char *id)
{
  gint64 fid = GPOINTER_TO_INT (g_hash_table_lookup (ids, id));

  if (fid == 0)
    ibar_table_row_problem (row, _ ("%s: there is no “%s”"), column, id);
  return fid;
}

IbarCompiledEvent *
ibar_compile_find_event (IbarCompiler *self, const IbarTableRow *row)
{
  IbarCompiledEvent *event = g_hash_table_lookup (self->events, row->fields[0]);

  if (event == NULL)
    ibar_table_row_problem (row, _ ("event_id: there is no “%s”"), row->fields[0]);
  return event;
}

gboolean
ibar_compile_add_link (IbarCompiler *self,
                       const IbarTableRow *row,
                       const char *kind,
                       const char *a,
                       const char *b)
{
  char *key = g_strjoin ("\n", kind, row->fields[0], a, b, NULL);

  if (g_hash_table_add (self->links, key))
    return TRUE;
  ibar_table_row_problem (row, _ ("the same link is there twice"));
  return FALSE;
}

gboolean
ibar_compile_parse_double (const IbarTableRow *row,
                           const char *column,
                           const char *text,
                           double least,
                           double most,
                           double *value)
{
  char *end = NULL;

  *value = g_ascii_strtod (text, &end);
  if (text[0] == '\0' || *end != '\0' || !isfinite (*value))
    ibar_table_row_problem (row, _ ("%s: “%s” is not a number"), column, text);
  else if (*value < least || *value > most)
    ibar_table_row_problem (row, _ ("%s: %s is out of range; expected %g to %g"), column, text,
                            least, most);
  else
    return TRUE;
  return FALSE;
}

/* A whole number, or nothing; -1 stands for nothing and for what is wrong. */
gint64
ibar_compile_parse_count (const IbarTableRow *row, const char *column, const char *text)
{
  gint64 value;
  g_autoptr (GError) error = NULL;

  if (text[0] == '\0')
    return -1;
  if (g_ascii_string_to_signed (text, 10, 0, 10 * 1000 * 1000, &value, &error))
    return value;
  ibar_table_row_problem (row, _ ("%s: “%s” is not a number of persons"), column, text);
  return -1;
}

/* Writing ---------------------------------------------------------------------------------------
 */

sqlite3_stmt *
ibar_compile_statement (IbarCompiler *self, const char *sql)
{
  /* The SQL is its own name: it is a literal, and there are a dozen. */
  return ibar_collection_get_statement (self->collection, sql, sql,
                                        self->error == NULL ? &self->error : NULL);
}

void
ibar_compile_run (IbarCompiler *self, sqlite3_stmt *stmt)
{
  if (self->error == NULL && stmt != NULL)
    ibar_sqlite_run (stmt, ibar_collection_get_path (self->collection), &self->error);
}

void
ibar_compile_bind_fid (sqlite3_stmt *stmt, int index, gint64 fid)
{
  if (fid > 0)
    sqlite3_bind_int64 (stmt, index, fid);
}

void
ibar_compile_bind_figure (sqlite3_stmt *stmt, int index, gint64 figure)
{
  if (figure >= 0)
    sqlite3_bind_int64 (stmt, index, figure);
}

void
ibar_compile_insert_name (IbarCompiler *self,
                          const char *sql,
                          gint64 owner,
                          const char *form,
                          const char *name)
{
  sqlite3_stmt *stmt = ibar_compile_statement (self, sql);

  if (stmt == NULL || name[0] == '\0')
    return;
  sqlite3_bind_int64 (stmt, 1, owner);
  ibar_sqlite_bind_text (stmt, 2, form);
  ibar_sqlite_bind_text (stmt, 3, name);
  ibar_compile_run (self, stmt);
}
