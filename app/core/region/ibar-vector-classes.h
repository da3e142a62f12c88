/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-gdal.h"
#include "ibar-region.h"

G_BEGIN_DECLS

/* What a feature of a vector tile becomes on the map. */
typedef enum
{
  IBAR_VECTOR_NOTHING,
  IBAR_VECTOR_FEATURE, /* of a drawing layer */
  IBAR_VECTOR_STREET_NAME, /* a road drawn by another layer */
  IBAR_VECTOR_PLACE,
  IBAR_VECTOR_PLAIN,   /* of a layer nobody has told us of: shown for what it is */
} IbarVectorWhat;

typedef struct
{
  IbarVectorWhat what;
  IbarLayer      layer;
  const char    *kind; /* interned */
  int            rank;
} IbarVectorClass;

/* dimension: 0 points, 1 lines, 2 areas. */
void ibar_vector_classify   (const char      *layer_name,
                             int              dimension,
                             OGRFeatureH      feature,
                             IbarVectorClass *found);
void ibar_vector_take_names (OGRFeatureH      feature,
                             IbarNames       *names);

G_END_DECLS
