/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-gdal.h"

#include <glib.h>

G_BEGIN_DECLS

/* The sea within a box, from the coastlines of an extract; NULL where they enclose none. */
OGRGeometryH ibar_region_make_sea (OGRGeometryH coasts,
                                   OGRGeometryH box);

G_END_DECLS
