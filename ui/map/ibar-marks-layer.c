/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks on screen: seats below, rings of vague places, then marks from large to small, then the
 * chosen ones.
 *
 * Positions are kept in Web Mercator and projected every frame (two multiplications a mark);
 * pictures come from the cache. When clusters change because the zoom did, each new mark starts
 * where the nearest old one stood and runs to its place, and each old one that has gone runs into
 * the nearest new one, within MOVE_US; nothing else on the map is animated. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-marks-layer"

#include <math.h>

#include "ibar-mark-cache.h"
#include "ibar-marks-layer.h"
#include "ibar-picture.h"
#include "ibar-projection.h"

#define MOVE_US (200 * 1000)
#define NEAR_PX 120.0 /* further away, an old mark has nothing to do with a new one */
#define SLACK_PX 4.0  /* beside a mark still counts */
#define PAINT_US 2000 /* of a frame, for pictures of marks that come into view */
#define MOST_RINGS                                                                                 \
  24 /* more single vague events than that, and only the chosen ones show theirs                   \
      */
#define SEAT_REACH_PX 9.0

typedef struct
{
  IbarCluster cluster;
  double x, y;           /* Web Mercator */
  double from_x, from_y; /* Web Mercator, where the move starts */
} Item;

struct _IbarMarksLayer
{
  IbarMapLayer parent_instance;

  const IbarStyle *style;
  IbarMarkCache *cache;
  GArray *clusters; /* of IbarCluster, as given */
  GArray *items;    /* of Item, same order */
  GArray *ghosts;   /* of Item that have gone: they run from (x, y) to (from_x, from_y) */
  GArray *seats;    /* of IbarSeat */
  int selected, hovered, focused;
  int selected_seat, hovered_seat;
  gint64 started; /* [µs] of the frame clock; 0 = at rest */
  guint tick;
  guint more;            /* draws again: pictures are missing */
  gint64 painted_until;  /* [µs] a frame begins no picture after that */
};

G_DEFINE_FINAL_TYPE (IbarMarksLayer, ibar_marks_layer, IBAR_TYPE_MAP_LAYER)

/* Motion
 * ------------------------------------------------------------------------------------------------
 */

/* The share of the way that is done, eased out; 1 at rest. */
static double
get_progress (IbarMarksLayer *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  double t;

  if (self->started == 0 || clock == NULL)
    return 1.0;
  t = (double) (gdk_frame_clock_get_frame_time (clock) - self->started) / MOVE_US;
  t = 1.0 - CLAMP (t, 0.0, 1.0);
  return 1.0 - t * t * t;
}

static void
stop_motion (IbarMarksLayer *self)
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
  if (get_progress (self) < 1.0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  stop_motion (self);
  return G_SOURCE_REMOVE;
}

static const Item *
find_nearest (GArray *items, double x, double y, double world)
{
  const Item *nearest = NULL;
  double best = NEAR_PX / world * (NEAR_PX / world); /* squared */

  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);
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
  IbarView view;
  double world;

  if (clock == NULL || old->len == 0)
    return;
  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  world = IBAR_TILE_UNITS * exp2 (view.zoom);
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);
      const Item *from = find_nearest (old, item->x, item->y, world);

      item->from_x = from != NULL ? from->x : item->x;
      item->from_y = from != NULL ? from->y : item->y;
    }
  for (guint i = 0; i < old->len; i++)
    {
      Item ghost = g_array_index (old, Item, i);
      const Item *to = find_nearest (self->items, ghost.x, ghost.y, world);

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

/* Drawing
 * -----------------------------------------------------------------------------------------------
 */

static void
init_plain_mark (IbarMark *mark, const IbarCluster *cluster)
{
  *mark = (IbarMark){ .count = cluster->count };
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    mark->families[f] = cluster->families[f];
}

static void
init_mark (IbarMarksLayer *self, IbarMark *mark, int index)
{
  init_plain_mark (mark, &g_array_index (self->items, Item, index).cluster);
  mark->selected = index == self->selected;
  mark->hovered = index == self->hovered || index == self->focused;
}

static void
locate (const Item *item, double progress, const IbarProjection *projection, double *x, double *y)
{
  ibar_projection_from_mercator (projection, item->from_x + (item->x - item->from_x) * progress,
                                 item->from_y + (item->y - item->from_y) * progress, x, y);
}

static void
append_picture (IbarMarksLayer *self,
                GtkSnapshot *snapshot,
                GdkTexture *texture,
                double x,
                double y,
                double side,
                int scale)
{
  double left = round ((x - side / 2) * scale) / scale;
  double top = round ((y - side / 2) * scale) / scale;

  ibar_picture_show (GTK_WIDGET (self), snapshot, texture,
                     &GRAPHENE_RECT_INIT ((float) left, (float) top, (float) side, (float) side));
}

static gboolean
more_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  IBAR_MARKS_LAYER (widget)->more = 0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

static gboolean
may_paint (IbarMarksLayer *self)
{
  return g_get_monotonic_time () < self->painted_until || !gtk_widget_get_mapped (GTK_WIDGET (self));
}

/* There was no time for all pictures that came into view. */
static void
show_more (IbarMarksLayer *self)
{
  if (self->more == 0)
    self->more = gtk_widget_add_tick_callback (GTK_WIDGET (self), more_cb, NULL, NULL);
}

static gboolean
is_in_view (IbarMarksLayer *self, const IbarMark *mark, double x, double y)
{
  double reach = ibar_mark_get_extent (mark) + 1;

  return x + reach >= 0 && y + reach >= 0 && x - reach <= gtk_widget_get_width (GTK_WIDGET (self))
         && y - reach <= gtk_widget_get_height (GTK_WIDGET (self));
}

static void
show_mark (IbarMarksLayer *self, GtkSnapshot *snapshot, const IbarMark *mark, double x, double y)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double side;
  GdkTexture *texture;

  if (!is_in_view (self, mark, x, y))
    return;
  texture = ibar_mark_cache_lookup (self->cache, mark, self->style, scale, FALSE, &side);
  if (texture == NULL && may_paint (self))
    texture = ibar_mark_cache_lookup (self->cache, mark, self->style, scale, TRUE, &side);
  if (texture != NULL)
    append_picture (self, snapshot, texture, x, y, side, scale);
  else
    show_more (self);
}

