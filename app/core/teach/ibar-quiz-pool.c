/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that may be asked about, and what may not and why.
 *
 * A pool is made once for a region and some events, sorted by the candidates' ids, so that the same
 * data and the same seed give the same quiz on every machine. What is unverified or less certain
 * than a question can bear is set aside with a reason; nothing is left out in silence. */

#define G_LOG_DOMAIN "ibar-quiz-pool"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-quiz-private.h"
#include "ibar-region-areas.h"

static void
clear_candidate (IbarQuizCandidate *candidate)
{
  ibar_names_clear (&candidate->names);
  g_free (candidate->id);
  g_free (candidate->kind);
  g_free (candidate->summary);
  g_free (candidate->source);
  g_clear_pointer (&candidate->features, g_array_unref);
}

static void
clear_rejection (IbarQuizRejection *rejection)
{
  g_free (rejection->name);
  g_free (rejection->reason);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (((const IbarQuizCandidate *) a)->id, ((const IbarQuizCandidate *) b)->id);
}

/* Sets a candidate, or some questions about it, aside. */
void
ibar_quiz_pool_reject (IbarQuizPool *self,
                       IbarQuizSet set,
                       const char *name,
                       guint kinds,
                       const char *reason)
{
  IbarQuizRejection rejection = { set, g_strdup (name), kinds, g_strdup (reason) };

  g_array_append_val (self->rejections, rejection);
}

/* Which candidates share a spelling with another of their set, or of their set and area. */
static gboolean *
find_shared (IbarQuizPool *self, gboolean by_area)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean *shared = g_new0 (gboolean, self->candidates->len + 1);

  for (guint i = 0; i < self->candidates->len; i++)
    {
      const IbarQuizCandidate *candidate = ibar_quiz_pool_get (self, i);
      char **spellings = g_ptr_array_index (self->spellings, i);

      for (guint k = 0; candidate->set != IBAR_QUIZ_EVENTS && spellings[k] != NULL; k++)
        {
          char *key = g_strdup_printf ("%d:%d:%s", (int) candidate->set,
                                       by_area ? candidate->area : 0, spellings[k]);
          guint first = GPOINTER_TO_UINT (g_hash_table_lookup (seen, key));

          if (first > 0 && first != i + 1)
            shared[i] = shared[first - 1] = TRUE;
          g_hash_table_insert (seen, key, GUINT_TO_POINTER (first > 0 ? first : i + 1));
        }
    }
  return shared;
}

/* Two things of one name in one area cannot be told apart by a question. */
static void
mark_namesakes (IbarQuizPool *self)
{
  g_autofree gboolean *namesakes = find_shared (self, FALSE);
  g_autofree gboolean *ambiguous = find_shared (self, TRUE);
  const guint asked = IBAR_QUIZ_BIT (IBAR_QUIZ_FIND) | IBAR_QUIZ_BIT (IBAR_QUIZ_NORTH);

  for (guint i = 0; i < self->candidates->len; i++)
    {
      IbarQuizCandidate *candidate = &g_array_index (self->candidates, IbarQuizCandidate, i);

      candidate->namesake = namesakes[i];
      if (!ambiguous[i] || (candidate->kinds & asked) == 0)
        continue;
      ibar_quiz_pool_reject (self, candidate->set, ibar_names_get (&candidate->names, IBAR_NAME_EN),
                             candidate->kinds & asked,
                             _ ("Another one in the same municipality has the same name"));
      candidate->kinds &= ~asked;
    }
}

static void
finish (IbarQuizPool *self)
{
  g_array_sort (self->candidates, compare_ids);
  for (guint i = 0; i < self->candidates->len; i++)
    g_ptr_array_add (self->spellings,
                     ibar_quiz_dup_spellings (&ibar_quiz_pool_get (self, i)->names));
  mark_namesakes (self);
}

/**
 * ibar_quiz_pool_new:
 * @region: the region
 * @collection: (nullable): where the events are; NULL: without events
 * @events: (array length=n_events) (nullable): rows (fid) of the events to ask about
 * @n_events: how many; beyond %IBAR_QUIZ_MOST_EVENTS, so many are taken evenly
 * @error: return location
 *
 * Gathers what can be asked about.
 *
 * Returns: (transfer full) (nullable): the pool, which holds the region but not the collection
 *
 * **Errors:** those of reading the collection. **Thread:** any that may use the collection.
 * **Cost:** O(places log places + events).
 */
IbarQuizPool *
ibar_quiz_pool_new (IbarRegion *region,
                    IbarCollection *collection,
                    const gint64 *events,
                    gsize n_events,
                    GError **error)
{
  g_autoptr (IbarQuizPool) self = g_new0 (IbarQuizPool, 1);

  g_return_val_if_fail (region != NULL, NULL);
  g_return_val_if_fail (n_events == 0 || (collection != NULL && events != NULL), NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->region = ibar_region_ref (region);
  self->candidates = g_array_new (FALSE, TRUE, sizeof (IbarQuizCandidate));
  g_array_set_clear_func (self->candidates, (GDestroyNotify) clear_candidate);
  self->rejections = g_array_new (FALSE, TRUE, sizeof (IbarQuizRejection));
  g_array_set_clear_func (self->rejections, (GDestroyNotify) clear_rejection);
  self->spellings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->n_areas = ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA);
  self->relations = ibar_region_relate_areas (region);
  ibar_quiz_pool_add_region (self);
  if (n_events > 0 && !ibar_quiz_pool_add_events (self, collection, events, n_events, error))
    return NULL;
  finish (self);
  return g_steal_pointer (&self);
}

