/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What things are called: the reader's choice of names, the boundary profile, labels of values. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include <glib/gi18n-lib.h>

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

  if (self->region == NULL || ibar_region_get_n_profiles (self->region) == 0)
    return NULL;
  for (guint i = 0; i < ibar_region_get_n_profiles (self->region); i++)
    {
      const IbarBoundaryProfile *profile = ibar_region_get_profile (self->region, i);

      if (g_strcmp0 (profile->id, self->profile) == 0)
        return profile;
    }
  return ibar_region_get_profile (self->region, 0);
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

static char *
format_names (IbarSession *self, const IbarNames *names, const char *id)
{
  char *text = ibar_names_format (names, &self->names);

  if (text[0] != '\0')
    return text;
  g_free (text);
  return g_strdup (id);
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
  const IbarActor *found;

  g_return_val_if_fail (IBAR_IS_SESSION (self) && self->vocabulary != NULL, NULL);
  g_return_val_if_fail (actor >= 0 && (guint) actor < self->vocabulary->actors->len, NULL);
  found = g_ptr_array_index (self->vocabulary->actors, actor);
  return format_names (self, &found->names, found->id);
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
  const IbarPlace *found;

  g_return_val_if_fail (IBAR_IS_SESSION (self) && self->vocabulary != NULL, NULL);
  g_return_val_if_fail (place >= 0 && (guint) place < self->vocabulary->places->len, NULL);
  found = g_ptr_array_index (self->vocabulary->places, place);
  return format_names (self, &found->names, found->id);
}

/**
 * ibar_session_dup_municipality_name:
 * @self: a session with a collection
 * @municipality: index into the vocabulary's municipalities
 *
 * The vocabulary knows one text of a municipality; the region knows its names.
 *
 * Returns: (transfer full): its name as the reader wants it
 */
char *
ibar_session_dup_municipality_name (IbarSession *self, int municipality)
{
  const char *text;
  int area;

  g_return_val_if_fail (IBAR_IS_SESSION (self) && self->vocabulary != NULL, NULL);
  g_return_val_if_fail (municipality >= 0
                            && (guint) municipality < self->vocabulary->municipalities->len,
                        NULL);
  text = g_ptr_array_index (self->vocabulary->municipalities, municipality);
  area = ibar_session_municipality_to_area (self, municipality);
  if (area < 0)
    return g_strdup (text);
  return format_names (self,
                       &ibar_region_get_feature (self->region, IBAR_LAYER_ADMIN_AREA, (guint) area)->names,
                       text);
}

static char *
dup_confidence_label (guint confidence)
{
  switch ((IbarConfidence) confidence)
    {
    case IBAR_CONFIDENCE_HIGH:
      return g_strdup (C_ ("confidence", "High"));
    case IBAR_CONFIDENCE_MEDIUM:
      return g_strdup (C_ ("confidence", "Medium"));
    case IBAR_CONFIDENCE_LOW:
      return g_strdup (C_ ("confidence", "Low"));
    case IBAR_CONFIDENCE_GENERAL_KNOWLEDGE:
      return g_strdup (_ ("General knowledge: no source seen"));
    case IBAR_CONFIDENCE_UNSTATED:
    case IBAR_N_CONFIDENCES:
    default:
      return g_strdup (C_ ("confidence", "Not stated"));
    }
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
  g_return_val_if_fail (IBAR_IS_SESSION (self) && self->vocabulary != NULL, NULL);

  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      return ibar_session_dup_actor_name (self, (int) value);
    case IBAR_FACET_PLACE:
      return ibar_session_dup_place_name (self, (int) value);
    case IBAR_FACET_MUNICIPALITY:
      return ibar_session_dup_municipality_name (self, (int) value);
    case IBAR_FACET_CONFIDENCE:
      return dup_confidence_label (value);
    case IBAR_FACET_TYPE:
      return g_strdup (((IbarEventType *) g_ptr_array_index (self->vocabulary->types, value))->label);
    case IBAR_FACET_DATASET:
      return g_strdup (((IbarDataset *) g_ptr_array_index (self->vocabulary->datasets, value))->name);
    case IBAR_FACET_SOURCE:
      {
        const IbarSource *source = g_ptr_array_index (self->vocabulary->sources, value);

        return g_strdup (source->title != NULL ? source->title : source->publisher);
      }
    case IBAR_N_FACETS:
    default:
      g_return_val_if_reached (NULL);
    }
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
