/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-error.h"
#include "ibar-region-writer.h"
#include "ibar-region.h"

G_BEGIN_DECLS

/* A folder, and the region that is made in it. */
typedef struct
{
  char *folder;
  char *path;
} IbarTestRegion;

/* As g_test_add() wants them. */
void              ibar_test_region_begin          (IbarTestRegion   *self,
                                                   gconstpointer     unused);
void              ibar_test_region_end            (IbarTestRegion   *self,
                                                   gconstpointer     unused);
/* (transfer full): the path of one of the bundled region's sources; name: (nullable) their folder. */
char             *ibar_test_region_get_source     (const char       *name);
/* A file in the folder. */
void              ibar_test_region_write          (IbarTestRegion   *self,
                                                   const char       *name,
                                                   const char       *text);
/* Reads a region that must be one; and one that must not, of which the message names the file. */
IbarRegion       *ibar_test_region_load           (const char       *path);
void              ibar_test_region_assert_refused (const char       *path,
                                                   IbarError         code);

/* A region of 20–21° E, 42–43° N, written feature by feature. */
IbarRegionWriter *ibar_test_region_start          (IbarTestRegion   *self);
/* xy: shape [n][2]; (transfer full): a polygon of one ring */
OGRGeometryH      ibar_test_region_make_ring      (const double     *xy,
                                                   guint             n);
/* geometry: (transfer full) */
void              ibar_test_region_add_area       (IbarRegionWriter *writer,
                                                   OGRGeometryH      geometry,
                                                   const char       *name);
/* writer: (transfer full); reads what was written */
IbarRegion       *ibar_test_region_finish         (IbarTestRegion   *self,
                                                   IbarRegionWriter *writer);

G_END_DECLS
