/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels on screen.
 *
 * They are placed for a view MARGIN px larger on every side and kept as one render node. While the
 * map is only moved, the node moves with it, on whole device pixels; a new placement is made when
 * the zoom, the rotation or the look changes, or when the margin is used up. The labeller's promise
 * (presence and side of a label do not depend on the view's edges) makes the two the same picture.
 *
 * What lies over the map (credits, scale, buttons) would cut names in two: while the map rests, a name
 * that reaches below one is left out with its dot. While it moves they all are there, so that none is
 * missed where it comes out; those last left out are a second node. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-labels-layer"

#include <math.h>
#include <string.h>

#include "ibar-labels-layer.h"
#include "ibar-projection.h"
#include "ibar-text-scale.h"

#define MARGIN 160       /* [px] */
#define COVER_REST_MS 150
#define MOST_COVERS 8
#define COVER_AIR 2      /* [px] */
#define SIGN_REACH_PX 8  /* of the small circle of a place */

struct _IbarLabelsLayer
{
  IbarMapLayer parent_instance;

  IbarRegion *region;     /* (owned) (nullable) */
  IbarLabeller *labeller; /* (owned) (nullable) made when labels are placed for the first time */
  GArray *obstacles;      /* (owned) of IbarObstacle */
  const IbarStyle *style;
  IbarNameSetting names;
  const IbarBoundaryProfile *profile; /* (nullable) lives as long as the region */

  GPtrArray *covers;           /* (owned) of GtkWidget: what lies over the map */
  GskRenderNode *node;         /* (owned) (nullable) */
  GskRenderNode *covered_node; /* (owned) (nullable) the labels below a cover */
  GByteArray *covered;         /* (owned) shape [n_labels]: 1 for those */
  double rest_dx, rest_dy;     /* [px] where the map was when they were chosen */
  double seen_dx, seen_dy;     /* [px] of the last frame */
  guint rest_source;
  IbarView placed;     /* the larger view the labels were placed for */
  const IbarLabel *labels;
  guint n_labels;
};

G_DEFINE_FINAL_TYPE (IbarLabelsLayer, ibar_labels_layer, IBAR_TYPE_MAP_LAYER)

static void
forget_nodes (IbarLabelsLayer *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->covered_node, gsk_render_node_unref);
}

static void
forget_placement (IbarLabelsLayer *self)
{
  forget_nodes (self);
  self->labels = NULL;
  self->n_labels = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* How far the map has moved since the labels were placed [px]. */
static void
get_offset (IbarLabelsLayer *self, const IbarView *view, double *dx, double *dy)
{
  IbarProjection projection;

  ibar_projection_init (&projection, view);
  ibar_projection_from_point (&projection, self->placed.center, dx, dy);
  *dx -= view->width / 2.0;
  *dy -= view->height / 2.0;
}

static gboolean
is_placement_good (IbarLabelsLayer *self, const IbarView *view)
{
  double dx, dy;

  if (self->node == NULL || view->zoom != self->placed.zoom
      || view->rotation != self->placed.rotation || view->width + 2 * MARGIN != self->placed.width
      || view->height + 2 * MARGIN != self->placed.height)
    return FALSE;
  get_offset (self, view, &dx, &dy);
  return fabs (dx) <= MARGIN && fabs (dy) <= MARGIN;
}

/* Whether a label reaches below a rectangle of the view. */
static gboolean
is_below (const IbarLabel *label, const graphene_rect_t *cover, double dx, double dy)
{
  double x = label->x - MARGIN + dx, y = label->y - MARGIN + dy;
  double anchor_x = label->anchor_x - MARGIN + dx, anchor_y = label->anchor_y - MARGIN + dy;
  double left = cover->origin.x - COVER_AIR, right = left + cover->size.width + 2 * COVER_AIR;
  double top = cover->origin.y - COVER_AIR, bottom = top + cover->size.height + 2 * COVER_AIR;

  if (label->kind == IBAR_LABEL_PLACE && anchor_x > left && anchor_x < right && anchor_y > top
      && anchor_y < bottom)
    return TRUE;
  return x < right && x + label->width > left && y < bottom && y + label->height > top;
}

/* Where the covers are that are seen: bounds has room for all. Returns: how many. */
static guint
find_covers (IbarLabelsLayer *self, graphene_rect_t *bounds)
{
  guint n = 0;

  for (guint i = 0; i < self->covers->len && n < MOST_COVERS; i++)
    {
      GtkWidget *cover = self->covers->pdata[i];

      n += gtk_widget_get_mapped (cover)
           && gtk_widget_compute_bounds (cover, GTK_WIDGET (self), &bounds[n]);
    }
  return n;
}

/* Notes which labels are below a cover; FALSE where they are the same as before. */
static gboolean
choose_covered (IbarLabelsLayer *self, double dx, double dy)
{
  gboolean changed = self->covered->len != self->n_labels;
  guint before = MIN (self->covered->len, self->n_labels), n_covers;
  graphene_rect_t bounds[MOST_COVERS];

  g_byte_array_set_size (self->covered, self->n_labels);
  memset (self->covered->data + before, 0, self->n_labels - before);
  n_covers = find_covers (self, bounds);
  for (guint i = 0; i < self->n_labels; i++)
    {
      guint8 covered = 0;

      for (guint c = 0; c < n_covers && !covered; c++)
        covered = is_below (&self->labels[i], &bounds[c], dx, dy);
      changed |= covered != self->covered->data[i];
      self->covered->data[i] = covered;
    }
  self->rest_dx = dx;
  self->rest_dy = dy;
  return changed;
}

static GskRenderNode *
record_part (IbarLabelsLayer *self, guint8 covered)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (-MARGIN, -MARGIN, self->placed.width, self->placed.height));

  cairo_translate (cr, -MARGIN, -MARGIN);
  ibar_labeller_draw_part (self->labeller, cr, self->style, self->covered->data, covered);
  cairo_destroy (cr);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
