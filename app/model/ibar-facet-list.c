/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values of one facet.
 *
 * Every value with at least one event in the whole collection has an item, made once. Values are in the
 * order of their totals, except confidence (an order of its own) and municipalities (by name): sorting by
 * the live counts would make rows jump under the pointer. */

#define G_LOG_DOMAIN "ibar-facet-list"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-facet-item-private.h"
#include "ibar-facet-list.h"

#include <string.h>

struct _IbarFacetList
{
  GObject parent_instance;

  IbarSession *session; /* (unowned) it owns the list */
  IbarFacet    facet;
  GPtrArray   *items;   /* of IbarFacetItem: all, children too */
  GPtrArray   *top;     /* of IbarFacetItem (not owned): those without a parent */
};

static void ibar_facet_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IbarFacetList,
                               ibar_facet_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ibar_facet_list_model_init))

static gpointer
ibar_facet_list_get_item (GListModel *model, guint position)
{
  IbarFacetList *self = IBAR_FACET_LIST (model);

  if (position >= self->top->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->top, position));
}

static guint
ibar_facet_list_get_n_items (GListModel *model)
{
  return IBAR_FACET_LIST (model)->top->len;
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

  g_ptr_array_unref (self->top);
  g_ptr_array_unref (self->items);
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
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->top = g_ptr_array_new ();
}

static void
append_names (GString *spellings, const IbarNames *names)
{
  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    if (names->form[i] != NULL)
      g_string_append_printf (spellings, "%s\n", names->form[i]);
}

/* What the search field may find a value by: whatever is shown, every spelling counts. */
static char *
dup_spellings (IbarFacetList *self, guint value)
{
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (self->session);
  GString *spellings = g_string_new (NULL);

  switch (self->facet)
    {
    case IBAR_FACET_ACTOR:
      append_names (spellings, &((IbarActor *) g_ptr_array_index (vocabulary->actors, value))->names);
      break;
    case IBAR_FACET_PLACE:
      append_names (spellings, &((IbarPlace *) g_ptr_array_index (vocabulary->places, value))->names);
      break;
    case IBAR_FACET_SOURCE:
      {
        const IbarSource *source = g_ptr_array_index (vocabulary->sources, value);

        g_string_append_printf (spellings, "%s\n%s", source->publisher,
                                source->title != NULL ? source->title : "");
        break;
      }
    case IBAR_FACET_TYPE:
    case IBAR_FACET_MUNICIPALITY:
    case IBAR_FACET_CONFIDENCE:
    case IBAR_FACET_DATASET:
    case IBAR_N_FACETS:
    default:
      {
        g_autofree char *label = ibar_session_dup_value_label (self->session, self->facet, value);

        g_string_append (spellings, label);
      }
    }
  return g_string_free (spellings, FALSE);
}

/* What a source is besides its title: publisher and date. */
static char *
dup_detail (IbarFacetList *self, guint value)
{
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (self->session);

  if (self->facet == IBAR_FACET_SOURCE)
    {
      const IbarSource *source = g_ptr_array_index (vocabulary->sources, value);

      if (source->title == NULL)
        return g_strdup (source->date);
      if (source->date == NULL)
        return g_strdup (source->publisher);
      /* Translators: who published a source, and when. */
      return g_strdup_printf (_ ("%1$s · %2$s"), source->publisher, source->date);
    }
  if (self->facet == IBAR_FACET_TYPE)
    {
      const IbarEventType *type = g_ptr_array_index (vocabulary->types, value);

      return g_strdup (type->definition);
    }
  return NULL;
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  IbarFacetItem *first = *(IbarFacetItem *const *) a;
  IbarFacetItem *second = *(IbarFacetItem *const *) b;
  IbarFacetList *self = data;
  guint first_total = ibar_facet_item_get_total (first);
  guint second_total = ibar_facet_item_get_total (second);

  if (self->facet == IBAR_FACET_CONFIDENCE)
    return (int) ibar_facet_item_get_value (first) - (int) ibar_facet_item_get_value (second);
  if (first_total != second_total)
    return first_total < second_total ? 1 : -1;
  return strcmp (ibar_facet_item_get_collation (first), ibar_facet_item_get_collation (second));
}

