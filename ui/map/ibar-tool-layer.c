/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines above the map. All of them are the accent, cased, because all of them are the reader's own
 * choice. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-tool-layer"

#include <math.h>

#include "ibar-projection.h"
#include "ibar-tool-layer.h"

#define CORNER_PX 4.0
#define CROSS_PX 14.0

struct _IbarToolLayer
{
  IbarMapLayer parent_instance;

  const IbarStyle *style;
  const IbarFeature *feature; /* (nullable) */
  GArray *filter;             /* of IbarPoint */
  GArray *path;               /* of IbarPoint */
  gboolean closed;
  IbarPoint next;
  gboolean cross;
};

G_DEFINE_FINAL_TYPE (IbarToolLayer, ibar_tool_layer, IBAR_TYPE_MAP_LAYER)

static void
add_ring (cairo_t *cr, const IbarProjection *projection, GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      double x, y;

      ibar_projection_from_point (projection, g_array_index (points, IbarPoint, i), &x, &y);
      cairo_line_to (cr, x, y);
    }
}

static void
add_feature (cairo_t *cr, const IbarProjection *projection, const IbarFeature *feature)
{
  for (guint part = 0; part < feature->n_parts; part++)
    {
      cairo_new_sub_path (cr);
      for (guint32 i = feature->starts[part]; i < feature->starts[part + 1]; i++)
        {
          double x, y;

          ibar_projection_from_mercator (projection, feature->points[2 * i],
                                         feature->points[2 * i + 1], &x, &y);
          cairo_line_to (cr, x, y);
        }
      cairo_close_path (cr);
    }
}

static void
stroke_cased (IbarToolLayer *self, cairo_t *cr, double width)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  ibar_style_set_source (cr, &self->style->mark_casing);
  cairo_set_line_width (cr, width + 2);
  cairo_stroke_preserve (cr);
  ibar_style_set_source (cr, &self->style->accent);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

