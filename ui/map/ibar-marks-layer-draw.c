/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drawing: seats below, rings of vague places, then marks from large to small, then the chosen ones. Marks that come out of
 * a larger one are below it on their way.
 *
 * Positions are kept in Web Mercator and projected every frame (two multiplications a mark); pictures come from the
 * cache. */

#define G_LOG_DOMAIN "ibar-marks-layer"

#include "config.h"

#include "ibar-marks-layer-private.h"
#include "ibar-picture.h"

#include <math.h>

#define PAINT_US 2000 /* of a frame, for pictures of marks that come into view */
#define MOST_RINGS 24 /* more single vague events than that, and only the chosen ones show theirs */

void
ibar_marks_init_plain_mark (IbarMark *mark, const IbarCluster *cluster)
{
  *mark = (IbarMark){ .count = cluster->count };
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    mark->families[f] = cluster->families[f];
}

void
ibar_marks_layer_init_mark (IbarMarksLayer *self, IbarMark *mark, int index)
{
  ibar_marks_init_plain_mark (mark, &g_array_index (self->items, IbarMarksItem, index).cluster);
  mark->selected = index == self->selected;
  mark->hovered = index == self->hovered || index == self->focused;
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

gboolean
ibar_marks_layer_is_in_view (IbarMarksLayer *self, const IbarMark *mark, double x, double y)
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

  if (!ibar_marks_layer_is_in_view (self, mark, x, y))
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
  const IbarMarksItem *item = &g_array_index (self->items, IbarMarksItem, index);
  double reach;
  IbarMark mark;
  cairo_t *cr;

  ibar_marks_layer_init_mark (self, &mark, index);
  mark.uncertainty = item->cluster.radius_m / metres_per_px;
  reach = mark.uncertainty + 2;
  if (reach > 2 * (projection->half_width + projection->half_height))
    return;
  ibar_marks_item_locate (item, progress, projection, &mark.x, &mark.y);
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
      const IbarCluster *cluster = &g_array_index (self->items, IbarMarksItem, i).cluster;

      n_single += cluster->count == 1 && cluster->radius_m / metres_per_px > 14;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      const IbarCluster *cluster = &g_array_index (self->items, IbarMarksItem, i).cluster;
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
  ibar_marks_layer_init_mark (self, &mark, index);
  ibar_marks_item_locate (&g_array_index (self->items, IbarMarksItem, index), progress, projection, &x, &y);
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
      const IbarMarksItem *ghost = &g_array_index (self->ghosts, IbarMarksItem, i);
      IbarMark mark;
      double x, y;

      ibar_marks_init_plain_mark (&mark, &ghost->cluster);
      ibar_marks_item_locate (ghost, 1.0 - progress, projection, &x, &y);
      show_mark (self, snapshot, &mark, x, y);
    }
  gtk_snapshot_pop (snapshot);
}

static void
show_items (IbarMarksLayer *self, GtkSnapshot *snapshot, const IbarProjection *projection, double progress)
{
  const IbarMarksItem *items = (const IbarMarksItem *) self->items->data;
  gboolean moving = progress < 1.0;

  for (guint i = self->items->len; moving && i > 0; i--)
    if (items[i - 1].emerges && !is_chosen (self, (int) i - 1))
      show_item (self, snapshot, projection, progress, (int) i - 1);
  for (guint i = 0; i < self->items->len; i++)
    if (!(moving && items[i].emerges) && !is_chosen (self, (int) i))
      show_item (self, snapshot, projection, progress, (int) i);
}

void
ibar_marks_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarMarksLayer *self = IBAR_MARKS_LAYER (widget);
  double progress = ibar_marks_layer_get_progress (self);
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
  show_items (self, snapshot, &projection, progress);
  show_item (self, snapshot, &projection, progress, self->selected);
  if (self->focused != self->selected)
    show_item (self, snapshot, &projection, progress, self->focused);
  if (self->hovered != self->focused && self->hovered != self->selected)
    show_item (self, snapshot, &projection, progress, self->hovered);
}
