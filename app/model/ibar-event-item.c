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
  gboolean    general_knowledge;
  gboolean    stale; /* its place in the list may be another event's */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (IbarEventItem, ibar_event_item, G_TYPE_OBJECT)

static void
set_words (IbarEventItem *self, const char *date, const IbarEventWords *words)
{
  g_free (self->title);
  g_free (self->date);
  g_free (self->place);
  g_free (self->detail);
  g_free (self->type_label);
  g_free (self->heading);
  self->title = g_strdup (words->title);
  self->date = g_strdup (date);
  self->place = g_strdup (words->place);
  self->type_label = g_strdup (words->type_label);
  self->heading = g_strdup (words->heading);
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
ibar_event_item_class_init (IbarEventItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_event_item_finalize;

  /**
   * IbarEventItem::changed:
   * @self: the item
   *
   * Its place in the list is another event's now, or the event's words are others.
   */
  changed_signal = g_signal_new ("changed", IBAR_TYPE_EVENT_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ibar_event_item_init (IbarEventItem *self)
{
  self->row = IBAR_ROW_NONE;
}

IbarEventItem *
ibar_event_item_new (void)
{
  return g_object_new (IBAR_TYPE_EVENT_ITEM, NULL);
}

void
ibar_event_item_set (IbarEventItem *self, guint32 row, const IbarRow *values, const IbarEventWords *words)
{
  g_autofree char *date = ibar_date_format (values->start, values->end, values->date_precision);

  self->row = row;
  self->stale = FALSE;
  self->family = values->family;
  self->general_knowledge = values->confidence == IBAR_CONFIDENCE_GENERAL_KNOWLEDGE;
  set_words (self, date, words);
  g_signal_emit (self, changed_signal, 0);
}

void
ibar_event_item_clear (IbarEventItem *self)
{
  self->row = IBAR_ROW_NONE;
  self->stale = FALSE;
  self->general_knowledge = FALSE;
  set_words (self, "", &(IbarEventWords){ .title = "", .type_label = "" });
  g_signal_emit (self, changed_signal, 0);
}

void
ibar_event_item_mark_stale (IbarEventItem *self)
{
  self->stale = TRUE;
}

gboolean
ibar_event_item_is_stale (IbarEventItem *self)
{
  return self->stale;
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

gboolean
ibar_event_item_get_general_knowledge (IbarEventItem *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ITEM (self), FALSE);
  return self->general_knowledge;
}
