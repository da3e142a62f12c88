/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Actors, types, places and municipalities of a filter, asked of a server.
 *
 * What a column's value means is the profile's business, not the server's: "Peaceful protest" is of the type protest, and
 * "Army; Police" names two actors. So the server is asked which values there are (SELECT DISTINCT, under the conditions
 * already made), each is read here as its row would be, and those that pass are asked for by name. A column with too many
 * values, or of a kind whose text the server might write otherwise than it was read, is left to the rows that come.
 */
#define G_LOG_DOMAIN "ibar-import-push"

#include "config.h"

#include "ibar-import-filter.h"
#include "ibar-import-plan-private.h"

#include <string.h>

#include "ibar-gdal.h"

#define MAX_COLUMNS 4    /* that one value is read from */
#define MAX_DISTINCT 20000 /* values looked at */
#define MAX_TYPES 4000   /* below the number of types that a plan keeps apart */
#define MAX_NAMED 2000   /* values in a condition: some 100 kB of SQL */

/* The values of one place where a facet's value may stand: an actor's column, the columns of a type. */
typedef struct
{
  int        columns[MAX_COLUMNS];
  guint      n_columns;
  GPtrArray *values; /* (nullable) of char **: cells, NULL for a blank one, shape [n_columns]; nullable: not to be asked for */
} Part;

typedef struct
{
  IbarImportPlan   *plan;
  IbarImportReader *reader;
  const char       *dataset;
  char            **columns;
  char            **cells;  /* of a row with nothing in it but the part's values */
  gboolean          mysql;
  IbarFacet         facet;
  GArray           *parts;  /* of Part */
} Terms;

static void
clear_part (gpointer data)
{
  g_clear_pointer (&((Part *) data)->values, g_ptr_array_unref);
}

/* Reading ------------------------------------------------------------------------------------------ */

typedef gboolean (*ValueFunc) (const Terms *self, const IbarImportEvent *event, gconstpointer data);

/* Reads one value as its row would be, and asks a question of it. */
static gboolean
ask_value (const Terms *self, guint p, char **value, ValueFunc func, gconstpointer data)
{
  const Part *part = &g_array_index (self->parts, Part, p);
  IbarImportArena arena = { NULL };
  IbarImportEvent event;
  gboolean answer;

  for (guint i = 0; i < part->n_columns; i++)
    self->cells[part->columns[i]]
        = value[i] != NULL && *value[i] != '\0' ? g_strstrip (ibar_import_arena_dup (&arena, value[i])) : (char *) "";
  ibar_import_plan_read_part (self->plan, self->facet, p, self->cells, &arena, &event);
  answer = func (self, &event, data);
  for (guint i = 0; i < part->n_columns; i++)
    self->cells[part->columns[i]] = (char *) "";
  ibar_import_arena_clear (&arena);
  return answer;
}

static gboolean
has_one (const Terms *self, const IbarImportEvent *event, gconstpointer data)
{
  return ibar_import_filter_has_value (event, self->dataset, self->facet, data);
}

static gboolean
has_any (const Terms *self, const IbarImportEvent *event, gconstpointer data)
{
  const GPtrArray *values = data;

  for (guint i = 0; i < values->len; i++)
    if (has_one (self, event, g_ptr_array_index (values, i)))
      return TRUE;
  return FALSE;
}

/* Writing ------------------------------------------------------------------------------------------ */

/* MySQL's collations hold more for equal than is: harmless where rows are asked for, not where they are left out. */
static void
append_exact_column (Terms *self, GString *sql, int column, gboolean exact)
{
  if (self->mysql && exact)
    g_string_append (sql, "CONVERT(");
  ibar_import_append_column (sql, self->columns[column], self->mysql);
  if (self->mysql && exact)
    g_string_append (sql, " USING utf8mb4) COLLATE utf8mb4_bin");
}

static void
append_text (GString *sql, const char *text)
{
  char *escaped = CPLEscapeString (text, -1, CPLES_SQL);

  g_string_append_printf (sql, "'%s'", escaped);
  CPLFree (escaped);
}

/* One of a single column's values: column IN (…) OR column IS NULL */
static void
append_list (Terms *self, GString *sql, const Part *part, const GPtrArray *values, gboolean exact)
{
  gboolean blank = FALSE;
  guint n = 0;

  for (guint i = 0; i < values->len; i++)
    {
      char **value = g_ptr_array_index (values, i);

      blank = blank || value[0] == NULL;
      if (value[0] == NULL)
        continue;
      if (n == 0)
        append_exact_column (self, sql, part->columns[0], exact);
      g_string_append (sql, n++ == 0 ? " IN (" : ", ");
      append_text (sql, value[0]);
    }
  if (n > 0)
    g_string_append (sql, blank ? ") OR " : ")");
  if (blank)
    {
      ibar_import_append_column (sql, self->columns[part->columns[0]], self->mysql);
      g_string_append (sql, " IS NULL");
    }
}

static void
append_tuple (Terms *self, GString *sql, const Part *part, char **value, gboolean exact)
{
  for (guint c = 0; c < part->n_columns; c++)
    {
      g_string_append (sql, c > 0 ? " AND " : "(");
      append_exact_column (self, sql, part->columns[c], exact);
      if (value[c] == NULL)
        g_string_append (sql, " IS NULL");
      else
        {
          g_string_append (sql, " = ");
          append_text (sql, value[c]);
        }
    }
  g_string_append_c (sql, ')');
}

/* A backslash means something else to each server and each of its settings. */
static gboolean
can_be_named (char **value, guint n_columns)
{
  for (guint c = 0; c < n_columns; c++)
    if (value[c] != NULL && (strchr (value[c], '\\') != NULL || !g_utf8_validate (value[c], -1, NULL)))
      return FALSE;
  return TRUE;
}

