/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Builds a detailed region from open data: an OpenStreetMap extract and elevation tiles.
 *
 * The extract is read once, feature by feature; GDAL keeps its index of nodes in a temporary file,
 * so memory does not grow with the extract. Administrative areas, coastlines and bridges alone are kept
 * until the end. What lies outside of the box is left out, what crosses its edge is cut. Any part of
 * the world, over the antimeridian as well. */

#define G_LOG_DOMAIN "ibar-region-build"

#include "config.h"

#include "ibar-region-build.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-gdal-drivers.h"
#include "ibar-gdal.h"
#include "ibar-osm-extract.h"
#include "ibar-osm-tags.h"
#include "ibar-osm-areas.h"
#include "ibar-region-bridges.h"
#include "ibar-region-coast.h"
#include "ibar-region-heights.h"

#define PROGRESS_STEP 2000 /* features between two reports */

typedef struct
{
  const IbarRegionBuild *build;
  IbarRegionWriter *writer;
  IbarRegionBox box;
  IbarOsmAreas *admin;
  IbarRegionBridges *bridges;
  IbarRegionCoast *coast;
  gboolean found;        /* anything within the box */
  gboolean out_of_order; /* the nodes are not sorted by rising numbers */
  IbarRegionProgress progress;
  gpointer user_data;
  GCancellable *cancellable;
} Builder;

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

  if (!ibar_extent_contains (&self->box.extent, point))
    return TRUE;
  self->found = TRUE;
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
  OGRGeometryH part = ibar_region_box_cut (&self->box, OGR_F_GetGeometryRef (feature), ibar_layer_is_area (layer));
  g_autofree char *id = get_id (feature, FALSE);
  IbarRegionRecord record = { .id = id, .kind = kind, .population = -1 };
  IbarNames names = { { NULL } };
  gboolean added;

  if (part == NULL)
    return TRUE;
  ibar_osm_add_names (feature, "", &names);
  self->found = TRUE;
  record.names = names;
  record.rank = ibar_region_rank_line (layer, kind);
  added = ibar_region_writer_add_feature (self->writer, layer, part, &record, error);
  ibar_names_clear (&names);
  OGR_G_DestroyGeometry (part);
  return added;
}

static void
unwrap (Builder *self, OGRFeatureH feature)
{
  OGRGeometryH geometry = OGR_F_StealGeometry (feature);

  OGR_F_SetGeometryDirectly (feature, ibar_region_box_unwrap (&self->box, geometry));
}

