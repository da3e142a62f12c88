/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the sea out of coastlines.
 *
 * OpenStreetMap has no area of sea: a coastline is drawn so that land lies on its left. With the
 * edge of the box the coastlines divide the box into faces; a face is sea when it lies to the right
 * of its coasts. A face that lies on both sides as often, because the coastline ends within the box,
 * is left alone: the extract does not say what it is.
 *
 * Land that lies on both sides of the antimeridian is mapped as two pieces, with a coastline along 180° each; in a box
 * that reaches over it there is no coast there.
 *
 * Source: wiki.openstreetmap.org/wiki/Tag:natural=coastline */

#define G_LOG_DOMAIN "ibar-region-coast"

#include "config.h"

#include "ibar-region-coast.h"

#include <math.h>

#include "ibar-osm-tags.h"
#include "ibar-region-coast-ends.h"

#define ASIDE 1e-6  /* [deg] from the coast, where a side is looked at: 0.1 m */
#define EDGE 1e-9   /* [deg] */
#define SEAM 1e-7  /* [deg] */
#define TRIES 16   /* stretches of a line that may be looked at, */
#define SAMPLES 3  /* and those that are: within the box */

struct _IbarRegionCoast
{
  OGRGeometryH lines; /* (owned) each in its direction */
};

typedef struct
{
  OGRGeometryH geometry; /* borrowed */
  OGREnvelope box;
  int right, left; /* how often a coast had it on that side */
} Face;

static gboolean
is_in_face (const Face *face, OGRGeometryH point, double x, double y)
{
  return x >= face->box.MinX && x <= face->box.MaxX && y >= face->box.MinY && y <= face->box.MaxY
         && OGR_G_Intersects (face->geometry, point);
}

/* Whether any face has the point. */
static gboolean
count_side (GArray *faces, OGRGeometryH point, double x, double y, gboolean right)
{
  OGR_G_SetPoint_2D (point, 0, x, y);
  for (guint i = 0; i < faces->len; i++)
    {
      Face *face = &g_array_index (faces, Face, i);

      if (!is_in_face (face, point, x, y))
        continue;
      if (right)
        face->right++;
      else
        face->left++;
      return TRUE;
    }
  return FALSE;
}

/* Looks to both sides of a few stretches of a coastline. */
static void
look_aside (GArray *faces, OGRGeometryH line, OGRGeometryH point)
{
  int n = OGR_G_GetPointCount (line);
  int step = MAX ((n - 1) / TRIES, 1);
  int n_seen = 0;

  for (int i = 0; i + 1 < n && n_seen < SAMPLES; i += step)
    {
      double x0 = OGR_G_GetX (line, i), y0 = OGR_G_GetY (line, i);
      double dx = OGR_G_GetX (line, i + 1) - x0, dy = OGR_G_GetY (line, i + 1) - y0;
      double length = hypot (dx, dy);

      if (length < EDGE)
        continue;
      x0 += dx / 2;
      y0 += dy / 2;
      if (count_side (faces, point, x0 + ASIDE * dy / length, y0 - ASIDE * dx / length, TRUE)
          && count_side (faces, point, x0 - ASIDE * dy / length, y0 + ASIDE * dx / length, FALSE))
        n_seen++;
    }
}

/* The faces into which coastlines and the box's edge divide the box. */
static OGRGeometryH
divide (OGRGeometryH coasts, OGRGeometryH box)
{
  OGRGeometryH edge = OGR_G_Boundary (box);
  OGRGeometryH lines = edge != NULL ? OGR_G_Union (coasts, edge) : NULL;
  OGRGeometryH faces = lines != NULL ? OGR_G_Polygonize (lines) : NULL;

  OGR_G_DestroyGeometry (edge);
  OGR_G_DestroyGeometry (lines);
  return faces;
}

IbarRegionCoast *
ibar_region_coast_new (void)
{
  IbarRegionCoast *self = g_new0 (IbarRegionCoast, 1);

  self->lines = OGR_G_CreateGeometry (wkbMultiLineString);
  return self;
}

void
ibar_region_coast_free (IbarRegionCoast *self)
{
  OGR_G_DestroyGeometry (self->lines);
  g_free (self);
}

static gboolean
is_on_seam (double longitude)
{
  return fabs (fabs (longitude) - 180) < SEAM;
}

