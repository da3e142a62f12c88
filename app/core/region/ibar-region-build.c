/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Builds a detailed region from open data: an OpenStreetMap extract and elevation tiles.
 *
 * The extract is read once, feature by feature; GDAL keeps its index of nodes in a temporary file,
 * so memory does not grow with the extract. Administrative areas alone are kept until the end,
 * since only then it is known which level the region has. What lies outside of the box is left out,
 * what crosses its edge is cut. Any part of the world. */

#define G_LOG_DOMAIN "ibar-region-build"

#include "config.h"

#include "ibar-region-build.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-gdal-drivers.h"
#include "ibar-gdal.h"
#include "ibar-osm-tags.h"
#include "ibar-region-bridges.h"
#include "ibar-region-coast.h"
#include "ibar-region-heights.h"

#define NODE_INDEX_MB "200" /* [MB] of nodes in memory, before they go to a temporary file */
#define MAX_AREAS 400       /* of the level that is chosen by itself */
#define LEAST_LEVEL 4
#define GREATEST_LEVEL 9
#define PROGRESS_STEP 2000 /* features between two reports */

/* An administrative area, kept until the level is chosen. */
typedef struct
{
  char *id;
  IbarNames names;
  int level;
  OGRGeometryH geometry; /* whole, not cut */
} Area;

typedef struct
{
  const IbarRegionBuild *build;
  IbarRegionWriter *writer;
  OGRGeometryH box;
  GArray *areas; /* of Area */
  IbarRegionBridges *bridges;
  OGRGeometryH coasts; /* lines, whole and in their direction */
  IbarRegionProgress progress;
  gpointer user_data;
  GCancellable *cancellable;
} Builder;

static void
clear_area (gpointer data)
{
  Area *area = data;

  g_free (area->id);
  ibar_names_clear (&area->names);
  OGR_G_DestroyGeometry (area->geometry);
}

static OGRGeometryH
make_box (const IbarExtent *extent)
{
  OGRGeometryH ring = OGR_G_CreateGeometry (wkbLinearRing);
  OGRGeometryH box = OGR_G_CreateGeometry (wkbPolygon);

  OGR_G_AddPoint_2D (ring, extent->west, extent->south);
  OGR_G_AddPoint_2D (ring, extent->east, extent->south);
  OGR_G_AddPoint_2D (ring, extent->east, extent->north);
  OGR_G_AddPoint_2D (ring, extent->west, extent->north);
  OGR_G_CloseRings (ring);
  OGR_G_AddGeometryDirectly (box, ring);
  return box;
}

/* ---- Cutting ------------------------------------------------------------------------------- */

static gboolean
is_wanted (OGRGeometryH geometry, gboolean area)
{
  OGRwkbGeometryType type = wkbFlatten (OGR_G_GetGeometryType (geometry));

  return area ? type == wkbPolygon || type == wkbMultiPolygon
              : type == wkbLineString || type == wkbMultiLineString;
}

static gboolean
is_inside (const IbarExtent *extent, OGRGeometryH geometry)
{
  OGREnvelope e;

  OGR_G_GetEnvelope (geometry, &e);
  return e.MinX >= extent->west && e.MaxX <= extent->east && e.MinY >= extent->south
         && e.MaxY <= extent->north;
}

/* The part of a geometry within the box; NULL if nothing of its kind is left. GEOS refuses what
 * crosses itself; such a geometry is made valid first, and left out if even that fails. */
static OGRGeometryH
cut (Builder *self, OGRGeometryH geometry, gboolean area)
{
  OGRGeometryH part, valid, kept;

  if (is_inside (&self->build->bbox, geometry))
    return is_wanted (geometry, area) ? OGR_G_Clone (geometry) : NULL;
  if (!OGR_G_Intersects (geometry, self->box))
    return NULL;
  part = OGR_G_Intersection (geometry, self->box);
  if (part == NULL)
    {
      valid = OGR_G_MakeValid (geometry);
      part = valid != NULL ? OGR_G_Intersection (valid, self->box) : NULL;
      OGR_G_DestroyGeometry (valid);
    }
  if (part == NULL || is_wanted (part, area))
    return part;
  /* Touching the edge leaves points and lines beside polygons. */
  kept = OGR_G_CreateGeometry (area ? wkbMultiPolygon : wkbMultiLineString);
  for (int i = 0; i < OGR_G_GetGeometryCount (part); i++)
    {
      if (is_wanted (OGR_G_GetGeometryRef (part, i), area))
        OGR_G_AddGeometry (kept, OGR_G_GetGeometryRef (part, i));
    }
  OGR_G_DestroyGeometry (part);
  if (OGR_G_GetGeometryCount (kept) > 0)
    return kept;
  OGR_G_DestroyGeometry (kept);
  return NULL;
}

