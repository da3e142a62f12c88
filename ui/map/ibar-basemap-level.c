/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tiles of one zoom that a view touches: which they are, and how they are laid on the screen.
 *
 * Tile (x, y) of a zoom covers [x, x + 1] × [y, y + 1] times the supplier's side of a world of 256
 * · 2^zoom logical pixels. Beyond either edge of the world x runs on, and suppliers repeat the world. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-basemap-level"

#include <math.h>

#include "ibar-basemap-level.h"
#include "ibar-picture.h"
#include "ibar-projection.h"

#define LAP 0.5 /* [px] by which tiles that are turned or scaled lie over each other */
#define MOST_TILES 400 /* of one level in one view: what a screen of 8K at scale 1 needs */

void
ibar_basemap_level_init (IbarBasemapLevel *level,
                         const IbarView *view,
                         int zoom,
                         double side,
                         guint generation)
{
  IbarProjection projection;
  double half_width, half_height, magnified;

  ibar_projection_init (&projection, view);
  ibar_projection_get_reach (&projection, &half_width, &half_height);
  level->zoom = zoom;
  level->generation = generation;
  level->world = IBAR_TILE_UNITS * exp2 (zoom / 1000.0);
  level->side = side;
  magnified = projection.world / level->world;
  level->x0 = (int) floor ((projection.x * level->world - half_width / magnified) / level->side);
  level->x1 = (int) floor ((projection.x * level->world + half_width / magnified) / level->side);
  level->y0 = (int) floor ((projection.y * level->world - half_height / magnified) / level->side);
  level->y1 = (int) floor ((projection.y * level->world + half_height / magnified) / level->side);
}

static gboolean
is_too_large (const IbarBasemapLevel *level)
{
  return (double) (level->x1 - level->x0 + 1) * (level->y1 - level->y0 + 1) > MOST_TILES;
}

typedef struct
{
  IbarTileKey key;
  double distance; /* from the middle of the level */
} Wish;

static int
compare_wishes (gconstpointer a, gconstpointer b)
{
  double p = ((const Wish *) a)->distance, q = ((const Wish *) b)->distance;

  return (p > q) - (p < q);
}

void
ibar_basemap_level_append_keys (const IbarBasemapLevel *level, GArray *keys)
{
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (Wish));
  double middle_x = (level->x0 + level->x1) / 2.0;
  double middle_y = (level->y0 + level->y1) / 2.0;

  if (is_too_large (level))
    return;
  for (int y = level->y0; y <= level->y1; y++)
    for (int x = level->x0; x <= level->x1; x++)
      {
        Wish wish
            = { { level->generation, level->zoom, x, y }, hypot (x - middle_x, y - middle_y) };

        g_array_append_val (wishes, wish);
      }
  g_array_sort (wishes, compare_wishes);
  for (guint i = 0; i < wishes->len; i++)
    g_array_append_val (keys, g_array_index (wishes, Wish, i).key);
}

/* Whether every tile has come, or will never. */
gboolean
ibar_basemap_level_is_complete (const IbarBasemapLevel *level, IbarTilePainter *painter)
{
  if (is_too_large (level))
    return FALSE;
  for (int y = level->y0; y <= level->y1; y++)
    for (int x = level->x0; x <= level->x1; x++)
      {
        IbarTileKey key = { level->generation, level->zoom, x, y };

        if (ibar_tile_painter_look_up (painter, &key, NULL) == IBAR_TILE_MISSING)
          return FALSE;
      }
  return TRUE;
}

/* Lays the tiles of a level; at rest and unrotated, on whole device pixels. */
void
ibar_basemap_level_show (const IbarBasemapLevel *level,
                         IbarTilePainter *painter,
                         GtkWidget *widget,
                         GtkSnapshot *snapshot,
                         const IbarView *view)
{
  int scale_factor = gtk_widget_get_scale_factor (widget);
  IbarProjection projection;
  double magnified, left, top, lap;
  gboolean exact;

  if (is_too_large (level))
    return;
  ibar_projection_init (&projection, view);
  magnified = projection.world / level->world;
  exact = level->zoom == (int) lrint (view->zoom * 1000.0) && view->rotation == 0.0;
  /* Edges that lie aslant or between pixels are smoothed: where two only meet, what is behind shines through. */
  lap = exact ? 0.0 : LAP;
  if (exact)
    magnified = 1.0;
  left = (level->x0 * level->side - projection.x * level->world) * magnified;
  top = (level->y0 * level->side - projection.y * level->world) * magnified;
  if (exact)
    {
      left = round ((left + projection.half_width) * scale_factor) / scale_factor
             - projection.half_width;
      top = round ((top + projection.half_height) * scale_factor) / scale_factor
            - projection.half_height;
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (view->width / 2.0f, view->height / 2.0f));
  if (view->rotation != 0.0)
    gtk_snapshot_rotate (snapshot, (float) (view->rotation * 180.0 / G_PI));
  for (int y = level->y0; y <= level->y1; y++)
    for (int x = level->x0; x <= level->x1; x++)
      {
        IbarTileKey key = { level->generation, level->zoom, x, y };
        GdkTexture *texture;
        double side = level->side * magnified;

        ibar_tile_painter_look_up (painter, &key, &texture);
        if (texture != NULL)
          ibar_picture_show (widget, snapshot, texture,
                             &GRAPHENE_RECT_INIT ((float) (left + (x - level->x0) * side - lap),
                                                  (float) (top + (y - level->y0) * side - lap),
                                                  (float) (side + 2 * lap), (float) (side + 2 * lap)));
      }
  gtk_snapshot_restore (snapshot);
}
