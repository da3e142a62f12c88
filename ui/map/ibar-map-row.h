/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One line of "In view". Properties: title, detail (strings), for binding. */
#define IBAR_TYPE_MAP_ROW (ibar_map_row_get_type ())
G_DECLARE_FINAL_TYPE (IbarMapRow, ibar_map_row, IBAR, MAP_ROW, GObject)

IbarMapRow *ibar_map_row_new       (const char *title,
                                    const char *detail,
                                    int         kind,
                                    int         index);
const char *ibar_map_row_get_title (IbarMapRow *self);
const char *ibar_map_row_get_detail (IbarMapRow *self);
int         ibar_map_row_get_kind  (IbarMapRow *self);
int         ibar_map_row_get_index (IbarMapRow *self);

G_END_DECLS
