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

/* Names or sources in one cell: nobody's list is longer, and a damaged cell is no list. */
#define MAX_PARTS 10000

/* Cuts a cell at the mark, outside of double quotes, into max parts at the most. Each is the arena's, without blanks around it.
 */
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

static guint
count_parts (const char *text, char mark)
{
  guint n = 1;

  for (; mark != 0 && *text != '\0'; text++)
    n += *text == mark;
  return n;
}

/* parts: the arena's. cut: becomes TRUE where there were more than MAX_PARTS. */
static guint
split_text (IbarImportArena *arena, const char *text, char mark, char ***parts, gboolean *cut)
{
  guint most = MIN (count_parts (text, mark), MAX_PARTS + 1), n;

  *parts = ibar_import_arena_alloc (arena, most * sizeof **parts);
  n = split_cell (arena, text, mark, *parts, most);
  *cut = n > MAX_PARTS;
  return MIN (n, MAX_PARTS);
}

/* The row is taken, but for this cell; keep: of its column becomes TRUE. */
static void
note_cell (IbarImportPlan *self, const IbarImportRow *row, const IbarImportExpression *expression, const char *text,
           const char *reason, GPtrArray *notes, gboolean *keep)
{
  int column = ibar_import_expression_get_column (expression);
  IbarImportNote *note;

  ibar_import_row_note (self, notes, row, N_FIELDS, text, reason, FALSE);
  note = g_ptr_array_index (notes, notes->len - 1);
  g_free (note->column);
  note->column = g_strdup (column >= 0 ? self->columns[column] : "");
  if (column >= 0)
    keep[column] = TRUE;
}

static void
note_cut (IbarImportPlan *self,
          const IbarImportRow *row,
          const IbarImportExpression *expression,
          GPtrArray *notes,
          gboolean *keep)
{
  const char *text = ibar_import_expression_evaluate (expression, row->cells, NULL, self->scratch[0]);
  g_autofree char *reason
      = g_strdup_printf (_ ("more than %d entries; the first %d were taken, and all of the cell was kept in the raw row"),
                         MAX_PARTS, MAX_PARTS);

  note_cell (self, row, expression, text, reason, notes, keep);
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

/* Appends whoever one of the profile's actors names to the row's actors. Returns FALSE where there were too many. */
gboolean
ibar_import_row_read_actor (IbarImportPlan *self, guint number, char **cells, IbarImportArena *arena)
{
  const ActorPlan *plan = &g_array_index (self->actors, ActorPlan, number);
  const char *text = ibar_import_stated (ibar_import_expression_evaluate (plan->name, cells, NULL, self->scratch[0]));
  guint n_before = self->row_actors->len;
  char **parts;
  gboolean cut;
  guint n = split_text (arena, text, plan->split, &parts, &cut);
  g_autoptr (GHashTable) names = n > 1 ? g_hash_table_new (g_str_hash, g_str_equal) : NULL;

  for (guint k = 0; k < n; k++)
    if (*parts[k] != '\0' && (names == NULL || g_hash_table_add (names, parts[k])))
      add_actor (self, parts[k], plan->role != NULL ? plan->role : "", n_before);
  return !cut;
}

static void
read_actors (IbarImportPlan *self, const IbarImportRow *row, IbarImportArena *arena, GPtrArray *notes, gboolean *keep)
{
  g_array_set_size (self->row_actors, 0);
  for (guint i = 0; i < self->actors->len; i++)
    if (!ibar_import_row_read_actor (self, i, row->cells, arena))
      note_cut (self, row, g_array_index (self->actors, ActorPlan, i).name, notes, keep);
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

  if (*text == '\0' || (self->unknown != NULL && g_strv_contains ((const char *const *) self->unknown, text)))
    return -1;
  if (ibar_import_parse_count (text, &count, &error) && count >= 0)
    return count;
  if (error == NULL && self->unknown != NULL)
    for (char **unknown = self->unknown; *unknown != NULL; unknown++)
      if (g_ascii_strtoll (*unknown, NULL, 10) == count)
        return -1;
  note_cell (self, row, expression, text, error != NULL ? error->message : _ ("a negative figure; it was kept in the raw row"),
             notes, keep);
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

/* What splits the sources of one row, handed down as one. */
typedef struct
{
  IbarImportPlan      *plan;
  const IbarImportRow *row;
  IbarImportArena     *arena;
  GPtrArray           *notes;
  gboolean            *keep;
} Reading;

static guint
split_expression (Reading *self, const IbarImportExpression *expression, char mark, char ***parts)
{
  const char *text = ibar_import_stated (
      ibar_import_expression_evaluate (expression, self->row->cells, NULL, self->plan->scratch[0]));
  gboolean cut;
  guint n;

  if (*text == '\0')
    return 0;
  n = split_text (self->arena, text, mark, parts, &cut);
  if (cut)
    note_cut (self->plan, self->row, expression, self->notes, self->keep);
  return n;
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
read_source (Reading *self, const SourcePlan *plan)
{
  GArray *sources = self->plan->row_sources;
  char **publishers, **titles, **dates, **urls;
  guint np = split_expression (self, plan->publisher, plan->split, &publishers);
  guint nt = split_expression (self, plan->title, plan->split, &titles);
  guint nd = split_expression (self, plan->date, plan->split, &dates);
  guint nu = split_expression (self, plan->url, plan->split, &urls);
  guint before = sources->len;

  /* Lists of different lengths cannot be put side by side: a semicolon was part of a headline. */
  if (np > 1 && nt > 1 && np != nt)
    {
      nt = split_expression (self, plan->title, 0, &titles);
      nd = 0;
    }
  for (guint i = 0; i < MAX (MAX (np, nt), nu); i++)
    add_source (self->plan, (IbarImportSource){ pick (publishers, np, i), pick (titles, nt, i), pick (dates, nd, i),
                                                pick (urls, nu, i) });
  if (sources->len > before || ibar_import_expression_is_empty (plan->otherwise))
    return;
  nt = split_expression (self, plan->otherwise, plan->split, &titles);
  for (guint i = 0; i < nt; i++)
    add_source (self->plan, (IbarImportSource){ "", unquote (titles[i]), "", "" });
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
  for (int i = 0; i < IBAR_N_LISTS; i++)
    if (self->list_columns[i] >= 0)
      keep[self->list_columns[i]] = TRUE;
  ibar_import_row_note (self, notes, row, N_FIELDS, "",
            _ ("the actors, claims or sources are not written as Ibar writes them; they were kept in the raw row"), FALSE);
}

/* Everybody the row names and everything it counts, into the plan's arrays. keep: becomes TRUE for columns whose cell must stay
 * in the raw row. */
void
ibar_import_row_read_links (IbarImportPlan *self, const IbarImportRow *row, IbarImportArena *arena, GPtrArray *notes,
                            gboolean *keep)
{
  Reading reading = { self, row, arena, notes, keep };

  read_actors (self, row, arena, notes, keep);
  read_claims (self, row, arena, notes, keep);
  g_array_set_size (self->row_sources, 0);
  for (guint i = 0; i < self->sources->len; i++)
    read_source (&reading, &g_array_index (self->sources, SourcePlan, i));
  g_array_set_size (self->row_namings, 0);
  if (self->has_cells)
    read_own_cells (self, row, arena, notes, keep);
}
