/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One value a user may filter by: its name, how many events it would give, and whether it is chosen. */

#define G_LOG_DOMAIN "ibar-facet-item"

#include "config.h"

#include "ibar-facet-item-private.h"

#include <string.h>

struct _IbarFacetItem
{
  GObject parent_instance;

  IbarFacet   facet;
  guint       value;
  char       *id;
  char       *label;
  char       *collation; /* (nullable) of the label, once it was compared */
  char       *spellings; /* every one, for the search field */
  char       *folded;    /* (nullable) the same folded, once anything was searched for */
  char       *detail;    /* (nullable) */
  guint       count;
  guint       total;
  int         state;
  GListStore *children;  /* (nullable) */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_LABEL,
  PROP_DETAIL,
  PROP_COUNT,
  PROP_TOTAL,
  PROP_STATE,
  PROP_CHILDREN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (IbarFacetItem, ibar_facet_item, G_TYPE_OBJECT)

static void
ibar_facet_item_finalize (GObject *object)
{
  IbarFacetItem *self = IBAR_FACET_ITEM (object);

  g_free (self->id);
  g_free (self->label);
  g_free (self->collation);
  g_free (self->spellings);
  g_free (self->folded);
  g_free (self->detail);
  g_clear_object (&self->children);
  G_OBJECT_CLASS (ibar_facet_item_parent_class)->finalize (object);
}

static void
ibar_facet_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IbarFacetItem *self = IBAR_FACET_ITEM (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, self->total);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_CHILDREN:
      g_value_set_object (value, self->children);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ibar_facet_item_class_init (IbarFacetItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ibar_facet_item_finalize;
  object_class->get_property = ibar_facet_item_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, -1, 1, 0, flags);
  properties[PROP_CHILDREN]
      = g_param_spec_object ("children", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ibar_facet_item_init (IbarFacetItem *self)
{
}

IbarFacetItem *
ibar_facet_item_new (IbarFacet facet, guint value, const char *id, const char *spellings, guint total)
{
  IbarFacetItem *self = g_object_new (IBAR_TYPE_FACET_ITEM, NULL);

  self->facet = facet;
  self->value = value;
  self->id = g_strdup (id);
  self->spellings = g_strdup (spellings);
  self->total = total;
  return self;
}

void
ibar_facet_item_add_child (IbarFacetItem *self, IbarFacetItem *child)
{
  if (self->children == NULL)
    self->children = g_list_store_new (IBAR_TYPE_FACET_ITEM);
  g_list_store_append (self->children, child);
}

void
ibar_facet_item_set_label (IbarFacetItem *self, const char *label)
{
  if (g_strcmp0 (self->label, label) == 0)
    return;
  g_free (self->label);
  self->label = g_strdup (label);
  g_clear_pointer (&self->collation, g_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

void
ibar_facet_item_set_detail (IbarFacetItem *self, const char *detail)
{
  if (g_strcmp0 (self->detail, detail) == 0)
    return;
  g_free (self->detail);
  self->detail = g_strdup (detail);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

void
ibar_facet_item_set_count (IbarFacetItem *self, guint count)
{
  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

void
ibar_facet_item_set_state (IbarFacetItem *self, int state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

IbarFacet
ibar_facet_item_get_facet (IbarFacetItem *self)
{
  g_return_val_if_fail (IBAR_IS_FACET_ITEM (self), IBAR_FACET_ACTOR);
  return self->facet;
}

guint
ibar_facet_item_get_value (IbarFacetItem *self)
{
  g_return_val_if_fail (IBAR_IS_FACET_ITEM (self), 0);
  return self->value;
}

const char *
ibar_facet_item_get_id (IbarFacetItem *self)
{
  g_return_val_if_fail (IBAR_IS_FACET_ITEM (self), NULL);
  return self->id;
}

const char *
ibar_facet_item_get_label (IbarFacetItem *self)
{
  g_return_val_if_fail (IBAR_IS_FACET_ITEM (self), NULL);
  return self->label;
}

/* For strcmp(), in the order of the reader's language. */
const char *
ibar_facet_item_get_collation (IbarFacetItem *self)
{
  if (self->collation == NULL)
    self->collation = g_utf8_collate_key (self->label, -1);
  return self->collation;
}

const char *
ibar_facet_item_get_detail (IbarFacetItem *self)
{
  g_return_val_if_fail (IBAR_IS_FACET_ITEM (self), NULL);
  return self->detail;
}

guint
ibar_facet_item_get_count (IbarFacetItem *self)
{
  g_return_val_if_fail (IBAR_IS_FACET_ITEM (self), 0);
  return self->count;
}

guint
ibar_facet_item_get_total (IbarFacetItem *self)
{
  g_return_val_if_fail (IBAR_IS_FACET_ITEM (self), 0);
  return self->total;
}

int
ibar_facet_item_get_state (IbarFacetItem *self)
{
  g_return_val_if_fail (IBAR_IS_FACET_ITEM (self), 0);
  return self->state;
}

GListModel *
ibar_facet_item_get_children (IbarFacetItem *self)
{
  g_return_val_if_fail (IBAR_IS_FACET_ITEM (self), NULL);
  return (GListModel *) self->children;
}

gboolean
ibar_facet_item_matches (IbarFacetItem *self, const char *folded)
{
  g_return_val_if_fail (IBAR_IS_FACET_ITEM (self), FALSE);
  if (folded == NULL || folded[0] == '\0')
    return TRUE;
  if (self->folded == NULL)
    self->folded = ibar_fold_loosely (self->spellings);
  return strstr (self->folded, folded) != NULL;
}