/* Adds a line, without those of its pieces that lie on the antimeridian where the box reaches over it. */
static void
add_line (IbarRegionCoast *self, OGRGeometryH line, const IbarRegionBox *box)
{
  int n = OGR_G_GetPointCount (line);
  OGRGeometryH piece = NULL;

  if (!ibar_region_box_crosses (box))
    {
      OGR_G_AddGeometry (self->lines, line);
      return;
    }
  for (int i = 1; i < n; i++)
    {
      double x0 = OGR_G_GetX (line, i - 1), x1 = OGR_G_GetX (line, i);

      if (is_on_seam (x0) && is_on_seam (x1))
        {
          piece = NULL;
          continue;
        }
      if (piece == NULL)
        {
          OGR_G_AddGeometryDirectly (self->lines, OGR_G_CreateGeometry (wkbLineString));
          piece = OGR_G_GetGeometryRef (self->lines, OGR_G_GetGeometryCount (self->lines) - 1);
          OGR_G_AddPoint_2D (piece, x0, OGR_G_GetY (line, i - 1));
        }
      OGR_G_AddPoint_2D (piece, x1, OGR_G_GetY (line, i));
    }
}

/**
 * ibar_region_coast_take:
 * @self: the coastlines so far
 * @feature: any line or area of an extract
 * @box: what the region covers
 *
 * Keeps the feature if it is a coastline that reaches into the box, whole and in its direction. One that is closed comes
 * as an area: an island.
 *
 * Returns: whether it was kept
 */
gboolean
ibar_region_coast_take (IbarRegionCoast *self, OGRFeatureH feature, const IbarRegionBox *box)
{
  g_autofree char *natural = ibar_osm_get_tag (feature, "natural");
  OGRGeometryH geometry = OGR_F_GetGeometryRef (feature), lines;

  if (g_strcmp0 (natural, "coastline") != 0 || !OGR_G_Intersects (geometry, box->polygon))
    return FALSE;
  lines = OGR_G_ForceToMultiLineString (ibar_region_is_of_kind (geometry, TRUE) ? OGR_G_Boundary (geometry)
                                                                               : OGR_G_Clone (geometry));
  for (int i = 0; lines != NULL && i < OGR_G_GetGeometryCount (lines); i++)
    add_line (self, OGR_G_GetGeometryRef (lines, i), box);
  OGR_G_DestroyGeometry (lines);
  return TRUE;
}

/**
 * ibar_region_coast_make_sea:
 * @self: the coastlines that reach the box
 * @box: what the region covers
 * @n_open: (out): how many coastlines end within the box, so far from its edge that nobody can say where they go on
 *
 * Returns: (transfer full) (nullable): the sea as a multipolygon; it may reach beyond the box
 *
 * **Thread:** any.
 */
OGRGeometryH
ibar_region_coast_make_sea (IbarRegionCoast *self, const IbarRegionBox *box, guint *n_open)
{
  g_autoptr (GArray) faces = g_array_new (FALSE, FALSE, sizeof (Face));
  OGRGeometryH coasts = self->lines, divided, point, sea;

  *n_open = ibar_region_close_coasts (coasts, box);
  divided = OGR_G_GetGeometryCount (coasts) > 0 ? divide (coasts, box->polygon) : NULL;
  for (int i = 0; divided != NULL && i < OGR_G_GetGeometryCount (divided); i++)
    {
      Face face = { .geometry = OGR_G_GetGeometryRef (divided, i) };

      OGR_G_GetEnvelope (face.geometry, &face.box);
      g_array_append_val (faces, face);
    }
  point = OGR_G_CreateGeometry (wkbPoint);
  for (int i = 0; i < OGR_G_GetGeometryCount (coasts); i++)
    look_aside (faces, OGR_G_GetGeometryRef (coasts, i), point);
  OGR_G_DestroyGeometry (point);
  sea = OGR_G_CreateGeometry (wkbMultiPolygon);
  for (guint i = 0; i < faces->len; i++)
    {
      const Face *face = &g_array_index (faces, Face, i);

      if (face->right > 2 * face->left)
        OGR_G_AddGeometry (sea, face->geometry);
    }
  OGR_G_DestroyGeometry (divided);
  if (OGR_G_GetGeometryCount (sea) > 0)
    return sea;
  OGR_G_DestroyGeometry (sea);
  return NULL;
}