/* Everything outside of the filter's area recedes. */
static void
draw_filter (IbarToolLayer *self, cairo_t *cr, const IbarProjection *projection)
{
  IbarColor veil = self->style->land;

  if (self->filter->len < 3)
    return;
  veil.alpha = 0.5;
  cairo_rectangle (cr, 0, 0, 2 * projection->half_width, 2 * projection->half_height);
  cairo_new_sub_path (cr);
  add_ring (cr, projection, self->filter);
  cairo_close_path (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  ibar_style_set_source (cr, &veil);
  cairo_fill (cr);
  add_ring (cr, projection, self->filter);
  cairo_close_path (cr);
  stroke_cased (self, cr, 1.5);
}

static void
draw_corners (IbarToolLayer *self, cairo_t *cr, const IbarProjection *projection)
{
  for (guint i = 0; i < self->path->len; i++)
    {
      double x, y;

      ibar_projection_from_point (projection, g_array_index (self->path, IbarPoint, i), &x, &y);
      cairo_new_path (cr);
      cairo_arc (cr, x, y, CORNER_PX, 0, 2 * G_PI);
      ibar_style_set_source (cr, &self->style->mark_casing);
      cairo_fill_preserve (cr);
      ibar_style_set_source (cr, &self->style->accent);
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
}

static void
draw_path (IbarToolLayer *self, cairo_t *cr, const IbarProjection *projection)
{
  double x, y;

  if (self->path->len == 0)
    return;
  add_ring (cr, projection, self->path);
  if (ibar_point_is_placed (self->next) && !self->closed)
    {
      ibar_projection_from_point (projection, self->next, &x, &y);
      cairo_line_to (cr, x, y);
    }
  if (self->closed)
    {
      IbarColor tint = self->style->accent;

      tint.alpha = 0.12;
      cairo_close_path (cr);
      ibar_style_set_source (cr, &tint);
      cairo_fill_preserve (cr);
    }
  stroke_cased (self, cr, 2);
  draw_corners (self, cr, projection);
}

static void
draw_cross (IbarToolLayer *self, cairo_t *cr, const IbarProjection *projection)
{
  double x, y;

  if (!self->cross || !ibar_point_is_placed (self->next))
    return;
  ibar_projection_from_point (projection, self->next, &x, &y);
  x = round (x);
  y = round (y);
  cairo_move_to (cr, x - CROSS_PX, y);
  cairo_line_to (cr, x - 3, y);
  cairo_move_to (cr, x + 3, y);
  cairo_line_to (cr, x + CROSS_PX, y);
  cairo_move_to (cr, x, y - CROSS_PX);
  cairo_line_to (cr, x, y - 3);
  cairo_move_to (cr, x, y + 3);
  cairo_line_to (cr, x, y + CROSS_PX);
  stroke_cased (self, cr, 2);
}

static gboolean
is_empty (IbarToolLayer *self)
{
  return self->feature == NULL && self->filter->len == 0 && self->path->len == 0 && !self->cross;
}

static void
ibar_tool_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarToolLayer *self = IBAR_TOOL_LAYER (widget);
  IbarProjection projection;
  IbarView view;
  cairo_t *cr;

  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  if (is_empty (self) || view.width <= 0 || view.height <= 0)
    return;
  ibar_projection_init (&projection, &view);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  draw_filter (self, cr, &projection);
  if (self->feature != NULL)
    {
      add_feature (cr, &projection, self->feature);
      stroke_cased (self, cr, 2);
    }
  draw_path (self, cr, &projection);
  draw_cross (self, cr, &projection);
  cairo_destroy (cr);
}

static void
ibar_tool_layer_finalize (GObject *object)
{
  IbarToolLayer *self = IBAR_TOOL_LAYER (object);

  g_array_unref (self->filter);
  g_array_unref (self->path);
  G_OBJECT_CLASS (ibar_tool_layer_parent_class)->finalize (object);
}

static void
ibar_tool_layer_class_init (IbarToolLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_tool_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = ibar_tool_layer_snapshot;
}

static void
ibar_tool_layer_init (IbarToolLayer *self)
{
  self->style = ibar_style_get (IBAR_STYLE_LIGHT);
  self->filter = g_array_new (FALSE, FALSE, sizeof (IbarPoint));
  self->path = g_array_new (FALSE, FALSE, sizeof (IbarPoint));
  self->next = (IbarPoint){ NAN, NAN };
}

/**
 * ibar_tool_layer_new:
 * @viewport: the map's viewport
 *
 * Returns: (transfer floating): an empty layer
 */
IbarToolLayer *
ibar_tool_layer_new (ShumateViewport *viewport)
{
  return g_object_new (IBAR_TYPE_TOOL_LAYER, "viewport", viewport, NULL);
}

/**
 * ibar_tool_layer_set_style:
 * @self: a layer
 * @style: colours
 */
void
ibar_tool_layer_set_style (IbarToolLayer *self, const IbarStyle *style)
{
  g_return_if_fail (IBAR_IS_TOOL_LAYER (self));
  g_return_if_fail (style != NULL);

  self->style = style;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_tool_layer_set_feature:
 * @self: a layer
 * @feature: (nullable): the selected area; must outlive the layer or the next call
 */
void
ibar_tool_layer_set_feature (IbarToolLayer *self, const IbarFeature *feature)
{
  g_return_if_fail (IBAR_IS_TOOL_LAYER (self));

  self->feature = feature;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_points (GArray *array, const IbarPoint *points, gsize n_points)
{
  g_array_set_size (array, 0);
  if (n_points > 0)
    g_array_append_vals (array, points, (guint) n_points);
}

/**
 * ibar_tool_layer_set_filter:
 * @self: a layer
 * @ring: (nullable): the filter's area, shape [n_points]
 * @n_points: how many; 0 for none
 */
void
ibar_tool_layer_set_filter (IbarToolLayer *self, const IbarPoint *ring, gsize n_points)
{
  g_return_if_fail (IBAR_IS_TOOL_LAYER (self));

  set_points (self->filter, ring, n_points);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_tool_layer_set_path:
 * @self: a layer
 * @points: (nullable): corners, shape [n_points]
 * @n_points: how many
 * @closed: whether the last is joined to the first
 */
void
ibar_tool_layer_set_path (IbarToolLayer *self,
                          const IbarPoint *points,
                          gsize n_points,
                          gboolean closed)
{
  g_return_if_fail (IBAR_IS_TOOL_LAYER (self));

  set_points (self->path, points, n_points);
  self->closed = closed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_tool_layer_set_next:
 * @self: a layer
 * @point: where the next corner would go, or NAN
 * @cross: draw the keyboard's crosshair there
 */
void
ibar_tool_layer_set_next (IbarToolLayer *self, IbarPoint point, gboolean cross)
{
  g_return_if_fail (IBAR_IS_TOOL_LAYER (self));

  self->next = point;
  self->cross = cross;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
