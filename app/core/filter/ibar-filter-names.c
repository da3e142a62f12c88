/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which value a word of the filter text means.
 *
 * A value is known by its id and by every form of its name, without regard to case and diacritics. Tables of
 * ids and of folded spellings are made a facet at a time and only when needed: text that the program wrote
 * holds ids and costs one table of pointers.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-filter"

#include "ibar-filter-names.h"
#include "ibar-terms.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Names longer than this are not compared letter by letter. */
#define MAX_COMPARED 64
#define MAX_NEAREST 3

const IbarFacet ibar_filter_facet_order[IBAR_N_FACETS]
    = { IBAR_FACET_ACTOR,      IBAR_FACET_TYPE,   IBAR_FACET_MUNICIPALITY, IBAR_FACET_PLACE,
        IBAR_FACET_CONFIDENCE, IBAR_FACET_SOURCE, IBAR_FACET_DATASET };

static const char *const facet_keys[IBAR_N_FACETS] = {
  [IBAR_FACET_ACTOR] = "actor",           [IBAR_FACET_TYPE] = "type",     [IBAR_FACET_MUNICIPALITY] = "in",
  [IBAR_FACET_PLACE] = "place",           [IBAR_FACET_SOURCE] = "source", [IBAR_FACET_DATASET] = "dataset",
  [IBAR_FACET_CONFIDENCE] = "confidence",
};

/* Second spellings, for those who type. */
static const char *const confidences[IBAR_N_CONFIDENCES][2] = {
  { "high", NULL }, { "medium", NULL },   { "low", NULL }, { "general knowledge", "general-knowledge" },
  { "unstated", NULL },
};

const char *
ibar_filter_facet_key (IbarFacet facet)
{
  return facet_keys[facet];
}

gboolean
ibar_filter_find_facet (const char *key, gsize length, IbarFacet *facet)
{
  for (guint i = 0; i < IBAR_N_FACETS; i++)
    if (strlen (facet_keys[i]) == length && g_ascii_strncasecmp (facet_keys[i], key, length) == 0)
      {
        *facet = i;
        return TRUE;
      }
  return FALSE;
}

void
ibar_filter_names_init (IbarFilterNames *self, const IbarVocabulary *vocabulary)
{
  *self = (IbarFilterNames){ .vocabulary = vocabulary };
}

void
ibar_filter_names_clear (IbarFilterNames *self)
{
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      g_clear_pointer (&self->ids[facet], g_hash_table_unref);
      g_clear_pointer (&self->folded[facet], g_hash_table_unref);
      g_clear_pointer (&self->shared[facet], g_hash_table_unref);
    }
}

static const GPtrArray *
get_table (const IbarVocabulary *vocabulary, IbarFacet facet)
{
  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      return vocabulary->actors;
    case IBAR_FACET_TYPE:
      return vocabulary->types;
    case IBAR_FACET_MUNICIPALITY:
      return vocabulary->municipalities;
    case IBAR_FACET_PLACE:
      return vocabulary->places;
    case IBAR_FACET_SOURCE:
      return vocabulary->sources;
    case IBAR_FACET_DATASET:
      return vocabulary->datasets;
    case IBAR_FACET_CONFIDENCE:
    case IBAR_N_FACETS:
    default:
      return NULL;
    }
}

/* How many values a facet has. */
guint
ibar_filter_names_n (const IbarVocabulary *vocabulary, IbarFacet facet)
{
  return facet == IBAR_FACET_CONFIDENCE ? (guint) IBAR_N_CONFIDENCES
         : vocabulary != NULL           ? get_table (vocabulary, facet)->len
                                        : 0;
}

