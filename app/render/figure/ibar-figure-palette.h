/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure.h"
#include "ibar-style.h"

G_BEGIN_DECLS

void      ibar_palette_init_style (IbarPalette      palette,
                                   IbarStyle       *style);
IbarColor ibar_palette_get_paper  (IbarPalette      palette);
IbarColor ibar_preview_color      (IbarPreview      preview,
                                   const IbarColor *color);
void      ibar_preview_pixels     (IbarPreview      preview,
                                   guint8          *pixels,
                                   int              width,
                                   int              height,
                                   int              stride);
double    ibar_color_grey         (const IbarColor *color);

G_END_DECLS
