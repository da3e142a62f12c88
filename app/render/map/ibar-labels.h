/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "ibar-basemap.h"

G_BEGIN_DECLS

/* A label as placed on the view, in view pixels before rotation about the view's centre is undone:
 * text is upright whatever the rotation. */
typedef struct
{
  char   *text;
  int     feature;   /* index in its layer, kept for hit testing; -1: the region itself */
  enum
  {
    IBAR_LABEL_PLACE,
    IBAR_LABEL_AREA,
    IBAR_LABEL_NEIGHBOUR,
    IBAR_LABEL_WATER, /* along a river */
    IBAR_LABEL_LAKE,
    IBAR_LABEL_STREET, /* along a street */
  } kind;
  double  x, y, width, height; /* [px] box, top left */
  double  angle;     /* [rad], for labels along a river */
  double  anchor_x, anchor_y;  /* [px] the point it names */
  int     rank;
} IbarLabel;

/* Room on the map that labels leave free, such as a selected mark's. */
typedef struct
{
  IbarPoint point;
  double    radius; /* [px] */
} IbarObstacle;

/* Chooses and places the labels of a view: by priority, without overlap. A label's side and presence
 * depend on the zoom and its own neighbours in map space, never on where the view's edges lie, so panning
 * does not make it jump. Reusable object: keeps Pango layouts of what it has measured. */
typedef struct _IbarLabeller IbarLabeller;

IbarLabeller *ibar_labeller_new     (IbarRegion               *region);
void          ibar_labeller_free    (IbarLabeller             *self);
void          ibar_labeller_set_obstacles (IbarLabeller       *self,
                                         const IbarObstacle *obstacles,
                                         guint               n_obstacles);
void          ibar_labeller_set_font (IbarLabeller            *self,
                                      const char              *font);
/* shape [n] of IbarLabel, most important first; owned by the labeller, valid until the next call. */
const IbarLabel *ibar_labeller_place (IbarLabeller            *self,
                                      const IbarView          *view,
                                      const IbarNameSetting   *names,
                                      const IbarBoundaryProfile *profile,
                                      double                   font_scale,
                                      guint                   *n_labels);
void          ibar_labeller_draw    (IbarLabeller             *self,
                                     cairo_t                  *cr,
                                     const IbarStyle          *style);

/* Those labels whose entry in chosen, shape [n_labels], has a value. */
void          ibar_labeller_draw_part (IbarLabeller           *self,
                                       cairo_t                *cr,
                                       const IbarStyle        *style,
                                       const guint8           *chosen,
                                       guint8                  value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarLabeller, ibar_labeller_free)

G_END_DECLS
