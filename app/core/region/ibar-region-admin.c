/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The administrative areas of a region by name.
 *
 * A collection may name five thousand municipalities, and a region may have a thousand areas with four spellings each:
 * the spellings are folded once, when the first name is looked for. Two tables of number + 1: the first area of an id,
 * and the first of a folded name. */

#define G_LOG_DOMAIN "ibar-region"

#include "config.h"

#include "ibar-fold.h"
#include "ibar-region-private.h"

struct _IbarRegionAdmin
{
  GHashTable *by_id;
  GHashTable *by_name;
};

static void
insert_first (GHashTable *table, char *key, guint number)
{
  if (g_hash_table_contains (table, key))
    g_free (key);
  else
    g_hash_table_insert (table, key, GUINT_TO_POINTER (number));
}

static IbarRegionAdmin *
ibar_region_admin_new (IbarRegion *region)
{
  IbarRegionAdmin *self = g_new0 (IbarRegionAdmin, 1);

  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA); i++)
    {
      const IbarFeature *feature = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i);

      if (feature->id != NULL)
        insert_first (self->by_id, g_strdup (feature->id), i + 1);
      for (int form = 0; form < IBAR_N_NAME_FORMS; form++)
        if (feature->names.form[form] != NULL)
          insert_first (self->by_name, ibar_fold_loosely (feature->names.form[form]), i + 1);
    }
  return self;
}

void
ibar_region_admin_free (IbarRegionAdmin *self)
{
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_name);
  g_free (self);
}

/**
 * ibar_region_find_admin_name:
 * @self: a region
 * @name: a name in any of its forms, or an id
 *
 * **Thread:** any.
 *
 * Returns: the number of the first administrative area of that name, or -1
 */
int
ibar_region_find_admin_name (IbarRegion *self, const char *name)
{
  g_autofree char *folded = NULL;
  guint by_id, by_name;

  g_return_val_if_fail (self != NULL && name != NULL, -1);

  if (g_once_init_enter (&self->admin))
    g_once_init_leave (&self->admin, ibar_region_admin_new (self));
  folded = ibar_fold_loosely (name);
  by_id = GPOINTER_TO_UINT (g_hash_table_lookup (self->admin->by_id, name));
  by_name = GPOINTER_TO_UINT (g_hash_table_lookup (self->admin->by_name, folded));
  /* Without one the number is 0, and 0 − 1 is the largest there is. */
  return (int) MIN (by_id - 1, by_name - 1);
}
