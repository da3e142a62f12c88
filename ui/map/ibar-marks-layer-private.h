/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-mark-cache.h"
#include "ibar-marks-layer.h"
#include "ibar-projection.h"

G_BEGIN_DECLS

/* A mark, where it belongs and where its move starts; all of it in Web Mercator. */
typedef struct
{
  IbarCluster cluster;
  double      x, y;
  double      from_x, from_y;
  gboolean    emerges; /* from under a larger one that starts at the same mark */
} IbarMarksItem;

struct _IbarMarksLayer
{
  IbarMapLayer parent_instance;

  const IbarStyle *style;
  IbarMarkCache   *cache;
  GArray          *clusters; /* of IbarCluster, as given */
  GArray          *items;    /* of IbarMarksItem, same order */
  GArray          *ghosts;   /* of IbarMarksItem that have gone: they run from (x, y) to (from_x, from_y) */
  GArray          *seats;    /* of IbarSeat */
  int              selected, hovered, focused;
  int              selected_seat, hovered_seat;
  gint64           started;       /* [µs] of the frame clock; 0 = at rest */
  guint            tick;
  guint            more;          /* draws again: pictures are missing */
  gint64           painted_until; /* [µs] a frame begins no picture after that */
};

/* ibar-marks-layer-motion.c */
double   ibar_marks_layer_get_progress  (IbarMarksLayer       *self);
void     ibar_marks_layer_stop_motion   (IbarMarksLayer       *self);
void     ibar_marks_layer_change_motion (IbarMarksLayer       *self,
                                         GArray               *old,
                                         IbarMarksChange       change);
void     ibar_marks_item_locate         (const IbarMarksItem  *item,
                                         double                progress,
                                         const IbarProjection *projection,
                                         double               *x,
                                         double               *y);
/* ibar-marks-layer-draw.c */
void     ibar_marks_init_plain_mark     (IbarMark             *mark,
                                         const IbarCluster    *cluster);
void     ibar_marks_layer_init_mark     (IbarMarksLayer       *self,
                                         IbarMark             *mark,
                                         int                   index);
gboolean ibar_marks_layer_is_in_view    (IbarMarksLayer       *self,
                                         const IbarMark       *mark,
                                         double                x,
                                         double                y);
void     ibar_marks_layer_snapshot      (GtkWidget            *widget,
                                         GtkSnapshot          *snapshot);

G_END_DECLS
