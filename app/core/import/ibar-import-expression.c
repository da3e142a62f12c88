/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions of import profiles: alternatives of columns and templates.
 *
 * Bound once to the columns a table has: alternatives that name a column it lacks fall away (in a template, parts in
 * brackets do first), so a profile may know every generation of a format and each table uses what it has.
 * Evaluating a plain column is one look-up and no copy.
 */
#define G_LOG_DOMAIN "ibar-import-expression"

#include "config.h"

#include "ibar-import-expression.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-profile.h"

#define TYPE_LABEL -2 /* the pseudo-column {@type} */

typedef struct
{
  char *literal; /* (nullable) */
  int   column;  /* where literal is NULL */
  int   part;    /* number of the bracket it stands in, 0: in none */
} Segment;

typedef struct
{
  int     column;   /* a plain column, or -1: the segments */
  GArray *segments; /* (nullable) of Segment */
} Alternative;

struct _IbarImportExpression
{
  GArray *alternatives;
};

static void
clear_segment (gpointer data)
{
  g_free (((Segment *) data)->literal);
}

static void
clear_alternative (gpointer data)
{
  g_clear_pointer (&((Alternative *) data)->segments, g_array_unref);
}

/* -1: the table has no such column. */
static int
find_column (GHashTable *columns, const char *name)
{
  return g_str_equal (name, "@type") ? TYPE_LABEL : ibar_import_find_column (columns, name);
}

static void
add_literal (GArray *segments, const char *text, gsize n, int part)
{
  Segment segment = { g_strndup (text, n), -1, part };

  if (n == 0)
    g_free (segment.literal);
  else
    g_array_append_val (segments, segment);
}

static void
drop_part (GArray *segments, int part)
{
  for (guint i = segments->len; i > 0; i--)
    if (g_array_index (segments, Segment, i - 1).part == part)
      g_array_remove_index (segments, i - 1);
}

/* FALSE: a column outside brackets is missing; a bracket with a missing column is dropped. */
static gboolean
parse_template (const char *text, GHashTable *columns, GArray *segments)
{
  int part = 0, last_part = 0;
  gboolean missing_in_part = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      gsize run = strcspn (p, "{[]");

      add_literal (segments, p, run, part);
      p += run;
      if (*p == '[')
        {
          part = ++last_part;
          missing_in_part = FALSE;
          p++;
        }
      else if (*p == ']')
        {
          if (missing_in_part && part > 0)
            drop_part (segments, part);
          part = 0;
          p++;
        }
      else if (*p == '{')
        {
          const char *end = strchr (p, '}');
          g_autofree char *name = end != NULL ? g_strndup (p + 1, end - p - 1) : NULL;
          Segment segment = { NULL, name != NULL ? find_column (columns, name) : -1, part };

          if (end == NULL)
            return FALSE;
          if (segment.column == -1 && part == 0)
            return FALSE;
          if (segment.column == -1)
            missing_in_part = TRUE;
          else
            g_array_append_val (segments, segment);
          p = end + 1;
        }
    }
  return segments->len > 0;
}

static void
add_alternative (IbarImportExpression *self, const char *text, GHashTable *columns)
{
  Alternative alternative = { -1, NULL };

  if (strchr (text, '{') == NULL)
    {
      alternative.column = find_column (columns, text);
      if (alternative.column >= 0)
        g_array_append_val (self->alternatives, alternative);
      return;
    }
  alternative.segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  g_array_set_clear_func (alternative.segments, clear_segment);
  if (parse_template (text, columns, alternative.segments))
    g_array_append_val (self->alternatives, alternative);
  else
    g_array_unref (alternative.segments);
}

/**
 * ibar_import_expression_new:
 * @text: (nullable): what the profile says
 * @columns: normalised name → number of the column + 1
 *
 * Returns: an expression, empty where the table has none of its columns
 */
IbarImportExpression *
ibar_import_expression_new (const char *text, GHashTable *columns, GError **error)
{
  IbarImportExpression *self = g_new0 (IbarImportExpression, 1);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", 64);

  self->alternatives = g_array_new (FALSE, FALSE, sizeof (Alternative));
  g_array_set_clear_func (self->alternatives, clear_alternative);
  for (char **part = parts; *part != NULL; part++)
    {
      /* A template's blanks count, a column's name's do not. */
      g_autofree char *stripped = g_strstrip (g_strdup (*part));

      if (*stripped != '\0')
        add_alternative (self, stripped, columns);
    }
  return self;
}