const char *
ibar_filter_names_id (const IbarVocabulary *vocabulary, IbarFacet facet, guint value)
{
  gconstpointer entry;

  if (facet == IBAR_FACET_CONFIDENCE)
    return confidences[value][0];
  entry = g_ptr_array_index (get_table (vocabulary, facet), value);
  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      return ((const IbarActor *) entry)->id;
    case IBAR_FACET_TYPE:
      return ((const IbarEventType *) entry)->id;
    case IBAR_FACET_PLACE:
      return ((const IbarPlace *) entry)->id;
    case IBAR_FACET_SOURCE:
      return ((const IbarSource *) entry)->id;
    case IBAR_FACET_DATASET:
      return ((const IbarDataset *) entry)->id;
    case IBAR_FACET_MUNICIPALITY:
    case IBAR_FACET_CONFIDENCE:
    case IBAR_N_FACETS:
    default:
      return entry;
    }
}

static const char *
name_form (const IbarNames *names, guint number)
{
  if (number >= IBAR_N_NAME_FORMS)
    return NULL;
  return names->form[number] != NULL ? names->form[number] : "";
}

const char *
ibar_filter_names_spelling (const IbarVocabulary *vocabulary, IbarFacet facet, guint value, guint number)
{
  gconstpointer entry;

  if (facet == IBAR_FACET_CONFIDENCE)
    return number < 2 ? confidences[value][number] : NULL;
  if (number == 0)
    return ibar_filter_names_id (vocabulary, facet, value);
  entry = g_ptr_array_index (get_table (vocabulary, facet), value);
  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      return name_form (&((const IbarActor *) entry)->names, number - 1);
    case IBAR_FACET_PLACE:
      return name_form (&((const IbarPlace *) entry)->names, number - 1);
    case IBAR_FACET_TYPE:
      return number == 1 ? ((const IbarEventType *) entry)->label
             : number == 2 ? ibar_term_type (((const IbarEventType *) entry)->label)
                           : NULL;
    case IBAR_FACET_SOURCE:
      return number == 1 && ((const IbarSource *) entry)->title != NULL ? ((const IbarSource *) entry)->title : NULL;
    case IBAR_FACET_DATASET:
      return number == 1 ? ((const IbarDataset *) entry)->name : NULL;
    case IBAR_FACET_MUNICIPALITY:
    case IBAR_FACET_CONFIDENCE:
    case IBAR_N_FACETS:
    default:
      return NULL;
    }
}

static GHashTable *
get_ids (IbarFilterNames *self, IbarFacet facet)
{
  if (self->ids[facet] == NULL)
    {
      guint n = ibar_filter_names_n (self->vocabulary, facet);

      self->ids[facet] = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint value = 0; value < n; value++)
        g_hash_table_insert (self->ids[facet], (gpointer) ibar_filter_names_id (self->vocabulary, facet, value),
                             GUINT_TO_POINTER (value + 1));
    }
  return self->ids[facet];
}

static GHashTable *
get_folded (IbarFilterNames *self, IbarFacet facet)
{
  GHashTable *table = self->folded[facet];
  guint n = ibar_filter_names_n (self->vocabulary, facet);

  if (table != NULL)
    return table;
  self->folded[facet] = table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shared[facet] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint value = 0; value < n; value++)
    {
      const char *spelling;

      for (guint number = 0;
           (spelling = ibar_filter_names_spelling (self->vocabulary, facet, value, number)) != NULL; number++)
        {
          char *key = ibar_fold (spelling);

          guint first = GPOINTER_TO_UINT (g_hash_table_lookup (table, key));

          if (first == 0 && *key != '\0')
            g_hash_table_insert (table, key, GUINT_TO_POINTER (value + 1));
          else if (first != 0 && first != value + 1)
            g_hash_table_add (self->shared[facet], key);
          else
            g_free (key);
        }
    }
  return table;
}

/* The value a text names: its id as it stands, or any spelling, folded. -1 if there is none. */
int
ibar_filter_names_find (IbarFilterNames *self, IbarFacet facet, const char *text)
{
  gpointer value = g_hash_table_lookup (get_ids (self, facet), text);
  g_autofree char *key = NULL;

  if (value == NULL)
    {
      key = ibar_fold (text);
      value = g_hash_table_lookup (get_folded (self, facet), key);
    }
  return (int) GPOINTER_TO_UINT (value) - 1;
}

