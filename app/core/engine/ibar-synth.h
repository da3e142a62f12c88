/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-geo.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_SYNTH_TOWNS,   /* around some hundred towns of very different size */
  IBAR_SYNTH_UNIFORM, /* anywhere in the extent */
  IBAR_SYNTH_POINT,   /* all at one place */
} IbarSynthShape;

typedef struct
{
  guint          n_events;
  guint64        seed;
  IbarSynthShape shape;
  IbarExtent     extent;
  guint          n_actors; /* 0: sixty */
} IbarSynthOptions;

gboolean ibar_synth_write (const char              *path,
                           const IbarSynthOptions  *options,
                           GError                 **error);

G_END_DECLS
