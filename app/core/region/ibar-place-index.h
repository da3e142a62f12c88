/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region.h"

G_BEGIN_DECLS

/* The names of a region's places, folded, so that typing finds them in every form. */
typedef struct _IbarPlaceIndex IbarPlaceIndex;

IbarPlaceIndex *ibar_place_index_new  (IbarRegion     *region);
void            ibar_place_index_free (IbarPlaceIndex *self);
/* shape [at most "most"] of guint, indices into the region's places, best first; (transfer full) */
GArray         *ibar_place_index_find (IbarPlaceIndex *self,
                                       const char     *text,
                                       guint           most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarPlaceIndex, ibar_place_index_free)

G_END_DECLS