static gboolean
take_feature (Builder *self, OGRFeatureH feature, const char *layer_name, GError **error)
{
  g_autofree char *kind = NULL;
  g_autofree char *id = NULL;
  IbarLayer layer = IBAR_LAYER_ROAD;
  int level = 0;
  IbarOsmClass class = IBAR_OSM_NOTHING;

  if (OGR_F_GetGeometryRef (feature) == NULL)
    return TRUE;
  unwrap (self, feature);
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
      id = get_id (feature, FALSE);
      self->found |= ibar_osm_areas_take (self->admin, feature, id, level, &self->box);
      return TRUE;
    case IBAR_OSM_NOTHING:
    default:
      if (strcmp (layer_name, "points") != 0)
        self->found |= ibar_region_coast_take (self->coast, feature, &self->box);
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
  self->out_of_order = strstr (CPLGetLastErrorMsg (), "OSM_USE_CUSTOM_INDEXING") != NULL;
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

/* The sea, before the areas that reach into it. */
static gboolean
add_sea (Builder *self, GError **error)
{
  const IbarRegionRecord record = { .id = "sea", .kind = "water", .population = -1 };
  guint n_open = 0;
  OGRGeometryH sea = ibar_region_coast_make_sea (self->coast, &self->box, &n_open);
  OGRGeometryH part = sea != NULL ? ibar_region_box_cut (&self->box, sea, TRUE) : NULL;
  g_autofree char *count = g_strdup_printf ("%u", n_open);
  gboolean good = TRUE;

  if (part != NULL)
    good = ibar_region_writer_add_feature (self->writer, IBAR_LAYER_WATER, part, &record, error);
  OGR_G_DestroyGeometry (part);
  OGR_G_DestroyGeometry (sea);
  return good && (n_open == 0 || ibar_region_writer_set_info (self->writer, "open_coasts", count, error));
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
         && ibar_region_writer_set_extent (self->writer, "extent", &self->box.extent, error)
         && ibar_region_writer_set_extent (self->writer, "home", &self->box.extent, error);
}

static gboolean
build_all (Builder *self, const char *path, GDALDatasetH extract, GError **error)
{
  GDALDatasetH elevation;

  if (!ibar_region_join_elevation (self->build->dem, &self->box, &elevation, error))
    return FALSE;
  self->writer = ibar_region_writer_new (path, elevation, self->cancellable, error);
  if (elevation != NULL)
    GDALClose (elevation);
  if (self->writer == NULL || !read_extract (self, extract, error) || is_cancelled (self, error))
    return FALSE;
  if (!self->found)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                   _ ("“%s” has nothing within the box: is it west,south,east,north, longitude first?"), self->build->osm);
      return FALSE;
    }
  if (self->progress != NULL)
    self->progress (0.92, self->user_data);
  if (!ibar_region_bridges_write (self->bridges, &self->box.extent, self->writer, error)
      || !add_sea (self, error)
      || !ibar_osm_areas_write (self->admin, &self->box, self->build->admin_level, self->writer, error)
      || !add_facts (self, error)
      || !ibar_region_writer_finish (self->writer, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (1, self->user_data);
  return TRUE;
}

/* One pass over the extract, with an index of nodes of one kind or the other. */
static gboolean
build_once (Builder *self, const char *path, gboolean any_order, GError **error)
{
  GDALDatasetH extract = ibar_osm_open (self->build->osm, any_order);
  gboolean good;

  if (extract == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("“%s” is not an OpenStreetMap extract (.osm.pbf or .osm)"), self->build->osm);
      return FALSE;
    }
  /* No spatial filter: GDAL would leave out the ways that relations reaching into the box are made of. */
  self->bridges = ibar_region_bridges_new ();
  self->admin = ibar_osm_areas_new ();
  self->coast = ibar_region_coast_new ();
  self->found = FALSE;
  good = build_all (self, path, extract, error);
  g_clear_pointer (&self->writer, ibar_region_writer_free);
  GDALClose (extract);
  ibar_region_bridges_free (self->bridges);
  ibar_osm_areas_free (self->admin);
  ibar_region_coast_free (self->coast);
  return good;
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
 * nodes' index (200 MB at most), the administrative areas and one layer's transaction. What an editor
 * has saved may have its nodes in any order: that is noticed, and read again with another index.
 */
gboolean
ibar_region_build (const IbarRegionBuild *build,
                   const char *path,
                   IbarRegionProgress progress,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GError) local_error = NULL;
  Builder self = {
    .build = build, .progress = progress, .user_data = user_data, .cancellable = cancellable
  };
  gboolean good;

  g_return_val_if_fail (build->osm != NULL && path != NULL, FALSE);

  if (!g_file_test (build->osm, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("“%s” is not there, or is no file"),
                   build->osm);
      return FALSE;
    }
  if (!ibar_region_box_init (&self.box, &build->bbox, error))
    return FALSE;
  ibar_gdal_register_drivers ();
  CPLPushErrorHandler (CPLQuietErrorHandler);
  good = build_once (&self, path, FALSE, &local_error);
  if (!good && self.out_of_order)
    {
      g_clear_error (&local_error);
      good = build_once (&self, path, TRUE, &local_error);
    }
  CPLPopErrorHandler ();
  ibar_region_box_clear (&self.box);
  if (!good)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return good;
}
