/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void ibar_radix_sort (guint64 *keys,
                      guint32 *items,
                      guint    n);

/* The bits of a number with a zero before each: half of a Morton code. */
static inline guint64
ibar_spread_bits (guint32 value)
{
  guint64 v = value;

  v = (v | v << 16) & G_GUINT64_CONSTANT (0x0000FFFF0000FFFF);
  v = (v | v << 8) & G_GUINT64_CONSTANT (0x00FF00FF00FF00FF);
  v = (v | v << 4) & G_GUINT64_CONSTANT (0x0F0F0F0F0F0F0F0F);
  v = (v | v << 2) & G_GUINT64_CONSTANT (0x3333333333333333);
  return (v | v << 1) & G_GUINT64_CONSTANT (0x5555555555555555);
}

static inline guint64
ibar_morton (guint32 x, guint32 y)
{
  return ibar_spread_bits (y) << 1 | ibar_spread_bits (x);
}

G_END_DECLS
