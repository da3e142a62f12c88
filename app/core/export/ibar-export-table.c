/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events as a table for a terminal: date, type, place, title, cut to its width. */

#define G_LOG_DOMAIN "ibar-export-table"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-export-private.h"

enum
{
  COLUMN_ID,
  COLUMN_DATE,
  COLUMN_TYPE,
  COLUMN_PLACE,
  COLUMN_TITLE,
  N_COLUMNS,
};

#define MAX_TYPE 24 /* [columns] where the terminal is narrow enough to matter */
#define MAX_PLACE 28
#define GAP 2

typedef struct
{
  const IbarVocabulary *words;
  int widths[N_COLUMNS];
  gboolean measuring;
} Table;

/* How many columns a text takes: marks none, East Asian letters two. */
static int
text_width (const char *text)
{
  int width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* The text in exactly width columns, with an ellipsis where it had to be cut; control characters,
 * which a terminal would obey, become blanks. */
static void
append_cell (GString *out, const char *text, int width, gboolean pad)
{
  int total = text_width (text);
  int used = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      int w = g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;

      if (total > width && used + w > width - 1)
        {
          g_string_append (out, "…");
          used++;
          break;
        }
      if (g_unichar_iscntrl (c))
        g_string_append_c (out, ' ');
      else
        g_string_append_unichar (out, c);
      used += w;
    }
  for (; pad && used < width + GAP; used++)
    g_string_append_c (out, ' ');
}

/* A date as short as it can be said: "2023-05-29", "2023-05", "2025", "~2017-01-14",
 * "2016-12-20…2017-01-10". */
static char *
short_date (const IbarEventRecord *record)
{
  g_autofree char *start = ibar_day_format_iso (record->start);
  g_autofree char *end = ibar_day_format_iso (record->end);
  gboolean one = strcmp (start, end) == 0;

  switch (record->date_precision)
    {
    case IBAR_DATE_UNKNOWN:
      return g_strdup (_ ("not dated"));
    case IBAR_DATE_YEAR:
      if (strncmp (start, end, 4) == 0)
        return g_strndup (start, 4);
      return g_strdup_printf ("%.4s–%.4s", start, end);
    case IBAR_DATE_MONTH:
      if (strncmp (start, end, 7) == 0)
        return g_strndup (start, 7);
      return g_strdup_printf ("%.7s–%.7s", start, end);
    case IBAR_DATE_RANGE:
      return one ? g_strdup (start) : g_strdup_printf ("%s…%s", start, end);
    case IBAR_DATE_DAY_INFERRED:
      return one ? g_strdup_printf ("~%s", start) : g_strdup_printf ("~%s–%s", start, end);
    case IBAR_DATE_DAY:
    default:
      return one ? g_strdup (start) : g_strdup_printf ("%s–%s", start, end);
    }
}

static void
get_cells (const IbarExport *export,
           const IbarVocabulary *words,
           const IbarEventRecord *record,
           char *cells[N_COLUMNS])
{
  cells[COLUMN_ID] = g_strdup (record->id);
  cells[COLUMN_DATE] = short_date (record);
  cells[COLUMN_TYPE] = g_strdup (
      record->type >= 0
          ? ((const IbarEventType *) g_ptr_array_index (words->types, (guint) record->type))->label
          : "");
  cells[COLUMN_PLACE] = NULL;
  if (record->place >= 0)
    {
      const IbarPlace *place = g_ptr_array_index (words->places, (guint) record->place);

      cells[COLUMN_PLACE] = ibar_names_format (&place->names, &export->names);
    }
  if (cells[COLUMN_PLACE] == NULL)
    cells[COLUMN_PLACE] = g_strdup (ibar_point_is_placed (record->point) ? "" : _ ("not placed"));
  cells[COLUMN_TITLE] = g_strdup (record->title);
}

static gboolean
write_row (const IbarExport *export,
           const IbarEventRecord *record,
           gsize index,
           GString *out,
           gpointer user_data,
           GError **error)
{
  Table *table = user_data;
  char *cells[N_COLUMNS];

  get_cells (export, table->words, record, cells);
  for (int i = 0; i < N_COLUMNS; i++)
    {
      if (table->measuring)
        table->widths[i] = MAX (table->widths[i], text_width (cells[i]));
      else
        append_cell (out, cells[i], table->widths[i], i < N_COLUMNS - 1);
      g_free (cells[i]);
    }
  if (!table->measuring)
    g_string_append_c (out, '\n');
  return TRUE;
}

/* Narrow columns keep their width, type and place give way to the title. */
static void
fit (Table *table, int width)
{
  int others;

  if (width <= 0)
    return;
  table->widths[COLUMN_TYPE] = MIN (table->widths[COLUMN_TYPE], MAX_TYPE);
  table->widths[COLUMN_PLACE] = MIN (table->widths[COLUMN_PLACE], MAX_PLACE);
  others = table->widths[COLUMN_ID] + table->widths[COLUMN_DATE] + table->widths[COLUMN_TYPE]
           + table->widths[COLUMN_PLACE] + GAP * (N_COLUMNS - 1);
  table->widths[COLUMN_TITLE] = CLAMP (width - others, 10, table->widths[COLUMN_TITLE]);
}

gboolean
ibar_export_table (const IbarExport *export, IbarOutput *output, GError **error)
{
  const char *heads[N_COLUMNS]
      = { C_ ("column", "Id"), C_ ("column", "Date"), C_ ("column", "Type"), C_ ("column", "Place"),
          C_ ("column", "Title") };
  Table table = { ibar_collection_get_vocabulary (export->collection, error), { 0 }, TRUE };
  g_autoptr (GString) head = g_string_new (NULL);

  if (table.words == NULL)
    return FALSE;
  for (int i = 0; i < N_COLUMNS; i++)
    table.widths[i] = text_width (heads[i]);
  if (!ibar_export_for_each (export, NULL, write_row, &table, error))
    return FALSE;
  fit (&table, export->width);
  for (int i = 0; i < N_COLUMNS; i++)
    append_cell (head, heads[i], table.widths[i], i < N_COLUMNS - 1);
  g_string_append_c (head, '\n');
  table.measuring = FALSE;
  return ibar_output_write (output, head->str, head->len, error)
         && ibar_export_for_each (export, output, write_row, &table, error);
}