/* Appends the values of a part for which func says yes, joined by OR. FALSE: not all of them could be named; nothing is
 * appended. exact: to leave rows out, for which some of the values will do. */
static gboolean
append_values (Terms *self, GString *sql, guint p, ValueFunc func, gconstpointer data, gboolean exact)
{
  const Part *part = &g_array_index (self->parts, Part, p);
  g_autoptr (GPtrArray) named = g_ptr_array_new ();

  for (guint i = 0; i < part->values->len; i++)
    {
      char **value = g_ptr_array_index (part->values, i);

      if (!ask_value (self, p, value, func, data))
        continue;
      if (can_be_named (value, part->n_columns))
        g_ptr_array_add (named, value);
      else if (!exact)
        return FALSE;
    }
  if (named->len > MAX_NAMED)
    return FALSE;
  if (named->len > 0 && sql->len > 0)
    g_string_append (sql, " OR ");
  if (part->n_columns == 1)
    append_list (self, sql, part, named, exact);
  else
    for (guint i = 0; i < named->len; i++)
      {
        g_string_append (sql, i > 0 ? " OR " : "");
        append_tuple (self, sql, part, g_ptr_array_index (named, i), exact);
      }
  return TRUE;
}

/* Any of the parts must have it. Where one of them cannot be asked, all rows must come. */
static void
push_include (Terms *self, GString *sql, ValueFunc func, gconstpointer data)
{
  g_autoptr (GString) any = g_string_new (NULL);

  for (guint p = 0; p < self->parts->len; p++)
    if (g_array_index (self->parts, Part, p).values == NULL || !append_values (self, any, p, func, data, FALSE))
      return;
  ibar_import_append_and (sql);
  g_string_append_printf (sql, "(%s)", any->len > 0 ? any->str : "1 = 0");
}

/* None of the parts may have it; what cannot be asked is looked at here. A comparison with nothing is no reason to leave out. */
static void
push_exclude (Terms *self, GString *sql, const GPtrArray *values)
{
  for (guint p = 0; p < self->parts->len; p++)
    {
      g_autoptr (GString) any = g_string_new (NULL);

      if (g_array_index (self->parts, Part, p).values == NULL || !append_values (self, any, p, has_any, values, TRUE)
          || any->len == 0)
        continue;
      ibar_import_append_and (sql);
      g_string_append_printf (sql, "coalesce(NOT (%s), 1 = 1)", any->str);
    }
}

/* Asking ------------------------------------------------------------------------------------------- */

static void
ask_part (Terms *self, guint p, const char *condition)
{
  Part part = { { 0 }, 0, NULL };

  part.n_columns = ibar_import_plan_get_part_columns (self->plan, self->facet, p, part.columns, MAX_COLUMNS);
  for (guint i = 0; i < part.n_columns; i++)
    {
      IbarImportColumnKind kind = ibar_import_reader_get_column_kind (self->reader, part.columns[i]);

      if (kind != IBAR_IMPORT_COLUMN_TEXT && kind != IBAR_IMPORT_COLUMN_INTEGER)
        part.n_columns = 0;
    }
  if (part.n_columns > 0)
    part.values = ibar_import_reader_ask_values (self->reader, part.columns, part.n_columns, condition,
                                                 self->facet == IBAR_FACET_TYPE ? MAX_TYPES : MAX_DISTINCT);
  g_array_append_val (self->parts, part);
}

static void
push_facet (Terms *self, const IbarFilterTerms *terms, GString *sql)
{
  guint n_parts = ibar_import_plan_count_parts (self->plan, self->facet);
  gboolean includes = terms->include != NULL && terms->include->len > 0;
  gboolean excludes = terms->exclude != NULL && terms->exclude->len > 0;

  if (n_parts == 0 || (!includes && !excludes))
    return;
  g_array_set_size (self->parts, 0);
  for (guint p = 0; p < n_parts; p++)
    ask_part (self, p, sql->len > 0 ? sql->str : NULL);
  if (includes && !terms->all)
    push_include (self, sql, has_any, terms->include);
  for (guint i = 0; includes && terms->all && i < terms->include->len; i++)
    push_include (self, sql, has_one, g_ptr_array_index (terms->include, i));
  if (excludes)
    push_exclude (self, sql, terms->exclude);
}

/**
 * ibar_import_filter_push_terms:
 * @filter: what is wanted
 * @plan: a plan for @reader that nothing else will use
 * @dataset: id of the data set the events will belong to
 * @reader: a server's table
 * @sql: the condition so far; grows by what is asked of actors, types, places and municipalities
 *
 * **Cost:** a SELECT DISTINCT on the server for each column that the filter's terms are read from.
 */
void
ibar_import_filter_push_terms (const IbarFilter *filter, IbarImportPlan *plan, const char *dataset, IbarImportReader *reader,
                               GString *sql)
{
  static const IbarFacet facets[] = { IBAR_FACET_TYPE, IBAR_FACET_ACTOR, IBAR_FACET_MUNICIPALITY, IBAR_FACET_PLACE };
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autofree char **cells = NULL;
  Terms self = { plan, reader, dataset, NULL, NULL, g_str_equal (ibar_import_reader_get_format (reader), "MySQL"), 0, parts };
  guint n_columns;

  g_array_set_clear_func (parts, clear_part);
  self.columns = ibar_import_reader_get_columns (reader, &n_columns);
  self.cells = cells = g_new (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    cells[i] = (char *) "";
  for (gsize i = 0; i < G_N_ELEMENTS (facets); i++)
    {
      self.facet = facets[i];
      push_facet (&self, &filter->terms[facets[i]], sql);
    }
}
