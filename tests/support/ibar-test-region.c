/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regions that are made, harmed and read. */
#include "config.h"

#include "ibar-test-region.h"

#include <string.h>

#include "ibar-test-collection.h"

void
ibar_test_region_begin (IbarTestRegion *self, gconstpointer unused)
{
  self->folder = ibar_test_make_dir ();
  self->path = g_build_filename (self->folder, "region.gpkg", NULL);
}

void
ibar_test_region_end (IbarTestRegion *self, gconstpointer unused)
{
  ibar_test_remove_dir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

char *
ibar_test_region_get_source (const char *name)
{
  return g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "data", "region", name, NULL);
}

IbarRegion *
ibar_test_region_load (const char *path)
{
  g_autoptr (GError) error = NULL;
  IbarRegion *region = ibar_region_load (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (region);
  return region;
}

void
ibar_test_region_assert_refused (const char *path, IbarError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarRegion) region = ibar_region_load (path, NULL, &error);

  g_assert_null (region);
  g_assert_error (error, IBAR_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
}

void
ibar_test_region_write (IbarTestRegion *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

OGRGeometryH
ibar_test_region_make_ring (const double *xy, guint n)
{
  OGRGeometryH ring = OGR_G_CreateGeometry (wkbLinearRing);
  OGRGeometryH polygon = OGR_G_CreateGeometry (wkbPolygon);

  for (guint i = 0; i < n; i++)
    OGR_G_AddPoint_2D (ring, xy[2 * i], xy[2 * i + 1]);
  OGR_G_AddGeometryDirectly (polygon, ring);
  return polygon;
}

void
ibar_test_region_add_area (IbarRegionWriter *writer, OGRGeometryH geometry, const char *name)
{
  IbarRegionRecord record = { .id = "x", .names = { { NULL, NULL, NULL, (char *) name } } };
  g_autoptr (GError) error = NULL;

  ibar_region_writer_add_feature (writer, IBAR_LAYER_ADMIN_AREA, geometry, &record, &error);
  g_assert_no_error (error);
  OGR_G_DestroyGeometry (geometry);
}

IbarRegionWriter *
ibar_test_region_start (IbarTestRegion *fixture)
{
  g_autoptr (GError) error = NULL;
  IbarRegionWriter *writer = ibar_region_writer_new (fixture->path, NULL, NULL, &error);
  const IbarExtent extent = { 20, 42, 21, 43 };

  g_assert_no_error (error);
  g_assert_true (ibar_region_writer_set_extent (writer, "extent", &extent, NULL));
  return writer;
}

IbarRegion *
ibar_test_region_finish (IbarTestRegion *fixture, IbarRegionWriter *writer)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ibar_region_writer_finish (writer, &error));
  g_assert_no_error (error);
  ibar_region_writer_free (writer);
  return ibar_test_region_load (fixture->path);
}