static gboolean
is_spelled (IbarFilterNames *self, IbarFacet facet, guint value, const char *key)
{
  const char *spelling;

  for (guint number = 0; (spelling = ibar_filter_names_spelling (self->vocabulary, facet, value, number)) != NULL; number++)
    {
      g_autofree char *folded = ibar_fold (spelling);

      if (g_str_equal (folded, key))
        return TRUE;
    }
  return FALSE;
}

/* Two data sets may each have an actor of one name; which of them is meant is not ours to guess. */
char *
ibar_filter_names_several (IbarFilterNames *self, IbarFacet facet, const char *text)
{
  g_autofree char *key = ibar_fold (text);
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = ibar_filter_names_n (self->vocabulary, facet), n_found = 0;

  if (g_hash_table_contains (get_ids (self, facet), text))
    return NULL;
  get_folded (self, facet); /* finds what is shared */
  if (!g_hash_table_contains (self->shared[facet], key))
    return NULL;
  for (guint value = 0; value < n && n_found < MAX_NEAREST; value++)
    {
      if (!is_spelled (self, facet, value, key))
        continue;
      n_found++;
      g_string_append_printf (list, list->len > 0 ? _ (", “%s”") : _ ("“%s”"),
                              ibar_filter_names_id (self->vocabulary, facet, value));
    }
  return n_found > 1 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

/* How many letters have to be put in, left out, replaced or exchanged with a neighbour to make one text of
 * the other; optimal string alignment, on bytes of folded text. */
static guint
edit_distance (const char *a, const char *b)
{
  guint rows[3][MAX_COMPARED + 1];
  gsize n = strlen (a), m = strlen (b);

  if (n > MAX_COMPARED || m > MAX_COMPARED)
    return G_MAXUINT;
  for (gsize j = 0; j <= m; j++)
    rows[0][j] = j;
  for (gsize i = 1; i <= n; i++)
    {
      guint *here = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];

      here[0] = i;
      for (gsize j = 1; j <= m; j++)
        {
          here[j] = MIN (MIN (above[j], here[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            here[j] = MIN (here[j], above2[j - 2] + 1);
        }
    }
  return rows[n % 3][m];
}

typedef struct
{
  guint       distance;
  guint       value;
  const char *spelling; /* folded, owned by the table */
} Near;

static int
compare_near (gconstpointer a, gconstpointer b)
{
  const Near *x = a, *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return strcmp (x->spelling, y->spelling);
}

/* A name that holds the text counts as near, the shorter the nearer; else by letters, a third of them wrong. */
static guint
nearness (const char *text, const char *spelling)
{
  guint distance;

  if (strlen (text) >= 2 && strstr (spelling, text) != NULL)
    return 1 + (strncmp (spelling, text, strlen (text)) != 0);
  distance = edit_distance (text, spelling);
  return distance <= 1 + strlen (text) / 3 ? distance : G_MAXUINT;
}

char *
ibar_filter_names_nearest (IbarFilterNames *self, IbarFacet facet, const char *text)
{
  g_autofree char *key = ibar_fold (text);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Near));
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer spelling, value;

  g_hash_table_iter_init (&iter, get_folded (self, facet));
  while (g_hash_table_iter_next (&iter, &spelling, &value))
    {
      Near near = { nearness (key, spelling), GPOINTER_TO_UINT (value) - 1, spelling };

      if (near.distance != G_MAXUINT)
        g_array_append_val (found, near);
    }
  g_array_sort (found, compare_near);
  for (guint i = 0; i < found->len && g_hash_table_size (seen) < MAX_NEAREST; i++)
    {
      const Near *near = &g_array_index (found, Near, i);

      if (!g_hash_table_add (seen, GUINT_TO_POINTER (near->value)))
        continue;
      g_string_append_printf (list, list->len > 0 ? _ (", “%s”") : _ ("“%s”"),
                              ibar_filter_names_id (self->vocabulary, facet, near->value));
    }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}
