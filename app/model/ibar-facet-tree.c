/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values of one facet, sorted and put below each other.
 *
 * Values are in the order of their totals, except confidence (an order of its own); equal ones by name: sorting by the
 * live counts would make rows jump under the pointer. A collection may have twenty thousand actors and as many sources,
 * so this is made in a worker where the collection is large; nothing here needs the session. */

#define G_LOG_DOMAIN "ibar-facet-tree"

#include "config.h"

#include "ibar-facet-tree.h"
#include "ibar-terms.h"

#include <string.h>

static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  IbarFacetItem *first = *(IbarFacetItem *const *) a;
  IbarFacetItem *second = *(IbarFacetItem *const *) b;
  guint first_total = ibar_facet_item_get_total (first);
  guint second_total = ibar_facet_item_get_total (second);

  if (ibar_facet_item_get_facet (first) == IBAR_FACET_CONFIDENCE)
    return (int) ibar_facet_item_get_value (first) - (int) ibar_facet_item_get_value (second);
  if (first_total != second_total)
    return first_total < second_total ? 1 : -1;
  return strcmp (ibar_facet_item_get_collation (first), ibar_facet_item_get_collation (second));
}

static void
make_items (IbarFacetTree *self, const IbarValueLabels *labels, IbarColumns *columns, IbarFacet facet,
            const guint32 *totals)
{
  guint n_values = ibar_columns_get_n_values (columns, facet);

  for (guint value = 0; value < n_values; value++)
    {
      g_autofree char *spellings = NULL;
      IbarFacetItem *item;

      if (totals[value] == 0)
        continue;
      spellings = ibar_value_labels_dup_spellings (labels, facet, value);
      item = ibar_facet_item_new (facet, value, ibar_columns_get_value_id (columns, facet, value), spellings,
                                  totals[value]);
      g_ptr_array_add (self->items, item);
      g_hash_table_insert (self->by_id, (char *) ibar_facet_item_get_id (item), item);
    }
}

static IbarFacetItem *
find_parent (IbarFacetTree *self, const IbarValueLabels *labels, IbarFacetItem *item)
{
  GPtrArray *actors = labels->vocabulary->actors;
  const IbarActor *actor;

  if (ibar_facet_item_get_facet (item) != IBAR_FACET_ACTOR)
    return NULL;
  actor = g_ptr_array_index (actors, ibar_facet_item_get_value (item));
  if (actor->parent < 0)
    return NULL;
  return g_hash_table_lookup (self->by_id, ((IbarActor *) g_ptr_array_index (actors, actor->parent))->id);
}

/* Contingents go below the actor they belong to, where that has events. */
static void
place_in_tree (IbarFacetTree *self, const IbarValueLabels *labels)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      IbarFacetItem *item = g_ptr_array_index (self->items, i);
      IbarFacetItem *parent = find_parent (self, labels, item);

      if (parent != NULL)
        ibar_facet_item_add_child (parent, item);
      else
        g_ptr_array_add (self->top, item);
    }
}

static char *
dup_actor_detail (IbarFacetItem *item, const IbarValueLabels *labels)
{
  const IbarActor *actor = g_ptr_array_index (labels->vocabulary->actors, ibar_facet_item_get_value (item));
  const char *kind = ibar_term_kind (actor->kind);

  return *kind != '\0' ? g_strdup_printf ("%s · %s", kind, actor->id) : g_strdup (actor->id);
}

/* Actors of one name are told apart by their kind and their id. */
static void
tell_apart (IbarFacetTree *self, const IbarValueLabels *labels)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal); /* label → how many bear it */

  for (guint i = 0; i < self->items->len; i++)
    {
      gpointer label = (gpointer) ibar_facet_item_get_label (g_ptr_array_index (self->items, i));
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, label));

      g_hash_table_insert (numbers, label, GUINT_TO_POINTER (n + 1));
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      IbarFacetItem *item = g_ptr_array_index (self->items, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, ibar_facet_item_get_label (item)));
      g_autofree char *detail = n > 1 ? dup_actor_detail (item, labels) : NULL;

      ibar_facet_item_set_detail (item, detail);
    }
}

/**
 * ibar_facet_tree_name:
 * @self: the values
 * @labels: what they are called now
 *
 * Names the items that are there; their order stays as it is.
 */
void
ibar_facet_tree_name (IbarFacetTree *self, const IbarValueLabels *labels)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      IbarFacetItem *item = g_ptr_array_index (self->items, i);
      IbarFacet facet = ibar_facet_item_get_facet (item);
      guint value = ibar_facet_item_get_value (item);
      g_autofree char *label = ibar_value_labels_dup (labels, facet, value);
      g_autofree char *detail = ibar_value_labels_dup_detail (labels, facet, value);

      ibar_facet_item_set_label (item, label);
      if (facet != IBAR_FACET_ACTOR)
        ibar_facet_item_set_detail (item, detail);
    }
  if (self->items->len > 0 && ibar_facet_item_get_facet (self->items->pdata[0]) == IBAR_FACET_ACTOR)
    tell_apart (self, labels);
}

/**
 * ibar_facet_tree_new:
 * @labels: what the values are called
 * @columns: (nullable): the collection's
 * @facet: which facet
 * @totals: (nullable): events of each value without any filter, shape [n_values]; NULL: no collection
 *
 * **Thread:** any. **Cost:** some microseconds a value.
 *
 * Returns: (transfer full): the values
 */
IbarFacetTree *
ibar_facet_tree_new (const IbarValueLabels *labels, IbarColumns *columns, IbarFacet facet, const guint32 *totals)
{
  IbarFacetTree *self = g_new0 (IbarFacetTree, 1);

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->top = g_ptr_array_new ();
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  if (totals == NULL)
    return self;
  self->columns = ibar_columns_ref (columns);
  make_items (self, labels, columns, facet, totals);
  ibar_facet_tree_name (self, labels);
  g_ptr_array_sort_with_data (self->items, compare_items, NULL);
  place_in_tree (self, labels);
  return self;
}

/* Makes the items ready to be searched; else the first search does. */
void
ibar_facet_tree_fold (IbarFacetTree *self)
{
  for (guint i = 0; i < self->items->len; i++)
    ibar_facet_item_matches (g_ptr_array_index (self->items, i), "a");
}

void
ibar_facet_tree_free (IbarFacetTree *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->top);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->columns, ibar_columns_unref);
  g_free (self);
}
