/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-box-index.h"
#include "ibar-label-anchors.h"
#include "ibar-label-text.h"
#include "ibar-labels.h"

G_BEGIN_DECLS

/* [px] between two names of one river */
#define IBAR_WATER_APART 620.0
#define IBAR_RIVER_ZOOM 8.5   /* from here on rivers and lakes are named, */
#define IBAR_BROOK_ZOOM 12.0  /* and from here on the small ones */
#define IBAR_STREET_ZOOM 12.0 /* from here on streets are named, the greatest first */
#define IBAR_SPOT_ZOOM 12.6   /* from here on single spots are named, such as bridges */

/* What stands at the point a label names. */
typedef enum
{
  IBAR_SYMBOL_NONE, /* the name covers its place: a mountain, a lake */
  IBAR_SYMBOL_DOT,
  IBAR_SYMBOL_SEAT,
  IBAR_SYMBOL_PEAK,
  IBAR_SYMBOL_CROSSING,
} IbarSymbol;

/* What might be named at a zoom. */
typedef struct
{
  int            kind;     /* of IbarLabel */
  int            feature;
  double         priority; /* less goes first */
  double         x, y;     /* [Web Mercator] */
  double         angle;    /* [rad] on the map, of a river's stretch */
  IbarLabelText *text;     /* borrowed from the cache */
  IbarType       type;
  IbarSymbol     symbol;
  double         radius;   /* [px] of the symbol */
  double         room;     /* [px] an area's name may step aside within it */
  gboolean       verified;
  int            rank;
} IbarCandidate;

/* Everything a region can name, with its texts as measured for one setting. */
typedef struct
{
  IbarRegion      *region;
  guint           *order;   /* [places] by importance */
  IbarAnchor      *areas;   /* [admin areas] */
  IbarAnchor      *neighbours;
  IbarAnchor      *lakes;   /* [water] found when first large enough to be named */
  gboolean        *sought;  /* [water] whether that has been tried */
  IbarAnchor       whole;
  IbarTypesetter   typesetter;
  IbarNameSetting  setting;
  double           font_scale;
  char            *font; /* (nullable) families, instead of the desktop's */
  IbarNames        whole_name; /* the profile's label */
  IbarLabelText  **place_texts, **area_texts, **neighbour_texts, **water_texts, **lake_texts,
                  **street_texts;
  IbarLabelText   *whole_text;
} IbarNamed;

void ibar_named_init    (IbarNamed             *self,
                         IbarRegion            *region);
void ibar_named_clear   (IbarNamed             *self);
void ibar_named_set_font (IbarNamed          *self,
                          const char         *font);
/* TRUE when something changed, and texts were forgotten. */
gboolean ibar_named_set (IbarNamed             *self,
                         const IbarNameSetting *setting,
                         const IbarNames       *whole_name,
                         double                 font_scale);
/* Candidates of a zoom within a box [Web Mercator], most important first, into an array of IbarCandidate. */
void ibar_named_collect (IbarNamed             *self,
                         double                 zoom,
                         const IbarBox         *within,
                         GArray                *candidates);
guint ibar_named_count  (IbarNamed             *self,
                         double                 zoom);
gboolean ibar_named_measure (IbarNamed         *self,
                             IbarLabelText    **text,
                             IbarType           type,
                             const IbarNames   *names,
                             gboolean           one_line);
/* within: (nullable) everywhere. */
gboolean ibar_is_within     (const IbarBox     *within,
                             double             x,
                             double             y);
gboolean ibar_reaches       (const IbarBox     *within,
                             const IbarFeature *feature);
/* In ibar-label-lines.c: */
double   ibar_street_square_side    (double         zoom);
void     ibar_named_collect_water   (IbarNamed     *self,
                                     double         zoom,
                                     const IbarBox *within,
                                     GArray        *out);
void     ibar_named_collect_streets (IbarNamed     *self,
                                     double         zoom,
                                     const IbarBox *within,
                                     GArray        *out);

G_END_DECLS
