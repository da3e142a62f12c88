/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading what Ibar's exports write into one cell, and the parallel lists of its JSON.
 *
 * ibar-export-fields.c writes the notation; what stands between marks has the closing mark doubled inside, so that
 * nothing an account says can end it early:
 *
 *   actors    id (role); …
 *   claims    ›› group figure [source, source] {note}; …   a › a level: lies inside the nearest group with fewer;
 *             a group in quotes is the account's own words, without them an actor's id
 *   figure    best | best (low–high) | low–high | ≥ n (low and best) | ≤ n (high); either bound may be left out
 *   sources   publisher: "title", date <address> [language] {note} | …
 *   places    [kind] "name", form "name", …
 *   names     id [kind] < parent = "name", form "name"; …    of the actors
 *
 * A cell that is not written so loses nothing: what cannot be read is kept in the raw row.
 */
#define G_LOG_DOMAIN "ibar-import-cells"

#include "config.h"

#include "ibar-import-plan-private.h"

#include <string.h>

static const char *const cell_keys[IBAR_N_CELLS]
    = { "actors", "killed", "injured", "sources", "source-ids", "place-forms", "actor-forms" };

static const char *const list_keys[IBAR_N_LISTS]
    = { "actor-id",    "actor-name",   "actor-role",  "claim-kind",   "claim-group",      "claim-actor",  "claim-depth",
        "claim-low",   "claim-best",   "claim-high",  "claim-note",   "claim-sources",    "source-id",    "source-publisher",
        "source-title", "source-date", "source-url",  "source-language", "source-note" };

#define MAX_ENTRIES 10000 /* actors, claims and who makes them, sources and names in the cells of one row together */

/* Binding ---------------------------------------------------------------------------------------- */

static int
bind_column (IbarImportPlan *plan, const IbarImportProfile *profile, const char *group, const char *key,
             GHashTable *columns)
{
  g_autofree char *name = ibar_import_profile_dup (profile, group, key);
  int column = ibar_import_find_column (columns, name);

  if (column >= 0)
    plan->raw[column] = FALSE;
  return column;
}

/* Finds the columns that the profile's groups [cells] and [lists] name. */
void
ibar_import_cells_bind (IbarImportPlan *plan, const IbarImportProfile *profile, GHashTable *columns)
{
  for (int i = 0; i < IBAR_N_CELLS; i++)
    {
      plan->cell_columns[i] = bind_column (plan, profile, "cells", cell_keys[i], columns);
      plan->has_cells = plan->has_cells || plan->cell_columns[i] >= 0;
    }
  for (int i = 0; i < IBAR_N_LISTS; i++)
    {
      plan->list_columns[i] = bind_column (plan, profile, "lists", list_keys[i], columns);
      plan->has_cells = plan->has_cells || plan->list_columns[i] >= 0;
    }
}

static const char *
get_cell (const IbarImportPlan *plan, char **cells, IbarImportCell which)
{
  return plan->cell_columns[which] >= 0 ? cells[plan->cell_columns[which]] : "";
}

/* Text ------------------------------------------------------------------------------------------- */

static gboolean
skip (const char **p, const char *text)
{
  gsize n = strlen (text);

  if (strncmp (*p, text, n) != 0)
    return FALSE;
  *p += n;
  return TRUE;
}

/* What stands before the mark that closes it, doubled marks single again; p is behind the opening one. NULL: it is
 * not closed. */
static const char *
take_enclosed (const char **p, char close, IbarImportArena *arena)
{
  const char *end = strchr (*p, close);
  char *text, *out;

  while (end != NULL && end[1] == close)
    end = strchr (end + 2, close);
  if (end == NULL)
    return NULL;
  text = out = ibar_import_arena_alloc (arena, (gsize) (end - *p) + 1);
  for (const char *c = *p; c < end; c++)
    {
      *out++ = *c;
      if (*c == close)
        c++;
    }
  *out = '\0';
  *p = end + 1;
  return text;
}

static gboolean
begins_with_any (const char *text, const char *const *marks)
{
  for (; *marks != NULL; marks++)
    if (*text == **marks && g_str_has_prefix (text, *marks))
      return TRUE;
  return FALSE;
}

