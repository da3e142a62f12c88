/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-map-view-private.h"
#include "ibar-test-view.h"

G_BEGIN_DECLS

/* The map on the bundled collection, in a window of its own, without motion. */
typedef struct
{
  IbarSession *session;
  IbarMapView *view;
  GtkWidget   *window;
} IbarTestMap;

/* width, height: [px] */
void             ibar_test_map_set_up    (IbarTestMap *self,
                                          int          width,
                                          int          height);
void             ibar_test_map_tear_down (IbarTestMap *self);
/* The same at 900 × 600 px, as g_test_add() wants it. */
void             ibar_test_map_begin     (IbarTestMap  *self,
                                          gconstpointer unused);
void             ibar_test_map_end       (IbarTestMap  *self,
                                          gconstpointer unused);
/* Whether all that is in view is drawn; self: an IbarTestMap. */
gboolean         ibar_test_map_is_ready  (gpointer     self);
/* Until the session has answered and the map shows it. */
void             ibar_test_map_settle    (IbarTestMap *self);
void             ibar_test_map_get_view  (IbarTestMap    *self,
                                          IbarView       *view,
                                          IbarProjection *projection);
void             ibar_test_map_activate  (IbarTestMap *self,
                                          const char  *action);
/* (transfer full): what the base map's layer shows, its tiles as GTK draws them. */
cairo_surface_t *ibar_test_map_draw_base (IbarTestMap *self);

G_END_DECLS
