/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-collection.h"

G_BEGIN_DECLS

/* A filter and a part of the map under a name. */
typedef struct
{
  char     *name;     /* unique in its file, never empty */
  char     *filter;   /* its text; "" for everything */
  char     *note;     /* (nullable) */
  IbarPoint center;   /* not placed: the view says nothing about the map */
  double    zoom;     /* fractional, 256-unit tiles */
  double    rotation; /* [rad], clockwise */
  gboolean  own;      /* kept in the collection's own file, not in the reader's beside it */
} IbarSavedView;

IbarSavedView *ibar_saved_view_new        (const char          *name,
                                           const char          *filter,
                                           const char          *note);
void           ibar_saved_view_free       (IbarSavedView       *view);

GPtrArray     *ibar_saved_views_list      (IbarCollection      *collection,
                                           GError             **error);
IbarSavedView *ibar_saved_views_find      (IbarCollection      *collection,
                                           const char          *name,
                                           GError             **error);
gboolean       ibar_saved_views_save      (IbarCollection      *collection,
                                           const IbarSavedView *view,
                                           GError             **error);
gboolean       ibar_saved_views_rename    (IbarCollection      *collection,
                                           const char          *name,
                                           const char          *new_name,
                                           GError             **error);
gboolean       ibar_saved_views_delete    (IbarCollection      *collection,
                                           const char          *name,
                                           GError             **error);
/* The file that new views go to: the collection, or the reader's own where that cannot be written. */
char          *ibar_saved_views_dup_store (IbarCollection      *collection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarSavedView, ibar_saved_view_free)

G_END_DECLS
