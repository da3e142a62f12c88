/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Random numbers that are the same on every machine: splitmix64. The state is the caller's, the seed
 * its first value; nothing is global.
 *
 * Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators" (2014). */

/* What makes of a number one that looks like chance: no two give the same. */
static inline guint64
ibar_random_mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static inline guint64
ibar_random_next (guint64 *state)
{
  return ibar_random_mix (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
}

/* A number below n; the bias is under n / 2^32. */
static inline guint
ibar_random_below (guint64 *state, guint n)
{
  return (guint) (((ibar_random_next (state) >> 32) * n) >> 32);
}

/* Fisher and Yates. */
static inline void
ibar_random_shuffle (guint64 *state, guint *values, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = ibar_random_below (state, i);
      guint kept = values[i - 1];

      values[i - 1] = values[j];
      values[j] = kept;
    }
}

G_END_DECLS
