/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A box in Web Mercator [0, 1]. */
typedef struct
{
  double min_x, min_y, max_x, max_y;
} IbarBox;

/* A packed R-tree over boxes: built once, read by any number of threads. */
typedef struct _IbarBoxIndex IbarBoxIndex;

IbarBoxIndex *ibar_box_index_new   (const IbarBox *boxes,
                                    guint          n_boxes);
void          ibar_box_index_free  (IbarBoxIndex  *self);
void          ibar_box_index_query (IbarBoxIndex  *self,
                                    const IbarBox *box,
                                    GArray        *out);

void          ibar_box_init_empty  (IbarBox       *box);
void          ibar_box_add         (IbarBox       *box,
                                    double         x,
                                    double         y);
gboolean      ibar_box_overlaps    (const IbarBox *a,
                                    const IbarBox *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarBoxIndex, ibar_box_index_free)

G_END_DECLS
