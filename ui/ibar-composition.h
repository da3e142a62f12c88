/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-figure-layout.h"

G_BEGIN_DECLS

/* A figure as made by a worker: the picture of one page, what is on it, and what pre-flight says. */
typedef struct
{
  cairo_surface_t *picture;     /* (nullable) one page, CAIRO_FORMAT_RGB24 */
  guint            n_pages;
  IbarPageSize     page;        /* [pt] */
  IbarBox          map_box;     /* [pt] on the first page */
  IbarExtent       extent;      /* of the map */
  double           denominator; /* of the map's scale */
  GPtrArray       *findings;    /* of char *: pre-flight, the serious ones first */
  GPtrArray       *files;       /* of char *: what was written */
} IbarComposition;

/* What to make: a picture of a page that fits into width × height [px], or a file, or both. */
typedef struct
{
  IbarFigure *figure; /* (owned) */
  char       *collection;
  IbarRegion *region; /* (owned) */
  guint       page;
  int         width, height;
  char       *output; /* (nullable) */
} IbarCompositionOrder;

void             ibar_composition_make_async  (IbarCompositionOrder *order,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
IbarComposition *ibar_composition_make_finish (GAsyncResult         *result,
                                               GError              **error);
void             ibar_composition_free        (IbarComposition      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarComposition, ibar_composition_free)

G_END_DECLS
