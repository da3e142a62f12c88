/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-base-maps.h"
#include "ibar-test-map.h"
#include "ibar-test-tile-server.h"

G_BEGIN_DECLS

#define IBAR_TEST_CREDIT "© The makers of these tiles"

/* A map of 700 × 500 px, the base maps a person could choose for it, and a server on loopback. */
typedef struct
{
  IbarTestMap         map;
  IbarBaseMaps       *maps;
  IbarTestTileServer *server;
} IbarTestBaseMaps;

/* As g_test_add() wants them. */
void     ibar_test_base_maps_begin         (IbarTestBaseMaps *self,
                                            gconstpointer     unused);
void     ibar_test_base_maps_end           (IbarTestBaseMaps *self,
                                            gconstpointer     unused);
guint    ibar_test_base_maps_count_painted (IbarTestBaseMaps *self);
/* Whether the map tells of any; self: an IbarTestBaseMaps. */
gboolean ibar_test_base_maps_has_trouble   (gpointer          self);

G_END_DECLS