void
ibar_import_expression_free (IbarImportExpression *self)
{
  g_array_unref (self->alternatives);
  g_free (self);
}

gboolean
ibar_import_expression_is_empty (const IbarImportExpression *self)
{
  return self->alternatives->len == 0;
}

/* The column whose text is taken first and as it stands, or -1. */
int
ibar_import_expression_get_column (const IbarImportExpression *self)
{
  return self->alternatives->len > 0 ? g_array_index (self->alternatives, Alternative, 0).column : -1;
}

/* Whether something else is taken where that column is blank. */
gboolean
ibar_import_expression_has_others (const IbarImportExpression *self)
{
  return self->alternatives->len > 1;
}

static guint
add_column (int *columns, guint n, guint max, int column)
{
  for (guint i = 0; i < MIN (n, max); i++)
    if (columns[i] == column)
      return n;
  if (n < max)
    columns[n] = column;
  return n + 1;
}

/**
 * ibar_import_expression_get_columns:
 * @self: an expression
 * @columns: (out caller-allocates): all columns it is made of; shape [max]
 * @max: room in @columns
 *
 * Returns: how many there are; more than @max where not all found room, 0 where the event's type is part of it
 */
guint
ibar_import_expression_get_columns (const IbarImportExpression *self, int *columns, guint max)
{
  guint n = 0;

  for (guint i = 0; i < self->alternatives->len; i++)
    {
      const Alternative *alternative = &g_array_index (self->alternatives, Alternative, i);

      if (alternative->segments == NULL)
        n = add_column (columns, n, max, alternative->column);
      for (guint s = 0; alternative->segments != NULL && s < alternative->segments->len; s++)
        {
          const Segment *segment = &g_array_index (alternative->segments, Segment, s);

          if (segment->literal == NULL && segment->column == TYPE_LABEL)
            return 0;
          if (segment->literal == NULL)
            n = add_column (columns, n, max, segment->column);
        }
    }
  return n;
}

static const char *
get_cell (const Segment *segment, char **cells, const char *type_label)
{
  if (segment->column == TYPE_LABEL)
    return type_label != NULL ? type_label : "";
  return cells[segment->column];
}

static gboolean
is_part_full (GArray *segments, int part, char **cells, const char *type_label)
{
  for (guint i = 0; i < segments->len; i++)
    {
      const Segment *segment = &g_array_index (segments, Segment, i);

      if (segment->part == part && segment->literal == NULL && *get_cell (segment, cells, type_label) == '\0')
        return FALSE;
    }
  return TRUE;
}

/* FALSE: a column outside brackets is blank. */
static gboolean
fill_template (GArray *segments, char **cells, const char *type_label, GString *out)
{
  int full_part = 0;

  g_string_truncate (out, 0);
  if (!is_part_full (segments, 0, cells, type_label))
    return FALSE;
  for (guint i = 0; i < segments->len; i++)
    {
      const Segment *segment = &g_array_index (segments, Segment, i);

      if (segment->part != 0 && segment->part != full_part)
        {
          if (!is_part_full (segments, segment->part, cells, type_label))
            continue;
          full_part = segment->part;
        }
      g_string_append (out, segment->literal != NULL ? segment->literal : get_cell (segment, cells, type_label));
    }
  return out->len > 0;
}

/**
 * ibar_import_expression_evaluate:
 * @self: an expression
 * @cells: a row's cells
 * @type_label: (nullable): what {@type} stands for
 * @scratch: may be used for the result
 *
 * Returns: (transfer none): the first alternative that gives anything, or ""; lives as long as cells and scratch
 */
const char *
ibar_import_expression_evaluate (const IbarImportExpression *self, char **cells, const char *type_label,
                                 GString *scratch)
{
  for (guint i = 0; i < self->alternatives->len; i++)
    {
      const Alternative *alternative = &g_array_index (self->alternatives, Alternative, i);

      if (alternative->segments == NULL)
        {
          if (*cells[alternative->column] != '\0')
            return cells[alternative->column];
        }
      else if (fill_template (alternative->segments, cells, type_label, scratch))
        return scratch->str;
    }
  return "";
}
