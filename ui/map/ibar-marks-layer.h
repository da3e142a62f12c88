/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-map-layer.h"
#include "ibar-style.h"

G_BEGIN_DECLS

/* The events' marks and the municipalities' seats. It draws and finds; what a mark means is the map view's. */
#define IBAR_TYPE_MARKS_LAYER (ibar_marks_layer_get_type ())
G_DECLARE_FINAL_TYPE (IbarMarksLayer, ibar_marks_layer, IBAR, MARKS_LAYER, IbarMapLayer)

#define IBAR_MARK_NONE (-1)

typedef struct
{
  IbarPoint point;
  int       place;   /* index of the region's place */
} IbarSeat;

typedef enum
{
  IBAR_MARKS_AT_ONCE, /* the map moved, or the reader wants no motion */
  IBAR_MARKS_SPLIT,   /* the zoom changed: marks come apart and run together */
} IbarMarksChange;

IbarMarksLayer    *ibar_marks_layer_new          (ShumateViewport  *viewport);
void               ibar_marks_layer_set_style    (IbarMarksLayer   *self,
                                                  const IbarStyle  *style);
void               ibar_marks_layer_set_clusters (IbarMarksLayer   *self,
                                                  GArray           *clusters,
                                                  IbarMarksChange   change);
gboolean           ibar_marks_layer_prepare      (IbarMarksLayer   *self,
                                                  GArray           *clusters,
                                                  guint            *next,
                                                  gint64            budget);
gboolean           ibar_marks_layer_is_complete  (IbarMarksLayer   *self);
GArray            *ibar_marks_layer_get_clusters (IbarMarksLayer   *self);
void               ibar_marks_layer_set_seats    (IbarMarksLayer   *self,
                                                  GArray           *seats);
GArray            *ibar_marks_layer_get_seats    (IbarMarksLayer   *self);
/* Indices into clusters, IBAR_MARK_NONE for none. */
void               ibar_marks_layer_set_selected (IbarMarksLayer   *self,
                                                  int               cluster,
                                                  int               seat);
int                ibar_marks_layer_get_selected (IbarMarksLayer   *self);
void               ibar_marks_layer_set_hovered  (IbarMarksLayer   *self,
                                                  int               cluster,
                                                  int               seat);
void               ibar_marks_layer_set_focused  (IbarMarksLayer   *self,
                                                  int               cluster);
int                ibar_marks_layer_hit          (IbarMarksLayer   *self,
                                                  double            x,
                                                  double            y);
int                ibar_marks_layer_hit_seat     (IbarMarksLayer   *self,
                                                  double            x,
                                                  double            y);

G_END_DECLS