static void
make_items (IbarFacetList *self, const guint32 *totals)
{
  IbarColumns *columns = ibar_session_get_columns (self->session);
  guint n_values = ibar_columns_get_n_values (columns, self->facet);

  for (guint value = 0; value < n_values; value++)
    {
      g_autofree char *spellings = NULL;

      if (totals[value] == 0)
        continue;
      spellings = dup_spellings (self, value);
      g_ptr_array_add (self->items,
                       ibar_facet_item_new (self->facet, value,
                                            ibar_columns_get_value_id (columns, self->facet, value),
                                            spellings, totals[value]));
    }
}

/* Contingents go below the actor they belong to, where that has events. */
static void
place_in_tree (IbarFacetList *self)
{
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (self->session);
  g_autoptr (GHashTable) by_value = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      IbarFacetItem *item = g_ptr_array_index (self->items, i);

      g_hash_table_insert (by_value, GUINT_TO_POINTER (ibar_facet_item_get_value (item)), item);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      IbarFacetItem *item = g_ptr_array_index (self->items, i);
      IbarFacetItem *parent = NULL;

      if (self->facet == IBAR_FACET_ACTOR)
        {
          const IbarActor *actor
              = g_ptr_array_index (vocabulary->actors, ibar_facet_item_get_value (item));

          if (actor->parent >= 0)
            parent = g_hash_table_lookup (by_value, GINT_TO_POINTER (actor->parent));
        }
      if (parent != NULL)
        ibar_facet_item_add_child (parent, item);
      else
        g_ptr_array_add (self->top, item);
    }
}

IbarFacetList *
ibar_facet_list_new (IbarSession *session, IbarFacet facet)
{
  IbarFacetList *self = g_object_new (IBAR_TYPE_FACET_LIST, NULL);

  self->session = session;
  self->facet = facet;
  return self;
}

void
ibar_facet_list_rebuild (IbarFacetList *self, const guint32 *totals)
{
  guint n_before = self->top->len;

  g_ptr_array_set_size (self->top, 0);
  g_ptr_array_set_size (self->items, 0);
  if (totals != NULL)
    {
      make_items (self, totals);
      ibar_facet_list_update_names (self);
      g_ptr_array_sort_with_data (self->items, compare_items, self);
      place_in_tree (self);
      ibar_facet_list_update_counts (self);
      ibar_facet_list_update_states (self);
    }
  if (n_before > 0 || self->top->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->top->len);
}

void
ibar_facet_list_update_counts (IbarFacetList *self)
{
  IbarResult *result = ibar_session_get_result (self->session);
  const guint32 *counts;
  guint n_values;

  if (result == NULL)
    return;
  counts = ibar_result_get_facet_counts (result, self->facet, &n_values);
  for (guint i = 0; i < self->items->len; i++)
    {
      IbarFacetItem *item = g_ptr_array_index (self->items, i);

      ibar_facet_item_set_count (item, counts[ibar_facet_item_get_value (item)]);
    }
}

void
ibar_facet_list_update_states (IbarFacetList *self)
{
  const IbarFilter *filter = ibar_session_get_filter (self->session);

  for (guint i = 0; i < self->items->len; i++)
    {
      IbarFacetItem *item = g_ptr_array_index (self->items, i);

      ibar_facet_item_set_state (
          item, ibar_filter_get_term (filter, self->facet, ibar_facet_item_get_id (item)));
    }
}

void
ibar_facet_list_update_names (IbarFacetList *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      IbarFacetItem *item = g_ptr_array_index (self->items, i);
      guint value = ibar_facet_item_get_value (item);
      g_autofree char *label = ibar_session_dup_value_label (self->session, self->facet, value);
      g_autofree char *detail = dup_detail (self, value);

      ibar_facet_item_set_label (item, label, detail);
    }
}
