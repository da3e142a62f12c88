/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens an OpenStreetMap extract as the map needs it.
 *
 * Which closed ways are areas, GDAL is told: by itself it takes an island's coastline for one, and leaves it out where the
 * way is a part of a relation as well, of the island's municipality, say. The island would be sea. What is computed for
 * other programs, the order of roads, is left out. */

#define G_LOG_DOMAIN "ibar-osm-extract"

#include "config.h"

#include "ibar-osm-extract.h"

#include <glib.h>
#include <string.h>

#define NODE_INDEX_MB "200" /* [MB] of nodes in memory, before they go to a temporary file */
#define CONFIGURATION "/vsimem/ibar-osmconf-%p.ini"

static const char configuration[]
    = "closed_ways_are_polygons=boundary,building,landuse,natural=water,natural=wood,waterway=riverbank,man_made=bridge\n"
      "[points]\nosm_id=yes\nattributes=name,place,man_made\nother_tags=yes\n"
      "unsignificant=created_by,converted_by,source,time,ele,attribution\n"
      "ignore=created_by,converted_by,source,time,note,todo,fixme,FIXME\n"
      "[lines]\nosm_id=yes\nattributes=name,highway,waterway,railway,natural,man_made\nother_tags=yes\n"
      "ignore=created_by,converted_by,source,time,note,todo,fixme,FIXME\n"
      "[multipolygons]\nosm_id=yes\n"
      "attributes=name,type,boundary,admin_level,natural,landuse,waterway,man_made\nother_tags=yes\n"
      "ignore=area,created_by,converted_by,source,time,note,todo,fixme,FIXME\n"
      "[multilinestrings]\nosm_id=yes\nattributes=name,type\nother_tags=yes\n"
      "[other_relations]\nosm_id=yes\nattributes=name,type\nother_tags=yes\n";

GDALDatasetH
ibar_osm_open (const char *path, gboolean any_order)
{
  const char *const drivers[] = { "OSM", NULL };
  g_autofree char *file = g_strdup_printf (CONFIGURATION, (gconstpointer) &path);
  g_autofree char *option = g_strconcat ("CONFIG_FILE=", file, NULL);
  const char *const options[] = { option, NULL };
  GDALDatasetH extract;

  CPLSetThreadLocalConfigOption ("OSM_USE_CUSTOM_INDEXING", any_order ? "NO" : NULL);
  CPLSetConfigOption ("OSM_MAX_TMPFILE_SIZE", NODE_INDEX_MB);
  VSIFCloseL (VSIFileFromMemBuffer (file, (GByte *) configuration, strlen (configuration), FALSE));
  extract = GDALOpenEx (path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
  VSIUnlink (file);
  CPLSetThreadLocalConfigOption ("OSM_USE_CUSTOM_INDEXING", NULL);
  return extract;
}
