/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values of one facet.
 *
 * Every value with at least one event in the whole collection has an item, made once. Of forty thousand sources a
 * dozen are shown: counts and states are kept up to date in those items only that somebody was given. */

#define G_LOG_DOMAIN "ibar-facet-list"

#include "config.h"

#include "ibar-facet-list.h"
#include "ibar-session-private.h"

#define MANY_ITEMS 1000 /* it takes time to free so many */

struct _IbarFacetList
{
  GObject parent_instance;

  IbarSession   *session; /* (unowned) it owns the list */
  IbarFacet      facet;
  IbarFacetTree *tree;    /* (owned) (nullable) before there was any collection */
  GHashTable    *given;   /* set of IbarFacetItem (not owned) that somebody has */
};

static void ibar_facet_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IbarFacetList,
                               ibar_facet_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ibar_facet_list_model_init))

/* (nullable): until a worker has named the values of what was opened last, those of what was open before stay, and the
 * result does not count them. */
static const guint32 *
get_counts (IbarFacetList *self)
{
  IbarResult *result = ibar_session_get_result (self->session);

  if (result == NULL || self->tree == NULL || self->tree->columns != ibar_session_get_columns (self->session))
    return NULL;
  return ibar_result_get_facet_counts (result, self->facet, NULL);
}

static void
update_count (IbarFacetItem *item, const guint32 *counts)
{
  if (counts != NULL)
    ibar_facet_item_set_count (item, counts[ibar_facet_item_get_value (item)]);
}

static void
update_state (IbarFacetList *self, IbarFacetItem *item)
{
  const IbarFilter *filter = ibar_session_get_filter (self->session);

  ibar_facet_item_set_state (item, ibar_filter_get_term (filter, self->facet, ibar_facet_item_get_id (item)));
}

/* Brings an item that leaves the list up to date, and keeps it so, with what is below it. */
static void
give (IbarFacetList *self, IbarFacetItem *item)
{
  GListModel *children = ibar_facet_item_get_children (item);

  if (!g_hash_table_add (self->given, item))
    return;
  update_count (item, get_counts (self));
  update_state (self, item);
  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (IbarFacetItem) child = g_list_model_get_item (children, i);

      give (self, child);
    }
}

static guint
get_n_top (IbarFacetList *self)
{
  return self->tree != NULL ? self->tree->top->len : 0;
}

static gpointer
ibar_facet_list_get_item (GListModel *model, guint position)
{
  IbarFacetList *self = IBAR_FACET_LIST (model);
  IbarFacetItem *item;

  if (position >= get_n_top (self))
    return NULL;
  item = g_ptr_array_index (self->tree->top, position);
  give (self, item);
  return g_object_ref (item);
}

static guint
ibar_facet_list_get_n_items (GListModel *model)
{
  return get_n_top (IBAR_FACET_LIST (model));
}

static GType
ibar_facet_list_get_item_type (GListModel *model)
{
  return IBAR_TYPE_FACET_ITEM;
}

static void
ibar_facet_list_model_init (GListModelInterface *iface)
{
  iface->get_item = ibar_facet_list_get_item;
  iface->get_n_items = ibar_facet_list_get_n_items;
  iface->get_item_type = ibar_facet_list_get_item_type;
}

static void
ibar_facet_list_finalize (GObject *object)
{
  IbarFacetList *self = IBAR_FACET_LIST (object);

  g_clear_pointer (&self->tree, ibar_facet_tree_free);
  g_hash_table_unref (self->given);
  G_OBJECT_CLASS (ibar_facet_list_parent_class)->finalize (object);
}

static void
ibar_facet_list_class_init (IbarFacetListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_facet_list_finalize;
}

static void
ibar_facet_list_init (IbarFacetList *self)
{
  self->given = g_hash_table_new (NULL, NULL);
}

IbarFacetList *
ibar_facet_list_new (IbarSession *session, IbarFacet facet)
{
  IbarFacetList *self = g_object_new (IBAR_TYPE_FACET_LIST, NULL);

  self->session = session;
  self->facet = facet;
  return self;
}

static void
free_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ibar_facet_tree_free (data);
  g_task_return_boolean (task, TRUE);
}

/* Rows may hold items of it still: they go when those do. */
static void
free_tree (IbarFacetTree *tree)
{
  g_autoptr (GTask) task = NULL;

  if (tree->items->len < MANY_ITEMS)
    {
      ibar_facet_tree_free (tree);
      return;
    }
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, tree, NULL);
  g_task_run_in_thread (task, free_in_worker);
}

void
ibar_facet_list_take (IbarFacetList *self, IbarFacetTree *tree)
{
  IbarFacetTree *before = g_steal_pointer (&self->tree);
  guint n_before = before != NULL ? before->top->len : 0;

  g_hash_table_remove_all (self->given);
  self->tree = tree;
  if (n_before > 0 || tree->top->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, tree->top->len);
  if (before != NULL)
    free_tree (before);
}

void
ibar_facet_list_update_counts (IbarFacetList *self)
{
  const guint32 *counts = get_counts (self);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->given);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    update_count (item, counts);
}

void
ibar_facet_list_update_states (IbarFacetList *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->given);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    update_state (self, item);
}

