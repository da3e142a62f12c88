/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-label-candidates.h"
#include "ibar-label-grid.h"
#include "ibar-labels.h"

G_BEGIN_DECLS

#define CHIEF_RANK 1 /* places up to this rank get room before all others */

/* A label on the plane. */
typedef struct
{
  const IbarCandidate *candidate;
  IbarBox box;           /* [px] of the text as placed, upright or around a slanted one */
  double x, y;           /* [px] the point it names */
  double text_x, text_y; /* [px] top left of upright text, middle of slanted text */
  double angle;          /* [rad] */
  PangoAlignment alignment;
} IbarPlacedLabel;

/* What the plane was made for. */
typedef struct
{
  double zoom, rotation;
  int block[4]; /* [BLOCK px] west, north, east, south; all 0: the whole region */
} IbarPlaneKey;

struct _IbarLabeller
{
  IbarNamed named;
  IbarLabelGrid grid;   /* where labels and their dots are */
  IbarLabelGrid barred; /* where obstacles are: a box each, in their order */
  GArray *candidates;   /* of IbarCandidate */
  GArray *placed;       /* of IbarPlacedLabel, most important first */
  GArray *labels;       /* of IbarLabel, of the last view */
  GArray *shown;        /* of guint: which of the placed the labels are */
  GArray *obstacles;    /* of IbarObstacle */
  GHashTable *named_along;   /* of strings: which waters and streets are named in which square of the map */
  IbarPlaneKey key;
  gboolean plane_is_good;
  double cosine, sine; /* of the plane's rotation */
  double world;        /* [px] */
  double off_x, off_y; /* [px] from plane to view */
};

/* In ibar-label-place.c: */
gboolean ibar_candidate_is_slanted     (const IbarCandidate *candidate);
gboolean ibar_candidate_is_chief       (const IbarCandidate *candidate);
void     ibar_labeller_to_plane        (const IbarLabeller  *self,
                                        double               x,
                                        double               y,
                                        double              *px,
                                        double              *py);
void     ibar_labeller_locate          (const IbarLabeller  *self,
                                        IbarPoint            point,
                                        double              *x,
                                        double              *y);
void     ibar_labeller_bar_obstacles   (IbarLabeller        *self);
gboolean ibar_labeller_place_candidate (IbarLabeller        *self,
                                        const IbarCandidate *candidate);

G_END_DECLS