/**
 * ibar_quiz_pool_ref:
 * @self: a pool
 *
 * Returns: (transfer full): @self
 *
 * **Thread:** any.
 */
IbarQuizPool *
ibar_quiz_pool_ref (IbarQuizPool *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ibar_quiz_pool_unref:
 * @self: (transfer full) (nullable): a pool
 *
 * **Thread:** any.
 */
void
ibar_quiz_pool_unref (IbarQuizPool *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->candidates);
  g_array_unref (self->rejections);
  g_ptr_array_unref (self->spellings);
  ibar_region_unref (self->region);
  g_free (self->relations);
  g_free (self);
}

/**
 * ibar_quiz_pool_get_region:
 * @self: a pool
 *
 * Returns: (transfer none): its region
 */
IbarRegion *
ibar_quiz_pool_get_region (IbarQuizPool *self)
{
  return self->region;
}

/**
 * ibar_quiz_pool_get_n:
 * @self: a pool
 *
 * Returns: how many candidates it has
 */
guint
ibar_quiz_pool_get_n (IbarQuizPool *self)
{
  return self->candidates->len;
}

/**
 * ibar_quiz_pool_get:
 * @self: a pool
 * @index: a candidate's number, in the order of the ids
 *
 * Returns: (transfer none): the candidate
 */
const IbarQuizCandidate *
ibar_quiz_pool_get (IbarQuizPool *self, guint index)
{
  g_return_val_if_fail (index < self->candidates->len, NULL);

  return &g_array_index (self->candidates, IbarQuizCandidate, index);
}

/**
 * ibar_quiz_pool_find:
 * @self: a pool
 * @id: a candidate's id
 *
 * Returns: its number, or -1
 */
int
ibar_quiz_pool_find (IbarQuizPool *self, const char *id)
{
  const IbarQuizCandidate key = { .id = (char *) id };
  guint found;

  return g_array_binary_search (self->candidates, &key, compare_ids, &found) ? (int) found : -1;
}

/**
 * ibar_quiz_pool_get_n_rejected:
 * @self: a pool
 *
 * Returns: how many things were set aside, as a whole or for some questions
 */
guint
ibar_quiz_pool_get_n_rejected (IbarQuizPool *self)
{
  return self->rejections->len;
}

/**
 * ibar_quiz_pool_get_rejected:
 * @self: a pool
 * @index: a number
 *
 * Returns: (transfer none): what was set aside, and why
 */
const IbarQuizRejection *
ibar_quiz_pool_get_rejected (IbarQuizPool *self, guint index)
{
  g_return_val_if_fail (index < self->rejections->len, NULL);

  return &g_array_index (self->rejections, IbarQuizRejection, index);
}

gboolean
ibar_quiz_candidate_in_scope (const IbarQuizCandidate *candidate, const IbarQuizSettings *settings)
{
  return (settings->sets & IBAR_QUIZ_BIT (candidate->set)) != 0
         && (settings->kinds & candidate->kinds) != 0 && (!settings->home || candidate->home);
}

/**
 * ibar_quiz_pool_count:
 * @self: a pool
 * @settings: of a quiz
 *
 * Returns: how many candidates such a quiz chooses from; `cards` is not looked at
 */
guint
ibar_quiz_pool_count (IbarQuizPool *self, const IbarQuizSettings *settings)
{
  guint n = 0, n_settlements = 0;

  for (guint i = 0; i < self->candidates->len; i++)
    {
      const IbarQuizCandidate *candidate = ibar_quiz_pool_get (self, i);

      if (!ibar_quiz_candidate_in_scope (candidate, settings))
        continue;
      if (candidate->set == IBAR_QUIZ_SETTLEMENTS && settings->largest > 0
          && ++n_settlements > settings->largest)
        continue;
      n++;
    }
  return n;
}

/**
 * ibar_quiz_pool_get_days:
 * @self: a pool
 * @first: (out): the first day of its events
 * @last: (out): the last
 *
 * Returns: whether there is an event that is dated
 */
gboolean
ibar_quiz_pool_get_days (IbarQuizPool *self, IbarDay *first, IbarDay *last)
{
  *first = IBAR_DAY_MAX;
  *last = IBAR_DAY_MIN;
  for (guint i = 0; i < self->candidates->len; i++)
    {
      const IbarQuizCandidate *candidate = ibar_quiz_pool_get (self, i);

      if (candidate->start == IBAR_DAY_NONE)
        continue;
      *first = MIN (*first, candidate->start);
      *last = MAX (*last, candidate->end);
    }
  return *first <= *last;
}

/* Whether a spelling of one is a spelling of the other: then neither is wrong where the other is
 * right. */
gboolean
ibar_quiz_pool_share_name (IbarQuizPool *self, guint a, guint b)
{
  char **of_a = g_ptr_array_index (self->spellings, a);
  char **of_b = g_ptr_array_index (self->spellings, b);

  for (guint i = 0; of_a[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) of_b, of_a[i]))
      return TRUE;
  return FALSE;
}
