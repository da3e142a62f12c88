/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A CSV table of curated text: columns by name, and every problem with its file and line. */

#define G_LOG_DOMAIN "ibar-compile-table"

#include "config.h"

#include "ibar-compile-table.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-csv.h"
#include "ibar-error.h"

#define MAX_SIZE (64 * 1024 * 1024) /* [bytes]: curated by hand; more is a mistake */

/**
 * ibar_problems_init:
 * @problems: (out caller-allocates): none yet
 */
void
ibar_problems_init (IbarProblems *problems)
{
  problems->lines = g_ptr_array_new_with_free_func (g_free);
  problems->n = 0;
}

/**
 * ibar_problems_clear:
 * @problems: frees them
 */
void
ibar_problems_clear (IbarProblems *problems)
{
  g_clear_pointer (&problems->lines, g_ptr_array_unref);
}

static void G_GNUC_PRINTF (4, 0) add_valist (IbarProblems *problems,
                                             const char *file,
                                             guint line,
                                             const char *format,
                                             va_list args)
{
  g_autofree char *message = NULL;

  if (problems->n++ >= IBAR_MAX_PROBLEMS)
    return;
  message = g_strdup_vprintf (format, args);
  g_ptr_array_add (problems->lines, g_strdup_printf ("%s:%u: %s", file, line, message));
}

/**
 * ibar_problems_add:
 * @problems: where it goes
 * @file: the file's name
 * @line: from 1
 * @format: what is wrong, translated
 * @...: its arguments
 */
void
ibar_problems_add (IbarProblems *problems, const char *file, guint line, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_valist (problems, file, line, format, args);
  va_end (args);
}

/**
 * ibar_table_row_problem:
 * @row: the record it is about
 * @format: what is wrong, translated
 * @...: its arguments
 */
void
ibar_table_row_problem (const IbarTableRow *row, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_valist (row->problems, row->file, row->line, format, args);
  va_end (args);
}

static int
find_column (IbarCsv *csv, const char *name)
{
  for (guint i = 0; i < ibar_csv_get_n_fields (csv); i++)
    {
      if (strcmp (ibar_csv_get_field (csv, i), name) == 0)
        return (int) i;
    }
  return -1;
}

/* Where each wanted column stands; a problem a column that is missing, unknown or there twice. */
static gboolean
read_header (IbarCsv *csv,
             const char *file,
             const char *const *columns,
             int *where,
             IbarProblems *problems)
{
  guint before = problems->n;

  for (guint c = 0; columns[c] != NULL; c++)
    {
      where[c] = find_column (csv, columns[c]);
      if (where[c] < 0)
        ibar_problems_add (problems, file, 1, _ ("the column “%s” is missing"), columns[c]);
    }
  for (guint i = 0; i < ibar_csv_get_n_fields (csv); i++)
    {
      const char *name = ibar_csv_get_field (csv, i);

      if (!g_strv_contains (columns, name))
        ibar_problems_add (problems, file, 1, _ ("there is no column “%s” in this table"), name);
      else if (find_column (csv, name) != (int) i)
        ibar_problems_add (problems, file, 1, _ ("the column “%s” is there twice"), name);
    }
  return problems->n == before;
}

static void
check_blanks (const IbarTableRow *row, const char *const *columns)
{
  for (guint c = 0; columns[c] != NULL; c++)
    {
      const char *text = row->fields[c];
      gsize length = strlen (text);

      if (length > 0 && (g_ascii_isspace (text[0]) || g_ascii_isspace (text[length - 1])))
        ibar_table_row_problem (row, _ ("%s: blanks around “%s”"), columns[c], text);
    }
}

static void
read_rows (IbarCsv *csv,
           const char *file,
           const char *const *columns,
           const int *where,
           IbarProblems *problems,
           IbarTableFunc func,
           gpointer user_data)
{
  guint n_columns = g_strv_length ((char **) columns);
  g_autofree const char **fields = g_new0 (const char *, n_columns + 1);
  IbarTableRow row = { problems, file, 0, fields };
  g_autoptr (GError) error = NULL;
  gboolean more;

  while (ibar_csv_read (csv, &more, &error) && more)
    {
      row.line = ibar_csv_get_line (csv);
      if (ibar_csv_get_n_fields (csv) != n_columns)
        {
          ibar_table_row_problem (&row, _ ("%u fields; expected %u"), ibar_csv_get_n_fields (csv),
                                  n_columns);
          continue;
        }
      for (guint c = 0; c < n_columns; c++)
        fields[c] = ibar_csv_get_field (csv, (guint) where[c]);
      check_blanks (&row, columns);
      func (&row, user_data);
    }
  if (error != NULL)
    ibar_problems_add (problems, file, ibar_csv_get_line (csv), "%s", error->message);
}

/**
 * ibar_table_read:
 * @dir: a folder
 * @file: a CSV file's name in it
 * @columns: (array zero-terminated=1): the columns it must have, in any order, and no others
 * @hash: (nullable): updated with the file's name and bytes
 * @problems: where what is wrong in the text goes
 * @func: called for each record
 * @user_data: for @func
 * @error: return location
 *
 * Reads a table. What is wrong in it is a problem and not an error, and the rest is still read, so
 * that a person sees everything at once.
 *
 * Returns: FALSE with @error set if the file could not be read at all
 */
gboolean
ibar_table_read (const char *dir,
                 const char *file,
                 const char *const *columns,
                 GChecksum *hash,
                 IbarProblems *problems,
                 IbarTableFunc func,
                 gpointer user_data,
                 GError **error)
{
  g_autofree char *path = g_build_filename (dir, file, NULL);
  g_autofree char *data = NULL;
  g_autoptr (IbarCsv) csv = NULL;
  g_autofree int *where = NULL;
  g_autoptr (GError) local = NULL;
  gsize size;
  gboolean more;

  if (!g_file_get_contents (path, &data, &size, &local))
    {
      g_set_error (error, IBAR_ERROR,
                   g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? IBAR_ERROR_NOT_FOUND
                                                                             : IBAR_ERROR_FAILED,
                   _ ("“%s” cannot be read: %s"), path, local->message);
      return FALSE;
    }
  if (size > MAX_SIZE)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE, _ ("“%s” is larger than %d MB"), path,
                   MAX_SIZE / 1024 / 1024);
      return FALSE;
    }
  if (hash != NULL)
    {
      g_checksum_update (hash, (const guchar *) file, (gssize) strlen (file) + 1);
      g_checksum_update (hash, (const guchar *) data, (gssize) size);
    }

  csv = ibar_csv_new (data, size);
  where = g_new0 (int, g_strv_length ((char **) columns) + 1);
  if (!ibar_csv_read (csv, &more, &local))
    ibar_problems_add (problems, file, ibar_csv_get_line (csv), "%s", local->message);
  else if (!more)
    ibar_problems_add (problems, file, 1, _ ("the file is empty; expected a line of column names"));
  else if (read_header (csv, file, columns, where, problems))
    read_rows (csv, file, columns, where, problems, func, user_data);
  return TRUE;
}
