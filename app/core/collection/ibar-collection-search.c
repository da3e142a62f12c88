/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text search: word by word over what events say and over every spelling of the names they are
 * linked with (see data/schema.sql). A word of the query matches the beginning of a word of the
 * text; words in double quotes must stand together; all of them must match somewhere, each where it
 * likes: "kfor zvecan gas" finds an event at Zvečan by KFOR whose summary speaks of gas.
 *
 * Row numbers of one word are sorted into an array (ascending already but for names) and arrays are
 * intersected: 8 bytes a hit, no table in between. */

#define G_LOG_DOMAIN "ibar-collection-search"

#include "config.h"

#include <string.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"

#define MAX_WORDS 32 /* more are no search but a text pasted by mistake; the rest is ignored */

static const struct
{
  const char *name;
  const char *sql;
} lookups[] = {
  { "search-text", "SELECT rowid FROM event_text WHERE event_text MATCH ?1" },
  { "search-places", "SELECT fid FROM event WHERE place_fid IN "
                     "(SELECT owner FROM name_text WHERE name_text MATCH ?1 AND rowid % 4 < 2)" },
  { "search-actors", "SELECT event_fid FROM event_actor WHERE actor_fid IN "
                     "(SELECT owner FROM name_text WHERE name_text MATCH ?1 AND rowid % 4 >= 2)" },
};

static gboolean
has_letters (const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      if (g_unichar_isalnum (g_utf8_get_char (p)))
        return TRUE;
    }
  return FALSE;
}

/* One term as an FTS5 string, which takes any bytes between its quotes; a star for "begins with".
 */
static void
add_term (GPtrArray *terms, const char *start, gsize length, gboolean prefix)
{
  GString *term;

  if (!has_letters (start, length) || terms->len >= MAX_WORDS)
    return;
  term = g_string_new ("\"");
  for (gsize i = 0; i < length; i++)
    g_string_append_c (term, start[i] == '"' ? ' ' : start[i]);
  g_string_append (term, prefix ? "\" *" : "\"");
  g_ptr_array_add (terms, g_string_free (term, FALSE));
}

/* The query's terms; a quote that is not closed goes to the end and is still being typed. */
static GPtrArray *
split_terms (const char *folded)
{
  GPtrArray *terms = g_ptr_array_new_with_free_func (g_free);
  const char *p = folded;

  while (*p != '\0')
    {
      const char *end;

      if (*p == '"')
        {
          end = strchr (++p, '"');
          add_term (terms, p, end != NULL ? (gsize) (end - p) : strlen (p), end == NULL);
          p = end != NULL ? end + 1 : p + strlen (p);
        }
      else if (g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      else
        {
          for (end = p; *end != '\0' && *end != '"' && !g_unichar_isspace (g_utf8_get_char (end));)
            end = g_utf8_next_char (end);
          add_term (terms, p, (gsize) (end - p), TRUE);
          p = end;
        }
    }
  return terms;
}

static int
compare_fids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
sort_unique (GArray *fids, gboolean sorted)
{
  guint n = 0;
  gint64 *data = (gint64 *) (gpointer) fids->data;

  if (!sorted)
    g_array_sort (fids, compare_fids);
  for (guint i = 0; i < fids->len; i++)
    {
      if (n == 0 || data[n - 1] != data[i])
        data[n++] = data[i];
    }
  g_array_set_size (fids, n);
}

/* Keeps in fids what is in others too; both sorted. */
static void
intersect (GArray *fids, const GArray *others)
{
  gint64 *data = (gint64 *) (gpointer) fids->data;
  guint n = 0, j = 0;

  for (guint i = 0; i < fids->len; i++)
    {
      while (j < others->len && g_array_index (others, gint64, j) < data[i])
        j++;
      if (j < others->len && g_array_index (others, gint64, j) == data[i])
        data[n++] = data[i];
    }
  g_array_set_size (fids, n);
}

static GArray *
find_term (IbarCollection *self, const char *term, GError **error)
{
  g_autoptr (GArray) fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean sorted = TRUE;
  gint64 last = G_MININT64;

  for (guint i = 0; i < G_N_ELEMENTS (lookups); i++)
    {
      sqlite3_stmt *stmt
          = ibar_collection_get_statement (self, lookups[i].name, lookups[i].sql, error);
      gboolean row = TRUE;

      if (stmt == NULL)
        return NULL;
      ibar_sqlite_bind_text (stmt, 1, term);
      while (row)
        {
          gint64 fid;

          if (!ibar_sqlite_step (stmt, self->path, &row, error))
            return NULL;
          if (!row)
            break;
          fid = sqlite3_column_int64 (stmt, 0);
          sorted = sorted && fid >= last;
          last = fid;
          g_array_append_val (fids, fid);
        }
    }
  sort_unique (fids, sorted);
  return g_steal_pointer (&fids);
}

/**
 * ibar_collection_search:
 * @self: a collection
 * @text: what to look for, as a person types it; upper and lower case and diacritics do not matter
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Finds the events in whose title, summary, place's or actors' names, in any spelling, every word
 * of
 * @text begins a word.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the events' rows, sorted; shape [n].
 * None if @text has no letter and no digit. NULL with @error set if it failed.
 *
 * Errors: %IBAR_ERROR_CANCELLED, %IBAR_ERROR_CORRUPT, %IBAR_ERROR_BUSY.
 *
 * Thread: the collection's.
 *
 * Cost: O(hits of every word), log-linear where names match.
 */
GArray *
ibar_collection_search (IbarCollection *self,
                        const char *text,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *folded = NULL;
  g_autoptr (GPtrArray) terms = NULL;
  g_autoptr (GArray) found = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  folded = ibar_fold (text);
  terms = split_terms (folded);
  if (terms->len == 0)
    return g_array_new (FALSE, FALSE, sizeof (gint64));

  ibar_sqlite_set_cancellable (self->db, cancellable);
  for (guint i = 0; i < terms->len; i++)
    {
      g_autoptr (GArray) hits = find_term (self, g_ptr_array_index (terms, i), error);

      if (hits == NULL)
        {
          g_clear_pointer (&found, g_array_unref);
          break;
        }
      if (found == NULL)
        found = g_steal_pointer (&hits);
      else
        intersect (found, hits);
    }
  ibar_sqlite_set_cancellable (self->db, NULL);
  return g_steal_pointer (&found);
}
