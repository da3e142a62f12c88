/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All names of places and actors in a cell, so that an export that is imported again has lost none of them.
 *
 *   place_forms   [kind] "name", sq "…", sr-Latn "…"
 *   actor_forms   id [kind] < parent = "name", sq "…", en "…"; …
 *
 * The name without a form is the row's own; a form may come twice. Actors are those of the event and of its claims, and the
 * actors these belong to. ibar-import-cells.c reads it.
 */
#define G_LOG_DOMAIN "ibar-export-names"

#include "config.h"

#include "ibar-export-names.h"

#include "ibar-sqlite.h"

struct _IbarExportNames
{
  GHashTable *places, *actors; /* row → text */
};

#define PLACES                                                                                   \
  "SELECT p.fid, p.name, n.form, n.name FROM place p LEFT JOIN place_name n ON n.place_fid = p.fid " \
  "ORDER BY p.fid, n.fid"
#define ACTORS                                                                                   \
  "SELECT a.fid, a.name, n.form, n.name FROM actor a LEFT JOIN actor_name n ON n.actor_fid = a.fid " \
  "ORDER BY a.fid, n.fid"

void
ibar_export_append_enclosed (GString *out, char open, const char *text, char close)
{
  g_string_append_c (out, open);
  for (const char *p = text; *p != '\0'; p++)
    {
      g_string_append_c (out, *p);
      if (*p == close)
        g_string_append_c (out, close);
    }
  g_string_append_c (out, close);
}

static void
append_name (GString *text, const char *form, const char *name)
{
  if (name == NULL || *name == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, ", ");
  if (form != NULL && *form != '\0')
    g_string_append_printf (text, "%s ", form);
  ibar_export_append_enclosed (text, '"', name, '"');
}

static void
keep (GHashTable *table, gint64 fid, GString *text)
{
  gint64 *key;

  if (text->len == 0)
    return;
  key = g_new (gint64, 1);
  *key = fid;
  g_hash_table_insert (table, key, g_strdup (text->str));
  g_string_truncate (text, 0);
}

/* Rows of one thing follow each other. */
static gboolean
load (IbarCollection *collection, const char *sql, GHashTable *table, GError **error)
{
  const char *path = ibar_collection_get_path (collection);
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (ibar_collection_get_db (collection), path, sql, error);
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 last = 0;
  gboolean row = stmt != NULL;

  if (stmt == NULL)
    return FALSE;
  while (row)
    {
      gint64 fid;

      if (!ibar_sqlite_step (stmt, path, &row, error))
        return FALSE;
      fid = row ? sqlite3_column_int64 (stmt, 0) : 0;
      if (!row || fid != last)
        keep (table, last, text);
      if (row && fid != last)
        {
          g_autofree char *name = ibar_sqlite_dup_text (stmt, 1);

          append_name (text, NULL, name);
        }
      if (row && sqlite3_column_type (stmt, 2) != SQLITE_NULL)
        {
          g_autofree char *form = ibar_sqlite_dup_text (stmt, 2), *name = ibar_sqlite_dup_text (stmt, 3);

          append_name (text, form, name);
        }
      last = fid;
    }
  return TRUE;
}

/**
 * ibar_export_names_load:
 * @collection: a collection
 * @error: return location
 *
 * Returns: (transfer full) (nullable): all names, or NULL with @error set
 *
 * **Cost:** O(names) in time and memory
 */
IbarExportNames *
ibar_export_names_load (IbarCollection *collection, GError **error)
{
  g_autoptr (IbarExportNames) self = g_new0 (IbarExportNames, 1);

  self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->actors = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  if (!load (collection, PLACES, self->places, error) || !load (collection, ACTORS, self->actors, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
ibar_export_names_free (IbarExportNames *self)
{
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->actors);
  g_free (self);
}

static void
append_kind (GString *out, const char *kind)
{
  if (kind == NULL || *kind == '\0')
    return;
  ibar_export_append_enclosed (out, '[', kind, ']');
  g_string_append_c (out, ' ');
}

/* FALSE: nothing is known of it. */
gboolean
ibar_export_names_append_place (const IbarExportNames *self, const IbarPlace *place, GString *out)
{
  const char *text = g_hash_table_lookup (self->places, &place->fid);

  append_kind (out, place->kind);
  g_string_append (out, text != NULL ? text : "");
  return out->len > 0;
}

static void
append_actor (const IbarExportNames *self, const IbarVocabulary *words, int index, GArray *written, GString *out)
{
  const IbarActor *actor = g_ptr_array_index (words->actors, (guint) index);
  const char *text = g_hash_table_lookup (self->actors, &actor->fid);

  for (guint i = 0; i < written->len; i++)
    if (g_array_index (written, int, i) == index)
      return;
  g_array_append_val (written, index);
  g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "", actor->id);
  if (actor->kind != NULL && *actor->kind != '\0')
    {
      g_string_append_c (out, ' ');
      ibar_export_append_enclosed (out, '[', actor->kind, ']');
    }
  if (actor->parent >= 0)
    g_string_append_printf (out, " < %s", ((const IbarActor *) g_ptr_array_index (words->actors, (guint) actor->parent))->id);
  if (text != NULL)
    g_string_append_printf (out, " = %s", text);
  /* Parents come before their children in the vocabulary: this ends. */
  if (actor->parent >= 0)
    append_actor (self, words, actor->parent, written, out);
}

/* FALSE: there is none. */
gboolean
ibar_export_names_append_actors (const IbarExportNames *self, const IbarVocabulary *words, const IbarEventRecord *record,
                                 GString *out)
{
  g_autoptr (GArray) written = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < record->actors->len; i++)
    append_actor (self, words, g_array_index (record->actors, IbarEventActor, i).actor, written, out);
  for (guint i = 0; i < record->claims->len; i++)
    {
      const IbarClaim *claim = g_ptr_array_index (record->claims, i);

      if (claim->actor >= 0)
        append_actor (self, words, claim->actor, written, out);
    }
  return written->len > 0;
}
