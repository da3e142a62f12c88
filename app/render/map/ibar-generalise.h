/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-box-index.h"
#include "ibar-region.h"

G_BEGIN_DECLS

/* A stretch of a line, or a whole ring, in a generalised layer. Runs of one line follow one another and
 * share their end points. */
typedef struct
{
  guint32 feature;  /* its number in the region's layer */
  guint32 first;    /* its first point */
  guint32 n_points;
  guint32 part;     /* counts over the whole layer: runs of one part belong together */
  double  distance; /* from the part's start to the run's first point [Web Mercator] */
  IbarBox box;
} IbarRun;

/* A layer reduced to what one band of zooms can show. Immutable. */
typedef struct
{
  GArray       *points;  /* of double, 2 a point, Web Mercator */
  GArray       *weights; /* (nullable) of float, one a point: see ibar_generalise_layer() */
  GArray       *runs;    /* of IbarRun */
  IbarBoxIndex *index;   /* over the runs */
} IbarGeneralised;

IbarGeneralised *ibar_generalise_layer (IbarRegion      *region,
                                        IbarLayer        layer,
                                        double           tolerance,
                                        const float     *weights);
void             ibar_generalised_free (IbarGeneralised *self);
void             ibar_generalise_points (const double   *points,
                                         guint32         n,
                                         gboolean        ring,
                                         double          tolerance,
                                         guint8         *keep,
                                         GArray         *stack);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarGeneralised, ibar_generalised_free)

G_END_DECLS