record (IbarLabelsLayer *self)
{
  forget_nodes (self);
  self->node = record_part (self, 0);
  if (memchr (self->covered->data, 1, self->covered->len) != NULL)
    self->covered_node = record_part (self, 1);
}

static void
place (IbarLabelsLayer *self, const IbarView *view)
{
  if (self->labeller == NULL)
    self->labeller = ibar_labeller_new (self->region);
  ibar_labeller_set_obstacles (self->labeller, (const IbarObstacle *) (void *) self->obstacles->data,
                               self->obstacles->len);
  self->placed = *view;
  self->placed.width += 2 * MARGIN;
  self->placed.height += 2 * MARGIN;
  self->labels = ibar_labeller_place (self->labeller, &self->placed, &self->names, self->profile,
                                      ibar_text_scale (GTK_WIDGET (self)), &self->n_labels);
  choose_covered (self, 0, 0);
  record (self);
}

static gboolean
rested_cb (gpointer user_data)
{
  IbarLabelsLayer *self = user_data;

  self->rest_source = 0;
  if (self->node != NULL && choose_covered (self, self->seen_dx, self->seen_dy))
    record (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* Chooses anew what is covered: at once where the map has not moved but something over it has, and
 * otherwise once the map has rested. */
static void
watch_covers (IbarLabelsLayer *self, double dx, double dy)
{
  gboolean moved = dx != self->seen_dx || dy != self->seen_dy;

  self->seen_dx = dx;
  self->seen_dy = dy;
  if (dx == self->rest_dx && dy == self->rest_dy)
    {
      if (choose_covered (self, dx, dy))
        record (self);
      return;
    }
  if (moved)
    g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->rest_source == 0)
    self->rest_source = g_timeout_add (COVER_REST_MS, rested_cb, self);
}

static void
ibar_labels_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarLabelsLayer *self = IBAR_LABELS_LAYER (widget);
  double scale = gtk_widget_get_scale_factor (widget);
  IbarView view;
  double dx, dy;

  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  ibar_labels_layer_prepare (self);
  if (self->node == NULL)
    return;
  get_offset (self, &view, &dx, &dy);
  watch_covers (self, dx, dy);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (round (dx * scale) / scale),
                                                          (float) (round (dy * scale) / scale)));
  gtk_snapshot_append_node (snapshot, self->node);
  if (self->covered_node != NULL && (dx != self->rest_dx || dy != self->rest_dy))
    gtk_snapshot_append_node (snapshot, self->covered_node);
  gtk_snapshot_restore (snapshot);
}

