/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GdkTexture      *ibar_picture_new         (cairo_surface_t       *surface);
cairo_surface_t *ibar_picture_get_surface (GdkTexture            *picture);
void             ibar_picture_show        (GtkWidget             *widget,
                                           GtkSnapshot           *snapshot,
                                           GdkTexture            *picture,
                                           const graphene_rect_t *bounds);

G_END_DECLS
