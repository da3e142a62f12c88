/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-figure-layout.h"

G_BEGIN_DECLS

/* Something on the map that can be selected. */
typedef struct
{
  char   *part;    /* as IbarFigureEditor names it */
  char   *title;   /* what a reader calls it */
  IbarBox box;     /* [pt] on the page */
  GArray *points;  /* (nullable) of IbarSpot [pt] on the page: the handles of an annotation */
} IbarCompositionItem;

/* A figure as made by a worker: the picture of one page, what is on it, and what pre-flight says. */
typedef struct
{
  cairo_surface_t *picture;     /* (nullable) one page, CAIRO_FORMAT_ARGB32, opaque */
  guint            n_pages;
  gboolean         in_parts;    /* each page is a part of an atlas, or a frame */
  IbarPageSize     page;        /* [pt] */
  IbarBox          map_box;     /* [pt] on the first page */
  IbarExtent       extent;      /* of the map */
  double           denominator; /* of the map's scale */
  IbarFrame        frame;       /* of the map: from points of paper to the ground */
  GPtrArray       *items;       /* of IbarCompositionItem, the lowest first */
  GArray          *missing;     /* of IbarForeignTile: of the base map, not fetched yet */
  GPtrArray       *findings;    /* of char *: pre-flight, the serious ones first */
  GPtrArray       *files;       /* of char *: what was written */
  GBytes          *png, *svg;   /* (nullable) for the clipboard */
  char            *alternative; /* what the map shows, in words */
} IbarComposition;

/* What to make: a picture of a page that fits into width × height [px], or a file, or both. */
typedef struct
{
  IbarFigure *figure; /* (owned) */
  char       *collection;
  IbarRegion *region; /* (owned) */
  IbarForeignMap *foreign; /* (owned) (nullable) */
  guint       page;
  int         width, height;
  char       *output; /* (nullable) */
  gboolean    clipboard; /* PNG and SVG of the page as well */
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
