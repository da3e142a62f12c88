/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-engine.h"

G_BEGIN_DECLS

/* From the world to a view's pixels and back, computed once a frame. */
typedef struct
{
  double x, y;     /* the view's centre, Web Mercator [0, 1] */
  double world;    /* [px] the world's side */
  double cosine, sine;
  double half_width, half_height; /* [px] */
} IbarProjection;

void      ibar_projection_init          (IbarProjection       *self,
                                         const IbarView       *view);
void      ibar_projection_from_mercator (const IbarProjection *self,
                                         double                mx,
                                         double                my,
                                         double               *x,
                                         double               *y);
void      ibar_projection_to_mercator   (const IbarProjection *self,
                                         double                x,
                                         double                y,
                                         double               *mx,
                                         double               *my);
void      ibar_projection_from_point    (const IbarProjection *self,
                                         IbarPoint             point,
                                         double               *x,
                                         double               *y);
IbarPoint ibar_projection_to_point      (const IbarProjection *self,
                                         double                x,
                                         double                y);
IbarPoint ibar_projection_to_corner     (const IbarProjection *self,
                                         double                x,
                                         double                y);
/* [px] half the sides of the smallest unrotated box, in map directions, that holds the view. */
void      ibar_projection_get_reach     (const IbarProjection *self,
                                         double               *half_width,
                                         double               *half_height);

G_END_DECLS
