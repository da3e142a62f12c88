/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How marks come apart and run together.
 *
 * When clusters change because the zoom did, each new mark starts where the nearest old one was seen and runs to its
 * place, and each old one that has gone runs into the nearest new one, within MOVE_US; nothing else on the map is
 * animated. Of those that start at one mark the largest lies on top until they are apart, so that a number is read in
 * every frame. A zoom through several levels is several such moves: the next begins where the last one was seen to be. */

#define G_LOG_DOMAIN "ibar-marks-layer"

#include "config.h"

#include "ibar-marks-layer-private.h"

#include <math.h>

#define MOVE_US (200 * 1000)
#define NEAR_PX 120.0 /* further away, an old mark has nothing to do with a new one */

/* The share of the way that is done, eased out; 1 at rest. */
double
ibar_marks_layer_get_progress (IbarMarksLayer *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  double t;

  if (self->started == 0 || clock == NULL)
    return 1.0;
  t = (double) (gdk_frame_clock_get_frame_time (clock) - self->started) / MOVE_US;
  t = 1.0 - CLAMP (t, 0.0, 1.0);
  return 1.0 - t * t * t;
}

void
ibar_marks_layer_stop_motion (IbarMarksLayer *self)
{
  self->started = 0;
  g_array_set_size (self->ghosts, 0);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  IbarMarksLayer *self = IBAR_MARKS_LAYER (widget);

  gtk_widget_queue_draw (widget);
  if (ibar_marks_layer_get_progress (self) < 1.0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  ibar_marks_layer_stop_motion (self);
  return G_SOURCE_REMOVE;
}

static const IbarMarksItem *
find_nearest (GArray *items, double x, double y, double world)
{
  const IbarMarksItem *nearest = NULL;
  double best = NEAR_PX / world * (NEAR_PX / world); /* squared */

  for (guint i = 0; i < items->len; i++)
    {
      const IbarMarksItem *item = &g_array_index (items, IbarMarksItem, i);
      double dx = item->x - x, dy = item->y - y, distance = dx * dx + dy * dy;

      if (distance < best)
        {
          best = distance;
          nearest = item;
        }
    }
  return nearest;
}

static void
start_motion (IbarMarksLayer *self, GArray *old)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  g_autoptr (GHashTable) left = g_hash_table_new (NULL, NULL); /* old marks a new one has started at */
  IbarView view;
  double world;

  if (clock == NULL || old->len == 0)
    return;
  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  world = IBAR_TILE_UNITS * exp2 (view.zoom);
  for (guint i = 0; i < self->items->len; i++)
    {
      IbarMarksItem *item = &g_array_index (self->items, IbarMarksItem, i);
      const IbarMarksItem *from = find_nearest (old, item->x, item->y, world);

      item->from_x = from != NULL ? from->x : item->x;
      item->from_y = from != NULL ? from->y : item->y;
      item->emerges = from != NULL && !g_hash_table_add (left, (gpointer) from); /* they are sorted, large ones first */
    }
  for (guint i = 0; i < old->len; i++)
    {
      IbarMarksItem ghost = g_array_index (old, IbarMarksItem, i);
      const IbarMarksItem *to = find_nearest (self->items, ghost.x, ghost.y, world);

      if (to == NULL || (to->x == ghost.x && to->y == ghost.y)
          || to->cluster.count < ghost.cluster.count)
        continue;
      ghost.from_x = to->x;
      ghost.from_y = to->y;
      g_array_append_val (self->ghosts, ghost);
    }
  self->started = gdk_frame_clock_get_frame_time (clock);
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* Where the marks are seen now is where they are, for what comes. */
static void
settle_as_seen (GArray *items, double progress)
{
  for (guint i = 0; i < items->len; i++)
    {
      IbarMarksItem *item = &g_array_index (items, IbarMarksItem, i);

      item->x = item->from_x + (item->x - item->from_x) * progress;
      item->y = item->from_y + (item->y - item->from_y) * progress;
    }
}

/* The map was moved while marks run: those that are the same run on. */
static void
go_on (IbarMarksLayer *self, GArray *old)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      IbarMarksItem *item = &g_array_index (self->items, IbarMarksItem, i);

      for (guint j = 0; j < old->len; j++)
        {
          const IbarMarksItem *before = &g_array_index (old, IbarMarksItem, j);

          if (before->x != item->x || before->y != item->y || before->cluster.count != item->cluster.count)
            continue;
          item->from_x = before->from_x;
          item->from_y = before->from_y;
          item->emerges = before->emerges;
          break;
        }
    }
}

/* The layer's items stand in the place of the old ones, which are given up. */
void
ibar_marks_layer_change_motion (IbarMarksLayer *self, GArray *old, IbarMarksChange change)
{
  if (change == IBAR_MARKS_SPLIT)
    {
      settle_as_seen (old, ibar_marks_layer_get_progress (self));
      ibar_marks_layer_stop_motion (self);
      start_motion (self, old);
    }
  else if (self->tick != 0)
    go_on (self, old);
  else
    ibar_marks_layer_stop_motion (self);
}

void
ibar_marks_item_locate (const IbarMarksItem *item, double progress, const IbarProjection *projection, double *x,
                        double *y)
{
  ibar_projection_from_mercator (projection, item->from_x + (item->x - item->from_x) * progress,
                                 item->from_y + (item->y - item->from_y) * progress, x, y);
}
