/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

/* (transfer none): the four bytes of a pixel of a flushed image surface, as the machine orders them. */
static inline const guint8 *
ibar_test_get_pixel (cairo_surface_t *surface, int x, int y)
{
  return cairo_image_surface_get_data (surface) + (gssize) y * cairo_image_surface_get_stride (surface) + 4 * (gssize) x;
}
