/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values by their ids and by their names, kept with the vocabulary.
 *
 * There may be a hundred thousand actors, and folding their names takes a tenth of a second: far too long for somebody
 * who types. So it is done once, when a name is first asked for; the session has a thread do it as soon as a collection is
 * open (ibar_filter_prepare_names()). Ids, which is what the program writes, have a table of their own that is made
 * without folding anything.
 *
 * Sizes: 6 bytes an id; 40 bytes and the text an id or spelling.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-filter"

#include "ibar-filter-names.h"
#include "ibar-fold.h"
#include "ibar-name-index.h"

#include <string.h>

/* Open addressing, two thirds full at most; a slot holds an index + 1, 0 = free. */
typedef struct
{
  guint32 *slots; /* (nullable) before it is made */
  guint32  n_slots;
} Table;

typedef struct
{
  Table         ids; /* to values */
  Table         folded; /* to the first of the spellings that are the same when folded */
  IbarSpelling *spellings; /* (nullable) ascending by value and number, without empty ones */
  guint32       n_spellings;
  int           has_ids, has_spellings; /* atomic: whether they are there */
} FacetNames;

struct _IbarNameIndex
{
  GMutex        lock; /* held by who makes a part of it */
  FacetNames    facets[IBAR_N_FACETS];
  GStringChunk *texts;
};

/* [bytes] a block of texts */
#define TEXTS_BLOCK 65536

static void
table_init (Table *table, guint n)
{
  table->n_slots = n + n / 2 + 1;
  table->slots = g_new0 (guint32, table->n_slots);
}

/* Where a text begins to look for its slot: the high half of hash × slots. */
static guint32
first_slot (const Table *table, const char *text)
{
  guint32 hash = g_str_hash (text) * 0x9E3779B1u;

  return (guint32) ((guint64) hash * table->n_slots >> 32);
}

static guint32
next_slot (const Table *table, guint32 slot)
{
  return slot + 1 < table->n_slots ? slot + 1 : 0;
}

/* The slot of a value's id, or the free one where it belongs. */
static guint32 *
id_slot (const Table *table, const IbarVocabulary *vocabulary, IbarFacet facet, const char *id)
{
  guint32 slot = first_slot (table, id);

  while (table->slots[slot] != 0
         && strcmp (ibar_filter_names_id (vocabulary, facet, table->slots[slot] - 1), id) != 0)
    slot = next_slot (table, slot);
  return &table->slots[slot];
}

static guint32 *
folded_slot (const FacetNames *names, const char *folded)
{
  const Table *table = &names->folded;
  guint32 slot = first_slot (table, folded);

  while (table->slots[slot] != 0 && strcmp (names->spellings[table->slots[slot] - 1].folded, folded) != 0)
    slot = next_slot (table, slot);
  return &table->slots[slot];
}

static void
make_ids (FacetNames *names, const IbarVocabulary *vocabulary, IbarFacet facet)
{
  guint n = ibar_filter_names_n (vocabulary, facet);

  table_init (&names->ids, n);
  for (guint value = 0; value < n; value++)
    *id_slot (&names->ids, vocabulary, facet, ibar_filter_names_id (vocabulary, facet, value)) = value + 1;
}

static void
add_spelling (GArray *spellings, GStringChunk *texts, const char *text, guint32 value, guint32 number)
{
  g_autofree char *folded = ibar_fold (text);
  g_autofree char *loose = ibar_fold_loosely (text);
  IbarSpelling spelling = { .value = value, .number = number };

  if (*folded == '\0' && *loose == '\0')
    return;
  spelling.folded = g_string_chunk_insert (texts, folded);
  spelling.loose = g_str_equal (folded, loose) ? spelling.folded : g_string_chunk_insert (texts, loose);
  g_array_append_val (spellings, spelling);
}

/* From the last to the first, so that those which are the same follow each other in their order. */
static void
link_spellings (FacetNames *names)
{
  table_init (&names->folded, names->n_spellings);
  for (guint32 i = names->n_spellings; i-- > 0;)
    {
      IbarSpelling *spelling = &names->spellings[i];
      guint32 *slot;

      if (*spelling->folded == '\0')
        continue;
      slot = folded_slot (names, spelling->folded);
      spelling->next = *slot;
      spelling->first = TRUE;
      if (*slot != 0)
        names->spellings[*slot - 1].first = FALSE;
      *slot = i + 1;
    }
}

static void
make_spellings (FacetNames *names, GStringChunk *texts, const IbarVocabulary *vocabulary, IbarFacet facet)
{
  GArray *spellings = g_array_new (FALSE, FALSE, sizeof (IbarSpelling));
  guint n = ibar_filter_names_n (vocabulary, facet);
  gsize n_spellings;

  for (guint value = 0; value < n; value++)
    {
      const char *text;

      for (guint number = 0; (text = ibar_filter_names_spelling (vocabulary, facet, value, number)) != NULL; number++)
        add_spelling (spellings, texts, text, value, number);
    }
  names->spellings = g_array_steal (spellings, &n_spellings);
  names->n_spellings = (guint32) n_spellings;
  g_array_unref (spellings);
  link_spellings (names);
}

