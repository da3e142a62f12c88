/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which marks the map shows.
 *
 * Clusters are made for steps of half a zoom level, so that they come apart and run together at
 * steps instead of trembling all the way, and for a view MARGIN larger on every side, so that
 * moving the map seldom needs new ones. Until the step changes, the same marks stay.
 *
 * Another filter gives nearly every mark another number, and to paint a picture takes 0.1 to 0.2 ms. So the pictures of
 * the marks that are wanted are painted some at a time, between frames, and the marks that are there stay until all
 * are: what is shown, hit and described is one result's at any time. What is wanted meanwhile replaces what is being
 * painted, unless that is what the reader has waited for already. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <math.h>

#include "ibar-map-source.h"
#include "ibar-map-view-private.h"

#define MARGIN 0.25 /* of the view's size, on every side */
#define PAINT_US 2000 /* a slice of painting */
#define PATIENCE_US (100 * 1000) /* marks that have been painted at for so long are shown before others are begun */

/* Clusters are those of a half zoom level. The map rests on quarters, and where it was fitted to something anywhere near
 * one: the levels part between quarters, so that a zoom there and back ends in the same marks. */
static double
get_level (double zoom)
{
  return round (zoom * 2.0 - 0.25) / 2.0;
}

static void
get_cluster_view (const IbarView *view, IbarView *out)
{
  double step = get_level (view->zoom);
  double magnified = exp2 (step - view->zoom);

  *out = *view;
  out->zoom = step;
  out->width = (int) ceil (view->width * magnified * (1 + 2 * MARGIN));
  out->height = (int) ceil (view->height * magnified * (1 + 2 * MARGIN));
}

/* Whether the marks that are there cover the view as well. */
static gboolean
covers (const IbarView *have, const IbarView *view)
{
  IbarProjection projection;
  double step = get_level (view->zoom);
  double magnified = exp2 (have->zoom - view->zoom);
  double x, y;

  if (have->width == 0 || have->zoom != step || have->rotation != view->rotation)
    return FALSE;
  ibar_projection_init (&projection, have);
  ibar_projection_from_point (&projection, view->center, &x, &y);
  return fabs (x - have->width / 2.0) + view->width * magnified / 2.0 <= have->width / 2.0
         && fabs (y - have->height / 2.0) + view->height * magnified / 2.0 <= have->height / 2.0;
}

static gboolean
is_same_mark (const IbarCluster *a, const IbarCluster *b)
{
  return a->row == b->row && a->count == b->count;
}