static void
show_seats (IbarMarksLayer *self, GtkSnapshot *snapshot, const IbarProjection *projection)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  for (guint i = 0; i < self->seats->len; i++)
    {
      double x, y, side;
      GdkTexture *texture;

      ibar_projection_from_point (projection, g_array_index (self->seats, IbarSeat, i).point, &x,
                                  &y);
      texture
          = ibar_mark_cache_lookup_seat (self->cache, (int) i == self->selected_seat,
                                         (int) i == self->hovered_seat, self->style, scale, &side);
      append_picture (self, snapshot, texture, x, y, side, scale);
    }
}

/* A ring larger than the view says nothing; a crowd of rings says less. */
static void
show_ring (IbarMarksLayer *self,
           GtkSnapshot *snapshot,
           const IbarProjection *projection,
           double progress,
           int index,
           double metres_per_px)
{
  const Item *item = &g_array_index (self->items, Item, index);
  double reach;
  IbarMark mark;
  cairo_t *cr;

  init_mark (self, &mark, index);
  mark.uncertainty = item->cluster.radius_m / metres_per_px;
  reach = mark.uncertainty + 2;
  if (reach > 2 * (projection->half_width + projection->half_height))
    return;
  locate (item, progress, projection, &mark.x, &mark.y);
  if (mark.x + reach < 0 || mark.y + reach < 0 || mark.x - reach > 2 * projection->half_width
      || mark.y - reach > 2 * projection->half_height)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float) floor (mark.x - reach), (float) floor (mark.y - reach),
                                     (float) ceil (2 * reach) + 1, (float) ceil (2 * reach) + 1));
  ibar_mark_draw_ring (&mark, cr, self->style);
  cairo_destroy (cr);
}

static gboolean
is_chosen (IbarMarksLayer *self, int index)
{
  return index == self->selected || index == self->hovered || index == self->focused;
}

static void
show_rings (IbarMarksLayer *self,
            GtkSnapshot *snapshot,
            const IbarProjection *projection,
            const IbarView *view,
            double progress)
{
  double metres_per_px = ibar_mercator_metres_per_unit (view->center.latitude, view->zoom);
  double largest = 0.4 * MIN (view->width, view->height);
  guint n_single = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const IbarCluster *cluster = &g_array_index (self->items, Item, i).cluster;

      n_single += cluster->count == 1 && cluster->radius_m / metres_per_px > 14;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      const IbarCluster *cluster = &g_array_index (self->items, Item, i).cluster;
      double radius = cluster->radius_m / metres_per_px;
      gboolean quiet = cluster->count == 1 && n_single <= MOST_RINGS && radius < largest;

      if (radius > 0 && (quiet || is_chosen (self, (int) i)))
        show_ring (self, snapshot, projection, progress, (int) i, metres_per_px);
    }
}

