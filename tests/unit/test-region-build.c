/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A region from an OpenStreetMap extract and an elevation tile, both made here in their real formats. */

#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include <cpl_conv.h>
#include <gdal.h>
#include <glib/gstdio.h>
#include <ogr_srs_api.h>

#include "ibar-error.h"
#include "ibar-place-index.h"
#include "ibar-region-areas.h"
#include "ibar-region-build.h"
#include "ibar-region.h"

typedef struct
{
  char *folder;
  char *osm;
  char *dem;
  char *path;
} Fixture;

/* Two areas side by side that reach beyond the box on both sides, one thing of each kind. Nodes come in ascending
 * order, then ways, then relations, as in every extract. */
static const char extract[]
    = "<?xml version='1.0' encoding='UTF-8'?><osm version='0.6'>"
      "<node id='1' lat='42.0' lon='20.0' version='1'/><node id='2' lat='42.0' lon='20.5' version='1'/>"
      "<node id='3' lat='42.0' lon='21.0' version='1'/><node id='4' lat='43.0' lon='21.0' version='1'/>"
      "<node id='5' lat='43.0' lon='20.5' version='1'/><node id='6' lat='43.0' lon='20.0' version='1'/>"
      "<node id='10' lat='42.2' lon='20.2' version='1'/><node id='11' lat='42.5' lon='20.5' version='1'/>"
      "<node id='12' lat='42.8' lon='20.99' version='1'/>"
      "<node id='20' lat='42.2' lon='20.6' version='1'/><node id='21' lat='42.2' lon='20.7' version='1'/>"
      "<node id='22' lat='42.3' lon='20.7' version='1'/><node id='23' lat='42.3' lon='20.6' version='1'/>"
      "<node id='30' lat='42.5' lon='20.25' version='1'><tag k='place' v='town'/><tag k='name' v='Град'/>"
      "<tag k='name:sr' v='Град'/><tag k='name:sr-Latn' v='Grad'/><tag k='name:sq' v='Qytet'/>"
      "<tag k='name:en' v='The &quot;Town&quot;, so called'/><tag k='population' v='12000'/></node>"
      "<node id='31' lat='42.6' lon='20.75' version='1'><tag k='place' v='village'/><tag k='name' v='Only'/></node>"
      "<node id='32' lat='42.7' lon='20.7' version='1'><tag k='natural' v='peak'/><tag k='name' v='Peak'/></node>"
      "<node id='33' lat='50' lon='10' version='1'><tag k='place' v='city'/><tag k='name' v='Far'/></node>"
      "<node id='34' lat='42.4' lon='20.4' version='1'><tag k='place' v='hamlet'/></node>"
      "<way id='100' version='1'><nd ref='1'/><nd ref='2'/><nd ref='5'/><nd ref='6'/><nd ref='1'/></way>"
      "<way id='101' version='1'><nd ref='2'/><nd ref='3'/><nd ref='4'/><nd ref='5'/><nd ref='2'/></way>"
      "<way id='102' version='1'><nd ref='10'/><nd ref='11'/><nd ref='12'/><tag k='highway' v='motorway_link'/></way>"
      "<way id='103' version='1'><nd ref='12'/><nd ref='11'/><nd ref='10'/><tag k='waterway' v='river'/>"
      "<tag k='name' v='River'/></way>"
      "<way id='104' version='1'><nd ref='10'/><nd ref='11'/><tag k='railway' v='rail'/></way>"
      "<way id='105' version='1'><nd ref='20'/><nd ref='21'/><nd ref='22'/><nd ref='23'/><nd ref='20'/>"
      "<tag k='natural' v='water'/><tag k='name' v='Lake'/></way>"
      "<way id='106' version='1'><nd ref='20'/><nd ref='21'/><nd ref='22'/><nd ref='20'/>"
      "<tag k='landuse' v='forest'/></way>"
      "<way id='107' version='1'><nd ref='21'/><nd ref='22'/><nd ref='23'/><nd ref='21'/>"
      "<tag k='landuse' v='residential'/></way>"
      "<way id='108' version='1'><nd ref='10'/><nd ref='11'/><tag k='power' v='line'/></way>"
      "<relation id='200' version='1'><member type='way' ref='100' role='outer'/><tag k='type' v='boundary'/>"
      "<tag k='boundary' v='administrative'/><tag k='admin_level' v='7'/><tag k='name' v='West'/></relation>"
      "<relation id='201' version='1'><member type='way' ref='101' role='outer'/><tag k='type' v='boundary'/>"
      "<tag k='boundary' v='administrative'/><tag k='admin_level' v='7'/><tag k='name' v='East'/></relation>"
      "</osm>";