/* Up to the first of the marks, or the end. */
static const char *
take_until (const char **p, const char *const *marks, IbarImportArena *arena)
{
  const char *end = *p;
  char *text;

  while (*end != '\0' && !begins_with_any (end, marks))
    end++;
  text = ibar_import_arena_alloc (arena, (gsize) (end - *p) + 1);
  memcpy (text, *p, (gsize) (end - *p));
  text[end - *p] = '\0';
  *p = end;
  return text;
}

/* Whether the row may have so many entries more. No event has as many: what goes beyond is damage, and stays in the raw
 * row. */
static gboolean
take_entries (IbarImportPlan *plan, guint n)
{
  plan->row_entries += n;
  return plan->row_entries <= MAX_ENTRIES;
}

/* Actors ----------------------------------------------------------------------------------------- */

static gboolean
read_actors (IbarImportPlan *plan, const char *text, IbarImportArena *arena)
{
  static const char *const marks[] = { " (", "; ", NULL };

  while (*text != '\0')
    {
      IbarImportActor actor = { take_until (&text, marks, arena), "", NULL };

      actor.id = actor.name;
      if (skip (&text, " ("))
        actor.role = take_enclosed (&text, ')', arena);
      if (*actor.name == '\0' || actor.role == NULL || (*text != '\0' && !skip (&text, "; ")) || !take_entries (plan, 1))
        return FALSE;
      g_array_append_val (plan->row_actors, actor);
    }
  return TRUE;
}

/* Claims ----------------------------------------------------------------------------------------- */

static gboolean
take_count (const char **p, gint64 *count)
{
  char *end;

  if (!g_ascii_isdigit (**p))
    return FALSE;
  *count = (gint64) g_ascii_strtoull (*p, &end, 10);
  *p = end;
  return *count >= 0;
}

/* low–high, either of which may be left out. */
static gboolean
take_bounds (const char **p, IbarImportClaim *claim)
{
  take_count (p, &claim->low);
  if (!skip (p, "–"))
    return FALSE;
  take_count (p, &claim->high);
  return TRUE;
}

static gboolean
take_figure (const char **p, IbarImportClaim *claim)
{
  gint64 first;

  if (skip (p, "≥ "))
    {
      if (!take_count (p, &claim->best))
        return FALSE;
      claim->low = claim->best;
      return TRUE;
    }
  if (skip (p, "≤ "))
    return take_count (p, &claim->high);
  if (!take_count (p, &first))
    return FALSE;
  if (skip (p, "–"))
    {
      claim->low = first;
      take_count (p, &claim->high);
      return TRUE;
    }
  claim->best = first;
  return !skip (p, " (") || (take_bounds (p, claim) && skip (p, ")"));
}

static const char **
take_ids (const char *text, const char *mark, guint16 *n_ids, IbarImportArena *arena)
{
  g_auto (GStrv) parts = g_strsplit (text, mark, MAX_ENTRIES + 1);
  const char **ids;

  *n_ids = (guint16) g_strv_length (parts);
  ids = ibar_import_arena_alloc (arena, sizeof (char *) * (*n_ids + 1u));
  for (guint i = 0; i < *n_ids; i++)
    ids[i] = ibar_import_arena_dup (arena, parts[i]);
  return ids;
}

/* The group that contains one of this depth: the nearest before it with fewer levels. depths: [levels] of the claims of
 * this event. */
static const char *
find_parent (const IbarImportPlan *plan, const GArray *depths, int depth)
{
  for (guint i = depths->len; i > 0; i--)
    {
      const IbarImportClaim *claim = &g_array_index (plan->row_claims, IbarImportClaim, i - 1);

      if (g_array_index (depths, int, i - 1) < depth)
        return claim->actor != NULL ? claim->actor : claim->group;
    }
  return NULL;
}

static gboolean
add_claim (IbarImportPlan *plan, GArray *depths, IbarImportClaim *claim, int depth)
{
  if (!take_entries (plan, 1u + claim->n_sources))
    return FALSE;
  claim->parent = depth > 0 ? find_parent (plan, depths, depth) : NULL;
  g_array_append_val (depths, depth);
  g_array_append_val (plan->row_claims, *claim);
  return TRUE;
}

