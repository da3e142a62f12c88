/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks on screen: what there is, what is chosen, and what is below the pointer. */

#define G_LOG_DOMAIN "ibar-marks-layer"

#include "config.h"

#include "ibar-marks-layer-private.h"

#include <math.h>

#define SLACK_PX 4.0 /* beside a mark still counts */
#define SEAT_REACH_PX 9.0

G_DEFINE_FINAL_TYPE (IbarMarksLayer, ibar_marks_layer, IBAR_TYPE_MAP_LAYER)

static void
ibar_marks_layer_dispose (GObject *object)
{
  IbarMarksLayer *self = IBAR_MARKS_LAYER (object);

  if (self->ghosts != NULL)
    ibar_marks_layer_stop_motion (self);
  if (self->more != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->more);
  self->more = 0;
  G_OBJECT_CLASS (ibar_marks_layer_parent_class)->dispose (object);
}

static void
ibar_marks_layer_finalize (GObject *object)
{
  IbarMarksLayer *self = IBAR_MARKS_LAYER (object);

  g_array_unref (self->clusters);
  g_array_unref (self->items);
  g_array_unref (self->ghosts);
  g_array_unref (self->seats);
  ibar_mark_cache_free (self->cache);
  G_OBJECT_CLASS (ibar_marks_layer_parent_class)->finalize (object);
}

static void
ibar_marks_layer_class_init (IbarMarksLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ibar_marks_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = ibar_marks_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = ibar_marks_layer_snapshot;
}

static void
ibar_marks_layer_init (IbarMarksLayer *self)
{
  self->style = ibar_style_get (IBAR_STYLE_LIGHT);
  self->cache = ibar_mark_cache_new ();
  self->clusters = g_array_new (FALSE, FALSE, sizeof (IbarCluster));
  self->items = g_array_new (FALSE, FALSE, sizeof (IbarMarksItem));
  self->ghosts = g_array_new (FALSE, FALSE, sizeof (IbarMarksItem));
  self->seats = g_array_new (FALSE, FALSE, sizeof (IbarSeat));
  self->selected = self->hovered = self->focused = IBAR_MARK_NONE;
  self->selected_seat = self->hovered_seat = IBAR_MARK_NONE;
}

/* Public
 * ------------------------------------------------------------------------------------------------
 */

/**
 * ibar_marks_layer_new:
 * @viewport: the map's viewport
 *
 * Returns: (transfer floating): a layer without marks
 */
IbarMarksLayer *
ibar_marks_layer_new (ShumateViewport *viewport)
{
  return g_object_new (IBAR_TYPE_MARKS_LAYER, "viewport", viewport, NULL);
}

/**
 * ibar_marks_layer_set_style:
 * @self: a layer
 * @style: colours
 */
void
ibar_marks_layer_set_style (IbarMarksLayer *self, const IbarStyle *style)
{
  g_return_if_fail (IBAR_IS_MARKS_LAYER (self));
  g_return_if_fail (style != NULL);

  self->style = style;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const IbarCluster *p = a, *q = b;

  if (p->count != q->count)
    return p->count > q->count ? -1 : 1;
  return (p->row > q->row) - (p->row < q->row);
}

/**
 * ibar_marks_layer_set_clusters:
 * @self: a layer
 * @clusters: (transfer full): array of #IbarCluster; sorted here, large ones first, so that small
 * ones lie on top
 * @change: whether the marks run to their places
 *
 * Replaces all marks. What was hovered, focused and selected is forgotten: indices mean something
 * else now.
 */