/* ---- Features ------------------------------------------------------------------------------ */

static char *
get_id (OGRFeatureH feature, gboolean point)
{
  g_autofree char *id = ibar_osm_get_tag (feature, "osm_id");

  if (id == NULL)
    id = ibar_osm_get_tag (feature, "osm_way_id");
  return id != NULL && point ? g_strconcat ("node/", id, NULL) : g_steal_pointer (&id);
}

static gboolean
add_place (Builder *self, OGRFeatureH feature, const char *kind, GError **error)
{
  OGRGeometryH geometry = OGR_F_GetGeometryRef (feature);
  g_autofree char *id = get_id (feature, TRUE);
  g_autofree char *source = g_strconcat ("OpenStreetMap ", id, NULL);
  g_autofree char *population = ibar_osm_get_tag (feature, "population");
  IbarRegionRecord record = { .id = id, .kind = kind, .source = source, .population = -1 };
  IbarNames names = { { NULL } };
  IbarPoint point = { OGR_G_GetX (geometry, 0), OGR_G_GetY (geometry, 0) };
  gboolean added;

  if (!ibar_extent_contains (&self->build->bbox, point))
    return TRUE;
  if (population != NULL && g_ascii_isdigit (population[0]))
    record.population = g_ascii_strtoll (population, NULL, 10);
  ibar_osm_add_names (feature, "", &names);
  record.names = names;
  record.verified = TRUE;
  record.rank = ibar_region_rank_place (kind, record.population, FALSE);
  added = ibar_region_writer_add_place (self->writer, point, &record, error);
  ibar_names_clear (&names);
  return added;
}

static gboolean
add_drawn (Builder *self, OGRFeatureH feature, IbarLayer layer, const char *kind, GError **error)
{
  OGRGeometryH part = cut (self, OGR_F_GetGeometryRef (feature), ibar_layer_is_area (layer));
  g_autofree char *id = get_id (feature, FALSE);
  IbarRegionRecord record = { .id = id, .kind = kind, .population = -1 };
  IbarNames names = { { NULL } };
  gboolean added;

  if (part == NULL)
    return TRUE;
  ibar_osm_add_names (feature, "", &names);
  record.names = names;
  record.rank = ibar_region_rank_line (layer, kind);
  added = ibar_region_writer_add_feature (self->writer, layer, part, &record, error);
  ibar_names_clear (&names);
  OGR_G_DestroyGeometry (part);
  return added;
}

static void
keep_area (Builder *self, OGRFeatureH feature, int level)
{
  Area area = { .level = level };

  if (level < 2 || level > GREATEST_LEVEL
      || !OGR_G_Intersects (OGR_F_GetGeometryRef (feature), self->box))
    return;
  area.id = get_id (feature, FALSE);
  ibar_osm_add_names (feature, "", &area.names);
  area.geometry = OGR_G_Clone (OGR_F_GetGeometryRef (feature));
  g_array_append_val (self->areas, area);
}

/* Appends the outline of an area to the lines of all. */
static void
add_lines (OGRGeometryH lines, OGRGeometryH area)
{
  OGRGeometryH boundary = OGR_G_ForceToMultiLineString (OGR_G_Boundary (area));

  for (int i = 0; boundary != NULL && i < OGR_G_GetGeometryCount (boundary); i++)
    OGR_G_AddGeometry (lines, OGR_G_GetGeometryRef (boundary, i));
  OGR_G_DestroyGeometry (boundary);
}

