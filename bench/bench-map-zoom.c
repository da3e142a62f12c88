/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An animated zoom from 9 to 13 as the window's map layer asks for it: in every frame the tiles of
 * that zoom, 90 frames of 16 ms. How many tiles were painted and how many given up before their turn
 * came (tests/ui/test-tile-painter proves that none is begun that is not in view), and what the
 * cache holds afterwards. */

#include "config.h"

#include "bench-map-zoom.h"

#include <math.h>

#include "ibar-basemap-tiles.h"
#include "ibar-tile-painter.h"

#define N_FRAMES 90
#define FRAME_MS 16
#define SIDE 512.0

static void
ready_cb (gpointer user_data)
{
}

/* The tiles of a view of 1280 × 800 around a point. */
static void
want_view (IbarTilePainter *painter, guint generation, IbarPoint middle, double zoom)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (IbarTileKey));
  double world = IBAR_TILE_UNITS * exp2 (lrint (zoom * 1000) / 1000.0);
  double x = ibar_mercator_x (middle.longitude) * world;
  double y = ibar_mercator_y (middle.latitude) * world;

  for (int row = (int) floor ((y - 400) / SIDE); row <= (int) floor ((y + 400) / SIDE); row++)
    for (int column = (int) floor ((x - 640) / SIDE); column <= (int) floor ((x + 640) / SIDE);
         column++)
      {
        IbarTileKey key = { generation, (int) lrint (zoom * 1000), column, row };

        g_array_append_val (keys, key);
      }
  ibar_tile_painter_want (painter, (const IbarTileKey *) (gpointer) keys->data, keys->len);
}

void
bench_map_zoom (BenchReport *report, IbarBasemap *basemap, IbarPoint middle)
{
  const IbarBasemapOptions options = { ibar_style_get (IBAR_STYLE_LIGHT), NULL, TRUE, TRUE };
  g_autoptr (IbarTileSupplier) supplier = ibar_basemap_tiles_new (basemap, &options, 1);
  IbarTilePainter *painter = ibar_tile_painter_new (ready_cb, NULL);
  guint generation = ibar_tile_painter_set_supplier (painter, supplier);
  IbarTileStats stats;

  for (int frame = 0; frame <= N_FRAMES; frame++)
    {
      double end = bench_now () + FRAME_MS;

      want_view (painter, generation, middle, 9 + 4.0 * frame / N_FRAMES);
      while (bench_now () < end)
        if (!g_main_context_iteration (NULL, FALSE))
          g_usleep (500);
    }
  while (!ibar_tile_painter_is_idle (painter))
    g_main_context_iteration (NULL, TRUE);
  ibar_tile_painter_get_stats (painter, &stats);
  bench_report_value (report, "zoom-z9-z13/painted", N_FRAMES, stats.painted, "tiles");
  bench_report_value (report, "zoom-z9-z13/given-up", N_FRAMES, stats.dropped, "tiles");
  bench_report_value (report, "tile-memory/after-zoom", 0, (double) stats.bytes / (1 << 20), "MiB");
  bench_report_value (report, "tile-memory/bound", 0, (double) stats.budget / (1 << 20), "MiB");
  ibar_tile_painter_free (painter);
}