static gboolean
take_claim (IbarImportPlan *plan, GArray *depths, const char *kind, const char **p, IbarImportArena *arena)
{
  static const char *const marks[] = { " ", NULL };
  IbarImportClaim claim = { .kind = kind, .low = -1, .best = -1, .high = -1 };
  int depth = 0;

  while (skip (p, "›"))
    depth++;
  if (depth > 0)
    skip (p, " ");
  if (skip (p, "\""))
    claim.group = take_enclosed (p, '"', arena);
  else
    claim.actor = claim.group = take_until (p, marks, arena);
  if (claim.group == NULL || *claim.group == '\0' || !skip (p, " ") || !take_figure (p, &claim))
    return FALSE;
  if (skip (p, " ["))
    {
      const char *ids = take_enclosed (p, ']', arena);

      if (ids == NULL)
        return FALSE;
      claim.sources = take_ids (ids, ", ", &claim.n_sources, arena);
    }
  if (skip (p, " {"))
    claim.note = take_enclosed (p, '}', arena);
  return add_claim (plan, depths, &claim, depth) && (**p == '\0' || skip (p, "; "));
}

static gboolean
read_claims (IbarImportPlan *plan, GArray *depths, const char *kind, const char *text, IbarImportArena *arena)
{
  /* The first claim of a kind lies inside nothing, so groups of killed never lie inside groups of injured. */
  while (*text != '\0')
    if (!take_claim (plan, depths, kind, &text, arena))
      return FALSE;
  return TRUE;
}

/* Sources ---------------------------------------------------------------------------------------- */

static gboolean
take_source (IbarImportPlan *plan, const char **p, const char *id, IbarImportArena *arena)
{
  static const char *const marks[] = { ": \"", ", ", " <", " [", " {", " | ", NULL };
  static const char *const after_date[] = { " <", " [", " {", " | ", NULL };
  IbarImportSource source = { "", "", "", "", id, "", "" };
  g_autoptr (GString) publisher = g_string_new (NULL);
  const char *before;

  if (skip (p, "\""))
    {
      const char *quoted = take_enclosed (p, '"', arena);

      if (quoted == NULL)
        return FALSE;
      g_string_assign (publisher, quoted);
    }
  else
    do
      {
        before = *p;
        g_string_append (publisher, take_until (p, marks, arena));
        /* A comma belongs to the name unless a year follows. */
        if (g_str_has_prefix (*p, ", ") && !g_ascii_isdigit ((*p)[2]))
          {
            g_string_append (publisher, ", ");
            *p += 2;
          }
        else
          break;
      }
    while (*p > before);
  source.publisher = ibar_import_arena_dup (arena, publisher->str);
  if (skip (p, ": \""))
    source.title = take_enclosed (p, '"', arena);
  if (skip (p, ", "))
    source.date = take_until (p, after_date, arena);
  if (skip (p, " <"))
    source.url = take_enclosed (p, '>', arena);
  if (skip (p, " ["))
    source.language = take_enclosed (p, ']', arena);
  if (skip (p, " {"))
    source.note = take_enclosed (p, '}', arena);
  if (source.title == NULL || source.url == NULL || source.language == NULL || source.note == NULL
      || !take_entries (plan, 1))
    return FALSE;
  g_array_append_val (plan->row_sources, source);
  return **p == '\0' || skip (p, " | ");
}

static gboolean
read_sources (IbarImportPlan *plan, const char *text, const char *ids, IbarImportArena *arena)
{
  guint16 n_ids = 0;
  const char **id = *ids != '\0' ? take_ids (ids, "; ", &n_ids, arena) : NULL;

  for (guint i = 0; *text != '\0'; i++)
    if (!take_source (plan, &text, i < n_ids ? id[i] : NULL, arena))
      return FALSE;
  return TRUE;
}

/* Names ------------------------------------------------------------------------------------------ */

