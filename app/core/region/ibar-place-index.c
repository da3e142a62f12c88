/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds places and areas of the map by the beginning of a name, or of a word in it, in any form that the name
 * has and without its accents. All forms of one stand in one text, a line each: places first, then the areas. They are
 * folded when something is first sought. */

#define G_LOG_DOMAIN "ibar-place-index"

#include "config.h"

#include "ibar-place-index.h"

#include <string.h>

#define WORD_PENALTY 100 /* more than any rank: names that begin so come first */
#define AREA_RANK 3      /* behind the town it is named after, before its villages */

struct _IbarPlaceIndex
{
  gatomicrefcount ref_count;
  IbarRegion *region; /* (owned) */
  GMutex lock;        /* held by who folds */
  GPtrArray *texts;   /* (owned) (nullable), atomic; of char *, one each: "\nform\nform" */
};

typedef struct
{
  IbarPlaceHit what;
  int score;
} Hit;

static char *
fold_forms (const IbarNames *names)
{
  GString *text = g_string_new (NULL);

  for (int form = 0; form < IBAR_N_NAME_FORMS; form++)
    {
      g_autofree char *folded = names->form[form] != NULL ? ibar_fold_loosely (names->form[form]) : NULL;

      if (folded != NULL)
        g_string_append_printf (text, "\n%s", folded);
    }
  return g_string_free (text, FALSE);
}

/**
 * ibar_place_index_new:
 * @region: a region
 *
 * **Cost:** O(1)
 *
 * Returns: (transfer full): an index, whose names are folded when it is first asked
 */
IbarPlaceIndex *
ibar_place_index_new (IbarRegion *region)
{
  IbarPlaceIndex *self = g_new0 (IbarPlaceIndex, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->region = ibar_region_ref (region);
  return self;
}

IbarPlaceIndex *
ibar_place_index_ref (IbarPlaceIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ibar_place_index_unref (IbarPlaceIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  ibar_region_unref (self->region);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static GPtrArray *
fold_all (IbarRegion *region)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ibar_region_get_n_places (region); i++)
    g_ptr_array_add (texts, fold_forms (&ibar_region_get_place (region, i)->names));
  for (guint i = 0; i < ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA); i++)
    g_ptr_array_add (texts, fold_forms (&ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i)->names));
  return texts;
}

static const GPtrArray *
get_texts (IbarPlaceIndex *self)
{
  if (g_atomic_pointer_get (&self->texts) == NULL)
    {
      g_mutex_lock (&self->lock);
      if (self->texts == NULL)
        g_atomic_pointer_set (&self->texts, fold_all (self->region));
      g_mutex_unlock (&self->lock);
    }
  return self->texts;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *one = a, *other = b;

  if (one->score != other->score)
    return one->score - other->score;
  if (one->what.is_area != other->what.is_area)
    return one->what.is_area ? 1 : -1;
  return (one->what.index > other->what.index) - (one->what.index < other->what.index);
}

static Hit
make_hit (IbarPlaceIndex *self, guint number, gboolean begins)
{
  guint n_places = ibar_region_get_n_places (self->region);
  gboolean is_area = number >= n_places;
  int rank = is_area ? AREA_RANK : ibar_region_get_place (self->region, number)->rank;

  return (Hit){ { is_area, is_area ? number - n_places : number }, rank + (begins ? 0 : WORD_PENALTY) };
}

/**
 * ibar_place_index_find:
 * @self: an index
 * @text: the beginning of a name or of a word in it, as typed
 * @most: how many are wanted
 *
 * **Thread:** any. **Cost:** one look at every name, 1 ms for ten thousand places; the first time each is folded, some
 * 5 µs each.
 */
GArray *
ibar_place_index_find (IbarPlaceIndex *self, const char *text, guint most)
{
  g_autofree char *folded = g_strstrip (ibar_fold_loosely (text));
  g_autofree char *name = g_strconcat ("\n", folded, NULL);
  g_autofree char *word = g_strconcat (" ", folded, NULL);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  GArray *found = g_array_new (FALSE, FALSE, sizeof (IbarPlaceHit));
  const GPtrArray *texts = get_texts (self);

  for (guint i = 0; folded[0] != '\0' && i < texts->len; i++)
    {
      const char *forms = g_ptr_array_index (texts, i);
      gboolean begins = strstr (forms, name) != NULL;
      Hit hit;

      if (!begins && strstr (forms, word) == NULL)
        continue;
      hit = make_hit (self, i, begins);
      g_array_append_val (hits, hit);
    }
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < MIN (hits->len, most); i++)
    g_array_append_val (found, g_array_index (hits, Hit, i).what);
  return found;
}
