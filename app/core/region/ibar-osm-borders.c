/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines around areas, each once: two dashed lines over each other would close their gaps.
 *
 * Areas that share a boundary have the same vertices there, for both are made of one way. So a piece from vertex to vertex
 * that was there before, in one direction or the other, is left out, and what is left of a ring is a few runs. GEOS could
 * unite them as well, for ten times the memory: half a gigabyte for the districts of a country.
 *
 * Pieces are known by a hash of 64 bits: that two of ten million have the same happens once in half a million regions. */

#define G_LOG_DOMAIN "ibar-osm-borders"

#include "config.h"

#include "ibar-osm-borders.h"

#include "ibar-osm-tags.h"
#include "ibar-random.h"

struct _IbarOsmBorders
{
  GHashTable *pieces; /* of guint64, owned by the chunks */
  GPtrArray *chunks;  /* of guint64 *, CHUNK each */
  guint n_in_chunk;
  OGRGeometryH lines; /* (owned) */
};

#define CHUNK 65536

IbarOsmBorders *
ibar_osm_borders_new (void)
{
  IbarOsmBorders *self = g_new0 (IbarOsmBorders, 1);

  self->pieces = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  self->n_in_chunk = CHUNK;
  self->lines = OGR_G_CreateGeometry (wkbMultiLineString);
  return self;
}

void
ibar_osm_borders_free (IbarOsmBorders *self)
{
  g_hash_table_unref (self->pieces);
  g_ptr_array_unref (self->chunks);
  OGR_G_DestroyGeometry (self->lines);
  g_free (self);
}

static guint64
get_vertex_key (OGRGeometryH ring, int i)
{
  return ibar_random_mix (ibar_osm_get_node_key (OGR_G_GetX (ring, i), OGR_G_GetY (ring, i)));
}

/* Whether the piece is new; the sum makes both directions one. */
static gboolean
take_piece (IbarOsmBorders *self, guint64 from, guint64 to)
{
  guint64 key = ibar_random_mix (from + to), *kept;

  if (g_hash_table_contains (self->pieces, &key))
    return FALSE;
  if (self->n_in_chunk == CHUNK)
    {
      g_ptr_array_add (self->chunks, g_new (guint64, CHUNK));
      self->n_in_chunk = 0;
    }
  kept = (guint64 *) g_ptr_array_index (self->chunks, self->chunks->len - 1) + self->n_in_chunk++;
  *kept = key;
  g_hash_table_add (self->pieces, kept);
  return TRUE;
}

static void
end_run (IbarOsmBorders *self, OGRGeometryH *run, const IbarRegionBox *box)
{
  OGRGeometryH part = *run != NULL ? ibar_region_box_cut (box, *run, FALSE) : NULL;

  if (part != NULL && OGR_G_GetGeometryCount (part) == 0)
    {
      OGR_G_AddGeometryDirectly (self->lines, part);
      part = NULL;
    }
  for (int i = 0; part != NULL && i < OGR_G_GetGeometryCount (part); i++)
    OGR_G_AddGeometry (self->lines, OGR_G_GetGeometryRef (part, i));
  OGR_G_DestroyGeometry (part);
  OGR_G_DestroyGeometry (*run);
  *run = NULL;
}

static void
add_ring (IbarOsmBorders *self, OGRGeometryH ring, const IbarRegionBox *box)
{
  int n = OGR_G_GetPointCount (ring);
  OGRGeometryH run = NULL;
  guint64 last = n > 0 ? get_vertex_key (ring, 0) : 0;

  for (int i = 1; i < n; i++)
    {
      guint64 key = get_vertex_key (ring, i);

      if (take_piece (self, last, key))
        {
          if (run == NULL)
            {
              run = OGR_G_CreateGeometry (wkbLineString);
              OGR_G_AddPoint_2D (run, OGR_G_GetX (ring, i - 1), OGR_G_GetY (ring, i - 1));
            }
          OGR_G_AddPoint_2D (run, OGR_G_GetX (ring, i), OGR_G_GetY (ring, i));
        }
      else
        end_run (self, &run, box);
      last = key;
    }
  end_run (self, &run, box);
}

/* Adds what is new of the outline of an area. */
void
ibar_osm_borders_add (IbarOsmBorders *self, OGRGeometryH area, const IbarRegionBox *box)
{
  int n = OGR_G_GetGeometryCount (area);

  if (n == 0)
    add_ring (self, area, box);
  for (int i = 0; i < n; i++)
    ibar_osm_borders_add (self, OGR_G_GetGeometryRef (area, i), box);
}

OGRGeometryH
ibar_osm_borders_get (IbarOsmBorders *self)
{
  return self->lines;
}
