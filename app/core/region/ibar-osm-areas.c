/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The administrative areas of a region that is built, and the lines between them. */

#define G_LOG_DOMAIN "ibar-osm-areas"

#include "config.h"

#include "ibar-osm-areas.h"

#include "ibar-osm-borders.h"
#include "ibar-osm-tags.h"

#define MAX_AREAS 400 /* of the level that is chosen by itself */
#define LEAST_LEVEL 4
#define GREATEST_LEVEL 9

/* An administrative area, kept until the level is chosen. */
typedef struct
{
  char *id;
  IbarNames names;
  int level;
  OGRGeometryH geometry; /* whole, not cut */
} Area;

struct _IbarOsmAreas
{
  GArray *areas; /* of Area */
};

/* Where it is written. */
typedef struct
{
  const IbarRegionBox *box;
  IbarRegionWriter *writer;
} Target;

static void
clear_area (gpointer data)
{
  Area *area = data;

  g_free (area->id);
  ibar_names_clear (&area->names);
  OGR_G_DestroyGeometry (area->geometry);
}

IbarOsmAreas *
ibar_osm_areas_new (void)
{
  IbarOsmAreas *self = g_new0 (IbarOsmAreas, 1);

  self->areas = g_array_new (FALSE, FALSE, sizeof (Area));
  g_array_set_clear_func (self->areas, clear_area);
  return self;
}

void
ibar_osm_areas_free (IbarOsmAreas *self)
{
  g_array_unref (self->areas);
  g_free (self);
}

/* Keeps an area that reaches into the box; whether it does. */
gboolean
ibar_osm_areas_take (IbarOsmAreas *self, OGRFeatureH feature, const char *id, int level, const IbarRegionBox *box)
{
  Area area = { .level = level };

  if (level < 2 || level > GREATEST_LEVEL || !OGR_G_Intersects (OGR_F_GetGeometryRef (feature), box->polygon))
    return FALSE;
  area.id = g_strdup (id);
  ibar_osm_add_names (feature, "", &area.names);
  area.geometry = OGR_G_Clone (OGR_F_GetGeometryRef (feature));
  g_array_append_val (self->areas, area);
  return TRUE;
}

/* The finest level with enough areas to be a map's, and not so many that they are a mosaic. An island may be one area. */
static int
choose_level (IbarOsmAreas *self)
{
  guint counts[GREATEST_LEVEL + 1] = { 0 };

  for (guint i = 0; i < self->areas->len; i++)
    counts[g_array_index (self->areas, Area, i).level]++;
  for (guint least = 2; least > 0; least--)
    for (int level = GREATEST_LEVEL; level >= LEAST_LEVEL; level--)
      {
        if (counts[level] >= least && counts[level] <= MAX_AREAS)
          return level;
      }
  return 2;
}

static gboolean
add_borders (Target *target, IbarOsmBorders *borders, const char *kind, GError **error)
{
  OGRGeometryH lines = ibar_osm_borders_get (borders);
  const IbarRegionRecord record = { .kind = kind, .rank = ibar_region_rank_line (IBAR_LAYER_BOUNDARY, kind) };

  return OGR_G_GetGeometryCount (lines) == 0
         || ibar_region_writer_add_feature (target->writer, IBAR_LAYER_BOUNDARY, lines, &record, error);
}

static gboolean
add_area (Target *target, const char *id, const IbarNames *names, OGRGeometryH geometry, GError **error)
{
  OGRGeometryH part = ibar_region_box_cut (target->box, geometry, TRUE);
  IbarRegionRecord record = { .id = id, .names = *names, .kind = "administrative" };
  gboolean added;

  if (part == NULL)
    return TRUE;
  added = ibar_region_writer_add_feature (target->writer, IBAR_LAYER_ADMIN_AREA, part, &record, error);
  OGR_G_DestroyGeometry (part);
  return added;
}

/**
 * ibar_osm_areas_write:
 * @self: the areas of an extract
 * @box: what the region covers
 * @level: which areas are wanted (OpenStreetMap's admin_level), 0: the finest of which there are enough
 * @writer: of the region
 * @error: return location
 *
 * Writes the areas of one level, their lines, and the outline of countries. Without any area the land is
 * the box itself: the map must not say that there is nothing.
 *
 * Returns: FALSE with @error set
 */
gboolean
ibar_osm_areas_write (IbarOsmAreas *self,
                      const IbarRegionBox *box,
                      int level,
                      IbarRegionWriter *writer,
                      GError **error)
{
  static const IbarNames nameless = { { NULL } };
  Target target = { box, writer };
  IbarOsmBorders *inner = ibar_osm_borders_new (), *outline = ibar_osm_borders_new ();
  gboolean good = TRUE;
  guint n = 0;

  if (level <= 0)
    level = choose_level (self);
  for (guint i = 0; good && i < self->areas->len; i++)
    {
      const Area *area = &g_array_index (self->areas, Area, i);

      if (area->level == 2)
        ibar_osm_borders_add (outline, area->geometry, box);
      else if (area->level == level)
        ibar_osm_borders_add (inner, area->geometry, box);
      if (area->level != level)
        continue;
      good = add_area (&target, area->id, &area->names, area->geometry, error);
      n++;
    }
  if (good && n == 0)
    good = add_area (&target, "all", &nameless, box->polygon, error);
  good = good && add_borders (&target, inner, "municipal", error)
         && add_borders (&target, outline, "outline", error);
  ibar_osm_borders_free (inner);
  ibar_osm_borders_free (outline);
  return good;
}
