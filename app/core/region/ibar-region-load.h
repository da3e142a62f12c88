/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-collection-private.h"
#include "ibar-gpkg.h"
#include "ibar-region-private.h"

G_BEGIN_DECLS

/* Why something was left out or changed. */
typedef enum
{
  IBAR_PROBLEM_GEOMETRY,  /* damaged, not a number, wrong kind */
  IBAR_PROBLEM_RANGE,     /* off the globe */
  IBAR_PROBLEM_FAR,       /* nowhere near the region: longitude and latitude exchanged, say */
  IBAR_PROBLEM_TOO_SHORT, /* a ring of two points */
  IBAR_PROBLEM_NAME,      /* too long, or not UTF-8 */
  IBAR_N_PROBLEMS,
} IbarRegionProblem;

/* A region being read. */
typedef struct
{
  IbarRegion  *region;
  sqlite3     *db;
  IbarGeometry geometry; /* of the row at hand */
  IbarExtent   reach;    /* what a feature must touch; empty: anywhere */
  gsize        n_points; /* over all tables */
  guint        problems[IBAR_N_PROBLEMS]; /* of the table being read */
} IbarRegionLoader;

/* Tables and columns */
gboolean      ibar_region_has_table     (IbarRegionLoader  *self,
                                         const char        *table,
                                         gboolean          *found,
                                         GError           **error);
/* A statement for the columns wanted, with NULL in place of those the table lacks. */
sqlite3_stmt *ibar_region_select        (IbarRegionLoader  *self,
                                         const char        *table,
                                         const char *const *columns,
                                         GError           **error);
char         *ibar_region_take_text     (IbarRegionLoader  *self,
                                         sqlite3_stmt      *stmt,
                                         int                column);
void          ibar_region_take_names    (IbarRegionLoader  *self,
                                         sqlite3_stmt      *stmt,
                                         int                first,
                                         IbarNames         *names);
/* Adds what was left out of a table to the region's report, and begins to count anew. */
void          ibar_region_report_table  (IbarRegionLoader  *self,
                                         const char        *table);

/* What there is to read */
gboolean      ibar_region_load_layer    (IbarRegionLoader  *self,
                                         IbarLayer          number,
                                         GError           **error);
gboolean      ibar_region_load_places   (IbarRegionLoader  *self,
                                         GError           **error);
char         *ibar_region_get_info      (IbarRegionLoader  *self,
                                         const char        *key);
gboolean      ibar_region_load_profiles (IbarRegionLoader  *self,
                                         GError           **error);
gboolean      ibar_region_load_credits  (IbarRegionLoader  *self,
                                         GError           **error);
/* The extent stated, or none; and how far a feature may reach beyond it. */
void          ibar_region_set_reach     (IbarRegionLoader  *self);
/* Where nothing is stated, from the features. */
void          ibar_region_settle_extents (IbarRegionLoader *self);

G_END_DECLS
