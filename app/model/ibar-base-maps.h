/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A base map that the user has added: where its tiles are, and whom to credit. Never changes. */
#define IBAR_TYPE_BASE_MAP (ibar_base_map_get_type ())
G_DECLARE_FINAL_TYPE (IbarBaseMap, ibar_base_map, IBAR, BASE_MAP, GObject)

IbarBaseMap *ibar_base_map_new           (const char *name,
                                          const char *location,
                                          const char *credit,
                                          int         most_zoom,
                                          gboolean    with_names);
const char  *ibar_base_map_get_name      (IbarBaseMap *self);
/* The address of a server's tiles, or a file's path. */
const char  *ibar_base_map_get_location  (IbarBaseMap *self);
const char  *ibar_base_map_get_credit    (IbarBaseMap *self);
int          ibar_base_map_get_most_zoom (IbarBaseMap *self);
/* Whether Ibar's names stand on it. */
gboolean     ibar_base_map_get_with_names (IbarBaseMap *self);
gboolean     ibar_base_map_is_server     (IbarBaseMap *self);

/* The base maps of the user, and the one chosen; a list of IbarBaseMap.
 * Property: chosen (IbarBaseMap; NULL: Ibar's own map). */
#define IBAR_TYPE_BASE_MAPS (ibar_base_maps_get_type ())
G_DECLARE_FINAL_TYPE (IbarBaseMaps, ibar_base_maps, IBAR, BASE_MAPS, GObject)

IbarBaseMaps *ibar_base_maps_new        (GSettings    *settings);
IbarBaseMap  *ibar_base_maps_get_chosen (IbarBaseMaps *self);
void          ibar_base_maps_choose     (IbarBaseMaps *self,
                                         IbarBaseMap  *map);
/* Replaces the one of the same location. */
void          ibar_base_maps_add        (IbarBaseMaps *self,
                                         IbarBaseMap  *map);
void          ibar_base_maps_remove     (IbarBaseMaps *self,
                                         IbarBaseMap  *map);

G_END_DECLS
