/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-geo.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_COORDINATES_DECIMAL, /* 42.890600, 20.866000 */
  IBAR_COORDINATES_DMS,     /* 42°53′26.2″ N 20°51′57.6″ E */
  IBAR_COORDINATES_UTM,     /* 34T 489058 4748749 */
  IBAR_N_COORDINATES,
} IbarCoordinates;

char *ibar_coordinates_format (IbarPoint       point,
                               IbarCoordinates form);

G_END_DECLS