/* A coast from south to north with land on its left, the west; a bay's island to the east of it; and a
 * coastline that ends in the middle of nowhere, on land. */
static const char coast[]
    = "<?xml version='1.0' encoding='UTF-8'?><osm version='0.6'>"
      "<node id='1' lat='41.5' lon='20.5' version='1'/><node id='2' lat='42.4' lon='20.5' version='1'/>"
      "<node id='3' lat='42.6' lon='20.6' version='1'/><node id='4' lat='43.5' lon='20.6' version='1'/>"
      "<node id='10' lat='42.2' lon='20.7' version='1'/><node id='11' lat='42.2' lon='20.8' version='1'/>"
      "<node id='12' lat='42.3' lon='20.8' version='1'/><node id='13' lat='42.3' lon='20.7' version='1'/>"
      "<node id='20' lat='42.2' lon='20.2' version='1'/><node id='21' lat='42.3' lon='20.2' version='1'/>"
      "<way id='100' version='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='natural' v='coastline'/></way>"
      "<way id='101' version='1'><nd ref='3'/><nd ref='4'/><tag k='natural' v='coastline'/></way>"
      "<way id='102' version='1'><nd ref='10'/><nd ref='11'/><nd ref='12'/><nd ref='13'/><nd ref='10'/>"
      "<tag k='natural' v='coastline'/></way>"
      "<way id='103' version='1'><nd ref='20'/><nd ref='21'/><tag k='natural' v='coastline'/></way>"
      "</osm>";

/* One bridge as two roads and its outline, whose middle is the bridge's; one of the same name far away; one across
 * the box's edge with its middle outside; a road over a bridge that has no name; a rail over one that is gone. */
static const char bridges[]
    = "<?xml version='1.0' encoding='UTF-8'?><osm version='0.6'>"
      "<node id='1' lat='42.500' lon='20.500' version='1'/><node id='2' lat='42.500' lon='20.503' version='1'/>"
      "<node id='3' lat='42.5003' lon='20.500' version='1'/><node id='4' lat='42.5003' lon='20.502' version='1'/>"
      "<node id='5' lat='42.4999' lon='20.500' version='1'/><node id='6' lat='42.4999' lon='20.504' version='1'/>"
      "<node id='7' lat='42.5005' lon='20.504' version='1'/><node id='8' lat='42.5005' lon='20.500' version='1'/>"
      "<node id='10' lat='42.700' lon='20.300' version='1'/><node id='11' lat='42.700' lon='20.302' version='1'/>"
      "<node id='12' lat='42.700' lon='20.306' version='1'/>"
      "<node id='20' lat='42.2' lon='20.899' version='1'/><node id='21' lat='42.2' lon='20.905' version='1'/>"
      "<way id='100' version='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='primary'/><tag k='name' v='Street'/>"
      "<tag k='bridge' v='yes'/><tag k='bridge:name' v='Ура'/><tag k='bridge:name:en' v='The Bridge'/></way>"
      "<way id='101' version='1'><nd ref='3'/><nd ref='4'/><tag k='highway' v='footway'/>"
      "<tag k='bridge' v='yes'/><tag k='bridge:name' v='Ура'/></way>"
      "<way id='102' version='1'><nd ref='5'/><nd ref='6'/><nd ref='7'/><nd ref='8'/><nd ref='5'/>"
      "<tag k='man_made' v='bridge'/><tag k='name' v='Ура'/><tag k='name:sq' v='Ura'/></way>"
      "<way id='103' version='1'><nd ref='10'/><nd ref='11'/><nd ref='12'/><tag k='railway' v='rail'/>"
      "<tag k='bridge' v='viaduct'/><tag k='bridge:name' v='Ура'/></way>"
      "<way id='104' version='1'><nd ref='20'/><nd ref='21'/><tag k='highway' v='path'/>"
      "<tag k='bridge' v='yes'/><tag k='bridge:name' v='Outside'/></way>"
      "<way id='105' version='1'><nd ref='1'/><nd ref='10'/><tag k='highway' v='path'/><tag k='name' v='Path'/>"
      "<tag k='bridge' v='yes'/></way>"
      "<way id='106' version='1'><nd ref='10'/><nd ref='20'/><tag k='highway' v='path'/>"
      "<tag k='bridge' v='no'/><tag k='bridge:name' v='Gone'/></way>"
      "</osm>";