/* A coastline that is closed comes as an area: an island. */
static void
keep_coast (Builder *self, OGRFeatureH feature)
{
  g_autofree char *natural = ibar_osm_get_tag (feature, "natural");
  OGRGeometryH geometry = OGR_F_GetGeometryRef (feature), lines;

  if (g_strcmp0 (natural, "coastline") != 0 || !OGR_G_Intersects (geometry, self->box))
    return;
  if (is_wanted (geometry, TRUE))
    add_lines (self->coasts, geometry);
  else
    {
      lines = OGR_G_ForceToMultiLineString (OGR_G_Clone (geometry));
      for (int i = 0; i < OGR_G_GetGeometryCount (lines); i++)
        OGR_G_AddGeometry (self->coasts, OGR_G_GetGeometryRef (lines, i));
      OGR_G_DestroyGeometry (lines);
    }
}

static gboolean
take_feature (Builder *self, OGRFeatureH feature, const char *layer_name, GError **error)
{
  g_autofree char *kind = NULL;
  IbarLayer layer = IBAR_LAYER_ROAD;
  int level = 0;
  IbarOsmClass class = IBAR_OSM_NOTHING;

  if (OGR_F_GetGeometryRef (feature) == NULL)
    return TRUE;
  ibar_region_bridges_take (self->bridges, feature);
  if (strcmp (layer_name, "points") == 0)
    class = ibar_osm_classify_point (feature, &kind);
  else if (strcmp (layer_name, "lines") == 0)
    class = ibar_osm_classify_line (feature, &layer, &kind);
  else if (strcmp (layer_name, "multipolygons") == 0)
    class = ibar_osm_classify_area (feature, &layer, &kind, &level);

  switch (class)
    {
    case IBAR_OSM_PLACE:
      return add_place (self, feature, kind, error);
    case IBAR_OSM_FEATURE:
      return add_drawn (self, feature, layer, kind, error);
    case IBAR_OSM_AREA:
      keep_area (self, feature, level);
      return TRUE;
    case IBAR_OSM_NOTHING:
    default:
      if (strcmp (layer_name, "points") != 0)
        keep_coast (self, feature);
      return TRUE;
    }
}

static gboolean
is_cancelled (Builder *self, GError **error)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_CANCELLED, _ ("Cancelled"));
  return TRUE;
}

/* The next feature; what GDAL complains of while cutting geometry is not the file's fault, what it
 * complains of here is. */
static gboolean
read_feature (Builder *self,
              GDALDatasetH dataset,
              OGRFeatureH *feature,
              OGRLayerH *layer,
              double *share,
              GError **error)
{
  CPLErrorReset ();
  *feature = GDALDatasetGetNextFeature (dataset, layer, share, NULL, NULL);
  if (CPLGetLastErrorType () != CE_Failure)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT, _ ("“%s” is damaged or not sorted: %s"),
               self->build->osm, CPLGetLastErrorMsg ());
  if (*feature != NULL)
    OGR_F_Destroy (*feature);
  return FALSE;
}

static gboolean
read_extract (Builder *self, GDALDatasetH dataset, GError **error)
{
  OGRFeatureH feature;
  OGRLayerH layer;
  double share = 0;

  for (guint n = 0;; n++)
    {
      gboolean good;

      if (!read_feature (self, dataset, &feature, &layer, &share, error))
        return FALSE;
      if (feature == NULL)
        return TRUE;
      good = take_feature (self, feature, OGR_L_GetName (layer), error);
      OGR_F_Destroy (feature);
      if (!good || (n % PROGRESS_STEP == 0 && is_cancelled (self, error)))
        return FALSE;
      if (n % PROGRESS_STEP == 0 && self->progress != NULL)
        self->progress (share * 0.9, self->user_data);
    }
}

/* ---- Areas and boundaries ------------------------------------------------------------------ */

/* The finest level with enough areas to be a map's, and not so many that they are a mosaic. */
static int
choose_level (Builder *self)
{
  guint counts[GREATEST_LEVEL + 1] = { 0 };

  if (self->build->admin_level > 0)
    return self->build->admin_level;
  for (guint i = 0; i < self->areas->len; i++)
    counts[g_array_index (self->areas, Area, i).level]++;
  for (int level = GREATEST_LEVEL; level >= LEAST_LEVEL; level--)
    {
      if (counts[level] > 1 && counts[level] <= MAX_AREAS)
        return level;
    }
  return 2;
}

/* Lines that two areas share become one: two dashed lines over each other would close their gaps.
 */