static void
ibar_labels_layer_finalize (GObject *object)
{
  IbarLabelsLayer *self = IBAR_LABELS_LAYER (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  forget_nodes (self);
  g_ptr_array_unref (self->covers);
  g_byte_array_unref (self->covered);
  g_clear_pointer (&self->labeller, ibar_labeller_free);
  g_clear_pointer (&self->region, ibar_region_unref);
  g_array_unref (self->obstacles);
  G_OBJECT_CLASS (ibar_labels_layer_parent_class)->finalize (object);
}

static void
ibar_labels_layer_class_init (IbarLabelsLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_labels_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = ibar_labels_layer_snapshot;
}

static void
ibar_labels_layer_init (IbarLabelsLayer *self)
{
  self->style = ibar_style_get (IBAR_STYLE_LIGHT);
  self->names = IBAR_NAME_SETTING_DEFAULT;
  self->obstacles = g_array_new (FALSE, FALSE, sizeof (IbarObstacle));
  self->covers = g_ptr_array_new_with_free_func (g_object_unref);
  self->covered = g_byte_array_new ();
}

/**
 * ibar_labels_layer_new:
 * @viewport: the map's viewport
 *
 * Returns: (transfer floating): a layer without labels
 */
IbarLabelsLayer *
ibar_labels_layer_new (ShumateViewport *viewport)
{
  return g_object_new (IBAR_TYPE_LABELS_LAYER, "viewport", viewport, NULL);
}

/**
 * ibar_labels_layer_set_region:
 * @self: a layer
 * @region: (nullable): whose names to show
 */
void
ibar_labels_layer_set_region (IbarLabelsLayer *self, IbarRegion *region)
{
  g_return_if_fail (IBAR_IS_LABELS_LAYER (self));

  if (region == self->region)
    return;
  forget_placement (self);
  self->profile = NULL;
  g_clear_pointer (&self->labeller, ibar_labeller_free);
  g_clear_pointer (&self->region, ibar_region_unref);
  self->region = region != NULL ? ibar_region_ref (region) : NULL;
}

/**
 * ibar_labels_layer_set_look:
 * @self: a layer
 * @style: colours
 * @names: which forms of the names
 * @profile: (nullable): the boundary profile, of the layer's region
 */
void
ibar_labels_layer_set_look (IbarLabelsLayer *self,
                            const IbarStyle *style,
                            const IbarNameSetting *names,
                            const IbarBoundaryProfile *profile)
{
  g_return_if_fail (IBAR_IS_LABELS_LAYER (self));
  g_return_if_fail (style != NULL && names != NULL);

  self->style = style;
  self->names = *names;
  self->profile = profile;
  forget_placement (self);
}

/**
 * ibar_labels_layer_set_obstacles:
 * @self: a layer
 * @obstacles: (nullable): room to leave free, shape [n_obstacles]; copied
 * @n_obstacles: how many
 */
void
ibar_labels_layer_set_obstacles (IbarLabelsLayer *self,
                                 const IbarObstacle *obstacles,
                                 guint n_obstacles)
{
  g_return_if_fail (IBAR_IS_LABELS_LAYER (self));

  g_array_set_size (self->obstacles, 0);
  if (n_obstacles > 0)
    g_array_append_vals (self->obstacles, obstacles, n_obstacles);
  forget_placement (self);
}

/**
 * ibar_labels_layer_add_cover:
 * @self: a layer
 * @cover: a widget over the map, in the same window
 *
 * While the map rests, no name is shown that reaches below @cover.
 */
void
ibar_labels_layer_add_cover (IbarLabelsLayer *self, GtkWidget *cover)
{
  g_return_if_fail (IBAR_IS_LABELS_LAYER (self) && GTK_IS_WIDGET (cover));

  g_return_if_fail (self->covers->len < MOST_COVERS);

  g_ptr_array_add (self->covers, g_object_ref (cover));
}

/**
 * ibar_labels_layer_is_covered:
 * @self: a layer
 * @index: of one of ibar_labels_layer_get_labels()
 *
 * Returns: whether that label was left out of the last frame at rest, since it reaches below a cover
 */
gboolean
ibar_labels_layer_is_covered (IbarLabelsLayer *self, guint index)
{
  g_return_val_if_fail (IBAR_IS_LABELS_LAYER (self), FALSE);

  return index < self->covered->len && self->covered->data[index];
}

/**
 * ibar_labels_layer_prepare:
 * @self: a layer
 *
 * Places the labels of the view, if those that are placed will not do.
 *
 * **Cost:** 5 ms for the region the program comes with, and 10 ms once.
 */
void
ibar_labels_layer_prepare (IbarLabelsLayer *self)
{
  IbarView view;

  g_return_if_fail (IBAR_IS_LABELS_LAYER (self));

  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  if (self->region != NULL && view.width > 0 && view.height > 0 && !is_placement_good (self, &view))
    place (self, &view);
}

/**
 * ibar_labels_layer_hit:
 * @self: a layer
 * @x: [px]
 * @y: [px]
 *
 * Returns: (transfer none) (nullable): the label there, or that of the place whose sign is nearest and within
 *   reach; valid until the map moves
 */
const IbarLabel *
ibar_labels_layer_hit (IbarLabelsLayer *self, double x, double y)
{
  const IbarLabel *nearest = NULL;
  double distance = SIGN_REACH_PX;
  IbarView view;
  double dx, dy;

  g_return_val_if_fail (IBAR_IS_LABELS_LAYER (self), NULL);

  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  if (!is_placement_good (self, &view))
    return NULL;
  get_offset (self, &view, &dx, &dy);
  x += MARGIN - dx;
  y += MARGIN - dy;
  for (guint i = 0; i < self->n_labels; i++)
    {
      const IbarLabel *label = &self->labels[i];

      if (label->angle == 0 && x >= label->x && y >= label->y && x <= label->x + label->width
          && y <= label->y + label->height)
        return label;
      if (label->kind == IBAR_LABEL_PLACE && hypot (x - label->anchor_x, y - label->anchor_y) <= distance)
        {
          nearest = label;
          distance = hypot (x - label->anchor_x, y - label->anchor_y);
        }
    }
  return nearest;
}

/**
 * ibar_labels_layer_get_labels:
 * @self: a layer
 * @n_labels: (out): how many
 *
 * Returns: (transfer none) (nullable): the labels placed for the view, and a little beyond it; valid
 *   until the map moves
 */
const IbarLabel *
ibar_labels_layer_get_labels (IbarLabelsLayer *self, guint *n_labels)
{
  g_return_val_if_fail (IBAR_IS_LABELS_LAYER (self) && n_labels != NULL, NULL);

  ibar_labels_layer_prepare (self);
  *n_labels = self->n_labels;
  return self->labels;
}