/* A tile of 40 × 40 cells of 0.025°, rising to the east: 10 m a cell. */
static void
write_tile (const char *path)
{
  GDALDatasetH tile;
  double transform[6] = { 20, 0.025, 0, 43, 0, -0.025 };
  gint16 metres[40 * 40];
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);
  char *wkt = NULL;

  GDALAllRegister ();
  for (int i = 0; i < 40 * 40; i++)
    metres[i] = (gint16) (i % 40 * 10);
  tile = GDALCreate (GDALGetDriverByName ("GTiff"), path, 40, 40, 1, GDT_Int16, NULL);
  OSRImportFromEPSG (srs, 4326);
  OSRExportToWkt (srs, &wkt);
  GDALSetProjection (tile, wkt);
  GDALSetGeoTransform (tile, transform);
  g_assert_cmpint (GDALRasterIO (GDALGetRasterBand (tile, 1), GF_Write, 0, 0, 40, 40, metres, 40, 40, GDT_Int16, 0, 0),
                   ==, CE_None);
  GDALClose (tile);
  CPLFree (wkt);
  OSRDestroySpatialReference (srs);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("ibar-build-XXXXXX", NULL);
  fixture->osm = g_build_filename (fixture->folder, "extract.osm", NULL);
  fixture->dem = g_build_filename (fixture->folder, "tile.tif", NULL);
  fixture->path = g_build_filename (fixture->folder, "region.gpkg", NULL);
  g_assert_true (g_file_set_contents (fixture->osm, extract, -1, NULL));
  write_tile (fixture->dem);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->osm);
  g_remove (fixture->dem);
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* nothing else was left behind */
  g_free (fixture->folder);
  g_free (fixture->osm);
  g_free (fixture->dem);
  g_free (fixture->path);
}

static const IbarExtent box = { 20.1, 42.05, 20.9, 42.95 };

