/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a table's header stands: people write a title, a date and a blank line above it.
 *
 * A row is such a title where it fills no more than half of the cells that the table's rows fill. The header is then the first
 * row that fills most of them, and only if it looks like one: every cell a word of its own, no date, no number. Where that is
 * not so the first row is the header, as it always was.
 */
#define G_LOG_DOMAIN "ibar-import-titles"

#include "config.h"

#include "ibar-import-read-private.h"
#include "ibar-import-values.h"

#include <string.h>

static guint
count_filled (char **row)
{
  guint n = 0;

  for (; *row != NULL; row++)
    n += !ibar_import_is_blank (*row);
  return n;
}

static gboolean
looks_like_header (char **row)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  IbarImportDate date;
  double number;

  for (; *row != NULL; row++)
    if (!ibar_import_is_blank (*row)
        && (!g_hash_table_add (names, *row) || ibar_import_parse_number (*row, &number, NULL)
            || ibar_import_parse_date (*row, IBAR_DATE_ORDER_DAY_FIRST, &date, NULL)))
      return FALSE;
  return TRUE;
}

static void
free_strings (gpointer data)
{
  g_strfreev (data);
}

/* Returns: (transfer full): no rows yet, to be filled with string vectors that it owns */
GPtrArray *
ibar_import_rows_new (void)
{
  return g_ptr_array_new_with_free_func (free_strings);
}

/**
 * ibar_import_find_header:
 * @rows: (element-type GStrv): the first rows as they stand
 *
 * Returns: the number of the row that is the header, from 0
 */
guint
ibar_import_find_header (const GPtrArray *rows)
{
  guint width = 0, filled;

  for (guint i = 0; i < rows->len; i++)
    {
      filled = count_filled (g_ptr_array_index (rows, i));
      width = MAX (width, filled);
    }
  for (guint i = 0; i < rows->len && width >= 3; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      filled = count_filled (row);
      if (filled * 2 > width)
        return i > 0 && filled * 3 >= width * 2 && looks_like_header (row) ? i : 0;
    }
  return 0;
}

/* Keeps what stands above the header, for the report: a row's cells, joined. */
void
ibar_import_reader_add_above (IbarImportReader *self, char **row)
{
  GString *text = g_string_new (self->above);

  for (; *row != NULL; row++)
    if (!ibar_import_is_blank (*row))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " | " : "", *row);
  g_free (self->above);
  self->above = g_string_free (text, FALSE);
}
