/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bridges as places. OpenStreetMap has a bridge's own name in two ways: on its outline
 * (man_made=bridge, name) and on each of the roads, rails and paths that it carries (bridge=yes,
 * bridge:name; "name" there is the road's). Two carriageways, their footpaths and the outline are
 * one bridge: what has the same name and lies side by side is put together.
 * Source: wiki.openstreetmap.org/wiki/Key:bridge and /Tag:man_made=bridge. */

#define G_LOG_DOMAIN "ibar-region-bridges"

#include "config.h"

#include "ibar-region-bridges.h"

#include <string.h>

#include "ibar-osm-tags.h"

#define REACH 0.001 /* [degrees], some 100 m: of two parts of one bridge */

typedef struct
{
  char *id;
  IbarNames names;
  IbarPoint point; /* its middle */
  gboolean outline; /* the point is that of the outline */
  OGREnvelope extent; /* of all its parts */
} Bridge;

struct _IbarRegionBridges
{
  GArray *bridges; /* of Bridge */
};

static void
clear_bridge (gpointer data)
{
  Bridge *bridge = data;

  g_free (bridge->id);
  ibar_names_clear (&bridge->names);
}

IbarRegionBridges *
ibar_region_bridges_new (void)
{
  IbarRegionBridges *self = g_new0 (IbarRegionBridges, 1);

  self->bridges = g_array_new (FALSE, FALSE, sizeof (Bridge));
  g_array_set_clear_func (self->bridges, clear_bridge);
  return self;
}

void
ibar_region_bridges_free (IbarRegionBridges *self)
{
  g_array_unref (self->bridges);
  g_free (self);
}

/* Few features have anything to do with a bridge; most are told by one look. */
static gboolean
may_be_bridge (OGRFeatureH feature)
{
  int made = OGR_F_GetFieldIndex (feature, "man_made");
  int other = OGR_F_GetFieldIndex (feature, "other_tags");

  return (made >= 0 && strcmp (OGR_F_GetFieldAsString (feature, made), "bridge") == 0)
         || (other >= 0 && strstr (OGR_F_GetFieldAsString (feature, other), "bridge") != NULL);
}

static gboolean
has_name (const IbarNames *names)
{
  for (int form = 0; form < IBAR_N_NAME_FORMS; form++)
    {
      if (names->form[form] != NULL)
        return TRUE;
    }
  return FALSE;
}

static char *
make_id (OGRFeatureH feature)
{
  g_autofree char *way = ibar_osm_get_tag (feature, "osm_way_id");
  g_autofree char *id = ibar_osm_get_tag (feature, "osm_id");
  OGRwkbGeometryType type = wkbFlatten (OGR_G_GetGeometryType (OGR_F_GetGeometryRef (feature)));

  if (way != NULL)
    return g_strconcat ("way/", way, NULL);
  return g_strconcat (type == wkbPoint        ? "node/"
                      : type == wkbLineString ? "way/"
                                              : "relation/",
                      id, NULL);
}

/* The middle of a line along it, of anything else its centre of gravity. */
static IbarPoint
find_middle (OGRGeometryH geometry)
{
  gboolean open_line = wkbFlatten (OGR_G_GetGeometryType (geometry)) == wkbLineString
                       && !OGR_G_IsRing (geometry);
  OGRGeometryH middle = OGR_G_CreateGeometry (wkbPoint);
  IbarPoint point;

  if (open_line)
    {
      OGR_G_DestroyGeometry (middle);
      middle = OGR_G_Value (geometry, OGR_G_Length (geometry) / 2);
    }
  else
    OGR_G_Centroid (geometry, middle);
  point = (IbarPoint){ OGR_G_GetX (middle, 0), OGR_G_GetY (middle, 0) };
  OGR_G_DestroyGeometry (middle);
  return point;
}

static gboolean
is_same (const Bridge *a, const Bridge *b)
{
  for (int form = 0; form < IBAR_N_NAME_FORMS; form++)
    {
      const char *one = a->names.form[form], *other = b->names.form[form];

      if (one != NULL && other != NULL && strcmp (one, other) != 0)
        return FALSE;
    }
  return g_strcmp0 (ibar_names_get (&a->names, IBAR_NAME_LOCAL), ibar_names_get (&b->names, IBAR_NAME_LOCAL)) == 0
         && a->extent.MinX <= b->extent.MaxX + REACH && b->extent.MinX <= a->extent.MaxX + REACH
         && a->extent.MinY <= b->extent.MaxY + REACH && b->extent.MinY <= a->extent.MaxY + REACH;
}

/* Puts a part to the bridge it belongs to. The outline's middle is the bridge's. */
static void
join (Bridge *bridge, Bridge *part)
{
  OGREnvelope *extent = &bridge->extent;

  extent->MinX = MIN (extent->MinX, part->extent.MinX);
  extent->MaxX = MAX (extent->MaxX, part->extent.MaxX);
  extent->MinY = MIN (extent->MinY, part->extent.MinY);
  extent->MaxY = MAX (extent->MaxY, part->extent.MaxY);
  for (int form = 0; form < IBAR_N_NAME_FORMS; form++)
    {
      if (bridge->names.form[form] == NULL)
        bridge->names.form[form] = g_steal_pointer (&part->names.form[form]);
    }
  if (part->outline && !bridge->outline)
    {
      bridge->outline = TRUE;
      bridge->point = part->point;
      g_free (bridge->id);
      bridge->id = g_steal_pointer (&part->id);
    }
  clear_bridge (part);
}

/**
 * ibar_region_bridges_take:
 * @self: the bridges so far
 * @feature: any feature of an extract, with a geometry
 *
 * Keeps the feature if it is a bridge, or part of one, that has a name of its own.
 *
 * **Cost:** one look at the tags; for a bridge with a name, one at every bridge so far.
 */
void
ibar_region_bridges_take (IbarRegionBridges *self, OGRFeatureH feature)
{
  g_autofree char *made = NULL;
  g_autofree char *carried = NULL;
  OGRGeometryH geometry = OGR_F_GetGeometryRef (feature);
  Bridge bridge = { 0 };

  if (!may_be_bridge (feature) || OGR_G_IsEmpty (geometry))
    return;
  made = ibar_osm_get_tag (feature, "man_made");
  carried = ibar_osm_get_tag (feature, "bridge");
  bridge.outline = g_strcmp0 (made, "bridge") == 0;
  if (!bridge.outline && (carried == NULL || strcmp (carried, "no") == 0))
    return;
  ibar_osm_add_names (feature, "bridge:", &bridge.names);
  if (bridge.outline)
    ibar_osm_add_names (feature, "", &bridge.names);
  if (!has_name (&bridge.names))
    return;
  bridge.id = make_id (feature);
  bridge.point = find_middle (geometry);
  OGR_G_GetEnvelope (geometry, &bridge.extent);
  for (guint i = 0; i < self->bridges->len; i++)
    {
      if (is_same (&g_array_index (self->bridges, Bridge, i), &bridge))
        {
          join (&g_array_index (self->bridges, Bridge, i), &bridge);
          return;
        }
    }
  g_array_append_val (self->bridges, bridge);
}

/**
 * ibar_region_bridges_write:
 * @self: all bridges
 * @box: those outside of it are left out
 * @writer: of the region
 * @error: return location
 *
 * Writes the bridges as places.
 *
 * Returns: FALSE with @error set
 */
gboolean
ibar_region_bridges_write (IbarRegionBridges *self, const IbarExtent *box, IbarRegionWriter *writer, GError **error)
{
  for (guint i = 0; i < self->bridges->len; i++)
    {
      const Bridge *bridge = &g_array_index (self->bridges, Bridge, i);
      g_autofree char *source = g_strconcat ("OpenStreetMap ", bridge->id, NULL);
      const IbarRegionRecord record = {
        .id = bridge->id,
        .names = bridge->names,
        .kind = "bridge",
        .source = source,
        .population = -1,
        .verified = TRUE,
        .rank = ibar_region_rank_place ("bridge", -1, FALSE),
      };

      if (ibar_extent_contains (box, bridge->point)
          && !ibar_region_writer_add_place (writer, bridge->point, &record, error))
        return FALSE;
    }
  return TRUE;
}