static IbarRegion *
build_reported (Fixture *fixture, const IbarRegionBuild *build, const char *report)
{
  g_autoptr (GError) error = NULL;
  IbarRegion *region;

  g_assert_true (ibar_region_build (build, fixture->path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  region = ibar_region_load (fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ibar_region_get_report (region), ==, report);
  return region;
}

static IbarRegion *
build_good (Fixture *fixture, const IbarRegionBuild *build)
{
  return build_reported (fixture, build, "");
}

static const IbarRegionPlace *
find_place (IbarRegion *region, const char *id)
{
  for (guint i = 0; i < ibar_region_get_n_places (region); i++)
    {
      if (g_strcmp0 (ibar_region_get_place (region, i)->id, id) == 0)
        return ibar_region_get_place (region, i);
    }
  return NULL;
}

static void
test_layers (Fixture *fixture, gconstpointer data)
{
  const IbarRegionBuild build = { .osm = fixture->osm, .bbox = box, .title = "Test" };
  g_autoptr (IbarRegion) region = build_good (fixture, &build);
  const IbarFeature *feature;

  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA), ==, 2);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_BOUNDARY), ==, 1);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_WATER), ==, 1);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_LANDCOVER), ==, 1);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_BUILTUP), ==, 1);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_RAILWAY), ==, 1);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_WATERWAY), ==, 1);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ROAD), ==, 1);
  g_assert_cmpstr (ibar_region_get_title (region), ==, "Test");
  g_assert_nonnull (strstr (ibar_region_get_credits (region), "OpenStreetMap"));
  g_assert_cmpuint (ibar_region_get_n_profiles (region), ==, 1);
  g_assert_null (ibar_region_get_elevation (region));

  feature = ibar_region_get_feature (region, IBAR_LAYER_ROAD, 0);
  g_assert_cmpstr (feature->kind, ==, "motorway");
  g_assert_cmpint (feature->rank, ==, 0);
  g_assert_false (feature->schematic);
  /* Cut at the box. */
  g_assert_cmpfloat_with_epsilon (ibar_mercator_longitude (feature->max_x), 20.9, 1e-6);
}

/* The line that both areas share is one line, and the box's own edge is none. */
static void
test_boundary (Fixture *fixture, gconstpointer data)
{
  const IbarRegionBuild build = { .osm = fixture->osm, .bbox = box };
  g_autoptr (IbarRegion) region = build_good (fixture, &build);
  const IbarFeature *line = ibar_region_get_feature (region, IBAR_LAYER_BOUNDARY, 0);

  g_assert_cmpuint (line->n_parts, ==, 1);
  g_assert_cmpfloat_with_epsilon (ibar_mercator_longitude (line->min_x), 20.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (ibar_mercator_longitude (line->max_x), 20.5, 1e-9);
}

static gboolean
is_water (IbarRegion *region, double longitude, double latitude)
{
  const IbarPoint point = { longitude, latitude };

  for (guint i = 0; i < ibar_region_get_n_features (region, IBAR_LAYER_WATER); i++)
    if (ibar_feature_contains (ibar_region_get_feature (region, IBAR_LAYER_WATER, i), point))
      return TRUE;
  return FALSE;
}

/* The sea is what lies to the right of coastlines, without the islands; and only within the box. */
static void
test_sea (Fixture *fixture, gconstpointer data)
{
  const IbarRegionBuild build = { .osm = fixture->osm, .bbox = box };
  g_autoptr (IbarRegion) region = NULL;

  g_assert_true (g_file_set_contents (fixture->osm, coast, -1, NULL));
  region = build_reported (fixture, &build,
                           "The coastline ends at 2 places within the map: the sea may be missing there\n");
  g_assert_true (is_water (region, 20.55, 42.3));
  g_assert_true (is_water (region, 20.85, 42.9));
  g_assert_false (is_water (region, 20.3, 42.3));
  g_assert_false (is_water (region, 20.201, 42.25));
  g_assert_false (is_water (region, 20.75, 42.25));
  g_assert_false (is_water (region, 20.85, 43.2));
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  const IbarRegionBuild build = { .osm = fixture->osm, .bbox = box };
  g_autoptr (IbarRegion) region = build_good (fixture, &build);
  const IbarRegionPlace *town = find_place (region, "node/30");
  const IbarRegionPlace *village = find_place (region, "node/31");

  g_assert_cmpuint (ibar_region_get_n_places (region), ==, 3);
  g_assert_cmpstr (town->names.form[IBAR_NAME_SQ], ==, "Qytet");
  g_assert_cmpstr (town->names.form[IBAR_NAME_SR_LATN], ==, "Grad");
  g_assert_cmpstr (town->names.form[IBAR_NAME_SR_CYRL], ==, "Град");
  g_assert_cmpstr (town->names.form[IBAR_NAME_EN], ==, "The \"Town\", so called");
  g_assert_cmpint (town->population, ==, 12000);
  g_assert_cmpint (town->admin_area, ==, ibar_region_find_admin_name (region, "West"));
  g_assert_cmpstr (town->names.form[IBAR_NAME_LOCAL], ==, "Град");
  g_assert_true (ibar_region_has_local_names (region));
  /* Nothing but what is written on the spot: in no language, and shown in every setting. */
  g_assert_null (village->names.form[IBAR_NAME_EN]);
  g_assert_cmpstr (village->names.form[IBAR_NAME_LOCAL], ==, "Only");
  g_assert_cmpstr (ibar_names_get (&village->names, IBAR_NAME_SQ), ==, "Only");
  g_assert_cmpint (village->admin_area, ==, ibar_region_find_admin_name (region, "East"));
  g_assert_cmpint (town->rank, <, village->rank);
}

/* The id of the best place for what is typed; NULL if there is none. */
static const char *
search (IbarRegion *region, const char *text)
{
  g_autoptr (IbarPlaceIndex) index = ibar_place_index_new (region);
  g_autoptr (GArray) found = ibar_place_index_find (index, text, 1);

  const IbarPlaceHit *hit = found->len > 0 ? &g_array_index (found, IbarPlaceHit, 0) : NULL;

  if (hit == NULL)
    return NULL;
  return hit->is_area ? ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, hit->index)->id
                      : ibar_region_get_place (region, hit->index)->id;
}