static gboolean
add_boundary (Builder *self, OGRGeometryH lines, const char *kind, GError **error)
{
  OGRGeometryH merged, part;
  IbarRegionRecord record
      = { .kind = kind, .rank = ibar_region_rank_line (IBAR_LAYER_BOUNDARY, kind) };
  gboolean added = TRUE;

  if (OGR_G_GetGeometryCount (lines) == 0)
    return TRUE;
  merged = OGR_G_Union (lines, OGR_G_GetGeometryRef (lines, 0));
  part = cut (self, merged != NULL ? merged : lines, FALSE);
  if (part != NULL)
    added
        = ibar_region_writer_add_feature (self->writer, IBAR_LAYER_BOUNDARY, part, &record, error);
  OGR_G_DestroyGeometry (merged);
  OGR_G_DestroyGeometry (part);
  return added;
}

static gboolean
add_area (Builder *self,
          const char *id,
          const IbarNames *names,
          OGRGeometryH geometry,
          GError **error)
{
  OGRGeometryH part = cut (self, geometry, TRUE);
  IbarRegionRecord record = { .id = id, .names = *names, .kind = "administrative" };
  gboolean added;

  if (part == NULL)
    return TRUE;
  added
      = ibar_region_writer_add_feature (self->writer, IBAR_LAYER_ADMIN_AREA, part, &record, error);
  OGR_G_DestroyGeometry (part);
  return added;
}

/* The areas of one level, their lines, and the outline of countries. Without any area the land is
 * the box itself: the map must not say that there is nothing. */
static gboolean
add_areas (Builder *self, GError **error)
{
  static const IbarNames nameless = { { NULL } };
  OGRGeometryH inner = OGR_G_CreateGeometry (wkbMultiLineString);
  OGRGeometryH outline = OGR_G_CreateGeometry (wkbMultiLineString);
  int level = choose_level (self);
  gboolean good = TRUE;
  guint n = 0;

  for (guint i = 0; good && i < self->areas->len; i++)
    {
      const Area *area = &g_array_index (self->areas, Area, i);

      if (area->level == 2)
        add_lines (outline, area->geometry);
      else if (area->level == level)
        add_lines (inner, area->geometry);
      if (area->level != level)
        continue;
      good = add_area (self, area->id, &area->names, area->geometry, error);
      n++;
    }
  if (good && n == 0)
    good = add_area (self, "all", &nameless, self->box, error);
  good = good && add_boundary (self, inner, "municipal", error)
         && add_boundary (self, outline, "outline", error);
  OGR_G_DestroyGeometry (inner);
  OGR_G_DestroyGeometry (outline);
  return good;
}

/* The sea, before the areas that reach into it. */
static gboolean
add_sea (Builder *self, GError **error)
{
  const IbarRegionRecord record = { .id = "sea", .kind = "water", .population = -1 };
  OGRGeometryH sea = ibar_region_make_sea (self->coasts, self->box);
  OGRGeometryH part = sea != NULL ? cut (self, sea, TRUE) : NULL;
  gboolean good = TRUE;

  if (part != NULL)
    good = ibar_region_writer_add_feature (self->writer, IBAR_LAYER_WATER, part, &record, error);
  OGR_G_DestroyGeometry (part);
  OGR_G_DestroyGeometry (sea);
  return good;
}

/* ---- The whole ----------------------------------------------------------------------------- */

static gboolean
add_facts (Builder *self, GError **error)
{
  const IbarRegionBuild *build = self->build;
  g_autofree char *name = g_path_get_basename (build->osm);
  const IbarBoundaryProfile profile = {
    .id = (char *) "mapped",
    .title = _ ("As mapped"),
    .note
    = _ ("Boundaries as OpenStreetMap’s contributors mapped them. How lines are drawn on this map "
         "expresses no opinion on the status of any territory."),
    .outline_style = (char *) "solid",
  };

  for (guint i = 0; build->credits != NULL && build->credits[i] != NULL; i++)
    {
      if (!ibar_region_writer_add_credit (self->writer, build->credits[i], NULL, NULL, error))
        return FALSE;
    }
  return ibar_region_writer_add_credit (self->writer, "© OpenStreetMap contributors", "ODbL 1.0",
                                        "https://www.openstreetmap.org/copyright", error)
         && ibar_region_writer_add_profile (self->writer, &profile, error)
         && ibar_region_writer_set_info (self->writer, "title",
                                         build->title != NULL ? build->title : name, error)
         && ibar_region_writer_set_extent (self->writer, "extent", &build->bbox, error)
         && ibar_region_writer_set_extent (self->writer, "home", &build->bbox, error);
}

