/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An animated zoom from 9 to 13 as the window's map layer asks for it: in every frame the tiles of
 * that zoom, 90 frames of 16 ms. How many tiles were painted and how many given up before their turn
 * came (tests/ui/test-tile-painter proves that none is begun that is not in view), and what the
 * cache holds afterwards. */

#include "config.h"

#include "bench-map-zoom.h"

#include <math.h>

#include "ibar-tile-painter.h"

#define N_FRAMES 90
#define FRAME_MS 16

static void
ready_cb (gpointer user_data)
{
}

/* The tiles of a view of 1280 × 800 around a point. */
static void
want_view (IbarTilePainter *painter, guint generation, IbarPoint middle, double zoom, double side)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (IbarTileKey));
  double world = IBAR_TILE_UNITS * exp2 (lrint (zoom * 1000) / 1000.0);
  double x = ibar_mercator_x (middle.longitude) * world;
  double y = ibar_mercator_y (middle.latitude) * world;

  for (int row = (int) floor ((y - 400) / side); row <= (int) floor ((y + 400) / side); row++)
    for (int column = (int) floor ((x - 640) / side); column <= (int) floor ((x + 640) / side);
         column++)
      {
        IbarTileKey key = { generation, (int) lrint (zoom * 1000), column, row };

        g_array_append_val (keys, key);
      }
  ibar_tile_painter_want (painter, (const IbarTileKey *) (gpointer) keys->data, keys->len);
}

static void
tell (BenchReport *report, const char *name, const char *what, guint n, double value, const char *unit)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", name, what);

  bench_report_value (report, key, n, value, unit);
}

void
bench_map_zoom (BenchReport *report, const char *name, IbarTileSupplier *supplier, IbarPoint middle)
{
  IbarTilePainter *painter = ibar_tile_painter_new (ready_cb, NULL);
  guint generation = ibar_tile_painter_set_supplier (painter, supplier);
  IbarTileStats stats;

  for (int frame = 0; frame <= N_FRAMES; frame++)
    {
      double end = bench_now () + FRAME_MS;

      want_view (painter, generation, middle, 9 + 4.0 * frame / N_FRAMES,
                 ibar_tile_supplier_get_side (supplier));
      while (bench_now () < end)
        if (!g_main_context_iteration (NULL, FALSE))
          g_usleep (500);
    }
  while (!ibar_tile_painter_is_idle (painter))
    g_main_context_iteration (NULL, TRUE);
  ibar_tile_painter_get_stats (painter, &stats);
  tell (report, name, "painted", N_FRAMES, stats.painted, "tiles");
  tell (report, name, "given-up", N_FRAMES, stats.dropped, "tiles");
  tell (report, name, "memory-after", 0, (double) stats.bytes / (1 << 20), "MiB");
  tell (report, name, "memory-bound", 0, (double) stats.budget / (1 << 20), "MiB");
  ibar_tile_painter_free (painter);
}
