/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-marks.h"

G_BEGIN_DECLS

/* Pictures of marks: one texture for every look that has been met. */
typedef struct _IbarMarkCache IbarMarkCache;

IbarMarkCache *ibar_mark_cache_new    (void);
void           ibar_mark_cache_free   (IbarMarkCache   *self);
GdkTexture    *ibar_mark_cache_lookup (IbarMarkCache   *self,
                                       const IbarMark  *mark,
                                       const IbarStyle *style,
                                       int              scale_factor,
                                       gboolean         may_paint,
                                       double          *side);
GdkTexture    *ibar_mark_cache_lookup_seat (IbarMarkCache   *self,
                                            gboolean         selected,
                                            gboolean         hovered,
                                            const IbarStyle *style,
                                            int              scale_factor,
                                            double          *side);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarMarkCache, ibar_mark_cache_free)

G_END_DECLS
