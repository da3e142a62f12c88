/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who took part in a row's event, how many were hurt, and by whose account.
 *
 * A cell may hold several names; lists of publishers, headlines and addresses stand side by side where they are of one
 * length. A figure that is no number stays in the raw row, and a note says so.
 */
#define G_LOG_DOMAIN "ibar-import-row"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-plan-private.h"

/* Actors ----------------------------------------------------------------------------------------- */

/* Cuts a cell at the mark, outside of double quotes. Each part is the arena's, without blanks around it. */
static guint
split_cell (IbarImportArena *arena, const char *text, char mark, char **parts, guint max)
{
  char *copy = ibar_import_arena_dup (arena, text);
  guint n = 0;
  gboolean quoted = FALSE;
  char *start = copy;

  if (*text == '\0')
    return 0;
  for (char *p = copy; n < max; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      if (*p == '\0' || (*p == mark && mark != 0 && !quoted))
        {
          gboolean last = *p == '\0';

          *p = '\0';
          parts[n++] = g_strstrip (start);
          if (last)
            break;
          start = p + 1;
        }
    }
  return n;
}

/* At most so many parts has a cell; more than an event can hold (G_MAXUINT16) are none of its. */
static guint
count_parts (const char *text, char mark)
{
  guint n = 1;

  for (; mark != 0 && *text != '\0'; text++)
    n += *text == mark;
  return MIN (n, G_MAXUINT16);
}

/* Unless one of the first n_before actors is the same. */
static void
add_actor (IbarImportPlan *self, const char *name, const char *role, guint n_before)
{
  IbarImportActor actor = { name, role, NULL };

  for (guint i = 0; i < n_before; i++)
    {
      const IbarImportActor *other = &g_array_index (self->row_actors, IbarImportActor, i);

      if (g_str_equal (other->name, name) && g_str_equal (other->role, role))
        return;
    }
  g_array_append_val (self->row_actors, actor);
}

/* Appends whoever one of the profile's actors names to the row's actors. */
void
ibar_import_row_read_actor (IbarImportPlan *self, guint number, char **cells, IbarImportArena *arena)
{
  const ActorPlan *plan = &g_array_index (self->actors, ActorPlan, number);
  const char *text = ibar_import_stated (ibar_import_expression_evaluate (plan->name, cells, NULL, self->scratch[0]));
  guint most = count_parts (text, plan->split), n_before = self->row_actors->len;
  g_autofree char **parts = g_new (char *, most);
  g_autoptr (GHashTable) names = most > 1 ? g_hash_table_new (g_str_hash, g_str_equal) : NULL;
  guint n = split_cell (arena, text, plan->split, parts, most);

  for (guint k = 0; k < n; k++)
    if (*parts[k] != '\0' && (names == NULL || g_hash_table_add (names, parts[k])))
      add_actor (self, parts[k], plan->role != NULL ? plan->role : "", n_before);
}

static void
read_actors (IbarImportPlan *self, char **cells, IbarImportArena *arena)
{
  g_array_set_size (self->row_actors, 0);
  for (guint i = 0; i < self->actors->len; i++)
    ibar_import_row_read_actor (self, i, cells, arena);
}

/* Claims ----------------------------------------------------------------------------------------- */

static gint64
read_figure (IbarImportPlan *self, const IbarImportExpression *expression, const IbarImportRow *row,
             GPtrArray *notes, gboolean *keep)
{
  const char *text = ibar_import_known (
      ibar_import_expression_evaluate (expression, row->cells, NULL, self->scratch[0]));
  gint64 count;
  g_autoptr (GError) error = NULL;
  int column = ibar_import_expression_get_column (expression);

  if (*text == '\0' || (self->unknown != NULL && g_strv_contains ((const char *const *) self->unknown, text)))
    return -1;
  if (ibar_import_parse_count (text, &count, &error) && count >= 0)
    return count;
  if (error == NULL && self->unknown != NULL)
    for (char **unknown = self->unknown; *unknown != NULL; unknown++)
      if (g_ascii_strtoll (*unknown, NULL, 10) == count)
        return -1;
  {
    IbarImportNote *note;

    ibar_import_row_note (self, notes, row, N_FIELDS, text, error != NULL ? error->message : _ ("a negative figure; it was kept in the raw row"),
              FALSE);
    note = g_ptr_array_index (notes, notes->len - 1);
    g_free (note->column);
    note->column = g_strdup (column >= 0 ? self->columns[column] : "");
  }
  if (column >= 0)
    keep[column] = TRUE;
  return -1;
}