static gboolean
take_forms (const char **p, IbarImportNaming *naming, IbarImportArena *arena)
{
  static const char *const marks[] = { " \"", ", ", "; ", NULL };
  IbarImportForm forms[100];
  guint n = 0;

  do
    {
      IbarImportForm form = { "", NULL };

      if (!skip (p, "\""))
        {
          form.form = take_until (p, marks, arena);
          if (!skip (p, " \""))
            return FALSE;
        }
      form.name = take_enclosed (p, '"', arena);
      if (form.name == NULL || n == G_N_ELEMENTS (forms))
        return FALSE;
      forms[n++] = form;
    }
  while (skip (p, ", "));
  naming->n_forms = (guint16) n;
  naming->forms = memcpy (ibar_import_arena_alloc (arena, n * sizeof *forms), forms, n * sizeof *forms);
  return TRUE;
}

static gboolean
read_place_forms (IbarImportPlan *plan, const char *text, IbarImportArena *arena)
{
  IbarImportNaming naming = { 0 };

  if (*text == '\0')
    return TRUE;
  if (skip (&text, "["))
    {
      naming.kind = take_enclosed (&text, ']', arena);
      if (naming.kind == NULL)
        return FALSE;
      skip (&text, " ");
    }
  if ((*text != '\0' && !take_forms (&text, &naming, arena)) || *text != '\0' || !take_entries (plan, 1u + naming.n_forms))
    return FALSE;
  g_array_append_val (plan->row_namings, naming);
  return TRUE;
}

static gboolean
read_actor_forms (IbarImportPlan *plan, const char *text, IbarImportArena *arena)
{
  static const char *const after_id[] = { " [", " < ", " = ", "; ", NULL };
  static const char *const after_parent[] = { " = ", "; ", NULL };

  while (*text != '\0')
    {
      IbarImportNaming naming = { .id = take_until (&text, after_id, arena) };

      if (skip (&text, " ["))
        {
          naming.kind = take_enclosed (&text, ']', arena);
          if (naming.kind == NULL)
            return FALSE;
        }
      if (skip (&text, " < "))
        naming.parent = take_until (&text, after_parent, arena);
      if (*naming.id == '\0' || (skip (&text, " = ") && !take_forms (&text, &naming, arena))
          || (*text != '\0' && !skip (&text, "; ")) || !take_entries (plan, 1u + naming.n_forms))
        return FALSE;
      g_array_append_val (plan->row_namings, naming);
    }
  return TRUE;
}

/* Lists ------------------------------------------------------------------------------------------ */

/* Lists of one row that are read side by side: what is left of each, NULL at its end. */
typedef struct
{
  const char *left[IBAR_N_LISTS];
} Lists;

static void
lists_init (Lists *self, const IbarImportPlan *plan, char **cells)
{
  for (int i = 0; i < IBAR_N_LISTS; i++)
    {
      const char *cell = plan->list_columns[i] >= 0 ? cells[plan->list_columns[i]] : "";

      self->left[i] = *cell != '\0' ? cell : NULL;
    }
}

/* The next value of a list, "" where it has none any more. */
static const char *
take_item (Lists *self, IbarImportList which, IbarImportArena *arena)
{
  static const char *const marks[] = { IBAR_IMPORT_LIST_MARK, NULL };
  const char **left = &self->left[which], *item;

  if (*left == NULL)
    return "";
  item = take_until (left, marks, arena);
  *left = **left != '\0' ? *left + 1 : NULL;
  return item;
}

static gint64
take_item_figure (Lists *self, IbarImportList which, IbarImportArena *arena)
{
  const char *text = take_item (self, which, arena);

  return *text != '\0' ? g_ascii_strtoll (text, NULL, 10) : -1;
}

static gboolean
take_actor_item (IbarImportPlan *plan, Lists *lists, IbarImportArena *arena)
{
  IbarImportActor actor = { take_item (lists, IBAR_LIST_ACTOR_NAME, arena), take_item (lists, IBAR_LIST_ACTOR_ROLE, arena),
                            take_item (lists, IBAR_LIST_ACTOR_ID, arena) };

  if (!take_entries (plan, 1))
    return FALSE;
  if (*actor.name == '\0')
    actor.name = actor.id;
  if (*actor.name != '\0')
    g_array_append_val (plan->row_actors, actor);
  return TRUE;
}

