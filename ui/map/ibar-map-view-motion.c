/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moves of the map: wheel, buttons, keys and "go there", all as one eased way from a view to a
 * view.
 *
 * Two views of different zoom have one point in common that stays where it is while the map grows
 * around it; for a wheel turn that is the point below the pointer. Moving along that scaling is
 * what the eye expects, where separate ways of centre and zoom swing. Without animations the move
 * is done at once. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <math.h>

#include "ibar-map-source.h"
#include "ibar-map-view-private.h"

#define MOVE_US (200 * 1000)
#define FRAME_US 16667

static void
show_view (IbarMapView *self, const IbarView *view)
{
  g_object_freeze_notify (G_OBJECT (self->viewport));
  shumate_viewport_set_zoom_level (self->viewport, view->zoom);
  shumate_viewport_set_rotation (self->viewport, view->rotation);
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), view->center.latitude,
                                 ibar_longitude_wrap (view->center.longitude));
  g_object_thaw_notify (G_OBJECT (self->viewport));
}

/* Between two numbers that scale: the fixed point's way where the zoom changes, a straight one
 * where not. */
static double
blend (double from, double to, double grown, double whole)
{
  double share = fabs (whole - 1.0) < 1e-6 ? grown : (1.0 - 1.0 / grown) / (1.0 - 1.0 / whole);

  return from + (to - from) * share;
}

static void
interpolate (const IbarMapMotion *motion, double t, IbarView *view)
{
  double whole = exp2 (motion->to.zoom - motion->from.zoom);
  double grown = fabs (whole - 1.0) < 1e-6 ? t : pow (whole, t);
  double x0 = ibar_mercator_x (motion->from.center.longitude),
         x1 = ibar_mercator_x (motion->to.center.longitude);
  double y0 = ibar_mercator_y (motion->from.center.latitude),
         y1 = ibar_mercator_y (motion->to.center.latitude);

  *view = motion->to;
  view->zoom = motion->from.zoom + (motion->to.zoom - motion->from.zoom) * t;
  view->rotation = motion->from.rotation + (motion->to.rotation - motion->from.rotation) * t;
  view->center.longitude = ibar_mercator_longitude (blend (x0, x1, grown, whole));
  view->center.latitude = ibar_mercator_latitude (blend (y0, y1, grown, whole));
}

/**
 * ibar_map_view_stop:
 * @self: a map view
 *
 * Ends an animated move where it is.
 */
void
ibar_map_view_stop (IbarMapView *self)
{
  if (self->motion.tick == 0)
    return;
  gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->motion.tick);
  self->motion.tick = 0;
  ibar_basemap_layer_set_target (self->basemap_layer, NULL);
}

static gboolean
moved_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  IbarView view;
  double t;

  /* The first frame moves already: one that showed where the map was would be lost. */
  if (self->motion.started == 0)
    self->motion.started = now - FRAME_US;
  t = CLAMP ((double) (now - self->motion.started) / MOVE_US, 0.0, 1.0);
  if (t >= 1.0)
    {
      self->motion.tick = 0;
      show_view (self, &self->motion.to);
      ibar_basemap_layer_set_target (self->basemap_layer, NULL);
      ibar_map_view_queue_update (self);
      return G_SOURCE_REMOVE;
    }
  interpolate (&self->motion, 1.0 - pow (1.0 - t, 3.0), &view);
  show_view (self, &view);
  return G_SOURCE_CONTINUE;
}

/**
 * ibar_map_view_wants_motion:
 * @self: a map view
 *
 * Returns: whether the map is seen, by a reader who likes motion
 */
gboolean
ibar_map_view_wants_motion (IbarMapView *self)
{
  gboolean enabled = TRUE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &enabled,
                NULL);
  return enabled && gtk_widget_get_mapped (GTK_WIDGET (self));
}

/* Rotations that differ by a whole turn are one, and so are longitudes; the shorter way round is taken. */
static void
unwind (IbarView *from, const IbarView *to)
{
  from->center.longitude = to->center.longitude + remainder (from->center.longitude - to->center.longitude, 360.0);
  from->rotation = to->rotation + remainder (from->rotation - to->rotation, 2 * G_PI);
}

static gboolean
is_same_scale (const IbarView *a, const IbarView *b)
{
  return fabs (a->zoom - b->zoom) < 1e-3 && fabs (a->rotation - b->rotation) < 1e-3;
}

/**
 * ibar_map_view_move_to:
 * @self: a map view
 * @target: where to go; its size does not matter
 * @animate: in 200 ms, if the reader likes motion; else at once
 *
 * Goes to a view. A move under way is replaced, from where it has come to.
 */