/* Longitudes of the features run on over the antimeridian; positions do not, and are found on both sides. */
static void
test_antimeridian (Fixture *fixture, gconstpointer data)
{
  static const char text[]
      = "<osm version='0.6'><node id='1' lat='-17' lon='179.5'/><node id='2' lat='-17' lon='180'/>"
        "<node id='3' lat='-16' lon='180'/><node id='4' lat='-16' lon='179.5'/><node id='5' lat='-17' lon='-180'/>"
        "<node id='6' lat='-17' lon='-179.5'/><node id='7' lat='-16' lon='-179.5'/><node id='8' lat='-16' lon='-180'/>"
        "<node id='9' lat='-16.5' lon='-179.9'><tag k='place' v='town'/><tag k='name' v='Bouma'/></node>"
        "<way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><nd ref='4'/><nd ref='1'/></way>"
        "<way id='2'><nd ref='5'/><nd ref='6'/><nd ref='7'/><nd ref='8'/><nd ref='5'/></way>"
        "<relation id='1'><member type='way' ref='1' role='outer'/><member type='way' ref='2' role='outer'/>"
        "<tag k='type' v='boundary'/><tag k='boundary' v='administrative'/><tag k='admin_level' v='6'/>"
        "<tag k='name' v='Taveuni'/></relation></osm>";
  const IbarRegionBuild build = { .osm = fixture->osm, .bbox = { 179, -18, -179, -15 } };
  g_autoptr (IbarRegion) region = NULL;
  const IbarFeature *area;

  g_assert_true (g_file_set_contents (fixture->osm, text, -1, NULL));
  region = build_good (fixture, &build);
  g_assert_cmpfloat (ibar_region_get_extent (region)->west, ==, 179);
  g_assert_cmpfloat (ibar_region_get_extent (region)->east, ==, 181);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA), ==, 1);
  area = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, 0);
  g_assert_cmpuint (area->n_parts, ==, 1);
  g_assert_cmpfloat_with_epsilon (area->min_x, ibar_mercator_x (179.5), 1e-9);
  g_assert_cmpfloat_with_epsilon (area->max_x, ibar_mercator_x (180.5), 1e-9);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint) { 179.9, -16.5 }), ==, 0);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint) { -179.9, -16.5 }), ==, 0);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint) { -179.4, -16.5 }), ==, -1);
  g_assert_cmpfloat_with_epsilon (find_place (region, "node/9")->point.longitude, -179.9, 1e-6);
  g_assert_cmpint (find_place (region, "node/9")->admin_area, ==, 0);
  g_assert_cmpfloat (ibar_region_get_turn (region, 0.001), ==, 1);
  g_assert_cmpfloat (ibar_region_get_turn (region, 0.999), ==, 0);
  g_assert_cmpfloat (ibar_region_get_turn (region, 1.999), ==, -1);
}

