/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  IBAR_STORY_LINK_EVENT,
  IBAR_STORY_LINK_PLACE,
  IBAR_STORY_LINK_SOURCE,
  IBAR_N_STORY_LINKS,
} IbarStoryLinkKind;

typedef struct
{
  IbarStoryLinkKind kind;
  char             *id;
  guint             line; /* from 1, in the text */
} IbarStoryLink;

/* A step's text, understood. */
typedef struct
{
  char      *pango; /* Pango markup with <b>, <i> and <a href="event:ID"> only; everything else escaped */
  char      *plain; /* the words alone */
  GPtrArray *links; /* of IbarStoryLink, in reading order */
} IbarStoryMarkup;

IbarStoryMarkup *ibar_story_markup_parse      (const char       *text,
                                               GError          **error);
void             ibar_story_markup_free       (IbarStoryMarkup  *self);
gboolean         ibar_story_link_from_string  (const char       *text,
                                               IbarStoryLinkKind *kind,
                                               const char      **id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarStoryMarkup, ibar_story_markup_free)

G_END_DECLS
