/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-relief.h"

G_BEGIN_DECLS

#define MAX_LEVELS 12

typedef struct
{
  int width, height; /* [cells] */
  float *height_m;   /* [height * width], row 0 north */
  float *shade;      /* the same shape; 0 flat, positive lit, negative in the shade */
} IbarReliefLevel;

struct _IbarRelief
{
  IbarExtent extent;
  float lowest, highest; /* [m] of the tint's ends */
  int n_levels;
  IbarReliefLevel levels[MAX_LEVELS];
};

G_END_DECLS