static gboolean
are_same_marks (GArray *a, GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!is_same_mark (&g_array_index (a, IbarCluster, i), &g_array_index (b, IbarCluster, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_painting (IbarMapView *self)
{
  return self->wanted.clusters != NULL;
}

static void
show (IbarMapView *self, GArray *clusters, IbarMarksChange change)
{
  GArray *old = ibar_marks_layer_get_clusters (self->marks_layer);
  IbarCluster kept = { .row = IBAR_ROW_NONE };

  if (self->focus >= 0 && self->focus < (int) old->len)
    kept = g_array_index (old, IbarCluster, self->focus);
  ibar_marks_layer_set_clusters (self->marks_layer, clusters, change);
  self->hovered = (IbarMapHit){ IBAR_MAP_HIT_NOTHING, -1 };
  gtk_widget_set_visible (self->tip, FALSE); /* until it is known what the pointer is over now */
  ibar_map_view_update_selected (self);
  ibar_map_view_update_focus (self, kept.row != IBAR_ROW_NONE ? &kept : NULL);
}

/* The wanted marks take the place of those that are there. */
static void
show_wanted (IbarMapView *self)
{
  g_clear_handle_id (&self->wanted.idle, g_source_remove);
  g_clear_pointer (&self->result, ibar_result_unref);
  self->result = g_steal_pointer (&self->wanted.result);
  self->cluster_view = self->wanted.view;
  show (self, g_steal_pointer (&self->wanted.clusters), self->wanted.change);
}

static gboolean
paint_cb (gpointer data)
{
  IbarMapView *self = data;

  if (!ibar_marks_layer_prepare (self->marks_layer, self->wanted.clusters, &self->wanted.n_painted, PAINT_US))
    return G_SOURCE_CONTINUE;
  self->wanted.idle = 0;
  show_wanted (self);
  ibar_map_view_queue_update (self);
  return G_SOURCE_REMOVE;
}

/* Of the view as it is and the result as it is. */
static void
want_clusters (IbarMapView *self, IbarResult *result, const IbarView *view)
{
  gboolean same_result = result == self->result;
  gboolean splits = same_result && self->cluster_view.width > 0
                    && self->cluster_view.zoom != get_level (view->zoom)
                    && ibar_map_view_wants_motion (self);

  self->wanted.change = splits ? IBAR_MARKS_SPLIT : IBAR_MARKS_AT_ONCE;
  self->wanted.result = result != NULL ? ibar_result_ref (result) : NULL;
  self->wanted.n_painted = 0;
  get_cluster_view (view, &self->wanted.view);
  if (result != NULL)
    self->wanted.clusters = ibar_result_cluster (result, &self->wanted.view, IBAR_MAP_CELL);
  else
    self->wanted.clusters = g_array_new (FALSE, FALSE, sizeof (IbarCluster));
  if (same_result && are_same_marks (self->wanted.clusters, ibar_marks_layer_get_clusters (self->marks_layer)))
    self->wanted.change = IBAR_MARKS_AT_ONCE;
}

/* Another collection's rows mean something else: its marks do not wait. */
static gboolean
is_of_other_rows (IbarMapView *self, IbarResult *result)
{
  return self->result != NULL
         && (result == NULL || ibar_result_get_columns (self->result) != ibar_result_get_columns (result));
}

/**
 * ibar_map_view_update_clusters:
 * @self: a map view
 * @now: whether the marks are needed at once, whatever that takes
 *
 * Asks the result for the marks of the view, if those that are there will not do, and shows them as soon as they are
 * painted.
 *
 * **Cost:** nothing, or one ibar_result_cluster(), at most 1 ms at 1,000,000 events, and a slice of painting.
 */
void
ibar_map_view_update_clusters (IbarMapView *self, gboolean now)
{
  IbarResult *result = self->session != NULL ? ibar_session_get_result (self->session) : NULL;
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self));
  gboolean at_once = now || !mapped || is_of_other_rows (self, result);
  IbarView view;

  ibar_map_view_get_view (self, &view);
  if (view.width <= 0 || view.height <= 0)
    return;
  if (is_painting (self) && !at_once && g_get_monotonic_time () - self->wanted.since > PATIENCE_US)
    return; /* shown first; the update after that asks again */
  if (is_painting (self) ? result != self->wanted.result || !covers (&self->wanted.view, &view)
                         : result != self->result || self->clusters_stale || !covers (&self->cluster_view, &view))
    {
      if (!is_painting (self))
        self->wanted.since = g_get_monotonic_time ();
      ibar_map_view_forget_wanted (self);
      self->clusters_stale = FALSE;
      want_clusters (self, result, &view);
    }
  if (!is_painting (self))
    return;
  if (!mapped) /* nobody waits for a frame, and the first one is to be whole */
    ibar_marks_layer_prepare (self->marks_layer, self->wanted.clusters, &self->wanted.n_painted, G_TIME_SPAN_MINUTE);
  if (at_once || ibar_marks_layer_prepare (self->marks_layer, self->wanted.clusters, &self->wanted.n_painted, PAINT_US))
    show_wanted (self);
  else if (self->wanted.idle == 0)
    self->wanted.idle = g_idle_add (paint_cb, self);
}

/**
 * ibar_map_view_forget_wanted:
 * @self: a map view
 *
 * Gives up the marks that are not shown yet.
 */
void
ibar_map_view_forget_wanted (IbarMapView *self)
{
  g_clear_handle_id (&self->wanted.idle, g_source_remove);
  g_clear_pointer (&self->wanted.clusters, g_array_unref);
  g_clear_pointer (&self->wanted.result, ibar_result_unref);
}
