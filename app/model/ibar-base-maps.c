/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The user's base maps, kept in the settings "base-maps" and "base-map" (the chosen one's location,
 * "" = Ibar's own). There are none at first: no server is known to the program. A map's identity is
 * its location. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-base-maps"

#include "ibar-base-maps.h"

#include <string.h>

#define FORM "a(sssib)" /* name, location, credit, most zoom, with Ibar's names */

/* One map
 * ------------------------------------------------------------------------------------------------
 */

struct _IbarBaseMap
{
  GObject parent_instance;

  char *name;
  char *location;
  char *credit;
  int most_zoom;
  gboolean with_names;
};

G_DEFINE_FINAL_TYPE (IbarBaseMap, ibar_base_map, G_TYPE_OBJECT)

static void
ibar_base_map_finalize (GObject *object)
{
  IbarBaseMap *self = IBAR_BASE_MAP (object);

  g_free (self->name);
  g_free (self->location);
  g_free (self->credit);
  G_OBJECT_CLASS (ibar_base_map_parent_class)->finalize (object);
}

static void
ibar_base_map_class_init (IbarBaseMapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_base_map_finalize;
}

static void
ibar_base_map_init (IbarBaseMap *self)
{
}

/**
 * ibar_base_map_new:
 * @name: what the user calls it
 * @location: the address of a server's tiles, or a file's path
 * @credit: whom to credit; stands on the map while it is shown
 * @most_zoom: the finest level a server has
 * @with_names: whether Ibar's names stand on it
 *
 * Returns: (transfer full): a base map
 */
IbarBaseMap *
ibar_base_map_new (const char *name,
                   const char *location,
                   const char *credit,
                   int most_zoom,
                   gboolean with_names)
{
  IbarBaseMap *self;

  g_return_val_if_fail (name != NULL && location != NULL && credit != NULL, NULL);

  self = g_object_new (IBAR_TYPE_BASE_MAP, NULL);
  self->name = g_strdup (name);
  self->location = g_strdup (location);
  self->credit = g_strdup (credit);
  self->most_zoom = most_zoom;
  self->with_names = with_names;
  return self;
}

const char *
ibar_base_map_get_name (IbarBaseMap *self)
{
  g_return_val_if_fail (IBAR_IS_BASE_MAP (self), NULL);

  return self->name;
}

const char *
ibar_base_map_get_location (IbarBaseMap *self)
{
  g_return_val_if_fail (IBAR_IS_BASE_MAP (self), NULL);

  return self->location;
}

const char *
ibar_base_map_get_credit (IbarBaseMap *self)
{
  g_return_val_if_fail (IBAR_IS_BASE_MAP (self), NULL);

  return self->credit;
}

int
ibar_base_map_get_most_zoom (IbarBaseMap *self)
{
  g_return_val_if_fail (IBAR_IS_BASE_MAP (self), 0);

  return self->most_zoom;
}

gboolean
ibar_base_map_get_with_names (IbarBaseMap *self)
{
  g_return_val_if_fail (IBAR_IS_BASE_MAP (self), TRUE);

  return self->with_names;
}

gboolean
ibar_base_map_is_server (IbarBaseMap *self)
{
  g_return_val_if_fail (IBAR_IS_BASE_MAP (self), FALSE);

  return strstr (self->location, "://") != NULL;
}

/* All of them
 * ------------------------------------------------------------------------------------------------
 */

struct _IbarBaseMaps
{
  GObject parent_instance;

  GSettings *settings; /* (owned) (nullable) */
  GPtrArray *maps;     /* of IbarBaseMap */
  IbarBaseMap *chosen; /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_CHOSEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void init_list (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IbarBaseMaps,
                               ibar_base_maps,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list))

static void
save (IbarBaseMaps *self)
{
  GVariantBuilder builder;

  if (self->settings == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (FORM));
  for (guint i = 0; i < self->maps->len; i++)
    {
      const IbarBaseMap *map = g_ptr_array_index (self->maps, i);

      g_variant_builder_add (&builder, "(sssib)", map->name, map->location, map->credit,
                             map->most_zoom, map->with_names);
    }
  g_settings_set_value (self->settings, "base-maps", g_variant_builder_end (&builder));
  g_settings_set_string (self->settings, "base-map",
                         self->chosen != NULL ? self->chosen->location : "");
}

static int
find (IbarBaseMaps *self, const char *location)
{
  for (guint i = 0; i < self->maps->len; i++)
    if (g_str_equal (((IbarBaseMap *) g_ptr_array_index (self->maps, i))->location, location))
      return (int) i;
  return -1;
}

/* What no longer has a credit line is not taken: nothing is shown without one. */
static void
load (IbarBaseMaps *self)
{
  g_autoptr (GVariant) maps = g_settings_get_value (self->settings, "base-maps");
  g_autofree char *chosen = g_settings_get_string (self->settings, "base-map");
  const char *name, *location, *credit;
  gboolean with_names;
  GVariantIter iter;
  int most_zoom, place;

  g_variant_iter_init (&iter, maps);
  while (
      g_variant_iter_next (&iter, "(&s&s&sib)", &name, &location, &credit, &most_zoom, &with_names))
    if (*credit != '\0' && find (self, location) < 0)
      g_ptr_array_add (self->maps, ibar_base_map_new (name, location, credit,
                                                      CLAMP (most_zoom, 0, 22), with_names));
  place = find (self, chosen);
  if (place >= 0)
    self->chosen = g_object_ref (g_ptr_array_index (self->maps, (guint) place));
}

