/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap.h"
#include "ibar-generalise.h"
#include "ibar-relief.h"

G_BEGIN_DECLS

/* Geometry is kept in bands of two zooms; the finest keeps every point. */
#define IBAR_N_BANDS 6
/* [px] the longest piece of a line as cairo gets it */
#define IBAR_PIECE 48.0

struct _IbarBasemap
{
  gatomicrefcount  ref_count;
  IbarRegion      *region;
  gsize            relief_made, tints_made; /* once, by the first who draws */
  IbarRelief      *relief;     /* (nullable) */
  guint8          *tints;      /* [areas] which of the style's area_tints */
  float           *flows;      /* (nullable) [points of waterway] km of water come together so far */
  GMutex           mutex;      /* while a band is made, or the flows */
  IbarGeneralised *bands[IBAR_N_LAYERS][IBAR_N_BANDS]; /* made when first drawn; read atomically */
};

/* One drawing in progress. */
typedef struct
{
  IbarBasemap              *basemap;
  cairo_t                  *cr;
  const IbarFrame          *frame;
  const IbarStyle          *style;
  const IbarBoundaryProfile *profile; /* (nullable) */
  double                    zoom;
  double                    scale;  /* [px per style unit] */
  IbarBox                   box;    /* what is drawn, with a margin [Web Mercator] */
  GArray                   *found;  /* of guint, scratch */
  GArray                   *clipped[2]; /* of double, scratch */
} IbarPainter;

const guint8    *ibar_basemap_get_tints (IbarBasemap       *self);
/* Numbers of the runs that the picture shows, ascending, in painter->found. */
IbarGeneralised *ibar_painter_find_runs (IbarPainter       *painter,
                                         IbarLayer          layer);
/* Adds a line to the path in short pieces, leaving out what lies outside of the picture unless whole. */
void             ibar_painter_add_line  (IbarPainter       *painter,
                                         const double      *points,
                                         guint              n_points,
                                         gboolean           whole);
/* A value that grows with zoom: low at zoom z0 and below, high at z1 and above, even steps between. */
double           ibar_painter_ramp      (const IbarPainter *painter,
                                         double             z0,
                                         double             low,
                                         double             z1,
                                         double             high);

/* In ibar-basemap-lines.c: what is done with the runs found. */
typedef gboolean (*IbarChooseRun) (const IbarFeature *feature, gconstpointer data);
void             ibar_painter_choose_runs   (IbarPainter           *painter,
                                             const IbarGeneralised *band,
                                             IbarLayer              layer,
                                             IbarChooseRun          choose,
                                             gconstpointer          data);
void             ibar_painter_add_runs      (IbarPainter           *painter,
                                             const IbarGeneralised *band);
void             ibar_painter_stroke        (IbarPainter           *painter,
                                             const IbarColor       *color,
                                             double                 width,
                                             gboolean               keep);
void             ibar_painter_stroke_dashed (IbarPainter           *painter,
                                             const IbarGeneralised *band,
                                             const double          *dashes,
                                             int                    n);
void             ibar_painter_set_round     (IbarPainter           *painter,
                                             gboolean               caps);

void             ibar_paint_areas       (IbarPainter       *painter);
void             ibar_paint_ground      (IbarPainter       *painter);
void             ibar_paint_veil        (IbarPainter       *painter);
void             ibar_paint_water       (IbarPainter       *painter);
void             ibar_paint_highlight   (IbarPainter       *painter);
void             ibar_paint_waterways   (IbarPainter       *painter);
void             ibar_paint_roads       (IbarPainter       *painter);
void             ibar_paint_railways    (IbarPainter       *painter);
void             ibar_paint_boundaries  (IbarPainter       *painter);
void             ibar_paint_schematic   (IbarPainter       *painter);

guint8          *ibar_color_areas       (IbarRegion        *region,
                                         guint              n_colors);
float           *ibar_collect_flows     (IbarRegion        *region);

G_END_DECLS