void
ibar_marks_layer_set_clusters (IbarMarksLayer *self, GArray *clusters, IbarMarksChange change)
{
  g_autoptr (GArray) old = NULL;

  g_return_if_fail (IBAR_IS_MARKS_LAYER (self));
  g_return_if_fail (clusters != NULL);

  g_array_sort (clusters, compare_counts);
  g_array_unref (self->clusters);
  self->clusters = clusters;
  old = g_steal_pointer (&self->items);
  self->items = g_array_sized_new (FALSE, FALSE, sizeof (IbarMarksItem), clusters->len);
  for (guint i = 0; i < clusters->len; i++)
    {
      IbarMarksItem item = { .cluster = g_array_index (clusters, IbarCluster, i) };

      item.from_x = item.x = ibar_mercator_x (item.cluster.point.longitude);
      item.from_y = item.y = ibar_mercator_y (item.cluster.point.latitude);
      g_array_append_val (self->items, item);
    }
  self->selected = self->hovered = self->focused = IBAR_MARK_NONE;
  ibar_marks_layer_change_motion (self, old, change);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_marks_layer_prepare:
 * @self: a layer
 * @clusters: array of #IbarCluster that are to be shown
 * @next: (inout): the first of them that has not been looked at
 * @budget: [µs] after so long no other picture is begun
 *
 * Paints the pictures of marks before they are shown, as far as they will be seen.
 *
 * Returns: whether all of them are there
 */
gboolean
ibar_marks_layer_prepare (IbarMarksLayer *self, GArray *clusters, guint *next, gint64 budget)
{
  gint64 end = g_get_monotonic_time () + budget;
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  IbarProjection projection;
  IbarView view;

  g_return_val_if_fail (IBAR_IS_MARKS_LAYER (self), TRUE);
  g_return_val_if_fail (clusters != NULL, TRUE);

  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  ibar_projection_init (&projection, &view);
  for (; *next < clusters->len; (*next)++)
    {
      const IbarCluster *cluster = &g_array_index (clusters, IbarCluster, *next);
      IbarMark mark;
      double side, x, y;

      ibar_marks_init_plain_mark (&mark, cluster);
      ibar_projection_from_point (&projection, cluster->point, &x, &y);
      if (!ibar_marks_layer_is_in_view (self, &mark, x, y))
        continue;
      if (g_get_monotonic_time () > end)
        return FALSE;
      ibar_mark_cache_lookup (self->cache, &mark, self->style, scale, TRUE, &side);
    }
  return TRUE;
}

/**
 * ibar_marks_layer_is_complete:
 * @self: a layer
 *
 * Returns: whether no frame is to come that shows more marks than the last
 */
gboolean
ibar_marks_layer_is_complete (IbarMarksLayer *self)
{
  g_return_val_if_fail (IBAR_IS_MARKS_LAYER (self), TRUE);

  return self->more == 0;
}

/**
 * ibar_marks_layer_get_clusters:
 * @self: a layer
 *
 * Returns: (transfer none): array of #IbarCluster in drawing order
 */
GArray *
ibar_marks_layer_get_clusters (IbarMarksLayer *self)
{
  g_return_val_if_fail (IBAR_IS_MARKS_LAYER (self), NULL);

  return self->clusters;
}

/**
 * ibar_marks_layer_set_seats:
 * @self: a layer
 * @seats: (transfer full): array of #IbarSeat
 */
void
ibar_marks_layer_set_seats (IbarMarksLayer *self, GArray *seats)
{
  g_return_if_fail (IBAR_IS_MARKS_LAYER (self));
  g_return_if_fail (seats != NULL);

  g_array_unref (self->seats);
  self->seats = seats;
  self->selected_seat = self->hovered_seat = IBAR_MARK_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_marks_layer_get_seats:
 * @self: a layer
 *
 * Returns: (transfer none): array of #IbarSeat
 */
GArray *
ibar_marks_layer_get_seats (IbarMarksLayer *self)
{
  g_return_val_if_fail (IBAR_IS_MARKS_LAYER (self), NULL);

  return self->seats;
}

static void
set_index (IbarMarksLayer *self, int *where, int index)
{
  if (*where == index)
    return;
  *where = index;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_marks_layer_set_selected:
 * @self: a layer
 * @cluster: index of the mark with the accent ring, or %IBAR_MARK_NONE
 * @seat: index of the seat with the accent ring, or %IBAR_MARK_NONE
 */
void
ibar_marks_layer_set_selected (IbarMarksLayer *self, int cluster, int seat)
{
  g_return_if_fail (IBAR_IS_MARKS_LAYER (self));

  set_index (self, &self->selected, cluster);
  set_index (self, &self->selected_seat, seat);
}

/**
 * ibar_marks_layer_get_selected:
 * @self: a layer
 *
 * Returns: index of the mark with the accent ring, or %IBAR_MARK_NONE
 */
int
ibar_marks_layer_get_selected (IbarMarksLayer *self)
{
  g_return_val_if_fail (IBAR_IS_MARKS_LAYER (self), IBAR_MARK_NONE);

  return self->selected;
}

/**
 * ibar_marks_layer_set_hovered:
 * @self: a layer
 * @cluster: index of the mark below the pointer, or %IBAR_MARK_NONE
 * @seat: index of the seat below the pointer, or %IBAR_MARK_NONE
 */
void
ibar_marks_layer_set_hovered (IbarMarksLayer *self, int cluster, int seat)
{
  g_return_if_fail (IBAR_IS_MARKS_LAYER (self));

  set_index (self, &self->hovered, cluster);
  set_index (self, &self->hovered_seat, seat);
}

/**
 * ibar_marks_layer_set_focused:
 * @self: a layer
 * @cluster: index of the mark the keyboard is on, or %IBAR_MARK_NONE
 */
void
ibar_marks_layer_set_focused (IbarMarksLayer *self, int cluster)
{
  g_return_if_fail (IBAR_IS_MARKS_LAYER (self));

  set_index (self, &self->focused, cluster);
}

/**
 * ibar_marks_layer_hit:
 * @self: a layer
 * @x: [px]
 * @y: [px]
 *
 * Returns: index of the topmost mark there, or %IBAR_MARK_NONE
 */
int
ibar_marks_layer_hit (IbarMarksLayer *self, double x, double y)
{
  g_autofree IbarMark *marks = NULL;
  IbarProjection projection;
  IbarView view;

  g_return_val_if_fail (IBAR_IS_MARKS_LAYER (self), IBAR_MARK_NONE);

  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  ibar_projection_init (&projection, &view);
  marks = g_new (IbarMark, self->items->len + 1);
  for (guint i = 0; i < self->items->len; i++)
    {
      ibar_marks_layer_init_mark (self, &marks[i], (int) i);
      ibar_marks_item_locate (&g_array_index (self->items, IbarMarksItem, i), 1.0, &projection, &marks[i].x, &marks[i].y);
    }
  return ibar_marks_hit (marks, self->items->len, x, y, SLACK_PX);
}

/**
 * ibar_marks_layer_hit_seat:
 * @self: a layer
 * @x: [px]
 * @y: [px]
 *
 * Returns: index of the seat there, or %IBAR_MARK_NONE
 */
int
ibar_marks_layer_hit_seat (IbarMarksLayer *self, double x, double y)
{
  IbarProjection projection;
  IbarView view;

  g_return_val_if_fail (IBAR_IS_MARKS_LAYER (self), IBAR_MARK_NONE);

  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  ibar_projection_init (&projection, &view);
  for (guint i = 0; i < self->seats->len; i++)
    {
      double sx, sy;

      ibar_projection_from_point (&projection, g_array_index (self->seats, IbarSeat, i).point, &sx,
                                  &sy);
      if (hypot (sx - x, sy - y) <= SEAT_REACH_PX)
        return (int) i;
    }
  return IBAR_MARK_NONE;
}
