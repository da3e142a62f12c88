/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The box of a region that is built, and how geometry is cut at it.
 *
 * A box may reach over the antimeridian. Its longitudes then run on (170 … 190), and so do those of all that is cut: a
 * line that goes from 179.9 to -179.9 goes on to 180.1, and an area that its mapper had to split at 180° becomes one
 * again. What does not come near the antimeridian stays as it is. */

#define G_LOG_DOMAIN "ibar-region-box"

#include "config.h"

#include "ibar-region-box.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define MOST_WIDTH 180.0 /* [deg] of a box over the antimeridian: one that is wider is a mistake */

static OGRGeometryH
make_polygon (const IbarExtent *extent)
{
  OGRGeometryH ring = OGR_G_CreateGeometry (wkbLinearRing);
  OGRGeometryH polygon = OGR_G_CreateGeometry (wkbPolygon);

  OGR_G_AddPoint_2D (ring, extent->west, extent->south);
  OGR_G_AddPoint_2D (ring, extent->east, extent->south);
  OGR_G_AddPoint_2D (ring, extent->east, extent->north);
  OGR_G_AddPoint_2D (ring, extent->west, extent->north);
  OGR_G_CloseRings (ring);
  OGR_G_AddGeometryDirectly (polygon, ring);
  return polygon;
}

/* West in -180 … 180, east beyond it where the box reaches over the antimeridian. */
static void
normalise (IbarExtent *box)
{
  if (box->west < -180)
    {
      box->west += 360;
      box->east += 360;
    }
  if (box->west > box->east)
    box->east += 360;
}

/**
 * ibar_region_box_init:
 * @self: (out): a box; ibar_region_box_clear() frees what it holds, also after an error
 * @asked: [deg]; over the antimeridian as 170 … -170 or as 170 … 190
 * @error: return location
 *
 * Returns: FALSE with @error set if there is no such box
 */
gboolean
ibar_region_box_init (IbarRegionBox *self, const IbarExtent *asked, GError **error)
{
  IbarExtent box = *asked;

  *self = (IbarRegionBox){ .polygon = NULL };
  if (isfinite (box.west) && isfinite (box.east))
    normalise (&box);
  if (!(box.south >= -85 && box.north <= 85 && box.south < box.north && box.west >= -180 && box.west <= 180
        && box.east > box.west && box.east <= box.west + 360)
      || (box.east > 180 && box.east - box.west > MOST_WIDTH))
    {
      g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_DATA,
                           _ ("The box must be west,south,east,north in degrees, from west to east and "
                              "from south to north"));
      return FALSE;
    }
  self->extent = box;
  self->polygon = make_polygon (&box);
  return TRUE;
}

void
ibar_region_box_clear (IbarRegionBox *self)
{
  OGR_G_DestroyGeometry (self->polygon);
  self->polygon = NULL;
}

/* Whether it reaches over the antimeridian. */
gboolean
ibar_region_box_crosses (const IbarRegionBox *self)
{
  return self->extent.east > 180;
}

/* ---- Longitudes that run on ------------------------------------------------------------------ */

/* No step of a line is longer than half the world, and the first point is as near to the middle of the box. */
static void
unwrap_points (const IbarRegionBox *self, OGRGeometryH geometry)
{
  int n = OGR_G_GetPointCount (geometry);
  double last = (self->extent.west + self->extent.east) / 2;

  for (int i = 0; i < n; i++)
    {
      last = ibar_longitude_near (OGR_G_GetX (geometry, i), last);
      OGR_G_SetPoint_2D (geometry, i, last, OGR_G_GetY (geometry, i));
    }
}

static void
unwrap_parts (const IbarRegionBox *self, OGRGeometryH geometry)
{
  int n = OGR_G_GetGeometryCount (geometry);

  if (n == 0)
    unwrap_points (self, geometry);
  for (int i = 0; i < n; i++)
    unwrap_parts (self, OGR_G_GetGeometryRef (geometry, i));
}

/* Two halves of an area that meet at the antimeridian become one. */
static OGRGeometryH
join_halves (OGRGeometryH geometry)
{
  OGRGeometryH whole;
  OGREnvelope e;

  if (wkbFlatten (OGR_G_GetGeometryType (geometry)) != wkbMultiPolygon || OGR_G_GetGeometryCount (geometry) < 2)
    return geometry;
  OGR_G_GetEnvelope (geometry, &e);
  if (!(e.MinX < 180 && e.MaxX > 180) && !(e.MinX < -180 && e.MaxX > -180))
    return geometry;
  whole = OGR_G_UnionCascaded (geometry);
  if (whole == NULL)
    return geometry;
  OGR_G_DestroyGeometry (geometry);
  return whole;
}

/**
 * ibar_region_box_unwrap:
 * @self: a box
 * @geometry: (transfer full): [deg, longitude first]
 *
 * Moves a geometry by whole turns to where the box is, and makes the longitudes of its lines run on.
 *
 * Returns: (transfer full): the geometry, or one in its place
 */
OGRGeometryH
ibar_region_box_unwrap (const IbarRegionBox *self, OGRGeometryH geometry)
{
  OGREnvelope e;

  OGR_G_GetEnvelope (geometry, &e);
  if (!ibar_region_box_crosses (self) && e.MaxX - e.MinX <= 180)
    return geometry;
  unwrap_parts (self, geometry);
  return join_halves (geometry);
}

/* ---- Cutting ------------------------------------------------------------------------------- */

gboolean
ibar_region_is_of_kind (OGRGeometryH geometry, gboolean area)
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

/**
 * ibar_region_box_cut:
 * @self: a box
 * @geometry: what to cut
 * @area: whether areas are wanted of it, or lines
 *
 * GEOS refuses what crosses itself; such a geometry is made valid first, and left out if even that fails.
 *
 * Returns: (transfer full) (nullable): the part within the box; NULL if nothing of its kind is left
 */
OGRGeometryH
ibar_region_box_cut (const IbarRegionBox *self, OGRGeometryH geometry, gboolean area)
{
  OGRGeometryH part, valid, kept;

  if (is_inside (&self->extent, geometry))
    return ibar_region_is_of_kind (geometry, area) ? OGR_G_Clone (geometry) : NULL;
  if (!OGR_G_Intersects (geometry, self->polygon))
    return NULL;
  part = OGR_G_Intersection (geometry, self->polygon);
  if (part == NULL)
    {
      valid = OGR_G_MakeValid (geometry);
      part = valid != NULL ? OGR_G_Intersection (valid, self->polygon) : NULL;
      OGR_G_DestroyGeometry (valid);
    }
  if (part == NULL || ibar_region_is_of_kind (part, area))
    return part;
  /* Touching the edge leaves points and lines beside polygons. */
  kept = OGR_G_CreateGeometry (area ? wkbMultiPolygon : wkbMultiLineString);
  for (int i = 0; i < OGR_G_GetGeometryCount (part); i++)
    {
      if (ibar_region_is_of_kind (OGR_G_GetGeometryRef (part, i), area))
        OGR_G_AddGeometry (kept, OGR_G_GetGeometryRef (part, i));
    }
  OGR_G_DestroyGeometry (part);
  if (OGR_G_GetGeometryCount (kept) > 0)
    return kept;
  OGR_G_DestroyGeometry (kept);
  return NULL;
}
