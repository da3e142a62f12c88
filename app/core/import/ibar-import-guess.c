/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Guessing what a plain table's columns hold by looking into them, where their names tell nothing.
 *
 * Over the first rows: a date is a column in which four of five cells are dates (and no plain numbers), a position two
 * neighbouring columns of numbers with a fraction that stay within ±90 and ±180, a title the column of the longest
 * texts. What was guessed is written into the profile with its reason, for the user to see.
 */
#define G_LOG_DOMAIN "ibar-import-guess"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ibar-import-private.h"

#define ROWS 200

typedef struct
{
  guint  n;        /* cells that hold anything */
  guint  dates;
  guint  fractions; /* numbers with a fraction */
  double largest;  /* of the numbers, without sign */
  gsize  letters;
} ColumnFacts;

static void
look (ColumnFacts *facts, const char *cell)
{
  IbarImportDate date;
  double number;

  if (ibar_import_is_blank (cell))
    return;
  facts->n++;
  facts->letters += strlen (cell);
  if (ibar_import_parse_coordinate (cell, IBAR_AXIS_LONGITUDE, &number, NULL))
    {
      facts->fractions += number != floor (number);
      facts->largest = MAX (facts->largest, fabs (number));
    }
  else
    facts->largest = INFINITY;
  /* A number is no date, unless it has a date's eight digits or two points: 20200403, 3.4.2020 */
  if (strspn (cell, "0123456789.,") < strlen (cell) || strlen (cell) == 8 || strchr (cell, '.') != strrchr (cell, '.'))
    facts->dates += ibar_import_parse_date (cell, IBAR_DATE_ORDER_DAY_FIRST, &date, NULL)
                    || ibar_import_parse_date (cell, IBAR_DATE_ORDER_MONTH_FIRST, &date, NULL);
}

static guint
read_facts (IbarImportReader *reader, ColumnFacts *facts, guint n_columns)
{
  IbarImportRow row;
  guint n = 0;
  IbarImportStep step;

  do
    {
      step = ibar_import_reader_next (reader, &row, NULL);
      if (step != IBAR_IMPORT_STEP_ROW)
        continue;
      for (guint i = 0; i < n_columns; i++)
        look (&facts[i], row.cells[i]);
      n++;
    }
  while (n < ROWS && (step == IBAR_IMPORT_STEP_ROW || step == IBAR_IMPORT_STEP_REJECT));
  return n;
}

static void
set_guess (IbarImportProfile *profile, const char *field, const char *column, char *reason)
{
  g_key_file_set_string (profile->key_file, "fields", field, column);
  g_key_file_set_string (profile->key_file, "guessed", field, reason);
  g_free (reason);
}

static void
guess_date (IbarImportProfile *profile, char **columns, const ColumnFacts *facts, guint n_columns)
{
  int best = -1;

  for (guint i = 0; i < n_columns; i++)
    if (facts[i].n > 0 && facts[i].dates * 5 >= facts[i].n * 4 && (best < 0 || facts[i].dates > facts[best].dates))
      best = (int) i;
  if (best >= 0 && *columns[best] != '\0')
    set_guess (profile, "date", columns[best],
               g_strdup_printf (_ ("%u of its first %u cells are dates"), facts[best].dates, facts[best].n));
}

static gboolean
is_axis (const ColumnFacts *facts, double limit)
{
  return facts->n > 0 && facts->largest <= limit && facts->fractions * 5 >= facts->n * 4;
}

static void
guess_position (IbarImportProfile *profile, char **columns, const ColumnFacts *facts, guint n_columns)
{
  for (guint i = 0; i + 1 < n_columns; i++)
    {
      guint north = i, east = i + 1;

      if (*columns[i] == '\0' || *columns[i + 1] == '\0')
        continue;
      if (!is_axis (&facts[north], 90))
        {
          north = i + 1;
          east = i;
        }
      if (!is_axis (&facts[north], 90) || !is_axis (&facts[east], 180))
        continue;
      set_guess (profile, "latitude", columns[north],
                 g_strdup_printf (_ ("%u numbers with a fraction within ±90"), facts[north].fractions));
      set_guess (profile, "longitude", columns[east],
                 g_strdup_printf (_ ("%u numbers with a fraction within ±180, beside the latitude"), facts[east].fractions));
      return;
    }
}

static void
guess_title (IbarImportProfile *profile, char **columns, const ColumnFacts *facts, guint n_columns)
{
  int best = -1;

  for (guint i = 0; i < n_columns; i++)
    if (facts[i].n > 0 && facts[i].dates == 0 && isinf (facts[i].largest) && *columns[i] != '\0'
        && (best < 0 || facts[i].letters > facts[best].letters))
      best = (int) i;
  if (best >= 0)
    set_guess (profile, "title", columns[best], g_strdup (_ ("the column with the longest texts")));
}

/* Whether the profile's names find a column for any of these fields. */
static gboolean
is_named (IbarImportPlan *plan, const char *const *fields)
{
  for (; *fields != NULL; fields++)
    if (ibar_import_plan_get_column (plan, *fields) >= 0)
      return TRUE;
  return FALSE;
}

/**
 * ibar_import_guess:
 * @profile: the plain profile; gets a group [guessed] with the reasons
 * @reader: the table before its first row; rewound afterwards
 */
gboolean
ibar_import_guess (IbarImportProfile *profile, IbarImportReader *reader, GError **error)
{
  static const char *const dates[] = { "date", "year", NULL }, *const positions[] = { "latitude", "position", NULL },
                           *const titles[] = { "title", "summary", NULL };
  g_autoptr (IbarImportPlan) plan = ibar_import_plan_new (profile, reader, NULL);
  guint n_columns;
  char **columns = ibar_import_reader_get_columns (reader, &n_columns);
  g_autofree ColumnFacts *facts = g_new0 (ColumnFacts, n_columns + 1);

  if (plan != NULL && is_named (plan, dates) && is_named (plan, positions) && is_named (plan, titles))
    return TRUE;
  read_facts (reader, facts, n_columns);
  if (plan == NULL || !is_named (plan, dates))
    guess_date (profile, columns, facts, n_columns);
  if (plan == NULL || !is_named (plan, positions))
    guess_position (profile, columns, facts, n_columns);
  /* With a date or a position now, where it had neither by name. */
  if (plan == NULL)
    plan = ibar_import_plan_new (profile, reader, NULL);
  if (plan == NULL || !is_named (plan, titles))
    guess_title (profile, columns, facts, n_columns);
  return ibar_import_reader_rewind (reader, error);
}
