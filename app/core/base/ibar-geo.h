/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A position [deg, WGS 84]. NAN in both: not placed. */
typedef struct
{
  double longitude;
  double latitude;
} IbarPoint;

/* A box [deg, WGS 84]; west > east crosses the antimeridian. Empty when south > north. */
typedef struct
{
  double west;
  double south;
  double east;
  double north;
} IbarExtent;

#define IBAR_MERCATOR_MAX_LATITUDE 85.05112877980659
#define IBAR_TILE_UNITS 256.0 /* a tile's side at scale 1 [map units] */

gboolean ibar_point_is_placed      (IbarPoint         point);
void     ibar_extent_init_empty    (IbarExtent       *extent);
gboolean ibar_extent_parse         (const char       *text,
                                    IbarExtent       *extent);
gboolean ibar_extent_is_empty      (const IbarExtent *extent);
void     ibar_extent_add           (IbarExtent       *extent,
                                    IbarPoint         point);
gboolean ibar_extent_contains      (const IbarExtent *extent,
                                    IbarPoint         point);
gboolean ibar_extent_overlaps      (const IbarExtent *a,
                                    const IbarExtent *b);

/* [deg] in [-180, 180] */
double   ibar_longitude_wrap       (double            longitude);
/* [deg] within half the world of the other */
double   ibar_longitude_near       (double            longitude,
                                    double            other);
int      ibar_tile_wrap_column     (int               zoom,
                                    int               column);
/* Makes a ring's longitudes run on, so that no edge is longer than half the world. */
void     ibar_ring_unwrap          (IbarPoint        *ring,
                                    gsize             n_points);
/* The part of a segment that lies in a box, from 0 … 1 of it. */
gboolean ibar_segment_clip         (const double      a[2],
                                    const double      b[2],
                                    const double      low[2],
                                    const double      high[2],
                                    double           *enter,
                                    double           *leave);

/* Web Mercator [0, 1] from the north-west corner of the world, x east, y south. */
double   ibar_mercator_x           (double            longitude);
double   ibar_mercator_y           (double            latitude);
double   ibar_mercator_longitude   (double            x);
double   ibar_mercator_latitude    (double            y);
double   ibar_mercator_metres_per_unit (double        latitude,
                                        double        zoom);

/* Geodesics on WGS 84, by PROJ. */
double   ibar_geodesic_distance    (IbarPoint         a,
                                    IbarPoint         b);
/* [deg] from north over east, in [0, 360): where b lies as seen from a. */
double   ibar_geodesic_azimuth     (IbarPoint         a,
                                    IbarPoint         b);
double   ibar_geodesic_length      (const IbarPoint  *points,
                                    gsize             n_points);
double   ibar_geodesic_area        (const IbarPoint  *ring,
                                    gsize             n_points);
gboolean ibar_ring_contains        (const IbarPoint  *ring,
                                    gsize             n_points,
                                    IbarPoint         point);

G_END_DECLS