static gboolean
take_claim_item (IbarImportPlan *plan, Lists *lists, GArray *depths, IbarImportArena *arena)
{
  const char *kind = take_item (lists, IBAR_LIST_CLAIM_KIND, arena);
  const char *group = take_item (lists, IBAR_LIST_CLAIM_GROUP, arena);
  const char *ids = take_item (lists, IBAR_LIST_CLAIM_SOURCES, arena);
  gint64 depth = take_item_figure (lists, IBAR_LIST_CLAIM_DEPTH, arena);
  IbarImportClaim claim = { .kind = g_str_equal (kind, "injured") ? "injured" : "killed",
                            .group = group,
                            .note = take_item (lists, IBAR_LIST_CLAIM_NOTE, arena),
                            .low = take_item_figure (lists, IBAR_LIST_CLAIM_LOW, arena),
                            .best = take_item_figure (lists, IBAR_LIST_CLAIM_BEST, arena),
                            .high = take_item_figure (lists, IBAR_LIST_CLAIM_HIGH, arena) };

  /* What an actor's claim contains names the actor, too: only its own group is the actor. */
  if (g_str_equal (take_item (lists, IBAR_LIST_CLAIM_ACTOR, arena), group))
    claim.actor = group;
  if (*ids != '\0')
    claim.sources = take_ids (ids, ", ", &claim.n_sources, arena);
  return add_claim (plan, depths, &claim, (int) CLAMP (depth, 0, MAX_ENTRIES));
}

static gboolean
take_source_item (IbarImportPlan *plan, Lists *lists, IbarImportArena *arena)
{
  IbarImportSource source = { take_item (lists, IBAR_LIST_SOURCE_PUBLISHER, arena),
                              take_item (lists, IBAR_LIST_SOURCE_TITLE, arena),
                              take_item (lists, IBAR_LIST_SOURCE_DATE, arena),
                              take_item (lists, IBAR_LIST_SOURCE_URL, arena),
                              take_item (lists, IBAR_LIST_SOURCE_ID, arena),
                              take_item (lists, IBAR_LIST_SOURCE_LANGUAGE, arena),
                              take_item (lists, IBAR_LIST_SOURCE_NOTE, arena) };

  if (!take_entries (plan, 1))
    return FALSE;
  g_array_append_val (plan->row_sources, source);
  return TRUE;
}

static gboolean
read_lists (IbarImportPlan *plan, char **cells, GArray *depths, IbarImportArena *arena)
{
  gboolean good = TRUE;
  Lists lists;

  lists_init (&lists, plan, cells);
  while (good && lists.left[IBAR_LIST_ACTOR_ID] != NULL)
    good = take_actor_item (plan, &lists, arena);
  while (good && lists.left[IBAR_LIST_CLAIM_GROUP] != NULL)
    good = take_claim_item (plan, &lists, depths, arena);
  while (good && lists.left[IBAR_LIST_SOURCE_ID] != NULL)
    good = take_source_item (plan, &lists, arena);
  return good;
}

/**
 * ibar_import_cells_read:
 * @plan: a plan
 * @cells: a row's cells
 * @arena: where strings go
 *
 * Adds what the row's cells and lists hold to the plan's actors, claims, sources and names of this row.
 *
 * Returns: FALSE where a cell is not written as an export writes it, or there are far too many entries; what was read up
 *   to there is kept
 */
gboolean
ibar_import_cells_read (IbarImportPlan *plan, char **cells, IbarImportArena *arena)
{
  g_autoptr (GArray) depths = g_array_new (FALSE, FALSE, sizeof (int));
  gboolean good;

  plan->row_entries = 0;
  good = read_actors (plan, get_cell (plan, cells, IBAR_CELL_ACTORS), arena);
  good = read_claims (plan, depths, "killed", get_cell (plan, cells, IBAR_CELL_KILLED), arena) && good;
  good = read_claims (plan, depths, "injured", get_cell (plan, cells, IBAR_CELL_INJURED), arena) && good;
  good = read_sources (plan, get_cell (plan, cells, IBAR_CELL_SOURCES), get_cell (plan, cells, IBAR_CELL_SOURCE_IDS), arena)
         && good;
  good = read_place_forms (plan, get_cell (plan, cells, IBAR_CELL_PLACE_FORMS), arena) && good;
  good = read_actor_forms (plan, get_cell (plan, cells, IBAR_CELL_ACTOR_FORMS), arena) && good;
  return read_lists (plan, cells, depths, arena) && good;
}
