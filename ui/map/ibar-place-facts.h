/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-session.h"

G_BEGIN_DECLS

/* What is selected, whichever table it comes from. Indices are -1 where there is none. */
typedef struct
{
  const IbarNames *names;        /* of the region or the vocabulary */
  const char      *kind;         /* (nullable) */
  int              area;         /* admin area it is, or lies in */
  gboolean         is_area;
  int              municipality; /* facet value of the area it is */
  int              place;        /* facet value it is */
  IbarPoint        point;
  double           uncertainty_m;
  gint64           population;   /* -1 = not stated */
  gboolean         is_region_place;
  gboolean         verified;
  const char      *source;       /* (nullable) */
  IbarPlacePrecision precision;
} IbarPlaceFacts;

gboolean ibar_place_facts_init     (IbarPlaceFacts    *facts,
                                    IbarSession       *session);
/* [m²] */
double   ibar_area_measure         (const IbarFeature *area);
const char *ibar_area_get_kind     (IbarRegion        *region,
                                    guint              area);
void     ibar_area_get_extent      (const IbarFeature *area,
                                    IbarExtent        *extent);
/* Areas that share a piece of boundary; shape [n] of int. */
GArray  *ibar_area_find_neighbours (IbarRegion        *region,
                                    int                area);
/* Passing events of a municipality or a place by type; shape [n_types]; returns their sum. */
guint    ibar_place_count_types    (IbarSession       *session,
                                    const IbarPlaceFacts *facts,
                                    guint             *counts);
/* (transfer full) */
char    *ibar_place_kind_dup_words (const char        *kind);

G_END_DECLS
