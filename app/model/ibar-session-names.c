/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What things are called: the reader's choice of names, the boundary profile, labels of values. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

const IbarNameSetting *
ibar_session_get_names (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return &self->names;
}

/**
 * ibar_session_set_names:
 * @self: a session
 * @names: which forms of a name to show, everywhere
 */
void
ibar_session_set_names (IbarSession *self, const IbarNameSetting *names)
{
  g_return_if_fail (IBAR_IS_SESSION (self) && names != NULL);

  if (names->first == self->names.first && names->second == self->names.second)
    return;
  self->names = *names;
  ibar_session_notify (self, PROP_NAMES);
  ibar_session_mark_dirty (self, IBAR_CHANGED_NAMES);
}

const IbarBoundaryProfile *
ibar_session_get_profile (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);

  return self->region != NULL ? ibar_region_find_profile (self->region, self->profile) : NULL;
}

/**
 * ibar_session_set_profile:
 * @self: a session
 * @id: (nullable): a boundary profile's id; one the region does not have stands for its first
 */
void
ibar_session_set_profile (IbarSession *self, const char *id)
{
  g_return_if_fail (IBAR_IS_SESSION (self));

  if (g_strcmp0 (id, self->profile) == 0)
    return;
  g_free (self->profile);
  self->profile = g_strdup (id);
  ibar_session_notify (self, PROP_PROFILE);
  ibar_session_mark_dirty (self, IBAR_CHANGED_PROFILE);
}

/* What the values are called now; valid as long as collection and region are the session's. */
IbarValueLabels
ibar_session_get_value_labels (IbarSession *self)
{
  return (IbarValueLabels){ self->vocabulary, self->region, self->names };
}

/**
 * ibar_session_dup_actor_name:
 * @self: a session with a collection
 * @actor: index into the vocabulary's actors
 *
 * Returns: (transfer full): its name as the reader wants it
 */
char *
ibar_session_dup_actor_name (IbarSession *self, int actor)
{
  return ibar_session_dup_value_label (self, IBAR_FACET_ACTOR, (guint) actor);
}

/**
 * ibar_session_dup_place_name:
 * @self: a session with a collection
 * @place: index into the vocabulary's places
 *
 * Returns: (transfer full): its name as the reader wants it
 */
char *
ibar_session_dup_place_name (IbarSession *self, int place)
{
  return ibar_session_dup_value_label (self, IBAR_FACET_PLACE, (guint) place);
}

/**
 * ibar_session_dup_value_label:
 * @self: a session with a collection
 * @facet: which facet
 * @value: a value of it, as in the columns
 *
 * Returns: (transfer full): what to call it
 */
char *
ibar_session_dup_value_label (IbarSession *self, IbarFacet facet, guint value)
{
  IbarValueLabels labels;

  g_return_val_if_fail (IBAR_IS_SESSION (self) && self->vocabulary != NULL, NULL);

  labels = ibar_session_get_value_labels (self);
  return ibar_value_labels_dup (&labels, facet, value);
}

int
ibar_session_municipality_to_area (IbarSession *self, int municipality)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), -1);

  if (self->region == NULL || self->vocabulary == NULL || municipality < 0)
    return -1;
  return ibar_region_find_admin_name (self->region,
                                      g_ptr_array_index (self->vocabulary->municipalities, municipality));
}

int
ibar_session_area_to_municipality (IbarSession *self, int area)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), -1);

  if (self->vocabulary == NULL || area < 0)
    return -1;
  for (guint i = 0; i < self->vocabulary->municipalities->len; i++)
    if (ibar_session_municipality_to_area (self, (int) i) == area)
      return (int) i;
  return -1;
}

int
ibar_session_find_area (IbarSession *self, const char *id)
{
  guint n_areas;
  guint64 index;

  g_return_val_if_fail (IBAR_IS_SESSION (self) && id != NULL, -1);

  if (self->region == NULL)
    return -1;
  n_areas = ibar_region_get_n_features (self->region, IBAR_LAYER_ADMIN_AREA);
  for (guint i = 0; i < n_areas; i++)
    if (g_strcmp0 (ibar_region_get_feature (self->region, IBAR_LAYER_ADMIN_AREA, i)->id, id) == 0)
      return (int) i;
  if (g_ascii_string_to_unsigned (id, 10, 0, G_MAXINT, &index, NULL) && index < n_areas)
    return (int) index;
  return -1;
}
