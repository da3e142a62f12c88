/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "ibar-collection.h"

G_BEGIN_DECLS

#define IBAR_MARK_SIZE 22.0 /* [px] of one event */
#define IBAR_MARK_STEP 1.18 /* "one step larger": selected */
#define IBAR_MARK_EDGE 1.0  /* [px] */

/* Adds the closed outline of a family's symbol to the path; radius [px] is half the symbol's size. */
void   ibar_family_path         (IbarFamily  family,
                                 cairo_t    *cr,
                                 double      x,
                                 double      y,
                                 double      radius);
/* Where a number sits best in the symbol, as a share of the radius below its centre, and how wide it may be. */
double ibar_family_text_drop    (IbarFamily  family);
double ibar_family_text_width   (IbarFamily  family);

G_END_DECLS
