/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "ibar-box-index.h"

G_BEGIN_DECLS

/* Which room is taken: boxes [px] in a hashed grid without bounds. */
typedef struct
{
  GArray  *boxes;   /* of IbarBox */
  GArray  *entries; /* of { box, next } */
  guint32 *heads;   /* [a power of two] entry + 1, 0: none */
} IbarLabelGrid;

void     ibar_label_grid_init    (IbarLabelGrid *grid);
void     ibar_label_grid_clear   (IbarLabelGrid *grid);
void     ibar_label_grid_reset   (IbarLabelGrid *grid);
void     ibar_label_grid_add     (IbarLabelGrid *grid,
                                  const IbarBox *box);
gboolean ibar_label_grid_is_free (IbarLabelGrid *grid,
                                  const IbarBox *box);

G_END_DECLS
