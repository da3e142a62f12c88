/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-event-item.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title;
  const char *type_label;
  const char *place;   /* (nullable) */
  const char *heading; /* (nullable) */
} IbarEventWords;

/* For the list, which makes the items and knows the names. Strings are copied. */
IbarEventItem *ibar_event_item_new        (void);
void           ibar_event_item_set        (IbarEventItem        *self,
                                           guint32               row,
                                           const IbarRow        *values,
                                           const IbarEventWords *words);
/* A place behind the list's end, of no event. */
void           ibar_event_item_clear      (IbarEventItem        *self);
/* Until it is set again. */
void           ibar_event_item_mark_stale (IbarEventItem        *self);
gboolean       ibar_event_item_is_stale   (IbarEventItem        *self);

G_END_DECLS
