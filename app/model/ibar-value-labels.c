/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the values of the facets are called: for the panels, the list, the search and the worker that sorts them. */

#define G_LOG_DOMAIN "ibar-value-labels"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-terms.h"
#include "ibar-value-labels.h"

static char *
format_names (const IbarValueLabels *self, const IbarNames *names, const char *id)
{
  char *text = ibar_names_format (names, &self->names);

  if (text[0] != '\0')
    return text;
  g_free (text);
  return g_strdup (id);
}

static char *
dup_actor (const IbarValueLabels *self, int actor)
{
  const IbarActor *found;

  g_return_val_if_fail (actor >= 0 && (guint) actor < self->vocabulary->actors->len, NULL);
  found = g_ptr_array_index (self->vocabulary->actors, actor);
  return format_names (self, &found->names, found->id);
}

static char *
dup_place (const IbarValueLabels *self, int place)
{
  const IbarPlace *found;

  g_return_val_if_fail (place >= 0 && (guint) place < self->vocabulary->places->len, NULL);
  found = g_ptr_array_index (self->vocabulary->places, place);
  return format_names (self, &found->names, found->id);
}

/* The vocabulary knows one text of a municipality; the region knows its names. */
static char *
dup_municipality (const IbarValueLabels *self, int municipality)
{
  const char *text;
  int area;

  g_return_val_if_fail (municipality >= 0 && (guint) municipality < self->vocabulary->municipalities->len, NULL);
  text = g_ptr_array_index (self->vocabulary->municipalities, municipality);
  area = self->region != NULL ? ibar_region_find_admin_name (self->region, text) : -1;
  if (area < 0)
    return g_strdup (text);
  return format_names (self, &ibar_region_get_feature (self->region, IBAR_LAYER_ADMIN_AREA, (guint) area)->names,
                       text);
}

static char *
dup_confidence (guint confidence)
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
 * ibar_value_labels_dup:
 * @self: what names are made from
 * @facet: which facet
 * @value: a value of it, as in the columns
 *
 * **Thread:** any.
 *
 * Returns: (transfer full): what to call it
 */
char *
ibar_value_labels_dup (const IbarValueLabels *self, IbarFacet facet, guint value)
{
  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      return dup_actor (self, (int) value);
    case IBAR_FACET_PLACE:
      return dup_place (self, (int) value);
    case IBAR_FACET_MUNICIPALITY:
      return dup_municipality (self, (int) value);
    case IBAR_FACET_CONFIDENCE:
      return dup_confidence (value);
    case IBAR_FACET_TYPE:
      return g_strdup (ibar_term_type (((IbarEventType *) g_ptr_array_index (self->vocabulary->types, value))->label));
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

static char *
dup_source_detail (const IbarSource *source)
{
  if (source->title == NULL)
    return g_strdup (source->date);
  if (source->date == NULL)
    return g_strdup (source->publisher);
  /* Translators: who published a source, and when. */
  return g_strdup_printf (_ ("%1$s · %2$s"), source->publisher, source->date);
}

/**
 * ibar_value_labels_dup_detail:
 * @self: what names are made from
 * @facet: which facet
 * @value: a value of it, as in the columns
 *
 * Returns: (transfer full) (nullable): what it is besides its label: a source's publisher and date, a type's definition
 */
char *
ibar_value_labels_dup_detail (const IbarValueLabels *self, IbarFacet facet, guint value)
{
  if (facet == IBAR_FACET_SOURCE)
    return dup_source_detail (g_ptr_array_index (self->vocabulary->sources, value));
  if (facet == IBAR_FACET_TYPE)
    return g_strdup (((IbarEventType *) g_ptr_array_index (self->vocabulary->types, value))->definition);
  return NULL;
}

static char *
dup_all_names (const IbarNames *names)
{
  GString *all = g_string_new (NULL);

  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    if (names->form[i] != NULL)
      g_string_append_printf (all, "%s\n", names->form[i]);
  return g_string_free (all, FALSE);
}

/**
 * ibar_value_labels_dup_spellings:
 * @self: what names are made from
 * @facet: which facet
 * @value: a value of it, as in the columns
 *
 * Returns: (transfer full): what a search may find it by, a line each: whatever is shown, every spelling counts
 */
char *
ibar_value_labels_dup_spellings (const IbarValueLabels *self, IbarFacet facet, guint value)
{
  if (facet == IBAR_FACET_ACTOR)
    return dup_all_names (&((IbarActor *) g_ptr_array_index (self->vocabulary->actors, value))->names);
  if (facet == IBAR_FACET_PLACE)
    return dup_all_names (&((IbarPlace *) g_ptr_array_index (self->vocabulary->places, value))->names);
  if (facet == IBAR_FACET_SOURCE)
    {
      const IbarSource *source = g_ptr_array_index (self->vocabulary->sources, value);

      return g_strdup_printf ("%s\n%s", source->publisher, source->title != NULL ? source->title : "");
    }
  if (facet == IBAR_FACET_TYPE)
    {
      const char *label = ((IbarEventType *) g_ptr_array_index (self->vocabulary->types, value))->label;

      return g_strdup_printf ("%s\n%s", ibar_term_type (label), label);
    }
  return ibar_value_labels_dup (self, facet, value);
}
