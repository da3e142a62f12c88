/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region.h"

G_BEGIN_DECLS

/* The names of a region's places and administrative areas, folded, so that typing finds them in every form. */
typedef struct _IbarPlaceIndex IbarPlaceIndex;

/* What was found. */
typedef struct
{
  gboolean is_area;
  guint    index; /* of the region's administrative areas, or of its places */
} IbarPlaceHit;

IbarPlaceIndex *ibar_place_index_new  (IbarRegion     *region);
IbarPlaceIndex *ibar_place_index_ref  (IbarPlaceIndex *self);
void            ibar_place_index_unref (IbarPlaceIndex *self);
/* shape [at most "most"] of IbarPlaceHit, best first; (transfer full) */
GArray         *ibar_place_index_find (IbarPlaceIndex *self,
                                       const char     *text,
                                       guint           most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarPlaceIndex, ibar_place_index_unref)

G_END_DECLS