void
ibar_map_view_move_to (IbarMapView *self, const IbarView *target, gboolean animate)
{
  IbarView to = *target;
  double far;

  ibar_map_view_get_view (self, &self->motion.from);
  to.width = self->motion.from.width;
  to.height = self->motion.from.height;
  to.zoom = CLAMP (to.zoom, IBAR_MAP_LEAST_ZOOM, IBAR_MAP_MOST_ZOOM);
  ibar_map_view_stop (self);
  unwind (&self->motion.from, &to);
  /* A way of many screens is a blur, not an orientation. */
  far = hypot (ibar_mercator_x (to.center.longitude)
                   - ibar_mercator_x (self->motion.from.center.longitude),
               ibar_mercator_y (to.center.latitude)
                   - ibar_mercator_y (self->motion.from.center.latitude))
        * IBAR_TILE_UNITS * exp2 (MIN (to.zoom, self->motion.from.zoom));
  if (!animate || !ibar_map_view_wants_motion (self) || far > 4.0 * (to.width + to.height)
      || (far < 0.5 && is_same_scale (&self->motion.from, &to)))
    {
      show_view (self, &to);
      ibar_map_view_queue_update (self);
      return;
    }
  self->motion.to = to;
  self->motion.started = 0;
  self->motion.tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), moved_cb, NULL, NULL);
  ibar_basemap_layer_set_target (self->basemap_layer, &to);
}

/**
 * ibar_map_view_zoom_at:
 * @self: a map view
 * @levels: how far in, or out where negative
 * @x: the point that stays [px]
 * @y: the point that stays [px]
 * @animate: eased, or at once as for fingers on a touch-pad
 *
 * Zooms about a point. Turns of the wheel that follow each other add up.
 */
void
ibar_map_view_zoom_at (IbarMapView *self, double levels, double x, double y, gboolean animate)
{
  double zoom, shrink, mx, my;
  IbarProjection projection;
  IbarView view;

  ibar_map_view_get_view (self, &view);
  zoom = (self->motion.tick != 0 ? self->motion.to.zoom : view.zoom) + levels;
  zoom = CLAMP (zoom, IBAR_MAP_LEAST_ZOOM, IBAR_MAP_MOST_ZOOM);
  if (animate) /* rest on quarters: the tiles of a zoom seen before are still there */
    zoom = round (zoom * 4.0) / 4.0;
  ibar_projection_init (&projection, &view);
  ibar_projection_to_mercator (&projection, x, y, &mx, &my);
  shrink = exp2 (view.zoom - zoom);
  view.center.longitude = ibar_mercator_longitude (mx + (projection.x - mx) * shrink);
  view.center.latitude = ibar_mercator_latitude (my + (projection.y - my) * shrink);
  view.zoom = zoom;
  ibar_map_view_move_to (self, &view, animate);
}

/**
 * ibar_map_view_pan:
 * @self: a map view
 * @dx: how far the view goes to the right [px]
 * @dy: how far the view goes down [px]
 *
 * Moves the view, animated; repeated keys add up.
 */
void
ibar_map_view_pan (IbarMapView *self, double dx, double dy)
{
  IbarProjection projection;
  IbarView view;

  if (self->motion.tick != 0)
    {
      ibar_map_view_get_view (self, &view);
      self->motion.to.width = view.width;
      self->motion.to.height = view.height;
      view = self->motion.to;
    }
  else
    ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  view.center
      = ibar_projection_to_point (&projection, view.width / 2.0 + dx, view.height / 2.0 + dy);
  ibar_map_view_move_to (self, &view, TRUE);
}

/**
 * ibar_map_view_turn_at:
 * @self: a map view
 * @rotation: [rad] how far the map is turned, clockwise
 * @x: the point that stays [px]
 * @y: the point that stays [px]
 *
 * Turns the map about a point, at once.
 */
void
ibar_map_view_turn_at (IbarMapView *self, double rotation, double x, double y)
{
  double held_x, held_y, below_x, below_y;
  IbarProjection projection;
  IbarView view;

  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  ibar_projection_to_mercator (&projection, x, y, &held_x, &held_y);
  view.rotation = rotation;
  ibar_projection_init (&projection, &view);
  ibar_projection_to_mercator (&projection, x, y, &below_x, &below_y);
  view.center.longitude = ibar_mercator_longitude (projection.x + held_x - below_x);
  view.center.latitude = ibar_mercator_latitude (projection.y + held_y - below_y);
  ibar_map_view_move_to (self, &view, FALSE);
}

/**
 * ibar_map_view_turn_north:
 * @self: a map view
 *
 * Turns the map so that north is up.
 */
void
ibar_map_view_turn_north (IbarMapView *self)
{
  IbarView view;

  ibar_map_view_get_view (self, &view);
  view.rotation = 0;
  ibar_map_view_move_to (self, &view, TRUE);
}