static GType
ibar_base_maps_get_item_type (GListModel *list)
{
  return IBAR_TYPE_BASE_MAP;
}

static guint
ibar_base_maps_get_n_items (GListModel *list)
{
  return IBAR_BASE_MAPS (list)->maps->len;
}

static gpointer
ibar_base_maps_get_item (GListModel *list, guint position)
{
  GPtrArray *maps = IBAR_BASE_MAPS (list)->maps;

  return position < maps->len ? g_object_ref (g_ptr_array_index (maps, position)) : NULL;
}

static void
init_list (GListModelInterface *iface)
{
  iface->get_item_type = ibar_base_maps_get_item_type;
  iface->get_n_items = ibar_base_maps_get_n_items;
  iface->get_item = ibar_base_maps_get_item;
}

static void
ibar_base_maps_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_CHOSEN:
      g_value_set_object (value, IBAR_BASE_MAPS (object)->chosen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ibar_base_maps_set_property (GObject *object,
                             guint property,
                             const GValue *value,
                             GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_CHOSEN:
      ibar_base_maps_choose (IBAR_BASE_MAPS (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ibar_base_maps_finalize (GObject *object)
{
  IbarBaseMaps *self = IBAR_BASE_MAPS (object);

  g_clear_object (&self->chosen);
  g_clear_object (&self->settings);
  g_ptr_array_unref (self->maps);
  G_OBJECT_CLASS (ibar_base_maps_parent_class)->finalize (object);
}

static void
ibar_base_maps_class_init (IbarBaseMapsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ibar_base_maps_finalize;
  object_class->get_property = ibar_base_maps_get_property;
  object_class->set_property = ibar_base_maps_set_property;
  properties[PROP_CHOSEN]
      = g_param_spec_object ("chosen", NULL, NULL, IBAR_TYPE_BASE_MAP,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ibar_base_maps_init (IbarBaseMaps *self)
{
  self->maps = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ibar_base_maps_new:
 * @settings: (nullable): where they are kept
 *
 * Returns: (transfer full): the maps as they were left
 */
IbarBaseMaps *
ibar_base_maps_new (GSettings *settings)
{
  IbarBaseMaps *self = g_object_new (IBAR_TYPE_BASE_MAPS, NULL);

  g_return_val_if_fail (settings == NULL || G_IS_SETTINGS (settings), NULL);

  if (settings != NULL)
    {
      self->settings = g_object_ref (settings);
      load (self);
    }
  return self;
}

/**
 * ibar_base_maps_get_chosen:
 * @self: the maps
 *
 * Returns: (transfer none) (nullable): the one to show, %NULL for Ibar's own
 */
IbarBaseMap *
ibar_base_maps_get_chosen (IbarBaseMaps *self)
{
  g_return_val_if_fail (IBAR_IS_BASE_MAPS (self), NULL);

  return self->chosen;
}

/**
 * ibar_base_maps_choose:
 * @self: the maps
 * @map: (nullable): one of them, %NULL for Ibar's own
 */
void
ibar_base_maps_choose (IbarBaseMaps *self, IbarBaseMap *map)
{
  g_return_if_fail (IBAR_IS_BASE_MAPS (self));
  g_return_if_fail (map == NULL || g_ptr_array_find (self->maps, map, NULL));

  if (!g_set_object (&self->chosen, map))
    return;
  save (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

/**
 * ibar_base_maps_add:
 * @self: the maps
 * @map: a map; one of the same location is replaced
 */
void
ibar_base_maps_add (IbarBaseMaps *self, IbarBaseMap *map)
{
  int place;

  g_return_if_fail (IBAR_IS_BASE_MAPS (self));
  g_return_if_fail (IBAR_IS_BASE_MAP (map));

  place = find (self, map->location);
  if (place >= 0)
    ibar_base_maps_remove (self, g_ptr_array_index (self->maps, (guint) place));
  g_ptr_array_add (self->maps, g_object_ref (map));
  save (self);
  g_list_model_items_changed (G_LIST_MODEL (self), self->maps->len - 1, 0, 1);
}

/**
 * ibar_base_maps_remove:
 * @self: the maps
 * @map: one of them; if it is chosen, Ibar's own is
 */
void
ibar_base_maps_remove (IbarBaseMaps *self, IbarBaseMap *map)
{
  guint place;

  g_return_if_fail (IBAR_IS_BASE_MAPS (self));
  g_return_if_fail (IBAR_IS_BASE_MAP (map));

  if (!g_ptr_array_find (self->maps, map, &place))
    return;
  if (map == self->chosen)
    ibar_base_maps_choose (self, NULL);
  g_ptr_array_remove_index (self->maps, place);
  save (self);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
}
