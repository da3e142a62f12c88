/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which areas get which tint, so that neighbours never look alike.
 *
 * Two areas are neighbours when they share a vertex, as they do in data made from shared lines. The
 * area with the fewest tints left to it is tinted next (Brélaz 1979, DSATUR); four tints suffice
 * for every map seen, and where they do not, the tint least used around is taken. */

#define G_LOG_DOMAIN "ibar-color-areas"

#include "config.h"

#include <string.h>

#include "ibar-basemap-private.h"

#define NONE 0xff

typedef struct
{
  guint n;
  guint8 *touches; /* [n * n] */
  guint8 *colors;  /* [n] */
  guint n_colors;
} Graph;

/* A vertex as a key: 30 bits an axis, 4 cm. */
static gint64
get_vertex_key (const double *xy)
{
  return (gint64) (xy[0] * (1 << 30)) << 32 | (gint64) (xy[1] * (1 << 30));
}

static void
connect_areas (Graph *graph, IbarRegion *region)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < graph->n; i++)
    {
      const IbarFeature *area = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i);

      for (guint32 p = 0; p < area->starts[area->n_parts]; p++)
        {
          gint64 key = get_vertex_key (area->points + 2 * (gsize) p);
          guint owner = GPOINTER_TO_UINT (g_hash_table_lookup (owners, &key));

          if (owner == 0)
            g_hash_table_insert (owners, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (i + 1));
          else if (owner - 1 != i)
            graph->touches[(owner - 1) * graph->n + i] = graph->touches[i * graph->n + owner - 1]
                = 1;
        }
    }
}

/* How many neighbours of an area wear each tint. */
static void
count_around (const Graph *graph, guint area, guint around[])
{
  memset (around, 0, sizeof (guint) * graph->n_colors);
  for (guint i = 0; i < graph->n; i++)
    {
      if (graph->touches[area * graph->n + i] && graph->colors[i] != NONE)
        around[graph->colors[i]]++;
    }
}

static guint
choose_next (const Graph *graph)
{
  guint best = 0;
  int best_score = -1;

  for (guint i = 0; i < graph->n; i++)
    {
      guint around[16];
      int score = 0;

      if (graph->colors[i] != NONE)
        continue;
      count_around (graph, i, around);
      for (guint c = 0; c < graph->n_colors; c++)
        score += around[c] > 0 ? 1000 : 0;
      for (guint j = 0; j < graph->n; j++)
        score += graph->touches[i * graph->n + j];
      if (score > best_score)
        {
          best_score = score;
          best = i;
        }
    }
  return best;
}

/* The tint least worn around; among equals the one least worn at all, so that none is rare. */
static guint8
choose_color (const Graph *graph, guint area, const guint used[])
{
  guint around[16];
  guint best = 0;

  count_around (graph, area, around);
  for (guint c = 1; c < graph->n_colors; c++)
    {
      if (around[c] < around[best] || (around[c] == around[best] && used[c] < used[best]))
        best = c;
    }
  return (guint8) best;
}

/* The tint of each administrative area, shape [areas]. Quadratic in their number; far above what a
 * map can show, tints simply alternate. */
guint8 *
ibar_color_areas (IbarRegion *region, guint n_colors)
{
  guint n = ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA);
  Graph graph = { n, NULL, g_new (guint8, MAX (n, 1)), n_colors };
  guint used[16] = { 0 };

  g_assert (n_colors > 0 && n_colors <= G_N_ELEMENTS (used));
  memset (graph.colors, NONE, MAX (n, 1));
  if (n > 400)
    {
      for (guint i = 0; i < n; i++)
        graph.colors[i] = (guint8) (i % n_colors);
      return graph.colors;
    }
  graph.touches = g_new0 (guint8, MAX (n * n, 1));
  connect_areas (&graph, region);
  for (guint i = 0; i < n; i++)
    {
      guint next = choose_next (&graph);

      graph.colors[next] = choose_color (&graph, next, used);
      used[graph.colors[next]]++;
    }
  g_free (graph.touches);
  return graph.colors;
}
