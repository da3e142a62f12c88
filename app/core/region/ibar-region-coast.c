/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the sea out of coastlines.
 *
 * OpenStreetMap has no area of sea: a coastline is drawn so that land lies on its left. With the
 * edge of the box the coastlines divide the box into faces; a face is sea when it lies to the right
 * of its coasts. A face that lies on both sides as often, because the coastline ends within the box,
 * is left alone: the extract does not say what it is.
 *
 * Source: wiki.openstreetmap.org/wiki/Tag:natural=coastline */

#define G_LOG_DOMAIN "ibar-region-coast"

#include "config.h"

#include "ibar-region-coast.h"

#include <math.h>

#define ASIDE 1e-6  /* [deg] from the coast, where a side is looked at: 0.1 m */
#define EDGE 1e-9   /* [deg] */
#define TRIES 16   /* stretches of a line that may be looked at, */
#define SAMPLES 3  /* and those that are: within the box */

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

/**
 * ibar_region_make_sea:
 * @coasts: the coastlines that reach the box, whole, each in its direction
 * @box: a polygon
 *
 * Returns: (transfer full) (nullable): the sea as a multipolygon; it may reach beyond the box
 *
 * **Thread:** any.
 */
OGRGeometryH
ibar_region_make_sea (OGRGeometryH coasts, OGRGeometryH box)
{
  g_autoptr (GArray) faces = g_array_new (FALSE, FALSE, sizeof (Face));
  OGRGeometryH divided, point, sea;

  g_return_val_if_fail (coasts != NULL && box != NULL, NULL);

  divided = OGR_G_GetGeometryCount (coasts) > 0 ? divide (coasts, box) : NULL;
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