/* Every form is found, by its beginning or that of a word in it, in any case and without accents. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  const IbarRegionBuild build = { .osm = fixture->osm, .bbox = box };
  g_autoptr (IbarRegion) region = build_good (fixture, &build);

  g_assert_cmpstr (search (region, "qyt"), ==, "node/30");
  g_assert_cmpstr (search (region, "ГРА"), ==, "node/30");
  g_assert_cmpstr (search (region, "so call"), ==, "node/30");
  g_assert_cmpstr (search (region, "Pék"), ==, NULL);
  g_assert_cmpstr (search (region, "Peàk"), ==, "node/32");
  g_assert_cmpstr (search (region, "nly"), ==, NULL);
  g_assert_cmpstr (search (region, "east"), ==,
                   ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, 
                                            (guint) ibar_region_find_admin_name (region, "East"))->id);
  g_assert_cmpstr (search (region, ""), ==, NULL);
}

static void
test_bridges (Fixture *fixture, gconstpointer data)
{
  const IbarRegionBuild build = { .osm = fixture->osm, .bbox = box };
  g_autoptr (IbarRegion) region = NULL;
  const IbarRegionPlace *joined, *viaduct;

  g_assert_true (g_file_set_contents (fixture->osm, bridges, -1, NULL));
  region = build_good (fixture, &build);
  g_assert_cmpuint (ibar_region_get_n_places (region), ==, 2);
  joined = find_place (region, "way/102");
  g_assert_cmpstr (joined->kind, ==, "bridge");
  g_assert_cmpstr (joined->names.form[IBAR_NAME_LOCAL], ==, "Ура");
  g_assert_cmpstr (joined->names.form[IBAR_NAME_SQ], ==, "Ura");
  g_assert_cmpstr (joined->names.form[IBAR_NAME_EN], ==, "The Bridge");
  g_assert_null (joined->names.form[IBAR_NAME_SR_LATN]);
  g_assert_cmpstr (joined->source, ==, "OpenStreetMap way/102");
  g_assert_cmpfloat_with_epsilon (joined->point.longitude, 20.502, 1e-5);
  g_assert_cmpfloat_with_epsilon (joined->point.latitude, 42.5002, 1e-5);
  viaduct = find_place (region, "way/103");
  g_assert_cmpstr (viaduct->kind, ==, "bridge");
  g_assert_cmpfloat_with_epsilon (viaduct->point.longitude, 20.303, 1e-5);
  /* What a bridge carries is drawn as it was, under its own name. */
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ROAD), ==, 5);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_RAILWAY), ==, 1);
}

static void
test_elevation (Fixture *fixture, gconstpointer data)
{
  const char *const dem[] = { fixture->dem, NULL };
  const char *const credits[] = { "Elevation: someone", NULL };
  const IbarRegionBuild build = { .osm = fixture->osm, .dem = dem, .credits = credits, .bbox = box };
  g_autoptr (IbarRegion) region = build_good (fixture, &build);
  const IbarElevation *elevation = ibar_region_get_elevation (region);

  g_assert_nonnull (elevation);
  g_assert_nonnull (strstr (ibar_region_get_credits (region), "someone"));
  g_assert_cmpint (elevation->width, ==, 32);
  g_assert_cmpint (elevation->height, ==, 36);
  g_assert_cmpfloat_with_epsilon (elevation->extent.west, 20.1, 1e-6);
  for (int x = 0; x < elevation->width; x++)
    g_assert_cmpint (abs (elevation->metres[18 * elevation->width + x] - (x + 4) * 10), <=, 6);
}