static void
read_claims (IbarImportPlan *self, const IbarImportRow *row, IbarImportArena *arena, GPtrArray *notes, gboolean *keep)
{
  g_array_set_size (self->row_claims, 0);
  for (guint i = 0; i < self->claims->len; i++)
    {
      const ClaimPlan *plan = &g_array_index (self->claims, ClaimPlan, i);
      IbarImportClaim claim = { plan->kind, NULL, plan->group, plan->parent,
                                read_figure (self, plan->low, row, notes, keep),
                                read_figure (self, plan->best, row, notes, keep),
                                read_figure (self, plan->high, row, notes, keep), NULL, NULL, 0 };

      if (claim.low < 0 && claim.best < 0 && claim.high < 0)
        continue;
      if (!ibar_import_expression_is_empty (plan->actor))
        claim.actor = ibar_import_arena_dup (
            arena, ibar_import_expression_evaluate (plan->actor, row->cells, NULL, self->scratch[0]));
      if (claim.actor != NULL && *claim.actor == '\0')
        claim.actor = NULL;
      g_array_append_val (self->row_claims, claim);
    }
}

/* Sources ---------------------------------------------------------------------------------------- */

#define MAX_SOURCES 100

static guint
split_expression (IbarImportPlan *self, const IbarImportExpression *expression, char **cells, IbarImportArena *arena,
                  char mark, char **parts)
{
  const char *text = ibar_import_stated (
      ibar_import_expression_evaluate (expression, cells, NULL, self->scratch[0]));

  return *text == '\0' ? 0 : split_cell (arena, text, mark, parts, MAX_SOURCES);
}

static const char *
pick (char **parts, guint n, guint i)
{
  return n == 1 ? parts[0] : i < n ? parts[i] : "";
}

/* Unquotes "BBC Monitoring Newsfile,2013-12-14,…". */
static char *
unquote (char *text)
{
  gsize n = strlen (text);

  if (n >= 2 && text[0] == '"' && text[n - 1] == '"')
    {
      text[n - 1] = '\0';
      text++;
    }
  return text;
}

static void
add_source (IbarImportPlan *self, IbarImportSource source)
{
  if (*source.publisher != '\0' || *source.title != '\0' || *source.url != '\0')
    g_array_append_val (self->row_sources, source);
}

static void
read_source (IbarImportPlan *self, const SourcePlan *plan, char **cells, IbarImportArena *arena)
{
  char *publishers[MAX_SOURCES], *titles[MAX_SOURCES], *dates[MAX_SOURCES], *urls[MAX_SOURCES];
  guint np = split_expression (self, plan->publisher, cells, arena, plan->split, publishers);
  guint nt = split_expression (self, plan->title, cells, arena, plan->split, titles);
  guint nd = split_expression (self, plan->date, cells, arena, plan->split, dates);
  guint nu = split_expression (self, plan->url, cells, arena, plan->split, urls);
  guint before = self->row_sources->len;

  /* Lists of different lengths cannot be put side by side: a semicolon was part of a headline. */
  if (np > 1 && nt > 1 && np != nt)
    {
      nt = split_expression (self, plan->title, cells, arena, 0, titles);
      nd = 0;
    }
  for (guint i = 0; i < MAX (MAX (np, nt), nu); i++)
    add_source (self, (IbarImportSource){ pick (publishers, np, i), pick (titles, nt, i), pick (dates, nd, i),
                                          pick (urls, nu, i) });
  if (self->row_sources->len > before || ibar_import_expression_is_empty (plan->otherwise))
    return;
  nt = split_expression (self, plan->otherwise, cells, arena, plan->split, titles);
  for (guint i = 0; i < nt; i++)
    add_source (self, (IbarImportSource){ "", unquote (titles[i]), "", "" });
}

/* What Ibar's own exports write. A cell that reads otherwise stays in the raw row. */
static void
read_own_cells (IbarImportPlan *self, const IbarImportRow *row, IbarImportArena *arena, GPtrArray *notes, gboolean *keep)
{
  if (ibar_import_cells_read (self, row->cells, arena))
    return;
  for (int i = 0; i < IBAR_N_CELLS; i++)
    if (self->cell_columns[i] >= 0)
      keep[self->cell_columns[i]] = TRUE;
  ibar_import_row_note (self, notes, row, N_FIELDS, "",
            _ ("the actors, claims or sources are not written as Ibar writes them; they were kept in the raw row"), FALSE);
}

/* Everybody the row names and everything it counts, into the plan's arrays. keep: becomes TRUE for columns whose cell must stay
 * in the raw row. */
void
ibar_import_row_read_links (IbarImportPlan *self, const IbarImportRow *row, IbarImportArena *arena, GPtrArray *notes,
                            gboolean *keep)
{
  read_actors (self, row->cells, arena);
  read_claims (self, row, arena, notes, keep);
  g_array_set_size (self->row_sources, 0);
  for (guint i = 0; i < self->sources->len; i++)
    read_source (self, &g_array_index (self->sources, SourcePlan, i), row->cells, arena);
  g_array_set_size (self->row_namings, 0);
  if (self->has_cells)
    read_own_cells (self, row, arena, notes, keep);
}
