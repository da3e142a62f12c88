/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once


#include "ibar-region-writer.h"
#include "ibar-gdal.h"

G_BEGIN_DECLS

/* What a feature of an extract becomes on the map. */
typedef enum
{
  IBAR_OSM_NOTHING,
  IBAR_OSM_FEATURE, /* of a drawing layer */
  IBAR_OSM_PLACE,
  IBAR_OSM_AREA,    /* an administrative area */
} IbarOsmClass;

/* Kinds of OpenStreetMap that the map draws; NULL at the end. */
extern const char *const ibar_osm_roads[];
extern const char *const ibar_osm_waterways[];

gboolean     ibar_osm_is_one_of      (const char       *value,
                                      const char *const *values);
char        *ibar_osm_get_tag        (OGRFeatureH       feature,
                                      const char       *key);
IbarOsmClass ibar_osm_classify_line  (OGRFeatureH       feature,
                                      IbarLayer        *layer,
                                      char            **kind);
IbarOsmClass ibar_osm_classify_area  (OGRFeatureH       feature,
                                      IbarLayer        *layer,
                                      char            **kind,
                                      int              *admin_level);
IbarOsmClass ibar_osm_classify_point (OGRFeatureH       feature,
                                      char            **kind);
void         ibar_osm_add_names      (OGRFeatureH       feature,
                                      const char       *prefix,
                                      IbarNames        *names);
/* The same where two points are one node, and nowhere else within a region. */
guint64      ibar_osm_get_node_key   (double            longitude,
                                      double            latitude);

G_END_DECLS