static void
assert_fails (Fixture *fixture, const IbarRegionBuild *build, IbarError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ibar_region_build (build, fixture->path, NULL, NULL, NULL, &error));
  g_assert_error (error, IBAR_ERROR, (int) code);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  const char *const no_dem[] = { fixture->osm, NULL };
  IbarRegionBuild build = { .osm = "/nowhere/extract.osm.pbf", .bbox = box };

  assert_fails (fixture, &build, IBAR_ERROR_NOT_FOUND);
  build.osm = fixture->dem; /* a GeoTIFF */
  assert_fails (fixture, &build, IBAR_ERROR_PARSE);
  build.osm = fixture->osm;
  build.dem = no_dem;
  assert_fails (fixture, &build, IBAR_ERROR_PARSE);
  build.dem = NULL;
  build.bbox = (IbarExtent) { 21, 42, 20, 43 };
  assert_fails (fixture, &build, IBAR_ERROR_DATA);
  build.bbox = (IbarExtent) { 100, -19, -20, -16 }; /* more than half round the world */
  assert_fails (fixture, &build, IBAR_ERROR_DATA);
  build.bbox = (IbarExtent) { 20, NAN, 21, 43 };
  assert_fails (fixture, &build, IBAR_ERROR_DATA);
  build.bbox = (IbarExtent) { 178, -19, -179, -16 }; /* sound, but nothing is there */
  assert_fails (fixture, &build, IBAR_ERROR_DATA);
  build.bbox = box;
  g_assert_true (g_file_set_contents (fixture->osm, extract, (gssize) (sizeof extract / 2), NULL));
  assert_fails (fixture, &build, IBAR_ERROR_CORRUPT);
}

static void
count_cb (double share, gpointer user_data)
{
  guint *n = user_data;

  g_assert_cmpfloat (share, <=, 1);
  (*n)++;
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  const IbarRegionBuild build = { .osm = fixture->osm, .bbox = box };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (ibar_region_build (&build, fixture->path, count_cb, &n, cancellable, &error));
  g_assert_cmpuint (n, >=, 2);
  g_remove (fixture->path);
  g_cancellable_cancel (cancellable);
  g_assert_false (ibar_region_build (&build, fixture->path, NULL, NULL, cancellable, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_CANCELLED);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* Nothing administrative in the box: the land is the box. */
static void
test_no_areas (Fixture *fixture, gconstpointer data)
{
  const IbarRegionBuild build = { .osm = fixture->osm, .bbox = box, .admin_level = 9 };
  g_autoptr (IbarRegion) region = build_good (fixture, &build);

  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA), ==, 1);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint) { 20.5, 42.5 }), ==, 0);
}

/* Numbers stay in the user's language, whatever GDAL loads: it would set those of C with the first SQLite file. */
static void
test_locale (Fixture *fixture, gconstpointer data)
{
  const IbarRegionBuild build = { .osm = fixture->osm, .bbox = box };
  g_autoptr (IbarRegion) region = NULL;

  g_assert_nonnull (setlocale (LC_NUMERIC, "C.UTF-8"));
  region = build_good (fixture, &build);
  g_assert_cmpstr (setlocale (LC_NUMERIC, NULL), ==, "C.UTF-8");
  setlocale (LC_NUMERIC, "C");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/region-build/layers", test_layers);
  ADD ("/region-build/boundary", test_boundary);
  ADD ("/region-build/places", test_places);
  ADD ("/region-build/search", test_search);
  ADD ("/region-build/antimeridian", test_antimeridian);
  ADD ("/region-build/bridges", test_bridges);
  ADD ("/region-build/sea", test_sea);
  ADD ("/region-build/elevation", test_elevation);
  ADD ("/region-build/bad", test_bad);
  ADD ("/region-build/progress", test_progress);
  ADD ("/region-build/no-areas", test_no_areas);
  ADD ("/region-build/locale", test_locale);
  return g_test_run ();
}