/* In the items that are there, whatever their number. */
void
ibar_facet_list_update_names (IbarFacetList *self)
{
  IbarValueLabels labels = ibar_session_get_value_labels (self->session);

  if (self->tree != NULL)
    ibar_facet_tree_name (self->tree, &labels);
}

/* Finding
 * ---------------------------------------------------------------------------------------------------- */

struct _IbarFacetSearch
{
  IbarFacetList *list;  /* (owned) */
  char       *folded;
  GArray     *places;   /* of IbarFacetPlace */
  GHashTable *chosen;   /* set of IbarFacetItem that have to be among them */
  guint       limit;
  guint       n_hidden;
  guint       next;     /* position at the top that has not been looked at */
  guint       n_read;   /* values that have, in this step */
};

static gboolean
child_matches (IbarFacetSearch *search, IbarFacetItem *item, const char *folded)
{
  GListModel *children = ibar_facet_item_get_children (item);

  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (IbarFacetItem) child = g_list_model_get_item (children, i);

      search->n_read++;
      if (ibar_facet_item_matches (child, folded) || child_matches (search, child, folded))
        return TRUE;
    }
  return FALSE;
}

static void
find_item (IbarFacetSearch *search, IbarFacetItem *item, const char *folded, guint depth)
{
  GListModel *children = ibar_facet_item_get_children (item);
  gboolean matches = ibar_facet_item_matches (item, folded);

  search->n_read++;
  if (!matches && !child_matches (search, item, folded))
    return;
  if (search->places->len >= search->limit && !g_hash_table_contains (search->chosen, item))
    search->n_hidden++;
  else
    g_array_append_val (search->places, ((IbarFacetPlace){ item, depth }));
  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (IbarFacetItem) child = g_list_model_get_item (children, i);

      find_item (search, child, matches ? "" : folded, depth + 1);
    }
}

static void
add_chosen (IbarFacetList *self, GPtrArray *ids, GHashTable *chosen)
{
  for (guint i = 0; i < ids->len; i++)
    {
      IbarFacetItem *item = g_hash_table_lookup (self->tree->by_id, g_ptr_array_index (ids, i));

      if (item != NULL)
        g_hash_table_add (chosen, item);
    }
}

/**
 * ibar_facet_search_new:
 * @list: a list
 * @folded: what is searched for, as ibar_fold_loosely() gives it; "" for all
 * @limit: how many are wanted at most
 *
 * Begins to find what a panel shows: values that match or have a match below them, those below one that matches, and the
 * chosen ones of them even beyond the limit. Good until the list changes.
 *
 * Returns: (transfer full): the search
 */
IbarFacetSearch *
ibar_facet_search_new (IbarFacetList *list, const char *folded, guint limit)
{
  IbarFacetSearch *self;
  const IbarFilterTerms *terms;

  g_return_val_if_fail (IBAR_IS_FACET_LIST (list) && folded != NULL, NULL);

  self = g_new0 (IbarFacetSearch, 1);
  self->list = g_object_ref (list);
  self->folded = g_strdup (folded);
  self->places = g_array_new (FALSE, FALSE, sizeof (IbarFacetPlace));
  self->chosen = g_hash_table_new (NULL, NULL);
  self->limit = limit;
  if (list->tree == NULL)
    return self;
  terms = &ibar_session_get_filter (list->session)->terms[list->facet];
  add_chosen (list, terms->include, self->chosen);
  add_chosen (list, terms->exclude, self->chosen);
  return self;
}

void
ibar_facet_search_free (IbarFacetSearch *self)
{
  g_object_unref (self->list);
  g_free (self->folded);
  g_array_unref (self->places);
  g_hash_table_unref (self->chosen);
  g_free (self);
}

/**
 * ibar_facet_search_step:
 * @self: a search
 * @n_values: how many values are looked at, about
 *
 * **Cost:** without words and a choice that of the limit, else some 0.1 µs a value.
 *
 * Returns: whether there are others
 */
gboolean
ibar_facet_search_step (IbarFacetSearch *self, guint n_values)
{
  IbarFacetTree *tree;

  g_return_val_if_fail (self != NULL, FALSE);

  tree = self->list->tree;
  for (self->n_read = 0; tree != NULL && self->next < tree->top->len; self->next++)
    {
      if (self->n_read >= n_values)
        return TRUE;
      if (self->folded[0] == '\0' && self->places->len >= self->limit && g_hash_table_size (self->chosen) == 0)
        {
          self->n_hidden = tree->items->len - self->places->len;
          break;
        }
      find_item (self, g_ptr_array_index (tree->top, self->next), self->folded, 0);
    }
  return FALSE;
}

/**
 * ibar_facet_search_get_places:
 * @self: a search that has come to its end
 * @n_hidden: (out): how many more there are
 *
 * Returns: (transfer full): array of #IbarFacetPlace in the list's order; its items are valid until the list changes
 */
GArray *
ibar_facet_search_get_places (IbarFacetSearch *self, guint *n_hidden)
{
  g_return_val_if_fail (self != NULL && n_hidden != NULL, NULL);

  for (guint i = 0; i < self->places->len; i++)
    give (self->list, g_array_index (self->places, IbarFacetPlace, i).item);
  *n_hidden = self->n_hidden;
  return g_array_ref (self->places);
}
