/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-session-page.h"

G_BEGIN_DECLS

/**
 * IbarPlacePage:
 *
 * What the selected place is: a municipality with its names, seat, area, neighbours and settlements, or a
 * settlement, crossing, bridge, peak; and how many events lie there.
 */
#define IBAR_TYPE_PLACE_PAGE (ibar_place_page_get_type ())
G_DECLARE_FINAL_TYPE (IbarPlacePage, ibar_place_page, IBAR, PLACE_PAGE, IbarSessionPage)

G_END_DECLS
