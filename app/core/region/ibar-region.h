/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-geo.h"
#include "ibar-names.h"

G_BEGIN_DECLS

/**
 * IbarRegion:
 *
 * The base map's data: one GeoPackage (region.gpkg) with the layers admin_area, boundary, neighbour,
 * waterway, water, railway, road, landcover, builtup, place, the elevation, the boundary profiles and
 * the credits. Any region of the world. Immutable after loading, shared between threads by reference.
 */
typedef struct _IbarRegion IbarRegion;

typedef enum
{
  IBAR_LAYER_NEIGHBOUR,
  IBAR_LAYER_ADMIN_AREA,
  IBAR_LAYER_LANDCOVER,
  IBAR_LAYER_BUILTUP,
  IBAR_LAYER_WATER,
  IBAR_LAYER_WATERWAY,
  IBAR_LAYER_RAILWAY,
  IBAR_LAYER_ROAD,
  IBAR_LAYER_BOUNDARY,
  IBAR_N_LAYERS,
} IbarLayer;

/* One feature of a layer. Parts are rings (polygons: outer and holes, even-odd) or lines; coordinates
 * are Web Mercator [0, 1] as doubles x0 y0 x1 y1 ….; part p runs from starts[p] to starts[p + 1]. */
typedef struct
{
  char          *id;       /* (nullable) */
  IbarNames      names;
  const char    *kind;     /* interned: road class, river|stream, municipal|outline, forest … */
  int            rank;     /* 0 = most important; widths and least zoom follow */
  gboolean       highlight; /* admin areas the region is about */
  gboolean       schematic; /* not surveyed: drawn so that nobody takes it for it */
  const char    *neighbour; /* (nullable) interned: boundary towards whom */
  guint          n_parts;
  const guint32 *starts;   /* [n_parts + 1], in points */
  const double  *points;   /* [2 * starts[n_parts]] */
  double         min_x, min_y, max_x, max_y;
} IbarFeature;

typedef struct
{
  char      *id; /* (nullable) */
  IbarNames  names;
  char      *kind;         /* municipal_seat, town, village, hamlet, peak, crossing, bridge … */
  int        admin_area;   /* index into the admin areas, or -1 */
  IbarPoint  point;
  double     uncertainty_m; /* [m] */
  gint64     population;    /* -1 = not stated */
  gboolean   verified;
  int        rank;          /* 0 = most important */
  char      *source;        /* (nullable) */
} IbarRegionPlace;

typedef struct
{
  char *id;    /* "country", "neutral", "dashed" */
  char *title;
  char *note;  /* printed in the credits and in every figure */
  char *outline_style; /* solid | dashed | dotted; applies to boundaries whose neighbour is in neighbours */
  char *neighbours;    /* comma-separated ids, "" = all */
  IbarNames label;     /* what the whole region is called */
} IbarBoundaryProfile;

typedef struct
{
  int           width, height; /* [cells] */
  IbarExtent    extent;
  const gint16 *metres;        /* [height * width], row 0 north; G_MININT16 = no data */
} IbarElevation;

IbarRegion                *ibar_region_load             (const char         *path,
                                                         GCancellable       *cancellable,
                                                         GError            **error);
IbarRegion                *ibar_region_ref              (IbarRegion         *self);
void                       ibar_region_unref            (IbarRegion         *self);
/* What was left out while reading, one line each; "" when nothing was. */
const char                *ibar_region_get_report       (IbarRegion         *self);
const char                *ibar_region_get_path         (IbarRegion         *self);
const char                *ibar_region_get_title        (IbarRegion         *self);
const char                *ibar_region_get_credits      (IbarRegion         *self);
const IbarExtent          *ibar_region_get_extent       (IbarRegion         *self); /* what the map covers */
const IbarExtent          *ibar_region_get_home         (IbarRegion         *self); /* start view: highlighted areas */
guint                      ibar_region_get_n_features   (IbarRegion         *self,
                                                         IbarLayer           layer);
const IbarFeature         *ibar_region_get_feature      (IbarRegion         *self,
                                                         IbarLayer           layer,
                                                         guint               index);
/* A region over the antimeridian has longitudes that run on (170 … 190), and Web Mercator beyond 1. How many whole turns
 * bring x nearest to it; 0 for every other region. */
double                     ibar_region_get_turn         (IbarRegion         *self,
                                                         double              x);
/* Where a longitude is in the region's Web Mercator. */
double                     ibar_region_get_x            (IbarRegion         *self,
                                                         double              longitude);
/* Indices of the features of a layer whose box overlaps [x0, x1] × [y0, y1]; appended to out (guint). */
void                       ibar_region_query            (IbarRegion         *self,
                                                         IbarLayer           layer,
                                                         double              x0,
                                                         double              y0,
                                                         double              x1,
                                                         double              y1,
                                                         GArray             *out);
guint                      ibar_region_get_n_places     (IbarRegion         *self);
const IbarRegionPlace     *ibar_region_get_place        (IbarRegion         *self,
                                                         guint               index);
/* Whether anything on it has the name that is written on the spot. Cost: its names, until the first one. */
gboolean                   ibar_region_has_local_names  (IbarRegion         *self);
/* Whether whoever made it has chosen its places for one zoom: all of them are named there. */
gboolean                   ibar_region_is_chosen        (IbarRegion         *self);
/* The admin area that holds a point, or -1. By any of its names (folded), or -1. */
int                        ibar_region_find_admin_area  (IbarRegion         *self,
                                                         IbarPoint           point);
int                        ibar_region_find_admin_name  (IbarRegion         *self,
                                                         const char         *name);
const IbarElevation       *ibar_region_get_elevation    (IbarRegion         *self); /* (nullable) */
guint                      ibar_region_get_n_profiles   (IbarRegion         *self);
const IbarBoundaryProfile *ibar_region_get_profile      (IbarRegion         *self,
                                                         guint               index);
/* By id; the first one if there is none of that id, NULL if there are none at all. */
const IbarBoundaryProfile *ibar_region_find_profile (IbarRegion         *self,
                                                      const char         *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarRegion, ibar_region_unref)

G_END_DECLS