static void
name_index_free (gpointer data)
{
  IbarNameIndex *self = data;

  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      g_free (self->facets[facet].ids.slots);
      g_free (self->facets[facet].folded.slots);
      g_free (self->facets[facet].spellings);
    }
  g_string_chunk_free (self->texts);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static IbarNameIndex *
name_index_new (void)
{
  IbarNameIndex *self = g_new0 (IbarNameIndex, 1);

  g_mutex_init (&self->lock);
  self->texts = g_string_chunk_new (TEXTS_BLOCK);
  return self;
}

/* The vocabulary's own; what is known without any collection, the words for confidence, has one for good. */
static IbarNameIndex *
get_index (const IbarVocabulary *vocabulary)
{
  static IbarNameIndex *without;
  IbarVocabulary *owner = (IbarVocabulary *) vocabulary; /* nothing that can be seen changes */
  IbarNameIndex **place = owner != NULL ? &owner->names : &without;
  IbarNameIndex *index = g_atomic_pointer_get (place);

  if (index != NULL)
    return index;
  index = name_index_new ();
  if (!g_atomic_pointer_compare_and_exchange (place, NULL, index))
    {
      name_index_free (index);
      return g_atomic_pointer_get (place);
    }
  if (owner != NULL)
    owner->free_names = name_index_free;
  return index;
}

static const FacetNames *
get_ids (const IbarVocabulary *vocabulary, IbarFacet facet)
{
  IbarNameIndex *index = get_index (vocabulary);
  FacetNames *names = &index->facets[facet];

  if (!g_atomic_int_get (&names->has_ids))
    {
      g_mutex_lock (&index->lock);
      if (!names->has_ids)
        make_ids (names, vocabulary, facet);
      g_atomic_int_set (&names->has_ids, TRUE);
      g_mutex_unlock (&index->lock);
    }
  return names;
}

static const FacetNames *
get_spellings (const IbarVocabulary *vocabulary, IbarFacet facet)
{
  IbarNameIndex *index = get_index (vocabulary);
  FacetNames *names = &index->facets[facet];

  if (!g_atomic_int_get (&names->has_spellings))
    {
      g_mutex_lock (&index->lock);
      if (!names->has_spellings)
        make_spellings (names, index->texts, vocabulary, facet);
      g_atomic_int_set (&names->has_spellings, TRUE);
      g_mutex_unlock (&index->lock);
    }
  return names;
}

/**
 * ibar_name_index_find_id:
 * @vocabulary: (nullable): knows the values
 * @facet: of which kind
 * @id: any text
 *
 * Returns: the value that has it for its id, or -1
 *
 * **Thread:** any. **Cost:** O(1); the first time O(values), some 0.1 µs each
 */
int
ibar_name_index_find_id (const IbarVocabulary *vocabulary, IbarFacet facet, const char *id)
{
  const FacetNames *names = get_ids (vocabulary, facet);

  return (int) *id_slot (&names->ids, vocabulary, facet, id) - 1;
}

/**
 * ibar_name_index_get_spellings:
 * @vocabulary: (nullable): knows the values
 * @facet: of which kind
 * @n: (out): how many there are
 *
 * Returns: (transfer none) (array length=n): every id and name, ascending by value and number, without those that fold to
 *   nothing; valid as long as the vocabulary
 *
 * **Thread:** any. **Cost:** O(1); the first time O(names), about 1 µs each
 */
const IbarSpelling *
ibar_name_index_get_spellings (const IbarVocabulary *vocabulary, IbarFacet facet, guint *n)
{
  const FacetNames *names = get_spellings (vocabulary, facet);

  *n = names->n_spellings;
  return names->spellings;
}

/**
 * ibar_name_index_find_folded:
 * @vocabulary: (nullable): knows the values
 * @facet: of which kind
 * @folded: a text as ibar_fold() gives it
 *
 * Returns: (transfer none) (nullable): the first spelling that is the same, which leads to the others
 *
 * **Thread:** any. **Cost:** as ibar_name_index_get_spellings()
 */
const IbarSpelling *
ibar_name_index_find_folded (const IbarVocabulary *vocabulary, IbarFacet facet, const char *folded)
{
  const FacetNames *names = get_spellings (vocabulary, facet);
  guint32 found = *folded_slot (names, folded);

  return found != 0 ? &names->spellings[found - 1] : NULL;
}

/* [bytes] what the table of ids takes; 0 before it is made. */
gsize
ibar_name_index_get_ids_size (const IbarVocabulary *vocabulary, IbarFacet facet)
{
  const FacetNames *names = &get_index (vocabulary)->facets[facet];

  return g_atomic_int_get (&names->has_ids) ? names->ids.n_slots * sizeof (guint32) : 0;
}

/**
 * ibar_filter_prepare_names:
 * @vocabulary: a collection's
 *
 * Folds all names, so that nobody has to wait for it who looks one up.
 *
 * **Thread:** any. **Cost:** O(names), about 1 µs each
 */
void
ibar_filter_prepare_names (const IbarVocabulary *vocabulary)
{
  g_return_if_fail (vocabulary != NULL);

  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    get_ids (vocabulary, (IbarFacet) facet);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    get_spellings (vocabulary, (IbarFacet) facet);
}