static gboolean
build_all (Builder *self, const char *path, GDALDatasetH extract, GError **error)
{
  GDALDatasetH elevation;

  if (!ibar_region_join_elevation (self->build, &elevation, error))
    return FALSE;
  self->writer = ibar_region_writer_new (path, elevation, self->cancellable, error);
  if (elevation != NULL)
    GDALClose (elevation);
  if (self->writer == NULL || !read_extract (self, extract, error) || is_cancelled (self, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (0.92, self->user_data);
  if (!ibar_region_bridges_write (self->bridges, &self->build->bbox, self->writer, error)
      || !add_sea (self, error) || !add_areas (self, error) || !add_facts (self, error)
      || !ibar_region_writer_finish (self->writer, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (1, self->user_data);
  return TRUE;
}

/* The map has two edges, at 180°; a box with its sides the other way round reaches over them. */
static gboolean
check_box (const IbarExtent *box, GError **error)
{
  gboolean on_globe = fabs (box->west) <= 180 && fabs (box->east) <= 180 && box->south >= -85
                      && box->north <= 85 && box->south < box->north;

  if (on_globe && box->west < box->east)
    return TRUE;
  if (on_globe && box->west > 0 && box->east < 0)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                 _ ("A region ends at the edge of the map: make two, from %g to 180 and from -180 to "
                    "%g degrees"),
                 box->west, box->east);
  else
    g_set_error_literal (
        error, IBAR_ERROR, IBAR_ERROR_DATA,
        _ ("The box must be west,south,east,north in degrees, from west to east and "
           "from south to north"));
  return FALSE;
}

/**
 * ibar_region_build:
 * @build: what the region is made of
 * @path: the GeoPackage to make or replace
 * @progress: (nullable) (scope call): told how far it is, on the calling thread
 * @user_data: for @progress
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Builds a detailed region from an OpenStreetMap extract and elevation tiles.
 *
 * Returns: FALSE with @error set; then nothing at @path has changed
 *
 * **Errors:** #IBAR_ERROR_NOT_FOUND, _PARSE (no extract, no tile), _CORRUPT, _DATA (an impossible
 * box), _CANCELLED.
 *
 * **Thread:** any; meant for a worker thread. **Cost:** one pass over the extract; memory for the
 * nodes' index (200 MB at most), the administrative areas and one layer's transaction.
 */
gboolean
ibar_region_build (const IbarRegionBuild *build,
                   const char *path,
                   IbarRegionProgress progress,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  const char *const drivers[] = { "OSM", NULL };
  Builder self = {
    .build = build, .progress = progress, .user_data = user_data, .cancellable = cancellable
  };
  GDALDatasetH extract;
  gboolean good;

  g_return_val_if_fail (build->osm != NULL && path != NULL, FALSE);

  if (!check_box (&build->bbox, error))
    return FALSE;
  if (!g_file_test (build->osm, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("“%s” is not there, or is no file"),
                   build->osm);
      return FALSE;
    }
  ibar_gdal_register_drivers ();
  CPLSetConfigOption ("OSM_MAX_TMPFILE_SIZE", NODE_INDEX_MB);
  CPLPushErrorHandler (CPLQuietErrorHandler);
  extract = GDALOpenEx (build->osm, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
  if (extract == NULL)
    {
      CPLPopErrorHandler ();
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("“%s” is not an OpenStreetMap extract (.osm.pbf or .osm)"), build->osm);
      return FALSE;
    }
  /* No spatial filter: GDAL would leave out the ways that relations reaching into the box are made of. */
  self.box = make_box (&build->bbox);
  self.bridges = ibar_region_bridges_new ();
  self.areas = g_array_new (FALSE, FALSE, sizeof (Area));
  self.coasts = OGR_G_CreateGeometry (wkbMultiLineString);
  g_array_set_clear_func (self.areas, clear_area);
  good = build_all (&self, path, extract, error);
  ibar_region_writer_free (self.writer);
  GDALClose (extract);
  CPLPopErrorHandler ();
  ibar_region_bridges_free (self.bridges);
  g_array_unref (self.areas);
  OGR_G_DestroyGeometry (self.coasts);
  OGR_G_DestroyGeometry (self.box);
  return good;
}
