/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which value a word of the filter text means.
 *
 * A value is known by its id and by every form of its name, without regard to case and diacritics; ibar-name-index.c
 * keeps them ready.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-filter"

#include "ibar-filter-names.h"
#include "ibar-fold.h"
#include "ibar-name-index.h"
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

/* The value a text names: its id as it stands, or any spelling, folded. -1 if there is none. */
int
ibar_filter_names_find (const IbarVocabulary *vocabulary, IbarFacet facet, const char *text)
{
  int value = ibar_name_index_find_id (vocabulary, facet, text);
  g_autofree char *key = NULL;
  const IbarSpelling *found;

  if (value >= 0)
    return value;
  key = ibar_fold (text);
  found = ibar_name_index_find_folded (vocabulary, facet, key);
  return found != NULL ? (int) found->value : -1;
}

static void
append_id (GString *list, const IbarVocabulary *vocabulary, IbarFacet facet, guint value)
{
  g_string_append_printf (list, list->len > 0 ? _ (", “%s”") : _ ("“%s”"),
                          ibar_filter_names_id (vocabulary, facet, value));
}

/* Two data sets may each have an actor of one name; which of them is meant is not ours to guess. */
char *
ibar_filter_names_several (const IbarVocabulary *vocabulary, IbarFacet facet, const char *text)
{
  g_autofree char *key = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  const IbarSpelling *all, *spelling;
  guint n, n_found = 0, last = 0;

  if (ibar_name_index_find_id (vocabulary, facet, text) >= 0)
    return NULL;
  key = ibar_fold (text);
  all = ibar_name_index_get_spellings (vocabulary, facet, &n);
  spelling = ibar_name_index_find_folded (vocabulary, facet, key);
  while (spelling != NULL && n_found < MAX_NEAREST)
    {
      if (n_found == 0 || spelling->value != last)
        {
          append_id (list, vocabulary, facet, spelling->value);
          n_found++;
        }
      last = spelling->value;
      spelling = spelling->next != 0 ? &all[spelling->next - 1] : NULL;
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
nearness (const char *text, gsize length, const char *spelling)
{
  gsize other = strlen (spelling), most = 1 + length / 3;
  guint distance;

  if (length >= 2 && other >= length && strstr (spelling, text) != NULL)
    return 1 + (strncmp (spelling, text, length) != 0);
  if (other > length + most || length > other + most)
    return G_MAXUINT; /* so many letters are too many or too few */
  distance = edit_distance (text, spelling);
  return distance <= most ? distance : G_MAXUINT;
}

char *
ibar_filter_names_nearest (const IbarVocabulary *vocabulary, IbarFacet facet, const char *text)
{
  g_autofree char *key = ibar_fold (text);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Near));
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gsize length = strlen (key);
  guint n;
  const IbarSpelling *spellings = ibar_name_index_get_spellings (vocabulary, facet, &n);

  for (guint i = 0; i < n; i++)
    {
      Near near = { G_MAXUINT, spellings[i].value, spellings[i].folded };

      if (spellings[i].first)
        near.distance = nearness (key, length, near.spelling);
      if (near.distance != G_MAXUINT)
        g_array_append_val (found, near);
    }
  g_array_sort (found, compare_near);
  for (guint i = 0; i < found->len && g_hash_table_size (seen) < MAX_NEAREST; i++)
    {
      const Near *near = &g_array_index (found, Near, i);

      if (g_hash_table_add (seen, GUINT_TO_POINTER (near->value)))
        append_id (list, vocabulary, facet, near->value);
    }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}
