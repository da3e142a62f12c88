/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row of the event list, as words. Some 300 bytes, and only for rows on screen plus a margin. */

#define G_LOG_DOMAIN "ibar-event-item"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-event-item-private.h"

struct _IbarEventItem
{
  GObject parent_instance;

  guint32     row;
  char       *title;
  char       *date;
  char       *place;
  char       *detail;
  char       *type_label;
  char       *heading; /* (nullable) */
  IbarFamily  family;
  guint       n_sources;
  gboolean    general_knowledge;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_DATE,
  PROP_PLACE,
  PROP_DETAIL,
  PROP_TYPE_LABEL,
  PROP_HEADING,
  PROP_N_SOURCES,
  PROP_GENERAL_KNOWLEDGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (IbarEventItem, ibar_event_item, G_TYPE_OBJECT)

static void
update_detail (IbarEventItem *self)
{
  g_free (self->detail);
  if (self->place == NULL || self->place[0] == '\0')
    self->detail = g_strdup (self->date);
  else
    /* Translators: an event's date and place, on one line. */
    self->detail = g_strdup_printf (_ ("%1$s · %2$s"), self->date, self->place);
}

static void
ibar_event_item_finalize (GObject *object)
{
  IbarEventItem *self = IBAR_EVENT_ITEM (object);

  g_free (self->title);
  g_free (self->date);
  g_free (self->place);
  g_free (self->detail);
  g_free (self->type_label);
  g_free (self->heading);
  G_OBJECT_CLASS (ibar_event_item_parent_class)->finalize (object);
}

static void
ibar_event_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IbarEventItem *self = IBAR_EVENT_ITEM (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DATE:
      g_value_set_string (value, self->date);
      break;
    case PROP_PLACE:
      g_value_set_string (value, self->place);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_TYPE_LABEL:
      g_value_set_string (value, self->type_label);
      break;
    case PROP_HEADING:
      g_value_set_string (value, self->heading);
      break;
    case PROP_N_SOURCES:
      g_value_set_uint (value, self->n_sources);
      break;
    case PROP_GENERAL_KNOWLEDGE:
      g_value_set_boolean (value, self->general_knowledge);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ibar_event_item_class_init (IbarEventItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ibar_event_item_finalize;
  object_class->get_property = ibar_event_item_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DATE] = g_param_spec_string ("date", NULL, NULL, NULL, flags);
  properties[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_TYPE_LABEL] = g_param_spec_string ("type-label", NULL, NULL, NULL, flags);
  properties[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, NULL, flags);
  properties[PROP_N_SOURCES] = g_param_spec_uint ("n-sources", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_GENERAL_KNOWLEDGE]
      = g_param_spec_boolean ("general-knowledge", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ibar_event_item_init (IbarEventItem *self)
{
}

IbarEventItem *
ibar_event_item_new (guint32 row, const IbarRow *values, const char *title, const char *type_label)
{
  IbarEventItem *self = g_object_new (IBAR_TYPE_EVENT_ITEM, NULL);

  self->row = row;
  self->title = g_strdup (title);
  self->date = ibar_date_format (values->start, values->end, values->date_precision);
  self->type_label = g_strdup (type_label);
  self->family = values->family;
  self->n_sources = values->n_sources;
  self->general_knowledge = values->confidence == IBAR_CONFIDENCE_GENERAL_KNOWLEDGE;
  update_detail (self);
  return self;
}

void
ibar_event_item_set_place (IbarEventItem *self, const char *place)
{
  if (g_strcmp0 (self->place, place) == 0)
    return;
  g_free (self->place);
  self->place = g_strdup (place);
  update_detail (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

void
ibar_event_item_set_heading (IbarEventItem *self, const char *heading)
{
  if (g_strcmp0 (self->heading, heading) == 0)
    return;
  g_free (self->heading);
  self->heading = g_strdup (heading);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADING]);
}

guint32
ibar_event_item_get_row (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), IBAR_ROW_NONE);
  return self->row;
}

const char *
ibar_event_item_get_title (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), NULL);
  return self->title;
}

const char *
ibar_event_item_get_date (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), NULL);
  return self->date;
}

const char *
ibar_event_item_get_place (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), NULL);
  return self->place;
}

const char *
ibar_event_item_get_detail (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), NULL);
  return self->detail;
}

const char *
ibar_event_item_get_type_label (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), NULL);
  return self->type_label;
}

const char *
ibar_event_item_get_heading (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), NULL);
  return self->heading;
}

IbarFamily
ibar_event_item_get_family (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), IBAR_FAMILY_OTHER);
  return self->family;
}

guint
ibar_event_item_get_n_sources (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), 0);
  return self->n_sources;
}

gboolean
ibar_event_item_get_general_knowledge (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), FALSE);
  return self->general_knowledge;
}
