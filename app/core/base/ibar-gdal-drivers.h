/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes GDAL's formats known. Any thread, any number of times; the first costs 20 ms. */
void ibar_gdal_register_drivers (void);

G_END_DECLS