/* Not a circle, so that it is never taken for the ring of what is selected. */
static void
show_focus (IbarMarksLayer *self, GtkSnapshot *snapshot, const IbarMark *mark, double x, double y)
{
  const IbarColor *accent = &self->style->accent;
  const IbarColor *casing = &self->style->mark_casing;
  float reach = (float) ibar_mark_get_extent (mark) + 4;
  GdkRGBA inner = { (float) accent->red, (float) accent->green, (float) accent->blue, 1 };
  GdkRGBA outer = { (float) casing->red, (float) casing->green, (float) casing->blue, 1 };
  GskRoundedRect box;

  gsk_rounded_rect_init_from_rect (&box,
                                   &GRAPHENE_RECT_INIT ((float) x - reach - 1,
                                                        (float) y - reach - 1, 2 * reach + 2,
                                                        2 * reach + 2),
                                   7);
  gtk_snapshot_append_border (snapshot, &box, (float[4]){ 4, 4, 4, 4 },
                              (GdkRGBA[4]){ outer, outer, outer, outer });
  gsk_rounded_rect_shrink (&box, 1, 1, 1, 1);
  gtk_snapshot_append_border (snapshot, &box, (float[4]){ 2, 2, 2, 2 },
                              (GdkRGBA[4]){ inner, inner, inner, inner });
}

static void
show_item (IbarMarksLayer *self,
           GtkSnapshot *snapshot,
           const IbarProjection *projection,
           double progress,
           int index)
{
  IbarMark mark;
  double x, y;

  if (index < 0 || index >= (int) self->items->len)
    return;
  init_mark (self, &mark, index);
  locate (&g_array_index (self->items, Item, index), progress, projection, &x, &y);
  show_mark (self, snapshot, &mark, x, y);
  if (index == self->focused)
    show_focus (self, snapshot, &mark, x, y);
}

static void
show_ghosts (IbarMarksLayer *self,
             GtkSnapshot *snapshot,
             const IbarProjection *projection,
             double progress)
{
  if (self->ghosts->len == 0 || progress >= 1.0)
    return;
  gtk_snapshot_push_opacity (snapshot, 1.0 - progress);
  for (guint i = 0; i < self->ghosts->len; i++)
    {
      const Item *ghost = &g_array_index (self->ghosts, Item, i);
      IbarMark mark;
      double x, y;

      init_plain_mark (&mark, &ghost->cluster);
      locate (ghost, 1.0 - progress, projection, &x, &y);
      show_mark (self, snapshot, &mark, x, y);
    }
  gtk_snapshot_pop (snapshot);
}

static void
ibar_marks_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarMarksLayer *self = IBAR_MARKS_LAYER (widget);
  double progress = get_progress (self);
  IbarProjection projection;
  IbarView view;

  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  if (view.width <= 0 || view.height <= 0)
    return;
  ibar_projection_init (&projection, &view);
  self->painted_until = g_get_monotonic_time () + PAINT_US;
  show_seats (self, snapshot, &projection);
  show_rings (self, snapshot, &projection, &view, progress);
  show_ghosts (self, snapshot, &projection, progress);
  for (guint i = 0; i < self->items->len; i++)
    if (!is_chosen (self, (int) i))
      show_item (self, snapshot, &projection, progress, (int) i);
  show_item (self, snapshot, &projection, progress, self->selected);
  if (self->focused != self->selected)
    show_item (self, snapshot, &projection, progress, self->focused);
  if (self->hovered != self->focused && self->hovered != self->selected)
    show_item (self, snapshot, &projection, progress, self->hovered);
}

static void
ibar_marks_layer_dispose (GObject *object)
{
  IbarMarksLayer *self = IBAR_MARKS_LAYER (object);

  if (self->ghosts != NULL)
    stop_motion (self);
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
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->ghosts = g_array_new (FALSE, FALSE, sizeof (Item));
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
  self->items = g_array_sized_new (FALSE, FALSE, sizeof (Item), clusters->len);
  for (guint i = 0; i < clusters->len; i++)
    {
      Item item = { .cluster = g_array_index (clusters, IbarCluster, i) };

      item.from_x = item.x = ibar_mercator_x (item.cluster.point.longitude);
      item.from_y = item.y = ibar_mercator_y (item.cluster.point.latitude);
      g_array_append_val (self->items, item);
    }
  self->selected = self->hovered = self->focused = IBAR_MARK_NONE;
  if (change == IBAR_MARKS_SPLIT)
    {
      stop_motion (self);
      start_motion (self, old);
    }
  else if (self->tick == 0)
    stop_motion (self);
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

      init_plain_mark (&mark, cluster);
      ibar_projection_from_point (&projection, cluster->point, &x, &y);
      if (!is_in_view (self, &mark, x, y))
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
      init_mark (self, &marks[i], (int) i);
      locate (&g_array_index (self->items, Item, i), 1.0, &projection, &marks[i].x, &marks[i].y);
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
